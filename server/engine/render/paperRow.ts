import { type Paper, printedYear, shortAuthors } from '../library/paper.js';
import type { UserState } from '../library/query.js';
import { type AddressKind, addressesOf } from './addresses.js';
import { clipped, isolated } from './escape.js';
import { limits } from './guards.js';
import { firstAuthorYear, nicknameOf, rowTitle } from './shortTitle.js';

/** What a paper is to a document. */
export type PaperUse = 'cited' | 'listed' | 'added';

/** One paper as lists show it. */
export interface PaperRow {
	readonly key: string;
	readonly title: string;
	/** The title in so few words that author and year have room beside it. */
	readonly shortTitle: string;
	/** What people call it; left out where it has no short nickname. */
	readonly nickname?: string;
	/** "Chen 2016", as far as known. */
	readonly authorYear: string;
	/** "Chen et al.", or empty. */
	readonly authors: string;
	readonly year?: number;
	readonly venue?: string;
	readonly hasSummary: boolean;
	/** How far the user has come with it. */
	readonly state: 'unread' | 'reading' | 'read';
	/** Whether the user has given it a star. */
	readonly isStarred: boolean;
	/** Whether the user has a note on it. */
	readonly hasNote: boolean;
	/** What citing it in the document that asks means: cited there already, in a bibliography of its own, or added to one. Left out where unknown. */
	readonly use?: PaperUse;
	/** Where it can be opened: on the web, as a PDF that its entry names or Zotero has, in Zotero. */
	readonly opens: readonly (AddressKind | 'zotero')[];
}

/** What distinguishes a paper from others at a glance. */
export type PaperFace = Pick<PaperRow, 'key' | 'title' | 'authors' | 'year'>;

/** A paper's title in a line of its own: the beginning of one that is longer than any line. */
export const shownTitle = ({ title }: Pick<Paper, 'title'>): string => isolated(clipped(title, limits.line));

/** A paper as lists show it; `use` is what it is to the document that asks. */
export function paperRow(paper: Paper, { state, isStarred, hasNote }: UserState, use?: PaperUse): PaperRow {
	const nickname = nicknameOf(paper);
	return {
		key: paper.key,
		title: shownTitle(paper),
		shortTitle: isolated(rowTitle(paper)),
		...(nickname !== undefined && { nickname: isolated(nickname) }),
		authorYear: isolated(firstAuthorYear(paper)),
		authors: isolated(shortAuthors(paper)),
		year: printedYear(paper),
		venue: paper.venue?.short ?? paper.venue?.full,
		hasSummary: paper.summary !== undefined,
		state: state(paper),
		isStarred: isStarred(paper),
		hasNote: hasNote(paper),
		...(use !== undefined && { use }),
		opens: [
			...new Set([
				...addressesOf(paper).keys(),
				...(paper.fields.file !== undefined || paper.zotero?.hasPdf ? (['pdf'] as const) : []),
				...(paper.zotero ? (['zotero'] as const) : []),
			]),
		],
	};
}
