import type { Receiver } from './askBy.js';
import type { WebRequest } from './web.js';

/** What is used here of a request by Node's `http` or `https`: the server and the client have these modules from different places. */
interface NodeRequest {
	on(event: 'response', listener: (response: NodeResponse) => void): unknown;
	on(event: 'error', listener: (error: Error & { readonly code?: string }) => void): unknown;
	end(body?: string): unknown;
	destroy(): unknown;
}

interface NodeResponse {
	readonly statusCode?: number | undefined;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
	on(event: 'data', listener: (part: Uint8Array) => void): unknown;
	on(event: 'end' | 'aborted', listener: () => void): unknown;
	on(event: 'error', listener: (error: Error) => void): unknown;
}

/** Method and headers of a request that Node sends. Services want to know who asks, not for whom. */
export const methodAndHeaders = ({ accept, headers, body }: WebRequest) => ({
	method: body === undefined ? 'GET' : 'POST',
	headers: {
		'user-agent': 'Lectern (citation editor)',
		...headers,
		accept,
		...(body !== undefined && {
			'content-type': 'application/json',
			'content-length': String(new TextEncoder().encode(body).length),
		}),
	},
});

/** Sends the body of a request that was begun by Node, and reports what comes back. Returns what gives the request up. */
export function sendAndReceive(asking: NodeRequest, { body }: WebRequest, receiver: Receiver): () => void {
	asking.on('response', (response) => {
		const headers = Object.entries(response.headers).map(([name, value = '']) => [
			name,
			typeof value === 'string' ? value : value.join(', '),
		]);
		receiver.begin(response.statusCode ?? 0, Object.fromEntries(headers));
		response.on('data', (part) => receiver.part(part));
		response.on('end', () => receiver.end());
		response.on('aborted', () => receiver.fail('cut-off', 'the connection broke'));
		response.on('error', (error) => receiver.fail('cut-off', error.message));
	});
	asking.on('error', (error) => receiver.fail('unreachable', error.code ?? error.message));
	asking.end(body);
	return () => {
		asking.destroy();
	};
}
