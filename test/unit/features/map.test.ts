import assert from 'node:assert/strict';
import { type LayoutTask, layOut } from '../../../client/map/layout/layout.js';
import { neverCancelled } from '../../../server/base/cancellation.js';
import { NoteIndex } from '../../../server/documents/workspace.js';
import { fitting, libraryMap } from '../../../server/features/map.js';
import type { MapAnswer } from '../../../server/protocol.js';
import { corpusLibrary } from '../corpusLibrary.js';
import { contextOf } from '../note.js';

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

	test('of twenty bundled papers the five nearest are mostly of the same topic or linked by a summary', () => {
		const { library } = context;
		const strays: string[] = [];
		for (let index = 0; index < map.points.length; index += 4) {
			const paper = library.byKey(map.points[index]!.key)[0]!;
			const akin = nearest(index).filter((other) => {
				const near = library.byKey(map.points[other]!.key)[0]!;
				return (
					near.topics.some((topic) => paper.topics.includes(topic)) || paper.related.includes(near.key) || near.related.includes(paper.key)
				);
			});
			if (akin.length < 3) strays.push(`${paper.key}: ${nearest(index).map((other) => map.points[other]!.key)}`);
		}
		assert.equal(map.points.length, 80);
		assert.deepEqual(strays, []);
	});

	test('is laid out the same each time', () => {
		assert.deepEqual(layOut(answerOf(map)), layOut(answerOf(map)));
	});

	test('near papers lie nearer than others', () => {
		const places = layOut(answerOf(map));
		const distance = (a: number, b: number) => Math.hypot(places[2 * a]! - places[2 * b]!, places[2 * a + 1]! - places[2 * b + 1]!);
		let near = 0;
		let all = 0;
		for (let index = 0; index < 80; index++) {
			near += distance(index, nearest(index)[0]!) / 80;
			for (let other = 0; other < 80; other++) all += distance(index, other) / 6400;
		}
		assert.ok(near * 3 < all, `${near} against ${all}`);
	});

	test('points stay about where they were when a paper comes', () => {
		const places = layOut(answerOf(map));
		const before = Float32Array.from(places);
		before.set([Number.NaN, Number.NaN], 40);
		const after = layOut({ ...answerOf(map), before });
		const width = Math.max(...places) - Math.min(...places);
		for (let at = 0; at < places.length; at += 2)
			if (at !== 40) assert.ok(Math.hypot(places[at]! - after[at]!, places[at + 1]! - after[at + 1]!) < width / 8);
	});

	test('links papers that a note mentions together, but not all of a long list', async () => {
		const notes = new NoteIndex();
		const span = { start: 0, end: 1 };
		const put = (uri: string, keys: readonly string[]) =>
			notes.put(uri, { languageId: 'markdown', citations: keys.map((key) => ({ key, span })), mentions: [], version: '' });
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

	test('tells which papers fit a filter', () => {
		const keys = fitting(context, 'topic:gan');
		assert.ok(keys.includes('chen2016infogan') && !keys.includes('carlini2016towards'));
	});
});
