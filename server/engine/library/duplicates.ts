import { type SourceRecord, stated } from './formats/record.js';
import type { Library, LibraryEntry, PlacedRecord } from './library.js';
import { printedYear } from './paper.js';

/** How long after its preprint a paper is looked for (years). */
const longestWait = 4;

/** The publication of an entry that is a preprint: one the library has merged with it, else one of the same title and first author. */
export function publicationOf(library: Library, { record, others }: LibraryEntry): PlacedRecord | undefined {
	if (!isPreprint(record)) return undefined;
	const candidates = [...others, ...library.sameTitle(record, longestWait)];
	return candidates.find((other) => isPublication(other.record));
}

/** Another entry of the same paper under another key, those of the same file first: nothing where there is none. */
export function duplicateOf(entry: LibraryEntry): PlacedRecord | undefined {
	return (
		entry.others
			.filter(({ place }) => (place.origin === 'workspace' || place.source === entry.place.source) && !place.isSummary)
			.filter(
				({ record }) =>
					record.key !== entry.record.key && !entry.record.aliases.includes(record.key) && !record.aliases.includes(entry.record.key),
			)
			// A preprint and its publication are two things to cite.
			.filter(({ record }) => isPreprint(record) === isPreprint(entry.record))
			.sort((a, b) => Number(isElsewhere(a, entry)) - Number(isElsewhere(b, entry)))[0]
	);
}

/** Whether two records are in different files. */
export const isElsewhere = (a: PlacedRecord, b: PlacedRecord): boolean => a.place.source !== b.place.source;

/** The venue that preprints are given: arXiv itself, and DBLP's name for it. */
const arxivVenue = /arxiv|^corr$|computing research repository/i;
const arxivDoi = /^10\.48550\//i;

const venueOf = ({ venue }: SourceRecord): string => venue?.full ?? venue?.short ?? '';

/** Types that a preprint's entry may have. */
const preprintTypes: ReadonlySet<string> = new Set(['article', 'misc', 'online', 'report', 'unpublished']);

/** Whether a record is on arXiv and says of no other place where it appeared. */
function isPreprint(record: SourceRecord): boolean {
	if (!preprintTypes.has(record.type)) return false;
	const venue = venueOf(record);
	const doi = stated(record, 'doi');
	const hasPlace = (venue !== '' && !arxivVenue.test(venue)) || (doi !== undefined && !arxivDoi.test(doi));
	return !hasPlace && (stated(record, 'arxiv') !== undefined || arxivVenue.test(venue));
}

/** Whether a record says of a journal, proceedings or book that it appeared in. */
function isPublication(record: SourceRecord): boolean {
	const isOfItsOwn = record.type === 'article' || !preprintTypes.has(record.type);
	return isOfItsOwn && !isPreprint(record) && (venueOf(record) !== '' || stated(record, 'doi') !== undefined);
}

/** Where and when a work was published, in short. */
export function placeOfPublication(record: SourceRecord): string {
	const where = record.venue?.short ?? record.venue?.full ?? `doi:${record.doi ?? ''}`;
	const year = printedYear(record);
	return year === undefined ? where : `${where} ${year}`;
}
