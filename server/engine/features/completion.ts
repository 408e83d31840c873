import type { Span } from '../base/span.js';
import type { Document } from '../documents/document.js';
import { type CitingDocument, paperFor } from '../library/keyFor.js';
import type { FindOptions } from '../library/library.js';
import type { Paper } from '../library/paper.js';
import { parseQuery, searchLibrary } from '../library/query.js';
import { type PaperRow, type PaperUse, paperRow } from '../render/paperRow.js';
import { type Context, citingIn } from './context.js';

export interface CompletionAnswer {
	/** What was typed of the query. */
	readonly query: string;
	readonly typed: Span;
	/** What an accepted key replaces. */
	readonly replaced: Span;
	/** Best first. Empty only inside brackets, where the list must stay open: then nothing fits the query. */
	readonly papers: readonly Paper[];
	/** Labels that fit what was typed after an `@`, to be offered after the papers. */
	readonly labels: readonly string[];
}

/** How many papers a completion list offers at most. */
const limit = 50;

/**
 * The papers that fit what is being typed at `offset`. Nothing outside a citation, and nothing after a whole key
 * and a blank, so that Enter then makes a new line.
 */
export function completion(context: Context, document: Document, offset: number): CompletionAnswer | undefined {
	const completing = document.markup?.completing(document.text, offset);
	if (completing?.kind !== 'citation') return undefined;
	const { library } = context;
	const { query, typed, replaced } = completing;
	if (/\s$/.test(query) && library.byKey(query.trim()).length > 0) return undefined;
	const citing = citingIn(context, document);
	const cited = citedHere(context, document, offset, typed.start);
	const preferred = preferring(context, citing, cited, query);
	const labels = labelsFor(context, document, query, typed);
	const already = new Set(completing.keys);
	const isOffered = ({ key, keys }: Paper): boolean =>
		// An entry without a key, such as one that is being written, cannot be cited.
		key !== '' && (key === query.trim() || !keys.some((each) => already.has(each)));
	let papers: readonly Paper[] = [];
	/** What is not offered must not take the place of what is. */
	for (let most = limit + already.size, isCut = true; isCut && papers.length < limit; most *= 2) {
		const hits = library.find(query, { limit: most, ...preferred });
		if (hits.length === 0 && labels.length === 0 && !completing.bracketed) return undefined;
		papers = hits.map((hit) => paperFor(hit.paper, citing, query.trim())).filter(isOffered);
		isCut = hits.length === most;
	}
	return { query, typed, replaced, labels, papers: papers.slice(0, limit) };
}

/** The labels that have the query at the beginning of one of their words. */
function labelsFor({ labelsOf }: Context, document: Document, query: string, typed: Span): readonly string[] {
	const isLatex = document.languageId === 'latex' || document.languageId === 'tex';
	if (!labelsOf || (!isLatex && document.text[typed.start - 1] !== '@')) return [];
	const wanted = query.toLowerCase();
	const fits = (name: string): boolean => {
		const at = name.toLowerCase().indexOf(wanted);
		return at === 0 || (at > 0 && /[^\p{L}\p{N}]/u.test(name[at - 1]!));
	};
	return labelsOf(document).names.filter(fits).slice(0, limit);
}

/**
 * The best papers for a query, best first, at most `most`. With a document: with the keys by which it cites them, its own papers before others
 * that match equally well, and with what `useOf` says that they are to it.
 */
export function searchFor(
	context: Context,
	query: string,
	most: number,
	document?: Document,
	useOf?: (paper: Paper) => PaperUse | undefined,
): readonly PaperRow[] {
	const { library, beside } = context;
	const preferred = document && preferredIn(context, document, query);
	const citing = document && citingIn(context, document);
	const papers = searchLibrary(library, parseQuery(query), most, beside, preferred);
	return papers.map((found) => {
		const paper = citing ? paperFor(found, citing, query.trim()) : found;
		return paperRow(paper, beside, useOf?.(paper));
	});
}

/** What a search on behalf of a document prefers, wherever in it the citation goes. */
function preferredIn(context: Context, document: Document, query: string): Omit<FindOptions, 'limit' | 'where'> {
	const { length } = document.text;
	return preferring(context, citingIn(context, document), citedHere(context, document, length + 1, length + 1), query);
}

/** Papers cited here, then, once words are typed, those cited lately elsewhere; the document's bibliographies and what is near it. */
const preferring = (
	{ recentlyCited }: Context,
	{ uri, bibliographies }: CitingDocument,
	cited: readonly string[],
	query: string,
): Omit<FindOptions, 'limit' | 'where'> => ({
	favoured: query.trim() === '' ? cited : [...cited, ...recentlyCited.filter((key) => !cited.includes(key))],
	bibliographies,
	near: uri,
});

/**
 * The keys that a document cites elsewhere than at `start`, where one is being typed, each once, the most recent first: those that were added
 * last, then those before the cursor from the nearest on, those behind it, and those in other cells of the notebook.
 */
function citedHere(context: Context, document: Document, offset: number, start: number): readonly string[] {
	const others = document.citations.filter(({ span }) => span.end !== offset && span.start !== start);
	const before = others.filter(({ span }) => span.end <= offset).reverse();
	const behind = others.filter(({ span }) => span.end > offset);
	const keys = new Set([...[...before, ...behind].map(({ key }) => key), ...context.citedInOtherCells(document)]);
	return [...new Set([...context.recentlyCited.filter((key) => keys.has(key)), ...keys])];
}
