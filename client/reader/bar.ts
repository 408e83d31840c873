import * as vscode from 'vscode';
import { escapeAttribute } from '../webview/panel/html.js';
import { type IconName, icon } from './icons.js';

/** What the bar's buttons can do, or show, for a paper. */
export interface BarState {
	readonly canGoBack: boolean;
	readonly canGoForward: boolean;
	/** What is known of the paper; left out where there is none to show. */
	readonly paper?: { readonly isRead: boolean; readonly isStarred: boolean; readonly hasNote: boolean };
}

/** The bar of actions: one stop of the Tab key, whose buttons the arrow keys walk. */
export function barHtml({ canGoBack, canGoForward, paper }: BarState): string {
	const { l10n } = vscode;
	const groups = [
		[
			button({ command: 'back', title: l10n.t('Back (Alt+Left)'), isOff: !canGoBack }),
			button({ command: 'forward', title: l10n.t('Forward (Alt+Right)'), isOff: !canGoForward }),
		],
		paper && [
			button({ command: 'previous', title: l10n.t('Previous paper in the library') }),
			button({ command: 'next', title: l10n.t('Next paper in the library') }),
		],
		paper && [
			button({ command: 'cite', label: l10n.t('Cite'), title: l10n.t('Insert a citation into the note') }),
			button({ command: 'copyKey', label: l10n.t('Copy key'), title: l10n.t('Copy the citation key') }),
			button({ command: 'copyBibtex', label: l10n.t('Copy BibTeX'), title: l10n.t('Copy the BibTeX entry') }),
			button({ command: 'compare', label: l10n.t('Compare'), title: l10n.t('Compare with other papers') }),
		],
		paper && [
			button({ command: 'toggleRead', title: l10n.t('Mark as read'), isPressed: paper.isRead }),
			button({ command: 'toggleStar', title: l10n.t('Star'), isPressed: paper.isStarred }),
			button({ command: 'openNote', title: noteTitle(paper.hasNote) }),
		],
		[
			button({ command: 'find', title: l10n.t('Find (Ctrl+F)') }),
			button({ command: 'zoomOut', title: l10n.t('Smaller text') }),
			button({ command: 'zoomIn', title: l10n.t('Larger text') }),
			...(paper ? [button({ command: 'exportForPrinting', title: l10n.t('Export for Printing: one HTML file') })] : []),
		],
	];
	const shown = groups.flatMap((group) => (group ? [`<span class="group">${group.join('')}</span>`] : []));
	return `<div class="bar" role="toolbar" aria-label="${escapeAttribute(l10n.t('Reader'))}">${shown.join('\n')}</div>`;
}

/** What the button of the note does. */
export const noteTitle = (hasNote: boolean): string => (hasNote ? vscode.l10n.t('Open note') : vscode.l10n.t('Open a new note'));

interface Button {
	readonly command: IconName;
	/** A word beside the sign, where there is room: it is the button's name. */
	readonly label?: string;
	/** What it does: the name of a button that is a sign alone. */
	readonly title: string;
	/** Cannot be used now; it stays reachable, so that the focus has somewhere to be. */
	readonly isOff?: boolean;
	readonly isPressed?: boolean;
}

function button({ command, label, title, isOff = false, isPressed }: Button): string {
	const state = `${isOff ? ' aria-disabled="true"' : ''}${isPressed === undefined ? '' : ` aria-pressed="${isPressed}"`}`;
	const word = label === undefined ? '' : `<span class="label">${escapeAttribute(label)}</span>`;
	return `<button type="button" data-command="${command}" title="${escapeAttribute(title)}" aria-label="${escapeAttribute(label ?? title)}"${state}>${icon(command)}${word}</button>`;
}
