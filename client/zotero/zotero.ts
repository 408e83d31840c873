import * as vscode from 'vscode';
import type { ZoteroReport } from '../../server/protocol/index.js';
import { setContext } from '../editor/context.js';
import { documentLanguages } from '../editor/documentLanguages.js';
import { inBackground } from '../log.js';
import type { ClientSession } from '../session.js';

/** What the user configured: how Zotero is read. */
interface ZoteroSetting {
	readonly enabled?: boolean;
	readonly groups?: string;
	readonly port?: number;
}

type Dependencies = Pick<ClientSession, 'server' | 'log' | 'started' | 'onZoteroChange'>;

/** *Connect Zotero*, *Disconnect Zotero*, *Read Zotero Again*, and the state of the connection in the language status. */
export function registerZotero(session: Dependencies): vscode.Disposable {
	return vscode.Disposable.from(
		vscode.commands.registerCommand('lectern.connectZotero', () => connect(session)),
		vscode.commands.registerCommand('lectern.disconnectZotero', () => change(false)),
		vscode.commands.registerCommand('lectern.refreshZotero', () => look(session, vscode.l10n.t('Reading Zotero'), true)),
		showState(session),
	);
}

/** Turns the setting on or off, for this machine: a folder's own settings cannot. */
async function change(enabled: boolean): Promise<void> {
	const configuration = vscode.workspace.getConfiguration('lectern');
	const before = configuration.inspect<ZoteroSetting>('zotero')?.globalValue ?? {};
	await configuration.update('zotero', { ...before, enabled }, vscode.ConfigurationTarget.Global);
}

async function connect(session: Dependencies): Promise<void> {
	await change(true);
	await look(session, vscode.l10n.t('Connecting Zotero'), false);
}

/** What is answered sooner than in so many milliseconds is shown without a notification of the progress. */
const soon = 1000;

/** Looks into Zotero while a notification says how far that is, then says what came of it; after a failure, again as often as the user likes. */
async function look({ server, started, onZoteroChange }: Dependencies, title: string, whole: boolean): Promise<void> {
	await started;
	for (;;) {
		const looking = server.request('lectern/zotero/look', { whole });
		if (!(await isDoneIn(looking, soon))) await showProgress({ server, onZoteroChange }, looking, title);
		if (!(await showOutcome(await looking))) return;
	}
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Whether work ends within so many milliseconds, whatever comes of it. */
function isDoneIn(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
	const done = () => true;
	return Promise.race([work.then(done, done), pause(milliseconds).then(() => false)]);
}

/** Shows a notification with the state of Zotero until the work is done. */
async function showProgress(
	{ server, onZoteroChange }: Pick<Dependencies, 'server' | 'onZoteroChange'>,
	work: Promise<unknown>,
	title: string,
): Promise<void> {
	await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, async (progress) => {
		const show = ({ summary }: ZoteroReport) => progress.report({ message: summary });
		const listening = onZoteroChange(show);
		show(await server.request('lectern/zotero/report', {}));
		try {
			await work;
		} finally {
			listening.dispose();
		}
	});
}

/** Shows the state of Zotero after it was looked at. Whether the user wants to try again. */
async function showOutcome(report: ZoteroReport): Promise<boolean> {
	if (report.phase !== 'failed') {
		const show = vscode.l10n.t('Show Library');
		const message = [report.summary, ...report.remarks].join(' ');
		if ((await vscode.window.showInformationMessage(message, show)) === show) await vscode.commands.executeCommand('lectern.library.focus');
		return false;
	}
	const again = vscode.l10n.t('Try Again');
	const settings = vscode.l10n.t('Open Settings');
	const message = [report.summary, report.advice].filter((part) => part !== undefined).join(' ');
	const chosen = await vscode.window.showWarningMessage(message, again, settings);
	if (chosen === settings) await vscode.commands.executeCommand('workbench.action.openSettings', 'lectern.zotero');
	return chosen === again;
}

/** The language status and the context key `lectern.zotero` follow the connection. */
function showState({ server, log, started, onZoteroChange }: Dependencies): vscode.Disposable {
	const item = vscode.languages.createLanguageStatusItem(
		'lectern.zotero',
		documentLanguages.map((language) => ({ language })),
	);
	item.name = 'Zotero';
	item.command = { command: 'lectern.showStatus', title: vscode.l10n.t('Show Status') };
	const show = ({ phase, summary }: ZoteroReport) => {
		const isOn = phase !== 'off';
		setContext(log, 'lectern.zotero', isOn ? 'on' : 'off');
		item.text = isOn ? '$(plug) Zotero' : `$(debug-disconnect) ${vscode.l10n.t('Zotero: not connected')}`;
		item.detail = summary;
		item.busy = phase === 'connecting' || phase === 'reading';
		item.severity = phase === 'failed' ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
		item.command = isOn
			? { command: 'lectern.showStatus', title: vscode.l10n.t('Show Status') }
			: { command: 'lectern.connectZotero', title: vscode.l10n.t('Connect Zotero') };
	};
	const listening = onZoteroChange(show);
	inBackground(
		log,
		'Asking for the state of Zotero',
		started.then(async () => show(await server.request('lectern/zotero/report', {}))),
	);
	return vscode.Disposable.from(item, listening);
}
