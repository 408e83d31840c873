import {
	type ClientCapabilities,
	type Connection,
	DidChangeConfigurationNotification,
	DidChangeWatchedFilesNotification,
	FileChangeType,
	type InitializeResult,
	type ServerCapabilities,
	TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { Corpus, FileSystem } from './files.js';
import { forget, indexCorpus, indexedExtensions, indexFolders, readFile, readSource } from './indexer.js';
import { formatOf } from './library/formats/formats.js';
import { createLibraryStore } from './library/store.js';
import { codeActionFeature } from './lsp/codeActions.js';
import { completionFeature } from './lsp/completion.js';
import { definitionFeature } from './lsp/definition.js';
import { diagnosticsFeature } from './lsp/diagnostics.js';
import type { Feature } from './lsp/feature.js';
import { hoverFeature } from './lsp/hover.js';
import { inlayHintFeature } from './lsp/inlayHints.js';
import { libraryFeature } from './lsp/library.js';
import { referencesFeature } from './lsp/references.js';
import { Session } from './lsp/session.js';
import { workspaceSymbolFeature } from './lsp/workspaceSymbols.js';
import { type ClientTraits, libraryChanged } from './protocol.js';
import { readSettings } from './settings.js';

/** What a platform gives the server. */
export interface Platform {
	files(traits: ClientTraits): FileSystem;
	/** The build's `corpus.json`. */
	corpus(): Promise<Corpus>;
}

/** Every feature, one line each. */
const features: readonly Feature[] = [
	codeActionFeature,
	completionFeature,
	definitionFeature,
	diagnosticsFeature,
	hoverFeature,
	inlayHintFeature,
	libraryFeature,
	referencesFeature,
	workspaceSymbolFeature,
];

/** Serves LSP on a connection until it closes. */
export function startServer(connection: Connection, platform: Platform): void {
	let client: ClientCapabilities = {};
	let folders: readonly string[] = [];
	let files: FileSystem | undefined;
	const session = new Session(connection, createLibraryStore(), {
		read: (uri) => files!.read(uri),
		stat: (uri) => files!.stat(uri),
		readFolder: (uri) => files!.readFolder(uri),
	});

	connection.onInitialize(async ({ capabilities, initializationOptions, workspaceFolders, rootUri }): Promise<InitializeResult> => {
		client = capabilities;
		session.traits = ((initializationOptions as { lectern?: ClientTraits } | undefined)?.lectern ?? {}) satisfies ClientTraits;
		files = platform.files(session.traits);
		folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
		session.corpus = await platform.corpus();
		indexCorpus(session.store, session.corpus.summaries);
		const announced = features.map((feature) => feature.capabilities?.(client) ?? {});
		const capabilitiesOfAll: ServerCapabilities = Object.assign(
			{
				textDocumentSync: TextDocumentSyncKind.Incremental,
				workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
			},
			...announced,
		);
		return { capabilities: capabilitiesOfAll, serverInfo: { name: 'lectern' } };
	});

	connection.onInitialized(async () => {
		if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
			const watchers = indexedExtensions.map((extension) => ({ globPattern: `**/*${extension}` }));
			void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
		}
		if (client.workspace?.workspaceFolders)
			connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
				for (const { uri } of removed)
					for (const known of [...session.store.current.sources.map((source) => source.uri), ...session.notes.uris])
						if (known.startsWith(`${uri}/`)) forget(session, known);
				await index(added.map(({ uri }) => uri));
			});
		if (client.workspace?.didChangeConfiguration?.dynamicRegistration)
			void connection.client.register(DidChangeConfigurationNotification.type, { section: 'lectern' });
		await readEditorSettings();
		await index(folders);
	});

	const readEditorSettings = async () => {
		if (client.workspace?.configuration) session.settings = readSettings(await connection.workspace.getConfiguration('lectern'));
	};

	connection.onDidChangeConfiguration(async ({ settings }) => {
		// Editors that cannot be asked push the whole configuration.
		if (!client.workspace?.configuration) session.settings = readSettings((settings as { lectern?: unknown } | null)?.lectern);
		await readEditorSettings();
	});

	const isOpen = (uri: string): boolean => session.open.get(uri) !== undefined;

	const index = async (roots: readonly string[]): Promise<void> => {
		const progress = await connection.window.createWorkDoneProgress();
		progress.begin('Lectern: reading the library', 0, undefined, true);
		try {
			await indexFolders(session, roots, session.settings['library.exclude'], isOpen, progress.token, progress);
		} catch (error) {
			connection.console.error(`Reading the library failed: ${error}`);
		} finally {
			progress.done();
			changed();
		}
	};

	const changed = () => {
		session.libraryHasChanged();
		void connection.sendNotification(libraryChanged);
	};

	connection.onDidChangeWatchedFiles(async ({ changes }) => {
		for (const { uri, type } of changes) {
			if (type === FileChangeType.Deleted) forget(session, uri);
			else if (!isOpen(uri)) await readFile(session, uri, 'workspace');
		}
		changed();
	});

	session.open.onDidChangeContent(({ document }) => {
		const { generation } = session.store.current;
		if (formatOf(document.uri)) readSource(session.store, document.uri, 'workspace', document.getText());
		if (session.store.current.generation !== generation) changed();
		const note = session.document(document.uri)?.document;
		if (note?.markup) session.notes.update(note, session.store.current);
	});

	for (const feature of features) feature.register(session, () => client);
	session.open.listen(connection);
	connection.listen();
}
