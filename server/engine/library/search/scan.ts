import type { Postings } from '../index/postings.js';
import { type Segment, segmentOf } from '../index/segment.js';
import type { Vocabulary } from '../index/vocabulary.js';
import { Part } from '../index/words.js';
import { type Best, wordPoints } from './best.js';
import { type Marks, mostWords } from './marks.js';

/** Which records are of one paper: a query may find its words in any of them. */
export interface DuplicateRecords {
	has(number: number): boolean;
	/** All records of a record's paper that are mounted, the record itself among them. */
	groupOf(number: number): readonly number[];
	/** The one other record of a record's paper, be it mounted or not; -1 where there is none or more than one. */
	pairOf(number: number): number;
	/** The records that have duplicates, in no order; some may be gone. */
	numbers(): Iterable<number>;
}

/** A segment, and how many records come before it in order. */
export interface PlacedSegment {
	readonly segment: Segment;
	readonly place: number;
}

/** Segments with their places among all. */
export function placedSegments(ordered: readonly Segment[]): readonly PlacedSegment[] {
	let place = 0;
	return ordered.map((segment) => {
		const placed = { segment, place };
		place += segment.pack.count;
		return placed;
	});
}

/** What is searched: the mounted records with their words. */
export interface Searched {
	/** In the order of their bases. */
	readonly segments: readonly Segment[];
	/** The same in the order of their sources, in which they are searched. */
	readonly placed: readonly PlacedSegment[];
	readonly vocabulary: Vocabulary;
	/** A one for each word that some record holds, by its number: the vocabulary has words, too, whose records are gone. */
	living(): Uint8Array;
	/** Which records hold a word, where that was prepared; of later segments it knows nothing, and of records that are gone still. */
	readonly postings?: Postings | undefined;
	readonly duplicates: DuplicateRecords;
	/** Which records count; all where left out. */
	readonly where?: ((number: number) => boolean) | undefined;
}

/** What one pass over the records finds. */
export interface Scanned {
	/** Whether any record fits, be it one that counts or not. */
	readonly isAny: boolean;
	/** All records that fit, those that do not count included; left out where not all were looked at. */
	readonly all?: readonly number[];
}

/** Which records a pass looks at. */
export interface ScanScope {
	/** Only these records, in the order in which they were found. */
	readonly among?: readonly number[];
	/** So many that fit are enough to choose the best from. */
	readonly enough?: number;
}

/** What a whole word in a part of the record counts; half of it where only the word's beginning was typed. */
export const weights = Uint8Array.of(6, 10, 12, 8, 16, 4, 2, 0);

/** How many bits are set in each byte. */
export const counts = Uint8Array.from({ length: 1 << mostWords }, (_, value) => {
	let count = 0;
	for (let rest = value; rest !== 0; rest &= rest - 1) count++;
	return count;
});

/** Puts into `best` the records with at least `wanted` of the query's words, by a pass over its scope. */
export function scan(searched: Searched, { fits, whole }: Marks, wanted: number, best: Best, scope: ScanScope): Scanned {
	const { duplicates, where, placed } = searched;
	const { among, enough = Infinity } = scope;
	const all: number[] = [];
	const foundBefore: FoundBefore = new Map();
	/** Takes in a record of which `found` of the query's words fit, if these are enough. */
	const consider = ({ segment, place }: PlacedSegment, index: number, found: number): void => {
		const number = segment.base + index;
		const together = counts[found]! < wanted ? foundTogether(searched, number, found, fits, foundBefore) : found;
		if (counts[together]! < wanted) return;
		all.push(number);
		const { words, wordBounds } = segment.pack;
		const points = pointsOf(words, wordBounds[index]!, wordBounds[index + 1]!, fits, whole) + counts[together]! * wordPoints;
		// Asked last, and only of what would be kept: the answer may take a look at much of the paper.
		if (best.takes(points, place + index) && (!where || where(number))) best.put(number, points, place + index);
	};
	if (among) {
		eachAmong(placed, among, (each, index) => consider(each, index, foundAt(each.segment, index, fits)));
		return { isAny: all.length > 0, all };
	}
	for (const each of placed) {
		const { segment } = each;
		const { words, wordBounds, count } = segment.pack;
		for (let index = 0, at = 0; index < count; index++) {
			const end = wordBounds[index + 1]!;
			let found = 0;
			for (; at < end; at++) found |= fits[words[at]! >>> 3]!;
			if (found !== 0 && (counts[found]! >= wanted || duplicates.has(segment.base + index))) consider(each, index, found);
			// Of records that do not count there may be any number before the first that does.
			if (all.length > enough && (!where || best.isFull)) return { isAny: true };
		}
	}
	return { isAny: all.length > 0, all };
}

/** Visits the records with some numbers; both lists are in the same order, so each segment is passed once. */
function eachAmong(
	placed: readonly PlacedSegment[],
	numbers: readonly number[],
	visit: (placed: PlacedSegment, index: number) => void,
): void {
	let next = 0;
	for (const number of numbers) {
		while (next < placed.length && !holds(placed[next]!, number)) next++;
		const each = placed[next];
		if (each) visit(each, number - each.segment.base);
	}
}

const holds = ({ segment: { base, pack } }: PlacedSegment, number: number): boolean => base <= number && number < base + pack.count;

/** Which of the query's words papers of several records have, by the lists of their records. */
export type FoundBefore = Map<readonly number[], number>;

/** Which of the query's words a record has together with the others of its paper; `found` are its own. */
export function foundTogether(
	{ segments, duplicates }: Searched,
	number: number,
	found: number,
	fits: Uint8Array,
	before: FoundBefore,
): number {
	if (!duplicates.has(number)) return found;
	const group = duplicates.groupOf(number);
	// The list is the same for all records of a paper of many; then they are looked through once.
	const known = before.get(group);
	if (known !== undefined) return known;
	let together = found;
	for (const duplicate of group) {
		const segment = segmentOf(segments, duplicate);
		if (segment) together |= foundAt(segment, duplicate - segment.base, fits);
	}
	if (group.length > 2) before.set(group, together);
	return together;
}

function foundAt({ pack: { words, wordBounds } }: Segment, index: number, fits: Uint8Array): number {
	let found = 0;
	for (let at = wordBounds[index]!; at < wordBounds[index + 1]!; at++) found |= fits[words[at]! >>> 3]!;
	return found;
}

/** What each of the query's words counts in its best part; a record with fewer words besides fits better. */
function pointsOf(words: Uint32Array, start: number, end: number, fits: Uint8Array, whole: Uint8Array): number {
	bestParts.fill(0);
	let titleWords = 0;
	for (let at = start; at < end; at++) {
		const part = words[at]! & 7;
		if (part === Part.title) titleWords++;
		const word = words[at]! >>> 3;
		const fit = fits[word]!;
		if (fit === 0) continue;
		const isWhole = whole[word]!;
		for (let rest = fit; rest !== 0; rest &= rest - 1) {
			const index = 31 - Math.clz32(rest & -rest);
			const points = (isWhole & (1 << index)) === 0 ? weights[part]! : 2 * weights[part]!;
			if (points > bestParts[index]!) bestParts[index] = points;
		}
	}
	let sum = 0;
	for (const points of bestParts) sum += points;
	return weighed(sum, titleWords);
}

/** The points of a record by what its words count and how many its title has. */
export const weighed = (sum: number, titleWords: number): number => Math.max(0, sum * 4 - Math.min(titleWords, 20));

const bestParts = new Uint16Array(mostWords);
