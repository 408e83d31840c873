// Citations in VS Code's own Markdown preview.
import assert from 'node:assert/strict';
import { installWorkbench } from '../install.mjs';
import { startVSCode } from '../vscode.mjs';
import { launchBrowser, openWorkbench } from '../workbench.mjs';

suite('the Markdown preview in VS Code', function () {
	this.timeout(180_000);
	let host;
	let browser;
	let code;
	suiteSetup(async () => {
		host = await startVSCode({ workbench: installWorkbench(), vsix: 'lectern.vsix', notes: 'test/fixtures/notes' });
		browser = await launchBrowser();
		code = await openWorkbench(browser, host.address());
		await code.open('welcome.md');
		await code.hover('InfoGAN', 'Interpretable Representation');
	});
	suiteTeardown(async () => {
		await browser?.close();
		await host?.stop();
	});
	teardown(async function () {
		if (this.currentTest.state === 'failed') await code?.shot('failed-preview');
	});

	test('shows authors and year for a citation, with the title where the mouse rests', async () => {
		await code.page.locator('.editor-instance .view-line').first().click();
		await code.page.keyboard.press('Control+k');
		await code.page.keyboard.press('v');
		const page = code.page.frameLocator('iframe.webview[src*="markdown-language-features"]').frameLocator('iframe#active-frame');
		const citation = page.locator('.lectern-citation', { hasText: 'Chen et al., 2016' }).first();
		await citation.waitFor();
		assert.match(await citation.getAttribute('title'), /^InfoGAN/);
		await page.locator('p, li', { hasText: '[@chen2016infogam]' }).first().waitFor();
		await code.shot('preview');
	});
});
