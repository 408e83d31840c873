import { PassThrough } from 'node:stream';
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { ClientCapabilities } from 'vscode-languageserver';
import { createConnection } from 'vscode-languageserver/node';
import type { FileSystem } from '../../../server/engine/base/files.js';
import { emptyCorpus } from '../../../server/engine/library/corpus.js';
import { startServer } from '../../../server/lsp/server.js';

/** The whole server in this process, over files in memory below `file:///w`. */
export interface MemoryServer {
	readonly client: MessageConnection;
	/** By paths; may be changed. */
	readonly files: Record<string, string>;
	/** What was logged, with LSP's `MessageType`. */
	readonly log: { readonly type: number; readonly message: string }[];
	/** Called before each access to a file, which waits for it. */
	beforeAccess: (path: string) => Promise<void>;
	/** Opens a document at version 1. */
	open(path: string, languageId: string): Promise<void>;
	/** Ends once the server has handled everything that it was sent. */
	settled(): Promise<void>;
	/** Resolves once the server has read the files. */
	readonly ready: Promise<void>;
	stop(): void;
}

export const uriOf = (path: string): string => `file:///w/${path}`;

/**
 * Starts a server on files by their paths and waits until it has read them. With `access`, no file is read before that resolves, and the server is
 * returned at once.
 */
export async function startInMemory(
	files: Record<string, string>,
	capabilities: ClientCapabilities = {},
	options: object = {},
	access?: Promise<void>,
): Promise<MemoryServer> {
	const [toServer, toClient] = [new PassThrough(), new PassThrough()];
	const textOf = async (uri: string): Promise<string | undefined> => {
		const path = decodeURIComponent(uri.replace(/^file:\/\/\/w\/?/, ''));
		await server.beforeAccess(path);
		return files[path];
	};
	const system: FileSystem = {
		read: async (uri) => {
			const text = await textOf(uri);
			if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
			return new TextEncoder().encode(text);
		},
		stat: async (uri) => {
			const text = await textOf(uri);
			return text === undefined ? undefined : { size: text.length, modified: 1 };
		},
		readFolder: async (uri) => (uri === 'file:///w' ? Object.keys(files).map((name) => ({ name, isFolder: false })) : []),
	};
	startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
		files: () => system,
		corpus: async () => emptyCorpus,
		translation: async () => undefined,
		web: () => Promise.reject(new Error('no test asks the web')),
		zotero: () => Promise.reject(new Error('no test asks Zotero')),
	});
	const client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
	const ready = new Promise<void>((resolve) => {
		client.onNotification('lectern/libraryChanged', ({ isRead }) => isRead && resolve());
	});
	const server: MemoryServer = {
		client,
		ready,
		files,
		log: [],
		beforeAccess: async () => access,
		open: (path, languageId) =>
			client.sendNotification('textDocument/didOpen', {
				textDocument: { uri: uriOf(path), languageId, version: 1, text: files[path] ?? '' },
			}),
		settled: () => client.sendRequest('lectern/write', { languageId: 'markdown', keys: [] }),
		stop: () => client.dispose(),
	};
	client.onNotification('window/logMessage', (message) => {
		server.log.push(message);
	});
	client.onRequest('client/registerCapability', () => null);
	client.listen();
	await client.sendRequest('initialize', {
		processId: null,
		rootUri: null,
		workspaceFolders: [{ uri: 'file:///w', name: 'w' }],
		initializationOptions: { lectern: options },
		capabilities: {
			...capabilities,
			textDocument: {
				codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } }, isPreferredSupport: true },
				hover: { contentFormat: ['markdown'] },
				...capabilities.textDocument,
			},
		},
	});
	await client.sendNotification('initialized', {});
	if (!access) await ready;
	return server;
}
