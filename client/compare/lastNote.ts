import * as vscode from 'vscode';
import { documentLanguages } from '../languageClient.js';

/** The note that had the cursor last, and where: a panel that is asked to write into it has the focus itself. */
export interface LastNote {
	/** The name of its file; nothing where there is no note. */
	readonly name: string | undefined;
	readonly onDidChange: vscode.Event<void>;
	/** Shows the note, where it is not a cell of a notebook, and tells where its cursor is; nothing where there is none any more. */
	show(): Promise<{ readonly document: vscode.TextDocument; readonly cursor: vscode.Position } | undefined>;
}

/** Follows the cursor through the notes. */
export function followNotes({ subscriptions }: vscode.ExtensionContext): LastNote {
	const changes = new vscode.EventEmitter<void>();
	let last: vscode.TextEditor | undefined;
	let column: vscode.ViewColumn | undefined;
	const use = (editor: vscode.TextEditor | undefined) => {
		if (!editor || !documentLanguages.includes(editor.document.languageId)) return;
		const isOther = editor.document !== last?.document;
		last = editor;
		column = editor.viewColumn ?? column;
		if (isOther) changes.fire();
	};
	const note = () => {
		if (last && !last.document.isClosed) return last;
		return vscode.window.visibleTextEditors.find(({ document }) => documentLanguages.includes(document.languageId));
	};
	use(vscode.window.activeTextEditor);
	subscriptions.push(
		changes,
		vscode.window.onDidChangeActiveTextEditor(use),
		vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => use(textEditor)),
		vscode.workspace.onDidCloseTextDocument((document) => {
			if (document !== last?.document) return;
			last = undefined;
			changes.fire();
		}),
	);
	return {
		get name() {
			return note()?.document.uri.path.split('/').at(-1);
		},
		onDidChange: changes.event,
		async show() {
			const found = note();
			if (!found) return undefined;
			const { document } = found;
			if (document.uri.scheme === 'vscode-notebook-cell') return { document, cursor: found.selection.active };
			// An editor that is shown again has its cursor where it was.
			const editor = await vscode.window.showTextDocument(document, found.viewColumn ?? column);
			return { document, cursor: editor.selection.active };
		},
	};
}
