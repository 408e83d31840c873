import assert from 'node:assert/strict';
import type { SourceRecord } from '../../../../../server/engine/library/formats/record.js';
import { areOfOneTitle, eachIdentity } from '../../../../../server/engine/library/index/identity.js';
import { libraryOf, record } from '../fixtures.js';

/** Whether two records with the same title, author and year, and these fields, are one paper. */
const areOne = (
	type: string,
	one: Readonly<Record<string, string>>,
	other: Readonly<Record<string, string>>,
	rest: Partial<SourceRecord> = {},
) => {
	const work = (key: string, fields: Readonly<Record<string, string>>) =>
		record(key, { type, title: 'Lamps of the harbour', authors: [{ family: 'Lang' }], year: 2016, fields, ...rest });
	return libraryOf(work('a', one), work('b', other)).size === 1;
};

suite('whether two records are of one paper', () => {
	test('title, first author and year decide where no identifier does', () => {
		assert.equal(areOne('book', {}, {}), true);
	});

	test('books of another volume or part are others', () => {
		assert.equal(areOne('book', { volume: '1' }, { volume: '2' }), false);
		assert.equal(areOne('collection', { part: 'I' }, { part: 'II' }), false);
	});

	test('a volume that is written differently, or by one of them only, decides nothing', () => {
		assert.equal(areOne('book', { volume: '2' }, { volume: 'Vol. 02' }), true);
		assert.equal(areOne('book', { volume: '2' }, { volume: 'II' }), true);
		assert.equal(areOne('book', { volume: '2' }, {}), true);
	});

	test('the volume of what a work appears in is not its own', () => {
		assert.equal(areOne('article', { volume: '3' }, { volume: 'abs/1606.03657' }), true);
		assert.equal(areOne('inproceedings', { isbn: '978-3-16-148410-0' }, { isbn: '978-0-262-03384-8' }), true);
	});

	test('print and e-book have an ISBN each, and are one book', () => {
		assert.equal(areOne('book', { isbn: '978-3-16-148410-0' }, { isbn: '978-0-262-03384-8' }), true);
		assert.equal(areOne('book', { isbn: '978-3-16-148410-0', volume: '1' }, { isbn: '978-0-262-03384-8', volume: '2' }), false);
	});

	test('one DOI is one work whatever else is said', () => {
		assert.equal(areOne('book', { volume: '1' }, { volume: '2' }, { doi: '10.1234/x' }), true);
	});
});

suite('two records', () => {
	const lamps = { title: 'Lamps of the harbour', authors: [{ family: 'Lang' }], year: 2016 };
	/** Whether two records that differ from one and the same only in this are one paper. */
	const same = (one: Partial<SourceRecord>, other: Partial<SourceRecord>): boolean =>
		libraryOf(record('a', { ...lamps, ...one }), record('b', { ...lamps, ...other })).size === 1;

	for (const [what, one, other] of [
		['one DOI in another case', { doi: '10.1/X', title: '' }, { doi: '10.1/x', title: 'Other' }],
		['one arXiv id and another DOI', { doi: '10.1/x', arxiv: '1606.03657' }, { doi: '10.48550/y', arxiv: '1606.03657' }],
		['one arXiv id and another title', { arxiv: '1606.03657', title: 'A' }, { arxiv: '1606.03657', title: 'B' }],
		[
			'one arXiv id, another first author and most of the title',
			{ arxiv: '1606.03657', title: 'Lamps of harbours' },
			{ arxiv: '1606.03657', authors: [{ family: 'Roe' }], title: 'Lamps of harbours and quays' },
		],
		[
			'one arXiv id, a preprint’s DOI and another title',
			{ arxiv: '1606.03657', doi: '10.48550/arXiv.1606.03657', title: 'Fog on water' },
			{ arxiv: '1606.03657', doi: '10.1/x' },
		],
		['a DOI that only one of them has', { doi: '10.1/x' }, {}],
		['a DOI and an arXiv id', { doi: '10.1/x' }, { arxiv: '1606.03657' }],
		['a title in another case and with other signs', { title: 'Lamps of the Harbour!' }, {}],
		['an author with and without accents', { authors: [{ family: 'Läng' }] }, { authors: [{ family: 'Lang' }] }],
		['another second author', { authors: [{ family: 'Lang' }, { family: 'Roe' }] }, {}],
		['editors in place of authors', { authors: [], editors: [{ family: 'Lang' }] }, {}],
		['the year in which the other was published', { year: 2014, published: 2016 }, {}],
		['a year published that is the other’s first', {}, { year: 2014, published: 2016 }],
		['parts in words, which may be the same', { type: 'book', fields: { part: 'two' } }, { type: 'book', fields: {} }],
	] as const)
		test(`are one paper with ${what}`, () => {
			assert.equal(same(one, other), true);
		});

	for (const [what, one, other] of [
		['two DOIs', { doi: '10.1/x' }, { doi: '10.1/y' }],
		['two DOIs, of which one has an arXiv id', { doi: '10.1/x', arxiv: '1606.03657' }, { doi: '10.1/y' }],
		['two arXiv ids', { arxiv: '1606.03657' }, { arxiv: '1606.03658' }],
		[
			'one arXiv id by mistake, of other authors',
			{ arxiv: '1011.1669', title: 'Fog on water', authors: [{ family: 'Roe' }] },
			{ arxiv: '1011.1669' },
		],
		[
			'one arXiv id by mistake, of one author',
			{ arxiv: '1011.1669', doi: '10.1/x', title: 'Fog on water' },
			{ arxiv: '1011.1669', doi: '10.1/y' },
		],
		[
			'one arXiv id by mistake, and the same short words in their titles',
			{ arxiv: '1011.1669', title: 'Seals of the north', authors: [{ family: 'Roe' }] },
			{ arxiv: '1011.1669' },
		],
		['two titles', { title: 'Lamps of the city' }, {}],
		['two authors', { authors: [{ family: 'Roe' }] }, {}],
		['no author', { authors: [] }, { authors: [] }],
		['one author only', { authors: [] }, {}],
		['two years', { year: 2015 }, {}],
		['no year', { year: undefined }, { year: undefined }],
		['a title of less than twelve letters', { title: 'Lamps & sea' }, { title: 'Lamps & sea' }],
		['a title that is a parent’s', { inherited: ['title'] }, {}],
		['a title that is the other’s parent’s', {}, { inherited: ['title'] }],
		['a DOI that is a parent’s, and another title', { doi: '10.1/x', inherited: ['doi'], title: 'A longer title' }, { doi: '10.1/x' }],
		['volumes of more digits', { type: 'book', fields: { volume: '1' } }, { type: 'book', fields: { volume: '12' } }],
		['parts in words', { type: 'book', fields: { part: 'one' } }, { type: 'book', fields: { part: 'two' } }],
	] as const)
		test(`are two papers with ${what}`, () => {
			assert.equal(same(one as Partial<SourceRecord>, other as Partial<SourceRecord>), false);
		});

	for (const [one, other, result] of [
		['1', '01', true],
		['10', '1', false],
		['100', '10', false],
		['0', '00', true],
		['vol. 3', '3', true],
		['III', 'iii', true],
	] as const)
		test(`that are volumes ${one} and ${other} are ${result ? 'one book' : 'two books'}`, () => {
			assert.equal(same({ type: 'book', fields: { volume: one } }, { type: 'book', fields: { volume: other } }), result);
		});

	test('with a title of twelve letters are compared by it', () => {
		assert.equal(same({ title: 'Lamps, a sea' }, { title: 'Lamps, a sea' }), true);
	});
});

