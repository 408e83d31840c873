import * as vscode from 'vscode';
import type { PaperRow } from '../../server/protocol/index.js';
import { writeFile } from '../editor/files.js';
import { keysOf } from '../papers/paperArgument.js';
import type { ClientSession } from '../session.js';

/** Where reading states go that no workspace file is to hold: no folder is open, or it is not trusted. */
export const ownReadings = (context: vscode.ExtensionContext): vscode.Uri => vscode.Uri.joinPath(context.globalStorageUri, 'reading.yaml');

/** *Mark as Unread*, *Reading* and *Read*, *Star* and *Remove Star*: kept in `.lectern/reading.yaml`, a plain file that can be committed. */
export function registerReadingState(deps: Pick<ClientSession, 'server' | 'ownReadings'>): vscode.Disposable {
	const command = (name: string, change: Change) =>
		vscode.commands.registerCommand(name, async (argument: unknown, selected: unknown) => {
			const keys = keysOf(argument, selected);
			if (keys.length > 0) await mark(deps, keys, change);
		});
	return vscode.Disposable.from(
		command('lectern.markRead', { state: 'read' }),
		command('lectern.markReading', { state: 'reading' }),
		command('lectern.markUnread', { state: 'unread' }),
		command('lectern.star', { isStarred: true }),
		command('lectern.unstar', { isStarred: false }),
	);
}

type Change = Partial<Pick<PaperRow, 'state' | 'isStarred'>>;

async function mark(
	{ server, ownReadings }: Pick<ClientSession, 'server' | 'ownReadings'>,
	keys: readonly string[],
	change: Change,
): Promise<void> {
	const folder = vscode.workspace.isTrusted ? vscode.workspace.workspaceFolders?.[0] : undefined;
	const file = folder ? vscode.Uri.joinPath(folder.uri, '.lectern', 'reading.yaml') : ownReadings;
	const date = new Date().toLocaleDateString('sv');
	const text = await server.request('lectern/mark', { file: file.toString(), keys, ...change, date });
	if (text === null) {
		const open = vscode.l10n.t('Open File');
		const message = vscode.l10n.t('{0} is not valid YAML, so nothing was written to it. Fix it, then mark the paper again.', file.path);
		if ((await vscode.window.showErrorMessage(message, open)) === open) await vscode.window.showTextDocument(file);
		return;
	}
	await writeFile(file, text, (path, reason) => vscode.l10n.t('The reading state could not be written to {0}: {1}', path, reason));
}
