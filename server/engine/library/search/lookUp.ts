import type { Postings } from '../index/postings.js';
import { type Segment, segmentOf } from '../index/segment.js';
import { type Best, wordPoints } from './best.js';
import { type Marks, mostWords } from './marks.js';
import { counts, type FoundBefore, foundTogether, type Scanned, type Searched, scan, weighed, weights } from './scan.js';

/** For each record the query's words that it has, a bit each. Used again by the next search. */
let found: Uint8Array = new Uint8Array(0);

/** For each of the query's words what it counts in each record. */
const parts: Uint8Array[] = Array.from({ length: mostWords }, () => new Uint8Array(0));

/** Whether looking up a query's words is done sooner than a pass that stops once enough fits: not where most records hold each of them. */
export function isWorthLookingUp(postings: Postings, { fitting }: Marks, enough: number): boolean {
	if (enough > postings.records) return true;
	const totals = fitting.map((words) => words.reduce((sum, word) => sum + postings.countOf(word), 0));
	return Math.min(...totals) < postings.records / 2;
}

/**
 * Puts into `best` what a pass over all records would put there, by looking only at those that hold one of the words. Records that the
 * postings do not know are skipped one by one.
 */
export function lookUp(searched: Searched, postings: Postings, marks: Marks, wanted: number, best: Best, enough: number): Scanned {
	const { segments, placed } = searched;
	collect(postings, marks);
	const known = segments.filter((segment) => postings.holds(segment));
	const isEnough = counts.map((count) => (count >= wanted ? 1 : 0));
	addTogether(searched, postings, known, marks, isEnough);
	const fits = putFitting(searched, postings, marks.words.length, isEnough, best, enough);
	if (known.length === segments.length) return { isAny: fits > 0 };
	const later = scan(searched, marks, wanted, best, { placed: placed.filter(({ segment }) => !postings.holds(segment)) });
	return { isAny: fits > 0 || later.isAny };
}

/** Puts those of the postings' records that hold enough of `count` words into `best`. Returns how many fit, as far as it went. */
function putFitting(
	{ placed, where }: Searched,
	postings: Postings,
	count: number,
	isEnough: Uint8Array,
	best: Best,
	enough: number,
): number {
	const { titleWords } = postings;
	const bits = found;
	const used = parts.slice(0, count);
	let fits = 0;
	for (const { segment, place } of placed) {
		if (!postings.holds(segment)) continue;
		const { base, pack } = segment;
		const after = base + pack.count;
		for (let number = base; number < after; number++) {
			const together = bits[number]!;
			// One test that is rarely met, for a processor that foresees it.
			if (isEnough[together] === 0) continue;
			fits++;
			let sum = 0;
			for (const part of used) sum += part[number]!;
			const points = weighed(sum, titleWords[number]!) + counts[together]! * wordPoints;
			// Asked last, and only of what would be kept: the answer may take a look at much of the paper.
			const at = place + number - base;
			if (best.takes(points, at) && (!where || where(number))) best.put(number, points, at);
			// As a pass over the records does, so that both find the same.
			if (fits > enough && (!where || best.isFull)) return fits;
		}
	}
	return fits;
}

/** Adds to the words of records that have duplicates those that the others of their paper have, where their own are not enough. */
function addTogether(
	searched: Searched,
	{ end, records }: Postings,
	known: readonly Segment[],
	{ fits }: Marks,
	isEnough: Uint8Array,
): void {
	const { duplicates } = searched;
	const hasGone = known.reduce((sum, { pack }) => sum + pack.count, 0) < records;
	const isThere = (number: number): boolean => !hasGone || segmentOf(known, number) !== undefined;
	const foundBefore: FoundBefore = new Map();
	for (const number of duplicates.numbers()) {
		const own = number < end ? found[number]! : 0;
		if (own === 0 || isEnough[own] === 1) continue;
		const pair = duplicates.pairOf(number);
		found[number] = pair >= 0 && pair < end && isThere(pair) ? own | found[pair]! : foundTogether(searched, number, own, fits, foundBefore);
	}
}

/** Notes which records hold which of the words, and in which part at best. */
function collect({ starts, entries, end }: Postings, { fitting, whole }: Marks): void {
	found = cleared(found, end);
	for (const [index, words] of fitting.entries()) {
		parts[index] = cleared(parts[index]!, end);
		for (const word of words)
			if (word + 1 < starts.length)
				note(entries, starts[word]!, starts[word + 1]!, found, 1 << index, parts[index], (whole[word]! & (1 << index)) === 0 ? 1 : 2);
	}
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

/** An array of at least so many zeros. */
function cleared(array: Uint8Array, length: number): Uint8Array {
	if (array.length < length) return new Uint8Array(length);
	array.fill(0, 0, length);
	return array;
}
