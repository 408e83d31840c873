import * as vscode from 'vscode';
import { documentLanguages } from '../editor/documentLanguages.js';
import { inBackground } from '../log.js';
import type { ClientSession } from '../session.js';

/** Milliseconds after the last key. */
const afterTyping = 300;

/**
 * Draws in all visible editors: now, when a setting of Lectern changes, and soon after a text, the library or what is visible has. `task` names the
 * work in the log. Stops when the answer is disposed.
 */
export function drawInVisibleEditors(
	{ log, onLibraryChange }: Pick<ClientSession, 'log' | 'onLibraryChange'>,
	setting: string,
	task: string,
	draw: (editor: vscode.TextEditor) => Promise<void>,
): vscode.Disposable {
	let waiting: ReturnType<typeof setTimeout> | undefined;
	const drawAll = () => {
		for (const editor of vscode.window.visibleTextEditors) inBackground(log, task, draw(editor));
	};
	const drawSoon = () => {
		clearTimeout(waiting);
		waiting = setTimeout(drawAll, afterTyping);
	};
	drawAll();
	return vscode.Disposable.from(
		{ dispose: () => clearTimeout(waiting) },
		onLibraryChange(drawSoon),
		vscode.window.onDidChangeVisibleTextEditors(drawSoon),
		vscode.workspace.onDidChangeTextDocument(drawSoon),
		vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(`lectern.${setting}`)) drawAll();
		}),
	);
}

/** Whether a setting of Lectern is on for an editor's document, and the document is in a language in which papers are cited. */
export const isOnFor = (setting: string, { document }: vscode.TextEditor): boolean =>
	documentLanguages.includes(document.languageId) && vscode.workspace.getConfiguration('lectern', document).get<boolean>(setting, false);
