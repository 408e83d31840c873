import assert from 'node:assert/strict';
import { readYamlLibrary } from '../../../../server/library/formats/hayagriva.js';

const library = `doe2020:
  type: article
  title: Lanterns
  author: ["Doe, Jane", { name: Gogh, given-name: Vincent, prefix: van }]
  date: 2020-05
  page-range: 3-9
  serial-number:
    doi: 10.1000/xyz
    arxiv: "2005.00010"
  parent:
    type: proceedings
    title: Conference on Dim Rooms
    volume: 4

roe2021:
  type: web
  title: { value: "A {Page}", short: P }
  url: { value: "https://example.org", date: 2021-01-01 }
  date: 2021
`;

suite('Hayagriva', () => {
	const { records, problems } = readYamlLibrary(library);

	test('reads entries with what their parent says', () => {
		const [found] = records;
		assert.deepEqual(problems, []);
		assert.deepEqual(
			[found?.type, found?.title, found?.year, found?.venue?.full, found?.fields.volume, found?.fields.pages],
			['inproceedings', 'Lanterns', 2020, 'Conference on Dim Rooms', '4', '3–9'],
		);
		assert.deepEqual([found?.doi, found?.arxiv], ['10.1000/xyz', '2005.00010']);
	});

	test('reads names as text and as parts', () => {
		assert.deepEqual(records[0]?.authors[1], { family: 'Gogh', given: 'Vincent', particle: 'van', suffix: undefined });
	});

	test('reads formattable strings and addresses in their long form', () => {
		assert.deepEqual([records[1]?.title, records[1]?.url, records[1]?.type], ['A Page', 'https://example.org', 'online']);
	});

	test('knows the place of a key', () => {
		const { keySpan } = records[1]!;
		assert.equal(library.slice(keySpan.start, keySpan.end), 'roe2021');
	});

	test('reads pandoc’s YAML references', () => {
		const yaml = 'references:\n- id: doe2020\n  type: book\n  title: Lanterns\n  issued:\n    year: 2020\n';
		const [found] = readYamlLibrary(yaml).records;
		assert.deepEqual([found?.key, found?.type, found?.year], ['doe2020', 'book', 2020]);
		assert.equal(yaml.slice(found!.keySpan.start, found!.keySpan.end), 'doe2020');
	});

	test('reports damage and keeps what is readable', () => {
		const damaged = readYamlLibrary(library.replace('date: 2020-05', 'date: "2020-05'));
		assert.ok(damaged.problems.length > 0);
	});

	test('takes other YAML for no library', () => {
		for (const yaml of ['on: push\njobs:\n  test:\n    type: x\n', 'title: A\n', ''])
			assert.deepEqual(readYamlLibrary(yaml), { records: [], problems: [] });
	});
});
