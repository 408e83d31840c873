import { type CancellationToken, neverCancelled } from '../base/cancellation.js';
import type { FileSystem } from '../base/files.js';
import type { Log } from '../base/log.js';
import type { Settings } from '../base/settings.js';
import { bibliographiesOf, foundBibliographies, placesOfBibliographies } from '../documents/bibliography.js';
import { areListedTogether } from '../documents/bibliographyLists.js';
import type { Document } from '../documents/document.js';
import { labelsOf } from '../documents/labels.js';
import { languageOfFile } from '../documents/languages.js';
import { citingCommandsOf } from '../documents/markup/latexDefinitions.js';
import { createNoteFiles } from '../documents/noteFiles.js';
import { closedNote, NoteIndex } from '../documents/noteIndex.js';
import { isProjectFile, ProjectFiles } from '../documents/project/projectFiles.js';
import { type Context, userStateOf } from '../features/context.js';
import { textOfBytes } from '../library/bibtexFile.js';
import { bundledKey } from '../library/bundled.js';
import { type Corpus, corpusText, indexCorpus } from '../library/corpus.js';
import { formatOf } from '../library/formats/formats.js';
import type { LibraryStore } from '../library/library.js';
import { createLibraryFiles, type LibraryFiles } from '../library/libraryFiles.js';
import { NameFiles } from '../library/nameFiles.js';
import { ReadingFiles } from '../library/readingFiles.js';
import { createLibraryStore } from '../library/store.js';
import { wellKnownNames } from '../library/wellKnownNames.js';
import type { Formatting } from '../render/formatting.js';
import type { IndexingProgress } from '../workspace/folderReading.js';
import { OftenRead } from '../workspace/oftenRead.js';
import { indexedExtensions } from '../workspace/rules.js';
import { walk } from '../workspace/walk.js';
import { WorkspaceFiles, type WorkspaceHost } from '../workspace/workspaceFiles.js';
import type { ToolWorkspace } from './toolWorkspace.js';

/** What a library is read from, without an editor. All are URIs. */
export interface LibraryRequest {
	/** Folders whose library files and notes are read. */
	readonly folders: readonly string[];
	/** Folders of files that belong to no project: what is near in them is read, and no more. */
	readonly nearby?: readonly string[];
	/** Library files elsewhere. */
	readonly libraries: readonly string[];
	readonly settings: Settings;
	/** Whether notes are read for their citations alone, and not for the papers that they name. */
	readonly withoutNames?: boolean;
}

/** So long what was read counts as the present state of the files (ms). */
const lasting = 3000;

/** So many characters of notes are kept from one look at them to the next: where they are small, a file takes longer to open than to read. */
const mostKept = 1 << 24;

/** No editor has anything open. `counted` is called with how far reading folders is. */
const nobody = (counted: IndexingProgress['counted']): WorkspaceHost => ({
	isOpen: () => false,
	textOf: () => undefined,
	citedByOpen: () => [],
	beginIndexing: async () => ({ token: neverCancelled, report: () => undefined, done: () => undefined, ...(counted && { counted }) }),
	changed: () => undefined,
});

/** A library read from files alone, for the command line, for MCP, and for workspaces that are not trusted. */
export class StandaloneLibrary {
	/** The papers read so far. */
	readonly store: LibraryStore;
	readonly #notes = new NoteIndex();
	readonly #project = new ProjectFiles();
	readonly #readings = new ReadingFiles();
	readonly #names = new NameFiles();
	readonly #libraryFiles: LibraryFiles;
	readonly #workspace: WorkspaceFiles;
	/** Size and time of what was read, by URI. */
	#states = new Map<string, string>();
	#checkedAt = 0;
	/** Texts of notes that were looked at once, until they are asked for again. */
	readonly #texts = new Map<string, string>();
	#refreshing: Promise<void> | undefined;

	constructor(
		private readonly files: FileSystem,
		private readonly corpus: Corpus,
		readonly request: LibraryRequest,
		log: Log,
		counted?: IndexingProgress['counted'],
	) {
		const { settings, withoutNames = false } = request;
		this.#notes.isNaming = !withoutNames;
		this.store = createLibraryStore(wellKnownNames(corpus.names), false);
		this.#project.useCommands(citingCommandsOf(settings['latex.citeCommands']));
		this.#notes.markupOf = (uri, languageId) => this.#project.markupOf(uri, languageId);
		this.#notes.bibliographiesOf = (document) => bibliographiesOf(document, this.#project);
		this.#project.including = (name) => this.#notes.including(name);
		this.#libraryFiles = createLibraryFiles(this.store, files, undefined, log);
		this.#workspace = new WorkspaceFiles(
			{
				store: this.store,
				notes: this.#notes,
				project: this.#project,
				readings: this.#readings,
				names: this.#names,
				files,
				log,
				libraryFiles: this.#libraryFiles,
				noteFiles: createNoteFiles(this.#notes, files, undefined, '', log),
			},
			nobody(counted),
		);
		if (settings['library.bundled']) indexCorpus(this.store, corpus.records);
	}

	/** Reads everything. */
	async read(): Promise<void> {
		const { folders, nearby = [], libraries, settings } = this.request;
		this.#workspace.useFolders(folders);
		for (const folder of nearby) this.#workspace.addNearby(folder);
		await this.#workspace.useRules({ ...rulesOf(settings), libraryFiles: libraries });
		await this.#workspace.index();
	}

	/** Reads a file whatever the rules say. */
	add(uri: string): Promise<void> {
		return this.#workspace.add(uri);
	}

	/** Reads the project files that hold for a document, and the files that it is put together from, wherever they are. */
	readAround(uri: string): Promise<void> {
		return this.#workspace.readAround(uri);
	}

