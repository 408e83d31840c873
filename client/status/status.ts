import * as vscode from 'vscode';
import { documentLanguages } from '../editor/documentLanguages.js';
import { inBackground } from '../log.js';
import { papersCounted } from '../papers/counts.js';
import { type StatusDependencies, StatusPanel, statusViewType } from './panel.js';

/** *Lectern: Show Status*: why there are suggestions, or why not, on a page; and the language status that leads there. */
export function registerStatus(session: StatusDependencies): vscode.Disposable {
	const { server, log, onLibraryChange, started } = session;
	let shown: StatusPanel | undefined;
	const adopt = (panel: vscode.WebviewPanel) => {
		const status = new StatusPanel(session, panel);
		shown = status;
		panel.onDidDispose(() => {
			if (shown === status) shown = undefined;
		});
	};
	const item = vscode.languages.createLanguageStatusItem(
		'lectern.status',
		documentLanguages.map((language) => ({ language })),
	);
	item.name = 'Lectern';
	item.text = '$(book) Lectern';
	item.command = { command: 'lectern.showStatus', title: vscode.l10n.t('Show Status') };
	const refresh = async () => {
		const { papers, problems } = await server.request('lectern/status', {});
		item.detail = papersCounted(papers);
		item.severity = problems > 0 ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
	};
	const refreshInBackground = () => inBackground(log, 'Refreshing the status', started.then(refresh));
	refreshInBackground();
	return vscode.Disposable.from(
		item,
		onLibraryChange(refreshInBackground),
		vscode.commands.registerCommand('lectern.showStatus', () => {
			if (shown) shown.panel.reveal();
			else
				adopt(
					vscode.window.createWebviewPanel(statusViewType, vscode.l10n.t('Lectern Status'), vscode.ViewColumn.Active, {
						enableFindWidget: true,
					}),
				);
		}),
		vscode.window.registerWebviewPanelSerializer(statusViewType, {
			async deserializeWebviewPanel(panel: vscode.WebviewPanel) {
				adopt(panel);
			},
		}),
	);
}
