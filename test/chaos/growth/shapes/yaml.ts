import { named, nested, repeated, type Shape, word } from './shape.js';

/**
 * What YAML may be. `entry` is one of a list or map of entries below `head`. An entry comes before all of them: what has none is no library, and would be
 * passed over.
 */
const yamlShapes = (entry: (index: number) => string, head = '', before = head + entry(0)): Readonly<Record<string, Shape>> => ({
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
	documents: repeated('---\na: b\n', before),
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

const hayagrivaEntry = (index: number): string =>
	`${named(index)}:\n  type: article\n  title: The ${word(index)} of ${word(index + 5)}\n  author: ["Lang${index}, Mira"]\n  date: ${1950 + (index % 70)}\n  parent:\n    type: periodical\n    title: Shores\n`;

export const hayagriva: Readonly<Record<string, Shape>> = {
	...yamlShapes(hayagrivaEntry),
	'one long title': repeated('words in a row ', 'a:\n  type: book\n  title: ', '\n'),
	'authors of one entry': repeated((index) => `    - Lang${index}, Mira\n`, 'a:\n  type: book\n  title: x\n  author:\n'),
	'entries with a mistake': repeated((index) => hayagrivaEntry(index).replace('"]', '"')),
};

const cslYamlItem = (index: number): string =>
	`- id: ${named(index)}\n  type: article-journal\n  title: The ${word(index)} of ${word(index + 5)}\n  author:\n  - family: Lang${index}\n    given: Mira\n  issued: ${1950 + (index % 70)}\n`;

export const cslYaml: Readonly<Record<string, Shape>> = {
	...yamlShapes(cslYamlItem, 'references:\n'),
	'one long title': repeated('words in a row ', 'references:\n- id: a\n  type: book\n  title: ', '\n'),
	'authors of one item': repeated((index) => `  - family: Lang${index}\n`, 'references:\n- id: a\n  type: book\n  title: x\n  author:\n'),
	'items with a mistake': repeated((index) => cslYamlItem(index).replace('issued: ', 'issued: ['), 'references:\n'),
};

export const names: Readonly<Record<string, Shape>> = yamlShapes((index) => `  ${named(index)}: [Name${index}, N${index}]\n`, 'names:\n');

/** What a summary's front matter may be. */
export const summary: Readonly<Record<string, Shape>> = Object.fromEntries(
	Object.entries(yamlShapes((index) => `k${index}: x\n`, 'key: a2000b\ntitle: Words\n')).map(([name, shape]) => [
		name,
		(size: number) => `---\n${shape(size)}\n---\nText.\n`,
	]),
);
