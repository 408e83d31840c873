import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { CodeAction, Location, LocationLink, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { eventually, keyOf, LspClient } from './lspClient.js';

const library =
	'@book{lang2021,\n\ttitle = {Harbour lights},\n\tauthor = {Lang, Mira},\n\tyear = {2021},\n}\n\n@book{voss2019,\n\ttitle = {Compass and kelp},\n\tauthor = {Voss, Ida},\n\tyear = {2019},\n}\n';
const other = '@book{reef2018,\n\ttitle = {Reefs},\n\tauthor = {Reef, Ada},\n\tyear = {2018},\n}\n';

/** A notebook's file; strings are Markdown cells. */
const fileOf = (...cells: readonly (string | object)[]): string =>
	`${JSON.stringify(
		{
			cells: cells.map((cell) =>
				typeof cell === 'string' ? { cell_type: 'markdown', metadata: {}, source: cell.split(/(?<=\n)/) } : cell,
			),
			metadata: {},
			nbformat: 4,
			nbformat_minor: 5,
		},
		undefined,
		1,
	)}\n`;
const code = { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: ['key = "[@voss2019]"'] };

interface Cell {
	readonly uri: string;
	readonly languageId: string;
	readonly text: string;
}
const identified = ({ uri, languageId }: Cell) => ({ kind: languageId === 'markdown' ? 1 : 2, document: uri });
const item = ({ uri, languageId, text }: Cell) => ({ uri, languageId, version: 1, text });

suite('notebooks over LSP', () => {
	test('asks for notebooks and for reports about files without patterns, which the extension’s client does not bring along', async () => {
		const client = await LspClient.start();
		const { notebookDocumentSync, workspace } = client.initialized!.capabilities;
		await client.stop();
		assert.doesNotMatch(JSON.stringify([notebookDocumentSync, workspace?.fileOperations ?? null]), /pattern|glob/);
		assert.ok(notebookDocumentSync);
	});

	let folder: string;
	let client: LspClient;
	let notebook: string;
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	const cell = (name: string, text: string, languageId = 'markdown'): Cell => ({
		uri: `vscode-notebook-cell:${notebook.replace('file://', '')}#${name}`,
		languageId,
		text,
	});
	const notify = (method: string, parameters: object) => client.connection.sendNotification(`notebookDocument/${method}`, parameters);
	const open = (...cells: readonly Cell[]) =>
		notify('didOpen', {
			notebookDocument: { uri: notebook, notebookType: 'jupyter-notebook', version: 1, cells: cells.map(identified) },
			cellTextDocuments: cells.map(item),
		});
	const close = (...cells: readonly Cell[]) =>
		notify('didClose', { notebookDocument: { uri: notebook }, cellTextDocuments: cells.map(({ uri }) => ({ uri })) });
	const at = ({ uri, text }: Cell, mark: string) => ({
		textDocument: { uri },
		position: TextDocument.create(uri, '', 0, text).positionAt(text.indexOf(mark) + 2),
	});
	const ask = <Answer>(method: string, parameters: object) => client.connection.sendRequest<Answer>(`textDocument/${method}`, parameters);
	const referencesAt = (place: object) => ask<Location[]>('references', { ...place, context: { includeDeclaration: false } });
	/** What a closed notebook's file says of itself, and a note beside it. */
	const file = fileOf('---\nbibliography: sub/refs.bib\n---\n', 'A "quoted"\tstart:\nsee [@voss2019, p. 3]\nand Harbour lights.', code);
	const note = '[@voss2019]\n';

	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-notebooks-'));
		notebook = uriOf('a study.ipynb');
		await writeFile(join(folder, 'refs.bib'), library);
		await writeFile(join(folder, 'other.bib'), other);
		await writeFile(join(folder, 'a study.ipynb'), file);
		await writeFile(join(folder, 'note.md'), note);
	});
	const start = async (lectern: object = {}) => {
		client = await LspClient.start(pathToFileURL(folder).href, { lectern });
	};
	teardown(async () => {
		await client?.stop();
		await rm(folder, { recursive: true });
	});

	const head = () => cell('head', '---\ntitle: A study\nbibliography: refs.bib\n---', 'raw');
	const body = (text: string) => cell('body', text);

	test('a cell has hover, completion, definition and references of its own', async () => {
		await start();
		const cited = body('text\nsee [@voss2019]');
		await open(head(), cited);
		const hover = await client.hover(cited.uri, { line: 1, character: 8 });
		assert.match((hover?.contents as { value: string } | undefined)?.value ?? '', /Compass and kelp/);
		const { items } = await client.completion(cited.uri, { line: 1, character: 10 });
		assert.ok(items.some((item) => keyOf(item) === 'voss2019'));
		const [definition] = await ask<(Location | LocationLink)[]>('definition', at(cited, '@voss'));
		assert.equal(definition && ('uri' in definition ? definition.uri : definition.targetUri), uriOf('refs.bib'));
		assert.deepEqual((await referencesAt(at(cited, '@voss'))).map(({ uri }) => uri).sort(), [uriOf('note.md'), cited.uri].sort());
	});

	test('a paper that another cell cites comes first among those that fit as well', async () => {
		await writeFile(join(folder, 'refs.bib'), library.replaceAll(/title = \{[^}]*\}/g, 'title = {Lights at sea}'));
		await start();
		const typing = body('see [@lights');
		const first = async (): Promise<string | undefined> => {
			const { items } = await client.completion(typing.uri, { line: 0, character: typing.text.length });
			return keyOf([...items].sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1))[0]);
		};
		for (const key of ['lang2021', 'voss2019']) {
			const before = cell('before', `as [@${key}] says`);
			await open(head(), before, typing);
			assert.equal(await first(), key);
			await close(head(), before, typing);
		}
	});

	test('a missing bibliography is reported at the raw cell that names it, and no key of a cell is called unknown for it', async () => {
		await start();
		const top = cell('head', '---\nbibliography: missing.bib\n---', 'raw');
		const cells = [top, body('[@nobody2020]'), cell('more', '[@lang2021]')];
		await open(...cells);
		const missing = await client.diagnosticsOf(top.uri, (all) => all.length > 0);
		assert.deepEqual(
			missing.map(({ code: found, message }) => [found, String(message).endsWith('/missing.bib.')]),
			[['missing-bibliography', true]],
		);
		assert.equal(client.diagnostics.get(cells[1]!.uri), undefined);
		assert.equal(client.diagnostics.get(cells[2]!.uri), undefined);
	});

	test('a bare name is a fault once the front matter, changed in another cell, names a bibliography, and a closed cell has none', async () => {
		await start();
		const top = cell('head', '---\ntitle: A study\n---');
		const bare = body('@nobody2020');
		await open(top, bare);
		await client.open(uriOf('later.md'), '[@nobody2021]');
		await client.diagnosticsOf(uriOf('later.md'), (all) => all.length > 0);
		assert.equal(client.diagnostics.get(bare.uri), undefined);
		await notify('didChange', {
			notebookDocument: { uri: notebook, version: 2 },
			change: {
				cells: {
					textContent: [{ document: { uri: top.uri, version: 2 }, changes: [{ text: '---\nbibliography: refs.bib\n---' }] }],
				},
			},
		});
		assert.equal((await client.diagnosticsOf(bare.uri, (all) => all.length > 0)).length, 1);
		await notify('didChange', {
			notebookDocument: { uri: notebook, version: 3 },
			change: { cells: { structure: { array: { start: 1, deleteCount: 1 }, didClose: [{ uri: bare.uri }] } } },
		});
		assert.equal((await client.diagnosticsOf(bare.uri, (all) => all.length === 0)).length, 0);
	});

	test('an off-switch for the file in one cell applies to all cells', async () => {
		await start();
		const cells = [
			head(),
			body('[@nobody2020]'),
			cell('more', '[@nobody2021]\n<!-- lectern-ignore-file unknown-key -->'),
			cell('x', '[[@@'),
		];
		await open(...cells.slice(0, 2));
		assert.equal((await client.diagnosticsOf(cells[1]!.uri, (all) => all.length > 0)).length, 1);
		await notify('didChange', {
			notebookDocument: { uri: notebook, version: 2 },
			change: {
				cells: { structure: { array: { start: 2, deleteCount: 0, cells: [identified(cells[2]!)] }, didOpen: [item(cells[2]!)] } },
			},
		});
		assert.equal((await client.diagnosticsOf(cells[1]!.uri, (all) => all.length === 0)).length, 0);
	});

	test('a paper cited in a cell comes along into the bibliography that the front matter names', async () => {
		await start({ singleEdit: true });
		const cited = body('[@kipf2016semisupervised]');
		await open(head(), cited);
		const actions = await ask<CodeAction[]>('codeAction', {
			...at(cited, '@kipf'),
			range: { start: { line: 0, character: 4 }, end: { line: 0, character: 4 } },
			context: { diagnostics: [] },
		});
		const action = actions.find(({ title }) => title === 'Add “kipf2016semisupervised” to refs.bib');
		assert.deepEqual(Object.keys(action?.edit?.changes ?? {}), [uriOf('refs.bib')]);
		const range = { start: { line: 0, character: 2 }, end: { line: 0, character: 24 } };
		const bringing = await client.connection.sendRequest<{ edit: WorkspaceEdit }>('lectern/bringAlong', {
			uri: cited.uri,
			key: 'kipf2016semisupervised',
			range,
			typed: 'kipf2016semisupervised',
		});
		const changed = (bringing.edit.documentChanges as TextDocumentEdit[]).map(({ textDocument }) => textDocument.uri);
		assert.deepEqual(changed, [cited.uri, uriOf('refs.bib')]);
	});

	test('a key is renamed in the open cells, not in the file behind them', async () => {
		await start();
		const cited = body('one [@voss2019]\n\ntwo @voss2019');
		await open(head(), cited);
		const edit = await ask<WorkspaceEdit>('rename', { ...at(cited, '@voss'), newName: 'voss2020' });
		assert.deepEqual(Object.keys(edit.changes!).sort(), [cited.uri, uriOf('note.md'), uriOf('refs.bib')].sort());
		assert.equal(edit.changes![cited.uri]!.length, 2);
	});

	test('a key is renamed in a closed notebook by an edit of its JSON that leaves everything else as it is', async () => {
		await start();
		await client.open(uriOf('note.md'), note);
		const edit = await ask<WorkspaceEdit>('rename', {
			textDocument: { uri: uriOf('note.md') },
			position: { line: 0, character: 4 },
			newName: 'voss2020',
		});
		const edits = edit.changes![notebook]!;
		const before = TextDocument.create(notebook, '', 0, file);
		const after = TextDocument.applyEdits(before, edits);
		assert.equal(after, file.replace('see [@voss2019', 'see [@voss2020'));
		assert.match(after, /key = \\"\[@voss2019\]\\"/);
	});

	test('references in a closed notebook are places in its JSON, or in a cell for a client that can open cells', async () => {
		const offset = file.indexOf('@voss2019, p. 3') + 1;
		const json = TextDocument.create(notebook, '', 0, file);
		const place = { textDocument: { uri: uriOf('note.md') }, position: { line: 0, character: 4 } };
		await start();
		await client.open(uriOf('note.md'), note);
		const found = await referencesAt(place);
		assert.deepEqual(found.find(({ uri }) => uri === notebook)?.range, {
			start: json.positionAt(offset),
			end: json.positionAt(offset + 8),
		});
		await client.stop();
		await start({ notebookCells: true });
		await client.open(uriOf('note.md'), note);
		const inCells = (await referencesAt(place)).find(({ uri }) => uri.startsWith('vscode-notebook-cell:'));
		assert.deepEqual(inCells, {
			uri: `${notebook.replace('file://', 'vscode-notebook-cell:')}#W1sZmlsZQ%3D%3D`,
			range: { start: { line: 1, character: 6 }, end: { line: 1, character: 14 } },
		});
	});

	test('the reader shows the sentence of a closed notebook as plain text', async () => {
		await start({ notebookCells: true });
		const page = await client.connection.sendRequest<{ html: string }>('lectern/readerPage', { key: 'voss2019', pictures: [] });
		assert.match(page.html, /data-uri="vscode-notebook-cell:[^"]*#W1s[^"]*" data-line="1">a study\.ipynb:2<\/a> <q>([^<]*)<\/q>/);
		assert.match(page.html, /<q>A &quot;quoted&quot; start: see \[@voss2019, p\.<\/q>/);
	});

	test('a notebook counts as one note, and as what was saved once it is closed', async () => {
		await start();
		await client.open(uriOf('note.md'), note);
		const place = { textDocument: { uri: uriOf('note.md') }, position: { line: 0, character: 4 } };
		const cells = [head(), body('@voss2019'), cell('more', '@voss2019 and @voss2019')];
		await open(...cells);
		assert.equal((await referencesAt(place)).length, 4);
		const hover = await client.hover(uriOf('note.md'), place.position);
		assert.match((hover?.contents as { value: string } | undefined)?.value ?? '', /2 notes/);
		await close(...cells);
		const closed = await eventually(
			() => referencesAt(place),
			(found) => found.length === 2,
		);
		assert.deepEqual(closed.map(({ uri }) => uri).sort(), [notebook, uriOf('note.md')].sort());
	});

	test('a damaged notebook is left alone and reported in the status', async () => {
		await writeFile(join(folder, 'torn.ipynb'), file.slice(0, file.indexOf('p. 3')));
		await start();
		await client.open(uriOf('note.md'), note);
		const damaged = `- ${uriOf('torn.ipynb')} This file ends too early to be JSON.`;
		const before = await client.status();
		assert.ok(before.includes(damaged), before);
		const edit = await ask<WorkspaceEdit>('rename', {
			textDocument: { uri: uriOf('note.md') },
			position: { line: 0, character: 4 },
			newName: 'voss2020',
		});
		assert.equal(edit.changes![uriOf('torn.ipynb')], undefined);
		await writeFile(join(folder, 'torn.ipynb'), file);
		await client.fileChanged(uriOf('torn.ipynb'));
		const repaired = await eventually(
			() => client.status(),
			(status) => !status.includes('torn.ipynb'),
		);
		assert.ok(!repaired.includes('torn.ipynb'), repaired);
	});

	test('lectern check reports the problems of a notebook at their places in its JSON', async () => {
		await start();
		await writeFile(join(folder, 'a study.ipynb'), file.replace('sub/refs.bib', 'refs.bib').replace('see [@voss2019', 'see [@voss2018'));
		await writeFile(join(folder, 'torn.ipynb'), '{"cells": [');
		const run = promisify(execFile)(process.execPath, [join(process.cwd(), 'dist/cli.js'), 'check'], { cwd: folder });
		const { stdout, code: exit } = await run.then(
			(done) => ({ ...done, code: 0 }),
			(error: { stdout: string; code: number }) => error,
		);
		assert.equal(exit, 1);
		const text = await readFile(join(folder, 'a study.ipynb'), 'utf8');
		const { line, character } = TextDocument.create('', '', 0, text).positionAt(text.indexOf('voss2018'));
		const lines = stdout.trim().split('\n');
		assert.ok(lines.some((each) => each.includes(`a study.ipynb:${line + 1}:${character + 1}`) && each.includes('unknown-key')));
		assert.ok(lines.some((each) => each.includes('torn.ipynb:1:1') && each.includes('This file ends too early to be JSON.')));
	});
});
