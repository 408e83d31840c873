import * as vscode from 'vscode';
import type { WorkRow } from '../../server/protocol/index.js';

/** A work, a paper of the library, or something to do, as a row of the pick. */
export interface LiteratureItem extends vscode.QuickPickItem {
	/** What Enter does. */
	readonly does?: { readonly search: true } | { readonly paper: string } | { readonly work: WorkRow };
}

/** VS Code draws `$(name)` in labels as an icon. */
const asText = (text: string): string => text.replace(/\$\(/g, '$\u200b(');

const joined = (...parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined && part !== '').join(' · ');

/** What opens the work's page in the reader. */
export const readButton: vscode.QuickInputButton = {
	iconPath: new vscode.ThemeIcon('book'),
	get tooltip() {
		return vscode.l10n.t('Read');
	},
};

/** What opens the publisher's page. */
export const pageButton: vscode.QuickInputButton = {
	iconPath: new vscode.ThemeIcon('link-external'),
	get tooltip() {
		return vscode.l10n.t('Open its page');
	},
};

/** A work as a row: title, whether the library has it, then authors, year, place, citations. */
export function itemOfWork(row: WorkRow): LiteratureItem {
	const { title, authors, year, venue, citedBy, isOpen, isSaidRetracted, key, isOwn, doi } = row;
	const { l10n } = vscode;
	const cited = citedBy === undefined || citedBy === 0 ? '' : citedBy === 1 ? l10n.t('cited once') : l10n.t('cited {0} times', citedBy);
	const whose = key === undefined ? '' : isOwn ? l10n.t('in your library') : l10n.t('bundled');
	return {
		label: asText(title),
		description: joined(whose, isSaidRetracted ? l10n.t('retracted, says OpenAlex') : ''),
		detail: asText(
			joined(
				[authors, year].filter((part) => part !== undefined && part !== '').join(' '),
				venue,
				cited,
				isOpen ? l10n.t('open access') : '',
			),
		),
		alwaysShow: true,
		...(key !== undefined && { iconPath: new vscode.ThemeIcon('check') }),
		buttons: [readButton, ...(doi === undefined ? [] : [pageButton])],
		does: key === undefined ? { work: row } : { paper: key },
	};
}
