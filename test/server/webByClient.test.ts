import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { FetchedPaper } from '../../server/protocol/index.js';
import { crossrefWork } from '../services.js';
import { eventually, LspClient } from './lspClient.js';

suite('the web by the client, over stdio', () => {
	let client: LspClient;
	const asked: { readonly address: string; readonly accept: string }[] = [];
	let reply: (token: { onCancellationRequested(listener: () => void): void }) => unknown;
	setup(async () => {
		asked.length = 0;
		client = await LspClient.start(undefined, { lectern: { addPaper: true, fetches: true } });
		client.connection.onRequest('lectern/fetch', (request: (typeof asked)[number], token) => {
			asked.push(request);
			return reply(token);
		});
	});
	teardown(() => client.stop());
	const ask = (token?: CancellationTokenSource['token']) =>
		client.connection.sendRequest<FetchedPaper>('lectern/addPaper/ask', { text: '10.1234/lamp.5', service: 'crossref' }, token);
	const failureOf = (paper: FetchedPaper) => ('failure' in paper ? paper.failure : undefined);

	test('asks the client once for exactly the address that the user agreed to', async () => {
		reply = () => ({ status: 200, text: crossrefWork(), headers: {} });
		const paper = await ask();
		assert.match('entry' in paper ? paper.entry : '', /^@article\{roe2019lanterns,/);
		assert.deepEqual(asked, [{ address: 'https://api.crossref.org/works/10.1234%2Flamp.5', accept: 'application/json' }]);
	});

	for (const [name, answer] of [
		['has no status', { text: 'x' }],
		['is nothing', null],
		['has a failure that nobody knows', { failure: 'tired', reason: 'late' }],
	] as const)
		test(`takes an answer that ${name} for none`, async () => {
			reply = () => answer;
			assert.equal(failureOf(await ask())?.code, 'unreachable');
		});

	test('says so where the client cannot answer', async () => {
		reply = () => Promise.reject(new Error('no such luck'));
		assert.match(failureOf(await ask())?.message ?? '', /no such luck/);
	});

	test('hands a cancellation on to the client', async () => {
		let isCancelled = false;
		reply = (token) =>
			new Promise((resolve) =>
				token.onCancellationRequested(() => {
					isCancelled = true;
					resolve({ failure: 'cancelled', reason: 'cancelled' });
				}),
			);
		const source = new CancellationTokenSource();
		const asking = ask(source.token).catch((error: { readonly code: number }) => error);
		await eventually(
			() => asked.length,
			(count) => count === 1,
		);
		source.cancel();
		const answer = await asking;
		assert.equal('code' in answer ? 'cancelled' : failureOf(answer)?.code, 'cancelled');
		assert.equal(
			await eventually(
				() => isCancelled,
				(is) => is,
			),
			true,
		);
	});
});
