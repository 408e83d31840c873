import { type CancellationToken, neverCancelled } from '../base/cancellation.js';
import { contentOf, type FileContent, type FileSystem, whyNotRead } from '../base/files.js';
import { inSlices, inSteps, resultInSlices } from '../base/inSlices.js';
import { inBackground, type Log } from '../base/log.js';
import { fileNameOf } from '../base/uri.js';
import { namesCalled, topicsOfNotes } from '../documents/calledNames.js';
import { isLatexSource, languageOfFile } from '../documents/languages.js';
import { isBundledRelevant } from '../documents/mentions/bundled.js';
import { enterNames } from '../documents/mentions/mentions.js';
import type { NoteFiles } from '../documents/noteFiles.js';
import type { Note, NoteIndex } from '../documents/noteIndex.js';
import { mayHoldMetadata } from '../documents/project/metadataFiles.js';
import { folderOf } from '../documents/project/paths.js';
import { isProjectFile, type ProjectFiles } from '../documents/project/projectFiles.js';
import { textOfBytes } from '../library/bibtexFile.js';
import { isFileSource } from '../library/fileSource.js';
import { formatOf } from '../library/formats/formats.js';
import type { LibraryStore } from '../library/library.js';
import type { LibraryFiles } from '../library/libraryFiles.js';
import type { NameFiles } from '../library/nameFiles.js';
import type { Origin } from '../library/paper.js';
import type { ReadingFiles } from '../library/readingFiles.js';
import { FileQueue } from './fileQueue.js';
import { filesAround } from './filesAround.js';
import { KeptContents } from './keptContents.js';
import { isBroad, projectFolderOf } from './projectFolder.js';
import { including, indexedExtensions, isReadBy, type Rules } from './rules.js';
import { globalLibraryFiles } from './userLibraryFiles.js';
import { isBroadFolder, pathBelow, type WalkBounds, walk } from './walk.js';

/** What the workspace fills, and where it reads. */
export interface WorkspaceParts {
	readonly store: LibraryStore;
	readonly libraryFiles: LibraryFiles;
	readonly notes: NoteIndex;
	readonly noteFiles: NoteFiles;
	readonly project: ProjectFiles;
	/** The reading states; left out where nobody asks for them. */
	readonly readings?: ReadingFiles;
	/** What the user says about names; left out where nobody asks for it. */
	readonly names?: NameFiles;
	readonly files: FileSystem;
	readonly log: Log;
}

/** What the workspace needs from the program around it: an editor's server, or the command line. */
export interface WorkspaceHost {
	/** Whether an editor has a file open: then its text counts, not the file's. */
	isOpen(uri: string): boolean;
	/** URIs of the bibliographies that open documents cite from. */
	citedByOpen(): Iterable<string>;
	/** Whether the user trusts the workspace: where not, nothing outside it is read because a document names it. Trusted where left out. */
	isTrusted?(): boolean;
	/** Called before folders are read. */
	beginIndexing(): Promise<IndexingProgress>;
	/** Called after something was read or dropped. */
	changed(): void;
}

/** Where reading folders reports how far it is. */
export interface IndexingProgress {
	readonly token: CancellationToken;
	report(percentage: number, message: string): void;
	done(): void;
}

/** The settings that say which files are read. */
export interface WorkspaceRules extends Rules {
	/** Paths of library files wherever they are, as `globalLibraryFiles` takes them. */
	readonly libraryFiles: readonly string[];
}

/** Whether a file is to be read. */
type ReadingRule = (uri: string) => boolean | Promise<boolean>;

/** What is read of a file: all of it; or, while folders are read, first what goes into the library and says something of its project, then the note. */
type Part = 'all' | 'library' | 'project' | 'note';

/** How a file is looked at. */
interface Look {
	readonly isRead: ReadingRule;
	readonly part?: Part;
	/** Whether the file was just found in its folder. */
	readonly isListed?: boolean;
	/** Whether the file is as it was when it was last found to be a note and nothing else. */
	readonly isUnchanged?: boolean;
	readonly token?: CancellationToken;
}

const always: ReadingRule = () => true;

/** So many library files are looked at for links. */
const mostFollowed = 1000;

/** How much is read of the folder of a file that belongs to no project. */
const nearby: WalkBounds = { depth: 3, folders: 100 };

