// Random messages, edits, files and crashes, in rounds that can be repeated: `npm run chaos -- --seed N --rounds R` or `--minutes M`; then what twice the text
// costs, for a sample of what `npm run chaos:growth` measures.
// `--churn P` has P more of a hundred steps change files, and links to them. With `--soak --minutes M`, one server without crashes for so long, and the memory that it holds.
// Ends with exit code 1 at the first fault, and says how to see it again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { costsOf, isLinear, measureSample } from './growth/growth.js';
import { noTotals, round } from './round.js';
import { ChaosFailure } from './server.js';
import { soak } from './soak.js';

const { values } = parseArgs({
	options: {
		seed: { type: 'string', default: '1' },
		rounds: { type: 'string' },
		minutes: { type: 'string' },
		soak: { type: 'boolean', default: false },
		steps: { type: 'string', default: '1500' },
		churn: { type: 'string', default: '0' },
	},
});
const firstSeed = Number(values.seed);
const steps = Number(values.steps);
const churn = Number(values.churn);
const rounds = values.rounds === undefined ? (values.minutes === undefined ? 10 : Number.POSITIVE_INFINITY) : Number(values.rounds);
const end = values.minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + Number(values.minutes) * 60_000;

const totals = noTotals();
if (values.soak) {
	try {
		const { memory, messages, edits, libraries, answers } = await soak(firstSeed, Number(values.minutes ?? 120));
		console.log(
			`${memory.length} minutes: ${messages} messages, ${edits} edits, ${libraries} libraries; ${answers} answers like those of a fresh server; ` +
				`${memory[Math.min(9, memory.length - 1)]} MB in the tenth minute, ${memory.at(-1)} MB in the last.`,
		);
		process.exit();
	} catch (error) {
		console.error(error instanceof ChaosFailure ? error.message : error);
		process.exit(1);
	}
}

const cache = await mkdtemp(join(tmpdir(), 'lectern-chaos-cache-'));
let seed = firstSeed;
try {
	for (let done = 0; done < rounds && Date.now() < end; done++, seed++) {
		await round(seed, steps, cache, totals, churn);
		console.log(`seed ${seed}: so far ${totals.messages} messages, ${totals.edits} edits, ${totals.kills} kills`);
	}
	const { messages, edits, kills, comparisons, answers, memory } = totals;
	console.log(
		`${comparisons} rounds from seed ${firstSeed}: ${messages} messages, ${edits} edits, ${kills} kills; no crash, none unanswered; ` +
			`${answers} answers like those of a fresh server; at most ${memory} MB.`,
	);
} catch (error) {
	console.error(
		`Round ${seed - firstSeed + 1} failed; see it again with: npm run chaos -- --seed ${seed} --rounds 1 --steps ${steps} --churn ${churn}`,
	);
	console.error(error instanceof ChaosFailure ? error.message : error);
	process.exitCode = 1;
} finally {
	await rm(cache, { recursive: true, force: true });
}
if (process.exitCode === undefined) {
	for await (const growth of measureSample(firstSeed, new URL('growth/child.mjs', import.meta.url))) {
		if (isLinear(growth)) continue;
		console.error(`${growth.name}, ${growth.shape}: twice the text costs more than 2.6 times as much (${costsOf(growth)})`);
		process.exitCode = 1;
	}
	if (process.exitCode === undefined)
		console.log('Twice the text costs at most 2.6 times as much, in one shape of each format and markup.');
}
process.exit();
