import type { Library } from '../../library/library.js';
import type { Paper } from '../../library/paper.js';
import type { Citation } from '../markup/markup.js';
import type { Candidate } from './candidate.js';
import type { Names } from './entered.js';
import { type Cited, citationBehindKind, citedIn, type Pointer, pointerBeside } from './evidence.js';
import { paperAt } from './recognise.js';
import { hasInSmallLetters, hasNounCapitals } from './surroundings.js';
import { foldedWords } from './topics.js';

/** A text whose candidates are judged. */
export interface Judged {
	readonly text: string;
	readonly names: Names;
	readonly library: Library;
	/** The citations of the text, in order; called when a name needs them. */
	citations(): readonly Citation[];
	/** URIs of the files that the text cites from; called when authors without a year need them. */
	readonly bibliographies?: (() => readonly string[]) | undefined;
	/** The document's URI, for what the user has ruled out in it. */
	readonly uri?: string;
	/** Whether what the user has ruled out counts nevertheless. */
	readonly ignoresChoices?: boolean;
}

/** How a text uses the words that may name papers: where it has them, and what is beside them there. */
export class Uses {
	readonly cited: Cited;
	#isGerman: boolean | undefined;
	#places: ReadonlyMap<string, readonly Candidate[]> | undefined;
	readonly #plain = new Map<string, boolean>();

	constructor(
		readonly candidates: readonly Candidate[],
		readonly judged: Judged,
	) {
		this.cited = citedIn(() => judged.citations(), judged.library);
	}

	wordOf(candidate: Candidate): string {
		candidate.word ??= this.judged.text.slice(candidate.span.start, candidate.span.end);
		return candidate.word;
	}

	/** Where the text has a name of one word, spelled so. */
	placesOf(word: string): readonly Candidate[] {
		return this.places.get(word) ?? [];
	}

	/** The same for all such names. */
	get places(): ReadonlyMap<string, readonly Candidate[]> {
		if (this.#places) return this.#places;
		const found = new Map<string, Candidate[]>();
		for (const candidate of this.candidates) {
			if (candidate.isAuthors || candidate.isIdentifier || candidate.isOnlyBeside) continue;
			const word = this.wordOf(candidate);
			if (word.includes(' ')) continue;
			const known = found.get(word);
			if (known) known.push(candidate);
			else found.set(word, [candidate]);
		}
		this.#places = found;
		return found;
	}

	/** What is cited beside a name, or behind one word for what it is. */
	besideOf(candidate: Candidate): Pointer | undefined {
		return this.pointerOf(candidate) ?? this.behindKind(candidate);
	}

	isBeside(word: string, paper: Paper): boolean {
		return this.placesOf(word).some((place) => this.besideOf(place)?.papers.includes(paper));
	}

	behindKind({ around, span }: Candidate): Pointer | undefined {
		if (around.behindKind === undefined) around.behindKind = citationBehindKind(this.judged.text, span, this.cited) ?? null;
		return around.behindKind ?? undefined;
	}

	pointerOf(candidate: Candidate): Pointer | undefined {
		const { around } = candidate;
		if (around.pointer === undefined) {
			const { text, names, library } = this.judged;
			around.pointer = pointerBeside(text, candidate.span, this.cited, (address) => paperAt(address, names, library)) ?? null;
		}
		return around.pointer ?? undefined;
	}

	/** Whether the text has others beside a name, and none of them has it in its title, nor is the paper itself. */
	hasOthersBeside(word: string, paper: Paper): boolean {
		const others = this.placesOf(word).flatMap((place) => {
			const beside = this.besideOf(place);
			return beside && !beside.fits ? [beside.papers] : [];
		});
		const folded = foldedWords(word);
		return (
			others.length > 0 &&
			!others.some((papers) => papers.some((other) => other === paper || foldedWords(other.title).split(' ').includes(folded)))
		);
	}

	isCalledInNotes(word: string, { keys }: Paper): boolean {
		const { given } = this.judged.library.choices;
		return keys.some((key) => given.get(key)?.some(({ name }) => name === word));
	}

	get isInGerman(): boolean {
		this.#isGerman ??= hasNounCapitals(this.judged.text);
		return this.#isGerman;
	}

	/** Whether the text has a word with a capital also in small letters, other than in keys and commands. */
	isInSmallLetters(word: string): boolean {
		let isPlain = this.#plain.get(word);
		if (isPlain === undefined) {
			isPlain = hasInSmallLetters(this.judged.text, word);
			this.#plain.set(word, isPlain);
		}
		return isPlain;
	}
}
