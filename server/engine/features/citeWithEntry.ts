import type { Document } from '../documents/document.js';
import { paperReferenceAt } from '../documents/paperReference.js';
import { folderOf, resolve } from '../documents/project/paths.js';
import { isShippedWithTex } from '../documents/project/shipped.js';
import { isFileSource } from '../library/fileSource.js';
import { scanBibtex } from '../library/formats/bibtex/scan.js';
import { asOwnEntry, type SourceRecord } from '../library/formats/record.js';
import { isKeyAt, nearness } from '../library/keyFor.js';
import type { SourceState } from '../library/library.js';
import type { Paper, RecordPlace } from '../library/paper.js';
import type { PaperUse } from '../render/paperRow.js';
import type { Context } from './context.js';

/** An entry that a bibliography lacks. */
export interface MissingEntry {
	/** The record to be written, under the key that the document cites. */
	readonly record: SourceRecord;
	/** URI of the `.bib` file it belongs into. */
	readonly bibliography: string;
	/** Where that file turns out to be none that can be written to: the others that would do, best first. */
	readonly otherwise?: readonly string[];
	/** Where the paper has an entry in a `.bib` file: that entry, which is to be copied. */
	readonly place?: RecordPlace;
	/** Where its strongest entry of another format is, whose long fields the library does not keep. */
	readonly otherPlace?: RecordPlace;
}

/**
 * The entry that the document's bibliography lacks for the citation at `offset`, whose paper the library knows from elsewhere.
 * Nothing where the paper is there already, or where there is no such file.
 */
export function missingEntry(context: Context, document: Document, offset: number): MissingEntry | undefined {
	const naming = paperReferenceAt(document, context.library, context.bibliographiesOf(document), offset);
	const [paper] = naming?.kind === 'citation' ? naming.papers : [];
	return naming && paper && missingEntryOf(context, document, paper, document.textOf(naming.span));
}

/** The entry for a bibliography that is still to be made, of the paper cited at `offset`; nothing where the document has one. */
export function firstEntry(context: Context, document: Document, offset: number): MissingEntry | undefined {
	const naming = paperReferenceAt(document, context.library, context.bibliographiesOf(document), offset);
	const [paper] = naming?.kind === 'citation' ? naming.papers : [];
	return naming && paper && firstEntryOf(context, document, paper, document.textOf(naming.span));
}

/** The same for a paper that is about to be cited as `key`. */
export function missingEntryOf(context: Context, document: Document, paper: Paper, key: string): MissingEntry | undefined {
	const { citedFrom, bibliography, otherwise } = bibliographyFor(context, document);
	if (bibliography === undefined || isIn(citedFrom, paper, key) || isUnderAnother(context, document, paper)) return undefined;
	return { ...entryFor(paper, key), bibliography, otherwise };
}

/**
 * The entry of a paper for a bibliography that is still to be made; nothing where the document has one, or has the paper in a file that
 * cannot be written to, or is no file in a folder.
 */
export function firstEntryOf(context: Context, document: Document, paper: Paper, key: string): MissingEntry | undefined {
	const { citedFrom, newBibliography } = bibliographyFor(context, document);
	if (newBibliography === undefined || isIn(citedFrom, paper, key) || isUnderAnother(context, document, paper)) return undefined;
	return { ...entryFor(paper, key), bibliography: newBibliography };
}

/** Whether one of the files has the paper under the key. */
export const isIn = (files: readonly string[], paper: Paper, key: string): boolean =>
	paper.places.some((place) => files.includes(place.source) && isKeyAt(place, key));

/**
 * What papers are to a document: cited in it, elsewhere than at `offset`; in a bibliography that it cites from; or added to one. Nothing where it
 * has none and gets none.
 */
export function usesIn(context: Context, document: Document, offset = -1): (paper: Paper) => PaperUse | undefined {
	const elsewhere = document.citations.filter(({ span }) => offset < span.start || offset > span.end);
	const cited = new Set([...elsewhere.map(({ key }) => key), ...context.citedInOtherCells(document)]);
	const { citedFrom, bibliography, newBibliography } = bibliographyFor(context, document);
	return (paper) => {
		if (paper.keys.some((key) => cited.has(key))) return 'cited';
		if (isIn(citedFrom, paper, paper.key)) return 'listed';
		return (bibliography ?? newBibliography) === undefined ? undefined : 'added';
	};
}

/** Whether a bibliography that the document names has the paper: then its key there is to be cited, and a second entry would be one too many. */
function isUnderAnother(context: Context, document: Document, paper: Paper): boolean {
	const named = context.bibliographiesOf(document);
	return paper.places.some(({ source }) => named.includes(source));
}

