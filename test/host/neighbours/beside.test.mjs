// Lectern beside extensions that people have: what either answers alone, both together answer once. Run by test/host/neighbours.mjs.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installWorkbench } from '../install.mjs';
import { startVSCode } from '../vscode.mjs';
import { launchBrowser, openWorkbench } from '../workbench.mjs';

const sources = process.env.LECTERN_NEIGHBOURS;
const bibliography = `@article{graph2020lanterns,
  author = {Roe, Ann},
  title = {Graphs of Lanterns},
  journal = {Journal of Dim Light},
  year = {2020},
}

@article{tides2019fog,
  author = {Lang, Mara},
  title = {Fog over a Graph},
  journal = {Journal of Dim Light},
  year = {2019},
}
`;
const files = {
	'refs.bib': bibliography,
	'note.md': '---\nbibliography: refs.bib\n---\n\nSee [@graph2020lanterns].\n',
	'main.tex':
		'\\documentclass{article}\n\\usepackage{biblatex}\n\\addbibresource{refs.bib}\n\\begin{document}\nSee \\cite{graph2020lanterns}.\n\n\\end{document}\n',
	'links.md': '# Links\n\n',
	'zebra-herd.md': '# Zebra Herd\n\nStripes.\n',
	'herd-count.md': '# Counting\n\nOne.\n',
	'garden.md': '# Garden\n\nGreen.\n',
};

/** Does something in a workbench with an extension under development, with Lectern or without. */
async function inWorkbench(extension, hasLectern, work) {
	const folder = mkdtempSync(path.join(tmpdir(), 'lectern-beside-'));
	for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
	const host = await startVSCode({
		workbench: installWorkbench(),
		...(hasLectern && { vsix: 'lectern.vsix' }),
		driver: true,
		folder,
		settings: {
			'workbench.colorTheme': 'Default Dark Modern',
			'editor.wordBasedSuggestions': 'off',
			'editor.autoClosingBrackets': 'never',
			'files.associations': { '*.tex': 'latex' },
			'latex-workshop.latex.autoBuild.run': 'never',
			'latex-workshop.message.warning.show': false,
		},
	});
	const browser = await launchBrowser();
	try {
		const development = [['extensionDevelopmentPath', `vscode-remote://${host.authority}${path.join(sources, extension)}`]];
		return await work(await openWorkbench(browser, host.address(development)));
	} finally {
		await browser.close();
		await host.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

const rowsOf = (code) =>
	code.page
		.locator('.suggest-widget.visible .monaco-list-row')
		.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? row.textContent));

/** Types at the end of a line and answers the list's rows once they are as wished, or after a while. */
async function listAfter(code, typed, isThere) {
	await code.page.keyboard.type(typed, { delay: 40 });
	return code.eventually(() => rowsOf(code), isThere);
}

/** Puts the cursor at a place of the active editor. */
async function goTo(code, place) {
	const box = await code.quickInput('Control+g');
	await box.fill(`:${place}`);
	await code.page.keyboard.press('Enter');
	await box.waitFor({ state: 'hidden' });
}

/** Where F12 leads from the cursor: the active tab and line, or the number of places that are offered. */
async function definition(code) {
	await code.page.keyboard.press('F12');
	const peek = code.page.locator('.peekview-widget');
	const tab = code.page.locator('.tab.active', { hasText: 'refs.bib' });
	await Promise.race([peek.waitFor(), tab.waitFor()]);
	return (await peek.count()) > 0 ? 'several places' : 'refs.bib';
}

for (const [extension, file, open, key] of [
	['PandocCiter', 'note.md', '\n[@', '5:9'],
	['LaTeX-Workshop', 'main.tex', '\n\\cite{', '5:14'],
])
	suite(`beside ${extension}`, function () {
		this.timeout(240_000);

		test('a key is offered once, and has one definition', async () => {
			await inWorkbench(extension, true, async (code) => {
				await code.open(file);
				await code.hover('graph2020lanterns', 'Graphs of Lanterns');
				await code.page.keyboard.press('Escape');
				await goTo(code, key);
				assert.equal(await definition(code), 'refs.bib');
				await code.open(file);
				await goTo(code, '6:1');
				const isListed = (rows) => rows.some((row) => /graph2020lanterns|Graphs of Lanterns/.test(row));
				const rows = await listAfter(code, `${open}graph`, isListed);
				await code.shot(`beside-${extension}`);
				assert.equal(rows.filter((row) => /graph2020lanterns|Graphs of Lanterns/.test(row)).length, 1, rows.join('\n'));
				await code.page.keyboard.press('Enter');
				assert.match(await code.text(), /graph2020lanterns[\s\S]*graph2020lanterns/);
			});
		});
	});

suite('beside Foam', function () {
	this.timeout(400_000);
	const typed = ['zebra', 'herd', 'gar'];
	const foam = 'foam/packages/foam-vscode';
	/** What the note holds after each link was typed and its first row accepted. */
	const accepted = (hasLectern) =>
		inWorkbench(foam, hasLectern, async (code) => {
			await code.open('links.md');
			await code.page
				.locator('.statusbar-item', { hasText: /Markdown/ })
				.first()
				.waitFor();
			const results = [];
			for (const word of typed) {
				await code.page.keyboard.press('Control+End');
				// Foam reads the folder first; a list that was asked for before stays without its rows.
				const isListed = (all) => all.some((row) => row.toLowerCase().includes(word));
				let rows = await listAfter(code, `\n[[${word}`, isListed);
				for (let attempt = 0; attempt < 3 && !isListed(rows); attempt++) {
					await code.page.keyboard.press('Escape');
					await code.page.keyboard.press('Control+Space');
					rows = await code.eventually(() => rowsOf(code), isListed);
				}
				if (word === 'zebra') await code.shot(`beside-foam${hasLectern ? '' : '-alone'}`);
				results.push(`${word}: ${rows[0]?.split(',')[0]}`);
				await code.page.keyboard.press('Enter');
				await code.page.locator('.suggest-widget.visible').waitFor({ state: 'hidden' });
				await code.page
					.locator('.editor-instance .view-line', { hasText: new RegExp(`${word}[\\w-]+`) })
					.first()
					.waitFor();
			}
			return { rows: results, text: await code.text() };
		});

	test('links complete as without Lectern', async () => {
		const alone = await accepted(false);
		assert.match(alone.text, /\[\[zebra-herd/);
		assert.deepEqual(await accepted(true), alone);
	});
});
