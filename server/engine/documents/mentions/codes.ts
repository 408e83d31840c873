// What each char code is to the recogniser, looked at once and kept in a table: the scan reads nothing else.

import { plainText } from '../../base/plainLetters.js';

/** Separates words. */
export const separator = 0;
/** Belongs to the word around it but is no letter of it: accents written apart, soft hyphens, joiners. */
export const ignored = 1;
export const newline = 2;
/** `&`, which reads "and". */
export const ampersand = 3;
/** No name goes across it: the bars of tables, page breaks, and private characters that callers put for what is no text. */
export const wall = 4;
/** The first value that is a folded letter or digit; above 0xffff there are two, the first in the upper half. */
export const firstLetter = 48;

/** Kept with all bits turned over, so that what was not looked at is zero: a page of memory with nothing but zeros is none until it is written. */
const table = new Int32Array(0x10000);
const unseen = -1;

/** What the char code is: one of the constants above, or its folded letters. */
export function codeClass(code: number): number {
	const known = ~table[code]!;
	return known === unseen ? classify(code) : known;
}

function classify(code: number): number {
	const letter = String.fromCharCode(code);
	let found = separator;
	if (code === 10) found = newline;
	else if (code === 38) found = ampersand;
	else if (code === 0x2bc) found = separator;
	else if (code === 124 || code === 12 || (code >= 0xe000 && code <= 0xf8ff)) found = wall;
	else if (code === 0xad || (code >= 0x200b && code <= 0x200d) || code === 0x2060 || code === 0xfeff || /\p{M}/u.test(letter))
		found = ignored;
	else {
		const plain = plainText(letter);
		if (/^[\p{L}\p{N}]{1,2}$/u.test(plain))
			found = plain.length === 1 ? plain.charCodeAt(0) : plain.charCodeAt(0) * 0x10000 + plain.charCodeAt(1);
	}
	table[code] = ~found;
	return found;
}

/** No char code below is one of Chinese, Japanese or Korean. */
export const firstUnspaced = 0x2e80;

/** Whether a char code is one of Chinese, Japanese or Korean, which have no blanks around names in other letters. */
export const isUnspaced = (code: number): boolean => code >= firstUnspaced && code <= 0xd7ff;

/** The multiplier of the hash of letters; odd, so that a letter can be taken off again. */
const base = 0x01000193;
const inverse = invert(base);

/** Goes on with a hash over what `codeClass` gave for one more letter. Zero is the hash of nothing. */
export const extended = (hash: number, letter: number): number =>
	letter > 0xffff
		? (Math.imul((Math.imul(hash, base) + (letter >>> 16)) | 0, base) + (letter & 0xffff)) | 0
		: (Math.imul(hash, base) + letter) | 0;

/** The hash without its last letter. */
export const shortened = (hash: number, letter: number): number => Math.imul(hash - letter, inverse);

const powers = new Int32Array(256);
powers[0] = 1;
for (let exponent = 1; exponent < powers.length; exponent++) powers[exponent] = Math.imul(powers[exponent - 1]!, base);

/** The hash of two texts' letters in a row, the second of `length` letters. */
export function joined(first: number, second: number, length: number): number {
	let rest = length;
	let hash = first;
	for (; rest >= powers.length; rest -= powers.length - 1) hash = Math.imul(hash, powers[powers.length - 1]!);
	return (Math.imul(hash, powers[rest]!) + second) | 0;
}

/** Returns the hash of all letters of a text, whatever separates them. */
export function hashOfLetters(text: string): number {
	let hash = 0;
	for (let index = 0; index < text.length; index++) {
		const letter = codeClass(text.charCodeAt(index));
		if (letter >= firstLetter) hash = extended(hash, letter);
		else if (letter === ampersand) hash = extended(extended(extended(hash, 97), 110), 100);
	}
	return hash;
}

/** Goes on with a second hash, unrelated to the first. */
export const checked = (check: number, letter: number): number => {
	const next = Math.imul(check ^ (letter & 0xffff), 0x5bd1e995);
	const whole = (next ^ (next >>> 13)) | 0;
	return letter > 0xffff ? checked(whole, letter >>> 16) : whole;
};

/** The second hash of all letters of a text; of all but the last where `withoutLast`. */
export function checkOfText(text: string, withoutLast: boolean): number {
	let check = 0;
	let before = 0;
	for (let index = 0; index < text.length; index++) {
		const letter = codeClass(text.charCodeAt(index));
		if (letter >= firstLetter) {
			before = check;
			check = checked(check, letter);
		} else if (letter === ampersand) check = checkedAnd(check);
	}
	return withoutLast ? before : check;
}

/** The same for an ampersand, which reads "and". */
export const checkedAnd = (check: number): number => checked(checked(checked(check, 97), 110), 100);

/** The number that undoes a multiplication by an odd one, modulo 2³² (Newton's iteration). */
function invert(odd: number): number {
	let found = odd;
	for (let step = 0; step < 5; step++) found = Math.imul(found, (2 - Math.imul(odd, found)) | 0);
	return found;
}

/** Scatters a hash over a table of `1 << bits` places. */
export const placeOf = (hash: number, bits: number): number => Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> (32 - bits);
