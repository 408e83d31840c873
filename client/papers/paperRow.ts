import * as vscode from 'vscode';
import type { PaperRow } from '../../server/protocol/index.js';
import type { Server } from '../connection/server.js';
import { cardCommands } from './cardCommands.js';

/** The hover card of a paper as a tooltip, with its key in the document at `uri`; nothing where no paper has the key. */
export async function cardOf(
	server: Server,
	key: string,
	uri: string | undefined,
	token: vscode.CancellationToken,
): Promise<vscode.MarkdownString | undefined> {
	const card = await server.request('lectern/card', { key, ...(uri === undefined ? undefined : { uri }) }, token);
	if (card === null) return undefined;
	const tooltip = new vscode.MarkdownString(card);
	tooltip.supportHtml = true;
	tooltip.isTrusted = { enabledCommands: cardCommands };
	return tooltip;
}

/** What is beside a paper's short title: first author and year, whether it has a star and a note, what else it is called, and the whole title where there is room. */
export function factsBeside({ title, shortTitle, nickname, authorYear, isStarred, hasNote }: PaperRow): string {
	const isWhole = title === shortTitle || title === '';
	const isNew = nickname !== undefined && !shortTitle.includes(nickname);
	const first = [authorYear, isStarred ? '★' : '', hasNote ? '✎' : ''].filter((part) => part !== '').join(' ');
	return [first, isNew ? nickname : '', isWhole ? '' : title].filter((part) => part !== '').join(' · ');
}

/** What a row of a paper is to menus: a paper, how far it is read, whether it has a star, and where it can be opened. */
export const paperContext = ({ opens, state, isStarred }: Pick<PaperRow, 'opens' | 'state' | 'isStarred'>): string =>
	['paper', `is-${state}`, isStarred ? 'is-starred' : 'has-no-star', ...opens].join(' ');
