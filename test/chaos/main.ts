// Random messages, edits, files and crashes, in rounds that can be repeated: `npm run chaos -- --seed N --rounds R` or `--minutes M`.
// With `--soak --minutes M`, one server without crashes for so long, and the memory that it holds.
// Ends with exit code 1 at the first fault, and says how to see it again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compare } from './compare.js';
import { Dice } from './dice.js';
import { ChaosFailure, ChaosServer } from './server.js';
import { soak } from './soak.js';
import { malformed, request } from './traffic.js';
import { Workspace } from './workspace.js';

const { values } = parseArgs({
	options: {
		seed: { type: 'string', default: '1' },
		rounds: { type: 'string' },
		minutes: { type: 'string' },
		soak: { type: 'boolean', default: false },
		steps: { type: 'string', default: '1500' },
	},
});
const firstSeed = Number(values.seed);
const steps = Number(values.steps);
const rounds = values.rounds === undefined ? (values.minutes === undefined ? 10 : Number.POSITIVE_INFINITY) : Number(values.rounds);
const end = values.minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + Number(values.minutes) * 60_000;

/** So many requests wait for their answers at once, as when somebody types fast in a slow moment. */
const mostWaiting = 40;

const totals = { messages: 0, edits: 0, kills: 0, comparisons: 0, answers: 0, memory: 0 };

/** One workspace, from its first files to the comparison with a server that has seen none of the changes. */
async function round(seed: number, cache: string): Promise<void> {
	const dice = new Dice(seed);
	const workspace = await Workspace.make(dice);
	const servers: ChaosServer[] = [];
	const start = async (folder = cache): Promise<ChaosServer> => {
		const server = await ChaosServer.start(workspace.uri, folder);
		servers.push(server);
		return server;
	};
	try {
		let server = await start();
		// A second window on the same cache.
		const other = dice.chance(30) ? await start() : undefined;
		for (let count = 0; count < 4; count++) await workspace.openOrClose(dice, server);
		for (let step = 0; step < steps; step++) {
			const kind = dice.below(1000);
			if (kind < 380) totals.edits += await workspace.edit(dice, server);
			else if (kind < 860) {
				const { method, parameters } = request(dice, workspace.open, workspace.uriOf('note.md'));
				server.askLater(method, parameters);
			} else if (kind < 940) {
				const { method, parameters, isNotification } = malformed(dice, workspace.open, workspace.uriOf('note.md'));
				if (isNotification) await server.notify(method, parameters);
				else server.askLater(method, parameters);
			} else if (kind < 975) await workspace.churn(dice, server);
			else if (kind < 995) await workspace.openOrClose(dice, server);
			else {
				// The machine goes off at any moment, and Lectern is started again on what was left.
				totals.messages += server.messages;
				await server.kill();
				totals.kills++;
				server = await start();
				await workspace.openAll(server);
			}
			if (server.waiting > mostWaiting) await server.settled();
		}
		await server.settled();
		await other?.settled();
		totals.memory = Math.max(totals.memory, await server.memory());
		const empty = await mkdtemp(join(tmpdir(), 'lectern-chaos-cache-'));
		try {
			totals.answers += await compare(server, await start(empty), workspace, seed);
		} finally {
			await rm(empty, { recursive: true, force: true });
		}
		totals.comparisons++;
	} finally {
		for (const server of servers) {
			totals.messages += server.messages;
			await server.kill();
		}
	}
	await workspace.remove();
	console.log(`seed ${seed}: so far ${totals.messages} messages, ${totals.edits} edits, ${totals.kills} kills`);
}

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
	for (let done = 0; done < rounds && Date.now() < end; done++, seed++) await round(seed, cache);
	const { messages, edits, kills, comparisons, answers, memory } = totals;
	console.log(
		`${comparisons} rounds from seed ${firstSeed}: ${messages} messages, ${edits} edits, ${kills} kills; no crash, none unanswered; ` +
			`${answers} answers like those of a fresh server; at most ${memory} MB.`,
	);
} catch (error) {
	console.error(`Round ${seed - firstSeed + 1} failed; see it again with: npm run chaos -- --seed ${seed} --rounds 1 --steps ${steps}`);
	console.error(error instanceof ChaosFailure ? error.message : error);
	process.exitCode = 1;
} finally {
	await rm(cache, { recursive: true, force: true });
}
process.exit();
