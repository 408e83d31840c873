import type { Span } from '../../base/span.js';
import { textChange } from '../../base/textChange.js';
import { type DocumentScan, lineEnd, memoizeWithEdits, type ReadText, type Scan } from './scan.js';
import { isProse, movedCitation, movedSpan, type Splice, spliced, splicedProse, withMovedSpan } from './splice.js';

/** Blocks of a text that are read again after an edit. */
export interface ReadAgain<S extends Scan> {
	/** The blocks as the old text has them, and as the new one does. */
	readonly oldPiece: string;
	readonly piece: string;
	/** What was found in `piece`, as a text of its own. */
	readonly again: S;
	readonly splice: Splice;
	/** Citations, opaque ranges and prose of the whole new text. */
	readonly scan: Scan;
}

/**
 * Reads only those blocks of a text again that an edit touched. They are bounded by blank lines that both texts have, each followed by a line
 * without indentation: there no list, quote or paragraph continues. Returns `undefined` where there are no such bounds, where they are within a
 * construct that goes over blank lines, or where `reachesFar` matches the blocks before or after the edit: it must match all signs by which
 * blocks change how others are read.
 */
export function readBlocksAgain<S extends Scan>(
	{ text: before, reading }: ReadText<S>,
	text: string,
	read: (piece: string) => S,
	reachesFar?: RegExp,
): ReadAgain<S> | undefined {
	const bounds = editedBlocks(before, text);
	if (!bounds || bounds.end - bounds.start > text.length / 4) return undefined;
	const { start, end } = bounds;
	const oldEnd = end + before.length - text.length;
	const isLast = end === text.length;
	if (!isProse(reading.prose, start - 1) || !(isLast || isProse(reading.prose, oldEnd - 1))) return undefined;
	const piece = text.slice(start, end);
	const oldPiece = before.slice(start, oldEnd);
	if (reachesFar?.test(piece) || reachesFar?.test(oldPiece)) return undefined;
	const again = read(piece);
	if (!isLast && !isProse(again.prose, piece.length - 1)) return undefined;
	const splice = { start, oldEnd, moved: end - oldEnd };
	return {
		oldPiece,
		piece,
		again,
		splice,
		scan: {
			citations: spliced(reading.citations, again.citations, splice, movedCitation),
			opaque: spliced(reading.opaque, again.opaque, splice, movedSpan),
			prose: splicedProse(reading.prose, again.prose, splice),
		},
	};
}

/** The files that the new text names, in the same way. */
export const filesAgain = <S extends DocumentScan>(reading: S, { again, splice }: ReadAgain<S>): Omit<DocumentScan, keyof Scan> => ({
	bibliographies: spliced(reading.bibliographies, again.bibliographies, splice, withMovedSpan),
	includes: spliced(reading.includes, again.includes, splice, withMovedSpan),
});

/**
 * Returns the same function with a cache of its last answers. `find` must find whole things within one line, whatever other lines are, in
 * order; after an edit only the lines that it touched are read. `move` returns one of them so far behind.
 */
export const memoizeByLine = <T extends { readonly span: Span }>(
	find: (text: string) => readonly T[],
	move: (each: T, by: number) => T = withMovedSpan,
): ((text: string) => readonly T[]) =>
	memoizeWithEdits(find, ({ text: before, reading }, text) => {
		const { start: same, tail } = textChange(before, text);
		const start = same === 0 ? 0 : text.lastIndexOf('\n', same - 1) + 1;
		const end = lineEnd(text, text.length - tail);
		const moved = text.length - before.length;
		return spliced(reading, find(text.slice(start, end)), { start, oldEnd: end - moved, moved }, move);
	});

/** Where the blocks that an edit touched begin, in both texts, and where they end in the new one. */
function editedBlocks(before: string, after: string): { readonly start: number; readonly end: number } | undefined {
	const { start: same, tail } = textChange(before, after);
	const gap = after[after.indexOf('\n') - 1] === '\r' ? '\n\r\n' : '\n\n';
	let start = same + 1;
	do {
		if (start < gap.length + 1) return undefined;
		start = after.lastIndexOf(gap, start - gap.length - 1) + gap.length;
		if (start < gap.length) return undefined;
	} while (!isFlush(before, start) || !isFlush(after, start));
	let end = after.length - tail - gap.length;
	do {
		const blank = after.indexOf(gap, Math.max(after.length - tail, end - gap.length + 1));
		if (blank < 0) return { start, end: after.length };
		end = blank + gap.length;
	} while (!isFlush(after, end));
	return { start, end };
}

/** Whether the line at an offset ends all lists and quotes before it, as a blank, a quote's sign and metadata do not; not at the end of the text. */
const isFlush = (text: string, at: number): boolean => at < text.length && !/[\s>]/.test(text[at]!) && !text.startsWith('---', at);
