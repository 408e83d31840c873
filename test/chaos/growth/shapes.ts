/** Makes a text of about `size` UTF-16 units. */
export type Shape = (size: number) => string;

/** A unit again and again; where it depends on its number, about as often as fits. */
const repeated =
	(unit: string | ((index: number) => string), before = '', after = ''): Shape =>
	(size) => {
		if (typeof unit === 'string') return before + unit.repeat(Math.max(1, Math.round(size / unit.length))) + after;
		const units = [before];
		for (let length = 0, index = 0; length < size; index++) {
			const next = unit(index);
			units.push(next);
			length += next.length;
		}
		return units.join('') + after;
	};

/** Pairs around each other. */
const nested =
	(open: string, close: string, inside = '', before = '', after = ''): Shape =>
	(size) => {
		const depth = Math.max(1, Math.round(size / (open.length + close.length)));
		return before + open.repeat(depth) + inside + close.repeat(depth) + after;
	};

/** A few hundred words that no library knows, in turn. */
const word = (index: number): string => `w${(index * 7919) % 997}`;

const named = (index: number): string => `key${index}`;

const bibEntry = (index: number, fields = ''): string =>
	`@article{${named(index)},\n  title = {The ${word(index)} of ${word(index + 5)} and ${word(index + 9)}},\n  author = {Lang${index}, Mira and Abel, Ann},\n  journal = {Shores},\n  year = {${1950 + (index % 70)}},\n${fields}}\n\n`;

/** What BibTeX files may be, at their worst. */
const bibtex: Readonly<Record<string, Shape>> = {
	'ordinary entries': repeated((index) => bibEntry(index)),
	'one entry again and again': repeated(bibEntry(1, '  doi = {10.1000/1},\n')),
	'one DOI under many keys': repeated((index) => bibEntry(index, '  doi = {10.1000/1},\n')),
	'one key for many papers': repeated((index) => bibEntry(index).replace(named(index), 'same')),
	'one title and year': repeated((index) => `@book{${named(index)}, title = {Collected works}, year = 1990, volume = {${index}}}\n`),
	'entries that open and do not close': repeated('@article{k,\n title={x\n'),
	'openings alone': repeated('@a{'),
	'at signs': repeated('@'),
	'at signs on lines of their own': repeated('@\n'),
	'braces within braces': nested('{', '}', 'x', '@book{a, title = {', '}}'),
	'braces that open': repeated('{', '@book{a, title = {'),
	'braces that close': repeated('}', '@book{a, title = {x}}'),
	'quotes without end': repeated('"', '@book{a, title = '),
	'quotes with blanks between': repeated('" ', '@book{a, title = '),
	'one long key': repeated('k', '@book{', ', title = {x}}'),
	'one long field name': repeated('f', '@book{a, ', ' = {x}}'),
	'one long value': repeated('words in a row ', '@book{a, title = {', '}}'),
	'one value without blanks': repeated('x', '@book{a, title = {', '}}'),
	'fields of one name': repeated('  title = {x},\n', '@book{a,\n', '}'),
	'fields of many names': repeated((index) => `  f${index} = {x},\n`, '@book{a,\n', '}'),
	'authors in one entry': repeated((index) => `Lang${index}, Mira and `, '@book{a, title = {x}, author = {', 'Last, One}}'),
	'one name of many parts': repeated('von ', '@book{a, title = {x}, author = {', 'Last}}'),
	'commas in one name': repeated(', ', '@book{a, title = {x}, author = {', '}}'),
	'strings that name the ones before': repeated((index) => `@string{s${index} = s${Math.max(0, index - 1)} # "x"}\n`),
	'strings that double': repeated((index) => `@string{s${index} = s${Math.max(0, index - 1)} # s${Math.max(0, index - 1)}}\n`),
	'a long string in many values': (size) =>
		`@string{s = {${'words in a row '.repeat(size / 30)}}}\n${'@book{a, title = s}\n'.repeat(size / 40)}`,
	'a string again and again in one value': repeated('s # ', `@string{s = {${'words '.repeat(300)}}}\n@book{a, title = `, '{x}}'),
	'a long parent of many children': (size) =>
		`@book{p, title = {x}, note = {${'words in a row '.repeat(size / 30)}}}\n${repeated((index) => `@inbook{k${index}, title = {T${index}}, crossref = {p}}\n`)(size / 2)}`,
	'a parent of many fields and many children': (size) =>
		`@book{p, title = {x}${repeated((index) => `, f${index} = {x}`)(size / 2)}}\n${repeated((index) => `@inbook{k${index}, title = {T${index}}, crossref = {p}}\n`)(size / 2)}`,
	'pieces of one value': repeated('"x" # ', '@book{a, title = ', '"y"}'),
	'a chain of crossref': repeated((index) => bibEntry(index, `  crossref = {${named(index + 1)}},\n`)),
	'a cycle of crossref': repeated((index) => bibEntry(index, `  crossref = {${named(index % 2 === 0 ? index + 1 : index - 1)}},\n`)),
	'many children of one parent': repeated(
		(index) => `@incollection{${named(index)}, title = {T${index}}, crossref = {parent}}\n`,
		bibEntry(0).replace(named(0), 'parent'),
	),
	'many parents of one child': repeated((index) => `p${index},`, '@book{a, title = {x}, xdata = {', '}}'),
	comments: repeated('@comment{ x }\n'),
	'a comment without end': repeated('x\n', '@comment{'),
	'percent signs': repeated('% @book{a}\n'),
	'commands in a value': repeated("{\\'e}\\textbf{x} ", '@book{a, title = {', '}}'),
	'commands within commands': nested('\\textbf{', '}', 'x', '@book{a, title = {', '}}'),
	'commands that open': repeated('\\textbf{', '@book{a, title = {', '}}'),
	'quotations that open': repeated('\\enquote{', '@book{a, title = {', '}}'),
	'addresses in a value': repeated('\\url{a} \\url{', '@book{a, title = {', '}}'),
	conditions: repeated('\\ifmmode x', '@book{a, title = {', '}}'),
	'conditions that end': repeated('\\ifmmode x\\fi ', '@book{a, title = {', '}}'),
	'commands without arguments': repeated('\\', '@book{a, title = {', '}}'),
	'maths in a value': repeated('$x_1$ ', '@book{a, title = {', '}}'),
	dollars: repeated('$', '@book{a, title = {', '}}'),
	keywords: repeated((index) => `word${index}, `, '@book{a, title = {x}, keywords = {', '}}'),
	'keys that it also answers to': repeated((index) => `k${index},`, '@book{a, title = {x}, ids = {', '}}'),
	'blank lines': repeated('\n'),
	blanks: repeated(' '),
	'lines that end as in Windows': repeated((index) => bibEntry(index).replaceAll('\n', '\r\n')),
	NUL: repeated('\0'),
	'combining marks': repeated('\u0301', '@book{a, title = {e', '}}'),
};

