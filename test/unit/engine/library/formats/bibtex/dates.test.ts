import assert from 'node:assert/strict';
import { monthOf, readDate, readYearAndMonth } from '../../../../../../server/engine/library/formats/bibtex/dates.js';

// biblatex manual § 2.3.8, tables of ISO 8601-2 (EDTF) forms.
suite('dates in BibTeX', () => {
	test('say their first year, and themselves where they say more', () => {
		assert.deepEqual(readDate('2016'), { year: 2016 });
		for (const [date, year] of [
			['2016-06', 2016],
			['2016-06-12', 2016],
			['2016-06-12T10:30:00Z', 2016],
			['2010/2012', 2010],
			['2010-05-01/2010-05-03', 2010],
			['2010/', 2010],
			['/2010', 2010],
			['../2010', 2010],
			['1850~', 1850],
			['1850?', 1850],
			['199X', 1990],
			['19XX', 1900],
			['199u', 1990],
			['2010-21', 2010],
			['-0044-03-15', -44],
		] as const) {
			assert.deepEqual(readDate(date), { year, iso: date }, date);
		}
		assert.deepEqual(readDate('in press'), {});
	});

	// § 2.3.9
	test('may be year, month and day apart', () => {
		assert.deepEqual(readYearAndMonth('2016', '', ''), { year: 2016 });
		assert.deepEqual(readYearAndMonth('2016', 'jun', ''), { year: 2016, iso: '2016-06' });
		assert.deepEqual(readYearAndMonth('2016', '6', '2'), { year: 2016, iso: '2016-06-02' });
		assert.deepEqual(readYearAndMonth('2016', '1 March', ''), { year: 2016, iso: '2016-03-01' });
		assert.deepEqual(readYearAndMonth('June 1980', '', ''), { year: 1980, iso: '1980-06' });
		assert.deepEqual(readYearAndMonth('Summer 1980', '', ''), { year: 1980 });
		assert.deepEqual(readYearAndMonth('c. 1850', '', ''), { year: 1850 });
		assert.deepEqual(readYearAndMonth('[1999]', '', ''), { year: 1999 });
		assert.deepEqual(readYearAndMonth('forthcoming', 'jan', ''), {});
	});

	test('may be ranges of years or of months', () => {
		for (const [year, month, iso] of [
			['1999--2000', '', '1999/2000'],
			['1999–2000', 'dec', '1999/2000'],
			['1998/99', '', '1998/1999'],
			['2019-2020', '', '2019/2020'],
			['2001', 'jan/feb', '2001-01/2001-02'],
			['2001', 'January–February', '2001-01/2001-02'],
			['2001', '5--6', '2001-05/2001-06'],
		] as const)
			assert.deepEqual(readYearAndMonth(year, month, ''), { year: Number(year.slice(0, 4)), iso }, `${year} ${month}`);
		assert.deepEqual(readYearAndMonth('2001-02', '', ''), { year: 2001, iso: '2001-02' });
		assert.deepEqual(readYearAndMonth('2001', 'dec/jan', ''), { year: 2001, iso: '2001-12' });
		assert.deepEqual(readYearAndMonth('2001', 'March 5-7', ''), { year: 2001, iso: '2001-03-05' });
	});

	test('are read in ISO 8601’s basic form', () => {
		assert.deepEqual(readDate('19990405'), { year: 1999, iso: '1999-04-05' });
		assert.deepEqual(readDate('19999405').iso, '19999405');
	});

	test('know months by name and number', () => {
		assert.deepEqual(['Sept.', 'december', '04', '12', '13', 'Summer'].map(monthOf), [9, 12, 4, 12, undefined, undefined]);
	});
});
