import { mkdir, mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readBibtexInSlices } from '../../server/engine/library/formats/bibtex/read.js';
import type { SourceRecord } from '../../server/engine/library/formats/record.js';
import { LspClient } from '../server/lspClient.js';
import { type Row, residentMegabytes, timeEach, writesKey } from './measure.js';

/** What one size of library may cost. */
export interface Budgets {
	/** Seconds from the start of the process until the file's last key is completed. */
	readonly cold: number;
	readonly warm: number;
	/** Milliseconds. */
	readonly completion: number;
	readonly hover: number;
	/** Megabytes. */
	readonly memory: number;
	/** Milliseconds from the notification of a save to its being found. */
	readonly change: number;
}

const uri = 'file:///bench.md';

/** Files with fewer bytes have no cache. */
const smallestCached = 100_000;

/** The server over stdio with one `.bib` file: reading it, starting again, answering, taking in a change. */
export async function measureScale(label: string, text: string, budgets: Budgets): Promise<Row[]> {
	const folder = await mkdtemp(join(tmpdir(), 'lectern-scale-'));
	try {
		const workspace = join(folder, 'notes');
		await mkdir(workspace);
		const file = join(workspace, 'library.bib');
		await writeFile(file, text);
		const options = { lectern: { cacheFolder: pathToFileURL(join(folder, 'cache')).href }, early: true };
		const lastKey = lastKeyOf(text);
		const start = async () => {
			const started = performance.now();
			const client = await LspClient.start(pathToFileURL(workspace).href, options);
			const read = new Promise<void>((resolve) => client.connection.onNotification('lectern/libraryChanged', () => resolve()));
			const first = await untilCompleted(client, lastKey, text);
			const seconds = (performance.now() - started) / 1000;
			await read;
			return { client, seconds, first: (first - started) / 1000 };
		};
		const cold = await start();
		const sample = sampleOf(text);
		const hover = await hovers(cold.client, sample);
		const completion = await completions(cold.client, sample);
		const memory = await residentMegabytes(cold.client.process.pid);
		const change = await changes(cold.client, file, text);
		await cacheWritten(join(folder, 'cache'), file);
		await cold.client.stop();
		const warm = await start();
		await warm.client.stop();
		const row = (name: string, value: number, unit: string, budget: number): Row => ({ name: `${label}: ${name}`, value, unit, budget });
		return [
			row('process start to last key completing, cold', cold.seconds, 's', budgets.cold),
			{ name: `${label}: process start to first key of the file completing, cold`, value: cold.first, unit: 's' },
			row('process start to last key completing, warm', warm.seconds, 's', budgets.warm),
			row('completion letter by letter, p95', completion, 'ms', budgets.completion),
			row('hover on a key, p95', hover, 'ms', budgets.hover),
			row('resident memory', memory, 'MB', budgets.memory),
			row('one entry saved, until found', change, 'ms', budgets.change),
		];
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** Waits until the cache, which is written a while after the last change, has the file as it is; small files have none. */
async function cacheWritten(folder: string, file: string): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, 2000));
	const { mtimeMs, size } = await stat(file);
	if (size < smallestCached) return;
	for (let attempt = 0; attempt < 150; attempt++) {
		for (const name of await readdir(folder).catch(() => []))
			if (name.endsWith('.pieces') && (await beginningOf(join(folder, name))).includes(`"modified":${mtimeMs}`)) return;
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
}

/** The first letters of a file. */
async function beginningOf(path: string): Promise<string> {
	const handle = await open(path);
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(1000), 0, 1000, 0);
		return buffer.toString('latin1', 0, bytesRead);
	} finally {
		await handle.close();
	}
}

