import assert from 'node:assert/strict';
import { missingFields } from '../../../../../../server/engine/library/formats/bibtex/entryTypes.js';
import { latexNames, latexText, latexTitle } from '../../../../../../server/engine/library/formats/bibtex/escape.js';
import { plainText } from '../../../../../../server/engine/library/formats/bibtex/latex.js';
import { readBibtex } from '../../../../../../server/engine/library/formats/bibtex/read.js';
import { scanBibtex } from '../../../../../../server/engine/library/formats/bibtex/scan.js';
import { defaultStyle, styleOf } from '../../../../../../server/engine/library/formats/bibtex/style.js';
import { insertEntry, uniqueKey, writeEntry } from '../../../../../../server/engine/library/formats/bibtex/write.js';
import { emptyRecord, type SourceRecord } from '../../../../../../server/engine/library/formats/record.js';

const paper: SourceRecord = {
	...emptyRecord,
	key: 'muller2016',
	type: 'inproceedings',
	title: 'GANs & Größe: a $x_1$-test',
	authors: [
		{ family: 'Müller', given: 'Jörg' },
		{ family: 'Berg', given: 'Ada', particle: 'van der', suffix: 'Jr.' },
	],
	andOthers: true,
	year: 2016,
	venue: { full: 'Advances in NIPS' },
	arxiv: '1606.03657',
	doi: '10.1000/a_b',
	url: 'https://a.org/x_y',
	fields: { pages: '1–9', date: '2016-06-12' },
};

const inserted = (text: string, record: SourceRecord = paper): string => {
	const { offset, text: entry } = insertEntry(text, record);
	return text.slice(0, offset) + entry + text.slice(offset);
};

