import { type CancellationToken, neverCancelled } from '../base/cancellation.js';
import { inSlices, inSteps } from '../base/inSlices.js';
import { fileNameOf } from '../base/uri.js';
import { isBundledRelevant } from '../documents/mentions/bundled.js';
import { type FileReading, isNote } from './fileReading.js';
import type { Folders } from './folders.js';
import type { OutsideFiles } from './outsideFiles.js';
import { isBroad } from './projectFolder.js';
import { including, indexedExtensions, type Rules } from './rules.js';
import { isBroadFolder, walk } from './walk.js';
import type { WorkspaceNames } from './workspaceNames.js';
import type { WorkspaceParts } from './workspaceParts.js';

/** Where reading folders reports how far it is. */
export interface IndexingProgress {
	readonly token: CancellationToken;
	report(percentage: number, message: string): void;
	/** Called with how many files were found, read, or looked through for papers, of how many. */
	counted?(step: 'finding' | 'reading' | 'recognising', done: number, of?: number): void;
	done(): void;
}

/** How much of a folder is looked through that has appeared in a linked one. */
const linkedBounds = { depth: 16, folders: 1000 };

/** Finds the files below folders, and reads them in an order in which each finds what it needs. */
export class FolderReading {
	constructor(
		private readonly parts: WorkspaceParts,
		private readonly folders: Folders,
		private readonly reading: FileReading,
		private readonly outside: OutsideFiles,
		private readonly names: WorkspaceNames,
	) {}

	/** The files below folders that are read, libraries before notes. */
	async list(
		roots: readonly string[],
		rules: Rules,
		{ token, counted }: Pick<IndexingProgress, 'token' | 'counted'>,
	): Promise<readonly string[]> {
		const isIncluded = including(rules);
		const uris = new Set<string>();
		const links = new Set<string>();
		const folders = new Map<string, string>();
		const linked = (uri: string) => links.add(uri);
		const linkedFolder = (uri: string, real: string) => folders.set(uri, real);
		const { files } = this.parts;
		for (const root of roots) {
			if (isBroad(files, (await files.realFolder?.(root)) ?? root)) {
				files.skipped?.add(root, isBroadFolder);
				continue;
			}
			const bounds = this.folders.boundsOf(root);
			const walked = walk(files, root, indexedExtensions, rules.exclude, token, { bounds, linked, linkedFolder });
			for await (const uri of inSlices(walked, token)) {
				if (isIncluded(root, uri)) uris.add(uri);
				counted?.('finding', uris.size);
			}
		}
		await this.outside.followLinks(links, folders);
		return [...uris].sort((a, b) => Number(isNote(a)) - Number(isNote(b)) || (a < b ? -1 : 1));
	}

	/**
	 * The files in a folder that has appeared in a linked folder, and in those below it, which are watched from now on. Empty where there is no such
	 * folder.
	 */
	async listLinked(folder: string, rules: Rules): Promise<readonly string[]> {
		const { files } = this.parts;
		const isFolder = (await files.realFolder?.(folder)) !== undefined && (await files.stat(folder).catch(() => undefined)) === undefined;
		if (!isFolder) return [];
		let found: string[] = [];
		// What is written before the folders are watched is found the second time.
		for (let time = 0; time < 2; time++) {
			const links = new Set<string>();
			const folders = new Map<string, string>();
			found = [];
			const walked = walk(files, folder, indexedExtensions, rules.exclude, neverCancelled, {
				bounds: linkedBounds,
				linked: (uri) => links.add(uri),
				linkedFolder: (uri, real) => folders.set(uri, real),
				isLinked: true,
			});
			for await (const uri of inSlices(walked, neverCancelled)) found.push(uri);
			await this.outside.followLinks(links, folders);
		}
		return found;
	}

	/**
	 * Libraries come first, since notes are read for the papers that they name. Returns whether the notes that were read first have to be looked at
	 * again, since others have shown that the workspace is about what the bundled papers are about.
	 */
	async read(uris: readonly string[], progress: IndexingProgress, readUserLibraries: () => Promise<void>): Promise<boolean> {
		const { token } = progress;
		this.parts.files.ahead?.(uris);
		const known = await this.parts.noteFiles.knownNotes(uris, token);
		let done = 0;
		const report = (count: number, message: string) => progress.report(Math.round((100 * done) / count), message);
		for await (const uri of inSlices(uris, token)) {
			// A library may take seconds, so it is named; notes go by too fast to be read.
			if (!isNote(uri)) report(uris.length, fileNameOf(uri));
			else if (done % 50 === 0) report(uris.length, `${done} / ${uris.length}`);
			// A note may be a summary, unless it was looked at before.
			await this.reading.refresh(uri, { isListed: true, part: known.has(uri) ? 'project' : 'library', token });
			done++;
			progress.counted?.('reading', done, uris.length);
		}
		await readUserLibraries();
		// As far as is known from the last time, so that few notes are read twice.
		const { store, noteFiles } = this.parts;
		store.setBundledRelevance(isBundledRelevant(store.current, new Set([...this.parts.notes.bundledKeys, ...noteFiles.bundledKeys])));
		const notes = uris.filter(isNote);
		// Notes that are as they were are read again only if papers are called otherwise.
		if (known.size > 0) this.names.use([...this.parts.noteFiles.keptNotes(known)]);
		// Without notes to read nobody waits for the names: they are entered once nothing else is to be done.
		if (notes.length > 0) {
			await this.names.enterAll(token);
			// Whether a title is a topic's name is looked up in all titles.
			await inSteps(store.current.preparingSearch(), token);
		}
		this.parts.files.ahead?.(notes);
		done = 0;
		let shown = 0;
		let isShown = false;
		for await (const uri of inSlices(notes, token)) {
			if (done % 50 === 0) report(notes.length, `${done} / ${notes.length}`);
			await this.reading.refresh(uri, { isListed: true, part: 'note', isUnchanged: known.has(uri), token });
			done++;
			progress.counted?.('recognising', done, notes.length);
			// As soon as it shows what the notes are about, so that few are read twice.
			const { bundledCount } = this.parts.notes;
			if (bundledCount > shown && !store.current.bundledIsRelevant) isShown = this.names.weighBundled() || isShown;
			shown = bundledCount;
		}
		this.names.use([...this.parts.notes.all]);
		return isShown;
	}
}
