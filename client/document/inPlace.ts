import * as vscode from 'vscode';
import { documentLanguages } from '../editor/documentLanguages.js';
import { inBackground } from '../log.js';
import type { ClientSession } from '../session.js';

const setting = 'citations.inPlace';
const afterTyping = 300;

/** A citation with what is shown in its place. */
interface Shown {
	readonly range: vscode.Range;
	readonly text: string;
}

/**
 * Shows citations as authors and year while the setting `lectern.citations.inPlace` is on. The text stays as it is: where the cursor or a
 * selection touches a citation, its own letters show.
 */
export function registerCitationsInPlace({
	server,
	log,
	onLibraryChange,
	started,
}: Pick<ClientSession, 'server' | 'log' | 'onLibraryChange' | 'started'>): vscode.Disposable {
	const decoration = vscode.window.createTextEditorDecorationType({
		// VS Code has no way to hide text but this: what follows the first value is taken into the style of the letters.
		textDecoration: 'none; display: none',
		rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
	});
	/** By document; of the version that it has. */
	const known = new WeakMap<vscode.TextDocument, { readonly version: number; readonly shown: readonly Shown[] }>();
	let waiting: ReturnType<typeof setTimeout> | undefined;
	const isOn = ({ document }: vscode.TextEditor) =>
		documentLanguages.includes(document.languageId) && vscode.workspace.getConfiguration('lectern', document).get<boolean>(setting, false);

	/** Shows what is known; nothing of a version that is gone, whose places may be others. */
	const show = (editor: vscode.TextEditor) => {
		const { document, selections } = editor;
		const answer = known.get(document);
		if (!isOn(editor) || answer?.version !== document.version) {
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
	const find = async (editor: vscode.TextEditor) => {
		const { document } = editor;
		if (!isOn(editor)) return show(editor);
		await started;
		const { version } = document;
		const found = await server.request('lectern/citationsInPlace', { uri: document.uri.toString() });
		if (document.version !== version) return;
		const shown = found.map(({ range: { start, end }, text }) => ({
			range: new vscode.Range(start.line, start.character, end.line, end.character),
			text,
		}));
		known.set(document, { version, shown });
		show(editor);
	};
	const findAll = () => {
		for (const editor of vscode.window.visibleTextEditors) inBackground(log, 'Finding citations to show in their place', find(editor));
	};
	const findSoon = () => {
		clearTimeout(waiting);
		waiting = setTimeout(findAll, afterTyping);
	};
	findAll();
	return vscode.Disposable.from(
		decoration,
		{ dispose: () => clearTimeout(waiting) },
		onLibraryChange(findSoon),
		vscode.window.onDidChangeVisibleTextEditors(findSoon),
		vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => show(textEditor)),
		vscode.workspace.onDidChangeTextDocument(findSoon),
		vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(`lectern.${setting}`)) findAll();
		}),
	);
}
