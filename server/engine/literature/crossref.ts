import { wellFormed } from '../base/uri.js';
import { asObject, objectIn, objectsOf } from '../library/formats/services/answer.js';
import { crossrefRecord } from '../library/formats/services/crossref.js';
import { abstractText, type Work, workText } from './work.js';

const fields = [
	'DOI',
	'title',
	'subtitle',
	'author',
	'editor',
	'issued',
	'published-print',
	'published-online',
	'posted',
	'container-title',
	'short-container-title',
	'type',
	'volume',
	'issue',
	'page',
	'publisher',
	'abstract',
	'references-count',
	'is-referenced-by-count',
].join(',');

/**
 * What follows the service's base in the address that finds works by words of titles, authors and places, and by years
 * (https://github.com/CrossRef/rest-api-doc, "Queries"). Half-typed words find nothing.
 */
export const crossrefSearchPath = (query: string, count = 20): string =>
	`/works?query.bibliographic=${encodeURIComponent(wellFormed(query))}&rows=${count}&select=${fields}`;

/** The works in an answer to `crossrefSearchPath`, the best first; nothing where the text is no such answer. */
export function readCrossrefList(text: string): readonly Work[] | undefined {
	const message = asObject(objectIn(text)?.message);
	if (!message || !Array.isArray(message.items)) return undefined;
	return objectsOf(message.items).flatMap((item): Work[] => {
		const read = crossrefRecord(item);
		const title = workText(read?.title);
		if (!read || title === undefined) return [];
		const count = (value: unknown) => (typeof value === 'number' && value >= 0 ? value : undefined);
		const citedBy = count(item['is-referenced-by-count']);
		const cites = count(item['references-count']);
		const abstract = abstractText(item.abstract);
		return [
			{
				record: { ...read, title },
				...(citedBy !== undefined && { citedBy }),
				...(cites !== undefined && { cites }),
				...(abstract !== undefined && { abstract }),
				isCut: false,
				isSaidRetracted: false,
				from: ['crossref'],
			},
		];
	});
}
