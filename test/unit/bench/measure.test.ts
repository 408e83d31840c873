import assert from 'node:assert/strict';
import { mediansOf, passes, type Row } from '../../bench/measure.js';

const run = (hover: number, ratio: number): readonly Row[] => [
	{ name: 'hover', value: hover, unit: 'ms', budget: 2 },
	{ name: 'faster than another', value: ratio, unit: '×', budget: 6, atLeast: true },
];

suite('medians of several runs', () => {
	test('are the middle of three, row by row', () => {
		const medians = mediansOf([run(9, 3), run(1, 7), run(2, 6)]);
		assert.deepEqual(
			medians.map(({ value }) => value),
			[2, 6],
		);
		assert.ok(medians.every(passes));
	});

	test('are the worse of two', () => {
		const medians = mediansOf([run(9, 3), run(1, 7)]);
		assert.deepEqual(
			medians.map(({ value }) => value),
			[9, 3],
		);
	});

	test('have rows that one of the runs lacks', () => {
		const medians = mediansOf([run(1, 7).slice(0, 1), run(1, 7)]);
		assert.deepEqual(
			medians.map(({ name }) => name),
			['hover', 'faster than another'],
		);
	});
});
