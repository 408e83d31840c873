import { ampersand, codeClass, firstLetter, ignored } from './codes.js';
import { overMarkup, type Words } from './words.js';

/** A gap holds a blank or a line's end. */
export const blank = 1;
/** A gap holds a hyphen or dash. */
export const hyphen = 2;
/** A gap holds punctuation that says something: not hyphens, quotes, emphasis or brackets of markup. */
export const punctuation = 4;

/** A text letter by letter. */
export interface Spelling {
	count: number;
	/** Folded. */
	letters: number[];
	/** 1 for a capital. */
	capitals: number[];
	/** The gap before each letter: the bits above, −1 where there is none. */
	gaps: number[];
	/** The punctuation before each letter; empty mostly. */
	marks: string[];
}

const emptySpelling = (): Spelling => ({ count: 0, letters: [], capitals: [], gaps: [], marks: [] });

export function spellingOf(name: string): Spelling {
	const spelling = emptySpelling();
	append(spelling, name, 0, name.length, -1, false);
	return spelling;
}

/** The spelling of some words of a text. The gaps of markup that is no prose hold at most a blank. */
export function spellingOfWords(text: string, words: Words, first: number, last: number): Spelling {
	const spelling = emptySpelling();
	for (let word = first; word <= last; word++) {
		const from = word === first ? -1 : words.ends[word - 1]!;
		append(spelling, text, words.starts[word]!, words.ends[word]!, from, (words.flags[word]! & overMarkup) !== 0);
	}
	return spelling;
}

/** Markdown's way to write a blank at which no line ends. */
const hardBlank = '&nbsp;';

/** Appends the text from `start` to `end`. The gap before it begins at `from`; −1 if there is none. */
function append(spelling: Spelling, text: string, start: number, end: number, from: number, isOverMarkup: boolean): void {
	let gap = -1;
	let marks = '';
	const note = (code: number) => {
		if (gap < 0) gap = 0;
		const kind = kindOf(code);
		if (kind === punctuation) {
			if (isOverMarkup) return;
			marks += String.fromCharCode(code);
		}
		gap |= kind;
	};
	if (from >= 0) {
		gap = 0;
		for (let index = from; index < start; index++) {
			const isEntity = text.startsWith(hardBlank, index);
			note(isEntity ? 32 : text.charCodeAt(index));
			if (isEntity) index += hardBlank.length - 1;
		}
	}
	const put = (letter: number, isCapital: boolean) => {
		spelling.letters.push(letter);
		spelling.capitals.push(isCapital ? 1 : 0);
		spelling.gaps.push(gap);
		spelling.marks.push(marks);
		spelling.count++;
		gap = -1;
		marks = '';
	};
	for (let index = start; index < end; index++) {
		const code = text.charCodeAt(index);
		const letter = codeClass(code);
		if (letter >= firstLetter) {
			const isCapital = isUpper(code, letter);
			if (letter > 0xffff) put(letter >>> 16, isCapital);
			put(letter & 0xffff, isCapital);
		} else if (letter === ampersand) {
			// "&" is separate from its neighbours, like the word "and".
			gap = Math.max(gap, 0) | blank;
			for (const each of 'and') put(each.charCodeAt(0), false);
			gap = blank;
			if (text.startsWith('amp;', index + 1)) index += 4;
		} else if (letter !== ignored) note(code);
	}
}

/** Whether a char code whose folded letter is `letter` is a capital, with an accent or without. */
export function isUpper(code: number, letter: number): boolean {
	if (code < 128) return code !== letter;
	const text = String.fromCharCode(code);
	return text !== text.toLowerCase();
}

/** Quotes, emphasis and brackets of markup count as nothing. */
const light = new Set(Array.from('"\'ʼ`“”„‘’‚«»‹›*_~\\{}[]^', (mark) => mark.charCodeAt(0)));

function kindOf(code: number): number {
	if (
		code === 32 ||
		code === 10 ||
		code === 13 ||
		code === 9 ||
		code === 0xa0 ||
		code === 0x202f ||
		(code >= 0x2000 && code <= 0x200a) ||
		code === 126
	)
		return blank;
	if (code === 45 || (code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code === 0x00ad || code === 0xff0d) return hyphen;
	// The sign of quoted lines.
	if (code === 62 || light.has(code)) return 0;
	return punctuation;
}

/** Whether a text has accents, or letters that are no Latin ones. */
export const hasAccents = (text: string): boolean => /[^\P{L}A-Za-z]/u.test(text);
