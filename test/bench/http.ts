// `npm run bench:http`: completion with a library of a million records in PostgreSQL, behind the documentation's adapter, and what it costs the
// server's memory. Exits with 1 where a goal is missed, and does nothing where PostgreSQL is not installed. `-- 100000` for another count.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type GeneratedItem, generated, Postgres, postgresPrograms } from '../httpLibrary/postgres.mjs';
import { keyOf, LspClient } from '../server/lspClient.js';

const count = Number(process.argv[2] ?? 1_000_000);
/** Papers that are typed, and milliseconds for the list with them, counted from the request; megabytes that the library may cost. */
const typed = 40;
const goal = { p95: 150, megabytes: 10 };

/** The values below which so many per cent of all are, as `p50/p95/max` in words. */
function spread(all: readonly number[]): { readonly p50: number; readonly p95: number; readonly max: number } {
	const sorted = [...all].sort((a, b) => a - b);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
	return { p50: at(0.5), p95: at(0.95), max: at(1) };
}
const written = ({ p50, p95, max }: ReturnType<typeof spread>) =>
	`p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, max ${max.toFixed(0)} ms`;

/** Has a server write what it holds once its garbage is collected, in bytes, to the file that this variable names. */
const reporting = `import { writeFileSync } from 'node:fs';
process.on('SIGUSR2', () => {
	gc();
	gc();
	const { heapUsed, external } = process.memoryUsage();
	writeFileSync(process.env.LECTERN_MEMORY, String(heapUsed + external));
});`;

/** An editor that types each query letter by letter. */
class Typist {
	readonly times: number[] = [];
	late = 0;

	private constructor(
		readonly client: LspClient,
		readonly folder: string,
		readonly uri: string,
		/** Whether there is a library to wait for. */
		readonly waits: boolean,
	) {}

	static async start(url: string | undefined): Promise<Typist> {
		const folder = await mkdtemp(join(tmpdir(), 'lectern-http-'));
		await writeFile(join(folder, 'refs.bib'), '@article{abel2000, author = {Abel, Ann}, title = {Lamps}, year = {2000}}\n');
		const settings = { library: { bundled: false }, ...(url !== undefined && { httpLibrary: { url } }) };
		const hook = `data:text/javascript,${encodeURIComponent(reporting)}`;
		const client = await LspClient.start(pathToFileURL(folder).href, {
			settings,
			command: [process.execPath, '--expose-gc', '--import', hook, 'dist/server.js', '--stdio'],
			env: { LECTERN_MEMORY: join(folder, 'memory') },
		});
		const uri = pathToFileURL(join(folder, 'n.md')).href;
		await client.open(uri, '');
		return new Typist(client, folder, uri, url !== undefined);
	}

	/** The keys of the list after a text is typed; asks again where the server says that the list has grown. */
	async #list(text: string): Promise<readonly (string | undefined)[]> {
		let grows: () => void = () => undefined;
		const grown = new Promise<void>((resolve) => {
			grows = resolve;
		});
		const listening = this.client.connection.onNotification('lectern/httpLibrary/completionGrew', () => grows());
		const before = performance.now();
		const position = { line: 0, character: text.length - 1 };
		await this.client.change(this.uri, text);
		let keys = (await this.client.completion(this.uri, position)).items.map(keyOf);
		if (this.waits && !keys.some((key) => key !== undefined && key !== 'abel2000')) {
			this.late++;
			await Promise.race([grown, new Promise((resolve) => setTimeout(resolve, 2_000))]);
			keys = (await this.client.completion(this.uri, position)).items.map(keyOf);
		}
		this.times.push(performance.now() - before);
		listening.dispose();
		return keys;
	}

	/** Types a query; the keys of the last list. */
	async type(query: string): Promise<readonly (string | undefined)[]> {
		let keys: readonly (string | undefined)[] = [];
		for (let end = 2; end <= query.length; end++) keys = await this.#list(`See [@${query.slice(0, end)}]`);
		return keys;
	}

	/** What the server holds, without garbage (MB). */
	async memory(): Promise<number> {
		const file = join(this.folder, 'memory');
		await rm(file, { force: true });
		this.client.process.kill('SIGUSR2');
		for (;;) {
			const text = await readFile(file, 'utf8').catch(() => '');
			if (text !== '') return Number(text) / (1 << 20);
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}

	async stop(): Promise<void> {
		await this.client.stop();
		await rm(this.folder, { recursive: true });
	}
}

const withoutLetter = (word: string): string => word.slice(0, 3) + word.slice(4);

async function measure(url: string, chosen: readonly GeneratedItem[]): Promise<boolean> {
	const plain = await Typist.start(undefined);
	for (const { title } of chosen) await plain.type(title.toLowerCase().slice(0, 24));
	const before = await plain.memory();
	await plain.stop();

	const typist = await Typist.start(url);
	let found = 0;
	for (const { id, title } of chosen) if ((await typist.type(title.toLowerCase())).includes(id)) found++;
	const titles = spread(typist.times);
	console.log(
		`Titles, each letter: ${written(titles)}; ${typist.times.length} lists, ${typist.late} of them grew late; ${found} of ${chosen.length} found.`,
	);
	const after = await typist.memory();

	typist.times.length = 0;
	let corrected = 0;
	for (const { id, title } of chosen) {
		const words = title.toLowerCase().split(' ');
		const longest = [...words].sort((a, b) => b.length - a.length)[0]!;
		const query = [withoutLetter(longest), ...words.filter((word) => word !== longest).slice(0, 3)].join(' ');
		if ((await typist.type(query)).includes(id)) corrected++;
	}
	const typos = spread(typist.times);
	console.log(`With a letter missing: ${written(typos)}; ${corrected} of ${chosen.length} found.`);
	console.log(`The server's memory: ${before.toFixed(1)} MB without, ${after.toFixed(1)} MB with the library.`);
	await typist.stop();
	return (
		Math.max(titles.p95, typos.p95) <= goal.p95 &&
		found === chosen.length &&
		corrected >= chosen.length * 0.9 &&
		after - before <= goal.megabytes
	);
}

async function main(): Promise<void> {
	if (postgresPrograms() === undefined) return console.log('PostgreSQL is not installed, so nothing is measured.');
	const step = Math.floor(count / typed);
	const chosen: GeneratedItem[] = [];
	function* noting(): Generator<GeneratedItem> {
		let index = 0;
		for (const item of generated(count)) {
			if (index++ % step === step - 1) chosen.push(item);
			yield item;
		}
	}
	console.log(`Filling PostgreSQL with ${count} records …`);
	const began = Date.now();
	const database = await Postgres.start();
	try {
		await database.fill(noting());
		const size = database.sql('-c', "select pg_size_pretty(pg_database_size('postgres'))").trim();
		console.log(`Filled and indexed in ${((Date.now() - began) / 1000).toFixed(0)} s; ${size}.`);
		const url = await database.serve();
		// What is on the disk is read once before anybody types.
		database.sql('-c', "select count(*) from search('ba')");
		if (!(await measure(url, chosen.slice(0, typed)))) {
			console.log(`Missed: p95 ${goal.p95} ms, all found, nine of ten with a typing error, ${goal.megabytes} MB.`);
			process.exitCode = 1;
		}
	} finally {
		await database.stop();
	}
}

await main();