/** The key of a file's last entry. */
export const lastKeyOf = (text: string): string => [...text.matchAll(/^@\w+\{([^,\s]+),/gm)].at(-1)![1]!;

/** Asks for the completion of a key until it is offered; says when any paper of the file was offered first. */
async function untilCompleted(client: LspClient, key: string, text: string): Promise<number> {
	const start = 'file:///start.md';
	const started = performance.now();
	const [, firstKey = ''] = /^@\w+\{([^,\s]+),/m.exec(text) ?? [];
	let first: number | undefined;
	let version = 1;
	const isOffered = async (typed: string): Promise<boolean> => {
		if (version++ === 1) await client.open(start, `[@${typed}`);
		else await client.change(start, `[@${typed}`);
		const { items } = await client.completion(start, { line: 0, character: 2 + typed.length });
		const title = titleOf(text, typed);
		return items.some((item) => writesKey(item, typed) && isTitled(item.label, title));
	};
	for (;;) {
		if (first === undefined && (await isOffered(firstKey))) first = performance.now();
		if (await isOffered(key)) return first ?? performance.now();
		// As exact as a hundredth of what it takes: asking takes time, too, and more the more has been read.
		await new Promise((resolve) => setTimeout(resolve, Math.max(20, (performance.now() - started) / 100)));
	}
}

/** The title of an entry as it is written. */
function titleOf(text: string, key: string): string {
	const entry = text.slice(text.lastIndexOf(`{${key},`));
	return /^\s*title\s*=\s*[{"]+([^\n]*)/im.exec(entry)?.[1] ?? '';
}

/** Whether a row of a completion list shows the beginning of a title, whatever braces that has. */
const isTitled = (label: string, title: string): boolean =>
	label.toLowerCase().startsWith(title.replace(/[{}"]/g, '').slice(0, 8).toLowerCase());

/** Some records of the file, from its beginning. */
function sampleOf(text: string): SourceRecord[] {
	const sample: SourceRecord[] = [];
	for (const { records } of readBibtexInSlices(text)) {
		sample.push(...records.filter(({ title, authors }) => title.split(' ').length > 3 && authors.length > 0));
		if (sample.length > 3000) break;
	}
	return sample;
}

async function hovers(client: LspClient, sample: readonly SourceRecord[]): Promise<number> {
	const keys = sample.slice(0, 1000).map(({ key }) => key);
	await client.open(uri, keys.map((key) => `See [@${key}].`).join('\n'));
	const positions = keys.map((_, line) => ({ line, character: 7 }));
	for (const position of positions.slice(0, 200)) await client.hover(uri, position);
	return (await timeEach(positions, (position) => client.hover(uri, position))).p95;
}

async function completions(client: LspClient, sample: readonly SourceRecord[]): Promise<number> {
	const typed: string[] = [];
	for (let index = 0; typed.length < 1200 && index < sample.length; index += 7) {
		const { authors, title, year } = sample[index]!;
		const query = `${authors[0]!.family} ${title.split(' ').slice(1, 4).join(' ')} ${year ?? ''}`.replace(/[^\p{L}\p{N} -]/gu, '').trim();
		for (let length = 1; length <= query.length; length++) typed.push(query.slice(0, length));
	}
	const ask = async (query: string) => {
		await client.change(uri, `[@${query}`);
		await client.completion(uri, { line: 0, character: 2 + query.length });
	};
	for (const query of typed.slice(0, 200)) await ask(query);
	return (await timeEach(typed.slice(200, 1200), ask)).p95;
}

/** Saves the file five times, each time with another title for an entry in its middle; the median until it is found. */
async function changes(client: LspClient, file: string, text: string): Promise<number> {
	const at = text.indexOf('title', text.indexOf('\n@', text.length >> 1));
	const brace = text.indexOf('{', at) + 1;
	const times: number[] = [];
	for (let round = 0; round < 5; round++) {
		const word = `zyxwv${'abcde'[round]}`;
		await writeFile(file, `${text.slice(0, brace)}${word} ${text.slice(brace)}`);
		const start = performance.now();
		await client.fileChanged(pathToFileURL(file).href);
		while ((await client.search(word)).length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
		times.push(performance.now() - start);
	}
	return times.sort((a, b) => a - b)[2]!;
}
