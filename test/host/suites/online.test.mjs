// What is asked over the web about one's own documents, in real VS Code: a retracted citation that a check finds, and papers of a library over HTTP.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HttpLibraryStandIn } from '../../httpLibrary/standIn.mjs';
import { fillLiterature, LiteratureStandIn } from '../../literature/standIn.mjs';
import { inVSCode } from '../inVSCode.mjs';

const refs = `@article{poe2022,
  title   = {Lanterns reconsidered},
  author  = {Poe, Edgar A.},
  journal = {Journal of Dim Light},
  year    = {2022},
  doi     = {10.1234/lamp.9},
}

@article{lang2011,
  title   = {Lanterns in the harbour},
  author  = {Lang, Mira},
  journal = {Harbour Review},
  year    = {2010},
  doi     = {10.1234/lights},
}
`;
const note = '---\nbibliography: refs.bib\n---\n\n# On fog\n\nLamps are dim [@poe2022], and harbours lit [@lang2011].\n';
const seals = {
	id: 'abel2018',
	type: 'article-journal',
	title: 'Lanterns of harbour seals',
	author: [{ family: 'Abel', given: 'Ann' }],
	issued: { 'date-parts': [[2018]] },
	DOI: '10.1234/seal.1',
	'container-title': 'Fish',
};

suite('checks online and a library over HTTP in VS Code', function () {
	this.timeout(240_000);
	const folder = mkdtempSync(path.join(tmpdir(), 'lectern-online-'));
	let services;
	let lab;
	let code;
	inVSCode(
		async () => {
			services = await fillLiterature(new LiteratureStandIn()).start();
			lab = await new HttpLibraryStandIn({ papers: [seals] }).start();
			writeFileSync(path.join(folder, 'fog.md'), note);
			writeFileSync(path.join(folder, 'refs.bib'), refs);
			// A folder cannot name a library, nor turn a registry on.
			mkdirSync(path.join(folder, '.vscode'));
			const greedy = { 'lectern.httpLibrary': { url: 'http://elsewhere.test' }, 'lectern.literature': { openalex: true } };
			writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(greedy));
			return {
				folder,
				settings: { 'workbench.colorTheme': 'Default Dark Modern', 'lectern.library.bundled': false },
				machine: {
					'lectern.addPaper.services': services.addresses(),
					'lectern.literature': { crossref: true, datacite: true },
					'lectern.httpLibrary': { url: lab.url, name: 'Lab' },
				},
			};
		},
		async (opened) => {
			({ code } = opened);
			await code.open('fog.md');
		},
	);
	suiteTeardown(async () => {
		await services?.stop();
		await lab?.stop();
	});
	const bibliography = () => readFileSync(path.join(folder, 'refs.bib'), 'utf8');
	const quickFix = (title) => code.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();

	test('a check asks for the works that are cited, and reports the retracted one where it is cited', async () => {
		assert.deepEqual(services.requests, []);
		await code.run('Lectern: Check This Document Online');
		const message = code.page.locator('.notification-toast', { hasText: '2 works checked' });
		await message.waitFor();
		await message.locator('.monaco-button', { hasText: 'Show Problems' }).click();
		await code.page.locator('.markers-panel .monaco-list-row', { hasText: '“Lanterns reconsidered” has been retracted' }).first().waitFor();
		await code.page.locator('.markers-panel .monaco-list-row', { hasText: 'Crossref has another year: 2011.' }).first().waitFor();
		await code.shot('online-retracted');
		assert.deepEqual(services.asked('crossref').sort(), ['/works/10.1234%2Flamp.9', '/works/10.1234%2Flights']);
		assert.deepEqual(services.asked('openalex'), []);
	});

	test('its quick fix shows the change to the entry before it is made', async () => {
		await code.page.locator('.markers-panel .monaco-list-row', { hasText: 'has been retracted' }).first().dblclick();
		await code.page.locator('.statusbar-item', { hasText: /Ln 7, Col 24/ }).waitFor();
		const fix = quickFix('Note in the entry “poe2022”: Retracted 2023-05-02');
		// Until the editor has the problem, there is nothing to offer.
		await code.steadily(async (timeout) => {
			await code.page.keyboard.press('Control+.');
			await fix.waitFor({ timeout });
		});
		await code.shot('online-quick-fix');
		await fix.click();
		const preview = code.page.locator('.bulk-edit-panel');
		await preview.waitFor();
		await preview.locator('.monaco-list-row', { hasText: 'refs.bib' }).first().waitFor();
		await code.shot('online-preview');
		assert.equal(bibliography(), refs);
		await preview.locator('.monaco-list-row .edit-checkbox, .monaco-list-row input, .monaco-list-row .monaco-checkbox').first().click();
		await preview.locator('.monaco-button', { hasText: 'Apply' }).click();
		await code.open('refs.bib');
		await code.eventually(
			() => code.text(),
			(text) => text.includes('Retracted'),
		);
		await code.page.keyboard.press('Control+s');
		assert.match(
			await code.eventually(bibliography, (text) => text.includes('Retracted')),
			/ {2}note {4}= \{Retracted 2023-05-02, see doi:10\.1234\/lamp\.9r\},\n\}/,
		);
	});

	test('a library over HTTP completes behind one’s own papers, and brings the entry along', async () => {
		await code.page.locator('.tab', { hasText: 'fog.md' }).click();
		await code.page.locator('.editor-instance .view-line').last().click();
		await code.page.keyboard.press('Control+End');
		await code.page.keyboard.type('\nSee [@lanterns', { delay: 60 });
		const row = code.suggestion('Lanterns of harbour seals');
		await row.waitFor();
		await code.shot('online-library');
		const rows = await code.page.locator('.suggest-widget .monaco-list-row').allInnerTexts();
		assert.ok(rows.findIndex((text) => text.includes('Lang 2011')) < rows.findIndex((text) => text.includes('Abel 2018')), rows.join('; '));
		await row.click();
		await code.eventually(
			() => code.text(),
			(text) => text.includes('[@abel2018'),
		);
		assert.match(
			await code.eventually(bibliography, (text) => text.includes('abel2018')),
			/@article\{abel2018,[\s\S]*Lanterns of harbour seals/,
		);
		assert.doesNotMatch(JSON.stringify(lab.requests), /dim|On fog/);
	});
});
