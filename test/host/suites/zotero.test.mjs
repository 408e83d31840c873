// Zotero in real VS Code, against the stand-in: connecting, what fails, the library by collection, citing, card, reader and annotations, PDFs.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ZoteroStandIn } from '../../zotero/standIn.mjs';
import { inVSCode } from '../inVSCode.mjs';
import { readPaper } from '../stage.mjs';
import { filterLibrary, pane, pickRow } from '../tree.mjs';

const note =
	'---\nbibliography: refs.bib\n---\n\n# On seals\n\nMuch is known from “Harbour seals at night: sleep and drift in tidal water”.\nOf eels see [@sand2005eels].\n';
const refs =
	'@article{abel2000lanterns,\n  title   = {Lanterns},\n  author  = {Abel, Ann},\n  journal = {Lamps},\n  year    = {2000},\n}\n';

/** A folder with a note and a bibliography. */
function noteFolder() {
	const folder = mkdtempSync(path.join(tmpdir(), 'lectern-seals-'));
	writeFileSync(path.join(folder, 'seals.md'), note);
	writeFileSync(path.join(folder, 'refs.bib'), refs);
	return folder;
}

/** A library of five papers in collections, one with a PDF, annotations and a note; answers the key of that one. */
function fill(zotero, pdf) {
	const person = (lastName, firstName) => ({ creatorType: 'author', firstName, lastName });
	const thesis = zotero.collection('Thesis');
	const seals = zotero.collection('Seals', thesis);
	const item = zotero.add({
		title: 'Harbour seals at night: sleep and drift in tidal water',
		creators: [person('Lang', 'Mira'), person('Okafor', 'Nneka'), person('Roe', 'Ann')],
		date: '2021-05-03',
		publicationTitle: 'Journal of Coastal Biology',
		DOI: '10.5555/seal.1',
		citationKey: 'lang2021harbour',
		abstractNote:
			'Seals sleep afloat. We followed forty of them through the nights of one winter, and find that they drift with the tide and wake at its turn.',
		tags: [{ tag: 'marine mammals' }, { tag: 'sleep' }],
		collections: [seals],
	});
	const attachment = zotero.add({
		itemType: 'attachment',
		parentItem: item,
		contentType: 'application/pdf',
		linkMode: 'imported_file',
		localFile: pathToFileURL(pdf).href,
	});
	const annotation = (data) => zotero.add({ itemType: 'annotation', parentItem: attachment, annotationType: 'highlight', ...data });
	annotation({
		annotationText: 'Seals drift with the tide and wake at its turn.',
		annotationComment: 'The main result.',
		annotationColor: '#ffd400',
		annotationPageLabel: '12',
		annotationPosition: '{"pageIndex":3}',
		annotationSortIndex: '00003',
	});
	annotation({
		annotationText: 'Only forty animals were followed.',
		annotationColor: '#ff6666',
		annotationPageLabel: '17',
		annotationPosition: '{"pageIndex":8}',
		annotationSortIndex: '00008',
	});
	zotero.add({ itemType: 'note', parentItem: item, note: '<p>Ask Mira for the <b>raw data</b>.</p>' });
	zotero.add({
		title: 'Grey seals and their pups',
		creators: [person('Berg', 'Ida')],
		date: '2018',
		citationKey: 'berg2018grey',
		collections: [seals],
		tags: [{ tag: 'marine mammals' }],
	});
	zotero.add({
		title: 'Counting what the sea takes back',
		creators: [person('Okafor', 'Nneka')],
		date: '2019',
		citationKey: 'okafor2019counting',
		collections: [thesis],
	});
	zotero.add({
		itemType: 'book',
		title: 'Tidal Mills of the North',
		creators: [person('Holm', 'Per')],
		date: '1998',
		citationKey: 'holm1998tidal',
		collections: [zotero.collection('Background')],
	});
	zotero.add({ title: 'Eels of glass', creators: [person('Sand', 'Lea')], date: '2005', citationKey: '' });
	return item;
}

/** What a person does with notifications of the workbench, once there is one. */
function notifications(workbench) {
	/** A notification, in a toast or in the list of all. */
	const message = (text) =>
		workbench()
			.page.locator('.notifications-toasts .notification-toast, .notifications-center .notification-list-item')
			.filter({ hasText: text })
			.last();
	/** Waits for a notification. A toast that comes right after another one may not show: then the list of all has it. */
	const shown = async (text) => {
		for (let attempt = 0; attempt < 6; attempt++) {
			const isShown = await message(text)
				.waitFor({ timeout: 4000 })
				.then(
					() => true,
					() => false,
				);
			if (isShown) return faded();
			await workbench().run('Notifications: Show Notifications');
		}
		await message(text).waitFor({ timeout: 1000 });
	};
	/** Until a notification that moves in has come to rest: only for the pictures. */
	const faded = () => workbench().page.waitForTimeout(400);
	const press = (text, label) => message(text).locator('.monaco-button', { hasText: label }).click();
	const dismissAll = async () => {
		await workbench().run('Notifications: Clear All Notifications');
		await workbench().page.locator('.notification-list-item').first().waitFor({ state: 'detached' });
	};
	return { shown, press, dismissAll };
}

