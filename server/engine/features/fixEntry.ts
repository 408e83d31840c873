import * as l10n from '@vscode/l10n';
import { touches } from '../base/span.js';
import type { Document } from '../documents/document.js';
import { piecesAround, type TextChange } from '../library/formats/bibtex/editing.js';
import { type BibtexEntry, type BibtexField, Shape } from '../library/formats/bibtex/entry.js';
import type { Problem } from '../library/formats/record.js';
import type { SuggestedChange } from './context.js';

/** Where more mistakes are in what follows one line that begins with `@`, it is no entry that somebody meant to write. */
const mostFixed = 100;

/**
 * What fixes the mistakes of a `.bib` file at `offset`, where it is clear what was meant: a missing comma, brace, quotation mark or `=`. Nothing in
 * an entry with more than 100 mistakes.
 */
export function fixEntry(document: Document, offset: number): readonly SuggestedChange[] {
	const { text } = document;
	const { entries, problems } = lastPieces(document, offset);
	if (problems.length > mostFixed) return [];
	return problems
		.filter(({ span }) => touches(span, offset))
		.flatMap((problem): SuggestedChange[] => {
			const fix = fixOf(text, problem, entries);
			if (!fix || !isBetter(text, fix, offset, problems.length)) return [];
			return [{ title: fix.title, kind: 'quickfix', fixes: 'broken-entry', isPreferred: true, edits: [fix] }];
		});
}

type Pieces = ReturnType<typeof piecesAround>;

/** The pieces that were looked at last in a document: its mistakes are asked about one after the other. */
const looked = new WeakMap<Document, Pieces>();

function lastPieces(document: Document, offset: number): Pieces {
	const last = looked.get(document);
	// Another line that begins with `@` is at the end of the pieces.
	if (last && last.start < offset && offset < last.end) return last;
	const pieces = piecesAround(document.text, offset);
	looked.set(document, pieces);
	return pieces;
}

type Fix = TextChange & { readonly title: string };

const inserted = (at: number, text: string, title: string): Fix => ({ span: { start: at, end: at }, text, title });

function fixOf(text: string, { fault, span }: Problem, entries: readonly BibtexEntry[]): Fix | undefined {
	switch (fault) {
		case 'missing-comma':
			return inserted(span.end, ',', l10n.t('Write the missing comma'));
		case 'missing-equals':
			return inserted(span.end, ' =', l10n.t('Write the missing ='));
		case 'extra-delimiter':
			return { span, text: '', title: l10n.t('Delete the closing delimiter') };
		case 'unclosed-quote':
		case 'unclosed-brace': {
			const field = entries.flatMap(({ fields }) => fields).find((each) => isOpenAt(each, span.start));
			if (!field) return undefined;
			return fault === 'unclosed-quote'
				? inserted(field.valueEnd, '"', l10n.t('Write the missing closing quotation mark'))
				: inserted(field.valueEnd, '}', l10n.t('Write the missing closing brace'));
		}
		case 'unclosed-entry': {
			const entry = entries.find(({ start }) => start === span.start);
			return entry && !entry.closed ? closingOf(text, entry) : undefined;
		}
		default:
			return undefined;
	}
}

const isOpenAt = ({ shape, valueStart }: BibtexField, offset: number): boolean => (shape & Shape.open) !== 0 && valueStart === offset;

/** Writes the delimiter that closes an entry, on a line of its own where the entry has several lines. */
function closingOf(text: string, { start, end, key }: BibtexEntry): Fix {
	const written = text.slice(start, end).trimEnd();
	const closing = /^[^{(]*([{(])/.exec(written)?.[1] === '(' ? ')' : '}';
	const lineEnd = written.includes('\r\n') ? '\r\n' : '\n';
	return inserted(start + written.length, `${written.includes('\n') ? lineEnd : ''}${closing}`, l10n.t('Close the entry “{0}”', key));
}

/** Whether less is wrong with the change than without. */
function isBetter(text: string, { span, text: written }: TextChange, offset: number, before: number): boolean {
	const after = text.slice(0, span.start) + written + text.slice(span.end);
	return piecesAround(after, Math.min(offset, span.start)).problems.length < before;
}
