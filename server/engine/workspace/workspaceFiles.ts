import { type CancellationToken, neverCancelled } from '../base/cancellation.js';
import { isTooLarge, largestRead } from '../base/files.js';
import { inSlices } from '../base/inSlices.js';
import { inBackground } from '../base/log.js';
import type { Pause } from '../base/yieldToEventLoop.js';
import { mayHoldMetadata } from '../documents/project/metadataFiles.js';
import { isProjectFile } from '../documents/project/projectFiles.js';
import { isFileSource } from '../library/fileSource.js';
import type { Origin } from '../library/paper.js';
import { FileReading, isNote, type ReadingRule } from './fileReading.js';
import { FolderReading, type IndexingProgress } from './folderReading.js';
import { Folders } from './folders.js';
import { NamedBibliographies } from './namedBibliographies.js';
import { isReadOften } from './oftenRead.js';
import { OutsideFiles } from './outsideFiles.js';
import { indexedExtensions, isReadBy, type Rules } from './rules.js';
import { type Opening, Surroundings } from './surroundings.js';
import { pathBelow } from './walk.js';
import { WorkspaceNames } from './workspaceNames.js';
import type { WorkspaceParts } from './workspaceParts.js';

/** What the workspace needs from the program around it: an editor's server, or the command line. */
export interface WorkspaceHost {
	/** Whether an editor has a file open: then its text counts, not the file's. */
	isOpen(uri: string): boolean;
	/** The text of a file that an editor has open. */
	textOf(uri: string): string | undefined;
	/** URIs of the bibliographies that open documents cite from. */
	citedByOpen(): Iterable<string>;
	/** Whether the user trusts the workspace: where not, nothing outside it is read because a document names it. Trusted where left out. */
	isTrusted?(): boolean;
	/** Called before folders are read. */
	beginIndexing(): Promise<IndexingProgress>;
	/** Called after something was read or dropped. */
	changed(): void;
}

/** The settings that say which files are read. */
export interface WorkspaceRules extends Rules {
	/** Paths of library files wherever they are, as `globalLibraryFiles` takes them. */
	readonly libraryFiles: readonly string[];
}

/** So many files are asked about at once. */
const atOnce = 64;

const isIgnoreFile = (uri: string): boolean => uri.endsWith('/.gitignore');

/**
 * The files of a workspace: which folders are open, which of their files are read, and what is known about each. Whatever happens to a file – it
 * is found, saved, deleted or closed, or a setting changes – ends in `FileReading`, which asks what should be known about the file now.
 */
export class WorkspaceFiles {
	readonly #folders: Folders;
	readonly #reading: FileReading;
	readonly #surroundings: Surroundings;
	readonly #outside: OutsideFiles;
	readonly #named: NamedBibliographies;
	readonly #folderReading: FolderReading;
	/** By which names the papers go. */
	readonly names: WorkspaceNames;
	#hasBegun = false;
	#ownReadings: string | undefined;
	#rules: WorkspaceRules = { include: [], exclude: [], libraryFiles: [] };
	#isIndexed = false;
	/** The reading of reading states and of what is said about names, and that of folders, that was begun last. */
	#states: Promise<void> = Promise.resolve();
	#indexing: Promise<unknown> = Promise.resolve();
	#unwatch: readonly (() => void)[] = [];
	/** Another number with each change of what is ignored. */
	#ignoresVersion = 0;
	#ignoring: Promise<void> = Promise.resolve();

