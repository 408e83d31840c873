import * as l10n from '@vscode/l10n';
import type { Span } from '../base/span.js';
import type { Name, SourceRecord } from './formats/record.js';

/** Where a source comes from, strongest first: what the user's project says wins over what the user has, over what we bundle. */
export type Origin = 'workspace' | 'user' | 'bundled';

/** The origins as numbers, lower is stronger. */
export const originRank: Readonly<Record<Origin, number>> = { workspace: 0, user: 1, bundled: 2 };

/** Where a record ranks among the records of a paper, lower is stronger: by origin, then bibliography entries before summaries. */
export const precedenceOf = (origin: Origin, isSummary: boolean): number => originRank[origin] * 2 + Number(isSummary);

/** One record's place: the file and the entry in it. */
export interface RecordPlace {
	/** The source file's URI. */
	readonly source: string;
	readonly origin: Origin;
	readonly key: string;
	/** Other keys of the record (biblatex `ids`); left out where it has none. */
	readonly aliases?: readonly string[];
	readonly span: Span;
	readonly keySpan: Span;
	/**
	 * The line of the key, zero-based, where the entry begins that line, has ASCII alone up to the key's end, and the source's lines were counted
	 * when it was read: then nobody needs to read the source to say where the key is, in whatever a client counts.
	 */
	readonly line?: number;
	/** Whether the record is a summary (Markdown) rather than a bibliography entry. */
	readonly isSummary: boolean;
}

/**
 * What the library knows of one work. Its fields are those of its records merged: the first record (by origin, then
 * bibliography entry before summary) that has a field gives it, and lists of names and topics are joined.
 */
export interface Paper extends Omit<SourceRecord, 'span' | 'keySpan' | 'body'> {
	/** The key to insert: the user's own where there is one. */
	readonly key: string;
	/** Every key it is found by, `key` first. */
	readonly keys: readonly string[];
	/** The year that the user's entry has, where other records know of a later or earlier publication; left out otherwise. */
	readonly entryYear?: number;
	/** Its records' places, strongest first. */
	readonly places: readonly RecordPlace[];
	/** Where its summary is, if it has one. */
	readonly summary?: RecordPlace;
}

/** The record that says what a paper is: its bibliography entry, the user's own first, else its summary. */
/** Whether the key by which a paper of Zotero's is cited is one that Lectern has made, since Zotero has none for it. */
export function hasMadeKey({ zotero, key, places }: Pick<Paper, 'zotero' | 'key' | 'places'>): boolean {
	const named = places.filter((place) => place.key === key);
	return zotero !== undefined && named.length > 0 && named.every(({ keySpan }) => keySpan.start === keySpan.end);
}

export const entryOf = ({ places }: Pick<Paper, 'places'>): RecordPlace | undefined =>
	places.find(({ isSummary }) => !isSummary) ?? places[0];

/** "Chen", "Chen and Duan", "Chen et al."; empty where no author is known. */
export function shortAuthors(paper: Pick<Paper, 'authors' | 'editors' | 'andOthers'>): string {
	const people = paper.authors.length > 0 ? paper.authors : paper.editors;
	const [first, second] = people.map(familyName);
	if (first === undefined) return '';
	if (people.length > 2 || paper.andOthers) return `${first} et al.`;
	return second === undefined ? first : l10n.t('{0} and {1}', first, second);
}

/** The name a text uses in an author–year citation: particle and family, or the corporate name whole. */
export function familyName(name: Name): string {
	return name.particle ? `${name.particle} ${name.family}` : name.family;
}

type Dated = Pick<Partial<Paper>, 'year' | 'published' | 'entryYear' | 'arxiv'>;

/** The year that a list of references prints: that of the user's entry, else of the publication, else of first appearance. Every view shows this one. */
export const printedYear = ({ entryYear, published, year }: Dated): number | undefined => entryYear ?? published ?? year;

/** All years that a text may name the paper by, the printed one first. */
export const yearsOf = (paper: Dated): readonly number[] => [
	...new Set([printedYear(paper), paper.year, paper.published, yearOfArxiv(paper.arxiv)].filter((year) => year !== undefined)),
];

/**
 * The year in which an arXiv identifier was given, which it begins with behind its archive: 2017 for `1706.03762`, 1994 for `hep-th/9401001`. An entry may have
 * the year of a later version instead. Source: arXiv's "Understanding the arXiv identifier".
 */
function yearOfArxiv(identifier: string | undefined): number | undefined {
	const digits = identifier === undefined ? undefined : /^(?:[a-z-]+(?:\.[A-Z]{2})?\/)?(\d\d)\d\d(?:\.\d{4}|\d{3}$)/.exec(identifier)?.[1];
	if (digits === undefined) return undefined;
	const year = Number(digits);
	return year > 90 ? 1900 + year : 2000 + year;
}

/** "Chen et al. 2016": authors and the printed year, as far as known. */
export function authorYear(paper: Pick<Paper, 'authors' | 'editors' | 'andOthers'> & Dated): string {
	return [shortAuthors(paper), printedYear(paper)].filter((part) => part !== undefined && part !== '').join(' ');
}
