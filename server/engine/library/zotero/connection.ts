import type { AskZotero, ZoteroAnswer, ZoteroRequest } from './access.js';
import { usualTimeout } from './options.js';

/** What keeps Zotero's library from being read; each has a message of its own. */
export type ZoteroFailure =
	/** Nothing listens at the port: Zotero is not running, or listens at another. */
	| 'not-running'
	/** "Allow other applications on this computer to communicate with Zotero" is off (403). */
	| 'switched-off'
	/** The connection was closed without an answer, or in the middle of one. */
	| 'closed'
	/** Zotero answers nothing for as long as it may take: its library is still being loaded, or something else keeps it busy. */
	| 'loading'
	/** The request reached Zotero under another name than 127.0.0.1 (400): something in between changes it. */
	| 'wrong-host'
	/** No connection to Zotero is possible from here: VS Code for the Web. */
	| 'unavailable'
	/** Something else answered, or Zotero in a way that it never should. */
	| 'unexpected';

/** Reading failed; `failure` says how, `message` what was answered. */
export class ZoteroError extends Error {
	constructor(
		readonly failure: ZoteroFailure,
		message: string,
	) {
		super(message);
	}
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** What a request of ours always says: which API it speaks, and that it is no web page that asks. */
const ownHeaders = { 'zotero-api-version': '3', 'zotero-allowed-request': '1' };

/**
 * Requests to one Zotero, one after the other: its server answers one at a time, and is the user's own program. What somebody waits for, which has
 * less patience than the rest, goes first.
 */
export class ZoteroConnection {
	readonly #waiting: { readonly isUrgent: boolean; readonly run: () => Promise<void> }[] = [];
	#isBusy = false;
	/** How many requests were made. */
	requests = 0;
	/** The version in the last answer: `9.0.6`. */
	version: string | undefined;
	/** The id of Zotero's data in the last answer, from Zotero 10 on: versions of one server say nothing of another's. */
	serverId: string | undefined;

	constructor(
		readonly ask: AskZotero,
		readonly port: number,
		/** An answer that nobody waits for may take so many seconds. */
		readonly timeout: number = usualTimeout,
	) {}

	/**
	 * The answer to a GET request of the local API, below `/api/`. Rejects with a `ZoteroError` where there is none; 304, 404 and 412 are
	 * answers.
	 */
	async get(path: string, headers: Readonly<Record<string, string>> = {}, milliseconds?: number): Promise<ZoteroAnswer> {
		const answer = await this.#request({ path: `/api/${path}`, headers: { ...ownHeaders, ...headers } }, milliseconds);
		this.version = answer.headers['x-zotero-version'] ?? this.version;
		const { status, text } = answer;
		if ([200, 304, 404, 412].includes(status)) {
			if (answer.headers['zotero-api-version'] === undefined && status !== 404)
				throw new ZoteroError('unexpected', 'The answer is not Zotero’s.');
			this.serverId = answer.headers['zotero-server-id'] ?? this.serverId;
			return answer;
		}
		if (status === 403) throw new ZoteroError('switched-off', text.slice(0, 200));
		if (status === 400 && /host/i.test(text)) throw new ZoteroError('wrong-host', text.slice(0, 200));
		throw new ZoteroError('unexpected', `HTTP ${status}: ${text.slice(0, 200)}`);
	}

	/** A list of the local API as JSON. Rejects where the answer is none. */
	async list(path: string, milliseconds?: number): Promise<readonly unknown[]> {
		const { text, status } = await this.get(path, {}, milliseconds);
		const parsed = status === 200 ? parsedJson(text) : [];
		// Zotero's web API puts CSL-JSON into an object, its local API does not.
		const list = isRecord(parsed) && Array.isArray(parsed.items) ? parsed.items : parsed;
		if (!Array.isArray(list)) throw new ZoteroError('unexpected', 'The answer is no list.');
		return list;
	}

	/** The keys that a path names (`format=keys`). */
	async keys(path: string): Promise<readonly string[]> {
		const { text, status } = await this.get(path);
		return status === 200 ? text.split('\n').filter((key) => key !== '') : [];
	}

	/**
	 * What Better BibTeX answers to a method of its JSON-RPC; nothing where Zotero runs without it, or it cannot answer: it reports every
	 * failure with status 200. Rejects where Zotero cannot be reached.
	 */
	async betterBibtex(method: string, params: readonly unknown[], milliseconds?: number): Promise<unknown> {
		const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
		const { status, text } = await this.#request({ path: '/better-bibtex/json-rpc', headers: ownHeaders, body }, milliseconds);
		if (status !== 200) return undefined;
		const parsed = parsedJson(text);
		return isRecord(parsed) ? parsed.result : undefined;
	}

	/** A request with a limit of its own is urgent: somebody waits for it. */
	#request(request: Omit<ZoteroRequest, 'milliseconds'>, limit: number | undefined): Promise<ZoteroAnswer> {
		const isUrgent = limit !== undefined;
		return new Promise((resolve, reject) => {
			const run = () => this.#send({ ...request, milliseconds: limit ?? this.timeout * 1000 }).then(resolve, reject);
			const firstOther = this.#waiting.findIndex((other) => !other.isUrgent);
			// An urgent one goes before the pages of a library that is being read.
			if (isUrgent && firstOther >= 0) this.#waiting.splice(firstOther, 0, { isUrgent, run });
			else this.#waiting.push({ isUrgent, run });
			this.#runNext().catch(reject);
		});
	}

	async #runNext(): Promise<void> {
		if (this.#isBusy) return;
		this.#isBusy = true;
		for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await next.run();
		this.#isBusy = false;
	}

	async #send(request: ZoteroRequest): Promise<ZoteroAnswer> {
		this.requests++;
		const answer = await this.ask(this.port, request);
		if (!('failure' in answer)) return answer;
		const { failure, reason } = answer;
		if (failure === 'unreachable') throw new ZoteroError('not-running', reason);
		if (failure === 'closed' || failure === 'unavailable') throw new ZoteroError(failure, reason);
		throw new ZoteroError(failure === 'timeout' ? 'loading' : 'unexpected', reason);
	}
}

function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Zotero's answers have no length: one that was cut off looks whole until it is read.
		throw new ZoteroError('closed', 'The answer is cut off.');
	}
}
