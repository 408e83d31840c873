import { textOfUnits } from '../../base/append.js';
import { plainText } from '../../base/plainLetters.js';

// Texts as they are compared: letters and digits only, lower case, without accents. Worked on as codes in one buffer that every
// call uses again, since a library of a million entries has tens of millions of words and most are known already.

/** The folded codes of the text that `foldLetters` was last called with; zero where words are apart. */
export let letters = new Uint16Array(1024);

/**
 * What separates, by char code: 0 separates, 1 leans on its neighbours, else its folded code; -1 was not looked at yet. Each with all bits turned
 * over, so that what was not looked at is zero: a page of memory with nothing but zeros is none until it is written.
 */
const table = new Int32Array(0x10000);
const unsure = 1;

function classOf(code: number): number {
	const letter = String.fromCharCode(code);
	let found: number;
	if (code >= 0xd800 && code <= 0xdfff) found = code;
	else if (code === 0xad || /\p{M}/u.test(letter)) found = unsure;
	else {
		const plain = plainText(letter);
		if (plain.length === 1) found = /[\p{L}\p{N}]/u.test(plain) ? plain.charCodeAt(0) : 0;
		else found = /[\p{L}\p{N}]/u.test(plain) ? unsure : 0;
	}
	table[code] = ~found;
	return found;
}

/** Folds a text into `letters` and answers how many codes there are. */
export const foldLetters = (text: string): number => foldInto(text, false);

/** The same for a text that may be without marks: then every code stands for itself. */
function foldInto(text: string, isPlain: boolean): number {
	const { length } = text;
	if (length > letters.length) letters = new Uint16Array(length * 2);
	for (let index = 0; index < length; index++) {
		const code = text.charCodeAt(index);
		let letter = ~table[code]!;
		if (letter < 0) letter = classOf(code);
		if (letter === unsure) {
			if (!isPlain) return foldInto(plainText(text), true);
			letter = code;
		}
		letters[index] = letter;
	}
	return length;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Where the word that begins at `start` of `letters` ends: at a code of zero, or where letters and digits meet. */
export function wordEnd(start: number, length: number): number {
	const digits = isDigit(letters[start]!);
	let end = start + 1;
	while (end < length && letters[end] !== 0 && isDigit(letters[end]!) === digits) end++;
	return end;
}

/** A hash of the letters of a text, whatever is between its words, started from `seed`. */
export function lettersHash(text: string, seed: number): number {
	const length = foldLetters(text);
	let hash = seed;
	for (let index = 0; index < length; index++) if (letters[index] !== 0) hash = Math.imul(hash ^ letters[index]!, 0x01000193);
	return (hash ^ (hash >>> 15)) >>> 0;
}

/** The folded words of a text, in order: `chen2016infogan` gives three. */
export function wordsOf(text: string): string[] {
	const words: string[] = [];
	const length = foldLetters(text);
	for (let start = 0; start < length; ) {
		if (letters[start] === 0) {
			start++;
			continue;
		}
		const end = wordEnd(start, length);
		words.push(textOfUnits(letters, start, end));
		start = end;
	}
	return words;
}
