import type { SourceRecord } from '../formats/record.js';
import type { PlacedRecord, Source } from '../library.js';
import { noLine, type Pack, unpackRecord } from './pack.js';

/** A pack at its place in the library. Its records are numbered from `base` on; no number is used twice in a library's lineage. */
export interface Segment {
	readonly source: Source;
	readonly pack: Pack;
	readonly base: number;
	/** Where its stretch begins in the source. */
	readonly start: number;
	/** The source's line that the stretch begins with; left out where it is not known. */
	readonly line?: number;
}

/** The segment, of a list in the order of their bases, that holds a record; nothing where it is no longer mounted. */
export function segmentOf(segments: readonly Segment[], number: number): Segment | undefined {
	let low = 0;
	let high = segments.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (segments[middle]!.base <= number) low = middle + 1;
		else high = middle;
	}
	const segment = segments[low - 1];
	return segment !== undefined && number < segment.base + segment.pack.count ? segment : undefined;
}

export const recordIn = ({ pack, base, start }: Segment, number: number): SourceRecord => unpackRecord(pack, number - base, start);

/** A mounted record with its place. */
export function placedRecord(segment: Segment, number: number): PlacedRecord {
	const record = recordIn(segment, number);
	const { uri, origin, format } = segment.source;
	const line = lineOf(segment, number);
	const { key, aliases, span, keySpan } = record;
	return {
		record,
		place: {
			source: uri,
			origin,
			key,
			...(aliases.length > 0 && { aliases }),
			span,
			keySpan,
			...(line !== undefined && { line }),
			isSummary: format === 'summary',
		},
	};
}

/** The line of a record's key in its source, where its entry begins that line; nothing where that is not known. */
function lineOf({ pack, base, line }: Segment, number: number): number | undefined {
	const within = pack.lines[number - base];
	return line === undefined || within === undefined || within === noLine ? undefined : line + within;
}
