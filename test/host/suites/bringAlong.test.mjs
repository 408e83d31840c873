// Accepting a paper that the bibliography lacks writes its entry there, and one undo takes back both.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { installWorkbench } from '../install.mjs';
import { startVSCode } from '../vscode.mjs';
import { launchBrowser, openWorkbench } from '../workbench.mjs';

suite('bringing an entry along in VS Code', function () {
	this.timeout(180_000);
	let host;
	let browser;
	let code;
	const bibliography = () => readFileSync(path.join(host.workspace, 'references.bib'), 'utf8');
	suiteSetup(async () => {
		host = await startVSCode({ workbench: installWorkbench(), vsix: 'lectern.vsix', notes: 'test/fixtures/notes' });
		browser = await launchBrowser();
		code = await openWorkbench(browser, host.address());
		await code.open('welcome.md');
		await code.hover('InfoGAN', 'Interpretable Representation Learning');
		await code.page.keyboard.press('Escape');
	});
	suiteTeardown(async () => {
		await browser?.close();
		await host?.stop();
	});
	teardown(async function () {
		if (this.currentTest.state === 'failed') await code?.shot(`failed-bring-${this.currentTest.title.replace(/\W+/g, '-')}`);
	});

	test('writes the entry into the closed .bib file, and undoes citation and entry at once', async () => {
		const before = bibliography();
		assert.doesNotMatch(before, /kipf2016semisupervised/);
		await code.page.locator('.editor-instance .view-line').first().click();
		await code.page.keyboard.press('Control+End');
		await code.page.keyboard.type('\nas in [@kipf welling', { delay: 30 });
		await code.suggestion('kipf2016semisupervised').waitFor();
		await code.shot('bring-along');
		await code.page.keyboard.press('Enter');
		await code.page.locator('.view-line', { hasText: '@kipf2016semisupervised' }).first().waitFor();
		const done = /\nas in \[@kipf2016semisupervised\]?$/;
		assert.match(
			await code.eventually(
				() => code.text(),
				(text) => done.test(text),
			),
			done,
		);
		const after = await code.eventually(bibliography, (text) => text.includes('kipf2016semisupervised'));
		assert.match(after, /@inproceedings\{kipf2016semisupervised,/);
		assert.ok(
			before.split(/\n(?=@)/).every((entry) => after.includes(entry.trim())),
			'the other entries are as they were',
		);
		await code.page.keyboard.press('Control+z');
		await code.page.locator('.view-line', { hasText: '@kipf welling' }).first().waitFor();
		await code.open('references.bib');
		assert.doesNotMatch(
			await code.eventually(
				() => code.text(),
				(text) => !text.includes('kipf2016'),
			),
			/kipf2016semisupervised/,
		);
	});
});
