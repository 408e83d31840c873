import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LspClient } from '../server/lspClient.js';
import { generateBibtex, generateEntries } from './generate.js';
import { type Row, residentMegabytes, timeEach } from './measure.js';

const requests = 1000;
const uri = 'file:///bench.md';

/** Hover, completion and start-up as an editor meets them, with the bundled papers and generated ones. */
export async function measureOverStdio(entries: number): Promise<Row[]> {
	const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
	try {
		await writeFile(join(folder, 'library.bib'), generateBibtex(entries));
		const started = performance.now();
		const empty = await LspClient.start();
		const ready = performance.now() - started;
		const memory = await residentMegabytes(empty.process.pid);
		await empty.stop();
		// The first start of a version keeps what V8 compiled, which all others take.
		const again = await LspClient.start();
		const memoryAgain = await residentMegabytes(again.process.pid);
		await again.stop();
		const client = await LspClient.start(pathToFileURL(folder).href);
		const rows = [...(await hovers(client, entries)), ...(await completions(client, entries))];
		await client.stop();
		return [
			{ name: 'server ready after start', value: ready, unit: 'ms', budget: 300 },
			{ name: 'server without a folder: resident memory', value: memoryAgain, unit: 'MB', budget: 60 },
			{ name: 'server without a folder, the first start of a version: resident memory', value: memory, unit: 'MB', budget: 60 },
			...rows,
		];
	} finally {
		await rm(folder, { recursive: true });
	}
}

async function hovers(client: LspClient, entries: number): Promise<Row[]> {
	const keys = Array.from(generateEntries(entries), ({ key }) => key).filter((_, index) => index % Math.ceil(entries / requests) === 0);
	const lines = [...keys.map((key) => `See [@${key}].`), 'We compare InfoGAN with R-FCN.'];
	await client.open(uri, lines.join('\n'));
	const positions = Array.from({ length: requests }, (_, index) => ({ line: index % lines.length, character: 14 }));
	for (const position of positions.slice(0, 200)) await client.hover(uri, position);
	const { p50, p95 } = await timeEach(positions, (position) => client.hover(uri, position));
	return [
		{ name: `hover, ${entries} entries, p50`, value: p50, unit: 'ms' },
		{ name: `hover, ${entries} entries, p95`, value: p95, unit: 'ms', budget: 5 },
	];
}

async function completions(client: LspClient, entries: number): Promise<Row[]> {
	const queries = Array.from(
		generateEntries(entries),
		({ title, authors, year }) => `${authors[0]!.split(',')[0]!.toLowerCase()} ${title.split(' ')[5]} ${year}`,
	);
	const typed: string[] = [];
	for (let index = 0; typed.length < requests + 200; index += 7) {
		const query = queries[index % queries.length]!;
		for (let length = 1; length <= query.length; length++) typed.push(query.slice(0, length));
	}
	const ask = async (query: string) => {
		await client.change(uri, `[@${query}`);
		await client.completion(uri, { line: 0, character: 2 + query.length });
	};
	for (const query of typed.slice(0, 200)) await ask(query);
	const { p50, p95 } = await timeEach(typed.slice(200, 200 + requests), ask);
	return [
		{ name: `completion letter by letter, ${entries} entries, p50`, value: p50, unit: 'ms' },
		{ name: `completion letter by letter, ${entries} entries, p95`, value: p95, unit: 'ms', budget: 10 },
	];
}
