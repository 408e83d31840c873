import * as v from 'valibot';
import type { AddressKind, Grouping, GroupRow, PaperFacts, PaperRow, QueryOffer, Sorting, StatusReport } from '../engine/index.js';
import { count, keys, type Range, request, shortText } from './schema.js';

const grouping = v.picklist([
	'topic',
	'keyword',
	'collection',
	'year',
	'author',
	'venue',
	'source',
	'state',
	'flat',
] satisfies readonly Grouping[]);
const sorting = v.picklist(['title', 'year', 'author', 'recent', 'mentioned'] satisfies readonly Sorting[]);
const listing = v.object({ by: grouping, sort: v.optional(sorting), filter: shortText });
const byKey = v.object({ key: shortText });
const byKeyInDocument = v.object({ key: shortText, uri: v.optional(shortText) });
const addressKind = v.picklist(['arxiv', 'pdf', 'doi', 'web'] satisfies readonly AddressKind[]);

/** One part of a query that is not understood. */
export interface QueryProblemRow {
	readonly code: 'unknown-qualifier' | 'bad-year' | 'unknown-state' | 'unknown-possession' | 'open-quote';
	/** The qualifier's name, the year or the state as written. */
	readonly text: string;
}

/** What a filter finds, what is wrong in it, and how it can go on. */
export interface QueryHelp {
	/** How many papers the tree lists for it. */
	readonly fitting: number;
	/** Whether more fit than are listed. */
	readonly isCut: boolean;
	/** In order; without what is still being typed and may become right. */
	readonly problems: readonly QueryProblemRow[];
	/** Best first. */
	readonly offers: readonly QueryOffer[];
}

export const libraryRequests = {
	/** The library's groups that hold papers fitting `filter`, in order. */
	'lectern/groups': request(listing).answers<readonly GroupRow[]>(),
	/** The papers of one group that fit `filter`, from the one at `start` on (0 where left out), at most `limit` (all where left out). */
	'lectern/group': request(v.object({ ...listing.entries, group: shortText, start: v.optional(count), limit: v.optional(count) })).answers<
		readonly PaperRow[]
	>(),
	/**
	 * The best papers for a query, best first. For an open document at `uri`: with the keys by which it cites them, its own papers before
	 * others that match equally well.
	 */
	'lectern/search': request(v.object({ query: shortText, limit: count, uri: v.optional(shortText) })).answers<readonly PaperRow[]>(),
	/** Help with a query whose end is being typed. */
	'lectern/queryHelp': request(v.object({ query: shortText })).answers<QueryHelp>(),
	/** The papers before and after one in the tree's order. */
	'lectern/neighbours': request(v.object({ ...listing.entries, key: shortText })).answers<{
		readonly previous?: string;
		readonly next?: string;
	}>(),
	/**
	 * The text that `file` has to get so that the papers have this state since `date`, or a star or none, merged into what it holds; null
	 * where it is not YAML. What is left out stays. For the server they have that state at once.
	 */
	'lectern/mark': request(
		v.object({
			file: shortText,
			keys,
			state: v.optional(v.picklist(['unread', 'reading', 'read'] satisfies readonly PaperRow['state'][])),
			isStarred: v.optional(v.boolean()),
			date: shortText,
		}),
	).answers<string | null>(),
	/** What a preview shows for each key, in order; null for an unknown key. */
	'lectern/citationTexts': request(v.object({ keys })).answers<
		readonly ({ readonly authors: string; readonly year: string; readonly title: string } | null)[]
	>(),
	/** The URIs of the user's notes on a paper. */
	'lectern/notesOn': request(byKey).answers<readonly string[]>(),
	/** What a template for a note may name of a paper, with its key in the document at `uri`; null where no paper has the key. */
	'lectern/facts': request(byKeyInDocument).answers<PaperFacts | null>(),
	/** A paper's BibTeX entry, under its key in the document at `uri`; null where no paper has the key. */
	'lectern/bibtex': request(byKeyInDocument).answers<string | null>(),
	/** Where a paper is on the web, by HTTPS; null where it has no such address, or no paper has the key. */
	'lectern/address': request(v.object({ key: shortText, kind: addressKind })).answers<string | null>(),
	/** Where a paper's bibliography entry is, or its summary where it has none; null where no paper has the key. */
	'lectern/entryPlace': request(byKey).answers<{ readonly uri: string; readonly range: Range } | null>(),
	/** The hover card of a paper as Markdown, with its key in the document at `uri`; null where no paper has the key. */
	'lectern/card': request(byKeyInDocument).answers<string | null>(),
	/** The text of a bundled summary; null for any other URI. */
	'lectern/corpusText': request(v.object({ uri: shortText })).answers<string | null>(),
	/** The state of the library and of a document: why there are suggestions, or why not. */
	'lectern/status': request(v.object({ uri: v.optional(shortText), languageId: v.optional(shortText) })).answers<StatusReport>(),
};
