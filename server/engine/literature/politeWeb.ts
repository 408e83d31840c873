import { type AskWeb, type CancellationSignal, retryAfterOf, type WebAnswer, type WebRequest } from '../base/web.js';
import { type HostName, hosts } from './hosts.js';

/** Time, as tests replace it. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Resolves after so many milliseconds. */
	wait(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	wait: (milliseconds) =>
		new Promise((resolve) => {
			setTimeout(resolve, milliseconds);
		}),
};

/** What a service said last about what it still answers: in dollars of its price list, or as a number of requests. */
export interface Allowance {
	readonly remaining: number;
	readonly limit?: number;
	readonly unit: 'usd' | 'requests';
}

/** A request to a service, and how it may be sent. */
export interface PoliteRequest extends WebRequest {
	/** A redirection to another address of the same origin, as of works that were merged, is followed once. */
	readonly followsMoves?: boolean;
	/** It is about one work by its identifier, which costs a service little. */
	readonly isLight?: boolean;
	/** It is one of many that nobody watches: a refusal that holds for some seconds only is waited for. */
	readonly isPatient?: boolean;
	/** It is asked again although its answer is kept. */
	readonly isFresh?: boolean;
}

/** So many answers, and letters of them all together, are kept. */
const mostKept = 400;
const longestKept = 24 << 20;

/** Where a refusal does not say how long it holds (ms). */
const usualHold = 60_000;

/** So long a refusal is waited for (ms). */
const shortHold = 10_000;

interface State {
	readonly host: HostName;
	/** Resolves when the requests so far have been answered. */
	tail: Promise<unknown>;
	/** When the last answer came (ms since 1970). */
	last: number;
	/** The refusal that is still in force, and until when (ms since 1970). */
	refusal?: { readonly answer: WebAnswer; readonly until: number };
	/** The distance (ms) that the service's answers asked for. */
	asked: number;
	allowance?: Allowance;
}

/**
 * Asks services as they wish to be asked: one request at a time for each, at a distance from the one before, none while a refusal (429 with
 * `Retry-After`) is in force. An answer is kept as long as the session lasts. Requests that were cancelled while they waited are never sent.
 */
export class PoliteWeb {
	readonly #states = new Map<HostName, State>();
	/** The latest at the end. */
	readonly #kept = new Map<string, WebAnswer>();
	#keptLength = 0;

	constructor(
		private readonly web: AskWeb,
		private readonly clock: Clock = systemClock,
	) {}

	/** What a service said last about what it still answers; nothing where it has not been asked, or does not say. */
	allowanceOf(host: HostName): Allowance | undefined {
		return this.#states.get(host)?.allowance;
	}

	/** The answer to a request; that of an earlier one where it was the same. Never rejects. */
	async ask(host: HostName, request: PoliteRequest, token: CancellationSignal): Promise<WebAnswer> {
		const state = this.#stateOf(host);
		const kept = request.isFresh ? undefined : this.#keptFor(request);
		if (kept) return kept;
		const turn = state.tail.then(() => this.#inTurn(state, request, token));
		state.tail = turn.catch(() => undefined);
		let listening: { dispose(): void } | undefined;
		const given = new Promise<WebAnswer>((resolve) => {
			const cancel = () => resolve({ failure: 'cancelled', reason: 'cancelled' });
			if (token.isCancellationRequested) cancel();
			else listening = token.onCancellationRequested(cancel);
		});
		try {
			return await Promise.race([turn, given]);
		} finally {
			listening?.dispose();
		}
	}

	#stateOf(host: HostName): State {
		const state = this.#states.get(host) ?? { host, tail: Promise.resolve(), last: Number.NEGATIVE_INFINITY, asked: 0 };
		this.#states.set(host, state);
		return state;
	}

	async #inTurn(state: State, request: PoliteRequest, token: CancellationSignal): Promise<WebAnswer> {
		const cancelled: WebAnswer = { failure: 'cancelled', reason: 'cancelled' };
		if (token.isCancellationRequested) return cancelled;
		const kept = request.isFresh ? undefined : this.#keptFor(request);
		if (kept) return kept;
		const refused = this.#refusal(state);
		if (refused && !(await this.#waitFor(state, request))) return refused;
		await this.#keepDistance(state, request);
		if (token.isCancellationRequested) return cancelled;
		let answer = await this.#send(state, request, token);
		if (await this.#waitFor(state, request)) {
			if (token.isCancellationRequested) return cancelled;
			answer = await this.#send(state, request, token);
		}
		const moved = request.followsMoves ? movedTo(request.address, answer) : undefined;
		if (moved !== undefined) {
			await this.#keepDistance(state, request);
			if (token.isCancellationRequested) return cancelled;
			answer = await this.#send(state, { ...request, address: moved }, token);
		}
		this.#keep(request, answer);
		return answer;
	}

	/** Waits until a refusal is over that holds for some seconds only, where the request is patient. Whether it did. */
	async #waitFor({ refusal }: State, { isPatient }: PoliteRequest): Promise<boolean> {
		const left = refusal && isPatient ? refusal.until - this.clock.now() : 0;
		if (left <= 0 || left > shortHold) return false;
		await this.clock.wait(left);
		return true;
	}

