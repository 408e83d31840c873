// Prints how long VS Code says that Lectern took to activate for a Markdown file, in milliseconds, each time in a new VS Code.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installWorkbench } from './install.mjs';
import { markdownFirst, millisecondsIn, runningExtensions } from './runningExtensions.mjs';
import { startVSCode } from './vscode.mjs';
import { launchBrowser, openWorkbench } from './workbench.mjs';

const rounds = 3;

const browser = await launchBrowser();
const times = [];
try {
	while (times.length < rounds) {
		const folder = mkdtempSync(path.join(tmpdir(), 'lectern-activation-'));
		writeFileSync(path.join(folder, 'note.md'), 'InfoGAN is named here.\n');
		const host = await startVSCode({ workbench: installWorkbench(), vsix: 'lectern.vsix', folder, driver: true });
		try {
			const beside = ['extensionDevelopmentPath', `vscode-remote://${host.authority}${path.resolve(markdownFirst)}`];
			const code = await openWorkbench(browser, host.address([beside]));
			const untilActive = (name) =>
				code.eventually(
					() => runningExtensions(code, name),
					(rows) => rows.some((row) => millisecondsIn(row) !== undefined),
				);
			await untilActive(/markdown language features/i);
			await code.open('note.md');
			const [row] = await untilActive(/lectern/i);
			times.push(millisecondsIn(row));
			await code.page.close();
		} finally {
			await host.stop();
			rmSync(folder, { recursive: true, force: true });
		}
	}
	console.log(JSON.stringify(times));
} finally {
	await browser.close();
}
