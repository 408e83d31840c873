import * as v from 'valibot';
import type { HttpLibraryReport } from '../engine/index.js';
import { type Position, request } from './schema.js';

/**
 * Notification from server to client: the library over HTTP has answered a search after the list of completions had been sent. Where the document is
 * still the same, and the cursor where it was, the list is to be asked for again.
 */
export const completionGrew = 'lectern/httpLibrary/completionGrew';

export interface CompletionGrew {
	readonly uri: string;
	readonly version: number;
	readonly position: Position;
}

export const httpLibraryRequests = {
	/** The state of the library over HTTP. */
	'lectern/httpLibrary/report': request(v.object({})).answers<HttpLibraryReport>(),
	/** Asks it now, and compares what was fetched with it; answers once that is done or has failed. */
	'lectern/httpLibrary/look': request(v.object({})).answers<HttpLibraryReport>(),
};
