import { onOneLine } from '../base/ends.js';
import { type Span, touches } from '../base/span.js';
import type { Document } from '../documents/document.js';
import { isMeantAsCitation } from '../documents/handles.js';
import { isDeniable, paperReferenceAt } from '../documents/paperReference.js';
import { mayBeMeant } from '../library/bundled.js';
import { paperFor } from '../library/keyFor.js';
import type { Paper } from '../library/paper.js';
import { type Context, citingIn, ignoresCaseIn } from './context.js';

export interface HoverAnswer {
	/** The key or name that the card is about; never a character more. UTF-16 offsets. */
	readonly span: Span;
	/** The papers named: several for an ambiguous author–year, none for a key that nobody has. */
	readonly papers: readonly Paper[];
	/** For a key that nobody has: the papers nearest to it. */
	readonly nearest: readonly Paper[];
	/** For a mention: the name, where the user may say that it means something else. */
	readonly name?: string;
	/** Whether the name is only a guess: from the paper's abstract, or from what is before its citations in notes. */
	readonly isGuess?: true;
	/** For a key that the document makes itself: its entry, in plain words. */
	readonly own?: string;
}

/** Whether a key that nobody has should be somebody's: not that of a link to any note, nor a label, nor a person's name after an `@`. */
function isMissing(context: Context, document: Document, span: Span): boolean {
	const { labelsOf, library } = context;
	const citation = document.citationAt(span.start);
	if (citation && citation.kind === undefined && !isMeantAsCitation(document, citation, library, context.bibliographiesOf(document)))
		return false;
	if (citation?.kind === 'wikilink' && document.text[span.start - 1] !== '@') return false;
	return citation?.kind !== 'link' && !labelsOf?.(document).has(document.textOf(span));
}

/**
 * What the text at `offset` names: the paper of a citation key, else the paper (or, for an ambiguous
 * author–year, the papers) of a mention. Nothing where it names none, or where cards on mentions are turned off.
 */
export function hover(context: Context, document: Document, offset: number): HoverAnswer | undefined {
	const { library, settings } = context;
	// In a library file the key of an entry names its paper.
	if (!document.markup) {
		const papers = library.recordsIn(document.uri, offset);
		const place = papers.flatMap(({ places }) => places).find(({ source, keySpan }) => source === document.uri && touches(keySpan, offset));
		const citing = { uri: document.uri, bibliographies: [document.uri] };
		return place && { span: place.keySpan, papers: papers.map((paper) => paperFor(paper, citing, place.key)), nearest: [] };
	}
	const citing = citingIn(context, document);
	const { bibliographies } = citing;
	const naming = paperReferenceAt(document, library, bibliographies, offset, ignoresCaseIn(context.foundBibliographies(document)));
	if (!naming || (naming.kind === 'mention' && !settings['hover.mentions'])) return undefined;
	const { span, papers } = naming;
	const label = papers.length === 0 ? context.labelsOf?.(document).placesOf(document.textOf(span))[0] : undefined;
	if (label) return label.about === undefined ? undefined : { span, papers, nearest: [], own: label.about };
	if (papers.length === 0 && !isMissing(context, document, span)) return undefined;
	const name = onOneLine(document.textOf(span));
	const nearest =
		papers.length > 0
			? []
			: library
					.find(document.textOf(span), { limit: 3, bibliographies })
					.filter((hit) => mayBeMeant(library, hit.paper, document.textOf(span)))
					.map((hit) => paperFor(hit.paper, citing));
	const isMention = naming.kind === 'mention';
	return {
		span,
		papers,
		nearest,
		...(isMention && isDeniable(name) && { name }),
		...(isMention && isGuess(papers, name) && { isGuess: true }),
	};
}

/** Whether all that says that a paper goes by a name is a guess. */
const isGuess = (papers: readonly Paper[], name: string): boolean =>
	papers.length === 1 &&
	papers.every(({ names, otherNames = [] }) => !names.includes(name) && otherNames.some((other) => other.isGuess && other.name === name));
