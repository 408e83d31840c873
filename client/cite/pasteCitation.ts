import * as vscode from 'vscode';
import { documentLanguages } from '../editor/documentLanguages.js';
import { openDocument } from '../editor/files.js';
import { showInformation } from '../editor/messages.js';
import { registerPasteEdits } from '../editor/newerApi.js';
import { type AddPaperDependencies, addPaper } from './addPaper.js';
import { applyCiting, applyOrExplain, entryEdit, placeIn } from './applyCiting.js';
import { isNote } from './lastNote.js';

/** Texts longer than this are neither a link nor a single entry. */
const longest = 20_000;

/** A cheap check of what is pasted, so that ordinary texts don't reach the server. */
const mayCite = (text: string): boolean =>
	text.length <= longest && (/^\s*@\w+\s*[{(]/.test(text) || (/10\.\d{4}|arxiv|\d{4}\.\d{4}/i.test(text) && text.trim().length < 500));

/** A link to a paper or a BibTeX entry, pasted as a citation: by command, and among the ways to paste where VS Code has them. */
export function registerPasteCitation(session: AddPaperDependencies): vscode.Disposable {
	const { server } = session;
	return vscode.Disposable.from(
		vscode.commands.registerCommand('lectern.pasteAsCitation', async () => {
			const editor = vscode.window.activeTextEditor;
			if (editor && isNote(editor.document)) await pasteAsCitation(session, editor, await vscode.env.clipboard.readText());
		}),
		registerPasteEdits(documentLanguages, {
			mimeTypes: ['text/plain'],
			mayCite,
			async citationOf(document, text, token) {
				const answer = await server.request('lectern/paste', { uri: document.uri.toString(), text }, token);
				if (!answer || 'unknown' in answer || answer.citing.text === undefined) return undefined;
				const { citing, title } = answer;
				// Opened first: the change of a file that is not open could not be undone.
				if (citing.bibliography !== undefined) await openDocument(vscode.Uri.parse(citing.bibliography));
				const additional = await entryEdit(server, citing.edit);
				return { title, text: answer.citing.text, additional };
			},
		}),
	);
}

async function pasteAsCitation(session: AddPaperDependencies, editor: vscode.TextEditor, text: string): Promise<void> {
	const { server } = session;
	let unknown: string | undefined;
	const ask = async () => {
		const place = placeIn(editor);
		const answer = mayCite(text) ? await server.request('lectern/paste', { uri: place.uri, text }) : null;
		unknown = answer && 'unknown' in answer ? answer.unknown : undefined;
		if (answer && 'citing' in answer) return { place, citing: answer.citing };
		if (!answer)
			showInformation(
				vscode.l10n.t(
					'The clipboard holds neither a link to a paper nor one BibTeX entry, or the document has no bibliography to put it in.',
				),
			);
		return undefined;
	};
	await applyOrExplain(ask, ({ place, citing }) => applyCiting(server, citing, place));
	if (unknown !== undefined) await addPaper(session, { text: unknown, place: placeIn(editor) });
}
