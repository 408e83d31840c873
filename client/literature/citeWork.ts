import * as vscode from 'vscode';
import type { WorkEntry } from '../../server/protocol/index.js';
import { type FollowedPlace, followPlace, offerEntry, placeBehind, writeEntry } from '../cite/addPaper.js';
import { isNote } from '../cite/lastNote.js';
import type { Server } from '../connection/server.js';
import { showWarning } from '../editor/messages.js';
import type { ClientSession } from '../session.js';

/** What citing a work needs of the client. */
export type CitingDependencies = Pick<ClientSession, 'server' | 'lastNote'>;

/** Where the cursor is in a note, or was last: the place that a work is cited at. Nothing where there is no note. */
export async function placeToCite({ lastNote }: CitingDependencies): Promise<FollowedPlace | undefined> {
	const editor = vscode.window.activeTextEditor;
	if (editor && isNote(editor.document)) return followPlace(placeBehind(editor));
	const place = await lastNote.show();
	const [selection] = place?.selections ?? [];
	return place && selection && followPlace(placeBehind({ document: place.document, selection }));
}

/**
 * Cites a work that was found, and brings its entry along, as one change. A paper that the library has is cited as such. Where there is no note, no
 * bibliography, or no registry that has the work, the entry is shown first.
 */
export async function citeWork(server: Server, work: string, place: FollowedPlace | undefined): Promise<void> {
	const entry = await entryOf(server, work, place?.uri);
	if (!entry) return;
	if ('known' in entry) return citePaper(entry.known, place);
	const { bibliographies, newBibliography, isRegistered, source } = entry;
	const [bibliography = newBibliography] = bibliographies;
	if (isRegistered && place && bibliography !== undefined) {
		await writeEntry(server, { entry: entry.entry, bibliography }, place, bibliographies.length === 0);
		return;
	}
	if (!isRegistered)
		showWarning(vscode.l10n.t('No registry has this work: its entry is made of what {0} says. Check it before you use it.', source));
	await offerEntry(server, entry, bibliographies, place);
}

/** Cites a paper of the library: in the place of a key that was typed, or where the cursor is. */
export async function citePaper(key: string, place: FollowedPlace | undefined): Promise<void> {
	const current = place?.current();
	if (current?.as !== 'key') await vscode.commands.executeCommand('lectern.insertCitation', key);
	else await vscode.commands.executeCommand('lectern.bringAlong', { uri: current.uri, key, range: current.range, typed: current.typed });
}

/** The entry, with progress and a way out; nothing where there is none, which a message says, or where the user gave up. */
async function entryOf(
	server: Server,
	work: string,
	uri: string | undefined,
): Promise<Exclude<WorkEntry, { readonly failure: string }> | undefined> {
	for (;;) {
		const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Asking for the entry'), cancellable: true };
		const entry = await vscode.window.withProgress(options, async (_, token): Promise<WorkEntry | undefined> => {
			try {
				const answer = await server.request('lectern/literature/entry', { work, ...(uri !== undefined && { uri }) }, token);
				return token.isCancellationRequested ? undefined : answer;
			} catch (error) {
				if (token.isCancellationRequested) return undefined;
				throw error;
			}
		});
		if (!entry || !('failure' in entry)) return entry;
		const again = vscode.l10n.t('Try Again');
		if ((await vscode.window.showErrorMessage(entry.failure, again)) !== again) return undefined;
	}
}
