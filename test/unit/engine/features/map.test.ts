import assert from 'node:assert/strict';
import { layOut, layout } from '../../../../client/map/page/layout/layout.js';
import type { LayoutTask } from '../../../../client/map/page/layout/task.js';
import { neverCancelled } from '../../../../server/engine/base/cancellation.js';
import { noMentions } from '../../../../server/engine/documents/notedMentions.js';
import { NoteIndex } from '../../../../server/engine/documents/noteIndex.js';
import type { MapAnswer } from '../../../../server/engine/features/map.js';
import { fitting, grownBy, libraryMap } from '../../../../server/engine/features/map.js';
import { readSummary } from '../../../../server/engine/library/formats/summary.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';
import { corpusNeighbours } from '../../../bench/neighbours.js';
import { corpusLibrary } from '../../corpusLibrary.js';
import { contextOf, lanternNet, libraryOf } from '../../note.js';
import { record, source } from '../library/fixtures.js';

const answerOf = (map: MapAnswer): LayoutTask => ({
	size: map.points.length,
	neighbours: map.neighbours,
	links: [...map.related, ...map.mentioned],
});

suite('the map of the library', () => {
	const context = contextOf(corpusLibrary());
	let map: MapAnswer;
	suiteSetup(async () => {
		map = (await libraryMap(context, '', () => '', neverCancelled))!;
	});

	/** Keys of a paper's five nearest. */
	const nearest = (index: number): number[] => map.neighbours[index]!.filter((_, place) => place % 2 === 0).slice(0, 5);

	test('of thirty bundled papers at least three of the five nearest share a topic or a link', async () => {
		const all = await corpusNeighbours();
		assert.equal(all.length, 30);
		const akin = all.map(
			({ paper, nearest }) => `${paper.key}: ${nearest.filter(({ shared }) => shared.length > 0).length} of ${nearest.length}`,
		);
		assert.deepEqual(
			akin.filter((line) => !/: [345] of 5$/.test(line)),
			[],
		);
	});

	test('papers without topics and links are near by their words', async () => {
		const all = await corpusNeighbours(({ title, keys }) => ({ title, keys, topics: [], related: [] }));
		const akin = all.flatMap(({ nearest }) => nearest.filter(({ shared }) => shared.length > 0));
		assert.ok(akin.length >= 105, `${akin.length} of 150`);
	});

	test('grows by works around a paper: each a point beside it, linked to it; papers that are there already are linked alone', () => {
		const point = (key: string, keys?: readonly string[]) => ({ key, title: key, authors: '', topics: [], ...(keys && { keys }) });
		const small: MapAnswer = {
			points: [point('a'), point('b', ['b', 'b2'])],
			topics: {},
			neighbours: [
				[1, 500],
				[0, 500],
			],
			related: [],
			mentioned: [],
			total: 2,
		};
		const work = (id: string, key?: string) => ({ id, title: id, authors: 'Roe', year: 2019, ...(key !== undefined && { key }) });
		const grown = grownBy(small, [
			{ key: 'a', works: [work('openalex:W1'), work('openalex:W2', 'b2')] },
			{ key: 'openalex:W1', works: [work('openalex:W3'), work('openalex:W1')] },
			{ key: 'gone', works: [work('openalex:W4')] },
		]);
		assert.deepEqual(
			grown.points.map(({ key, isElsewhere }) => [key, isElsewhere]),
			[
				['a', undefined],
				['b', undefined],
				['openalex:W1', true],
				['openalex:W3', true],
			],
		);
		assert.deepEqual(
			[grown.related, grown.neighbours.slice(2), grown.total],
			[
				[0, 2, 0, 1, 2, 3],
				[
					[0, 600],
					[2, 600],
				],
				4,
			],
		);
		assert.deepEqual(grownBy(small, []), small);
	});

	test('a topic may have any name', async () => {
		const odd = (key: string) => `---\nkey: ${key}\ntitle: ${key}\ntopics: [constructor, __proto__]\n---\n\nText.\n`;
		const { topics } = (await libraryMap(contextOf(libraryOf(odd('a'), odd('b'))), '', () => '', neverCancelled))!;
		assert.deepEqual(Object.entries(topics), [
			['constructor', 'Constructor'],
			['__proto__', '__proto__'],
		]);
	});

	test('knows bundled papers as guests once there are a dozen own ones, and has the topics that were made', async () => {
		const mapOf = async (count: number) => {
			const store = createLibraryStore();
			store.replace({ uri: 'lectern:/a.md', origin: 'bundled', format: 'summary' }, readSummary(lanternNet));
			const records = Array.from({ length: count }, (_, index) => record(`own${index}`));
			store.replace(source('file:///a.bib'), { records, problems: [] });
			const paperTopics = { of: ({ key }: { readonly key: string }) => (key.startsWith('own') ? ['coral reefs'] : ['light']) };
			return (await libraryMap({ ...contextOf(store.current), paperTopics }, '', () => '', neverCancelled))!;
		};
		const guests = ({ points }: MapAnswer) => points.filter(({ isGuest }) => isGuest).map(({ key }) => key);
		assert.deepEqual(guests(await mapOf(11)), []);
		const map = await mapOf(12);
		assert.deepEqual(guests(map), ['doe2020lantern']);
		assert.deepEqual(map.topics, { light: 'Light', 'coral reefs': 'Coral reefs' });
	});

	test('is laid out the same each time', () => {
		assert.deepEqual(layOut(answerOf(map)), layOut(answerOf(map)));
	});

	test('a thousand papers are laid out by way of their groups: the same each time, with each group together', () => {
		// Forty rings of twenty-five, each paper next to those before and after it.
		const neighbours = Array.from({ length: 1000 }, (_, index) => {
			const ring = index % 40;
			const along = (by: number) => ring + 40 * ((Math.floor(index / 40) + by + 25) % 25);
			return [along(1), 600, along(-1), 600, along(2), 300, along(-2), 300];
		});
		const task = { size: 1000, neighbours, links: [] };
		const steps = layout(task);
		const shares: number[] = [];
		let step = steps.next();
		for (; !step.done; step = steps.next()) shares.push(step.value);
		const places = step.value;
		assert.deepEqual(layOut(task), places);
		assert.ok(shares.every((share, index) => share > (shares[index - 1] ?? 0)) && Math.abs(shares.at(-1)! - 1) < 1e-9);
		const distance = (a: number, b: number) => Math.hypot(places[2 * a]! - places[2 * b]!, places[2 * a + 1]! - places[2 * b + 1]!);
		const isAmongOwn = (index: number) => {
			const others = places.map((_, other) => other).filter((other) => other < 1000 && other !== index);
			const nearest = [...others].sort((a, b) => distance(index, a) - distance(index, b)).slice(0, 4);
			return nearest.filter((other) => other % 40 === index % 40).length >= 3;
		};
		const checked = Array.from({ length: 50 }, (_, index) => index * 20);
		assert.ok(checked.filter(isAmongOwn).length >= 45, `${checked.filter(isAmongOwn).length} of 50`);
	});

	test('near papers lie nearer than others', () => {
		const places = layOut(answerOf(map));
		const distance = (a: number, b: number) => Math.hypot(places[2 * a]! - places[2 * b]!, places[2 * a + 1]! - places[2 * b + 1]!);
		let near = 0;
		let all = 0;
		for (let index = 0; index < 120; index++) {
			near += distance(index, nearest(index)[0]!) / 120;
			for (let other = 0; other < 120; other++) all += distance(index, other) / 14400;
		}
		assert.ok(near * 3 < all, `${near} against ${all}`);
	});

	test('points stay about where they were when a paper comes', () => {
		// Mirrored, as a layout from nothing would not have them.
		const before = layOut(answerOf(map)).map((value, at) => (at % 2 === 0 ? -value : value));
		const width = Math.max(...before) - Math.min(...before);
		const after = layOut({ ...answerOf(map), before: before.map((value, at) => (at === 40 || at === 41 ? Number.NaN : value)) });
		for (let at = 0; at < before.length; at += 2)
			if (at !== 40) assert.ok(Math.hypot(before[at]! - after[at]!, before[at + 1]! - after[at + 1]!) < width / 8);
	});

	test('links papers that a note mentions together, but not all of a long list', async () => {
		const notes = new NoteIndex();
		const span = { start: 0, end: 1 };
		const put = (uri: string, keys: readonly string[]) =>
			notes.put(uri, { languageId: 'markdown', citations: keys.map((key) => ({ key, span })), mentions: noMentions, version: '' });
		put('file:///a.md', ['chen2016infogan', 'carlini2016towards']);
		put(
			'file:///list.md',
			map.points.slice(0, 30).map(({ key }) => key),
		);
		const noted = (await libraryMap(contextOf(corpusLibrary(), notes), '', () => '', neverCancelled))!;
		assert.deepEqual(noted.mentioned.map((index) => noted.points[index]!.key).sort(), ['carlini2016towards', 'chen2016infogan']);
	});

	test('answers nothing once cancelled', async () => {
		assert.equal(await libraryMap(context, '', () => '', { isCancellationRequested: true }), undefined);
	});

	test('says which papers fit a filter', () => {
		const keys = fitting(context, 'topic:gan');
		assert.ok(keys.includes('chen2016infogan') && !keys.includes('carlini2016towards'));
	});
});
