import assert from 'node:assert/strict';
import type { Piece } from '../../../../server/engine/library/bibtexFile.js';
import { ReadTogether } from '../../../../server/engine/library/readTogether.js';

/** What is known of a file: macros and entries that others may inherit from, name and value in turn, and keys that its entries inherit from. */
type Known = Pick<Piece, 'definitions' | 'given' | 'parents'>;

const nothing: Known = { definitions: [], given: [], parents: [] };

suite('files that are read together', () => {
	const using = (files: Readonly<Record<string, Known>>, ...lists: readonly (readonly string[])[]) => {
		const asked: string[] = [];
		const together = new ReadTogether((uri) => {
			asked.push(uri);
			const known = files[uri];
			return known && [known as Piece];
		});
		together.use(lists);
		return { together, asked };
	};

	test('get the macros that are defined before them, as the last file before them says', () => {
		const files = {
			a: { ...nothing, definitions: ['jf', 'Journal of Fog'] },
			b: { ...nothing, definitions: ['jf', 'J. Fog'] },
			c: nothing,
		};
		const { together } = using(files, ['a', 'b', 'c']);
		assert.deepEqual([...together.for('c').macros], [['jf', 'J. Fog']]);
		assert.deepEqual([...together.for('b').macros], [['jf', 'Journal of Fog']]);
		assert.equal(together.for('a').macros.size, 0);
	});

	test('get the entries that theirs inherit from, through one another, and no others', () => {
		const files = {
			a: { ...nothing, parents: ['book'] },
			b: { ...nothing, given: ['book', '@book{book, crossref = {series}}', 'other', '@book{other}'], parents: ['series'] },
			c: { ...nothing, given: ['series', '@book{series, publisher = fog}'], parents: ['other'], definitions: ['fog', 'Fog Press'] },
		};
		const { together } = using(files, ['c', 'b', 'a']);
		assert.deepEqual(
			[...together.for('a').parents],
			[
				['book', '@book{book, crossref = {series}}'],
				['series', '@book{series, publisher = {Fog Press}}'],
			],
		);
		assert.deepEqual(together.for('b').wanted, ['book', 'other']);
	});

	test('of many lists are asked for once', () => {
		const names = Array.from({ length: 40 }, (_, index) => `f${index}`);
		const files = Object.fromEntries(
			names.map((name, index) => [
				name,
				{ definitions: [`m${index}`, 'M'], given: [name, `@book{${name}}`], parents: [`f${(index + 1) % 40}`] },
			]),
		);
		const lists = names.map((_, index) => [...names.slice(index), ...names.slice(0, index)]);
		const { together, asked } = using(files, ...lists);
		assert.equal(together.for('f0').macros.size, 39);
		assert.deepEqual([...together.for('f0').parents.keys()], ['f1']);
		// Once more by what gives the files that get something else.
		assert.ok(asked.length <= 2 * names.length, `${asked.length} times`);
	});

	test('have the entries that many of them inherit from looked through once', () => {
		const names = Array.from({ length: 60 }, (_, index) => `f${index}`);
		const chain = Array.from({ length: 15 }, (_, index) => `p${index}`);
		const given = chain.flatMap((key, index) => [key, `@book{${key}, crossref = {p${index + 1}}}`]);
		const files = { ...Object.fromEntries(names.map((name) => [name, { ...nothing, parents: ['p0'] }])), parents: { ...nothing, given } };
		const { matchAll } = String.prototype;
		let looks = 0;
		String.prototype.matchAll = function (this: string, pattern: RegExp) {
			looks++;
			return matchAll.call(this, pattern);
		};
		try {
			assert.equal(using(files, [...names, 'parents']).together.for('f7').parents.size, 15);
		} finally {
			String.prototype.matchAll = matchAll;
		}
		assert.ok(looks < 10 * chain.length, `${looks} looks`);
	});
});
