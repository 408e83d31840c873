import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location } from 'vscode-languageserver';
import { type ClientOptions, eventually, LspClient } from './lspClient.js';

const entry = (key: string, title: string) => `@article{${key},\n  title = {${title}},\n  author = {Lang, Mira},\n  year = {2021},\n}\n`;
const own = { library: { bundled: false } };
const capabilities = { workspace: { configuration: true, workspaceFolders: true } };

suite('files that change while the server runs', () => {
	let folder: string;
	let client: LspClient;
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-watched-'));
	});
	teardown(async () => {
		await client.stop();
		await rm(folder, { recursive: true });
	});

	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	const write = async (name: string, text: string) => {
		await mkdir(dirname(join(folder, name)), { recursive: true });
		await writeFile(join(folder, name), text);
	};
	const start = async (texts: Readonly<Record<string, string>>, root = '.', options: ClientOptions = {}) => {
		for (const [name, text] of Object.entries(texts)) await write(name, text);
		client = await LspClient.start(uriOf(root), { settings: own, capabilities, ...options });
	};
	/** Tells that files were written, and waits until a file that is read has been, too. */
	const written = async (...names: readonly string[]) => {
		await write('last.bib', entry('last', `Last after ${names.join(' ')}`));
		for (const name of [...names, 'last.bib']) await client.fileChanged(uriOf(name));
		await eventually(
			() => client.search(`after ${names[0]}`),
			(keys) => keys.includes('last'),
		);
	};
	const close = (name: string) => client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(name) } });
	const citing = async (name: string, character: number): Promise<string[]> => {
		const found = await client.connection.sendRequest<Location[] | null>('textDocument/references', {
			textDocument: { uri: uriOf(name) },
			position: { line: 0, character },
			context: { includeDeclaration: false },
		});
		return (found ?? []).map(({ uri }) => uri.slice(uri.lastIndexOf('/') + 1)).sort();
	};

	const nothingIsFound = async () =>
		assert.deepEqual(
			await eventually(
				() => client.search('harbour'),
				(keys) => keys.length === 0,
			),
			[],
		);

	test('stay as the editor has them open while they are deleted and made again', async () => {
		await start({ 'refs.bib': entry('harbour', 'Harbour lights'), 'open.md': '[@harbour]', 'closed.md': '[@harbour]' });
		await client.open(uriOf('refs.bib'), entry('harbour', 'Harbour lights'), 'bibtex');
		await client.open(uriOf('open.md'), '[@harbour]');
		await eventually(
			() => citing('open.md', 4),
			(names) => names.length === 2,
		);
		for (const name of ['refs.bib', 'open.md']) for (const type of [3, 1] as const) await client.fileChanged(uriOf(name), type);
		assert.deepEqual(await client.search('harbour'), ['harbour']);
		assert.notEqual(await client.hover(uriOf('open.md'), { line: 0, character: 4 }), null);
		assert.deepEqual(await citing('open.md', 4), ['closed.md', 'open.md']);
	});

	test('leave the library when the editor closes them after they were deleted', async () => {
		await start({ 'refs.bib': entry('harbour', 'Harbour lights') });
		await client.open(uriOf('refs.bib'), entry('harbour', 'Harbour lights'), 'bibtex');
		await rm(join(folder, 'refs.bib'));
		await client.fileChanged(uriOf('refs.bib'), 3);
		assert.deepEqual(await client.search('harbour'), ['harbour']);
		await close('refs.bib');
		await nothingIsFound();
	});

	test('are not read where .gitignore, node_modules or an exclude says so', async () => {
		await start({ '.gitignore': 'build/\n', 'refs.bib': entry('harbour', 'Harbour lights'), 'note.md': '[@harbour]' });
		const passedOver = ['build/out.bib', '_site/copy.bib', 'node_modules/some/x.bib'];
		for (const name of passedOver) await write(name, entry(name.replace(/\W/g, ''), `Harbour copy`));
		await write('build/copy.md', '[@harbour]');
		await written(...passedOver, 'build/copy.md');
		assert.deepEqual(await client.search('harbour'), ['harbour']);
		await client.open(uriOf('note.md'), '[@harbour]');
		assert.deepEqual(await citing('note.md', 4), ['note.md']);
	});

	test('are not read where .gitignore leaves them out while they are being read', async () => {
		await start({ 'last.bib': entry('last', 'Last') });
		const names = Array.from({ length: 150 }, (_, index) => `n${index}.bib`);
		for (const [index, name] of names.entries()) await write(name, entry(`key${index}`, 'Harbour lights'));
		const changes = names.map((name) => ({ uri: uriOf(name), type: 1 }));
		await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
		await eventually(
			() => client.search('harbour'),
			(keys) => keys.length > 0,
		);
		await write('.gitignore', 'n*.bib\n');
		await client.fileChanged(uriOf('.gitignore'), 1);
		await nothingIsFound();
		await written('last.bib');
		assert.deepEqual(await client.search('harbour'), []);
	});

	test('are not read where no include fits, and notes are all the same', async () => {
		const settings = { library: { bundled: false, include: ['{refs,last}.bib'] } };
		await start({ 'refs.bib': entry('harbour', 'Harbour lights') }, '.', { settings });
		await write('old/x.bib', entry('old', 'Harbour of old'));
		await write('old/note.md', '[@harbour]');
		await written('old/x.bib', 'old/note.md');
		assert.deepEqual(await client.search('harbour'), ['harbour']);
		await client.open(uriOf('new.md'), '[@harbour]');
		assert.deepEqual(
			await eventually(
				() => citing('new.md', 4),
				(names) => names.length === 2,
			),
			['new.md', 'note.md'],
		);
	});

	test('count while they are open, whatever excludes them, and no longer once they are closed', async () => {
		await start({ '.gitignore': 'build/\n', 'build/out.bib': entry('out', 'Harbour copy'), 'build/copy.md': '[@out]' });
		await client.open(uriOf('build/out.bib'), entry('out', 'Harbour copy'), 'bibtex');
		await client.open(uriOf('build/copy.md'), '[@out]');
		assert.deepEqual(await client.search('harbour'), ['out']);
		await close('build/copy.md');
		await close('build/out.bib');
		await nothingIsFound();
	});

	test('are read where the setting or an open document names them, whatever excludes them', async () => {
		const settings = { library: { bundled: false, files: ['build/own.bib'] } };
		await start({ '.gitignore': 'build/\n', 'build/own.bib': entry('own', 'Harbour of mine') }, '.', { settings });
		await client.open(uriOf('note.md'), '---\nbibliography: build/cited.bib\n---\n');
		await write('build/own.bib', entry('own', 'Changed boats'));
		await write('build/cited.bib', entry('cited', 'Cited boats'));
		await write('build/other.bib', entry('other', 'Other boats'));
		await written('build/own.bib', 'build/cited.bib', 'build/other.bib');
		assert.deepEqual((await client.search('boats')).sort(), ['cited', 'own']);
		await client.open(uriOf('build/cited.bib'), entry('cited', 'Cited boats'), 'bibtex');
		await close('build/cited.bib');
		await written('build/own.bib');
		assert.deepEqual((await client.search('boats')).sort(), ['cited', 'own']);
	});

	test('are not kept for a pattern alone that names what is known, once .gitignore leaves them out', async () => {
		await start({ 'refs.bib': entry('harbour', 'Harbour lights'), 'named.bib': entry('harbourtoo', 'Harbour kites') });
		await client.open(uriOf('a.tex'), '\\addbibresource{*.bib}\n\\addbibresource{named.bib}\n\\cite{harbour}', 'latex');
		assert.equal((await client.search('harbour')).length, 2);
		await write('.gitignore', '***/**/*\n');
		await client.fileChanged(uriOf('.gitignore'), 1);
		assert.deepEqual(
			await eventually(
				() => client.search('harbour'),
				(keys) => keys.length < 2,
			),
			['harbourtoo'],
		);
	});

	test('are not kept for a pattern alone, nor for MyST without a list, once nothing names them', async () => {
		await start({ '.gitignore': '*.bib\n', 'refs.bib': entry('harbour', 'Harbour lights'), 'myst.yml': 'version: 1\n' });
		await client.open(uriOf('a.tex'), '\\addbibresource{refs.bib}\n\\cite{harbour}', 'latex');
		await client.open(uriOf('b.tex'), '\\addbibresource{*.bib}\n\\cite{harbour}', 'latex');
		await client.open(uriOf('c.md'), '[@harbour]');
		const found = (isGood: (keys: readonly string[]) => boolean) => eventually(() => client.search('harbour'), isGood);
		assert.deepEqual(await found((keys) => keys.length > 0), ['harbour']);
		await client.change(uriOf('a.tex'), '\\cite{harbour}');
		assert.deepEqual(await found((keys) => keys.length === 0), []);
	});

	test('keep what was typed before the library was read', async () => {
		const many = Array.from({ length: 15_000 }, (_, index) => entry(`k${index}`, `Boat number ${index}`)).join('');
		await start({ 'refs.bib': many }, '.', { early: true });
		const isRead = new Promise<void>((resolve) =>
			client.connection.onNotification('lectern/libraryChanged', (told) => told.isRead && resolve()),
		);
		await new Promise((resolve) => setTimeout(resolve, 100));
		await client.open(uriOf('refs.bib'), `${entry('unsaved', 'Zebra crossing')}${many}`, 'bibtex');
		await isRead;
		assert.deepEqual(await client.search('zebra'), ['unsaved']);
	});

	suite('below folders that come and go', () => {
		const change = (added: readonly string[], removed: readonly string[]) => {
			const foldersOf = (names: readonly string[]) => names.map((name) => ({ uri: uriOf(name), name }));
			return client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
				event: { added: foldersOf(added), removed: foldersOf(removed) },
			});
		};
		const states = async (): Promise<string> => {
			const rows = await client.connection.sendRequest<{ key: string; state: string }[]>('lectern/group', {
				by: 'flat',
				filter: '',
				group: '',
			});
			return rows.map(({ key, state }) => `${key} ${state}`).join(', ');
		};
		const statesAre = async (wanted: string) => assert.equal(await eventually(states, (found) => found === wanted), wanted);

		test('bring their reading states and take them away', async () => {
			await start(
				{
					'a/a.bib': entry('a', 'Anchors'),
					'b/b.bib': entry('b', 'Boats'),
					'a/.lectern/reading.yaml': 'b: reading\n',
					'b/.lectern/reading.yaml': 'b: read\na: read\n',
				},
				'a',
			);
			await change(['b'], []);
			await statesAre('a read, b reading');
			await change([], ['a']);
			await statesAre('b read');
		});

		test('have a mark count at once', async () => {
			await start({ 'a/a.bib': entry('a', 'Anchors'), 'b/b.bib': entry('b', 'Boats') }, 'a');
			await change(['b'], []);
			await statesAre('a unread, b unread');
			await client.connection.sendRequest('lectern/mark', {
				file: uriOf('b/.lectern/reading.yaml'),
				keys: ['b'],
				state: 'read',
				date: '2026-01-01',
			});
			assert.equal(await states(), 'a unread, b read');
		});

		test('leave the files that another open folder has', async () => {
			await start({ 'a/a.bib': entry('a', 'Anchors'), 'a/sub/s.bib': entry('s', 'Sails'), 'b/b.bib': entry('b', 'Boats') }, 'a');
			await change(['a/sub', 'b'], []);
			await statesAre('a unread, b unread, s unread');
			await change([], ['a/sub', 'b']);
			await statesAre('a unread, s unread');
			await change(['a/sub'], ['a']);
			await statesAre('s unread');
		});

		test('leave nothing behind where the last one goes', async () => {
			await start({ 'a/a.bib': entry('a', 'Anchors') }, 'a');
			await statesAre('a unread');
			await change([], ['a']);
			await statesAre('');
		});
	});

	for (const [when, isEarly] of [
		['was there before', true],
		['was made later', false],
	] as const)
		test(`are read again by the name of a link within the folder, which ${when}`, async () => {
			await write('thesis.bib', entry('lang2021', 'Harbour lights'));
			await mkdir(join(folder, 'paper'));
			const link = () => symlink('../thesis.bib', join(folder, 'paper/refs.bib'));
			if (isEarly) await link();
			await start({});
			if (!isEarly) {
				await link();
				await client.fileChanged(uriOf('paper/refs.bib'), 1);
				await written('paper/refs.bib');
			}
			await write('thesis.bib', entry('abel1999', 'Kites'));
			await written('thesis.bib');
			const note = '---\nbibliography: refs.bib\n---\n[@abel1999] [@lang2021]\n';
			await client.open(uriOf('paper/note.md'), note);
			const codes = (all: readonly { readonly code?: unknown; readonly range: { readonly start: { readonly character: number } } }[]) =>
				all.map(({ code, range }) => `${code} ${range.start.character}`);
			const found = await client.diagnosticsOf(uriOf('paper/note.md'), (all) => all.some(({ code }) => code === 'unknown-key'));
			assert.deepEqual(codes(found), ['unknown-key 14']);
			// The other file may be read before the link is, which makes no difference.
			await write('thesis.bib', entry('moor2022', 'Kites'));
			await client.open(uriOf('paper/other.md'), note.replace('[@lang2021]', '[@moor2022]'));
			await written('thesis.bib');
			await client.diagnosticsOf(uriOf('paper/other.md'), (all) => codes(all).join() === 'unknown-key 2');
			const published = client.published.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
			assert.ok(published.includes('unknown-key') && !published.includes('key-elsewhere'), published.join(' '));
		});

	// Only the links are read: Git ignores what they lead to, and the editor reports no change of a link whose target is written.
	suite('to which links lead', () => {
		const ignoring = { '.gitignore': 'shelf/\n' };
		const link = async (name: string, target: string) => {
			await mkdir(dirname(join(folder, name)), { recursive: true });
			await rm(join(folder, name), { recursive: true, force: true });
			await symlink(target, join(folder, name));
		};
		const changed = async (name: string, text: string) => {
			await write(name, text);
			await client.fileChanged(uriOf(name));
		};
		const found = async (...keys: readonly string[]) =>
			assert.deepEqual(
				await eventually(
					() => client.search('kites'),
					(all) => all.join() === keys.join(),
				),
				keys,
			);

		test('are read by a link that led nowhere when the folder was read', async () => {
			await link('refs.bib', 'shelf/kites.bib');
			await start(ignoring);
			await changed('shelf/kites.bib', entry('abel1999', 'Kites'));
			await found('abel1999');
		});

		test('are read by a link that led nowhere when it was made or moved', async () => {
			await start(ignoring);
			await link('refs.bib', 'shelf/kites.bib');
			await client.fileChanged(uriOf('refs.bib'), 1);
			await rename(join(folder, 'refs.bib'), join(folder, 'moved.bib'));
			await client.fileChanged(uriOf('refs.bib'), 3);
			await client.fileChanged(uriOf('moved.bib'), 1);
			await written('moved.bib');
			await changed('shelf/kites.bib', entry('abel1999', 'Kites'));
			await found('abel1999');
		});

		test('are dropped and read again by a link that stays', async () => {
			await link('refs.bib', 'shelf/kites.bib');
			await start({ ...ignoring, 'shelf/kites.bib': entry('abel1999', 'Kites') });
			await found('abel1999');
			await rm(join(folder, 'shelf/kites.bib'));
			await client.fileChanged(uriOf('shelf/kites.bib'), 3);
			await found();
			await changed('shelf/kites.bib', entry('lang2021', 'Kites'));
			await found('lang2021');
		});

		test('are read by a link whose own target is a link that leads elsewhere now', async () => {
			await link('shelf/current.bib', 'one.bib');
			await link('refs.bib', 'shelf/current.bib');
			await start({ ...ignoring, 'shelf/one.bib': entry('abel1999', 'Kites'), 'shelf/two.bib': entry('lang2021', 'Kites') });
			await found('abel1999');
			await link('shelf/current.bib', 'two.bib');
			await client.fileChanged(uriOf('shelf/current.bib'));
			await found('lang2021');
			await changed('shelf/two.bib', entry('abel2001', 'Kites'));
			await found('abel2001');
		});

		test('are read by a link in a folder that was itself opened by a link', async () => {
			await link('root', 'real');
			await link('real/refs.bib', 'shelf/kites.bib');
			await start({ 'real/.gitignore': 'shelf/\n', 'real/shelf/kites.bib': entry('abel1999', 'Kites') }, 'root');
			await found('abel1999');
			await changed('root/shelf/kites.bib', entry('lang2021', 'Kites'));
			await found('lang2021');
		});

		test('are read in a linked folder outside, of which the editor reports nothing', async () => {
			await link('notes/library', '../outside');
			await start({ 'notes/last.bib': entry('last', 'Last'), 'outside/refs.bib': entry('abel1999', 'Kites') }, 'notes');
			await found('abel1999');
			await write('outside/refs.bib', entry('lang2021', 'Kites'));
			await found('lang2021');
		});

		test('are read where they are new in a linked folder outside', async () => {
			await link('notes/library', '../outside');
			await start({ 'notes/last.bib': entry('last', 'Last'), 'outside/refs.bib': entry('abel1999', 'Kites') }, 'notes');
			await found('abel1999');
			await write('outside/new.bib', entry('lang2021', 'Kites in winter'));
			await found('abel1999', 'lang2021');
			await write('outside/new.bib', entry('moor2022', 'Kites in winter'));
			await found('abel1999', 'moor2022');
		});

		test('are read outside where a project file that was changed names them', async () => {
			const project = { 'notes/_quarto.yml': 'project:\n  type: book\n', 'notes/.latexmkrc': '$pdf_mode = 1;\n' };
			const outside = { 'outside/refs.bib': entry('abel1999', 'Kites'), 'lists/deep/b.bib': entry('lang2021', 'Kites in winter') };
			await start({ ...project, ...outside, 'notes/last.bib': entry('last', 'Last') }, 'notes');
			await client.open(uriOf('notes/a.qmd'), '[@abel1999]\n', 'quarto');
			await client.open(uriOf('notes/a.tex'), '\\bibliography{b}\n\\cite{lang2021}\n', 'latex');
			await found();
			await changed('notes/_quarto.yml', 'bibliography: ../outside/refs.bib\n');
			await found('abel1999');
			await changed('notes/.latexmkrc', "ensure_path('BIBINPUTS', '../lists//');\n");
			await found('abel1999', 'lang2021');
		});

		test('are read in a linked folder outside that was empty, and in folders that are made in it', async () => {
			await mkdir(join(folder, 'outside'));
			await link('notes/library', '../outside');
			await start({ 'notes/last.bib': entry('last', 'Last'), 'notes/a.bib': entry('own1999', 'Kites') }, 'notes');
			await found('own1999');
			await write('outside/new.bib', entry('lang2021', 'Kites in winter'));
			await found('own1999', 'lang2021');
			await mkdir(join(folder, 'outside/more'));
			await write('outside/more/deep/d.bib', entry('moor2022', 'Kites in summer'));
			await found('own1999', 'lang2021', 'moor2022');
			await write('outside/more/deep/d.bib', entry('moor2023', 'Kites in summer'));
			await found('own1999', 'lang2021', 'moor2023');
			await rm(join(folder, 'outside/more'), { recursive: true });
			await found('own1999', 'lang2021');
			await write('outside/more/e.bib', entry('moor2024', 'Kites in autumn'));
			await found('own1999', 'lang2021', 'moor2024');
		});

		test('decide what is ignored where .gitignore is a link that led nowhere', async () => {
			await link('.gitignore', 'shelf/ignored.txt');
			await start({ 'a.bib': entry('abel1999', 'Kites'), 'shelf/b.bib': entry('lang2021', 'Boats') });
			await found('abel1999');
			await write('shelf/ignored.txt', 'a.bib\n');
			await found();
			await write('shelf/ignored.txt', 'shelf/\n');
			await found('abel1999');
		});

		test('are read as notes by the names of links that were there before', async () => {
			await link('copy.md', 'shelf/note.md');
			await start({ ...ignoring, 'refs.bib': entry('abel1999', 'Kites'), 'shelf/note.md': 'Nothing is cited.' });
			await client.open(uriOf('open.md'), '[@abel1999]');
			await changed('shelf/note.md', '[@abel1999]');
			assert.deepEqual(
				await eventually(
					() => citing('open.md', 4),
					(names) => names.length === 2,
				),
				['copy.md', 'open.md'],
			);
		});
	});
});
