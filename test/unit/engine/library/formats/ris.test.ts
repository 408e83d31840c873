import assert from 'node:assert/strict';
import { readRis } from '../../../../../server/engine/library/formats/ris.js';

const record = (...lines: string[]) => `TY  - JOUR\n${lines.join('\n')}\nER  - \n`;

suite('RIS', () => {
	test('reads authors, title, year, journal and pages', () => {
		const { records, problems } = readRis(
			record(
				'AU  - Doe, Jane',
				'AU  - Roe, Richard, Jr.',
				'TI  - Lanterns',
				'PY  - 2020/05//',
				'JO  - J. Dim Rooms',
				'SP  - 12',
				'EP  - 20',
			),
		);
		const [found] = records;
		assert.deepEqual(problems, []);
		assert.deepEqual(
			[found?.title, found?.year, found?.venue?.full, found?.fields.pages, found?.authors[1]?.suffix],
			['Lanterns', 2020, 'J. Dim Rooms', '12–20', 'Jr.'],
		);
	});

	test('makes a key where the record has none', () => {
		assert.equal(readRis(record('AU  - Doe, Jane', 'TI  - On Lanterns', 'PY  - 2020')).records[0]?.key, 'doe2020lanterns');
	});

	test('makes another key for each paper whose key is taken, without a place for it', () => {
		const one = (title: string) => record('AU  - Doe, Jane', `TI  - ${title}`, 'PY  - 2020');
		const named = record('ID  - doe2020lanternsa', 'TI  - Another');
		const { records } = readRis([one('Lanterns at Sea'), one('Lanterns Ashore'), one('Of Boats'), named].join(''));
		assert.deepEqual(
			records.map(({ key, keySpan }) => [key, keySpan.end > keySpan.start]),
			[
				['doe2020lanterns', false],
				['doe2020lanternsb', false],
				['doe2020boats', false],
				['doe2020lanternsa', true],
			],
		);
	});

	test('a database’s number is no key', () => {
		const [found] = readRis(record('ID  - 12345', 'AU  - Doe, Jane', 'TI  - Lanterns', 'PY  - 2020')).records;
		assert.deepEqual([found?.key, found?.keySpan], ['doe2020lanterns', { start: 0, end: 0 }]);
	});

	// RIS has CPAPER for it, but Zotero writes CONF.
	test('CONF with authors in something is a paper, without them it is the proceedings', () => {
		const conference = (...lines: string[]) => readRis(`TY  - CONF\n${lines.join('\n')}\nER  - \n`).records[0];
		const paper = conference('AU  - Li, Wei', 'TI  - Lanterns', 'T2  - Proc. of Light', 'SP  - 3', 'A2  - Roe, Ann');
		assert.deepEqual(
			[paper?.type, paper?.venue?.full, paper?.editors.map(({ family }) => family)],
			['inproceedings', 'Proc. of Light', ['Roe']],
		);
		assert.equal(conference('AU  - Li, Wei', 'TI  - Lanterns', 'T2  - Light 2020', 'C3  - Proc. of Light')?.venue?.full, 'Proc. of Light');
		assert.equal(conference('ED  - Li, Wei', 'TI  - Proc. of Light', 'T2  - Lecture Notes')?.type, 'proceedings');
		assert.equal(conference('AU  - Li, Wei', 'TI  - Proc. of Light')?.type, 'proceedings');
	});

	test('takes the ID as the key and knows its place', () => {
		const text = record('ID  - doe2020x', 'TI  - A');
		const [found] = readRis(text).records;
		assert.equal(found?.key, 'doe2020x');
		assert.equal(text.slice(found.keySpan.start, found.keySpan.end), 'doe2020x');
	});

	test('goes on with a value on the next line', () => {
		assert.equal(readRis(record('TI  - Of lanterns', 'and their light')).records[0]?.title, 'Of lanterns and their light');
	});

	test('reads Windows line ends and a byte order mark', () => {
		const { records, problems } = readRis('\uFEFFTY  - BOOK\r\nTI  - A\r\nER  - \r\n');
		assert.deepEqual([records[0]?.type, records[0]?.title, problems.length], ['book', 'A', 0]);
	});

	test('keeps a record that is not ended, and reports it', () => {
		const { records, problems } = readRis('TY  - BOOK\nTI  - A\nTY  - BOOK\nTI  - B\nER  - \n');
		assert.deepEqual(
			records.map(({ title }) => title),
			['A', 'B'],
		);
		assert.deepEqual(problems[0]?.span, { start: 0, end: 'TY  - BOOK\nTI  - A\n'.length });
	});

	test('finds identifiers', () => {
		const [found] = readRis(record('TI  - A', 'DO  - 10.1000/xyz.', 'UR  - https://arxiv.org/abs/1606.03657')).records;
		assert.deepEqual([found?.doi, found?.arxiv], ['10.1000/xyz', '1606.03657']);
	});

	test('takes the date that says most', () => {
		const [record] = readRis('TY  - JOUR\nTI  - Lamps\nPY  - 2015\nY1  - 2015/09/10\nER  - \n').records;
		assert.equal(record?.fields.date, '2015-09-10');
	});

	test('takes JO beside the journal’s whole name for its abbreviation', () => {
		const [record] = readRis('TY  - JOUR\nTI  - Lamps\nT2  - Journal of Light\nJO  - J. Light\nER  - \n').records;
		assert.deepEqual(record?.venue, { full: 'Journal of Light', short: 'J. Light' });
		const [alone] = readRis('TY  - JOUR\nTI  - Lamps\nJO  - Journal of Light\nER  - \n').records;
		assert.deepEqual(alone?.venue, { full: 'Journal of Light', short: undefined });
	});

	test('keeps full dates, roles, access date, numbers, series and kind', () => {
		const { records } = readRis(
			[
				'TY  - RPRT',
				'ID  - lamps',
				'AU  - van Berg, Anna',
				'A4  - Roe, Rob',
				'TI  - Lamps',
				'DA  - 2016/05/12/',
				'PB  - Lamp Society',
				'M1  - TR-7',
				'M3  - White paper',
				'T2  - Studies in Light',
				'Y2  - 2020/01/02/',
				'N1  - doi: 10.1000/x',
				'AB  - Of light.',
				'LA  - sv',
				'ER  - ',
			].join('\n'),
		);
		assert.deepEqual(records[0]?.people, { translator: [{ family: 'Roe', given: 'Rob', suffix: undefined }] });
		assert.equal(records[0]?.authors[0]?.particle, 'van');
		assert.equal(records[0]?.doi, '10.1000/x');
		assert.deepEqual(records[0]?.fields, {
			abstract: 'Of light.',
			langid: 'sv',
			institution: 'Lamp Society',
			series: 'Studies in Light',
			date: '2016-05-12',
			urldate: '2020-01-02',
			type: 'White paper',
			number: 'TR-7',
		});
	});
});
