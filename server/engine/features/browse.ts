import * as l10n from '@vscode/l10n';
import { compareTexts } from '../base/compareTexts.js';
import { sortInSteps } from '../base/sortInSteps.js';
import { bundledSource, type IndexedPaper, indexedPapers, readableSource } from '../library/indexedPaper.js';
import type { Library } from '../library/library.js';
import { numbersFitting, parseQuery } from '../library/query.js';
import { type ReadingEntry, type Readings, readingOf } from '../library/readingState.js';
import type { PaperRow } from '../render/paperRow.js';
import { paperRow } from '../render/paperRow.js';
import { type Context, titleOfTopic } from './context.js';

/** `topic`: what the library is about, in few groups; `keyword`: each keyword as it is. */
export type Grouping = 'topic' | 'keyword' | 'collection' | 'year' | 'author' | 'venue' | 'source' | 'state' | 'flat';

/** By title, by year with the newest first, by first author, by the day it was read, or by the number of notes that cite or name it. */
export type Sorting = 'title' | 'year' | 'author' | 'recent' | 'mentioned';

/** How the library is listed: in which groups (`flat`: one with the id ""), in which order, and only what fits `filter`. */
export interface Listing {
	readonly by: Grouping;
	/** By title where left out. */
	readonly sort?: Sorting;
	readonly filter: string;
}

export interface GroupRow {
	readonly id: string;
	readonly label: string;
	readonly count: number;
	/** Whether it holds the papers that are bundled and nothing else. */
	readonly isBundled?: boolean;
}

/** The most papers of a filter that are listed, best first: with more, narrow the filter. */
export const mostFiltered = 500;

/** The groups of the library that hold papers fitting the filter: years newest first, others by name, then the nameless one, then what is bundled. */
export function browse(context: Context, { by, filter }: Listing): readonly GroupRow[] {
	const groups = groupsFitting(context, by, filter);
	const last = lastRows.get(groups);
	if (last?.topics === context.topics) return last.rows;
	const rows = rowsOf(groups, by, context.topics).sort(orderOfRows(by));
	lastRows.set(groups, { topics: context.topics, rows });
	return rows;
}

/** The papers of one group that fit the filter, in the listing's order; the stretch from `start` on, at most `limit`. */
export function group(
	context: Context,
	{ by, sort = 'title', filter }: Listing,
	id: string,
	start = 0,
	limit = Infinity,
): readonly PaperRow[] {
	const listed = groupsFitting(context, by, filter).get(id);
	if (!listed) return [];
	return sorted(context, listed, sort)
		.slice(start, start + limit)
		.map(({ number }) => paperRow(context.library.paperOf(number)!, context.beside));
}

/** How many papers fit a filter; at most as many as are listed. */
export const countFitting = (context: Context, filter: string): number =>
	filter.trim() === '' ? context.library.size : numbersFor(context, filter).length;

/** The papers before and after one when all groups are open, one below the other; the first of its places counts. */
export function neighbours(context: Context, listing: Listing, key: string): { readonly previous?: string; readonly next?: string } {
	let previous: string | undefined;
	let isFound = false;
	const groups = groupsFitting(context, listing.by, listing.filter);
	for (const { id } of browse(context, listing))
		for (const paper of sorted(context, groups.get(id) ?? [], listing.sort ?? 'title')) {
			if (isFound && paper.key !== key) return { previous, next: paper.key };
			if (paper.key === key) isFound = true;
			else previous = paper.key;
		}
	return isFound ? { previous } : {};
}

const noReadings: Readings = new Map();

/** The groupings that depend on the library alone. */
const lasting: readonly Grouping[] = ['topic', 'keyword', 'collection', 'year', 'author', 'venue', 'source', 'flat'];

/**
 * Prepares the lists of a large library, so that the first question about each grouping is answered at once. Each step takes
 * some milliseconds; stopping in between loses nothing but time.
 */
export function* preparingLists({
	library,
	topics,
	paperTopics,
}: Pick<Context, 'library' | 'topics' | 'paperTopics'>): Generator<undefined, void> {
	const known = prepared.get(library);
	const papers = known?.papers ?? (yield* allByTitle(library));
	yield* library.preparingSearch();
	const groups = new Map(known?.groups);
	if (known?.paperTopics !== paperTopics) groups.delete('topic');
	prepared.set(library, { papers, groups, paperTopics });
	for (const by of lasting) {
		if (groups.has(by)) continue;
		const made: Groups = new Map();
		const isApart = apart(library);
		for (const [index, listed] of papers.entries()) {
			put(made, listed, by, { readings: noReadings, paperTopics }, isApart);
			if (index % 2000 === 1999) yield;
		}
		noteAsSorted(made);
		const rows = yield* sortInSteps(rowsOf(made, by, topics), orderOfRows(by));
		lastRows.set(made, { topics, rows });
		groups.set(by, made);
	}
}

