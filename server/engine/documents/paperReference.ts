import type { Span } from '../base/span.js';
import { paperFor } from '../library/keyFor.js';
import type { Library } from '../library/library.js';
import type { Paper } from '../library/paper.js';
import type { Document } from './document.js';

/** A place in a document that refers to papers, by a citation key or in prose. */
interface PaperReference {
	/** Exactly the key or the name. UTF-16 offsets. */
	readonly span: Span;
	readonly kind: 'citation' | 'mention';
	/** The papers referred to: none for an unknown key, several for an ambiguous author–year. */
	readonly papers: readonly Paper[];
}

/**
 * Returns the citation key at `offset`, or else the mention there; `undefined` where there is neither. The papers carry the keys that
 * the document cites them by. With `ignoresCase`, a key that nobody has is looked up whatever its case, as BibTeX does.
 */
export function paperReferenceAt(
	document: Document,
	library: Library,
	bibliographies: readonly string[],
	offset: number,
	ignoresCase = false,
): PaperReference | undefined {
	const citing = { uri: document.uri, bibliographies };
	const citation = document.citationAt(offset);
	if (citation) {
		const exact = library.byKey(citation.key, bibliographies);
		const papers = (exact.length === 0 && ignoresCase ? papersIgnoringCase(library, citation.key, bibliographies) : exact).slice(0, 1);
		return { span: citation.span, kind: 'citation', papers: papers.map((paper) => paperFor(paper, citing, citation.key)) };
	}
	const mention = document.mentionAt(library, offset);
	return mention && { span: mention.span, kind: 'mention', papers: mention.papers.map((paper) => paperFor(paper, citing)) };
}

/** Whether the user may say that a name means another paper: an identifier or address means its paper whatever anybody says. */
export const isDeniable = (name: string): boolean => name.length <= longestDeniable && !/:\/\/|\b10\.\d{4}|\d{4}\.\d{4}/.test(name);

const longestDeniable = 200;

/** The papers that have a key in another case, best first. */
export function papersIgnoringCase(library: Library, key: string, bibliographies: readonly string[] = []): readonly Paper[] {
	if (!library.hasWords(key)) return [];
	const wanted = key.toLowerCase();
	const hits = library.find(key, { limit: 20, bibliographies });
	return hits.map(({ paper }) => paper).filter((paper) => paper.keys.some((each) => each.toLowerCase() === wanted));
}
