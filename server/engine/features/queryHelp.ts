import { distance } from '../base/distance.js';
import { withoutEnd } from '../base/ends.js';
import { fold } from '../base/fold.js';
import { sortInSteps } from '../base/sortInSteps.js';
import { type IndexedPaper, indexedPapers, readableSource } from '../library/indexedPaper.js';
import { numbersFitting, parseQuery, type QualifierName, type QueryProblem, qualifierNames } from '../library/query.js';
import { readingStates } from '../library/readingState.js';
import { isolated } from '../render/escape.js';
import type { Context } from './context.js';

/** How a query that is being typed can go on: by a qualifier, or by a value for one. */
export type QueryOffer = {
	/** What the whole query is once this is chosen. */
	readonly query: string;
} & (
	| { readonly qualifier: 'author' | 'collection' | 'has' | 'is' | 'source' | 'topic' | 'venue' | 'year' }
	| {
			readonly value: string;
			/** What people call it, where that is something else: a topic's title. */
			readonly title?: string;
			/** How many of the papers that the rest of the query fits have it. */
			readonly count: number;
	  }
);

/** What a query that is being typed can go on with, and what in it is wrong. */
export interface QueryHelp {
	/** Without what may yet become right: the value of a qualifier that is being typed. */
	readonly problems: readonly QueryProblem[];
	/** Best first. */
	readonly offers: readonly QueryOffer[];
}

/** The most values that are offered: for another, type its beginning. */
const mostOffered = 50;

/**
 * Help with a query whose end is being typed. At the beginning of a word the qualifiers that begin like it; behind a qualifier the values
 * that the papers fitting the rest of the query have, those of most papers first; for a qualifier that there is not, the nearest.
 */
export function queryHelp(context: Context, text: string): QueryHelp {
	const typed = typedTerm(text);
	const offers = offersFor(context, typed);
	const isUnfinished = ({ span, code }: QueryProblem): boolean =>
		span.end === text.length && code !== 'unknown-qualifier' && (offers.length > 0 || (code === 'bad-year' && beginsYears(typed.value)));
	return { problems: parseQuery(text).problems.filter((problem) => !isUnfinished(problem)), offers };
}

/** The term at the end of a query. */
interface TypedTerm {
	/** All before it. */
	readonly rest: string;
	/** `-` or nothing. */
	readonly sign: string;
	/** What is before its colon; left out where there is none. */
	readonly name?: string;
	/** Without quotes. */
	readonly value: string;
	/** Whether its quote is open. */
	readonly isQuoted: boolean;
}

