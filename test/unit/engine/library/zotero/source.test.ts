import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { silentLog } from '../../../../../server/engine/base/log.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import type { ZoteroOptions } from '../../../../../server/engine/library/zotero/options.js';
import { ZoteroSource } from '../../../../../server/engine/library/zotero/source.js';
import { askZotero } from '../../../../../server/platform/node/zotero.js';
import { ZoteroStandIn } from '../../../../zotero/standIn.mjs';

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

suite('reading Zotero', () => {
	let zotero: ZoteroStandIn;
	let now = 1_000_000;
	teardown(() => zotero.stop());

	const source = (cache = memory()) => {
		const store = createLibraryStore();
		const reader = new ZoteroSource({
			store,
			ask: askZotero,
			log: silentLog,
			cache,
			libraryHasChanged: () => undefined,
			stateHasChanged: () => undefined,
			now: () => now,
		});
		const use = (options: Partial<ZoteroOptions> = {}) => reader.use({ isOn: true, port: zotero.port, groups: [], ...options });
		const keys = () => Array.from({ length: store.current.size }, (_, index) => store.current.at(index).key).sort();
		/** Waits until what was read is kept. */
		const isKept = async () => {
			while (![...cache.kept.keys()].some((name) => !name.startsWith('libraries'))) await new Promise((resolve) => setTimeout(resolve, 5));
		};
		/** Looks half a minute later; the requests that took. */
		const later = async () => {
			now += 31_000;
			zotero.requests = [];
			await reader.look();
			return zotero.requests.map(({ path }) => path);
		};
		return { store, reader, use, keys, later, cache, isKept, paper: (key: string) => store.current.byKey(key)[0] };
	};

	const seals = {
		title: 'Harbour seals at night',
		creators: [
			{ creatorType: 'author', firstName: 'Mira', lastName: 'Lang' },
			{ creatorType: 'author', name: 'The Seal Group' },
		],
		date: '2021-05-03',
		publicationTitle: 'Journal of Dim Light',
		DOI: '10.1234/seal.1',
		citationKey: 'lang2021',
		tags: [{ tag: 'automatic', type: 1 }, { tag: 'seals' }],
	};

	for (const version of [7, 8, 9, 10] as const)
		suite(`of version ${version}`, () => {
			setup(async () => {
				zotero = await new ZoteroStandIn({ version }).start();
			});

			test('gives its items as papers with authors, year, venue, tags and collections', async () => {
				const thesis = zotero.collection('Thesis');
				const chapter = zotero.collection('Chapter 2', thesis);
				const key = zotero.add({ ...seals, extra: 'Citation Key: lang2021', collections: [chapter] });
				zotero.search('Of 2021', ({ date }) => String(date).startsWith('2021'));
				const { use, paper, reader } = source();
				await use();
				const found = paper('lang2021')!;
				assert.equal(found.title, 'Harbour seals at night');
				assert.deepEqual(
					found.authors.map(({ family }) => family),
					['Lang', 'The Seal Group'],
				);
				assert.equal(found.year, 2021);
				assert.equal(found.venue?.full, 'Journal of Dim Light');
				assert.deepEqual(found.topics, ['seals', 'automatic']);
				assert.deepEqual(found.collections, ['Thesis / Chapter 2', 'Of 2021']);
				assert.deepEqual(found.zotero, { item: `library/items/${key}` });
				assert.equal(found.fields.note, undefined);
				assert.equal(reader.state.phase, 'connected');
			});

			test('leaves out what is in the trash, attachments, notes and annotations', async () => {
				const key = zotero.add({ ...seals, extra: 'Citation Key: lang2021' });
				zotero.add({ title: 'Thrown away', extra: 'Citation Key: gone', citationKey: 'gone', trashed: true });
				const pdf = zotero.add({ itemType: 'attachment', parentItem: key, contentType: 'application/pdf', linkMode: 'imported_file' });
				zotero.add({ itemType: 'annotation', parentItem: pdf, annotationType: 'highlight', annotationText: 'x' });
				zotero.add({ itemType: 'note', note: '<p>alone</p>' });
				const { use, keys, paper } = source();
				await use();
				assert.deepEqual(keys(), ['lang2021']);
				assert.deepEqual(paper('lang2021')?.zotero, {
					item: `library/items/${key}`,
					attachment: `library/items/${pdf}`,
					hasPdf: true,
				});
			});

			test('asks once where nothing has changed, and not at all within half a minute', async () => {
				zotero.add(seals);
				const { use, later, reader } = source();
				await use();
				zotero.requests = [];
				await reader.look();
				assert.equal(zotero.requests.length, 0);
				assert.equal((await later()).length, 1);
				assert.equal(reader.state.phase, 'connected');
			});

			test('follows items that are added, changed, removed, thrown away and brought back', async () => {
				const first = zotero.add({ ...seals, extra: 'Citation Key: lang2021' });
				const second = zotero.add({ title: 'Moths', citationKey: 'moths', extra: 'Citation Key: moths' });
				const { use, keys, later, paper } = source();
				await use();
				zotero.change(first, { title: 'Harbour seals by day' });
				zotero.add({ title: 'Eels', citationKey: 'eels', extra: 'Citation Key: eels' });
				zotero.remove(second);
				const requests = await later();
				assert.equal(paper('lang2021')?.title, 'Harbour seals by day');
				assert.deepEqual(keys(), ['eels', 'lang2021']);
				assert.ok(!requests.some((path) => /limit=500/.test(path)), requests.join('\n'));
				zotero.change(first, { trashed: true }, { keepsDate: true });
				await later();
				assert.deepEqual(keys(), ['eels']);
				zotero.change(first, { trashed: false }, { keepsDate: true });
				await later();
				assert.deepEqual(keys(), ['eels', 'lang2021']);
			});

			test('follows a collection’s new name, in Zotero 9 and earlier once everything is read again', async () => {
				const shelf = zotero.collection('Old');
				zotero.add({ ...seals, extra: 'Citation Key: lang2021', collections: [shelf] });
				const { use, reader, paper, later } = source();
				await use();
				zotero.renameCollection(shelf, 'New');
				await later();
				assert.deepEqual(paper('lang2021')?.collections, [version === 10 ? 'New' : 'Old']);
				await reader.readAgain();
				assert.deepEqual(paper('lang2021')?.collections, ['New']);
			});

			test('sees a PDF that an item got later', async () => {
				const key = zotero.add({ ...seals, extra: 'Citation Key: lang2021' });
				const { use, later, paper } = source();
				await use();
				const pdf = zotero.add({ itemType: 'attachment', parentItem: key, contentType: 'application/pdf', linkMode: 'imported_file' });
				await later();
				assert.equal(paper('lang2021')?.zotero?.attachment, `library/items/${pdf}`);
			});

			test('keeps what it has when Zotero ends in the midst of an answer, and says so', async () => {
				zotero.add({ ...seals, extra: 'Citation Key: lang2021' });
				const { use, keys, later, reader, cache, isKept } = source();
				await use();
				await isKept();
				const kept = new Map(cache.kept);
				zotero.add({ title: 'Eels', citationKey: 'eels', extra: 'Citation Key: eels' });
				zotero.diesAt = 'format=csljson';
				await later();
				assert.deepEqual(keys(), ['lang2021']);
				assert.equal(reader.state.phase, 'failed');
				assert.equal(reader.state.failure, 'closed');
				assert.equal(reader.state.libraries[0]?.papers, 1);
				assert.deepEqual(cache.kept, kept);
				await later();
				assert.equal(reader.state.failure, 'not-running');
			});

			test('has what was read last when Zotero is not running at the next start', async () => {
				zotero.add({ ...seals, extra: 'Citation Key: lang2021' });
				const { use, cache, isKept } = source();
				await use();
				await isKept();
				await zotero.stop();
				const { use: useLater, keys, reader } = source(cache);
				const readAt = now;
				now += 3_600_000;
				await useLater();
				assert.deepEqual(keys(), ['lang2021']);
				assert.equal(reader.state.failure, 'not-running');
				assert.equal(reader.state.libraries[0]?.readAt, readAt);
			});

			test('reads only what has changed since the last start', async () => {
				zotero.fill(1200);
				const { use, cache, isKept } = source();
				await use();
				await isKept();
				zotero.add({ title: 'Eels', citationKey: 'eels', extra: 'Citation Key: eels' });
				const { use: useLater, store } = source(cache);
				zotero.requests = [];
				await useLater();
				assert.equal(store.current.size, 1201);
				assert.deepEqual(
					zotero.requests.filter(({ path }) => /limit=500/.test(path)),
					[],
				);
			});

			test('gives items without a key one of their own, the same every time', async () => {
				for (let number = 0; number < 3; number++)
					zotero.add({ ...seals, DOI: `10.1234/${number}`, title: `Harbour seals ${number}`, citationKey: '' });
				const { use, keys, reader, cache, later, isKept } = source();
				await use();
				await isKept();
				assert.deepEqual(keys(), ['lang2021harbour', 'lang2021harboura', 'lang2021harbourb']);
				assert.equal(reader.state.libraries[0]?.madeKeys, 3);
				assert.equal(reader.state.hasBetterBibtex, false);
				zotero.add({ ...seals, DOI: '10.1234/9', title: 'Harbour porpoises', citationKey: '' });
				await later();
				assert.deepEqual(keys(), ['lang2021harbour', 'lang2021harboura', 'lang2021harbourb', 'lang2021harbourc']);
				const again = source(cache);
				await again.use();
				assert.deepEqual(again.keys(), keys());
			});

			test('takes the keys that only Better BibTeX has, of groups, too', async () => {
				zotero.betterBibtex = true;
				const lab = zotero.group(12, 'Lab papers');
				zotero.add({ ...seals, citationKey: '', bbtKey: 'langSeals' });
				zotero.add({ title: 'Eels', bbtKey: 'eelsOfLab' }, lab);
				const { use, keys, reader } = source();
				await use({ groups: 'all' });
				assert.deepEqual(keys(), ['eelsOfLab', 'langSeals']);
				assert.equal(
					reader.state.libraries.every(({ madeKeys }) => madeKeys === 0),
					true,
				);
			});

			test('reads groups that are named, and names those that do not exist', async () => {
				const lab = zotero.group(12, 'Lab papers');
				zotero.add({ title: 'Eels', citationKey: 'eels', extra: 'Citation Key: eels' }, lab);
				zotero.group(13, 'Others');
				const { use, keys, reader, paper, store } = source();
				await use({ groups: ['Lab papers', 'Gone'] });
				assert.deepEqual(keys(), ['eels']);
				assert.deepEqual(reader.state.unknownGroups, ['Gone']);
				assert.match(paper('eels')!.zotero!.item, /^groups\/12\/items\//);
				assert.deepEqual(
					store.current.sources.map(({ uri }) => uri),
					['zotero:/groups/12/Lab%20papers', 'zotero:/users/0/Zotero'],
				);
				await use({ groups: [] });
				assert.deepEqual(keys(), []);
			});

			test('makes one request at a time and none but reading ones', async () => {
				zotero.fill(700);
				const { use } = source();
				await use();
				assert.ok(zotero.requests.every(({ method, path }) => method === 'GET' || path.startsWith('/better-bibtex/json-rpc')));
				assert.ok(zotero.requests.every(({ headers }) => headers.host === `127.0.0.1:${zotero.port}`));
			});
		});

	test('sees in Zotero 10 that an item was put into a collection, and after a sync in Zotero 9', async () => {
		for (const version of [9, 10] as const) {
			zotero = await new ZoteroStandIn({ version }).start();
			const shelf = zotero.collection('Shelf');
			const key = zotero.add(seals);
			const { use, later, paper } = source();
			await use();
			zotero.change(key, { collections: [shelf] }, { keepsDate: true });
			if (version === 9) zotero.sync();
			await later();
			assert.deepEqual(paper('lang2021')?.collections, ['Shelf']);
			await zotero.stop();
		}
	});

	test('reads all of another Zotero at the same port', async () => {
		zotero = await new ZoteroStandIn({ version: 10 }).start();
		zotero.add(seals);
		const { use, later, keys } = source();
		await use();
		const { port } = zotero;
		await zotero.stop();
		zotero = await new ZoteroStandIn({ version: 10 }).start(port);
		zotero.serverId = 'f6e5d4c3b2a1';
		zotero.add({ title: 'Eels', citationKey: 'eels' });
		await later();
		assert.deepEqual(keys(), ['eels']);
	});

	test('forgets everything when it is turned off, and asks nothing before it is turned on', async () => {
		zotero = await new ZoteroStandIn().start();
		zotero.add(seals);
		const { use, keys, reader } = source();
		await reader.look(true);
		assert.equal(zotero.requests.length, 0);
		await use();
		assert.deepEqual(keys(), ['lang2021']);
		await use({ isOn: false });
		assert.deepEqual(keys(), []);
		assert.equal(reader.state.phase, 'off');
	});

	suite('that does not answer as it should', () => {
		const failureOf = async (version: 7 | 8 | 9 | 10 = 10) => {
			const { use, reader } = source();
			await use();
			return [version, reader.state.phase, reader.state.failure];
		};

		test('is not running', async () => {
			zotero = await new ZoteroStandIn().start();
			await zotero.stop();
			assert.deepEqual(await failureOf(), [10, 'failed', 'not-running']);
		});

		test('does not let others ask', async () => {
			zotero = await new ZoteroStandIn().start();
			zotero.isOff = true;
			assert.deepEqual(await failureOf(), [10, 'failed', 'switched-off']);
		});

		test('closes the connection', async () => {
			zotero = await new ZoteroStandIn().start();
			zotero.drops = 1;
			assert.deepEqual(await failureOf(), [10, 'failed', 'closed']);
		});

		test('is no Zotero', async () => {
			zotero = await new ZoteroStandIn().start();
			const other = createServer((socket) => {
				socket.on('error', () => undefined);
				socket.once('data', () => socket.end('HTTP/1.0 200 OK\r\n\r\n<html>'));
			});
			await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
			const { use, reader } = source();
			await use({ port: (other.address() as { port: number }).port });
			assert.equal(reader.state.failure, 'unexpected');
			await new Promise((resolve) => other.close(resolve));
		});

		test('is still loading its library', async () => {
			zotero = await new ZoteroStandIn().start();
			zotero.add(seals);
			zotero.startLoading();
			const { use, reader, keys } = source();
			const reading = use();
			await new Promise((resolve) => setTimeout(resolve, 50));
			assert.equal(reader.state.phase, 'connecting');
			zotero.finishLoading();
			await reading;
			assert.deepEqual(keys(), ['lang2021']);
		});

		test('answers again later', async () => {
			zotero = await new ZoteroStandIn().start();
			zotero.add(seals);
			zotero.isOff = true;
			const { use, reader, later, keys } = source();
			await use();
			assert.equal(reader.state.failure, 'switched-off');
			zotero.isOff = false;
			await later();
			assert.deepEqual([reader.state.phase, reader.state.failure, keys()], ['connected', undefined, ['lang2021']]);
		});
	});

	test('reads 15,000 items in pages', async () => {
		zotero = await new ZoteroStandIn({ version: 10 }).start();
		zotero.fill(15_000);
		const { use, store, reader } = source();
		await use();
		assert.equal(reader.state.libraries[0]?.papers, 15_000);
		assert.equal(store.current.size, 15_000);
		assert.equal(store.current.byKey('family1station998')[0]?.zotero !== undefined, true);
		assert.ok(store.current.find('observations lanterns station 1235').length > 0);
		const pages = zotero.requests.filter(({ path }) => path.includes('limit=500')).length;
		assert.equal(pages, 60);
	});
});
