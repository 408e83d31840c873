import { Agent, request } from 'node:http';
import { type AskZotero, isPort, type NoZoteroAnswer, usualPort, type ZoteroAnswer } from '../../engine/index.js';

/** The only address that is ever asked. Not `localhost`, which may be IPv6's ::1, where Zotero does not listen. */
const host = '127.0.0.1';

/** A page of 500 items has one or two megabytes; one item of some thousand authors as much (bytes). */
const longest = 64 << 20;

let agent: Agent | undefined;

/** An agent of our own: no proxy of the process or the editor has a part in it. */
function ownAgent(): Agent {
	agent ??= new Agent({ keepAlive: false });
	return agent;
}

/** Asks the Zotero on this machine. */
export const askZotero: AskZotero = (port, { path, headers = {}, body, milliseconds }) =>
	new Promise((resolve) => {
		let isDone = false;
		const done = (answer: ZoteroAnswer | NoZoteroAnswer) => {
			if (isDone) return;
			isDone = true;
			clearTimeout(timer);
			asking.destroy();
			resolve(answer);
		};
		const timer = setTimeout(() => done({ failure: 'timeout', reason: `no answer within ${milliseconds} ms` }), milliseconds);
		const asking = request(
			{
				host,
				port,
				path,
				agent: ownAgent(),
				method: body === undefined ? 'GET' : 'POST',
				headers: {
					'user-agent': 'Lectern',
					...headers,
					...(body !== undefined && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
				},
			},
			(response) => {
				const parts: Buffer[] = [];
				let length = 0;
				response.on('data', (part: Buffer) => {
					length += part.length;
					if (length > longest) done({ failure: 'too-long', reason: `more than ${longest >> 20} MB` });
					else parts.push(part);
				});
				// Without a length an answer that is cut off ends like one that is whole; what is half is no JSON.
				response.on('end', () =>
					done({ status: response.statusCode ?? 0, headers: flat(response.headers), text: Buffer.concat(parts).toString('utf8') }),
				);
				response.on('error', (error) => done({ failure: 'closed', reason: error.message }));
				response.on('aborted', () => done({ failure: 'closed', reason: 'the answer was cut off' }));
			},
		);
		asking.on('error', (error: NodeJS.ErrnoException) =>
			done({ failure: refusals.has(error.code ?? '') ? 'unreachable' : 'closed', reason: error.code ?? error.message }),
		);
		asking.end(body);
	});

/** Errors of connections that were never made. */
const refusals: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EACCES', 'EADDRNOTAVAIL', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']);

const flat = (headers: NodeJS.Dict<string | string[]>): Readonly<Record<string, string>> =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));

/** The port that an argument names; the usual one where it names none, nothing where it is no port. */
export function portOf(text: string): number | undefined {
	if (text === '') return usualPort;
	const port = Number(text);
	return isPort(port) ? port : undefined;
}
