import { finder } from '../../base/finder.js';
import type { Span } from '../../base/span.js';
import type { CitationRequest, Completing, Markup } from './markup.js';
import { overlaps } from './ranges.js';
import { filesAgain, readBlocksAgain } from './rereading.js';
import { readBlocks } from './restructuredTextBlocks.js';
import {
	citationRole,
	citationsInRole,
	completingInRole,
	completingWithoutKeyPrefix,
	hasKeyPrefixes,
	roleTarget,
	withoutKeyPrefixes,
} from './role.js';
import {
	answersFrom,
	type DocumentScan,
	Findings,
	isInside,
	matchAt,
	memoizeWithEdits,
	patternFinder,
	type ReadText,
	type Scan,
} from './scan.js';

const special = /\\|``?|:(?=[A-Za-z])|\bhttps?:\/\//g;
const role = /:([A-Za-z][\w.+-]{0,40}(?::[A-Za-z][\w.+-]{0,40}){0,3}):`/y;
const suffixRole = /:([A-Za-z][\w.+-]{0,40}(?::[A-Za-z][\w.+-]{0,40}){0,3}):/y;
const address = /https?:\/\/[^\s<>`"]*/y;
const linkTarget = /<[^<>`]*>$/;
/** Roles whose text is running text (docutils, "reStructuredText Interpreted Text Roles"; Sphinx, "Roles"). */
const textRole =
	/^(?:emphasis|strong|title|title-reference|t|sub|subscript|sup|superscript|small-?caps|sc|term|dfn|underline|u|abbr|abbreviation|ac|acronym)$/;

/** How much of the text of a role is running text: all of what only has another form, and what a link shows, before its target in angle brackets. */
function shownByRole(role: string, text: string): number {
	if (citationRole.test(role)) return 0;
	const title = /^([^<>]*\S)\s+<[^<>]*>$/.exec(text)?.[1];
	if (title !== undefined) return codeRole.test(role) ? 0 : title.length;
	if (!textRole.test(role)) return 0;
	return role.startsWith('abbr') ? text.replace(/\([^()]*\)$/, '').trimEnd().length : text.length;
}

/** Roles of code and maths. */
const codeRole = /code|math|literal|samp|kbd|file|command|program|raw|class|meth|func|attr|mod|obj|data|exc|eq$/;

/** Reads inline markup. The methods named `read…` take the offset of a construct's first character and return where reading continues. */
class InlineReader {
	readonly #text: string;
	/** The blocks that hold no running text. Sorted, without overlaps. */
	readonly #hidden: readonly Span[];
	readonly #findings = new Findings();
	readonly #find: ReturnType<typeof finder>;
	readonly #paragraphEnd: ReturnType<typeof patternFinder>;
	readonly #backquote: ReturnType<typeof patternFinder>;

	constructor(text: string, hidden: readonly Span[]) {
		this.#text = text;
		this.#hidden = hidden;
		for (const { start, end } of hidden) this.#findings.markOpaque(start, end);
		this.#find = finder(text);
		// An escaped sign closes nothing, nor does one right before a word (docutils, "Inline markup recognition rules").
		this.#backquote = patternFinder(text, /(?<!\\)`(?![\p{L}\p{N}])/gu);
		this.#paragraphEnd = patternFinder(text, /\n[ \t\r]*\n/g);
	}

	read(): Scan {
		special.lastIndex = 0;
		for (let found = special.exec(this.#text); found; found = special.exec(this.#text)) {
			const at = found.index;
			if (overlaps(this.#hidden, { start: at, end: at + 1 })) continue;
			special.lastIndex = this.#readSign(found[0], at);
		}
		return this.#findings.scanOf(this.#text.length);
	}

	#readSign(sign: string, at: number): number {
		switch (sign) {
			case '\\':
				return at + 2;
			case '``':
				return this.#readLiteral(at);
			case '`':
				return this.#readInterpreted(at);
			case ':':
				return this.#readRole(at);
			default:
				return this.#findings.markOpaque(at, at + matchAt(address, this.#text, at)![0].length);
		}
	}

	/** Returns where the construct that opens before `from` closes in the same paragraph, −1 if it does not. */
	#closing(sign: string, from: number): number {
		const end = sign === '`' ? this.#backquote(from) : this.#find(sign, from);
		const limit = this.#paragraphEnd(from);
		return limit >= 0 && end > limit ? -1 : end;
	}

	#readLiteral(at: number): number {
		const close = this.#closing('``', at + 2);
		return close < 0 ? at + 2 : this.#findings.markOpaque(at, close + 2);
	}

	/** Interpreted text with its role after it, or a link. */
	#readInterpreted(at: number): number {
		const text = this.#text;
		const start = at + 1;
		const close = this.#closing('`', start);
		if (close < 0) return start;
		const role = matchAt(suffixRole, text, close + 1);
		if (role) return this.#interpret(role[1]!, { start, end: close }, { start: at, end: close + 1 + role[0].length });
		const target = linkTarget.exec(text.slice(Math.max(start, close - 500), close));
		if (target) this.#findings.markOpaque(close - target[0].length, close);
		return close + 1;
	}

	/** A role with its interpreted text after it. */
	#readRole(at: number): number {
		const named = matchAt(role, this.#text, at);
		const start = at + (named?.[0].length ?? 0);
		const close = named ? this.#closing('`', start) : -1;
		return named && close >= 0 ? this.#interpret(named[1]!, { start, end: close }, { start: at, end: close + 1 }) : at + 1;
	}

	/** Text interpreted by a role: citations, or something else that is no running text. */
	#interpret(role: string, target: Span, group: Span): number {
		const shown = shownByRole(role, this.#text.slice(target.start, target.end));
		this.#findings.markSyntax(group.start, target.start);
		this.#findings.markSyntax(target.start + shown, group.end);
		if (citationRole.test(role)) for (const citation of citationsInRole(this.#text, target, group)) this.#findings.cite(citation);
		return group.end;
	}
}

/** Reads a whole text. */
export function readRestructuredText(text: string): DocumentScan {
	const blocks = new Findings();
	const files = readBlocks(text, blocks);
	const read = new InlineReader(text, blocks.scanOf(text.length).opaque).read();
	return { ...read, ...files, citations: withoutKeyPrefixes(text, read.citations) };
}

/** Returns what `readRestructuredText` returns, from the reading of the text before an edit; `undefined` where the edit may reach farther. */
export function readRestructuredTextAgain(before: ReadText<DocumentScan>, text: string): DocumentScan | undefined {
	if (hasKeyPrefixes(before.text) || hasKeyPrefixes(text)) return undefined;
	const found = readBlocksAgain(before, text, readRestructuredText);
	return found && { ...found.scan, ...filesAgain(before.reading, found) };
}

const scan = memoizeWithEdits(readRestructuredText, readRestructuredTextAgain);

/** reStructuredText with sphinxcontrib-bibtex ("Roles and Directives"). */
export const restructuredText: Markup = {
	...answersFrom(scan),
	completing,
	write,
};

/** How far before the cursor a role may begin. */
const reach = 2000;

function completing(text: string, offset: number): Completing | undefined {
	const window = text.slice(Math.max(0, offset - reach), offset);
	const found = /:(?:foot)?cite(?::[a-z]+)*:`([^`]*)$/.exec(window);
	if (!found || /\n[ \t\r]*\n/.test(found[1]!)) return undefined;
	if (isInside(scan(text).opaque, offset - found[0].length + 1)) return undefined;
	const completing = completingInRole(text, offset - found[1]!.length, offset);
	return completing && completingWithoutKeyPrefix(text, completing);
}

function write(request: CitationRequest): string {
	return `:cite:${request.style === 'narrative' ? 't' : 'p'}:\`${roleTarget(request)}\``;
}
