import type { Span } from '../../base/span.js';
import {
	ampersand,
	checked,
	checkedAnd,
	codeClass,
	extended,
	firstLetter,
	firstUnspaced,
	ignored,
	isUnspaced,
	newline,
	wall,
} from './codes.js';

/** No name continues from the previous word to this one: a blank line, a bullet, a table's bar, maths or code is between them. */
export const breaks = 1;
/** The first letter is a capital (or bears an accent). */
export const capital = 2;
/** The first letter is a digit. */
export const digit = 4;
/** Between this word and the one before lies markup that is no prose. */
export const overMarkup = 8;
/** The word is an ampersand. */
export const sign = 16;

/** The words of some prose: runs of letters and digits, in order. Columns are longer than `count`; the rest is left over. */
export interface Words {
	count: number;
	starts: Int32Array;
	ends: Int32Array;
	/** Hashes of the folded letters. */
	hashes: Int32Array;
	/** How many folded letters there are. */
	lengths: Int32Array;
	/** The last folded letter. */
	lasts: Int32Array;
	flags: Uint8Array;
}

const emptyWords = (capacity: number): Words => ({
	count: 0,
	starts: new Int32Array(capacity),
	ends: new Int32Array(capacity),
	hashes: new Int32Array(capacity),
	lengths: new Int32Array(capacity),
	lasts: new Int32Array(capacity),
	flags: new Uint8Array(capacity),
});

/** The initial capacity; the columns grow as needed. */
const atFirst = 4096;

/** Markup between two stretches of prose over which a name may go on: emphasis, a link's target, an HTML tag, a role. */
const piece =
	/\{[.#][^{}\n]*\}|[*_~'"\s`{}]+|\\(?:href|(?!\w*(?:cite|ref|label))[A-Za-z]+)\*?(?:\[[^\]\n]*\])?(?:\{[^{}\n]*\}(?=\{|$))?|%[^\n]*|\([^()\n]*\)|<\/?[A-Za-z][^<>\n]*>|#[a-z]+\([^()\n]*\)\[|#?[a-z]+\[|\[\[[^\]\n]*\]\[|\]\[[^\]\n]*\]|\[(?![@^])[^[\]\n@]*\]|[[\]]|:[a-z-]+:`/y;
const longestMarkup = 300;

/** Whether markup is made of such pieces only, each as long as it can be. */
function isPassable(markup: string): boolean {
	for (piece.lastIndex = 0; piece.lastIndex < markup.length; ) if (!piece.test(markup)) return false;
	return true;
}

/** Reads the words of some prose into the columns of `into`, which are replaced by larger ones where they are too small. Returns `into`. */
export function readWords(text: string, prose: readonly Span[], into: Words = emptyWords(atFirst)): Words {
	const words = into;
	words.count = 0;
	let last = prose[0]?.start ?? 0;
	for (const { start, end } of prose) {
		let flag = 0;
		if (start > last) {
			const gap = start - last <= longestMarkup ? text.slice(last, start) : undefined;
			const isPassed = gap !== undefined && isPassable(gap) && !/\n\s*\n/.test(gap);
			flag = isPassed ? overMarkup : breaks;
		}
		readWordsIn(text, start, end, words, flag);
		last = end;
	}
	return words;
}

/** Appends the words between two offsets. `firstFlags` are the flags of the first one that come from what is before it. */
function readWordsIn(text: string, start: number, end: number, words: Words, firstFlags: number): void {
	let before = firstFlags;
	let lines = 0;
	let at = start;
	while (at < end) {
		const letter = codeClass(text.charCodeAt(at));
		if (letter >= firstLetter) {
			at = readWord(text, at, end, words, before);
			before = 0;
			lines = 0;
			continue;
		}
		at++;
		if (letter === newline) {
			if (++lines > 1 || beginsBlock(text, at)) before = breaks;
		} else if (letter === wall) before = breaks;
		else if (letter === ampersand) {
			if (text.startsWith('nbsp;', at)) {
				at += 5;
				continue;
			}
			at = addAmpersand(text, at, words, before);
			before = 0;
			lines = 0;
		}
	}
}

/** Appends the word that begins at `start`. Returns its end. */
function readWord(text: string, start: number, end: number, words: Words, before: number): number {
	const code = text.charCodeAt(start);
	const letter = codeClass(code);
	let hash = 0;
	let length = 0;
	let last = 0;
	let next = letter;
	let at = start;
	const isWithoutBlanks = isUnspaced(code);
	for (;;) {
		if (next >= firstLetter) {
			hash = extended(hash, next);
			last = next & 0xffff;
			length += next > 0xffff ? 2 : 1;
		} else if (next !== ignored) break;
		at++;
		if (at >= end) break;
		const following = text.charCodeAt(at);
		// Chinese has no blanks around names in other letters: "如ResNet等".
		if ((following >= firstUnspaced || isWithoutBlanks) && isUnspaced(following) !== isWithoutBlanks) break;
		next = codeClass(following);
	}
	addWord(words, start, at, hash, length, last, before | (letter !== code ? capital : 0) | (code <= 57 ? digit : 0));
	return at;
}

/** Appends the ampersand before `at` as a word. Returns its end: after the rest of `&amp;`. */
function addAmpersand(text: string, at: number, words: Words, before: number): number {
	const end = text.startsWith('amp;', at) ? at + 4 : at;
	addWord(words, at - 1, end, andHash, 3, 100, before | sign);
	return end;
}

const andHash = extended(extended(extended(0, 97), 110), 100);

/** Whether the line that begins at `at` is an item, a heading or similar, so that no name continues from the previous line. */
function beginsBlock(text: string, at: number): boolean {
	let start = at;
	while (text.charCodeAt(start) === 32 || text.charCodeAt(start) === 9) start++;
	const code = text.charCodeAt(start);
	// # = - + * of headings, underlines and bullets.
	if (code === 35 || code === 61) return true;
	if (code !== 45 && code !== 43 && code !== 42) return false;
	const next = text.charCodeAt(start + 1);
	return next === 32 || next === 9 || (next === code && text.charCodeAt(start + 2) === code);
}

/** The second hash of the letters of some words; of all but the last letter where `withoutLast`. */
export function checkOfWords(text: string, { starts, ends, flags }: Words, first: number, last: number, withoutLast: boolean): number {
	let check = 0;
	let before = 0;
	for (let word = first; word <= last; word++) {
		if (flags[word]! & sign) {
			check = checkedAnd(check);
			continue;
		}
		const end = ends[word]!;
		for (let index = starts[word]!; index < end; index++) {
			const letter = codeClass(text.charCodeAt(index));
			if (letter < firstLetter) continue;
			before = check;
			check = checked(check, letter);
		}
	}
	return withoutLast ? before : check;
}

function addWord(words: Words, start: number, end: number, hash: number, length: number, last: number, flags: number): void {
	const word = words.count++;
	if (word === words.starts.length) grow(words, 2 * word);
	words.starts[word] = start;
	words.ends[word] = end;
	words.hashes[word] = hash;
	words.lengths[word] = length;
	words.lasts[word] = last;
	words.flags[word] = flags;
}

function grow(words: Words, capacity: number): void {
	const larger = emptyWords(capacity);
	for (const column of ['starts', 'ends', 'hashes', 'lengths', 'lasts', 'flags'] as const) {
		larger[column].set(words[column]);
		Object.assign(words, { [column]: larger[column] });
	}
}
