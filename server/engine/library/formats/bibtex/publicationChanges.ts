import { asOwnEntry, type SourceRecord } from '../record.js';
import { fieldInsertion, fieldSpan, styleOfEntry, type TextChange } from './editing.js';
import { type BibtexEntry, type BibtexField, Shape } from './entry.js';
import { fieldNameOf } from './entryTypes.js';
import { scanBibtex } from './scan.js';
import type { BibtexStyle } from './style.js';
import { writeEntry } from './write.js';

/** Fields of a preprint that say nothing of its publication: where and when the preprint appeared, and under which number. */
const ofPreprint: ReadonlySet<string> = new Set(
	'journaltitle booktitle howpublished publisher institution organization number volume issue pages eid date year month day type version pubstate doi urldate'.split(
		' ',
	),
);
/** Fields that are the preprint's own as much as the publication's, and stay as they are written. */
const lasting: ReadonlySet<string> = new Set([
	'author',
	'title',
	'keywords',
	'abstract',
	'file',
	'url',
	'eprint',
	'eprinttype',
	'eprintclass',
	'ids',
]);

/** What puts a publication's fields in the place of its preprint's in an entry, in the order of the text; nothing where all is as it says. */
export function publicationChanges(text: string, entry: BibtexEntry, published: SourceRecord): readonly TextChange[] {
	const style = styleOfEntry(text, entry);
	const written = writeEntry(asOwnEntry(published), style, entry.key);
	const [target] = scanBibtex(written).entries;
	if (!target) return [];
	const edits = [...newTypeOf(entry, target), ...changedFields(text, entry, target, written)];
	addMissing(edits, text, entry, target, written, style);
	return edits.sort((a, b) => a.span.start - b.span.start);
}

/** The change of the entry's type, if it is another one. */
function newTypeOf(entry: BibtexEntry, target: BibtexEntry): readonly TextChange[] {
	if (target.type.toLowerCase() === entry.type.toLowerCase()) return [];
	return [{ span: { start: entry.typeStart, end: entry.typeEnd }, text: target.type }];
}

/** The name under which two entries' fields are compared; `date` and `year` are one. */
function comparedName(field: BibtexField): string {
	const name = fieldNameOf(field.name);
	return name === 'year' ? 'date' : name;
}

/** The changes to the entry's fields: those of the publication have its values, and those of the preprint alone go. */
function changedFields(text: string, entry: BibtexEntry, target: BibtexEntry, written: string): TextChange[] {
	const edits: TextChange[] = [];
	const seen = new Set<string>();
	for (const field of entry.fields) {
		const name = comparedName(field);
		const isFirst = !seen.has(name);
		seen.add(name);
		if (lasting.has(name)) continue;
		const other = target.fields.find((each) => comparedName(each) === name);
		const span = { start: field.valueStart, end: field.valueEnd };
		if (other && isFirst) {
			// The field's name stays the one that the entry has, but for a venue's, which goes with the type.
			const isRead = (field.shape & Shape.joined) === 0;
			const value = written.slice(other.valueStart, other.valueEnd);
			if (isRead && text.slice(span.start, span.end) !== value) edits.push({ span, text: value });
		} else if (ofPreprint.has(name)) edits.push({ span: fieldSpan(text, field), text: '' });
	}
	return edits;
}

/** Adds the change that writes the publication's fields that the entry lacks. */
function addMissing(edits: TextChange[], text: string, entry: BibtexEntry, target: BibtexEntry, written: string, style: BibtexStyle): void {
	const present = new Set(entry.fields.map(comparedName));
	const lines = target.fields
		.filter((field) => !present.has(comparedName(field)))
		.map(({ nameStart, valueEnd }) => written.slice(nameStart, valueEnd));
	if (lines.length === 0) return;
	const last = entry.fields.at(-1);
	const insertion = fieldInsertion(text, entry, style, lines);
	const gone = edits.find(({ span }) => last && span.start <= last.nameStart && span.end >= insertion.span.start);
	// Where the last field goes, the new ones come in its place.
	if (gone) edits[edits.indexOf(gone)] = { span: gone.span, text: replacementOf(text, gone, insertion, lines, style.indent) };
	else edits.push(insertion);
}

function replacementOf(text: string, { span }: TextChange, insertion: TextChange, lines: readonly string[], indent: string): string {
	const lineEnd = insertion.text.includes('\r\n') ? '\r\n' : '\n';
	const isLine = text.slice(span.start, span.end).endsWith('\n');
	const comma = insertion.text.endsWith(',') || text.slice(span.start, span.end).trimEnd().endsWith(',') ? ',' : '';
	const joined = lines.join(`,${lineEnd}${indent}`);
	return isLine ? `${indent}${joined}${comma}${lineEnd}` : `${joined}${comma}`;
}
