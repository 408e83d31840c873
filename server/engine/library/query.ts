import { fold } from '../base/fold.js';
import type { Span } from '../base/span.js';
import { type IndexedPaper, indexedPapers, readableSource } from './indexedPaper.js';
import type { FindOptions, Library } from './library.js';
import type { Paper } from './paper.js';
import { type ReadingState, readingStates } from './readingState.js';

/** The qualifiers of the search language, as they are offered. */
export const qualifierNames = ['author', 'collection', 'has', 'is', 'source', 'topic', 'venue', 'year'] as const;

export type QualifierName = (typeof qualifierNames)[number];

/** `year:2014..2016`, `-topic:vision`: a condition that a paper meets or, negated, must not meet. */
export interface Qualifier {
	readonly name: QualifierName;
	/** Without quotes. */
	readonly value: string;
	readonly isNegated: boolean;
	readonly span: Span;
}

export interface QueryProblem {
	readonly code: 'unknown-qualifier' | 'bad-year' | 'unknown-state' | 'unknown-possession' | 'open-quote';
	/** The text that is wrong: the qualifier's name, the year, the state; empty for an open quote. */
	readonly text: string;
	readonly span: Span;
}

/** A word or quoted phrase, without its quotes. */
export interface QueryWord {
	readonly text: string;
	readonly isExact: boolean;
	/** Whether a phrase's closing quote is yet to come: its last word may be the beginning of one. */
	readonly isOpen: boolean;
	readonly span: Span;
}

/** A query of the search language. Spans are UTF-16 offsets into its text. */
export interface Query {
	readonly words: readonly QueryWord[];
	readonly qualifiers: readonly Qualifier[];
	/** What of the query is skipped, in order. */
	readonly problems: readonly QueryProblem[];
}

/** Years from first to last, both included. */
interface Years {
	readonly from: number;
	readonly to: number;
}

/** What a query may ask of a paper that the library itself does not know. */
export interface UserState {
	/** How far the user has come with it. */
	state(paper: Pick<Paper, 'keys'>): ReadingState;
	/** Whether the user has given it a star. */
	isStarred(paper: Pick<Paper, 'keys'>): boolean;
	/** Whether the user has a note on it. */
	hasNote(paper: Pick<Paper, 'keys'>): boolean;
}

const nothingBeside: UserState = { state: () => 'unread', isStarred: () => false, hasNote: () => false };

type State = (paper: IndexedPaper, beside: UserState) => boolean;

const states: Readonly<Record<string, State>> = {
	entry: ({ hasEntry }) => hasEntry,
	summary: ({ hasSummary }) => hasSummary,
	starred: (paper, { isStarred }) => isStarred(paper),
	...Object.fromEntries(readingStates.map((each): [string, State] => [each, (paper, { state }) => state(paper) === each])),
};

const possessions: Readonly<Record<string, State>> = {
	abstract: ({ hasAbstract }) => hasAbstract,
	note: (paper, { hasNote }) => hasNote(paper),
	summary: ({ hasSummary }) => hasSummary,
};

/** A term: a name with its colon alone, or an optional sign, an optional name with its colon, then a quoted text or anything without blanks. */
const term = /-?\p{L}+:(?=\s|$)|(-?)(?:(\p{L}+):)?(?:"([^"]*)("?)|([^\s"]+))/gu;

/** Prefixes of identifiers and addresses, which are words however much they look like qualifiers. */
const identifierNames = new Set(['arxiv', 'doi', 'http', 'https']);

/**
 * Reads a query: words in any order, `"exact words"`, and qualifiers (`author:chen`, `venue:nips`, `topic:style-transfer`,
 * `source:notes.bib`, `is:unread`, `has:note`, `year:2016`, `year:2014..2016`, `year:>=2015`), each with `-` before it to turn it round.
 * A qualifier without a value is one being typed, and says nothing; one with an unknown name is a problem, but still a word,
 * since keys have colons, too. Never throws.
 */
export function parseQuery(text: string): Query {
	const words: QueryWord[] = [];
	const qualifiers: Qualifier[] = [];
	const problems: QueryProblem[] = [];
	for (const match of text.matchAll(term)) readTerm(match, words, qualifiers, problems);
	return { words, qualifiers, problems };
}

