import * as vscode from 'vscode';
import type { StatusAction, StatusReport, StatusRow } from '../../server/protocol/index.js';
import { inBackground } from '../log.js';
import type { ClientSession } from '../session.js';
import { configurePanel } from '../webview/panel/html.js';
import { readMessage } from '../webview/panel/readMessage.js';
import { type PageRow, type PageTarget, type ToPage, type ToPanel, toPanel } from './messages.js';
import { pageHtml } from './pageHtml.js';

export const statusViewType = 'lectern.status';

/** What the status needs from the client. */
export type StatusDependencies = Pick<
	ClientSession,
	'extensionUri' | 'server' | 'log' | 'onLibraryChange' | 'onZoteroChange' | 'started' | 'lastNote'
>;

/** What a link or button of the page does. */
type Deed = () => PromiseLike<unknown>;

/** The page of *Show Status*: it follows the note that had the cursor last, the library and the settings. */
export class StatusPanel {
	#deeds: readonly Deed[] = [];
	#revision = 0;
	#shown = '';

	constructor(
		private readonly session: StatusDependencies,
		readonly panel: vscode.WebviewPanel,
	) {
		const { extensionUri, log, lastNote, onLibraryChange, onZoteroChange } = session;
		configurePanel(panel, extensionUri);
		const update = () => this.update();
		const listeners = [
			panel.webview.onDidReceiveMessage((data) => {
				const message = readMessage(toPanel, data, 'status', log);
				if (message) inBackground(log, 'Answering the page of the status', this.#receive(message));
			}),
			// What is typed or set meanwhile shows when the page is looked at again.
			panel.onDidChangeViewState(update),
			onLibraryChange(update),
			onZoteroChange(update),
			lastNote.onDidChange(update),
			vscode.workspace.onDidChangeConfiguration(update),
			vscode.languages.onDidChangeDiagnostics(({ uris }) => {
				if (uris.some((uri) => uri.toString() === lastNote.uri)) update();
			}),
		];
		panel.onDidDispose(() => {
			for (const listener of listeners) listener.dispose();
		});
		panel.webview.html = pageHtml(panel.webview, extensionUri);
	}

	/** Shows how things are now. */
	update(): void {
		if (this.panel.visible) inBackground(this.session.log, 'Updating the page of the status', this.#update(false));
	}

	async #receive(message: ToPanel): Promise<void> {
		if (message.type === 'ready') return this.#update(true);
		if (message.revision === this.#revision) await this.#deeds[message.target]?.();
	}

	async #update(isNew: boolean): Promise<void> {
		const { server, started, lastNote } = this.session;
		await started;
		const uri = vscode.window.activeTextEditor?.document.uri.toString() ?? lastNote.uri;
		const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri);
		const report = await server.request('lectern/status', { uri, languageId: document?.languageId });
		const { sections } = report;
		const text = JSON.stringify(sections);
		if (!isNew && text === this.#shown) return;
		this.#shown = text;
		this.#revision++;
		const deeds: Deed[] = [];
		const message: ToPage = { type: 'report', revision: this.#revision, sections: this.#sections(sections, deeds) };
		this.#deeds = deeds;
		await this.panel.webview.postMessage(message);
	}

	#sections(sections: StatusReport['sections'], deeds: Deed[]): ToPage['sections'] {
		const target = (label: string, deed: Deed): PageTarget => ({ label, target: deeds.push(deed) - 1 });
		const file = (uri: string) => {
			const parsed = vscode.Uri.parse(uri);
			return target(vscode.workspace.asRelativePath(parsed), () => vscode.commands.executeCommand('vscode.open', parsed));
		};
		const button = (action: StatusAction) => {
			const { label, deed } = this.#offer(action);
			return target(label, deed);
		};
		const row = ({ text, file: uri, namedBy, isProblem = false, action }: StatusRow): PageRow => ({
			text,
			isProblem,
			...(uri !== undefined && { file: file(uri) }),
			...(namedBy !== undefined && { namedBy: file(namedBy) }),
			...(action && { button: button(action) }),
		});
		return sections.map(({ heading, rows, actions = [] }) => ({ heading, rows: rows.map(row), buttons: actions.map(button) }));
	}

	/** What the editor offers for an action of the report. */
	#offer(action: StatusAction): { readonly label: string; readonly deed: Deed } {
		const { l10n } = vscode;
		const run = (label: string, command: string, ...args: unknown[]) => ({
			label,
			deed: () => vscode.commands.executeCommand(command, ...args),
		});
		switch (action) {
			case 'addPaper':
				return run(l10n.t('Add Paper…'), 'lectern.addPaper');
			case 'chooseFiles':
				return run(l10n.t('Choose Library Files…'), 'lectern.chooseLibraryFiles');
			case 'connectZotero':
				return run(l10n.t('Connect Zotero'), 'lectern.connectZotero');
			case 'readZotero':
				return run(l10n.t('Read Zotero Again'), 'lectern.refreshZotero');
			case 'disconnectZotero':
				return run(l10n.t('Disconnect Zotero'), 'lectern.disconnectZotero');
			case 'showProblems':
				return run(l10n.t('Show Problems'), 'workbench.actions.view.problems');
			case 'showLog':
				return run(l10n.t('Show Log'), 'lectern.showLog');
			case 'showInDocument':
				return run(l10n.t('Show Them'), 'lectern.document.focus');
			default:
				return run(l10n.t('Open Setting'), 'workbench.action.openSettings', `@id:${action.setting}`);
		}
	}
}
