import { named, nested, repeated, type Shape, word } from './shape.js';

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

/** How a format writes an item: its beginning, its people, one of them, a keyword of its list or text of them, and a note. */
interface Spelling {
	readonly begin: string;
	readonly people: string;
	readonly person: (name: string) => string;
	readonly keywords: readonly [before: string, keyword: (word: string) => string, after: string];
	readonly note: string;
}

/**
 * What any JSON may be that a reader of lists of items meets. An ordinary item comes before all of them: what does not begin like a library is none, and
 * would be passed over.
 */
const jsonShapes = (
	item: (index: number, rest?: object) => object,
	head: string,
	after: string,
	{ begin, people, person, keywords, note }: Spelling,
	before = `${head}${JSON.stringify(item(0))},\n`,
): Readonly<Record<string, Shape>> => ({
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
	'items that do not close': repeated(`{${begin}`, before),
	'brackets that close': repeated(']', before),
	'a string without end': repeated('words in a row ', `${before}{"id": "`),
	'strings without end': repeated('"', before),
	backslashes: repeated('\\', `${before}{"id": "`),
	escapes: repeated('\\u0041', `${before}{${begin}"title": "`, `"}${after}`),
	commas: repeated(',', before, after),
	'one long title': repeated('words in a row ', `${before}{${begin}"title": "`, `"},${after}`),
	'one long key': repeated('k', `${before}{"title": "a", ${begin}"id": "`, `"},${after}`),
	'fields of many names': repeated((index) => `"f${index}": "x",`, `${before}{${begin}"title": "x", `, `"z": 1},${after}`),
	'fields of one name': repeated('"title": "x",', `${before}{${begin}`, `"z": 1},${after}`),
	'authors of one item': repeated(
		(index) => `${person(`Lang${index}`)},`,
		`${before}{${begin}"title": "x", "${people}": [`,
		`{}]},${after}`,
	),
	'keywords of one item': repeated(
		(index) => keywords[1](`word${index}`),
		`${before}{${begin}"title": "x", ${keywords[0]}`,
		`${keywords[2]}},${after}`,
	),
	'markup in a title': repeated('<i>x</i> ', `${before}{${begin}"title": "`, `"},${after}`),
	'angle brackets in a title': repeated('<', `${before}{${begin}"title": "`, `"},${after}`),
	'lines of a note': repeated('original-date: 1990\\n', `${before}{${begin}"title": "x", "${note}": "`, `"},${after}`),
	blanks: repeated(' ', before, after),
	'blank lines': repeated('\n', before, after),
	numbers: repeated('9', before, after),
	'items that are none': repeated('null,', before, after),
});

export const cslJson = jsonShapes(cslItem, '[\n', '{"id": "last", "title": "x"}]', {
	begin: '"id": "a", "type": "book", ',
	people: 'author',
	person: (name) => `{"family": "${name}"}`,
	keywords: ['"keyword": "', (keyword) => `${keyword}, `, '"'],
	note: 'note',
});

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

export const betterBibtex: Readonly<Record<string, Shape>> = {
	...jsonShapes(zoteroItem, betterBibtexHead, '{"itemKey": "x"}]}', {
		begin: '"itemKey": "A", "citationKey": "a", "itemType": "book", ',
		people: 'creators',
		person: (name) => `{"creatorType": "author", "lastName": "${name}"}`,
		keywords: ['"tags": [', (tag) => `{"tag": "${tag}"}, `, '{"tag": "z"}]'],
		note: 'extra',
	}),
	collections: (size) =>
		`{"config": {"label": "BetterBibTeX JSON"}, "collections": {${repeated((index) => `"C${index}": {"key": "C${index}", "parent": "C${index - 1}", "name": "c", "items": [${index}]},`)(size)}"Z": {}}, "items": [${JSON.stringify(zoteroItem(1))}]}`,
	'collections in a cycle': (size) =>
		`{"config": {"label": "BetterBibTeX JSON"}, "collections": {${repeated((index) => `"C${index}": {"key": "C${index}", "parent": "C${index ^ 1}", "name": "c", "items": [1]},`)(size)}"Z": {}}, "items": [${JSON.stringify(zoteroItem(1))}]}`,
	notes: list(
		(index) => ({ itemType: 'note', note: '<p>words</p>', parentItem: `K${index}` }),
		`${betterBibtexHead}${JSON.stringify(zoteroItem(0))},\n`,
		'{}]}',
	),
};
