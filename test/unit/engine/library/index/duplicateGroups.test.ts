import assert from 'node:assert/strict';
import type { SourceRecord } from '../../../../../server/engine/library/formats/record.js';
import { DuplicateGroups } from '../../../../../server/engine/library/index/duplicateGroups.js';
import { HashTable } from '../../../../../server/engine/library/index/hashes.js';
import { eachIdentity } from '../../../../../server/engine/library/index/identity.js';
import { record } from '../fixtures.js';

/** The groups of records that are entered in order, without those that are `gone` when they are. */
function groupsOf(records: readonly SourceRecord[], isGone: (number: number, when: number) => boolean = () => false): DuplicateGroups {
	const groups = new DuplicateGroups();
	const table = new HashTable();
	for (const [number, record] of records.entries()) {
		const has = (each: number) => each <= number && !isGone(each, number);
		eachIdentity(record, (hash) => {
			groups.enter(hash, number, () => table.numbersOf(hash), { has, record: (each) => (has(each) ? records[each] : undefined) });
			table.add(hash, number);
		});
	}
	return groups;
}

const lamps = { title: 'Lamps of the harbour', authors: [{ family: 'Lang' }], year: 1975 };
/** A record of the same title: `doi` and `arxiv` distinguish it from others. */
const lamp = (rest: Partial<SourceRecord> = {}) => record('lamp', { ...lamps, ...rest });
const [journal, preprint, plain] = [lamp({ doi: '10.1/lamps' }), lamp({ doi: '10.2/lamps' }), lamp()];

const anywhere = () => true;

