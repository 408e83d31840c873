import * as v from 'valibot';
import { bundledKey, formatOf, inBackground, indexedExtensions, isProjectFile, languageOfFile, yieldToEventLoop } from '../engine/index.js';
import { workspaceTrusted } from '../protocol/index.js';
import { onNotification } from './feature.js';
import {
	DidChangeConfigurationNotification,
	DidChangeWatchedFilesNotification,
	DidChangeWorkspaceFoldersNotification,
} from './languageServer.js';
import { type Services, settingsChanged } from './services.js';

const folders = v.array(v.looseObject({ uri: v.string() }));
const folderChange = v.object({ event: v.object({ added: v.optional(folders, []), removed: v.optional(folders, []) }) });
const fileChanges = v.object({ changes: v.array(v.looseObject({ uri: v.string() })) });
const configuration = v.optional(v.looseObject({ settings: v.optional(v.unknown()) }));

/** Passes on what the editor reports about files, folders, documents and settings to the workspace. */
export function followWorkspace(services: Services): void {
	followDocuments(services);
	const { workspace, settings } = services;
	onNotification(services, DidChangeWorkspaceFoldersNotification.method, folderChange, ({ event: { added, removed } }) =>
		workspace.changeFolders(
			added.map(({ uri }) => uri),
			removed.map(({ uri }) => uri),
		),
	);
	onNotification(services, workspaceTrusted, v.unknown(), () => {
		services.trust.isGiven = true;
		return workspace.readNamed(true);
	});
	onNotification(services, DidChangeWatchedFilesNotification.method, fileChanges, ({ changes }) => {
		const uris = changes.map(({ uri }) => uri);
		services.changes.reportFiles(uris);
		return workspace.filesChanged(uris);
	});
	onNotification(services, DidChangeConfigurationNotification.method, configuration, async (pushed) => {
		const before = settings.current;
		await settings.update(pushed?.settings);
		await settingsChanged(services, before);
	});
}

/** Asks the editor to report what changes, takes its settings and reads the folders. */
export async function beginWorkspace(services: Services): Promise<void> {
	const { connection, client, settings, workspace, log } = services;
	const register = (what: string, registering: Promise<unknown>) => inBackground(log, `Asking for changes of ${what}`, registering);
	if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
		const watchers = indexedExtensions.map((extension) => ({ globPattern: `**/*${extension}` }));
		const options = { watchers: [...watchers, { globPattern: '**/.lectern/{reading,names}.yaml' }, { globPattern: '**/.gitignore' }] };
		register('files', connection.client.register(DidChangeWatchedFilesNotification.type, options));
	}
	if (client.workspace?.didChangeConfiguration?.dynamicRegistration)
		register('settings', connection.client.register(DidChangeConfigurationNotification.type, { section: 'lectern' }));
	const before = settings.current;
	await settings.update().catch((error: unknown) => log.error('Reading the settings failed', error));
	await settingsChanged(services, before);
	await workspace.load();
	await workspace.index();
}

function followDocuments(services: Services): void {
	const { open, workspace, notes, noteTracker, log } = services;
	const look = (uri: string) => inBackground(log, `Reading ${uri}`, () => workspace.filesChanged([uri]));

	/** Documents of which only the opening was reported so far: editors give the first version any number. */
	const justOpened = new Set<string>();
	open.texts.onDidOpen(({ document: { uri } }) => justOpened.add(uri));
	open.texts.onDidChangeContent(({ document }) => {
		const { uri } = document;
		const isFirst = justOpened.delete(uri);
		// A bundled summary is in the library already, and no note of the user's.
		if (bundledKey(uri) !== undefined) return;
		workspace.takeText(uri, document.getText(), isFirst);
		if (isFirst) inBackground(log, `Reading what ${uri} names`, workspace.documentOpened(uri));
		noteTracker.changed(uri);
	});
	open.texts.onDidClose(({ document: { uri } }) => {
		if (bundledKey(uri) !== undefined) return;
		if (open.notebooks.findNotebookDocumentForCell(uri)) notes.remove(uri);
		// What was read for it alone is dropped.
		workspace.documentClosed(uri);
		noteTracker.changed(uri);
		// What was typed and not saved is gone; the file counts again.
		if (formatOf(uri) || isProjectFile(uri) || languageOfFile(uri) !== undefined) look(uri);
	});
	// The cells of an open notebook are notes of their own; the file counts again when it is closed.
	open.notebooks.onDidOpen(({ uri }) => notes.remove(uri));
	open.notebooks.onDidClose(({ uri, cells }) => {
		for (const { document } of cells) notes.remove(document);
		// While this is reported, the notebook is still among those that are open.
		inBackground(log, `Reading ${uri}`, () => yieldToEventLoop().then(() => workspace.filesChanged([uri])));
	});
}
