import type { Paper } from '../../library/paper.js';
import { isProgram } from './forms.js';
import { isFromTitle, isGuess, isListed, isOfTitle, isSameStem, isUnproven } from './paperWords.js';
import { definitionBefore } from './surroundings.js';
import { foldedWords } from './topics.js';
import type { Uses } from './uses.js';

/** A term that a text has so often without a citation is its own. */
const fewestUncited = 3;
/** Letters in capitals throughout, perhaps with a plural's "s". */
const abbreviation = /^\p{Lu}{2,}s?$/u;
const shortAbbreviation = /^\p{Lu}{2,3}s?$/u;

/** Whether a text can say of a word at all that it means something else than a paper: of most it cannot. See `OtherMeanings.isOther`. */
export const mayBeOther = (word: string, paper: Paper): boolean =>
	abbreviation.test(word) || mayBeCitedOtherwise(word, paper) || isUnproven(word, paper);

/** Whether a paper is a program, or nothing but a guess connects a word with it. */
const mayBeCitedOtherwise = (word: string, paper: Paper): boolean =>
	isProgram(paper) || (isGuess(word, paper) && !isOfTitle(word, paper, false));

/** Which single words mean something else than a paper in a text: terms, abbreviations of other words, names of others. */
export class OtherMeanings {
	readonly #uses: Uses;
	readonly #others = new Map<string, Map<Paper, boolean>>();

	constructor(uses: Uses) {
		this.#uses = uses;
	}

	/** Whether the text says that one word is a term, stands for something else or is another paper's name. The same wherever the word is. */
	isOther(word: string, paper: Paper): boolean {
		let byPaper = this.#others.get(word);
		if (!byPaper) {
			byPaper = new Map();
			this.#others.set(word, byPaper);
		}
		let isOther = byPaper.get(paper);
		if (isOther === undefined) {
			isOther =
				this.#isTermHere(word, paper) ||
				this.isNeverCited(word, paper) ||
				this.#isDefinedOtherwise(word, paper) ||
				this.#isOtherwiseCited(word, paper) ||
				this.isBareAbbreviation(word, paper);
			byPaper.set(paper, isOther);
		}
		return isOther;
	}

	/** Whether the text says that an abbreviation stands for words that are not of the paper's title: "solid state drives (SSDs)". */
	#isDefinedOtherwise(word: string, paper: Paper): boolean {
		if (!/^\p{Lu}{2,6}s?$/u.test(word) || paper.names.includes(word)) return false;
		// What a well-known paper introduces under a name that its title does not explain is explained by other words.
		if (isListed(word, paper) && isFromTitle(word, paper) === 'no') return false;
		const phrase = this.#definitionOf(word);
		if (phrase.length === 0) return false;
		const titles = [paper.title, ...paper.alsoTitles].map((each) => foldedWords(each).split(' '));
		const isShared = titles.some((title) => phrase.some((each) => title.some((other) => isSameStem(each, other))));
		return !isShared && !this.#uses.isBeside(word, paper);
	}

	/** The words that the text has an abbreviation in brackets behind, folded, if it is made of their initials. */
	#definitionOf(word: string): readonly string[] {
		const { text } = this.#uses.judged;
		const singular = word.replace(/s$/, '');
		for (const each of [singular, `${singular}s`])
			for (const { span } of this.#uses.placesOf(each)) {
				const words = text.charAt(span.start - 1) === '(' ? definitionBefore(text, span, singular) : [];
				if (words.length > 0) return words;
			}
		return [];
	}

	/** Whether the text has others that do not go by a program's or guessed name cited beside it, and does not cite the paper anywhere. */
	#isOtherwiseCited(word: string, paper: Paper): boolean {
		if (!mayBeCitedOtherwise(word, paper)) return false;
		return this.#uses.hasOthersBeside(word, paper) && !this.#uses.cited.papers.has(paper);
	}

	/**
	 * Whether capitals are an abbreviation that nothing but a key or an abstract connects with a paper: a key that is not in capitals (`nsclc`) is a word
	 * like any other, and what an abstract has in capitals ("we use LOO") counts in a text that cites the paper.
	 */
	isBareAbbreviation(word: string, paper: Paper): boolean {
		if (!abbreviation.test(word) || paper.names.includes(word) || isListed(word, paper)) return false;
		const folded = foldedWords(word);
		const letters = folded.replace(/s$/, '');
		const hasIt = (text: string): boolean => text.split(' ').some((each) => each === folded || each.replace(/s$/, '') === letters);
		if ([paper.title, ...paper.alsoTitles].some((each) => hasIt(foldedWords(each)))) return false;
		if (this.#uses.isCalledInNotes(word, paper)) return false;
		if (isGuess(word, paper)) return !this.#uses.cited.papers.has(paper);
		const isKey = paper.keys.some((key) => foldedWords(key) === folded || foldedWords(key) === letters);
		return isKey && isFromTitle(word, paper) === 'no' && !paper.keys.some((key) => key.includes(word.replace(/s$/, '')));
	}

	/**
	 * Whether a short abbreviation that does not come from the paper's title is a term of its field, such as `DFT`: the text, or several notes, have it
	 * over and over, and the text never cites the paper beside it.
	 */
	#isTermHere(word: string, paper: Paper): boolean {
		if (!shortAbbreviation.test(word)) return false;
		return (this.#isOften(word) || this.#uses.judged.library.choices.topics.has(foldedWords(word))) && this.#isTerm(word, paper);
	}

	/** Whether the text has a name over and over that nothing but a guess or a key connects with the paper, and neither it nor another note has it beside the paper's citation. */
	isNeverCited(word: string, paper: Paper): boolean {
		// Capitals that a key alone has may stand for anything.
		const isOften =
			this.#uses.placesOf(word).length >= fewestUncited ||
			(abbreviation.test(word) && !isGuess(word, paper) && isFromTitle(word, paper) === 'no');
		return isOften && isUnproven(word, paper) && !this.#uses.isCalledInNotes(word, paper) && !this.#uses.isBeside(word, paper);
	}

	#isOften(word: string): boolean {
		return this.#uses.placesOf(word).filter(({ alone }) => alone).length >= fewestUncited;
	}

	#isTerm(word: string, paper: Paper): boolean {
		const isOfTitle = isFromTitle(word, paper);
		if (isOfTitle === 'yes') return false;
		if (isOfTitle === 'within' && !this.#uses.hasOthersBeside(word, paper)) return false;
		return !this.#uses.isBeside(word, paper);
	}

	/** The abbreviations, folded, that the text has over and over without citing the papers that the library knows by them. */
	get terms(): readonly string[] {
		return Array.from(this.#uses.places).flatMap(([word, [place]]) => {
			const papers = place?.alone?.papers ?? [];
			const isTerm =
				shortAbbreviation.test(word) && papers.length > 0 && this.#isOften(word) && papers.every((paper) => this.#isTerm(word, paper));
			return isTerm ? [foldedWords(word)] : [];
		});
	}
}
