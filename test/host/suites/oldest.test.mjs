// The packaged extension in the oldest VS Code that `engines.vscode` promises.
import assert from 'node:assert/strict';
import { installWorkbench } from '../install.mjs';
import { startVSCode } from '../vscode.mjs';
import { launchBrowser, openWorkbench } from '../workbench.mjs';

suite('Lectern in the oldest supported VS Code', function () {
	this.timeout(300_000);
	let host;
	let browser;
	let code;
	suiteSetup(async () => {
		host = await startVSCode({ workbench: installWorkbench('oldest'), vsix: 'lectern.vsix', notes: 'test/fixtures/notes' });
		browser = await launchBrowser();
		code = await openWorkbench(browser, host.address());
		await code.open('welcome.md');
	});
	suiteTeardown(async () => {
		await browser?.close();
		await host?.stop();
	});
	teardown(async function () {
		if (this.currentTest.state === 'failed') await code?.shot(`failed-oldest-${this.currentTest.title.replace(/\W+/g, '-')}`);
	});

	test('shows a card with maths when the mouse rests on a name', async () => {
		const card = await code.hover('InfoGAN', 'Interpretable Representation Learning');
		assert.ok((await card.locator('sub').count()) > 0, 'the formula has subscripts');
		await code.page.keyboard.press('Escape');
	});

	test('completes a citation', async () => {
		await code.page.locator('.editor-instance .view-line').first().click();
		await code.page.keyboard.press('Control+End');
		await code.page.keyboard.type('\nsee [@mutual inf', { delay: 30 });
		await code.suggestion('chen2016infogan').waitFor();
		await code.page.keyboard.press('Enter');
		const done = /\nsee \[@chen2016infogan\]?$/;
		assert.match(
			await code.eventually(
				() => code.text(),
				(text) => done.test(text),
			),
			done,
		);
	});

	test('opens the reader from the tree', async () => {
		await code.showLibrary();
		await code.treeRow('Generative adversarial networks').click();
		await code.treeRow('InfoGAN').click();
		await code.reader().locator('.katex').first().waitFor();
		await code.shot('reader-oldest');
	});
});
