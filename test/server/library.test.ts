import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generateBibtex } from '../bench/generate.js';
import { eventually, LspClient } from './lspClient.js';

const uriOf = (path: string) => pathToFileURL(path).href;
const entry = (key: string, title: string) => `@article{${key},\n  title = {${title}},\n  author = {Lang, Mira},\n  year = {2021},\n}\n`;

suite('the user’s library over stdio', () => {
	let folder: string;
	let workspace: string;
	let cacheFolder: string;
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-library-'));
		workspace = join(folder, 'notes');
		cacheFolder = uriOf(join(folder, 'cache'));
		await mkdir(workspace);
	});
	teardown(() => rm(folder, { recursive: true }));

	test('shows a saved change, a new file, a rename and a deletion', async () => {
		const file = join(workspace, 'refs.bib');
		await writeFile(file, entry('harbour', 'Harbour lights'));
		const client = await LspClient.start(uriOf(workspace));
		assert.deepEqual(await client.search('harbour lights'), ['harbour']);
		await writeFile(file, entry('harbour', 'Quiet boathouses'));
		await client.fileChanged(uriOf(file));
		assert.deepEqual(
			await eventually(
				() => client.search('quiet boathouses'),
				(keys) => keys.length > 0,
			),
			['harbour'],
		);
		const renamed = join(workspace, 'other.bib');
		await rename(file, renamed);
		await client.fileChanged(uriOf(file), 3);
		await client.fileChanged(uriOf(renamed), 1);
		assert.deepEqual(
			await eventually(
				() => client.search('quiet boathouses'),
				(keys) => keys.length === 1,
			),
			['harbour'],
		);
		await rm(renamed);
		await client.fileChanged(uriOf(renamed), 3);
		assert.deepEqual(
			await eventually(
				() => client.search('quiet boathouses'),
				(keys) => keys.length === 0,
			),
			[],
		);
		await client.stop();
	});

	test('answers from a .bib file that is being edited and not saved, and from the file once it is closed', async () => {
		const file = join(workspace, 'refs.bib');
		await writeFile(file, entry('harbour', 'Harbour lights'));
		const client = await LspClient.start(uriOf(workspace));
		await client.open(uriOf(file), entry('harbour', 'Lanterns on deck'), 'bibtex');
		assert.deepEqual(await client.search('lanterns deck'), ['harbour']);
		await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(file) } });
		assert.deepEqual(
			await eventually(
				() => client.search('harbour lights'),
				(keys) => keys.length > 0,
			),
			['harbour'],
		);
		await client.stop();
	});

	test('keeps the records of a file that is empty for a moment, as while it is written', async () => {
		const file = join(workspace, 'refs.bib');
		await writeFile(file, entry('harbour', 'Harbour lights'));
		const client = await LspClient.start(uriOf(workspace));
		await truncate(file);
		await client.fileChanged(uriOf(file));
		await new Promise((resolve) => setTimeout(resolve, 50));
		assert.deepEqual(await client.search('harbour lights'), ['harbour']);
		await writeFile(file, entry('harbour', 'Harbour lanterns'));
		assert.deepEqual(
			await eventually(
				() => client.search('harbour lanterns'),
				(keys) => keys.length > 0,
			),
			['harbour'],
		);
		await client.stop();
	});

	test('reads and watches the user’s own files outside the workspace', async () => {
		const own = join(folder, 'zotero.bib');
		await writeFile(own, entry('zotero', 'Exported boats'));
		const client = await LspClient.start(uriOf(workspace), { settings: { library: { files: [own] } } });
		assert.deepEqual(await client.search('exported boats'), ['zotero']);
		const fresh = join(folder, 'fresh.tmp');
		await writeFile(fresh, entry('zotero', 'Exported kayaks'));
		await rename(fresh, own);
		assert.deepEqual(
			await eventually(
				() => client.search('exported kayaks'),
				(keys) => keys.length > 0,
			),
			['zotero'],
		);
		await client.stop();
	});

	test('reads only what include and exclude leave', async () => {
		for (const name of ['a.bib', 'b.bib', 'c.bib']) await writeFile(join(workspace, name), entry(name[0]!, `Zebra ${name[0]} crossing`));
		const client = await LspClient.start(uriOf(workspace), { settings: { library: { include: ['{a,b}.bib'], exclude: ['b.bib'] } } });
		assert.deepEqual(await client.search('zebra crossing'), ['a']);
		await client.stop();
	});

	test('starts again from its cache, also when two servers share it, and without one that is damaged', async () => {
		const file = join(workspace, 'large.bib');
		await writeFile(file, generateBibtex(2000) + entry('needle', 'Needle among boats'));
		const cache = join(folder, 'cache');
		const cached = () =>
			readdir(cache).then(
				(names) => names.filter((name) => name.endsWith('.pieces')),
				() => [],
			);
		const first = await LspClient.start(uriOf(workspace), { lectern: { cacheFolder } });
		const second = await LspClient.start(uriOf(workspace), { lectern: { cacheFolder } });
		const [name] = await eventually(cached, (names) => names.length > 0);
		assert.ok(name !== undefined, 'a cache was written');
		await first.stop();
		await second.stop();
		const again = await LspClient.start(uriOf(workspace), { lectern: { cacheFolder } });
		assert.deepEqual(await again.search('needle among boats'), ['needle']);
		await again.stop();
		await truncate(join(cache, name), 5000);
		const damaged = await LspClient.start(uriOf(workspace), { lectern: { cacheFolder } });
		assert.deepEqual(await damaged.search('needle among boats'), ['needle']);
		await damaged.stop();
	});

	test('answers right after being killed while it reads and while it writes its cache', async () => {
		await writeFile(join(workspace, 'large.bib'), generateBibtex(20_000) + entry('needle', 'Needle among boats'));
		for (const delay of [0, 60, 200, 500, 900, 1300, 1700]) {
			const client = await LspClient.start(uriOf(workspace), { lectern: { cacheFolder }, early: true });
			await new Promise((resolve) => setTimeout(resolve, delay));
			await client.kill();
		}
		const client = await LspClient.start(uriOf(workspace), { lectern: { cacheFolder } });
		assert.deepEqual(await client.search('needle among boats'), ['needle']);
		await client.stop();
	});

	test('answers while a large file is being read', async () => {
		await writeFile(join(workspace, 'large.bib'), generateBibtex(30_000));
		const client = await LspClient.start(uriOf(workspace), { lectern: { cacheFolder }, early: true });
		let isDone = false;
		client.connection.onNotification('lectern/libraryChanged', () => {
			isDone = true;
		});
		let answers = 0;
		while (!isDone) {
			assert.equal((await client.search('infogan'))[0], 'chen2016infogan');
			answers++;
		}
		assert.ok(answers > 3, `${answers} answers while reading`);
		await client.stop();
	});

	test('shows a card on the key of an entry, an outline and folds in a .bib file', async () => {
		const file = uriOf(join(workspace, 'refs.bib'));
		const client = await LspClient.start(uriOf(workspace));
		await client.open(file, `@string{aqm = {Annals}}\n${entry('harbour', 'Harbour {L}ights')}`, 'bibtex');
		const hover = await client.hover(file, { line: 1, character: 11 });
		assert.match((hover!.contents as { value: string }).value, /Harbour Lights/);
		assert.deepEqual(hover!.range, { start: { line: 1, character: 9 }, end: { line: 1, character: 16 } });
		assert.equal(await client.hover(file, { line: 3, character: 20 }), null);
		const symbols = await client.connection.sendRequest<{ name: string; detail: string }[]>('textDocument/documentSymbol', {
			textDocument: { uri: file },
		});
		assert.deepEqual(
			symbols.map(({ name, detail }) => [name, detail]),
			[
				['aqm', '@string'],
				['harbour', 'Harbour Lights'],
			],
		);
		const folds = await client.connection.sendRequest<{ startLine: number; endLine: number }[]>('textDocument/foldingRange', {
			textDocument: { uri: file },
		});
		assert.deepEqual(
			folds.map(({ startLine, endLine }) => [startLine, endLine]),
			[[1, 5]],
		);
		await client.stop();
	});

	test('takes a shared key from the bibliography that the document names, and says in the status which that is', async () => {
		await writeFile(join(workspace, 'a.bib'), '@book{lang2021, title = {Harbour lights at night}}\n');
		await mkdir(join(workspace, 'refs'));
		await writeFile(join(workspace, 'refs', 'b.bib'), '@book{lang2021, title = {Fog over quiet water}}\n');
		const client = await LspClient.start(uriOf(workspace));
		const uri = uriOf(join(workspace, 'n.md'));
		for (const [named, title] of [
			['a.bib', /Harbour lights/],
			['refs/b.bib', /Fog over/],
		] as const) {
			await client.open(uri, `---\nbibliography: ${named}\n---\n\nSee [@lang2021].\n`);
			const hover = await client.hover(uri, { line: 4, character: 8 });
			assert.match((hover!.contents as { value: string }).value, title);
			const status = await client.status(uri, 'markdown');
			assert.ok(status.includes(`- ${uriOf(join(workspace, named))} It cites from this file, which the document itself names.\n`), status);
			await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
		}
		await client.stop();
	});

	test('shows the diagram of a bundled summary, and none with a summary of the user’s own of that paper', async () => {
		const page = async () => {
			const client = await LspClient.start(uriOf(workspace));
			const { html } = await client.connection.sendRequest<{ html: string }>('lectern/readerPage', { key: 'dai2016rfcn' });
			await client.stop();
			return html;
		};
		assert.match(await page(), /<\/p>\s*<figure class="diagram"><svg [^>]*viewBox/);
		await writeFile(join(workspace, 'own.md'), '---\nkey: dai2016rfcn\ntitle: "R-FCN, as I read it"\n---\n\nMy own claim.\n');
		const own = await page();
		assert.match(own, /My own claim/);
		assert.doesNotMatch(own, /<figure/);
	});

	test('shows the abstract of an entry without a summary, read when the page is asked for', async () => {
		await writeFile(
			join(workspace, 'refs.bib'),
			`@article{a, title = {Harbour lights}, abstract = {Lights \\emph{teach} <b>boats</b>.}}\n`,
		);
		const client = await LspClient.start(uriOf(workspace));
		const { html } = await client.connection.sendRequest<{ html: string }>('lectern/readerPage', { key: 'a' });
		assert.match(html, /Lights teach &lt;b&gt;boats/);
		await client.stop();
	});

	for (const [name, text] of [
		['csl.json', JSON.stringify([{ id: 'csl', type: 'article-journal', title: 'Kites over water', issued: { 'date-parts': [[2020]] } }])],
		['refs.ris', 'TY  - JOUR\nID  - ris\nTI  - Kites over water\nPY  - 2020\nER  - \n'],
		['works.yaml', 'hay:\n  type: article\n  title: Kites over water\n  date: 2020\n'],
	] as const)
		test(`reads ${name}`, async () => {
			await writeFile(join(workspace, name), text);
			const client = await LspClient.start(uriOf(workspace));
			assert.equal((await client.search('kites over water')).length, 1);
			await client.stop();
		});
});