/** What is written of a paper: its entry in the strongest `.bib` file that has one (of such the one with this key), else its record. */
function entryFor(paper: Paper, key: string): Pick<MissingEntry, 'record' | 'place' | 'otherPlace'> {
	const none = { start: 0, end: 0 };
	const entries = paper.places.filter(({ source, isSummary }) => !isSummary && isBib(source));
	const place = entries.find((each) => isKeyAt(each, key) && each.origin === entries[0]!.origin) ?? entries[0];
	// A summary's topics and short names are its own words, not the work's.
	const { topics, venue, type } = paper;
	const said = {
		...(topics.length > 0 && { keywords: topics.join(', ') }),
		...(venue?.full !== undefined && venue.short !== undefined && type === 'article' && { shortjournal: venue.short }),
	};
	const fields = paper.summary ? paper.fields : { ...paper.fields, ...said };
	const otherPlace = place
		? undefined
		: paper.places.find(({ source, isSummary }) => !isSummary && isFileSource(source) && /\.\w+$/.test(source));
	const record = asOwnEntry({ ...paper, fields, key, aliases: [], span: none, keySpan: none });
	return { record, ...(place && { place }), ...(otherPlace && { otherPlace }) };
}

/** Where a document's new entries go. */
export interface Destination {
	/** The files of which any may hold an entry already: those that the document names, in whatever format, else the workspace's `.bib` files. */
	readonly citedFrom: readonly string[];
	/** The `.bib` files among them that may be written to. */
	readonly present: readonly string[];
	/**
	 * The first `.bib` file that the document names and that has entries, else the first that is there, else the first that could be made;
	 * where it names nothing, the nearest of the workspace that has entries.
	 */
	readonly bibliography?: string;
	/** The others of which the same can be said, in that order: what is on the disk is known for sure only when it is written to. */
	readonly otherwise: readonly string[];
	/** Where there is none: the one that could be made. */
	readonly newBibliography?: string;
}

/**
 * Where a document's new entries go. Never into a file that comes with TeX, that has definitions for other files only (`@string`), or that
 * cannot be read. A document that has been saved nowhere gets no bibliography of its own, nor does one whose list is not known.
 */
export function bibliographyFor(context: Context, document: Document): Destination {
	const named = context.bibliographiesOf(document);
	const found = context.foundBibliographies(document);
	const states = new Map(context.library.sources.map((source) => [source.uri, source]));
	const isWritable = (uri: string): boolean => isBib(uri) && mayTakeEntries(context, uri, states.get(uri));
	const ofWorkspace = [...states.values()].filter(({ uri, origin }) => origin === 'workspace' && isBib(uri)).map(({ uri }) => uri);
	const citedFrom = named.length > 0 ? named : ofWorkspace;
	const matched = new Set(found.filter(({ kind }) => kind === 'glob').map(({ uri }) => uri));
	const hasUnknown = found.some(({ kind }) => kind === 'unknown');
	const hasEntries = (uri: string): boolean => (states.get(uri)?.records ?? 0) > 0;
	const isThere = (uri: string): boolean => states.has(uri) || context.isThere?.(uri) === true;
	const rank = (uri: string): number => (hasEntries(uri) ? 0 : isThere(uri) ? 1 : 2) + (matched.has(uri) ? 0.5 : 0);
	// A document that names others would not find an entry in the nearest.
	const isOpenToAll = named.length === 0 && !hasUnknown;
	const candidates = isOpenToAll
		? [nearest(document.uri, ofWorkspace.filter(isWritable).filter(hasEntries)) ?? nearest(document.uri, ofWorkspace.filter(isWritable))]
		: named.filter(isWritable).sort((a, b) => rank(a) - rank(b));
	const [bibliography, ...otherwise] = candidates.filter((uri) => uri !== undefined);
	const hasFolder = !/^(?:untitled|lectern|vscode-notebook-cell):/.test(document.uri);
	const made = resolve(folderOf(document.uri), 'references.bib');
	const canMake = bibliography === undefined && hasFolder && !hasUnknown && !ofWorkspace.includes(made);
	return {
		citedFrom,
		present: citedFrom.filter(isWritable),
		...(bibliography !== undefined && { bibliography }),
		otherwise,
		...(canMake && { newBibliography: made }),
	};
}

/** Whether entries may be written to a `.bib` file, as far as is known of it; `state` is its source's, where it is one. */
export const mayTakeEntries = (context: Context, uri: string, state?: SourceState): boolean =>
	!isShippedWithTex(uri) && state?.failure === undefined && ((state?.records ?? 0) > 0 || !context.holdsOnlyDefinitions?.(uri));

/** Whether a text is one of BibTeX's that defines what other files use (`@string`, `@preamble`) and has no entry itself. */
export function hasOnlyDefinitions(text: string): boolean {
	const { entries } = scanBibtex(text);
	return entries.some(({ kind }) => kind === 'string' || kind === 'preamble') && !entries.some(({ kind }) => kind === 'entry');
}

/** The user's own `.bib` files, outside the workspace, that a paper is not in. */
export const ownBibliographies = (library: Context['library'], { key }: Pick<SourceRecord, 'key'>): readonly string[] => {
	const places = library.byKey(key).flatMap((paper) => paper.places.map(({ source }) => source));
	const own = library.sources.filter(
		({ uri, origin }) => origin === 'user' && isBib(uri) && !places.includes(uri) && !isShippedWithTex(uri),
	);
	return own.map(({ uri }) => uri);
};

/** The nearest of several files to a document, the first by name of several such. */
const nearest = (uri: string, files: readonly string[]): string | undefined =>
	[...files].sort((a, b) => nearness(uri, b) - nearness(uri, a) || (a < b ? -1 : 1))[0];

const isBib = (uri: string): boolean => uri.toLowerCase().endsWith('.bib');
