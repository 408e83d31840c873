import assert from 'node:assert/strict';
import { type AskWeb, neverSignalled, type WebAnswer, type WebRequest } from '../../../../server/engine/base/web.js';
import { type Clock, PoliteWeb } from '../../../../server/engine/literature/politeWeb.js';

/** A clock that only waiting moves. */
class HandClock implements Clock {
	time = 1_000_000;
	readonly waits: number[] = [];
	now = () => this.time;
	wait = async (milliseconds: number) => {
		this.waits.push(milliseconds);
		this.time += milliseconds;
	};
}

const ok = (text = '{}', headers: Record<string, string> = {}): WebAnswer => ({ status: 200, text, headers });
const at = (path: string): WebRequest => ({ address: `https://api.example.org${path}`, accept: 'application/json' });

/** The web with answers by path, in turn where there are several, and what it was asked. */
function webOf(answers: Readonly<Record<string, WebAnswer | readonly WebAnswer[]>>) {
	const asked: string[] = [];
	const web: AskWeb = async ({ address }) => {
		const path = address.slice('https://api.example.org'.length);
		const given = answers[path] ?? ok();
		asked.push(path);
		const count = asked.filter((each) => each === path).length;
		return Array.isArray(given) ? given[Math.min(count, given.length) - 1] : (given as WebAnswer);
	};
	return { web, asked };
}

/** A signal that can be given. */
function signal() {
	const listeners = new Set<() => void>();
	const token = {
		isCancellationRequested: false,
		onCancellationRequested: (listener: () => void) => {
			listeners.add(listener);
			return { dispose: () => listeners.delete(listener) };
		},
	};
	const cancel = () => {
		token.isCancellationRequested = true;
		for (const listener of listeners) listener();
	};
	return { token, cancel };
}

const ticks = async () => {
	for (let count = 0; count < 20; count++) await Promise.resolve();
};

