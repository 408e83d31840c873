// Notebooks in VS Code: a Markdown cell is cited in like a note, and a notebook that is not open is found, opened at its cell and renamed in.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';
import { pane, rowsOf } from '../tree.mjs';

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
	let code;
	inVSCode(
		() => {
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
			write(
				'cells.ipynb',
				notebookOf(
					cell('markdown', 'First [@metz2016unrolled].'),
					print,
					cell('markdown', 'Then [@nobody2020].\n', '\n', 'Unrolled GANs, or [@metz2016unrolled], and [@mao2016least].'),
				),
			);
			return { folder };
		},
		async (opened) => {
			code = opened.code;
		},
	);

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

	test('In This Document lists what all cells cite, whichever has the cursor, and leads to the cell', async () => {
		await code.run('View: Close All Editors');
		await openNotebook('cells.ipynb');
		await code.showLibrary();
		const rows = pane(code, 'In This Document').locator('.monaco-list-row');
		await rows.filter({ hasText: 'nobody2020' }).waitFor();
		assert.deepEqual(
			(await rowsOf(code, 'In This Document')).map(({ label }) => label.replace(/^(.{7}).*, (\d)/, '$1… $2')),
			['Unknown… 1 place', 'Unrolle… 3 places', 'Least S… 1 place'],
		);
		await rows.filter({ hasText: 'Unrolled' }).locator('.monaco-tl-twistie').click();
		await rows.filter({ hasText: 'cited in cell 1, line 1' }).waitFor();
		await rows.filter({ hasText: 'named in cell 3, line 3' }).waitFor();
		await code.shot('notebook-in-this-document');
		await rows.filter({ hasText: 'cited in cell 3, line 3' }).click();
		await code.page.locator('.notebookOverlay .view-line', { hasText: '@mao2016least' }).first().waitFor();
		assert.equal(await rows.filter({ hasText: 'Least Squares' }).count(), 1, 'the other cells’ papers stay');
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
