import type { SourceRecord } from '../formats/record.js';

/** What of a record a word stands in. Fits three bits. */
export const Part = { key: 0, title: 1, author: 2, year: 3, name: 4, venue: 5, other: 6 } as const;
export type Part = (typeof Part)[keyof typeof Part];

/** Words that tell no paper from another; left out of the index, and of a query unless still being typed. */
export const stopWords: ReadonlySet<string> = new Set(
	'a an and as at by for from in into is of on or over the to using via with der die das und la le les de des du et'.split(' '),
);

/** Letters and digits by char code below 128 as folded: lower case, or zero for anything else. */
const folded = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
	const letter = String.fromCharCode(code).toLowerCase();
	if (/[a-z0-9]/.test(letter)) folded[code] = letter.charCodeAt(0);
}
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/**
 * Visits the folded words of a text: accents dropped, lower case, apart where letters and digits meet, so that
 * `chen2016infogan` gives three. `joined` tells whether only a hyphen stands between a word and the one before.
 */
export function eachWord(text: string, visit: (word: string, joined: boolean) => void): void {
	for (let index = 0; index < text.length; index++) {
		if (text.charCodeAt(index) > 127) {
			eachWordOfAny(text, visit);
			return;
		}
	}
	eachAsciiWord(text.toLowerCase(), visit);
}

function eachAsciiWord(text: string, visit: (word: string, joined: boolean) => void): void {
	let start = -1;
	let hyphen = -1;
	let digits = false;
	for (let index = 0; index <= text.length; index++) {
		const code = index < text.length ? folded[text.charCodeAt(index)]! : 0;
		if (start >= 0 && (code === 0 || isDigit(code) !== digits)) {
			visit(text.slice(start, index), hyphen === start);
			start = -1;
		}
		if (code !== 0 && start < 0) {
			start = index;
			digits = isDigit(code);
		}
		if (code === 0 && text.charCodeAt(index) === 45) hyphen = index + 1;
	}
}

function eachWordOfAny(text: string, visit: (word: string, joined: boolean) => void): void {
	let end = -2;
	const plain = text
		.normalize('NFKD')
		.replace(/[\p{M}\u00ad]+/gu, '')
		.toLowerCase();
	for (const match of plain.matchAll(/[\p{L}]+|[\p{N}]+/gu)) {
		visit(match[0], match.index === end + 1 && /[-\u2010-\u2015]/.test(plain[end]!));
		end = match.index + match[0].length;
	}
}

/** The folded words of a text, in order. */
export function wordsOf(text: string): string[] {
	const words: string[] = [];
	eachWord(text, (word) => words.push(word));
	return words;
}

/** Visits what a record is found by, each word once per part at least. */
export function eachRecordWord(record: SourceRecord, visit: (word: string, part: Part) => void): void {
	const all = (text: string, part: Part) => {
		let before = '';
		eachWord(text, (word, joined) => {
			if (!stopWords.has(word)) visit(word, part);
			// "multi-task" is found by "multitask", too.
			if (joined) visit(before + word, part);
			before = word;
		});
	};
	all(record.key, Part.key);
	for (const alias of record.aliases) all(alias, Part.key);
	all(record.title, Part.title);
	for (const title of record.alsoTitles) all(title, Part.title);
	for (const { family, particle } of record.authors) all(particle === undefined ? family : `${particle} ${family}`, Part.author);
	if (record.authors.length === 0) for (const { family } of record.editors) all(family, Part.author);
	if (record.year !== undefined) visit(String(record.year), Part.year);
	if (record.published !== undefined && record.published !== record.year) visit(String(record.published), Part.year);
	for (const name of record.names) {
		all(name, Part.name);
		visit(wordsOf(name).join(''), Part.name);
	}
	const venue = record.venue?.short ?? record.venue?.full;
	if (venue !== undefined) all(venue, Part.venue);
	if (record.arxiv !== undefined) all(record.arxiv, Part.other);
	for (const topic of record.topics) all(topic, Part.other);
	if (record.claim !== undefined) all(record.claim, Part.other);
}
