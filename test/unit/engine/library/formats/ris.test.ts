import assert from 'node:assert/strict';
import { readRis } from '../../../../../server/engine/library/formats/ris.js';
import { writeRis } from '../../../../../server/engine/library/formats/writeRis.js';

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

	test('has the keys by which pandoc and EndNote cite a record, beside its own', () => {
		const keysOf = (...lines: string[]) => {
			const [found] = readRis(record(...lines, 'TI  - On Lanterns')).records;
			return [found?.key, ...(found?.aliases ?? [])];
		};
		assert.deepEqual(keysOf('ID  - 12', 'AU  - Doe, Jane', 'PY  - 2020'), ['doe2020lanterns', '12']);
		assert.deepEqual(keysOf('AU  - Doe, Jane', 'A1  - Roe, Max', 'PY  - 2020'), ['doe2020lanterns', 'Doe_Roe_2020']);
		assert.deepEqual(keysOf('ID  - own1', 'LB  - lab1'), ['own1', 'lab1']);
		assert.deepEqual(keysOf('ID  - 10.1000/xyz'), ['10.1000xyz', '10.1000/xyz']);
		assert.deepEqual(keysOf('ID  - own1'), ['own1']);
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

	const of = (kind: string, ...lines: string[]) => readRis(`TY  - ${kind}\n${lines.join('\n')}\nER  - \n`).records[0];
	const families = (names: readonly { readonly family: string }[] | undefined) => names?.map(({ family }) => family);

	suite('by the meanings that tags have in EndNote’s reference types', () => {
		test('takes the second names of a book with a series for the series’ editors, and the third for its own', () => {
			const book = of(
				'BOOK',
				'AU  - Doe, J',
				'A2  - Series, S',
				'A3  - Editor, E',
				'A4  - Trans, T',
				'TI  - Lamps',
				'T2  - Studies in Light',
			);
			assert.deepEqual(
				[families(book?.editors), families(book?.people?.['csl-collection-editor']), families(book?.people?.translator)],
				[['Editor'], ['Series'], ['Trans']],
			);
			const chapter = of('CHAP', 'AU  - Doe, J', 'A2  - Editor, E', 'A3  - Series, S', 'TI  - Lamps', 'T2  - Light', 'T3  - Studies');
			assert.deepEqual([families(chapter?.editors), families(chapter?.people?.['csl-collection-editor'])], [['Editor'], ['Series']]);
			assert.deepEqual(families(of('BOOK', 'AU  - Doe, J', 'A2  - Editor, E', 'TI  - Lamps')?.editors), ['Editor']);
		});

		test('takes the authors of an edited book for its editors', () => {
			const book = of('EDBOOK', 'AU  - Roe, Ann', 'TI  - Lamps', 'PY  - 2001');
			assert.deepEqual([book?.key, book?.authors, families(book?.editors)], ['roe2001lamps', [], ['Roe']]);
		});

		test('takes nobody for an editor or a translator who is none', () => {
			const roles = (kind: string) => {
				const found = of(kind, 'AU  - Doe, J', 'TI  - Lamps', 'A2  - Second, S', 'A3  - Third, T', 'A4  - Fourth, F', 'TA  - Doe, Jane');
				return [families(found?.editors), Object.entries(found?.people ?? {}).map(([role, names]) => `${role} ${families(names)}`)];
			};
			assert.deepEqual(roles('THES'), [[], ['csl-contributor Second,Third', 'translator Fourth']]);
			assert.deepEqual(roles('PCOMM'), [[], ['csl-recipient Second']]);
			assert.deepEqual(roles('MPCT'), [[], ['csl-producer Third', 'csl-performer Fourth']]);
			assert.deepEqual(roles('PAT'), [[], []]);
			assert.deepEqual(roles('CONF')[1], ['csl-collection-editor Third']);
			assert.deepEqual(roles('GEN')[1], ['csl-collection-editor Third', 'translator Fourth']);
		});

		test('knows the number of a report and of a patent, and the extent of a book', () => {
			assert.deepEqual(of('RPRT', 'TI  - Lamps', 'SN  - TR-12/7', 'SP  - 40')?.fields, { number: 'TR-12/7', pagetotal: '40' });
			assert.deepEqual(of('RPRT', 'TI  - Lamps', 'SN  - 1234-5678', 'M1  - 7')?.fields, { issn: '1234-5678', number: '7' });
			assert.deepEqual(of('PAT', 'TI  - Lamps', 'SN  - US 12', 'ET  - G01N', 'NV  - 435/5')?.fields, { number: 'US 12' });
			assert.deepEqual(of('BOOK', 'TI  - Lamps', 'SP  - 312', 'SN  - 978-3-16-148410-0')?.fields, {
				isbn: '978-3-16-148410-0',
				pagetotal: '312',
			});
			assert.equal(of('BOOK', 'TI  - Lamps', 'SP  - 3', 'EP  - 12')?.fields.pages, '3–12');
		});

		test('takes the department and degree of a thesis for no series and no volume', () => {
			assert.deepEqual(of('THES', 'TI  - Lamps', 'T2  - Physics', 'VL  - PhD', 'PB  - Lund')?.fields, {
				institution: 'Lund',
				'csl-division': 'Physics',
				type: 'PhD',
			});
		});

		test('takes the start page and the date of publication online of an article for no chapter and no edition', () => {
			assert.deepEqual(of('JOUR', 'TI  - Lamps', 'SE  - 12', 'ET  - 2019/03/04', 'C2  - PMC123', 'NV  - Weekly')?.fields, {
				pages: '12',
				pmcid: 'PMC123',
			});
			assert.deepEqual(of('JOUR', 'TI  - Lamps', 'SP  - 12-20', 'ET  - 2nd', 'C7  - e3')?.fields, {
				pages: '12–20',
				edition: '2nd',
				eid: 'e3',
			});
		});

		test('tells newspapers, maps and bills apart', () => {
			assert.deepEqual(
				['NEWS', 'MGZN', 'MAP', 'BILL', 'BLOG', 'DICT', 'HEAR', 'GOVDOC', 'CLSWK'].map((kind) => {
					const { type, fields } = of(kind, 'TI  - Lamps') ?? {};
					return [type, fields?.entrysubtype ?? fields?.['csl-type']];
				}),
				[
					['article', 'newspaper'],
					['article', 'magazine'],
					['artwork', 'map'],
					['legislation', 'bill'],
					['online', 'post-weblog'],
					['inreference', 'entry-dictionary'],
					['legislation', 'hearing'],
					['report', undefined],
					['book', undefined],
				],
			);
		});

		test('knows the event of a paper beside its proceedings, and the version of software', () => {
			const paper = of('CONF', 'AU  - Li, Wei', 'TI  - Lamps', 'T2  - Light 2020', 'C3  - Proceedings of Light');
			assert.deepEqual([paper?.venue?.full, paper?.fields.eventtitle], ['Proceedings of Light', 'Light 2020']);
			assert.deepEqual(of('COMP', 'TI  - Lamps', 'ET  - 2.1')?.fields, { version: '2.1' });
		});
	});

	test('reads a keyword from each line and between semicolons', () => {
		assert.deepEqual(readRis(record('KW  - Light, artificial', 'Lamps; Oil', '*Wicks')).records[0]?.topics, [
			'Light, artificial',
			'Lamps',
			'Oil',
			'Wicks',
		]);
	});

	test('keeps the order of authors of two tags', () => {
		const names = readRis(record('A1  - First, A', 'AU  - Second, B', 'A1  - Third, C')).records[0]?.authors;
		assert.deepEqual(families(names), ['First', 'Second', 'Third']);
	});

	test('reads files with other blanks around the hyphens', () => {
		for (const text of ['TY - BOOK\nTI - A - B\nPY - 2001\nER -\n', ' TY\t-\tBOOK\n TI\t-\tA - B\n PY\t-\t2001\n ER\t-\n']) {
			const { records, problems } = readRis(text);
			assert.deepEqual([records.length, records[0]?.title, records[0]?.year, problems], [1, 'A - B', 2001, []], text);
		}
		assert.equal(readRis(record('TI  - Of', 'EU - wide lamps')).records[0]?.title, 'Of EU - wide lamps');
	});

	test('reads days in words beside the year', () => {
		const dateOf = (...lines: string[]) => readRis(record(...lines)).records[0]?.fields.date;
		assert.equal(dateOf('PY  - 2015', 'DA  - MAR 15'), '2015-03-15');
		assert.equal(dateOf('PY  - 2015', 'DA  - 15 March 2015'), '2015-03-15');
		assert.equal(dateOf('PY  - 2015', 'DA  - JUL-AUG'), '2015-07/2015-08');
		assert.equal(dateOf('PY  - 2015', 'DA  - March 2, 2019'), undefined);
		assert.equal(dateOf('DA  - Mar 15', 'Y1  - 2015'), '2015-03-15');
	});

	test('knows no year where it is 0000', () => {
		const [found] = readRis(record('TI  - Lamps', 'PY  - 0000')).records;
		assert.deepEqual([found?.year, found?.fields], [undefined, {}]);
	});

	test('reads serial numbers without what databases say about them, notes without HTML, and no address as a number', () => {
		assert.deepEqual(
			readRis(record('SN  - 03064530 (ISSN)', 'N1  - <p>Read <i>twice</i></p>', `M1  - ${'Department of Light, '.repeat(3)}`)).records[0]
				?.fields,
			{ issn: '03064530', note: 'Read twice' },
		);
		assert.equal(readRis(record('N1  - 10.1000/xyz')).records[0]?.doi, '10.1000/xyz');
	});

	test('reads emphasis and references to characters in titles, and writes no text so that it becomes either', () => {
		const [found] = readRis(
			record('TI  - Of <i>Lampas lux</i> &amp; H<sub>2</sub>O', 'T2  - Light &#38; Dark', 'UR  - https://a.b/?c&amp;d'),
		).records;
		assert.deepEqual(
			[found?.title, found?.venue?.full, found?.url, found?.marked],
			['Of Lampas lux & H2O', 'Light & Dark', 'https://a.b/?c&amp;d', { title: 'Of \\emph{Lampas lux} \\& H\\textsubscript{2}O' }],
		);
		for (const title of ['Of &amp; and &#38; in HTML', 'The tags <i> and </b>', 'R&D; if a<b'])
			assert.equal(readRis(writeRis({ ...found!, title })).records[0]?.title, title);
	});

	test('writes reference types and series’ editors so that they are read again', () => {
		for (const text of [
			'TY  - NEWS\nID  - a\nTI  - Lamps\nT2  - The Lamp\nER  - \n',
			'TY  - MAP\nID  - a\nTI  - Lamps\nER  - \n',
			'TY  - BOOK\nID  - a\nA2  - Series, S\nTI  - Lamps\nT2  - Studies\nSP  - 312\nER  - \n',
			'TY  - CHAP\nID  - a\nA3  - Series, S\nTI  - Lamps\nT2  - Light\nT3  - Studies\nER  - \n',
		])
			assert.equal(writeRis(readRis(text).records[0]!), text);
	});
});