	async #keepDistance({ host, last, asked }: State, { isLight }: PoliteRequest): Promise<void> {
		const { distance, lightDistance = distance } = hosts[host];
		const left = last + Math.max(asked, isLight ? lightDistance : distance) - this.clock.now();
		if (left > 0) await this.clock.wait(left);
	}

	async #send(
		state: State,
		{ address, accept, headers, body, key, milliseconds }: WebRequest,
		token: CancellationSignal,
	): Promise<WebAnswer> {
		// Whatever else a request is, only this is for the web.
		const answer = await this.web(present({ address, accept, headers, body, key, milliseconds }), token);
		const now = this.clock.now();
		if ('headers' in answer) {
			const { headers: answered, status } = answer;
			state.asked = distanceIn(answered) ?? state.asked;
			state.allowance = allowanceIn(answered) ?? state.allowance;
			const seconds = retryAfterOf(answered, now);
			if (status === 429 || (status === 503 && seconds !== undefined))
				state.refusal = { answer, until: now + (seconds === undefined ? usualHold : seconds * 1000) };
		}
		state.last = now;
		return answer;
	}

	/** The service's own refusal, with the seconds that are left of it. */
	#refusal(state: State): WebAnswer | undefined {
		const { refusal } = state;
		if (!refusal || !('headers' in refusal.answer)) return undefined;
		const left = refusal.until - this.clock.now();
		if (left <= 0) {
			delete state.refusal;
			return undefined;
		}
		return { ...refusal.answer, headers: { ...refusal.answer.headers, 'retry-after': String(Math.ceil(left / 1000)) } };
	}

	#keptFor(request: WebRequest): WebAnswer | undefined {
		const name = nameOf(request);
		const kept = this.#kept.get(name);
		if (kept) {
			this.#kept.delete(name);
			this.#kept.set(name, kept);
		}
		return kept;
	}

	#keep(request: WebRequest, answer: WebAnswer): void {
		if ('failure' in answer || (answer.status !== 200 && answer.status !== 404)) return;
		const name = nameOf(request);
		this.#forget(name);
		this.#kept.set(name, answer);
		this.#keptLength += answer.text.length;
		for (const oldest of this.#kept.keys()) {
			if (this.#kept.size <= mostKept && this.#keptLength <= longestKept) break;
			this.#forget(oldest);
		}
	}

	#forget(name: string): void {
		const before = this.#kept.get(name);
		if (before && 'text' in before) this.#keptLength -= before.text.length;
		this.#kept.delete(name);
	}
}

/** Without the fields that are left out. */
const present = <T extends object>(fields: T): T =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const nameOf = ({ address, accept, body = '' }: WebRequest): string => `${address} ${accept} ${body}`;

/** Where an answer says that a work is now, if that is at the same origin; nothing otherwise (RFC 9110, section 15.4). */
function movedTo(address: string, answer: WebAnswer): string | undefined {
	if (!('headers' in answer) || ![301, 302, 303, 307, 308].includes(answer.status)) return undefined;
	const origin = /^https?:\/\/[^/?#]+/.exec(address)?.[0];
	const target = answer.headers.location;
	if (origin === undefined || !target) return undefined;
	const whole = /^\/(?!\/)/.test(target) ? origin + target : target;
	return whole.startsWith(`${origin}/`) && whole !== address ? whole : undefined;
}

/** The distance (ms) that follows from how many requests a service takes in how many seconds (Crossref: `50` in `1s`). */
function distanceIn(headers: Readonly<Record<string, string>>): number | undefined {
	const limit = Number(headers['x-rate-limit-limit'] ?? Number.NaN);
	const seconds = Number(/^(\d+)\s*s?$/.exec(headers['x-rate-limit-interval']?.trim() ?? '')?.[1] ?? Number.NaN);
	return limit > 0 && seconds > 0 ? Math.min(60_000, Math.ceil((seconds * 1000) / limit)) : undefined;
}

/** What headers say about what is left (OpenAlex, "Rate limits and authentication"). */
function allowanceIn(headers: Readonly<Record<string, string>>): Allowance | undefined {
	for (const [suffix, unit] of [
		['-usd', 'usd'],
		['', 'requests'],
	] as const) {
		const remaining = Number(headers[`x-ratelimit-remaining${suffix}`] ?? Number.NaN);
		const limit = Number(headers[`x-ratelimit-limit${suffix}`] ?? Number.NaN);
		if (Number.isFinite(remaining)) return { remaining: Math.max(0, remaining), ...(Number.isFinite(limit) && { limit }), unit };
	}
	return undefined;
}
