import type { Document } from '../documents/document.js';
import { paperFor } from '../library/keyFor.js';
import type { Paper } from '../library/paper.js';
import { type Context, citingIn } from './context.js';

/** What a document cites. */
export interface WorksCited {
	/** Each paper once, under the key it is cited by first, in the order of first citation. */
	readonly papers: readonly Paper[];
	/** Keys that nobody has, each once. */
	readonly unknown: readonly string[];
}

/** The papers that a document cites by key, wherever it does. Links to notes (`[[key]]`) are no citations. */
export function worksCited(context: Pick<Context, 'library' | 'bibliographiesOf'>, document: Document): WorksCited {
	const { library } = context;
	const citing = citingIn(context, document);
	const papers = new Map<number, Paper>();
	const unknown = new Set<string>();
	for (const { key, kind } of document.citations) {
		// `\nocite{*}` and similar commands name no paper.
		if (kind === 'wikilink' || kind === 'about' || key === '*') continue;
		const [paper] = library.byKey(key, citing.bibliographies);
		if (!paper) unknown.add(key);
		else if (!papers.has(library.numberOf(paper))) papers.set(library.numberOf(paper), paperFor(paper, citing, key));
	}
	return { papers: [...papers.values()], unknown: [...unknown] };
}
