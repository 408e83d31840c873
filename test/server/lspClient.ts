import { type ChildProcess, spawn } from 'node:child_process';
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { CompletionList, Diagnostic, Hover, InitializeParams, Position } from 'vscode-languageserver';

/** The real server over stdio, as an editor runs it. */
export class LspClient {
	readonly diagnostics = new Map<string, readonly Diagnostic[]>();
	readonly progress: string[] = [];
	#version = 1;

	private constructor(
		readonly connection: MessageConnection,
		readonly process: ChildProcess,
	) {}

	/** Starts `dist/server.js --stdio` on a workspace folder and waits until the library is read. */
	static async start(folder?: string, options: { readonly lectern?: object; readonly capabilities?: object } = {}): Promise<LspClient> {
		const child = spawn(process.execPath, ['dist/server.js', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
		const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
		const client = new LspClient(connection, child);
		connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
			client.diagnostics.set(uri, diagnostics);
		});
		connection.onRequest('window/workDoneProgress/create', () => null);
		connection.onRequest('client/registerCapability', () => null);
		connection.onNotification('$/progress', ({ value }) => {
			client.progress.push(value.kind);
		});
		const ready = new Promise<void>((resolve) => connection.onNotification('lectern/libraryChanged', () => resolve()));
		connection.listen();
		const parameters: InitializeParams = {
			processId: process.pid,
			rootUri: folder ?? null,
			workspaceFolders: folder === undefined ? null : [{ uri: folder, name: 'notes' }],
			initializationOptions: { lectern: options.lectern ?? {} },
			capabilities: {
				window: { workDoneProgress: true },
				workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
				textDocument: { completion: { completionItem: { insertReplaceSupport: true, labelDetailsSupport: true } } },
				...options.capabilities,
			},
		};
		await connection.sendRequest('initialize', parameters);
		await connection.sendNotification('initialized', {});
		await ready;
		return client;
	}

	open(uri: string, text: string, languageId = 'markdown'): Promise<void> {
		return this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
	}

	/** Replaces an open document's whole text. */
	change(uri: string, text: string): Promise<void> {
		return this.connection.sendNotification('textDocument/didChange', {
			textDocument: { uri, version: ++this.#version },
			contentChanges: [{ text }],
		});
	}

	hover(uri: string, position: Position): Promise<Hover | null> {
		return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
	}

	completion(uri: string, position: Position): Promise<CompletionList> {
		return this.connection.sendRequest('textDocument/completion', { textDocument: { uri }, position });
	}

	async stop(): Promise<void> {
		await this.connection.sendRequest('shutdown');
		await this.connection.sendNotification('exit');
		await new Promise((resolve) => this.process.once('exit', resolve));
		this.connection.dispose();
	}
}

/** Asks again until the answer is as wished, for at most five seconds; then the last answer. */
export async function eventually<T>(ask: () => T | Promise<T>, isGood: (answer: T) => boolean): Promise<T> {
	const end = Date.now() + 5000;
	for (;;) {
		const answer = await ask();
		if (isGood(answer) || Date.now() > end) return answer;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
