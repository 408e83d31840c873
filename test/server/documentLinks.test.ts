import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DocumentLink } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LspClient } from './lspClient.js';

suite('document links', () => {
	let folder: string;
	let client: LspClient;
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	suiteSetup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-links-'));
		await writeFile(join(folder, 'refs.bib'), '@book{voss2019,\n\ttitle = {Compass},\n}\n');
		client = await LspClient.start(pathToFileURL(folder).href);
	});
	suiteTeardown(async () => {
		await client.stop();
		await rm(folder, { recursive: true });
	});
	const linksOf = async (name: string, languageId: string, text: string) => {
		await client.open(uriOf(name), text, languageId);
		const links = await client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri: uriOf(name) } });
		const document = TextDocument.create('', '', 0, text);
		return links.map(({ range, target }) => [document.getText(range), target]);
	};

	for (const [name, languageId, text] of [
		['note.md', 'markdown', '---\nbibliography: [refs.bib, none.bib]\n---\n'],
		['note.tex', 'latex', '\\addbibresource{refs.bib}\n'],
		['old.tex', 'latex', '\\bibliography{none}\n\\addbibresource{refs.bib}\n'],
		['note.typ', 'typst', '#bibliography("refs.bib")\n'],
		['note.org', 'org', '#+bibliography: refs.bib\n'],
		['note.rst', 'restructuredtext', '.. bibliography:: refs.bib\n'],
		['_quarto.yml', 'yaml', 'bibliography: refs.bib\n'],
	] as const)
		test(`the bibliography that ${name} names leads to the file, and one that is missing nowhere`, async () => {
			assert.deepEqual(await linksOf(name, languageId, text), [['refs.bib', uriOf('refs.bib')]]);
		});

	test('identifiers lead to their pages, in notes and in a .bib file over slices', async () => {
		assert.deepEqual(await linksOf('a.md', 'markdown', 'See arXiv:1606.03657.\n'), [
			['arXiv:1606.03657', 'https://arxiv.org/abs/1606.03657'],
		]);
		const entry = (id: number) => `@article{a${id},\n\ttitle = {${'lamp '.repeat(20)}},\n\tdoi = {10.1000/${id}},\n}\n`;
		const ids = Array.from({ length: 1000 }, (_, id) => id);
		const links = await linksOf('many.bib', 'bibtex', ids.map(entry).join('\n'));
		assert.deepEqual(
			links,
			ids.map((id) => [`10.1000/${id}`, `https://doi.org/10.1000/${id}`]),
		);
	});
});