suite('writing BibTeX', () => {
	test('writes a plain style where there is no file yet', () => {
		assert.equal(
			inserted(''),
			`@inproceedings{muller2016,
  author = {Müller, Jörg and van der Berg, Jr., Ada and others},
  title = {{GANs} \\& Größe: a $x_1$-test},
  booktitle = {Advances in NIPS},
  year = {2016},
  month = jun,
  day = {12},
  pages = {1--9},
  doi = {10.1000/a_b},
  eprint = {1606.03657},
  archiveprefix = {arXiv},
  url = {https://a.org/x_y},
}
`,
		);
	});

	test('gives a year to an entry of a classic file that has a date somewhere', () => {
		const classic = '@article{a,\n  journal = {J},\n  year = {1999},\n}\n';
		const range = '@misc{b,\n  date = {2001-05/2001-07},\n  year = {2001},\n  month = may,\n}\n';
		assert.match(inserted(`${classic}\n${range}`), /\n {2}year = \{2016\},\n {2}month = jun,\n {2}day = \{12\},/);
		assert.match(inserted(`${classic}\n${classic.replace('{a', '{b')}\n@online{c,\n  date = {2001},\n}\n`), /\n {2}year = \{2016\},/);
	});

	test("takes Zotero's export for classic BibTeX for what it is", () => {
		const item = (key: string): string =>
			`@article{${key},\n  title = {T},\n  journal = {J},\n  year = {1999},\n  urldate = {2020-01-02},\n  langid = {english},\n}\n`;
		const page = '@misc{c,\n  title = {T},\n  year = {2001},\n  urldate = {2020-01-02},\n  langid = {english},\n}\n';
		assert.match(inserted(`${item('a')}\n${item('b')}\n${page}`), /archiveprefix = \{arXiv\}/);
		assert.equal(styleOf(`${item('a')}\n${item('b')}\n${page}`).dialect, 'classic');
	});

	test('takes fields that both have for biblatex where nothing says otherwise', () => {
		assert.equal(styleOf('@misc{a,\n  title = {T},\n  langid = {english},\n}\n').dialect, 'biblatex');
	});

	test('keeps a range of dates beside the year, which cannot say it', () => {
		const written = inserted('@article{a,\n  author = {A},\n  year = {1999},\n}\n', {
			...paper,
			fields: { date: '2016-06-12/2016-07-01' },
		});
		assert.match(written, /date = \{2016-06-12\/2016-07-01\},\n {2}year = \{2016\},\n {2}month = jun,/);
		assert.equal(readBibtex(written).records[1]?.fields.date, '2016-06-12/2016-07-01');
	});

	test('orders fields as entries do that have other fields in between', () => {
		const file =
			'@article{a,\n  author = {A},\n  title = {A},\n  journal = {J},\n  year = {2001},\n  volume = {3},\n  number = {2},\n}\n\n' +
			'@misc{b,\n  author = {B},\n  title = {B},\n}\n\n@misc{c,\n  title = {C},\n}\n';
		assert.deepEqual(styleOf(file).order, ['author', 'title', 'journal', 'year', 'volume', 'number']);
	});

	test("follows the file's indentation, alignment, order, case, quotes, commas and line ends", () => {
		const text = '@Book{a,\r\n\tYear      = 1999,\r\n\tTitle     = "T",\r\n\tAuthor    = "A. Thor",\r\n\tPublisher = "P"\r\n}\r\n';
		const { text: entry } = insertEntry(text, {
			...paper,
			type: 'book',
			fields: { publisher: 'Q' },
			arxiv: undefined,
			doi: undefined,
			url: undefined,
			venue: undefined,
		});
		assert.equal(
			entry,
			'\r\n\r\n@Book{muller2016,\r\n\tYear      = 2016,\r\n\tTitle     = "{GANs} \\& Größe: a $x_1$-test",\r\n\tAuthor    = "Müller, Jörg and van der Berg, Jr., Ada and others",\r\n\tPublisher = "Q"\r\n}',
		);
	});

	test('aligns values where the file does', () => {
		assert.match(inserted('@misc{a,\n  title =   {T},\n  author =  {A},\n  year =    {1999}\n}\n'), /\n {2}author = {2}\{Müller/);
	});

	test('writes for biblatex where the file does', () => {
		const entry = insertEntry('@online{a,\n  title = {T},\n  date = {1999},\n  eprinttype = {arxiv},\n}\n', {
			...paper,
			type: 'online',
			venue: undefined,
		}).text;
		assert.match(entry, /@online\{/);
		assert.match(entry, /date = \{2016-06-12\}/);
		assert.match(entry, /eprinttype = \{arxiv\}/);
		assert.doesNotMatch(entry, /month|year|archiveprefix/);
	});

	test('writes letters as commands where the file does', () => {
		const entry = insertEntry('@misc{a,\n  author = {G{\\"o}del, Kurt},\n}\n', paper).text;
		assert.match(entry, /author = \{M\{\\"\{u\}\}ller, J\{\\"\{o\}\}rg/);
		assert.equal(readBibtex(entry).records[0]!.authors[0]!.family, 'Müller');
	});

	test('keeps a sorted file sorted', () => {
		const text = '@misc{alpha, x=1}\n\n@misc{beta, x=1}\n\n@misc{zeta, x=1}\n';
		const keys = (changed: string): string[] => scanBibtex(changed).entries.map((entry) => entry.key);
		assert.deepEqual(keys(inserted(text)), ['alpha', 'beta', 'muller2016', 'zeta']);
		assert.deepEqual(keys(inserted(text, { ...paper, key: 'Aaa' })), ['Aaa', 'alpha', 'beta', 'zeta']);
		assert.deepEqual(keys(inserted(text, { ...paper, key: 'zz' })), ['alpha', 'beta', 'zeta', 'zz']);
	});

	test('adds to the end of an unsorted file, before what closes it', () => {
		const text = '@misc{b, x=1}\n\n\n@misc{a, x=1} % last\n\n@comment{meta}\n';
		assert.match(inserted(text), /x=1\} % last\n\n\n@inproceedings\{muller2016,[^@]*\}\n\n@comment\{meta\}\n$/);
	});

	test('adds at the very end behind an entry that is not closed', () => {
		assert.deepEqual(
			readBibtex(inserted('@misc{a,\n  title = {Open')).records.map(({ key }) => key),
			['a', 'muller2016'],
		);
	});

	test('leaves everything else byte for byte', () => {
		const text = '\ufeffnote\r\n@misc{a,x=1}@comment{y}\r\n@misc{ b , title="T" # x }\r\n% end';
		const { offset, text: entry } = insertEntry(text, paper);
		const changed = inserted(text);
		assert.equal(changed.slice(0, offset) + changed.slice(offset + entry.length), text);
		for (const old of scanBibtex(text).entries) {
			const entryText = text.slice(old.start, old.end);
			assert.ok(scanBibtex(changed).entries.some((now) => changed.slice(now.start, now.end) === entryText));
		}
	});

	test('gives a key that the file does not have, whatever its case', () => {
		assert.equal(insertEntry('@misc{MULLER2016, x=1}', paper).key, 'muller2016a');
		assert.equal(
			uniqueKey('k', new Set(['k', ...'abcdefghijklmnopqrstuvwxyz'].map((letter) => (letter === 'k' ? 'k' : `k${letter}`)).concat('kk'))),
			'kaa',
		);
	});

	test('is read back as it was', () => {
		for (const style of [
			defaultStyle,
			{ ...defaultStyle, biblatex: true },
			{ ...defaultStyle, ascii: true, quotes: true },
			{ ...defaultStyle, parentheses: true, doubleBracedTitles: true },
		]) {
			const again = readBibtex(writeEntry(paper, style)).records[0]!;
			const { title, authors, andOthers, year, venue, arxiv, doi, url, fields } = again;
			assert.deepEqual(
				{ title, authors, andOthers, year, venue, arxiv, doi, url, pages: fields.pages },
				{
					title: paper.title,
					authors: paper.authors,
					andOthers: true,
					year: 2016,
					venue: paper.venue,
					arxiv: paper.arxiv,
					doi: paper.doi,
					url: paper.url,
					pages: '1–9',
				},
			);
		}
	});

	test('of a summary gives biblatex all it asks for', () => {
		const kinds: readonly SourceRecord[] = [
			paper,
			{ ...paper, type: 'article', venue: { full: 'Journal' } },
			{ ...paper, type: 'online', venue: { full: 'arXiv preprint', short: 'arXiv' } },
			{ ...paper, type: 'misc', venue: undefined },
			{ ...paper, type: 'inbook', venue: { full: 'Book' } },
		];
		for (const record of kinds) {
			for (const biblatex of [false, true]) {
				const [entry] = scanBibtex(writeEntry(record, { ...defaultStyle, biblatex })).entries;
				assert.deepEqual(
					missingFields(
						entry!.type,
						entry!.fields.map(({ name }) => name),
					),
					[],
					`${record.type}, biblatex: ${biblatex}`,
				);
			}
		}
	});
});

suite('plain text to LaTeX', () => {
	test('is read back the same', () => {
		for (const text of ['a & b % c # d_e', 'back\\slash {brace} ~ ^', '50 $', '$x_1$ & y', 'Ångström–Łódź “ß” ø ï ế č', 'naïve “α”']) {
			for (const ascii of [false, true]) assert.equal(plainText(latexText(text, { ascii })), text, `${text}, ascii: ${ascii}`);
		}
	});

	test('has balanced braces, which BibTeX counts', () => {
		assert.deepEqual(readBibtex(`@misc{a, title = {${latexText('open { and }}', { ascii: false })}}}`).problems, []);
	});

	// btxdoc § 4: styles change the case of titles outside braces.
	test('protects capitals inside words of titles', () => {
		const title = (text: string): string => latexTitle(text, { ascii: false });
		assert.equal(title('On GPT-3 and InfoGAN in LaTeX'), 'On {GPT}-3 and {InfoGAN} in {LaTeX}');
		assert.equal(title('ALL CAPITALS'), 'ALL CAPITALS');
		assert.equal(title('A $O(NM)$ Bound'), 'A $O(NM)$ Bound');
	});

	test('writes names so that they are read as they are', () => {
		const names = [
			{ family: 'World Health Organization', literal: true },
			{ family: 'Barnes and Noble' },
			{ family: 'Plato' },
			{ family: 'Smith, Inc.', given: 'X' },
		];
		assert.equal(
			latexNames(names, false, { ascii: false }),
			'{World Health Organization} and {Barnes and Noble} and Plato and {Smith, Inc.}, X',
		);
	});
});

suite("a file's style", () => {
	test('is what most of its entries do', () => {
		const style = styleOf('@misc{a,\n    x = {1}\n}\n\n@misc{b,\n    x = {1}\n}\n\n@misc{c,\n  x = "1",\n}\n');
		assert.deepEqual([style.indent, style.quotes, style.trailingComma, style.emptyLines], ['    ', false, false, 1]);
	});

	test('sees double braces, bare numbers and a closing brace on the last line', () => {
		const style = styleOf('@misc{a,\n  title={{T}},\n  year=1999}\n@misc{b,\n  title={{U}},\n  year=2000}');
		assert.deepEqual(
			[style.doubleBracedTitles, style.bareNumbers, style.beforeClosing, style.afterEquals, style.emptyLines],
			[true, true, '', '', 0],
		);
	});
});
