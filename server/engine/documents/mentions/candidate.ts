import type { Span } from '../../base/span.js';
import type { Library } from '../../library/library.js';
import type { Paper } from '../../library/paper.js';
import type { Pointer } from './evidence.js';
import type { Mention } from './mention.js';
import { isSeveral } from './people.js';

/** What was found around a candidate, kept once it was looked for. */
export interface Around {
	/** What points to a paper beside it; null if nothing does. */
	pointer?: Pointer | null;
	/** The same behind one word for what it is. */
	behindKind?: Pointer | null;
	/** Whether it is part of a longer name, or of a longer list of authors. */
	isPart?: boolean;
	/** Whether it is part of a longer phrase, or a noun with its article. */
	isWithin?: boolean;
	/** Whether it is a phrase of its sentence. */
	isOfSentence?: boolean;
	/** The stems of the longer words near it. */
	stems?: ReadonlySet<string>;
	/** What it names by itself, as far as that depends on nothing farther away but `use`. */
	named?: Named;
	/** Its words, folded. */
	folded?: string;
}

/** What words name by themselves in one place. */
export interface Named {
	/** How the text uses the words elsewhere: the same use, the same papers. See `TopicsHere.useOf`. */
	readonly use: number;
	/** All that the words mean; `undefined` where that is all that they can mean. */
	readonly papers: readonly Paper[] | undefined;
	/** Whether what the text says elsewhere can rule out one of them. */
	readonly mayBeOther: boolean;
}

/** Words that may name a paper, before what surrounds them is asked. */
export interface Candidate {
	readonly span: Span;
	/** An identifier or address: nothing beside it can say otherwise. */
	readonly isIdentifier?: boolean;
	/** Authors, with or without a year. */
	readonly isAuthors?: boolean;
	/** Records by whose short title or phrase the words name them: that can be the name of a topic, too. */
	readonly titled?: readonly number[];
	/** Records of bundled papers that the words name wherever they are; see `isBeyondDoubt`. */
	readonly beyondDoubt?: readonly number[];
	/** The mention by the words alone; `undefined` if they need evidence. */
	readonly alone: Mention | undefined;
	/** The papers that the words may mean if there is evidence. Empty where `canMean` knows more. */
	readonly doubtful: readonly Paper[];
	/** Those that they mean only where the paper is cited right beside them. */
	readonly beside?: readonly Paper[];
	/** Whether they mean nothing else: elsewhere they are words like any other. */
	readonly isOnlyBeside?: boolean;
	/** For authors without a year: all papers that they can mean. */
	readonly possible?: () => readonly Paper[];
	/** Whether the words can mean a paper that something beside them points to. */
	canMean(paper: Paper): boolean;
	/** What was found around it. */
	readonly around: Around;
	/** Its text, once it was asked for. */
	word?: string;
	/** The same candidate at another place, with the same around it where `isSame`. */
	at(span: Span, isSame: boolean): Candidate;
}

/** Names of records, by the records' numbers. Their papers are created when asked for: most mentions are only counted or decorated. */
export class NamedRecords implements Candidate, Mention {
	word?: string;
	#papers: readonly Paper[] | undefined;
	#doubtful: readonly Paper[] | undefined;

	constructor(
		readonly span: Span,
		readonly numbers: readonly number[],
		readonly titled: readonly number[],
		readonly doubtfulNumbers: readonly number[],
		readonly besideNumbers: readonly number[],
		readonly library: Library,
		readonly beyondDoubt: readonly number[] = [],
		readonly around: Around = {},
	) {}

	get papers(): readonly Paper[] {
		this.#papers ??= papersOf(this.titled.length === 0 ? this.numbers : [...this.numbers, ...this.titled], this.library);
		return this.#papers;
	}

	get doubtful(): readonly Paper[] {
		this.#doubtful ??= papersOf(this.doubtfulNumbers, this.library);
		return this.#doubtful;
	}

	get beside(): readonly Paper[] {
		return papersOf(this.besideNumbers, this.library);
	}

	get isOnlyBeside(): boolean {
		return this.alone === undefined && this.doubtfulNumbers.length === 0;
	}

	get alone(): Mention | undefined {
		return this.numbers.length + this.titled.length > 0 ? this : undefined;
	}

