import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { activateWith, type MarkdownExtension } from './activate.js';
import { clientOptions } from './connection/clientOptions.js';
import { fetchTransport } from './connection/fetchTransport.js';
import { provideFiles } from './connection/provideFiles.js';
import { fetchForServer } from './connection/webForServer.js';
import { ownReadings } from './notes/readingState.js';

/** vscode.dev entry: the server runs in a web worker and reads files through the client. */
export function activate(context: vscode.ExtensionContext): MarkdownExtension {
	const log = vscode.window.createOutputChannel('Lectern', { log: true });
	return activateWith(context, connect(context, log), log);
}

/** The language client's code runs as soon as the extension has registered what it offers, while the worker loads the server. */
async function connect(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<BaseLanguageClient> {
	const build = vscode.Uri.joinPath(context.extensionUri, 'dist').toString(true);
	const worker = startWorker([`${build}/engine.js`, `${build}/server.browser.js`]);
	context.subscriptions.push({ dispose: () => worker.terminate() });
	const { LanguageClient } = await import('vscode-languageclient/browser');
	const own = { providesFiles: true, build, readings: ownReadings(context).toString() };
	const client = new LanguageClient('lectern', 'Lectern', worker, clientOptions(own, log));
	provideFiles(client, log);
	fetchForServer(client, fetchTransport, context.secrets, log);
	return client;
}

/** A worker that runs these scripts one after the other. It is started from a text, which may name scripts of any other place. */
function startWorker(scripts: readonly string[]): Worker {
	const text = `importScripts(${scripts.map((script) => JSON.stringify(script)).join(', ')});`;
	const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
	return new Worker(address);
}
