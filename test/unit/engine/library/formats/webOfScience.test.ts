import assert from 'node:assert/strict';
import { localize } from '../../../../../server/engine/base/localizableMessage.js';
import { formatOf } from '../../../../../server/engine/library/formats/formats.js';

const read = (text: string) => formatOf('file:///savedrecs.ris')!.read(text);
const file = (...records: readonly string[]) => `FN Clarivate Analytics Web of Science\nVR 1.0\n${records.join('\n')}\nEF\n`;

const article = `PT J
AU Lang, M
   van der Moor, A
AF Lang, Mira
   van der Moor, Ada
TI Harbour lights at night and the
   ships that see them
SO JOURNAL OF SHORES
LA English
DT Article
DE harbours; lamps
ID NIGHT; SHIPS AT
   SEA
AB Lamps are seen.
SN 1234-5678
EI 2345-6789
J9 J SHORES
JI J. Shores
PD MAY 12
PY 2016
VL 7
IS 2
BP 12
EP 20
DI 10.1000/harbour
CR Abel A, 1999, KITES, V1, P2
   Zorn Z, 2001, TIDES, V3, P4
UT WOS:000123456700001
ER
`;

suite('the tagged format of Web of Science', () => {
	test('is read where a file is called as RIS is', () => {
		const { records, problems } = read(file(article));
		const [found] = records;
		assert.deepEqual(problems, []);
		assert.equal(records.length, 1);
		assert.deepEqual(
			found!.authors.map(({ given, particle, family }) => [given, particle, family]),
			[
				['Mira', undefined, 'Lang'],
				['Ada', 'van der', 'Moor'],
			],
		);
		assert.deepEqual(
			[found!.type, found!.title, found!.year, found!.doi, found!.key],
			['article', 'Harbour lights at night and the ships that see them', 2016, '10.1000/harbour', 'lang2016harbour'],
		);
		assert.deepEqual(found!.venue, { full: 'JOURNAL OF SHORES', short: 'J. Shores' });
		assert.deepEqual(found!.topics, ['harbours', 'lamps', 'NIGHT', 'SHIPS AT SEA']);
		const { pages, volume, number, issn, date, abstract } = found!.fields;
		assert.deepEqual([pages, volume, number, issn, date, abstract], ['12–20', '7', '2', '1234-5678', '2016-05-12', 'Lamps are seen.']);
	});

	for (const [name, lines, type, venue] of [
		['a paper of proceedings', 'PT S\nAU Lang, M\nDT Proceedings Paper\nSO NIGHTS\nSE Lecture Notes on Lamps', 'inproceedings', 'NIGHTS'],
		['a chapter', 'PT B\nAU Lang, M\nBE Abel, A\nDT Article; Book Chapter\nSO NIGHTS', 'incollection', 'NIGHTS'],
		['a book', 'PT B\nAU Lang, M\nDT Book\nBN 978-3-16-148410-0', 'book', undefined],
		['a patent', 'PT P\nAU Lang, M', 'patent', undefined],
	] as const)
		test(`says what ${name} is`, () => {
			const [found] = read(file(`${lines}\nTI Lamps\nPY 2001\nER`)).records;
			assert.deepEqual([found!.type, found!.venue?.full, found!.title], [type, venue, 'Lamps']);
		});

	test('keeps the records before and after one that is not ended, and reports that', () => {
		const { records, problems } = read(file('PT J\nTI One\nER', 'PT J\nTI Two', 'PT J\nTI Three\nER').replaceAll('\n', '\r\n'));
		assert.deepEqual(
			records.map(({ title }) => title),
			['One', 'Two', 'Three'],
		);
		assert.deepEqual(
			problems.map(({ code, message }) => [code, localize(message)]),
			[['broken-entry', 'This record is not ended by “ER”.']],
		);
	});

	test('is not taken for it where a record of RIS has such words', () => {
		const { records } = read('TY  - JOUR\nTI  - One\nAB  - words\nPT J\nER  - \n');
		assert.deepEqual(
			records.map(({ title }) => title),
			['One'],
		);
	});

	test('is inert where its lines are no records', () => {
		for (const text of ['PT J', 'PT J\n   x\nER\nER\n  y', 'FN x\nPT J\nEF\n', 'PT J\n\n\n  \nAU\n   \n'])
			assert.ok(read(text).records.length <= 1, text);
	});
});
