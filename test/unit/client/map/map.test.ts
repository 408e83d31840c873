import assert from 'node:assert/strict';
import { type KeptPlaces, placesIn, placesWith } from '../../../../client/map/keptPlaces.js';
import { toPanel } from '../../../../client/map/messages.js';
import { crowdedSpots, placeLabels, shortTitle } from '../../../../client/map/page/drawing/labels.js';
import { alongYears, fitted, insideLasso, toMap, toScreen, treeOf, zoomed } from '../../../../client/map/page/drawing/scene.js';
import { signTopics, timeline } from '../../../../client/map/page/drawing/topics.js';
import { keptState } from '../../../../client/webview/page/host.js';
import { readMessage } from '../../../../client/webview/panel/readMessage.js';
import { stateVersion } from '../../../../client/webview/stateVersion.js';

const size = { width: 800, height: 600 };
const places = Float32Array.from([0, 0, 100, 0, 0, 100, 400, 400]);

suite('the map’s page', () => {
	test('shows all points when fitted', () => {
		const view = fitted(places, size);
		for (let at = 0; at < places.length; at += 2) {
			const [x, y] = toScreen(view, size, places[at]!, places[at + 1]!);
			assert.ok(x > 0 && x < 800 && y > 0 && y < 600);
		}
	});

	test('keeps what lies under the pointer when zooming', () => {
		const view = { x: 10, y: 20, scale: 2 };
		const before = toMap(view, size, 123, 456);
		const after = toMap(zoomed(view, size, 1.7, 123, 456), size, 123, 456);
		assert.ok(Math.hypot(before[0] - after[0], before[1] - after[1]) < 1e-9);
	});

	test('finds the point at a place, and those inside a lasso', () => {
		assert.equal(treeOf(places).find(98, 3, 10), 1);
		assert.equal(treeOf(places).find(50, 50, 10), undefined);
		assert.deepEqual(insideLasso(places, [-10, -10, 150, -10, -10, 150]), [0, 1, 2]);
	});

	test('labels never overlap, and there are more of them nearer by', () => {
		const wishes = Array.from({ length: 30 }, (_, point) => ({ text: 'A title', width: 60, height: 16, point }));
		const spread = Float32Array.from(wishes.flatMap(({ point }) => [point * 10, 0]));
		const far = placeLabels([], wishes, spread, 1);
		const near = placeLabels([], wishes, spread, 8);
		assert.ok(far.length > 0 && far.length < near.length);
		const boxes = far.map(({ x, dx, y, dy }) => ({ left: x + dx, top: y + dy - 8 }));
		for (const [index, a] of boxes.entries())
			for (const b of boxes.slice(index + 1)) assert.ok(Math.abs(a.left - b.left) >= 60 || Math.abs(a.top - b.top) >= 16);
	});

	test('labels keep to the room for them, on the side where it is', () => {
		const wish = { text: 'A title', width: 60, height: 16, point: 0 };
		const room = { within: { left: -100, top: -50, right: 20, bottom: 50 }, taken: [{ left: -100, top: -5, right: -10, bottom: 5 }] };
		const [label] = placeLabels([], [wish], Float32Array.from([0, 0]), 1, { ...room, taken: [] });
		assert.ok(label!.dx < -60 && label!.dy === 0);
		const [above] = placeLabels([], [wish], Float32Array.from([-40, 0]), 1, room);
		assert.ok(above!.dy < -8);
	});

	test('the name of a topic that is in parts lies over the largest, or over another of like size if that has no room', () => {
		const parts = Float32Array.from([0, 0, 1, 1, 2, 0, 500, 500, 501, 500, -300, 0]);
		const spots = crowdedSpots(parts, [0, 1, 2, 3, 4, 5], 20);
		const round = (values: readonly number[]) => values.map(Math.round);
		assert.deepEqual(spots.map(round), [
			[1, 0],
			[501, 500],
		]);
		const wish = { text: 'Coasts', width: 60, height: 18, spots };
		const labels = placeLabels([wish, wish, wish, wish, wish], [], parts, 1);
		assert.deepEqual(round(labels.map(({ x }) => x)), [1, 1, 1, 501, 501]);
	});

	test('names a paper by what comes before its colon', () => {
		assert.equal(shortTitle('InfoGAN: Interpretable Representation Learning'), 'InfoGAN');
		assert.equal(shortTitle('A Theoretical Framework for Robustness of Classifiers'), 'A Theoretical Framework for…');
	});

	test('signs of topics differ, and a paper goes with its neighbours', () => {
		const point = (key: string, ...topics: readonly string[]) => ({ key, title: key, authors: '', topics });
		const { signs, signOf } = signTopics(
			{
				points: [point('a', 'x'), point('b', 'x', 'y'), point('c', 'y'), point('d', 'x'), point('e')],
				neighbours: [[], [2, 900], [], [], []],
				topics: { x: 'X', y: 'Y' },
			},
			{ other: 'Other', none: 'None', bundled: 'Bundled', elsewhere: 'Elsewhere' },
		);
		assert.deepEqual(
			signOf.map((sign) => signs[sign]!.title),
			['X', 'Y', 'Y', 'X', 'None'],
		);
		assert.equal(new Set(signs.map(({ colour, shape }) => `${colour} ${shape}`)).size, signs.length);
	});

	test('bundled papers beside the user’s own share a sign without a colour, and take none from the others', () => {
		const own = (key: string, topic: string) => ({ key, title: key, authors: '', topics: [topic] });
		const guest = (key: string) => ({ ...own(key, 'theirs'), isGuest: true as const });
		const { signs, signOf } = signTopics(
			{ points: [guest('a'), own('b', 'mine'), guest('c')], neighbours: [[], [], []], topics: {} },
			{ other: 'Other', none: 'None', bundled: 'Bundled', elsewhere: 'Elsewhere' },
		);
		assert.deepEqual(
			signOf.map((sign) => [signs[sign]!.title, signs[sign]!.colour !== undefined]),
			[
				['Bundled', false],
				['mine', true],
				['Bundled', false],
			],
		);
	});

	test('works that the library has not share a sign without a colour', () => {
		const own = { key: 'a', title: 'a', authors: '', topics: ['mine'] };
		const work = { key: 'openalex:W1', title: 'w', authors: '', topics: [], isElsewhere: true as const };
		const names = { other: 'Other', none: 'None', bundled: 'Bundled', elsewhere: 'Elsewhere' };
		const { signs, signOf } = signTopics({ points: [own, work], neighbours: [[], [0, 600]], topics: {} }, names);
		assert.deepEqual(
			signOf.map((sign) => [signs[sign]!.title, signs[sign]!.colour !== undefined]),
			[
				['mine', true],
				['Elsewhere', false],
			],
		);
	});

	test('offers a timeline only where most papers span five years', () => {
		assert.equal(timeline([...Array.from({ length: 78 }, () => 2016), 1998, 2019]), undefined);
		assert.deepEqual(timeline([2010, 2012, undefined, 2014, 2016]), { from: 2010, to: 2016 });
	});

	test('puts years from left to right', () => {
		const along = alongYears(places, [2010, 2012, 2011, undefined], { from: 2010, to: 2012 });
		assert.ok(along[0]! < along[4]! && along[4]! < along[2]! && along[6]! < along[0]!);
	});

	test('takes no message that a page does not send', () => {
		const logged: string[] = [];
		const log = { error: () => undefined, warn: (message: string) => logged.push(message), info: () => undefined, debug: () => undefined };
		const read = (message: unknown) => readMessage(toPanel, message, 'map', log);
		assert.deepEqual(read({ type: 'open', key: 'a', beside: 1 }), { type: 'open', key: 'a', beside: false });
		assert.deepEqual(read({ type: 'places', revision: 1, places: [1, 2] }), { type: 'places', revision: 1, places: [1, 2] });
		const refused = [
			null,
			{ type: 'open', key: '<b>' },
			{ type: 'copyKeys', keys: [] },
			{ type: 'copyKeys', keys: ['<b>'] },
			{ type: 'svg', text: '<html>' },
			{ type: 'places', revision: 1, places: ['1'] },
			{ type: 'places', revision: 1, places: [Number.POSITIVE_INFINITY] },
			{ type: 'places', places: [1, 2] },
			{ type: 'command', command: 'workbench.action.quit' },
		];
		for (const message of refused) assert.equal(read(message), undefined);
		assert.equal(logged.length, refused.length, 'each is logged');
	});

	test('takes a state of its own version only', () => {
		const stateOf = (state: unknown) => keptState({ getState: () => state, setState: () => undefined, postMessage: () => undefined });
		assert.deepEqual(stateOf({ version: stateVersion, colour: 'year' }), { version: stateVersion, colour: 'year' });
		for (const other of [undefined, null, 'x', {}, { version: stateVersion - 1 }]) assert.equal(stateOf(other), undefined);
	});
});