const cslItem = (index: number, rest: object = {}): object => ({
	id: named(index),
	type: 'article-journal',
	title: `The ${word(index)} of ${word(index + 5)}`,
	author: [{ family: `Lang${index}`, given: 'Mira' }],
	issued: { 'date-parts': [[1950 + (index % 70)]] },
	...rest,
});

const list = (item: (index: number) => unknown, before = '[\n', after = '{}]'): Shape =>
	repeated((index) => `${JSON.stringify(item(index))},\n`, before, after);

/** What any JSON may be that a reader of lists of items meets. */
const jsonShapes = (item: (index: number, rest?: object) => object, before: string, after: string): Readonly<Record<string, Shape>> => ({
	'ordinary items': list((index) => item(index), before, after),
	'one item again and again': list(() => item(1, { DOI: '10.1000/1' }), before, after),
	'one DOI under many keys': list((index) => item(index, { DOI: '10.1000/1' }), before, after),
	'one key for many papers': list((index) => item(index, { id: 'same', citationKey: 'same' }), before, after),
	'items without a key': list((index) => item(index, { id: undefined, citationKey: undefined }), before, after),
	'items of one title without a key': list(() => item(1, { id: undefined, citationKey: undefined }), before, after),
	'brackets within brackets': nested('[', ']', '', before, after),
	'braces within braces': nested('{"a":', '}', '1', before, after),
	'brackets that open': repeated('[', before),
	'braces that open': repeated('{', before),
	'items that do not close': repeated('{"id": "a", ', before),
	'brackets that close': repeated(']', before),
	'a string without end': repeated('words in a row ', `${before}{"id": "`),
	'strings without end': repeated('"', before),
	backslashes: repeated('\\', `${before}{"id": "`),
	escapes: repeated('\\u0041', `${before}{"id": "a", "title": "`, `"}${after}`),
	commas: repeated(',', before, after),
	'one long title': repeated('words in a row ', `${before}{"id": "a", "itemKey": "a", "title": "`, `"},${after}`),
	'one long key': repeated('k', `${before}{"title": "a", "id": "`, `"},${after}`),
	'fields of many names': repeated((index) => `"f${index}": "x",`, `${before}{"id": "a", "title": "x", `, `"z": 1},${after}`),
	'fields of one name': repeated('"title": "x",', `${before}{"id": "a", `, `"z": 1},${after}`),
	'authors of one item': repeated(
		(index) => `{"family": "Lang${index}"},`,
		`${before}{"id": "a", "title": "x", "author": [`,
		`{}]},${after}`,
	),
	'keywords of one item': repeated((index) => `word${index}, `, `${before}{"id": "a", "title": "x", "keyword": "`, `"},${after}`),
	'markup in a title': repeated('<i>x</i> ', `${before}{"id": "a", "title": "`, `"},${after}`),
	'angle brackets in a title': repeated('<', `${before}{"id": "a", "title": "`, `"},${after}`),
	'lines of a note': repeated('original-date: 1990\\n', `${before}{"id": "a", "title": "x", "note": "`, `"},${after}`),
	blanks: repeated(' ', before, after),
	'blank lines': repeated('\n', before, after),
	numbers: repeated('9', before, after),
	'items that are none': repeated('null,', before, after),
});

