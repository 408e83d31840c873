// A logging HTTP proxy on loopback. Only it knows where a host of the tests is: what does not pass through it does not arrive.
import { createServer, request } from 'node:http';
import { connect } from 'node:net';

export class LoggingProxy {
	/** What passed through, in order: method and address. */
	passed = [];
	#server = createServer((incoming, outgoing) => this.#pass(incoming, outgoing));

	/** `port` is where the host `services.test` really is, on loopback. */
	constructor(port) {
		this.port = port;
		this.#server.on('connect', (incoming, socket, head) => this.#tunnel(incoming, socket, head));
	}

	async start() {
		await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
		return this;
	}

	async stop() {
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	get address() {
		return `http://127.0.0.1:${this.#server.address().port}`;
	}

	/** A request in plain text names its whole address (RFC 9112, section 3.2.2). */
	#pass(incoming, outgoing) {
		this.passed.push(`${incoming.method} ${incoming.url}`);
		const { hostname, pathname, search } = new URL(incoming.url, 'http://nowhere.test');
		if (hostname !== 'services.test') return outgoing.writeHead(502).end();
		const asking = request({
			host: '127.0.0.1',
			port: this.port,
			method: incoming.method,
			path: pathname + search,
			headers: incoming.headers,
		});
		asking.on('response', (answer) => {
			outgoing.writeHead(answer.statusCode, answer.headers);
			answer.pipe(outgoing);
		});
		asking.on('error', () => outgoing.writeHead(502).end());
		incoming.pipe(asking);
	}

	/** VS Code asks for a tunnel for plain text, too. */
	#tunnel(incoming, socket, head) {
		this.passed.push(`CONNECT ${incoming.url}`);
		socket.on('error', () => socket.destroy());
		if (!incoming.url.startsWith('services.test:')) return socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
		const target = connect(this.port, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			target.write(head);
			socket.pipe(target).pipe(socket);
		});
		target.on('error', () => socket.destroy());
	}
}
