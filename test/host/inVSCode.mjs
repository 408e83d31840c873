// VS Code for a suite's tests: open before the first, closed behind the last, with a picture of each that fails.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { installWorkbench } from './install.mjs';
import { startVSCode } from './vscode.mjs';
import { launchBrowser, openWorkbench } from './workbench.mjs';

/**
 * Opens the newest workbench with the packaged extension before the tests of the suite that is being defined; `begin` makes it ready for the
 * first. The folder, where one is given, is deleted afterwards.
 *
 * @typedef {object} Opened
 * @property {Awaited<ReturnType<typeof startVSCode>>} host
 * @property {import('playwright-core').Browser} browser
 * @property {import('./workbench.mjs').Workbench} code
 *
 * @param {Partial<import('./vscode.mjs').Options> & { prepare?: (page: unknown, host: Opened['host']) => Promise<unknown>, beside?: string, at?: string } | (() => unknown)} options
 *   for `startVSCode`, with `prepare` for the page before it is opened, the folder of an extension to have `beside`, and the name of the computer
 *   `at` which the browser asks for the window, which is then a remote one; or what answers them once files are written
 * @param {(opened: Opened) => unknown} begin
 */
export function inVSCode(options, begin) {
	let folder;
	let host;
	let browser;
	let code;
	suiteSetup(async () => {
		const { prepare, beside, at = '127.0.0.1', ...given } = typeof options === 'function' ? await options() : options;
		folder = given.folder;
		host = await startVSCode({ workbench: installWorkbench(), vsix: 'lectern.vsix', driver: beside !== undefined, ...given });
		const others = beside === undefined ? [] : [['extensionDevelopmentPath', `vscode-remote://${host.authority}${path.resolve(beside)}`]];
		browser = await launchBrowser();
		code = await openWorkbench(browser, host.address(others).replace('127.0.0.1', at), { prepare: (page) => prepare?.(page, host) });
		await begin({ host, browser, code });
	});
	suiteTeardown(async () => {
		await browser?.close();
		await host?.stop();
		if (folder) rmSync(folder, { recursive: true, force: true });
	});
	teardown(async function () {
		if (this.currentTest.state !== 'failed' || !code) return;
		const name = [this.currentTest.parent.title, this.currentTest.title].map((title) => title.replace(/\W+/g, '-')).join('-');
		await code.shot(`failed-${name.slice(0, 100)}`);
		console.log(await code.seen().catch(String));
	});
}
