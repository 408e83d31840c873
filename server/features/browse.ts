import type { Paper } from '../library/paper.js';
import { familyName, shortAuthors } from '../library/paper.js';
import { parseQuery, searchLibrary } from '../library/query.js';
import type { Grouping, GroupRow, PaperRow } from '../protocol.js';
import type { Context } from './context.js';

/** The groups of the library that hold papers fitting `filter`: topics, authors and venues by name, years newest first. */
export function browse(context: Context, by: Grouping, filter: string): readonly GroupRow[] {
	const counts = new Map<string, number>();
	for (const paper of fitting(context, filter)) for (const id of groupsOf(paper, by)) counts.set(id, (counts.get(id) ?? 0) + 1);
	const rows = Array.from(counts, ([id, count]) => ({ id, label: labelOf(id, by, context.topics), count }));
	return rows.sort(
		(a, b) => Number(a.id === '') - Number(b.id === '') || (by === 'year' ? Number(b.id) - Number(a.id) : a.label.localeCompare(b.label)),
	);
}

/** The papers of one group that fit `filter`, by title. */
export function group(context: Context, by: Grouping, id: string, filter: string): readonly Paper[] {
	return fitting(context, filter)
		.filter((paper) => groupsOf(paper, by).includes(id))
		.sort((a, b) => a.title.localeCompare(b.title));
}

/** The papers before and after one when all groups stand open, one below the other; the first of its places counts. */
export function neighbours(
	context: Context,
	by: Grouping,
	filter: string,
	key: string,
): { readonly previous?: string; readonly next?: string } {
	let previous: string | undefined;
	let isFound = false;
	for (const { id } of browse(context, by, filter))
		for (const paper of group(context, by, id, filter)) {
			if (isFound && paper.key !== key) return { previous, next: paper.key };
			if (paper.key === key) isFound = true;
			else previous = paper.key;
		}
	return isFound ? { previous } : {};
}

export function rowOf(paper: Paper): PaperRow {
	return {
		key: paper.key,
		title: paper.title,
		authors: shortAuthors(paper),
		year: paper.year ?? paper.published,
		venue: paper.venue?.short ?? paper.venue?.full,
		hasSummary: paper.summary !== undefined,
	};
}

function fitting({ library }: Context, filter: string): readonly Paper[] {
	if (filter.trim() !== '') return searchLibrary(library, parseQuery(filter), library.size);
	return Array.from({ length: library.size }, (_, index) => library.at(index));
}

/** The groups a paper belongs to; the empty one where it says nothing. */
function groupsOf(paper: Paper, by: Grouping): readonly string[] {
	const groups = {
		topic: () => paper.topics,
		year: () => [paper.year ?? paper.published].filter((year) => year !== undefined).map(String),
		author: () => paper.authors.map(familyName),
		venue: () => [paper.venue?.short ?? paper.venue?.full].filter((venue) => venue !== undefined),
	}[by]();
	return groups.length > 0 ? groups : [''];
}

const nameless: Readonly<Record<Grouping, string>> = { topic: 'No topic', year: 'No year', author: 'No author', venue: 'No venue' };

function labelOf(id: string, by: Grouping, topics: Readonly<Record<string, string>>): string {
	if (id === '') return nameless[by];
	if (by !== 'topic') return id;
	const title = topics[id];
	if (title !== undefined) return title;
	const words = id.replace(/-/g, ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}
