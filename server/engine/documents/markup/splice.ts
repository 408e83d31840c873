import type { Span } from '../../base/span.js';
import type { Citation } from './markup.js';
import { clipped } from './ranges.js';

/** Whether the character at `offset` is prose. O(log n). */
export function isProse(prose: readonly Span[], offset: number): boolean {
	const span = prose[firstFrom(prose, offset + 1, (each) => each.end)];
	return span !== undefined && span.start <= offset && offset < span.end;
}

/** A stretch of a text that another one replaces. */
export interface Splice {
	/** Where it begins in both texts. */
	readonly start: number;
	/** Where it ended in the old text. */
	readonly oldEnd: number;
	/** How far everything after it is shifted. */
	readonly moved: number;
}

/** Returns a list, sorted by offset, with the part in the edited range replaced and the part after it shifted. */
export function spliced<T extends Span | { readonly span: Span }>(
	old: readonly T[],
	again: readonly T[],
	{ start, oldEnd, moved }: Splice,
	move: (each: T, by: number) => T,
): T[] {
	const startOf = (each: T): number => ('span' in each ? each.span.start : each.start);
	const behind = old.slice(firstFrom(old, oldEnd, startOf));
	return [
		...old.slice(0, firstFrom(old, start, startOf)),
		...again.map((each) => move(each, start)),
		...(moved === 0 ? behind : behind.map((each) => move(each, moved))),
	];
}

/** The same for prose, whose spans extend over the range's boundaries. */
export function splicedProse(old: readonly Span[], again: readonly Span[], { start, oldEnd, moved }: Splice): Span[] {
	const joined: { start: number; end: number }[] = clipped(
		old.slice(
			0,
			firstFrom(old, start, (each) => each.start),
		),
		0,
		start,
	);
	const add = (span: Span, by: number): void => {
		const last = joined.at(-1);
		if (last?.end === span.start + by) last.end = span.end + by;
		else joined.push(movedSpan(span, by));
	};
	for (const span of again) add(span, start);
	const behind = old.slice(firstFrom(old, oldEnd + 1, (each) => each.end));
	for (const span of behind) add({ start: Math.max(oldEnd, span.start), end: span.end }, moved);
	return joined;
}

/** The index of the first of a sorted list for which `offsetOf` is at least `offset`. */
function firstFrom<T>(list: readonly T[], offset: number, offsetOf: (each: T) => number): number {
	let low = 0;
	let high = list.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (offsetOf(list[middle]!) < offset) low = middle + 1;
		else high = middle;
	}
	return low;
}

export const movedSpan = ({ start, end }: Span, by: number): { start: number; end: number } => ({ start: start + by, end: end + by });
export const withMovedSpan = <T extends { readonly span: Span }>(each: T, by: number): T => ({ ...each, span: movedSpan(each.span, by) });

/** The same citation elsewhere. */
export const placedCitation = (
	{ key, span, group, prefix, locator, kind, isListed }: Citation,
	placed: (span: Span) => Span,
): Citation => ({
	key,
	span: placed(span),
	group: placed(group),
	...(prefix && { prefix: placed(prefix) }),
	...(locator && { locator: placed(locator) }),
	...(kind && { kind }),
	...(isListed && { isListed }),
});

/**
 * A citation that an edit before it moved. A letter moves all citations behind it, of which few are ever asked where they are: that is worked out when they
 * are.
 */
class MovedCitation implements Citation {
	constructor(
		readonly original: Citation,
		readonly by: number,
	) {}

	get key(): string {
		return this.original.key;
	}

	get span(): Span {
		return movedSpan(this.original.span, this.by);
	}

	get group(): Span {
		return movedSpan(this.original.group, this.by);
	}

	get prefix(): Span | undefined {
		return this.original.prefix && movedSpan(this.original.prefix, this.by);
	}

	get locator(): Span | undefined {
		return this.original.locator && movedSpan(this.original.locator, this.by);
	}

	get kind(): Citation['kind'] {
		return this.original.kind;
	}

	get isListed(): Citation['isListed'] {
		return this.original.isListed;
	}
}

export const movedCitation = (citation: Citation, by: number): Citation =>
	citation instanceof MovedCitation ? new MovedCitation(citation.original, citation.by + by) : new MovedCitation(citation, by);