/** So many records' names are entered in one go: less than a millisecond. */
const namesAtOnce = 50;

/**
 * The files of a workspace: which folders are open, which of their files are read, and what is known about each. Whatever happens to a file – it
 * is found, saved, deleted or closed, or a setting changes – ends in `#refresh`, which asks what should be known about the file now.
 */
export class WorkspaceFiles {
	/** The folders that the program around it has open. */
	#opened: readonly string[] = [];
	/** The folders of projects that were found around documents, and how much of them is read. */
	readonly #projects = new Map<string, WalkBounds | undefined>();
	/** Folders up to which project files hold for a document outside the folders, or in one of them that is a part of its project. */
	readonly #roots = new Set<string>();
	/** Files that are read because a document is put together from them, or because they hold for it. */
	readonly #around = new Set<string>();
	/** What is being read for documents that were just opened: what they name, then all of their projects. */
	readonly #opening = new Map<string, { readonly named: Promise<void>; readonly all: Promise<void> }>();
	#hasBegun = false;
	#naming: Promise<void> = Promise.resolve();
	#ownReadings: string | undefined;
	#rules: WorkspaceRules = { include: [], exclude: [], libraryFiles: [] };
	#isIndexed = false;
	/** The reading of reading states and of what is said about names, and that of folders, that was begun last. */
	#states: Promise<void> = Promise.resolve();
	#indexing: Promise<unknown> = Promise.resolve();
	#unwatch: readonly (() => void)[] = [];
	/** What stops watching the files outside the folders that documents name, and the targets of links, by their URIs. */
	readonly #watched = new Map<string, { readonly uris: readonly string[]; readonly stop: () => void }>();
	/** The links in the folders to other files, by the URIs of these files. */
	#links: Map<string, readonly string[]> = new Map();
	/** The files outside the folders that open documents name. */
	#outside: readonly string[] = [];
	/** The files that open documents name, when they were looked for last. */
	#named = '';
	readonly #queue = new FileQueue();
	/** What was read of files for the library and the project while folders are read, and is still to be read as notes. */
	readonly #kept = new KeptContents();

	constructor(
		private readonly parts: WorkspaceParts,
		private readonly host: WorkspaceHost,
	) {}

	/** URIs of the open folders, and of the projects that were found around open documents. */
	get folders(): readonly string[] {
		return this.#folders;
	}

	get #folders(): readonly string[] {
		return [...this.#opened, ...[...this.#projects.keys()].filter((folder) => !this.#opened.includes(folder))];
	}

	/**
	 * Whether all is read that says what a document may cite: before, a key that nobody has may only not have been read yet. `uri` is that of an
	 * open document.
	 */
	isReadFor(uri: string): boolean {
		return this.#isIndexed && !this.#opening.has(uri);
	}

	/** Whether the folders have been read: before, a key that nobody has may only not have been read yet. */
	get isIndexed(): boolean {
		return this.#isIndexed;
	}

