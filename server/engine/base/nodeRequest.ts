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

/**
 * Passes on what an answer is before it was compressed: without being asked to compress, a server may do so all the same, as caches do (RFC 9110, section 12.5.3).
 * Other codings than gzip and deflate are passed on as they are.
 */
function unpacking(coding: string, receiver: Receiver): Pick<Receiver, 'part' | 'end'> {
	const format = /^(?:x-)?gzip$/i.test(coding) ? 'gzip' : /^deflate$/i.test(coding) ? 'deflate' : undefined;
	if (format === undefined) return receiver;
	const { writable, readable } = new DecompressionStream(format);
	const [writer, reader] = [writable.getWriter(), readable.getReader()];
	const broken = (error: unknown) => receiver.fail('cut-off', error instanceof Error ? error.message : String(error));
	const readOn = async (): Promise<void> => {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return receiver.end();
			receiver.part(value!);
		}
	};
	readOn().catch(broken);
	return {
		part: (bytes) => {
			writer.write(new Uint8Array(bytes)).catch(broken);
		},
		end: () => {
			writer.close().catch(broken);
		},
	};
}

/** Sends the body of a request that was begun by Node, and reports what comes back. Returns what gives the request up. */
export function sendAndReceive(asking: NodeRequest, { body }: WebRequest, receiver: Receiver): () => void {
	asking.on('response', (response) => {
		const headers = Object.entries(response.headers).map(([name, value = '']) => [
			name,
			typeof value === 'string' ? value : value.join(', '),
		]);
		receiver.begin(response.statusCode ?? 0, Object.fromEntries(headers));
		const unpacked = unpacking(String(response.headers['content-encoding'] ?? ''), receiver);
		response.on('data', (part) => unpacked.part(part));
		response.on('end', () => unpacked.end());
		response.on('aborted', () => receiver.fail('cut-off', 'the connection broke'));
		response.on('error', (error) => receiver.fail('cut-off', error.message));
	});
	asking.on('error', (error) => receiver.fail('unreachable', error.code ?? error.message));
	asking.end(body);
	return () => {
		asking.destroy();
	};
}
