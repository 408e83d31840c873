import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eventually, keyOf, LspClient } from './lspClient.js';

suite('a server that has followed changes', () => {
	let folder: string;
	let client: LspClient;
	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'lectern-order-'));
	});
	teardown(async () => {
		await client.stop();
		rmSync(folder, { recursive: true });
	});

	const uriOf = (name: string) => pathToFileURL(join(folder, name)).toString();
	const start = async () => {
		client = await LspClient.start(pathToFileURL(folder).toString());
	};
	const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
	/** Saves a file as another program does. */
	const save = async (name: string, text: string) => {
		write(name, text);
		await client.fileChanged(uriOf(name));
	};
	const entry = (key: string, title: string, more = '') =>
		`@book{${key}, title = {${title}}, author = {Moor, Ada}, year = {2019}${more}}\n`;
	const rowsAt = async (uri: string, character: number) => (await client.completion(uri, { line: 0, character })).items.map(keyOf);

	test('names the other papers with a key by their files, not by which was saved last', async () => {
		const more = `${entry('same', 'Kites over tides')}${entry('same', 'Lights of a harbour')}`;
		write('a.bib', entry('same', 'Nets in shallow water'));
		write('more.bib', more);
		write('z.bib', entry('same', 'Eels at night'));
		await start();
		await client.open(uriOf('more.bib'), more, 'bibtex');
		await save('a.bib', entry('same', 'Nets in deep water'));
		const found = await client.diagnosticsOf(uriOf('more.bib'), (all) => JSON.stringify(all).includes('deep water'));
		assert.deepEqual(
			found.filter(({ code }) => code === 'duplicate-key').map(({ message }) => message),
			[
				'“same” is also the key of “Nets in deep water” (a.bib) and of “Lights of a harbour” (more.bib) and of “Eels at night” (z.bib).',
				'“same” is also the key of “Nets in deep water” (a.bib) and of “Kites over tides” (more.bib) and of “Eels at night” (z.bib).',
			],
		);
	});

	test('offers the same of more papers than a list has', async () => {
		const texts = ['a', 'b', 'c'].map((letter) =>
			Array.from({ length: 30 }, (_, index) => entry(`${letter}${index + 10}`, `Title ${letter} ${index}`)).join(''),
		);
		for (const [index, text] of texts.entries()) write(`${'abc'[index]}.bib`, text);
		await start();
		await client.open(uriOf('note.md'), 'See [@');
		const before = await rowsAt(uriOf('note.md'), 6);
		assert.equal(before.length, 50);
		await save('a.bib', `${texts[0]}% saved again\n`);
		await save('a.bib', texts[0]!.replace('Title a 0', 'Another title'));
		await eventually(
			async () => JSON.stringify(await client.completion(uriOf('note.md'), { line: 0, character: 6 })),
			(rows) => rows.includes('Another title'),
		);
		assert.deepEqual(await rowsAt(uriOf('note.md'), 6), before);
	});

	test('fills a list of papers however many of the first are cited already', async () => {
		write('a.bib', Array.from({ length: 90 }, (_, index) => entry(`key${index + 10}`, `Title ${index}`)).join(''));
		const cited = Array.from({ length: 20 }, (_, index) => `@key${index + 10}; `).join('');
		await start();
		await client.open(uriOf('note.md'), `See [${cited}@`);
		const rows = await rowsAt(uriOf('note.md'), `See [${cited}@`.length);
		assert.equal(rows.length, 50);
		assert.equal(rows.includes('key15'), false);
	});

	test('knows what an address leads to once its entry has been edited', async () => {
		const text = (title: string) => entry('moor2019', title, ', url = {https://openreview.net/forum?id=harbour7}');
		write('a.bib', text('Harbour lights'));
		await start();
		await client.open(uriOf('note.md'), 'Read https://openreview.net/forum?id=harbour7 today.');
		const card = async () => JSON.stringify(await client.hover(uriOf('note.md'), { line: 0, character: 12 }));
		assert.match(await card(), /Harbour lights/);
		await save('a.bib', text('Lights of a harbour'));
		assert.ok(await eventually(card, (shown) => shown.includes('Lights of a harbour')));
	});

	// Windows lets few users make links.
	(process.platform === 'win32' ? test.skip : test)(
		'counts no link that leads to nothing among the bibliographies of a project, as where its file has gone',
		async () => {
			write('myst.yml', 'version: 1\n');
			write('a.bib', entry('moor2019', 'Harbour lights'));
			symlinkSync('gone.bib', join(folder, 'link.bib'));
			await start();
			await client.open(uriOf('note.md'), 'See [@moor2019].');
			const status = await client.status(uriOf('note.md'), 'markdown');
			assert.ok(status.includes(uriOf('a.bib')), status);
			assert.equal(status.includes(uriOf('link.bib')), false, status);
		},
	);

	test('takes no word of entries that are gone for what was meant', async () => {
		const odd = Array.from('abcdefghijklmn', (letter) => entry(`odd${letter}`, `Cristalografhy${letter}`)).join('');
		write('a.bib', entry('moor2019', 'Crystallography at night'));
		write('b.bib', odd);
		await start();
		await client.open(uriOf('note.md'), 'See [@x]');
		assert.equal((await client.search('cristalografhy')).includes('moor2019'), false);
		await save('b.bib', entry('abel2020', 'Eels'));
		await eventually(
			() => client.search('eels'),
			(keys) => keys.includes('abel2020'),
		);
		assert.deepEqual(await client.search('cristalografhy'), ['moor2019']);
	});
});
