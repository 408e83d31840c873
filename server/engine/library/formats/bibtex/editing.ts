import { withoutEnd } from '../../../base/ends.js';
import type { Span } from '../../../base/span.js';
import type { Problem } from '../record.js';
import type { BibtexEntry, BibtexField } from './entry.js';
import { scanBibtex } from './scan.js';
import { type BibtexStyle, styleOf } from './style.js';

/** A text to be put in the place of a stretch of a file. */
export interface TextChange {
	readonly span: Span;
	readonly text: string;
}

/** So much of the text before a place shows how its entries are written. */
const styleSample = 1 << 14;

/** How the entries before a place (and, at the beginning of a file, behind it) are written. */
export function styleNear(text: string, offset: number): BibtexStyle {
	const from = text.lastIndexOf('\n@', Math.max(0, offset - styleSample)) + 1;
	const until = text.indexOf('\n@', offset + styleSample / 4);
	return styleOf(text.slice(from, until < 0 ? offset + styleSample : until));
}

/** The style of the entries around one, written as that one is where it shows how. */
export function styleOfEntry(text: string, entry: BibtexEntry): BibtexStyle {
	const near = styleNear(text, entry.start);
	if (entry.fields.length < 2 || !entry.closed) return near;
	const { equalsColumn, valueColumn, beforeEquals, afterEquals, quotes, fieldCase } = styleOf(text.slice(entry.start, entry.end));
	return { ...near, equalsColumn, valueColumn, beforeEquals, afterEquals, quotes, fieldCase };
}

/** What is written around a place, as offsets of the whole text: its entries and their mistakes, from the last line that begins with `@` to the next. `end` is exclusive. */
export function piecesAround(
	text: string,
	offset: number,
): { readonly start: number; readonly end: number; readonly entries: readonly BibtexEntry[]; readonly problems: readonly Problem[] } {
	// A cursor behind the `@` of a line belongs to it.
	const start = text[offset] === '@' && (offset === 0 || text[offset - 1] === '\n') ? offset : text.lastIndexOf('\n@', offset - 1) + 1;
	const next = text.indexOf('\n@', offset);
	const end = next < 0 ? text.length : next + 1;
	const { entries, problems } = scanBibtex(text.slice(start, end), { base: start });
	return { start, end, entries: entries.map((entry) => moved(entry, start)), problems };
}

function moved(entry: BibtexEntry, by: number): BibtexEntry {
	return {
		...entry,
		start: entry.start + by,
		end: entry.end + by,
		typeStart: entry.typeStart + by,
		typeEnd: entry.typeEnd + by,
		keyStart: entry.keyStart + by,
		keyEnd: entry.keyEnd + by,
		fields: entry.fields.map((field) => ({
			...field,
			nameStart: field.nameStart + by,
			nameEnd: field.nameEnd + by,
			valueStart: field.valueStart + by,
			valueEnd: field.valueEnd + by,
			...(field.openStart === undefined ? undefined : { openStart: field.openStart + by }),
		})),
	};
}

/** The change that writes lines of fields (without indentation and commas) behind the last field of an entry; nothing else is touched. */
export function fieldInsertion(text: string, entry: BibtexEntry, style: BibtexStyle, lines: readonly string[]): TextChange {
	const last = entry.fields.at(-1);
	const end = last?.valueEnd ?? entry.keyEnd;
	const comma = /^\s*,/.exec(text.slice(end, entry.end))?.[0].length;
	const at = end + (comma ?? 0);
	const indent = /(?:^|\n)([ \t]*)$/.exec(last ? text.slice(entry.start, last.nameStart) : '')?.[1] ?? style.indent;
	const written = lines.map((line) => `${style.lineEnd}${indent}${line}`).join(',');
	// A comma behind the last field is the entry's own way; one behind the key says nothing.
	const isTrailing = comma !== undefined && (last !== undefined || style.trailingComma);
	return { span: { start: at, end: at }, text: comma === undefined ? `,${written}` : `${written}${isTrailing ? ',' : ''}` };
}

/** What is cut out with a field: its line where it has one to itself, else it with its comma. The last field leaves the comma before it. */
export function fieldSpan(text: string, field: BibtexField): Span {
	const comma = /^[ \t]*,/.exec(text.slice(field.valueEnd, field.valueEnd + 100))?.[0].length ?? 0;
	const lineStart = text.lastIndexOf('\n', field.nameStart - 1) + 1;
	const end = field.valueEnd + comma;
	const rest = /^[ \t]*\r?\n/.exec(text.slice(end, end + 100))?.[0].length;
	const isAlone = text.slice(lineStart, field.nameStart).trim() === '' && rest !== undefined;
	if (isAlone) return { start: lineStart, end: end + rest };
	const blanks = /^[ \t]*/.exec(text.slice(end, end + 100))![0].length;
	return { start: field.nameStart, end: end + blanks };
}

/** What is cut out with an entry: the empty lines behind it, too, else those before it. Remarks stay. */
export function entrySpan(text: string, { start, end }: Span): Span {
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	if (text.slice(lineStart, start).trim() !== '') return { start, end };
	const after = /^[ \t]*(?:\r?\n[ \t]*)+(?=\S|$)/.exec(text.slice(end, end + 1000))?.[0].length;
	if (after === undefined) return { start, end: end + (/^[ \t]*$/.exec(text.slice(end))?.[0].length ?? 0) };
	// Indentation of what follows stays with it.
	const stop = text.lastIndexOf('\n', end + after - 1) + 1;
	if (stop < text.length || lineStart === 0) return { start: lineStart, end: Math.min(stop, text.length) };
	const gap = text.slice(withoutEnd(text.slice(0, lineStart), /[ \t\r\n]/).length, lineStart);
	const firstBreak = gap.search(/\r?\n/);
	const before = firstBreak < 0 ? 0 : gap.length - firstBreak;
	const isGap = before > 1;
	return { start: isGap ? lineStart - before + /^\r?\n/.exec(text.slice(lineStart - before))![0].length : lineStart, end: stop };
}