	/** Reads the bibliographies that notes name and that no rule lets in: those that Git ignores, and those outside the folders. */
	async readNamed(): Promise<void> {
		const { documentAt } = this.workspace(undefined);
		const named = new Set<string>();
		let left = mostKept;
		for (const uri of this.#notes.uris) {
			const document = await documentAt(uri);
			left -= document?.text.length ?? 0;
			if (document && left >= 0) this.#texts.set(uri, document.text);
			for (const each of document ? placesOfBibliographies(document, this.#project) : []) named.add(each);
		}
		const isRead = (uri: string): boolean => this.store.current.hasSource(uri) || this.#project.bibFiles.has(uri);
		const unread = [...named].filter((uri) => formatOf(uri) !== undefined && !isRead(uri));
		const often = new OftenRead();
		for (const uri of await this.#workspace.existing(unread)) if (!(await often.skips(uri, this.files))) await this.add(uri);
		await this.#workspace.readTogether();
	}

	/** The notes and library files of the folders, and those that were added, by their URIs. */
	get fileUris(): readonly string[] {
		const sources = this.store.current.sources.filter(({ origin }) => origin !== 'bundled').map(({ uri }) => uri);
		return [...new Set([...sources, ...this.#notes.uris])];
	}

	/** The files in which tools keep what holds for a folder or project. */
	get projectUris(): readonly string[] {
		return [...this.#project.textUris].filter(isProjectFile);
	}

	/** Reads what has changed since it was last read; everything the first time. Several callers wait for one reading. */
	refresh(): Promise<void> {
		if (this.#refreshing !== undefined) return this.#refreshing;
		if (Date.now() - this.#checkedAt < lasting) return Promise.resolve();
		this.#refreshing = this.#readChanges().finally(() => {
			this.#refreshing = undefined;
			this.#checkedAt = Date.now();
		});
		return this.#refreshing;
	}

	async #readChanges(): Promise<void> {
		const before = this.#states;
		const isFirst = this.#checkedAt === 0;
		this.#states = await this.#currentStates();
		if (isFirst) return this.read();
		const removed = [...before.keys()].filter((uri) => !this.#states.has(uri));
		const changed = [...this.#states].filter(([uri, state]) => before.get(uri) !== state).map(([uri]) => uri);
		if (removed.length + changed.length === 0) return;
		await this.#workspace.filesChanged([...removed, ...changed]);
		await this.#workspace.names.refreshNotes(neverCancelled);
	}

	/** Size and time of every file that is read, as they are now; one that cannot be asked about counts as it was. */
	async #currentStates(): Promise<Map<string, string>> {
		const { folders, libraries, settings } = this.request;
		const states = new Map<string, string>();
		const note = async (uri: string): Promise<void> => {
			const stat = await this.files.stat(uri).catch(() => 'unknown' as const);
			const state = stat === 'unknown' ? this.#states.get(uri) : stat && `${stat.size} ${stat.modified}`;
			if (state !== undefined) states.set(uri, state);
		};
		const own = folders.flatMap((folder) => ['reading', 'names'].map((name) => `${folder}/.lectern/${name}.yaml`));
		for (const uri of [...libraries, ...own]) await note(uri);
		for (const folder of folders)
			for await (const uri of walk(this.files, folder, indexedExtensions, rulesOf(settings).exclude, neverCancelled)) await note(uri);
		return states;
	}

	/** What features see of it now. */
	get context(): Context {
		const project = this.#project;
		const readings = this.#readings.all;
		return {
			library: this.store.current,
			notes: this.#notes,
			settings: this.request.settings,
			topics: this.corpus.topics,
			readings,
			recentlyCited: [],
			beside: userStateOf(readings, this.#notes),
			citedInOtherCells: () => [],
			bibliographiesOf: (document) => bibliographiesOf(document, project),
			foundBibliographies: (document) => foundBibliographies(document, project),
			labelsOf: (document) => labelsOf(document, this.#notes, project),
			areListedTogether: (one, other) => areListedTogether(one, other, project),
			isThere: (uri) => project.bibFiles.has(uri) || this.#libraryFiles.hasRead(uri),
		};
	}

	/** What tools see of it now. */
	workspace(formatting: Formatting | undefined, token: CancellationToken = neverCancelled): ToolWorkspace {
		const { files, corpus } = this;
		/** Whether the files exist that were asked about: hundreds of documents may name the same ones. */
		const asked = new Map<string, boolean>();
		const textAt = async (uri: string): Promise<string> => {
			const bundled = bundledKey(uri);
			if (bundled !== undefined) return corpusText(corpus, bundled);
			const kept = this.#texts.get(uri);
			if (kept !== undefined && this.#texts.delete(uri)) return kept;
			return textOfBytes(await files.read(uri));
		};
		return {
			context: this.context,
			folders: this.request.folders,
			project: this.#project,
			textAt,
			documentAt: async (uri): Promise<Document | undefined> => {
				// What cannot be read is noted where the files are.
				const text = await textAt(uri).catch(() => undefined);
				const languageId = languageOfFile(uri) ?? '';
				return text === undefined
					? undefined
					: closedNote(uri, languageId, text, this.#project.markupOf(uri, languageId), this.#notes.bibliographiesOf);
			},
			existing: async (uris) => {
				const all = [...uris];
				const unknown = all.filter((uri) => !asked.has(uri));
				const there = unknown.length === 0 ? new Set() : await this.#workspace.existing(unknown);
				for (const uri of unknown) asked.set(uri, there.has(uri));
				return new Set(all.filter((uri) => asked.get(uri)));
			},
			...(files.realFolder && { realUri: (uri: string) => files.realFolder!(uri) }),
			formatting,
			token,
		};
	}
}

const rulesOf = (settings: Settings) => ({ include: settings['library.include'], exclude: settings['library.exclude'] });
