import picomatch from 'picomatch';
import type { Cancellation } from './base/cancellation.js';
import { pause } from './base/pause.js';
import { languageOfFile, noteExtensions } from './documents/languages.js';
import { isProjectFile, type ProjectFiles } from './documents/project/projectFiles.js';
import { closedNote, type NoteIndex } from './documents/workspace.js';
import type { FileSystem } from './files.js';
import { libraryExtensions } from './library/formats/formats.js';
import type { SourceRecord } from './library/formats/record.js';
import type { LibraryStore } from './library/library.js';
import type { LibraryFiles } from './library/libraryFiles.js';
import type { Origin } from './library/paper.js';
import { bundledUri, projectFileNames } from './protocol.js';
import { walk } from './walk.js';

/** What indexing tells while it goes on. */
export interface Progress {
	report(percentage: number, message: string): void;
}

/** What the indexer fills and where it reads. */
export interface Index {
	readonly store: LibraryStore;
	readonly libraryFiles: LibraryFiles;
	readonly notes: NoteIndex;
	readonly project: ProjectFiles;
	readonly files: FileSystem;
}

/** Which files below a folder are read, as globs relative to it. */
export interface Rules {
	/** Library files must fit one of these; notes need not. */
	readonly include: readonly string[];
	readonly exclude: readonly string[];
}

/** The endings of all files that the server reads. */
export const indexedExtensions: readonly string[] = [...new Set([...libraryExtensions, ...noteExtensions, ...projectFileNames])];

/** Puts the bundled summaries into the library. */
export function indexCorpus(store: LibraryStore, records: Readonly<Record<string, SourceRecord>>): void {
	for (const [key, record] of Object.entries(records))
		store.replace({ uri: bundledUri(key), origin: 'bundled', format: 'summary' }, { records: [record], problems: [] });
}

/** Reads one file, as a library file, as a note and as a project's, whichever it is. A file that cannot be read keeps its last good records. */
export async function readFile(
	{ store, libraryFiles, notes, project, files }: Index,
	uri: string,
	origin: Origin,
	token?: Cancellation,
): Promise<void> {
	const isProject = isProjectFile(uri);
	if (!isProject) await libraryFiles.read(uri, origin, token);
	project.add(uri);
	const languageId = languageOfFile(uri);
	if (languageId === undefined && !isProject) return;
	const bytes = await files.read(uri).catch(() => undefined);
	if (bytes) {
		const text = new TextDecoder().decode(bytes);
		project.update(uri, text);
		if (languageId !== undefined) notes.update(closedNote(uri, languageId, text), store.current);
	} else if ((await files.stat(uri)) === undefined) {
		notes.remove(uri);
		project.remove(uri);
	}
}

/** Takes a file that is gone out of all that is known. */
export function forget({ libraryFiles, notes, project }: Pick<Index, 'libraryFiles' | 'notes' | 'project'>, uri: string): void {
	libraryFiles.forget(uri);
	notes.remove(uri);
	project.remove(uri);
}

/** Gives the thread back now and then, so that answers never wait. */
export async function* inSlices<T>(items: Iterable<T> | AsyncIterable<T>, token: Cancellation): AsyncGenerator<T> {
	let last = Date.now();
	for await (const item of items) {
		if (token.isCancellationRequested) return;
		yield item;
		if (Date.now() - last < 10) continue;
		await pause();
		last = Date.now();
	}
}

/**
 * Reads every library file and note below the folders; those in `open` are left to the editor. Libraries come first,
 * since notes are read for the papers they name. Stops when cancelled.
 */
export async function indexFolders(
	index: Index,
	folders: readonly string[],
	{ include, exclude }: Rules,
	open: (uri: string) => boolean,
	token: Cancellation,
	progress: Progress,
): Promise<void> {
	const uris: string[] = [];
	const isIncluded = picomatch([...include], { dot: true });
	for (const folder of folders)
		for await (const uri of inSlices(walk(index.files, folder, indexedExtensions, exclude, token), token))
			if (isProjectFile(uri) || languageOfFile(uri) !== undefined || isIncluded(decodeURIComponent(uri.slice(folder.length + 1))))
				uris.push(uri);
	uris.sort((a, b) => Number(languageOfFile(a) !== undefined) - Number(languageOfFile(b) !== undefined) || (a < b ? -1 : 1));
	let done = 0;
	for await (const uri of inSlices(uris, token)) {
		// A library may take seconds, so it is named; notes go by too fast to be read.
		if (languageOfFile(uri) === undefined) progress.report(Math.round((100 * done) / uris.length), nameOf(uri));
		else if (done % 50 === 0) progress.report(Math.round((100 * done) / uris.length), `${done} / ${uris.length}`);
		if (!open(uri)) await readFile(index, uri, 'workspace', token);
		else index.project.add(uri);
		done++;
	}
	await refreshNotes(index, open, token);
}

/** A file's name as people know it. */
const nameOf = (uri: string): string => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));

/** Finds the mentions of closed notes anew where the library has changed since they were read. */
export async function refreshNotes(index: Index, open: (uri: string) => boolean, token: Cancellation): Promise<void> {
	const stale = [...index.notes.uris].filter((uri) => !open(uri) && index.notes.isStale(uri, index.store.current));
	for await (const uri of inSlices(stale, token)) {
		const languageId = languageOfFile(uri);
		if (languageId === undefined) continue;
		const bytes = await index.files.read(uri).catch(() => undefined);
		if (bytes) index.notes.update(closedNote(uri, languageId, new TextDecoder().decode(bytes)), index.store.current);
	}
}
