import * as vscode from 'vscode';
import type { HostName, LiteratureServiceState } from '../../server/protocol/index.js';
import type { Server } from '../connection/server.js';
import { secretOf } from '../connection/webForServer.js';
import { setContext } from '../editor/context.js';
import { showInformation, showWarning } from '../editor/messages.js';
import { inBackground } from '../log.js';
import type { ClientSession } from '../session.js';

type Dependencies = Pick<ClientSession, 'server' | 'log' | 'started' | 'secrets'>;

/** *Turn On Literature Search*, *Turn Off Literature Search*, *Set Key of a Literature Service*, and the context key `lectern.literature`. */
export function registerConsent(session: Dependencies): vscode.Disposable {
	const { log, started, server } = session;
	const show = () =>
		inBackground(
			log,
			'Asking which services are on',
			started.then(async () => setContext(log, 'lectern.literature', (await onlyOn(server)).length > 0 ? 'on' : 'off')),
		);
	show();
	return vscode.Disposable.from(
		vscode.commands.registerCommand('lectern.turnOnLiterature', async () => {
			if (!(await turnOn(server))) return;
			show();
			const search = vscode.l10n.t('Search the Literature…');
			const names = (await onlyOn(server)).map(({ title }) => title).join(', ');
			const answer = await vscode.window.showInformationMessage(vscode.l10n.t('These services may be asked now: {0}.', names), search);
			if (answer === search) await vscode.commands.executeCommand('lectern.searchLiterature');
		}),
		vscode.commands.registerCommand('lectern.turnOffLiterature', async () => {
			await change({ openalex: false, crossref: false, datacite: false, semanticscholar: false });
			await settled(server, []);
			show();
			showInformation(vscode.l10n.t('Literature search is off. Nothing is sent any more.'));
		}),
		vscode.commands.registerCommand('lectern.literatureKey', () => setKey(session)),
		vscode.workspace.onDidChangeConfiguration((changed) => {
			if (changed.affectsConfiguration('lectern.literature')) show();
		}),
		vscode.workspace.onDidGrantWorkspaceTrust(show),
	);
}

const onlyOn = async (server: Server): Promise<readonly LiteratureServiceState[]> =>
	(await server.request('lectern/literature/services', {})).filter(({ isOn }) => isOn);

/** Whether a service is on; explains what would be sent where, and lets the user turn services on, where none is. */
export const ensureOn = async (server: Server): Promise<boolean> => (await onlyOn(server)).length > 0 || turnOn(server);

/** What each service gets to know. */
const sent: Readonly<Partial<Record<HostName, () => string>>> = {
	openalex: () => vscode.l10n.t('gets the words in the search box, and the numbers of works that you follow'),
	crossref: () => vscode.l10n.t('gets what you search for by Enter, and the DOIs of works that you cite'),
	datacite: () => vscode.l10n.t('gets the DOIs of preprints and data sets that you cite'),
	semanticscholar: () => vscode.l10n.t('gets the DOIs of works that you open; needs a key of your own to answer reliably'),
};

/** Services that are chosen unless the user says otherwise. */
const usual: readonly HostName[] = ['openalex', 'crossref', 'datacite'];

