import type { Library } from '../library/library.js';
import type { Paper } from '../library/paper.js';
import { familyName } from '../library/paper.js';
import { parseQuery, searchLibrary } from '../library/query.js';
import { type Readings, readingOf } from '../library/readingState.js';
import type { Grouping, GroupRow, Listing, PaperRow, Sorting } from '../protocol.js';
import { paperRow } from '../render/paperRow.js';
import type { Context } from './context.js';

/** The groups of the library that hold papers fitting the filter: years newest first, others by name, the nameless one last. */
export function browse(context: Context, { by, filter }: Listing): readonly GroupRow[] {
	const rows = Array.from(groupsFitting(context, by, filter), ([id, papers]) => ({
		id,
		label: labelOf(id, by, context.topics),
		count: papers.length,
	}));
	return rows.sort(
		(a, b) =>
			(by === 'state' ? stateOrder.indexOf(a.id) - stateOrder.indexOf(b.id) : 0) ||
			Number(a.id === '') - Number(b.id === '') ||
			(by === 'year' ? Number(b.id) - Number(a.id) : collator.compare(a.label, b.label)),
	);
}

/** The papers of one group that fit the filter, in the listing's order; the stretch from `start` on, at most `limit`. */
export function group(
	context: Context,
	{ by, sort = 'title', filter }: Listing,
	id: string,
	start = 0,
	limit = Infinity,
): readonly PaperRow[] {
	const groups = groupsFitting(context, by, filter);
	const rows = groups.get(id);
	return rows ? sorted(context, rows, sort).slice(start, start + limit) : [];
}

/** The papers before and after one when all groups stand open, one below the other; the first of its places counts. */
export function neighbours(context: Context, listing: Listing, key: string): { readonly previous?: string; readonly next?: string } {
	let previous: string | undefined;
	let isFound = false;
	for (const { id } of browse(context, listing))
		for (const paper of group(context, listing, id)) {
			if (isFound && paper.key !== key) return { previous, next: paper.key };
			if (paper.key === key) isFound = true;
			else previous = paper.key;
		}
	return isFound ? { previous } : {};
}

/** What is being read comes first. */
const stateOrder = ['reading', 'unread', 'read'];

const collator = new Intl.Collator();

type Groups = ReadonlyMap<string, readonly PaperRow[]>;

/** The groups of a snapshot as last asked for: opening one group after the other reads the library once. */
const lastGroups = new WeakMap<
	Library,
	{ readonly by: Grouping; readonly filter: string; readonly readings: Readings; readonly notesOn: number; readonly groups: Groups }
>();

function groupsFitting({ library, notes, readings, beside }: Context, by: Grouping, filter: string): Groups {
	const last = lastGroups.get(library);
	if (last?.by === by && last.filter === filter && last.readings === readings && last.notesOn === notes.notesOnVersion) return last.groups;
	const groups = new Map<string, PaperRow[]>();
	const put = (paper: Paper) => {
		const row = paperRow(paper, beside);
		for (const id of new Set(groupsOf(paper, by, row))) {
			const rows = groups.get(id);
			if (rows) rows.push(row);
			else groups.set(id, [row]);
		}
	};
	if (filter.trim() !== '') searchLibrary(library, parseQuery(filter), library.size, beside).forEach(put);
	else for (let index = 0; index < library.size; index++) put(library.at(index));
	lastGroups.set(library, { by, filter, readings, notesOn: notes.notesOnVersion, groups });
	return groups;
}

/** Lists as they were sorted last, so that a page further on is not sorted anew. */
const lastSorted = new WeakMap<readonly PaperRow[], { readonly sort: Sorting; readonly rows: readonly PaperRow[] }>();

function sorted({ library, notes, readings }: Context, rows: readonly PaperRow[], sort: Sorting): readonly PaperRow[] {
	const last = lastSorted.get(rows);
	// How often notes mention a paper changes without the rows.
	if (last?.sort === sort && sort !== 'mentioned') return last.rows;
	const numbers = new Map<string, number>();
	const mentions = ({ key }: PaperRow): number => {
		const known = numbers.get(key);
		if (known !== undefined) return known;
		const [paper] = library.byKey(key);
		const count = paper ? notes.countOf(paper) : 0;
		numbers.set(key, count);
		return count;
	};
	const dateOf = ({ key }: PaperRow): string => {
		const [paper] = readings.size === 0 ? [] : library.byKey(key);
		return (paper && readingOf(readings, paper).date) ?? '';
	};
	const byTitle = (a: PaperRow, b: PaperRow) => collator.compare(a.title, b.title);
	const orders: Readonly<Record<Sorting, (a: PaperRow, b: PaperRow) => number>> = {
		title: byTitle,
		year: (a, b) => (b.year ?? 0) - (a.year ?? 0) || byTitle(a, b),
		recent: (a, b) => compare(dateOf(b), dateOf(a)) || byTitle(a, b),
		mentioned: (a, b) => mentions(b) - mentions(a) || byTitle(a, b),
		author: (a, b) => Number(a.authors === '') - Number(b.authors === '') || collator.compare(a.authors, b.authors) || byTitle(a, b),
	};
	const found = [...rows].sort(orders[sort]);
	lastSorted.set(rows, { sort, rows: found });
	return found;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The groups a paper belongs to; the empty one where it says nothing. */
function groupsOf(paper: Paper, by: Grouping, { state }: PaperRow): readonly string[] {
	const groups = {
		topic: () => paper.topics,
		year: () => [paper.year ?? paper.published].filter((year) => year !== undefined).map(String),
		author: () => paper.authors.map(familyName),
		source: () => paper.places.map(({ origin, source }) => (origin === 'bundled' ? bundled : source)),
		state: () => [state],
		flat: () => [],
		venue: () => [paper.venue?.short ?? paper.venue?.full].filter((venue) => venue !== undefined),
	}[by]();
	return groups.length > 0 ? groups : [''];
}

/** The group of all bundled summaries, each of which is a source of its own. */
const bundled = 'lectern:/corpus';

const nameless: Readonly<Record<Grouping, string>> = {
	topic: 'No topic',
	year: 'No year',
	author: 'No author',
	venue: 'No venue',
	source: 'No source',
	state: 'Unread',
	flat: 'All papers',
};

function labelOf(id: string, by: Grouping, topics: Readonly<Record<string, string>>): string {
	if (id === '') return nameless[by];
	if (by === 'source') return id === bundled ? 'Bundled summaries' : fileName(id);
	if (by === 'state') return { reading: 'Reading', read: 'Read' }[id] ?? 'Unread';
	if (by !== 'topic') return id;
	const title = topics[id];
	if (title !== undefined) return title;
	const words = id.replace(/-/g, ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The last part of a URI, readable; as it stands where its escapes are broken. */
function fileName(uri: string): string {
	const name = uri.slice(uri.lastIndexOf('/') + 1);
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}
