import { named, repeated, type Shape, word } from './shape.js';

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

export const ris: Readonly<Record<string, Shape>> = tagged(
	(index) =>
		`TY  - JOUR\nID  - ${named(index)}\nTI  - The ${word(index)} of ${word(index + 5)}\nAU  - Lang${index}, Mira\nPY  - ${1950 + (index % 70)}\nSP  - 1\nEP  - 9\nER  - \n\n`,
	(name, value) => `${{ title: 'TI', author: 'AU', keyword: 'KW', key: 'ID' }[name]}  - ${value}\n`,
	'TY  - JOUR\n',
	'ER  - \n',
);

export const webOfScience: Readonly<Record<string, Shape>> = tagged(
	(index) =>
		`PT J\nAF Lang${index}, Mira\n   Abel, Ann\nTI The ${word(index)} of ${word(index + 5)}\nSO SHORES\nPY ${1950 + (index % 70)}\nBP 1\nEP 9\nUT WOS:${index}\nER\n\n`,
	(name, value) => `${{ title: 'TI', author: 'AU', keyword: 'DE', key: 'UT' }[name]} ${value}\n`,
	'PT J\n',
	'ER\n',
);

export const endnote: Readonly<Record<string, Shape>> = tagged(
	(index) =>
		`%0 Journal Article\n%F ${named(index)}\n%T The ${word(index)} of ${word(index + 5)}\n%A Lang${index}, Mira\n%D ${1950 + (index % 70)}\n%P 1-9\n\n`,
	(name, value) => `${{ title: '%T', author: '%A', keyword: '%K', key: '%F' }[name]} ${value}\n`,
	'%0 Journal Article\n',
	'\n',
);

export const pubmed: Readonly<Record<string, Shape>> = tagged(
	(index) =>
		`PMID- ${index}\nTI  - The ${word(index)} of ${word(index + 5)}.\nFAU - Lang${index}, Mira\nDP  - ${1950 + (index % 70)} May\nPG  - 123-8\nJT  - Shores\n\n`,
	(name, value) => `${{ title: 'TI', author: 'FAU', keyword: 'OT', key: 'LID' }[name].padEnd(4)}- ${value}\n`,
	'PMID- 1\n',
	'\n',
);
