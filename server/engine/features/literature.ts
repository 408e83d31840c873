import { fold } from '../base/fold.js';
import type { SourceRecord } from '../library/formats/record.js';
import { type Identifier, identifierOf, type ServiceName, serviceFor } from '../library/formats/services/services.js';
import type { Library } from '../library/library.js';
import { type Paper, shortAuthors } from '../library/paper.js';
import type { Completed } from '../literature/openAlex.js';
import type { Work } from '../literature/work.js';

/** A work as lists show it. */
export interface WorkRow {
	/** What it is asked for by: `openalex:W2741809807`, or `doi:10.1234/lamp.5`. */
	readonly id: string;
	readonly title: string;
	/** "Roe and Beek", or the names in one line. */
	readonly authors: string;
	readonly year?: number;
	readonly venue?: string;
	readonly doi?: string;
	readonly citedBy?: number;
	readonly isOpen?: boolean;
	/** OpenAlex says that it was retracted, which only the registry can confirm. */
	readonly isSaidRetracted?: boolean;
	/** The key of the user's own paper, or the bundled one, that it is. */
	readonly key?: string;
	/** That paper is in the user's own library. */
	readonly isOwn?: boolean;
}

/** Papers of a year more or less with the same title and first author are one: services have the year of a preprint, or of print. */
const yearsApart = 1;

/** The paper of the library that a work is: by DOI or arXiv identifier, else by title, first author and about the year. */
export function paperOfWork(library: Library, record: SourceRecord): Paper | undefined {
	for (const identifier of identifiersOf(record)) {
		const paper = library.byIdentifier(identifier);
		if (paper) return paper;
	}
	if (record.year === undefined || record.authors.length === 0) return undefined;
	for (const year of [record.year, record.year - yearsApart])
		for (const { record: same, place } of library.sameTitle({ ...record, year }, yearsApart)) {
			const isOther = record.doi !== undefined && same.doi !== undefined && same.doi.toLowerCase() !== record.doi.toLowerCase();
			const [paper] = isOther && !isPreprint(record.doi) && !isPreprint(same.doi) ? [] : library.recordsIn(place.source, same.span.start);
			if (paper) return paper;
		}
	return undefined;
}

const isPreprint = (doi = ''): boolean => /^10\.48550\//.test(doi);

function identifiersOf({ doi, arxiv }: Pick<SourceRecord, 'doi' | 'arxiv'>): readonly string[] {
	const ofDoi = /^10\.48550\/arxiv\.(.+)$/i.exec(doi ?? '')?.[1];
	return [doi, arxiv, ofDoi].filter((each) => each !== undefined);
}

/** What a work is asked for by. */
export const idOfWork = ({ openAlex, record }: Work): string | undefined =>
	openAlex !== undefined ? `openalex:${openAlex}` : record.doi === undefined ? undefined : `doi:${record.doi}`;

/** Whether a paper is the user's, not only bundled. */
const isUsersOwn = ({ places }: Paper): boolean => places.some(({ origin }) => origin !== 'bundled');

const ownFields = (paper: Paper | undefined): Pick<WorkRow, 'key' | 'isOwn'> => (paper ? { key: paper.key, isOwn: isUsersOwn(paper) } : {});

/** A work as lists show it; nothing where it has nothing to be asked for by. */
export function workRow(library: Library, work: Work): WorkRow | undefined {
	const id = idOfWork(work);
	if (id === undefined) return undefined;
	const { record, citedBy, isOpen, isSaidRetracted } = work;
	const venue = record.venue?.full ?? record.venue?.short;
	return {
		id,
		title: record.title,
		authors: shortAuthors(record),
		...(record.year !== undefined && { year: record.year }),
		...(venue !== undefined && { venue }),
		...(record.doi !== undefined && { doi: record.doi }),
		...(citedBy !== undefined && { citedBy }),
		...(isOpen !== undefined && { isOpen }),
		...(isSaidRetracted && { isSaidRetracted }),
		...ownFields(paperOfWork(library, record)),
	};
}

/** A title that goes on from what is typed as lists show it: without a year, which OpenAlex does not say there. */
export function completedRow(library: Library, { openAlex, title, authors = '', doi, citedBy }: Completed): WorkRow {
	const known =
		(doi === undefined ? undefined : library.byIdentifier(doi)) ??
		library
			.find(title, { limit: 3 })
			.map(({ paper }) => paper)
			.find((paper) => fold(paper.title) === fold(title) && hasAuthor(paper, authors));
	return {
		id: `openalex:${openAlex}`,
		title,
		authors: namesInLine(authors),
		...(doi !== undefined && { doi }),
		...(citedBy !== undefined && { citedBy }),
		...ownFields(known),
	};
}

/** Whether the first author of a paper is among names in one line. */
function hasAuthor({ authors }: Paper, line: string): boolean {
	const family = fold(authors[0]?.family ?? '');
	return family !== '' && fold(line).includes(family);
}

/** "Ann Roe, Ludwig van Beek, Mira Lang" as "Ann Roe et al.". */
function namesInLine(line: string): string {
	const names = line.split(', ');
	return names.length > 2 ? `${names[0]} et al.` : names.join(', ');
}

/** Whether a query is authors and a year rather than words of a title: then the registry's search comes first. */
export const isAuthorYear = (query: string): boolean =>
	/(?:^|\D)(?:1[5-9]|20)\d\d(?:\D|$)/.test(query) && query.trim().split(/\s+/).length <= 5;

/** The DOI or arXiv identifier that a query is; nothing where it is words. */
export const identifierIn = (query: string): Identifier | undefined => identifierOf(query);

/** Where a work's entry is to be had: by its DOI, or by the one that arXiv gives each preprint. In the order to be asked. */
export function registriesFor({
	doi,
	arxiv,
}: Pick<SourceRecord, 'doi' | 'arxiv'>): readonly { readonly service: ServiceName; readonly doi: string }[] {
	const own = doi ?? (arxiv === undefined ? undefined : `10.48550/arXiv.${arxiv}`);
	if (own === undefined) return [];
	const first = serviceFor({ kind: 'doi', value: own });
	return [first, first === 'crossref' ? 'datacite' : 'crossref'].map((service) => ({ service: service as ServiceName, doi: own }));
}

/** What a work cites and what cites it, as the reader lists them. */
export interface Followed {
	readonly cites: readonly WorkRow[];
	/** How many it cites in all. */
	readonly citesCount: number;
	readonly citedBy: readonly WorkRow[];
	readonly citedByCount: number;
	/** Why a part is missing. */
	readonly failures: readonly string[];
}

/** So many rows a list of the reader has. */
const mostListed = 40;

/** Own papers first, then the most cited and the newest by turns; each once. */
export function ordered(rows: { readonly mostCited: readonly WorkRow[]; readonly newest: readonly WorkRow[] }): readonly WorkRow[] {
	const { mostCited, newest } = rows;
	const all = [...mostCited, ...newest];
	const chosen = new Map<string, WorkRow>();
	const take = (row: WorkRow | undefined): void => {
		if (row && !chosen.has(row.id)) chosen.set(row.id, row);
	};
	for (const row of all) if (row.isOwn) take(row);
	for (const row of all) if (row.key !== undefined) take(row);
	for (let place = 0; place < Math.max(mostCited.length, newest.length) && chosen.size < mostListed; place++) {
		take(mostCited[place]);
		take(newest[place]);
	}
	return [...chosen.values()].slice(0, mostListed);
}
