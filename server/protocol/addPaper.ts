import * as v from 'valibot';
import type { EnteredPaper, EntryForm, PaperFace } from '../engine/index.js';
import { type Citing, type CitingPlace, citingPlace } from './cite.js';
import { request, shortText } from './schema.js';

/** What the command `lectern.addPaper` begins with; every field may be left out. */
export interface AddPaperArgument {
	/** A DOI, an arXiv identifier or the address of either. */
	readonly text?: string;
	readonly place?: CitingPlace;
}

const service = v.picklist(['arxiv', 'crossref', 'datacite']);
export type ServiceName = v.InferOutput<typeof service>;

/** The one request that would fetch a paper, before it is made. */
export interface PaperQuestion {
	/** Without prefix and resolver. */
	readonly identifier: string;
	readonly service: ServiceName;
	/** The service as people call it. */
	readonly title: string;
	/** Exactly the address that would be asked. */
	readonly address: string;
	/** The paper, if the library has it already. */
	readonly known?: PaperFace;
	/** URIs of `.bib` files that the entry may go into, the document's own first. */
	readonly bibliographies: readonly string[];
}

/** A paper as a service describes it, as an entry in the style of a bibliography; or why there is none. */
export type FetchedPaper =
	| { readonly row: PaperFace; readonly entry: string }
	| { readonly failure: { readonly code: string; readonly message: string; readonly elsewhere?: ServiceName } };

export const addPaperRequests = {
	/** What would be asked for the paper that `text` identifies, of `service` where that may know it; asks nobody. Null where it identifies none. */
	'lectern/addPaper/question': request(
		v.object({ text: v.string(), uri: v.optional(shortText), service: v.optional(service) }),
	).answers<PaperQuestion | null>(),
	/** Makes that one request. The entry is in the style of `bibliography`. With `pdf`, a paper whose title that file does not show is a failure. */
	'lectern/addPaper/ask': request(
		v.object({ text: v.string(), service, bibliography: v.optional(shortText), pdf: v.optional(shortText) }),
	).answers<FetchedPaper>(),
	/** What a form asks for to enter a paper by hand, and the `.bib` files that it may go into, those of the document at `uri` first. */
	'lectern/addPaper/form': request(v.object({ uri: v.optional(shortText) })).answers<
		EntryForm & { readonly bibliographies: readonly string[] }
	>(),
	/** The entry of what was entered, in the style of `bibliography`. */
	'lectern/addPaper/entered': request(
		v.object({ type: shortText, fields: v.record(shortText, shortText), bibliography: v.optional(shortText) }),
	).answers<EnteredPaper>(),
	/**
	 * Writes an entry into a bibliography, under a key that is free there. With `creates`, a bibliography
	 * that is not there is made, and named in the document of `place`; with `pdf` the entry names that file. Null where `entry` is not one, or the file cannot be read.
	 */
	'lectern/addPaper/citing': request(
		v.object({
			entry: v.string(),
			bibliography: shortText,
			place: v.optional(citingPlace),
			creates: v.optional(v.boolean()),
			pdf: v.optional(shortText),
		}),
	).answers<Citing | null>(),
};
