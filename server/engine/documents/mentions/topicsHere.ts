import type { Span } from '../../base/span.js';
import type { Paper } from '../../library/paper.js';
import type { Candidate } from './candidate.js';
import { isSpokenFor } from './evidence.js';
import { hasMarkedForm } from './forms.js';
import type { Mention } from './mention.js';
import { isListed, isNamesake } from './paperWords.js';
import { beginsLonger, endsLonger, isHeading, isInQuotes, isNounPhrase, isQuoted } from './surroundings.js';
import { countOthersWith, foldedWords, isTopic } from './topics.js';
import type { Uses } from './uses.js';

/** A phrase that a text has so often without a citation is its topic. */
const fewestUncited = 3;
/** What so many other titles have, too, is what they are about, whatever its capitals. */
const fewestSharing = 6;
/** More words are no topic's name. */
export const longestTopic = 4;
const article = /^(?:an?|the) /i;
/** One word with a capital among its small letters, or digits. */
const isOneName = /^(?=.*(?:\p{Ll}\p{Lu}|\d))\S+$/u;

/** Which short titles are names of topics in a text. */
export class TopicsHere {
	readonly #uses: Uses;
	#phrases: ReadonlySet<string> | undefined;

	constructor(uses: Uses) {
		this.#uses = uses;
	}

	/**
	 * How the text uses a candidate's words, as a number: as long as that, the library and what is around the words are the same, `without` returns the
	 * same.
	 */
	useOf(candidate: Candidate): number {
		if (!candidate.titled?.length) return 0;
		const isUncited = this.uncitedPhrases.size > 0 && this.uncitedPhrases.has(foldedOf(candidate, this.#uses.wordOf(candidate)));
		return 1 + (this.#uses.isInGerman ? 1 : 0) + (isUncited ? 2 : 0);
	}

	/** What words name that are also the name of a topic: nothing, unless they are set off as a title or there is evidence. */
	without(candidate: Candidate, alone: Mention): Mention | undefined {
		const { titled = [], span } = candidate;
		if (titled.length === 0) return alone;
		const { text, library } = this.#uses.judged;
		const words = text.slice(span.start, span.end);
		const isPlain = this.#hasPlainCapitals(words, span);
		const topics = new Set(
			titled
				.flatMap((number) => library.paperOf(number) ?? [])
				.filter((paper) => (isPlain && !hasMarkedForm(paper, words)) || this.#isTopicHere(words, paper)),
		);
		const isWithin = this.isWithin(candidate);
		if ((topics.size === 0 && !isWithin) || isInQuotes(text, span.start, span.end)) return alone;
		if (isWithin) return this.beside(candidate, alone);
		const papers = alone.papers.filter((paper) => !topics.has(paper) || isSpokenFor(text, span, this.#uses.cited, paper));
		return papers.length === 0 ? undefined : { span, papers };
	}

	/** Whether several words are part of a longer name, or a noun of their sentence. Kept with what is around the candidate. */
	isWithin({ around, span }: Candidate): boolean {
		const { text } = this.#uses.judged;
		const words = text.slice(span.start, span.end);
		around.isWithin ??=
			words.includes(' ') &&
			(endsLonger(text, span.start) ||
				(words.split(/\s+/).length <= longestTopic && beginsLonger(text, span.end)) ||
				isNounPhrase(text, span.start, words));
		return around.isWithin;
	}

	/** A mention's papers that the text cites nearby. */
	beside({ span }: Candidate, { papers }: Mention): Mention | undefined {
		const cited = papers.filter((paper) => isSpokenFor(this.#uses.judged.text, span, this.#uses.cited, paper));
		return cited.length === 0 ? undefined : { span, papers: cited };
	}

	/** Whether the capitals of a few words say nothing, since they are all of a heading, or German capitalises nouns. */
	#hasPlainCapitals(words: string, { start, end }: Span): boolean {
		if (words.split(/\s+/, longestTopic + 1).length > longestTopic || /\p{L}\p{Lu}|\d/u.test(words)) return false;
		const { text } = this.#uses.judged;
		if (isHeading(text, start, end)) return true;
		return this.#uses.isInGerman && !isQuoted(text, start, end);
	}

	/** Whether a short title of a paper names what the paper is about, as the library's other titles and this text show. */
	#isTopicHere(words: string, paper: Paper): boolean {
		if (words.replace(article, '').split(/\s+/).length > longestTopic) return false;
		// A program's folder is in small letters, too: "colrev".
		const { topics } = this.#uses.judged.library.choices;
		if (topics.size + this.uncitedPhrases.size > 0 && !isOneName.test(words) && !(/^[^\s-]+-\S+$/.test(words) && isListed(words, paper))) {
			if (topics.size > 0 && topics.has(foldedWords(words))) return true;
			if (this.uncitedPhrases.size > 0 && this.uncitedPhrases.has(foldedWords(words))) return true;
		}
		const { library } = this.#uses.judged;
		if (countOthersWith(library, words, paper) >= fewestSharing && !isListed(words, paper)) return true;
		return isTopic(library, words, paper) && !isNamesake(words, paper);
	}

	/** Phrases that the text has in small letters with no citation beside them: once if it is only a title, more often if people name the paper so. */
	get uncitedPhrases(): ReadonlySet<string> {
		if (this.#phrases) return this.#phrases;
		const counts = new Map<string, number>();
		for (const candidate of this.#uses.candidates) {
			if (candidate.isAuthors || candidate.isOnlyBeside || (candidate.alone && !candidate.titled?.length)) continue;
			const words = this.#uses.wordOf(candidate);
			if (/\p{Lu}/u.test(words) || this.#uses.pointerOf(candidate)) continue;
			const folded = foldedOf(candidate, words);
			counts.set(folded, (counts.get(folded) ?? 0) + (candidate.alone ? 1 : fewestUncited));
		}
		this.#phrases = new Set([...counts].filter(([, count]) => count >= fewestUncited).map(([words]) => words));
		return this.#phrases;
	}
}

function foldedOf({ around }: Candidate, words: string): string {
	around.folded ??= foldedWords(words);
	return around.folded;
}
