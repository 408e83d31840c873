// `npm start`: builds the extension and opens VS Code on a copy of the sample notes; where VS Code is not installed, serves it in
// the browser. Built-in modules only, until the dependencies are there.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const { values: options } = parseArgs({
	options: { browser: { type: 'boolean' }, 'no-open': { type: 'boolean' }, port: { type: 'string' } },
});
// A copy, to be written into: the tests read the notes themselves.
const notes = path.join(root, 'sample-notes');
if (!existsSync(notes)) cpSync(path.join(root, 'test', 'fixtures', 'notes'), notes, { recursive: true });
const isWindows = process.platform === 'win32';

function run(command, args) {
	execFileSync(command, args, { stdio: 'inherit', shell: isWindows });
}

const installed = 'node_modules/.package-lock.json';
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync('package-lock.json').mtimeMs) {
	console.log('Installing dependencies …');
	run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

const hasCode = !options.browser && spawnSync('code', ['--version'], { shell: isWindows, stdio: 'ignore' }).status === 0;
if (hasCode) {
	console.log('Building …');
	run('npm', ['run', '-s', 'build']);
	run('code', ['--new-window', `--extensionDevelopmentPath=${root}`, notes]);
	console.log('VS Code opens on the sample notes. Close its window to end.');
} else {
	console.log('Building …');
	run('npm', ['run', '-s', 'package']);
	const { installWorkbench } = await import('../test/host/install.mjs');
	const { startVSCode } = await import('../test/host/vscode.mjs');
	const host = await startVSCode({
		workbench: installWorkbench(),
		vsix: 'lectern.vsix',
		folder: notes,
		port: options.port === undefined ? undefined : Number(options.port),
		settings: { 'editor.hover.delay': 300 },
	});
	console.log(`\nVS Code is at  ${host.address()}\n\nOpen welcome.md and rest the mouse on a paper's name. Ctrl+C stops the server.\n`);
	if (!options['no-open']) openInBrowser(host.address());
}

/** Opens an address where a desktop is at hand; elsewhere the printed one has to do. */
function openInBrowser(address) {
	const opener =
		{ darwin: 'open', win32: 'start' }[process.platform] ?? (process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? 'xdg-open' : undefined);
	if (opener)
		spawn(opener, [isWindows ? `"" "${address}"` : address], { shell: isWindows, stdio: 'ignore', detached: true })
			.on('error', () => {})
			.unref();
}
