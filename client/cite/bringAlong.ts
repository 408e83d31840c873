import * as vscode from 'vscode';
import type { Requests } from '../../server/protocol.js';
import type { ClientSession } from '../activate.js';
import { applyWithBibliography } from './applyCiting.js';

type Argument = Requests['lectern/bringAlong'][0];

/** What an accepted completion runs where the paper's entry has to come along: citation and entry as one change. */
export function registerBringAlong({ context, server }: ClientSession): void {
	context.subscriptions.push(
		vscode.commands.registerCommand('lectern.bringAlong', async (argument: Argument) => {
			const uri = vscode.Uri.parse(argument.uri);
			const answer = await server.request('lectern/bringAlong', argument);
			const edit = answer && (await server.client.protocol2CodeConverter.asWorkspaceEdit(answer.edit));
			if (!edit || !(await applyWithBibliography(edit, answer.bibliography))) {
				await insertKey(uri, argument);
				return;
			}
			const own = edit.get(uri);
			const start = positionOf(argument);
			const citation = own.find(({ range }) => range.start.isEqual(start));
			const linesBefore = own
				.filter(({ range }) => range.start.isBefore(start))
				.reduce((lines, { newText }) => lines + newText.split('\n').length - 1, 0);
			placeCursor(uri, start.translate(linesBefore, citation?.newText.length ?? 0));
		}),
	);
}

const positionOf = ({ range: { start } }: Argument): vscode.Position => new vscode.Position(start.line, start.character);

function placeCursor(uri: vscode.Uri, position: vscode.Position): void {
	const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
	if (editor) editor.selection = new vscode.Selection(position, position);
}

/**
 * The document has changed meanwhile: the key alone goes to where what was typed stands now, nearest to where it stood. Its entry stays a
 * quick fix.
 */
async function insertKey(uri: vscode.Uri, argument: Argument): Promise<void> {
	const document = await vscode.workspace.openTextDocument(uri);
	const text = document.getText();
	const before = document.offsetAt(positionOf(argument));
	let nearest = -1;
	for (let at = text.indexOf(argument.typed); at >= 0; at = text.indexOf(argument.typed, at + 1))
		if (nearest < 0 || Math.abs(at - before) < Math.abs(nearest - before)) nearest = at;
	if (nearest < 0 || argument.typed === '') return;
	const edit = new vscode.WorkspaceEdit();
	const start = document.positionAt(nearest);
	edit.replace(uri, new vscode.Range(start, document.positionAt(nearest + argument.typed.length)), argument.key);
	if (await vscode.workspace.applyEdit(edit)) placeCursor(uri, start.translate(0, argument.key.length));
}
