import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction } from 'vscode-languageserver';
import type { PaperRow } from '../../server/engine/render/paperRow.js';
import type { Requests } from '../../server/protocol/index.js';
import { eventually, LspClient } from './lspClient.js';

const refs = `@article{lang2021,
  title = {Harbour lights},
  author = {Lang, Mira},
  year = {2021},
  doi = {10.5555/harbour},
}

@misc{ferro2022,
  title = {Quiet boats},
  author = {Ferro, Ida},
  year = {2022},
  url = {http://boats.example.org/quiet},
}

@misc{ferro2023,
  title = {Loud boats},
  author = {Ferro, Ida},
  year = {2023},
  url = {https://boats.example.org/loud.pdf},
}
`;

suite('what the sidebar asks, over stdio', () => {
	let folder: string;
	let client: LspClient;
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-sidebar-'));
		await writeFile(join(folder, 'refs.bib'), refs);
		await mkdir(join(folder, '.lectern'));
	});
	teardown(async () => {
		await client.stop();
		await rm(folder, { recursive: true });
	});
	const start = async () => {
		client = await LspClient.start(pathToFileURL(folder).href, { lectern: { commands: true } });
	};
	const ask = <M extends keyof Requests>(method: M, parameters: Requests[M][0]): Promise<Requests[M][1]> =>
		client.connection.sendRequest(method, parameters);
	const rowOf = async (query: string): Promise<PaperRow> => (await ask('lectern/search', { query, limit: 1 }))[0]!;

	test('a reading state is merged into what somebody else wrote meanwhile', async () => {
		const file = join(folder, '.lectern', 'reading.yaml');
		await writeFile(file, 'ferro2022: reading 2026-01-01\n');
		await start();
		await writeFile(file, '# ours\nferro2022: read 2026-02-02\nelsewhere: read 2026-02-03 # by a colleague\n');
		const marked = await ask('lectern/mark', {
			file: uriOf('.lectern/reading.yaml'),
			keys: ['lang2021'],
			state: 'reading',
			date: '2026-03-03',
		});
		assert.equal(marked, '# ours\nferro2022: read 2026-02-02\nelsewhere: read 2026-02-03 # by a colleague\nlang2021: reading 2026-03-03\n');
		assert.equal((await rowOf('harbour lights')).state, 'reading');
		assert.equal((await rowOf('quiet boats')).state, 'read');
	});

	test('a star is kept beside the reading state, and found', async () => {
		await start();
		const file = uriOf('.lectern/reading.yaml');
		await ask('lectern/mark', { file, keys: ['lang2021'], state: 'reading', date: '2026-03-03' });
		await writeFile(join(folder, '.lectern', 'reading.yaml'), 'lang2021: reading 2026-03-03\n');
		const starred = await ask('lectern/mark', { file, keys: ['lang2021', 'ferro2022'], isStarred: true, date: '2026-04-04' });
		assert.equal(starred, 'lang2021: reading 2026-03-03 starred\nferro2022: starred\n');
		assert.deepEqual([(await rowOf('harbour lights')).isStarred, (await rowOf('harbour lights')).state], [true, 'reading']);
		assert.deepEqual([...(await client.search('is:starred'))].sort(), ['ferro2022', 'lang2021']);
		await writeFile(join(folder, '.lectern', 'reading.yaml'), starred!);
		const without = await ask('lectern/mark', { file, keys: ['ferro2022'], isStarred: false, date: '2026-04-04' });
		assert.equal(without, 'lang2021: reading 2026-03-03 starred\n');
		assert.equal((await rowOf('quiet boats')).isStarred, false);
	});

	test('a paper is found by its state and note in the tree’s filter and among the workspace’s symbols', async () => {
		await mkdir(join(folder, 'deep', 'down'), { recursive: true });
		await writeFile(join(folder, 'deep', 'down', 'thoughts.md'), '---\npaper: lang2021\n---\n\nBright.\n');
		await writeFile(join(folder, '.lectern', 'reading.yaml'), 'ferro2022: read 2026-01-01\n');
		await start();
		assert.deepEqual(await client.search('has:note'), ['lang2021']);
		const symbols = async (query: string) =>
			(await client.connection.sendRequest<{ name: string }[]>('workspace/symbol', { query })).map(({ name }) => name);
		assert.deepEqual(await symbols('is:read'), ['ferro2022 · Quiet boats']);
		assert.deepEqual(await symbols('has:note'), ['lang2021 · Harbour lights']);
	});

	test('a note is found by its front matter wherever it lies, and begun or opened by a code action', async () => {
		await mkdir(join(folder, 'deep'));
		await writeFile(join(folder, 'deep', 'thoughts.md'), '---\npaper: lang2021\n---\n\nBright.\n');
		await start();
		assert.deepEqual(await ask('lectern/notesOn', { key: 'lang2021' }), [uriOf('deep/thoughts.md')]);
		const uri = uriOf('n.md');
		await client.open(uri, 'See [@lang2021] and [@ferro2022].\n');
		const actionsAt = async (character: number) => {
			const position = { line: 0, character };
			const parameters = { textDocument: { uri }, range: { start: position, end: position }, context: { diagnostics: [] } };
			const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', parameters);
			return actions.flatMap(({ command }) => (command?.command === 'lectern.openNote' ? [[command.title, command.arguments?.[0]]] : []));
		};
		assert.deepEqual(await actionsAt(8), [['Open the note on lang2021', 'lang2021']]);
		assert.deepEqual(await actionsAt(24), [['Begin a note on ferro2022', 'ferro2022']]);
		assert.deepEqual(await actionsAt(1), []);
	});

	test('a paper is opened on the web where it has an address by HTTPS, and nowhere else', async () => {
		await start();
		assert.deepEqual((await rowOf('harbour lights')).opens, ['doi']);
		assert.deepEqual((await rowOf('quiet boats')).opens, []);
		assert.deepEqual((await rowOf('loud boats')).opens, ['pdf']);
		assert.deepEqual((await rowOf('infogan')).opens, ['arxiv', 'pdf']);
		assert.equal(await ask('lectern/address', { key: 'lang2021', kind: 'doi' }), 'https://doi.org/10.5555/harbour');
		assert.equal(await ask('lectern/address', { key: 'ferro2022', kind: 'web' }), null);
		assert.equal(await ask('lectern/address', { key: 'nobody', kind: 'doi' }), null);
	});

	test('an entry is shown at its key, a bundled summary where there is none', async () => {
		await start();
		const place = await ask('lectern/entryPlace', { key: 'ferro2022' });
		assert.deepEqual(place, {
			uri: uriOf('refs.bib'),
			range: { start: { line: 7, character: 6 }, end: { line: 7, character: 15 } },
		});
		assert.equal((await ask('lectern/entryPlace', { key: 'chen2016infogan' }))?.uri, 'lectern:/corpus/chen2016infogan.md');
		assert.equal(await ask('lectern/entryPlace', { key: 'nobody' }), null);
	});

	test('the answer to a filter being typed says what it finds, what is wrong in it, and how it can go on', async () => {
		await start();
		const help = await ask('lectern/queryHelp', { query: 'boats author:' });
		assert.equal(help.fitting, 2);
		assert.deepEqual(help.offers, [{ value: 'Ferro', count: 2, query: 'boats author:Ferro ' }]);
		assert.deepEqual((await ask('lectern/queryHelp', { query: 'is:lost ' })).problems, [{ code: 'unknown-state', text: 'lost' }]);
		assert.ok((await ask('lectern/queryHelp', { query: '' })).fitting > 120);
	});

	test('says with each change of the library whether everything has been read', async () => {
		client = await LspClient.start(pathToFileURL(folder).href, { early: true });
		const told: boolean[] = [];
		client.connection.onNotification('lectern/libraryChanged', ({ isRead }) => {
			told.push(isRead);
		});
		assert.equal(
			await eventually(
				() => told.at(-1),
				(isRead) => isRead === true,
			),
			true,
		);
	});
});
