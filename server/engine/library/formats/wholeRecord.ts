import { readWholeBibtex } from './bibtex/read.js';
import { formatOf } from './formats.js';
import type { SourceRecord } from './record.js';

/** Readings of the last text of a format whose records are not found one by one: many papers of one file are asked for in a row. */
let last: { readonly text: string; readonly byKey: ReadonlyMap<string, SourceRecord> } | undefined;

/**
 * A record with its long fields (`abstract`, `annotation`), which the library does not keep, from the text of its file; `uri` shows the format.
 * Nothing where it is not there.
 */
export function wholeRecordIn(text: string, uri: string, { key, span }: Pick<SourceRecord, 'key' | 'span'>): SourceRecord | undefined {
	const format = formatOf(uri);
	if (!format) return undefined;
	if (format.name === 'bibtex') return readWholeBibtex(text, span.start);
	if (last?.text !== text) last = { text, byKey: new Map(format.read(text).records.map((record) => [record.key, record])) };
	return last.byKey.get(key);
}
