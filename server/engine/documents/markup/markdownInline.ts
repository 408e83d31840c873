import { finder } from '../../base/finder.js';
import type { Span } from '../../base/span.js';
import { isCrossReference } from './crossReferences.js';
import { pairsOf } from './latexArguments.js';
import { allCitingCommands } from './latexClassCommands.js';
import type { CommandShape } from './latexCommands.js';
import { cite } from './latexScan.js';
import { silentArgumentsOf } from './latexWithin.js';
import { MarkdownKeys } from './markdownKeys.js';
import { citationRole, citationsInRole, mystSeparator } from './role.js';
import { Findings, matchAt, patternFinder } from './scan.js';
import { movedCitation } from './splice.js';

/**
 * A key with its `@`: in braces anything without blanks, otherwise letters, digits and `_`, with single punctuation between them, and `:` or
 * `/` before another slash, as in addresses (Pandoc manual, "Citation syntax"; pandoc's `simpleCiteIdentifier`).
 */
export const citationKey = /@(?:\{([^{}\s]+)\}|([\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_]|[:.#$%&\-+?<>~/](?=[\p{L}\p{N}_])|[:/](?=\/))*))/uy;

const codeAttributes = /\{[^{}\n]*\}/y;
const attributes = /\{(?:[#.:=%][^{}\n]*|-|[\w-]+=[^{}\n]*|(?:\{<[^\n]*?>\})[^{}\n]*)\}/y;
const role = /\{([A-Za-z][\w:.-]*)\}(?=`)/y;
const command = /\\[A-Za-z]+\*?(?:\[[^[\]\n]*\]|\{[^{}\n]*\})*/y;
const commandName = /\\([A-Za-z]+)\*?/y;
const commandOptions = /(?:\[[^[\]\n]*\])*/y;
const commandArgument = /\{[^{}\n]*\}/y;
/** In a table the bar before the label is escaped (Obsidian help, "Tables"). */
const wikilink = /\[\[((?:(?:[^[\]|#\n@;\\/]{1,100}\/){0,20}@)?)([^[\]|#\n@;\\]+)(#[^[\]|\n\\]*)?(\\?\|[^[\]\n]*)?\]\]/y;
const footnote = /\[\^[^[\]\s]+\]/y;
const linkTarget = /\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/y;
/** The beginning of a link to a DOI that MyST cites (MyST guide, "Citations", "Citing DOIs"). */
const doiTarget = /\((doi:)10\.\d{4,9}\/[^\s()<>]+\)/iy;
const doiAutolink = /<(doi:)10\.\d{4,9}\/[^\s<>]+>/iy;
/** The roles of d2lbook's Markdown ("d2lbook", "Markdown", "References"). */
const colonRole = /:cite[tp]?:(?=`)/y;
const linkLabel = /\[[^[\]\n@]*\]/y;
const tag = /<\/?[A-Za-z][^<>]*>/y;
const rawElement = /<(script|style|pre|textarea)\b/iy;
const address = /[\w.-]*\w/y;
const url = /(?:(?!\[\^)[^\s<>)\]"])*/y;

/**
 * Reads inline Markdown from `run.start` to `run.end` in one pass: collects citations and marks what is not prose. Returns the offset at
 * which reading continues: the end of the run, or later where a comment or raw element extends beyond it. `findInText` is one finder
 * for all runs of the text.
 */
export function readInline(text: string, run: Span, findings: Findings, findInText: ReturnType<typeof finder>): number {
	return new RunReader(text, run, findings, findInText).read();
}

/** Reads one run. The methods named `read…` take the offset of a construct's first character and return where reading continues. */
class RunReader {
	readonly #text: string;
	readonly #start: number;
	readonly #end: number;
	readonly #findings: Findings;
	readonly #findInText: ReturnType<typeof finder>;
	/** The text up to the run's end. */
	readonly #inside: string;
	readonly #find: ReturnType<typeof finder>;
	readonly #nextDollar: ReturnType<typeof patternFinder>;
	readonly #keys: MarkdownKeys;
	/** Offsets of the brackets that are open. */
	readonly #opens: number[] = [];
	/** Offsets of the backticks that may still close code, by their number; the last is the first in the text. */
	#ticks: Map<number, number[]> | undefined;
	#lastKeyEnd = -1;

	constructor(text: string, { start, end }: Span, findings: Findings, findInText: ReturnType<typeof finder>) {
		this.#text = text;
		this.#start = start;
		this.#end = end;
		this.#findings = findings;
		this.#findInText = findInText;
		this.#inside = text.slice(0, end);
		this.#find = finder(this.#inside);
		this.#nextDollar = patternFinder(this.#inside, /(?<!\\)\$/g);
		this.#keys = new MarkdownKeys(this.#inside, findings);
	}

	read(): number {
		const inside = this.#inside;
		const end = this.#end;
		let at = this.#start;
		while (at < end) at = this.#readSign(inside.charCodeAt(at), at);
		this.#keys.end();
		return Math.max(at, end);
	}

	#readSign(code: number, at: number): number {
		switch (code) {
			case 92 /* \ */:
				return this.#readCommand(at);
			case 96 /* ` */:
				return this.#readCode(at);
			case 123 /* { */:
				return this.#readBrace(at);
			case 36 /* $ */:
				return this.#readMath(at);
			case 60 /* < */:
				return this.#readTag(at);
			case 91 /* [ */:
				return this.#readOpeningBracket(at);
			case 93 /* ] */:
				return this.#readClosingBracket(at);
			case 59 /* ; */:
				if (this.#opens.length > 0) this.#keys.addSeparator(at);
				return at + 1;
			case 58 /* : */:
				return this.#readColon(at);
			case 64 /* @ */:
				return this.#readAt(at);
			default:
				return at + 1;
		}
	}

	/** Marks the attributes in braces at `at`, if there are any, and returns their end. */
	#markAttributes(at: number, pattern = attributes): number {
		return (this.#inside.charCodeAt(at) === 123 ? this.#findings.markMatch(pattern, this.#inside, at) : undefined) ?? at;
	}

	/** Returns the end of the code that `length` backticks at `from` open; `undefined` where it never closes. */
	#codeEnd(from: number, length: number): number | undefined {
		this.#ticks ??= ticksIn(this.#inside, from);
		const places = this.#ticks.get(length) ?? [];
		while (places.length > 0 && places.at(-1)! <= from) places.pop();
		const close = places.at(-1);
		return close === undefined ? undefined : close + length;
	}

	/** A command of LaTeX, up to the first argument that it prints; or an escaped sign. */
	#readCommand(at: number): number {
		const name = matchAt(commandName, this.#inside, at);
		if (!name) return at + 2;
		const whole = at + matchAt(command, this.#inside, at)![0].length;
		const shape = allCitingCommands.get(name[1]!);
		if (shape !== undefined) return this.#citeInLatex(at, at + 1 + name[1]!.length, whole, shape);
		const silent = silentArgumentsOf(name[1]!);
		if (silent === Number.POSITIVE_INFINITY) return this.#findings.markOpaque(at, whole);
		let end = at + name[0].length;
		for (let left = silent; left >= 0; left--) {
			end += matchAt(commandOptions, this.#inside, end)![0].length;
			if (left === 0 || this.#inside[end] !== '{') break;
			const argument = matchAt(commandArgument, this.#inside, end);
			if (!argument) break;
			end += argument[0].length;
		}
		return this.#findings.markOpaque(at, this.#inside[end] === '{' ? end + 1 : end);
	}

	/** A citing command of LaTeX, which pandoc passes on to it, from `at` to `end`; its name ends at `after` (Pandoc manual, "Extension: raw_tex"). */
	#citeInLatex(at: number, after: number, end: number, shape: CommandShape): number {
		const source = this.#inside.slice(at, end);
		const cited = new Findings();
		cite(source, pairsOf(source), 0, after - at, shape, cited);
		for (const citation of cited.scanOf(source.length).citations) this.#findings.cite(movedCitation(citation, at));
		this.#findings.markSyntax(at, end);
		return end;
	}

	#readCode(at: number): number {
		let length = 1;
		while (this.#inside.charCodeAt(at + length) === 96) length++;
		const close = this.#codeEnd(at, length);
		return close === undefined ? at + length : this.#markAttributes(this.#findings.markOpaque(at, close), codeAttributes);
	}

	/** A MyST role or attributes. */
	#readBrace(at: number): number {
		const named = matchAt(role, this.#inside, at);
		const target = at + (named?.[0].length ?? 0);
		const close = named ? this.#codeEnd(target, 1) : undefined;
		if (!named || close === undefined) return Math.max(at + 1, this.#markAttributes(at));
		return citationRole.test(named[1]!) ? this.#readRole(at, target, close) : this.#findings.markOpaque(at, close);
	}

	/** The citations of a role that begins at `at` and whose target in backticks begins at `target`. */
	#readRole(at: number, target: number, close: number): number {
		for (const citation of citationsInRole(this.#text, { start: target + 1, end: close - 1 }, { start: at, end: close }, mystSeparator))
			this.#findings.cite(citation);
		this.#findings.markSyntax(at, close);
		return close;
	}

	#readMath(at: number): number {
		const next = this.#inside[at + 1];
		if (next === '$') {
			const close = this.#find('$$', at + 2);
			return close < 0 ? at + 2 : this.#findings.markOpaque(at, close + 2);
		}
		const isOpening = next !== undefined && !/\s/.test(next) && !/[\p{L}\p{N}]/u.test(this.#inside[at - 1] ?? '');
		// The next dollar closes or nothing does: pandoc gives up where a blank precedes it or a digit follows.
		const close = isOpening ? this.#nextDollar(at + 2) : -1;
		const closes = close >= 0 && !/\s/.test(this.#inside[close - 1]!) && !/\d/.test(this.#inside[close + 1] ?? '');
		return !closes ? at + 1 : this.#findings.markOpaque(at, close + 1);
	}

	/** A comment, a raw HTML element up to its end tag, or a tag. */
	#readTag(at: number): number {
		if (this.#inside.startsWith('<!--', at)) {
			const close = this.#findInText('-->', at + 4);
			return this.#findings.markOpaque(at, close < 0 ? this.#text.length : close + 3);
		}
		const cited = matchAt(doiAutolink, this.#inside, at);
		if (cited) return this.#citeAddress(at, at + 1 + cited[1]!.length, at + cited[0].length, at);
		const raw = matchAt(rawElement, this.#inside, at);
		const close = raw ? this.#findInText(`</${raw[1]}`, at) : -1;
		return close < 0 ? (this.#findings.markMatch(tag, this.#inside, at) ?? at + 1) : this.#findings.markOpaque(at, close);
	}

	/** A reference to a footnote, a wikilink, or brackets. */
	#readOpeningBracket(at: number): number {
		const footnoteEnd = this.#findings.markMatch(footnote, this.#inside, at);
		if (footnoteEnd !== undefined) return footnoteEnd;
		const link = this.#inside.charCodeAt(at + 1) === 91 ? matchAt(wikilink, this.#inside, at) : null;
		if (link) {
			readWikilink(link, this.#findings);
			return at + link[0].length;
		}
		this.#opens.push(at);
		return at + 1;
	}

	#readClosingBracket(at: number): number {
		const open = this.#opens.pop();
		const after = at + 1;
		if (open === undefined) return after;
		const inside = this.#inside;
		const next = inside[after];
		const target = next === '(' ? matchAt(linkTarget, inside, after) : next === '[' ? matchAt(linkLabel, inside, after) : null;
		const cited = next === '(' ? matchAt(doiTarget, inside, after) : null;
		if (cited) {
			this.#keys.closeBrackets(open, after, true);
			return this.#citeAddress(open, after + 1 + cited[1]!.length, after + cited[0].length, after);
		}
		const isLink = target !== null || (next === '{' && matchAt(attributes, inside, after) !== null);
		this.#keys.closeBrackets(open, after, isLink);
		return this.#markAttributes(target ? this.#findings.markOpaque(after, after + target[0].length) : after);
	}

	/** Cites the DOI that ends an address from `start` on, before its closing sign; the construct extends from `from` to `end`. */
	#citeAddress(from: number, start: number, end: number, opaqueFrom: number): number {
		const span = { start, end: end - 1 };
		this.#findings.cite({ key: this.#text.slice(span.start, span.end), span, group: { start: from, end }, kind: 'link' });
		return this.#findings.markOpaque(opaqueFrom, end);
	}

	/** A bare address, or the citation role of a notebook for d2l (`:cite:`…``, `:citet:`…``). */
	#readColon(at: number): number {
		const named = matchAt(colonRole, this.#inside, at);
		if (named) {
			const close = this.#codeEnd(at + named[0].length, 1);
			if (close !== undefined) return this.#readRole(at, at + named[0].length, close);
		}
		if (this.#inside.charCodeAt(at + 1) !== 47 || this.#inside.charCodeAt(at + 2) !== 47) return at + 1;
		const scheme = schemeStart(this.#inside, at);
		return scheme === at ? at + 1 : this.#findings.markOpaque(scheme, at + matchAt(url, this.#inside, at)![0].length);
	}

	/** A key, or an e-mail address. */
	#readAt(at: number): number {
		const before = this.#inside[at - 1] ?? ' ';
		if (/[\p{L}\p{N}]/u.test(before)) return this.#readMailAddress(at);
		const found = matchAt(citationKey, this.#inside, at);
		if (!found) return at + 1;
		const [all, braced, plain] = found;
		const after = at + all.length;
		if (this.#isWithinWord(before, at)) return after;
		const start = braced === undefined ? at + 1 : at + 2;
		const span = { start, end: start + (braced ?? plain!).length };
		if (plain !== undefined && isCrossReference(plain)) this.#findings.markSyntax(at, after);
		else this.#keys.add(before === '-' ? at - 1 : at, after, span);
		this.#lastKeyEnd = after;
		return after;
	}

	/** Whether an `@` after the sign `before` belongs to a handle or path rather than to a key. */
	#isWithinWord(before: string, at: number): boolean {
		if (before === '@' || before === '.') return true;
		return before === '/' && this.#lastKeyEnd !== at - 1 && !/\s/.test(this.#inside[at - 2] ?? ' ');
	}

	#readMailAddress(at: number): number {
		const host = matchAt(address, this.#inside, at + 1);
		if (!host) return at + 1;
		let from = at;
		while (from > this.#start && at - from < 64 && /[\p{L}\p{N}.+_-]/u.test(this.#inside[from - 1]!)) from--;
		return this.#findings.markOpaque(from, at + 1 + host[0].length);
	}
}

/** Returns the offsets of backticks from `from` on, by their number, the last first. */
function ticksIn(text: string, from: number): Map<number, number[]> {
	const ticks = new Map<number, number[]>();
	for (const { 0: sign, index } of text.slice(from).matchAll(/`+/g)) {
		const places = ticks.get(sign.length);
		if (places) places.push(from + index);
		else ticks.set(sign.length, [from + index]);
	}
	for (const places of ticks.values()) places.reverse();
	return ticks;
}

/** A wikilink `[[key]]`, `[[@key#heading|label]]`, `[[folder/@key.md]]`: the key is cited, the label is prose. */
function readWikilink(link: RegExpExecArray, findings: Findings): void {
	const [all, sigil = '', name = '', , label] = link;
	const nameStart = link.index + 2 + sigil.length;
	const key = name.trim().replace(sigil === '' ? '' : /\.(?:md|markdown)$/i, '');
	const start = nameStart + name.indexOf(key);
	const end = link.index + all.length;
	if (key && link.input[link.index - 1] !== '!')
		findings.cite({ key, span: { start, end: start + key.length }, group: { start: link.index, end }, kind: 'wikilink' });
	const labelStart = label === undefined ? end : end - 2 - label.length + label.indexOf('|') + 1;
	findings.markSyntax(link.index, labelStart);
}

/** Returns where the address with its `://` at `colon` begins; `colon` itself where no letters precede it. */
function schemeStart(text: string, colon: number): number {
	let start = colon;
	while (start > 0 && colon - start < 12 && /[a-z]/i.test(text[start - 1]!)) start--;
	return start;
}
