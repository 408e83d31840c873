import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter, Trace } from 'vscode-jsonrpc/node';
import type {
	ClientCapabilities,
	CompletionItem,
	CompletionList,
	Diagnostic,
	Hover,
	InitializeParams,
	InitializeResult,
	Position,
	PublishDiagnosticsParams,
	Range,
	WorkspaceEdit,
} from 'vscode-languageserver';
import type { StatusReport, StatusRow } from '../../server/protocol/index.js';

/** How a client is started. */
export interface ClientOptions {
	readonly lectern?: object;
	/** The language that the editor announces. */
	readonly locale?: string;
	/** What the client supports besides what most editors do: capabilities of texts are added to those, the others take their place. */
	readonly capabilities?: ClientCapabilities;
	/** The whole of what the client supports, in place of that. */
	readonly allCapabilities?: ClientCapabilities;
	/** What the client calls itself; null where it does not say. */
	readonly clientInfo?: { readonly name: string } | null;
	/** What `workspace/configuration` answers for the section `lectern`. */
	readonly settings?: object;
	/** Further arguments of the server, and variables of its environment. */
	readonly args?: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	/** What the client says about folders, in place of the folder that it is started on. */
	readonly roots?: Pick<InitializeParams, 'rootUri' | 'rootPath' | 'workspaceFolders'>;
	/** The editor knows nothing of our own notifications: it cannot wait for the library either. */
	readonly isForeign?: boolean;
	/** Another server than ours, as a command with its arguments. */
	readonly command?: readonly string[];
	/** Answers the client at once, while the library is still being read. */
	readonly early?: boolean;
}

/** Caches of the tests go here, never to the user's own. */
const caches = mkdtempSync(join(tmpdir(), 'lectern-cache-'));

/** The real server over stdio, as an editor runs it. */
export class LspClient {
	readonly diagnostics = new Map<string, readonly Diagnostic[]>();
	/** Everything that was published, in order. */
	readonly published: PublishDiagnosticsParams[] = [];
	/** The methods of everything that the server asked or told, but answers. */
	readonly asked: string[] = [];
	/** The edits that the server had applied. */
	readonly applied: WorkspaceEdit[] = [];
	/** The answer to `initialize`. */
	initialized: InitializeResult | undefined;
	readonly progress: string[] = [];
	#version = 1;

	private constructor(
		readonly connection: MessageConnection,
		readonly process: ChildProcess,
	) {}

	/** What is published for a document, once it is as wished; the last after five seconds. */
	async diagnosticsOf(uri: string, isGood: (all: readonly Diagnostic[]) => boolean, every = 10): Promise<readonly Diagnostic[]> {
		for (const end = Date.now() + 5000; ; await new Promise((resolve) => setTimeout(resolve, every))) {
			const found = this.diagnostics.get(uri) ?? [];
			if (isGood(found) || Date.now() > end) return found;
		}
	}

