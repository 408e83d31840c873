import assert from 'node:assert/strict';
import { Best, wordPoints } from '../../../../../server/engine/library/search/best.js';

/** The numbers of the best of records with these points, numbered from zero. */
function bestOf(limit: number, points: readonly number[]): readonly number[] {
	const best = new Best(limit);
	for (const [number, each] of points.entries()) best.put(number, each, number);
	return best.sorted().map(({ number }) => number);
}

suite('the best so many records', () => {
	test('are all where there is room', () => {
		assert.deepEqual(bestOf(5, [1, 3, 2]), [1, 2, 0]);
	});

	test('are those with the most points, whatever their order', () => {
		const points = [5, 1, 9, 3, 7, 2, 8, 6, 4, 0];
		assert.deepEqual(bestOf(4, points), [2, 6, 4, 7]);
	});

	test('are the same whatever order they come in', () => {
		const points = Array.from({ length: 200 }, (_, index) => (index * 73) % 199);
		const expected = [...points.keys()].sort((a, b) => points[b]! - points[a]! || a - b).slice(0, 20);
		assert.deepEqual(bestOf(20, points), expected);
	});

	test('are those with the lowest places of those with the same points, whatever order they come in', () => {
		const best = new Best(2);
		for (const [number, place] of [5, 3, 4, 1, 2].entries()) best.put(number, 4, place);
		assert.deepEqual(
			best.sorted().map(({ number }) => number),
			[3, 4],
		);
	});

	test('are ordered by how many words they have, then by points', () => {
		assert.deepEqual(bestOf(3, [9, wordPoints + 1, wordPoints + 2]), [2, 1, 0]);
	});

	test('have their words and points apart', () => {
		const best = new Best(1);
		best.put(7, 2 * wordPoints + 5, 0);
		assert.deepEqual(best.sorted(), [{ number: 7, points: 5, words: 2 }]);
	});

	test('are full once as many are in as are wanted', () => {
		const best = new Best(2);
		const filled = [best.isFull];
		for (const number of [0, 1]) {
			best.put(number, 1, number);
			filled.push(best.isFull);
		}
		assert.deepEqual(filled, [false, false, true]);
	});

	test('take any points while they are not full', () => {
		const best = new Best(2);
		best.put(0, 5, 0);
		assert.equal(best.takes(1, 1), true);
	});

	for (const [points, takes] of [
		[4, false],
		[5, false],
		[6, true],
	] as const)
		test(`${takes ? 'take' : 'do not take'} ${points} points where the worst of them has 5`, () => {
			const best = new Best(2);
			best.put(0, 7, 0);
			best.put(1, 5, 1);
			assert.equal(best.takes(points, 2), takes);
		});
});