suite('asking services politely', () => {
	test('waits for a refusal of some seconds where the request is patient, and asks once more', async () => {
		const clock = new HandClock();
		const refused: WebAnswer = { status: 429, text: '', headers: { 'retry-after': '3' } };
		const { web, asked } = webOf({
			'/a': [refused, ok('a')],
			'/b': [refused, refused, ok('b')],
			'/c': { ...refused, headers: { 'retry-after': '60' } },
		});
		const polite = new PoliteWeb(web, clock);
		const ask = async (path: string) => {
			const answer = await polite.ask('crossref', { ...at(path), isPatient: true }, neverSignalled);
			return 'status' in answer && answer.status;
		};
		assert.deepEqual([await ask('/a'), clock.waits.includes(3000)], [200, true]);
		assert.equal(await ask('/b'), 429);
		assert.equal(await ask('/c'), 429);
		assert.deepEqual(asked, ['/a', '/a', '/b', '/b', '/c']);
	});

	test('has one request of a service under way at a time, and asks two services side by side', async () => {
		const waiting: (() => void)[] = [];
		const asked: string[] = [];
		const polite = new PoliteWeb(({ address }) => {
			asked.push(address.slice(-2));
			return new Promise((resolve) => waiting.push(() => resolve(ok())));
		}, new HandClock());
		const all = [
			polite.ask('crossref', at('/a'), neverSignalled),
			polite.ask('crossref', at('/b'), neverSignalled),
			polite.ask('openalex', at('/c'), neverSignalled),
		];
		await ticks();
		assert.deepEqual(asked, ['/a', '/c']);
		waiting[0]!();
		await ticks();
		assert.deepEqual(asked, ['/a', '/c', '/b']);
		for (const answer of waiting) answer();
		await Promise.all(all);
	});

	test('keeps the distance that a service wants, less for one work by its identifier', async () => {
		const clock = new HandClock();
		const polite = new PoliteWeb(webOf({}).web, clock);
		await polite.ask('crossref', at('/a'), neverSignalled);
		clock.time += 300;
		await polite.ask('crossref', at('/b'), neverSignalled);
		await polite.ask('crossref', { ...at('/c'), isLight: true }, neverSignalled);
		assert.deepEqual(clock.waits, [700, 200]);
	});

	test('keeps a greater distance where an answer asks for it', async () => {
		const clock = new HandClock();
		const { web } = webOf({ '/a': ok('{}', { 'x-rate-limit-limit': '2', 'x-rate-limit-interval': '10s' }) });
		const polite = new PoliteWeb(web, clock);
		await polite.ask('crossref', at('/a'), neverSignalled);
		await polite.ask('crossref', at('/b'), neverSignalled);
		assert.deepEqual(clock.waits, [5000]);
	});

	for (const [name, retryAfter] of [
		['seconds', '7'],
		['a date', new Date(1_000_000 + 7000).toUTCString()],
	] as const)
		test(`sends nothing until the time of a refusal is over, given as ${name}, and says how long that is`, async () => {
			const clock = new HandClock();
			const { web, asked } = webOf({ '/a': [{ status: 429, text: '', headers: { 'retry-after': retryAfter } }, ok()] });
			const polite = new PoliteWeb(web, clock);
			await polite.ask('openalex', at('/a'), neverSignalled);
			clock.time += 3000;
			const refused = await polite.ask('openalex', at('/b'), neverSignalled);
			assert.deepEqual('headers' in refused && [refused.status, refused.headers['retry-after']], [429, '4']);
			assert.deepEqual(asked, ['/a']);
			clock.time += 4000;
			assert.equal(((await polite.ask('openalex', at('/a'), neverSignalled)) as { status: number }).status, 200);
			assert.deepEqual(asked, ['/a', '/a']);
		});

	test('answers the same question once, failures apart', async () => {
		const { web, asked } = webOf({
			'/broken': [{ failure: 'cut-off', reason: 'ECONNRESET' }, ok('whole')],
			'/none': { status: 404, text: '', headers: {} },
		});
		const polite = new PoliteWeb(web, new HandClock());
		for (const path of ['/a', '/a', '/none', '/none', '/broken', '/broken']) await polite.ask('openalex', at(path), neverSignalled);
		assert.deepEqual(asked, ['/a', '/none', '/broken', '/broken']);
		await polite.ask('openalex', { ...at('/a'), isFresh: true }, neverSignalled);
		assert.equal(asked.at(-1), '/a');
	});

	test('never sends what was cancelled while it waited, and answers at once', async () => {
		let answer: () => void = () => undefined;
		const asked: string[] = [];
		const polite = new PoliteWeb(({ address }) => {
			asked.push(address.slice(-2));
			return new Promise((resolve) => {
				answer = () => resolve(ok());
			});
		}, new HandClock());
		const first = polite.ask('openalex', at('/a'), neverSignalled);
		const { token, cancel } = signal();
		const second = polite.ask('openalex', at('/b'), token);
		await ticks();
		cancel();
		assert.deepEqual(await second, { failure: 'cancelled', reason: 'cancelled' });
		answer();
		await first;
		await ticks();
		assert.deepEqual(asked, ['/a']);
	});

	test('follows a work that was merged into another, at the same origin and once', async () => {
		const moved = (location: string): WebAnswer => ({ status: 301, text: '', headers: { location } });
		const { web, asked } = webOf({
			'/works/W1': moved('/works/W2'),
			'/works/W2': ok('two'),
			'/works/W3': moved('https://elsewhere.example/works/W4'),
			'/works/W5': moved('//elsewhere.example/works/W4'),
			'/works/W6': moved('/works/W1'),
		});
		const polite = new PoliteWeb(web, new HandClock());
		const ask = async (path: string, followsMoves = true) => {
			const answer = await polite.ask('openalex', { ...at(path), followsMoves }, neverSignalled);
			return 'status' in answer && answer.status;
		};
		assert.deepEqual(
			[await ask('/works/W1'), await ask('/works/W3'), await ask('/works/W5'), await ask('/works/W6')],
			[200, 301, 301, 301],
		);
		assert.deepEqual(asked, ['/works/W1', '/works/W2', '/works/W3', '/works/W5', '/works/W6', '/works/W1']);
	});

	test('knows what is left of the day', async () => {
		const { web } = webOf({ '/a': ok('{}', { 'x-ratelimit-remaining-usd': '0.0421', 'x-ratelimit-limit-usd': '0.1' }) });
		const polite = new PoliteWeb(web, new HandClock());
		assert.equal(polite.allowanceOf('openalex'), undefined);
		await polite.ask('openalex', at('/a'), neverSignalled);
		assert.deepEqual(polite.allowanceOf('openalex'), { remaining: 0.0421, limit: 0.1, unit: 'usd' });
	});
});
