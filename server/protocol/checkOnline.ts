import * as v from 'valibot';
import type { CheckOutcome } from '../engine/index.js';
import { request, shortText } from './schema.js';

/** Notification from server to client: so many of all works have been looked up. */
export const checkProgressed = 'lectern/checkOnline/progress';

export interface CheckProgress {
	readonly uri: string;
	readonly done: number;
	readonly all: number;
}

/** What came of a check: see `CheckOutcome`. `off` where no registry is turned on; then nothing was asked. */
export interface OnlineCheck extends CheckOutcome {
	readonly off: boolean;
	/** How many problems of each code the document and the files that it cites from have now. */
	readonly found: Readonly<Record<string, number>>;
}

export const checkOnlineRequests = {
	/**
	 * Looks up the works that an open document cites, or that an open library file has, at their registries. What is wrong is published as diagnostics.
	 * Null for a document that is not open.
	 */
	'lectern/checkOnline': request(v.object({ uri: shortText })).answers<OnlineCheck | null>(),
};