suite('Zotero in VS Code', function () {
	this.timeout(240_000);
	const folder = noteFolder();
	const pdf = path.join(folder, 'seals.pdf');
	writeFileSync(pdf, '%PDF-1.4\n%%EOF\n');
	let zotero;
	let item;
	let code;
	let port;
	inVSCode(
		async () => {
			zotero = await new ZoteroStandIn({ version: 10 }).start();
			({ port } = zotero);
			item = fill(zotero, pdf);
			await zotero.stop();
			return {
				folder,
				settings: { 'workbench.colorTheme': 'Default Dark Modern', 'lectern.library.bundled': false, 'lectern.pdf.open': 'editor' },
				machine: { 'lectern.zotero': { port } },
			};
		},
		async (opened) => {
			({ code } = opened);
			await code.open('seals.md');
			await code.showLibrary();
		},
	);
	suiteTeardown(() => zotero?.stop());

	const { shown, press, dismissAll } = notifications(() => code);
	const group = async (by) => {
		await code.steadily(async (timeout) => {
			await code.run('Lectern: Group By');
			await pickRow(code, by).click({ timeout });
		});
	};

	test('is not asked before it is connected', () => {
		assert.deepEqual(zotero.requests, []);
	});

	test('says that it is not running, and tries again', async () => {
		await code.run('Lectern: Connect Zotero');
		await shown('Zotero is not running');
		await code.shot('zotero-not-running');
		zotero.isOff = true;
		await zotero.start(port);
		await press('Zotero is not running', 'Try Again');
	});

	test('says which box has to be ticked in Zotero', async () => {
		await shown('Zotero does not let other programs read its library');
		await shown('Allow other applications on this computer to communicate with Zotero');
		await code.shot('zotero-switched-off');
		zotero.isOff = false;
		zotero.drops = 1;
		await press('does not let other programs', 'Try Again');
	});

	test('says that the connection was closed', async () => {
		await shown('Zotero closed the connection before it had answered');
		await code.shot('zotero-closed');
		zotero.arrivesAs = 'mypc.local';
		await press('closed the connection', 'Try Again');
	});

	test('says that something in between changes the Host header', async () => {
		await shown('Zotero refused the request, since it arrived under another name than 127.0.0.1');
		await shown(`Forward port ${port} with SSH`);
		await code.shot('zotero-wrong-host');
		zotero.arrivesAs = undefined;
		zotero.startLoading();
		await press('refused the request', 'Try Again');
	});

	test('shows that it waits while Zotero loads its library, and what came of it', async () => {
		await shown('Waiting for Zotero’s answer');
		await code.shot('zotero-connecting');
		zotero.finishLoading();
		await shown('Zotero 10.0.0 is connected: 5 papers');
		await shown('Better BibTeX, which would make them, is not installed there; Lectern cites them by keys of its own.');
		await code.shot('zotero-connected');
		await dismissAll();
	});

	test('groups the library by collection', async () => {
		await group('Collection');
		for (const label of ['Background', 'Thesis', 'Thesis / Seals', 'No collection']) await code.treeRow(label).waitFor();
		await code.treeRow('Thesis / Seals').click();
		await code.treeRow('Harbour seals at night').waitFor();
		await code.treeRow('Grey seals').waitFor();
		await code.shot('zotero-collections');
	});

	test('finds the papers of a collection by the filter', async () => {
		await filterLibrary(code, 'collection:"Seals"');
		await code.treeRow('Grey seals').waitFor();
		await pane(code, 'Library').getByText('2 papers').first().waitFor();
		assert.equal(await code.treeRow('Counting').count(), 0);
		await code.shot('zotero-filtered');
		await filterLibrary(code, '');
	});

	test('marks the key that Lectern has made where Zotero has none', async () => {
		const card = await code.hover('sand2005eels', 'made by Lectern');
		await code.page.waitForTimeout(500);
		await code.shot('zotero-made-key');
		// The card lies over the line that the next test looks at.
		await code.page.mouse.move(640, 600, { steps: 5 });
		await card.waitFor({ state: 'hidden' });
	});

	test('recognises a title in prose, and shows where the paper can be opened', async () => {
		await code.hover('Harbour', 'Journal of Coastal Biology');
		await code.page.locator('.monaco-hover:not(.hidden) a', { hasText: 'Zotero' }).first().waitFor();
		await code.page.locator('.monaco-hover:not(.hidden) a', { hasText: 'PDF' }).first().waitFor();
		// A card fades in.
		await code.page.waitForTimeout(500);
		await code.shot('zotero-card');
		await code.page.keyboard.press('Escape');
	});

	test('cites a paper and brings its entry along, and one undo takes back both', async () => {
		await code.page.locator('.editor-instance .view-line').last().click();
		await code.page.keyboard.press('Control+End');
		await code.page.keyboard.type('\nSee [@grey pups', { delay: 30 });
		await code.suggestion(' · Berg 2018').waitFor();
		await code.page.keyboard.press('Enter');
		const bibliography = () => readFileSync(path.join(folder, 'refs.bib'), 'utf8');
		const after = await code.eventually(bibliography, (text) => text.includes('berg2018grey'));
		assert.match(after, /@article\{berg2018grey,\n {2}title {3}= \{Grey seals and their pups\},/);
		assert.doesNotMatch(after, /file|\/home\/ada/);
		assert.match(await code.text(), /See \[@berg2018grey/);
		await code.page.keyboard.press('Control+z');
		await code.eventually(
			() => code.text(),
			(text) => !text.includes('berg2018grey'),
		);
		await code.open('refs.bib');
		assert.equal((await code.text()).trim(), refs.trim());
		await code.page.keyboard.press('Control+s');
		await code.page.locator('.tab.dirty', { hasText: 'refs.bib' }).waitFor({ state: 'detached' });
		await code.page.locator('.tab', { hasText: 'seals.md' }).click();
	});

	test('shows annotations and notes in the reader', async () => {
		await readPaper(code, 'harbour seals night', 'lang2021harbour');
		const reader = code.reader();
		await reader.locator('.annotations q', { hasText: 'Seals drift with the tide' }).waitFor();
		await reader.locator('.notes li', { hasText: 'Ask Mira for the raw data.' }).waitFor();
		await reader.getByText('We followed forty of them').waitFor();
		await reader.locator('.annotations').scrollIntoViewIfNeeded();
		await code.shot('zotero-reader');
	});

	test('inserts an annotation as a quotation with citation and page', async () => {
		await code.page.locator('.tab', { hasText: 'seals.md' }).click();
		await code.page.locator('.editor-instance .view-line').last().click();
		await code.page.keyboard.press('Control+End');
		await code.reader().locator('.annotations li', { hasText: 'Seals drift' }).locator('a', { hasText: 'Insert into the note' }).click();
		await code.page.locator('.view-line', { hasText: 'Seals drift with the tide' }).waitFor();
		await code.shot('zotero-quotation');
		await code.page.locator('.tab', { hasText: 'seals.md' }).click();
		assert.match(
			await code.text(),
			/\n> Seals drift with the tide and wake at its turn\. \[@lang2021harbour, p\. 12\]\n\nThe main result\.\n/,
		);
		assert.match(
			await code.eventually(
				() => readFileSync(path.join(folder, 'refs.bib'), 'utf8'),
				(text) => text.includes('lang2021harbour'),
			),
			/@article\{lang2021harbour,/,
		);
	});

	test('inserts an annotation that is picked', async () => {
		await code.run('Lectern: Insert Annotation');
		await (await code.titled('Insert Annotation')).fill('harbour seals');
		await code.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Harbour seals' }).waitFor();
		await code.page.keyboard.press('Enter');
		await pickRow(code, 'Only forty animals').waitFor();
		await code.shot('zotero-insert-annotation');
		await pickRow(code, 'Only forty animals').click();
		await code.page.locator('.view-line', { hasText: 'Only forty animals were followed' }).waitFor();
	});

	test('opens the PDF in an editor tab', async () => {
		await code.reader().locator('header a', { hasText: 'Open PDF' }).click();
		await code.page.locator('.tab', { hasText: 'seals.pdf' }).waitFor();
		await code.close('seals.pdf');
	});

	test('sees by itself what was changed in Zotero, and updates the entry that was added before', async () => {
		zotero.change(item, { title: 'Harbour seals at night: how they drift', date: '2022-05-03' });
		await code.page.locator('.tab', { hasText: 'seals.md' }).click();
		await code.open('refs.bib');
		const changed = code.page.locator('.markers-panel .monaco-list-row', { hasText: 'has changed in Zotero since: title, date.' });
		await code.run('Problems: Focus on Problems View');
		// Zotero is asked at most every half a minute.
		await changed.waitFor({ timeout: 60_000 });
		await changed.click();
		await code.shot('zotero-changed');
		await code.page.keyboard.press('Control+.');
		const fix = code.page.locator('.action-widget .monaco-list-row, .monaco-menu .action-item', { hasText: 'Update' });
		await fix.first().waitFor();
		await code.shot('zotero-changed-fixes');
		await fix.first().click();
		await changed.waitFor({ state: 'detached' });
		await code.run('View: Hide Panel');
		await code.page.locator('.tab', { hasText: 'refs.bib' }).click();
		assert.match(await code.text(), /title {3}= \{Harbour seals at night: how they drift\},[^@]*2022/);
		await code.page.keyboard.press('Control+s');
		await code.page.locator('.tab.dirty', { hasText: 'refs.bib' }).waitFor({ state: 'detached' });
	});

	test('keeps its papers, writes nothing, and says so in the status, when Zotero ends in the middle of an answer', async () => {
		const written = () => ['refs.bib', 'seals.md'].map((name) => readFileSync(path.join(folder, name), 'utf8'));
		const before = written();
		zotero.add({ title: 'Never read', citationKey: 'never2026' });
		zotero.diesAt = 'format=csljson';
		await code.page.locator('.tab', { hasText: 'seals.md' }).click();
		await code.run('Lectern: Read Zotero Again');
		await shown('Zotero closed the connection before it had answered');
		await code.shot('zotero-ended');
		await dismissAll();
		assert.deepEqual(written(), before);
		await code.run('Lectern: Show Status');
		await code.page.locator('.tab.active', { hasText: 'Lectern Status' }).waitFor();
		await code.reader(1).locator('li', { hasText: 'Zotero: 5 papers, read' }).waitFor();
		await code.shot('zotero-status');
		await code.close('Lectern Status');
		await code.treeRow('Harbour seals at night').waitFor();
	});

	test('opens an annotation in Zotero, at its page', async () => {
		// The last test: the page is sent to such an address, which nobody takes here, and takes nothing else from then on.
		const session = await code.page.context().newCDPSession(code.page);
		const addresses = [];
		session.on('Page.frameRequestedNavigation', ({ url }) => url.startsWith('zotero:') && addresses.push(url));
		await session.send('Page.enable');
		await code.reader().locator('.annotations li', { hasText: 'Seals drift' }).locator('a', { hasText: 'Open in Zotero' }).click();
		await code.eventually(
			() => addresses.length,
			(count) => count > 0,
		);
		assert.match(addresses[0] ?? '', /^zotero:\/\/open-pdf\/library\/items\/[A-Z0-9]{8}\?page=4&annotation=[A-Z0-9]{8}$/);
	});
});

for (const trust of [true, false])
	suite(`Zotero in ${trust ? 'an untrusted' : 'a trusted'} folder that would turn it on`, function () {
		this.timeout(180_000);
		const folder = noteFolder();
		let zotero;
		let code;
		inVSCode(
			async () => {
				zotero = await new ZoteroStandIn().start();
				zotero.add({ title: 'Harbour seals at night', citationKey: 'lang2021' });
				mkdirSync(path.join(folder, '.vscode'));
				writeFileSync(
					path.join(folder, '.vscode', 'settings.json'),
					JSON.stringify({ 'lectern.zotero': { enabled: true, port: zotero.port } }),
				);
				return { folder, trust, settings: trust ? { 'security.workspace.trust.startupPrompt': 'never' } : {} };
			},
			async (opened) => {
				({ code } = opened);
				await code.open('seals.md');
			},
		);
		suiteTeardown(() => zotero?.stop());

		test('is neither asked nor read', async () => {
			await code.showLibrary();
			await code.page.waitForTimeout(3000);
			assert.deepEqual(zotero.requests, []);
			await code.run('Lectern: Show Status');
			await code.reader().locator('li', { hasText: 'Zotero is not connected.' }).waitFor();
		});
	});

suite('Zotero in a remote window', function () {
	this.timeout(180_000);
	const folder = noteFolder();
	let zotero;
	let code;
	inVSCode(
		async () => {
			zotero = await new ZoteroStandIn().start();
			zotero.startLoading();
			return {
				folder,
				at: 'build.localhost',
				settings: { 'workbench.colorTheme': 'Default Light Modern', 'lectern.library.bundled': false },
				machine: { 'lectern.zotero': { port: zotero.port, timeout: 2 } },
			};
		},
		async (opened) => {
			({ code } = opened);
			await code.open('seals.md');
			await code.showLibrary();
		},
	);
	suiteTeardown(() => zotero?.stop());
	const { shown, press } = notifications(() => code);

	test('says that it is still loading its library', async () => {
		await code.run('Lectern: Connect Zotero');
		await shown('Zotero runs, but has not answered within 2 seconds. It is probably still loading its library.');
		await shown('Wait until Zotero’s window shows your library, then try again.');
		await code.shot('zotero-loading');
		await zotero.stop();
		await press('has not answered', 'Try Again');
	});

	test('says on which computer each of them runs where it is not reached, and what works', async () => {
		await shown('Zotero runs on your own computer; this window runs on build.localhost');
		await shown(`ssh -R ${zotero.port}:127.0.0.1:${zotero.port}`);
		await code.shot('zotero-remote');
	});
});
