import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activateWith, type MarkdownExtension } from './activate.js';
import { clientOptions } from './connection/clientOptions.js';
import { provideFiles } from './connection/provideFiles.js';
import { fetchForServer } from './connection/webForServer.js';
import { inBackground } from './log.js';
import { registerMcpServer } from './models/mcpServer.js';
import { nodeTransport } from './node/transport.js';
import { ownReadings } from './notes/readingState.js';

/** Desktop and remote entry: the server runs in a Node process of its own. */
export function activate(context: vscode.ExtensionContext): MarkdownExtension {
	const log = vscode.window.createOutputChannel('Lectern', { log: true });
	context.subscriptions.push(registerMcpServer(context));
	const extended = activateWith(context, connect(context, log), log);
	// `npm start` shows at once what there is to try.
	const { process } = globalThis as unknown as { readonly process?: { readonly env: Readonly<Record<string, string | undefined>> } };
	if (process?.env.LECTERN_SHOW_VIEW || context.extensionMode === vscode.ExtensionMode.Development)
		inBackground(log, 'Showing the Lectern view', vscode.commands.executeCommand('lectern.library.focus'));
	return extended;
}

/** The language client is a file of its own, which is loaded as soon as the extension has registered what it offers. */
async function connect(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<BaseLanguageClient> {
	const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
	const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
	const cacheFolder = vscode.Uri.joinPath(context.globalStorageUri, 'index');
	const isVirtual = vscode.workspace.workspaceFolders?.some((folder) => folder.uri.scheme !== 'file') ?? false;
	const own = {
		providesFiles: isVirtual,
		readings: ownReadings(context).toString(),
		cacheFolder: cacheFolder.toString(),
	};
	const args = [`--code-cache=${cacheFolder.fsPath}`];
	const client = new LanguageClient('lectern', 'Lectern', { module, transport: TransportKind.ipc, args }, clientOptions(own, log));
	provideFiles(client, log);
	fetchForServer(client, nodeTransport, context.secrets, log);
	return client;
}