suite('the places that are kept of a map', () => {
	const mapOf = (...keys: readonly string[]) => ({
		points: keys.map((key) => ({ key, title: key, authors: '', topics: [] })),
		topics: {},
		neighbours: keys.map(() => []),
		related: [],
		mentioned: [],
		total: keys.length,
	});
	/** What is kept once papers lie one below the other. */
	const keptOf = (kept: KeptPlaces | undefined, ...keys: readonly string[]) =>
		placesWith(
			kept,
			mapOf(...keys),
			keys.flatMap((_, index) => [10, index]),
		);

	test('are those of the same library, where nothing needs to be laid out', () => {
		assert.deepEqual(placesIn(keptOf(undefined, 'a', 'b'), mapOf('a', 'b')), { before: [10, 0, 10, 1], isSettled: true });
		assert.deepEqual(placesIn(keptOf(undefined, 'a', 'b'), mapOf('b', 'c')), { before: [10, 1, null, null], isSettled: false });
	});

	test('stay while their papers are not shown', () => {
		const all = keptOf(undefined, 'own1', 'own2', 'own3', 'bundled');
		const few = keptOf(all, 'bundled');
		assert.deepEqual(placesIn(few, mapOf('own1', 'own2', 'own3', 'bundled')).before, [10, 0, 10, 1, 10, 2, 10, 0]);
	});

	test('go with the map that they were of', () => {
		const other = keptOf(keptOf(undefined, 'a', 'b'), 'c', 'd', 'b');
		assert.deepEqual(Object.keys(other.places), ['c', 'd', 'b']);
	});

	test('are those of so many papers at most, of the last map first', () => {
		let kept: KeptPlaces | undefined;
		for (const turn of [0, 1, 2, 3, 4]) {
			const others = Array.from({ length: 4000 }, (_, index) => `${turn}-${index}`);
			const same = Array.from({ length: 6000 }, (_, index) => `same-${index}`);
			kept = keptOf(kept, ...others, ...same);
		}
		const keys = Object.keys(kept!.places);
		assert.equal(keys.length, 20_000);
		assert.equal(keys[0], '4-0');
		assert.ok(keys.includes('2-0') && !keys.includes('0-3999'));
	});
});
