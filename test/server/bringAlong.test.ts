import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver';
import { LspClient } from './lspClient.js';

const old = '@book{lang2021,\n\ttitle = {Harbour lights},\n\tauthor = {Lang, Mira},\n\tyear = {2021},\n}\n';

suite('bringing an entry along over stdio', () => {
	let folder: string;
	let client: LspClient;
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-along-'));
		await writeFile(join(folder, 'refs.bib'), old);
	});
	teardown(async () => {
		await client.stop();
		await rm(folder, { recursive: true });
	});

	/** The text of refs.bib after the action at the first citation; nothing where none is offered. */
	const added = async (name: string, languageId: string, text: string): Promise<string | undefined> => {
		client = await LspClient.start(pathToFileURL(folder).href);
		await client.open(uriOf(name), text, languageId);
		const offset = text.search(/chen2016infogan|lang2021/) + 2;
		const before = text.slice(0, offset).split('\n');
		const position = { line: before.length - 1, character: before.at(-1)!.length };
		const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
			textDocument: { uri: uriOf(name) },
			range: { start: position, end: position },
			context: { diagnostics: [] },
		});
		const action = actions.find(({ title }) => /^Add “/.test(title));
		if (!action) return undefined;
		assert.equal(action.title, 'Add “chen2016infogan” to refs.bib');
		const change = action.edit!.documentChanges![0] as TextDocumentEdit;
		assert.equal(change.textDocument.uri, uriOf('refs.bib'));
		const [{ range, newText }] = change.edits as [TextEdit];
		const lines = old.split('\n');
		const at = lines.slice(0, range.start.line).join('\n').length + (range.start.line > 0 ? 1 : 0) + range.start.character;
		return old.slice(0, at) + newText + old.slice(at);
	};

	for (const [name, language, text] of [
		['n.md', 'markdown', '---\nbibliography: refs.bib\n---\n\nSee [@chen2016infogan].'],
		['n.tex', 'latex', '\\addbibresource{refs.bib}\n\\cite{chen2016infogan}'],
		['n.typ', 'typst', '#bibliography("refs.bib")\n@chen2016infogan'],
		['n.org', 'org', '#+bibliography: refs.bib\n[cite:@chen2016infogan]'],
		['n.rst', 'restructuredtext', ':cite:`chen2016infogan`\n\n.. bibliography:: refs.bib\n'],
	] as const)
		test(`writes the entry of a bundled paper into the bibliography of ${name}, in its style`, async () => {
			const after = await added(name, language, text);
			assert.ok(after?.startsWith('@'), after);
			assert.ok(after!.includes(old.trimEnd()), 'the other entry is as it was');
			assert.match(after!, /\n?@inproceedings\{chen2016infogan,\n\ttitle = \{|@inproceedings\{chen2016infogan,\n\tauthor = \{/);
		});

	test('offers nothing for a paper that is there already', async () => {
		assert.equal(await added('n.md', 'markdown', 'See [@lang2021].'), undefined);
	});
});