const cslJson = jsonShapes(cslItem, '[\n', '{"id": "last", "title": "x"}]');

const zoteroItem = (index: number, rest: object = {}): object => ({
	itemKey: `K${index}`,
	itemID: index,
	citationKey: named(index),
	itemType: 'journalArticle',
	title: `The ${word(index)} of ${word(index + 5)}`,
	creators: [{ creatorType: 'author', lastName: `Lang${index}`, firstName: 'Mira' }],
	date: '1990-05-01',
	tags: [{ tag: word(index) }],
	...rest,
});

const betterBibtexHead = '{"config": {"id": "36a3b0b5-bad0-4a04-b79b-441c7cef77db", "label": "BetterBibTeX JSON"}, "items": [\n';

const betterBibtex: Readonly<Record<string, Shape>> = {
	...jsonShapes(zoteroItem, betterBibtexHead, '{"itemKey": "x"}]}'),
	collections: (size) =>
		`{"config": {"label": "BetterBibTeX JSON"}, "collections": {${repeated((index) => `"C${index}": {"key": "C${index}", "parent": "C${index - 1}", "name": "c", "items": [${index}]},`)(size)}"Z": {}}, "items": [${JSON.stringify(zoteroItem(1))}]}`,
	'collections in a cycle': (size) =>
		`{"config": {"label": "BetterBibTeX JSON"}, "collections": {${repeated((index) => `"C${index}": {"key": "C${index}", "parent": "C${index ^ 1}", "name": "c", "items": [1]},`)(size)}"Z": {}}, "items": [${JSON.stringify(zoteroItem(1))}]}`,
	notes: list((index) => ({ itemType: 'note', note: '<p>words</p>', parentItem: `K${index}` }), betterBibtexHead, '{}]}'),
};

/** What lines with tags may be. */
const tagged = (
	record: (index: number) => string,
	tag: (name: 'title' | 'author' | 'keyword' | 'key', value: string) => string,
	start: string,
	end: string,
): Readonly<Record<string, Shape>> => ({
	'ordinary records': repeated(record),
	'one record again and again': repeated(record(1)),
	'beginnings alone': repeated(start),
	'ends alone': repeated(end),
	'authors of one record': repeated((index) => tag('author', `Lang${index}, Mira`), start, end),
	'one author again and again': repeated(tag('author', 'Lang, Mira'), start, end),
	'keywords of one record': repeated((index) => tag('keyword', `word${index}`), start, end),
	'titles of one record': repeated(tag('title', 'x'), start, end),
	'keys of one record': repeated((index) => tag('key', `k${index}`), start, end),
	'lines that go on': repeated('      words\n', start + tag('title', 'x'), end),
	'lines that go on without a blank': repeated('words\n', start + tag('title', 'x'), end),
	'one long line': repeated('words in a row ', start + tag('title', 'x').trimEnd(), `\n${end}`),
	'one long line without blanks': repeated('x', start + tag('title', 'x').trimEnd(), `\n${end}`),
	'one long name': repeated('von ', start + tag('author', 'x').trimEnd(), `\n${end}`),
	'commas in one name': repeated(', ', start + tag('author', 'x').trimEnd(), `\n${end}`),
	semicolons: repeated('; ', start + tag('keyword', 'x').trimEnd(), `\n${end}`),
	'blanks in a value': repeated(' ', start + tag('title', 'x').trimEnd(), `y\n${end}`),
	'brackets in a value': repeated('[', start + tag('title', 'x').trimEnd(), `\n${end}`),
	'dashes in a value': repeated('- ', start + tag('title', 'x').trimEnd(), `\n${end}`),
	'digits in a value': repeated('10.', start + tag('title', 'x').trimEnd(), `\n${end}`),
	'tags without values': repeated(`${tag('title', '').trimEnd()}\n`, start, end),
	'text before any record': repeated('words\n'),
	'blank lines': repeated('\n'),
	blanks: repeated(' '),
	'lines that end as in Windows': repeated((index) => record(index).replaceAll('\n', '\r\n')),
	NUL: repeated('\0'),
	'records of one paper': repeated((index) =>
		record(index)
			.replace(/The w\d+ of w\d+/, 'One title')
			.replace(/Lang\d+/, 'Lang'),
	),
});

const ris: Readonly<Record<string, Shape>> = tagged(
	(index) =>
		`TY  - JOUR\nID  - ${named(index)}\nTI  - The ${word(index)} of ${word(index + 5)}\nAU  - Lang${index}, Mira\nPY  - ${1950 + (index % 70)}\nSP  - 1\nEP  - 9\nER  - \n\n`,
	(name, value) => `${{ title: 'TI', author: 'AU', keyword: 'KW', key: 'ID' }[name]}  - ${value}\n`,
	'TY  - JOUR\n',
	'ER  - \n',
);

