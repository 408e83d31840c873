import assert from 'node:assert/strict';
import { BibtexReader, readBibtex, readBibtexInSlices } from '../../../../../../server/engine/library/formats/bibtex/read.js';
import type { SourceRecord } from '../../../../../../server/engine/library/formats/record.js';

const text = `@string{pub = {Pub}}
@book{first, title = {First}, publisher = pub}
@inbook{child, title = {Child}, crossref = {later}}
@inbook{other, title = {Other}, crossref = {first}}
@misc{broken, title = {Open
@misc{middle, title = {Middle
@home}, year = 1999}
@book{later, title = {Later}, publisher = pub}
@inbook{orphan, title = {Orphan}, crossref = {nobody}}
`;

const sorted = (records: readonly SourceRecord[]): readonly SourceRecord[] => [...records].sort((a, b) => a.span.start - b.span.start);

suite('reading BibTeX in pieces', () => {
	test('asks for the macros from before one by one and copies none: each piece has a reader of its own', () => {
		class Uncopied extends Map<string, string> {
			override [Symbol.iterator](): never {
				throw new Error('The macros from before are gone through.');
			}
		}
		const before = new Uncopied().set('pub', 'Pub').set('shore', 'Shore');
		const reader = new BibtexReader(before);
		const { records } = reader.read('@string{pub = pub # " Ltd"}\n@book{a, title = shore, publisher = pub}\n', true);
		assert.deepEqual(
			records.map(({ title, fields }) => [title, fields?.publisher]),
			[['Shore', 'Pub Ltd']],
		);
		assert.deepEqual([...reader.defined], [['pub', 'Pub Ltd']]);
		assert.equal(before.get('pub'), 'Pub');
	});

	test('gives the same as in one go, wherever it is cut', () => {
		const whole = readBibtex(text);
		for (let cut = 0; cut <= text.length; cut++) {
			const reader = new BibtexReader();
			const first = reader.read(text.slice(0, cut), false);
			const second = reader.read(text.slice(cut), true);
			assert.deepEqual(sorted([...first.records, ...second.records, ...reader.orphans(10).records]), whole.records, `cut at ${cut}`);
			assert.deepEqual([...first.problems, ...second.problems], whole.problems, `cut at ${cut}`);
		}
	});

	test('gives the same in slices of any length', () => {
		for (const length of [1, 20, 100, 10_000]) {
			const records = [...readBibtexInSlices(text, length)].flatMap((reading) => reading.records);
			assert.deepEqual(sorted(records), readBibtex(text).records, `slices of ${length}`);
		}
	});

	test('keeps the order of the file where all is read at once', () => {
		assert.deepEqual(
			readBibtex(text).records.map(({ key }) => key),
			['first', 'child', 'other', 'broken', 'middle', 'later', 'orphan'],
		);
	});

	test('gives a child as soon as its parent is known', () => {
		const reader = new BibtexReader();
		assert.deepEqual(reader.read('@inbook{c, title={C}, crossref={p}}\n', false).records, []);
		const { records } = reader.read('@book{p, title={P}}\n', false);
		assert.deepEqual(
			records.map(({ key, venue }) => [key, venue?.full]),
			[
				['p', undefined],
				['c', 'P'],
			],
		);
	});

	test('gives orphans in portions, after the end', () => {
		const reader = new BibtexReader();
		for (const key of ['a', 'b', 'c']) reader.read(`@inbook{${key}, title={T}, crossref={nobody}}\n`, false);
		assert.deepEqual(reader.read('', true).records, []);
		assert.deepEqual(
			[2, 2, 2].map((limit) => reader.orphans(limit).records.length),
			[2, 1, 0],
		);
	});

	/** Entries that each inherit from the next; the last one from `last`. */
	const chain = (length: number, last: string) =>
		Array.from(
			{ length },
			(_, index) => `@book{k${index}, publisher={P}, crossref={${index + 1 < length ? `k${index + 1}` : last}}}\n`,
		).join('');

	test('says where entries inherit in a circle, and reads them all', () => {
		const text = chain(3, 'k0');
		const { records, problems } = readBibtex(text);
		assert.equal(records.length, 3);
		assert.deepEqual(
			problems.map(({ span, severity }) => [text.slice(span.start, span.end), severity]),
			[
				['{k1}', 'warning'],
				['{k2}', 'warning'],
				['{k0}', 'warning'],
			],
		);
		assert.equal(readBibtex('@book{a, crossref={A}}').problems.length, 1);
	});

	test('inherits from sixteen entries in turn, and says which entry has more above it', () => {
		const top = '@book{top, location={Harbour}}\n';
		const { records, problems } = readBibtex(chain(16, 'top') + top);
		assert.deepEqual([records[0]!.fields.location, problems.length], ['Harbour', 0]);
		const more = readBibtex(chain(6000, 'top') + top);
		assert.equal(more.records.length, 6001);
		assert.equal(more.records[0]!.fields.location, undefined);
		assert.equal(more.problems.length, 6000 - 16);
	});

	test('inherits from sixty-four entries at most', () => {
		const parents = Array.from({ length: 65 }, (_, index) => `@xdata{x${index}, field${index}={y}}\n`);
		const names = parents.map((_, index) => `x${index}`);
		const read = (count: number) => readBibtex(`${parents.join('')}@book{a, xdata={${names.slice(0, count).join(', ')}}}`);
		assert.deepEqual([read(64).problems.length, read(65).problems.length], [0, 1]);
	});

	test('is empty for nothing', () => {
		assert.deepEqual(readBibtex(''), { records: [], problems: [] });
		assert.deepEqual([...readBibtexInSlices('')], []);
	});
});
