import { folderOf } from '../documents/project/paths.js';
import type { FileReading } from './fileReading.js';
import { filesAround } from './filesAround.js';
import type { Folders } from './folders.js';
import { isBroad, projectFolderOf } from './projectFolder.js';
import { rootAround } from './rootAround.js';
import { isBelowOrSame } from './walk.js';
import type { WorkspaceParts } from './workspaceParts.js';

/** What is being read for a document that was just opened. */
export interface Opening {
	/** Done when what it names has been read. */
	readonly named: Promise<void>;
	/** Done when all has been read that it may cite. */
	readonly all: Promise<void>;
}

/** What the surroundings of a document need from the workspace. */
interface SurroundingsHost {
	/** Reads the bibliographies that open documents name. */
	readNamed(): Promise<void>;
	/** Reads a folder that has become one of the workspace's, unless the reading of all of them is still to begin; waits for what is being read. */
	folderAdded(folder: string | undefined): Promise<void>;
}

/** What lies around documents, wherever they are: the project of each, its project files, and the files that it is put together from. */
export class Surroundings {
	/** The URIs of the files around each document. */
	readonly #around = new Map<string, Set<string>>();
	/** Those that were around one and may be around none now. */
	readonly #left = new Set<string>();
	/** Whether those around the documents are to be looked for again. */
	#isStale = false;
	/** The looking for what is around each document that was begun last. */
	readonly #latest = new Map<string, object>();
	readonly #opening = new Map<string, Opening>();

	constructor(
		private readonly parts: Pick<WorkspaceParts, 'files' | 'project' | 'log'>,
		private readonly folders: Folders,
		private readonly reading: FileReading,
		private readonly host: SurroundingsHost,
	) {}

	/** Whether a file is read because a document is put together from it, or because it holds for one. */
	has(uri: string): boolean {
		for (const files of this.#around.values()) if (files.has(uri)) return true;
		return false;
	}

	/** What is still being read for a document that was just opened; nothing where all is read. */
	opening(uri: string): Opening | undefined {
		return this.#opening.get(uri);
	}

	/**
	 * Reads what a document needs that was just opened: what it names, and where no folder is open the project around it. Never rejects: what fails
	 * is logged.
	 */
	async open(uri: string): Promise<void> {
		const logged = (error: unknown) => this.parts.log.error(`Reading what ${uri} names failed`, error);
		const named = this.readAround(uri)
			.then(() => this.host.readNamed())
			.catch(logged);
		const all = named.then(() => this.#readProjectAround(uri)).catch(logged);
		const opening = { named, all };
		this.#opening.set(uri, opening);
		await all;
		if (this.#opening.get(uri) === opening) this.#opening.delete(uri);
	}

	/** Takes note that a document is no longer open: `follow` then says what was around it alone. */
	close(uri: string): void {
		const files = this.#around.get(uri);
		if (files) this.#leave(files);
		this.#around.delete(uri);
		this.#latest.delete(uri);
	}

	#leave(files: Iterable<string>): void {
		for (const each of files) this.#left.add(each);
		this.#isStale = true;
	}

	/**
	 * Looks again for the files around the documents, where one was closed or `isNew` says that they are put together from others than before. Returns the
	 * URIs of those that are around none any longer.
	 */
	async follow(isNew: boolean): Promise<readonly string[]> {
		if (!isNew && !this.#isStale) return [];
		this.#isStale = false;
		for (const uri of [...this.#around.keys()]) await this.readAround(uri);
		const left = [...this.#left].filter((uri) => !this.has(uri));
		this.#left.clear();
		return left;
	}

	/** Reads the project files that hold for a document, and the files that it is put together from. */
	async readAround(uri: string): Promise<void> {
		const { files, project } = this.parts;
		const around = this.#around.get(uri) ?? new Set<string>();
		this.#around.set(uri, around);
		const looking = {};
		this.#latest.set(uri, looking);
		const folder = folderOf(uri);
		const marked = await projectFolderOf(files, folder);
		const above = marked === undefined ? await rootAround(files, uri) : undefined;
		const root = marked ?? above?.folder ?? folder;
		this.folders.addRoot(root);
		const found = new Set<string>();
		const read = async (each: string, isKnown: boolean): Promise<void> => {
			found.add(each);
			around.add(each);
			if (!isKnown) await this.reading.refresh(each);
		};
		for (const each of above?.files ?? []) await read(each, around.has(each));
		for (const start of [uri, ...(above?.files ?? [])])
			for await (const each of filesAround({ files, project }, start, root)) await read(each.uri, each.isKnown);
		// The document may have been closed meanwhile, or have another text: then what was found is not what is around it now.
		if (this.#latest.get(uri) !== looking) return this.#leave(found);
		for (const each of around)
			if (!found.has(each)) {
				around.delete(each);
				this.#left.add(each);
			}
	}

	/** Reads the project of a document where no folder is open; where it has none, what is near it. Nothing where that is a broad folder. */
	async #readProjectAround(uri: string): Promise<void> {
		const { files } = this.parts;
		if (this.folders.opened.some((folder) => !isBroad(files, folder))) return;
		const own = folderOf(uri);
		const project = await projectFolderOf(files, own);
		const folder = project ?? own;
		const isRead = this.folders.all.some((each) => !isBroad(files, each) && isBelowOrSame(each, folder));
		if (!isRead && isBroad(files, folder)) return;
		if (!isRead) this.folders.add(folder, project !== undefined);
		await this.host.folderAdded(isRead ? undefined : folder);
	}
}