const webOfScience: Readonly<Record<string, Shape>> = tagged(
	(index) =>
		`PT J\nAF Lang${index}, Mira\n   Abel, Ann\nTI The ${word(index)} of ${word(index + 5)}\nSO SHORES\nPY ${1950 + (index % 70)}\nBP 1\nEP 9\nUT WOS:${index}\nER\n\n`,
	(name, value) => `${{ title: 'TI', author: 'AU', keyword: 'DE', key: 'UT' }[name]} ${value}\n`,
	'PT J\n',
	'ER\n',
);

const endnote: Readonly<Record<string, Shape>> = tagged(
	(index) =>
		`%0 Journal Article\n%F ${named(index)}\n%T The ${word(index)} of ${word(index + 5)}\n%A Lang${index}, Mira\n%D ${1950 + (index % 70)}\n%P 1-9\n\n`,
	(name, value) => `${{ title: '%T', author: '%A', keyword: '%K', key: '%F' }[name]} ${value}\n`,
	'%0 Journal Article\n',
	'\n',
);

const pubmed: Readonly<Record<string, Shape>> = tagged(
	(index) =>
		`PMID- ${index}\nTI  - The ${word(index)} of ${word(index + 5)}.\nFAU - Lang${index}, Mira\nDP  - ${1950 + (index % 70)} May\nPG  - 123-8\nJT  - Shores\n\n`,
	(name, value) => `${{ title: 'TI', author: 'FAU', keyword: 'OT', key: 'LID' }[name].padEnd(4)}- ${value}\n`,
	'PMID- 1\n',
	'\n',
);

