import * as vscode from 'vscode';
import type { Requests } from '../../server/protocol.js';
import type { ClientSession } from '../activate.js';

type Argument = Requests['lectern/bringAlong'][0];

/** What an accepted completion runs where the paper's entry has to come along: citation and entry as one change. */
export function registerBringAlong({ context, server }: ClientSession): void {
	context.subscriptions.push(
		vscode.commands.registerCommand('lectern.bringAlong', async (argument: Argument) => {
			const answer = await server.request('lectern/bringAlong', argument);
			if (!answer) return;
			const edit = await server.client.protocol2CodeConverter.asWorkspaceEdit(answer.edit);
			const bibliography = answer.bibliography === undefined ? undefined : vscode.Uri.parse(answer.bibliography);
			// Opened first: the change of a file that nobody has open would have no undo.
			const document = bibliography && (await vscode.workspace.openTextDocument(bibliography));
			const wasDirty = document?.isDirty ?? true;
			if (!(await vscode.workspace.applyEdit(edit))) return;
			const editor = vscode.window.visibleTextEditors.find(
				({ document }) => document.uri.toString() === vscode.Uri.parse(argument.uri).toString(),
			);
			const key = answer.edit.documentChanges[0]?.edits[0]?.newText ?? '';
			const { line, character } = argument.range.start;
			const end = new vscode.Position(line, character + key.length);
			if (editor) editor.selection = new vscode.Selection(end, end);
			// A file that was as on disk is left so; one with changes of the user's own is theirs to save.
			if (!wasDirty) await document?.save();
		}),
	);
}
