import * as l10n from '@vscode/l10n';
import { type LocalizableMessage, localizable } from '../base/localizableMessage.js';
import { touches } from '../base/span.js';
import type { Document } from '../documents/document.js';
import { fieldInsertion, fieldSpan, piecesAround, styleOfEntry, type TextChange } from '../library/formats/bibtex/editing.js';
import { type BibtexEntry, Shape } from '../library/formats/bibtex/entry.js';
import { scanBibtex } from '../library/formats/bibtex/scan.js';
import { writeEntry } from '../library/formats/bibtex/write.js';
import type { Problem } from '../library/formats/record.js';
import type { Library, LibraryEntry } from '../library/library.js';
import { changedInZotero, comparedName } from '../library/zotero/changed.js';
import type { SuggestedChange } from './context.js';

/** Reports an entry whose item has changed in Zotero since it was added. */
export function changedItem(library: Library, entry: LibraryEntry): readonly Problem[] {
	const changed = changedInZotero(library, entry);
	if (!changed) return [];
	const message: LocalizableMessage = localizable('“{0}” has changed in Zotero since: {1}.', entry.record.key, changed.fields.join(', '));
	return [{ code: 'zotero-changed', severity: 'information', span: entry.place.keySpan, message }];
}

/**
 * Brings the entry at `offset` of a `.bib` file up to what Zotero has of it now: all outdated fields at once, and each by itself. What the user
 * has changed in the entry stays. Nothing where Zotero has not changed.
 */
export function updateFromZotero(library: Library, document: Document, offset: number): readonly SuggestedChange[] {
	const { text, uri } = document;
	const entry = piecesAround(text, offset).entries.find((each) => each.kind === 'entry' && touches(each, offset));
	if (!entry?.closed) return [];
	const known = [...library.entriesOf(uri, offset)].find(({ record }) => record.key === entry.key);
	const changed = known && changedInZotero(library, known);
	if (!changed) return [];
	const style = styleOfEntry(text, entry);
	const written = writeEntry(changed.record, style, entry.key);
	const target = scanBibtex(written).entries[0];
	if (!target) return [];
	const changeOf = (names: readonly string[], title: string, isPreferred = false): readonly SuggestedChange[] => {
		const edits = names.flatMap((name) => replacement(text, entry, written, target, name));
		const missing = names.filter((name) => !entry.fields.some((field) => comparedName(field.name) === name));
		const lines = missing.flatMap((name) => lineIn(written, target, name));
		if (lines.length > 0) edits.push(fieldInsertion(text, entry, style, lines));
		if (edits.length === 0) return [];
		return [{ title, kind: 'quickfix', fixes: 'zotero-changed', isPreferred, edits: edits.sort((a, b) => a.span.start - b.span.start) }];
	};
	const { fields } = changed;
	return [
		...changeOf(fields, l10n.t('Update the entry to what Zotero has: {0}', fields.join(', ')), true),
		...(fields.length > 1 ? fields.flatMap((name) => changeOf([name], l10n.t('Update only {0} to what Zotero has', name))) : []),
	];
}

/** What puts Zotero's value of a field in the place of the entry's, or takes the field out that Zotero no longer has. */
function replacement(text: string, entry: BibtexEntry, written: string, target: BibtexEntry, name: string): TextChange[] {
	const field = entry.fields.find((each) => comparedName(each.name) === name);
	if (!field || (field.shape & Shape.joined) !== 0) return [];
	const other = target.fields.find((each) => comparedName(each.name) === name);
	if (!other) return [{ span: fieldSpan(text, field), text: '' }];
	return [{ span: { start: field.valueStart, end: field.valueEnd }, text: written.slice(other.valueStart, other.valueEnd) }];
}

const lineIn = (written: string, target: BibtexEntry, name: string): readonly string[] =>
	target.fields.filter((each) => comparedName(each.name) === name).map(({ nameStart, valueEnd }) => written.slice(nameStart, valueEnd));
