import type { Span } from '../base/span.js';
import type { Document } from '../documents/document.js';
import type { Citation } from '../documents/markup/markup.js';
import { authorYear } from '../library/paper.js';
import type { Context } from './context.js';

/** What an editor may show in the place of a citation's text. */
export interface CitationInPlace {
	readonly span: Span;
	/** "Kipf and Welling 2017". */
	readonly text: string;
}

/** A construct without its key that says nothing but that a paper is cited: `[@]`, `@{}`, `\citep{}`, `[cite:@]`, `` :cite:`` ``. */
const bareConstruct =
	/^(?:\[@(?:\{\})?\]|@(?:\{\})?|\\[a-zA-Z]+\*?\{\}|\[cite(?:\/[\w/-]+)?:@\]|cite[a-z]*:&?|(?::[\w:-]+:|\{[\w:-]+\})``|#cite\(<>\))$/;

/**
 * The text to show in the place of each citation whose paper the library has, in the order of the document: of the whole construct where it holds
 * nothing but a key, else of the key with its `@`.
 */
export function citationsInPlace(context: Context, document: Document): readonly CitationInPlace[] {
	const bibliographies = context.bibliographiesOf(document);
	return document.citations.flatMap((citation) => {
		if (citation.kind !== undefined) return [];
		const [paper] = context.library.byKey(citation.key, bibliographies);
		const text = paper && authorYear(paper);
		return text ? [{ span: placeOf(document, citation), text }] : [];
	});
}

function placeOf({ text }: Document, { span, group }: Citation): Span {
	const rest = text.slice(group.start, span.start) + text.slice(span.end, group.end);
	if (bareConstruct.test(rest)) return group;
	const isBraced = text.startsWith('@{', span.start - 2) && text[span.end] === '}';
	if (isBraced) return { start: span.start - 2, end: span.end + 1 };
	return text[span.start - 1] === '@' ? { start: span.start - 1, end: span.end } : span;
}