/** What YAML may be. `entry` is one of a list or map of entries below `before`. */
const yamlShapes = (entry: (index: number) => string, before = ''): Readonly<Record<string, Shape>> => ({
	'ordinary entries': repeated(entry, before),
	'one entry again and again': repeated(entry(1), before),
	'brackets within brackets': nested('[', ']', '', `${before}a: `, '\n'),
	'braces within braces': nested('{a: ', '}', '1', `${before}a: `, '\n'),
	'brackets that open': repeated('[', `${before}a: `),
	'braces that open': repeated('{', `${before}a: `),
	'brackets that close': repeated(']', `${before}a: `),
	dashes: repeated('- ', before),
	'dashes on lines of their own': repeated('-\n', before),
	colons: repeated(': ', before),
	'keys without values': repeated((index) => `k${index}:\n`, before),
	'one key without a value': repeated('k:\n', before),
	'question marks': repeated('? ', before),
	'quotes without end': repeated('"', `${before}a: `),
	'a text in quotes without end': repeated('words in a row ', `${before}a: "`),
	'lines in quotes': repeated('words\n\n', `${before}a: "`, '"\n'),
	'a block of text': repeated('  words\n', `${before}a: |\n`),
	'lines of a text': repeated('  words\n', `${before}a: words\n`),
	anchors: repeated((index) => `k${index}: &a${index} x\n`, before),
	aliases: repeated((index) => `k${index}: *a\n`, `${before}k: &a x\n`),
	'aliases without anchors': repeated((index) => `k${index}: *b${index}\n`, before),
	tags: repeated((index) => `k${index}: !t${index} x\n`, before),
	comments: repeated('# words\n', before),
	documents: repeated('---\na: b\n'),
	'one long key': repeated('k', before, ': x\n'),
	'one long value': repeated('words in a row ', `${before}a: `, '\n'),
	'a list in one line': repeated('x, ', `${before}a: [`, 'x]\n'),
	'a map in one line': repeated((index) => `k${index}: x, `, `${before}a: {`, 'z: x}\n'),
	'a list': repeated((index) => `  - x${index}\n`, `${before}a:\n`),
	'blank lines': repeated('\n', before),
	blanks: repeated(' ', before),
	tabs: repeated('\t', before),
	NUL: repeated('\0', before),
	'deeper and deeper': (size) =>
		before + Array.from({ length: Math.round(Math.sqrt(size * 2)) }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
});

const hayagriva: Readonly<Record<string, Shape>> = yamlShapes(
	(index) =>
		`${named(index)}:\n  type: article\n  title: The ${word(index)} of ${word(index + 5)}\n  author: ["Lang${index}, Mira"]\n  date: ${1950 + (index % 70)}\n  parent:\n    type: periodical\n    title: Shores\n`,
);

const cslYaml: Readonly<Record<string, Shape>> = yamlShapes(
	(index) =>
		`- id: ${named(index)}\n  type: article-journal\n  title: The ${word(index)} of ${word(index + 5)}\n  author:\n  - family: Lang${index}\n    given: Mira\n  issued: ${1950 + (index % 70)}\n`,
	'references:\n',
);

const names: Readonly<Record<string, Shape>> = yamlShapes((index) => `  ${named(index)}: [Name${index}, N${index}]\n`, 'names:\n');

/** What a summary's front matter may be. */
const summary: Readonly<Record<string, Shape>> = Object.fromEntries(
	Object.entries(yamlShapes((index) => `k${index}: x\n`, 'key: a2000b\ntitle: Words\n')).map(([name, shape]) => [
		name,
		(size: number) => `---\n${shape(size)}\n---\nText.\n`,
	]),
);

/** Prose that names papers of the library that the measurement has. */
const prose = (index: number): string =>
	`The ${word(index)} of ${word(index + 5)} by Lang${index} and Abel (1990) is like 10.1000/${index} and arXiv:1606.03657. `;

/** What any text may be, in any markup. */
const anyMarkup: Readonly<Record<string, Shape>> = {
	'prose in one line': repeated(prose),
	'prose in lines': repeated((index) => `${prose(index)}\n`),
	'prose in paragraphs': repeated((index) => `${prose(index)}\n\n`),
	'one letter': repeated('x'),
	'one word': repeated('Lang '),
	capitals: repeated((index) => `${String.fromCharCode(65 + (index % 26))}. `),
	'one author and year': repeated('Lang et al. (1990) '),
	digits: repeated('1990'),
	blanks: repeated(' '),
	'blank lines': repeated('\n'),
	'blanks in lines': repeated('    \n'),
	tabs: repeated('\t'),
	'brackets that open': repeated('['),
	'brackets within brackets': nested('[', ']', 'x'),
	'braces that open': repeated('{'),
	'braces within braces': nested('{', '}', 'x'),
	'parentheses that open': repeated('('),
	'parentheses within parentheses': nested('(', ')', 'x'),
	dollars: repeated('$'),
	formulas: repeated('$x_1$ '),
	backticks: repeated('`'),
	stars: repeated('*'),
	'stars around words': repeated('*a* '),
	underscores: repeated('_'),
	backslashes: repeated('\\'),
	hashes: repeated('#'),
	'at signs': repeated('@'),
	'percent signs': repeated('%'),
	colons: repeated(':'),
	quotes: repeated('"'),
	'angle brackets': repeated('<'),
	addresses: repeated((index) => `https://doi.org/10.1000/${index} `),
	'one long address': repeated('a/', 'https://doi.org/10.1000/'),
	NUL: repeated('\0'),
	'combining marks': repeated('\u0301', 'e'),
	'halves of letters': repeated('\ud800'),
	'lines that end as in Windows': repeated((index) => `${prose(index)}\r\n`),
};

const markdown: Readonly<Record<string, Shape>> = {
	...anyMarkup,
	citations: repeated((index) => `words [@${named(index)}, p. 3; see @${named(index + 1)}]. `),
	'citations in one bracket': repeated((index) => `@${named(index)}; `, '[', '@z]'),
	'citations in brackets that open': repeated((index) => `[@${named(index)} `),
	'citations within citations': nested('[@a ', ']', ''),
	'bare citations': repeated((index) => `@${named(index)} `),
	'keys in braces that open': repeated('@{a'),
	wikilinks: repeated((index) => `[[${named(index)}]] `),
	'wikilinks that open': repeated('[[@a'),
	links: repeated((index) => `[x${index}](https://example.org/${index}) `),
	'links that open': repeated('[x]('),
	'links within links': nested('[', '](x)', 'y'),
	'pictures within pictures': nested('![', '](x)', 'y'),
	'reference links': repeated((index) => `[x${index}]: https://example.org/${index}\n`),
	footnotes: repeated((index) => `[^${index}]: words\n`),
	'notes in brackets': nested('^[', ']', 'x'),
	'quotes in quotes': repeated('> '),
	'lines of quotes': repeated('> words\n'),
	'deeper and deeper quotes': (size) =>
		Array.from({ length: Math.round(Math.sqrt(size)) }, (_, depth) => `${'> '.repeat(depth)}x\n`).join(''),
	lists: repeated((index) => `${index}. words\n`),
	'lists in lists': repeated('- '),
	'deeper and deeper lists': (size) =>
		Array.from({ length: Math.round(Math.sqrt(size)) }, (_, depth) => `${'  '.repeat(depth)}- x\n`).join(''),
	fences: repeated('```\ncode\n```\n'),
	'fences that open': repeated('```\n'),
	'longer and longer fences': (size) =>
		Array.from({ length: Math.round(Math.sqrt(size * 2)) }, (_, index) => `${'`'.repeat(index + 3)}\n`).join(''),
	'longer and longer code': (size) =>
		Array.from({ length: Math.round(Math.sqrt(size * 2)) }, (_, index) => `${'`'.repeat(index)} `).join(''),
	headings: repeated((index) => `# The ${word(index)} {#h${index}}\n`),
	'headings by lines': repeated('words\n===\n'),
	tables: repeated('| a | b |\n', '| a | b |\n| --- | --- |\n'),
	'one row of many cells': repeated('| a '),
	'front matter': repeated((index) => `k${index}: x\n`, '---\n', '---\n'),
	'front matter without end': repeated((index) => `k${index}: x\n`, '---\n'),
	'front matter that names many files': repeated((index) => `  - b${index}.bib\n`, '---\nbibliography:\n', '---\n'),
	'formats in front matter': repeated(
		(index) => `  f${index}:\n    bibliography: b${index}.bib\n`,
		'---\nbibliography: a.bib\nformat:\n',
		'---\n',
	),
	'blocks of metadata': repeated('---\na: b\n---\n\n'),
	comments: repeated('<!-- x -->\n'),
	'comments that open': repeated('<!--'),
	tags: repeated('<b>x</b> '),
	'tags that open': repeated('<a href="'),
	divs: repeated('::: {.a}\nx\n:::\n'),
	'divs that open': repeated('::: {.a}\n'),
	roles: repeated((index) => `{cite:p}\`${named(index)}\` `),
	'roles that open': repeated('{cite}`'),
	'roles with a brace that opens': repeated('{cite}`{a` '),
	directives: repeated('```{bibliography} a.bib\n```\n'),
	labels: repeated((index) => `(l${index})=\n`),
	emphasis: nested('*a **b ', '** *', 'x'),
	entities: repeated('&amp;'),
	tildes: repeated('~~'),
};

const latex: Readonly<Record<string, Shape>> = {
	...anyMarkup,
	citations: repeated((index) => `words \\cite[p.~3]{${named(index)},${named(index + 1)}}. `),
	'keys of one citation': repeated((index) => `${named(index)},`, '\\cite{', 'z}'),
	'citations that open': repeated('\\cite{a '),
	'citations that open a bracket': repeated('\\cite['),
	'citations of many groups': repeated('{a}', '\\cites'),
	'citations within citations': nested('\\cite{', '}', 'a'),
	'brackets after a command': repeated('[x]', '\\cite'),
	'stars after a command': repeated('*', '\\cite'),
	environments: repeated('\\begin{a}\nx\n\\end{a}\n'),
	'environments that open': repeated('\\begin{a}\n'),
	'environments within environments': nested('\\begin{a}', '\\end{a}', 'x'),
	verbatim: repeated('\\begin{verbatim}\n\\cite{a}\n\\end{verbatim}\n'),
	'verbatim that opens': repeated('\\begin{verbatim}\n'),
	verb: repeated('\\verb|x| '),
	'verb that opens': repeated('\\verb|'),
	definitions: repeated(
		(index) => `\\newcommand{\\mine${'abcdefghij'[index % 10]}${'abcdefghij'[Math.floor(index / 10) % 10]}}[1]{\\cite{#1}}\n`,
	),
	'definitions of many names': repeated(
		(index) => `\\newcommand{\\m${index.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)]!)}}[1]{\\cite{#1}}\n`,
	),
	'definitions that open': repeated('\\newcommand{\\a}[1]{\\cite{'),
	'definitions within definitions': nested('\\newcommand{\\a}{', '}', 'x'),
	'definitions by def': repeated('\\def\\a#1{\\cite{#1}}\n'),
	'uses of an own command': repeated((index) => `\\mine{${named(index)}} `, '\\newcommand{\\mine}[1]{\\cite{#1}}\n'),
	files: repeated((index) => `\\input{c${index}}\n\\addbibresource{b${index}.bib}\n`),
	'files that open': repeated('\\input{'),
	import: repeated('\\import{a/}{b}\n'),
	packages: repeated('\\usepackage[a,b]{natbib}\n'),
	'packages in one command': repeated((index) => `p${index},`, '\\usepackage{', 'z}'),
	labels: repeated((index) => `\\label{l${index}}\n`),
	'labels that open': repeated('\\label{'),
	sections: repeated((index) => `\\section{The ${word(index)}}\n`),
	items: repeated('\\item words\n', '\\bibitem{a} '),
	'entries of a bibliography': repeated(
		(index) => `\\bibitem{${named(index)}} Words.\n`,
		'\\begin{thebibliography}{9}\n',
		'\\end{thebibliography}\n',
	),
	maths: repeated('\\[x\\] '),
	'maths that opens': repeated('\\['),
	'double dollars': repeated('$$x$$ '),
	comments: repeated('% words\n'),
	'comments behind words': repeated('words % words\n'),
	accents: repeated('\\"u\\\'{e} '),
	'accents that open': repeated('\\"{'),
	conditions: repeated('\\iffalse x \\fi '),
	'conditions that open': repeated('\\iffalse '),
	'one long command': repeated('a', '\\'),
	'arguments over lines': repeated('\\cite\n{a}\n'),
	'files in the text': repeated(
		(index) => `\\begin{filecontents}{f${index}.bib}\n@book{a${index}, title = {x}}\n`,
		'',
		'\\end{filecontents}',
	),
	'files in the text that open': repeated('\\begin{filecontents}['),
	'graphics paths': repeated('{a/}', '\\graphicspath{', '}'),
};

const typst: Readonly<Record<string, Shape>> = {
	...anyMarkup,
	citations: repeated((index) => `words @${named(index)}[p. 3] #cite(<${named(index)}>). `),
	'citations that open': repeated('#cite(<a'),
	'supplements that open': repeated('@a['),
	'supplements within supplements': nested('@a[', ']', 'x'),
	'calls that open': repeated('#f('),
	'calls within calls': nested('#f(', ')', 'x'),
	'content within content': nested('#[', ']', 'x'),
	'code within code': nested('#{', '}', 'x'),
	lets: repeated((index) => `#let f${index}(x) = { x }\n`),
	'lets that open': repeated('#let f(x) = { '),
	sets: repeated('#set text(size: 9pt)\n'),
	shows: repeated('#show: x => [#x]\n'),
	bibliographies: repeated((index) => `#bibliography("b${index}.bib")\n`),
	'bibliographies that open': repeated('#bibliography("'),
	'files in one bibliography': repeated((index) => `"b${index}.bib", `, '#bibliography((', '"z.bib"))'),
	includes: repeated((index) => `#include "c${index}.typ"\n`),
	imports: repeated((index) => `#import "c${index}.typ": a, b\n`),
	labels: repeated((index) => `= Words <l${index}>\n`),
	'labels that open': repeated('<l'),
	comments: repeated('// words\n'),
	'comments in lines': repeated('/* x */ '),
	'comments that open': repeated('/* '),
	'comments within comments': nested('/*', '*/', 'x'),
	raw: repeated('`x` '),
	'raw blocks': repeated('```\nx\n```\n'),
	'raw blocks that open': repeated('``` '),
	'maths with code': repeated('$ #x $ '),
	'maths that opens': repeated('$ x '),
	'strings that open': repeated('#"'),
	escapes: repeated('\\u{1f600}'),
	headings: repeated('= Words\n'),
	lists: repeated('- words\n'),
	terms: repeated('/ a: b\n'),
	conditions: repeated('#if x [a] else [b]\n'),
	chains: repeated('.a(x)', '#x'),
	figures: repeated('#figure(image("a.png"), caption: [x]) <f>\n'),
	'one long name': repeated('a', '#'),
	'one long key': repeated('a', '@'),
};

const org: Readonly<Record<string, Shape>> = {
	...anyMarkup,
	citations: repeated((index) => `words [cite:see @${named(index)} p. 3; @${named(index + 1)}]. `),
	'keys of one citation': repeated((index) => `@${named(index)};`, '[cite:', '@z]'),
	'citations that open': repeated('[cite:@a '),
	'citations within citations': nested('[cite:@a ', ']', 'x'),
	'org-ref': repeated((index) => `cite:${named(index)},${named(index + 1)} `),
	'keys of org-ref': repeated((index) => `${named(index)},`, 'cite:'),
	links: repeated((index) => `[[https://example.org/${index}][x]] `),
	'links that open': repeated('[['),
	'links of citations': repeated((index) => `[[cite:&${named(index)}]] `),
	blocks: repeated('#+begin_src\nx\n#+end_src\n'),
	'blocks that open': repeated('#+begin_src\n'),
	'blocks of many kinds that open': repeated((index) => `#+begin_b${index}\n`),
	bibliographies: repeated((index) => `#+bibliography: b${index}.bib\n`),
	includes: repeated((index) => `#+include: "c${index}.org"\n`),
	keywords: repeated('#+title: words\n'),
	drawers: repeated(':PROPERTIES:\n:ID: x\n:END:\n'),
	'drawers that open': repeated(':PROPERTIES:\n'),
	properties: repeated((index) => `:K${index}: x\n`, ':PROPERTIES:\n', ':END:\n'),
	headings: repeated('* Words\n'),
	'deeper and deeper headings': (size) =>
		Array.from({ length: Math.round(Math.sqrt(size * 2)) }, (_, index) => `${'*'.repeat(index + 1)} x\n`).join(''),
	tags: repeated(':a', '* Words ', ':'),
	lists: repeated('- words\n'),
	tables: repeated('| a | b |\n'),
	comments: repeated('# words\n'),
	'fixed width': repeated(': words\n'),
	footnotes: repeated((index) => `[fn:${index}] words\n`),
	'footnotes in lines': nested('[fn::', ']', 'x'),
	macros: repeated('{{{a(x)}}} '),
	'macros that open': repeated('{{{a('),
	verbatim: repeated('=x= ~y~ '),
	'equals signs': repeated('='),
	tildes: repeated('~'),
	slashes: repeated('/'),
	targets: repeated((index) => `<<t${index}>> `),
	entities: repeated('\\alpha{}'),
	LaTeX: repeated('\\begin{a}\nx\n\\end{a}\n'),
	'LaTeX that opens': repeated('\\begin{a}\n'),
	exports: repeated('@@html:x@@ '),
};

const restructuredText: Readonly<Record<string, Shape>> = {
	...anyMarkup,
	citations: repeated((index) => `words :cite:p:\`${named(index)}, ${named(index + 1)}\`. `),
	'keys of one citation': repeated((index) => `${named(index)},`, ':cite:`', 'z`'),
	'citations that open': repeated(':cite:`a '),
	'roles without a text': repeated(':cite:'),
	'roles with a brace that opens': repeated(':cite:`{a` '),
	references: repeated((index) => `[${named(index)}]_ `),
	'definitions of citations': repeated((index) => `.. [${named(index)}] Words.\n`),
	directives: repeated('.. note:: words\n\n'),
	'directives with a block': repeated('.. note::\n\n   words\n\n'),
	'directives that go on': repeated('   words\n', '.. note::\n\n'),
	bibliographies: repeated((index) => `.. bibliography:: b${index}.bib\n\n`),
	options: repeated((index) => `   :k${index}: x\n`, '.. note::\n'),
	includes: repeated((index) => `.. include:: c${index}.rst\n\n`),
	comments: repeated('.. words\n\n'),
	'comments that go on': repeated('   words\n', '..\n'),
	'literal blocks': repeated('::\n\n   x\n\n'),
	'literal blocks that go on': repeated('   x\n', '::\n\n'),
	'deeper and deeper': (size) => Array.from({ length: Math.round(Math.sqrt(size * 2)) }, (_, depth) => `${' '.repeat(depth)}x\n`).join(''),
	'deeper and deeper literal blocks': (size) =>
		Array.from({ length: Math.round(Math.sqrt(size * 2)) }, (_, depth) => `${' '.repeat(depth)}x::\n\n`).join(''),
	headings: repeated('Words\n=====\n\n'),
	'lines of a heading': repeated('=====\n'),
	'one long line of a heading': repeated('='),
	targets: repeated((index) => `.. _t${index}:\n\n`),
	'targets in lines': repeated('_`x` '),
	links: repeated('`x <https://example.org>`_ '),
	'links that open': repeated('`x <'),
	substitutions: repeated((index) => `.. |s${index}| replace:: x\n`),
	'uses of substitutions': repeated('|x| '),
	bars: repeated('|'),
	'line blocks': repeated('| words\n'),
	tables: repeated('+---+---+\n| a | b |\n', '', '+---+---+\n'),
	'simple tables': repeated('==  ==\na   b\n==  ==\n\n'),
	lists: repeated('- words\n'),
	'lists in lists': repeated('- '),
	'field lists': repeated((index) => `:k${index}: x\n`),
	'double backticks': repeated('``x`` '),
	doctests: repeated('>>> x\n'),
	footnotes: repeated((index) => `.. [#f${index}] words\n`),
	'emphasis that opens': repeated('*a '),
};

const cell = (source: string | readonly string[], kind = 'markdown'): string => JSON.stringify({ cell_type: kind, metadata: {}, source });

/** A notebook of cells. */
const book = (cells: string): string => `{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [${cells}]}`;

const notebooks: Readonly<Record<string, Shape>> = {
	...Object.fromEntries(
		Object.entries(markdown)
			.filter((_, index) => index % 3 === 0)
			.map(([name, shape]) => [`a cell with ${name}`, (size: number) => book(cell(shape(size)))]),
	),
	cells: (size) => book(repeated((index) => `${cell(`words [@${named(index)}]`)},`)(size) + cell('x')),
	'cells of lines': (size) => book(repeated((index) => `${cell([`words [@${named(index)}]\n`, 'x\n'])},`)(size) + cell('x')),
	'cells of code': (size) => book(repeated(`${cell('x = 1', 'code')},`)(size) + cell('x')),
	'lines of one cell': (size) =>
		book(`{"cell_type": "markdown", "source": [${repeated((index) => `"words @${named(index)}\\n",`)(size)}"x"]}`),
	escapes: (size) => book(`{"cell_type": "markdown", "source": "${repeated('\\u0041\\n\\"')(size)}"}`),
	outputs: (size) => book(`{"cell_type": "code", "source": "x", "outputs": [{"data": "${repeated('QUJD')(size)}"}]}`),
	'cells that open': (size) => repeated('{"cell_type": "markdown", "source": "x", ')(size),
	'lists that open': (size) => `{"cells": ${'['.repeat(size)}`,
	'lists within lists': (size) => `{"cells": ${nested('[', ']')(size)}}`,
	'maps within maps': (size) => `{"cells": [], "metadata": ${nested('{"a":', '}', '1')(size)}}`,
	'a string without end': (size) => `{"cells": [{"cell_type": "markdown", "source": "${repeated('words ')(size)}`,
	'cells of no kind': (size) => book(repeated('{},')(size) + cell('x')),
	'blanks between': (size) => `{"cells":${' '.repeat(size)}[${cell('[@a]')}]}`,
};

/** Shapes of texts for each format that is read into a library, by the name of a file of it. */
export const formatShapes: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
	'BibTeX (a.bib)': bibtex,
	'CSL-JSON (a.json)': cslJson,
	'Better BibTeX JSON (b.json)': betterBibtex,
	'CSL-YAML (a.yaml)': cslYaml,
	'Hayagriva (b.yaml)': hayagriva,
	'RIS (a.ris)': ris,
	'Web of Science (c.ris)': webOfScience,
	'EndNote (a.enw)': endnote,
	'PubMed (a.nbib)': pubmed,
	'summaries (a.md)': summary,
	'names.yaml': names,
};

/** Shapes of texts for each markup, by the id of its language. */
export const markupShapes: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
	markdown,
	latex,
	typst,
	org,
	restructuredtext: restructuredText,
	ipynb: notebooks,
};
