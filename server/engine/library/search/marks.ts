import type { Vocabulary } from '../index/vocabulary.js';

/** Words of a query beyond these are left to ranking: their bits fit a byte, and a million records are scanned from the cache. */
export const mostWords = 8;

/** Beginnings of this length find anything; from here on letters may be wrong. */
const shortestTypo = 4;

/** Of a shorter word with three wrong letters too little is left. */
const shortestGuess = 5;
const shortestAlone = 9;

/** So many letters of a query may be wrong where nothing else is found. */
const mostWrong = 4;

/** A word that a record lacks counts as so many wrong letters. */
const lacking = 2;

/** So many words may be meant by one. */
const mostGuesses = 12;

/** Used again by the next search: large libraries have as many words as papers. */
let fitsOfLast = new Uint8Array(0);
let wholeOfLast = new Uint8Array(0);

/** For each word of the vocabulary which words of a query it fits, a bit each. Those of one search at a time. */
export class Marks {
	/** Where it begins as the query's word does. */
	readonly fits: Uint8Array;
	/** Where it is the query's word. */
	readonly whole: Uint8Array;
	/** For each of the query's words the vocabulary's words that fit it. */
	readonly fitting: readonly number[][];
	/** For each of the query's words how many letters are wrong in it, if another was meant. */
	readonly #edits: readonly Map<number, number>[];
	/** Bits of the query's words that no word of the vocabulary begins with. */
	#unknown: number[] = [];

	/** `living` has a one for each word that counts, by its number; all do where it is left out. */
	constructor(
		private readonly vocabulary: Vocabulary,
		readonly words: readonly string[],
		private readonly living?: Uint8Array,
	) {
		vocabulary.sort();
		this.fits = fitsOfLast = cleared(fitsOfLast, vocabulary.size);
		this.whole = wholeOfLast = cleared(wholeOfLast, vocabulary.size);
		this.fitting = words.map(() => []);
		this.#edits = words.map(() => new Map());
		for (const [index, word] of words.entries()) {
			const fitting = this.fitting[index]!;
			vocabulary.startingWith(word, (number, isWhole) => {
				if (living?.[number] === 0) return;
				this.fits[number]! |= 1 << index;
				if (isWhole) this.whole[number]! |= 1 << index;
				fitting.push(number);
			});
			if (fitting.length === 0) this.#unknown.push(index);
		}
	}

	/** Whether each of the query's words begins some word of the vocabulary: where one does not, no record has all of them. */
	get knowsAll(): boolean {
		return this.#unknown.length === 0;
	}

	/** Marks the words that are likeliest to be meant by each of the query's, however they are mistyped. Whether any was. */
	addLikeliest(): boolean {
		let any = false;
		// Several words bear each other out.
		const isAlone = this.words.length === 1;
		const wrongShare = isAlone ? 1 / 3 : 0.4;
		for (const [index, word] of this.words.entries()) {
			if (word.length < (isAlone ? shortestAlone : shortestGuess) || /^\d+$/.test(word)) continue;
			const mayBeWrong = Math.min(mostWrong, Math.floor(word.length * wrongShare));
			this.vocabulary.likeliest(word, mayBeWrong, mostGuesses, this.living, (number, edits) => {
				if (this.fits[number]! & (1 << index)) return;
				this.#add(index, number, edits);
				any = true;
			});
		}
		return any;
	}

	/** Whether no more letters of the query are wrong than may be, for a record by its words from `start` to `end`; a word that it lacks counts as two. */
	isNearEnough(words: Uint32Array, start: number, end: number): boolean {
		let wrong = 0;
		for (const [index, edits] of this.#edits.entries()) {
			let least = lacking;
			for (let at = start; at < end && least > 0; at++) {
				const word = words[at]! >>> 3;
				if (this.fits[word]! & (1 << index)) least = Math.min(least, edits.get(word) ?? 0);
			}
			wrong += least;
		}
		return wrong <= mostWrong;
	}

	#add(index: number, number: number, edits: number): void {
		this.fits[number]! |= 1 << index;
		this.fitting[index]!.push(number);
		this.#edits[index]!.set(number, edits);
	}

	/** Marks words a typo or two away: of the query's unknown words, or of all where each is known. Whether any was. */
	addTypos(): boolean {
		let any = false;
		const wanted = this.#unknown.length > 0 ? this.#unknown : this.words.map((_, index) => index);
		for (const index of wanted) {
			const word = this.words[index]!;
			if (word.length < shortestTypo || /^\d+$/.test(word)) continue;
			this.vocabulary.startingNear(word, word.length < 8 ? 1 : 2, (number, edits) => {
				if (this.living?.[number] === 0) return;
				this.#add(index, number, edits);
				any = true;
			});
		}
		return any;
	}
}

/** An array of at least so many zeros. */
export function cleared(array: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
	if (array.length < length) return new Uint8Array(length);
	array.fill(0, 0, length);
	return array;
}
