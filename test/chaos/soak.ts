import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { compare } from './compare.js';
import { Dice } from './dice.js';
import { ChaosServer } from './server.js';
import { malformed, request } from './traffic.js';
import { Workspace } from './workspace.js';

/** What one server has been through in a soak, and the memory it held. */
export interface Soak {
	/** The median of each minute's samples, in MB. */
	readonly memory: readonly number[];
	readonly messages: number;
	readonly edits: number;
	/** How often a library of thousands of entries was replaced by another one. */
	readonly libraries: number;
	/** How many answers at the end were like those of a server that was started then. */
	readonly answers: number;
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** A library whose words and names were in none before: whatever is kept of a replaced library makes the memory grow. */
function library(dice: Dice, generation: number): string {
	const word = () => `w${generation.toString(36)}x${dice.below(4000).toString(36)}`;
	return Array.from({ length: 2000 + dice.below(1000) }, (_, index) => {
		const title = Array.from({ length: 7 }, word).join(' ');
		return `@article{${word()}${index},\n  title = {${title}},\n  author = {Lang${word()}, Mira and Abel${word()}, Ann},\n  journal = {Journal of ${word()}},\n  year = {${1950 + dice.below(70)}},\n  doi = {10.1000/${generation}.${index}},\n  abstract = {${title} ${title}},\n}\n`;
	}).join('\n');
}

/**
 * Keeps one server busy for `minutes`: edits, requests, changed files, and every few seconds a large library that is replaced as a whole.
 * Fails as a round of chaos does; prints the memory of each minute.
 */
export async function soak(seed: number, minutes: number): Promise<Soak> {
	const dice = new Dice(seed);
	const workspace = await Workspace.make(dice);
	const cache = await mkdtemp(join(tmpdir(), 'lectern-soak-cache-'));
	const servers: ChaosServer[] = [];
	const start = async (): Promise<ChaosServer> => {
		const server = await ChaosServer.start(workspace.uri, cache);
		servers.push(server);
		return server;
	};
	const memory: number[] = [];
	let edits = 0;
	let libraries = 0;
	try {
		const server = await start();
		const begin = Date.now();
		const big = workspace.uriOf('big.bib');
		for (let count = 0; count < 6; count++) await workspace.openOrClose(dice, server);
		for (let minute = 1; minute <= minutes; minute++) {
			const samples: number[] = [];
			while (Date.now() < begin + minute * 60_000) {
				await workspace.write('big.bib', library(dice, libraries));
				await server.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: big, type: libraries++ === 0 ? 1 : 2 }] });
				for (let step = 0; step < 60; step++) {
					const kind = dice.below(100);
					if (kind < 45) edits += await workspace.edit(dice, server);
					else if (kind < 90) {
						const { method, parameters } = request(dice, workspace.open, big);
						server.askLater(method, parameters);
					} else if (kind < 94) {
						const { method, parameters, isNotification } = malformed(dice, workspace.open, big);
						if (isNotification) await server.notify(method, parameters);
						else server.askLater(method, parameters);
					} else if (kind < 97) await workspace.churn(dice, server);
					else await workspace.openOrClose(dice, server);
					if (server.waiting > 10) await server.settled();
					await wait(40);
				}
				await server.settled();
				samples.push(await server.memory());
			}
			memory.push(median(samples));
			console.log(
				`minute ${minute}: ${memory.at(-1)} MB (${Math.min(...samples)} to ${Math.max(...samples)}), ${server.messages} messages, ${libraries} libraries`,
			);
		}
		const messages = server.messages;
		const answers = await compare(server, await start(), workspace, seed);
		return { memory, messages, edits, libraries, answers };
	} finally {
		for (const server of servers) await server.kill();
		await workspace.remove();
		await rm(cache, { recursive: true, force: true });
	}
}
