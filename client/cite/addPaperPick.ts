import * as vscode from 'vscode';
import type { PaperQuestion } from '../../server/protocol/index.js';
import type { Server } from '../connection/server.js';
import { keepOrder } from '../editor/newerApi.js';
import { inBackground, type Log } from '../log.js';

/** How a paper is to be added: by one request, by a search, by citing what the library has, or by hand. */
type Way =
	| { readonly way: 'ask'; readonly identifier: string; readonly question: PaperQuestion }
	| { readonly way: 'cite'; readonly key: string }
	| { readonly way: 'search'; readonly text: string }
	| { readonly way: 'hand'; readonly title: string };

/** A row; one without a way only says something. */
type WayItem = vscode.QuickPickItem & { readonly chosen?: Way };

/**
 * Asks for an identifier and names, below the box, the one request that it would take: choosing that row is the user's consent. `text` is in
 * the box at first. Nothing when dismissed.
 */
export function chooseWay(server: Server, log: Log, text: string, uri: string | undefined): Promise<Way | undefined> {
	const pick = vscode.window.createQuickPick<WayItem>();
	pick.title = vscode.l10n.t('Add Paper');
	pick.placeholder = vscode.l10n.t('A DOI, an arXiv identifier, or the address of either. Nothing is sent while you type.');
	pick.ignoreFocusOut = true;
	pick.value = text;
	keepOrder(pick);
	/** What the rows are about: a row that is not about what is in the box is never chosen. */
	let shown: string | undefined;
	const show = async (value: string) => {
		const question = value.trim() === '' ? null : await server.request('lectern/addPaper/question', { text: value, uri });
		if (pick.value !== value) return;
		pick.items = rowsFor(value, question);
		shown = value;
		pick.busy = false;
	};
	const showInBackground = (value: string) => {
		pick.busy = true;
		inBackground(log, 'Finding out what would be asked for a paper', show(value));
	};
	pick.onDidChangeValue(showInBackground);
	showInBackground(text);
	return new Promise((resolve) => {
		pick.onDidAccept(() => {
			const chosen = pick.selectedItems[0]?.chosen;
			if (!chosen || shown !== pick.value) return;
			resolve(chosen);
			pick.hide();
		});
		pick.onDidHide(() => {
			resolve(undefined);
			pick.dispose();
		});
		pick.show();
	});
}

function rowsFor(value: string, question: PaperQuestion | null): readonly WayItem[] {
	const rows: WayItem[] = [];
	if (question?.known) {
		const { key, title, authors, year } = question.known;
		rows.push({
			label: `$(quote) ${vscode.l10n.t('Cite {0}, which the library has', key)}`,
			detail: [title, authors, year].filter((fact) => fact !== undefined && fact !== '').join(' · '),
			alwaysShow: true,
			chosen: { way: 'cite', key },
		});
	}
	if (question)
		rows.push({
			label: `$(cloud-download) ${vscode.l10n.t('Ask {0}', question.title)}`,
			description: vscode.l10n.t('one request, nothing else is sent'),
			detail: question.address,
			alwaysShow: true,
			chosen: { way: 'ask', identifier: value, question },
		});
	else if (value.trim() !== '')
		rows.push({
			label: `$(search) ${vscode.l10n.t('Search the Literature…')}`,
			description: vscode.l10n.t('since this is neither a DOI nor an arXiv identifier'),
			alwaysShow: true,
			chosen: { way: 'search', text: value.trim() },
		});
	rows.push({
		label: `$(edit) ${vscode.l10n.t('Enter by Hand…')}`,
		description: vscode.l10n.t('a form with the fields of each type of work'),
		alwaysShow: true,
		chosen: { way: 'hand', title: question ? '' : value.trim() },
	});
	return rows;
}
