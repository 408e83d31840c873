import * as vscode from 'vscode';
import type { AddPaperArgument } from '../../server/protocol/index.js';
import { argumentOf, followPlace } from '../cite/addPaper.js';
import { showWarning } from '../editor/messages.js';
import { keyOf } from '../papers/paperArgument.js';
import type { ClientSession } from '../session.js';
import { citePaper, citeWork, placeToCite } from './citeWork.js';
import { ensureOn, registerConsent } from './consent.js';
import { SearchPick } from './searchPick.js';

/** *Search the Literature*, what it cites and opens, and the user's consent. */
export function registerLiterature(session: Pick<ClientSession, 'server' | 'log' | 'started' | 'secrets' | 'lastNote'>): vscode.Disposable {
	const { server } = session;
	return vscode.Disposable.from(
		registerConsent(session),
		vscode.commands.registerCommand('lectern.searchLiterature', (argument: unknown) => search(session, argumentOf(argument))),
		vscode.commands.registerCommand('lectern.citeWork', async (argument: unknown) => {
			const work = keyOf(argument);
			if (work === undefined || !(await ensureOn(server))) return;
			const place = await placeToCite(session);
			try {
				await citeWork(server, work, place);
			} finally {
				place?.dispose();
			}
		}),
		vscode.commands.registerCommand('lectern.readWork', async (argument: unknown) => {
			const work = keyOf(argument);
			if (work === undefined || !(await ensureOn(server))) return;
			const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Asking OpenAlex') };
			const opened = await vscode.window.withProgress(options, () => server.request('lectern/literature/open', { work }));
			if ('failure' in opened) showWarning(opened.failure);
			else await vscode.commands.executeCommand('lectern.readPaper', opened.key);
		}),
	);
}

/** Lets the user find a work, and cites it at the place given, or where the cursor is. */
async function search(session: Pick<ClientSession, 'server' | 'log' | 'lastNote'>, { text = '', place }: AddPaperArgument): Promise<void> {
	const { server, log } = session;
	if (!(await ensureOn(server))) return;
	const followed = place ? followPlace(place) : await placeToCite(session);
	try {
		const chosen = await new SearchPick(server, log, text, followed?.uri).chosen;
		if (!chosen) return;
		if ('work' in chosen) await citeWork(server, chosen.work, followed);
		else await citePaper(chosen.paper, followed);
	} finally {
		followed?.dispose();
	}
}
