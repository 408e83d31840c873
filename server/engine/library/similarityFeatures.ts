import { keywords } from './keywords.js';

/** What of a paper shows how near it is to others. */
export interface Traits {
	/** Every key it goes by. */
	readonly keys: readonly string[];
	readonly topics: readonly string[];
	/** Keys of the papers that its summary links. */
	readonly related: readonly string[];
	/** URIs of the notes that cite or name it. */
	readonly notes: readonly string[];
	readonly title: string;
	/** Its abstract or summary; empty where there is none. */
	readonly text: string;
}

const kinds = ['topics', 'words', 'notes'] as const;

/** How much each kind of sign counts at most. */
const shares = { topics: 0.5, words: 0.6, notes: 0.35 } as const;

/** A paper speaks through so many words, those that say most. */
const mostWords = 120;

/** So many papers may share a word by chance: a sign that only two bear says less than its rarity alone would have it. */
const chance = 2;

/** Of a long text so much is read: what a paper is about is at its beginning. */
const mostText = 6000;

/** A word of the title says as much as so many in the text. */
const titleWeight = 3;

/**
 * The topics, words and notes of papers, and what those that papers share bring them nearer. Used in three rounds over all papers:
 * each is added, each weighed, and then any may be compared. All is kept in a few long arrays: a library has a million words, and
 * as many small objects would hold up everything else that needs the thread while they are cleared away.
 */
export class SimilarityFeatures {
	readonly #numbers = new Map<string, number>();
	/** How many papers bear each sign. */
	readonly #bearerCounts: number[] = [];
	/** Signs of all papers in turn, and how often each is borne; once weighed, its weight instead. */
	readonly #signs = new Grown(Int32Array);
	readonly #weights = new Grown(Float32Array);
	/** Where the signs of a paper's kinds begin, three in a row for each paper. */
	readonly #starts: number[] = [];
	#size = 0;
	/** Papers by the sign that they bear and their weights, and where those of each sign begin. */
	#bearers:
		| { readonly papers: Int32Array; readonly weights: Float32Array; readonly starts: Int32Array; readonly ends: Int32Array }
		| undefined;

	add({ topics, notes, title, text }: Traits): void {
		const words = new Map<number, number>();
		const bear = (word: string, times: number) => {
			const sign = this.#numberOf(`w${word}`);
			words.set(sign, (words.get(sign) ?? 0) + times);
		};
		for (const word of keywords(title)) bear(word, titleWeight);
		for (const word of keywords(text.slice(0, mostText))) bear(word, 1);
		const once = (prefix: string, items: readonly string[]) =>
			new Map([...new Set(items)].map((item): [number, number] => [this.#numberOf(prefix + item), 1]));
		const borne = { topics: once('t', topics), words, notes: once('n', notes) };
		for (const kind of kinds) {
			this.#starts.push(this.#signs.length);
			for (const [sign, times] of borne[kind]) {
				this.#bearerCounts[sign]!++;
				this.#signs.push(sign);
				this.#weights.push(times);
			}
		}
		this.#size++;
	}

	/** Gives each sign of a paper its weight, the rarer, the heavier, once all papers are there. */
	weigh(paper: number): void {
		this.#bearers ??= this.#roomForBearers();
		const { papers, weights, ends } = this.#bearers;
		for (const [place, kind] of kinds.entries()) {
			const [start, end] = this.#range(3 * paper + place);
			let square = 0;
			const least = kind === 'words' ? this.#weighWords(start, end) : this.#weighAll(start, end);
			for (let at = start; at < end; at++) {
				if (this.#weights.at(at) < least) this.#weights.set(at, 0);
				square += this.#weights.at(at) ** 2;
			}
			// A sign that only one paper bears brings it near to nobody, but still says that the paper is about something else.
			const scale = square === 0 ? 0 : Math.sqrt(shares[kind] / square);
			for (let at = start; at < end; at++) {
				const sign = this.#signs.at(at);
				const weight = this.#bearerCounts[sign]! < 2 ? 0 : this.#weights.at(at) * scale;
				this.#weights.set(at, weight);
				if (weight === 0) continue;
				papers[ends[sign]!] = paper;
				weights[ends[sign]!++] = weight;
			}
		}
	}

	/** Says of each sign that a paper shares with another how much nearer it brings the two. */
	compare(paper: number, add: (other: number, score: number) => void): void {
		const { papers, weights, starts, ends } = this.#bearers!;
		const [start] = this.#range(3 * paper);
		const [, end] = this.#range(3 * paper + kinds.length - 1);
		for (let at = start; at < end; at++) {
			const weight = this.#weights.at(at);
			if (weight === 0) continue;
			const sign = this.#signs.at(at);
			for (let place = starts[sign]!; place < ends[sign]!; place++) add(papers[place]!, weight * weights[place]!);
		}
	}

	/** Weighs signs that all count; answers the least weight that does. */
	#weighAll(start: number, end: number): number {
		for (let at = start; at < end; at++)
			this.#weights.set(
				at,
				Math.sqrt(this.#weights.at(at)) * Math.log(1 + this.#size / (chance + this.#bearerCounts[this.#signs.at(at)]!)),
			);
		return 0;
	}

	/** The same of words, of which only the weightiest count. */
	#weighWords(start: number, end: number): number {
		this.#weighAll(start, end);
		return end - start <= mostWords ? 0 : this.#weights.part(start, end).sort()[end - start - mostWords]!;
	}

	#range(kind: number): readonly [start: number, end: number] {
		return [this.#starts[kind]!, this.#starts[kind + 1] ?? this.#signs.length];
	}

	#roomForBearers() {
		const starts = new Int32Array(this.#bearerCounts.length);
		let room = 0;
		for (const [sign, count] of this.#bearerCounts.entries()) {
			starts[sign] = room;
			room += count;
		}
		return { papers: new Int32Array(room), weights: new Float32Array(room), starts, ends: starts.slice() };
	}

	#numberOf(sign: string): number {
		const known = this.#numbers.get(sign);
		if (known !== undefined) return known;
		this.#numbers.set(sign, this.#bearerCounts.length);
		this.#bearerCounts.push(0);
		return this.#bearerCounts.length - 1;
	}
}

/** Numbers in one array that grows. */
class Grown<A extends Int32Array | Float32Array> {
	#array: A;
	length = 0;

	constructor(private readonly make: new (length: number) => A) {
		this.#array = new make(1024);
	}

	push(value: number): void {
		if (this.length === this.#array.length) {
			const longer = new this.make(2 * this.length);
			longer.set(this.#array);
			this.#array = longer;
		}
		this.#array[this.length++] = value;
	}

	at(place: number): number {
		return this.#array[place]!;
	}

	set(place: number, value: number): void {
		this.#array[place] = value;
	}

	part(start: number, end: number): A {
		return this.#array.slice(start, end) as A;
	}
}
