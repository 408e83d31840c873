import type { Span } from '../base/span.js';
import type { Document } from '../documents/document.js';
import type { Reference } from '../documents/noteIndex.js';
import { paperReferenceAt } from '../documents/paperReference.js';
import { isFileSource } from '../library/fileSource.js';
import type { Paper, RecordPlace } from '../library/paper.js';
import { type Context, ignoresCaseIn } from './context.js';

export interface ReferencesAnswer {
	readonly papers: readonly Paper[];
	/** Where the papers are cited by any of their keys or named, note by note. */
	readonly references: readonly Reference[];
	/** Where the papers' own records are. */
	readonly declarations: readonly RecordPlace[];
}

/** Every place in the workspace that cites or names the paper at `offset`: of a citation, a mention, or the record that the document itself holds there. */
export function references(context: Context, document: Document, offset: number): ReferencesAnswer | undefined {
	const papers = papersAt(context, document, offset);
	return papers.length === 0 ? undefined : referencesOf(context, papers);
}

/** Every place in the workspace that cites or names one of the papers. */
export function referencesOf(context: Context, papers: readonly Paper[]): ReferencesAnswer {
	return {
		papers,
		references: papers.flatMap((paper) => context.notes.references(paper)),
		declarations: papers.flatMap((paper) => paper.places.filter(({ origin, source }) => origin !== 'bundled' && isFileSource(source))),
	};
}

/** The places in one document that cite or name the paper at `offset`, in order. */
export function highlights(context: Context, document: Document, offset: number): readonly Span[] {
	const papers = papersAt(context, document, offset);
	const keys = new Set(papers.flatMap((paper) => paper.keys));
	const unknown = document.citationAt(offset);
	if (papers.length === 0 && unknown) keys.add(unknown.key);
	const cited = document.citations.filter(({ key }) => keys.has(key)).map(({ span }) => span);
	const named = document
		.mentions(context.library)
		.filter((mention) => mention.papers.some((paper) => paper.keys.some((key) => keys.has(key))))
		.map(({ span }) => span);
	return [...cited, ...named].sort((a, b) => a.start - b.start);
}

function papersAt(context: Context, document: Document, offset: number): readonly Paper[] {
	const ignoresCase = ignoresCaseIn(context.foundBibliographies(document));
	const naming = paperReferenceAt(document, context.library, context.bibliographiesOf(document), offset, ignoresCase);
	return naming?.papers ?? context.library.recordsIn(document.uri, offset);
}
