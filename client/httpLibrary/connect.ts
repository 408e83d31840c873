import * as vscode from 'vscode';
import { secretOf } from '../connection/webForServer.js';
import type { ClientSession } from '../session.js';

/** What the user configured: see docs/http-library.md. */
interface HttpLibrarySetting {
	readonly url?: string;
	readonly kind?: string;
	readonly name?: string;
	readonly fields?: string | Readonly<Record<string, string>>;
}

type Dependencies = Pick<ClientSession, 'server' | 'started' | 'secrets'>;

/** *Connect a Library over HTTP…* and *Disconnect the Library over HTTP*. */
export function registerConnectHttpLibrary(session: Dependencies): vscode.Disposable {
	return vscode.Disposable.from(
		vscode.commands.registerCommand('lectern.connectHttpLibrary', () => connect(session)),
		vscode.commands.registerCommand('lectern.disconnectHttpLibrary', () => change({})),
	);
}

const current = (): HttpLibrarySetting =>
	vscode.workspace.getConfiguration('lectern').inspect<HttpLibrarySetting>('httpLibrary')?.globalValue ?? {};

/** The setting is one of this machine: a folder's own settings cannot change it. */
const change = async (setting: HttpLibrarySetting): Promise<void> =>
	vscode.workspace.getConfiguration('lectern').update('httpLibrary', setting, vscode.ConfigurationTarget.Global);

/** Asks for address, kind and token, in this order, and shows whether the library answers. Leaving any of the questions changes nothing. */
async function connect({ server, started, secrets }: Dependencies): Promise<void> {
	const before = current();
	const title = vscode.l10n.t('Connect a Library over HTTP');
	const url = await vscode.window.showInputBox({
		title,
		prompt: vscode.l10n.t(
			'The address of the library. What you type in citations, and keys that no file has, are sent there; never your text.',
		),
		placeHolder: 'https://library.example.org/papers',
		value: before.url ?? '',
		ignoreFocusOut: true,
		validateInput: (value) =>
			/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/i.test(value.trim())
				? undefined
				: vscode.l10n.t('Enter an address that begins with https://'),
	});
	if (url === undefined) return;
	const kind = await vscode.window.showQuickPick(kindRows(before.kind), {
		title,
		placeHolder: vscode.l10n.t('What answers there?'),
		ignoreFocusOut: true,
	});
	if (!kind) return;
	const token = await vscode.window.showInputBox({
		title,
		prompt: vscode.l10n.t('The token that the library asks for. Leave it empty if it asks for none. VS Code keeps it among its secrets.'),
		password: true,
		ignoreFocusOut: true,
	});
	if (token === undefined) return;
	const address = url.trim();
	const secret = secretOf('httpLibrary', address);
	if (token === '') await secrets.delete(secret);
	else await secrets.store(secret, token);
	await change({ ...before, url: address, kind: kind.kindName });
	await started;
	await show(await server.request('lectern/httpLibrary/look', {}));
}

interface KindRow extends vscode.QuickPickItem {
	readonly kindName: string;
}

function kindRows(chosen = 'csl'): readonly KindRow[] {
	const rows: readonly KindRow[] = [
		{ kindName: 'csl', label: vscode.l10n.t('Lectern’s own contract'), description: 'CSL-JSON' },
		{ kindName: 'meilisearch', label: 'Meilisearch', description: vscode.l10n.t('the address ends with /indexes/NAME') },
		{ kindName: 'opensearch', label: 'OpenSearch, Elasticsearch', description: vscode.l10n.t('the address ends with the index’s name') },
		{ kindName: 'postgrest', label: 'PostgREST', description: vscode.l10n.t('with the functions search and items') },
	];
	return [...rows].sort((a, b) => Number(b.kindName === chosen) - Number(a.kindName === chosen));
}

/** Shows the state of the library; where something is wrong, a button leads to the setting. */
async function show({ phase, summary }: { readonly phase: string; readonly summary: string }): Promise<void> {
	if (phase === 'ready') {
		await vscode.window.showInformationMessage(summary);
		return;
	}
	const settings = vscode.l10n.t('Open Settings');
	const chosen = await vscode.window.showWarningMessage(summary, settings);
	if (chosen === settings) await vscode.commands.executeCommand('workbench.action.openSettings', 'lectern.httpLibrary');
}
