import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateWith } from './activate.js';
import { clientOptions, provideFiles } from './languageClient.js';

/** vscode.dev entry: the server runs in a web worker and reads files through us. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
	const worker = new Worker(vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.browser.js').toString(true));
	const client = new LanguageClient('lectern', 'Lectern', worker, clientOptions(true));
	provideFiles(client);
	context.subscriptions.push({ dispose: () => worker.terminate() });
	await activateWith(context, client);
}
