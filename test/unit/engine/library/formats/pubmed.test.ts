import assert from 'node:assert/strict';
import { readPubMed } from '../../../../../server/engine/library/formats/pubmed.js';

const text = [
	'',
	'PMID- 12345678',
	'OWN - NLM',
	'DP  - 2016 May 12',
	'TI  - Lamps of the harbour and their',
	'      keepers.',
	'PG  - 133-5',
	'LID - 10.1000/lamp [doi]',
	'AB  - Of light.',
	'FAU - Berg, Anna M Jr',
	'AU  - Berg AM Jr',
	'CN  - Lamp Society',
	'LA  - eng',
	'PT  - Journal Article',
	'TA  - J Light',
	'JT  - Journal of light',
	'VI  - 3',
	'IP  - 2',
	'IS  - 1234-5679 (Electronic)',
	'MH  - *Light',
	'OT  - harbours',
	'PMC - PMC123',
	'',
	'PMID- 2',
	'BTI - All about lamps',
	'DP  - 2018',
	'AU  - Doe JQ',
].join('\n');

suite('PubMed', () => {
	test('reads ranges of months, days and years', () => {
		for (const [published, date] of [
			['2001 Mar-Apr', '2001-03/2001-04'],
			['2001 Mar 5-7', '2001-03-05/2001-03-07'],
			['1999 Dec 25-2000 Jan 1', '1999-12-25/2000-01-01'],
			['1999-2000', '1999/2000'],
			['2001 Spring-Summer', undefined],
			['2001 Mar 12', '2001-03-12'],
		])
			assert.equal(readPubMed(`PMID- 1\nTI  - Lamps\nDP  - ${published}\n`).records[0]?.fields.date, date, published);
	});

	test('reads an article with all its parts', () => {
		const [record] = readPubMed(text).records;
		assert.deepEqual(
			[record?.type, record?.title, record?.year, record?.venue, record?.doi, record?.topics],
			[
				'article',
				'Lamps of the harbour and their keepers',
				2016,
				{ full: 'Journal of light', short: 'J Light' },
				'10.1000/lamp',
				['harbours', 'Light'],
			],
		);
		assert.deepEqual(record?.authors, [
			{ family: 'Berg', given: 'Anna M', suffix: 'Jr' },
			{ family: 'Lamp Society', literal: true },
		]);
		assert.deepEqual(record?.fields, {
			abstract: 'Of light.',
			number: '2',
			issn: '1234-5679',
			langid: 'eng',
			pmcid: 'PMC123',
			pmid: '12345678',
			volume: '3',
			date: '2016-05-12',
			pages: '133–135',
		});
	});

	test('reads a book, and names in short', () => {
		const [, record] = readPubMed(text).records;
		assert.deepEqual([record?.type, record?.title, record?.authors], ['book', 'All about lamps', [{ family: 'Doe', given: 'J. Q.' }]]);
	});

	test('reads notes, and a DOI that says itself that it is one', () => {
		const [record] = readPubMed('PMID- 1\nTI  - Lamps\nGN  - Reprinted.\nAID - doi:10.1000/lamp\n').records;
		assert.deepEqual([record?.fields.note, record?.doi], ['Reprinted.', '10.1000/lamp']);
	});

	test('takes another text for no library', () => {
		assert.deepEqual(readPubMed('PS- \nSome words\n').records.length, 0);
	});

	test('takes no longer for each line the more there are of one tag', () => {
		const text = `PMID- 1\n${'OT  - lamps\n'.repeat(200_000)}`;
		assert.equal(readPubMed(text).records.length, 1);
	});

	test('reads the export of ERIC, where records begin with OWN and authors have commas', () => {
		const article =
			'OWN - ERIC\nTI  - Lamps in Class\nAU  - Doe, Jane Q.\nJT  - Light\nVI  - 3\nDP  - Apr 2019\nLID - http://eric.ed.gov/?id=EJ1\n';
		const report = 'OWN - ERIC\nTI  - Lamps\nJT  - Lamp Society\nDP  - 2017\nPT  - Reports - Research\n';
		const thesis = 'OWN - ERIC\nTI  - Wicks\nJT  - ProQuest LLC\nDP  - 2021\nPT  - Dissertations/Theses\n';
		const { records } = readPubMed([article, report, thesis].join('\n'));
		assert.deepEqual(
			records.map(({ type, title, fields, venue }) => [type, title, fields.institution ?? venue?.full]),
			[
				['article', 'Lamps in Class', 'Light'],
				['report', 'Lamps', 'Lamp Society'],
				['thesis', 'Wicks', 'ProQuest LLC'],
			],
		);
		assert.deepEqual(
			[records[0]?.authors, records[0]?.fields.date, records[0]?.url],
			[[{ family: 'Doe', given: 'Jane Q.' }], '2019-04', 'http://eric.ed.gov/?id=EJ1'],
		);
	});
});
