import * as v from 'valibot';
import type { Allowance, HostName, PaperFace, WorkRow } from '../engine/index.js';
import { request, shortText } from './schema.js';

/** A service, as the user turns it on. */
export interface LiteratureServiceState {
	readonly name: HostName;
	/** The service as people call it. */
	readonly title: string;
	/** The host that is asked. */
	readonly host: string;
	readonly isOn: boolean;
	/** The user may give it a key. */
	readonly takesKey: boolean;
	/** What it still answers today, as it said last. */
	readonly allowance?: Allowance;
}

/** What services found. */
export interface LiteratureAnswer {
	readonly rows: readonly WorkRow[];
	/** Why services that were asked found nothing: one message each. */
	readonly failures: readonly string[];
	/** A service is late: asking again, and waiting, has what it finds, too. */
	readonly isPartial?: boolean;
	/** What is left of the day, in words; left out where no service says. */
	readonly left?: string;
}

/** The entry of a work; `source` is who described it. Or why there is none. */
export type WorkEntry =
	| {
			readonly row: PaperFace;
			readonly entry: string;
			readonly source: string;
			/** A registry described it, not the service that found it. */
			readonly isRegistered: boolean;
			/** URIs of `.bib` files that the entry may go into, the document's own first. */
			readonly bibliographies: readonly string[];
			/** The one that could be made where there is none. */
			readonly newBibliography?: string;
	  }
	| { readonly known: string }
	| { readonly failure: string };

/** A work's row is known by this: `openalex:W2741809807`, or `doi:10.1234/lamp.5`. */
const work = shortText;

/** What is typed into a search box. */
const query = v.pipe(v.string(), v.maxLength(1000));

export const literatureRequests = {
	/** Which services there are, and which are on. Asks nobody. */
	'lectern/literature/services': request(v.object({})).answers<readonly LiteratureServiceState[]>(),
	/** Titles that go on from what is typed, while it is typed. Nothing below four letters. */
	'lectern/literature/complete': request(v.object({ query })).answers<LiteratureAnswer>(),
	/** The best works for words, authors and years, or for an identifier, from all services that are on; with `waits`, also from those that are late. */
	'lectern/literature/search': request(v.object({ query, waits: v.optional(v.boolean()) })).answers<LiteratureAnswer>(),
	/** The entry of a work that was found, from the registry of its DOI. `known` is the key of a paper that the library has already. */
	'lectern/literature/entry': request(
		v.object({ work, uri: v.optional(shortText), bibliography: v.optional(shortText) }),
	).answers<WorkEntry>(),
	/** Gets to know a work of which only the title or the DOI was found, so that the reader has more of it: `key` is what the reader knows it by. */
	'lectern/literature/open': request(v.object({ work })).answers<{ readonly key: string } | { readonly failure: string }>(),
	/** Finds out what a paper or work cites and what cites it: the reader's page has it afterwards. Why not, or null. */
	'lectern/literature/follow': request(v.object({ key: shortText })).answers<string | null>(),
};