	constructor(
		private readonly parts: WorkspaceParts,
		private readonly host: WorkspaceHost,
	) {
		const { files, project, log } = parts;
		this.#folders = new Folders(files, project);
		this.#reading = new FileReading(parts, {
			isOpen: (uri) => host.isOpen(uri),
			originOf: (uri) => this.originOf(uri),
			namesRead: () => this.names.use(),
		});
		this.names = new WorkspaceNames(parts, this.#reading, host);
		this.#surroundings = new Surroundings(parts, this.#folders, this.#reading, {
			readNamed: () => this.readNamed(),
			folderAdded: (folder) => this.#folderAdded(folder),
		});
		this.#outside = new OutsideFiles(
			files,
			() => this.folders,
			(uri) =>
				this.originOf(uri) === 'user' ||
				!(isIgnoreFile(uri) || indexedExtensions.some((extension) => uri.toLowerCase().endsWith(extension))),
			(uri) => inBackground(log, `Reading ${uri}`, () => this.filesChanged([uri])),
			(uri) => inBackground(log, `Reading ${uri}`, () => this.#linkedFolderAppeared(uri)),
		);
		this.#named = new NamedBibliographies(parts, this.#reading, this.#outside, {
			isOpen: (uri) => host.isOpen(uri),
			textOf: (uri) => host.textOf(uri),
			named: () => this.#openlyNamed(),
			mayBeRead: (uri) => this.#mayBeNamed(uri),
			originOf: (uri) => this.originOf(uri),
			rule: () => this.#ruleForChanged(),
			changed: () => host.changed(),
		});
		this.#folderReading = new FolderReading(parts, this.#folders, this.#reading, this.#outside, this.names);
	}

	/** URIs of the open folders, and of the projects that were found around open documents. */
	get folders(): readonly string[] {
		return this.#folders.all;
	}

	/**
	 * Whether all is read that says what a document may cite: before, a key that nobody has may only not have been read yet. `uri` is that of an
	 * open document.
	 */
	isReadFor(uri: string): boolean {
		return this.#isIndexed && !this.opening(uri);
	}

	/** Whether the folders have been read: before, a key that nobody has may only not have been read yet. */
	get isIndexed(): boolean {
		return this.#isIndexed;
	}

	/** The URIs of the files that a link leads to; empty for what is none. */
	linkedFiles(uri: string): readonly string[] {
		return this.#outside.namesOf(uri);
	}

	/** The URIs that paths in a setting may mean, in order. */
	placesOf(paths: readonly string[]): readonly string[] {
		return this.#folders.placesOf(paths);
	}

	/** Where a file's records come from, by where it is. */
	originOf(uri: string): Origin {
		return this.#folders.originOf(uri);
	}

	/** Sets the open folders without reading them, and the file with the user's own reading states, where there is one. */
	useFolders(folders: readonly string[], ownReadings = this.#ownReadings): void {
		const { project, readings, names, files, log } = this.parts;
		this.#folders.useOpened(folders);
		this.#ownReadings = ownReadings;
		project.home = files.home;
		project.searchedFolders = files.bibInputs ?? [];
		const namesRead = names?.use(folders, files).then(() => this.names.use());
		this.#states = namesRead?.catch((error: unknown) => log.error('Reading what is said about names failed', error)) ?? Promise.resolve();
		if (!readings) return;
		const uris = [...this.folders.map((folder) => `${folder}/.lectern/reading.yaml`), ...(ownReadings === undefined ? [] : [ownReadings])];
		// No file of a folder may keep a server from starting: only reading the folders waits for this.
		const readingsRead = readings.use(uris, files).catch((error: unknown) => log.error('Reading the reading states failed', error));
		this.#states = Promise.all([this.#states, readingsRead]).then(() => undefined);
	}

	/** Reads what is near a file that belongs to no project, from its folder on, besides the folders. */
	addNearby(folder: string): void {
		this.#folders.add(folder, false);
		this.useFolders(this.#folders.opened);
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
		this.useFolders([...this.#folders.opened.filter((folder) => !removed.includes(folder)), ...added]);
		await this.#states;
		await this.#refreshAll([...this.#known()].filter((uri) => removed.some((folder) => pathBelow(folder, uri) !== undefined)));
		await this.index(added);
	}

	/**
	 * Reads every file below the folders that the rules let in, and the user's own libraries. Stops early when cancelled, and never rejects: what
	 * fails is logged. Returns the URIs of the files that were found.
	 */
	index(roots: readonly string[] = this.folders): Promise<ReadonlySet<string>> {
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
		if (!uri.startsWith('file:') || this.parts.files.home === undefined || this.host.isTrusted?.() === false) return;
		return this.#surroundings.open(uri);
	}

	/** Takes note that a document is no longer open. What was read for it alone is dropped with the next `followDocuments`. */
	documentClosed(uri: string): void {
		this.#surroundings.close(uri);
	}

	/**
	 * Reads what open documents need now, wherever it is, and drops what none of them needs any longer. `isNew` says that files may be put together from
	 * others than before.
	 */
	async followDocuments(isNew: boolean): Promise<void> {
		const left = await this.#surroundings.follow(isNew && this.host.isTrusted?.() !== false);
		const isRead = this.#ruleForChanged();
		for (const uri of left) if (!(await isRead(uri))) await this.#reading.refresh(uri, { isRead });
		await this.readNamed();
		if (left.length > 0) this.host.changed();
	}

	/** What is still being read for a document that was just opened; nothing where all is read. */
	opening(uri: string): Opening | undefined {
		return this.#surroundings.opening(uri);
	}

	/** Reads the project files that hold for a document, and the files that it is put together from, wherever they are. */
	readAround(uri: string): Promise<void> {
		return this.#surroundings.readAround(uri);
	}

	async #folderAdded(folder: string | undefined): Promise<void> {
		if (folder !== undefined) {
			this.useFolders(this.#folders.opened);
			// What is read at the start includes it.
			if (this.#hasBegun) await this.index([folder]);
		}
		await this.#indexing;
	}

	/**
	 * Reads the bibliographies that open documents name and that no rule lets in: those that Git ignores, and those outside the folders, which are
	 * only read. Drops those that no open document names any longer. `again` looks for those that were not there before, too.
	 */
	readNamed(again = false): Promise<void> {
		return this.#named.read(again);
	}

	/** Reads those bibliographies again that get something from another one of their lists that was read after them. Returns whether there were any. */
	readTogether(): Promise<boolean> {
		return this.#named.readTogether();
	}

	/** Brings what is known about files up to what they are: they were written, made or deleted, or an editor has closed them. */
	async filesChanged(uris: readonly string[]): Promise<void> {
		if (uris.some(isIgnoreFile)) this.#ignoresVersion++;
		// Links are followed before files are read: what changes in between is reported once it is known which links lead there.
		await this.#outside.followLinks(uris);
		const links = uris.flatMap((uri) => this.#outside.linksTo(uri));
		await this.#outside.followLinks(links);
		if (!uris.some(isIgnoreFile) && links.some(isIgnoreFile)) this.#ignoresVersion++;
		const all = new Set([...uris, ...links]);
		// What is ignored may become something else while they are read.
		for (let version: number | undefined; version !== this.#ignoresVersion; ) {
			version = this.#ignoresVersion;
			const isRead = this.#ruleForChanged();
			for (const uri of all) await this.#reading.refreshOnce(uri, { isRead });
		}
		if ([...all].some(isIgnoreFile)) await this.#followIgnores();
		// A project file or a part of a document may name other bibliographies now.
		await (this.#isIndexed ? this.readNamed() : this.readTogether());
		this.names.weighBundled();
		this.host.changed();
	}

	/** Reads what is in a folder that may have appeared in a linked one, and drops what was read from one that is gone. */
	async #linkedFolderAppeared(folder: string): Promise<void> {
		const listed = await this.#folderReading.listLinked(folder, this.#rules);
		const known = [...this.#known()].filter((uri) => pathBelow(folder, uri) !== undefined);
		const changed = [...new Set([...listed, ...known])];
		if (changed.length > 0) await this.filesChanged(changed);
	}

	/** Reads the files that are no longer ignored, and drops those that are now; one time after the other, so that what was read last counts. */
	#followIgnores(): Promise<void> {
		const following = this.#ignoring.then(() => this.#readIgnored());
		// The caller learns what failed; the next one begins all the same.
		this.#ignoring = following.catch(() => undefined);
		return following;
	}

	async #readIgnored(): Promise<void> {
		// What is being read may have begun with what was ignored before.
		await this.#indexing;
		const listed = new Set(await this.#folderReading.list(this.folders, this.#rules, { token: neverCancelled }));
		const known = this.#known();
		await this.#refreshAll([...known].filter((uri) => !listed.has(uri)));
		await this.#refreshAll([...listed].filter((uri) => !known.has(uri)));
	}

	/** Reads a file whatever the rules say. */
	async add(uri: string): Promise<void> {
		await this.#reading.refresh(uri);
	}

	/** Takes the text of an open file in place of what the file has; `isFirst` where the file was just opened. */
	takeText(uri: string, text: string, isFirst: boolean): void {
		const { store, libraryFiles, project, files } = this.parts;
		const { generation } = store.current;
		project.add(uri);
		if (isNote(uri) && text.length > largestRead(uri)) files.skipped?.add(uri, isTooLarge(text.length, largestRead(uri)));
		else files.skipped?.delete(uri);
		if (!isProjectFile(uri)) libraryFiles.readText(uri, this.originOf(uri), text);
		// What a long LaTeX file names is read with the rest of it, once typing pauses.
		if (isProjectFile(uri) || mayHoldMetadata(uri) || isFirst) project.update(uri, text);
		if (store.current.generation !== generation) this.host.changed();
	}

	/** Whether there is a file; one that cannot be asked about counts as one. */
	exists(uri: string): Promise<boolean> {
		return this.#reading.exists(uri);
	}

	/** Those of the files that exist: open, read, found, or not to be asked about now. */
	async existing(uris: Iterable<string>): Promise<ReadonlySet<string>> {
		const { current } = this.parts.store;
		const isRead = (uri: string): boolean => {
			const source = current.sourceOf(uri);
			return source !== undefined && source.failure === undefined;
		};
		const all = [...new Set(uris)];
		const there = new Set<string>();
		for (let start = 0; start < all.length; start += atOnce) {
			const some = all.slice(start, start + atOnce);
			const found = await Promise.all(some.map((uri) => isRead(uri) || this.host.isOpen(uri) || this.exists(uri)));
			for (const [index, uri] of some.entries()) if (found[index]) there.add(uri);
		}
		return there;
	}

	/** Brings back what was kept of notes at the last start. */
	load(): Promise<void> {
		return this.parts.noteFiles.load();
	}

	/** Keeps what was read for the next start. Whether it was much. */
	async save(pause?: Pause): Promise<boolean> {
		await this.parts.noteFiles.save(pause);
		return this.parts.libraryFiles.save(pause);
	}

	/** Which files are read that have changed, or that nothing names any longer. Where no folder is open, every file is read that an editor had open. */
	#ruleForChanged(): ReadingRule {
		const isNamedOrBelow = this.#rule();
		return (uri) => this.#folders.opened.length === 0 || isNamedOrBelow(uri);
	}

	/** Which files are read, by the rules or because something names them. Make another one after some time: a `.gitignore` may change. */
	#rule(): ReadingRule {
		const isBelow = isReadBy(this.parts.files, this.folders, this.#rules);
		let own: ReadonlySet<string> | undefined;
		let named: ReadonlySet<string> | undefined;
		return async (uri) => {
			if (this.parts.files.skipped?.has(uri, isReadOften)) return false;
			if (this.#surroundings.has(uri) || (await isBelow(uri))) return true;
			own ??= new Set(this.placesOf(this.#rules.libraryFiles));
			if (own.has(uri)) return true;
			named ??= new Set(this.#openlyNamed());
			if (!named.has(uri)) return false;
			this.#named.keep(uri);
			return true;
		};
	}

	/** The bibliographies that open documents name and that may be read for that: where the user does not trust the workspace, those in the folders. */
	#openlyNamed(): readonly string[] {
		return [...this.host.citedByOpen()].filter((uri) => this.#mayBeNamed(uri));
	}

	/** Whether a file may be read because a document names it. */
	#mayBeNamed(uri: string): boolean {
		return this.originOf(uri) === 'workspace' || this.host.isTrusted?.() !== false;
	}

	/** All files that something is known about. */
	#known(): ReadonlySet<string> {
		const { store, notes, project } = this.parts;
		const sources = store.current.sources.filter(({ origin, uri }) => origin !== 'bundled' && isFileSource(uri)).map(({ uri }) => uri);
		return new Set([...sources, ...notes.uris, ...project.uris]);
	}

	/** Reads files again that the rules let in or something names, and drops the others. */
	async #refreshAll(uris: readonly string[]): Promise<void> {
		const isRead = this.#rule();
		for await (const uri of inSlices(uris, neverCancelled)) await this.#reading.refresh(uri, { isRead });
	}

	async #index(roots: readonly string[]): Promise<ReadonlySet<string>> {
		const { log, store, notes } = this.parts;
		const progress = await this.host.beginIndexing();
		const started = Date.now();
		let listed: readonly string[] = [];
		try {
			listed = await this.#folderReading.list(roots, this.#rules, progress);
			const hasNewNames = await this.#folderReading.read(listed, progress, () => this.#readUserLibraries(progress.token));
			await this.readNamed(true);
			if (this.names.weighBundled() || hasNewNames) await this.names.refreshNotes(progress.token);
			const milliseconds = Date.now() - started;
			log.info(`Read ${listed.length} files in ${milliseconds} ms; there are ${store.current.size} papers and ${notes.size} notes now`);
		} catch (error) {
			log.error('Reading the library failed', error);
		} finally {
			progress.done();
			this.#reading.forgetKept();
			this.#isIndexed = true;
			this.host.changed();
		}
		return new Set(listed);
	}

	/** Reads the user's own libraries, and watches them where the platform can: editors watch the folders alone. */
	async #readUserLibraries(token: CancellationToken): Promise<void> {
		const { files, log } = this.parts;
		for (const stop of this.#unwatch) stop();
		const own = this.placesOf(this.#rules.libraryFiles);
		for (const uri of own) await this.#reading.refresh(uri, { token });
		this.#unwatch = own.flatMap(
			(uri) => files.watch?.(uri, () => inBackground(log, `Reading ${uri}`, () => this.filesChanged([uri]))) ?? [],
		);
	}
}
