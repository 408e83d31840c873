import type { Span } from '../base/span.js';

/** How a language's comments are written that mark the beginning and the end of an inserted list, and its heading. */
interface Marks {
	readonly begin: string;
	readonly end: string;
	readonly heading: (title: string) => string;
}

const name = 'lectern-references';
const lineComment = (sign: string, heading: Marks['heading']): Marks => ({ begin: `${sign} ${name}`, end: `${sign} ${name}-end`, heading });
const htmlComment: Marks = {
	begin: `<!-- ${name} -->`,
	end: `<!-- ${name}-end -->`,
	heading: (title) => `## ${title}`,
};

const marksOf: Readonly<Record<string, Marks>> = {
	latex: lineComment('%', (title) => `\\section*{${title}}`),
	tex: lineComment('%', (title) => `\\section*{${title}}`),
	typst: lineComment('//', (title) => `= ${title}`),
	org: lineComment('#', (title) => `* ${title}`),
	restructuredtext: lineComment('..', (title) => `${title}\n${'='.repeat(title.length)}`),
};

/** What a list of references is called in a document's language (a tag such as `de-AT`); in English where that is not known. */
const titles: Readonly<Record<string, string>> = {
	de: 'Literatur',
	en: 'References',
	es: 'Referencias',
	fr: 'Références',
	nl: 'Literatuur',
};

/** The heading of a list of references in a document of this language. */
export const referencesTitle = (language: string | undefined): string =>
	titles[language?.split('-', 1)[0]?.toLowerCase() ?? 'en'] ?? titles.en!;

/** An inserted list of references with its marks, and the span of the block in the text that it takes the place of, if there is one. */
export interface BibliographyBlock {
	readonly text: string;
	readonly replaces?: Span;
}

/**
 * The block that puts a list of references into a document: between two comments, by which it is found and brought up to date the next time,
 * under a heading where it is new. The heading is the user's own from then on.
 */
export function bibliographyBlock(text: string, languageId: string, list: string, language?: string): BibliographyBlock {
	const { begin, end, heading } = marksOf[languageId] ?? htmlComment;
	const block = `${begin}\n\n${list}\n\n${end}`;
	const start = lineOf(text, begin, 0);
	const last = start < 0 ? -1 : lineOf(text, end, start + begin.length);
	if (last >= 0) return { text: block, replaces: { start, end: last + end.length } };
	return { text: `${heading(referencesTitle(language))}\n\n${block}` };
}

/** Where a line begins that is `line` and nothing else, from an offset on; -1 where there is none. */
function lineOf(text: string, line: string, from: number): number {
	for (let at = text.indexOf(line, from); at >= 0; at = text.indexOf(line, at + 1)) {
		const isStart = at === 0 || text[at - 1] === '\n';
		const after = text[at + line.length];
		if (isStart && (after === undefined || after === '\n' || after === '\r')) return at;
	}
	return -1;
}
