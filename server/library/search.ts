import { type Mount, mountOf } from './index/mount.js';
import type { Vocabulary } from './index/vocabulary.js';
import { Part, stopWords, wordsOf } from './index/words.js';

/** A record that fits a query, by its number, and how well; higher is better. */
export interface Candidate {
	readonly number: number;
	readonly points: number;
}

/** What is searched: the mounted records with their words. */
export interface Searched {
	readonly mounts: readonly Mount[];
	readonly vocabulary: Vocabulary;
	/** The other records of a record's paper: a query may find its words in any of them. */
	twinsOf(number: number): readonly number[];
	hasTwins(number: number): boolean;
}

/** So many fitting records are enough to choose the best from; a query that fits more is too short to choose well. */
const enough = 30_000;

/** Words of a query beyond these are left to ranking. */
const mostWords = 12;

/** What a whole word in a part of the record counts; half of it where only the word's beginning was typed. */
const weights: readonly number[] = [6, 10, 12, 8, 16, 4, 2, 0];

/** Beginnings of this length find anything; from here on letters may be wrong. */
const shortestTypo = 4;

/** A query's words, the last of which may still be typed. */
export function queryWords(query: string): readonly string[] {
	const words = wordsOf(query);
	const kept = words.filter((word, index) => index === words.length - 1 || !stopWords.has(word));
	return [...new Set(kept)].slice(0, mostWords);
}

/**
 * The records that fit a query, best first by a rough count, at most `limit`: all words, each as the beginning of one of
 * the record's; where hardly any record has them all, words one or two edits away, and then all words but one.
 */
export function search(searched: Searched, query: string, limit: number): readonly Candidate[] {
	const words = queryWords(query);
	if (words.length === 0) return [];
	const marks = new Marks(searched.vocabulary, words);
	let found = scan(searched, marks, words.length, limit);
	if (found.length < 3 && marks.addTypos()) found = scan(searched, marks, words.length, limit);
	if (found.length === 0 && words.length > 2) found = scan(searched, marks, words.length - 1, limit);
	return found;
}

/** For each word of the vocabulary which words of a query it fits: a bit each, and sixteen bits up where it fits whole. */
class Marks {
	readonly bits: Uint32Array;
	/** Bits of the query's words that no word of the vocabulary begins with. */
	#unknown: number[] = [];

	constructor(
		private readonly vocabulary: Vocabulary,
		private readonly words: readonly string[],
	) {
		vocabulary.sort();
		this.bits = new Uint32Array(vocabulary.size);
		for (const [index, word] of words.entries()) {
			let count = 0;
			vocabulary.startingWith(word, (number, isWhole) => {
				this.bits[number]! |= (1 << index) | (isWhole ? 1 << (index + 16) : 0);
				count++;
			});
			if (count === 0) this.#unknown.push(index);
		}
	}

	/** Marks words a typo or two away: of the query's unknown words, or of all where each is known. Whether any was. */
	addTypos(): boolean {
		let any = false;
		const wanted = this.#unknown.length > 0 ? this.#unknown : this.words.map((_, index) => index);
		for (const index of wanted) {
			const word = this.words[index]!;
			if (word.length < shortestTypo || /^\d+$/.test(word)) continue;
			this.vocabulary.startingNear(word, word.length < 8 ? 1 : 2, (number) => {
				this.bits[number]! |= 1 << index;
				any = true;
			});
		}
		return any;
	}
}

/** How many bits are set in each number below 4096. */
const counts = Uint8Array.from({ length: 1 << mostWords }, (_, value) => {
	let count = 0;
	for (let rest = value; rest !== 0; rest &= rest - 1) count++;
	return count;
});

function scan({ mounts, hasTwins, twinsOf }: Searched, { bits }: Marks, wanted: number, limit: number): readonly Candidate[] {
	const mask = (1 << mostWords) - 1;
	const best = new Best(limit);
	let fitting = 0;
	for (const mount of mounts) {
		const { words, wordBounds, count } = mount.pack;
		for (let index = 0, at = 0; index < count; index++) {
			const start = at;
			const end = wordBounds[index + 1]!;
			let found = 0;
			for (; at < end; at++) found |= bits[words[at]! >>> 3]!;
			if (found === 0) continue;
			if (counts[found & mask]! < wanted) {
				const number = mount.base + index;
				if (!hasTwins(number)) continue;
				for (const twin of twinsOf(number)) found |= foundIn(mounts, twin, bits);
				if (counts[found & mask]! < wanted) continue;
			}
			best.put(mount.base + index, pointsOf(words, start, end, bits));
			fitting++;
		}
		if (fitting > enough) break;
	}
	return best.sorted();
}

function foundIn(mounts: readonly Mount[], number: number, bits: Uint32Array): number {
	const mount = mountOf(mounts, number);
	if (!mount) return 0;
	const { words, wordBounds } = mount.pack;
	let found = 0;
	for (let at = wordBounds[number - mount.base]!; at < wordBounds[number - mount.base + 1]!; at++) found |= bits[words[at]! >>> 3]!;
	return found;
}

/** What each of the query's words counts in its best part; a record with fewer words besides fits better. */
function pointsOf(words: Uint32Array, start: number, end: number, bits: Uint32Array): number {
	best.fill(0);
	let titleWords = 0;
	for (let at = start; at < end; at++) {
		const part = words[at]! & 7;
		if (part === Part.title) titleWords++;
		const fit = bits[words[at]! >>> 3]!;
		if (fit === 0) continue;
		for (let index = 0; index < mostWords; index++) {
			if ((fit & (1 << index)) === 0) continue;
			const points = (fit & (1 << (index + 16))) === 0 ? weights[part]! : 2 * weights[part]!;
			if (points > best[index]!) best[index] = points;
		}
	}
	let sum = 0;
	for (const points of best) sum += points;
	return sum * 4 - Math.min(titleWords, 20);
}

const best = new Uint16Array(mostWords);

/** The best so many of all that are put in: a heap with the worst on top. */
class Best {
	readonly #numbers: number[] = [];
	readonly #points: number[] = [];

	constructor(private readonly limit: number) {}

	put(number: number, points: number): void {
		const { length } = this.#numbers;
		if (length < this.limit) {
			this.#numbers.push(number);
			this.#points.push(points);
			this.#up(length);
		} else if (points > this.#points[0]!) {
			this.#numbers[0] = number;
			this.#points[0] = points;
			this.#down();
		}
	}

	sorted(): readonly Candidate[] {
		return this.#numbers
			.map((number, index) => ({ number, points: this.#points[index]! }))
			.sort((a, b) => b.points - a.points || a.number - b.number);
	}

	#up(from: number): void {
		for (let place = from; place > 0; ) {
			const above = (place - 1) >> 1;
			if (this.#points[above]! <= this.#points[place]!) return;
			this.#swap(above, place);
			place = above;
		}
	}

	#down(): void {
		for (let place = 0; ; ) {
			let least = place;
			for (const below of [2 * place + 1, 2 * place + 2])
				if (below < this.#points.length && this.#points[below]! < this.#points[least]!) least = below;
			if (least === place) return;
			this.#swap(least, place);
			place = least;
		}
	}

	#swap(a: number, b: number): void {
		[this.#numbers[a], this.#numbers[b]] = [this.#numbers[b]!, this.#numbers[a]!];
		[this.#points[a], this.#points[b]] = [this.#points[b]!, this.#points[a]!];
	}
}
