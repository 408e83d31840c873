import type { Span } from '../../base/span.js';
import { textChange } from '../../base/textChange.js';
import type { Citation } from '../markup/markup.js';

/** The range of a new text that must be read again, and the range of the old text that it replaces. */
export interface ChangedRange {
	/** In the new text. */
	readonly start: number;
	readonly end: number;
	/** Where the range ended in the old text. */
	readonly oldEnd: number;
}

/** A text with its prose. */
interface Prose {
	readonly text: string;
	readonly prose: readonly Span[];
}

/**
 * Returns the paragraphs that an edit touched. No name continues over a blank line, so nothing else must be read again, unless the
 * edit changed what counts as prose elsewhere: then everything from the first such place on.
 */
export function changedRange(before: Prose, after: Prose): ChangedRange {
	const { start: same, tail } = textChange(before.text, after.text);
	const moved = after.text.length - before.text.length;
	// A blank line that only the edit made or took away bounds nothing.
	const start = Math.max(0, after.text.lastIndexOf('\n\n', Math.max(0, same - 2)));
	const blank = after.text.indexOf('\n\n', after.text.length - tail);
	const end = blank < 0 ? after.text.length : blank;

	const from = firstDifference(before.prose, after.prose, start, 0);
	if (from < start) return { start: Math.max(0, after.text.lastIndexOf('\n\n', from)), end: after.text.length, oldEnd: before.text.length };
	if (!sameAfter(before.prose, after.prose, end, moved)) return { start, end: after.text.length, oldEnd: before.text.length };
	return { start, end, oldEnd: end - moved };
}

/** Where the prose of two texts differs first, before `limit`; `limit` where it does not. */
function firstDifference(before: readonly Span[], after: readonly Span[], limit: number, moved: number): number {
	for (let index = 0; ; index++) {
		const old = before[index];
		const now = after[index];
		const oldStart = Math.min(limit, (old?.start ?? limit) + moved);
		const nowStart = Math.min(limit, now?.start ?? limit);
		if (oldStart !== nowStart) return Math.min(oldStart, nowStart);
		if (nowStart >= limit) return limit;
		const oldEnd = Math.min(limit, old!.end + moved);
		const nowEnd = Math.min(limit, now!.end);
		if (oldEnd !== nowEnd) return Math.min(oldEnd, nowEnd);
	}
}

/** Whether all prose from `start` on is what it was, `moved` along. */
function sameAfter(before: readonly Span[], after: readonly Span[], start: number, moved: number): boolean {
	let old = before.length - 1;
	let now = after.length - 1;
	for (; ; old--, now--) {
		const isOld = old >= 0 && before[old]!.end + moved > start;
		const isNow = now >= 0 && after[now]!.end > start;
		if (!isOld || !isNow) return isOld === isNow;
		if (before[old]!.end + moved !== after[now]!.end) return false;
		if (Math.max(start, before[old]!.start + moved) !== Math.max(start, after[now]!.start)) return false;
	}
}

/**
 * Whether all citations outside a changed range are what they were. An edit can make citations elsewhere that it does not touch: a label that is defined
 * is no key, wherever it is.
 */
export function sameCitationsOutside(
	before: readonly Citation[],
	after: readonly Citation[],
	{ start, end, oldEnd }: ChangedRange,
): boolean {
	const shorter = Math.min(before.length, after.length);
	let from = 0;
	while (from < shorter && isSame(before[from]!, after[from]!)) from++;
	let tail = 0;
	while (tail < shorter - from && isSame(before[before.length - 1 - tail]!, after[after.length - 1 - tail]!)) tail++;
	return (
		areWithin(before.slice(from, before.length - tail), start, oldEnd) && areWithin(after.slice(from, after.length - tail), start, end)
	);
}

/** Whether two citations are of the same key in the same way: where they are is left out, since most have moved. */
const isSame = (one: Citation, other: Citation): boolean => one === other || (one.key === other.key && one.kind === other.kind);

const areWithin = (citations: readonly Citation[], start: number, end: number): boolean =>
	citations.every(({ group }) => group.start >= start && group.end <= end);
