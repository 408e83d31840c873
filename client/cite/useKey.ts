import * as vscode from 'vscode';
import { showInformation } from '../editor/messages.js';
import { keyOf } from '../papers/paperArgument.js';

/** *Use this key* on the card of a key that no paper has: does what the quick fix at that place does that puts the given key there. */
export function registerUseKey(): vscode.Disposable {
	return vscode.commands.registerCommand('lectern.useKey', async (...given: unknown[]) => {
		const asked = placeIn(given);
		if (!asked) return;
		const { key, uri, position } = asked;
		const range = new vscode.Range(position, position);
		const actions = await vscode.commands.executeCommand<readonly (vscode.CodeAction | vscode.Command)[] | undefined>(
			'vscode.executeCodeActionProvider',
			uri,
			range,
			vscode.CodeActionKind.QuickFix.value,
		);
		const edit = actions?.flatMap((action) => ('edit' in action && action.edit ? [action.edit] : [])).find((each) => putsKey(each, key));
		if (edit) await vscode.workspace.applyEdit(edit);
		else showInformation(vscode.l10n.t('There is no unknown key at this place any more, so nothing was replaced.'));
	});
}

/** Key, document and place, as a link of a card gives them; anything else is nothing. */
function placeIn([argument, document, line, character]: readonly unknown[]) {
	const key = keyOf(argument);
	const numbers = [line, character].map((each) => (typeof each === 'string' && /^\d{1,9}$/.test(each) ? Number(each) : -1));
	const [row = -1, column = -1] = numbers;
	if (key === undefined || typeof document !== 'string' || row < 0 || column < 0) return undefined;
	return { key, uri: vscode.Uri.parse(document), position: new vscode.Position(row, column) };
}

/** Whether an edit does nothing but put a key somewhere. */
const putsKey = (edit: vscode.WorkspaceEdit, key: string): boolean => {
	const edits = edit.entries().flatMap(([, each]) => each);
	return edits.length > 0 && edits.every(({ newText }) => newText === key);
};
