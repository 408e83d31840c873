import assert from 'node:assert/strict';
import { readBetterBibtex } from '../../../../../server/engine/library/formats/betterBibtex.js';
import { formatOf } from '../../../../../server/engine/library/formats/formats.js';

const text = JSON.stringify(
	{
		config: { id: 'translator', label: 'BetterBibTeX JSON' },
		collections: {},
		items: [
			{
				itemType: 'bookSection',
				citationKey: 'berg2016',
				title: 'Lamps',
				bookTitle: 'All about lamps',
				creators: [
					{ creatorType: 'author', firstName: 'Anna', lastName: 'van Berg' },
					{ creatorType: 'bookAuthor', name: 'Lamp Society' },
					{ creatorType: 'seriesEditor', firstName: 'Rob', lastName: 'Roe' },
				],
				date: 'May 12, 2016',
				accessDate: '2020-01-02T10:00:00Z',
				pages: '1-9',
				series: 'Studies in Light',
				seriesNumber: '4',
				tags: [{ tag: 'light' }, { tag: 'light', type: 1 }],
				attachments: [{ path: 'files/lamps.pdf' }],
			},
			{ itemType: 'note', note: 'none' },
		],
	},
	null,
	'\t',
);

suite('Better BibTeX JSON', () => {
	const [record, ...more] = formatOf('library.json')!.read(text).records;

	test('holds the items of an export with collections, which list items by their numbers', () => {
		const collections = {
			ABCD: { key: 'ABCD', name: 'Thesis', parent: '', collections: [], items: [] },
			EFGH: { key: 'EFGH', items: [1, 2] },
		};
		const { config, items } = JSON.parse(text);
		const records = formatOf('library.json')!.read(JSON.stringify({ config, collections, items })).records;
		assert.deepEqual(
			records.map(({ key }) => key),
			['berg2016'],
		);
	});

	test('are in the collections of an export, by their whole paths', () => {
		const collections = {
			B: { key: 'B', name: 'Chapter 2', parent: 'A', collections: [], items: [7, 8] },
			A: { key: 'A', name: 'Thesis', collections: ['B'], items: [7] },
			C: { key: 'C', name: 'Loop', parent: 'C', items: [] },
		};
		const items = [
			{ itemType: 'book', citationKey: 'a', title: 'A', itemID: 7 },
			{ itemType: 'book', citationKey: 'b', title: 'B', itemID: 8 },
			{ itemType: 'book', citationKey: 'c', title: 'C', itemID: 9 },
		];
		const written = `\uFEFF${JSON.stringify({ config: { label: 'BetterBibTeX JSON' }, collections, items }, null, 2)}`;
		assert.deepEqual(
			formatOf('library.json')!
				.read(written)
				.records.map(({ collections: names }) => names),
			[['Thesis / Chapter 2', 'Thesis'], ['Thesis / Chapter 2'], undefined],
		);
	});

	test('holds the items of an export whose collections fill its beginning', () => {
		const { config, items } = JSON.parse(text);
		const collections = { ABCD: { key: 'ABCD', items: Array.from({ length: 9000 }, (_, index) => index) } };
		assert.equal(formatOf('library.json')!.read(JSON.stringify({ config, collections, items })).records.length, 1);
	});

	test('knows the places that law has for a court’s reports, and names roles as CSL does', () => {
		const item = {
			itemType: 'case',
			citationKey: 'roe1973',
			caseName: 'Roe v. Wade',
			reporter: 'U.S.',
			reporterVolume: '410',
			firstPage: '113',
			court: 'Supreme Court',
			creators: [{ creatorType: 'reviewedAuthor', lastName: 'Roe', firstName: 'R' }],
		};
		const [record] = formatOf('library.json')!.read(JSON.stringify({ config: {}, items: [item] })).records;
		assert.deepEqual(
			[
				record?.venue?.full,
				record?.fields.volume,
				record?.fields.pages,
				record?.fields['csl-authority'],
				Object.keys(record?.people ?? {}),
			],
			['U.S.', '410', '113', 'Supreme Court', ['csl-reviewed-author']],
		);
	});

	test('holds Zotero’s items as records, and no notes', () => {
		assert.equal(more.length, 0);
		assert.deepEqual(
			[record?.key, record?.type, record?.title, record?.venue?.full, record?.year, record?.topics],
			['berg2016', 'incollection', 'Lamps', 'All about lamps', 2016, ['light']],
		);
		assert.deepEqual(record?.fields, {
			date: '2016-05-12',
			urldate: '2020-01-02',
			pages: '1–9',
			number: '4',
			series: 'Studies in Light',
			file: 'files/lamps.pdf',
		});
	});

	test('keeps roles and particles', () => {
		assert.deepEqual(record?.authors[0], { family: 'Berg', given: 'Anna', particle: 'van', suffix: undefined, keepsParticle: true });
		assert.deepEqual(Object.keys(record?.people ?? {}), ['bookauthor', 'csl-collection-editor']);
	});

	test('has the key where it is written', () => {
		assert.equal(text.slice(record?.keySpan.start, record?.keySpan.end), 'berg2016');
	});

	test('keeps what an item is where somebody’s role has the name of a field', () => {
		const creators = ['type', 'id', 'title', 'author'].map((creatorType) => ({ creatorType, lastName: 'Berg' }));
		const items = [{ itemType: 'book', citationKey: 'b', title: 'Lamps', creators }];
		const [book] = readBetterBibtex(JSON.stringify({ config: {}, items })).records;
		assert.deepEqual([book?.key, book?.type, book?.title, book?.authors.length], ['b', 'book', 'Lamps', 1]);
	});

	test('reports items that are nested too deep or broken, each at its place, and reads the others', () => {
		const item = (key: string, more: string) => `{"itemType": "book", "citationKey": "${key}", "title": "x", "custom": ${more}}`;
		const deep = item('deep', '['.repeat(600) + ']'.repeat(600));
		const broken = item('broken', '[1, ]');
		const text = `{"config": {"label": "BetterBibTeX JSON"}, "items": [${[item('a', '1'), deep, broken, item('b', '2')].join(', ')}]}`;
		const { records, problems } = readBetterBibtex(text);
		assert.deepEqual(
			records.map(({ key }) => key),
			['a', 'b'],
		);
		assert.deepEqual(
			problems.map(({ fault, severity, span }) => [fault, severity, /"citationKey": "(.*?)"/.exec(text.slice(span.start, span.end))?.[1]]),
			[
				['invalid-json', 'error', 'deep'],
				['invalid-json', 'error', 'broken'],
			],
		);
	});
});
