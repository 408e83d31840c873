import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateWith } from './activate.js';
import { clientOptions, provideFiles } from './languageClient.js';

/** vscode.dev entry: the server runs in a web worker and reads files through us. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
	const build = vscode.Uri.joinPath(context.extensionUri, 'dist').toString(true);
	const worker = new Worker(`${build}/server.browser.js`);
	const client = new LanguageClient('lectern', 'Lectern', worker, clientOptions({ providesFiles: true, build }));
	provideFiles(client);
	context.subscriptions.push({ dispose: () => worker.terminate() });
	await activateWith(context, client);
}
