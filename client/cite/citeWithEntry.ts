import * as vscode from 'vscode';
import type { Requests } from '../../server/protocol/index.js';
import type { Server } from '../connection/server.js';
import { openDocument } from '../editor/files.js';
import { toRange } from '../editor/range.js';
import type { ClientSession } from '../session.js';
import { AddedMessage } from './added.js';
import { applyEdit, openVersion } from './applyCiting.js';
import { outdatedDocument } from './outcome.js';
import { mayWriteTo } from './outside.js';

type Argument = Requests['lectern/bringAlong'][0];
type Answer = NonNullable<Requests['lectern/bringAlong'][1]>;

/** What an accepted completion runs where the paper's entry has to come along: citation and entry as one change. */
export function registerCiteWithEntry({ server, log }: Pick<ClientSession, 'server' | 'log'>): vscode.Disposable {
	const message = new AddedMessage({ log });
	const command = vscode.commands.registerCommand('lectern.bringAlong', async (argument: Argument) => {
		const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(argument.uri));
		const cited = await citeWithEntry(server, document, argument);
		if (!cited) return insertKey(document, argument);
		if (cited.wasBehind) putCursorBehind(document, argument, cited.edit);
		// Last, since it is there until the document changes again.
		if (cited.bibliography !== undefined) message.show(document.uri, argument.key, cited.bibliography);
	});
	return vscode.Disposable.from(message, command);
}

/** Puts the cursor behind the citation that was written. */
function putCursorBehind(document: vscode.TextDocument, argument: Argument, edit: vscode.WorkspaceEdit): void {
	const { start } = toRange(argument.range);
	const own = edit.get(document.uri);
	const citation = own.find(({ range }) => range.start.isEqual(start));
	const linesBefore = own
		.filter(({ range }) => range.start.isBefore(start))
		.reduce((lines, { newText }) => lines + newText.split('\n').length - 1, 0);
	placeCursor(document.uri, start.translate(linesBefore, citation?.newText.length ?? 0));
}

/** What was applied, and whether the cursor was behind what was typed. */
interface Cited {
	readonly edit: vscode.WorkspaceEdit;
	readonly wasBehind: boolean;
	/** The bibliography that an entry was written into, where one was. */
	readonly bibliography: string | undefined;
}

/** Writes citation and entry as one change. Nothing where the text that was typed has changed since, or VS Code refused the change. */
async function citeWithEntry(server: Server, document: vscode.TextDocument, argument: Argument): Promise<Cited | undefined> {
	const { start, end } = toRange(argument.range);
	const ask = () => server.request('lectern/bringAlong', argument);
	let answer = await ask();
	if (!answer) return undefined;
	// The key alone is written then.
	if (answer.bibliography !== undefined && vscode.workspace.isTrusted && !(await mayWriteTo(answer.bibliography))) return undefined;
	// Opened before the text is compared for the last time, since it may take a while.
	if (answer.bibliography !== undefined && vscode.workspace.isTrusted) await openDocument(vscode.Uri.parse(answer.bibliography));
	// The answer was made for texts that have changed since: asked for once more.
	if (outdatedDocument(answer.edit, openVersion) !== undefined) answer = await ask();
	if (!answer) return undefined;
	const { edit: answered, bibliography } = answer;
	const edit = await citingEdit(server, answered, argument);
	return unlessTypedIn(document, async () => {
		if (document.getText(new vscode.Range(start, end)) !== argument.typed) return undefined;
		const others = { documentChanges: answered.documentChanges.filter((change) => !isOf(change, document.uri)) };
		if (outdatedDocument(others, openVersion) !== undefined) return undefined;
		const wasBehind = isCursorAt(document.uri, end);
		const written = bibliography !== undefined && edit.has(vscode.Uri.parse(bibliography)) ? bibliography : undefined;
		return (await applyEdit(edit, bibliography)) === 'applied' && { edit, wasBehind, bibliography: written };
	});
}

/** Whether a change is one of the document's text. */
const isOf = (change: Answer['edit']['documentChanges'][number], uri: vscode.Uri): boolean =>
	'textDocument' in change && vscode.Uri.parse(change.textDocument.uri).toString() === uri.toString();

/** The change that the server sent; in a folder that is not trusted the citation alone, since only what is open is written to there. */
async function citingEdit(server: Server, edit: Answer['edit'], argument: Argument): Promise<vscode.WorkspaceEdit> {
	const whole = await (await server.converter()).asWorkspaceEdit(edit);
	if (vscode.workspace.isTrusted) return whole;
	const uri = vscode.Uri.parse(argument.uri);
	const typed = toRange(argument.range);
	const citation = new vscode.WorkspaceEdit();
	citation.set(
		uri,
		whole.get(uri).filter(({ range }) => range.intersection(typed) !== undefined),
	);
	return citation;
}

const editorOf = (uri: vscode.Uri): vscode.TextEditor | undefined =>
	vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());

/** Whether the cursor is still where the list was opened. Where the user has typed on, the cursor stays. */
const isCursorAt = (uri: vscode.Uri, position: vscode.Position): boolean => editorOf(uri)?.selection.active.isEqual(position) ?? false;

function placeCursor(uri: vscode.Uri, position: vscode.Position): void {
	const editor = editorOf(uri);
	if (editor) editor.selection = new vscode.Selection(position, position);
}

/** VS Code refuses a change of a document that was typed in while it was under way: it is tried again so many times. */
const mostTries = 30;

/** The result of a change, which is false where VS Code refused it; it is tried again if the document changed in the meantime. Nothing if it stays refused. */
async function unlessTypedIn<T>(document: vscode.TextDocument, change: () => Promise<T | false>): Promise<T | undefined> {
	for (let attempt = 0; attempt < mostTries; attempt++) {
		const { version } = document;
		const answer = await change();
		if (answer !== false) return answer;
		if (document.version === version) break;
	}
	return undefined;
}

/** Replaces what was typed by the key alone, at the place nearest to where it was typed. A quick fix still offers to add the entry. */
async function insertKey(document: vscode.TextDocument, argument: Argument): Promise<void> {
	const { uri } = document;
	const { typed, key, form = { text: key, ahead: 0 } } = argument;
	if (typed === '') return;
	await unlessTypedIn(document, async () => {
		const text = document.getText();
		const before = document.offsetAt(toRange(argument.range).start);
		let nearest = -1;
		for (let at = text.indexOf(typed); at >= 0; at = text.indexOf(typed, at + 1))
			if (nearest < 0 || Math.abs(at - before) < Math.abs(nearest - before)) nearest = at;
		if (nearest < 0) return true;
		const start = document.positionAt(nearest);
		if (start.character < form.ahead) return true;
		const end = document.positionAt(nearest + typed.length);
		const wasBehind = isCursorAt(uri, end);
		const edit = new vscode.WorkspaceEdit();
		edit.replace(uri, new vscode.Range(start.translate(0, -form.ahead), end), form.text);
		if (!(await vscode.workspace.applyEdit(edit))) return false;
		if (wasBehind) placeCursor(uri, start.translate(0, form.text.length - form.ahead));
		return true;
	});
}
