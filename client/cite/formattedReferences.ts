import * as vscode from 'vscode';
import type { Server } from '../connection/server.js';
import { documentLanguages } from '../editor/documentLanguages.js';
import { showInformation, showUnknownKey, showWarning } from '../editor/messages.js';
import { toRange } from '../editor/range.js';
import { keysOf } from '../papers/paperArgument.js';
import { pickPapers } from '../papers/pickPapers.js';
import type { ClientSession } from '../session.js';
import { withBlankLines } from './blankLines.js';

/** Copy Formatted Reference and Insert Bibliography of This Document. */
export function registerFormattedReferences({ server }: Pick<ClientSession, 'server'>): vscode.Disposable {
	return vscode.Disposable.from(
		vscode.commands.registerCommand('lectern.copyFormattedReference', async (argument: unknown, selected: unknown) => {
			const editor = activeDocument();
			const keys = await keysToFormat(server, editor, keysOf(argument, selected));
			await copyReferences(server, keys, editor?.document.uri.toString());
		}),
		vscode.commands.registerCommand('lectern.insertBibliography', async () => {
			const editor = activeDocument();
			if (editor) await insertBibliography(server, editor);
			else
				showInformation(
					vscode.l10n.t('Open a Markdown, LaTeX, Typst, Org or reStructuredText file and place the cursor where the references should go.'),
				);
		}),
	);
}

/** The keys that a command was given; else the one at the cursor, else one that the user picks. */
async function keysToFormat(server: Server, editor: vscode.TextEditor | undefined, given: readonly string[]): Promise<readonly string[]> {
	if (given.length > 0) return given;
	const key = await keyAtCursor(server, editor);
	return key === undefined ? ((await pickPapers(server, copyTitle())) ?? []) : [key];
}

async function copyReferences(server: Server, keys: readonly string[], uri: string | undefined): Promise<void> {
	const texts: string[] = [];
	for (const key of keys) {
		const answer = await whileFormatting(
			server.request('lectern/formattedReference', { key, ...(uri === undefined ? undefined : { uri }) }),
		);
		if (answer === null) showUnknownKey(key);
		else if ('problem' in answer) return showWarning(answer.problem);
		else texts.push(answer.text);
	}
	if (texts.length === 0) return;
	await vscode.env.clipboard.writeText(texts.join('\n'));
	vscode.window.setStatusBarMessage(vscode.l10n.t('Copied.'), 2000);
}

async function insertBibliography(server: Server, editor: vscode.TextEditor): Promise<void> {
	const { document } = editor;
	const answer = await whileFormatting(server.request('lectern/formattedBibliography', { uri: document.uri.toString() }));
	if (answer === null) return;
	if ('problem' in answer) return showWarning(answer.problem);
	const missing = answer.unknown.join(', ');
	if (answer.count === 0)
		return showInformation(
			missing === ''
				? vscode.l10n.t('This document cites no paper.')
				: vscode.l10n.t('None of the papers that this document cites is in the library: {0}.', missing),
		);
	// Typed meanwhile: the place that the list has is another one now.
	if (answer.replaces && document.version !== answer.version) return insertBibliography(server, editor);
	// One edit, so that one undo takes all of it back.
	const { replaces } = answer;
	const before = replaces && toRange(replaces);
	const isUpToDate = before !== undefined && document.getText(before) === answer.text;
	const isWritten =
		isUpToDate ||
		(await editor.edit((edit) => {
			if (before) edit.replace(before, answer.text);
			else edit.replace(editor.selection, withBlankLines(document, editor.selection, answer.text));
		}));
	if (!isWritten) {
		const again = vscode.l10n.t('Try Again');
		const chosen = await vscode.window.showWarningMessage(
			vscode.l10n.t('The references could not be written, since the document has changed meanwhile.'),
			again,
		);
		if (chosen === again) await insertBibliography(server, editor);
		return;
	}
	if (before) vscode.window.setStatusBarMessage(vscode.l10n.t('The references are up to date.'), 4000);
	if (missing !== '') showWarning(vscode.l10n.t('Not in the library, and so not in the list: {0}.', missing));
}

const copyTitle = (): string => vscode.l10n.t('Copy Formatted Reference');

/** The editor of a document in which papers are cited. */
function activeDocument(): vscode.TextEditor | undefined {
	const editor = vscode.window.activeTextEditor;
	return editor && documentLanguages.includes(editor.document.languageId) ? editor : undefined;
}

async function keyAtCursor(server: Server, editor: vscode.TextEditor | undefined): Promise<string | undefined> {
	if (!editor) return undefined;
	return (await server.request('lectern/paperAt', { uri: editor.document.uri.toString(), position: editor.selection.active })) ?? undefined;
}

/** Shows in the status bar that references are being formatted: the first one in a style takes up to two seconds. */
function whileFormatting<T>(work: Promise<T>): Promise<T> {
	vscode.window.setStatusBarMessage(vscode.l10n.t('$(sync~spin) Formatting references…'), work);
	return work;
}
