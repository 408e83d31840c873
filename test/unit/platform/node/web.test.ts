import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { neverSignalled } from '../../../../server/engine/base/web.js';
import { proxyFor, webFor } from '../../../../server/platform/node/web.js';

suite('the web of a process without an editor that asks', () => {
	let server: Server;
	let base: string;
	const seen: string[] = [];
	setup(async () => {
		seen.length = 0;
		server = createServer((request, response) => {
			seen.push(`${request.method} ${request.url}`);
			if (request.url?.startsWith('/cut')) {
				response.writeHead(200, { 'content-length': '1000' }).write('{"half":');
				setImmediate(() => response.destroy());
			} else if (request.url?.startsWith('/long')) response.end('x'.repeat((8 << 20) + 1));
			else if (request.url?.startsWith('/gzip')) response.setHeader('Content-Encoding', 'gzip').end(gzipSync('{"ä":1}'));
			else if (request.url?.startsWith('/deflate')) response.setHeader('Content-Encoding', 'deflate').end(deflateSync('{"ä":1}'));
			else if (request.url?.startsWith('/broken')) response.setHeader('Content-Encoding', 'gzip').end('{"ä":1}');
			else if (request.url?.startsWith('/bomb')) response.setHeader('Content-Encoding', 'gzip').end(gzipSync(Buffer.alloc(64 << 20)));
			else if (request.url?.startsWith('/moved')) response.writeHead(302, { location: '/elsewhere' }).end();
			else response.setHeader('X-Own', 'yes').end(JSON.stringify({ url: request.url, ...request.headers }));
		});
		server.on('connect', (request, socket) => {
			seen.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
			socket.on('error', () => undefined);
			if (request.url?.startsWith('refused')) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			socket.once('data', (hello: Buffer) => {
				// The first record of TLS, with the name of the host that is wanted.
				seen.push(`${hello[0]} ${hello.includes('services.test')}`);
				(socket as Socket).destroy();
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	const ask = (address: string, environment = {}, more = {}) =>
		webFor(environment)({ address, accept: 'text/plain', ...more }, neverSignalled);

	test('gives status, text and headers by small letters', async () => {
		const answer = await ask(`${base}/a`);
		assert.ok('text' in answer);
		assert.deepEqual([answer.status, answer.headers['x-own'], JSON.parse(answer.text).accept], [200, 'yes', 'text/plain']);
	});

	test('reads an answer that a server compressed without being asked to', async () => {
		for (const path of ['/gzip', '/deflate']) {
			const answer = await ask(base + path);
			assert.deepEqual('text' in answer && [answer.status, answer.text], [200, '{"ä":1}'], path);
		}
	});

	test('sends a body by POST, as JSON', async () => {
		const answer = await ask(`${base}/a`, {}, { body: '{"q":"ä"}' });
		assert.ok('text' in answer);
		assert.equal(JSON.parse(answer.text)['content-length'], '10');
		assert.deepEqual(seen, ['POST /a']);
	});

	for (const [path, failure] of [
		['/cut', 'cut-off'],
		['/broken', 'cut-off'],
		['/bomb', 'too-long'],
		['/long', 'too-long'],
	] as const)
		test(`reports an answer that is ${failure} (${path})`, async () => {
			const answer = await ask(base + path);
			assert.equal('failure' in answer && answer.failure, failure);
		});

	test('follows no redirection', async () => {
		const answer = await ask(`${base}/moved`);
		assert.deepEqual('status' in answer && [answer.status, answer.headers.location], [302, '/elsewhere']);
		assert.deepEqual(seen, ['GET /moved']);
	});

	test('asks a proxy for an address without encryption, with the whole address', async () => {
		await ask('http://services.test/works?q=a', { HTTP_PROXY: base });
		assert.deepEqual(seen, ['GET http://services.test/works?q=a']);
	});

	test('asks a proxy for a tunnel to an encrypted one, and begins to encrypt in it', async () => {
		const answer = await ask('https://services.test/works', { https_proxy: base.replace('http://', 'http://me:secret@') });
		assert.equal('failure' in answer && answer.failure, 'unreachable');
		assert.deepEqual(seen, [`CONNECT services.test:443 Basic ${btoa('me:secret')}`, '22 true']);
	});

	test('says so where the proxy refuses', async () => {
		const answer = await ask('https://refused.test/', { HTTPS_PROXY: base });
		assert.match('failure' in answer ? answer.reason : '', /answered with HTTP 403/);
	});

	test('puts keys from the environment where each service wants them', async () => {
		const environment = { LECTERN_OPENALEX_KEY: 'k y', LECTERN_SEMANTICSCHOLAR_KEY: 'two', LECTERN_HTTP_TOKEN: 'three' };
		const seenBy = async (key: string) => {
			const answer = await ask(`${base}/works?q=a`, environment, { key });
			return JSON.parse('text' in answer ? answer.text : '{}');
		};
		assert.equal((await seenBy('openalex')).url, '/works?q=a&api_key=k%20y');
		assert.equal((await seenBy('semanticscholar'))['x-api-key'], 'two');
		assert.equal((await seenBy('httpLibrary')).authorization, 'Bearer three');
	});

	for (const [name, address, environment, proxy] of [
		['none is named', 'https://a.test', {}, undefined],
		['small letters count first', 'https://a.test', { https_proxy: 'http://one:1', HTTPS_PROXY: 'http://two:2' }, 'http://one:1/'],
		['one is named without a scheme', 'https://a.test', { HTTPS_PROXY: 'one:8080' }, 'http://one:8080/'],
		['one is for all', 'https://a.test', { ALL_PROXY: 'http://all:1' }, 'http://all:1/'],
		['one is for the other scheme', 'http://a.test', { HTTPS_PROXY: 'http://one:1' }, undefined],
		['a web server runs the process', 'http://a.test', { HTTP_PROXY: 'http://one:1', REQUEST_METHOD: 'GET' }, undefined],
		['the host is excepted', 'https://a.test', { HTTPS_PROXY: 'http://one:1', NO_PROXY: 'b.test, a.test' }, undefined],
		['its domain is excepted', 'https://x.a.test', { HTTPS_PROXY: 'http://one:1', no_proxy: '.a.test' }, undefined],
		['another that ends alike is excepted', 'https://xa.test', { HTTPS_PROXY: 'http://one:1', NO_PROXY: 'a.test' }, 'http://one:1/'],
		['another port is excepted', 'https://a.test', { HTTPS_PROXY: 'http://one:1', NO_PROXY: 'a.test:8443' }, 'http://one:1/'],
		['the address is excepted', 'http://[::1]:80', { HTTP_PROXY: 'http://one:1', NO_PROXY: '[::1]:80' }, undefined],
		['all are excepted', 'https://a.test', { HTTPS_PROXY: 'http://one:1', NO_PROXY: '*' }, undefined],
	] as const)
		test(`finds the proxy where ${name}`, () => {
			assert.equal(proxyFor(new URL(address), environment)?.href, proxy);
		});

	test('says so where the variable names a proxy of another kind', async () => {
		const answer = await ask('https://a.test', { HTTPS_PROXY: 'socks5://one:1' });
		assert.match('failure' in answer ? answer.reason : '', /http:\/\//);
	});
});
