import { wellFormed } from '../base/uri.js';
import { doiIn } from '../library/formats/identifiers.js';
import type { SourceRecord } from '../library/formats/record.js';
import { asObject, type Json, objectIn, objectsOf, textOf } from '../library/formats/services/answer.js';
import { crossrefRecord } from '../library/formats/services/crossref.js';
import { readDatacite } from '../library/formats/services/datacite.js';

/** The registries that are asked about a DOI. */
export type RegistryName = 'crossref' | 'datacite';

/** What was published about a work later. */
export interface Notice {
	readonly kind: 'retraction' | 'concern' | 'correction';
	/** `2023-05-02`, or less of it. */
	readonly date?: string;
	/** The notice's own DOI. */
	readonly doi?: string;
	/** Who reported it to the registry. */
	readonly source?: 'publisher' | 'retraction-watch';
}

/** What a registry says about a DOI. */
export interface RegistryFacts {
	readonly registry: RegistryName;
	readonly record: SourceRecord;
	/** Other titles of the same work, as in another language. */
	readonly otherTitles: readonly string[];
	/** Every year in which it appeared somehow: in print, online. */
	readonly years: readonly number[];
	readonly notices: readonly Notice[];
	/** The DOI of the publication of which it is the preprint. */
	readonly publishedAs?: string;
}

/** What follows the registry's base in the address that asks about a DOI. */
export const registryPath = (registry: RegistryName, doi: string): string =>
	`/${registry === 'crossref' ? 'works' : 'dois'}/${encodeURIComponent(wellFormed(doi))}`;

/** What follows doi.org's base in the address that asks which registry has a DOI (DOI Handbook, "Which RA?"). */
export const agencyPath = (doi: string): string => `/ra/${encodeURIComponent(wellFormed(doi))}`;

/** What an answer of a registry says; nothing where the text is no such answer. */
export function readRegistry(registry: RegistryName, text: string): RegistryFacts | undefined {
	return registry === 'crossref' ? readFromCrossref(text) : readFromDatacite(text);
}

/** Whether a text is an answer of a registry about something, if not about a work: no page of a proxy, and nothing that was cut off. */
export const isOfRegistry = (registry: RegistryName, text: string): boolean =>
	asObject(objectIn(text)?.[registry === 'crossref' ? 'message' : 'data']) !== undefined;

/** Whether an answer to `agencyPath` says that there is no such DOI; nothing where it says something else than that or the opposite. */
export function isNoDoi(text: string): boolean | undefined {
	try {
		const [answer] = objectsOf(JSON.parse(text));
		if (!answer) return undefined;
		if (typeof answer.RA === 'string') return false;
		return /does not exist|invalid/i.test(String(answer.status ?? '')) ? true : undefined;
	} catch {
		// No JSON: it says nothing.
		return undefined;
	}
}

/** Kinds of updates (Crossref, "Version control, corrections, and retractions") that say that a work no longer stands, and that it has been put right. */
const retractions: ReadonlySet<string> = new Set(['retraction', 'partial_retraction', 'withdrawal', 'removal']);
const corrections: ReadonlySet<string> = new Set(['correction', 'corrigendum', 'erratum', 'addendum', 'clarification']);

function readFromCrossref(text: string): RegistryFacts | undefined {
	const work = asObject(objectIn(text)?.message);
	const record = work && crossrefRecord(work);
	if (!work || !record) return undefined;
	const preprintOf = objectsOf(asObject(work.relation)?.['is-preprint-of']).find((each) => each['id-type'] === 'doi');
	const publishedAs = doiIn(textOf(preprintOf?.id));
	const years = ['issued', 'published', 'published-print', 'published-online', 'posted', 'accepted'].flatMap((name) => yearOf(work[name]));
	return {
		registry: 'crossref',
		record,
		otherTitles: [...textsOf(work.title), ...textsOf(work['original-title']), ...textsOf(work['short-title'])],
		years: [...new Set(years)],
		notices: objectsOf(work['updated-by']).flatMap(noticeOf),
		...(publishedAs !== undefined && { publishedAs }),
	};
}

function noticeOf({ type, DOI, source, updated }: Json): readonly Notice[] {
	const named = String(type ?? '')
		.toLowerCase()
		.replace(/[\s-]+/g, '_');
	const kind = retractions.has(named)
		? 'retraction'
		: named === 'expression_of_concern'
			? 'concern'
			: corrections.has(named)
				? 'correction'
				: undefined;
	if (!kind) return [];
	const doi = doiIn(textOf(DOI));
	const date = dateOf(updated);
	const from = source === 'retraction-watch' || source === 'publisher' ? source : undefined;
	return [{ kind, ...(date !== undefined && { date }), ...(doi !== undefined && { doi }), ...(from && { source: from }) }];
}

const textsOf = (value: unknown): readonly string[] =>
	(Array.isArray(value) ? value : [value]).flatMap((each: unknown) => textOf(each) ?? []);

const partsOf = (value: unknown): readonly number[] => {
	const parts = asObject(value)?.['date-parts'];
	const first: unknown = Array.isArray(parts) ? parts[0] : undefined;
	return (Array.isArray(first) ? first : []).map(Number).filter((part) => Number.isInteger(part) && part > 0);
};

const yearOf = (value: unknown): readonly number[] =>
	partsOf(value)
		.slice(0, 1)
		.filter((year) => year > 1000);

function dateOf(value: unknown): string | undefined {
	const [year, ...rest] = partsOf(value);
	return year === undefined || year < 1000 ? undefined : [year, ...rest.slice(0, 2).map((part) => String(part).padStart(2, '0'))].join('-');
}

function readFromDatacite(text: string): RegistryFacts | undefined {
	const record = readDatacite(text);
	const work = asObject(asObject(objectIn(text)?.data)?.attributes);
	if (!record || !work) return undefined;
	const related = objectsOf(work.relatedIdentifiers).find(
		({ relationType, relatedIdentifierType }) =>
			relatedIdentifierType === 'DOI' && /^(?:IsVersionOf|IsPreprintOf)$/.test(String(relationType)),
	);
	// All versions of a data set are versions of one DOI: only a preprint's is its publication.
	const isPreprint = record.arxiv !== undefined || /preprint/i.test(String(asObject(work.types)?.resourceTypeGeneral));
	const publishedAs = isPreprint ? doiIn(textOf(related?.relatedIdentifier)) : undefined;
	const years = [record.year, Number(work.publicationYear), ...objectsOf(work.dates).map(({ date }) => Number(String(date).slice(0, 4)))];
	return {
		registry: 'datacite',
		record,
		otherTitles: objectsOf(work.titles).flatMap(({ title }) => textOf(title) ?? []),
		years: [...new Set(years.filter((year): year is number => Number.isInteger(year) && year! > 1000))],
		notices: [],
		...(publishedAs !== undefined && { publishedAs }),
	};
}
