import type { Name } from '../record.js';
import { collapsed, endOfGroup, plainText } from './latex.js';

/** A list of names, and whether it ends in "and others". */
export interface NameList {
	readonly names: readonly Name[];
	readonly andOthers: boolean;
}

const suffixes = new Set(['Jr.', 'Jr', 'Sr.', 'Sr', 'II', 'III', 'IV']);

/**
 * The names of an `author` or `editor` field, from its LaTeX (bibtex.web §§ 342–345 and "Tame the BeaST" § 4: three forms by
 * the number of commas, the particle by its lower case, its end as in Biber), in braces a name whole, and biblatex's extended name format
 * `family=…, given=…` (manual § 2.3.4 and Biber § 3.4). Empty names are left out.
 */
export function readNames(latex: string): NameList {
	const names: Name[] = [];
	let andOthers = false;
	for (const part of splitAtWord(latex)) {
		const text = part.trim();
		if (text === '') continue;
		if (text === 'others') andOthers = true;
		else {
			const name = readName(text);
			if (name.family !== '' || name.given) names.push(name);
		}
	}
	return { names, andOthers };
}

/** Splits at the word `and` outside braces, in any case, with white space around. */
const splitAtWord = (latex: string): string[] =>
	splitOutsideBraces(latex, (code, p) => ((code | 32) === 97 && isAnd(latex, p) ? 'and'.length : 0));

/** Splits at a character outside braces that no backslash is before. */
const splitAt = (latex: string, separator: number): string[] =>
	splitOutsideBraces(latex, (code, p) => (code === separator && latex.charCodeAt(p - 1) !== 92 ? 1 : 0));

/** Splits outside braces where `lengthOf` says how long a separator is that begins with a character; zero where none does. */
function splitOutsideBraces(latex: string, lengthOf: (code: number, offset: number) => number): string[] {
	const parts: string[] = [];
	let depth = 0;
	let start = 0;
	for (let p = 0; p < latex.length; p++) {
		const code = latex.charCodeAt(p);
		if (code === 123) depth++;
		else if (code === 125) depth--;
		const length = depth <= 0 ? lengthOf(code, p) : 0;
		if (length === 0) continue;
		parts.push(latex.slice(start, p));
		start = p + length;
		p = start - 1;
	}
	parts.push(latex.slice(start));
	return parts;
}

function isAnd(latex: string, p: number): boolean {
	return (
		(latex.charCodeAt(p + 1) | 32) === 110 &&
		(latex.charCodeAt(p + 2) | 32) === 100 &&
		(p === 0 || latex.charCodeAt(p - 1) <= 32) &&
		(p + 3 >= latex.length || latex.charCodeAt(p + 3) <= 32)
	);
}

/** One name, from its LaTeX without white space around. */
export function readName(latex: string): Name {
	if (latex.charCodeAt(0) === 123 && endOfGroup(latex, 0) === latex.length && latex.charCodeAt(1) !== 92) {
		return { family: plain(latex), literal: true };
	}
	const parts = splitAt(latex, 44);
	if (latex.includes('=')) {
		const extended = readExtended(parts);
		if (extended) return extended;
	}
	const [first = '', second, third] = parts;
	if (second === undefined) return firstVonLast(words(first));
	const { particle, family } = vonLast(words(first));
	if (third === undefined) {
		const given = plain(second);
		return suffixes.has(given) ? { ...firstVonLast(words(first)), suffix: given } : named(family, given, particle, '');
	}
	return named(family, plain(parts.slice(2).join(',')), particle, plain(second));
}

/** A name in the order in which it is read aloud. */
export function asWritten({ given, particle, family, suffix }: Name): string {
	return [given, particle, family, suffix].filter(Boolean).join(' ');
}

function named(family: string, given: string, particle: string, suffix: string): Name {
	if (family === '' && given === '') return { family: particle };
	if (family === '') return { family: given };
	if (particle === '' && suffix === '') return given === '' ? { family } : { family, given };
	return { family, ...(given && { given }), ...(particle && { particle }), ...(suffix && { suffix }) };
}

