import type { Library } from '../library/library.js';
import { type Paper, printedYear, shortAuthors } from '../library/paper.js';
import { clipped, escapeHtml, isolated } from './escape.js';
import { limits } from './guards.js';
import { linkedMarkdown } from './linkedMarkdown.js';
import type { MarkdownEnvironment } from './markdown.js';
import type { LinkEnvironment } from './paperLinks.js';
import type { PaperFace } from './paperRow.js';

/** What a comparison of papers says of each, in the order of its rows. */
export const comparedRows = ['year', 'claim', 'problem', 'method', 'formula', 'data', 'results', 'limits'] as const;

export type ComparedRow = (typeof comparedRows)[number];

/** What the rows of a comparison are called where it is written as text. */
export type RowTitles = Readonly<Record<ComparedRow, string>>;

/** A cell of a comparison. */
export interface ComparedCell {
	/** What is said first, as HTML without script. */
	readonly lead: string;
	/** All that is said, where that is more. */
	readonly whole?: string;
	/** The title of the section that it is taken from, where that is not the row's own; plain text. */
	readonly from?: string;
}

/** A paper in a comparison. */
export interface ComparedPaper extends PaperFace {
	/** Its nickname, or the beginning of its title. */
	readonly name: string;
	readonly hasSummary: boolean;
	/** A row of which nothing is said has no cell. */
	readonly cells: Readonly<Partial<Record<ComparedRow, ComparedCell>>>;
}

/** What one cell of a comparison says, as the summary writes it. */
export interface ComparedText {
	/** What is said first; Markdown, or plain text. */
	readonly lead: string;
	/** All that is said, where that is more. */
	readonly whole?: string;
	/** The title of the section that it is taken from, where that is not the row's own. */
	readonly from?: string;
	/** Whether it is plain text, in which no sign has a meaning. */
	readonly isPlain?: true;
}

/** A paper with its cells; a row of which nothing is said has none. */
export interface Compared {
	readonly paper: Paper;
	readonly texts: Readonly<Partial<Record<ComparedRow, ComparedText>>>;
}

/** Papers as the page of a comparison shows them: names as plain text, cells as HTML without script, in which other papers' names are links. */
export function comparedPapers(all: readonly Compared[], library: Library): readonly ComparedPaper[] {
	// What is spent on formulas is spent for the whole page.
	let typeset = 0;
	return all.map(({ paper, texts }) => {
		const environment: CellEnvironment = { library, self: paper.key, typeset };
		const cells = Object.entries(texts).map(([row, text]) => [row, cellOf(text, environment)] as const);
		typeset = environment.typeset;
		return {
			key: paper.key,
			title: isolated(clipped(paper.title, limits.line)),
			name: isolated(shortName(paper)),
			authors: isolated(clipped(shortAuthors(paper), limits.line)),
			year: printedYear(paper),
			hasSummary: paper.summary !== undefined,
			cells: Object.fromEntries(cells),
		};
	});
}

/** What cells are rendered with: what is linked, and what was spent on formulas. */
type CellEnvironment = Pick<LinkEnvironment, 'library' | 'self'> & { typeset: NonNullable<MarkdownEnvironment['typeset']> };

const longestName = 48;

/** What a paper is called in a few words: its nickname, else its title up to a colon. */
export function shortName({ names, title }: Pick<Paper, 'names' | 'title'>): string {
	const name = names[0] ?? /^([^:]{2,}): /.exec(title)?.[1] ?? title;
	if (name.length <= longestName) return name;
	const at = name.lastIndexOf(' ', longestName);
	return `${name.slice(0, at > 0 ? at : longestName)}…`;
}

function cellOf({ lead, whole, from, isPlain }: ComparedText, environment: CellEnvironment): ComparedCell {
	const html = (text: string): string => {
		if (isPlain) return `<p>${escapeHtml(clipped(text, limits.field))}</p>`;
		// There is no asking here for pictures from elsewhere: their text stands for them.
		return linkedMarkdown()
			.render(text.slice(0, limits.body), environment)
			.replace(/<button\b[\s\S]*?<\/button>/g, '');
	};
	return {
		lead: html(lead),
		...(whole === undefined ? {} : { whole: html(whole) }),
		...(from === undefined ? {} : { from: isolated(clipped(from, limits.line)) }),
	};
}
