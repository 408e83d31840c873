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
}