suite('what identifies a record', () => {
	const identitiesOf = (rest: Partial<SourceRecord>): readonly number[] => {
		const found: number[] = [];
		eachIdentity(record('a', { title: 'Lamps of the harbour', authors: [{ family: 'Lang' }], ...rest }), (hash) => found.push(hash));
		return found;
	};

	for (const [what, rest, count] of [
		['nothing without a year', {}, 0],
		['its title, author and year', { year: 2016 }, 1],
		['its title and author with each of its years', { year: 2016, published: 2018 }, 2],
		['one year once', { year: 2016, published: 2016 }, 1],
		['its DOI', { doi: '10.1/x' }, 1],
		['its DOI and its arXiv id', { doi: '10.1/x', arxiv: '1606.03657' }, 2],
		['no DOI of a parent', { doi: '10.1/x', inherited: ['doi'] as const }, 0],
		['no title of a parent', { year: 2016, inherited: ['title'] as const }, 0],
		['no title of less than twelve letters', { year: 2016, title: 'Lamps & sea' }, 0],
		['a title of twelve letters', { year: 2016, title: 'Lamps, a sea' }, 1],
		['no title without an author', { year: 2016, authors: [] }, 0],
		['its title and an editor', { year: 2016, authors: [], editors: [{ family: 'Lang' }] }, 1],
	] as const)
		test(`is ${what}`, () => {
			assert.equal(identitiesOf(rest as Partial<SourceRecord>).length, count);
		});

	test('is the same in any case', () => {
		assert.deepEqual(identitiesOf({ doi: '10.1/X' }), identitiesOf({ doi: '10.1/x' }));
	});

	test('is another for another year', () => {
		assert.notDeepEqual(identitiesOf({ year: 2016 }), identitiesOf({ year: 2017 }));
	});
});

suite('two records of one title', () => {
	const lamps = { title: 'Lamps of the harbour', authors: [{ family: 'Lang' }] };
	for (const [what, one, other, expected] of [
		['the same title and author', {}, {}, true],
		['other signs, case and accents', { title: 'LAMPS: of the härbour' }, { authors: [{ family: 'Láng' }] }, true],
		['another second author', { authors: [{ family: 'Lang' }, { family: 'Roe' }] }, {}, true],
		['an editor in place of the author', { authors: [], editors: [{ family: 'Lang' }] }, {}, true],
		['the author as the other’s editor', {}, { authors: [], editors: [{ family: 'Lang' }] }, true],
		['twelve letters', { title: 'Lamps, a sea' }, { title: 'Lamps, a sea' }, true],
		['eleven letters', { title: 'Lamps & sea' }, { title: 'Lamps & sea' }, false],
		['another title', { title: 'Lamps of the city' }, {}, false],
		['another author', {}, { authors: [{ family: 'Roe' }] }, false],
		['no author', { authors: [] }, {}, false],
		['no author in the other', {}, { authors: [] }, false],
		['no author in either', { authors: [] }, { authors: [] }, false],
		['the title of a parent', { inherited: ['title'] }, {}, false],
		['the title of the other’s parent', {}, { inherited: ['title'] }, false],
	] as const)
		test(`are ${expected ? '' : 'not '}those with ${what}`, () => {
			const [a, b] = [one, other].map((rest) => record('a', { ...lamps, ...(rest as Partial<SourceRecord>) }));
			assert.equal(areOfOneTitle(a!, b!), expected);
		});
});
