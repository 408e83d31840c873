import type { Span } from '../../base/span.js';
import { namesOf } from '../../library/formats/record.js';
import type { Paper } from '../../library/paper.js';
import { type Candidate, pointedAt } from './candidate.js';
import { isSpokenFor, sharedTitleWords, stemsNear } from './evidence.js';
import { isHeadOf, isProgram, placeInTitle } from './forms.js';
import { isOrdinary } from './ordinaryWords.js';
import type { OtherMeanings } from './otherMeanings.js';
import {
	isBookOn,
	isGuess,
	isListed,
	isNamesake,
	isOfTitle,
	isPackage,
	isPageOn,
	isSubject,
	isTermOfItsTitle,
	isTextOn,
	isTitle,
} from './paperWords.js';
import { isQuoted, isWithin } from './surroundings.js';
import { countOthersWith, foldedWords, isInitials, isTopic } from './topics.js';
import { longestTopic } from './topicsHere.js';
import type { Uses } from './uses.js';

/** A word that has a capital within so many sentences is a proper name. */
const fewestWithin = 3;
/** What so many other titles have, too, is no name by being a word of a title. */
const fewestSharing = 2;
const hasInnerCapital = /\p{Ll}\p{Lu}|\p{Lu}{2}|\d/u;

/** What in a text speaks for names that need evidence. */
export class Support {
	readonly #uses: Uses;
	readonly #meanings: OtherMeanings;
	#confirmed: Map<string, readonly Paper[]> | undefined;

	constructor(uses: Uses, meanings: OtherMeanings) {
		this.#uses = uses;
		this.#meanings = meanings;
	}

