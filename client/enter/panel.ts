import * as vscode from 'vscode';
import { inBackground } from '../log.js';
import type { ClientSession } from '../session.js';
import { configurePanel } from '../webview/panel/html.js';
import { readMessage } from '../webview/panel/readMessage.js';
import { type Entered, type ToPage, type ToPanel, toPanel } from './messages.js';
import { pageHtml } from './pageHtml.js';

/** What the form needs from the client. */
export type EnterDependencies = Pick<ClientSession, 'extensionUri' | 'server' | 'log'>;

/** What the form is opened for. */
export interface EnterPurpose {
	/** What was typed already, as a title. */
	readonly title: string;
	/** URI of the note whose bibliographies come first; nothing where there is none. */
	readonly uri: string | undefined;
	/** Whether the paper can be cited in that note. */
	readonly canCite: boolean;
	/** The files to offer where the server knows of none. */
	readonly orNew: (bibliographies: readonly string[]) => Promise<readonly string[]>;
	/** Writes an entry into a bibliography, and cites it where wished. Whether it was written. */
	readonly write: (entry: string, bibliography: string, cites: boolean) => Promise<boolean>;
}

/** Opens the form of *Enter by Hand*. Resolves when it is closed, by the user or because the paper was added. */
export function openEntryForm({ extensionUri, server, log }: EnterDependencies, purpose: EnterPurpose): Promise<void> {
	const panel = vscode.window.createWebviewPanel('lectern.enter', vscode.l10n.t('Enter Paper'), vscode.ViewColumn.Active, {
		retainContextWhenHidden: true,
	});
	configurePanel(panel, extensionUri);
	let bibliographies: readonly string[] = [];
	const post = async (message: ToPage) => {
		await panel.webview.postMessage(message);
	};
	const entryOf = ({ work, fields, file }: Pick<Entered, 'work' | 'fields' | 'file'>) =>
		server.request('lectern/addPaper/entered', { type: work, fields, bibliography: bibliographies[file] });
	const begin = async () => {
		const { bibliographies: found, ...form } = await server.request('lectern/addPaper/form', { uri: purpose.uri });
		// In a folder that is not trusted no file is written to.
		bibliographies = vscode.workspace.isTrusted ? await purpose.orNew(found) : [];
		const files = bibliographies.map((uri) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri)));
		const note = purpose.canCite && purpose.uri !== undefined ? { note: purpose.uri.replace(/^.*\//, '') } : undefined;
		await post({ type: 'form', form: { ...form, files, title: purpose.title, ...note } });
	};
	const receive = async (message: ToPanel) => {
		if (message.type === 'ready') return begin();
		const { entry, missing } = await entryOf(message);
		if (message.type === 'changed') return post({ type: 'entry', entry, missing });
		if (message.type === 'copy') return vscode.env.clipboard.writeText(entry);
		const bibliography = bibliographies[message.file];
		if (bibliography !== undefined && (await purpose.write(entry, bibliography, message.cites && purpose.canCite))) panel.dispose();
	};
	const listener = panel.webview.onDidReceiveMessage((data) => {
		const message = readMessage(toPanel, data, 'form', log);
		if (message) inBackground(log, 'Answering the form', receive(message));
	});
	panel.webview.html = pageHtml(panel.webview, extensionUri);
	return new Promise((resolve) => {
		panel.onDidDispose(() => {
			listener.dispose();
			resolve();
		});
	});
}
