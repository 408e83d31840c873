import * as l10n from '@vscode/l10n';
import { placeOfPublication } from '../library/duplicates.js';
import { fieldInsertion, fieldSpan, piecesAround, styleOfEntry, type TextChange } from '../library/formats/bibtex/editing.js';
import { type BibtexEntry, type BibtexField, Shape } from '../library/formats/bibtex/entry.js';
import { publicationChanges } from '../library/formats/bibtex/publicationChanges.js';
import { fieldLine, lineOf } from '../library/formats/bibtex/write.js';
import { asOwnEntry } from '../library/formats/record.js';
import type { Library } from '../library/library.js';
import { type EntryProblem, entryProblems, fieldOf, registryTitles, type TextOfFile } from '../literature/entryProblems.js';
import type { Notice } from '../literature/registry.js';
import type { Checked } from '../literature/registryCheck.js';
import type { SuggestedChange } from './context.js';

/**
 * What can be done about what registries say of the entry at `offset` of a `.bib` file; only about its retraction where `isCited` says that the place
 * is a citation of it. Titles name what is there and what comes in its place; the code that offers them lets the user look before anything changes.
 */
export function onlineFixes(
	library: Library,
	file: TextOfFile,
	offset: number,
	checked: Checked,
	isCited = false,
): readonly SuggestedChange[] {
	if (!/\.bib$/i.test(file.uri)) return [];
	const { text } = file;
	const { entries } = piecesAround(text, offset);
	const problems = entryProblems(library, file, checked, offset).filter(({ code }) => !isCited || code === 'retracted-work');
	return problems.flatMap((problem): readonly SuggestedChange[] => {
		const written = entries.find(({ kind, key, closed }) => kind === 'entry' && closed && key === problem.entry.key);
		const change = written && changeFor(text, written, problem);
		return change && change.edits.length > 0 ? [{ ...change, kind: 'quickfix', fixes: problem.code }] : [];
	});
}

type Change = Pick<SuggestedChange, 'title' | 'edits'>;

function changeFor(text: string, written: BibtexEntry, problem: EntryProblem): Change | undefined {
	const { code, entry, notice, publication } = problem;
	switch (code) {
		case 'retracted-work':
			return notice && noteChange(text, written, notice);
		case 'preprint-published':
			return (
				publication && {
					title: l10n.t('Change “{0}” to the publication: {1}…', entry.key, placeOfPublication(publication)),
					edits: publicationChanges(text, written, publication),
				}
			);
		case 'unknown-doi':
		case 'wrong-doi': {
			const field = fieldOf(written, 'doi');
			return (
				field && {
					title: l10n.t('Take the DOI {0} out of “{1}”…', entry.doi ?? '', entry.key),
					edits: [{ span: fieldSpan(text, field), text: '' }],
				}
			);
		}
		case 'registry-difference':
			return differenceChange(text, written, problem);
		default:
			return undefined;
	}
}

/** Says in the entry's note that the work was retracted, as styles of references ask for. */
function noteChange(text: string, written: BibtexEntry, { date, doi }: Notice): Change | undefined {
	const when = date === undefined ? [] : [date];
	// It goes into the file, whose language nobody knows.
	const said = [['Retracted', ...when].join(' '), ...(doi === undefined ? [] : [`see doi:${doi}`])].join(', ');
	const title = l10n.t('Note in the entry “{0}”: {1}…', written.key, said);
	const field = fieldOf(written, 'note');
	if (!field)
		return {
			title,
			edits: [fieldInsertion(text, written, styleOfEntry(text, written), [lineOf(styleOfEntry(text, written), 'note', said)])],
		};
	const isOneText = (field.shape & (Shape.bare | Shape.joined | Shape.open)) === 0;
	const end = field.valueEnd - 1;
	if (!isOneText || text.slice(field.valueStart, end).includes('Retracted')) return undefined;
	return { title, edits: [{ span: { start: end, end }, text: `. ${said}` }] };
}

/** Puts the registry's value in the place of the entry's. */
function differenceChange(text: string, written: BibtexEntry, { field, facts }: EntryProblem): Change | undefined {
	const own = field && fieldOf(written, field);
	if (!field || !own || !facts || (own.shape & (Shape.joined | Shape.open)) !== 0) return undefined;
	const edit = field === 'year' ? yearEdit(text, own, facts.record.year) : valueEdit(text, written, own, field, facts.record);
	if (!edit) return undefined;
	const before = text.slice(edit.span.start, edit.span.end);
	return {
		title: l10n.t(
			'Change {0} from {1} to {2}, as {3} has it…',
			own.name,
			shortened(before),
			shortened(edit.text),
			registryTitles[facts.registry],
		),
		edits: [edit],
	};
}

const shortened = (value: string): string => (value.length > 60 ? `${value.slice(0, 57)}…` : value);

/** The year alone changes: a date may have month and day. */
function yearEdit(text: string, { valueStart, valueEnd }: BibtexField, year: number | undefined): TextChange | undefined {
	const found = /\d{4}/.exec(text.slice(valueStart, valueEnd));
	if (!found || year === undefined) return undefined;
	const start = valueStart + found.index;
	return { span: { start, end: start + 4 }, text: String(year) };
}

function valueEdit(
	text: string,
	entry: BibtexEntry,
	{ valueStart, valueEnd }: BibtexField,
	field: string,
	record: EntryProblem['entry'],
): TextChange | undefined {
	const line = fieldLine(asOwnEntry(record), styleOfEntry(text, entry), field);
	const value = line === undefined ? undefined : /=\s*([\s\S]*)$/.exec(line)?.[1];
	if (value === undefined) return undefined;
	// A number between delimiters stays there.
	const before = text.slice(valueStart, valueEnd);
	const isDelimited = /^(?:\{[\s\S]*\}|"[\s\S]*")$/.test(before);
	const written = isDelimited && /^\d+$/.test(value) ? `${before[0]}${value}${before.at(-1)}` : value;
	return { span: { start: valueStart, end: valueEnd }, text: written };
}
