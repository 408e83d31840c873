import * as vscode from 'vscode';
import type { Citing, CitingPlace } from '../../server/protocol.js';
import type { Server } from '../languageClient.js';

/**
 * Cites at a place and writes the entry as one change, which one undo takes back. False where the place's text is another by now, or VS Code
 * refused the change.
 */
export async function applyCiting(server: Server, citing: Citing, place?: CitingPlace): Promise<boolean> {
	const edit = citing.edit ? await server.client.protocol2CodeConverter.asWorkspaceEdit(citing.edit) : new vscode.WorkspaceEdit();
	// Opened first: the change of a file that nobody has open would have no undo.
	const bibliography =
		citing.bibliography === undefined ? undefined : await vscode.workspace.openTextDocument(vscode.Uri.parse(citing.bibliography));
	const wasDirty = bibliography?.isDirty ?? true;
	if (place && citing.text !== undefined) {
		const uri = vscode.Uri.parse(place.uri);
		const range = rangeOf(place);
		if ((await vscode.workspace.openTextDocument(uri)).getText(range) !== place.typed) return false;
		edit.replace(uri, range, citing.text);
	}
	if (!(await vscode.workspace.applyEdit(edit))) return false;
	// A file that was as on disk is left so; one with changes of the user's own is theirs to save.
	if (!wasDirty) await bibliography?.save();
	return true;
}

const rangeOf = ({ range: { start, end } }: CitingPlace): vscode.Range =>
	new vscode.Range(start.line, start.character, end.line, end.character);

/** The editor's selection as a place to cite at. */
export function placeIn({ document, selection }: vscode.TextEditor): CitingPlace {
	const { start, end } = selection;
	return {
		uri: document.uri.toString(),
		range: { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } },
		typed: document.getText(selection),
		as: 'citation',
	};
}
