import assert from 'node:assert/strict';
import { silentLog } from '../../../../../server/engine/base/log.js';
import { HttpLibrary } from '../../../../../server/engine/library/http/httpLibrary.js';
import { httpLibraryOptionsOf } from '../../../../../server/engine/library/http/options.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import { httpLibraryReport } from '../../../../../server/engine/render/httpLibraryReport.js';
import { webFor } from '../../../../../server/platform/node/web.js';
import { HttpLibraryStandIn, type Kind } from '../../../../httpLibrary/standIn.mjs';

const seals = {
	id: 'lang2021',
	type: 'article-journal',
	title: 'Harbour seals at night',
	author: [
		{ family: 'Lang', given: 'Mira' },
		{ family: 'Abel', given: 'Ann' },
	],
	issued: { 'date-parts': [[2021]] },
	DOI: '10.1234/seal.1',
	'container-title': 'Journal of Dim Light',
};
const fog = { ...seals, id: 'fog1999', title: 'Fog signals of the north', issued: { 'date-parts': [[1999]] }, DOI: '10.1234/fog.1' };

/** Keeps caches in memory, as a folder does. */
function memory() {
	const kept = new Map<string, Uint8Array>();
	return {
		kept,
		read: async (name: string) => kept.get(name),
		write: async (name: string, parts: readonly Uint8Array[]) => {
			kept.set(name, Buffer.concat(parts));
		},
	};
}

