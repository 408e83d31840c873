import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare } from './compare.js';
import { Dice } from './dice.js';
import { ChaosServer } from './server.js';
import { malformed, request } from './traffic.js';
import { Workspace } from './workspace.js';

/** So many requests wait for their answers at once, as when somebody types fast in a slow moment. */
const mostWaiting = 40;

/** What rounds have come to so far. `memory` is the most that a server held at the end of one, in MB. */
export interface Totals {
	messages: number;
	edits: number;
	kills: number;
	comparisons: number;
	answers: number;
	memory: number;
}

export const noTotals = (): Totals => ({ messages: 0, edits: 0, kills: 0, comparisons: 0, answers: 0, memory: 0 });

/**
 * One workspace, from its first files over so many steps to the comparison with a server that has seen none of the changes. Adds to `totals`; fails
 * with `ChaosFailure` where a server ends, does not answer or answers otherwise. `cache` is the folder that servers share. Of a hundred steps,
 * `churn` more than usual change a file on the disk.
 */
export async function round(seed: number, steps: number, cache: string, totals: Totals, churn = 0): Promise<void> {
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
			if (churn > 0 && dice.chance(churn)) await workspace.churn(dice, server);
			else if (kind < 380) totals.edits += await workspace.edit(dice, server);
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
}