	/** The doubtful papers of a candidate that something in the text speaks for. */
	papersOf(candidate: Candidate): readonly Paper[] {
		const { doubtful, span } = candidate;
		const { text } = this.#uses.judged;
		const words = text.slice(span.start, span.end);
		// "Data collection": a phrase without capitals of its own is a title only right beside its citation.
		if (this.#isPlainPhrase(words, span)) return [];
		const supported = /\s/.test(words)
			? doubtful.filter((paper) => isSpokenFor(text, span, this.#uses.cited, paper))
			: doubtful.filter((paper) => this.#isSupportedAlone(candidate, words, paper));
		return supported.filter((paper) => this.#isCitedAsKind(candidate, paper) || !this.#isSharedTopic(words, paper));
	}

	/** Whether older titles of the library have the words of a title, too: then they name what these works are about. */
	#isSharedTopic(words: string, paper: Paper): boolean {
		const isNamed = namesOf(paper).includes(words) || isListed(words, paper) || isNamesake(words, paper);
		return !isNamed && !hasInnerCapital.test(words) && isTopic(this.#uses.judged.library, words, paper);
	}

	/** Whether a paper is cited right behind a name and one word for what it is. */
	#isCitedAsKind(candidate: Candidate, paper: Paper): boolean {
		return this.#uses.behindKind(candidate)?.papers.includes(paper) ?? false;
	}

	/** Whether a few words have no capitals but that of their sentence, nor quotes or emphasis around them. */
	#isPlainPhrase(words: string, { start, end }: Span): boolean {
		if (!/\s/.test(words) && !/^\p{Ll}+-\p{Ll}+$/u.test(words)) return false;
		const { text } = this.#uses.judged;
		const own = isWithin(text, start) ? words : words.slice(1);
		if ((words.match(/\p{L}{2,}/gu) ?? []).length < 2) return false;
		return !/\p{Lu}\p{L}/u.test(own) && words.split(/\s+/).length <= longestTopic && !isQuoted(text, start, end);
	}

	#isSupportedAlone(candidate: Candidate, word: string, paper: Paper): boolean {
		const { text } = this.#uses.judged;
		if (this.#meanings.isBareAbbreviation(word, paper) || this.#meanings.isNeverCited(word, paper)) return false;
		if (isPackage(word, paper)) {
			const isSetOff = isQuoted(text, candidate.span.start, candidate.span.end);
			if (isSetOff || isTermOfItsTitle(word, paper)) return isSetOff || isSpokenFor(text, candidate.span, this.#uses.cited, paper);
		}
		if (this.#isOnlyInTitle(word, paper) || isPageOn(word, paper) || isBookOn(word, paper)) return this.#isCitedAsKind(candidate, paper);
		if (!namesOf(paper).includes(word)) {
			if (isSubject(word, paper) && !isQuoted(text, candidate.span.start, candidate.span.end)) return false;
			if (/^\p{Lu}\p{Ll}+$/u.test(word)) {
				if (this.#uses.isInGerman)
					return isQuoted(text, candidate.span.start, candidate.span.end) && isSpokenFor(text, candidate.span, this.#uses.cited, paper);
				if (this.#uses.isInSmallLetters(word)) return false;
			}
		}
		return isSpokenFor(text, candidate.span, this.#uses.cited, paper) || this.#isSupportedWord(candidate, word, paper);
	}

	/**
	 * Whether a word is no more than a word of a paper's title: nobody said that the paper goes by it, and the title, or another one of the library, speaks
	 * of what it names as of something known.
	 */
	#isOnlyInTitle(word: string, paper: Paper): boolean {
		if (paper.names.includes(word) || isListed(word, paper) || isTitle(word, paper) || isNamesake(word, paper)) return false;
		const places = [paper.title, ...paper.alsoTitles].map((each) => placeInTitle(each, word));
		const { library } = this.#uses.judged;
		if (places.includes('first'))
			return isTopic(library, word, paper) || countOthersWith(library, word, paper) >= fewestSharing || !isTextOn(word, paper);
		// The abstract introduces it.
		if (isGuess(word, paper) && !this.#uses.isCalledInNotes(word, paper)) return false;
		return places.includes('introduced') ? countOthersWith(library, word, paper) > 0 : places.includes('used');
	}

	/** Whether something in the text speaks for a paper that one word may mean. An abbreviation of other words is a term: it says nothing by itself. */
	#isSupportedWord(candidate: Candidate, word: string, paper: Paper): boolean {
		if (isInitials(this.#uses.judged.library, word, paper)) return true;
		if (/^\p{Lu}{2,5}s?$/u.test(word) && !foldedWords(paper.title).split(' ').includes(foldedWords(word))) return false;
		return (
			this.#isConfirmed(candidate, paper) ||
			this.#fitsItsTitle(candidate, paper) ||
			this.#isCitedName(candidate, word, paper) ||
			this.#isProperName(word, paper)
		);
	}

	/** Whether a rare word that a title has before its colon is a proper name in the text: it has a capital within sentences, over and over. */
	#isProperName(word: string, paper: Paper): boolean {
		if (!/^\p{Lu}\p{Ll}{3,}$/u.test(word) || isOrdinary(word.toLowerCase()) || this.#uses.isInGerman || !isHeadOf(word, paper.title))
			return false;
		const within = this.#uses.placesOf(word).filter(({ span }) => isWithin(this.#uses.judged.text, span.start));
		return within.length >= fewestWithin && !this.#uses.isInSmallLetters(word);
	}

	/** Whether a word with a capital within a sentence names a paper that the text cites somewhere. */
	#isCitedName({ span }: Candidate, word: string, paper: Paper): boolean {
		const { text } = this.#uses.judged;
		if (
			!isOfTitle(word, paper) ||
			(isTitle(word, paper) && !isProgram(paper)) ||
			!/^\p{Lu}\p{L}*\p{Ll}/u.test(word) ||
			!isWithin(text, span.start) ||
			!this.#uses.cited.papers.has(paper)
		)
			return false;
		return !this.#uses.isInGerman && (namesOf(paper).includes(word) || !isOrdinary(word.toLowerCase()));
	}

	/** Whether words of the paper's title are near a name: one for a name that people use, more for a word that only begins the title. */
	#fitsItsTitle(candidate: Candidate, paper: Paper): boolean {
		const { around, span } = candidate;
		const word = this.#uses.wordOf(candidate);
		around.stems ??= stemsNear(this.#uses.judged.text, span);
		return sharedTitleWords(word, around.stems, paper) >= (namesOf(paper).includes(word) ? 1 : 2);
	}

	/** Whether the same word has its paper's citation beside it elsewhere in the text. */
	#isConfirmed({ span }: Candidate, paper: Paper): boolean {
		const { text } = this.#uses.judged;
		this.#confirmed ??= this.#confirmedWords();
		return this.#confirmed.get(text.slice(span.start, span.end))?.includes(paper) ?? false;
	}

	/** The doubtful words that have a citation beside them, with the papers that it says they mean; of several places the last counts. */
	#confirmedWords(): Map<string, readonly Paper[]> {
		const confirmed = new Map<string, readonly Paper[]>();
		for (const candidate of this.#uses.candidates) {
			if (candidate.isAuthors || candidate.alone) continue;
			const pointer = this.#uses.besideOf(candidate);
			const papers = pointer ? pointedAt(candidate, pointer) : [];
			if (papers.length > 0) confirmed.set(this.#uses.wordOf(candidate), papers);
		}
		return confirmed;
	}
}
