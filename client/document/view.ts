import * as vscode from 'vscode';
import type { CitingPlace } from '../../server/protocol/index.js';
import type { Server } from '../connection/server.js';
import { setContext } from '../editor/context.js';
import { showInformation } from '../editor/messages.js';
import { localLocation } from '../editor/notebookCells.js';
import { describeError, inBackground } from '../log.js';
import { keyOf } from '../papers/paperArgument.js';
import { paperDrag } from '../papers/paperDrag.js';
import type { ClientSession } from '../session.js';
import { isSame, type Shown, shownNow } from './shown.js';
import { DocumentTree, type DocumentTreePlace } from './tree.js';

/** The view is brought up to date so many milliseconds after the last key. */
const afterTyping = 300;

/** The view *In This Document*: what the active note or notebook cites and names. It follows the editor and the cursor. */
export function registerDocumentView({
	server,
	log,
	onLibraryChange,
	started,
}: Pick<ClientSession, 'server' | 'log' | 'onLibraryChange' | 'started'>): vscode.Disposable {
	const tree = new DocumentTree(server);
	const view = vscode.window.createTreeView('lectern.document', {
		treeDataProvider: tree,
		showCollapseAll: true,
		canSelectMany: true,
		dragAndDropController: paperDrag,
	});
	let shown: Shown | undefined;
	let waiting: ReturnType<typeof setTimeout> | undefined;

	const update = async () => {
		await started;
		const count = await tree.show(shown);
		const state = shown === undefined ? 'none' : count === 0 ? 'empty' : 'filled';
		// The empty view shows why it is empty.
		setContext(log, 'lectern.document', state);
	};
	const refresh = () => inBackground(log, 'Refreshing what the document cites', update());
	const refreshSoon = () => {
		clearTimeout(waiting);
		waiting = setTimeout(refresh, afterTyping);
	};
	/** The reader and the sidebar take the focus, but the view stays with the note. */
	const follow = () => {
		const now = shownNow();
		if (!now && shown?.isVisible()) return;
		// Another cell is another editor in the same notebook.
		if (now && isSame(now.uri, shown?.uri)) return;
		shown = now;
		refresh();
	};
	const isShown = (uri: vscode.Uri): boolean => shown?.texts().some((text) => isSame(text.uri, uri)) ?? false;
	const reveal = async ({ textEditor, selections, kind }: vscode.TextEditorSelectionChangeEvent) => {
		const { uri } = textEditor.document;
		if (!view.visible || kind === undefined || !isShown(uri)) return;
		const position = selections[0]!.active;
		const key = await server.request('lectern/entryAt', { uri: uri.toString(), position });
		const item = key === null ? undefined : tree.find(key);
		if (!item) return;
		try {
			await view.reveal(item, { select: true, focus: false });
		} catch (error) {
			// The rows may have changed since.
			log.debug(`The row of ${key} was not revealed: ${describeError(error)}`);
		}
	};

	follow();
	return vscode.Disposable.from(
		view,
		{ dispose: () => clearTimeout(waiting) },
		onLibraryChange(refreshSoon),
		vscode.window.onDidChangeActiveTextEditor(follow),
		vscode.window.onDidChangeActiveNotebookEditor(follow),
		vscode.window.onDidChangeTextEditorSelection((event) => inBackground(log, 'Revealing the paper at the cursor', reveal(event))),
		vscode.workspace.onDidChangeTextDocument(({ document }) => {
			if (isShown(document.uri)) refreshSoon();
		}),
		// A key that was being typed is unknown once typing pauses.
		vscode.languages.onDidChangeDiagnostics(({ uris }) => {
			if (uris.some(isShown)) refreshSoon();
		}),
		vscode.workspace.onDidChangeNotebookDocument(({ notebook }) => {
			if (isSame(notebook.uri, shown?.uri)) refreshSoon();
		}),
		vscode.commands.registerCommand('lectern.fixUnknownKey', (argument: unknown) => fixUnknownKey(tree.placeOf(argument))),
		vscode.commands.registerCommand('lectern.findReferences', async (argument: unknown) => {
			const key = keyOf(argument);
			if (key === undefined) return;
			await started;
			await showReferences(server, key);
		}),
	);
}

/** Goes to the key of a row that no paper has, and opens its quick fixes; where there are none, *Add Paper* for this place. */
async function fixUnknownKey(place: DocumentTreePlace | undefined): Promise<void> {
	if (!place) return;
	const { uri, range } = place;
	const { document } = await vscode.window.showTextDocument(uri, { selection: range });
	const { QuickFix } = vscode.CodeActionKind;
	const fixes = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
		'vscode.executeCodeActionProvider',
		uri,
		range,
		QuickFix.value,
	);
	if (fixes.length > 0) {
		await vscode.commands.executeCommand('editor.action.quickFix');
		return;
	}
	const { start, end } = range;
	const at = { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } };
	const citing: CitingPlace = { uri: uri.toString(), range: at, typed: document.getText(range), as: 'key' };
	await vscode.commands.executeCommand('lectern.addPaper', { place: citing });
}

/** Shows where the notes cite or name a paper, in VS Code's view of references. */
async function showReferences(server: Server, key: string): Promise<void> {
	const places = await server.request('lectern/references', { key });
	const converter = await server.converter();
	const found = places?.map(({ uri, range }) => converter.asLocation({ uri, range })) ?? [];
	const locations = await Promise.all(found.map(localLocation));
	if (locations.length === 0) {
		showInformation(vscode.l10n.t('No note cites or names {0}.', key));
		return;
	}
	const editor = vscode.window.activeTextEditor;
	const uri = editor?.document.uri ?? locations[0]!.uri;
	if (!editor) await vscode.window.showTextDocument(uri);
	const position = editor?.selection.active ?? locations[0]!.range.start;
	await vscode.commands.executeCommand('editor.action.showReferences', uri, position, locations);
}
