// The literature beyond the library, in real VS Code against a stand-in of the services: consent, search, citing, what cites a work, and turning it off.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fillLiterature, LiteratureStandIn } from '../../literature/standIn.mjs';
import { inVSCode } from '../inVSCode.mjs';
import { fogFolder, turnOn, typeAtEnd, typeIntoSearch } from '../literatureStage.mjs';
import { readPaper } from '../stage.mjs';
import { pickRow } from '../tree.mjs';

suite('the literature in VS Code', function () {
	this.timeout(240_000);
	const folder = fogFolder();
	let standIn;
	let code;
	const bibliography = () => readFileSync(path.join(folder, 'refs.bib'), 'utf8');
	inVSCode(
		async () => {
			standIn = await fillLiterature(new LiteratureStandIn()).start();
			return {
				folder,
				settings: { 'workbench.colorTheme': 'Default Dark Modern', 'lectern.library.bundled': false },
				machine: { 'lectern.addPaper.services': standIn.addresses() },
			};
		},
		async (opened) => {
			({ code } = opened);
			await code.open('fog.md');
		},
	);
	suiteTeardown(() => standIn?.stop());
	const textOnce = (isGood) => code.eventually(() => code.text(), isGood);
	const heading = (text) => code.reader().locator('h1', { hasText: text });

	test('is off whatever the settings of the folder say', async () => {
		await code.run('Lectern: Search the Literature');
		await code.page.locator('.monaco-dialog-box', { hasText: 'Search the literature?' }).waitFor();
		await code.page.keyboard.press('Escape');
		assert.deepEqual(standIn.requests, []);
	});

	test('explains what is sent where before anything is, and asks who may be asked', async () => {
		await turnOn(code, { shots: true });
		assert.deepEqual(standIn.requests, []);
	});

	test('completes titles while they are typed, marks what the library has, and cites with the entry by Enter; one undo takes back both', async () => {
		const before = bibliography();
		await typeAtEnd(code, '\nSee ');
		await typeIntoSearch(code, 'lanterns');
		await pickRow(code, 'Lanterns and fog: a study of dim light & H2O').waitFor();
		await code.shot('literature-typing');
		const own = code.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Lanterns in the harbour' });
		assert.equal(await own.count(), 1);
		await code.page.keyboard.type(' and fog', { delay: 40 });
		await pickRow(code, 'Search for “lanterns and fog”').waitFor();
		await code.page.keyboard.press('Enter');
		await code.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Roe and van Beek 2019' }).waitFor();
		await code.shot('literature-found');
		await code.page.keyboard.press('Enter');
		assert.match(await textOnce((text) => text.includes('roe2019')), /\nSee \[@roe2019lanterns\]$/);
		assert.match(
			await code.eventually(bibliography, (text) => text !== before),
			/@article\{roe2019lanterns,[\s\S]*journal += \{Journal of Dim Light\}/,
		);
		await code.shot('literature-cited');
		await code.page.keyboard.press('Control+z');
		assert.match(await textOnce((text) => !text.includes('roe2019')), /\nSee $/);
		await code.open('refs.bib');
		assert.doesNotMatch(await textOnce((text) => !text.includes('roe2019')), /roe2019/);
		await code.page.locator('.tab', { hasText: 'fog.md' }).click();
		// Everything was asked one by one, and the entry of the registry.
		assert.equal(standIn.mostAtOnce <= 2, true);
		assert.deepEqual(standIn.asked('crossref', true), ['/works', '/works/10.1234%2Flamp.5']);
	});

	test('searches for what no paper matches, and cites it in that place', async () => {
		await typeAtEnd(code, '\nand [@poe reconsidered');
		const row = code.suggestion('Search the Literature…');
		await row.waitFor();
		await code.shot('literature-no-match');
		await row.click();
		await code.titled('Search the Literature');
		await code.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Lanterns reconsidered' }).waitFor();
		await code.shot('literature-retracted');
		await code.page.keyboard.press('Enter');
		assert.match(await textOnce((text) => text.includes('poe2022')), /\nand \[@poe2022lanterns\]?$/);
		await code.page.keyboard.press('Control+z');
		await textOnce((text) => !text.includes('poe2022'));
	});

	test('leads from Add Paper to the search where what is typed is no identifier', async () => {
		await code.run('Lectern: Add Paper…');
		await (await code.titled('Add Paper')).fill('table of tides');
		await code.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Search the Literature' }).waitFor();
		await code.page.keyboard.press('Enter');
		await code.titled('Search the Literature');
		await code.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'A table of tides' }).waitFor();
		await code.page.keyboard.press('Escape');
	});

	test('follows what cites a paper, twice, and comes back', async () => {
		await readPaper(code, 'lanterns harbour', 'lang2011lanterns');
		await code.reader().locator('button[data-command="follow"]').scrollIntoViewIfNeeded();
		await code.shot('literature-before-follow');
		await code.reader().locator('button[data-command="follow"]').click();
		await code.reader().locator('h2', { hasText: 'Cited by (2)' }).waitFor();
		await code.shot('literature-cited-by');
		await code.reader().locator('a[data-paper="openalex:W1"]').click();
		await heading('Lanterns and fog').waitFor();
		await code.reader().getByText('Lanterns are seen through fog').waitFor();
		await code.reader().locator('button[data-command="follow"]').click();
		await code.reader().locator('h2', { hasText: 'Cited by (2)' }).waitFor();
		await code.reader().locator('.own', { hasText: 'in your library' }).waitFor();
		await code.shot('literature-elsewhere');
		await code.reader().locator('a[data-paper="openalex:W5"]').click();
		await heading('Lanterns reconsidered').waitFor();
		await code.shot('literature-second');
		await code.reader().locator('.bar [data-command="back"]').click();
		await heading('Lanterns and fog').waitFor();
		// What was found is still there, and nobody is asked again.
		await code.reader().locator('h2', { hasText: 'Cited by (2)' }).waitFor();
		await code.reader().locator('.bar [data-command="back"]').click();
		await heading('Lanterns in the harbour').waitFor();
	});

	test('lets the map grow by what was followed', async () => {
		await code.run('Lectern: Show Map of the Library');
		const legend = code.reader().locator('.legend', { hasText: 'Not in your library' });
		await legend.waitFor();
		await code.shot('literature-map');
		await code.close('Map of the Library');
	});

	test('cites from the list, where the cursor was', async () => {
		await code.reader().locator('button[data-cite="openalex:W3"]').click();
		await code.page.locator('.editor-instance .view-line', { hasText: 'vandenoord2020mirrors' }).waitFor();
		// The undo above left the bibliography with unsaved changes: it is left for the user to save.
		await code.open('refs.bib');
		assert.match(await textOnce((text) => text.includes('2001.00010')), /eprint += \{2001\.00010\}/);
	});

	test('sends nothing once it is turned off', async () => {
		await code.run('Lectern: Turn Off Literature Search');
		await code.page.locator('.notification-toast', { hasText: 'Literature search is off' }).waitFor();
		const before = standIn.requests.length;
		await code.run('Lectern: Search the Literature');
		await code.page.locator('.monaco-dialog-box', { hasText: 'Search the literature?' }).waitFor();
		await code.page.keyboard.press('Escape');
		assert.equal(standIn.requests.length, before);
	});
});
