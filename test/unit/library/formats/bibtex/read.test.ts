import assert from 'node:assert/strict';
import { BibtexReader, readBibtex, readBibtexInSlices } from '../../../../../server/library/formats/bibtex/read.js';
import type { SourceRecord } from '../../../../../server/library/formats/record.js';

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
	test('gives the same as in one go, wherever it is cut', () => {
		const whole = readBibtex(text);
		for (let cut = 0; cut <= text.length; cut++) {
			const reader = new BibtexReader();
			const first = reader.read(text.slice(0, cut), false);
			const second = reader.read(text.slice(cut), true);
			assert.deepEqual(sorted([...first.records, ...second.records, ...reader.orphans(10)]), whole.records, `cut at ${cut}`);
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
			[2, 2, 2].map((limit) => reader.orphans(limit).length),
			[2, 1, 0],
		);
	});

	test('is empty for nothing', () => {
		assert.deepEqual(readBibtex(''), { records: [], problems: [] });
		assert.deepEqual([...readBibtexInSlices('')], []);
	});
});