function typedTerm(text: string): TypedTerm {
	const quote = text.lastIndexOf('"');
	const isQuoted = text.split('"').length % 2 === 0;
	const head = isQuoted ? text.slice(0, quote) : text;
	const rest = withoutEnd(head, /[^\s"]/);
	const [, sign = '', name, bare = ''] = /^(-?)(?:(\p{L}+):)?(.*)$/su.exec(head.slice(rest.length))!;
	const value = isQuoted ? text.slice(quote + 1) : bare;
	// A quote right behind letters begins a term of its own.
	if (name === undefined || (isQuoted && bare !== '')) return { rest: isQuoted ? head : rest, sign, value, isQuoted };
	return { rest, sign, name: name.toLowerCase(), value, isQuoted };
}

function offersFor(context: Context, typed: TypedTerm): readonly QueryOffer[] {
	const { rest, sign, name, value, isQuoted } = typed;
	const qualifier = (each: QualifierName, tail = ''): QueryOffer => ({ qualifier: each, query: `${rest}${sign}${each}:${tail}` });
	if (name === undefined) {
		// Behind a quotation a blank comes first.
		if (isQuoted || rest.endsWith('"')) return [];
		const begun = value.toLowerCase();
		return qualifierNames.filter((each) => each.startsWith(begun)).map((each) => qualifier(each));
	}
	const known = qualifierNames.find((each) => each === name);
	if (known === undefined) {
		const isNear = (each: QualifierName): boolean => distance(name, each) <= (each.length < 5 ? 1 : 2);
		return qualifierNames.filter(isNear).map((each) => qualifier(each, isQuoted ? quoted(value) : value));
	}
	const values = valuesOf(context, known, rest);
	const found = known === 'year' ? yearsFor(values, value) : beginningWith(values, value);
	return found.map((each) => ({
		value: isolated(each.text),
		count: each.count,
		query: `${rest}${sign}${known}:${quoted(each.text)} `,
		...(each.title === undefined ? undefined : { title: isolated(each.title) }),
	}));
}

/** A value as it may be written in a query. */
const quoted = (value: string): string => (/[\s"]/.test(value) ? `"${value.replace(/"/g, ' ')}"` : value);

/** A value that papers have for a qualifier. */
interface Value {
	readonly text: string;
	/** What people call it, where that is something else. */
	readonly title?: string;
	/** Of how many papers. */
	readonly count: number;
	/** Text and title, folded. */
	readonly folded: string;
}

function beginningWith(values: readonly Value[], typed: string): readonly Value[] {
	const wanted = fold(typed);
	const within = ` ${wanted}`;
	const found: Value[] = [];
	for (const value of values) {
		if (!value.folded.startsWith(wanted) && !value.folded.includes(within)) continue;
		if (found.push(value) === mostOffered) break;
	}
	return found;
}

/** Years, or the bounds and ranges that end in one, with the papers that lie within. */
function yearsFor(years: readonly Value[], typed: string): readonly Value[] {
	const [, bound, digits] = /^(>=?|<=?|\d{0,4}\.\.)?(\d{0,4})$/.exec(typed) ?? [];
	if (digits === undefined) return [];
	const begun = years.filter(({ text }) => text.startsWith(digits)).slice(0, mostOffered);
	if (bound !== undefined) return begun.map(({ text }) => within(years, bound, text)).filter(({ count }) => count > 0);
	const whole = begun.find(({ text }) => text === digits);
	return whole ? [whole, within(years, '>=', digits), within(years, '<=', digits)] : begun;
}

/** The papers from or up to a year. */
function within(years: readonly Value[], bound: string, end: string): Value {
	const isMet: Readonly<Record<string, (year: number) => boolean>> = {
		'>': (year) => year > Number(end),
		'>=': (year) => year >= Number(end),
		'<': (year) => year < Number(end),
		'<=': (year) => year <= Number(end),
	};
	const meets = isMet[bound] ?? ((year) => Number.parseInt(bound, 10) <= year && year <= Number(end));
	const count = years.reduce((sum, each) => sum + (meets(Number(each.text)) ? each.count : 0), 0);
	return { text: bound + end, count, folded: end };
}

/** Whether a text is the beginning of years that cannot be understood yet: `>=`, `..`, `2014.`. */
const beginsYears = (text: string): boolean => /^([<>]=?|\d{0,4}\.{1,2})$/.test(text);

/** The values of the whole library for qualifiers that depend on it alone, made in the background. */
const prepared = new WeakMap<Context['library'], Map<QualifierName, readonly Value[]>>();

const lasting: readonly QualifierName[] = ['author', 'collection', 'source', 'topic', 'venue', 'year'];

/** Prepares the values of a large library, so that they are offered at once. Each step takes some milliseconds. */
export function* preparingValues({ library, topics, beside }: Pick<Context, 'library' | 'topics' | 'beside'>): Generator<undefined, void> {
	const made = prepared.get(library) ?? new Map<QualifierName, readonly Value[]>();
	prepared.set(library, made);
	for (const name of lasting) if (!made.has(name)) made.set(name, yield* counting(all(library), name, topics, beside));
}

/** The values as last asked for: they stay the same while one of them is being typed. */
const last = new WeakMap<
	Context['library'],
	{
		readonly name: QualifierName;
		readonly rest: string;
		readonly readings: Context['readings'];
		readonly notesOn: number;
		readonly values: readonly Value[];
	}
>();

/** The values that the papers fitting `rest` have for a qualifier, those of most papers first. */
function valuesOf(context: Context, name: QualifierName, rest: string): readonly Value[] {
	const { library, readings, notes, topics, beside } = context;
	const isAll = rest.trim() === '';
	const ready = isAll ? prepared.get(library)?.get(name) : undefined;
	if (ready) return ready;
	const { notesOnVersion } = notes;
	const known = last.get(library);
	if (known?.name === name && known.rest === rest && known.readings === readings && known.notesOn === notesOnVersion) return known.values;
	const papers = isAll ? all(library) : fitting(context, rest);
	const steps = counting(papers, name, topics, beside);
	let step = steps.next();
	while (!step.done) step = steps.next();
	last.set(library, { name, rest, readings, notesOn: notesOnVersion, values: step.value });
	return step.value;
}

function* all(library: Context['library']): Generator<IndexedPaper, void> {
	const papers = indexedPapers(library);
	for (let index = 0; index < library.size; index++) yield papers.at(index);
}

function* fitting({ library, beside }: Context, query: string): Generator<IndexedPaper, void> {
	const papers = indexedPapers(library);
	for (const number of numbersFitting(library, parseQuery(query), library.size, beside)) yield papers.of(number);
}

/** The values of some papers for a qualifier, those of most papers first; counted in steps. */
function* counting(
	papers: Iterable<IndexedPaper>,
	name: QualifierName,
	topics: Context['topics'],
	beside: Context['beside'],
): Generator<undefined, readonly Value[]> {
	const counts = new Map<string, number>();
	let step = 0;
	for (const listed of papers) {
		for (const value of valuesIn[name](listed, beside)) counts.set(value, (counts.get(value) ?? 0) + 1);
		if (++step % 2000 === 0) yield;
	}
	const textOf = name === 'source' ? sourceNames([...counts.keys()]) : (value: string) => value;
	const values: Value[] = [];
	for (const [value, count] of counts) {
		const text = textOf(value);
		const title = name === 'topic' ? topics[value] : undefined;
		values.push({ text, count, folded: fold(`${text} ${title ?? ''}`), ...(title === undefined ? undefined : { title }) });
		if (values.length % 2000 === 0) yield;
	}
	return yield* sortInSteps(values, (a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
}

/** What sources are called: by their files' names, with the folder where two files have one name. */
function sourceNames(sources: readonly string[]): (source: string) => string {
	const last = (source: string, parts: number) => readableSource(source).split('/').slice(-parts).join('/');
	const times = new Map<string, number>();
	for (const source of sources) times.set(last(source, 1), (times.get(last(source, 1)) ?? 0) + 1);
	return (source) => last(source, times.get(last(source, 1)) === 1 ? 1 : 2);
}

const valuesIn: Readonly<Record<QualifierName, (listed: IndexedPaper, beside: Context['beside']) => Iterable<string>>> = {
	author: ({ families }) => once(families),
	collection: ({ collections }) => collections,
	has: ({ hasAbstract, hasSummary, keys }, { hasNote }) => [
		...(hasAbstract ? ['abstract'] : []),
		...(hasNote({ keys }) ? ['note'] : []),
		...(hasSummary ? ['summary'] : []),
	],
	is: ({ hasEntry, hasSummary, keys }, { state, isStarred }) => [
		...(hasEntry ? ['entry'] : []),
		...(hasSummary ? ['summary'] : []),
		...(isStarred({ keys }) ? ['starred'] : []),
		...readingStates.filter((each) => each === state({ keys })),
	],
	source: ({ sources }) => once(sources),
	topic: ({ topics }) => topics,
	venue: ({ venue }) => (venue === '' ? [] : [venue]),
	year: ({ year }) => (year === 0 ? [] : [String(year)]),
};

/** Each text once: two authors may have one name. */
const once = (texts: readonly string[]): Iterable<string> => (texts.length < 2 ? texts : new Set(texts));
