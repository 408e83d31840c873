import * as v from 'valibot';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { type AskWeb, describeError, type Log } from '../engine/index.js';
import { fetchAnswer, fetchMethod } from '../protocol/index.js';

/** Asks the web by the client. An answer that is not as the protocol has it counts as none, and is logged. */
export const webByClient =
	(connection: Connection, log: Log): AskWeb =>
	async (request, token) => {
		if (token.isCancellationRequested) return { failure: 'cancelled', reason: 'cancelled' };
		try {
			// LSP's token has the members that a signal has, and its event more than those.
			const answered: unknown = await connection.sendRequest(fetchMethod, request, token as CancellationToken);
			return v.parse(fetchAnswer, answered);
		} catch (error) {
			if (token.isCancellationRequested) return { failure: 'cancelled', reason: 'cancelled' };
			log.error(`${fetchMethod} failed: ${describeError(error)}`);
			return { failure: 'unreachable', reason: error instanceof Error ? error.message : String(error) };
		}
	};
