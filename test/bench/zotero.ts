import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { silentLog } from '../../server/engine/base/log.js';
import { createLibraryStore } from '../../server/engine/library/store.js';
import { ZoteroSource } from '../../server/engine/library/zotero/source.js';
import { askZotero } from '../../server/platform/node/zotero.js';
import { LspClient } from '../server/lspClient.js';
import { percentiles, type Row, type Timing, timeEach } from './measure.js';

const items = 15_000;

/** The stand-in in a process of its own: its work is not measured. */
async function startStandIn(): Promise<{ readonly port: number; stop(): void }> {
	const script = `import { ZoteroStandIn } from ${JSON.stringify(pathToFileURL('test/zotero/standIn.mjs').href)};
const zotero = await new ZoteroStandIn({ version: 10 }).start();
zotero.fill(${items});
console.log(zotero.port);`;
	const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
	const [line] = (await once(child.stdout, 'data')) as [Buffer];
	return { port: Number(line.toString()), stop: () => child.kill() };
}

/**
 * Reading a library of 15,000 items from the stand-in: how long until they are found after its last answer, what a look without changes costs, the
 * memory, and how long typing would be kept waiting meanwhile.
 */
export async function measureZotero(): Promise<readonly Row[]> {
	const { port, stop } = await startStandIn();
	const store = createLibraryStore();
	let answered = 0;
	let requests = 0;
	const source = new ZoteroSource({
		store,
		ask: async (port, request) => {
			requests++;
			const answer = await askZotero(port, request);
			answered = performance.now();
			return answer;
		},
		log: silentLog,
		cache: undefined,
		libraryHasChanged: () => undefined,
		stateHasChanged: () => undefined,
	});
	collectGarbage();
	const before = process.memoryUsage();
	await source.use({ isOn: true, port, groups: [] });
	const found = store.current.find('observations lanterns station 1235').length > 0;
	const findable = performance.now() - answered;
	collectGarbage();
	const after = process.memoryUsage();
	const memory = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 2 ** 20;
	requests = 0;
	await source.look(true);
	const unchanged = requests;
	const waits: number[] = [];
	let last = performance.now();
	const timer = setInterval(() => {
		waits.push(performance.now() - last);
		last = performance.now();
	}, 1);
	await source.readAgain();
	clearInterval(timer);
	const typing = await whileReading(port);
	stop();
	const { p95 } = percentiles(waits);
	return [
		{ name: `Zotero ${items}: findable after the last answer`, value: found ? findable / 1000 : Number.NaN, unit: 's', budget: 3 },
		{ name: `Zotero ${items}: requests where nothing has changed`, value: unchanged, unit: '', budget: 1 },
		{ name: `Zotero ${items}: memory`, value: memory, unit: 'MB', budget: 40 },
		{ name: `Zotero ${items}: the thread is busy while reading, p95`, value: p95, unit: 'ms', budget: 50 },
		{ name: `Zotero ${items}: completion while nothing is read, p95`, value: typing.otherwise.p95, unit: 'ms' },
		{ name: `Zotero ${items}: completion while it is read, p50`, value: typing.reading.p50, unit: 'ms' },
		{ name: `Zotero ${items}: completion while it is read, p95`, value: typing.reading.p95, unit: 'ms', budget: 50 },
	];
}

/** What is no longer used does not count as memory. */
function collectGarbage(): void {
	setFlagsFromString('--expose-gc');
	(runInNewContext('gc') as () => void)();
}

const uri = 'file:///bench.md';

/** How long completion takes letter by letter, in the real server: from the beginning to the end of a whole read of the library, and otherwise. */
async function whileReading(port: number): Promise<{ readonly reading: Timing; readonly otherwise: Timing }> {
	const client = await LspClient.start(undefined, { settings: { zotero: { enabled: true, port } } });
	await client.connection.sendRequest('lectern/zotero/look', {});
	const query = 'observations lanterns';
	await client.open(uri, '[@', 'markdown');
	let isReading = true;
	const ask = async (length: number) => {
		await client.change(uri, `[@${query.slice(0, length)}`);
		await client.completion(uri, { line: 0, character: 2 + length });
	};
	const lengths = Array.from({ length: 200 }, (_, typed) => 1 + (typed % query.length));
	for (const length of lengths) await ask(length);
	const otherwise = await timeEach(lengths, ask);
	const reading = client.connection.sendRequest('lectern/zotero/look', { whole: true }).finally(() => {
		isReading = false;
	});
	const times: number[] = [];
	for (let typed = 0; isReading; typed++) {
		const start = performance.now();
		await ask(1 + (typed % query.length));
		times.push(performance.now() - start);
	}
	await reading;
	await client.stop();
	return { reading: percentiles(times), otherwise };
}
