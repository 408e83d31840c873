import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompletionItem, Location, WorkspaceEdit } from 'vscode-languageserver';
import { eventually, LspClient } from './lspClient.js';

const entry = (year: number) => `@article{doe2001, author={Doe, Jane}, title={Lamps of the Harbour}, journal={Light}, year=${year}}\n`;
const note = '---\nbibliography: refs+(1).bib\n---\nSee [@doe2001] and [@ghost2001].\n';

/** How editors write the URI of a file: Neovim, Emacs, and one that escapes nothing. */
const spellings: Readonly<Record<string, (path: string) => string>> = {
	'as Neovim does': (path) => path.split('/').map(encodeURIComponent).join('/'),
	'as Emacs does': encodeURI,
	'without escapes': (path) => path,
	'with small letters in escapes': (path) =>
		encodeURI(path).replace(/[()',+]|%[0-9A-F]{2}/g, (sign) =>
			sign.length > 1 ? sign.toLowerCase() : `%${sign.charCodeAt(0).toString(16)}`,
		),
};

suite('a file whose URI the client writes in its own way', () => {
	let folder: string;
	setup(() => {
		folder = join(mkdtempSync(join(tmpdir(), 'lectern-uris-')), "Jane's (new) ü");
		mkdirSync(folder);
		writeFileSync(join(folder, 'refs+(1).bib'), entry(2001));
		writeFileSync(join(folder, 'paper.md'), note);
	});
	teardown(() => rmSync(join(folder, '..'), { recursive: true }));

	for (const [how, spell] of Object.entries(spellings))
		test(`is one file, open and on disk, written ${how}`, async () => {
			const root = `file://${spell(folder)}`;
			const [paper, refs] = [`${root}/paper.md`, `${root}/${spell('refs+(1).bib')}`];
			const client = await LspClient.start(root, { clientInfo: { name: 'Another Editor' } });
			try {
				await client.open(paper, note);
				await client.open(refs, entry(1999), 'bibtex');
				const position = { line: 3, character: 8 };
				const card = await eventually(
					() => client.hover(paper, position),
					(hover) => JSON.stringify(hover).includes('1999'),
				);
				assert.match(JSON.stringify(card), /1999/);
				const { items } = await client.completion(paper, position);
				assert.equal(items.filter(({ textEdit, data }: CompletionItem) => textEdit && data.key === 'doe2001').length, 1);
				const asked = { textDocument: { uri: paper }, position };
				const places = await client.connection.sendRequest<Location[]>('textDocument/definition', asked);
				assert.deepEqual(
					places.map(({ uri }) => uri),
					[refs],
				);
				const edit = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', { ...asked, newName: 'doe99' });
				assert.deepEqual(Object.keys(edit.changes ?? {}).sort(), [paper, refs].sort());
				const problems = await client.diagnosticsOf(paper, (all) => all.length > 0);
				assert.deepEqual(
					problems.map(({ code }) => code),
					['unknown-key'],
				);
			} finally {
				await client.stop();
			}
		});

	test('is one file whatever the case of its drive, though nothing is there on disk', async () => {
		const root = 'file:///C:/Users/jane/notes';
		const client = await LspClient.start(root);
		try {
			await client.open(`${root}/refs.bib`, entry(2001), 'bibtex');
			await client.open(`${root}/paper.md`, note.replace('refs+(1)', 'refs'));
			const problems = await client.diagnosticsOf(`${root}/paper.md`, (all) => all.length > 0);
			assert.deepEqual(
				problems.map(({ code }) => code),
				['unknown-key'],
			);
		} finally {
			await client.stop();
		}
	});

	test('is answered for where the URI is none that a file can have', async () => {
		const client = await LspClient.start();
		try {
			for (const uri of ['file:////notes//a.md', 'file:///\ud800.md', 'file:///%zz/a.md', 'file://[/a.md']) {
				await client.open(uri, 'See [@ghost2001].');
				const problems = await client.diagnosticsOf(uri, (all) => all.length > 0);
				assert.deepEqual(
					problems.map(({ code }) => code),
					['unknown-key'],
					uri,
				);
			}
		} finally {
			await client.stop();
		}
	});
});
