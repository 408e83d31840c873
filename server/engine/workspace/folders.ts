import type { FileSystem } from '../base/files.js';
import type { ProjectFiles } from '../documents/project/projectFiles.js';
import type { Origin } from '../library/paper.js';
import { isBroad } from './projectFolder.js';
import { globalLibraryFiles } from './userLibraryFiles.js';
import { isBelowOrSame, pathBelow, type WalkBounds } from './walk.js';

/** How much is read of the folder of a file that belongs to no project. */
const nearby: WalkBounds = { depth: 3, folders: 100 };

/** The folders of a workspace: those that the program around it has open, and those of projects that were found around documents. */
export class Folders {
	#opened: readonly string[] = [];
	/** The folders of projects that were found around documents, and how much of them is read. */
	readonly #projects = new Map<string, WalkBounds | undefined>();
	/** Folders up to which project files hold for a document outside the folders, or in one of them that is a part of its project. */
	readonly #roots = new Set<string>();

	constructor(
		private readonly files: FileSystem,
		private readonly project: ProjectFiles,
	) {}

	/** URIs of all folders, the open ones first. */
	get all(): readonly string[] {
		return [...this.#opened, ...[...this.#projects.keys()].filter((folder) => !this.#opened.includes(folder))];
	}

	/** URIs of the folders that the program around the workspace has open. */
	get opened(): readonly string[] {
		return this.#opened;
	}

	/** Takes other open folders in place of those before. */
	useOpened(folders: readonly string[]): void {
		this.#opened = folders;
		this.#show();
	}

	/** Adds the folder of a project, which is read as a whole, or one of a document without a project, of which only what is near is read. */
	add(folder: string, isProject: boolean): void {
		this.#projects.set(folder, isProject ? undefined : nearby);
		this.#show();
	}

	/** Lets the project files below a folder hold for the documents there. Nothing changes where it is below one of the folders, or broad. */
	addRoot(root: string): void {
		if (this.all.some((each) => isBelowOrSame(each, root)) || isBroad(this.files, root)) return;
		this.#roots.add(root);
		this.#show();
	}

	/** How much of a folder is read; nothing where that is all of it. */
	boundsOf(folder: string): WalkBounds | undefined {
		return this.#projects.get(folder);
	}

	/** Where a file's records come from, by where it is. */
	originOf(uri: string): Origin {
		return this.all.some((folder) => pathBelow(folder, uri) !== undefined) ? 'workspace' : 'user';
	}

	/** The URIs that paths in a setting may mean, in order. */
	placesOf(paths: readonly string[]): readonly string[] {
		return globalLibraryFiles(paths, this.all, this.files.home);
	}

	/** Which folders the rules for projects see. */
	#show(): void {
		const { all } = this;
		this.project.folders = [...all, ...[...this.#roots].filter((root) => !all.includes(root))];
	}
}
