import * as vscode from 'vscode';
import { toRange } from '../editor/range.js';
import type { ClientSession } from '../session.js';
import { drawInVisibleEditors, isOnFor } from './visibleEditors.js';

const setting = 'citations.inPlace';

/** A citation with what is shown in its place. */
interface Shown {
	readonly range: vscode.Range;
	readonly text: string;
}

/**
 * Shows citations as authors and year while the setting `lectern.citations.inPlace` is on. The text stays as it is: where the cursor or a
 * selection touches a citation, its own letters show.
 */
export function registerCitationsInPlace(
	session: Pick<ClientSession, 'server' | 'log' | 'onLibraryChange' | 'started'>,
): vscode.Disposable {
	const { server, started } = session;
	const decoration = vscode.window.createTextEditorDecorationType({
		// VS Code has no way to hide text but this: what follows the first value is taken into the style of the letters.
		textDecoration: 'none; display: none',
		rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
	});
	/** By document; of the version that it has. */
	const known = new WeakMap<vscode.TextDocument, { readonly version: number; readonly shown: readonly Shown[] }>();

	/** Shows what is known; nothing of a version that is gone, whose places may be others. */
	const show = (editor: vscode.TextEditor) => {
		const { document, selections } = editor;
		const answer = known.get(document);
		if (!isOnFor(setting, editor) || answer?.version !== document.version) {
			editor.setDecorations(decoration, []);
			return;
		}
		const away = answer.shown.filter(({ range }) => !selections.some((selection) => selection.intersection(range)));
		editor.setDecorations(
			decoration,
			away.map(({ range, text }) => ({
				range,
				renderOptions: { before: { contentText: text, color: new vscode.ThemeColor('textLink.foreground') } },
			})),
		);
	};
	const draw = async (editor: vscode.TextEditor) => {
		const { document } = editor;
		if (!isOnFor(setting, editor)) return show(editor);
		await started;
		const { version } = document;
		const found = await server.request('lectern/citationsInPlace', { uri: document.uri.toString() });
		if (document.version !== version) return;
		known.set(document, { version, shown: found.map(({ range, text }) => ({ range: toRange(range), text })) });
		show(editor);
	};
	return vscode.Disposable.from(
		decoration,
		drawInVisibleEditors(session, setting, 'Finding citations to show in their place', draw),
		vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => show(textEditor)),
	);
}