	canMean(paper: Paper): boolean {
		return this.papers.includes(paper) || this.doubtful.includes(paper) || this.beside.includes(paper);
	}

	at(span: Span, isSame: boolean): NamedRecords {
		const { numbers, titled, doubtfulNumbers, besideNumbers, library, beyondDoubt } = this;
		const moved = new NamedRecords(span, numbers, titled, doubtfulNumbers, besideNumbers, library, beyondDoubt, isSame ? this.around : {});
		moved.#papers = this.#papers;
		moved.#doubtful = this.#doubtful;
		if (this.word !== undefined) moved.word = this.word;
		return moved;
	}
}

function papersOf(numbers: readonly number[], library: Library): readonly Paper[] {
	if (numbers.length > 1) return [...new Set(inOrder(numbers, library).flatMap((number) => library.paperOf(number) ?? []))];
	const paper = numbers.length === 0 ? undefined : library.paperOf(numbers[0]!);
	return paper ? [paper] : [];
}

/** Those of some numbers that the library still has, in its order. */
export function inOrder(numbers: readonly number[], library: Library): readonly number[] {
	const present = numbers.filter((number) => library.has(number));
	return present.length < 2 ? present : present.sort((a, b) => library.inOrder(a, b));
}

/** Papers that an identifier or an author–year names. */
export class NamedPapers implements Candidate, Mention {
	word?: string;

	constructor(
		readonly span: Span,
		readonly papers: readonly Paper[],
		readonly isIdentifier: boolean,
		readonly around: Around = {},
	) {}

	get isAuthors(): boolean {
		return !this.isIdentifier;
	}

	get alone(): Mention {
		return this;
	}

	get doubtful(): readonly Paper[] {
		return [];
	}

	canMean(paper: Paper): boolean {
		return this.papers.includes(paper);
	}

	at(span: Span, isSame: boolean): NamedPapers {
		return new NamedPapers(span, this.papers, this.isIdentifier, isSame ? this.around : {});
	}
}

/** Authors without a year, or with one that fits none of their papers: they mean a paper only if something points to it. */
export class OpenAuthors implements Candidate {
	readonly isAuthors = true;
	readonly alone = undefined;
	readonly doubtful: readonly Paper[] = [];
	word?: string;

	constructor(
		readonly span: Span,
		readonly canMean: (paper: Paper) => boolean,
		/** All papers that they can mean. */
		readonly possible: () => readonly Paper[],
		readonly around: Around = {},
	) {}

	at(span: Span, isSame: boolean): OpenAuthors {
		return new OpenAuthors(span, this.canMean, this.possible, isSame ? this.around : {});
	}
}

/**
 * What a title of several words, or authors and a year, in a link to an address that the library does not know mean: the papers without identifiers, which
 * may have the address. Authors and a year mean none where another paper of theirs has an identifier.
 */
export function withUnstatedAddress({ alone, isAuthors, titled, span }: Candidate, words: string): Mention | undefined {
	if (!alone || !(isAuthors || titled?.length) || !/\s/.test(words)) return undefined;
	const papers = alone.papers.filter(({ doi, arxiv }) => doi === undefined && arxiv === undefined);
	return papers.length === 0 || (isAuthors && papers.length < alone.papers.length) ? undefined : { span, papers };
}

/** Fewer words may be another work's title, too. */
const fewestWords = 5;

/** What a long title before a citation means whose keys the library does not have: the work has another key there, and what it is called says which it is. */
export function withUnknownKey({ alone, titled, isAuthors, span }: Candidate, words: string): Mention | undefined {
	if (!alone || isAuthors || titled?.length || words.split(/\s+/).length < fewestWords) return undefined;
	return { span, papers: alone.papers };
}

/** The papers that a candidate may mean and something beside it points to. */
export function pointedAt(candidate: Candidate, { papers, fits }: Pointer): readonly Paper[] {
	if (fits) return [...(candidate.alone?.papers ?? []), ...candidate.doubtful].filter(fits);
	const meant = papers.filter((paper) => candidate.canMean(paper));
	if (!candidate.possible || meant.length < 2) return meant;
	// "Kipf et al." are those of several authors, where the library has some.
	const several = meant.filter(isSeveral);
	return several.length > 0 ? several : meant;
}
