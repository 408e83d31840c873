import * as v from 'valibot';
import { count, keys, range, request, shortText, type WorkspaceEdit } from './schema.js';

/** Where a paper is to be cited. */
export const citingPlace = v.object({
	uri: shortText,
	range,
	/** The text at `range`: if the user has typed on meanwhile, what was typed stays. */
	typed: v.string(),
	/** Whether the key alone goes there, a citation, or a citation behind a blank. */
	as: v.picklist(['key', 'citation', 'citation-behind']),
});

export type CitingPlace = v.InferOutput<typeof citingPlace>;

/** A change that cites a paper: what goes to the place, and what into a bibliography. */
export interface Citing {
	readonly key: string;
	/** What goes to the place; left out where none was given. */
	readonly text?: string;
	/** Of the bibliography alone; left out where it has the paper already or there is none. */
	readonly edit?: WorkspaceEdit;
	readonly bibliography?: string;
}

export const citeRequests = {
	/** How a citation of the keys is written in a document's language; null for a language without citations. */
	'lectern/write': request(v.object({ languageId: shortText, keys })).answers<string | null>(),
	/**
	 * How papers are cited in a document, and the change that writes the entries its bibliography lacks, which is named then; null where
	 * none of the keys is a paper's, or the document's language has no citations.
	 */
	'lectern/cite': request(v.object({ uri: shortText, keys })).answers<{
		readonly text: string;
		readonly edit?: WorkspaceEdit;
		readonly bibliography?: string;
	} | null>(),
	/**
	 * The one change that cites a paper and writes its entry into the document's bibliography, which is named where it changes.
	 * With `creates`, a document without one gets one, and a line that names it. Null where the text at `range` is no longer `typed`.
	 */
	'lectern/bringAlong': request(
		v.object({
			uri: shortText,
			key: shortText,
			range,
			typed: v.string(),
			creates: v.optional(v.boolean()),
			/** The paper is one that the library over HTTP has found; it becomes part of the library. */
			fetched: v.optional(v.boolean()),
			/** For a client whose document changes meanwhile: the key's form where it is not the key itself, from `ahead` characters before `range` on. */
			form: v.optional(v.object({ text: shortText, ahead: count })),
		}),
	).answers<{ readonly edit: WorkspaceEdit; readonly bibliography?: string } | null>(),
	/**
	 * How a text is pasted as a citation: a link to a paper of the library, or a BibTeX entry. `unknown` where it identifies a paper that
	 * the library lacks; null where it is something else.
	 */
	'lectern/paste': request(v.object({ uri: shortText, text: v.string() })).answers<
		{ readonly title: string; readonly citing: Citing } | { readonly unknown: string } | null
	>(),
};
