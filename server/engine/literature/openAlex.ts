import { wellFormed } from '../base/uri.js';
import { readName } from '../library/formats/bibtex/names.js';
import { arxivIdentifierIn, doiIn } from '../library/formats/identifiers.js';
import type { Name } from '../library/formats/record.js';
import { asObject, type Json, objectIn, objectsOf, present, recordOf } from '../library/formats/services/answer.js';
import { abstractText, longestAbstract, type Work, workText } from './work.js';

/** How one work is named to OpenAlex: by its own number, or by what the work is known by elsewhere. */
export type OpenAlexId = { readonly openAlex: string } | { readonly doi: string } | { readonly arxiv: string };

const fields =
	'id,doi,display_name,publication_year,publication_date,type,authorships,primary_location,best_oa_location,locations,open_access,biblio,cited_by_count,referenced_works_count,is_retracted,abstract_inverted_index';

/** Lists hold at most so many authors of a work ("Lists of works": truncated authorships). */
const mostAuthorsInLists = 100;

const encoded = (text: string): string => encodeURIComponent(wellFormed(text));

// What follows the service's base in addresses (https://docs.openalex.org). Each is one GET request.

/** Titles that begin with what is typed; at most ten. */
export const completePath = (typed: string): string => `/autocomplete/works?q=${encoded(typed)}`;

/** The best works for words of title, abstract and full text. */
export const searchPath = (query: string, count = 25): string => `/works?search=${encoded(query)}&per_page=${count}&select=${fields}`;

/** One work, with all its authors. DOIs and arXiv identifiers are encoded whole. */
export function workPath(id: OpenAlexId): string {
	const name = 'openAlex' in id ? id.openAlex : `doi:${'doi' in id ? id.doi : `10.48550/arxiv.${id.arxiv}`}`;
	return `/works/${encoded(name).replace(/^doi%3A/, 'doi:')}?select=${fields}`;
}

/** The works that cite one, those that are cited most or the newest first. */
export const citingPath = (openAlex: string, first: 'cited' | 'new', count: number): string =>
	`/works?filter=cites:${encoded(openAlex)}&sort=${first === 'cited' ? 'cited_by_count:desc' : 'publication_date:desc'}&per_page=${count}&select=${fields}`;

/** The works that one cites, those that are cited most first. */
export const citedPath = (openAlex: string, count: number): string =>
	`/works?filter=cited_by:${encoded(openAlex)}&sort=cited_by_count:desc&per_page=${count}&select=${fields}`;

/** Works by their DOIs, at most a hundred. DOIs that a filter cannot hold (`,`, `|`) are left out: they are to be asked for one by one. */
export const byDoisPath = (dois: readonly string[]): string => {
	const listed = dois.filter((doi) => !/[,|]/.test(doi)).slice(0, 100);
	return `/works?filter=doi:${listed.map(encoded).join('|')}&per_page=100&select=${fields}`;
};

/** The works of a list, and of how many in all; nothing where the text is no such answer. */
export function readOpenAlexList(text: string): { readonly works: readonly Work[]; readonly count: number } | undefined {
	const answer = objectIn(text);
	if (!answer || !Array.isArray(answer.results)) return undefined;
	const works = objectsOf(answer.results).flatMap((each) => workOf(each, true) ?? []);
	return { works, count: countIn(asObject(answer.meta)?.count) ?? works.length };
}

/** The work of an answer about one; nothing where the text is no such answer. */
export function readOpenAlexWork(text: string): Work | undefined {
	const work = objectIn(text);
	return work && workOf(work, false);
}

/** A title that goes on from what is typed. */
export interface Completed {
	readonly openAlex: string;
	readonly title: string;
	/** The authors as OpenAlex puts them in one line. */
	readonly authors?: string;
	readonly doi?: string;
	readonly citedBy?: number;
}

/** The titles in an answer to `completePath`; nothing where the text is no such answer. */
export function readCompleted(text: string): readonly Completed[] | undefined {
	const answer = objectIn(text);
	if (!answer || !Array.isArray(answer.results)) return undefined;
	return objectsOf(answer.results).flatMap((each): Completed[] => {
		const openAlex = openAlexIn(each.id);
		const title = workText(each.display_name);
		if (openAlex === undefined || title === undefined) return [];
		const authors = workText(each.hint, 300);
		const doi = doiIn(stringIn(each.external_id));
		const citedBy = countIn(each.cited_by_count);
		return [{ openAlex, title, ...(authors && { authors }), ...(doi && { doi }), ...(citedBy !== undefined && { citedBy }) }];
	});
}

const stringIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** `W2741809807` of an address or a bare number. */
export const openAlexIn = (value: unknown): string | undefined => /(?:^|\/)(W\d{1,15})$/i.exec(stringIn(value) ?? '')?.[1]?.toUpperCase();

const countIn = (value: unknown): number | undefined =>
	typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;