suite('a library over HTTP', () => {
	let lab: HttpLibraryStandIn;
	let now = 1_000_000;
	teardown(() => lab.stop());

	const start = async (options: ConstructorParameters<typeof HttpLibraryStandIn>[0] = {}) => {
		lab = await new HttpLibraryStandIn({ papers: [seals, fog], ...options }).start();
	};
	const connect = async (cache = memory(), environment: Readonly<Record<string, string>> = {}, setting: object = lab.setting) => {
		const store = createLibraryStore();
		const library = new HttpLibrary({
			store,
			ask: webFor(environment),
			log: silentLog,
			cache,
			libraryHasChanged: () => undefined,
			stateHasChanged: () => undefined,
			now: () => now,
		});
		await library.use(httpLibraryOptionsOf(setting));
		const keys = () => Array.from({ length: store.current.size }, (_, index) => store.current.at(index).key).sort();
		return { store, library, keys, cache };
	};

	for (const kind of ['csl', 'meilisearch', 'opensearch', 'postgrest'] as const satisfies readonly Kind[]) {
		test(`of the kind ${kind} finds papers by the beginning of words, with all that the fields name`, async () => {
			await start({ kind });
			const { library } = await connect();
			const [found, ...more] = (await library.search('seals lan')) ?? [];
			assert.deepEqual(more, []);
			assert.deepEqual(
				{
					key: found?.key,
					title: found?.title,
					authors: found?.authors.map(({ family, given }) => ({ family, given })),
					year: found?.year,
					doi: found?.doi,
					venue: found?.venue?.full,
				},
				{
					key: 'lang2021',
					title: 'Harbour seals at night',
					authors: [
						{ family: 'Lang', given: 'Mira' },
						{ family: 'Abel', given: 'Ann' },
					],
					year: 2021,
					doi: '10.1234/seal.1',
					venue: 'Journal of Dim Light',
				},
			);
		});

		test(`of the kind ${kind} gives the records of keys, and knows which it lacks`, async () => {
			await start({ kind });
			const { library, keys } = await connect();
			await library.fetch(['fog1999', 'nobody2000', 'with"quote']);
			assert.deepEqual(keys(), ['fog1999']);
			assert.deepEqual(
				['fog1999', 'nobody2000', 'with"quote', 'lang2021'].map((key) => library.lacks(key)),
				[false, true, true, false],
			);
		});
	}

	test('does not make what a search finds part of the library until it is fetched', async () => {
		await start();
		const { library, keys } = await connect();
		await library.search('seals');
		assert.deepEqual(keys(), []);
		lab.requests = [];
		await library.fetch(['lang2021']);
		assert.deepEqual([keys(), lab.requests], [['lang2021'], []]);
	});

	test('asks once for a text that is searched twice, and for the last of several that are typed', async () => {
		await start();
		const { library } = await connect();
		await Promise.all([library.search('seals'), library.search('seals ')]);
		await library.search('seals');
		assert.equal(lab.requests.length, 1);
		const [gone, last] = await Promise.all([library.search('fog'), library.search('fog sig')]);
		assert.deepEqual([gone, last?.map(({ key }) => key)], [undefined, ['fog1999']]);
	});

	test('asks nothing for less than two letters, and nothing without an address', async () => {
		await start();
		const { library } = await connect();
		await library.search(' s ');
		await library.use(undefined);
		await library.search('seals');
		await library.fetch(['lang2021']);
		assert.deepEqual(lab.requests, []);
	});

	test('leaves out what was not asked for when it asks for keys', async () => {
		await start();
		const { library, keys } = await connect();
		lab.odd = (_, end) => end(200, { items: [seals, fog] });
		await library.fetch(['fog1999']);
		assert.deepEqual(keys(), ['fog1999']);
	});

	test('leaves out records without key or title, and those that no record could be', async () => {
		await start();
		const { library } = await connect();
		const odd = [null, 7, 'x', [], {}, { id: 'a' }, { title: 'A' }, { id: {}, title: 'A' }, { id: '', title: 'A' }];
		lab.odd = (_, end) => end(200, { items: [...odd, { ...seals, abstract: 'x'.repeat(400_000) }, fog] });
		assert.deepEqual(
			(await library.search('anything'))?.map(({ key }) => key),
			['fog1999'],
		);
	});

	test('reads the markup of titles as that of files', async () => {
		await start({ papers: [{ ...seals, title: 'Seals, <i>Phoca</i> above all' }] });
		const { library } = await connect();
		const [found] = (await library.search('seals')) ?? [];
		assert.equal(found?.title, 'Seals, Phoca above all');
	});

	test('keeps what was fetched for the next session, also without the library', async () => {
		await start();
		const { library, cache } = await connect();
		await library.fetch(['lang2021']);
		await library.fetch([]);
		while (cache.kept.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		lab.odd = (response) => response.destroy();
		const later = await connect(cache);
		assert.deepEqual(later.keys(), ['lang2021']);
	});

	test('takes over what has changed and what is gone, and asks for nothing else', async () => {
		await start();
		const { library, keys, store } = await connect();
		await library.fetch(['lang2021', 'fog1999']);
		lab.put({ ...seals, title: 'Harbour seals by day' });
		lab.put({ ...seals, id: 'other2000', title: 'Another', DOI: '10.1234/o' });
		lab.remove('fog1999');
		lab.requests = [];
		now += 16 * 60_000;
		await library.compare();
		assert.deepEqual(keys(), ['lang2021']);
		assert.equal(store.current.byKey('lang2021')[0]?.title, 'Harbour seals by day');
		assert.deepEqual(
			lab.requests.map(({ url }) => url),
			['/changes?since=1', '/items?id=lang2021'],
		);
	});

	test('asks again for all that was fetched where the library reports no changes, once a day', async () => {
		await start({ kind: 'postgrest' });
		const { library, keys } = await connect();
		await library.fetch(['lang2021', 'fog1999']);
		lab.remove('fog1999');
		await library.compare();
		const first = lab.requests.length;
		now += 3600_000;
		await library.compare();
		assert.equal(lab.requests.length, first);
		now += 24 * 3600_000;
		await library.compare();
		assert.deepEqual(keys(), ['lang2021']);
	});

	test('gives up what no other setting asks for any more', async () => {
		await start();
		const { library, keys } = await connect();
		await library.fetch(['lang2021']);
		await library.use(undefined);
		assert.deepEqual([keys(), library.state.phase], [[], 'off']);
	});

	const failures: readonly (readonly [string, string, NonNullable<HttpLibraryStandIn['odd']>])[] = [
		['a page to sign in', 'odd-answer', (_, end) => end(200, '<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' })],
		['JSON of another kind', 'odd-answer', (_, end) => end(200, { records: [] })],
		['a list of nothing', 'odd-answer', (_, end) => end(200, [])],
		['no permission', 'refused', (_, end) => end(403, '')],
		['too many requests', 'too-often', (_, end) => end(429, '', { 'retry-after': '90' })],
		['a redirection', 'redirected', (_, end) => end(302, '', { location: 'http://127.0.0.1:1/' })],
		['an error', 'service-error', (_, end) => end(503, 'down')],
		['a connection that breaks', 'unreachable', (response) => response.destroy()],
		[
			'half an answer',
			'unreachable',
			(response) => {
				response.writeHead(200, { 'content-length': '1000' });
				response.write('{"items": [');
				setImmediate(() => response.destroy());
			},
		],
		['an answer without end', 'odd-answer', (_, end) => end(200, ' '.repeat(9 << 20))],
	];
	for (const [what, failure, odd] of failures)
		test(`says what is wrong with ${what}, and leaves what was fetched as it was`, async () => {
			await start();
			const { library, keys } = await connect();
			await library.fetch(['lang2021']);
			lab.odd = odd;
			assert.equal(await library.search('fog'), undefined);
			assert.deepEqual([library.state.phase, library.state.failure, keys()], ['failed', failure, ['lang2021']]);
			assert.match(httpLibraryReport(library.state).summary, /Lab/);
			assert.equal(library.lacks('fog1999'), false);
		});

	test('asks nothing more for as long as the library wishes, then again', async () => {
		await start();
		const { library } = await connect();
		lab.odd = (_, end) => end(429, '', { 'retry-after': '90' });
		await library.search('fog');
		lab.odd = undefined;
		now += 89_000;
		assert.equal(await library.search('fog'), undefined);
		assert.equal(lab.requests.length, 1);
		now += 2_000;
		assert.deepEqual(
			(await library.search('fog'))?.map(({ key }) => key),
			['fog1999'],
		);
		assert.equal(library.state.phase, 'ready');
	});

	test('sends the token that the platform has, to this computer', async () => {
		await start({ token: 'secret' });
		const { library } = await connect(memory(), { LECTERN_HTTP_TOKEN: 'secret' });
		assert.equal((await library.search('seals'))?.length, 1);
	});

	test('names no token for an address that others can listen to', async () => {
		const sent: unknown[] = [];
		await start();
		const library = new HttpLibrary({
			store: createLibraryStore(),
			ask: async (request) => {
				sent.push(request.key);
				return { status: 200, text: '{"items":[]}', headers: {} };
			},
			log: silentLog,
			cache: undefined,
			libraryHasChanged: () => undefined,
			stateHasChanged: () => undefined,
		});
		for (const url of ['http://lab.example', 'https://lab.example', 'http://127.0.0.1:80', 'http://127.0.0.1.example']) {
			await library.use(httpLibraryOptionsOf({ url }));
			await library.search('seals');
		}
		assert.deepEqual(sent, [undefined, 'httpLibrary', 'httpLibrary', undefined]);
	});

	test('takes fields as a text, as the settings editor shows them', () => {
		const options = httpLibraryOptionsOf({ url: 'https://lab.example', fields: ' title: paper.title,container-title:venue, ' });
		assert.deepEqual(options && 'fields' in options && options.fields, { title: 'paper.title', 'container-title': 'venue' });
	});

	const wrong: readonly unknown[] = [
		{ url: 'file:///etc/passwd' },
		{ url: 'https://user:password@lab.example' },
		{ url: 'https://lab.example/?key=1' },
		{ url: 'https://lab.example/#x' },
		{ url: 7 },
		{ url: 'https://lab.example', kind: 'sql' },
		{ url: 'https://lab.example', fields: ['title'] },
		{ url: 'https://lab.example', fields: { title: 7 } },
		{ url: 'https://lab.example', fields: 'title' },
		{ url: 'https://lab.example', fields: 'title:, author: people' },
		{ url: 'https://lab.example', fields: { '__proto__ x': 'a' } },
	];
	test('is not asked where the setting is wrong, and says so', async () => {
		await start();
		for (const setting of wrong) {
			const options = httpLibraryOptionsOf(setting);
			assert.ok(options && 'problem' in options, JSON.stringify(setting));
		}
		assert.deepEqual([undefined, {}, { url: '' }, null, 'x'].map(httpLibraryOptionsOf), Array(5).fill(undefined));
	});
});
