import type { FileSystem } from '../base/files.js';
import { folderOf, resolve } from '../documents/project/paths.js';
import type { ProjectFiles } from '../documents/project/projectFiles.js';
import { fromTypstRoot } from '../documents/project/typstRoot.js';
import { projectFilesAbove } from './projectFolder.js';

/** More files than this are not followed from one document. */
const mostFiles = 500;

/** A file that says what a document cites from. */
export interface FileAround {
	readonly uri: string;
	/** Whether it has been read. */
	readonly isKnown: boolean;
}

/**
 * The files that say what a document cites from: the project files in the folders from its own up to `root`, and the
 * LaTeX, Typst and Org files that it is put together from or that it names as its root, however deep. Each exists; the caller is to make it known
 * before the next one is asked for, since that may name others.
 */
export async function* filesAround(
	{ files, project }: { readonly files: FileSystem; readonly project: ProjectFiles },
	uri: string,
	root: string,
): AsyncGenerator<FileAround> {
	for (const each of projectFilesAbove(folderOf(uri), root)) {
		const isKnown = project.textOf(each) !== undefined;
		if (isKnown || (await isThere(files, each))) yield { uri: each, isKnown };
	}
	const folders = new Set([folderOf(uri)]);
	const open = [uri];
	const seen = new Set(open);
	for (let at = open.pop(); at !== undefined && seen.size < mostFiles; at = open.pop())
		for (const { role, path } of named(project, at)?.includes ?? []) {
			const place = await placeOf(files, project, placesOf(project, at, folders, path));
			if (place === undefined || seen.has(place)) continue;
			yield { uri: place, isKnown: named(project, place) !== undefined };
			seen.add(place);
			open.push(place);
			if (role === 'root') folders.add(folderOf(place));
		}
}

/** What a file names, where that is known. */
const named = (project: ProjectFiles, uri: string) => project.latexOf(uri) ?? project.typstOf(uri);

/** Where a file may be that another one includes. */
function placesOf(project: ProjectFiles, by: string, folders: Iterable<string>, path: string): readonly string[] {
	if (path.startsWith('/') && project.typstOf(by)) return [fromTypstRoot(by, path, project)];
	return [...new Set([folderOf(by), ...folders].map((folder) => resolve(folder, path)))];
}

/** The first of the places where there is a file; nothing where there is none. */
async function placeOf(files: FileSystem, project: ProjectFiles, places: readonly string[]): Promise<string | undefined> {
	for (const place of places) if (named(project, place) || (await isThere(files, place))) return place;
	return undefined;
}

/** Whether there is a file. One that cannot be asked about cannot be read either. */
const isThere = (files: FileSystem, uri: string): Promise<boolean> =>
	files.stat(uri).then(
		(found) => found !== undefined,
		() => false,
	);
