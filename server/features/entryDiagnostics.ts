import type { BibtexEntry } from '../library/formats/bibtex/entry.js';
import { missingFields } from '../library/formats/bibtex/entryTypes.js';
import type { Problem, SourceRecord } from '../library/formats/record.js';
import type { Library, LibraryEntry, PlacedRecord } from '../library/library.js';

/** How long after its preprint a paper is looked for (years). */
const longestWait = 4;

/** The fields that biblatex asks for and an entry lacks; `offset` is where the scanned text begins in its file. */
export function missingFieldsOf(entry: BibtexEntry, offset: number): readonly Problem[] {
	if (entry.kind !== 'entry' || entry.key === '') return [];
	const missing = missingFields(
		entry.type,
		entry.fields.map(({ name }) => name),
	);
	return missing.map((names) => ({
		code: 'missing-field',
		severity: 'information',
		span: { start: offset + entry.keyStart, end: offset + entry.keyEnd },
		message: `“${entry.key}” has no ${names.join(', ').replace(/, ([^,]*)$/, ' or $1')}, which biblatex asks of @${entry.type.toLowerCase()}.`,
	}));
}

/** What other records tell of an entry: that it stands twice under two keys, or that its preprint has been published. */
export function comparedEntry(library: Library, entry: LibraryEntry): readonly Problem[] {
	const published = isPreprint(entry.record) ? publicationOf(library, entry) : undefined;
	const problems: Problem[] = published ? [publishedProblem(entry, published)] : [];
	const twin = entry.others
		.filter(({ place }) => (place.origin === 'workspace' || place.source === entry.place.source) && !place.isSummary)
		.filter(
			({ record }) =>
				record.key !== entry.record.key && !entry.record.aliases.includes(record.key) && !record.aliases.includes(entry.record.key),
		)
		// A preprint and its publication are two things to cite.
		.filter(({ record }) => isPreprint(record) === isPreprint(entry.record))
		.sort((a, b) => Number(isElsewhere(a, entry)) - Number(isElsewhere(b, entry)))[0];
	if (twin)
		problems.push({
			code: 'duplicate-paper',
			// In one file it is nearly always a slip; two files may well be of two documents.
			severity: isElsewhere(twin, entry) ? 'hint' : 'information',
			span: entry.place.keySpan,
			message: `The same paper is “${twin.place.key}”${isElsewhere(twin, entry) ? ` in ${nameOf(twin.place.source)}` : ', too'}.`,
		});
	return problems;
}

const isElsewhere = (a: PlacedRecord, b: PlacedRecord): boolean => a.place.source !== b.place.source;

/** The publication of a preprint: one the library has merged with it, else one of the same title and first author. */
function publicationOf(library: Library, { record, others }: LibraryEntry): PlacedRecord | undefined {
	const candidates = [...others, ...library.sameTitle(record, longestWait)];
	return candidates.find((other) => isPublication(other.record));
}

function publishedProblem({ place }: PlacedRecord, { record, place: other }: PlacedRecord): Problem {
	const where = record.venue?.short ?? record.venue?.full ?? (record.doi === undefined ? '' : `doi:${record.doi}`);
	const at = [where, record.published ?? record.year].filter((part) => part !== undefined && part !== '').join(' ');
	const known = other.origin === 'bundled' ? '' : ` (“${other.key}” in ${nameOf(other.source)})`;
	return {
		code: 'preprint-published',
		severity: 'information',
		span: place.keySpan,
		message: `This preprint has been published: ${at}${known}.`,
	};
}

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
	const isElsewhere = (venue !== '' && !arxivVenue.test(venue)) || (record.doi !== undefined && !arxivDoi.test(record.doi));
	return !isElsewhere && (record.arxiv !== undefined || arxivVenue.test(venue));
}

/** Whether a record says of a journal, proceedings or book that it appeared in. */
function isPublication(record: SourceRecord): boolean {
	const isOfItsOwn = record.type === 'article' || !preprintTypes.has(record.type);
	return isOfItsOwn && !isPreprint(record) && (venueOf(record) !== '' || record.doi !== undefined);
}

const nameOf = (uri: string): string => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