/** biblatex's entry type for each of OpenAlex's work types that has one, unless the place of publication says more. */
const types: Readonly<Record<string, string>> = {
	article: 'article',
	book: 'book',
	'book-chapter': 'incollection',
	dataset: 'dataset',
	dissertation: 'thesis',
	editorial: 'article',
	letter: 'article',
	preprint: 'online',
	'reference-entry': 'inreference',
	report: 'report',
	review: 'article',
	software: 'software',
	standard: 'standard',
};

function workOf(work: Json, isInList: boolean): Work | undefined {
	const openAlex = openAlexIn(work.id);
	const title = workText(work.display_name) ?? workText(work.title);
	if (openAlex === undefined || title === undefined) return undefined;
	const authorships = objectsOf(work.authorships);
	const doi = doiIn(stringIn(work.doi));
	const arxiv = arxivOf(work, doi);
	const place = asObject(asObject(work.primary_location)?.source);
	const kind = stringIn(place?.type);
	const type = kind === 'conference' ? 'inproceedings' : (types[stringIn(work.type) ?? ''] ?? 'misc');
	const venue = kind === 'repository' ? undefined : workText(place?.display_name, 500);
	const year = countIn(work.publication_year);
	const open = asObject(work.best_oa_location);
	const openAddress = webAddressIn(open?.pdf_url) ?? webAddressIn(open?.landing_page_url);
	const isOpen = asObject(work.open_access)?.is_oa;
	const abstract = abstractOf(asObject(work.abstract_inverted_index));
	const citedBy = countIn(work.cited_by_count);
	const cites = countIn(work.referenced_works_count);
	const biblio = asObject(work.biblio);
	const part = (name: string): string | undefined => workText(biblio?.[name], 100);
	const [first, last] = [part('first_page'), part('last_page')];
	const date = stringIn(work.publication_date);
	return {
		record: recordOf({
			type,
			title,
			authors: authorships.flatMap(authorOf),
			...(year !== undefined && { year }),
			...(venue !== undefined && { venue: { full: venue } }),
			...(doi !== undefined && { doi }),
			...(arxiv !== undefined && { arxiv }),
			hasAbstract: abstract !== undefined,
			fields: present({
				date: year === undefined ? undefined : date && /^\d{4}-\d\d-\d\d$/.test(date) && date.startsWith(`${year}`) ? date : String(year),
				volume: part('volume'),
				number: part('issue'),
				pages: first === undefined || first === last || last === undefined ? first : `${first}–${last}`,
			}),
		}),
		openAlex,
		...(citedBy !== undefined && { citedBy }),
		...(cites !== undefined && { cites }),
		...(typeof isOpen === 'boolean' && { isOpen }),
		...(openAddress !== undefined && { openAddress }),
		...(abstract !== undefined && { abstract }),
		isCut: isInList && authorships.length >= mostAuthorsInLists,
		isSaidRetracted: work.is_retracted === true,
		from: ['openalex'],
	};
}

/** The name as the work has it: that of OpenAlex's own author may be another person's of the same name. */
function authorOf({ raw_author_name: raw, author }: Json): readonly Name[] {
	const written = workText(raw, 300) ?? workText(asObject(author)?.display_name, 300);
	// Names are in letters, not in LaTeX.
	const letters = written?.replace(/[{}\\$~=]/g, ' ').trim();
	return letters ? [readName(letters)] : [];
}

function arxivOf(work: Json, doi: string | undefined): string | undefined {
	const ofDoi = /^10\.48550\/arxiv\.(.+)$/i.exec(doi ?? '')?.[1];
	if (ofDoi !== undefined) return arxivIdentifierIn(`arxiv:${ofDoi}`);
	for (const { landing_page_url: page } of objectsOf(work.locations)) {
		const address = stringIn(page) ?? '';
		const found = /^https?:\/\/(?:\w+\.)?arxiv\.org\/|^https?:\/\/doi\.org\/10\.48550\/arxiv\./i.test(address)
			? arxivIdentifierIn(address)
			: undefined;
		if (found !== undefined) return found;
	}
	return undefined;
}

const webAddressIn = (value: unknown): string | undefined => {
	const address = stringIn(value);
	return address !== undefined && address.length < 2000 && /^https?:\/\/[^\s/@]+(?:\/[^\s]*)?$/i.test(address) ? address : undefined;
};

/** An abstract from its words with their places ("Abstract inverted index"); places out of any measure are left out. */
function abstractOf(words: Json | undefined): string | undefined {
	if (!words) return undefined;
	const text: string[] = [];
	for (const [word, places] of Object.entries(words)) {
		if (!Array.isArray(places)) continue;
		for (const place of places) if (Number.isInteger(place) && place >= 0 && place < longestAbstract) text[place] = word;
	}
	return abstractText(Array.from(text, (word) => word ?? '').join(' '));
}
