import { namesOf, type SourceRecord, stated } from '../formats/record.js';
import type { WellKnownNames } from '../wellKnownNames.js';
import { foldLetters, letters, wordEnd, wordsOf } from './letters.js';
import type { Vocabulary } from './vocabulary.js';

/** Which part of a record a word is in. Fits three bits. */
export const Part = { key: 0, title: 1, author: 2, year: 3, name: 4, venue: 5, other: 6 } as const;
export type Part = (typeof Part)[keyof typeof Part];

/** Words that distinguish no paper from another; left out of the index, and of a query that has others. */
export const stopWords: ReadonlySet<string> = new Set(
	'a an and as at by for from in into is of on or over the to using via with der die das und la le les de des du et'.split(' '),
);

const isHyphen = (code: number): boolean => code === 45 || (code >= 0x2010 && code <= 0x2015);

let joined = new Uint16Array(256);

/** Up to so many words of a record are faster looked through than looked up. */
const fewWords = 64;

/** So much of a title or another text is searched: no title is longer, and a file without line breaks may be one. */
const longest = 20_000;

/** Collects the words that records are found by, as numbers of a vocabulary that is empty at first. */
export class WordCollector {
	/** Numbers from here on are not those of stop words. */
	#firstOther = 0;
	#numbering = 0;
	#vocabulary: Vocabulary;
	#words = new Uint32Array(1 << 12);
	#used = 0;
	/** The words of the present record where there are many of them; they would be looked through for each further one. */
	readonly #many = new Set<number>();
	/** Where the present record's words begin. */
	#start = 0;

	/** `otherNames` are what a record goes by in addition to what it states. */
	constructor(
		vocabulary: Vocabulary,
		readonly otherNames?: WellKnownNames,
	) {
		this.#vocabulary = vocabulary;
		this.#enterStopWords();
	}

	/** Where the words have their numbers from. */
	get vocabulary(): Vocabulary {
		return this.#vocabulary;
	}

	/** Which vocabulary that is, counted from zero. */
	get numbering(): number {
		return this.#numbering;
	}

	/** Takes numbers from another vocabulary, which is empty, from the next record on. */
	startOver(vocabulary: Vocabulary): void {
		this.#vocabulary = vocabulary;
		this.#numbering++;
		this.#enterStopWords();
	}

	#enterStopWords(): void {
		for (const word of stopWords) this.#vocabulary.numberOf(word);
		this.#firstOther = this.#vocabulary.size;
	}

	get length(): number {
		return this.#used;
	}

	/** All that was collected since the last call: word numbers times eight plus their parts. */
	take(): Uint32Array {
		const words = this.#words.slice(0, this.#used);
		this.#used = 0;
		return words;
	}

	/** Collects what a record is found by, each word once: in the part that says most. */
	addRecord(record: SourceRecord): void {
		this.#start = this.#used;
		this.#many.clear();
		for (const name of namesOf(record)) {
			this.#add(name, Part.name);
			this.#put(this.#vocabulary.numberOf(wordsOf(name.slice(0, longest)).join('')), Part.name);
		}
		for (const { family, particle } of record.authors.length > 0 ? record.authors : record.editors) {
			this.#add(family, Part.author);
			if (particle !== undefined) this.#add(particle, Part.author);
		}
		this.#add(record.title, Part.title);
		for (const title of record.alsoTitles) this.#add(title, Part.title);
		if (record.year !== undefined) this.#add(String(record.year), Part.year);
		if (record.published !== undefined && record.published !== record.year) this.#add(String(record.published), Part.year);
		this.#add(record.key, Part.key);
		for (const alias of record.aliases) this.#add(alias, Part.key);
		const venue = record.venue?.short ?? record.venue?.full;
		if (venue !== undefined) this.#add(venue, Part.venue);
		const arxiv = stated(record, 'arxiv');
		if (arxiv !== undefined) this.#add(arxiv, Part.other);
		for (const topic of record.topics) this.#add(topic, Part.other);
		for (const collection of record.collections ?? []) this.#add(collection, Part.other);
		if (record.claim !== undefined) this.#add(record.claim, Part.other);
	}

	#add(whole: string, part: Part): void {
		const text = whole.length > longest ? whole.slice(0, longest) : whole;
		const length = foldLetters(text);
		const isAsWritten = length === text.length;
		let before = 0;
		let last = -2;
		for (let start = 0; start < length; ) {
			if (letters[start] === 0) {
				start++;
				continue;
			}
			const end = wordEnd(start, length);
			const number = this.#vocabulary.numberOfLetters(letters, start, end);
			if (number >= this.#firstOther) this.#put(number, part);
			// "multi-task" is found by "multitask", too.
			if (isAsWritten && start === last + 1 && isHyphen(text.charCodeAt(last)))
				this.#put(this.#joinedNumber(before, last, start, end), part);
			before = start;
			last = end;
			start = end;
		}
	}

	#joinedNumber(firstStart: number, firstEnd: number, start: number, end: number): number {
		const length = firstEnd - firstStart + end - start;
		if (length > joined.length) joined = new Uint16Array(length * 2);
		joined.set(letters.subarray(firstStart, firstEnd));
		joined.set(letters.subarray(start, end), firstEnd - firstStart);
		return this.#vocabulary.numberOfLetters(joined, 0, length);
	}

	/** Whether a word was collected for the present record; where it was not, it is going to be. */
	#has(number: number): boolean {
		const isLong = this.#used - this.#start >= fewWords;
		if (isLong && this.#many.size === 0)
			for (let index = this.#start; index < this.#used; index++) this.#many.add(this.#words[index]! >>> 3);
		if (isLong) {
			const { size } = this.#many;
			return this.#many.add(number).size === size;
		}
		for (let index = this.#start; index < this.#used; index++) if (this.#words[index]! >>> 3 === number) return true;
		return false;
	}

	#put(number: number, part: Part): void {
		if (this.#has(number)) return;
		if (this.#used === this.#words.length) {
			const larger = new Uint32Array(this.#used * 2);
			larger.set(this.#words);
			this.#words = larger;
		}
		this.#words[this.#used++] = number * 8 + part;
	}
}
