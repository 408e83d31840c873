import * as vscode from 'vscode';
import type { PaperRow } from '../../server/protocol.js';
import type { ClientSession } from '../activate.js';
import { documentLanguages, type Server } from '../languageClient.js';
import { keyOf } from '../paperArgument.js';

/** *Lectern: Insert Citation*: a pick over the server's search, then the citation in the language's form at every cursor. */
export function registerInsertCitation({ context, server }: ClientSession): void {
	context.subscriptions.push(
		vscode.commands.registerCommand('lectern.insertCitation', async (argument: unknown) => {
			const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
			if (!editor || !documentLanguages.includes(editor.document.languageId)) {
				void vscode.window.showInformationMessage(
					vscode.l10n.t('Open a Markdown, LaTeX, Typst, Org or reStructuredText file and place the cursor where the citation should go.'),
				);
				return;
			}
			const given = keyOf(argument);
			const keys = given === undefined ? await pickPapers(server, vscode.l10n.t('Insert Citation')) : [given];
			if (!keys || keys.length === 0) return;
			const text = await server.request('lectern/write', { languageId: editor.document.languageId, keys });
			if (text === null) return;
			await editor.edit((edit) => {
				for (const selection of editor.selections) edit.replace(selection, text);
			});
			await vscode.window.showTextDocument(editor.document, editor.viewColumn);
		}),
	);
}

interface PaperItem extends vscode.QuickPickItem {
	readonly key: string;
}

/** Lets the user pick papers; the server matches and ranks. Nothing when dismissed. */
export function pickPapers(server: Server, title: string, many = true): Promise<readonly string[] | undefined> {
	const pick = vscode.window.createQuickPick<PaperItem>();
	pick.title = title;
	pick.placeholder = vscode.l10n.t('Words from the title, authors, year or nickname, in any order');
	pick.canSelectMany = false;
	pick.matchOnDescription = false;
	let latest = 0;
	const search = async (query: string) => {
		const mine = ++latest;
		pick.busy = true;
		const rows = await server.request('lectern/search', { query, limit: 50 });
		if (mine !== latest) return;
		pick.items = rows.map(itemOf);
		pick.busy = false;
	};
	return new Promise((resolve) => {
		pick.onDidChangeValue(search);
		pick.onDidAccept(() => {
			const chosen = many ? pick.selectedItems : pick.selectedItems.slice(0, 1);
			resolve(chosen.map((item) => item.key));
			pick.hide();
		});
		pick.onDidHide(() => {
			resolve(undefined);
			pick.dispose();
		});
		void search('');
		pick.show();
	});
}

function itemOf(row: PaperRow): PaperItem {
	const facts = [row.authors, row.venue, row.year].filter((fact) => fact !== undefined && fact !== '').join(' · ');
	// The server's matches are all shown, whatever VS Code's own filter thinks of them.
	return { key: row.key, label: row.title, description: facts, detail: row.key, alwaysShow: true };
}
