import { safeParse } from 'valibot';
import type { ClientCapabilities, Connection, InitializeParams } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import {
	bibliographiesOf,
	bundledKey,
	type CacheFolder,
	type CancellationToken,
	type Corpus,
	citationStyleOf,
	citingCommandsOf,
	corpusText,
	createLibraryFiles,
	createLibraryStore,
	createNoteFiles,
	type FileSystem,
	forgetCorpus,
	hashOf,
	hasOnlyDefinitions,
	type IndexingProgress,
	indexCorpus,
	inSteps,
	LatestTopics,
	type LibraryFiles,
	type LibraryStore,
	type Log,
	l10n,
	loadTranslation,
	localize,
	NameFiles,
	NoteIndex,
	neverCancelled,
	noting,
	ProjectFiles,
	placesOfBibliographies,
	placesOfStyle,
	preparingLists,
	preparingValues,
	ReadingFiles,
	RegistryCheck,
	Rests,
	type Settings,
	SkippedFiles,
	textOfBytes,
	userStateOf,
	WorkspaceFiles,
	wellKnownNames,
} from '../engine/index.js';
import { type ClientOptions, clientOptions } from '../protocol/index.js';
import { ClientUris } from './clientUris.js';
import { connectionLog } from './connectionLog.js';
import { type HttpLibraryParts, HttpLibraryService } from './httpLibraryService.js';
import { LibraryChanges } from './libraryChanges.js';
import type { LiteratureService } from './literatureService.js';
import { MemoryToGive } from './memoryToGive.js';
import { NoteTracker } from './noteTracker.js';
import { OpenDocuments } from './openDocuments.js';
import { PdfReadings } from './pdfReadings.js';
import type { Platform } from './platform.js';
import { positionEncodingFor } from './positionEncoding.js';
import { Presentation } from './presentation.js';
import { EditorSettings } from './settings.js';
import type { StyleSources } from './styles.js';
import { textsIn } from './texts.js';
import { textsForMap } from './textsForMap.js';
import { TypingTracker } from './typing.js';
import { type WebServices, webServices } from './webServices.js';
import { ZoteroService } from './zoteroService.js';

/** What every feature gets: one connection, what its client supports, and what is known about the library, the workspace and open documents. */
export interface Services extends WebServices {
	readonly connection: Connection;
	readonly client: ClientCapabilities;
	/** What the client calls itself; nothing where it does not say. */
	readonly clientName: string | undefined;
	/** How the client writes URIs: for what is sent to it, other than answers. */
	readonly clientUris: ClientUris;
	/** What our own client said about itself. */
	readonly options: ClientOptions;
	readonly log: Log;
	readonly settings: EditorSettings;
	readonly corpus: Corpus;
	readonly store: LibraryStore;
	/** What the workspace's notes cite and name. */
	readonly notes: NoteIndex;
	/** What groups the papers by topic. */
	readonly topics: LatestTopics;
	/** How far the user has come with which paper. */
	readonly readings: ReadingFiles;
	/** What the user says about names. */
	readonly names: NameFiles;
	/** The workspace's project files, which say what its notes cite from. */
	readonly project: ProjectFiles;
	readonly files: FileSystem;
	/** What exists and is not read, with the reason. */
	readonly skipped: SkippedFiles;
	readonly workspace: WorkspaceFiles;
	/** Whether the user trusts the open folders. */
	readonly trust: { isGiven: boolean };
	readonly open: OpenDocuments;
	/** Where in which of the open documents the user is typing. */
	readonly typing: TypingTracker;
	readonly noteTracker: NoteTracker;
	readonly changes: LibraryChanges;
	readonly presentation: Presentation;
	readonly zotero: ZoteroService;
	readonly httpLibrary: HttpLibraryService;
	/** What registries said in the checks that the user asked for. */
	readonly registries: RegistryCheck;
	readonly pdfs: PdfReadings;
	/** The text of a bundled summary or a file as it is now, whatever an editor holds. Rejects where it cannot be read. */
	readText(uri: string): Promise<string>;
	/** Whether a `.bib` file or open document holds `@string`s or a preamble and no entry. */
	holdsOnlyDefinitions(uri: string): boolean;
	/** What is known of library files besides their records. */
	readonly libraryFiles: Pick<LibraryFiles, 'hasRead' | 'partsWith'>;
}

/** Topics' titles are the only words of the corpus that belong to no paper. */
const inUsersLanguage = (corpus: Corpus): Corpus => ({
	...corpus,
	topics: Object.fromEntries(Object.entries(corpus.topics).map(([name, title]) => [name, l10n.t(title)])),
});

/** Validates what a client says about itself; what is of a wrong type counts as left out. */
export function readClientOptions(given: unknown): ClientOptions {
	const own = (given as { lectern?: unknown } | null | undefined)?.lectern;
	const { success, output } = safeParse(clientOptions, own ?? {});
	return success ? output : {};
}

/** Whether a client introduces itself as ours. */
const isOwnClient = (initializationOptions: unknown): boolean =>
	typeof (initializationOptions as { lectern?: unknown } | null | undefined)?.lectern === 'object';

