import * as v from 'valibot';
import type { PaperRow } from '../engine/index.js';
import { position, type Range, request, shortText } from './schema.js';

const inDocument = v.object({ uri: shortText });
const atPlace = v.object({ uri: shortText, position });

/** What a document cites or names: a paper, or an unknown key. */
export interface DocumentRow {
	readonly key: string;
	/** Null for an unknown key. */
	readonly paper: PaperRow | null;
	/** In the order of the text; at least one. */
	readonly places: readonly { readonly kind: 'citation' | 'mention'; readonly range: Range; readonly text: string }[];
}

export const documentRequests = {
	/** What an open document cites and names, unknown keys first; null where the server has no such document. */
	'lectern/inDocument': request(inDocument).answers<readonly DocumentRow[] | null>(),
	/** The key of the row of `lectern/inDocument` that a place belongs to; null where the place belongs to none. */
	'lectern/entryAt': request(atPlace).answers<string | null>(),
	/** What to show in the place of an open document's citations, in order. */
	'lectern/citationsInPlace': request(inDocument).answers<readonly { readonly range: Range; readonly text: string }[]>(),
	/** Where an open document names papers in running text. */
	'lectern/mentions': request(inDocument).answers<readonly Range[]>(),
	/** Where the workspace's notes cite or name a paper, its own entries first; null where no paper has the key. */
	'lectern/references': request(v.object({ key: shortText })).answers<readonly { readonly uri: string; readonly range: Range }[] | null>(),
	/** The key of the paper cited or named at a place; null where there is none. */
	'lectern/paperAt': request(atPlace).answers<string | null>(),
	/** Whether a list should open at a position: in a citation that is being typed, or where a nickname begins in running text. */
	'lectern/suggests': request(atPlace).answers<boolean>(),
};
