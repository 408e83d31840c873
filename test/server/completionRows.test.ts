import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CompletionItemKind } from 'vscode-languageserver';
import type { PaperRow } from '../../server/protocol/index.js';
import { keyOf, LspClient } from './lspClient.js';

const refs = `@article{okafor2019tides,
	title = {Tides and Tallies: Counting What the Sea Takes Back},
	author = {Okafor, Nneka and Lindqvist, Per and Rao, Asha},
	year = {2019},
}
@article{lang2021,
	title = {A Comparison of the Lights of Harbours on the Coasts of Four Seas},
	author = {Lang, Mira},
	year = {2021},
	shorttitle = {HarbourLights},
}
`;
const others = '@book{adler2014, title = {Beacons}, author = {Adler, Bo}, year = {2014}}';
const note = '---\nbibliography: refs.bib\n---\n\nAs [@okafor2019tides] says.\n\nSee [@].\n';
const cursor = { line: 6, character: 6 };

suite('rows of a completion list over stdio', () => {
	let folder: string;
	let client: LspClient;
	let uri: string;
	suiteSetup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-rows-'));
		await writeFile(join(folder, 'refs.bib'), refs);
		await writeFile(join(folder, 'others.bib'), others);
		client = await LspClient.start(pathToFileURL(folder).href, {
			lectern: { singleEdit: true, commands: true },
			settings: { library: { bundled: false } },
		});
		uri = pathToFileURL(join(folder, 'n.md')).href;
		await client.open(uri, note);
	});
	suiteTeardown(async () => {
		await client.stop();
		await rm(folder, { recursive: true });
	});

	const rowOf = async (key: string) => (await client.completion(uri, cursor)).items.find((item) => keyOf(item) === key)!;

	test('say nickname or short title, first author and year in the label', async () => {
		const { label, labelDetails } = await rowOf('lang2021');
		assert.deepEqual([label, labelDetails], ['HarbourLights · Lang 2021', { description: 'lang2021' }]);
		assert.equal((await rowOf('okafor2019tides')).label, 'Tides and Tallies · Okafor 2019');
	});

	test('what is beside the label never takes the room of author and year', async () => {
		const { items } = await client.completion(uri, cursor);
		for (const { label, labelDetails } of items) assert.ok(`${label} ${labelDetails?.description}`.length <= 46, label);
		assert.equal((await rowOf('adler2014')).labelDetails?.description, 'adds to refs.bib');
	});

	test('have an icon for cited here, one for in the bibliography, and one for what will be added', async () => {
		const kinds = [await rowOf('okafor2019tides'), await rowOf('lang2021'), await rowOf('adler2014')].map(({ kind }) => kind);
		assert.deepEqual(kinds, [CompletionItemKind.Reference, CompletionItemKind.Value, CompletionItemKind.Operator]);
		assert.equal((await rowOf('okafor2019tides')).detail, 'okafor2019tides · cited here');
		assert.equal((await rowOf('adler2014')).detail, 'adler2014 · adds to refs.bib');
	});

	test('a citation that is being typed does not make its paper one that is cited here', async () => {
		await client.open(`${uri}2`, note.replace('[@]', '[@lang2021]'), 'markdown');
		const { items } = await client.completion(`${uri}2`, { line: 6, character: 14 });
		assert.equal(items.find((item) => keyOf(item) === 'lang2021')!.kind, CompletionItemKind.Value);
	});

	test('what is typed keeps every row, whatever its label', async () => {
		await client.open(`${uri}3`, note.replace('[@]', '[@lang comparison]'), 'markdown');
		const [row] = (await client.completion(`${uri}3`, { line: 6, character: 21 })).items;
		assert.deepEqual([keyOf(row), row?.filterText], ['lang2021', 'lang comparison']);
	});

	test('where nothing fits, the literature can be searched for it, or a paper added; an identifier that was typed goes along', async () => {
		for (const [typed, commands] of [
			[
				'zzzz qqqq',
				[
					['lectern.searchLiterature', 'zzzz qqqq'],
					['lectern.addPaper', undefined],
				],
			],
			[
				'10.5555/nowhere.12',
				[
					['lectern.addPaper', '10.5555/nowhere.12'],
					['lectern.searchLiterature', '10.5555/nowhere.12'],
				],
			],
		] as const) {
			const other = `${uri}${typed.length}`;
			await client.open(other, note.replace('[@]', `[@${typed}]`), 'markdown');
			const { items } = await client.completion(other, { line: 6, character: 6 + typed.length });
			const [none, ...rows] = items;
			assert.equal(none?.command, undefined);
			const offered = rows.map(({ command }) => {
				const [argument] = command!.arguments as [{ readonly text?: string; readonly place: { readonly typed: string } }];
				assert.equal(argument.place.typed, typed);
				return [command!.command, argument.text];
			});
			assert.deepEqual(offered, commands);
		}
	});

	test('the pick knows the same of each paper', async () => {
		const rows = await client.connection.sendRequest<PaperRow[]>('lectern/search', { query: '', limit: 9, uri });
		assert.deepEqual(Object.fromEntries(rows.map(({ key, use }) => [key, use])), {
			okafor2019tides: 'cited',
			lang2021: 'listed',
			adler2014: 'added',
		});
		const elsewhere = await client.connection.sendRequest<PaperRow[]>('lectern/search', { query: '', limit: 9 });
		assert.ok(elsewhere.every(({ use }) => use === undefined));
	});
});
