import { touches } from '../base/span.js';
import type { Document } from '../documents/document.js';
import { missingFields } from '../library/formats/bibtex/entryTypes.js';
import { scanBibtex } from '../library/formats/bibtex/scan.js';
import { styleOf } from '../library/formats/bibtex/style.js';
import { fieldLine } from '../library/formats/bibtex/write.js';
import type { Library } from '../library/library.js';
import type { Change } from './context.js';

/**
 * The fields that the entry at `offset` of a `.bib` file lacks and another record of the same paper has, each as a change that
 * writes it behind the entry's last field, in the file's style.
 */
export function fillFields(library: Library, document: Document, offset: number): readonly Change[] {
	const { text, uri } = document;
	const scan = scanBibtex(text);
	const entry = scan.entries.find((each) => each.kind === 'entry' && touches(each, offset));
	if (!entry) return [];
	const others = [...library.entriesOf(uri, offset)].filter(({ record }) => record.key === entry.key).flatMap((each) => each.others);
	const style = styleOf(text, scan);
	const end = entry.fields.at(-1)?.valueEnd ?? entry.keyEnd;
	const comma = /^\s*,/.exec(text.slice(end, entry.end))?.[0].length;
	const missing = missingFields(
		entry.type,
		entry.fields.map(({ name }) => name),
	);
	return missing.flatMap((names): Change[] => {
		for (const name of names)
			for (const { record, place } of others) {
				const line = fieldLine(record, style, name);
				if (line === undefined) continue;
				const written = `${style.lineEnd}${style.indent}${line}`;
				const at = end + (comma ?? 0);
				return [
					{
						title: `Add ${line.trim()} from ${place.origin === 'bundled' ? 'Lectern’s record' : `“${place.key}”`}`,
						kind: 'quickfix',
						mends: 'missing-field',
						edits: [
							{ span: { start: at, end: at }, text: comma === undefined ? `,${written}` : `${written}${style.trailingComma ? ',' : ''}` },
						],
					},
				];
			}
		return [];
	});
}
