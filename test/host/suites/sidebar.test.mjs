// The sidebar in real VS Code: drag to cite, reading state, notes; and the reader that follows a file.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';
import { followLink } from '../stage.mjs';
import { choose as chooseInMenu, filterLibrary } from '../tree.mjs';

const thesis = `\\documentclass{article}
\\usepackage[style=authoryear]{biblatex}
\\addbibresource{references.bib}
\\begin{document}
Drop here.
\\end{document}
`;

suite('the sidebar in VS Code', function () {
	this.timeout(180_000);
	const folder = mkdtempSync(path.join(tmpdir(), 'lectern-sidebar-'));
	let code;
	inVSCode(
		() => {
			cpSync('test/fixtures/notes', folder, { recursive: true });
			writeFileSync(path.join(folder, 'thesis.tex'), thesis);
			mkdirSync(path.join(folder, 'unwatched'));
			writeFileSync(path.join(folder, 'unwatched', 'places.md'), '---\npaper: weyand2016planet\n---\n\nWhere was it?\n');
			return {
				folder,
				settings: {
					'workbench.colorTheme': 'Default Dark Modern',
					'files.associations': { '*.tex': 'latex' },
					'files.watcherExclude': { '**/unwatched/**': true },
				},
			};
		},
		async (opened) => {
			code = opened.code;
			await code.open('welcome.md');
			await code.hover('InfoGAN', 'Interpretable Representation');
			await code.showLibrary();
		},
	);

	const filter = (query) => filterLibrary(code, query);
	const choose = (row, command) => chooseInMenu(code, code.treeRow(row), command);
	/** Drags a row onto a word of the editor; Shift makes the editor, not the workbench, take it. */
	const drag = async (row, word) => {
		const from = await code.treeRow(row).boundingBox();
		const to = await code.placeOf(word);
		await code.page.mouse.move(from.x + 60, from.y + from.height / 2);
		await code.page.mouse.down();
		await code.page.mouse.move(to.x - 80, to.y - 20, { steps: 8 });
		await code.page.keyboard.down('Shift');
		await code.page.mouse.move(to.x, to.y, { steps: 8 });
		await code.page.mouse.up();
		await code.page.keyboard.up('Shift');
	};
	const eventuallyText = async (pattern) =>
		assert.match(
			await code.eventually(
				() => code.text(),
				(text) => pattern.test(text),
			),
			pattern,
		);

	test('drags a paper into a Markdown editor, entry and citation in one undo step', async () => {
		await code.open('welcome.md');
		await filter('ewc forgetting');
		await code.treeRow('Overcoming catastrophic').waitFor();
		await drag('Overcoming catastrophic', 'alive');
		await eventuallyText(/\[@kirkpatrick2016overcoming\]/);
		await code.page.keyboard.press('Control+z');
		assert.doesNotMatch(
			await code.eventually(
				() => code.text(),
				(text) => !text.includes('kirkpatrick2016'),
			),
			/kirkpatrick2016/,
		);
	});

	test('drags a paper into a LaTeX editor in LaTeX’s form', async () => {
		await code.open('thesis.tex');
		await code.page.locator('.editor-instance .view-line', { hasText: 'Drop' }).first().waitFor();
		await drag('Overcoming catastrophic', 'Drop');
		await eventuallyText(/\\parencite\{kirkpatrick2016overcoming\}/);
	});

	test('keeps the reading state in a plain file, over a reload of the window', async () => {
		await choose('Overcoming catastrophic', 'Mark as Read');
		const file = path.join(folder, '.lectern', 'reading.yaml');
		await code.eventually(
			() => existsSync(file),
			(isThere) => isThere,
		);
		assert.match(readFileSync(file, 'utf8'), /^kirkpatrick2016overcoming: read \d{4}-\d{2}-\d{2}$/m);
		await filter('is:read');
		await code.treeRow('Overcoming catastrophic').waitFor();
		await choose('Overcoming catastrophic', /^\s*Star\s*$/);
		await code.eventually(
			() => readFileSync(file, 'utf8'),
			(text) => text.includes('starred'),
		);
		assert.match(readFileSync(file, 'utf8'), /^kirkpatrick2016overcoming: read \d{4}-\d{2}-\d{2} starred$/m);
		await filter('is:starred');
		await code.treeRow('★').waitFor();
		await code.run('File: Save All');
		const loaded = code.page.waitForEvent('load');
		await code.run('Developer: Reload Window');
		await loaded;
		await code.page.waitForSelector('.monaco-workbench');
		await code.treeRow('Overcoming catastrophic').waitFor({ timeout: 60_000 });
		assert.equal(await code.treeRow('InfoGAN').count(), 0);
		await code.shot('reading-state');
	});

	test('lays out a note on a paper, and opens it the next time', async () => {
		await choose('Overcoming catastrophic', 'Open Note');
		await code.page.locator('.tab.active', { hasText: 'kirkpatrick2016overcoming.md' }).waitFor();
		await eventuallyText(/^---\npaper: kirkpatrick2016overcoming\n/);
		await code.page.keyboard.press('Control+s');
		const file = path.join(folder, 'notes', 'kirkpatrick2016overcoming.md');
		await code.eventually(
			() => existsSync(file),
			(isThere) => isThere,
		);
		await code.treeRow('✎').waitFor();
		await code.open('welcome.md');
		await choose('Overcoming catastrophic', 'Open Note');
		await code.page.locator('.tab.active', { hasText: 'kirkpatrick2016overcoming.md' }).waitFor();
	});

	test('lays out another note where the one that is known was deleted without a word', async () => {
		await filter('planet');
		await code.treeRow(/PlaNet.*✎/).waitFor();
		rmSync(path.join(folder, 'unwatched', 'places.md'));
		await choose('PlaNet', 'Open Note');
		await code.page.locator('.tab.active', { hasText: 'weyand2016planet.md' }).waitFor();
		await eventuallyText(/^---\npaper: weyand2016planet\n/);
		await code.page.keyboard.press('Control+s');
	});

	test('shows a summary again when its file changes', async () => {
		await filter('harbour');
		await code.treeRow('HarbourNet').click();
		const reader = code.reader();
		await reader.locator('h1', { hasText: 'HarbourNet' }).waitFor();
		const file = path.join(folder, 'summaries', 'lang2021harbour.md');
		writeFileSync(file, `${readFileSync(file, 'utf8')}\n## Afterwards\n\nThe boats came back.\n`);
		await reader.locator('p', { hasText: 'The boats came back.' }).waitFor();
	});

	test('copies the link to a paper, on the web as a citation', async () => {
		await choose('HarbourNet', 'Copy Link to Paper');
		const copied = await code.eventually(
			() => code.page.evaluate(() => navigator.clipboard.readText()),
			(text) => text.includes('lang2021harbour'),
		);
		assert.equal(copied, '[@lang2021harbour]');
	});

	test('opens the reader from a deep link, once the user allows it, and nothing for a key that nobody has', async () => {
		await followLink(code, 'code-oss://lectern.lectern/read?key=weyand2016planet');
		await code.reader().locator('h1', { hasText: 'PlaNet' }).waitFor();
		await followLink(code, 'code-oss://lectern.lectern/read?key=nobody2020');
		await code.page.locator('.notification-toast', { hasText: 'No paper has the key nobody2020' }).waitFor();
		assert.match(await code.reader().locator('h1').textContent(), /^PlaNet/);
	});
});
