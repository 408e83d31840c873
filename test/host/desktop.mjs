// `npm run test:desktop`: the suites of test/inhost in desktop VS Code, which is downloaded. On Linux without a display run it
// under `xvfb-run -a`.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';

const work = mkdtempSync(path.join(tmpdir(), 'lectern-desktop-'));
const directories = ['--user-data-dir', path.join(work, 'user'), '--extensions-dir', path.join(work, 'extensions')];
try {
	cpSync('test/fixtures/notes', path.join(work, 'notes'), { recursive: true });
	const vscodeExecutablePath = await downloadAndUnzipVSCode(process.env.VSCODE_VERSION ?? 'stable');
	const [cli] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath);
	execFileSync(cli, [...directories, '--install-extension', path.resolve('lectern.vsix')], {
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	const isRoot = process.getuid?.() === 0;
	await runTests({
		vscodeExecutablePath,
		extensionDevelopmentPath: path.resolve('test/host/driver'),
		extensionTestsPath: path.resolve('dist-test/inhost/index.cjs'),
		launchArgs: [path.join(work, 'notes'), ...directories, '--disable-workspace-trust', ...(isRoot ? ['--no-sandbox'] : [])],
	});
	console.log('All desktop tests passed.');
} finally {
	rmSync(work, { recursive: true, force: true });
}
