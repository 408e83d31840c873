import * as vscode from 'vscode';
import type { CheckProgress, OnlineCheck } from '../../server/protocol/index.js';
import { showInformation } from '../editor/messages.js';
import type { ClientSession } from '../session.js';

type Dependencies = Pick<ClientSession, 'server' | 'onCheckProgress' | 'whenRead'>;

/** *Check This Document Online*: asks the registries about the works that the text cites, and says what came of it. */
export function registerCheckOnline(session: Dependencies): vscode.Disposable {
	return vscode.commands.registerCommand('lectern.checkOnline', async () => {
		const document = vscode.window.activeTextEditor?.document;
		if (!document) return showInformation(vscode.l10n.t('Open a text or a library file whose works are to be checked.'));
		const outcome = await check(session, document);
		if (outcome) await show(outcome);
	});
}

/** Runs the check while a notification says how far it is. Nothing where the user cancels it, or the document is not one of Lectern's. */
async function check(
	{ server, onCheckProgress, whenRead }: Dependencies,
	document: vscode.TextDocument,
): Promise<OnlineCheck | null | undefined> {
	const uri = document.uri.toString();
	const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Checking online'), cancellable: true };
	return vscode.window.withProgress(options, async (progress, token) => {
		let shown = 0;
		const listening = onCheckProgress(({ uri: checked, done, all }: CheckProgress) => {
			if (checked !== uri) return;
			const share = (done / Math.max(1, all)) * 100;
			progress.report({ message: vscode.l10n.t('{0} of {1} works', done, all), increment: Math.max(0, share - shown) });
			shown = Math.max(shown, share);
		});
		try {
			// Before, the works that the keys mean are not known.
			await whenRead;
			return await server.request('lectern/checkOnline', { uri }, token);
		} catch (error) {
			if (token.isCancellationRequested) return undefined;
			throw error;
		} finally {
			listening.dispose();
		}
	});
}

/** What was found, in words; where no registry may be asked, how to change that. */
async function show({ off, works, asked, failures, found }: OnlineCheck): Promise<void> {
	if (off) {
		const choose = vscode.l10n.t('Choose Services…');
		const message = vscode.l10n.t(
			'Nothing was asked: no registry is turned on. A check sends the DOIs of the works that a document cites to Crossref and DataCite, and nothing else.',
		);
		const chosen = await vscode.window.showInformationMessage(message, choose);
		if (chosen === choose) await vscode.commands.executeCommand('lectern.turnOnLiterature');
		return;
	}
	const problems = Object.values(found).reduce((sum, count) => sum + count, 0);
	const summary =
		problems === 0
			? vscode.l10n.t('{0} works checked, {1} of them asked for now. Nothing is wrong with them.', works, asked)
			: vscode.l10n.t('{0} works checked, {1} of them asked for now. What is wrong is in the Problems view: {2}.', works, asked, problems);
	const missed = failures.map(({ message, works: count }) => vscode.l10n.t('{0} could not be checked: {1}', count, message));
	const text = [summary, ...missed].join(' ');
	const open = vscode.l10n.t('Show Problems');
	const shown =
		failures.length > 0
			? vscode.window.showWarningMessage(text, open)
			: vscode.window.showInformationMessage(text, ...(problems > 0 ? [open] : []));
	if ((await shown) === open) await vscode.commands.executeCommand('workbench.actions.view.problems');
}
