import type { Document } from '../documents/document.js';
import { namingAt } from '../documents/naming.js';
import type { SourceRecord } from '../library/formats/record.js';
import type { Paper } from '../library/paper.js';
import type { Context } from './context.js';

/** An entry that a bibliography lacks. */
export interface MissingEntry {
	/** The record to be written, under the key that the document cites. */
	readonly record: SourceRecord;
	/** URI of the `.bib` file it belongs into. */
	readonly bibliography: string;
}

/**
 * The entry that the document's bibliography lacks for the citation at `offset`, whose paper the library knows from elsewhere.
 * Nothing where the paper is there already, or where there is no such file.
 */
export function missingEntry(context: Context, document: Document, offset: number): MissingEntry | undefined {
	const naming = namingAt(document, context.library, context.bibliographiesOf(document), offset);
	const [paper] = naming?.kind === 'citation' ? naming.papers : [];
	return naming && paper && missingEntryOf(context, document, paper, document.textOf(naming.span));
}

/**
 * The same for a paper that is about to be cited as `key`. The bibliography is the first `.bib` file that the document names,
 * else the workspace's if it has just one.
 */
export function missingEntryOf(context: Context, document: Document, paper: Paper, key: string): MissingEntry | undefined {
	const { present, bibliography } = bibliographyFor(context, document);
	if (bibliography === undefined || paper.places.some(({ source }) => present.includes(source))) return undefined;
	const none = { start: 0, end: 0 };
	return { record: { ...paper, key, aliases: [], span: none, keySpan: none }, bibliography };
}

/** Where a document's new entries go, and the files of which any may hold them already. */
export function bibliographyFor(
	context: Context,
	document: Document,
): { readonly present: readonly string[]; readonly bibliography: string | undefined } {
	const named = context.bibliographiesOf(document).filter(isBib);
	const found = context.library.sources.filter(({ uri, origin }) => origin === 'workspace' && isBib(uri)).map(({ uri }) => uri);
	return {
		present: named.length > 0 ? named : found,
		bibliography: named[0] ?? (found.length === 1 ? found[0] : undefined),
	};
}

const isBib = (uri: string): boolean => uri.toLowerCase().endsWith('.bib');
