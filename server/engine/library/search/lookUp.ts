import type { Postings } from '../index/postings.js';
import { type Segment, segmentOf } from '../index/segment.js';
import { Part } from '../index/words.js';
import { type Best, wordPoints } from './best.js';
import { cleared, type Marks, mostWords } from './marks.js';
import { counts, type FoundBefore, foundTogether, type Scanned, type Searched, weighed, weights } from './scan.js';

/** For each record the query's words that it has, a bit each. Used again by the next search. */
let found = new Uint8Array(0);

/** One more than the highest number of a record in it. */
let end = 0;

/** For each of the query's words what it counts in each record. */
const parts = Array.from({ length: mostWords }, () => new Uint8Array(0));

/** Whether looking up a query's words is done sooner than a pass that stops once enough fits: not where most records hold each of them. */
export function isWorthLookingUp(postings: Postings, { fitting }: Marks, enough: number): boolean {
	if (enough > postings.records) return true;
	const totals = fitting.map((words) => words.reduce((sum, word) => sum + postings.countOf(word), 0));
	return Math.min(...totals) < postings.records / 2;
}

/**
 * Puts into `best` what a pass over all records would put there, by looking only at those that hold one of the words. Records that the
 * postings do not know are looked through one by one.
 */
export function lookUp(searched: Searched, postings: Postings, marks: Marks, wanted: number, best: Best, enough: number): Scanned {
	const { segments } = searched;
	const isLater = (segment: Segment): boolean => !postings.holds(segment);
	const later = segments.filter(isLater);
	collect(postings, later, marks);
	const isEnough = counts.map((count) => (count >= wanted ? 1 : 0));
	const mounted = segments.reduce((sum, { pack }) => sum + pack.count, 0);
	const known = later.reduce((sum, { pack }) => sum - pack.count, mounted);
	addTogether(searched, known < postings.records, marks, isEnough);
	const titleWordsIn: TitleWords = (segment, number) =>
		later.length > 0 && isLater(segment) ? titleWordsOf(segment, number) : postings.titleWords[number]!;
	return putFitting(searched, titleWordsIn, marks.words.length, isEnough, best, enough);
}

/** How many words the title of a record has. */
type TitleWords = (segment: Segment, number: number) => number;

function titleWordsOf({ pack: { words, wordBounds }, base }: Segment, number: number): number {
	let count = 0;
	for (let at = wordBounds[number - base]!; at < wordBounds[number - base + 1]!; at++) if ((words[at]! & 7) === Part.title) count++;
	return count;
}

/** Puts those records that hold enough of `count` words into `best`. */
function putFitting(
	{ placed, where }: Searched,
	titleWordsIn: TitleWords,
	count: number,
	isEnough: Uint8Array,
	best: Best,
	enough: number,
): Scanned {
	const bits = found;
	const used = parts.slice(0, count);
	const all: number[] = [];
	let fits = 0;
	for (const { segment, place } of placed) {
		const { base, pack } = segment;
		const after = base + pack.count;
		for (let number = base; number < after; number++) {
			const together = bits[number]!;
			// One test that is rarely met, for a processor that foresees it.
			if (isEnough[together] === 0) continue;
			if (++fits <= enough) all.push(number);
			let sum = 0;
			for (const part of used) sum += part[number]!;
			const points = weighed(sum, titleWordsIn(segment, number)) + counts[together]! * wordPoints;
			// Asked last, and only of what would be kept: the answer may take a look at much of the paper.
			const at = place + number - base;
			if (best.takes(points, at) && (!where || where(number))) best.put(number, points, at);
			// As a pass over the records does, so that both find the same.
			if (fits > enough && (!where || best.isFull)) return { isAny: true };
		}
	}
	return { isAny: fits > 0, ...(fits <= enough && { all }) };
}

/**
 * Adds to the words of records that have duplicates those that the others of their paper have, where their own are not enough. Where some records
 * of the postings are gone, so may be the others of a paper.
 */
function addTogether(searched: Searched, hasGone: boolean, { fits }: Marks, isEnough: Uint8Array): void {
	const { segments, duplicates } = searched;
	const isThere = (number: number): boolean => !hasGone || segmentOf(segments, number) !== undefined;
	const foundBefore: FoundBefore = new Map();
	for (const number of duplicates.numbers()) {
		const own = number < end ? found[number]! : 0;
		if (own === 0 || isEnough[own] === 1) continue;
		const pair = duplicates.pairOf(number);
		found[number] = pair >= 0 && pair < end && isThere(pair) ? own | found[pair]! : foundTogether(searched, number, own, fits, foundBefore);
	}
}

/** Notes which records hold which of the words, and in which part at best: those of the postings, and those of later segments. */
function collect(postings: Postings, later: readonly Segment[], { fits, fitting, whole }: Marks): void {
	const { starts, entries } = postings;
	end = later.reduce((last, { base, pack }) => Math.max(last, base + pack.count), postings.end);
	found = cleared(found, end);
	for (const [index, words] of fitting.entries()) {
		parts[index] = cleared(parts[index]!, end);
		for (const word of words)
			if (word + 1 < starts.length)
				note(entries, starts[word]!, starts[word + 1]!, found, 1 << index, parts[index], (whole[word]! & (1 << index)) === 0 ? 1 : 2);
	}
	for (const segment of later) noteWords(segment, fits, whole);
}

function note(entries: Uint32Array, from: number, to: number, bits: Uint8Array, bit: number, part: Uint8Array, factor: number): void {
	for (let at = from; at < to; at++) {
		const entry = entries[at]!;
		const number = entry >>> 3;
		const points = weights[entry & 7]! * factor;
		bits[number] = bits[number]! | bit;
		if (points > part[number]!) part[number] = points;
	}
}

/** The same for the records of a segment, word by word. */
function noteWords({ base, pack: { words, wordBounds, count } }: Segment, fits: Uint8Array, whole: Uint8Array): void {
	for (let index = 0; index < count; index++)
		for (let at = wordBounds[index]!; at < wordBounds[index + 1]!; at++) {
			const word = words[at]! >>> 3;
			for (let rest = fits[word]!; rest !== 0; rest &= rest - 1) {
				const bit = rest & -rest;
				const part = parts[31 - Math.clz32(bit)]!;
				const points = weights[words[at]! & 7]! * ((whole[word]! & bit) === 0 ? 1 : 2);
				found[base + index] = found[base + index]! | bit;
				if (points > part[base + index]!) part[base + index] = points;
			}
		}
}
