import * as vscode from 'vscode';
import { inBackground } from '../log.js';
import type { ClientSession } from '../session.js';

/**
 * Asks for the list of completions again once the library over HTTP has answered, where the document and the cursor are as they were. The list was
 * shown without waiting for it.
 */
export function registerMoreCompletions({ log, onCompletionGrew }: Pick<ClientSession, 'log' | 'onCompletionGrew'>): vscode.Disposable {
	return onCompletionGrew(({ uri, version, position: { line, character } }) => {
		const editor = vscode.window.activeTextEditor;
		if (!editor || editor.document.uri.toString() !== vscode.Uri.parse(uri).toString() || editor.document.version !== version) return;
		const { selections } = editor;
		if (selections.length !== 1 || !selections[0]!.isEmpty || !selections[0]!.active.isEqual(new vscode.Position(line, character))) return;
		inBackground(log, 'Showing what the library over HTTP has found', listAgain);
	});
}

/** VS Code asks for a list only where none is shown. */
async function listAgain(): Promise<void> {
	await vscode.commands.executeCommand('hideSuggestWidget');
	await vscode.commands.executeCommand('editor.action.triggerSuggest', { auto: true });
}
