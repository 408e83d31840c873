import type * as vscode from 'vscode';

// What is left of our answers beside those of other extensions.

/** A place in a file, in either form that VS Code has. */
export type Place = vscode.Location | vscode.LocationLink;

/** A row of a list, as far as rows are compared. */
type Row = Pick<vscode.CompletionItem, 'label' | 'insertText' | 'filterText'>;

const written = ({ insertText, label }: Row): string => {
	if (typeof insertText === 'string') return insertText;
	return insertText?.value ?? (typeof label === 'string' ? label : label.label);
};

/**
 * Our rows without those that write what another extension's row writes. The editor scores what is left by its text after a mark, so that a
 * row of the other that begins with what was typed comes before it.
 */
export function withoutDoubles<R extends Row>(own: readonly R[], theirs: readonly Row[]): R[] {
	const taken = new Set(theirs.map(written));
	const left = own.filter((row) => !taken.has(written(row)));
	if (theirs.length > 0) for (const row of left) if (row.filterText !== undefined) row.filterText = `_${row.filterText}`;
	return left;
}

/** Whether both are the same entry or line: one extension points to the key, the other to the line that the entry begins in. */
export function isSamePlace(one: Place, other: Place): boolean {
	const [a, b] = [placeOf(one), placeOf(other)];
	return a.uri.toString() === b.uri.toString() && a.first <= b.last + 1 && b.first <= a.last + 1;
}

function placeOf(place: Place): { readonly uri: vscode.Uri; readonly first: number; readonly last: number } {
	const [uri, range] = 'targetUri' in place ? [place.targetUri, place.targetSelectionRange ?? place.targetRange] : [place.uri, place.range];
	return { uri, first: range.start.line, last: range.start.line };
}