/** What sends our own notifications: nothing to a client that does not introduce itself as ours, which would complain of them. */
function senderFor(connection: Connection, initializationOptions: unknown): Pick<Connection, 'sendNotification'> {
	return isOwnClient(initializationOptions) ? connection : { sendNotification: async () => undefined };
}

/** The folders that a client opens (LSP 3.17, `InitializeParams`): each later form takes the place of the one before, unless it names none. */
function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly string[] {
	if (workspaceFolders && workspaceFolders.length > 0) return workspaceFolders.map(({ uri }) => uri);
	if (rootUri) return [rootUri];
	return rootPath ? [URI.file(rootPath).toString()] : [];
}

/** A text is long from so many letters on: each edit of it makes many objects. */
const longText = 200_000;

/** Builds all services for a client, once it has said what it supports and which folders are open. Reads the corpus, and no folder yet. */
export async function createServices(connection: Connection, platform: Platform, parameters: InitializeParams): Promise<Services> {
	const { capabilities: client, initializationOptions, locale } = parameters;
	const options = readClientOptions(initializationOptions);
	const log = connectionLog(connection);
	await loadTranslation(options.locale ?? locale, (tag) => platform.translation(tag, options));
	const corpus = inUsersLanguage(await platform.corpus(options));
	const folders = foldersOf(parameters);

	const skipped = new SkippedFiles((uri, reason) => log.warn(l10n.t('{0} is not read: {1}', uri, localize(reason))));
	const files = noting(platform.files(options), skipped);
	const cache = platform.cache?.(options, log);
	const settings = new EditorSettings(connection, client);
	const store = createLibraryStore(wellKnownNames(corpus.names), false);
	const readings = new ReadingFiles();
	const names = new NameFiles();
	const topics = new LatestTopics();
	const project = new ProjectFiles();
	const notes = notesWithin(project);
	project.including = (name) => notes.including(name);
	const libraryFiles = createLibraryFiles(store, files, cache, log);
	const noteFiles = createNoteFiles(notes, files, cache, `notes-${hashOf(folders.join('\n')).toString(16)}.json`, log);
	const open = new OpenDocuments(project, textsIn(positionEncodingFor(client)));
	open.texts.onDidOpen(({ document }) => {
		platform.hasWork?.();
		if (document.getText().length > longText) platform.hasLongText?.();
	});
	const trust = { isGiven: options.isUntrusted !== true };

	const rests = new Rests();
	open.texts.onDidChangeContent(() => rests.noteLetter());
	const memory = new MemoryToGive(platform.collectGarbage);
	const idleWork = async (token: CancellationToken): Promise<void> => {
		// First of all: until then each letter in a citation passes over the whole library.
		await inSteps(store.current.preparingSearch(), token);
		// All that follows may take long while somebody types.
		if (workspace.isIndexed) memory.wasRead();
		if (workspace.isIndexed) {
			// What Zotero or a typed bibliography gave may have shown what the workspace is about.
			if (workspace.names.weighBundled()) changes.report();
			noteTracker.readStale();
			await workspace.names.refreshNotes(token, rests.pause);
		}
		const library = store.current;
		const making = { library, titles: corpus.topics, textOf: textsForMap({ open, files, readText, log }), pause: rests.pause };
		if (options.commands && (await topics.update(making, token))) changes.tellClient();
		// The first requests of the tree and the filter are answered at once.
		const listed = { library, topics: corpus.topics, paperTopics: topics.current, beside: userStateOf(readings.all, notes) };
		if (options.commands) for (const preparing of [preparingLists, preparingValues]) await inSteps(preparing(listed), token, rests.pause);
		if (!token.isCancellationRequested) memory.wasSaved(await workspace.save(rests.pause));
	};
	const changes = new LibraryChanges(senderFor(connection, initializationOptions), log, () => workspace.isIndexed, idleWork);
	changes.listen(() => open.forgetMentions());
	const workspace = new WorkspaceFiles(
		{ store, libraryFiles, notes, noteFiles, project, readings, names, files, log },
		{
			isOpen: (uri) => open.has(uri),
			textOf: (uri) => open.texts.get(uri)?.getText(),
			citedByOpen: () => open.texts.all().flatMap((text) => placesOfBibliographies(open.documentOf(text), project)),
			isTrusted: () => trust.isGiven,
			beginIndexing: () => beginIndexing(connection, log, () => platform.hasWork?.()),
			changed: () => changes.report(),
		},
	);
	workspace.useFolders(folders, options.readings);
	indexCorpus(store, corpus.records);

	const readText = readingTexts(corpus, files);
	const styleSources = styleSourcesOf({ settings, workspace, project, files, open, readText });
	const noteTracker = new NoteTracker(open, notes, project, store, changes, workspace, log);
	const webServing = webServices(connection, platform, options, { settings, trust, log });
	const elsewhere = librariesElsewhere(connection, platform, parameters, { store, web: webServing.web, log, cache, changes });
	return {
		connection,
		client,
		clientName: platform.clientName ?? parameters.clientInfo?.name,
		clientUris: platform.clientUris ?? new ClientUris(),
		options,
		log,
		...webServing,
		settings,
		corpus,
		store,
		notes,
		readings,
		names,
		topics,
		project,
		files,
		skipped,
		workspace,
		trust,
		open,
		typing: new TypingTracker(),
		noteTracker,
		changes,
		presentation: new Presentation(options, platform.mathjax?.(options), platform.formatting?.(options), styleSources, log),
		...elsewhere,
		registries: registriesOf(webServing.literature, cache, log),
		pdfs: new PdfReadings(files, platform.readPdf),
		readText,
		holdsOnlyDefinitions: (uri) => {
			const text = open.texts.get(uri);
			return text ? hasOnlyDefinitions(text.getText()) : libraryFiles.holdsOnlyDefinitions(uri);
		},
		libraryFiles,
	};
}