/** Explains what is sent where, and turns on the services that the user chooses, for this machine. Whether any is on then. */
async function turnOn(server: Server): Promise<boolean> {
	if (!vscode.workspace.isTrusted) {
		showWarning(vscode.l10n.t('In Restricted Mode nothing is sent to literature services. Trust the folder first.'));
		return false;
	}
	const choose = vscode.l10n.t('Choose Services…');
	const detail = vscode.l10n.t(
		'Lectern can ask public services for works that are not in your library. They get the words that you type into the search box, and the DOIs or numbers of works that you cite or follow from there, never your notes, your library or the names of your files. Each service is named with its address on the next screen, is asked only while it is on, and can be turned off at any time.',
	);
	const answer = await vscode.window.showInformationMessage(vscode.l10n.t('Search the literature?'), { modal: true, detail }, choose);
	if (answer !== choose) return false;
	const services = await server.request('lectern/literature/services', {});
	const isNew = !services.some(({ isOn }) => isOn);
	const rows = services.map(({ name, title, host, isOn }) => ({
		name,
		label: title,
		description: host,
		detail: sent[name]?.(),
		picked: isNew ? usual.includes(name) : isOn,
	}));
	const chosen = await vscode.window.showQuickPick(rows, {
		canPickMany: true,
		title: vscode.l10n.t('Services That May Be Asked'),
		placeHolder: vscode.l10n.t('Enter turns on those that are checked'),
		ignoreFocusOut: true,
	});
	if (!chosen) return false;
	const wanted = chosen.map(({ name }) => name);
	await change(Object.fromEntries(services.map(({ name }) => [name, wanted.includes(name)])));
	return settled(server, wanted);
}

/** Changes the machine's setting: a folder's own settings cannot. */
async function change(services: Readonly<Record<string, boolean>>): Promise<void> {
	const configuration = vscode.workspace.getConfiguration('lectern');
	const before = configuration.inspect<object>('literature')?.globalValue ?? {};
	await configuration.update('literature', { ...before, ...services }, vscode.ConfigurationTarget.Global);
}

/** How often it is looked whether the server has taken the setting, and how long in between (ms). */
const looks = 100;
const between = 50;

/** Waits until the server has taken the setting. Whether any service is on. */
async function settled(server: Server, wanted: readonly string[]): Promise<boolean> {
	for (let look = 0; look < looks; look++) {
		const on = await onlyOn(server);
		if (on.length === wanted.length && on.every(({ name }) => wanted.includes(name))) break;
		await new Promise((resolve) => setTimeout(resolve, between));
	}
	return (await onlyOn(server)).length > 0;
}

/** Where a key is to be had. */
const keyPages: Readonly<Partial<Record<HostName, string>>> = {
	openalex: 'https://openalex.org/settings/api',
	semanticscholar: 'https://www.semanticscholar.org/product/api',
};

/** Keeps a key of the user's among VS Code's secrets; an empty one takes it away. */
async function setKey({ server, secrets }: Dependencies): Promise<void> {
	const services = (await server.request('lectern/literature/services', {})).filter(({ takesKey }) => takesKey);
	const rows = await Promise.all(
		services.map(async ({ name, title }) => {
			const hasKey = isKeyed(name) && (await secrets.get(secretOf(name))) !== undefined;
			return { name, label: title, description: hasKey ? vscode.l10n.t('has a key') : undefined, detail: keyPages[name] };
		}),
	);
	const chosen = await vscode.window.showQuickPick(rows, { title: vscode.l10n.t('Set Key of a Literature Service') });
	if (!chosen || !isKeyed(chosen.name)) return;
	const key = await vscode.window.showInputBox({
		title: chosen.label,
		prompt: vscode.l10n.t(
			'Your key, which {0} gives you. VS Code keeps it as a secret. Empty to remove it.',
			keyPages[chosen.name] ?? chosen.label,
		),
		password: true,
		ignoreFocusOut: true,
		validateInput: (text) => (/^[\x21-\x7e]{0,200}$/.test(text.trim()) ? undefined : vscode.l10n.t('A key has no blanks.')),
	});
	if (key === undefined) return;
	if (key.trim() === '') await secrets.delete(secretOf(chosen.name));
	else await secrets.store(secretOf(chosen.name), key.trim());
	showInformation(
		key.trim() === '' ? vscode.l10n.t('{0} has no key any more.', chosen.label) : vscode.l10n.t('{0} has your key.', chosen.label),
	);
}

const isKeyed = (name: HostName): name is 'openalex' | 'semanticscholar' => name === 'openalex' || name === 'semanticscholar';
