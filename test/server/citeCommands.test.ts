import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location, WorkspaceEdit } from 'vscode-languageserver';
import { eventually, LspClient } from './lspClient.js';

const library = '@book{voss2019,\n\ttitle = {Compass and kelp},\n\tauthor = {Voss, Ida},\n\tyear = {2019},\n}\n';

suite('citing commands of a document’s own', () => {
	let folder: string;
	let client: LspClient;
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	const settings: { latex: { citeCommands: string[] } } = { latex: { citeCommands: [] } };
	setup(async () => {
		settings.latex.citeCommands = [];
		folder = await mkdtemp(join(tmpdir(), 'lectern-commands-'));
		await writeFile(join(folder, 'refs.bib'), library);
	});
	const start = async () => {
		client = await LspClient.start(pathToFileURL(folder).href, { settings });
	};
	teardown(async () => {
		await client.stop();
		await rm(folder, { recursive: true });
	});
	const hovers = (uri: string, character: number) => client.hover(uri, { line: 0, character });
	const referencesFromLibrary = async () => {
		const found = await client.connection.sendRequest<Location[]>('textDocument/references', {
			textDocument: { uri: uriOf('refs.bib') },
			position: { line: 0, character: 8 },
			context: { includeDeclaration: false },
		});
		return found?.map(({ uri }) => uri) ?? [];
	};

	test('cite in every part of the document, open or not, from a file of macros beside the root', async () => {
		await writeFile(join(folder, 'main.tex'), '\\input{macros}\n\\addbibresource{refs.bib}\n\\include{one}\n\\include{two}\n');
		await writeFile(join(folder, 'macros.tex'), '\\newcommand{\\mycite}[1]{\\cite{#1}}\n');
		await writeFile(join(folder, 'one.tex'), '\\mycite{voss2019}\n');
		await writeFile(join(folder, 'two.tex'), '\\mycite{voss2019}\n');
		await writeFile(join(folder, 'alone.tex'), '\\mycite{voss2019}\n');
		await start();
		await client.open(uriOf('one.tex'), '\\mycite{voss2019}\n', 'latex');
		assert.ok(await hovers(uriOf('one.tex'), 10));
		await client.open(uriOf('refs.bib'), library, 'bibtex');
		assert.deepEqual(await referencesFromLibrary(), [uriOf('one.tex'), uriOf('two.tex')]);
		const edit = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
			textDocument: { uri: uriOf('one.tex') },
			position: { line: 0, character: 10 },
			newName: 'voss2020',
		});
		assert.deepEqual(Object.keys(edit.changes!).sort(), [uriOf('one.tex'), uriOf('refs.bib'), uriOf('two.tex')]);

		await client.open(uriOf('macros.tex'), '', 'latex');
		await client.change(uriOf('macros.tex'), '\\newcommand{\\mycite}[1]{\\emph{#1}}\n');
		assert.deepEqual(
			await eventually(
				() => referencesFromLibrary(),
				(found) => found.length === 0,
			),
			[],
		);
		assert.equal(await hovers(uriOf('one.tex'), 10), null);
	});

	test('that a setting names cite at once when it changes, in open and closed files', async () => {
		await writeFile(join(folder, 'open.tex'), '\\mycite{voss2019}\n');
		await writeFile(join(folder, 'closed.tex'), '\\mycite{voss2019}\n');
		await start();
		await client.open(uriOf('open.tex'), '\\mycite{voss2019} \\mycite{nobody}\n', 'latex');
		await client.open(uriOf('refs.bib'), library, 'bibtex');
		assert.equal(await hovers(uriOf('open.tex'), 10), null);
		assert.deepEqual(await referencesFromLibrary(), []);
		settings.latex.citeCommands = ['mycite'];
		await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
		assert.ok(
			await eventually(
				() => hovers(uriOf('open.tex'), 10),
				(hover) => hover !== null,
			),
		);
		const both = await eventually(
			() => referencesFromLibrary(),
			(found) => found.length === 2,
		);
		assert.deepEqual(both, [uriOf('closed.tex'), uriOf('open.tex')]);
		const [unknown] = await client.diagnosticsOf(uriOf('open.tex'), (all) => all.length > 0);
		assert.equal(unknown?.code, 'unknown-key');
	});
});
