import { type Pack, unpackRecord } from './pack.js';
import { Vocabulary } from './vocabulary.js';
import type { WordCollector } from './words.js';

/** Below this many words, numbering them again saves nothing. */
const worthRenumbering = 65_536;

/**
 * Which numbers the words of packs have. A vocabulary never forgets a word, so once most of its words are those of packs that are gone, another takes its
 * place: packs that are mounted are renumbered, and for a pack from before that a reader has kept, its successor is given here. Snapshots keep the packs and the
 * vocabulary that they were made with.
 */
export class Numbering {
	/** What packs of earlier numberings have become, by the pack as it was first made. */
	#successors = new WeakMap<Pack, Pack>();
	/** Packs as they were first made, by what they have become. */
	readonly #originals = new WeakMap<Pack, Pack>();
	/** How many words the mounted packs have, each counted as often as it is there. */
	#mounted = 0;
	/** How many words packs had that are gone since the last numbering. */
	#released = 0;

	constructor(private readonly words: WordCollector) {}

	/** The pack with words as the present vocabulary numbers them: the pack itself, or its successor, which is always the same. */
	present(pack: Pack): Pack {
		if (pack.numbering === this.words.numbering) return pack;
		const known = this.#successorOf(pack);
		if (known) return known;
		// Nobody had mounted it when the words were numbered again.
		for (let index = 0; index < pack.count; index++) this.words.addRecord(unpackRecord(pack, index, 0));
		return this.#replace(pack, this.words.take());
	}

	/** Notes that a pack is mounted. */
	mount({ words }: Pack): void {
		this.#mounted += words.length;
	}

	/** Notes that a pack is no longer mounted. */
	release({ words }: Pack): void {
		this.#mounted -= words.length;
		this.#released += words.length;
	}

	/** Whether at least half of the vocabulary's words are in no mounted pack, and enough packs went for that to be worth a change. */
	get isWorthwhile(): boolean {
		return this.#released > worthRenumbering && this.words.vocabulary.size > worthRenumbering + 2 * this.#mounted;
	}

	/** Begins another vocabulary, and gives the successors of the mounted packs in their order. */
	renumber(mounted: readonly Pack[]): readonly Pack[] {
		const before = this.words.vocabulary;
		const vocabulary = new Vocabulary();
		this.words.startOver(vocabulary);
		this.#successors = new WeakMap();
		this.#released = 0;
		/** One more than a word's new number, by its number before; zero where it has none yet. */
		const numbers = new Uint32Array(before.size);
		const numberOf = (word: number): number => {
			if (numbers[word] === 0) numbers[word] = vocabulary.numberOf(before.word(word)) + 1;
			return numbers[word]! - 1;
		};
		const renumbered = ({ words }: Pack) => words.map((value) => numberOf(value >>> 3) * 8 + (value & 7));
		return mounted.map((pack) => this.#successorOf(pack) ?? this.#replace(pack, renumbered(pack)));
	}

	#successorOf(pack: Pack): Pack | undefined {
		return this.#successors.get(this.#originals.get(pack) ?? pack);
	}

	#replace(pack: Pack, words: Uint32Array): Pack {
		const original = this.#originals.get(pack) ?? pack;
		const successor = { ...original, words, numbering: this.words.numbering };
		this.#successors.set(original, successor);
		this.#originals.set(successor, original);
		return successor;
	}
}
