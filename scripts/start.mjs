// `npm start`: builds the extension and opens VS Code on a copy of the sample notes; where VS Code is not installed, serves it in
// the browser. Built-in modules only, until the dependencies are there.
import { spawn, spawnSync } from 'node:child_process';
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
const welcome = path.join(notes, 'welcome.md');

const frames = [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'];

/** Runs a program and shows one line for it, with a spinner in a terminal. What the program writes is shown only where it fails. */
async function step(doing, done, command, args) {
	let written = '';
	const started = Date.now();
	const child = spawn(command, args, { shell: isWindows, stdio: ['ignore', 'pipe', 'pipe'] });
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding('utf8').on('data', (text) => {
			written += text;
		});
	const { isTTY } = process.stdout;
	let frame = 0;
	const spinning = isTTY
		? setInterval(() => process.stdout.write(`\r${frames[frame++ % frames.length]} ${doing} … ${seconds(started)}`), 100)
		: undefined;
	const code = await new Promise((resolve) => {
		child.once('error', (error) => {
			written += error.message;
			resolve(1);
		});
		child.once('close', resolve);
	});
	clearInterval(spinning);
	if (isTTY) process.stdout.write('\r\u001b[2K');
	if (code === 0) {
		console.log(`✓ ${done} (${seconds(started)})`);
		return;
	}
	console.error(`${written}\n✗ ${doing} failed.`);
	process.exit(1);
}

const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;

const installed = 'node_modules/.package-lock.json';
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync('package-lock.json').mtimeMs)
	await step('Installing what Lectern is built with', 'Dependencies installed', 'npm', [
		'ci',
		'--no-audit',
		'--no-fund',
		'--loglevel=error',
	]);

const hasCode = !options.browser && spawnSync('code', ['--version'], { shell: isWindows, stdio: 'ignore' }).status === 0;
if (hasCode) {
	await step('Building Lectern', 'Lectern built', 'npm', ['run', '-s', 'build']);
	await step('Opening VS Code', 'VS Code opened on the sample notes', 'code', [
		'--new-window',
		`--extensionDevelopmentPath=${root}`,
		notes,
		welcome,
	]);
	console.log('\nRest the mouse on a paper’s name in welcome.md. Close the window to end.');
} else {
	await step('Building Lectern', 'Lectern built', 'npm', ['run', '-s', 'package:quick']);
	await step(
		'Installing VS Code for the browser, once',
		'VS Code for the browser is there',
		process.execPath,
		['-e', "import('./test/host/install.mjs').then(({ installWorkbench }) => void installWorkbench())"].map((argument) =>
			isWindows ? `"${argument}"` : argument,
		),
	);
	const { installWorkbench } = await import('../test/host/install.mjs');
	const { startVSCode } = await import('../test/host/vscode.mjs');
	process.env.LECTERN_SHOW_VIEW = '1';
	const host = await startVSCode({
		workbench: installWorkbench(),
		vsix: 'lectern.vsix',
		folder: notes,
		port: options.port === undefined ? undefined : Number(options.port),
		settings: { 'editor.hover.delay': 300 },
	});
	const address = host.address([['openFile', `vscode-remote://${host.authority}${encodeURI(welcome)}`]]);
	console.log(`✓ VS Code is at ${address}\n\nRest the mouse on a paper’s name in welcome.md. Ctrl+C ends it.`);
	if (!options['no-open']) openInBrowser(address);
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
