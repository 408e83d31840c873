import { type AskWeb, longestAnswer, usualPatience, type WebAnswer, type WebRequest } from './web.js';

type Failure = Extract<WebAnswer, { readonly failure: string }>['failure'];

/** What a transport reports of an answer. What comes after `end` or `fail` is ignored. */
export interface Receiver {
	/** The status and the headers, by whatever names; those with several values are joined by commas. */
	begin(status: number, headers: Readonly<Record<string, string>>): void;
	part(bytes: Uint8Array): void;
	end(): void;
	fail(failure: Failure, reason: string): void;
}

/** Sends one request and reports what comes back. Returns what gives the request up. May throw where a request cannot be sent at all. */
export type Transport = (request: WebRequest, receiver: Receiver) => () => void;

/**
 * Asks by a transport: with a limit of time and of size, and given up when cancelled. Whatever happens, there is one answer, and nothing of the
 * request is left behind it.
 */
export const askBy =
	(transport: Transport): AskWeb =>
	(request, token) =>
		new Promise((resolve) => {
			let isDone = false;
			let abort: (() => void) | undefined;
			let status = 0;
			let headers: Record<string, string> = {};
			let length = 0;
			let text = '';
			const decoder = new TextDecoder();
			const done = (answer: WebAnswer) => {
				if (isDone) return;
				isDone = true;
				clearTimeout(timer);
				listening.dispose();
				resolve(answer);
				abort?.();
			};
			const fail = (failure: Failure, reason: string) => done({ failure, reason });
			const milliseconds = request.milliseconds ?? usualPatience;
			const timer = setTimeout(() => fail('timeout', `${milliseconds / 1000} s`), milliseconds);
			const listening = token.onCancellationRequested(() => fail('cancelled', 'cancelled'));
			if (token.isCancellationRequested) return fail('cancelled', 'cancelled');
			try {
				abort = transport(request, {
					begin: (answered, given) => {
						status = answered;
						headers = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
					},
					part: (bytes) => {
						if (isDone) return;
						length += bytes.length;
						if (length > longestAnswer) fail('too-long', String(longestAnswer >> 20));
						else text += decoder.decode(bytes, { stream: true });
					},
					end: () => done({ status, text: text + decoder.decode(), headers }),
					fail,
				});
			} catch (error) {
				fail('unreachable', error instanceof Error ? error.message : String(error));
			}
			if (isDone) abort?.();
		});
