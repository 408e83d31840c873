import assert from 'node:assert/strict';
import { readBibtex } from '../../../../server/engine/library/formats/bibtex/read.js';
import { recordOf } from '../../../../server/engine/library/formats/cslJson.js';
import { type CslItem, cslItemOf, othersMark } from '../../../../server/engine/render/cslItem.js';

/** The item of the one entry in a `.bib` text. */
function itemOf(bibtex: string): CslItem {
	const [record, ...more] = readBibtex(bibtex).records;
	assert.ok(record && more.length === 0);
	return cslItemOf(record);
}

/** The item's variables of these names. */
const pick = (item: CslItem, ...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, item[name]]));

suite('CSL items', () => {
	test('an article has journal, volume, issue, pages and DOI', () => {
		const item = itemOf(
			'@article{lamp, author={Lang, Mira}, title={Lamps}, journal={Journal of Light}, volume=3, number=2, pages={33--35}, year=2016, month=mar, doi={10.1000/lamp}}',
		);
		assert.deepEqual(item, {
			id: 'lamp',
			type: 'article-journal',
			title: 'Lamps',
			author: [{ family: 'Lang', given: 'Mira' }],
			issued: { 'date-parts': [[2016, 3]] },
			volume: '3',
			page: '33-35',
			issue: '2',
			'container-title': 'Journal of Light',
			DOI: '10.1000/lamp',
		});
	});

	for (const [entry, type] of [
		['@inproceedings{k, title={T}, booktitle={Proc}}', 'paper-conference'],
		['@conference{k, title={T}, booktitle={Proc}}', 'paper-conference'],
		['@incollection{k, title={T}, booktitle={B}}', 'chapter'],
		['@book{k, title={T}}', 'book'],
		['@proceedings{k, title={T}}', 'book'],
		['@phdthesis{k, title={T}, school={S}}', 'thesis'],
		['@techreport{k, title={T}, institution={S}}', 'report'],
		['@online{k, title={T}, url={https://example.org/t}}', 'webpage'],
		['@misc{k, title={T}, url={https://example.org/t}}', 'document'],
		['@misc{k, title={T}}', 'document'],
		['@software{k, title={T}}', 'software'],
		['@dataset{k, title={T}}', 'dataset'],
		['@patent{k, title={T}}', 'patent'],
		['@unpublished{k, title={T}}', 'manuscript'],
		['@invented{k, title={T}}', 'document'],
	] as const)
		test(`${entry} is a ${type}`, () => {
			assert.equal(itemOf(entry).type, type);
		});

	for (const entry of [
		'@misc{k, title={T}, eprint={2001.00001}, archiveprefix={arXiv}}',
		'@online{k, title={T}, eprint={2001.00001}, eprinttype={arxiv}}',
		'@article{k, title={T}, journal={arXiv preprint arXiv:2001.00001}}',
		'@article{k, title={T}, journal={CoRR}, volume={abs/2001.00001}, eprint={2001.00001}, archiveprefix={arXiv}}',
	])
		test(`${entry} is a preprint at arXiv`, () => {
			assert.deepEqual(pick(itemOf(entry), 'type', 'publisher', 'number', 'genre', 'URL', 'container-title'), {
				type: 'article',
				publisher: 'arXiv',
				number: 'arXiv:2001.00001',
				genre: 'preprint',
				URL: 'https://arxiv.org/abs/2001.00001',
				'container-title': undefined,
			});
		});

	test('a paper that appeared is no preprint, though arXiv has it, too', () => {
		const item = itemOf('@inproceedings{k, title={T}, booktitle={Proc}, eprint={2001.00001}, archiveprefix={arXiv}}');
		assert.deepEqual(pick(item, 'type', 'container-title', 'URL'), {
			type: 'paper-conference',
			'container-title': 'Proc',
			URL: 'https://arxiv.org/abs/2001.00001',
		});
	});

	test('names keep particle, suffix and bodies whole', () => {
		assert.deepEqual(itemOf('@book{k, title={T}, author={van der Berg, Anna and Hill, Jr., Tom and {World Health Organization}}}').author, [
			{ family: 'Berg', given: 'Anna', 'dropping-particle': 'van der' },
			{ family: 'Hill', given: 'Tom', suffix: 'Jr.' },
			{ literal: 'World Health Organization' },
		]);
	});

	test('“and others” is a last name of its own, of the authors or, where there are none, the editors', () => {
		assert.deepEqual(itemOf('@book{k, title={T}, author={Doe, Jane and others}}').author, [
			{ family: 'Doe', given: 'Jane' },
			{ family: othersMark },
		]);
		assert.deepEqual(itemOf('@book{k, title={T}, author={Doe, Jane and others}, editor={Roe, Rob}}').editor, [
			{ family: 'Roe', given: 'Rob' },
		]);
	});

	test('a number is an issue, a report’s number or a place in a series', () => {
		assert.equal(itemOf('@article{k, title={T}, journal={J}, number=4}').issue, '4');
		assert.equal(itemOf('@techreport{k, title={T}, institution={I}, number=4}').number, '4');
		assert.equal(itemOf('@book{k, title={T}, series={S}, number=4}')['collection-number'], '4');
	});

	test('theses and reports say what they are', () => {
		assert.equal(itemOf('@phdthesis{k, title={T}, school={S}}').genre, 'PhD thesis');
		assert.equal(itemOf('@mastersthesis{k, title={T}, school={S}}').genre, 'Master’s thesis');
		assert.equal(itemOf('@thesis{k, title={T}, type={Habilitation}, institution={S}}').genre, 'Habilitation');
		assert.equal(itemOf('@techreport{k, title={T}, institution={S}}').publisher, 'S');
	});

	test('sets several publishers apart by semicolons, and leaves a semicolon of theirs as it is', () => {
		assert.equal(
			itemOf('@book{k, title={T}, publisher={Lofts and {Fog and Sons} and 42 ;\\textbraceright}}').publisher,
			'Lofts; Fog and Sons; 42 ;}',
		);
	});

	for (const [date, parts] of [
		['2020', [[2020]]],
		['2020-05', [[2020, 5]]],
		['2020-05-17', [[2020, 5, 17]]],
		[
			'2020-05/2020-06',
			[
				[2020, 5],
				[2020, 6],
			],
		],
	] as const)
		test(`the date ${date}`, () => {
			assert.deepEqual(itemOf(`@book{k, title={T}, date={${date}}}`).issued, { 'date-parts': parts });
		});

	test('the venue’s year counts, and a book’s first one is kept', () => {
		const item = itemOf('@book{k, title={T}, date={1999}, origdate={1871}}');
		assert.deepEqual(pick(item, 'issued', 'original-date'), {
			issued: { 'date-parts': [[1999]] },
			'original-date': { 'date-parts': [[1871]] },
		});
	});

	for (const [date, parts] of [
		['199X', [[1990], [1999]]],
		['19XX', [[1900], [1999]]],
		['20uu', [[2000], [2099]]],
		[
			'2004-XX',
			[
				[2004, 1],
				[2004, 12],
			],
		],
		[
			'2004-02-XX',
			[
				[2004, 2, 1],
				[2004, 2, 29],
			],
		],
		[
			'2004-XX-XX',
			[
				[2004, 1, 1],
				[2004, 12, 31],
			],
		],
	] as const)
		test(`the date ${date}, with digits left open, is a range`, () => {
			assert.deepEqual(itemOf(`@book{k, title={T}, date={${date}}}`).issued, { 'date-parts': parts });
		});

	for (const mark of ['~', '?', '%'])
		test(`a date with ${mark} behind it is about then`, () => {
			assert.deepEqual(itemOf(`@book{k, title={T}, date={1723${mark}}}`).issued, { 'date-parts': [[1723]], circa: true });
		});

	for (const written of ['29 November 2011', '29th November, 2011', 'Accessed: Nov. 29, 2011', '2011-11-29'])
		test(`a day of access may be written “${written}”`, () => {
			assert.deepEqual(itemOf(`@online{k, title={T}, urldate={${written}}}`).accessed, { 'date-parts': [[2011, 11, 29]] });
		});

	test('an address is printed as it is written', () => {
		for (const url of ['http://www.example.org', 'https://example.org/Copper(I)_oxide', 'https://example.org/a?b=c&d=%20'])
			assert.equal(itemOf(`@online{k, title={T}, url={${url}}}`).URL, url);
	});

	test('signs that no link can have are escaped in an address', () => {
		for (const url of ['www.example.org/a', 'example.org', 'ftp://example.org/a'])
			assert.equal(itemOf(`@misc{k, title={T}, url={${url}}}`).URL, url);
		assert.equal(itemOf('@misc{k, title={T}, url={https://example.org/a b}}').URL, 'https://example.org/a%20b');
		assert.equal(itemOf('@misc{k, title={T}, url={javascript:alert(1)}}').URL, undefined);
		assert.equal(itemOf('@online{k, title={T}, url={https://example.org/a"b>c`d}}').URL, 'https://example.org/a%22b%3Ec%60d');
	});

	test('a number as the series of a journal is an ordinal', () => {
		for (const [number, words] of [
			['1', '1st series'],
			['3', '3rd series'],
			['11', '11th series'],
			['22', '22nd series'],
		] as const)
			assert.equal(itemOf(`@article{k, title={T}, journal={J}, series={${number}}}`)['collection-title'], words);
		assert.equal(itemOf('@book{k, title={T}, series={3}}')['collection-title'], '3');
	});

	test('a whole that gives its own title to its parts is in nothing', () => {
		const item = itemOf('@collection{k, title={Lamps}, subtitle={A History}, booktitle={Lamps}, booksubtitle={A History}}');
		assert.equal(item['container-title'], undefined);
	});

	test('a title within quotation marks keeps its case', () => {
		const item = itemOf('@book{k, title={On \\mkbibquote{De Motu Animalium} and \\enquote{Big Lamps}}, langid={english}}');
		assert.equal(item.title, 'On “De Motu Animalium” and “big lamps”');
	});

	for (const [entry, type] of [
		['@web_page{k, title={T}}', 'webpage'],
		['@book_section{k, title={T}}', 'chapter'],
		['@newspaper_article{k, title={T}}', 'article-newspaper'],
		['@presentation{k, title={T}}', 'speech'],
		['@constitution{k, title={T}}', 'legislation'],
		['@softwareversion{k, title={T}}', 'software'],
		['@video{k, title={T}, entrysubtype={tvepisode}}', 'broadcast'],
	] as const)
		test(`${entry} is ${type}`, () => {
			assert.equal(itemOf(entry).type, type);
		});

	test('a year in words stays as it is', () => {
		assert.deepEqual(itemOf('@book{k, title={T}, year={forthcoming}}').issued, { literal: 'forthcoming' });
	});

	test('maths in a title is kept from changes of case', () => {
		assert.equal(itemOf('@book{k, title={On $\\alpha$ rays}}').title, 'On <span class="nocase">$\\alpha$</span> rays');
	});

	test('names of languages become tags', () => {
		assert.equal(itemOf('@book{k, title={T}, langid={ngerman}}').language, 'de-DE');
		assert.equal(itemOf('@book{k, title={T}, langid={pt-BR}}').language, 'pt-BR');
		assert.equal(itemOf('@book{k, title={T}, langid={some words}}').language, 'und');
		assert.equal(itemOf('@book{k, title={T}, hyphenation={swedish}}').language, 'sv-SE');
	});

	test('an item that was read as CSL-JSON is written as it was', () => {
		const item = {
			id: 'lamp',
			type: 'chapter',
			title: 'Lamps',
			author: [{ family: 'Berg', given: 'Anna', 'non-dropping-particle': 'van der' }],
			editor: [{ literal: 'Society of Light' }],
			issued: { 'date-parts': [[2016]] },
			'container-title': 'All about lamps',
			edition: '2',
			ISBN: '978-0-00-000000-0',
			page: '1-9',
			publisher: 'Harbour Press',
			'publisher-place': 'Aarhus',
			volume: '3',
			DOI: '10.1000/lamp',
			URL: 'https://example.org/lamp',
		};
		const printed = (given: object) => JSON.parse(JSON.stringify(cslItemOf(recordOf(given, { start: 0, end: 0 })!)));
		assert.deepEqual(printed(item), item);
	});

	test('an item keeps its type, roles, dates, numbers and emphasis through a record', () => {
		const item = {
			id: 'lamp',
			type: 'interview',
			title: 'On <i>Lamps</i> and <span class="nocase">the Sea</span>',
			author: [{ family: 'Berg', given: 'Anna', 'dropping-particle': 'van der' }],
			interviewer: [{ family: 'Roe', given: 'Rob' }],
			translator: [{ family: 'Doe', given: 'Jane' }],
			'container-author': [{ literal: 'Society of Light' }],
			issued: {
				'date-parts': [
					[2016, 5, 1],
					[2016, 5, 3],
				],
				circa: true,
			},
			accessed: { 'date-parts': [[2020, 1, 2]] },
			'original-date': { 'date-parts': [[-45]] },
			submitted: { 'date-parts': [[2015]] },
			genre: 'Radio talk',
			medium: 'audio',
			status: 'in press',
			number: '7',
			section: 'B',
			'collection-title': 'Studies in Light',
			'collection-number': '4',
			'number-of-pages': '300',
			'call-number': 'QA 1',
			language: 'sv-SE',
			PMID: '123',
			archive: 'Archive of Lamps',
		};
		assert.deepEqual(JSON.parse(JSON.stringify(cslItemOf(recordOf(item, { start: 0, end: 0 })!))), item);
	});
});
