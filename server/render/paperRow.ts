import { type Paper, shortAuthors } from '../library/paper.js';
import type { PaperRow } from '../protocol.js';

/** A paper as lists show it. */
export function paperRow(paper: Paper): PaperRow {
	return {
		key: paper.key,
		title: paper.title,
		authors: shortAuthors(paper),
		year: paper.year ?? paper.published,
		venue: paper.venue?.short ?? paper.venue?.full,
		hasSummary: paper.summary !== undefined,
	};
}
