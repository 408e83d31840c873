import { type LocalizableMessage, localizable } from '../../base/localizableMessage.js';
import { retryAfterOf, type WebAnswer } from '../../base/web.js';

/** Why a library over HTTP gave no answer that can be used. */
export type HttpFailure = 'unreachable' | 'timeout' | 'refused' | 'too-often' | 'redirected' | 'service-error' | 'odd-answer';

/** Why there is no answer. */
export class HttpLibraryError extends Error {
	constructor(
		readonly failure: HttpFailure | 'cancelled',
		reason: string,
		/** Seconds, as the service says. */
		readonly retryAfter?: number,
	) {
		super(reason);
	}
}

/** What a platform's failures are here. */
const failuresOfWeb = {
	cancelled: 'cancelled',
	'cut-off': 'unreachable',
	hidden: 'unreachable',
	timeout: 'timeout',
	'too-long': 'odd-answer',
	unreachable: 'unreachable',
} as const;

/** The JSON of an answer that came at `now`. Throws an `HttpLibraryError` where it is none. */
export function jsonIn(answer: WebAnswer, now: number): unknown {
	if ('failure' in answer) {
		const reason = answer.failure === 'too-long' ? `more than ${answer.reason} MB` : answer.reason;
		throw new HttpLibraryError(failuresOfWeb[answer.failure], reason);
	}
	const { status, text, headers } = answer;
	const retryAfter = retryAfterOf(headers, now);
	if (status === 401 || status === 403) throw new HttpLibraryError('refused', `HTTP ${status}`, 60);
	if (status === 429) throw new HttpLibraryError('too-often', `HTTP ${status}`, retryAfter ?? 30);
	if (status === 0 || (status >= 300 && status < 400)) throw new HttpLibraryError('redirected', `HTTP ${status}`);
	if (status >= 500) throw new HttpLibraryError('service-error', `HTTP ${status}`, retryAfter);
	if (status !== 200) throw new HttpLibraryError('odd-answer', `HTTP ${status}`);
	try {
		return JSON.parse(text);
	} catch {
		// The beginning shows what it is: a page to sign in, as a rule.
		throw new HttpLibraryError('odd-answer', `no JSON but “${text.trim().slice(0, 40)}”`);
	}
}

/** What to do about each failure, and what it is. */
export const failureMessages: Readonly<Record<HttpFailure, (name: string, reason: string) => LocalizableMessage>> = {
	unreachable: (name, reason) =>
		localizable('{0} cannot be reached: {1}. Check the address in the setting lectern.httpLibrary.', name, reason),
	timeout: (name) => localizable('{0} does not answer in time. Lectern goes on without it and asks again later.', name),
	refused: (name, reason) =>
		localizable('{0} refuses the request ({1}). Run “Connect a Library over HTTP…” and enter a valid token.', name, reason),
	'too-often': (name) => localizable('{0} was asked too often. Lectern waits as long as it wishes.', name),
	redirected: (name) =>
		localizable(
			'{0} answers with another address, which Lectern does not follow. Enter that address in the setting lectern.httpLibrary.',
			name,
		),
	'service-error': (name, reason) => localizable('{0} is out of order ({1}). Lectern asks again later.', name, reason),
	'odd-answer': (name, reason) =>
		localizable('{0} answers, but not as a library does: {1}. Check address and kind in the setting lectern.httpLibrary.', name, reason),
};