suite('records of one paper', () => {
	test('are known in pairs, and alone where nothing is the same', () => {
		const groups = groupsOf([record('a', { doi: '10.1/same' }), record('b', { doi: '10.1/other' }), record('c', { doi: '10.1/SAME' })]);
		assert.deepEqual([groups.has(0), groups.has(2), groups.has(1), groups.has(5000)], [true, true, false, false]);
		assert.deepEqual([groups.pairOf(0), groups.pairOf(2), groups.pairOf(1)], [2, 0, -1]);
		assert.deepEqual(groups.groupOf(2, anywhere), [2, 0]);
		assert.deepEqual(
			groups.groupOf(2, (number) => number !== 0),
			[2],
		);
	});

	test('are not the chapters that have the DOI of their book, nor the book', () => {
		const of = (type: string, title: string) => record('a', { type, title, doi: '10.1/book' });
		const groups = groupsOf([
			of('incollection', 'Lamps of the harbour'),
			of('incollection', 'Fog and the quiet water'),
			of('collection', 'Lamps'),
			of('incollection', 'Lamps of the Harbour: A history'),
			of('collection', 'Lamps: Essays'),
			of('incollection', 'Introduction'),
		]);
		assert.deepEqual(
			[0, 1, 2, 5].map((number) => [...groups.groupOf(number, anywhere)].sort()),
			[[0, 3], [1], [2, 4], [5]],
		);
		// What is no chapter is one paper by its DOI, whatever its title.
		const articles = groupsOf([of('article', 'Lamps of the harbour'), of('article', 'Lampen des Hafens'), of('misc', 'Feux du port')]);
		assert.deepEqual([...articles.groupOf(0, anywhere)].sort(), [0, 1, 2]);
	});

	test('are not all works that have one arXiv id, which reference managers give to others by mistake', () => {
		const of = (title: string, family: string) => record('a', { title, authors: [{ family }], arxiv: '1011.1669' });
		const groups = groupsOf([
			of('Lamps of the harbour', 'Lang'),
			of('Fog and quiet water', 'Roe'),
			of('Lamps of the Harbour: A history', 'Lang'),
			of('Quiet water and its fog', 'Roe'),
			of('Salt', 'Poe'),
		]);
		assert.deepEqual(
			[0, 1, 4].map((number) => [...groups.groupOf(number, anywhere)].sort()),
			[[0, 2], [1, 3], [4]],
		);
	});

	test('are not the columns of one title in the issues of a journal', () => {
		const column = (fields: Readonly<Record<string, string>>, journal = 'Harbour Today') =>
			record('a', { ...lamps, type: 'article', venue: { full: journal }, fields });
		const groups = groupsOf([
			column({ volume: '41', number: '3' }),
			column({ volume: '41', number: '5' }),
			column({ volume: '42', number: '3' }),
			column({ volume: '41', number: '03', pages: '7' }),
			column({ volume: '9', number: '1' }, 'Another Journal'),
		]);
		assert.deepEqual(
			[0, 1, 2].map((number) => groups.groupOf(number, anywhere).filter((other) => other < 4)),
			[[0, 3], [1], [2]],
		);
		// A journal may be written in two ways, and what only one says shows nothing.
		const again = groupsOf([column({ volume: '41', number: '3' }, 'Harb. Today'), column({ volume: '1' }), column({})]);
		assert.deepEqual([...again.groupOf(0, anywhere)].sort(), [0, 1, 2]);
		// A DOI says more than a number that is wrong.
		const same = groupsOf(['3', '5', '5', '3'].map((number) => ({ ...column({ volume: '41', number }), doi: '10.1/lamps' })));
		assert.deepEqual([...same.groupOf(0, anywhere)].sort(), [0, 1, 2, 3]);
	});

	test('are no pair where a third is of the same paper as either', () => {
		const groups = groupsOf([journal, plain, preprint]);
		assert.deepEqual(
			[0, 1, 2].map((number) => groups.pairOf(number)),
			[-1, -1, -1],
		);
		assert.deepEqual([...groups.groupOf(0, anywhere)].sort(), [0, 1, 2]);
	});

	test('fall apart where the one between them goes', () => {
		const groups = groupsOf([journal, plain, preprint]);
		const isThere = (number: number) => number !== 1;
		assert.deepEqual(groups.groupOf(0, isThere), [0]);
		assert.deepEqual(groups.groupOf(2, isThere), [2]);
		const later = groups.renumbered((number) => (number === 1 ? undefined : number));
		assert.deepEqual([later.has(0), later.has(2)], [false, false]);
	});

	test('are all of one paper when an earlier copy is gone, and entered again', () => {
		const copies = Array.from({ length: 40 }, () => journal);
		const groups = groupsOf(copies, (number, when) => when >= 20 && number < 20);
		assert.equal(groups.groupOf(25, (number) => number >= 20).length, 20);
	});

	test('are compared once for each way in which they differ, not once for each two of them', () => {
		const comparisons = (count: number, kinds: readonly SourceRecord[]) =>
			groupsOf(Array.from({ length: count }, (_, index) => kinds[index % kinds.length]!)).comparisons;
		const articles = [journal, preprint, plain, lamp({ arxiv: '1901.00001' })];
		assert.equal(comparisons(800, articles), comparisons(80, articles));
		const books = [lamp({ type: 'book' }), lamp({ type: 'book', fields: { volume: '2' } })];
		assert.ok(comparisons(800, books) <= 12 * comparisons(80, books));
	});

	test('are of one paper however many titles they have under one DOI', () => {
		const titles = Array.from({ length: 300 }, (_, index) => lamp({ title: `Lamps of the harbour ${index}`, doi: '10.1/lamps' }));
		assert.equal(groupsOf(titles).groupOf(7, anywhere).length, 300);
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
			const groups = groupsOf(order);
			const keysOf = (book: typeof one) => groups.groupOf(order.indexOf(book), anywhere).map((each) => order[each]?.key);
			assert.ok(!keysOf(one).includes('two'), String(keysOf(one)));
			assert.equal(keysOf(none).length, 2);
		}
	});

	test('stay a pair once a third is forgotten', () => {
		const later = groupsOf([journal, journal, journal]).renumbered((number) => (number === 2 ? undefined : number));
		assert.equal(later.pairOf(0), 1);
		assert.deepEqual([...later.numbers()].sort(), [0, 1]);
	});
});
