import { wordsOf } from './index/letters.js';
import { type Mount, mountOf } from './index/mount.js';
import type { Vocabulary } from './index/vocabulary.js';
import { Part, stopWords } from './index/words.js';

/** A record that fits a query, by its number, and how well; higher is better. */
export interface Candidate {
	readonly number: number;
	readonly points: number;
	/** How many of the query's words it has. */
	readonly words: number;
}

/** What is searched: the mounted records with their words. */
export interface Searched {
	readonly mounts: readonly Mount[];
	readonly vocabulary: Vocabulary;
	/** The other records of a record's paper: a query may find its words in any of them. */
	twinsOf(number: number): readonly number[];
	hasTwins(number: number): boolean;
	/** Which records count; all where left out. */
	readonly where?: ((number: number) => boolean) | undefined;
}

/** So many fitting records are enough to choose the best from; a query that fits more is too short to choose well. */
const enoughFor = (words: readonly string[]): number => [1000, 4000, 20_000][Math.min(2, words.join('').length - 1)]!;

/** Words of a query beyond these are left to ranking: their bits fit a byte, and a million records are scanned from the cache. */
const mostWords = 8;

/** What a whole word in a part of the record counts; half of it where only the word's beginning was typed. */
const weights: readonly number[] = [6, 10, 12, 8, 16, 4, 2, 0];

/** Beginnings of this length find anything; from here on letters may be wrong. */
const shortestTypo = 4;

/** Whether a word may become one that is left out. */
const mayBeStopWord = (word: string): boolean => [...stopWords].some((each) => each.startsWith(word));

/** A query's words, the last of which may still be typed. */
export function queryWords(query: string): readonly string[] {
	const words = wordsOf(query);
	const kept = words.filter((word) => !stopWords.has(word));
	return [...new Set(kept.length > 0 ? kept : words)].slice(0, mostWords);
}

/** What the last search found, from which the next letter's search goes on. */
export interface Last {
	readonly words: readonly string[];
	/** All records that fit, in order. */
	readonly numbers: readonly number[];
}

/** What a search finds. */
export interface Found {
	readonly candidates: readonly Candidate[];
	/** Where the search saw every record that fits. */
	readonly last?: Last;
}

/**
 * The records that fit a query, best first by a rough count, at most `limit`: all words, each as the beginning of one of
 * the record's; where no record has them all, words one or two edits away, and then all words but one. `last` is what an
 * earlier search of the same records gave.
 */
export function search(searched: Searched, query: string, limit: number, last?: Last): Found {
	const words = queryWords(query);
	if (words.length === 0) return { candidates: [] };
	const marks = new Marks(searched.vocabulary, words);
	const among = last && narrows(last.words, words) ? last.numbers : undefined;
	const exact = marks.knowsAll ? scan(searched, marks, words.length, limit, enoughFor(words), among) : nothing;
	if (exact.isAny) return { candidates: exact.candidates, ...(exact.all ? { last: { words, numbers: exact.all } } : undefined) };
	if (words.length > 1 && mayBeStopWord(words.at(-1)!)) return search(searched, words.slice(0, -1).join(' '), limit, last);
	const hasTypos = marks.addTypos();
	// One more pass must do: those that lack a word are kept beside those that have all.
	const wanted = words.length > 2 ? words.length - 1 : words.length;
	if (!hasTypos && wanted === words.length) return { candidates: [] };
	const { candidates } = scan(searched, marks, wanted, limit, enoughFor(words));
	const all = candidates.filter(({ words: count }) => count === words.length);
	return { candidates: all.length > 0 ? all : candidates };
}

const nothing: Scanned = { candidates: [], isAny: false };

/** Whether whatever fits `words` fits `before`, too. */
const narrows = (before: readonly string[], words: readonly string[]): boolean =>
	before.every((word) => words.some((each) => each.startsWith(word)));

/** For each word of the vocabulary which words of a query it fits, a bit each. */
class Marks {
	/** Where it begins as the query's word does. */
	readonly fits: Uint8Array;
	/** Where it is the query's word. */
	readonly whole: Uint8Array;
	/** Bits of the query's words that no word of the vocabulary begins with. */
	#unknown: number[] = [];

	constructor(
		private readonly vocabulary: Vocabulary,
		private readonly words: readonly string[],
	) {
		vocabulary.sort();
		this.fits = new Uint8Array(vocabulary.size);
		this.whole = new Uint8Array(vocabulary.size);
		for (const [index, word] of words.entries()) {
			let count = 0;
			vocabulary.startingWith(word, (number, isWhole) => {
				this.fits[number]! |= 1 << index;
				if (isWhole) this.whole[number]! |= 1 << index;
				count++;
			});
			if (count === 0) this.#unknown.push(index);
		}
	}

	/** Whether each of the query's words begins some word of the vocabulary: where one does not, no record has all of them. */
	get knowsAll(): boolean {
		return this.#unknown.length === 0;
	}

