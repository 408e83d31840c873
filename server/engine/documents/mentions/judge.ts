import type { Span } from '../../base/span.js';
import type { Paper } from '../../library/paper.js';
import { type Candidate, type Named, pointedAt, withUnknownKey, withUnstatedAddress } from './candidate.js';
import { citedNext, isSpokenFor, mayBeNamed, nameBefore } from './evidence.js';
import type { Mention } from './mention.js';
import { mayBeOther, OtherMeanings } from './otherMeanings.js';
import { isGuess, isListed, isOfTitle, isPhrase, isSeries } from './paperWords.js';
import { arePersons, byMost, hasTitleNear, isPlainlyDated, isSeveral } from './people.js';
import { Support } from './support.js';
import { isInAuthorList, isNameOfResult, isNumberBehind, isPartOfLonger, isSetApart, isUndated, markedBehind } from './surroundings.js';
import { areOfAnother } from './topics.js';
import { TopicsHere } from './topicsHere.js';
import { type Judged, Uses } from './uses.js';

/**
 * Returns in steps, one for each candidate of which nothing is known yet, the candidates that name papers, in order and without overlaps: a citation, link or identifier beside a name decides which paper is
 * meant and rules out any other; a name that is also an ordinary phrase needs such evidence, or a citation of its paper nearby.
 */
export function* judging(candidates: readonly Candidate[], judged: Judged): Generator<undefined, Mention[], void> {
	const judge = new Judge(candidates, judged);
	const mentions: Mention[] = [];
	let end = 0;
	for (const candidate of candidates) {
		if (candidate.span.start < end) continue;
		const isKnown = candidate.around.named !== undefined;
		// A step of its own: the first time, that takes milliseconds.
		if (!isKnown && judge.looksAround(candidate)) yield;
		const mention = judge.mentionOf(candidate);
		// Thousands that are known take less than a millisecond.
		if (!isKnown) yield;
		if (!mention) continue;
		mentions.push(mention);
		({ end } = mention.span);
	}
	return mentions;
}

/**
 * What a text speaks of as its topics, folded: phrases in small letters without a citation, and abbreviations that it has over and over, so that they are
 * no papers.
 */
export function topicsAmong(candidates: readonly Candidate[], judged: Judged): readonly string[] {
	const uses = new Uses(candidates, judged);
	return [...new TopicsHere(uses).uncitedPhrases, ...new OtherMeanings(uses).terms];
}

class Judge {
	readonly #judged: Judged;
	readonly #uses: Uses;
	readonly #topics: TopicsHere;
	readonly #meanings: OtherMeanings;
	readonly #support: Support;
	#bibliographies: ReadonlySet<string> | undefined;
	readonly #phrases = new Map<string, { readonly papers: readonly Paper[]; readonly isPhrase: boolean }>();

	constructor(candidates: readonly Candidate[], judged: Judged) {
		this.#judged = judged;
		this.#uses = new Uses(candidates, judged);
		this.#topics = new TopicsHere(this.#uses);
		this.#meanings = new OtherMeanings(this.#uses);
		this.#support = new Support(this.#uses, this.#meanings);
	}

