import type { Span } from '../../base/span.js';
import { textChange } from '../../base/textChange.js';
import type { Citation, Include, Markup, NamedFile } from './markup.js';
import { complement, merge } from './ranges.js';

/** The result of one pass over a text. */
export interface Scan {
	/** Sorted by the offset of their keys. */
	readonly citations: readonly Citation[];
	/** Ranges that hold neither citations nor prose: code, maths, comments, link targets. Sorted, without overlaps. */
	readonly opaque: readonly Span[];
	/** Sorted, without overlaps. */
	readonly prose: readonly Span[];
}

/** A scan of a markup in which texts name their bibliographies and parts. */
export interface DocumentScan extends Scan {
	/** In order. */
	readonly bibliographies: readonly NamedFile[];
	/** In order. */
	readonly includes: readonly Include[];
}

/** Returns the answers of a markup that come from a scan alone. */
export const answersFrom = (scan: (text: string) => DocumentScan): Required<Pick<Markup, keyof DocumentScan & keyof Markup>> => ({
	citations: (text) => scan(text).citations,
	prose: (text) => scan(text).prose,
	bibliographies: (text) => scan(text).bibliographies,
	includes: (text) => scan(text).includes,
});

/** Collects what a scanner finds, in any order. */
export class Findings {
	readonly #citations: Citation[] = [];
	readonly #opaque: Span[] = [];
	readonly #syntax: Span[] = [];
	readonly #shown: Span[] = [];

	cite(citation: Citation): void {
		this.#citations.push(citation);
	}

	/** Marks a range as neither prose nor a place for citations: code, maths, a comment. Returns its end. */
	markOpaque(start: number, end: number): number {
		this.#opaque.push({ start, end });
		return end;
	}

	/** Marks what a sticky pattern matches at `at` as opaque. Returns its end; `undefined` where the pattern does not match. */
	markMatch(pattern: RegExp, text: string, at: number): number | undefined {
		const found = matchAt(pattern, text, at);
		return found ? this.markOpaque(at, at + found[0].length) : undefined;
	}

	/** Excludes the syntax of a construct (a command's name, a key) from the prose; keys can still be completed there. */
	markSyntax(start: number, end: number): void {
		this.#syntax.push({ start, end });
	}

	/** Marks a range within what is opaque as prose: what LaTeX in another markup prints, a caption in the options of code. */
	markShown(start: number, end: number): void {
		this.#shown.push({ start, end });
	}

	/** Returns everything found in a text of this length, sorted. */
	scanOf(length: number): Scan {
		const opaque = merge(this.#opaque);
		const prose = complement(merge([...opaque, ...this.#syntax]), length);
		return {
			citations: [...this.#citations].sort((a, b) => a.span.start - b.span.start),
			opaque,
			prose: this.#shown.length === 0 ? prose : merge([...prose, ...this.#shown]),
		};
	}
}

/** Returns the same function with a cache of its last answer: citations, prose and completion ask about the same text in turn. */
export function memoize<T>(read: (text: string) => T): (text: string) => T {
	let last: { readonly text: string; readonly answer: T } | undefined;
	return (text) => {
		if (last?.text !== text) last = { text, answer: read(text) };
		return last.answer;
	};
}

/** A text with what was read in it. */
export interface ReadText<T> {
	readonly text: string;
	readonly reading: T;
}

/** How many texts are cached: the documents that the user is switching between. */
const mostKept = 4;

/**
 * Returns the same function with a cache of its last answers. For a text that differs little from a cached one, `readAgain` derives the
 * answer from the cached one; where it returns `undefined`, the whole text is read.
 */
export function memoizeWithEdits<T>(
	read: (text: string) => T,
	readAgain: (before: ReadText<T>, text: string) => T | undefined,
): (text: string) => T {
	/** Most recent first. */
	let kept: readonly ReadText<T>[] = [];
	return (text) => {
		const known = kept.find((each) => each.text === text);
		if (known && known === kept[0]) return known.reading;
		const before = known ?? kept.find((each) => isEditOf(each.text, text));
		const again = known?.reading ?? (before && readAgain(before, text));
		const now = { text, reading: again ?? read(text) };
		kept = [now, ...kept.filter((each) => !again || each !== before)].slice(0, mostKept);
		return now.reading;
	};
}

/** Whether the texts share their beginning or their end, so that one may be the other after an edit. */
const isEditOf = (before: string, after: string): boolean => {
	const length = Math.min(64, before.length, after.length);
	return before.slice(0, length) === after.slice(0, length) || before.slice(-length) === after.slice(-length);
};

/**
 * Returns a test for whether a text contains what `pattern`, a global one, matches: it is at most `longest` code units long and depends on nothing around it.
 * Of a text that differs little from one that was tested before, only the surroundings of the edit are looked at.
 */
export function containing(pattern: RegExp, longest: number): (text: string) => boolean {
	const placeOf = memoizeWithEdits<number>(
		(text) => text.search(pattern),
		({ text: before, reading: place }, text) => {
			const { start, tail } = textChange(before, text);
			if (place >= 0 && place + longest <= start) return place;
			const from = Math.max(0, start - longest);
			const found = text.slice(from, text.length - tail + longest).search(pattern);
			if (found >= 0) return matchAt(pattern, text, from + found)?.index;
			if (place < 0) return place;
			return place >= before.length - tail ? place + text.length - before.length : undefined;
		},
	);
	return (text) => placeOf(text) >= 0;
}

/** Like `finder` of `base/`, for one global pattern. */
export function patternFinder(text: string, pattern: RegExp): (from: number) => number {
	let lastFrom = -1;
	let lastAt = -2;
	return (from) => {
		if (lastAt !== -2 && from >= lastFrom && (lastAt < 0 || lastAt >= from)) return lastAt;
		pattern.lastIndex = from;
		lastFrom = from;
		lastAt = pattern.exec(text)?.index ?? -1;
		return lastAt;
	};
}

/** Returns the match of a sticky pattern at exactly this offset, `null` if there is none. */
export function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
	pattern.lastIndex = offset;
	return pattern.exec(text);
}

/** Returns the end of the line that contains `offset`, before its line feed. */
export function lineEnd(text: string, offset: number): number {
	const end = text.indexOf('\n', offset);
	return end < 0 ? text.length : end;
}

/** Whether the offset lies strictly inside one of the spans (sorted, without overlaps). O(log n). */
export function isInside(spans: readonly Span[], offset: number): boolean {
	let low = 0;
	let high = spans.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (spans[middle]!.start < offset) low = middle + 1;
		else high = middle;
	}
	const found = spans[low - 1];
	return found !== undefined && offset < found.end;
}

/** Returns the start of the last paragraph of a text. */
export function paragraphStart(text: string): number {
	let start = 0;
	for (const { 0: gap, index } of text.matchAll(/\n[ \t\r]*(?=\n)/g)) start = index + gap.length;
	return start;
}