/** Adds a match of `term` to the words, qualifiers or problems that it is. */
function readTerm(match: RegExpExecArray, words: QueryWord[], qualifiers: Qualifier[], problems: QueryProblem[]): void {
	const [whole, sign = '', written, quoted, close, bare] = match;
	const span = { start: match.index, end: match.index + whole.length };
	const value = quoted ?? bare;
	const name = written?.toLowerCase();
	const word = (text: string, isExact = false): void => {
		words.push({ text, isExact, isOpen: isExact && close === '', span });
	};
	if (close === '') problems.push({ code: 'open-quote', text: '', span });
	if (value === undefined) {
		// A title's word may end in a colon; a qualifier's name is not yet one.
		if (!isQualifier(whole.replace(/^-|:$/g, '').toLowerCase())) word(whole);
	} else if (name === undefined || identifierNames.has(name)) {
		if (quoted === undefined) word(whole);
		else if (fold(quoted) !== '') word(quoted, true);
	} else if (!isQualifier(name)) {
		problems.push({ code: 'unknown-qualifier', text: written!, span });
		word(value === bare ? whole : value, quoted !== undefined);
	} else if (value !== '') {
		const code = valueProblem(name, value);
		if (code) problems.push({ code, text: value, span });
		else qualifiers.push({ name, value, isNegated: sign === '-', span });
	}
}

/** What is wrong with a qualifier's value, if anything. */
function valueProblem(name: QualifierName, value: string): QueryProblem['code'] | undefined {
	if (name === 'year' && !yearsOf(value)) return 'bad-year';
	if (name === 'is' && !Object.hasOwn(states, value.toLowerCase())) return 'unknown-state';
	return name === 'has' && !Object.hasOwn(possessions, value.toLowerCase()) ? 'unknown-possession' : undefined;
}

/**
 * The papers that fit a query, best first where it has words, else those that are preferred, else in the library's order; at most `limit`.
 * `preferred` says which papers come before others of equal fit.
 */
export function searchLibrary(
	library: Library,
	query: Query,
	limit: number,
	beside: UserState = nothingBeside,
	preferred?: Omit<FindOptions, 'limit' | 'where'>,
): readonly Paper[] {
	const { words, where } = asked(library, query, beside);
	if (words !== '' || preferred) return library.find(words, { ...preferred, limit, where }).map(({ paper }) => paper);
	return Array.from(meeting(library, where, limit), (number) => library.paperOf(number)!);
}

/** The numbers of the records that represent the same papers, in no order: no paper is made for it. */
export function numbersFitting(library: Library, query: Query, limit: number, beside: UserState = nothingBeside): readonly number[] {
	const { words, where } = asked(library, query, beside);
	return words === '' ? meeting(library, where, limit) : library.fitting(words, { limit, where });
}

type Where = (number: number) => boolean;

/** A query as the library takes it: its words, and what else a paper has to meet, if anything. */
function asked(library: Library, query: Query, beside: UserState): { readonly words: string; readonly where: Where | undefined } {
	const words = query.words.map(({ text }) => text).join(' ');
	const phrases = query.words.filter(({ isExact }) => isExact);
	if (query.qualifiers.length + phrases.length === 0) return { words, where: undefined };
	const lasting = query.qualifiers.filter(isLasting);
	const passing = query.qualifiers.filter((qualifier) => !isLasting(qualifier)).map(conditionOf);
	const name = JSON.stringify([lasting, phrases], (field, value) => (field === 'span' ? undefined : value));
	const isMet = remembered(library, name, [...lasting.map(conditionOf), ...phrases.map(containing)]);
	if (passing.length === 0) return { words, where: isMet };
	const papers = indexedPapers(library);
	return { words, where: (number) => isMet(number) && passing.every((isPassing) => isPassing(papers.of(number), beside)) };
}

/** Whether the library alone decides: what has been read, and what has a note, changes without it. */
const isLasting = ({ name, value }: Qualifier): boolean =>
	!((name === 'is' && ['starred', ...readingStates].includes(value.toLowerCase())) || (name === 'has' && value.toLowerCase() === 'note'));

/** What the papers of a snapshot answered to the conditions asked last, by number: most keys leave a query's conditions as they are. */
const lastAnswers = new WeakMap<Library, { readonly name: string; readonly answers: Uint8Array }>();

const yes = 1;
const no = 2;

/** Whether a paper meets all of the conditions that `name` stands for; each paper is looked at once. */
function remembered(library: Library, name: string, conditions: readonly Condition[]): Where {
	let last = lastAnswers.get(library);
	if (last?.name !== name) {
		const end = Math.max(0, ...library.blocks.map(({ base, count }) => base + count));
		last = { name, answers: new Uint8Array(end) };
		lastAnswers.set(library, last);
	}
	const { answers } = last;
	const papers = indexedPapers(library);
	return (number) => {
		const known = answers[number];
		if (known) return known === yes;
		const listed = papers.of(number);
		const isMet = conditions.every((condition) => condition(listed, nothingBeside));
		answers[number] = isMet ? yes : no;
		return isMet;
	};
}

