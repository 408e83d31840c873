import assert from 'node:assert/strict';
import { Parser } from 'yaml';
import { readYamlLibrary } from '../../../../../server/engine/library/formats/yamlLibrary.js';

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
		assert.deepEqual(records[0]?.authors[1], { family: 'Gogh', given: 'Vincent', particle: 'van', keepsParticle: true, suffix: undefined });
	});

	test('reads formattable strings and addresses in their long form', () => {
		assert.deepEqual([records[1]?.title, records[1]?.url, records[1]?.type], ['A Page', 'https://example.org', 'online']);
	});

	test('reads the conference of proceedings as the event, and no series', () => {
		const [record] = readYamlLibrary(
			'k:\n  type: article\n  title: Lamps\n  parent:\n    type: proceedings\n    title: Proceedings of Light\n' +
				'    parent: { type: Conference, title: Light, location: Rome, date: 2020-01-05 }\n',
		).records;
		assert.deepEqual(
			[record?.venue?.full, record?.fields.eventtitle, record?.fields.venue, record?.fields.eventdate, record?.fields.series],
			['Proceedings of Light', 'Light', 'Rome', '2020-01-05', undefined],
		);
	});

	test('reads an approximate date', () => {
		const [record] = readYamlLibrary('k:\n  type: Book\n  title: Lamps\n  date: ~2003-06-21\n').records;
		assert.deepEqual([record?.year, record?.fields.date], [2003, '2003-06-21~']);
	});

	test('knows the place of a key', () => {
		const { keySpan } = records[1]!;
		assert.equal(library.slice(keySpan.start, keySpan.end), 'roe2021');
	});

	test('reads a parent that several entries share by an alias', () => {
		const yaml =
			'a:\n  type: article\n  title: One\n  parent: &lamps\n    type: periodical\n    title: Lamps\n' +
			'b:\n  type: article\n  title: Two\n  parent: *lamps\n';
		assert.deepEqual(
			readYamlLibrary(yaml).records.map(({ venue }) => venue?.full),
			['Lamps', 'Lamps'],
		);
	});

	test('reads an entry whose parent is itself as one without a parent’s title', () => {
		const yaml = 'a: &a\n  type: article\n  title: One\n  parent: *a\n';
		assert.deepEqual(
			readYamlLibrary(yaml).records.map(({ title, venue }) => [title, venue?.full]),
			[['One', undefined]],
		);
	});

	test('reports the first mistake of an entry that is no valid YAML, and reads the others', () => {
		const yaml =
			'a:\n  type: article\n  title: One\n' +
			'b:\n  type: article\n  title: Two: three\n  date: 2001\n  note: "x" y\n' +
			'c:\n  type: book\n  title: Four\n';
		const { records, problems } = readYamlLibrary(yaml);
		assert.deepEqual(
			records.filter(({ key }) => key !== 'b').map(({ key, title, keySpan }) => [key, title, yaml.slice(keySpan.start, keySpan.end)]),
			[
				['a', 'One', 'a'],
				['c', 'Four', 'c'],
			],
		);
		assert.deepEqual(
			problems.map(({ fault, span }) => [fault, yaml.slice(0, span.start).split('\n').length]),
			[['invalid-yaml', 6]],
		);
	});

	test('reads the references behind one that is no valid YAML', () => {
		const yaml =
			'---\nreferences:\n- id: a\n  type: book\n  title: [One\n- id: b\n  type: book\n  title: Two\n- id: c\n  type: book\n  title: Three\n...\n';
		const { records, problems } = readYamlLibrary(yaml);
		assert.deepEqual(
			records.slice(-2).map(({ title, keySpan }) => [title, yaml.slice(keySpan.start, keySpan.end)]),
			[
				['Two', 'b'],
				['Three', 'c'],
			],
		);
		assert.equal(problems.length, 1);
	});

	test('reads the marks of Markdown in the texts of references, as pandoc writes them', () => {
		const yaml =
			'references:\n- id: a\n  type: book\n  title: "On *Pinus* and [DNA]{.nocase}, CO~2~ in snake_case, 2 \\\\* 3"\n' +
			'  publisher: "[Lamp]{.smallcaps} *Press*"\n  URL: https://example.org/_a_/*b*\n';
		const [found] = readYamlLibrary(yaml).records;
		assert.deepEqual(
			[found?.title, found?.marked?.title, found?.fields.publisher, found?.url],
			[
				'On Pinus and DNA, CO2 in snake_case, 2 * 3',
				'On \\emph{Pinus} and {DNA}, CO\\textsubscript{2} in snake\\_case, 2 * 3',
				'Lamp Press',
				'https://example.org/_a_/*b*',
			],
		);
	});

	test('reads no value where YAML says that there is none', () => {
		const [found] = readYamlLibrary(
			'references:\n- id: a\n  type: book\n  title: One\n  publisher: null\n  volume: ~\n  note: "null"\n',
		).records;
		assert.deepEqual([found?.fields.publisher, found?.fields.volume, found?.fields.note], [undefined, undefined, 'null']);
	});

	test('reads pandoc’s YAML references', () => {
		const yaml = 'references:\n- id: doe2020\n  type: book\n  title: Lanterns\n  issued:\n    year: 2020\n';
		const [found] = readYamlLibrary(yaml).records;
		assert.deepEqual([found?.key, found?.type, found?.year], ['doe2020', 'book', 2020]);
		assert.equal(yaml.slice(found!.keySpan.start, found!.keySpan.end), 'doe2020');
	});

	test('reads a list of items alone, as Manubot takes it', () => {
		const item = (id: string) => `- id: ${id}\n  type: paper-conference\n  title: Lanterns\n  author:\n  - family: Doe\n`;
		assert.deepEqual(
			readYamlLibrary(`# ours\n${item('doe2020')}${item('roe2021')}`).records.map(({ key }) => key),
			['doe2020', 'roe2021'],
		);
	});

	test('reports damage and keeps what is readable', () => {
		const damaged = readYamlLibrary(library.replace('date: 2020-05', 'date: "2020-05'));
		assert.ok(damaged.problems.length > 0);
	});

	const others: Readonly<Record<string, string>> = {
		'a workflow': 'on: push\njobs:\n  test:\n    type: x\n',
		'front matter': 'title: A\n',
		nothing: '',
		'the settings of a book': 'project:\n  type: book\nbook:\n  title: Lakes\n  author: Jane Doe\nbibliography: refs.bib\n',
		'metadata that holds one entry': 'name: lakes\nversion: 1.0\npaper:\n  type: article\n  title: Lakes\n  author: Doe, Jane\n',
		'pages of a site': 'intro:\n  type: article\n  title: Lakes\n  slug: lakes\n  layout: wide\n',
		'a mapping of types': 'constructor:\n  type: constructor\n  title: Lakes\n',
		'a list of references without items': 'name: x\nreferences:\n  - https://example.org\n  - title\n',
		'a list of things with ids': '- id: a\n  type: checkbox\n  title: Choose\n- id: b\n  type: input\n  title: Write\n',
		'a list of posts': '- id: a\n  type: post\n  title: Fog\n  author: Jane\n',
		'a list of works without titles': '- id: a\n  type: book\n',
		'damaged YAML of another kind': 'references: {{ .Values.title }}\nid: "\n',
	};
	for (const [kind, yaml] of Object.entries(others))
		test(`takes ${kind} for no library`, () => assert.deepEqual(readYamlLibrary(yaml), { records: [], problems: [] }));

	test('reports a key without fields among entries', () => {
		const { problems } = readYamlLibrary(`${library}\nnew2022:\n`);
		assert.deepEqual(
			problems.map(({ message }) => message),
			[{ text: 'The entry “{0}” has no fields.', values: ['new2022'] }],
		);
	});

	for (const close of ['---', '---\n', '...\n', '...\n---\n'])
		test(`reads libraries between --- and ${JSON.stringify(close)}`, () => {
			const csl = 'references:\n- title: "The id: a story"\n  id: "doe2020"\n  type: book\n';
			for (const [yaml, key] of [[library, 'doe2020'] as const, [csl, 'doe2020'] as const]) {
				const text = `---\n${yaml}${close}`;
				const { records, problems } = readYamlLibrary(text);
				assert.deepEqual(problems, []);
				assert.equal(records[0]?.key, key);
				assert.equal(text.slice(records[0].keySpan.start, records[0].keySpan.end), key);
			}
		});

	test('reads entries in braces and with quoted names', () => {
		const { records, problems } = readYamlLibrary('"a":\n  "type": "Book"\n  "title": Lakes\nb: { type: web, title: Ponds }\n');
		assert.deepEqual(problems, []);
		assert.deepEqual(
			records.map(({ key, type, title }) => [key, type, title]),
			[
				['a', 'book', 'Lakes'],
				['b', 'online', 'Ponds'],
			],
		);
	});

	test('knows the place of a key behind a byte order mark', () => {
		const text = '\uFEFFdoe2020:\n  type: book\n  title: Lakes\n';
		const { keySpan } = readYamlLibrary(text).records[0]!;
		assert.equal(text.slice(keySpan.start, keySpan.end), 'doe2020');
	});

	test('finds entries behind a long comment', () => {
		assert.equal(readYamlLibrary(`${'# a remark\n'.repeat(1000)}${library}`).records.length, 2);
	});

	// The number of steps of a search that backtracks over indented lines doubles with each line: it would never end here.
	test('sees from many indented lines that they are no library', () => {
		const yaml = `services:\n  db:\n${'    \timage: postgres\n'.repeat(20_000)}`;
		assert.deepEqual(readYamlLibrary(yaml), { records: [], problems: [] });
	});

	test('keeps dates, roles, numbers, parents of parents and protected letters', () => {
		const text = [
			'lamps:',
			'  type: chapter',
			'  title: { value: "On {Markov} Lamps", short: Lamps }',
			'  author: van Berg, Anna',
			'  affiliated:',
			'    - { role: translator, names: [ "Roe, Rob" ] }',
			'  date: 2016-05-12',
			'  url: { value: https://example.org/lamps, date: 2020-01-02 }',
			'  page-range: 1-9',
			'  language: sv',
			'  serial-number: { doi: 10.1000/x, pmid: "12" }',
			'  parent:',
			'    type: anthology',
			'    title: All about lamps',
			'    editor: Doe, Jane',
			'    publisher: { name: Harbour Press, location: Aarhus }',
			'    parent: { type: book, title: Studies in Light }',
		].join('\n');
		const [record] = readYamlLibrary(text).records;
		assert.equal(record?.type, 'incollection');
		assert.deepEqual(record?.marked, { title: 'On {Markov} Lamps' });
		assert.deepEqual(record?.people?.translator, [{ family: 'Roe', given: 'Rob' }]);
		assert.deepEqual(record?.editors, [{ family: 'Doe', given: 'Jane' }]);
		assert.deepEqual(record?.authors, [{ family: 'Berg', particle: 'van', keepsParticle: true, given: 'Anna' }]);
		assert.deepEqual(record?.fields, {
			langid: 'sv',
			pmid: '12',
			pages: '1–9',
			publisher: 'Harbour Press',
			location: 'Aarhus',
			series: 'Studies in Light',
			shorttitle: 'Lamps',
			urldate: '2020-01-02',
			date: '2016-05-12',
		});
	});

	const csl = (index: number, more = '') =>
		`- id: k${index}\n  type: book\n  title: The lamp of number ${index}, which is of ${'glass and '.repeat(9)}iron\n  DOI: 10.1000/${index}\n${more}`;
	const entry = (index: number, more = '') =>
		`k${index}:\n  type: book\n  title: The lamp of number ${index}, which is of ${'glass and '.repeat(9)}iron\n${more}`;
	const many = (each: (index: number) => string) => Array.from({ length: 9000 }, (_, index) => each(index)).join('');

	for (const [what, head, each, foot] of [
		['references below their name', 'title: Lamps\nreferences:\n', csl, 'lang: en\n'],
		['a list alone', '# ours\n', csl, ''],
		['a mapping, with an entry without a type', '---\n', entry, 'other:\n  title: Dew\nempty:\n'],
	] as const)
		test(`reads the same from a long text as from a short one: ${what}`, () => {
			const [long, short] = [`${head}${many(each)}${foot}`, `${head}${each(0)}${each(1)}${each(8999)}${foot}`];
			assert.ok(long.length > 1 << 20);
			const said = (text: string, least: number) => {
				const { records, problems } = readYamlLibrary(text);
				assert.ok(records.length >= least, String(records.length));
				return [
					records
						.filter(({ key }) => !/^k\d+$/.test(key) || ['k0', 'k1', 'k8999'].includes(key))
						.map(({ key, title, keySpan, span }) => [
							key,
							title,
							text.slice(keySpan.start, keySpan.end),
							text.slice(span.start, span.end).trim(),
						]),
					problems.map(({ fault, span }) => [fault, text.slice(span.start, span.end)]),
				];
			};
			assert.deepEqual(said(long, 9000), said(short, 3));
		});

	test('reads no long list that is of something else', () => {
		const list = `${many((index) => csl(index))}- id: k\n  title: A page\n`;
		assert.deepEqual(readYamlLibrary(list), { records: [], problems: [] });
	});

	test('reads what an entry of a long text shares with others by an alias', () => {
		const parent = '  parent: &lamps\n    type: periodical\n    title: Lamps\n';
		const text = entry(-1, parent) + many((index) => entry(index)) + entry(9999, '  parent: *lamps\n');
		assert.equal(readYamlLibrary(text).records.at(-1)?.venue?.full, 'Lamps');
	});

	test('gives up an entry of millions of tokens at its place, and reads the others', () => {
		const hopeless = `- id: z\n  a:\n${'  -\n'.repeat(1_200_000)}`;
		const text = `references:\n${csl(1)}${hopeless}${csl(2)}${'\n'.repeat(2_100_000)}`;
		const { records, problems } = readYamlLibrary(text);
		assert.deepEqual(
			records.map(({ key }) => key),
			['k1', 'k2'],
		);
		assert.deepEqual(
			problems.map(({ fault, span }) => [fault, span.start]),
			[['invalid-yaml', text.indexOf('- id: z')]],
		);
	});

	test('reports a library that is given up as a whole', () => {
		const text = `a:\n  type: book\n  title: ${'['.repeat(200)}${']'.repeat(200)}\n`;
		const { records, problems } = readYamlLibrary(text);
		assert.deepEqual([records, problems.map(({ fault }) => fault)], [[], ['invalid-yaml']]);
	});

	test('holds the tree of a few entries at a time where the text is long', () => {
		const { next } = Parser.prototype;
		const lexemes = new Map<Parser, number>();
		Parser.prototype.next = function (this: Parser, lexeme) {
			lexemes.set(this, (lexemes.get(this) ?? 0) + 1);
			return next.call(this, lexeme);
		};
		try {
			assert.equal(readYamlLibrary(`references:\n${csl(1)}${'-\n'.repeat(700_000)}`).records.length, 1);
		} finally {
			Parser.prototype.next = next;
		}
		const most = Math.max(...lexemes.values());
		assert.ok(lexemes.size > 10 && most < 100_000, `${lexemes.size} trees of up to ${most} lexemes`);
	});
});
