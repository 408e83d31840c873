// Adding a paper that nobody has: nothing is asked before the user agrees to the address, and one undo takes all back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';
import { seriousFindings } from '../mapStage.mjs';
import { readerFrame, themes, useTheme } from '../stage.mjs';

const work = {
	DOI: '10.1234/lamp.5',
	type: 'journal-article',
	title: ['Lanterns and fog'],
	author: [{ given: 'Ann', family: 'Roe' }],
	'container-title': ['Journal of Dim Light'],
	issued: { 'date-parts': [[2019]] },
};

suite('adding a paper in VS Code', function () {
	this.timeout(180_000);
	let host;
	let code;
	let service;
	const asked = [];
	const bibliography = () => readFileSync(path.join(host.workspace, 'references.bib'), 'utf8');
	inVSCode(
		async () => {
			service = createServer((request, response) => {
				asked.push(request.url);
				if (request.url.endsWith('lamp.5')) response.end(JSON.stringify({ status: 'ok', 'message-type': 'work', message: work }));
				else response.writeHead(404).end('Resource not found.');
			});
			await new Promise((resolve) => service.listen(0, '127.0.0.1', resolve));
			const base = `http://127.0.0.1:${service.address().port}`;
			// The setting is the machine's own: neither a workspace nor synchronised settings can change who is asked.
			const machine = { 'lectern.addPaper.services': { crossref: `${base}/crossref`, datacite: `${base}/datacite` } };
			return { notes: 'test/fixtures/notes', machine };
		},
		async (opened) => {
			({ code, host } = opened);
			await code.open('welcome.md');
			await code.hover('InfoGAN', 'Interpretable Representation Learning');
			await code.page.keyboard.press('Escape');
		},
	);
	suiteTeardown(() => {
		service?.close();
	});
	const backToNote = () => code.page.locator('.tab', { hasText: 'welcome.md' }).click();
	const toBibliography = async () => {
		await code.page.locator('.tab', { hasText: 'references.bib' }).click();
		await code.page.locator('.tab.active', { hasText: 'references.bib' }).waitFor();
		await code.page.locator('.view-line', { hasText: '@inproceedings{chen2016infogan' }).waitFor();
	};
	const toEnd = async () => {
		await backToNote();
		await code.page.locator('.editor-instance .view-line').last().click();
		await code.page.keyboard.press('Control+End');
	};
	/** Names a paper, and waits until the address that would be asked is shown. */
	const askFor = async (text, told) => {
		await code.run('Lectern: Add Paper…');
		await (await code.titled('Add Paper')).fill(text);
		await row(told).waitFor();
		await row('Ask Crossref').waitFor();
	};
	const row = (text) => code.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();

	test('names the address, asks it once, shows the entry, and writes entry and citation as one change', async () => {
		const before = bibliography();
		await toEnd();
		await code.page.keyboard.type('\nas in ');
		await askFor('https://doi.org/10.1234/lamp.5', '/crossref/works/10.1234%2Flamp.5');
		await code.shot('add-paper-address');
		assert.deepEqual(asked, []);
		await code.page.keyboard.press('Enter');
		await row('Add to references.bib and cite').waitFor();
		await row('title = {Lanterns and fog}').waitFor();
		await code.shot('add-paper-preview');
		assert.deepEqual(asked, ['/crossref/works/10.1234%2Flamp.5']);
		assert.equal(bibliography(), before);
		await code.page.keyboard.press('Enter');
		const after = await code.eventually(bibliography, (text) => text.includes('roe2019lanterns'));
		assert.match(after, /@article\{roe2019lanterns,/);
		assert.match(await code.text(), /\nas in \[@roe2019lanterns\]$/);
		await code.page.keyboard.press('Control+z');
		assert.match(
			await code.eventually(
				() => code.text(),
				(text) => !text.includes('roe2019'),
			),
			/\nas in $/,
		);
		await code.open('references.bib');
		assert.doesNotMatch(await code.text(), /roe2019lanterns/);
		await backToNote();
	});

	test('cites where the cursor was, wherever that place has moved meanwhile', async () => {
		await toEnd();
		await code.page.keyboard.type('\nand in ');
		await askFor('10.1234/lamp.5', '10.1234%2Flamp.5');
		await code.page.keyboard.press('Enter');
		await row('Add to references.bib and cite').waitFor();
		// The pick covers the beginning.
		await code.page.locator('.editor-instance .view-line').last().click();
		await code.page.locator('.editor-instance .monaco-editor.focused').waitFor();
		await code.page.keyboard.press('Control+Home');
		await code.page.keyboard.type('\n\n');
		await row('Add to references.bib and cite').click();
		const text = await code.eventually(
			() => code.text(),
			(all) => all.includes('roe2019'),
		);
		assert.match(text, /\nand in \[@roe2019lanterns\]$/);
		await code.page.keyboard.press('Control+z');
		await code.page.keyboard.press('Control+z');
		await code.eventually(
			() => code.text(),
			(all) => !all.includes('roe2019'),
		);
	});

	test('says that Crossref does not know a DOI, and names the next address before it is asked', async () => {
		asked.length = 0;
		await askFor('10.1234/none', '10.1234%2Fnone');
		await code.page.keyboard.press('Enter');
		const told = code.page.locator('.notification-toast', { hasText: 'Crossref does not know the DOI 10.1234/none' });
		await told.waitFor();
		await code.shot('add-paper-failure');
		assert.match(await told.innerText(), /\/datacite\/dois\/10\.1234%2Fnone/);
		assert.deepEqual(asked, ['/crossref/works/10.1234%2Fnone']);
		// VS Code keeps a fourth message within a second to itself.
		await new Promise((resolve) => setTimeout(resolve, 1000));
		await told.locator('.monaco-button', { hasText: 'Ask DataCite' }).click();
		await code.page.locator('.notification-toast', { hasText: 'DataCite does not know the DOI' }).waitFor();
		assert.equal(asked.length, 2);
		await code.run('Notifications: Clear All Notifications');
	});

	test('asks for a paper by hand in a form that knows the fields of each type, and cites it where the cursor was', async () => {
		await toEnd();
		await code.page.keyboard.type('\nsee ');
		await code.run('Lectern: Add Paper…');
		await (await code.titled('Add Paper')).fill('Fog over quiet water');
		await row('since this is neither a DOI nor an arXiv identifier').waitFor();
		await row('Enter by Hand').click();
		const form = code.reader();
		await form.locator('#field-journaltitle').waitFor();
		assert.equal(await form.locator('#field-title').inputValue(), 'Fog over quiet water');
		await form.locator('#type').selectOption('book');
		await form.locator('#field-publisher').waitFor();
		assert.equal(await form.locator('#field-journaltitle').count(), 0);
		assert.equal(await form.locator('#field-title').inputValue(), 'Fog over quiet water');
		await form.locator('#missing', { hasText: 'author/editor, date' }).waitFor();
		await form.locator('#field-author').click();
		await code.page.keyboard.type('Mara Lang; Jo Weir');
		await form.locator('#field-date').focus();
		await code.page.keyboard.type('2021');
		await form.locator('#entry', { hasText: '@book{lang2021over' }).waitFor();
		await form.locator('#missing:empty').waitFor({ state: 'attached' });
		assert.deepEqual(await seriousFindings(await readerFrame(code)), []);
		await code.shot('enter-paper');
		// Ctrl+Enter anywhere in the form is its first button.
		await code.page.keyboard.press('Control+Enter');
		await code.page.locator('.tab', { hasText: 'Enter Paper' }).waitFor({ state: 'detached' });
		await backToNote();
		assert.match(
			await code.eventually(
				() => code.text(),
				(text) => text.includes('lang2021over'),
			),
			/\nsee \[@lang2021over\]$/,
		);
		await toBibliography();
		assert.match(await code.text(), /@book\{lang2021over,\s+author +=\s+\{Lang, Mara and Weir, Jo\}/);
		await backToNote();
		await code.page.locator('.editor-instance .view-line').last().click();
		await code.page.keyboard.press('Control+z');
		await toBibliography();
		assert.doesNotMatch(await code.text(), /lang2021over/);
	});

	test('pastes a BibTeX entry as its citation, with the entry in the bibliography, as one change', async () => {
		await toEnd();
		const before = await code.text();
		await code.page.evaluate(() => navigator.clipboard.writeText('@misc{poe2020attic,\n  title = {Mirrors in the Attic}\n}'));
		await code.run('Lectern: Paste as Citation');
		await code.page.locator('.view-line', { hasText: 'poe2020attic' }).waitFor();
		// The bibliography has unsaved changes since the undo above: it is left for the user to save.
		assert.equal(
			await code.eventually(
				() => code.text(),
				(text) => text !== before,
			),
			`${before}[@poe2020attic]`,
		);
		await toBibliography();
		assert.match(await code.text(), /@misc\{poe2020attic,\n {2}title = \{Mirrors in the Attic\}\n\}/);
		await toEnd();
		await code.page.keyboard.press('Control+z');
		assert.equal(
			await code.eventually(
				() => code.text(),
				(text) => text === before,
			),
			before,
		);
		await toBibliography();
		assert.doesNotMatch(await code.text(), /poe2020attic/);
	});

	test('offers the citation among the ways to paste', async () => {
		await toEnd();
		await code.page.evaluate(() => navigator.clipboard.writeText('https://arxiv.org/abs/1609.02907'));
		await code.page.keyboard.press('Control+v');
		// The link is pasted as it is; the menu behind it has the citation.
		await code.page.locator('.view-line', { hasText: 'arxiv.org/abs/1609.02907' }).waitFor();
		await code.page.locator('.post-edit-widget .monaco-button').click();
		const way = code.page.locator('.action-widget .monaco-list-row', {
			hasText: 'Cite as kipf2016semisupervised, with its entry in references.bib',
		});
		await way.waitFor();
		await code.shot('paste-menu');
		await way.click();
		await code.page.locator('.view-line', { hasText: '[@kipf2016semisupervised]' }).waitFor();
		assert.match(await code.text(), /\[@kipf2016semisupervised\]$/);
		await toBibliography();
		assert.match(await code.text(), /@inproceedings\{kipf2016semisupervised,/);
	});

	for (const theme of themes)
		test(`has a form that the keyboard alone opens, fills and leaves, and in which axe finds nothing serious under ${theme.label}`, async () => {
			// Only what is saved closes without a question.
			await code.run('File: Save All');
			await code.page.locator('.tab.dirty').first().waitFor({ state: 'detached' });
			await useTheme(code, theme);
			const { keyboard } = code.page;
			await code.run('Lectern: Add Paper…');
			await (await code.titled('Add Paper')).fill('Moths at the window');
			await row('since this is neither a DOI nor an arXiv identifier').waitFor();
			await row('Enter by Hand').waitFor();
			const focused = code.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Enter by Hand' });
			for (let step = 0; step < 10 && (await focused.count()) === 0; step++) await keyboard.press('ArrowDown');
			await keyboard.press('Enter');
			const form = code.reader();
			await form.locator('#field-author').waitFor();
			const frame = await readerFrame(code);
			const here = () =>
				frame.evaluate(() => document.activeElement?.id || document.activeElement?.dataset.command || document.activeElement?.tagName);
			const toThe = async (name, key) => {
				for (let step = 0; step < 60 && (await here()) !== name; step++) await keyboard.press(key);
				assert.equal(await here(), name);
			};
			await toThe('field-author', 'Tab');
			await keyboard.type('Fogg, Tom');
			await toThe('type', 'Shift+Tab');
			await keyboard.type('bo');
			await form.locator('#field-publisher').waitFor();
			await toThe('field-title', 'Tab');
			await form.locator('#entry', { hasText: /@book\{fogg/ }).waitFor();
			await toThe('entry', 'Tab');
			await toThe('copy', 'Tab');
			assert.deepEqual(await seriousFindings(frame), []);
			await code.shot(`enter-paper-${theme.id}`);
			await keyboard.press('Enter');
			assert.match(
				await code.eventually(
					() => code.page.evaluate(() => navigator.clipboard.readText()),
					(text) => text.includes('Moths'),
				),
				/^@book\{fogg/,
			);
			await code.close('Enter Paper');
		});
});
