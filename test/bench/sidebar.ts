import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Grouping, GroupRow, Listing, PaperRow, ReaderAnswer } from '../../server/protocol.js';
import { LspClient } from '../server/lspClient.js';
import { generateBibtex } from './generate.js';
import { percentiles, type Row } from './measure.js';

const groupings: readonly Grouping[] = ['topic', 'year', 'author', 'venue', 'source', 'state', 'flat'];
const typed = [
	'deep graph',
	'sparse memory routing',
	'causal image',
	'year:2001 kernel',
	'author:ba neural',
	'deep venue:tides',
	'"learning for"',
];

/** The sidebar's questions over stdio, with the bundled papers alone and with 100,000 more, in one run. */
export async function measureSidebar(): Promise<Row[]> {
	const few = await measure('');
	const many = await measure(generateBibtex(100_000));
	const row = (name: string, of: keyof typeof few, budget: number): Row[] => [
		{ name: `sidebar, 100,000 papers: ${name}`, value: many[of], unit: 'ms', budget },
		{ name: `sidebar, ${name}, over that with 80 papers`, value: many[of] / few[of], unit: '×', budget: 3 },
	];
	return [
		...row('first page of the tree', 'first', 100),
		...row('a filter’s keystroke, p95', 'filter', 50),
		...row('the reader’s page', 'reader', 150),
		{ name: 'sidebar, 100,000 papers: the slowest grouping’s first page', value: many.slowest, unit: 'ms' },
	];
}

async function measure(library: string) {
	const root = await mkdtemp(join(tmpdir(), 'lectern-sidebar-'));
	try {
		const workspace = join(root, 'notes');
		await mkdir(workspace);
		if (library !== '') await writeFile(join(workspace, 'library.bib'), library);
		const lectern = { cacheFolder: pathToFileURL(join(root, 'cache')).href, commands: true };
		const client = await LspClient.start(pathToFileURL(workspace).href, { lectern });
		const ask = <Answer>(method: string, parameters: object) => client.connection.sendRequest<Answer>(method, parameters);
		// The lists are prepared in the background once the library is read.
		await new Promise((resolve) => setTimeout(resolve, library === '' ? 1500 : 12_000));
		const timed = async <Answer>(work: () => Promise<Answer>): Promise<number> => {
			const start = performance.now();
			await work();
			return performance.now() - start;
		};
		const page = async (listing: Listing) => {
			const groups = await ask<readonly GroupRow[]>('lectern/groups', listing);
			await ask<readonly PaperRow[]>('lectern/group', { ...listing, group: groups[0]!.id, limit: 500 });
		};
		const first = await timed(() => page({ by: 'topic', filter: '' }));
		const others: number[] = [];
		for (const by of groupings.slice(1)) others.push(await timed(() => page({ by, filter: '' })));
		/** What the pick and the tree ask at each key. */
		const keystroke = (filter: string) =>
			Promise.all([ask('lectern/groups', { by: 'topic', filter }), ask('lectern/queryHelp', { query: filter })]);
		const keystrokes: number[] = [];
		for (const query of typed)
			for (let length = 1; length <= query.length; length++) keystrokes.push(await timed(() => keystroke(query.slice(0, length))));
		const reading: number[] = [];
		for (let round = 0; round < 10; round++)
			reading.push(await timed(() => ask<ReaderAnswer>('lectern/readerPage', { key: 'chen2016infogan' })));
		await client.stop();
		return { first, slowest: Math.max(...others), filter: percentiles(keystrokes).p95, reader: reading.sort((a, b) => a - b)[5]! };
	} finally {
		await rm(root, { recursive: true, force: true });
	}
}
