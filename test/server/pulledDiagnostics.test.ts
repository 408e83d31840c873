import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, DocumentDiagnosticReport, WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { eventually, LspClient } from './lspClient.js';

const entry = (key: string) => `@book{${key}, title = {Fog}, author = {Moor, Ada}, publisher = {Harbour}, year = {1999}}\n`;
const broken = `${entry('mist2000')}@book{rain2001, title = {Rain\n`;

/** Stands for the problems of a report that says they are as before. */
const unchanged: Diagnostic = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, message: 'as before' };

suite('diagnostics that the client asks for', () => {
	let folder: string;
	let client: LspClient;
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	const ask = (name: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
		client.connection.sendRequest('textDocument/diagnostic', {
			textDocument: { uri: uriOf(name) },
			...(previousResultId !== undefined && { previousResultId }),
		});
	const askAll = (
		previousResultIds: readonly { readonly uri: string; readonly value: string }[] = [],
	): Promise<WorkspaceDiagnosticReport> => client.connection.sendRequest('workspace/diagnostic', { previousResultIds });
	/** The reports on the workspace once it has been read. */
	const askRead = () => eventually(askAll, ({ items }) => items.length > 0);
	/** The problems of the one file that was reported with them before, once there are none. */
	const fixedAfter = async (previous: { readonly uri: string; readonly value: string }): Promise<readonly Diagnostic[]> =>
		eventually(
			async () => {
				const [report] = (await askAll([previous])).items;
				assert.equal(report?.uri, previous.uri);
				return report.kind === 'full' ? report.items : [unchanged];
			},
			(items) => items.length === 0,
		);
	const shown = (items: readonly Diagnostic[]) => items.map(({ code, range: { start } }) => `${code} ${start.line}:${start.character}`);
	/** The problems of a document, once they are as wished. */
	const problemsOf = async (name: string, isGood: (problems: readonly string[]) => boolean): Promise<string[]> =>
		eventually(async () => {
			const report = await ask(name);
			assert.equal(report.kind, 'full');
			return shown(report.kind === 'full' ? report.items : []);
		}, isGood);
	const refreshes = () => client.asked.filter((method) => method === 'workspace/diagnostic/refresh').length;

	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-pulled-'));
		await writeFile(join(folder, 'refs.bib'), entry('fog1999'));
		await writeFile(join(folder, 'broken.bib'), broken);
		client = await LspClient.start(pathToFileURL(folder).href, {
			allCapabilities: {
				textDocument: { diagnostic: {}, publishDiagnostics: {} },
				workspace: { diagnostics: { refreshSupport: true }, configuration: true },
			},
			settings: {},
		});
	});
	teardown(async () => {
		assert.deepEqual(client.published, [], 'problems are sent as well');
		await client.stop();
		await rm(folder, { recursive: true });
	});

	test('have the same result as long as the same is wrong', async () => {
		await client.open(uriOf('n.md'), 'See [@fog1999] and [@fogg1999].');
		const first = await ask('n.md');
		assert.ok(first.kind === 'full' && first.resultId !== undefined);
		assert.deepEqual(shown(first.items), ['unknown-key 0:21']);
		assert.deepEqual(await ask('n.md', first.resultId), { kind: 'unchanged', resultId: first.resultId });
		await client.change(uriOf('n.md'), '\nSee [@fog1999] and [@fogg1999].');
		const second = await eventually(
			() => ask('n.md', first.resultId),
			(report) => report.kind === 'full' && report.items.length > 0,
		);
		assert.ok(second.kind === 'full' && second.resultId !== first.resultId);
		assert.deepEqual(shown(second.items), ['unknown-key 1:21']);
	});

	test('are asked for again once an open bibliography has the key', async () => {
		await client.open(uriOf('n.md'), 'See [@dew2003].');
		assert.deepEqual(await problemsOf('n.md', (all) => all.length === 1), ['unknown-key 0:6']);
		await client.open(uriOf('refs.bib'), entry('fog1999'), 'bibtex');
		const before = refreshes();
		await client.change(uriOf('refs.bib'), entry('fog1999') + entry('dew2003'));
		assert.ok((await eventually(refreshes, (count) => count > before)) > before);
		assert.deepEqual(await problemsOf('n.md', (all) => all.length === 0), []);
	});

	test('leave out a key that is being typed, and are asked for again when typing pauses', async () => {
		await client.open(uriOf('n.md'), 'See [@].');
		assert.deepEqual(await problemsOf('n.md', (all) => all.length === 0), []);
		const at = (character: number) => ({ start: { line: 0, character }, end: { line: 0, character } });
		const before = refreshes();
		// In one go, so that there is no pause between them.
		const edits = [client.edit(uriOf('n.md'), at(6), 'd'), client.edit(uriOf('n.md'), at(7), 'ew')];
		const typed = await ask('n.md');
		await Promise.all(edits);
		assert.deepEqual(typed.kind === 'full' && typed.items, []);
		assert.ok((await eventually(refreshes, (count) => count > before)) > before);
		assert.deepEqual(await problemsOf('n.md', (all) => all.length === 1), ['unknown-key 0:6']);
	});

	test('of the workspace are those of library files that are not open', async () => {
		await client.open(uriOf('n.md'), 'See [@fogg1999].');
		const { items } = await askRead();
		assert.deepEqual(
			items.map(({ uri, version }) => [uri, version]),
			[[uriOf('broken.bib'), null]],
		);
		const [report] = items;
		assert.ok(report?.kind === 'full' && report.resultId !== undefined);
		assert.equal(report.items[0]?.range.start.line, 1);

		const previous = { uri: uriOf('broken.bib'), value: report.resultId };
		assert.deepEqual((await askAll([previous])).items, [
			{ uri: uriOf('broken.bib'), version: null, kind: 'unchanged', resultId: report.resultId },
		]);

		const before = refreshes();
		await writeFile(join(folder, 'broken.bib'), entry('mist2000'));
		await client.fileChanged(uriOf('broken.bib'));
		assert.ok((await eventually(refreshes, (count) => count > before)) > before);
		assert.deepEqual(await fixedAfter(previous), []);
	});

	test('of a file that is no longer there are none', async () => {
		const [report] = (await askRead()).items;
		assert.ok(report?.resultId !== undefined);
		const before = refreshes();
		await rm(join(folder, 'broken.bib'));
		await client.fileChanged(uriOf('broken.bib'), 3);
		await eventually(refreshes, (count) => count > before);
		assert.deepEqual(await fixedAfter({ uri: report.uri, value: report.resultId }), []);
	});
});
