import { type BibtexField, Shape } from './entry.js';
import { collapsed, endOfGroup, plainText, verbatimText } from './latex.js';

/** What the file's `@string` commands have defined so far: LaTeX by lower-case name. */
export type Macros = Pick<ReadonlyMap<string, string>, 'get'>;

export const noMacros: Macros = new Map();

/**
 * The LaTeX of a value: delimiters gone, parts joined, macros replaced. A macro that nobody has defined stands for its own
 * name, which makes the month macros (`jan` … `dec`) readable too.
 */
export function latexOf(text: string, field: BibtexField, macros: Macros): string {
	const { valueStart, valueEnd, shape } = field;
	if ((shape & Shape.joined) !== 0) return joinedParts(text, valueStart, valueEnd, macros);
	if ((shape & Shape.bare) !== 0) return bareText(text.slice(valueStart, valueEnd), macros);
	return text.slice(valueStart + 1, (shape & Shape.open) !== 0 ? valueEnd : valueEnd - 1);
}

/** A value as plain text. Most values hold no LaTeX, which the scan has noted, and are cut out as they are. */
export function plainOf(text: string, field: BibtexField, macros: Macros): string {
	const latex = latexOf(text, field, macros);
	if ((field.shape & (Shape.latex | Shape.joined)) !== 0) return plainText(latex);
	if ((field.shape & Shape.bare) !== 0) return isNumber(latex) ? latex : plainText(latex);
	return (field.shape & Shape.spaced) !== 0 || latex.includes('  ') ? collapsed(latex) : latex.trim();
}

/** A value that TeX takes as it is: an address, an identifier. */
export function verbatimOf(text: string, field: BibtexField, macros: Macros): string {
	const latex = latexOf(text, field, macros);
	return (field.shape & Shape.latex) === 0 && (field.shape & Shape.joined) === 0 ? latex.trim() : verbatimText(latex);
}

/** The items of a value separated by commas, or semicolons where it has no comma. */
export function itemsOf(text: string, field: BibtexField, macros: Macros): readonly string[] {
	const plain = plainOf(text, field, macros);
	if (plain === '') return [];
	return plain
		.split(plain.includes(',') ? ',' : ';')
		.map((item) => item.trim())
		.filter((item) => item !== '');
}

/** The keys in a `crossref`, `xdata`, `ids` or `related` field. */
export function keysOf(text: string, field: BibtexField, macros: Macros): readonly string[] {
	return latexOf(text, field, macros)
		.split(',')
		.map((key) => key.trim())
		.filter((key) => key !== '');
}

function isNumber(text: string): boolean {
	const code = text.charCodeAt(0);
	return code >= 48 && code <= 57;
}

function bareText(word: string, macros: Macros): string {
	if (isNumber(word)) return word;
	const macro = macros.get(word.toLowerCase());
	return macro === undefined || macro.length > longestMacro ? word : macro;
}

/**
 * A longer macro stands for its own name: many values that name it would cost its length each, and macros that name the ones before twice would grow
 * without end.
 */
export const longestMacro = 2000;

/** So many characters of macros are joined to one value; the names of the others stand for themselves. */
const mostOfMacros = 20_000;

function joinedParts(text: string, start: number, end: number, macros: Macros): string {
	let joined = '';
	let ofMacros = 0;
	let p = start;
	while (p < end) {
		const code = text.charCodeAt(p);
		if (code <= 32 || code === 35) p++;
		else if (code === 123) {
			const close = endOfGroup(text, p, end);
			joined += text.slice(p + 1, text.charCodeAt(close - 1) === 125 ? close - 1 : close);
			p = close;
		} else if (code === 34) {
			const close = endOfQuotes(text, p, end);
			joined += text.slice(p + 1, close);
			p = close + 1;
		} else {
			let stop = p + 1;
			while (stop < end && text.charCodeAt(stop) > 32 && text.charCodeAt(stop) !== 35) stop++;
			const word = text.slice(p, stop);
			const part = ofMacros < mostOfMacros ? bareText(word, macros) : word;
			ofMacros += part.length;
			joined += part;
			p = stop;
		}
	}
	return joined;
}

function endOfQuotes(text: string, start: number, end: number): number {
	let depth = 0;
	for (let p = start + 1; p < end; p++) {
		const code = text.charCodeAt(p);
		if (code === 123) depth++;
		else if (code === 125) depth--;
		else if (code === 34 && depth <= 0) return p;
	}
	return end;
}