/** All papers by title, in steps. */
function* allByTitle(library: Library): Generator<undefined, readonly IndexedPaper[]> {
	const all: IndexedPaper[] = [];
	const papers = indexedPapers(library);
	for (let index = 0; index < library.size; index++) {
		all.push(papers.at(index));
		if (index % 500 === 499) yield;
	}
	return yield* sortInSteps(all, byTitle);
}

/** What has a star comes first, then what is being read. */
const stateOrder = ['starred', 'reading', 'unread', 'read'];

const collator = new Intl.Collator();

type Groups = Map<string, IndexedPaper[]>;
type Topics = Readonly<Record<string, string>>;

/** The groups' rows as last asked for. */
const lastRows = new WeakMap<Groups, { readonly topics: Topics; readonly rows: readonly GroupRow[] }>();

const rowsOf = (groups: Groups, by: Grouping, topics: Topics): GroupRow[] =>
	Array.from(groups, ([id, papers]) => ({
		id,
		label: labelOf(id, by, topics),
		count: papers.length,
		...(id === bundledSource && { isBundled: true }),
	}));

const orderOfRows =
	(by: Grouping) =>
	(a: GroupRow, b: GroupRow): number =>
		Number(a.isBundled ?? false) - Number(b.isBundled ?? false) ||
		(by === 'state' ? stateOrder.indexOf(a.id) - stateOrder.indexOf(b.id) : 0) ||
		Number(a.id === '') - Number(b.id === '') ||
		(by === 'year' ? Number(b.id) - Number(a.id) : collator.compare(a.label, b.label));

/** All papers of a snapshot by title, and the groups that are made so far; in the background. */
const prepared = new WeakMap<
	Library,
	{ readonly papers: readonly IndexedPaper[]; readonly groups: Map<Grouping, Groups> } & Pick<Context, 'paperTopics'>
>();

/** The groups of a snapshot as last asked for: opening one group after the other reads the library once. */
const lastGroups = new WeakMap<
	Library,
	Pick<Context, 'paperTopics' | 'readings'> & {
		readonly by: Grouping;
		readonly filter: string;
		readonly notesOn: number;
		readonly groups: Groups;
	}
>();

function groupsFitting(context: Context, by: Grouping, filter: string): Groups {
	const { library, notes, readings, paperTopics } = context;
	const lists = filter.trim() === '' ? prepared.get(library) : undefined;
	const ready = lists?.groups.get(by);
	if (ready && (by !== 'topic' || lists?.paperTopics === paperTopics)) return ready;
	const last = lastGroups.get(library);
	if (
		last?.by === by &&
		last.filter === filter &&
		last.readings === readings &&
		last.notesOn === notes.notesOnVersion &&
		last.paperTopics === paperTopics
	)
		return last.groups;
	const groups: Groups = new Map();
	const isApart = apart(library);
	if (lists) {
		for (const listed of lists.papers) put(groups, listed, by, context, isApart);
		noteAsSorted(groups);
	} else {
		const papers = indexedPapers(library);
		if (filter.trim() === '') for (let index = 0; index < library.size; index++) put(groups, papers.at(index), by, context, isApart);
		else for (const number of numbersFor(context, filter)) put(groups, papers.of(number), by, context, isApart);
	}
	lastGroups.set(library, { by, filter, readings, paperTopics, notesOn: notes.notesOnVersion, groups });
	return groups;
}

/** The papers that fit a filter as last asked for: those who ask for their groups also ask for their number. */
const lastNumbers = new WeakMap<
	Library,
	{ readonly filter: string; readonly readings: Readings; readonly notesOn: number; readonly numbers: readonly number[] }
>();

/** The papers that fit a filter, of many the best. */
function numbersFor({ library, notes, readings, beside }: Context, filter: string): readonly number[] {
	const last = lastNumbers.get(library);
	if (last?.filter === filter && last.readings === readings && last.notesOn === notes.notesOnVersion) return last.numbers;
	const numbers = numbersFitting(library, parseQuery(filter), mostFiltered, beside);
	lastNumbers.set(library, { filter, readings, notesOn: notes.notesOnVersion, numbers });
	return numbers;
}

/**
 * Which papers are listed apart, in one group at the end: what is bundled and nothing else, once the user has papers or the workspace is about
 * something else.
 */
function apart(library: Library): (number: number) => boolean {
	const hasOwn = library.sources.some(({ origin, records }) => origin !== 'bundled' && records > 0);
	return hasOwn || !library.bundledIsRelevant ? library.isBundled : () => false;
}

