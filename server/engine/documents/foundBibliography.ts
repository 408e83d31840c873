import type { Span } from '../base/span.js';
import type { NamedFile } from './markup/markup.js';
import type { ProjectRule } from './project/rules.js';

/** The rule by which a document uses a bibliography, in words that users know. */
export type BibliographyRule =
	| 'the document itself'
	| 'the notebook'
	| 'including document'
	| ProjectRule['rule']
	| 'MyST project without a list'
	| 'metadata file'
	| 'Quarto profile'
	| 'bookdown book'
	| 'LaTeX root'
	| 'LaTeX part'
	| 'Typst document'
	| 'including Org file'
	| 'included Org file';

/** A bibliography of a document, and how it was found. The file need not exist. */
export interface FoundBibliography {
	readonly uri: string;
	readonly rule: BibliographyRule;
	/** URI of the file that names it. */
	readonly by: string;
	/** Where it is named there; left out where a tool uses it without a name. */
	readonly span?: Span;
	/**
	 * Left out where a path names it. `glob`: it is one of the files that a pattern fits. `unknown`: the file cannot be determined, and
	 * `uri` must not be looked up.
	 */
	readonly kind?: NamedFile['kind'];
	/** Where else the tool may find the file, where it is not known to be anywhere. */
	readonly elsewhere?: readonly string[];
	/** Whether the tool that reads it takes `Key` and `key` for the same. */
	readonly ignoresCase?: boolean;
	/** Whether this is the place of all that are named beyond the limit; `unknown`, then. */
	readonly isMore?: boolean;
}

/** So many bibliographies that one file names count, and so many of a document: each is looked for in several places. */
export const mostNamed = 1000;

/** As many of them as count; behind them, in the place of the next, that there are more. */
export const countedOf = (found: readonly FoundBibliography[]): readonly FoundBibliography[] =>
	found.length <= mostNamed ? found : [...found.slice(0, mostNamed), { ...found[mostNamed]!, kind: 'unknown', isMore: true }];
