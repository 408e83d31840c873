import * as vscode from 'vscode';
import { toRange } from '../editor/range.js';
import type { ClientSession } from '../session.js';
import { drawInVisibleEditors, isOnFor } from './visibleEditors.js';

const setting = 'mentions.underline';

/** Underlines papers' names in running text while the setting `lectern.mentions.underline` is on. */
export function registerUnderline(session: Pick<ClientSession, 'server' | 'log' | 'onLibraryChange' | 'started'>): vscode.Disposable {
	const { server, started } = session;
	const decoration = vscode.window.createTextEditorDecorationType({
		textDecoration: 'underline dotted',
		rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
	});
	const draw = async (editor: vscode.TextEditor) => {
		const { document } = editor;
		if (!isOnFor(setting, editor)) {
			editor.setDecorations(decoration, []);
			return;
		}
		await started;
		const { version } = document;
		const ranges = await server.request('lectern/mentions', { uri: document.uri.toString() });
		// Typing has moved the names since; they are drawn again after the pause.
		if (document.version === version) editor.setDecorations(decoration, ranges.map(toRange));
	};
	return vscode.Disposable.from(decoration, drawInVisibleEditors(session, setting, 'Underlining names', draw));
}