	/** Starts `dist/server.js --stdio` on a workspace folder and waits until the library is read. */
	static async start(folder?: string, options: ClientOptions = {}): Promise<LspClient> {
		const [command, ...args] = options.command ?? [process.execPath, 'dist/server.js', '--stdio', ...(options.args ?? [])];
		const child = spawn(command!, args, {
			stdio: ['pipe', 'pipe', options.command ? 'ignore' : 'inherit'],
			env: { ...process.env, XDG_CACHE_HOME: caches, ...options.env },
		});
		const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
		const client = new LspClient(connection, child);
		connection.onNotification('textDocument/publishDiagnostics', (parameters: PublishDiagnosticsParams) => {
			client.diagnostics.set(parameters.uri, parameters.diagnostics);
			client.published.push(parameters);
		});
		connection.trace(Trace.Messages, { log: (line: unknown) => client.#note(line) });
		connection.onRequest('window/workDoneProgress/create', () => null);
		connection.onRequest('workspace/applyEdit', ({ edit }: { edit: WorkspaceEdit }) => {
			client.applied.push(edit);
			return { applied: true };
		});
		connection.onRequest('client/registerCapability', () => null);
		connection.onRequest('workspace/diagnostic/refresh', () => null);
		connection.onNotification('$/progress', ({ value }) => {
			client.progress.push(value.kind);
		});
		connection.onRequest('workspace/configuration', ({ items }: { items: readonly { section: string }[] }) =>
			items.map(({ section }) => (section === 'lectern' ? (options.settings ?? {}) : {})),
		);
		const ready = new Promise<void>((resolve) => connection.onNotification('lectern/libraryChanged', () => resolve()));
		connection.listen();
		const parameters: InitializeParams = {
			processId: process.pid,
			...(options.locale === undefined ? undefined : { locale: options.locale }),
			rootUri: folder ?? null,
			workspaceFolders: folder === undefined ? null : [{ uri: folder, name: 'notes' }],
			...options.roots,
			...(options.isForeign ? {} : { initializationOptions: { lectern: options.lectern ?? {} } }),
			...(options.clientInfo !== null && { clientInfo: options.clientInfo ?? { name: 'Visual Studio Code' } }),
			capabilities: options.allCapabilities ?? {
				window: { workDoneProgress: true },
				workspace: {
					configuration: options.settings !== undefined,
					didChangeWatchedFiles: { dynamicRegistration: true },
				},
				notebookDocument: { synchronization: {} },
				...options.capabilities,
				textDocument: {
					codeAction: {
						codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
						isPreferredSupport: true,
						...options.capabilities?.textDocument?.codeAction,
					},
					completion: {
						completionItem: {
							documentationFormat: ['markdown'],
							...(options.capabilities?.textDocument ? {} : { insertReplaceSupport: true, labelDetailsSupport: true }),
							...options.capabilities?.textDocument?.completion?.completionItem,
						},
					},
					documentLink: { tooltipSupport: true },
					documentSymbol: { hierarchicalDocumentSymbolSupport: true },
					hover: { contentFormat: ['markdown'] },
					inlayHint: {},
					publishDiagnostics: { versionSupport: true },
					rename: options.capabilities?.textDocument?.rename,
					definition: options.capabilities?.textDocument?.definition,
				},
			},
		};
		client.initialized = await connection.sendRequest<InitializeResult>('initialize', parameters);
		await connection.sendNotification('initialized', {});
		if (!options.early && !options.isForeign) await ready;
		return client;
	}

	/** Keeps the method of what came in, from a line of the connection's trace. */
	#note(line: unknown): void {
		const [, method] = /^Received (?:request|notification) '([^' ]+)/.exec(String(line)) ?? [];
		if (method !== undefined) this.asked.push(method);
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

	/** Puts a text in the place of a range, as an editor sends each key. */
	edit(uri: string, range: Range, text: string): Promise<void> {
		return this.connection.sendNotification('textDocument/didChange', {
			textDocument: { uri, version: ++this.#version },
			contentChanges: [{ range, text }],
		});
	}

	hover(uri: string, position: Position): Promise<Hover | null> {
		return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
	}

	completion(uri: string, position: Position): Promise<CompletionList> {
		return this.connection.sendRequest('textDocument/completion', { textDocument: { uri }, position });
	}

	/** Tells the server that a file has changed, as an editor's watcher does. */
	fileChanged(uri: string, type: 1 | 2 | 3 = 2): Promise<void> {
		return this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
	}

	/** The best papers' keys for a query. */
	async search(query: string): Promise<string[]> {
		const rows = await this.connection.sendRequest<{ key: string }[]>('lectern/search', { query, limit: 10 });
		return rows.map(({ key }) => key);
	}

	/** What *Show Status* lists, about a document or the library alone: a line for each heading and row. */
	async status(uri?: string, languageId?: string): Promise<string> {
		const { sections } = await this.connection.sendRequest<StatusReport>('lectern/status', { uri, languageId });
		const line = ({ file = '', text, namedBy = '' }: StatusRow) => ['-', file, text, namedBy].filter((part) => part !== '').join(' ');
		return sections.flatMap(({ heading, rows }) => [`# ${heading}`, ...rows.map(line), '']).join('\n');
	}

	/** Ends the server as a crash does. */
	async kill(): Promise<void> {
		const gone = new Promise((resolve) => this.process.once('exit', resolve));
		this.process.kill('SIGKILL');
		await gone;
		this.connection.dispose();
	}

	async stop(): Promise<void> {
		await this.connection.sendRequest('shutdown');
		await this.connection.sendNotification('exit');
		await new Promise((resolve) => this.process.once('exit', resolve));
		this.connection.dispose();
	}
}

/** The key of the paper that a row of a completion list is about; nothing for other rows. */
export const keyOf = (item: CompletionItem | undefined): string | undefined => (item?.data as { readonly key?: string } | undefined)?.key;

/** Asks again until the answer is as wished, and answers it; throws with the last answer where none is within twenty seconds. */
export async function eventually<T>(ask: () => T | Promise<T>, isGood: (answer: T) => boolean): Promise<T> {
	const end = Date.now() + 20_000;
	for (;;) {
		const answer = await ask();
		if (isGood(answer)) return answer;
		if (Date.now() > end) throw new Error(`The answer was still ${inspect(answer, { depth: 6 })} after twenty seconds.`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
