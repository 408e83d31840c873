import type { Transport } from '../../server/protocol/index.js';

/**
 * Asks by the browser's `fetch`. What the browser keeps to itself, no answer or one that a server does not let pages see, is one failure: many
 * services leave that permission out of their refusals.
 */
export const fetchTransport: Transport = ({ address, accept, headers, body }, receiver) => {
	const aborting = new AbortController();
	const ask = async () => {
		const answer = await fetch(address, {
			method: body === undefined ? 'GET' : 'POST',
			headers: { ...headers, accept, ...(body !== undefined && { 'content-type': 'application/json' }) },
			...(body !== undefined && { body }),
			redirect: 'manual',
			credentials: 'omit',
			referrerPolicy: 'no-referrer',
			signal: aborting.signal,
		}).catch((error: unknown) => receiver.fail('hidden', String(error)));
		if (!answer) return;
		receiver.begin(answer.status, Object.fromEntries(answer.headers));
		const reader = answer.body?.getReader();
		for (;;) {
			const { done, value } = (await reader?.read()) ?? { done: true };
			if (value) receiver.part(value);
			if (done) break;
		}
		receiver.end();
	};
	ask().catch((error: unknown) => receiver.fail('cut-off', String(error)));
	return () => aborting.abort();
};
