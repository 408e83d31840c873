import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Diagnostic } from 'vscode-languageserver';
import type { DocumentRow } from '../../server/protocol/index.js';
import { eventually, LspClient } from './lspClient.js';

suite('diagnostics over stdio', () => {
	let folder: string;
	let client: LspClient;
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	/** Code and place of each problem that is shown for a file, once there are as many as wished. */
	const problemsIn = async (uri: string, count: number): Promise<string[]> => {
		const found = await eventually(
			() => client.diagnostics.get(uri) ?? [],
			(all) => all.length === count,
		);
		return found.map(({ code, range }) => `${code} ${range.start.line}:${range.start.character}-${range.end.character}`);
	};
	const start = async (settings: object = {}) => {
		client = await LspClient.start(pathToFileURL(folder).href, { settings });
	};

	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-diagnostics-'));
	});
	teardown(async () => {
		await client.stop();
		await rm(folder, { recursive: true });
	});

	test('reports an unknown key, offers the nearest, and reports nothing once it is fixed', async () => {
		await start();
		const uri = uriOf('n.md');
		await client.open(uri, 'See [@chen2016infogam] and [@chen2016infogan].');
		assert.deepEqual(await problemsIn(uri, 1), ['unknown-key 0:6-21']);
		const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
			textDocument: { uri },
			range: { start: { line: 0, character: 8 }, end: { line: 0, character: 8 } },
			context: { diagnostics: client.diagnostics.get(uri) },
		});
		assert.equal(actions[0]?.diagnostics?.[0]?.code, 'unknown-key');
		assert.match(actions[0]!.title, /chen2016infogan/);
		await client.change(uri, 'See [@chen2016infogan].');
		assert.deepEqual(await problemsIn(uri, 0), []);
	});

	test('moves what is wrong in a file that no editor has open with its line', async () => {
		const record = (title: string) => `TY  - JOUR\nID  - dim2001\nTI  - ${title}\nER  - \n\n`;
		const path = join(folder, 'list.ris');
		await writeFile(path, `${record('One\n    two')}${record('Three')}`);
		await start();
		const uri = uriOf('list.ris');
		assert.deepEqual(await problemsIn(uri, 2), ['duplicate-key 1:6-13', 'duplicate-key 7:6-13']);
		await writeFile(path, `${record('One     two')}${record('Three')}`);
		await client.fileChanged(uri);
		const moved = await eventually(
			() => problemsIn(uri, 2),
			(found) => found[1] === 'duplicate-key 6:6-13',
		);
		assert.deepEqual(moved, ['duplicate-key 1:6-13', 'duplicate-key 6:6-13']);
	});

	test('moves what is wrong with its line where a blank takes the place of the end of a line', async () => {
		await start();
		const uri = uriOf('list.ris');
		const record = (title: string) => `TY  - JOUR\nID  - dim2001\nTI  - ${title}\nER  - \n\n`;
		await client.open(uri, `${record('One\n    two')}${record('Three')}`, 'ris');
		assert.deepEqual(await problemsIn(uri, 2), ['duplicate-key 1:6-13', 'duplicate-key 7:6-13']);
		await client.edit(uri, { start: { line: 2, character: 9 }, end: { line: 3, character: 0 } }, ' ');
		const moved = await eventually(
			() => problemsIn(uri, 2),
			(found) => found[1] === 'duplicate-key 6:6-13',
		);
		assert.deepEqual(moved, ['duplicate-key 1:6-13', 'duplicate-key 6:6-13']);
	});

	test('reports other keys at once, the one being typed only when typing pauses or goes on elsewhere', async () => {
		await start();
		const uri = uriOf('n.md');
		await client.open(uri, 'See [@nobody2001] and [@].');
		assert.deepEqual(await problemsIn(uri, 1), ['unknown-key 0:6-16']);
		const seen: string[][] = [];
		client.connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }: { diagnostics: Diagnostic[] }) => {
			seen.push(diagnostics.map(({ range }) => String(range.start.character)));
		});
		const type = (character: number, text: string) =>
			client.edit(uri, { start: { line: 0, character }, end: { line: 0, character } }, text);
		for (const [index, letter] of Array.from('else1').entries()) await type(24 + index, letter);
		await type(0, 'We ');
		await eventually(
			() => seen,
			(all) => all.at(-1)?.length === 2,
		);
		assert.deepEqual(seen.at(-1), ['9', '27']);
		assert.ok(seen.slice(0, -1).every((all) => all.length < 2));
	});

	test('takes the words by which a citation is looked for for no key while they are typed', async () => {
		await start();
		const uri = uriOf('n.md');
		await client.open(uri, 'See [@nobody2001] and [@mutual].');
		assert.equal((await problemsIn(uri, 2)).length, 2);
		const seen: number[] = [];
		client.connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }: { diagnostics: Diagnostic[] }) => {
			seen.push(diagnostics.length);
		});
		for (const [index, letter] of Array.from(' informa').entries()) {
			const character = 30 + index;
			await client.edit(uri, { start: { line: 0, character }, end: { line: 0, character } }, letter);
			await new Promise((resolve) => setTimeout(resolve, 250));
		}
		assert.ok(seen.length > 0 && !seen.some((count) => count !== 1), `told of ${seen}`);
		const listed = async () => (await client.connection.sendRequest<DocumentRow[]>('lectern/inDocument', { uri })).map(({ key }) => key);
		assert.deepEqual(await listed(), ['nobody2001']);
		await eventually(
			() => seen.at(-1),
			(count) => count === 2,
		);
		assert.deepEqual(await listed(), ['nobody2001', 'mutual']);
	});

	test('reports a key that is left half typed', async () => {
		await start();
		const uri = uriOf('n.tex');
		await client.open(uri, 'As \\cite{} says, and \\cite{nobody2001}.', 'latex');
		assert.deepEqual(await problemsIn(uri, 1), ['unknown-key 0:27-37']);
		await client.edit(uri, { start: { line: 0, character: 9 }, end: { line: 0, character: 9 } }, 'noone');
		const shown = await eventually(
			() => client.diagnostics.get(uri) ?? [],
			(all) => all.length === 2,
		);
		assert.deepEqual(
			shown.map(({ range }) => range.start.character),
			[9, 32],
		);
	});

	test('knows a bundled paper whose summary was shown and closed again, as a look at its definition does', async () => {
		await start();
		const uri = 'lectern:/corpus/dumoulin2016adversarially.md';
		await client.open(uri, String(await client.connection.sendRequest('lectern/corpusText', { uri })));
		await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
		// A file that comes later is read later.
		await writeFile(join(folder, 'a.bib'), '@book{lang2021, title = {Harbour lights at night}}\n');
		await client.fileChanged(uriOf('a.bib'), 1);
		await eventually(
			() => client.search('lang2021'),
			([best]) => best === 'lang2021',
		);
		await client.open(uriOf('n.md'), 'See [@dumoulin2016adversarially; @nobody2020].');
		assert.deepEqual(await problemsIn(uriOf('n.md'), 1), ['unknown-key 0:34-44']);
	});

	test('takes a bare @name for a person where nothing else is cited, and [[note]] for a note', async () => {
		await start();
		await client.open(uriOf('a.md'), 'Thanks to @somebody and [[a note]] and me@example.org.');
		await client.open(uriOf('b.md'), 'See [@nobody2020].');
		assert.equal((await problemsIn(uriOf('b.md'), 1)).length, 1);
		assert.equal(client.diagnostics.get(uriOf('a.md')), undefined);
	});

	test('reports a key that only another bibliography has, and adds its entry to the one that is named', async () => {
		await writeFile(join(folder, 'book.bib'), '@book{lang2021, title = {Harbour lights at night}}\n');
		await writeFile(join(folder, 'old.bib'), '@book{zz, title = {Fog over quiet water}}\n');
		await start();
		const uri = uriOf('n.md');
		await client.open(uri, '---\nbibliography: book.bib\n---\n\nSee [@lang2021; @zz].\n');
		assert.deepEqual(await problemsIn(uri, 1), ['key-elsewhere 4:17-19']);
		const at = { line: 4, character: 17 };
		const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
			textDocument: { uri },
			range: { start: at, end: at },
			context: { diagnostics: client.diagnostics.get(uri) },
		});
		const add = actions.find(({ title }) => title === 'Add “zz” to book.bib');
		assert.equal(add?.diagnostics?.[0]?.code, 'key-elsewhere');
	});

	test('reports problems of a library file that is open in a window without a folder', async () => {
		client = await LspClient.start();
		for (const [name, text] of [
			['alone.bib', '@book{lang2021 title = {Harbour lights}}\n'],
			['alone.ris', 'TY  - BOOK\nTI  - Harbour lights\n'],
		] as const) {
			await client.open(uriOf(name), text);
			const found = await eventually(
				() => client.diagnostics.get(uriOf(name)) ?? [],
				(all) => all.length > 0,
			);
			assert.equal(found[0]?.code, 'broken-entry', name);
		}
	});

	test('knows the keys that a LaTeX document defines by itself', async () => {
		await start();
		await client.open(uriOf('a.tex'), '\\cite{own, missing2020}\n\\bibitem[O]{own} Own work.', 'latex');
		assert.deepEqual(await problemsIn(uriOf('a.tex'), 1), ['unknown-key 0:11-22']);
	});

	test('reports a key that two papers share, in both files', async () => {
		await writeFile(join(folder, 'a.bib'), '@book{lang2021, title = {Harbour lights at night}}\n');
		await writeFile(join(folder, 'b.bib'), '\n@book{lang2021, title = {Fog over quiet water}}\n');
		await start();
		assert.deepEqual(await problemsIn(uriOf('a.bib'), 1), ['duplicate-key 0:6-14']);
		assert.deepEqual(await problemsIn(uriOf('b.bib'), 1), ['duplicate-key 1:6-14']);
		assert.match(String(client.diagnostics.get(uriOf('a.bib'))![0]!.message), /“Fog over quiet water” \(b\.bib\)/);
	});

	for (const [what, entry, other, folders] of [
		[
			'one record of which the other lacks the year',
			'@book{k, title={Fog}, author={Lang, M}, year={2020}}',
			'@book{k, title={FOG}, author={Lang, M}}',
			['', ''],
		],
		['two records without a title', '@misc{k, year={2020}}', '@misc{k, author={Lang, M}}', ['', '']],
		['settings of REVTeX', '@control{k, author="0000"}', '@control{k, title="0"}', ['', '']],
		['two projects', '@book{k, title={Fog}}', '@book{k, title={Rain}}', ['one/', 'two/']],
	] as const)
		test(`reports no shared key of ${what}`, async () => {
			for (const [index, text] of [entry, other].entries()) {
				await mkdir(join(folder, folders[index]!), { recursive: true });
				await writeFile(join(folder, `${folders[index]}x${index}.bib`), `${text}\n`);
			}
			await writeFile(join(folder, 'twice.bib'), '@book{other, title={A}}\n@book{other, title={B}}\n');
			await start();
			await problemsIn(uriOf('twice.bib'), 2);
			for (const index of [0, 1]) {
				const found = client.diagnostics.get(uriOf(`${folders[index]}x${index}.bib`)) ?? [];
				assert.deepEqual(
					found.filter(({ code }) => code === 'duplicate-key'),
					[],
				);
			}
		});

	test('reports a key of two papers in the lists of one document, wherever they are', async () => {
		for (const [name, text] of Object.entries({
			'one/a.bib': '@book{k, title={Fog}}\n',
			'two/b.bib': '@book{k, title={Rain}}\n',
			'main.tex': '\\bibliography{one/a,two/b}\n',
		})) {
			await mkdir(dirname(join(folder, name)), { recursive: true });
			await writeFile(join(folder, name), text);
		}
		await start();
		assert.deepEqual(await problemsIn(uriOf('one/a.bib'), 1), ['duplicate-key 0:6-7']);
	});

	test('does not report one paper that is in two files', async () => {
		for (const name of ['a.bib', 'b.bib'])
			await writeFile(join(folder, name), '@book{lang2021, title = {Harbour lights}, doi = {10.1234/x}}\n');
		await writeFile(join(folder, 'c.bib'), '@book{lang2021 title = {}}\n');
		await start();
		await problemsIn(uriOf('c.bib'), 1);
		assert.equal(client.diagnostics.get(uriOf('a.bib'))?.some(({ message }) => /b\.bib/.test(String(message))) ?? false, false);
	});

	test('is as severe as the user has it, and silent where it is off', async () => {
		await start({ diagnostics: { severity: { 'unknown-key': 'information', 'duplicate-key': 'off' } } });
		await client.open(uriOf('n.md'), 'See [@nobody2020].');
		await problemsIn(uriOf('n.md'), 1);
		assert.equal(client.diagnostics.get(uriOf('n.md'))![0]!.severity, 3);
	});
});
