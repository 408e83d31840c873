import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import {
	type AskWeb,
	askBy,
	type KeyName,
	methodAndHeaders,
	type Receiver,
	sendAndReceive,
	type WebRequest,
	withKey,
} from '../../engine/index.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables with the user's keys, for editors that have no place for secrets, and the command line. */
const keyVariables: Readonly<Record<KeyName, string>> = {
	openalex: 'LECTERN_OPENALEX_KEY',
	semanticscholar: 'LECTERN_SEMANTICSCHOLAR_KEY',
	httpLibrary: 'LECTERN_HTTP_TOKEN',
};

/**
 * Asks the web from a process without an editor that does: through the proxy that the usual variables name (`HTTPS_PROXY`, `HTTP_PROXY`,
 * `NO_PROXY`, also in small letters).
 */
export const webFor = (environment: Environment): AskWeb =>
	askBy((request, receiver) => {
		const keyed = withKey(request, request.key && environment[keyVariables[request.key]]);
		const address = new URL(keyed.address);
		const proxy = proxyFor(address, environment);
		if (!proxy) return send(keyed, address, {}, receiver);
		return address.protocol === 'https:'
			? sendThroughTunnel(keyed, address, proxy, receiver)
			: sendByProxy(keyed, address, proxy, receiver);
	});

interface Direct {
	readonly createConnection?: () => Socket;
}

function send(request: WebRequest, address: URL, options: Direct, receiver: Receiver): () => void {
	const start = address.protocol === 'https:' ? requestHttps : requestHttp;
	return sendAndReceive(start(address, { ...methodAndHeaders(request), ...options }), request, receiver);
}

/** A request in plain text goes to the proxy with its whole address (RFC 9112, section 3.2.2). */
function sendByProxy(request: WebRequest, address: URL, proxy: URL, receiver: Receiver): () => void {
	const { method, headers } = methodAndHeaders(request);
	const asking = requestHttp({
		host: hostOf(proxy),
		port: proxy.port || 80,
		method,
		path: address.href,
		headers: { ...headers, host: address.host, ...authorization(proxy) },
	});
	return sendAndReceive(asking, request, receiver);
}

/** An encrypted one goes through a tunnel, of which the proxy sees the host's name alone (RFC 9110, section 9.3.6). */
function sendThroughTunnel(request: WebRequest, address: URL, proxy: URL, receiver: Receiver): () => void {
	const target = `${address.hostname}:${address.port || 443}`;
	let abort = () => asking.destroy() as unknown;
	const asking = requestHttp({
		host: hostOf(proxy),
		port: proxy.port || 80,
		method: 'CONNECT',
		path: target,
		headers: { host: target, ...authorization(proxy) },
	});
	asking.on('connect', (response, socket) => {
		if (response.statusCode !== 200) {
			socket.destroy();
			receiver.fail('unreachable', `the proxy ${proxy.host} answered with HTTP ${response.statusCode}`);
			return;
		}
		abort = send(request, address, { createConnection: () => connectTls({ socket, servername: hostOf(address) }) }, receiver);
	});
	asking.on('error', (error: NodeJS.ErrnoException) => receiver.fail('unreachable', `${proxy.host}: ${error.code ?? error.message}`));
	asking.end();
	return () => {
		abort();
	};
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

function authorization({ username, password }: URL): Readonly<Record<string, string>> {
	if (username === '') return {};
	const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
	return { 'proxy-authorization': `Basic ${Buffer.from(plain).toString('base64')}` };
}

/**
 * The proxy for an address, as the variables say: the small letters count first, as with curl, and `HTTP_PROXY` in capitals is left out where a web
 * server runs the process (`REQUEST_METHOD`), since a visitor could set it there. Nothing where the address is to be asked directly. Throws where the
 * variable holds no address of a proxy that is asked by HTTP.
 */
export function proxyFor(address: URL, environment: Environment): URL | undefined {
	const name = address.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
	const capitals = name === 'http_proxy' && environment.REQUEST_METHOD ? undefined : environment[name.toUpperCase()];
	const given = environment[name] || capitals || environment.all_proxy || environment.ALL_PROXY;
	if (!given || isExcepted(address, environment.no_proxy || environment.NO_PROXY || '')) return undefined;
	const proxy = new URL(/^[a-z][a-z\d+.-]*:\/\//i.test(given) ? given : `http://${given}`);
	if (proxy.protocol !== 'http:') throw new Error(`${name}: only proxies with http:// are used`);
	return proxy;
}

/** Whether a list of hosts (`example.org`, `.example.org`, `host:8080`, `*`) names an address: each name also stands for what ends in it. */
function isExcepted(address: URL, list: string): boolean {
	const host = hostOf(address).toLowerCase();
	const port = address.port || (address.protocol === 'https:' ? '443' : '80');
	return list
		.split(/[\s,]+/)
		.filter((entry) => entry !== '')
		.some((entry) => {
			if (entry === '*') return true;
			const [, name = '', only] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [undefined, entry];
			const bare = name.replace(/^\[|\]$|^\*?\./g, '');
			return (only === undefined || only === port) && (host === bare || host.endsWith(`.${bare}`));
		});
}
