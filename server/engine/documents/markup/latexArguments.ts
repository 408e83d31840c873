import { finder } from '../../base/finder.js';
import type { Span } from '../../base/span.js';
import { trimmed } from './ranges.js';
import { matchAt } from './scan.js';

/** Where the braces and brackets of a text close. */
export interface Pairs {
	/** Returns where the bracket that opens at `at` closes, `undefined` if it does not. */
	endOf(at: number): number | undefined;
	/** The brackets that were asked for and do not close in their own paragraph; one that never closes ends at infinity. */
	readonly reaching: readonly Span[];
	/** Whether a brace closes that none opened. */
	readonly hasStray: boolean;
	/** How many braces open that none closes. */
	readonly unclosed: number;
}

/**
 * Pairs braces and brackets in one pass. A closing brace closes the brackets left open within it; a backslash takes
 * the next character out.
 */
export function pairsOf(text: string): Pairs {
	const ends = new Int32Array(text.length);
	const open: number[] = [];
	const braces: number[] = [];
	let hasStray = false;
	for (const { 0: sign, index } of text.matchAll(/\\[\s\S]|[{}[\]]/g)) {
		if (sign === '{') {
			braces.push(open.length);
			open.push(index);
		} else if (sign === '[') open.push(index);
		else if (sign === '}') {
			const depth = braces.pop();
			hasStray ||= depth === undefined;
			if (depth === undefined) continue;
			ends[open[depth]!] = index;
			open.length = depth;
		} else if (sign === ']' && open.length > (braces.at(-1) ?? -1) + 1) ends[open.pop()!] = index;
	}
	const find = finder(text);
	const reaching: Span[] = [];
	return {
		endOf: (at) => {
			const end = ends[at] || undefined;
			const blank = find('\n\n', at);
			if (end === undefined || (blank >= 0 && blank < end)) reaching.push({ start: at, end: end ?? Number.POSITIVE_INFINITY });
			return end;
		},
		reaching,
		hasStray,
		unclosed: braces.length,
	};
}

const parenthesis = /\(((?:[^(){}[\]\\\n]|\\[\s\S]|\{[^{}\n]*\}|\n(?![ \t\r]*\n)){0,400})\)/y;
const listEnd = /[{}\\]|\n[ \t\r]*\n/g;
const angle = /<([^<>{}[\]\\\n]{0,400})>/y;

/** Returns where the next argument begins: after blanks and hidden text, in the same paragraph. */
export function skipGap(text: string, at: number): number {
	let end = at;
	for (;;) {
		const code = text.charCodeAt(end);
		if (code === 32 || code === 9 || code === 11 || code === 13) end++;
		else if (code === 10) {
			let next = end + 1;
			while (text[next] === ' ' || text[next] === '\t' || text[next] === '\r') next++;
			if (next >= text.length || text[next] === '\n') return end;
			end = next;
		} else return end;
	}
}

/** The bracketed notes of one citation, `[see][p. 3]` or `<see>[p. 3]`, and where they end. */
export interface Notes {
	readonly before?: Span | undefined;
	readonly after?: Span | undefined;
	readonly end: number;
}

/**
 * Reads the optional arguments at `at`. Of two in brackets the first is the prefix; a single one is the locator. Text in
 * angle brackets is a prefix (apacite), unless it is an overlay's slides.
 */
export function readNotes(text: string, pairs: Pairs, at: number): Notes {
	let end = at;
	let before: Span | undefined;
	let next = skipGap(text, at);
	const pointed = text[next] === '<' ? matchAt(angle, text, next) : null;
	if (pointed) {
		end = next + pointed[0].length;
		if (!/^[\d,\-+|.* ]*$/.test(pointed[1]!)) before = trimmed(text, next + 1, end - 1);
		next = skipGap(text, end);
	}
	const found: (Span | undefined)[] = [];
	while (found.length < 2 && text[next] === '[') {
		const close = pairs.endOf(next);
		if (close === undefined) break;
		found.push(trimmed(text, next + 1, close));
		end = close + 1;
		next = skipGap(text, end);
	}
	return found.length === 2 ? { before: found[0] ?? before, after: found[1], end } : { before, after: found[0], end };
}

/** Returns the end of the notes in parentheses that a command for several citations begins with. */
export function skipParentheses(text: string, at: number): number {
	let end = at;
	for (let count = 0; count < 2; count++) {
		const next = skipGap(text, end);
		const found = text[next] === '(' ? matchAt(parenthesis, text, next) : null;
		if (!found) break;
		end = next + found[0].length;
	}
	return end;
}

/** Returns the list of keys between the braces at `at`, `undefined` if there is none. */
export function readKeyList(text: string, at: number): Span | undefined {
	const start = skipGap(text, at);
	if (text[start] !== '{') return undefined;
	listEnd.lastIndex = start + 1;
	let found = listEnd.exec(text);
	// Texts around a reference may be in braces (REVTeX, "Citations").
	for (let count = 0; found?.[0] === '{' && count < mostTexts; count++) {
		const behind = matchAt(textInBraces, text, found.index - 1);
		if (!behind) return undefined;
		listEnd.lastIndex = found.index - 1 + behind[0].length;
		found = listEnd.exec(text);
	}
	return found?.[0] === '}' ? { start: start + 1, end: found.index } : undefined;
}

/** What may precede a key: a star that puts it into one entry with the key before it (mciteplus), and texts around its reference (REVTeX, "Citations"). */
const beforeKey = /\s*(?:\*\s*)?(?:\[(?:[^[\]{}]*|\{[^{}]*\})\]\s*){0,2}/y;
const textInBraces = /\[\{[^{}]{0,1000}\}\]/y;
const mostTexts = 100;

/** The keys in a list, without blanks and without what may precede them; those that are no keys (`*`, a macro's `#1`) left out. */
export function keysIn(text: string, list: Span): Span[] {
	const keys: Span[] = [];
	// What follows the list is not looked through: there may be no other comma.
	const inside = text.slice(list.start, list.end);
	for (let start = list.start; start <= list.end; ) {
		const first = Math.min(list.end, start + (matchAt(beforeKey, text, start)?.[0].length ?? 0));
		const comma = inside.indexOf(',', first - list.start);
		const end = comma < 0 ? list.end : list.start + comma;
		const key = trimmed(text, first, end);
		if (key && !text.slice(key.start, key.end).includes('#')) keys.push(key);
		start = end + 1;
	}
	return keys;
}

/** Returns the end of `count` arguments in braces and the optional ones before and between them; of fewer where there are fewer. */
export function skipArguments(text: string, pairs: Pairs, at: number, count: number): number {
	let end = text[at] === '*' ? at + 1 : at;
	for (let left = count; ; ) {
		const next = skipGap(text, end);
		const isArgument = text[next] === '[' || (text[next] === '{' && left-- > 0);
		const close = isArgument ? pairs.endOf(next) : undefined;
		if (close === undefined) return end;
		end = close + 1;
	}
}
