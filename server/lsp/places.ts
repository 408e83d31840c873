import type { Location, Range } from 'vscode-languageserver';
import { languageOfFile, markupOf, type RecordPlace, type Span } from '../engine/index.js';
import type { ClientOptions } from '../protocol/index.js';
import { cellUri } from './cellUris.js';
import { type RequestTexts, rangeOf } from './texts.js';

/** What is said of places, such as their spans, by the file that they are in, in the order in which the files first appear. */
export function byFile<T, V>(
	places: Iterable<T>,
	fileOf: (place: T) => string,
	partOf: (place: T) => V,
): ReadonlyMap<string, readonly V[]> {
	const values = new Map<string, V[]>();
	for (const place of places) {
		const known = values.get(fileOf(place));
		if (known) known.push(partOf(place));
		else values.set(fileOf(place), [partOf(place)]);
	}
	return values;
}

/** A key in a source, as far as a request needs it. */
type KeyPlace = Pick<RecordPlace, 'source' | 'keySpan'> & Partial<Pick<RecordPlace, 'span' | 'line'>>;

/**
 * The key of a record as LSP's range. No file is read where its line is known and no editor holds another text: what is before such a key on its
 * line is ASCII, and counts the same in every encoding.
 */
export async function keyRangeOf(texts: RequestTexts, { source, keySpan, span, line }: KeyPlace): Promise<Range> {
	if (line === undefined || span === undefined || texts.open(source)) return (await rangesIn(texts, source, [keySpan]))[0]!;
	const start = { line, character: keySpan.start - span.start };
	return { start, end: { line, character: keySpan.end - span.start } };
}

/** Spans of a file or document as LSP's ranges; of one that cannot be read, its beginning. */
export async function rangesIn(texts: RequestTexts, uri: string, spans: readonly Span[]): Promise<Range[]> {
	const read = await texts.read(uri);
	const text = read?.text ?? texts.textOf(uri, '');
	return spans.map((span) => rangeOf(text, span));
}

/** The places of spans as a client can open them: in a notebook that is not open those of its cells, where the client knows such. */
export async function locationsIn(
	{ notebookCells }: Pick<ClientOptions, 'notebookCells'>,
	texts: RequestTexts,
	uri: string,
	spans: readonly Span[],
): Promise<Location[]> {
	const languageId = languageOfFile(uri);
	const markup = notebookCells && languageId !== undefined && !texts.open(uri) ? markupOf(languageId) : undefined;
	const file = markup?.passages ? (await texts.read(uri))?.text : undefined;
	if (!markup?.passages || !file) return (await rangesIn(texts, uri, spans)).map((range) => ({ uri, range }));
	const passages = markup.passages(file.getText());
	return spans.map((span) => {
		const passage = passages.find(({ offsetOf }) => offsetOf(span.start) !== undefined);
		const start = passage?.offsetOf(span.start);
		if (!passage || start === undefined) return { uri, range: rangeOf(file, span) };
		const cell = texts.textOf(cellUri(uri, passage.index), passage.text);
		return { uri: cell.uri, range: rangeOf(cell, { start, end: passage.offsetOf(span.end) ?? start }) };
	});
}