/** The first papers of the library that meet a condition; those that are bundled and nothing else come last. */
function meeting(library: Library, where: Where | undefined, limit: number): readonly number[] {
	const found: number[] = [];
	const add = (number: number): void => {
		if (found.length < limit && (!where || where(number))) found.push(number);
	};
	const bundled: number[] = [];
	for (let index = 0; index < library.size && found.length < limit; index++) {
		const number = library.numberAt(index);
		if (library.isBundled(number)) bundled.push(number);
		else add(number);
	}
	for (const number of bundled) add(number);
	return found;
}

type Condition = (paper: IndexedPaper, beside: UserState) => boolean;

function conditionOf({ name, value, isNegated }: Qualifier): Condition {
	const isMet = conditions[name](value);
	return isNegated ? (paper, beside) => !isMet(paper, beside) : isMet;
}

const conditions: Readonly<Record<QualifierName, (value: string) => Condition>> = {
	author: (value) => {
		const wanted = fold(value);
		return ({ people }) => hasBeginning(people, wanted);
	},
	collection: (value) => {
		const wanted = pathIn(value);
		return ({ collections }) => collections.some((name) => leadsThrough(pathIn(name), wanted));
	},
	has: (value) => possessions[value.toLowerCase()]!,
	is: (value) => states[value.toLowerCase()]!,
	source: (value) => {
		const wanted = value.toLowerCase();
		const known = new Map<string, boolean>();
		const isWanted = (source: string): boolean => {
			const before = known.get(source);
			if (before !== undefined) return before;
			const isIt = [source, readableSource(source)].some((each) => each.toLowerCase().includes(wanted));
			known.set(source, isIt);
			return isIt;
		};
		return ({ sources }) => sources.some(isWanted);
	},
	topic: (value) => {
		const wanted = fold(value);
		return ({ topics }) => topics.some((topic) => fold(topic) === wanted);
	},
	venue: (value) => {
		const wanted = fold(value);
		return ({ venues }) => hasBeginning(venues, wanted);
	},
	year: (value) => {
		const { from, to } = yearsOf(value)!;
		const isWithin = (year: number): boolean => from <= year && year <= to;
		return ({ year, otherYears }) => (year > 0 && isWithin(year)) || otherYears.some(isWithin);
	},
};

/** The names of a collection and of those around it: `Thesis / Chapter 2`. */
const pathIn = (name: string): readonly string[] => name.split('/').map(fold);

/** Whether the steps of a path are those of a longer one, wherever they begin there; of the last step, its beginning is enough. */
const leadsThrough = (path: readonly string[], steps: readonly string[]): boolean =>
	path.some((_, from) =>
		steps.every((step, index) => (index === steps.length - 1 ? path[from + index]?.startsWith(step) : path[from + index] === step)),
	);

const containing = ({ text, isOpen }: QueryWord): Condition => {
	const wanted = fold(text);
	const contains = isOpen ? hasBeginning : hasWords;
	return ({ title, names }) => contains(title, wanted) || contains(names, wanted);
};

/** Whether words of a folded text are these, the last of which may go on. */
function hasBeginning(text: string, wanted: string): boolean {
	for (let at = text.indexOf(wanted); at >= 0 && text !== ''; at = text.indexOf(wanted, at + 1)) if (!isLetter(text, at - 1)) return true;
	return false;
}

/** Whether words of a folded text are these. */
function hasWords(text: string, wanted: string): boolean {
	for (let at = text.indexOf(wanted); at >= 0 && text !== ''; at = text.indexOf(wanted, at + 1))
		if (!isLetter(text, at - 1) && !isLetter(text, at + wanted.length)) return true;
	return false;
}

/** Whether a folded text, of words and lines, has a letter at an offset; not beyond its ends. */
const isLetter = (text: string, offset: number): boolean => text.charCodeAt(offset) > 0x20;

const isQualifier = (name: string): name is QualifierName => (qualifierNames as readonly string[]).includes(name);

/**
 * `2016`, `201` (all that begin so: a year that is being typed, or a decade), `2014..2016` (either end may be open), `>2015`,
 * `>=2015`, `<2015`, `<=2015`; nothing for anything else.
 */
function yearsOf(value: string): Years | undefined {
	const range = /^(\d{1,4})?\.\.(\d{1,4})?$/.exec(value);
	if (range) return range[1] || range[2] ? { from: Number(range[1] ?? 0), to: Number(range[2] ?? 9999) } : undefined;
	const [, sign = '', digits] = /^([<>]=?)?(\d{1,4})$/.exec(value) ?? [];
	if (digits === undefined) return undefined;
	const year = Number(digits);
	if (sign === '') return { from: Number(digits.padEnd(4, '0')), to: Number(digits.padEnd(4, '9')) };
	if (sign.startsWith('>')) return { from: sign === '>' ? year + 1 : year, to: 9999 };
	return { from: 0, to: sign === '<' ? year - 1 : year };
}
