import type { Span } from '../base/span.js';
import type { Document } from '../documents/document.js';
import { paperReferenceAt, papersIgnoringCase } from '../documents/paperReference.js';
import { bibtexSpotAt } from '../library/formats/bibtex/cursor.js';
import { formatOf } from '../library/formats/formats.js';
import { keyPlaces } from '../library/formats/keyPlaces.js';
import type { RecordPlace } from '../library/paper.js';
import { type Context, ignoresCaseIn } from './context.js';

/** A record, a note or a label. */
export type DefinitionPlace = Pick<RecordPlace, 'source' | 'origin' | 'keySpan'> &
	Partial<Pick<RecordPlace, 'isSummary' | 'span' | 'line'>>;

export interface DefinitionAnswer {
	/** The key or name that was asked about. */
	readonly span: Span;
	/** Where it is defined: the user's own entry first, else the summary; the notes on it for a link to a note. */
	readonly places: readonly DefinitionPlace[];
}

/**
 * Where the paper cited or named at `offset` is defined. With the setting `entry` the user's bibliography entry comes
 * first, with `summary` the summary. A link in double brackets leads to the notes on the paper where there are any, and a reference to a label to
 * where that is defined. In a `.bib` file the key in a field such as `crossref` leads to the entry, which may be in another file of the same list. Nothing
 * where none of these is meant.
 */
export function definition(context: Context, document: Document, offset: number): DefinitionAnswer | undefined {
	if (formatOf(document.uri)?.name === 'bibtex') return namedEntry(context, document, offset);
	const ignoresCase = ignoresCaseIn(context.foundBibliographies(document));
	const naming = paperReferenceAt(document, context.library, context.bibliographiesOf(document), offset, ignoresCase);
	if (!naming) return undefined;
	if (naming.papers.length === 0) return labelDefinition(context, document, naming.span);
	const notes = document.citationAt(offset)?.kind === 'wikilink' ? naming.papers.flatMap((paper) => context.notes.notesOn(paper)) : [];
	if (notes.length > 0) return { span: naming.span, places: notes.map((uri) => placeAt(uri, { start: 0, end: 0 })) };
	const prefersSummary = context.settings.definition === 'summary';
	const places = naming.papers.flatMap((paper) => {
		const sorted = [...paper.places].sort((a, b) => Number(a.isSummary !== prefersSummary) - Number(b.isSummary !== prefersSummary));
		return sorted.slice(0, 1);
	});
	return { span: naming.span, places };
}

/** Fields that name other entries by their keys. */
const namingFields: ReadonlySet<string> = new Set(['crossref', 'xdata', 'xref', 'related', 'entryset']);

function namedEntry({ library, areListedTogether }: Context, { uri, text }: Document, offset: number): DefinitionAnswer | undefined {
	const spot = bibtexSpotAt(text, offset);
	if (spot?.kind !== 'value' || !spot.delimited || !namingFields.has(spot.field)) return undefined;
	const end = offset + /^[^\s,{}"]*/.exec(text.slice(offset, offset + 200))![0].length;
	const span = { start: spot.item.start, end };
	const key = text.slice(span.start, span.end);
	const here = keyPlaces('bibtex', text, key).own.map((each) => placeAt(uri, each));
	if (here.length > 0) return { span, places: here };
	// Keys in `crossref` are found whatever their case.
	const places = papersIgnoringCase(library, key, [uri]).flatMap((paper) =>
		paper.places.filter((place) => place.key.toLowerCase() === key.toLowerCase() && !place.isSummary),
	);
	const rank = ({ source }: RecordPlace): number => (source === uri ? 0 : areListedTogether?.(uri, source) ? 1 : 2);
	const [first] = [...places].sort((one, other) => rank(one) - rank(other));
	return first && { span, places: [first] };
}

function labelDefinition({ labelsOf }: Context, document: Document, span: Span): DefinitionAnswer | undefined {
	const places = labelsOf?.(document).placesOf(document.textOf(span)) ?? [];
	return places.length === 0 ? undefined : { span, places: places.map((place) => placeAt(place.uri, place.span)) };
}

const placeAt = (source: string, keySpan: Span): DefinitionPlace => ({ source, origin: 'workspace', keySpan });
