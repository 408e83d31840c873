import { finder } from '../../../base/finder.js';
import {
	accentCommands,
	addressCommands,
	declarations,
	dingbat,
	letterCommands,
	secondArgumentCommands,
	silentCommands,
	subscripts,
	superscripts,
	symbolCommands,
} from './symbols.js';

const backslash = 92;
const dollar = 36;
const brace = 123;
const closingBrace = 125;
const tilde = 126;
const dash = 45;
const backtick = 96;
const apostrophe = 39;

/** Arguments inside arguments, deeper than any text has them; damage may. */
const deepest = 40;

/**
 * LaTeX as plain Unicode text: accents of every form, symbols, dashes and quotes resolved, formatting commands and braces
 * gone, white space collapsed. Maths stays as `$…$`. What isn't known keeps its name or argument; never throws.
 */
export function plainText(latex: string): string {
	return collapsed(new Converter(latex, 0).convert(0, latex.length));
}

/** The same for a piece of a longer text, whose blanks at the ends stay. */
export const plainPiece = (latex: string): string => new Converter(latex, 0).convert(0, latex.length);

/** White space of any kind as single blanks, none at the ends. */
export function collapsed(text: string): string {
	return (/\s\s|[\t\r\n]/.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
}

/**
 * The text of a field that TeX takes as it is, such as an address or a path (biblatex's "verbatim" and "URI", manual
 * § 2.2.1). Braces, and the backslashes that many programs put before special characters nevertheless, go.
 */
export function verbatimText(latex: string): string {
	if (!/[\\{}$]/.test(latex)) return latex.trim();
	return latex
		.replace(/\\url\s*(?=\{)/g, '')
		.replace(/\\(?:textasciitilde|~|sim)(?:\s*\{\s*\})?|\$\\sim\$/g, '~')
		.replace(/\\textunderscore(?:\s*\{\s*\})?/g, '_')
		.replace(/\\text(less|greater)(?![A-Za-z])(?:\s*\{\s*\}|\s+)?/g, (_, sign: string) => (sign === 'less' ? '<' : '>'))
		.replace(/\$([<>])\$/g, '$1')
		.replace(/\{?\$\\backslash\$\}?|\\textbackslash(?:\s*\{\s*\})?/g, '\\')
		.replace(/\\([_%&#$^{}])/g, '$1')
		.replace(/[{}]/g, '')
		.trim();
}

/**
 * The offset behind the group whose brace is at `start`; the end where it isn't closed. Every brace counts, as it does when
 * BibTeX reads the value.
 */
export function endOfGroup(latex: string, start: number, end = latex.length): number {
	let depth = 0;
	for (let p = start; p < end; p++) {
		const code = latex.charCodeAt(p);
		if (code === brace) depth++;
		else if (code === closingBrace && --depth === 0) return p + 1;
	}
	return end;
}

/** Whether each brace of a text has its partner, as BibTeX counts them: also behind a backslash. */
export function isBalanced(text: string): boolean {
	let depth = 0;
	for (const character of text) {
		if (character === '{') depth++;
		else if (character === '}' && --depth < 0) return false;
	}
	return depth === 0;
}

/** The same as TeX groups: a brace behind a backslash is a character. Where that finds no end, as BibTeX. */
function endOfArgument(latex: string, start: number, end: number): number {
	let depth = 0;
	for (let p = start; p < end; p++) {
		const code = latex.charCodeAt(p);
		if (code === backslash) p++;
		else if (code === brace) depth++;
		else if (code === closingBrace && --depth === 0) return p + 1;
	}
	return endOfGroup(latex, start, end);
}

class Converter {
	private at = 0;
	private out = '';

	/** Made where it is needed: few values have conditions. */
	private next: ReturnType<typeof finder> | undefined;

	constructor(
		private readonly latex: string,
		private readonly depth: number,
	) {}

	/** The text from `start` to `end`. */
	convert(start: number, end: number): string {
		const { latex } = this;
		let plain = start;
		this.at = start;
		while (this.at < end) {
			const p = this.at;
			const code = latex.charCodeAt(p);
			const special =
				code === backslash ||
				code === brace ||
				code === closingBrace ||
				code === dollar ||
				code === tilde ||
				((code === dash || code === backtick || code === apostrophe) && latex.charCodeAt(p + 1) === code) ||
				(code === backtick && p > start && (latex[p - 1] === '?' || latex[p - 1] === '!'));
			if (!special) {
				this.at++;
				continue;
			}
			this.out += latex.slice(plain, p);
			this.at++;
			if (code === backslash) this.command(end);
			else if (code === dollar) this.maths(p, end);
			else if (code === tilde) this.out += ' ';
			else if (code === dash) this.dashes(p, end);
			else if (code === backtick) this.openingQuote(p);
			else if (code === apostrophe) {
				this.out += '”';
				this.at = p + 2;
			}
			plain = this.at;
		}
		return this.out + latex.slice(plain, end);
	}

	private dashes(start: number, end: number): void {
		while (this.at < end && this.latex.charCodeAt(this.at) === dash) this.at++;
		const count = this.at - start;
		this.out += count === 2 ? '–' : count === 3 ? '—' : '-'.repeat(count);
	}

	private openingQuote(start: number): void {
		if (this.latex.charCodeAt(start + 1) === backtick) {
			this.out += '“';
			this.at = start + 2;
		} else {
			this.out = this.out.slice(0, -1) + (this.latex[start - 1] === '?' ? '¿' : '¡');
		}
	}

	/** Copies `$…$` as it is. A dollar without a second one is a dollar. */
	private maths(start: number, end: number): void {
		let close = start;
		do close = this.latex.indexOf('$', close + 1);
		while (close > 0 && this.latex.charCodeAt(close - 1) === backslash);
		if (close < 0 || close >= end) {
			this.out += '$';
			return;
		}
		// `$$…$$` is maths as well.
		if (close === start + 1) {
			const display = this.latex.indexOf('$$', close + 1);
			close = display < 0 || display + 1 >= end ? close : display + 1;
		}
		this.out += this.latex.slice(start, close + 1);
		this.at = close + 1;
	}

	/** What follows a backslash. */
	private command(end: number): void {
		const { latex } = this;
		const start = this.at;
		let stop = start;
		while (stop < end && isLetter(latex.charCodeAt(stop))) stop++;
		if (stop === start) stop = Math.min(end, start + 1);
		const name = latex.slice(start, stop);
		this.at = stop;
		const isWord = isLetter(name.charCodeAt(0));
		if (isWord && latex[this.at] === '*') this.at++;

		const accent = accentCommands.get(name);
		if (accent && this.takesAccent(isWord, name, end)) {
			this.out += accented(this.argument(end), accent);
			return;
		}
		const letter = letterCommands.get(name);
		if (letter !== undefined) {
			this.out += letter;
			this.endOfWord(end);
			return;
		}
		const symbol = symbolCommands.get(name);
		if (symbol !== undefined) {
			this.out += symbol;
			// So does a sign's; behind a name such as TeX's a blank was mostly meant.
			if (isWord && !/\p{L}$/u.test(symbol)) this.endOfWord(end);
		} else if (name === 'ifmmode') this.textBranch(end);
		else if (!isWord) this.special(name, end);
		else if (declarations.has(name)) this.skipBlanks(end);
		else this.withArgument(name, end);
	}

	/** Whether an accent is here: `\v` needs an argument, while `\varphi` is another word. */
	private takesAccent(isWord: boolean, name: string, end: number): boolean {
		if (!isWord) return true;
		if (name.length > 1) return this.latex[this.at] === '{';
		return this.at < end;
	}

	private special(name: string, end: number): void {
		if (name === '(' || name === '[') {
			const close = this.latex.indexOf(name === '(' ? '\\)' : '\\]', this.at);
			if (close >= 0 && close < end) {
				this.out += `$${this.latex.slice(this.at, close)}$`;
				this.at = close + 2;
				return;
			}
		}
		this.out += name.trim() === '' ? ' ' : name;
	}

	private withArgument(name: string, end: number): void {
		const next = this.latex[this.at];
		if (silentCommands.has(name)) {
			while (this.latex[this.at] === '[') this.at = Math.min(end, this.latex.indexOf(']', this.at) + 1 || end);
			this.argument(end);
		} else if (secondArgumentCommands.has(name) && next === '{') {
			this.at = Math.min(end, endOfArgument(this.latex, this.at, end));
		} else if (addressCommands.has(name) && next === '{') {
			const close = endOfGroup(this.latex, this.at, end);
			this.out += verbatimText(this.latex.slice(this.at, close));
			this.at = close;
		} else if (name === 'enquote' || name === 'mkbibquote') {
			this.out += `“${this.argument(end)}”`;
		} else if (name === 'textsuperscript' || name === 'textsubscript') {
			this.out += script(this.argument(end), name === 'textsuperscript' ? superscripts : subscripts);
		} else if (name === 'ding') {
			this.out += dingbat(Number(this.argument(end)));
		} else if (name === 'ensuremath' && next === '{') {
			const close = endOfArgument(this.latex, this.at, end);
			this.out += `$${this.latex.slice(this.at + 1, close - 1)}$`;
			this.at = close;
		} else if (this.isDeclaration(name, end)) this.skipBlanks(end);
		else if (next !== '{' && next !== '[') {
			this.out += name;
		}
	}

	private isDeclaration(name: string, end: number): boolean {
		const start = this.at - name.length - 1;
		return this.latex[start - 1] === '{' && lengthOfDeclaration(this.latex.slice(start, Math.min(end, this.at + 20))) > 0;
	}

	/** Goes to what `\ifmmode … \else … \fi` prints outside of formulas. */
	private textBranch(end: number): void {
		this.next ??= finder(this.latex);
		const [otherwise, close] = [this.next('\\else', this.at), this.next('\\fi', this.at)];
		if (otherwise >= 0 && otherwise < end && (close < 0 || otherwise < close)) this.at = otherwise + '\\else'.length;
		else if (close >= 0 && close < end) this.at = close;
		this.skipBlanks(end);
	}

	/** A letter's command swallows the blanks behind it, and an empty group (`\o{}`) that keeps it from doing so. */
	private endOfWord(end: number): void {
		if (this.latex.startsWith('{}', this.at)) this.at = Math.min(end, this.at + 2);
		else this.skipBlanks(end);
	}

	private skipBlanks(end: number): void {
		while (this.at < end && this.latex.charCodeAt(this.at) <= 32) this.at++;
	}

	/** The argument here, converted: a group, a command, or one character. */
	private argument(end: number): string {
		this.skipBlanks(end);
		if (this.at >= end) return '';
		const code = this.latex.charCodeAt(this.at);
		if (code === closingBrace) return '';
		const start = this.at;
		if (code === brace) {
			this.at = endOfArgument(this.latex, start, end);
			const close = this.latex.charCodeAt(this.at - 1) === closingBrace ? this.at - 1 : this.at;
			return this.depth >= deepest
				? this.latex.slice(start + 1, close)
				: new Converter(this.latex, this.depth + 1).convert(start + 1, close);
		}
		if (code === backslash && this.depth < deepest) {
			const inner = new Converter(this.latex, this.depth + 1);
			inner.at = start + 1;
			inner.command(end);
			this.at = inner.at;
			return inner.out;
		}
		const character = String.fromCodePoint(this.latex.codePointAt(start)!);
		this.at = start + character.length;
		return character;
	}
}

/**
 * The length of a command, with the blanks behind it, that is not known but begins a group as those of fonts do: `\sltt ` of `{\sltt DVI}`. None where
 * the group begins otherwise or the command is all that it has.
 */
export function lengthOfDeclaration(group: string): number {
	const [head = '', name = ''] = /^\\([a-z]+|[A-Za-z]*font)\s+(?=\S)/.exec(group) ?? [];
	const isKnown = accentCommands.has(name) || letterCommands.has(name) || symbolCommands.has(name) || silentCommands.has(name);
	return isKnown ? 0 : head.length;
}

function isLetter(code: number): boolean {
	return (code | 32) >= 97 && (code | 32) <= 122;
}

/** The first letter with the accent on it. Dotless letters get their plain form, from which Unicode composes. */
function accented(text: string, [combining, alone]: readonly [string, string]): string {
	const first = /^\P{M}\p{M}*/u.exec(text)?.[0];
	if (first === undefined || first.trim() === '') return alone + text;
	const above = combining < '\u0316';
	const base = above && first === 'ı' ? 'i' : above && first === 'ȷ' ? 'j' : first;
	return (base + combining).normalize('NFC') + text.slice(first.length);
}

function script(text: string, table: ReadonlyMap<string, string>): string {
	let raised = '';
	for (const character of text) {
		const form = table.get(character);
		if (form === undefined) return text;
		raised += form;
	}
	return raised;
}
