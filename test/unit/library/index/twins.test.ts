import assert from 'node:assert/strict';
import { Twins } from '../../../../server/library/index/twins.js';
import { record } from '../fixtures.js';

/** Twins by pairs of numbers, whose records are all of one paper. */
function twinsOf(...pairs: readonly (readonly [number, number])[]): Twins {
	const twins = new Twins();
	const same = record('same', { title: 'The same harbour', doi: '10.1/same' });
	for (const [a, b] of pairs) twins.link(a, b, () => same);
	return twins;
}

const anywhere = () => true;

suite('records of one paper', () => {
	test('are known in pairs, and alone where nothing is linked', () => {
		const twins = twinsOf([2, 9]);
		assert.deepEqual([twins.has(2), twins.has(9), twins.has(3), twins.has(5000)], [true, true, false, false]);
		assert.deepEqual([twins.pairOf(2), twins.pairOf(9), twins.pairOf(3)], [9, 2, -1]);
		assert.deepEqual(twins.groupOf(9, anywhere), [9, 2]);
		assert.deepEqual(
			twins.groupOf(9, (number) => number !== 2),
			[9],
		);
	});

	test('are no pair where a third is linked to either', () => {
		const twins = twinsOf([1, 2], [2, 3]);
		assert.deepEqual(
			[1, 2, 3].map((number) => twins.pairOf(number)),
			[-1, -1, -1],
		);
		assert.deepEqual([...twins.groupOf(1, anywhere)].sort(), [1, 2, 3]);
	});

	test('fall apart where the one between them goes', () => {
		const twins = twinsOf([1, 2], [2, 3]);
		const isThere = (number: number) => number !== 2;
		assert.deepEqual(twins.groupOf(1, isThere), [1]);
		assert.deepEqual(twins.groupOf(3, isThere), [3]);
		const later = twins.without((number) => number === 2);
		assert.deepEqual([later.has(1), later.has(3)], [false, false]);
	});

	test('are not joined to another volume by one that names none, in whatever order they come', () => {
		const volume = (key: string, fields: Record<string, string>) =>
			record(key, { type: 'book', title: 'Lamps of the harbour', authors: [{ family: 'Lang' }], year: 1975, fields });
		const [one, two, none] = [volume('one', { volume: '1' }), volume('two', { volume: '2' }), volume('none', {})];
		for (const order of [
			[one, none, two],
			[one, two, none],
			[none, two, one],
		]) {
			const twins = new Twins();
			for (const number of order.keys()) for (let other = 0; other < number; other++) twins.link(number, other, (each) => order[each]);
			const keysOf = (book: typeof one) => twins.groupOf(order.indexOf(book), anywhere).map((each) => order[each]?.key);
			assert.ok(!keysOf(one).includes('two'), String(keysOf(one)));
			assert.equal(keysOf(none).length, 2);
		}
	});

	test('stay a pair once a third is forgotten', () => {
		const later = twinsOf([1, 2], [2, 3], [1, 3]).without((number) => number === 3);
		assert.equal(later.pairOf(1), 2);
		assert.deepEqual([...later.numbers()].sort(), [1, 2]);
	});
});