	/** Finds out what is around a short title, where that is not known yet and `mentionOf` is going to ask for it. Returns whether it did. */
	looksAround(candidate: Candidate): boolean {
		const { alone, around, span, isIdentifier, isAuthors, titled = [] } = candidate;
		if (around.isWithin !== undefined || !alone || titled.length === 0 || isIdentifier || isAuthors) return false;
		if (this.#uses.pointerOf(candidate)) return false;
		around.isPart ??= isPartOfLonger(this.#judged.text, span.start, span.end);
		if (!around.isPart) this.#topics.isWithin(candidate);
		return true;
	}

	/** What a candidate names, without the papers that the user has ruled out; `undefined` if it names nothing. */
	mentionOf(candidate: Candidate): Mention | undefined {
		const mention = this.#namedBy(candidate);
		const { text, uri, ignoresChoices } = this.#judged;
		const { choices } = this.#judged.library;
		if (!mention || ignoresChoices || !choices.deniesAny) return mention;
		const { span } = mention;
		const written = text.slice(span.start, span.end);
		if (!choices.mayDeny(written)) return mention;
		const papers = mention.papers.filter((paper) => !choices.denies(written, paper, uri));
		return papers.length === mention.papers.length ? mention : papers.length === 0 ? undefined : { span, papers };
	}

	#namedBy(candidate: Candidate): Mention | undefined {
		const { alone, span, isIdentifier, isAuthors } = candidate;
		if (isIdentifier) return alone;
		const word = this.#uses.wordOf(candidate);
		if (joinedWords.test(word) && !alone?.papers.some((paper) => isSpelledAsOne(word, paper))) return undefined;
		const pointer = this.#uses.pointerOf(candidate);
		if (pointer) {
			const pointed = pointedAt(candidate, pointer);
			if (pointed.length === 0) {
				const words = this.#uses.wordOf(candidate);
				if (pointer.isAddress) return withUnstatedAddress(candidate, words);
				return pointer.papers.length === 0 && !pointer.fits ? withUnknownKey(candidate, words) : undefined;
			}
			return sameAs(alone, pointed) ? alone : { span, papers: pointed };
		}
		// "In Y. Dittrich, C. Floyd, & R. Klischewski" has another first author.
		if (isAuthors) {
			candidate.around.isPart ??= !/\d/.test(this.#uses.wordOf(candidate)) && isInAuthorList(this.#judged.text, span.start);
			if (candidate.around.isPart) return undefined;
			return alone ? this.#fittingName(candidate, alone) : this.#onlyCited(candidate);
		}
		candidate.around.isPart ??= isPartOfLonger(this.#judged.text, span.start, span.end);
		if (candidate.around.isPart) return undefined;
		if (alone) return this.#unlessOther(candidate, alone);
		const papers = [...new Set([...this.#support.papersOf(candidate), ...this.#citedAsKind(candidate)])];
		return papers.length === 0 ? undefined : { span, papers };
	}

	/** The papers that words mean only beside their citation, and that are cited behind the words and what kind of thing they name. */
	#citedAsKind(candidate: Candidate): readonly Paper[] {
		const { beside = [] } = candidate;
		const cited = beside.length === 0 ? undefined : this.#uses.behindKind(candidate);
		return cited ? beside.filter((paper) => cited.papers.includes(paper)) : [];
	}

	/** What a name means unless the text says otherwise: that it is a topic or a term, is defined as something else, or is another paper's name. */
	#unlessOther(candidate: Candidate, alone: Mention): Mention | undefined {
		const { around, span } = candidate;
		const use = this.#topics.useOf(candidate);
		if (around.named?.use !== use) around.named = this.#namedHere(candidate, alone, use);
		const { papers, mayBeOther } = around.named;
		if (!mayBeOther) return papers === undefined ? alone : mentionOf(span, papers);
		const word = this.#uses.wordOf(candidate);
		const before = papers ?? alone.papers;
		const left = before.filter((paper) => !this.#meanings.isOther(word, paper));
		return papers === undefined && left.length === before.length ? alone : mentionOf(span, left);
	}

	/** What a name means by what is around it. */
	#namedHere(candidate: Candidate, alone: Mention, use: number): Named {
		const named = this.#topics.without(candidate, alone);
		const word = this.#uses.wordOf(candidate);
		const hasBlank = /\s/.test(word);
		const left = named && (hasBlank ? this.#unlessPhrase(candidate, alone, named) : this.#unlessLonger(candidate, named));
		const papers = left?.papers ?? [];
		const isSure = hasBlank || !papers.some((paper) => mayBeOther(word, paper));
		return { use, papers: left === alone ? undefined : papers, mayBeOther: !isSure };
	}

	/** What several words mean where they are more than a phrase of their sentence. */
	#unlessPhrase(candidate: Candidate, alone: Mention, named: Mention): Mention | undefined {
		const { around, span } = candidate;
		const words = this.#uses.wordOf(candidate);
		around.isOfSentence ??= this.#isPhrase(words, alone.papers) && !isSetApart(this.#judged.text, span.start, span.end);
		return around.isOfSentence || isSeries(words, named.papers) ? this.#topics.beside(candidate, named) : named;
	}

	/** A text has the same words over and over. */
	#isPhrase(words: string, papers: readonly Paper[]): boolean {
		const known = this.#phrases.get(words);
		if (known && isSameList(known.papers, papers)) return known.isPhrase;
		const found = { papers, isPhrase: isPhrase(words, papers) };
		this.#phrases.set(words, found);
		return found.isPhrase;
	}

	/** What one word means where the word or number behind it makes it no other name. */
	#unlessLonger(candidate: Candidate, named: Mention): Mention | undefined {
		const { text, library } = this.#judged;
		const { span } = candidate;
		// "WASP-37" is one of what the guess is the name of.
		const isNumbered = isNumberBehind(text, span.end);
		const behind = markedBehind(text, span.end);
		if (!isNumbered && behind === undefined) return named;
		const word = this.#uses.wordOf(candidate);
		const papers = named.papers.filter(
			(paper) => !(isNumbered && isGuessAlone(word, paper)) && !(behind !== undefined && areOfAnother(library, word, behind, paper)),
		);
		return papers.length === named.papers.length ? named : mentionOf(span, papers);
	}

	/** Authors and a year in brackets behind a name that cannot be their paper's mean another paper of theirs. */
	#fittingName(candidate: Candidate, alone: Mention): Mention | undefined {
		const { text } = this.#judged;
		const name = nameBefore(text, candidate.span.start);
		if (name === undefined) return alone;
		const papers = alone.papers.filter((paper) => mayBeNamed(paper, name) || this.#uses.cited.papers.has(paper));
		if (papers.length === alone.papers.length) return alone;
		return papers.length === 0 ? undefined : { span: candidate.span, papers };
	}

	/**
	 * Authors without a year mean the one paper of theirs that the text cites, or else that is in its bibliographies, or in the library if the text
	 * says "no date" behind them.
	 */
	#onlyCited(candidate: Candidate): Mention | undefined {
		const { text } = this.#judged;
		// "the Banach–Tarski paradox" is no text of theirs.
		if (isNameOfResult(text, this.#uses.wordOf(candidate))) return undefined;
		const mention = this.#byAuthors(candidate);
		if (!mention) return undefined;
		// "Richard Sutton and Andrew Barto" are persons, unless something near says that their work is meant.
		const papers = mention.papers.filter(
			(paper) =>
				!arePersons(text, candidate.span, paper) ||
				isSpokenFor(text, candidate.span, this.#uses.cited, paper) ||
				hasTitleNear(text, candidate.span, paper),
		);
		return papers.length === mention.papers.length ? mention : papers.length === 0 ? undefined : { span: candidate.span, papers };
	}

	/** The paper of authors without a year that the text cites next or is in its bibliographies. */
	#byAuthors(candidate: Candidate): Mention | undefined {
		const { text } = this.#judged;
		const cited = byMost([...this.#uses.cited.papers].filter((paper) => isSeveral(paper) && candidate.canMean(paper)));
		if (cited.length > 1) {
			const next = citedNext(text, candidate.span, this.#uses.cited, cited);
			return next && { span: candidate.span, papers: [next] };
		}
		const papers = cited.length > 0 ? cited : this.#inBibliographies(candidate);
		return papers.length === 1 ? { span: candidate.span, papers } : undefined;
	}

	#inBibliographies(candidate: Candidate): readonly Paper[] {
		const { possible, span } = candidate;
		const hasYear = /\d/.test(this.#uses.wordOf(candidate));
		// Another year than the plain one of a book or an article is that of another work.
		const papers = (possible?.() ?? []).filter((paper) => !(hasYear && isPlainlyDated(paper)));
		if (papers.length === 0 || isUndated(this.#judged.text, span.end)) return papers;
		this.#bibliographies ??= new Set(this.#judged.bibliographies?.() ?? []);
		const { size } = this.#bibliographies;
		return size === 0 ? [] : papers.filter(({ places }) => places.some(({ source }) => this.#bibliographies?.has(source)));
	}
}

/** Whether a paper has a word with an underscore in its title or key as one word, too: `SOLWEIG_GPU` for "SOLWEIG-GPU: …". */
function isSpelledAsOne(word: string, { title, keys }: Paper): boolean {
	const spellings = ['_', '-', ''].map((sign) => word.replaceAll('_', sign));
	return [title, ...keys].some((each) => spellings.some((spelling) => each.includes(spelling)));
}

/** Words that an underscore joins, as in an identifier of the text's own ("Forecasting_with_Models"), but not in the target of a link. No markup has emphasis within words by it. */
const joinedWords = /^[^()]*[\p{L}\p{N}]_[\p{L}\p{N}]/u;

/** Whether nothing but a guess connects a word with a paper. */
const isGuessAlone = (word: string, paper: Paper): boolean =>
	isGuess(word, paper) && !isListed(word, paper) && !isOfTitle(word, paper, false);

const mentionOf = (span: Span, papers: readonly Paper[]): Mention | undefined => (papers.length === 0 ? undefined : { span, papers });

const isSameList = (a: readonly Paper[], b: readonly Paper[]): boolean =>
	a.length === b.length && a.every((paper, index) => paper === b[index]);

const sameAs = (mention: Mention | undefined, papers: readonly Paper[]): boolean =>
	mention !== undefined && mention.papers.length === papers.length && papers.every((paper) => mention.papers.includes(paper));
