import type { Citation } from '../../../../../server/engine/documents/markup/markup.js';
import { placedCitation } from '../../../../../server/engine/documents/markup/splice.js';

/** A reading with its citations as plain objects: where one is that an edit moved is worked out when it is asked. */
export function withPlainCitations<R>(reading: R): R {
	if (typeof reading !== 'object' || reading === null || !('citations' in reading)) return reading;
	const citations = reading.citations as readonly Citation[];
	return { ...reading, citations: citations.map((citation) => placedCitation(citation, ({ start, end }) => ({ start, end }))) };
}
