import * as v from 'valibot';
import type { PaperFace } from '../engine/index.js';
import { type Citing, citingPlace } from './cite.js';
import { request, shortText } from './schema.js';

/** What a PDF was found to be. */
export interface PdfPaper {
	/** What the file seems to be called. */
	readonly title?: string;
	/** The paper of the library that it is. */
	readonly paper?: PaperFace & {
		/** The `.bib` file that the file is named in. Left out where none has the paper, nor would get it by citing. */
		readonly bibliography?: string;
		/** Whether the paper's entry is brought along into that file when it is cited. */
		readonly isMissing?: boolean;
		/** Whether the entry names the file already. */
		readonly isLinked?: boolean;
		/** Where no `.bib` file has it: its entry, to be added to one of `bibliographies`. */
		readonly entry?: string;
	};
	/** `.bib` files that an entry may go into, the document's own first. */
	readonly bibliographies: readonly string[];
	/** What identifies it, most likely first, where the library lacks it: for `lectern/addPaper/question`. */
	readonly identifiers: readonly string[];
}

export const pdfRequests = {
	/**
	 * The paper that a PDF is, for the document `uri` where there is one. Asks nobody and writes nothing. A `failure` says in a sentence why the
	 * file cannot be read.
	 */
	'lectern/pdf/recognise': request(v.object({ pdf: shortText, uri: v.optional(shortText) })).answers<
		PdfPaper | { readonly failure: string }
	>(),
	/**
	 * The change that names a PDF in the entry with a key of a bibliography; with `place` it cites it there, too, and brings the entry along where
	 * the document's bibliography lacks it. Null where there is no such entry, or nothing can be written into it.
	 */
	'lectern/pdf/link': request(
		v.object({ pdf: shortText, key: shortText, bibliography: shortText, place: v.optional(citingPlace) }),
	).answers<Citing | null>(),
};
