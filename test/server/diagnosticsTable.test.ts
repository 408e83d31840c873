import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Diagnostic } from 'vscode-languageserver';
import { fillLiterature, LiteratureStandIn } from '../literature/standIn.mjs';
import { ZoteroStandIn } from '../zotero/standIn.mjs';
import { eventually, LspClient } from './lspClient.js';

/** What has a problem, in a folder of its own. */
interface Example {
	readonly files: Readonly<Record<string, string>>;
	/** The file in which the problem is; it is opened. */
	readonly at: string;
}

const entry = (key: string, more: string, type = 'book'): string =>
	`@${type}{${key},\n  author = {Moor, Ada},\n  publisher = {Harbour},\n  ${more},\n}\n`;
const online = (key: string, title: string, author: string, doi: string, year = '2019'): string =>
	`@article{${key},\n  title = {${title}},\n  author = {${author}},\n  journal = {Fish},\n  year = {${year}},\n  doi = {${doi}}\n}\n`;
const head = '---\nbibliography: references.bib\n---\n\n';

/** For each code, texts that show every default and every quick fix of its row. */
const examples: Readonly<Record<string, readonly Example[]>> = {
	'broken-entry': [
		{ files: { 'a.bib': '@book{ba,\n  author = {A},\n  title = {Ba}\n\n@book{bb,\n  title = {Bb},\n}\n' }, at: 'a.bib' },
		{ files: { 'a.bib': '@book{bx, title = {Bx}, crossref = {by}}\n@book{by, title = {By}, crossref = {bx}}\n' }, at: 'a.bib' },
		{ files: { 'a.bib': '@book{bc,\n  author = {A}\n  title = {Bc},\n}\n' }, at: 'a.bib' },
	],
	'broken-summary': [{ files: { 'a.md': '---\nkey: snow1999\ntitle: Snow\ntitle: Twice\n---\n\nSnow.\n' }, at: 'a.md' }],
	'corrected-work': [
		{ files: { 'a.bib': online('corr1', 'Corrected lamps', 'Cole, Bo', '10.4444/corrected') }, at: 'a.bib' },
		{ files: { 'a.bib': online('conc1', 'Doubtful lamps', 'Cole, Bo', '10.4444/concern') }, at: 'a.bib' },
	],
	'duplicate-key': [
		{ files: { 'a.bib': `${entry('twice', 'title = {One thing}')}${entry('twice', 'title = {Two others}')}` }, at: 'a.bib' },
		{
			files: { 'a.bib': `${entry('same', 'title = {Editorial},\n  year = 2001')}${entry('same', 'title = {Editorial},\n  year = 2002')}` },
			at: 'a.bib',
		},
	],
	'duplicate-paper': [
		{
			files: {
				'a.bib': `${entry('a', 'title = {Kelp in winter},\n  date = {2001}')}${entry('b', 'title = {Kelp in winter},\n  date = {2001}')}`,
			},
			at: 'a.bib',
		},
		{
			files: {
				'a.bib': entry('c', 'title = {Moss in winter},\n  date = {2001}'),
				'b.bib': entry('d', 'title = {Moss in winter},\n  date = {2001}'),
			},
			at: 'a.bib',
		},
	],
	'key-elsewhere': [
		{
			files: {
				'n.md': `${head}[@other2001]\n`,
				'references.bib': entry('here2001', 'title = {Here},\n  date = {2001}'),
				'other.bib': entry('other2001', 'title = {Elsewhere},\n  date = {2001}'),
			},
			at: 'n.md',
		},
		{
			files: {
				'n.md': `${head}[@there1999]\n`,
				'references.bib': entry('mine1999', 'title = {The same work},\n  date = {1999},\n  doi = {10.1234/same}'),
				'other.bib': entry('there1999', 'title = {The same work},\n  date = {1999},\n  doi = {10.1234/same}'),
			},
			at: 'n.md',
		},
	],
	'missing-bibliography': [{ files: { 'n.md': `${head}Text\n` }, at: 'n.md' }],
	'missing-field': [
		{ files: { 'a.bib': entry('lack1', 'title = {Lacking}', 'article') }, at: 'a.bib' },
		{
			files: {
				'a.bib': '@article{lack2,\n  author = {Moor, Ada},\n  date = {2019},\n  title = {Harbour lamps},\n  doi = {10.1234/lacks},\n}\n',
				'b.bib':
					'@article{lack2,\n  author = {Moor, Ada},\n  date = {2019},\n  title = {Harbour lamps},\n  journaltitle = {Shores},\n  doi = {10.1234/lacks},\n}\n',
			},
			at: 'a.bib',
		},
	],
	'preprint-published': [
		{
			files: {
				'a.bib':
					'@online{pre,\n  author = {Lang, Ada},\n  title = {Preprints of fog},\n  date = {2018},\n  eprint = {1801.00001},\n  eprinttype = {arxiv},\n}\n',
				'b.bib':
					'@article{pub,\n  author = {Lang, Ada},\n  title = {Preprints of fog},\n  date = {2019},\n  journaltitle = {Shores},\n  doi = {10.1234/pub},\n}\n',
			},
			at: 'a.bib',
		},
	],
	'registry-difference': [
		{
			files: {
				'a.bib': online('lang2011', 'Lanterns in the harbour', 'Lang, Mira', '10.1234/lights', '2010').replace('Fish', 'Harbour Review'),
			},
			at: 'a.bib',
		},
	],
	'retracted-work': [
		{
			files: { 'a.bib': online('poe2022', 'Lanterns reconsidered', 'Poe, Edgar A.', '10.1234/lamp.9', '2022') },
			at: 'a.bib',
		},
	],
	'unknown-doi': [{ files: { 'a.bib': online('ghost', 'Ghosts', 'Abel, Ann', '10.9999/nowhere') }, at: 'a.bib' }],
	'unread-bibliography': [{ files: { 'm.tex': '\\addbibresource[location=remote]{ftp://example.org/x.bib}\n' }, at: 'm.tex' }],
	'unknown-key': [
		{ files: { 'n.md': `${head}[@kelp2020]\n`, 'references.bib': entry('kelp2021', 'title = {Kelp},\n  date = {2021}') }, at: 'n.md' },
	],
	'wrong-doi': [{ files: { 'a.bib': online('roe2019', 'Eels of the north', 'Roe, Ann', '10.1234/lamp.5') }, at: 'a.bib' }],
	'zotero-changed': [
		{
			files: {
				'a.bib':
					'@article{seal2021,\n  author = {Lang, Mira},\n  title = {Harbour seals at {Night}},\n  year = {2021},\n  doi = {10.1234/seal.1},\n}\n',
			},
			at: 'a.bib',
		},
	],
};

