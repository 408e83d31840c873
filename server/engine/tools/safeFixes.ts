import { distance } from '../base/distance.js';
import type { Span } from '../base/span.js';
import type { Document } from '../documents/document.js';
import { type Context, fixedContext, type SuggestedChange } from '../features/context.js';
import { fixEntry } from '../features/fixEntry.js';
import { suggestKeys } from '../features/suggestKeys.js';
import type { Problem } from '../library/formats/record.js';

/** What replaces a span of a text. */
export interface SafeEdit {
	readonly span: Span;
	readonly text: string;
}

/**
 * The changes that fix problems of a file without anybody looking at them, in the order of the text, none of them overlapping: what is missing in
 * the syntax of a `.bib` file, where only one change makes it well formed; the key that the document's own bibliography has of the cited paper; and
 * a misspelt key, where one paper alone can be meant.
 */
export function safeFixes(context: Context, document: Document, problems: readonly Problem[]): readonly SafeEdit[] {
	const isBib = /\.bib$/i.test(document.uri);
	const fixed = fixedContext(context);
	const wanted = problems.flatMap(({ code, span }) => {
		if (!fixedCodes.has(code) || isBib !== (code === 'broken-entry')) return [];
		const changes = isBib ? fixEntry(document, span.start) : suggestKeys(fixed, document, span.start);
		const [best, ...others] = changes.filter(({ fixes }) => fixes === code);
		return best && isSafe(best, others.length, document.textOf(span)) ? best.edits : [];
	});
	const sorted = [...wanted].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
	const kept: SafeEdit[] = [];
	for (const edit of sorted) {
		const before = kept.at(-1);
		const isSame = before?.span.start === edit.span.start && before.text === edit.text;
		if (!isSame && (!before || before.span.end <= edit.span.start)) kept.push(edit);
	}
	return kept;
}

/** The codes of the problems that are fixed. */
const fixedCodes: ReadonlySet<string> = new Set(['broken-entry', 'unknown-key', 'key-elsewhere']);

function isSafe({ fixes, isPreferred = false, edits }: SuggestedChange, others: number, key: string): boolean {
	if (fixes === 'broken-entry') return isPreferred && others === 0;
	if (fixes === 'key-elsewhere') return others === 0;
	return fixes === 'unknown-key' && isPreferred && edits.length === 1 && isSlip(key, edits[0]!.text);
}

/** Whether a key is another one with one letter wrong, missing or too many, or with small letters for capitals. Another year is another paper. */
function isSlip(written: string, key: string): boolean {
	const [one, other] = [written.toLowerCase(), key.toLowerCase()];
	const digits = /\d+[a-z]?(?![a-z])|\d+/g;
	return (one.match(digits) ?? []).join() === (other.match(digits) ?? []).join() && distance(one, other) <= 1;
}
