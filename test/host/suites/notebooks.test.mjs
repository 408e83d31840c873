// Notebooks in VS Code: a Markdown cell is cited in like a note, and a notebook that is not open is found, opened at its cell and renamed in.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installWorkbench } from '../install.mjs';
import { startVSCode } from '../vscode.mjs';
import { launchBrowser, openWorkbench } from '../workbench.mjs';

const cell = (cell_type, ...source) => ({
	cell_type,
	metadata: {},
	source,
	...(cell_type === 'code' ? { execution_count: null, outputs: [] } : {}),
});
const notebookOf = (...cells) => `${JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`;

suite('notebooks in VS Code', function () {
	this.timeout(180_000);
	let folder;
	let host;
	let browser;
	let code;
	suiteSetup(async () => {
		folder = mkdtempSync(path.join(tmpdir(), 'lec-cells-'));
		const write = (name, text) => writeFileSync(path.join(folder, name), text);
		write('references.bib', readFileSync('test/fixtures/notes/references.bib', 'utf8'));
		write('reading.md', 'Again [@metz2016unrolled] and [@chen2016infogan].\n');
		const front = cell('raw', '---\n', 'title: A study\n', 'bibliography: references.bib\n', '---');
		const print = cell('code', 'print("[@metz2016unrolled]")');
		write('study.ipynb', notebookOf(front, cell('markdown', '# Study\n', '\n', 'See [@metz2016unrolled] and '), print));
		write(
			'closed.ipynb',
			notebookOf(print, print, cell('markdown', 'With "quotes"\t[@metz2016unrolled].\n', 'End [@chen2016infogan, p. 3].')),
		);
		host = await startVSCode({ workbench: installWorkbench(), vsix: 'lectern.vsix', folder });
		browser = await launchBrowser();
		code = await openWorkbench(browser, host.address());
	});
	suiteTeardown(async () => {
		await browser?.close();
		await host?.stop();
		rmSync(folder, { recursive: true, force: true });
	});
	teardown(async function () {
		if (this.currentTest.state === 'failed') await code?.shot(`failed-notebooks-${this.currentTest.title.replace(/\W+/g, '-')}`);
	});

	const openNotebook = async (name) => {
		const box = await code.quickInput('Control+p');
		await box.fill(name);
		await code.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).first().waitFor();
		await code.page.keyboard.press('Enter');
		await code.page.locator('.notebook-editor .cell-list-container').first().waitFor();
	};

	test('a key is renamed in a notebook that is not open, and nothing else in its file', async () => {
		const before = readFileSync(path.join(folder, 'closed.ipynb'), 'utf8');
		await code.open('reading.md');
		await code.hover('chen2016infogan', 'Interpretable Representation Learning');
		await code.page.keyboard.press('Escape');
		const { x, y } = await code.placeOf('chen2016infogan');
		await code.page.mouse.click(x, y);
		await code.page.keyboard.press('F2');
		const box = code.page.locator('.rename-box input');
		await box.waitFor();
		await box.fill('infogan2016');
		await code.page.keyboard.press('Enter');
		const after = await code.eventually(
			() => readFileSync(path.join(folder, 'closed.ipynb'), 'utf8'),
			(text) => text.includes('infogan2016'),
		);
		await code.run('View: Close All Editors');
		assert.equal(after, before.replace('@chen2016infogan, p. 3', '@infogan2016, p. 3'));
	});

	test('a citation in a Markdown cell has its card', async () => {
		await openNotebook('study.ipynb');
		const frame = code.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
		await frame.getByText('See', { exact: false }).first().dblclick();
		await code.page.locator('.notebookOverlay .view-line', { hasText: '@metz2016unrolled]' }).first().waitFor();
		await code.hover('metz2016unrolled]', 'Unrolled Generative Adversarial Networks');
		await code.shot('notebook-hover');
		// Escape would end the editing of the cell.
		await code.page.mouse.move(5, 5);
	});

	test('a citation is completed in a Markdown cell', async () => {
		const line = code.page.locator('.notebookOverlay .view-line', { hasText: '@metz2016unrolled]' }).first();
		await line.click();
		await code.page.keyboard.press('Control+End');
		await code.page.keyboard.type('[@infog', { delay: 60 });
		await code.suggestion('infogan2016').waitFor();
		await code.shot('notebook-completion');
		await code.page.keyboard.press('Enter');
		await code.page.locator('.notebookOverlay .view-line', { hasText: '@infogan2016' }).first().waitFor();
		await code.page.keyboard.press('Control+s');
		const saved = await code.eventually(
			() => readFileSync(path.join(folder, 'study.ipynb'), 'utf8'),
			(text) => text.includes('infogan2016'),
		);
		assert.match(saved, /See \[@metz2016unrolled\] and \[@infogan2016/);
	});

	test('a reference in a notebook that is not open leads to its cell', async () => {
		await code.run('View: Close All Editors');
		await code.open('reading.md');
		await code.hover('metz2016unrolled', 'Unrolled Generative Adversarial Networks');
		await code.page.keyboard.press('Escape');
		const { x, y } = await code.placeOf('metz2016unrolled');
		await code.page.mouse.click(x, y);
		await code.page.keyboard.press('Shift+Alt+F12');
		const row = (text) => code.page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
		await row('closed.ipynb').locator('.monaco-tl-twistie').click();
		await row('quotes').waitFor();
		await code.shot('notebook-references');
		await row('quotes').click();
		await code.page.locator('.tab.active', { hasText: 'closed • Cell 3' }).waitFor();
		await code.page.locator('.notebookOverlay .view-line', { hasText: '@metz2016unrolled].' }).first().waitFor();
		await new Promise((resolve) => setTimeout(resolve, 1000));
		await code.shot('notebook-reference-opened');
		await code.run('View: Close All Editors');
	});
});