const severities = ['error', 'warning', 'information', 'hint'] as const;
const languages: Readonly<Record<string, string>> = { bib: 'bibtex', md: 'markdown', tex: 'latex' };
const seals = {
	title: 'Harbour seals at night',
	creators: [{ creatorType: 'author', firstName: 'Mira', lastName: 'Lang' }],
	date: '2021-05-03',
	DOI: '10.1234/seal.1',
	citationKey: 'seal2021',
	extra: 'Citation Key: seal2021',
};

/** The rows of the table of codes, as their cells. */
const rows = readFileSync('docs/diagnostics.md', 'utf8')
	.split('\n\n')
	.find((block) => block.startsWith('| code ') && block.includes('quick fix '))!
	.split('\n')
	.slice(2)
	.map((line) =>
		line
			.split('|')
			.slice(1, -1)
			.map((part) => part.trim()),
	);

suite('the table of problems', () => {
	let folder: string;
	let client: LspClient;
	let services: LiteratureStandIn;
	let zotero: ZoteroStandIn;
	const uriOf = (path: string) => pathToFileURL(join(folder, path)).href;
	const folderOf = (code: string, index: number) => `${code}-${index}`;

	suiteSetup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-problems-'));
		for (const [code, all] of Object.entries(examples))
			for (const [index, { files }] of all.entries())
				for (const [path, text] of Object.entries(files)) {
					const file = join(folder, folderOf(code, index), path);
					await mkdir(dirname(file), { recursive: true });
					await writeFile(file, text);
				}
		services = fillLiterature(await new LiteratureStandIn().start());
		const update = (type: string) => [{ type, DOI: '10.4444/note', updated: { 'date-parts': [[2023, 5, 2]] } }];
		services.add({
			id: 'C1',
			title: 'Corrected lamps',
			authors: [['Bo', 'Cole']],
			year: 2019,
			doi: '10.4444/corrected',
			venue: 'Fish',
			updates: update('correction'),
		});
		services.add({
			id: 'C2',
			title: 'Doubtful lamps',
			authors: [['Bo', 'Cole']],
			year: 2019,
			doi: '10.4444/concern',
			venue: 'Fish',
			updates: update('expression_of_concern'),
		});
		zotero = await new ZoteroStandIn({ version: 10 }).start();
		const item = zotero.add(seals);
		client = await LspClient.start(pathToFileURL(folder).href, {
			settings: {
				literature: { crossref: true, datacite: true },
				addPaper: { services: services.addresses() },
				zotero: { enabled: true, port: zotero.port },
			},
			env: { XDG_CACHE_HOME: join(folder, '.cache') },
			capabilities: {
				workspace: {
					configuration: true,
					workspaceEdit: { documentChanges: true, resourceOperations: ['create'], changeAnnotationSupport: { groupsOnLabel: true } },
				},
			},
		});
		await client.connection.sendRequest('lectern/zotero/look', {});
		zotero.change(item, { title: 'Harbour seals by day' } as typeof seals);
		await client.connection.sendRequest('lectern/zotero/look', { whole: true });
	});
	suiteTeardown(async () => {
		await client.stop();
		await services.stop();
		await zotero.stop();
		await rm(folder, { recursive: true });
	});

	/** The problem of an example, with the titles of what fixes it. */
	const problemOf = async (code: string, index: number, isOnline: boolean): Promise<readonly [Diagnostic, readonly string[]]> => {
		const { files, at } = examples[code]![index]!;
		const uri = uriOf(`${folderOf(code, index)}/${at}`);
		await client.open(uri, files[at]!, languages[at.split('.').at(-1)!]);
		if (isOnline) await client.connection.sendRequest('lectern/checkOnline', { uri });
		const all = await client.diagnosticsOf(uri, (found) => found.some((each) => each.code === code));
		const problem = all.find((each) => each.code === code);
		assert.ok(problem, `${at} has the problem, not only ${all.map((each) => each.code).join(', ')}`);
		const parameters = { textDocument: { uri }, range: problem.range, context: { diagnostics: [problem] } };
		const actions = await eventually(
			() => client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', parameters),
			() => true,
		);
		return [problem, actions.filter(({ diagnostics }) => diagnostics?.some((each) => each.code === code)).map(({ title }) => title)];
	};

	test('has every code that is tested here, and no other', () => {
		assert.deepEqual(rows.map(([code = '']) => code.replaceAll('`', '')).sort(), Object.keys(examples).sort());
	});

	for (const [cell = '', , byDefault = '', fixes = ''] of rows) {
		const code = cell.replaceAll('`', '');
		test(`says how severe ${code} is and what fixes it`, async () => {
			const isOnline = fixes.includes('after [a check online]') || fixes.includes('after a check online');
			const found: (readonly [Diagnostic, readonly string[]])[] = [];
			for (const index of examples[code]!.keys()) found.push(await problemOf(code, index, isOnline));
			const titles = found.flatMap(([, all]) => all);
			assert.deepEqual(
				[...new Set(found.map(([{ severity }]) => severities[severity! - 1]))].sort(),
				severities.filter((name) => new RegExp(`\\b${name}\\b`).test(byDefault)).sort(),
			);
			const promised = Array.from(fixes.matchAll(/\*([^*]+)\*/g), ([, title]) => title!);
			for (const title of promised) {
				const pattern = new RegExp(
					`^${title
						.split('…')
						.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
						.join('.*')}`,
				);
				assert.ok(
					titles.some((each) => pattern.test(each)),
					`${title} is among ${titles.join('; ')}`,
				);
			}
			if (/^(?:–|$)/.test(fixes)) assert.deepEqual(titles, []);
			else assert.notEqual(titles.length, 0);
		});
	}
});
