import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { askBy, fetchMethod, fetchParameters, type KeyName, type Transport, type WebAnswer, withKey } from '../../server/protocol/index.js';
import type { Log } from '../log.js';

/** Where a key is kept; that of a library over HTTP, which may be anywhere, for its host alone. */
export const secretOf = (name: KeyName, address = ''): string =>
	name === 'httpLibrary'
		? `lectern.key.httpLibrary ${/^https?:\/\/[^/?#]+/i.exec(address)?.[0].toLowerCase() ?? ''}`
		: `lectern.key.${name}`;

/**
 * Asks the web for the server, with the user's key where the server names one: it never gets to know it. What is asked is logged without keys.
 */
export function fetchForServer(client: BaseLanguageClient, transport: Transport, secrets: vscode.SecretStorage, log: Log): void {
	const ask = askBy(transport);
	const answer = async (given: unknown, token: vscode.CancellationToken): Promise<WebAnswer> => {
		const { success, output } = v.safeParse(fetchParameters, given);
		if (!success) {
			log.warn(`${fetchMethod} was asked for something that is no request`);
			return { failure: 'unreachable', reason: 'this is no request' };
		}
		const key = output.key && (await secrets.get(secretOf(output.key, output.address)));
		const answered = await ask(withKey(output, key), token);
		log.debug(`${output.address}: ${'failure' in answered ? `${answered.failure} (${answered.reason})` : answered.status}`);
		return answered;
	};
	client.onRequest(fetchMethod, answer as (given: unknown, token: vscode.CancellationToken) => Promise<unknown>);
}
