import assert from 'node:assert/strict';
import { CancellationTokenSource, type Diagnostic, ErrorCodes, LSPErrorCodes, type PublishDiagnosticsParams } from 'vscode-languageserver';
import { type MemoryServer, startInMemory, uriOf } from './memoryServer.js';

const entry = '@misc{lang2021,\n  title = {Harbour lights},\n  author = {Lang, Mira},\n  year = {2021},\n}\n';

/** The code and the message of the error that a request is answered with. */
async function refusalOf(asking: Promise<unknown>): Promise<{ readonly code: number; readonly message: string }> {
	const error = await asking.then(
		() => assert.fail('answered'),
		(reason: unknown) => reason,
	);
	const { code, message } = error as { readonly code?: number; readonly message: string };
	assert.ok(code !== undefined, message);
	return { code, message };
}

suite('messages at the edge of the server', () => {
	let server: MemoryServer;
	setup(async () => {
		server = await startInMemory({ 'refs.bib': entry, 'note.md': 'See [@lang2021].\n', 'closed.md': 'As in [@lang2021].\n' });
		await server.open('note.md', 'markdown');
	});
	teardown(() => server.stop());

	const position = { line: 0, character: 8 };
	const textDocument = { uri: uriOf('note.md') };
	const isServing = async () =>
		assert.notEqual(await server.client.sendRequest('textDocument/hover', { textDocument, position }), null, 'the server still answers');

	for (const [what, method, parameters, place] of [
		['a query that is no text', 'lectern/search', { query: 5, limit: 3 }, 'query'],
		['a limit beyond all measure', 'lectern/compare/related', { keys: ['lang2021'], limit: 1e12 }, 'limit'],
		['keys that are no list', 'lectern/cite', { uri: uriOf('note.md'), keys: 'lang2021' }, 'keys'],
		['no parameters', 'lectern/bringAlong', undefined, 'uri'],
		['parameters in a list', 'lectern/paste', [1, 2, 3], 'uri'],
		['a range without an end', 'lectern/bringAlong', { uri: 'x', key: 'x', typed: '', range: { start: position } }, 'range'],
		['no document', 'textDocument/hover', { position }, 'textDocument'],
		['no position', 'textDocument/completion', { textDocument }, 'position'],
		['a position in words', 'textDocument/definition', { textDocument, position: 'here' }, 'position'],
		['a negative line', 'textDocument/references', { textDocument, position: { line: -1, character: 0 } }, 'position.line'],
		['no new name', 'textDocument/rename', { textDocument, position }, 'newName'],
		['no context', 'textDocument/codeAction', { textDocument, range: { start: position, end: position } }, 'context'],
	] as const)
		test(`a request with ${what} is refused, with the place`, async () => {
			const { code, message } = await refusalOf(server.client.sendRequest(method, parameters as object));
			assert.equal(code, ErrorCodes.InvalidParams, message);
			assert.ok(message.startsWith(`${method}: `) && message.includes(place), message);
			await isServing();
		});

	for (const [method, parameters] of [
		['workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: 5 }] } }],
		['workspace/didChangeWorkspaceFolders', {}],
		['workspace/didChangeWatchedFiles', { changes: 'all' }],
		['workspace/didChangeWatchedFiles', undefined],
		['lectern/themeChanged', null],
		['lectern/othersCompleteWikilinks', { isSo: 'yes' }],
	] as const)
		test(`${method} with ${JSON.stringify(parameters)} is logged and ignored`, async () => {
			await server.client.sendNotification(method, parameters as object);
			await isServing();
			assert.ok(
				server.log.some(({ type, message }) => type === 1 && message.startsWith(`${method} failed: `)),
				JSON.stringify(server.log),
			);
		});

	test('folders may come without any that go', async () => {
		server.files['b.bib'] = entry;
		await server.client.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [] } });
		await isServing();
		assert.deepEqual(
			server.log.filter(({ type }) => type === 1),
			[],
		);
	});

	test('a document without a text is not opened', async () => {
		const uri = uriOf('odd.md');
		await server.client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'markdown', version: 1 } });
		await server.client.sendNotification('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text: 5 }] });
		assert.equal(await server.client.sendRequest('lectern/inDocument', { uri }), null);
		await isServing();
	});

	for (const [method, parameters] of [
		['lectern/search', { query: 'harbour', limit: 5 }],
		['lectern/groups', { by: 'year', filter: '' }],
		['textDocument/completion', { textDocument, position }],
		['textDocument/references', { textDocument, position, context: { includeDeclaration: true } }],
		['textDocument/codeAction', { textDocument, range: { start: position, end: position }, context: { diagnostics: [] } }],
	] as const)
		test(`${method} that is cancelled before it begins is not begun`, async () => {
			const source = new CancellationTokenSource();
			const asking = server.client.sendRequest(method, parameters, source.token);
			source.cancel();
			assert.equal((await refusalOf(asking)).code, LSPErrorCodes.RequestCancelled);
			await isServing();
		});

	test('references that are cancelled while files are read end there', async () => {
		const source = new CancellationTokenSource();
		const read: string[] = [];
		server.beforeAccess = async (path) => {
			read.push(path);
			source.cancel();
			await server.settled();
		};
		const parameters = { textDocument, position, context: { includeDeclaration: true } };
		const asking = server.client.sendRequest('textDocument/references', parameters, source.token);
		assert.equal((await refusalOf(asking)).code, LSPErrorCodes.RequestCancelled);
		assert.equal(read.length, 1, read.join());
	});

	test('of many problems of a file the first are sent, and how many there are', async () => {
		server.files['many.md'] = 'See [@nobody1].\n'.repeat(12_408);
		const sent = new Promise<readonly Diagnostic[]>((resolve) => {
			server.client.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
				if (uri === uriOf('many.md')) resolve(diagnostics);
			});
		});
		await server.open('many.md', 'markdown');
		const [first, ...others] = await sent;
		assert.match(String(first?.message), /^The first 999 of 12408 problems /);
		assert.deepEqual([others.length, others.at(-1)?.code, others.at(-1)?.range.start.line], [999, 'unknown-key', 998]);
	});

	test('what is read is logged, with how much there is', () => {
		assert.ok(
			server.log.some(({ type, message }) => type === 3 && /^Read 3 files in \d+ ms; there are 1 papers and 2 notes now$/.test(message)),
			JSON.stringify(server.log),
		);
	});
});