/** Adds a paper to the groups that it belongs to. */
function put(groups: Groups, listed: IndexedPaper, by: Grouping, beside: GroupedBy, isApart: (number: number) => boolean): void {
	const putInto = (id: string) => {
		const rows = groups.get(id);
		if (rows) rows.push(listed);
		else groups.set(id, [listed]);
	};
	const ids = isApart(listed.number) ? [bundledSource] : groupsOf(listed, by, beside);
	if (ids.length === 0) putInto('');
	else if (ids.length === 1) putInto(ids[0]!);
	else for (const id of new Set(ids)) putInto(id);
}

/** Lists as they were sorted last, so that a page further on is not sorted again. */
const lastSorted = new WeakMap<readonly IndexedPaper[], { readonly sort: Sorting; readonly rows: readonly IndexedPaper[] }>();

/** Lists shorter than this are sorted as fast as it could be noted that they are. */
const worthNoting = 500;

/** Notes that the groups were filled in the order of titles. */
function noteAsSorted(groups: Groups): void {
	for (const rows of groups.values()) if (rows.length >= worthNoting) lastSorted.set(rows, { sort: 'title', rows });
}

const byTitle = (a: IndexedPaper, b: IndexedPaper): number => compareTexts(a.title, b.title);

function sorted({ library, notes, readings }: Context, rows: readonly IndexedPaper[], sort: Sorting): readonly IndexedPaper[] {
	const last = lastSorted.get(rows);
	// How often notes mention a paper changes without the rows.
	if (last?.sort === sort && sort !== 'mentioned') return last.rows;
	const numbers = new Map<number, number>();
	const mentions = ({ number }: IndexedPaper): number => {
		const known = numbers.get(number);
		if (known !== undefined) return known;
		const count = notes.countOf(library.paperOf(number)!);
		numbers.set(number, count);
		return count;
	};
	const dateOf = (listed: IndexedPaper): string => readingOf(readings, listed).date ?? '';
	const orders: Readonly<Record<Sorting, (a: IndexedPaper, b: IndexedPaper) => number>> = {
		title: byTitle,
		year: (a, b) => b.year - a.year || byTitle(a, b),
		recent: (a, b) => compareTexts(dateOf(b), dateOf(a)) || byTitle(a, b),
		mentioned: (a, b) => mentions(b) - mentions(a) || byTitle(a, b),
		author: (a, b) => Number(a.author === '') - Number(b.author === '') || compareTexts(a.author, b.author) || byTitle(a, b),
	};
	const found = [...rows].sort(orders[sort]);
	lastSorted.set(rows, { sort, rows: found });
	return found;
}

const none: readonly string[] = [];

/** What groups depend on beside the paper. */
type GroupedBy = Pick<Context, 'readings' | 'paperTopics'>;

/** The groups by reading state: a paper with a star is in two. */
const statesIn = ({ state, isStarred }: ReadingEntry): readonly string[] => (isStarred ? ['starred', state] : [state]);

/** The groups a paper belongs to; none where it says nothing. */
function groupsOf(listed: IndexedPaper, by: Grouping, { readings, paperTopics }: GroupedBy): readonly string[] {
	switch (by) {
		case 'topic':
			return paperTopics?.of(listed) ?? listed.topics;
		case 'keyword':
			return listed.topics;
		case 'collection':
			return listed.collections;
		case 'year':
			return listed.year === 0 ? none : [String(listed.year)];
		case 'author':
			return listed.families;
		case 'source':
			return listed.sources;
		case 'state':
			return readings.size === 0 ? ['unread'] : statesIn(readingOf(readings, listed));
		case 'venue':
			return listed.venue === '' ? none : [listed.venue];
		case 'flat':
			return none;
	}
}

const nameless: Readonly<Record<Grouping, () => string>> = {
	topic: () => l10n.t('No topic'),
	keyword: () => l10n.t('No keyword'),
	collection: () => l10n.t('No collection'),
	year: () => l10n.t('No year'),
	author: () => l10n.t('No author'),
	venue: () => l10n.t('No venue'),
	source: () => l10n.t('No source'),
	state: () => l10n.t('Unread'),
	flat: () => l10n.t('All papers'),
};

const stateLabels: Readonly<Record<string, () => string>> = {
	starred: () => l10n.t({ message: 'Starred', comment: 'papers that have a star' }),
	reading: () => l10n.t('Reading'),
	read: () => l10n.t({ message: 'Read', comment: 'papers that have been read' }),
};

function labelOf(id: string, by: Grouping, topics: Readonly<Record<string, string>>): string {
	if (id === bundledSource) return l10n.t('Bundled summaries');
	if (by === 'state') return (stateLabels[id] ?? nameless.state)();
	if (id === '') return nameless[by]();
	if (by === 'source') return readableSource(id).replace(/^.*\//s, '');
	return by === 'topic' || by === 'keyword' ? titleOfTopic(id, topics) : id;
}