/** The registries, asked for one work at a time. */
const registriesOf = (literature: LiteratureService, cache: CacheFolder | undefined, log: Log): RegistryCheck =>
	new RegistryCheck((host, path, token) => literature.ask(host, path, token, { isSingle: true, isPatient: true }), cache, log);

/** The libraries that are no files. */
function librariesElsewhere(
	connection: Connection,
	platform: Platform,
	{ initializationOptions }: InitializeParams,
	shared: Pick<HttpLibraryParts, 'store' | 'web' | 'log' | 'cache' | 'changes'>,
): Pick<Services, 'zotero' | 'httpLibrary'> {
	const sender = senderFor(connection, initializationOptions);
	const { remote } = readClientOptions(initializationOptions);
	return {
		zotero: new ZoteroService({
			...shared,
			connection: sender,
			ask: platform.zotero,
			remote,
			computer: platform.computer,
			port: platform.zoteroPort,
		}),
		httpLibrary: new HttpLibraryService({
			...shared,
			connection: sender,
			isOwnClient: isOwnClient(initializationOptions),
			setting: platform.httpLibrary,
		}),
	};
}

/** Where styles are named and looked for. */
function styleSourcesOf({
	settings,
	workspace,
	project,
	files,
	open,
	readText,
}: Pick<Services, 'settings' | 'workspace' | 'project' | 'files' | 'open' | 'readText'>): StyleSources {
	return {
		styleSetting: () => settings.current['reference.style'],
		placesOf: (path) => workspace.placesOf([path]),
		styleOf: (document) => citationStyleOf(document, project),
		placesOfNamed: (style, document) => placesOfStyle(style, document, project, files.pandocStyles ?? []),
		textIfThere: async (uri) => {
			const text = open.texts.get(uri);
			if (text) return text.getText();
			// Why a style cannot be read does not matter: the user is shown where it was looked for. The log has the reason.
			return readText(uri).catch(() => undefined);
		},
	};
}

/** Reads the texts of bundled summaries and of files. */
const readingTexts =
	(corpus: Corpus, files: FileSystem): Services['readText'] =>
	async (uri) => {
		const bundled = bundledKey(uri);
		if (bundled !== undefined) return corpusText(corpus, bundled);
		const bytes = await files.read(uri);
		return textOfBytes(bytes);
	};

/** The index of notes of a project. */
function notesWithin(project: ProjectFiles): NoteIndex {
	const notes = new NoteIndex();
	notes.markupOf = (uri, languageId) => project.markupOf(uri, languageId);
	notes.bibliographiesOf = (document) => bibliographiesOf(document, project);
	return notes;
}

/** Puts settings into effect that are not only looked up when needed; `before` are those that were in effect. */
export async function settingsChanged(
	{ settings, project, corpus, store, workspace, changes, noteTracker, zotero, httpLibrary }: Services,
	before: Settings,
): Promise<void> {
	const { current, rules } = settings;
	zotero.use(current.zotero);
	httpLibrary.use(current.httpLibrary);
	if (current['library.bundled'] !== before['library.bundled']) {
		if (current['library.bundled']) indexCorpus(store, corpus.records);
		else forgetCorpus(store);
		if (workspace.isIndexed) changes.report();
	}
	const commands = current['latex.citeCommands'];
	if (JSON.stringify(commands) !== JSON.stringify(before['latex.citeCommands'])) {
		project.useCommands(citingCommandsOf(commands));
		if (workspace.isIndexed) noteTracker.projectChanged();
	}
	await workspace.useRules(rules);
}

/** Shows in the editor how far reading the folders is; a client that refuses to goes without. `hasFile` is called for each file that is read. */
async function beginIndexing({ window }: Connection, log: Log, hasFile: () => void): Promise<IndexingProgress> {
	const progress = await window.createWorkDoneProgress().catch((error: unknown) => log.warn('The client shows no progress', error));
	if (!progress) return { token: neverCancelled, report: hasFile, done: () => undefined };
	progress.begin(l10n.t('Lectern: reading the library'), 0, undefined, true);
	return {
		token: progress.token,
		report: (percentage, message) => {
			hasFile();
			progress.report(percentage, message);
		},
		done: () => progress.done(),
	};
}
