import type { Span } from '../../base/span.js';
import { namesOf } from '../../library/formats/record.js';
import type { Library } from '../../library/library.js';
import type { Paper } from '../../library/paper.js';
import type { Citation } from '../markup/markup.js';
import { type Candidate, withUnstatedAddress } from './candidate.js';
import type { Names } from './entered.js';
import {
	type Cited,
	citationBehindKind,
	citedIn,
	citedNext,
	isSpokenFor,
	mayBeNamed,
	nameBefore,
	type Pointer,
	pointerBeside,
	sharedTitleWords,
	stemsNear,
} from './evidence.js';
import { hasMarkedForm, isHeadOf, isProgram, placeInTitle } from './forms.js';
import type { Mention } from './mention.js';
import { isOrdinary } from './ordinaryWords.js';
import { isFromTitle, isGuess, isListed, isOfTitle, isSameStem, isSeries, isSubject, isTitle } from './paperWords.js';
import { byMost } from './people.js';
import { paperAt } from './recognise.js';
import {
	beginsLonger,
	definitionBefore,
	endsLonger,
	hasInSmallLetters,
	hasNounCapitals,
	isHeading,
	isInAuthorList,
	isInQuotes,
	isNameOfResult,
	isNounPhrase,
	isPartOfLonger,
	isQuoted,
	isUndated,
	isWithin,
} from './surroundings.js';
import { countOthersWith, foldedWords, isInitials, isTopic } from './topics.js';

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

/**
 * Returns in steps, one for each candidate, the candidates that name papers, in order and without overlaps: a citation, link or identifier beside a name decides which paper is
 * meant and rules out any other; a name that is also an ordinary phrase needs such evidence, or a citation of its paper nearby.
 */
