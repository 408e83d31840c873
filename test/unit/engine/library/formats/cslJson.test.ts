import assert from 'node:assert/strict';
import { readCslJson } from '../../../../../server/engine/library/formats/cslJson.js';

const item = (fields: object) => JSON.stringify([{ id: 'doe2020', type: 'article-journal', title: 'Lanterns', ...fields }], null, 1);
const only = (fields: object) => readCslJson(item(fields)).records[0]!;

suite('CSL-JSON', () => {
	test('maps item types to biblatex', () => {
		assert.equal(only({ type: 'paper-conference' }).type, 'inproceedings');
		assert.equal(only({ type: 'chapter' }).type, 'incollection');
		assert.equal(only({ type: 'something-new' }).type, 'misc');
	});

	test('reads keywords and categories as topics, each once', () => {
		assert.deepEqual(only({ keyword: 'light, sea; lamps' }).topics, ['light', 'sea', 'lamps']);
		assert.deepEqual(only({ keyword: 'sea', categories: ['Optics', 'sea', 3, ' '] }).topics, ['sea', 'Optics']);
		assert.deepEqual(only({ categories: 'Optics' }).topics, []);
	});

	test('is not the search index of a website, whose items have titles as well', () => {
		const index = JSON.stringify([{ path: 'articles/lamps.html', id: 'setup', title: 'Setup', text: 'Lamps' }]);
		assert.deepEqual(readCslJson(index), { records: [], problems: [] });
	});

	test('reads names with particles, suffixes and bodies', () => {
		const author = [
			{ family: 'Gogh', given: 'Vincent', 'non-dropping-particle': 'van' },
			{ family: 'King', given: 'Martin Luther', suffix: 'Jr.' },
			{ literal: 'World Lantern Society' },
		];
		assert.deepEqual(only({ author }).authors, [
			{ family: 'Gogh', given: 'Vincent', particle: 'van', suffix: undefined, keepsParticle: true },
			{ family: 'King', given: 'Martin Luther', particle: undefined, suffix: 'Jr.' },
			{ family: 'World Lantern Society', literal: true },
		]);
	});

	test('reads names whose parts are lists, and one that is not in a list', () => {
		const [name] = only({ author: [{ family: 'Doe', given: ['Jane', 'Mary'] }] }).authors;
		assert.deepEqual([name?.family, name?.given], ['Doe', 'Jane Mary']);
		assert.deepEqual(only({ author: 'Lantern Society' }).authors, [{ family: 'Lantern Society', literal: true }]);
	});

	test('reads names without the tags that CSL allows in texts', () => {
		assert.deepEqual(only({ author: [{ literal: '<span class="nocase">WHO</span>' }] }).authors, [{ family: 'WHO', literal: true }]);
	});

	test('counts years before the first as ISO 8601 does, which has a year 0', () => {
		const { year, fields } = only({ issued: { 'date-parts': [[-44, 3, 15]] } });
		assert.deepEqual([year, fields.date], [-43, '-0043-03-15']);
	});

	test('reads years as date parts, numbers or text, and as raw dates', () => {
		assert.equal(only({ issued: { 'date-parts': [[2016, 6, 12]] } }).year, 2016);
		assert.equal(only({ issued: { 'date-parts': [['2016']] } }).year, 2016);
		assert.equal(only({ issued: { raw: 'June 2016' } }).year, 2016);
	});

	test('finds identifiers where Zotero puts them', () => {
		assert.equal(only({ DOI: 'https://doi.org/10.1000/xyz' }).doi, '10.1000/xyz');
		assert.equal(only({ number: 'arXiv:1606.03657' }).arxiv, '1606.03657');
		assert.equal(only({ URL: 'http://arxiv.org/abs/1606.03657v2' }).arxiv, '1606.03657');
		assert.equal(only({ note: 'arXiv:1606.03657 [cs]\nDOI: 10.1000/abc' }).doi, '10.1000/abc');
	});

	test('drops the markup that CSL allows in titles', () => {
		assert.equal(only({ title: 'Of <i>Lanterns</i> and H<sub>2</sub>O' }).title, 'Of Lanterns and H2O');
	});

	test('takes the key of a citation-key before the id, and makes one of an address', () => {
		assert.equal(only({ 'citation-key': 'doeLanterns2020' }).key, 'doeLanterns2020');
		const { key, aliases } = only({ 'citation-key': 'doeLanterns2020', id: 'doe-2020' });
		assert.deepEqual([key, aliases], ['doeLanterns2020', ['doe-2020']]);
		assert.equal(only({ id: 'http://zotero.org/users/1/items/ABCD' }).key, 'ABCD');
	});

	for (const id of ['doe/2020', 'DOI:10.1000/xyz.(1)', 'a,b', 'Straße+2020', 'x<i>y', '10.1/"q"', "o'neil&co"])
		test(`keeps the id ${id} whole, with its place`, () => {
			const text = item({ id });
			const { key, keySpan } = readCslJson(text).records[0]!;
			assert.equal(key, id);
			assert.equal(JSON.parse(`"${text.slice(keySpan.start, keySpan.end)}"`), id);
		});

	test('knows an item by the whole of an address, too', () => {
		assert.deepEqual(only({ id: 'http://zotero.org/users/1/items/ABCD' }).aliases, ['http://zotero.org/users/1/items/ABCD']);
	});

	test('leaves of an id with blanks or braces what may be a key', () => {
		assert.equal(only({ id: 'doe {et al.} 2020' }).key, 'doeetal.2020');
		assert.equal(only({ id: 7 }).key, '7');
	});

	test('knows the place of an item and of its key', () => {
		const text = item({});
		const { span, keySpan } = readCslJson(text).records[0]!;
		assert.equal(text.slice(keySpan.start, keySpan.end), 'doe2020');
		assert.equal(text[span.start], '{');
		assert.equal(text[span.end - 1], '}');
	});

	test('takes no identifier of other papers from a note', () => {
		const found = only({ note: 'Comment on arXiv:1606.03657, see doi:10.1000/abc' });
		assert.deepEqual([found.arxiv, found.doi], [undefined, undefined]);
	});

	test('keeps the items before a break and reports the broken one', () => {
		const text = '[{"id":"a","type":"book","title":"A"},{"id":"b","type":"book","title":"B';
		const { records, problems } = readCslJson(text);
		assert.deepEqual(
			records.map(({ key }) => key),
			['a'],
		);
		assert.equal(problems[0]?.span.start, text.indexOf('{"id":"b"'));
	});

	test('reports an item that is nested too deep, and reads the others', () => {
		const nested = (depth: number) =>
			`{"id": "n${depth}", "type": "book", "title": "x", "custom": ${'['.repeat(depth)}${']'.repeat(depth)}}`;
		const text = `[{"id": "a", "type": "book", "title": "A"}, ${nested(400)}, ${nested(600)}, {"id": "b", "type": "book", "title": "B"}]`;
		const { records, problems } = readCslJson(text);
		assert.deepEqual(
			records.map(({ key }) => key),
			['a', 'n400', 'b'],
		);
		assert.deepEqual(
			problems.map(({ fault, span }) => [fault, text.slice(span.start, span.end)]),
			[['invalid-json', nested(600)]],
		);
	});

	test('keeps dates whole: ranges, doubt, seasons, years before 1', () => {
		const { fields } = only({
			issued: {
				'date-parts': [
					[2016, 6, 12],
					[2016, 6, 14],
				],
			},
			accessed: { 'date-parts': [[2020, 1]], circa: true },
			'event-date': { 'date-parts': [[1999]], season: 2 },
			'original-date': { 'date-parts': [[-45]] },
			submitted: { raw: '2015-03' },
		});
		assert.deepEqual(
			[fields.date, fields.urldate, fields.eventdate, fields.origdate, fields['csl-submitted']],
			['2016-06-12/2016-06-14', '2020-01~', '1999-22', '-0044', '2015-03'],
		);
		assert.deepEqual(only({ issued: { literal: 'in press' } }).fields.year, 'in press');
		const planned = only({ issued: { literal: 'in press' }, 'event-date': { 'date-parts': [[1999]] } });
		assert.deepEqual([planned.fields.year, planned.year], ['in press', undefined]);
	});

	test('calls numbers what the type has: an issue, a place in a series, a number of its own', () => {
		const numbers = { number: '7', issue: '8', 'collection-number': '9' };
		assert.equal(only({ ...numbers }).fields.number, '8');
		assert.equal(only({ ...numbers, type: 'chapter' }).fields.number, '9');
		assert.equal(only({ ...numbers, type: 'patent' }).fields.number, '7');
		assert.equal(only({ ...numbers, type: 'patent' }).fields['csl-issue'], '8');
	});

	test('keeps names in every role, and what biblatex has no field for under its own name', () => {
		const { people, fields } = only({
			translator: [{ family: 'Roe' }],
			interviewer: [{ literal: 'Lamp Society' }],
			section: 'B',
			'event-place': 'Aarhus',
			DOI: '10/fqd6hj',
		});
		assert.equal(people?.translator?.[0]?.family, 'Roe');
		assert.equal(people?.['csl-interviewer']?.[0]?.family, 'Lamp Society');
		assert.deepEqual([fields['csl-section'], fields.venue], ['B', 'Aarhus']);
		assert.equal(only({ DOI: 'https://doi.org/10/fqd6hj' }).doi, '10/fqd6hj');
	});

	test('takes other JSON for no library', () => {
		for (const text of ['{"name":"x"}', '[1,2]', '', '[{"id":1}]', 'nonsense'])
			assert.deepEqual(readCslJson(text), { records: [], problems: [] });
	});

	test('reads items under “items”, as an export with collections has them', () => {
		assert.equal(readCslJson('{"items":[{"id":"a","type":"book","title":"A"}]}').records.length, 1);
	});
});
