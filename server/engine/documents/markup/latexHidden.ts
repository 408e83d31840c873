import { finder } from '../../base/finder.js';
import type { Span } from '../../base/span.js';
import { matchAt, patternFinder } from './scan.js';

/** Environments whose content LaTeX does not read as LaTeX, as a pattern. */
export const verbatim =
	'verbatim\\*?|[VBL]?Verbatim\\*?|alltt|lstlisting|minted|comment|filecontents(?:g?def(?:macro)?|here)?\\*?|VerbatimOut\\*?|verbatimwrite|writeverbatim|tcbverbatimwrite|luacode\\*?|pycode|pyblock|sagesilent|asy|gnuplot|markdown|Highlighting';

const hiding = new RegExp(
	[
		'%[^\\n]*',
		`\\\\begin[ \\t]*\\{(?<environment>${verbatim})\\}`,
		'\\\\(?<inline>verb\\*?|Verb\\*?|VERB|lstinline|mintinline)(?![A-Za-z])',
		'\\\\(?<address>url|nolinkurl|path|href)(?=[ \\t]*\\{)',
		'\\\\(?<off>iffalse)(?![A-Za-z])',
		'\\\\(?<over>end[ \\t]*\\{document\\})',
		// A chunk of R code (Sweave, knitr): `<<label>>=` to a line that begins with `@`.
		'(?<chunk>^<<[^\\r\\n\\u2028\\u2029<>]{0,500}>>=)',
		'\\\\[\\s\\S]',
	].join('|'),
	'gm',
);
const options = /\[[^\]\n]*\]/y;
const language = /\{[^{}\n]*\}/y;
const target = /[ \t]*\{(?:[^{}\n\\]|\\[^\n]|\{[^{}\n]*\})*\}/y;

/** What LaTeX does not read as text: comments, verbatim, addresses, `\iffalse` and what follows the document. In order. */
function hiddenInLatex(text: string): Span[] {
	const hidden: Span[] = [];
	const find = finder(text);
	const findChunkEnd = patternFinder(text, /^@/gm);
	const findFi = patternFinder(text, /\\fi(?![A-Za-z])/g);
	hiding.lastIndex = 0;
	for (let found = hiding.exec(text); found; found = hiding.exec(text)) {
		const start = found.index;
		const after = start + found[0].length;
		const { environment, inline, address, off, over, chunk } = found.groups!;
		let end = -1;
		if (text[start] === '%') end = after;
		else if (environment) end = find(`\\end{${environment}}`, after);
		else if (inline) end = inlineEnd(text, inline, after, find);
		else if (address) end = after + (matchAt(target, text, after)?.[0].length ?? 0);
		else if (off) end = findFi(after);
		else if (over) end = text.length;
		else if (chunk) end = findChunkEnd(after);
		if (end <= start) continue;
		// The caption of a listing is text.
		const caption = environment === 'lstlisting' ? captionAt(text, after) : undefined;
		if (caption && caption.end < end) hidden.push({ start, end: caption.start }, { start: caption.end, end });
		else hidden.push({ start, end });
		hiding.lastIndex = Math.max(end, after);
	}
	return hidden;
}

const captionOption = /[ \t]*\[(?:[^\][{}]|\{[^{}]*\})*?\bcaption[ \t]*=[ \t]*\{(?=((?:[^{}]|\{[^{}]*\})*)\})/y;

/** The caption among the options at an offset. */
function captionAt(text: string, at: number): Span | undefined {
	const found = matchAt(captionOption, text, at);
	const start = at + (found?.[0].length ?? 0);
	return found ? { start, end: start + found[1]!.length } : undefined;
}

/** Where the code after `\verb`, `\lstinline[…]` or `\mintinline{…}` ends; −1 where it does not end on its line. */
function inlineEnd(text: string, command: string, after: number, find: ReturnType<typeof finder>): number {
	let at = after + (matchAt(options, text, after)?.[0].length ?? 0);
	if (command === 'mintinline') at += matchAt(language, text, at)?.[0].length ?? 0;
	const sign = text[at];
	if (sign === undefined || /\s/.test(sign)) return -1;
	if (sign === '{') return at + (matchAt(target, text, at)?.[0].length ?? -1 - at);
	const close = find(sign, at + 1);
	const line = find('\n', at);
	return close < 0 || (line >= 0 && close > line) ? -1 : close + 1;
}

/** The replacement of hidden text: a blank that ends no paragraph. */
export const maskSign = '\v';

/** A text of which what LaTeX does not read as text is masked; offsets are unchanged. */
export interface MaskedLatex {
	readonly hidden: readonly Span[];
	readonly source: string;
}

/** What is hidden in a text, and the text with that masked. */
export function maskedLatex(text: string): MaskedLatex {
	const hidden = hiddenInLatex(text);
	return { hidden, source: masked(text, hidden) };
}

/** The text with the spans (in order, without overlaps) masked. */
export function masked(text: string, hidden: readonly Span[]): string {
	const pieces: string[] = [];
	let from = 0;
	for (const { start, end } of hidden) {
		pieces.push(text.slice(from, start), maskSign.repeat(end - start));
		from = end;
	}
	pieces.push(text.slice(from));
	return pieces.join('');
}