	/** The URIs that paths in a setting may mean, in order. */
	placesOf(paths: readonly string[]): readonly string[] {
		return globalLibraryFiles(paths, this.#folders, this.parts.files.home);
	}

	/** Where a file's records come from, by where it is. */
	originOf(uri: string): Origin {
		return this.#folders.some((folder) => pathBelow(folder, uri) !== undefined) ? 'workspace' : 'user';
	}

	/** Sets the open folders without reading them, and the file with the user's own reading states, where there is one. */
	useFolders(folders: readonly string[], ownReadings = this.#ownReadings): void {
		const { project, readings, names, files, log } = this.parts;
		this.#opened = folders;
		this.#ownReadings = ownReadings;
		this.#showFolders();
		project.home = files.home;
		project.searchedFolders = files.bibInputs ?? [];
		const namesRead = names?.use(folders, files).then(() => this.useNames());
		this.#states = namesRead?.catch((error: unknown) => log.error('Reading what is said about names failed', error)) ?? Promise.resolve();
		if (!readings) return;
		const uris = [...this.#folders.map((folder) => `${folder}/.lectern/reading.yaml`), ...(ownReadings === undefined ? [] : [ownReadings])];
		// No file of a folder may keep a server from starting: only reading the folders waits for this.
		const readingsRead = readings.use(uris, files).catch((error: unknown) => log.error('Reading the reading states failed', error));
		this.#states = Promise.all([this.#states, readingsRead]).then(() => undefined);
	}

	/** Reads what is near a file that belongs to no project, from its folder on, besides the folders. */
	addNearby(folder: string): void {
		this.#projects.set(folder, nearby);
		this.useFolders(this.#opened);
	}

	/** Takes other rules. Where the folders have been read before, files are read and dropped accordingly. */
	async useRules(rules: WorkspaceRules): Promise<void> {
		const isSame = JSON.stringify(rules) === JSON.stringify(this.#rules);
		this.#rules = rules;
		if (isSame || !this.#isIndexed) return;
		const listed = await this.index();
		await this.#refreshAll([...this.#known()].filter((uri) => !listed.has(uri)));
		this.host.changed();
	}

	/** Takes folders in and out. What only a removed folder had is dropped. */
	async changeFolders(added: readonly string[], removed: readonly string[]): Promise<void> {
		this.useFolders([...this.#opened.filter((folder) => !removed.includes(folder)), ...added]);
		await this.#states;
		await this.#refreshAll([...this.#known()].filter((uri) => removed.some((folder) => pathBelow(folder, uri) !== undefined)));
		await this.index(added);
	}

	/**
	 * Reads every file below the folders that the rules let in, and the user's own libraries. Stops early when cancelled, and never rejects: what
	 * fails is logged. Returns the URIs of the files that were found.
	 */
	index(roots: readonly string[] = this.#folders): Promise<ReadonlySet<string>> {
		this.#hasBegun = true;
		const indexing = this.#indexing.then(async () => {
			await this.#states;
			return this.#index(roots);
		});
		this.#indexing = indexing;
		return indexing;
	}

	/**
	 * Reads what a document needs that was just opened, wherever it is: what it names, and where no folder is open the project around it. Never
	 * rejects: what fails is logged.
	 */
	async documentOpened(uri: string): Promise<void> {
		const { files, log } = this.parts;
		if (!uri.startsWith('file:') || files.home === undefined || this.host.isTrusted?.() === false) return;
		const logged = (error: unknown) => log.error(`Reading what ${uri} names failed`, error);
		const named = this.readAround(uri)
			.then(() => this.readNamed())
			.catch(logged);
		const all = named.then(() => this.#readProjectAround(uri)).catch(logged);
		const opening = { named, all };
		this.#opening.set(uri, opening);
		await all;
		if (this.#opening.get(uri) === opening) this.#opening.delete(uri);
	}

	/** What is still being read for a document that was just opened: what it names, and all that it may cite. Nothing where all is read. */
	opening(uri: string): { readonly named: Promise<void>; readonly all: Promise<void> } | undefined {
		return this.#opening.get(uri);
	}

	/** Reads the project files that hold for a document, and the files that it is put together from, wherever they are. */
	async readAround(uri: string): Promise<void> {
		const { files, project } = this.parts;
		const folder = folderOf(uri);
		const root = (await projectFolderOf(files, folder)) ?? folder;
		if (!this.#folders.some((each) => each === root || pathBelow(each, root) !== undefined) && !isBroad(files, root)) {
			this.#roots.add(root);
			this.#showFolders();
		}
		for await (const each of filesAround({ files, project }, uri, root)) {
			this.#around.add(each);
			await this.#queue.run(each, () => this.#refresh(each, { isRead: always }));
		}
	}

	/** Reads the project of a document where no folder is open; where it has none, what is near it. Nothing where that is a broad folder. */
	async #readProjectAround(uri: string): Promise<void> {
		const { files } = this.parts;
		if (this.#opened.some((folder) => !isBroad(files, folder))) return;
		const own = folderOf(uri);
		const project = await projectFolderOf(files, own);
		const folder = project ?? own;
		const isRead = this.#folders.some((each) => !isBroad(files, each) && (each === folder || pathBelow(each, folder) !== undefined));
		if (!isRead && isBroad(files, folder)) return;
		if (!isRead) {
			this.#projects.set(folder, project === undefined ? nearby : undefined);
			this.useFolders(this.#opened);
			// What is read at the start includes it.
			if (this.#hasBegun) await this.index([folder]);
		}
		await this.#indexing;
	}

	/** Which folders the rules for projects see. */
	#showFolders(): void {
		this.parts.project.folders = [...this.#folders, ...[...this.#roots].filter((root) => !this.#folders.includes(root))];
	}

	/**
	 * Reads the bibliographies that open documents name and that no rule lets in: those that Git ignores, and those outside the folders, which are
	 * only read. `again` looks for those that were not there before, too.
	 */
	readNamed(again = false): Promise<void> {
		const reading = this.#naming.then(() => this.#readNamed(again));
		// The caller learns what failed; the next one begins all the same.
		this.#naming = reading.catch(() => undefined);
		return reading;
	}

	async #readNamed(again: boolean): Promise<void> {
		const { store, project } = this.parts;
		const uris = [...new Set(this.host.citedByOpen())].filter((uri) => formatOf(uri) !== undefined && this.#mayBeNamed(uri));
		const named = uris.join('\n');
		if (!again && named === this.#named) return;
		this.#named = named;
		const { generation } = store.current;
		const outside = uris.filter((uri) => this.originOf(uri) === 'user');
		const sources = store.current.sources.filter(({ origin }) => origin === 'workspace').map(({ uri }) => uri);
		const read = again ? [...sources, ...[...project.uris].filter(isProjectFile)] : [];
		this.#links = new Map([...this.#links, ...(await this.#linksAmong([...uris, ...read]))]);
		this.#outside = outside;
		this.#watchOutside();
		for (const uri of uris) {
			if (store.current.hasSource(uri) || project.bibFiles.has(uri)) continue;
			await this.#queue.run(uri, () => this.#refresh(uri, { isRead: always }));
		}
		if (store.current.generation !== generation) this.host.changed();
	}

	/** Whether a file may be read because a document names it. */
	#mayBeNamed(uri: string): boolean {
		return this.originOf(uri) === 'workspace' || this.host.isTrusted?.() !== false;
	}

	/** The files that those of the files lead to that are links, with the links' own URIs: editors do not report that these change, too. */
	async #linksAmong(uris: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
		const { files } = this.parts;
		const targets = new Map<string, string[]>();
		if (!files.realFolder || !files.watch) return targets;
		for (const uri of [...new Set(uris)].slice(0, mostFollowed)) {
			if (this.originOf(uri) === 'user') continue;
			const [target, folder] = [await files.realFolder(uri), await files.realFolder(uri.slice(0, uri.lastIndexOf('/')))];
			const name = uri.slice(uri.lastIndexOf('/'));
			if (target !== undefined && folder !== undefined && target !== `${folder}${name}`)
				targets.set(target, [...(targets.get(target) ?? []), uri]);
		}
		return targets;
	}

	/** Watches what documents name outside the folders, and what links lead to there. */
	#watchOutside(): void {
		const targets = new Set([...this.#outside, ...[...this.#links.keys()].filter((uri) => this.originOf(uri) === 'user')]);
		this.#watch(new Map(Array.from(targets, (uri) => [uri, [uri, ...(this.#links.get(uri) ?? [])]])));
	}

	/** Watches files outside the folders, and no others any longer; each with the URIs by which it is read. */
	#watch(outside: ReadonlyMap<string, readonly string[]>): void {
		const { files, log } = this.parts;
		for (const [target, { uris, stop }] of this.#watched)
			if (outside.get(target)?.join() !== uris.join()) {
				stop();
				this.#watched.delete(target);
			}
		for (const [target, uris] of outside) {
			if (this.#watched.has(target)) continue;
			const stop = files.watch?.(target, () => inBackground(log, `Reading ${target}`, () => this.filesChanged(uris)));
			if (stop) this.#watched.set(target, { uris, stop });
		}
	}

	/** Brings what is known about files up to what they are: they were written, made or deleted, or an editor has closed them. */
	async filesChanged(uris: readonly string[]): Promise<void> {
		const isNamedOrBelow = this.#rule();
		// Where no folder is open, every file is read that an editor had open.
		const isRead: ReadingRule = (uri) => this.#opened.length === 0 || isNamedOrBelow(uri);
		const links = uris.flatMap((uri) => this.#links.get(uri) ?? []);
		for (const uri of new Set([...uris, ...links])) await this.#queue.runOnce(uri, () => this.#refresh(uri, { isRead }));
		for (const [target, made] of await this.#linksAmong(uris))
			this.#links.set(target, [...new Set([...(this.#links.get(target) ?? []), ...made])]);
		this.#watchOutside();
		this.weighBundled();
		this.host.changed();
	}

	/** Reads a file whatever the rules say. */
	async add(uri: string): Promise<void> {
		await this.#queue.run(uri, () => this.#refresh(uri, { isRead: always }));
	}

	/** Takes the text of an open file in place of what the file has; `isFirst` where the file was just opened. */
	takeText(uri: string, text: string, isFirst: boolean): void {
		const { store, libraryFiles, project } = this.parts;
		const { generation } = store.current;
		project.add(uri);
		if (!isProjectFile(uri)) libraryFiles.readText(uri, this.originOf(uri), text);
		// What a long LaTeX file names is read with the rest of it, once typing pauses.
		if (isProjectFile(uri) || mayHoldMetadata(uri) || isFirst) project.update(uri, text);
		if (store.current.generation !== generation) this.host.changed();
	}

	/** Whether there is a file; one that cannot be asked about counts as one. */
	async exists(uri: string): Promise<boolean> {
		return this.parts.files.stat(uri).then(
			(found) => found !== undefined,
			(error: unknown) => {
				this.parts.log.debug(`${uri} cannot be asked about: ${error instanceof Error ? error.message : String(error)}`);
				return true;
			},
		);
	}

	/** Those of the files that exist: open, read, found, or not to be asked about now. */
	async existing(uris: Iterable<string>): Promise<ReadonlySet<string>> {
		const { sources } = this.parts.store.current;
		const read = new Set(sources.filter(({ failure }) => failure === undefined).map(({ uri }) => uri));
		const there = new Set<string>();
		for (const uri of new Set(uris)) if (read.has(uri) || this.host.isOpen(uri) || (await this.exists(uri))) there.add(uri);
		return there;
	}

	/** Takes what is said about names now into the library; `notes` are all notes, where what they say of papers may be something else than before. */
	useNames(notes?: readonly Note[]): void {
		const { store, names } = this.parts;
		if (!names) return;
		if (notes) names.useNotes(namesCalled(notes, store.current), topicsOfNotes(notes));
		store.useChoices(names.all);
	}

	/**
	 * Finds out by the library and the notes whether the workspace is about what the bundled papers are about. Returns whether that is new: then
	 * the notes name other papers.
	 */
	weighBundled(): boolean {
		const { store, notes } = this.parts;
		return store.setBundledRelevance(isBundledRelevant(store.current, notes.bundledKeys));
	}

	/** Looks for names that are new to the library in notes that are not open. Stops when cancelled. */
	async refreshNotes(token: CancellationToken): Promise<void> {
		const { notes, store } = this.parts;
		const { generation } = store.current;
		this.useNames([...notes.all]);
		if (store.current.generation !== generation) this.host.changed();
		await this.#enterAllNames(token);
		for await (const uri of inSlices([...notes.uris], token))
			if (!this.host.isOpen(uri) && notes.isStale(uri, store.current)) await this.#lookAtListed(uri, { part: 'note', token });
	}

	/** Brings back what was kept of notes at the last start. */
	load(): Promise<void> {
		return this.parts.noteFiles.load();
	}

	/** Keeps what was read for the next start. Whether it was much. */
	async save(): Promise<boolean> {
		await this.parts.noteFiles.save();
		return this.parts.libraryFiles.save();
	}

	/** What should be known about a file now? Nothing of one that is gone, or that nobody reads; of any other what it holds, unless it is open. */
	async #refresh(uri: string, { isRead, part = 'all', isListed = false, isUnchanged = false, token }: Look): Promise<void> {
		const { files, readings, names } = this.parts;
		if (readings?.has(uri)) return readings.read(uri, files);
		if (names?.has(uri)) {
			await names.read(uri, files);
			this.useNames();
			return;
		}
		const kept = this.#kept.take(uri);
		if (this.host.isOpen(uri)) return;
		try {
			const isToRead = (await isRead(uri)) && (isListed || (await this.exists(uri)));
			// An editor may have opened it meanwhile.
			if (this.host.isOpen(uri)) return;
			if (isToRead) await this.#read(uri, part, isUnchanged, token, part === 'note' ? kept : undefined);
			else this.#forget(uri);
		} catch (error) {
			// The others are read nevertheless, and what was known of this one stays.
			files.skipped?.add(uri, whyNotRead(error));
		}
	}

	/** Reads a file as a library file, as one of a project and as a note, whichever it is. */
	async #read(
		uri: string,
		part: Part,
		isUnchanged: boolean,
		token: CancellationToken | undefined,
		kept: FileContent | undefined,
	): Promise<void> {
		const { libraryFiles, noteFiles, store } = this.parts;
		let content = kept;
		if ((part === 'all' || part === 'library') && !isProjectFile(uri)) content = await libraryFiles.read(uri, this.originOf(uri), token);
		if (part !== 'note') content = await this.#readProjectFile(uri, content);
		if (!isNote(uri) || this.host.isOpen(uri)) return;
		if (part !== 'all' && part !== 'note') {
			this.#kept.put(uri, content);
			return;
		}
		if (isUnchanged && noteFiles.restore(uri, store.current)) return;
		await noteFiles.read(uri, store.current, store.current.hasSource(uri), () => !this.host.isOpen(uri), content);
	}

	/**
	 * Takes in what a file says about its project: its settings, or the files that LaTeX or Typst puts a document together from. Returns the file's
	 * content where it was read, here or before.
	 */
	async #readProjectFile(uri: string, known: FileContent | undefined): Promise<FileContent | undefined> {
		const { project, files } = this.parts;
		project.add(uri);
		if (!isProjectFile(uri) && !mayHoldMetadata(uri) && !isLatexSource(uri) && !/^(?:typst|org)$/.test(languageOfFile(uri) ?? ''))
			return known;
		const content = known ?? (await contentOf(uri, files));
		if (content && !this.host.isOpen(uri)) project.update(uri, textOfBytes(content.bytes));
		return content;
	}

	/** Drops all that is known about a file that no editor has open. */
	#forget(uri: string): void {
		const { libraryFiles, noteFiles, project, files } = this.parts;
		files.skipped?.delete(uri);
		libraryFiles.forget(uri);
		noteFiles.forget(uri);
		project.remove(uri);
	}

	/** Which files are read, by the rules or because something names them. Make another one after some time: a `.gitignore` may change. */
	#rule(): ReadingRule {
		const isBelow = isReadBy(this.parts.files, this.#folders, this.#rules);
		let named: ReadonlySet<string> | undefined;
		return async (uri) => {
			if (this.#around.has(uri) || (await isBelow(uri))) return true;
			named ??= new Set([
				...this.placesOf(this.#rules.libraryFiles),
				...[...this.host.citedByOpen()].filter((each) => this.#mayBeNamed(each)),
			]);
			return named.has(uri);
		};
	}

	/** All files that something is known about. */
	#known(): ReadonlySet<string> {
		const { store, notes, project } = this.parts;
		const sources = store.current.sources.filter(({ origin, uri }) => origin !== 'bundled' && isFileSource(uri)).map(({ uri }) => uri);
		return new Set([...sources, ...notes.uris, ...project.uris]);
	}

	async #refreshAll(uris: readonly string[]): Promise<void> {
		const isRead = this.#rule();
		for await (const uri of inSlices(uris, neverCancelled)) await this.#queue.run(uri, () => this.#refresh(uri, { isRead }));
	}

	#lookAtListed(uri: string, look: Omit<Look, 'isRead' | 'isListed'>): Promise<void> {
		return this.#queue.run(uri, () => this.#refresh(uri, { isRead: always, isListed: true, ...look }));
	}

	async #index(roots: readonly string[]): Promise<ReadonlySet<string>> {
		const { log, store, notes } = this.parts;
		const progress = await this.host.beginIndexing();
		const started = Date.now();
		let listed: readonly string[] = [];
		try {
			listed = await this.#list(roots, progress.token);
			const hasNewNames = await this.#readListed(listed, progress);
			await this.readNamed(true);
			if (this.weighBundled() || hasNewNames) await this.refreshNotes(progress.token);
			const milliseconds = Date.now() - started;
			log.info(`Read ${listed.length} files in ${milliseconds} ms; there are ${store.current.size} papers and ${notes.size} notes now`);
		} catch (error) {
			log.error('Reading the library failed', error);
		} finally {
			progress.done();
			this.#kept.clear();
			this.#isIndexed = true;
			this.host.changed();
		}
		return new Set(listed);
	}

	/** The files below folders that are read, libraries before notes. */
	async #list(roots: readonly string[], token: CancellationToken): Promise<readonly string[]> {
		const isIncluded = including(this.#rules);
		const uris = new Set<string>();
		const { files } = this.parts;
		for (const root of roots) {
			if (isBroad(files, (await files.realFolder?.(root)) ?? root)) {
				files.skipped?.add(root, isBroadFolder);
				continue;
			}
			const walked = walk(files, root, indexedExtensions, this.#rules.exclude, token, this.#projects.get(root));
			for await (const uri of inSlices(walked, token)) if (isIncluded(root, uri)) uris.add(uri);
		}
		return [...uris].sort((a, b) => Number(isNote(a)) - Number(isNote(b)) || (a < b ? -1 : 1));
	}

	/**
	 * Libraries come first, since notes are read for the papers that they name. Returns whether the notes that were read first have to be looked at
	 * again, since others have shown that the workspace is about what the bundled papers are about.
	 */
	async #readListed(uris: readonly string[], progress: IndexingProgress): Promise<boolean> {
		const { token } = progress;
		const known = await this.parts.noteFiles.knownNotes(uris, token);
		let done = 0;
		const report = (count: number, message: string) => progress.report(Math.round((100 * done) / count), message);
		for await (const uri of inSlices(uris, token)) {
			// A library may take seconds, so it is named; notes go by too fast to be read.
			if (!isNote(uri)) report(uris.length, fileNameOf(uri));
			else if (done % 50 === 0) report(uris.length, `${done} / ${uris.length}`);
			// A note may be a summary, unless it was looked at before.
			await this.#lookAtListed(uri, { part: known.has(uri) ? 'project' : 'library', token });
			done++;
		}
		await this.#readUserLibraries(token);
		// As far as is known from the last time, so that few notes are read twice.
		const { store, noteFiles } = this.parts;
		store.setBundledRelevance(isBundledRelevant(store.current, new Set([...this.parts.notes.bundledKeys, ...noteFiles.bundledKeys])));
		const notes = uris.filter(isNote);
		// Notes that are as they were are read again only if papers are called otherwise.
		if (known.size > 0) this.useNames([...this.parts.noteFiles.keptNotes(known)]);
		// Without notes to read nobody waits for the names: they are entered once nothing else is to be done.
		if (notes.length > 0) {
			await this.#enterAllNames(token);
			// Whether a title is a topic's name is looked up in all titles.
			await inSteps(store.current.preparingSearch(), token);
		}
		done = 0;
		let shown = 0;
		let isShown = false;
		for await (const uri of inSlices(notes, token)) {
			if (done % 50 === 0) report(notes.length, `${done} / ${notes.length}`);
			await this.#lookAtListed(uri, { part: 'note', isUnchanged: known.has(uri), token });
			done++;
			// As soon as it shows what the notes are about, so that few are read twice.
			const { bundledCount } = this.parts.notes;
			if (bundledCount > shown && !store.current.bundledIsRelevant) isShown = this.weighBundled() || isShown;
			shown = bundledCount;
		}
		this.useNames([...this.parts.notes.all]);
		return isShown;
	}

	/** Reads the user's own libraries, and watches them where the platform can: editors watch the folders alone. */
	async #readUserLibraries(token: CancellationToken): Promise<void> {
		const { files, log } = this.parts;
		for (const stop of this.#unwatch) stop();
		const own = this.placesOf(this.#rules.libraryFiles);
		for (const uri of own) await this.#queue.run(uri, () => this.#refresh(uri, { isRead: always, token }));
		this.#unwatch = own.flatMap(
			(uri) => files.watch?.(uri, () => inBackground(log, `Reading ${uri}`, () => this.filesChanged([uri]))) ?? [],
		);
	}

	async #enterAllNames(token: CancellationToken): Promise<void> {
		const { store } = this.parts;
		const entering = function* (): Generator<undefined, void> {
			while (!token.isCancellationRequested && !enterNames(store.current, namesAtOnce)) yield;
		};
		await resultInSlices(entering());
	}
}

const isNote = (uri: string): boolean => languageOfFile(uri) !== undefined;
