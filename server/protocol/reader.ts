import * as v from 'valibot';
import type { PaperRow } from '../engine/index.js';
import { request, shortText } from './schema.js';

/** A paper's page in the reader. */
export interface ReaderAnswer extends Pick<PaperRow, 'state' | 'isStarred' | 'hasNote'> {
	readonly key: string;
	readonly title: string;
	/** HTML without script. */
	readonly html: string;
}

export const readerRequests = {
	/**
	 * The reader's page for a paper; null where no paper has the key. `pictures` are the origins (`https://example.org`) from which the
	 * user lets its summary load pictures, none where left out.
	 */
	'lectern/readerPage': request(v.object({ key: shortText, pictures: v.optional(v.array(shortText)) })).answers<ReaderAnswer | null>(),
	/** What the reader shows where the mouse or the focus rests on a paper's name, as HTML; null where no paper has the key. */
	'lectern/readerCard': request(v.object({ key: shortText })).answers<string | null>(),
};
