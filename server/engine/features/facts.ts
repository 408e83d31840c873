import { familyName, type Paper, printedYear, shortAuthors } from '../library/paper.js';
import { shownTitle } from '../render/paperRow.js';

/** What a note's template may name. */
export interface PaperFacts {
	readonly key: string;
	readonly title: string;
	/** "Chen, Duan, Houthooft". */
	readonly authors: string;
	readonly year: string;
	readonly venue: string;
}

/** What a template for a note may name of a paper. */
export function factsOf(paper: Paper): PaperFacts {
	const people = paper.authors.length > 0 ? paper.authors : paper.editors;
	return {
		key: paper.key,
		title: paper.title,
		authors: people.map(familyName).join(', '),
		year: String(printedYear(paper) ?? ''),
		venue: paper.venue?.short ?? paper.venue?.full ?? '',
	};
}

/** What a preview shows in place of a citation key. */
export const citationText = (paper: Paper): { readonly authors: string; readonly year: string; readonly title: string } => ({
	authors: shortAuthors(paper),
	year: String(printedYear(paper) ?? ''),
	title: shownTitle(paper),
});
