import { textOfUnits } from '../../base/append.js';
import { compareTexts } from '../../base/compareTexts.js';
import { resultOf } from '../../base/inSlices.js';
import { sortInSteps } from '../../base/sortInSteps.js';

/** So many words are merged in one step of sorting. */
const mergedAtOnce = 16_384;

/** So many answers to what is likeliest are kept. */
const mostKept = 64;

/** A word that may be meant, by its number, and how many letters are wrong then. */
interface Likely {
	readonly number: number;
	readonly distance: number;
}

/** Every word that some record of the library holds, each with a number. Words are folded; numbers are never taken back. */
export class Vocabulary {
	readonly #words: string[] = [];
	/** Hashes of the words by their numbers. */
	#hashes = new Uint32Array(1024);
	/** Where a word's hash leads: one more than its number, zero where the place is free. */
	#places = new Uint32Array(4096);
	/** Numbers in the order of their words, for those before `#words[#sorted.length]`. */
	#sorted = new Uint32Array(0);
	/** A bit for each letter of a word, so that most words are distinguished without comparing. */
	#masks = new Uint32Array(1024);

	/** What was likeliest to be meant, as last found: of a query that is typed on, only the last word changes. */
	#likeliest: { readonly words: number; readonly living: Uint8Array | undefined; readonly found: Map<string, readonly Likely[]> } = {
		words: 0,
		living: undefined,
		found: new Map(),
	};

	get size(): number {
		return this.#words.length;
	}

	/** Whether some record holds, or held, a word. */
	has(word: string): boolean {
		const units = unitsOf(word);
		return this.#find(units, 0, word.length, hashOfUnits(units, 0, word.length)) >= 0;
	}

	/** The word's number; a new one where the word is new. */
	numberOf(word: string): number {
		return this.numberOfLetters(unitsOf(word), 0, word.length, word);
	}

	/** The same for a word given as codes from `start` to `end`, without making a string of one that is there; `known` is the word where it is at hand. */
	numberOfLetters(letters: Uint16Array, start: number, end: number, known?: string): number {
		const hash = hashOfUnits(letters, start, end);
		const found = this.#find(letters, start, end, hash);
		if (found >= 0) return found;
		const number = this.#words.length;
		const word = known ?? textOfUnits(letters, start, end);
		this.#words.push(word);
		if (number === this.#hashes.length) {
			this.#hashes = grown(this.#hashes);
			this.#masks = grown(this.#masks);
		}
		this.#hashes[number] = hash;
		this.#masks[number] = lettersOf(word);
		this.#places[~found] = number + 1;
		if (number * 2 > this.#places.length) this.#spread();
		return number;
	}

	/** The number of a word with some hash; where it is new, the free place for it with all bits reversed, which is less than zero. */
	#find(letters: Uint16Array, start: number, end: number, hash: number): number {
		const mask = this.#places.length - 1;
		let place = hash & mask;
		for (let value = this.#places[place]!; value !== 0; value = this.#places[place]!) {
			if (this.#hashes[value - 1] === hash && isWritten(this.#words[value - 1]!, letters, start, end)) return value - 1;
			place = (place + 1) & mask;
		}
		return ~place;
	}

	#spread(): void {
		const places = new Uint32Array(this.#places.length * 2);
		const mask = places.length - 1;
		for (let number = 0; number < this.#words.length; number++) {
			let place = this.#hashes[number]! & mask;
			while (places[place] !== 0) place = (place + 1) & mask;
			places[place] = number + 1;
		}
		this.#places = places;
	}

	/** The word with a number that `numberOf` gave. */
	word(number: number): string {
		return this.#words[number]!;
	}

	/** Sorts in what is new. Done by itself when a search needs it; done early, no search waits for it. */
	sort(): void {
		resultOf(this.sorting());
	}

	/** The same in steps. What comes meanwhile is not sorted in. */
	*sorting(): Generator<undefined, void> {
		const sorted = this.#sorted;
		const words = this.#words;
		const { length } = words;
		if (sorted.length === length) return;
		const numbers = Array.from({ length: length - sorted.length }, (_, index) => sorted.length + index);
		const fresh = yield* sortInSteps(numbers, (a, b) => (words[a]! < words[b]! ? -1 : 1));
		const merged = new Uint32Array(length);
		let old = 0;
		let next = 0;
		for (let index = 0; index < length; index++) {
			const takesOld = next === fresh.length || (old < sorted.length && words[sorted[old]!]! < words[fresh[next]!]!);
			merged[index] = takesOld ? sorted[old++]! : fresh[next++]!;
			if (index % mergedAtOnce === 0) yield;
		}
		// A search may have sorted meanwhile.
		if (this.#sorted.length < length) this.#sorted = merged;
	}

	/** Visits the numbers of all words that begin with `prefix`; `isWhole` where the word is no longer. */
	startingWith(prefix: string, visit: (number: number, isWhole: boolean) => void): void {
		const words = this.#words;
		if (words.length - this.#sorted.length > 512 + (this.#sorted.length >> 4)) this.sort();
		const sorted = this.#sorted;
		let low = 0;
		let high = sorted.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (words[sorted[middle]!]! < prefix) low = middle + 1;
			else high = middle;
		}
		for (; low < sorted.length; low++) {
			const number = sorted[low]!;
			const word = words[number]!;
			if (!word.startsWith(prefix)) break;
			visit(number, word.length === prefix.length);
		}
		for (let number = sorted.length; number < words.length; number++) {
			const word = words[number]!;
			if (word.startsWith(prefix)) visit(number, word.length === prefix.length);
		}
	}

	/**
	 * Visits the numbers of the words that are likeliest to be meant by `typed`, at most `most`: those that share a trigram with it and are at most
	 * `edits` edits away, the nearest first. Looks at every word; those that have a zero in `living`, by their numbers, do not count.
	 */
	likeliest(
		typed: string,
		edits: number,
		most: number,
		living: Uint8Array | undefined,
		visit: (number: number, edits: number) => void,
	): void {
		const { words, living: before, found } = this.#likeliest;
		if (words !== this.#words.length || before !== living || found.size >= mostKept)
			this.#likeliest = { words: this.#words.length, living, found: new Map() };
		const name = `${typed} ${edits} ${most}`;
		const known = this.#likeliest.found.get(name) ?? this.#findLikeliest(typed, edits, most, living);
		this.#likeliest.found.set(name, known);
		for (const { number, distance } of known) visit(number, distance);
	}

	#findLikeliest(typed: string, edits: number, most: number, living: Uint8Array | undefined): readonly Likely[] {
		const wanted = lettersOf(typed);
		const trigrams = new Uint8Array(trigramNumbers);
		noteTrigrams(typed, trigrams);
		const found: (Likely & { readonly farness: number })[] = [];
		for (let number = 0; number < this.#words.length; number++) {
			if (living?.[number] === 0 || bits(wanted & ~this.#masks[number]!) > edits) continue;
			const word = this.#words[number]!;
			if (word.length < typed.length - edits || word.length > typed.length + edits) continue;
			const shared = sharedTrigrams(word, trigrams);
			if (shared === 0) continue;
			const distance = prefixDistance(typed, word, edits);
			if (distance <= edits) found.push({ number, distance, farness: distance - shared / (typed.length + 1) });
		}
		// Numbers depend on which word came first.
		found.sort((a, b) => a.farness - b.farness || compareTexts(this.#words[a.number]!, this.#words[b.number]!));
		return found.slice(0, most);
	}

	/**
	 * Visits the numbers of words that begin with something at most `edits` edits away from `typed` (a letter more, less,
	 * another, or two swapped), but not with `typed` itself. The first letter is taken as right, but for one left out, put
	 * before it or swapped with the second.
	 */
	startingNear(typed: string, edits: number, visit: (number: number, edits: number) => void): void {
		const wanted = lettersOf(typed);
		const first = typed.charCodeAt(0);
		const second = typed.charCodeAt(1);
		for (let number = 0; number < this.#words.length; number++) {
			// Each edit can take at most one kind of letter out of the typed word.
			if (bits(wanted & ~this.#masks[number]!) > edits) continue;
			const word = this.#words[number]!;
			const begin = word.charCodeAt(0);
			if (word.length < typed.length - edits || (begin !== first && begin !== second && word.charCodeAt(1) !== first)) continue;
			const distance = prefixDistance(typed, word, edits);
			if (distance > 0 && distance <= edits) visit(number, distance);
		}
	}
}

/** How many numbers trigrams are given: two that share one only cost a comparison. */
const trigramNumbers = 4096;

/** Notes the trigrams of a word, its beginning counted as a letter. */
function noteTrigrams(word: string, trigrams: Uint8Array): void {
	for (let at = -1; at + 3 <= word.length; at++) trigrams[trigramAt(word, at)] = 1;
}

/** How many trigrams of a word are noted. */
function sharedTrigrams(word: string, trigrams: Uint8Array): number {
	let shared = 0;
	for (let at = -1; at + 3 <= word.length; at++) shared += trigrams[trigramAt(word, at)]!;
	return shared;
}

function trigramAt(word: string, at: number): number {
	const first = at < 0 ? 0 : word.charCodeAt(at);
	return ((first * 31 + word.charCodeAt(at + 1)) * 31 + word.charCodeAt(at + 2)) % trigramNumbers;
}

let scratch = new Uint16Array(64);

/** The codes of a word, in an array that the next call uses again. */
function unitsOf(word: string): Uint16Array {
	if (word.length > scratch.length) scratch = new Uint16Array(word.length * 2);
	for (let index = 0; index < word.length; index++) scratch[index] = word.charCodeAt(index);
	return scratch;
}

/** FNV-1a of 16-bit units, with the high bits mixed into the low ones. */
function hashOfUnits(letters: Uint16Array, start: number, end: number): number {
	let hash = 0x811c9dc5;
	for (let index = start; index < end; index++) hash = Math.imul(hash ^ letters[index]!, 0x01000193);
	return (hash ^ (hash >>> 15)) >>> 0;
}

function isWritten(word: string, letters: Uint16Array, start: number, end: number): boolean {
	if (word.length !== end - start) return false;
	for (let index = 0; index < word.length; index++) if (word.charCodeAt(index) !== letters[start + index]) return false;
	return true;
}

function grown(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
	const larger = new Uint32Array(numbers.length * 2);
	larger.set(numbers);
	return larger;
}

function lettersOf(word: string): number {
	let letters = 0;
	for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) & 31);
	return letters;
}

function bits(value: number): number {
	let rest = value;
	let count = 0;
	for (; rest !== 0; rest &= rest - 1) count++;
	return count;
}

let rows: readonly [Uint8Array, Uint8Array, Uint8Array] = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)];

/**
 * The least number of edits between `typed` and a prefix of `word` (optimal string alignment: insertion, deletion,
 * substitution, swap of neighbours), or more than `limit` where it is more.
 */
export function prefixDistance(typed: string, word: string, limit: number): number {
	const width = Math.min(word.length, typed.length + limit);
	if (width > 62 || typed.length > 62) return limit + 1;
	let [before, above, row] = rows;
	for (let column = 0; column <= width; column++) above[column] = column;
	for (let line = 1; line <= typed.length; line++) {
		if (fillRow(row, above, before, typed, word, line, width) > limit) return limit + 1;
		[before, above, row] = [above, row, before];
	}
	let best = limit + 1;
	for (let column = 0; column <= width; column++) if (above[column]! < best) best = above[column]!;
	rows = [before, above, row];
	return best;
}

/** Fills the row of distances for the first `line` letters typed from the two rows above it. Returns the least of them. */
function fillRow(row: Uint8Array, above: Uint8Array, before: Uint8Array, typed: string, word: string, line: number, width: number): number {
	const letter = typed.charCodeAt(line - 1);
	row[0] = line;
	let least = line;
	for (let column = 1; column <= width; column++) {
		const other = word.charCodeAt(column - 1);
		let value = above[column - 1]! + (letter === other ? 0 : 1);
		if (above[column]! + 1 < value) value = above[column]! + 1;
		if (row[column - 1]! + 1 < value) value = row[column - 1]! + 1;
		if (line > 1 && column > 1 && letter === word.charCodeAt(column - 2) && typed.charCodeAt(line - 2) === other) {
			const swapped = before[column - 2]! + 1;
			if (swapped < value) value = swapped;
		}
		row[column] = value;
		if (value < least) least = value;
	}
	return least;
}
