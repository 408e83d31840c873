import * as vscode from 'vscode';
import { globalLibraryFiles } from '../../server/protocol/index.js';
import { registerMcpServers } from '../editor/newerApi.js';

/** Node's own; only the desktop's and the remote's entry comes here. */
declare const process: { readonly execPath: string; readonly env: Readonly<Record<string, string | undefined>> };

/** The id under which the manifest contributes the definitions. */
const id = 'lectern.papers';

/**
 * Offers `lectern mcp` as an MCP server for the open folders and the user's library files. VS Code starts it when somebody wants it. In a
 * workspace that is not trusted it reads the user's own library files alone.
 */
export function registerMcpServer({ extensionUri, extension }: vscode.ExtensionContext): vscode.Disposable {
	const { version } = extension.packageJSON as { readonly version: string };
	const changes = new vscode.EventEmitter<void>();
	return vscode.Disposable.from(
		changes,
		vscode.workspace.onDidChangeWorkspaceFolders(() => changes.fire()),
		vscode.workspace.onDidGrantWorkspaceTrust(() => changes.fire()),
		vscode.workspace.onDidChangeConfiguration((change) => {
			if (change.affectsConfiguration('lectern.library') || change.affectsConfiguration('lectern.zotero')) changes.fire();
		}),
		registerMcpServers(id, changes.event, () => [
			{
				label: vscode.l10n.t('Lectern papers'),
				command: process.execPath,
				args: [vscode.Uri.joinPath(extensionUri, 'dist', 'cli.js').fsPath, 'mcp', ...librarySources()],
				// On the desktop this is VS Code's own program, which runs as Node where the environment says so.
				env: { ELECTRON_RUN_AS_NODE: '1' },
				version,
			},
		]),
	);
}

/** What the server reads, as arguments of `lectern mcp`. */
function librarySources(): readonly string[] {
	const { isTrusted, workspaceFolders = [] } = vscode.workspace;
	const folders = isTrusted ? workspaceFolders.filter(({ uri }) => uri.scheme === 'file') : [];
	const settings = vscode.workspace.getConfiguration('lectern.library');
	const named = globalLibraryFiles(
		settings.get<readonly string[]>('files', []),
		folders.map(({ uri }) => uri.toString()),
		vscode.Uri.file(home()).toString(),
	).map((uri) => vscode.Uri.parse(uri));
	return [
		...(folders.length > 0 ? folders.map(({ uri }) => uri.fsPath) : ['--no-folder']),
		...named.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => `--library=${fsPath}`),
		...(settings.get('bundled', true) ? [] : ['--no-bundled']),
		...zoteroArguments(),
	];
}

/** Zotero, where the user has turned it on: a setting of the machine, which no workspace can change. */
function zoteroArguments(): readonly string[] {
	const { enabled, port } = vscode.workspace.getConfiguration('lectern').get<{ enabled?: unknown; port?: unknown }>('zotero') ?? {};
	if (enabled !== true || !vscode.workspace.isTrusted) return [];
	return [typeof port === 'number' ? `--zotero=${port}` : '--zotero'];
}

const home = (): string => process.env.HOME ?? process.env.USERPROFILE ?? '/';
