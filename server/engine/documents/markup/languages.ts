import { largestNote } from '../../base/files.js';
import { latex } from './latex.js';
import { markdown } from './markdown.js';
import type { Markup } from './markup.js';
import { notebook } from './notebook.js';
import { org } from './org.js';
import { restructuredText } from './restructuredText.js';
import { typst } from './typst.js';

/** The markup module of each language id that Lectern handles. */
const markups: Readonly<Record<string, Markup>> = {
	markdown,
	quarto: markdown,
	rmd: markdown,
	ipynb: notebook,
	latex,
	tex: latex,
	typst,
	org,
	restructuredtext: restructuredText,
	rst: restructuredText,
};

/** The language ids of documents in which papers are found and cited. */
export const documentLanguages: readonly string[] = Object.keys(markups);

/** The markup for a text: one that knows nothing about it where it is larger than notes are read. A notebook counts by its cells, which it reads itself. */
export const readingMarkup = (markup: Markup, text: string): Markup =>
	text.length <= largestNote || markup.passages
		? markup
		: {
				citations: () => [],
				prose: () => [],
				completing: () => undefined,
				bibliographies: () => [],
				write: (request) => markup.write(request),
			};

/** The markup module for a language id; nothing for languages we do not handle. */
export function markupOf(languageId: string): Markup | undefined {
	return Object.hasOwn(markups, languageId) ? markups[languageId] : undefined;
}
