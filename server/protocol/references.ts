import * as v from 'valibot';
import { type Range, request, shortText } from './schema.js';

/** Why no reference can be formatted: a sentence for the user. */
export interface StyleProblemAnswer {
	readonly problem: string;
}

export const referenceRequests = {
	/**
	 * A paper as a style prints it in a list of references: by the `csl:` of the document at `uri`, else by the setting. Null where
	 * no paper has the key.
	 */
	'lectern/formattedReference': request(v.object({ key: shortText, uri: v.optional(shortText) })).answers<
		{ readonly text: string; readonly markdown: string } | StyleProblemAnswer | null
	>(),
	/**
	 * The list of all that a document cites, in its own markup, marked so that it is found again; null where the document is in no language that
	 * Lectern handles. `replaces` is the block of an earlier time, in the text of `version`.
	 */
	'lectern/formattedBibliography': request(v.object({ uri: shortText })).answers<
		| {
				readonly text: string;
				readonly count: number;
				readonly unknown: readonly string[];
				readonly replaces?: Range;
				readonly version: number;
		  }
		| StyleProblemAnswer
		| null
	>(),
	/**
	 * What the list at the end of a document's preview holds, as Markdown: all that it cites, in its style, or why there is no list. Null where
	 * it cites no paper of the library, or holds such a list already.
	 */
	'lectern/previewReferences': request(v.object({ uri: shortText })).answers<{ readonly title: string; readonly list: string } | null>(),
};