/** "First von Last": the particle begins with the first word in lower case. */
function firstVonLast(tokens: readonly string[]): Name {
	let final = tokens.length - 1;
	let suffix = '';
	// BibTeX would take "Jr." for the family name; who writes so means the suffix.
	if (final >= 2 && suffixes.has(tokens[final]!)) suffix = tokens[final--]!;
	if (final <= 0) return named(plain(tokens[0] ?? ''), '', '', suffix);
	let from = 0;
	while (from < final && !isLowerCase(tokens[from]!)) from++;
	if (from === final) return named(plain(tokens[final]!), joined(tokens, 0, final), '', suffix);
	const { particle, family } = vonLast(tokens.slice(from, final + 1));
	return named(family, joined(tokens, 0, from), particle, suffix);
}

/**
 * "von Last": the particle is the words in lower case at the beginning, and never the final word (Biber's rule, as in "von Berlichingen zu
 * Hornberg"; for BibTeX it would go on to "zu").
 */
function vonLast(tokens: readonly string[]): { particle: string; family: string } {
	let last = 0;
	while (last < tokens.length - 1 && isLowerCase(tokens[last]!)) last++;
	return { particle: joined(tokens, 0, last), family: joined(tokens, last, tokens.length) };
}

function joined(tokens: readonly string[], from: number, to: number): string {
	return plain(to - from === 1 ? tokens[from]! : tokens.slice(from, to).join(' '));
}

/** Whether a word begins in lower case. Braces hide their text from this test unless a command begins in them. */
function isLowerCase(word: string): boolean {
	const code = word.charCodeAt(0);
	if (code >= 97 && code <= 122) return true;
	if (code >= 65 && code <= 90) return false;
	if (code === 123 && word.charCodeAt(1) !== 92) return false;
	for (const character of plain(word)) {
		if (character.toLowerCase() !== character.toUpperCase()) return character === character.toLowerCase();
	}
	return false;
}

/** The words of a part of a name: white space and `~` outside braces divide. */
function words(latex: string): string[] {
	const found: string[] = [];
	let depth = 0;
	let start = -1;
	for (let p = 0; p < latex.length; p++) {
		const code = latex.charCodeAt(p);
		if (depth <= 0 && (code <= 32 || (code === 126 && latex.charCodeAt(p - 1) !== 92))) {
			if (start >= 0) found.push(latex.slice(start, p));
			start = -1;
			continue;
		}
		if (start < 0) start = p;
		if (code === 123) depth++;
		else if (code === 125) depth--;
		// A command's name and the letter behind it are one word: `\v Capek`.
		else if (code === 92 && /^\\[A-Za-z] \p{L}/u.test(latex.slice(p, p + 4))) p += 2;
	}
	if (start >= 0) found.push(latex.slice(start));
	return found;
}

function readExtended(parts: readonly string[]): Name | undefined {
	const found = new Map<string, string>();
	for (const part of parts) {
		const inner = part.trim().replace(/^"/, '').replace(/"$/, '').trim();
		const setting = /^([A-Za-z][\w-]*)\s*=([\s\S]*)$/.exec(inner);
		if (!setting) return undefined;
		found.set(setting[1]!.toLowerCase(), plain(setting[2]!.trim()));
	}
	const family = found.get('family') ?? '';
	const given = found.get('given') ?? '';
	if (family === '' && given === '') return undefined;
	const name = named(family, given, found.get('prefix') ?? '', found.get('suffix') ?? '');
	return name.particle !== undefined && found.get('useprefix')?.toLowerCase() === 'true' ? { ...name, keepsParticle: true } : name;
}

/** Plain text of a name's part; most have no LaTeX in them, which one look at each letter shows. */
function plain(latex: string): string {
	for (let p = 0; p < latex.length; p++) {
		const code = latex.charCodeAt(p);
		if (code === 92 || code === 123 || code === 125 || code === 126 || code === 36 || code === 45 || code === 96) return plainText(latex);
		if (code < 32) return collapsed(latex);
	}
	return latex.trim();
}