export function* judging(candidates: readonly Candidate[], judged: Judged): Generator<undefined, Mention[], void> {
	const judge = new Judge(candidates, judged);
	const mentions: Mention[] = [];
	let end = 0;
	for (const candidate of candidates) {
		if (candidate.span.start < end) continue;
		const mention = judge.mentionOf(candidate);
		yield;
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
	const judge = new Judge(candidates, judged);
	return [...judge.uncitedPhrases, ...judge.terms];
}

/** A phrase that a text has so often without a citation is its topic. */
const fewestUncited = 3;
/** A word that has a capital within so many sentences is a proper name. */
const fewestWithin = 3;
const shortAbbreviation = /^\p{Lu}{2,3}s?$/u;
/** What so many other titles have, too, is no name by being a word of a title. */
const fewestSharing = 2;
/** More words are no topic's name. */
const longestTopic = 4;

class Judge {
	readonly #candidates: readonly Candidate[];
	readonly #judged: Judged;
	readonly #cited: Cited;
	#bibliographies: ReadonlySet<string> | undefined;
	#isGerman: boolean | undefined;
	#phrases: ReadonlySet<string> | undefined;
	#confirmed: Map<string, readonly Paper[]> | undefined;
	#places: ReadonlyMap<string, readonly Candidate[]> | undefined;
	readonly #others = new Map<string, Map<Paper, boolean>>();
	readonly #plain = new Map<string, boolean>();

	constructor(candidates: readonly Candidate[], judged: Judged) {
		this.#candidates = candidates;
		this.#judged = judged;
		this.#cited = citedIn(() => judged.citations(), judged.library);
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
		const pointer = this.#pointerOf(candidate);
		if (pointer) {
			const pointed = pointedAt(candidate, pointer);
			if (pointed.length === 0) return pointer.isAddress ? withUnstatedAddress(candidate, this.#wordOf(candidate)) : undefined;
			return sameAs(alone, pointed) ? alone : { span, papers: pointed };
		}
		// "In Y. Dittrich, C. Floyd, & R. Klischewski" has another first author.
		if (isAuthors) {
			candidate.around.isPart ??= !/\d/.test(this.#wordOf(candidate)) && isInAuthorList(this.#judged.text, span.start);
			if (candidate.around.isPart) return undefined;
			return alone ? this.#fittingName(candidate, alone) : this.#onlyCited(candidate);
		}
		candidate.around.isPart ??= isPartOfLonger(this.#judged.text, span.start, span.end);
		if (candidate.around.isPart) return undefined;
		if (alone) return this.#unlessOther(candidate, alone);
		const papers = this.#supported(candidate);
		return papers.length === 0 ? undefined : { span, papers };
	}

	/** What a name means unless the text says otherwise: that it is a topic or a term, is defined as something else, or is another paper's name. */
	#unlessOther(candidate: Candidate, alone: Mention): Mention | undefined {
		const named = this.#withoutTopics(candidate, alone);
		if (!named) return undefined;
		const word = this.#wordOf(candidate);
		if (word.includes(' ')) return isSeries(word, named.papers) ? this.#beside(candidate, named) : named;
		const isNumbered = /^-\d/.test(this.#judged.text.slice(candidate.span.end, candidate.span.end + 2));
		// "WASP-37" is one of what the guess is the name of.
		const papers = named.papers.filter((paper) => !this.#isOther(word, paper) && !(isNumbered && isGuessAlone(word, paper)));
		return papers.length === named.papers.length ? named : papers.length === 0 ? undefined : { span: candidate.span, papers };
	}

	/** Whether the text says that one word is a term, stands for something else or is another paper's name. The same wherever the word is. */
	#isOther(word: string, paper: Paper): boolean {
		let byPaper = this.#others.get(word);
		if (!byPaper) {
			byPaper = new Map();
			this.#others.set(word, byPaper);
		}
		let isOther = byPaper.get(paper);
		if (isOther === undefined) {
			isOther =
				this.#isTermHere(word, paper) ||
				this.#isDefinedOtherwise(word, paper) ||
				this.#isOtherwiseCited(word, paper) ||
				this.#isBareAbbreviation(word, paper);
			byPaper.set(paper, isOther);
		}
		return isOther;
	}

	#wordOf(candidate: Candidate): string {
		candidate.word ??= this.#judged.text.slice(candidate.span.start, candidate.span.end);
		return candidate.word;
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
		return !isShared && !this.#isBeside(word, paper);
	}

	/** The words that the text has an abbreviation in brackets behind, folded, if it is made of their initials. */
	#definitionOf(word: string): readonly string[] {
		const { text } = this.#judged;
		const singular = word.replace(/s$/, '');
		for (const each of [singular, `${singular}s`])
			for (const { span } of this.#placesOf(each)) {
				const words = text.charAt(span.start - 1) === '(' ? definitionBefore(text, span, singular) : [];
				if (words.length > 0) return words;
			}
		return [];
	}

	/** Whether the text has others that do not go by a program's or guessed name cited beside it, and does not cite the paper anywhere. */
	#isOtherwiseCited(word: string, paper: Paper): boolean {
		if (!isProgram(paper) && !(isGuess(word, paper) && !isOfTitle(word, paper, false))) return false;
		return this.#hasOthersBeside(word, paper) && !this.#cited.papers.has(paper);
	}

	/**
	 * Whether capitals are an abbreviation that nothing but a key or an abstract connects with a paper: a key that is not in capitals (`nsclc`) is a word
	 * like any other, and what an abstract has in capitals ("we use LOO") counts in a text that cites the paper.
	 */
	#isBareAbbreviation(word: string, paper: Paper): boolean {
		if (!/^\p{Lu}{2,}s?$/u.test(word) || paper.names.includes(word) || isListed(word, paper)) return false;
		const folded = foldedWords(word);
		const letters = folded.replace(/s$/, '');
		const hasIt = (text: string): boolean => text.split(' ').some((each) => each === folded || each.replace(/s$/, '') === letters);
		if ([paper.title, ...paper.alsoTitles].some((each) => hasIt(foldedWords(each)))) return false;
		if (this.#isCalledInNotes(word, paper)) return false;
		if (isGuess(word, paper)) return !this.#cited.papers.has(paper);
		const isKey = paper.keys.some((key) => foldedWords(key) === folded || foldedWords(key) === letters);
		return isKey && isFromTitle(word, paper) === 'no' && !paper.keys.some((key) => key.includes(word.replace(/s$/, '')));
	}

	/** Whether the text has others beside a name, and none of them has it in its title, nor is the paper itself. */
	#hasOthersBeside(word: string, paper: Paper): boolean {
		const others = this.#placesOf(word).flatMap((place) => {
			const beside = this.#besideOf(place);
			return beside && !beside.fits ? [beside.papers] : [];
		});
		const folded = foldedWords(word);
		return (
			others.length > 0 &&
			!others.some((papers) => papers.some((other) => other === paper || foldedWords(other.title).split(' ').includes(folded)))
		);
	}

	/** Where the text has a name of one word, spelled so. */
	#placesOf(word: string): readonly Candidate[] {
		this.#places ??= this.#collectPlaces();
		return this.#places.get(word) ?? [];
	}

	#collectPlaces(): ReadonlyMap<string, readonly Candidate[]> {
		const found = new Map<string, Candidate[]>();
		for (const candidate of this.#candidates) {
			if (candidate.isAuthors || candidate.isIdentifier) continue;
			const word = this.#wordOf(candidate);
			if (word.includes(' ')) continue;
			const known = found.get(word);
			if (known) known.push(candidate);
			else found.set(word, [candidate]);
		}
		return found;
	}

	/** What is cited beside a name, or behind one word for what it is. */
	#besideOf(candidate: Candidate): Pointer | undefined {
		return this.#pointerOf(candidate) ?? this.#behindKind(candidate);
	}

	#isBeside(word: string, paper: Paper): boolean {
		return this.#placesOf(word).some((place) => this.#besideOf(place)?.papers.includes(paper));
	}

	#behindKind({ around, span }: Candidate): Pointer | undefined {
		if (around.behindKind === undefined) around.behindKind = citationBehindKind(this.#judged.text, span, this.#cited) ?? null;
		return around.behindKind ?? undefined;
	}

	#pointerOf(candidate: Candidate): Pointer | undefined {
		const { around } = candidate;
		if (around.pointer === undefined) {
			const { text, names, library } = this.#judged;
			around.pointer = pointerBeside(text, candidate.span, this.#cited, (address) => paperAt(address, names, library)) ?? null;
		}
		return around.pointer ?? undefined;
	}

	/** Authors and a year in brackets behind a name that cannot be their paper's mean another paper of theirs. */
	#fittingName(candidate: Candidate, alone: Mention): Mention | undefined {
		const { text } = this.#judged;
		const name = nameBefore(text, candidate.span.start);
		if (name === undefined) return alone;
		const papers = alone.papers.filter((paper) => mayBeNamed(paper, name) || this.#cited.papers.has(paper));
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
		if (isNameOfResult(text, this.#wordOf(candidate))) return undefined;
		const cited = byMost([...this.#cited.papers].filter((paper) => candidate.canMean(paper)));
		if (cited.length > 1) {
			const next = citedNext(text, candidate.span, this.#cited, cited);
			return next && { span: candidate.span, papers: [next] };
		}
		const papers = cited.length > 0 ? cited : this.#inBibliographies(candidate);
		return papers.length === 1 ? { span: candidate.span, papers } : undefined;
	}

	#inBibliographies({ possible, span }: Candidate): readonly Paper[] {
		const papers = possible?.() ?? [];
		if (papers.length === 0 || isUndated(this.#judged.text, span.end)) return papers;
		this.#bibliographies ??= new Set(this.#judged.bibliographies?.() ?? []);
		const { size } = this.#bibliographies;
		return size === 0 ? [] : papers.filter(({ places }) => places.some(({ source }) => this.#bibliographies?.has(source)));
	}

	/** What words name that are also the name of a topic: nothing, unless they are set off as a title or there is evidence. */
	#withoutTopics(candidate: Candidate, alone: Mention): Mention | undefined {
		const { titled = [], span } = candidate;
		if (titled.length === 0) return alone;
		const { text, library } = this.#judged;
		const words = text.slice(span.start, span.end);
		const isPlain = this.#hasPlainCapitals(words, span);
		const topics = new Set(
			titled
				.flatMap((number) => library.paperOf(number) ?? [])
				.filter((paper) => (isPlain && !hasMarkedForm(paper, words)) || this.#isTopicHere(words, paper)),
		);
		const isWithin =
			words.includes(' ') &&
			(endsLonger(text, span.start) ||
				(words.split(/\s+/).length <= longestTopic && beginsLonger(text, span.end)) ||
				isNounPhrase(text, span.start, words));
		if ((topics.size === 0 && !isWithin) || isInQuotes(text, span.start, span.end)) return alone;
		if (isWithin) return this.#beside(candidate, alone);
		const papers = alone.papers.filter((paper) => !topics.has(paper) || isSpokenFor(text, span, this.#cited, paper));
		return papers.length === 0 ? undefined : { span, papers };
	}

	/**
	 * Whether a short abbreviation that does not come from the paper's title is a term of its field, such as `DFT`: the text, or several notes, have it
	 * over and over, and the text never cites the paper beside it.
	 */
	#isTermHere(word: string, paper: Paper): boolean {
		if (!shortAbbreviation.test(word)) return false;
		return (this.#isOften(word) || this.#judged.library.choices.topics.has(foldedWords(word))) && this.#isTerm(word, paper);
	}

	#isOften(word: string): boolean {
		return this.#placesOf(word).filter(({ alone }) => alone).length >= fewestUncited;
	}

	#isTerm(word: string, paper: Paper): boolean {
		const isOfTitle = isFromTitle(word, paper);
		if (isOfTitle === 'yes') return false;
		if (isOfTitle === 'within' && !this.#hasOthersBeside(word, paper)) return false;
		return !this.#isBeside(word, paper);
	}

	/** The abbreviations, folded, that the text has over and over without citing the papers that the library knows by them. */
	get terms(): readonly string[] {
		this.#places ??= this.#collectPlaces();
		return Array.from(this.#places).flatMap(([word, [place]]) => {
			const papers = place?.alone?.papers ?? [];
			const isTerm =
				shortAbbreviation.test(word) && papers.length > 0 && this.#isOften(word) && papers.every((paper) => this.#isTerm(word, paper));
			return isTerm ? [foldedWords(word)] : [];
		});
	}

	/** A mention's papers that the text cites nearby. */
	#beside({ span }: Candidate, { papers }: Mention): Mention | undefined {
		const cited = papers.filter((paper) => isSpokenFor(this.#judged.text, span, this.#cited, paper));
		return cited.length === 0 ? undefined : { span, papers: cited };
	}

	/** Whether the capitals of a few words say nothing, since they are all of a heading, or German capitalises nouns. */
	#hasPlainCapitals(words: string, { start, end }: Span): boolean {
		if (words.split(/\s+/, longestTopic + 1).length > longestTopic || /\p{L}\p{Lu}|\d/u.test(words)) return false;
		const { text } = this.#judged;
		if (isHeading(text, start, end)) return true;
		return this.#isInGerman && !isQuoted(text, start, end);
	}

	/** Whether a short title of a paper names what the paper is about, as the library's other titles and this text show. */
	#isTopicHere(words: string, paper: Paper): boolean {
		if (words.split(/\s+/).length > longestTopic) return false;
		// A program's folder is in small letters, too: "colrev".
		if (!/^(?=.*(?:\p{Ll}\p{Lu}|\d))\S+$/u.test(words)) {
			const { topics } = this.#judged.library.choices;
			if (topics.size > 0 && topics.has(foldedWords(words))) return true;
			if (this.uncitedPhrases.size > 0 && this.uncitedPhrases.has(foldedWords(words))) return true;
		}
		return isTopic(this.#judged.library, words, paper);
	}

	/** Phrases that the text has in small letters with no citation beside them: once if it is only a title, more often if people name the paper so. */
	get uncitedPhrases(): ReadonlySet<string> {
		if (this.#phrases) return this.#phrases;
		const counts = new Map<string, number>();
		for (const candidate of this.#candidates) {
			if (candidate.isAuthors || (candidate.alone && !candidate.titled?.length)) continue;
			const words = this.#judged.text.slice(candidate.span.start, candidate.span.end);
			if (!/\p{Lu}/u.test(words) && !this.#pointerOf(candidate))
				counts.set(foldedWords(words), (counts.get(foldedWords(words)) ?? 0) + (candidate.alone ? 1 : fewestUncited));
		}
		this.#phrases = new Set([...counts].filter(([, count]) => count >= fewestUncited).map(([words]) => words));
		return this.#phrases;
	}

	/** Whether a few words have no capitals but that of their sentence, nor quotes or emphasis around them. */
	#isPlainPhrase(words: string, { start, end }: Span): boolean {
		if (!/\s/.test(words) && !/^\p{Ll}+-\p{Ll}+$/u.test(words)) return false;
		const { text } = this.#judged;
		const own = isWithin(text, start) ? words : words.slice(1);
		if ((words.match(/\p{L}{2,}/gu) ?? []).length < 2) return false;
		return !/\p{Lu}\p{L}/u.test(own) && words.split(/\s+/).length <= longestTopic && !isQuoted(text, start, end);
	}

	/** The doubtful papers of a candidate that something in the text speaks for. */
	#supported(candidate: Candidate): readonly Paper[] {
		const { doubtful, span } = candidate;
		const { text } = this.#judged;
		const words = text.slice(span.start, span.end);
		// "Data collection": a phrase without capitals of its own is a title only right beside its citation.
		if (this.#isPlainPhrase(words, span)) return [];
		if (!/\s/.test(words)) return doubtful.filter((paper) => this.#isSupportedAlone(candidate, words, paper));
		return doubtful.filter((paper) => isSpokenFor(text, span, this.#cited, paper));
	}

	#isSupportedAlone(candidate: Candidate, word: string, paper: Paper): boolean {
		const { text } = this.#judged;
		if (this.#isBareAbbreviation(word, paper)) return false;
		if (this.#isOnlyInTitle(word, paper)) return this.#behindKind(candidate)?.papers.includes(paper) ?? false;
		if (!namesOf(paper).includes(word)) {
			if (isSubject(word, paper) && !isQuoted(text, candidate.span.start, candidate.span.end)) return false;
			if (/^\p{Lu}\p{Ll}+$/u.test(word)) {
				if (this.#isInGerman)
					return isQuoted(text, candidate.span.start, candidate.span.end) && isSpokenFor(text, candidate.span, this.#cited, paper);
				if (this.#isInSmallLetters(word)) return false;
			}
		}
		return isSpokenFor(text, candidate.span, this.#cited, paper) || this.#isSupportedWord(candidate, word, paper);
	}

	/**
	 * Whether a word is no more than a word of a paper's title: nobody said that the paper goes by it, and the title, or another one of the library, speaks
	 * of what it names as of something known.
	 */
	#isOnlyInTitle(word: string, paper: Paper): boolean {
		if (paper.names.includes(word) || isListed(word, paper) || isTitle(word, paper)) return false;
		const places = [paper.title, ...paper.alsoTitles].map((each) => placeInTitle(each, word));
		const { library } = this.#judged;
		if (places.includes('first')) return isTopic(library, word, paper) || countOthersWith(library, word, paper) >= fewestSharing;
		// The abstract introduces it.
		if (isGuess(word, paper) && !this.#isCalledInNotes(word, paper)) return false;
		return places.includes('introduced') ? countOthersWith(library, word, paper) > 0 : places.includes('used');
	}

	#isCalledInNotes(word: string, { keys }: Paper): boolean {
		const { given } = this.#judged.library.choices;
		return keys.some((key) => given.get(key)?.some(({ name }) => name === word));
	}

	get #isInGerman(): boolean {
		this.#isGerman ??= hasNounCapitals(this.#judged.text);
		return this.#isGerman;
	}

	/** Whether the text has a word with a capital also in small letters, other than in keys and commands. */
	#isInSmallLetters(word: string): boolean {
		let isPlain = this.#plain.get(word);
		if (isPlain === undefined) {
			isPlain = hasInSmallLetters(this.#judged.text, word);
			this.#plain.set(word, isPlain);
		}
		return isPlain;
	}

	/** Whether something in the text speaks for a paper that one word may mean. An abbreviation of other words is a term: it says nothing by itself. */
	#isSupportedWord(candidate: Candidate, word: string, paper: Paper): boolean {
		if (isInitials(this.#judged.library, word, paper)) return true;
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
		if (!/^\p{Lu}\p{Ll}{3,}$/u.test(word) || isOrdinary(word.toLowerCase()) || this.#isInGerman || !isHeadOf(word, paper.title))
			return false;
		const within = this.#placesOf(word).filter(({ span }) => isWithin(this.#judged.text, span.start));
		return within.length >= fewestWithin && !this.#isInSmallLetters(word);
	}

	/** Whether a word with a capital within a sentence names a paper that the text cites somewhere. */
	#isCitedName({ span }: Candidate, word: string, paper: Paper): boolean {
		const { text } = this.#judged;
		if (
			!isOfTitle(word, paper) ||
			(isTitle(word, paper) && !isProgram(paper)) ||
			!/^\p{Lu}\p{L}*\p{Ll}/u.test(word) ||
			!isWithin(text, span.start) ||
			!this.#cited.papers.has(paper)
		)
			return false;
		return !this.#isInGerman && (namesOf(paper).includes(word) || !isOrdinary(word.toLowerCase()));
	}

	/** Whether words of the paper's title are near a name: one for a name that people use, more for a word that only begins the title. */
	#fitsItsTitle(candidate: Candidate, paper: Paper): boolean {
		const { around, span } = candidate;
		const word = this.#wordOf(candidate);
		around.stems ??= stemsNear(this.#judged.text, span);
		return sharedTitleWords(word, around.stems, paper) >= (namesOf(paper).includes(word) ? 1 : 2);
	}

	/** Whether the same word has its paper's citation beside it elsewhere in the text. */
	#isConfirmed({ span }: Candidate, paper: Paper): boolean {
		const { text } = this.#judged;
		this.#confirmed ??= new Map(
			this.#candidates.flatMap((candidate) => {
				const pointer = candidate.alone || candidate.isAuthors ? undefined : this.#pointerOf(candidate);
				const papers = pointer ? pointedAt(candidate, pointer) : [];
				return papers.length === 0 ? [] : [[text.slice(candidate.span.start, candidate.span.end), papers] as const];
			}),
		);
		return this.#confirmed.get(text.slice(span.start, span.end))?.includes(paper) ?? false;
	}
}

/** Whether nothing but a guess connects a word with a paper. */
const isGuessAlone = (word: string, paper: Paper): boolean =>
	isGuess(word, paper) && !isListed(word, paper) && !isOfTitle(word, paper, false);

function pointedAt(candidate: Candidate, { papers, fits }: Pointer): readonly Paper[] {
	if (fits) return [...(candidate.alone?.papers ?? []), ...candidate.doubtful].filter(fits);
	return papers.filter((paper) => candidate.canMean(paper));
}

const sameAs = (mention: Mention | undefined, papers: readonly Paper[]): boolean =>
	mention !== undefined && mention.papers.length === papers.length && papers.every((paper) => mention.papers.includes(paper));
