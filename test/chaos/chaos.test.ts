import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { costsOf, isLinear, measureSample } from './growth/growth.js';
import { noTotals, round } from './round.js';

/** No round begins later than this (ms): a slow machine makes fewer of them, each with the same steps. */
const longest = 5 * 60_000;

const steps = 1500;

/** Always the same rounds, five minutes of them on two free cores; every second one changes files, and links to them, in a fifth of its steps. */
const seeds = Array.from({ length: 34 }, (_, index) => 1001 + index);

// `npm run chaos` makes as many rounds as there is time for, from any seed.
suite('a server among random edits, requests, files and crashes', function () {
	this.timeout(15 * 60_000);

	let cache: string;
	let end: number;
	const totals = noTotals();
	suiteSetup(async () => {
		cache = await mkdtemp(join(tmpdir(), 'lectern-chaos-cache-'));
		end = Date.now() + longest;
	});
	suiteTeardown(() => rm(cache, { recursive: true, force: true }));

	test('answers every request, does not end, and answers like a server that has just been started', async () => {
		for (const seed of seeds) {
			await round(seed, steps, cache, totals, seed % 2 === 0 ? 20 : 0);
			if (Date.now() > end) break;
		}
		assert.ok(totals.comparisons > 0 && totals.answers > 50 * totals.comparisons, JSON.stringify(totals));
		assert.ok(totals.edits > 300 * totals.comparisons && totals.messages > 1000 * totals.comparisons, JSON.stringify(totals));
	});
});

// `npm run chaos:growth` measures all shapes, and larger ones; `npm run chaos` another sample for each seed.
suite('twice a text', function () {
	this.timeout(10 * 60_000);

	test('costs at most 2.6 times the time and the memory, in one shape of each format and markup', async () => {
		const steep: string[] = [];
		let measured = 0;
		for await (const growth of measureSample(1, new URL('growth/child.mjs', import.meta.url))) {
			measured++;
			if (!isLinear(growth)) steep.push(`${growth.name}, ${growth.shape}: ${costsOf(growth)}`);
		}
		assert.deepEqual(steep, []);
		assert.ok(measured >= 17, String(measured));
	});
});