	/** Marks words a typo or two away: of the query's unknown words, or of all where each is known. Whether any was. */
	addTypos(): boolean {
		let any = false;
		const wanted = this.#unknown.length > 0 ? this.#unknown : this.words.map((_, index) => index);
		for (const index of wanted) {
			const word = this.words[index]!;
			if (word.length < shortestTypo || /^\d+$/.test(word)) continue;
			this.vocabulary.startingNear(word, word.length < 8 ? 1 : 2, (number) => {
				this.fits[number]! |= 1 << index;
				any = true;
			});
		}
		return any;
	}
}

/** More than any points: a record with one more of the words comes before. */
const wordPoints = 4096;

/** How many bits are set in each byte. */
const counts = Uint8Array.from({ length: 1 << mostWords }, (_, value) => {
	let count = 0;
	for (let rest = value; rest !== 0; rest &= rest - 1) count++;
	return count;
});

/** What one pass over the records finds. */
interface Scanned {
	readonly candidates: readonly Candidate[];
	/** Whether any record fits, be it one that counts or not. */
	readonly isAny: boolean;
	/** All records that fit, those that do not count included; left out where not all were looked at. */
	readonly all?: readonly number[];
}

function scan(
	searched: Searched,
	{ fits, whole }: Marks,
	wanted: number,
	limit: number,
	enough: number,
	among?: readonly number[],
): Scanned {
	const { mounts, hasTwins, twinsOf, where } = searched;
	const best = new Best(limit);
	const all: number[] = [];
	/** Takes in a record of which `found` of the query's words fit, if these are enough. */
	const consider = (mount: Mount, index: number, found: number): void => {
		const number = mount.base + index;
		let together = found;
		if (counts[found]! < wanted) {
			if (!hasTwins(number)) return;
			for (const twin of twinsOf(number)) together |= foundIn(mounts, twin, fits);
			if (counts[together]! < wanted) return;
		}
		all.push(number);
		const { words, wordBounds } = mount.pack;
		const points = pointsOf(words, wordBounds[index]!, wordBounds[index + 1]!, fits, whole) + counts[together]! * wordPoints;
		// Asked last, and only of what would be kept: the answer may take a look at much of the paper.
		if (best.takes(points) && (!where || where(number))) best.put(number, points);
	};
	if (among) {
		// Both are in order: each mount is come by once.
		let place = 0;
		for (const number of among) {
			while (place < mounts.length && mounts[place]!.base + mounts[place]!.pack.count <= number) place++;
			const mount = mounts[place];
			if (mount && mount.base <= number) consider(mount, number - mount.base, foundAt(mount, number - mount.base, fits));
		}
		return { candidates: best.sorted(), isAny: all.length > 0, all };
	}
	for (const mount of mounts) {
		const { words, wordBounds, count } = mount.pack;
		for (let index = 0, at = 0; index < count; index++) {
			const end = wordBounds[index + 1]!;
			let found = 0;
			for (; at < end; at++) found |= fits[words[at]! >>> 3]!;
			if (found !== 0 && (counts[found]! >= wanted || hasTwins(mount.base + index))) consider(mount, index, found);
		}
		// Of records that do not count there may be any number before the first that does.
		if (all.length > enough && (!where || best.isFull)) return { candidates: best.sorted(), isAny: true };
	}
	return { candidates: best.sorted(), isAny: all.length > 0, all };
}

/** Which of the query's words fit a record that is mounted somewhere in the list. */
function foundIn(mounts: readonly Mount[], number: number, fits: Uint8Array): number {
	const mount = mountOf(mounts, number);
	return mount ? foundAt(mount, number - mount.base, fits) : 0;
}

function foundAt({ pack: { words, wordBounds } }: Mount, index: number, fits: Uint8Array): number {
	let found = 0;
	for (let at = wordBounds[index]!; at < wordBounds[index + 1]!; at++) found |= fits[words[at]! >>> 3]!;
	return found;
}

/** What each of the query's words counts in its best part; a record with fewer words besides fits better. */
function pointsOf(words: Uint32Array, start: number, end: number, fits: Uint8Array, whole: Uint8Array): number {
	best.fill(0);
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
			if (points > best[index]!) best[index] = points;
		}
	}
	let sum = 0;
	for (const points of best) sum += points;
	return Math.max(0, sum * 4 - Math.min(titleWords, 20));
}

const best = new Uint16Array(mostWords);

/** The best so many of all that are put in: a heap with the worst on top. */
class Best {
	readonly #numbers: number[] = [];
	readonly #points: number[] = [];

	constructor(private readonly limit: number) {}

	get isFull(): boolean {
		return this.#numbers.length >= this.limit;
	}

	/** Whether a record with so many points would be among the best. */
	takes(points: number): boolean {
		return !this.isFull || points > this.#points[0]!;
	}

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
			.map((number, index) => {
				const points = this.#points[index]!;
				return { number, points: points % wordPoints, words: Math.floor(points / wordPoints) };
			})
			.sort((a, b) => b.words - a.words || b.points - a.points || a.number - b.number);
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
