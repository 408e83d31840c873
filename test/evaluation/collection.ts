import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { URI } from 'vscode-uri';
import { neverCancelled } from '../../server/engine/base/cancellation.js';
import { silentLog } from '../../server/engine/base/log.js';
import { defaultSettings } from '../../server/engine/base/settings.js';
import { bibliographiesOf } from '../../server/engine/documents/bibliography.js';
import type { Document } from '../../server/engine/documents/document.js';
import { languageOfFile } from '../../server/engine/documents/languages.js';
import type { Mention } from '../../server/engine/documents/mentions/mention.js';
import { createNoteFiles } from '../../server/engine/documents/noteFiles.js';
import { closedNote, NoteIndex } from '../../server/engine/documents/noteIndex.js';
import { ProjectFiles } from '../../server/engine/documents/project/projectFiles.js';
import type { Library } from '../../server/engine/library/library.js';
import { createLibraryFiles } from '../../server/engine/library/libraryFiles.js';
import { NameFiles } from '../../server/engine/library/nameFiles.js';
import { ReadingFiles } from '../../server/engine/library/readingFiles.js';
import { createLibraryStore } from '../../server/engine/library/store.js';
import { wellKnownNames } from '../../server/engine/library/wellKnownNames.js';
import { WorkspaceFiles } from '../../server/engine/workspace/workspaceFiles.js';
import { files } from '../../server/platform/node/files.js';

/** A note of a collection with what is recognised in it. */
export interface Page {
	/** From the collection's folder, with `/`. */
	readonly path: string;
	readonly document: Document;
	readonly mentions: readonly Mention[];
}

/** A collection as an editor sees it that has opened its folder: the library of its own files, and its notes in the order of their paths. */
export interface Collection {
	readonly library: Library;
	readonly pages: readonly Page[];
}

/**
 * Reads a folder as the server reads a workspace, without bundled papers and with the well-known names (`names` is the text of
 * `corpus/names.tsv`). Rejects if the folder cannot be read.
 */
export async function readCollection(folder: string, names: string): Promise<Collection> {
	const store = createLibraryStore(wellKnownNames(names));
	const notes = new NoteIndex();
	const project = new ProjectFiles();
	notes.markupOf = (uri, languageId) => project.markupOf(uri, languageId);
	notes.bibliographiesOf = (document) => bibliographiesOf(document, project);
	const workspace = new WorkspaceFiles(
		{
			store,
			notes,
			project,
			names: new NameFiles(),
			readings: new ReadingFiles(),
			files,
			log: silentLog,
			libraryFiles: createLibraryFiles(store, files, undefined, silentLog),
			noteFiles: createNoteFiles(notes, files, undefined, '', silentLog),
		},
		{
			isOpen: () => false,
			textOf: () => undefined,
			citedByOpen: () => [],
			beginIndexing: async () => ({ token: neverCancelled, report: () => undefined, done: () => undefined }),
			changed: () => undefined,
		},
	);
	workspace.useFolders([URI.file(folder).toString()]);
	await workspace.useRules({
		include: defaultSettings['library.include'],
		exclude: defaultSettings['library.exclude'],
		libraryFiles: [],
	});
	await workspace.index();
	// The bibliographies are all read before the first note is judged.
	const library = store.current;
	const pages: Page[] = [];
	for (const path of notePaths(folder)) {
		const uri = URI.file(join(folder, path)).toString();
		const languageId = languageOfFile(uri) ?? '';
		const text = new TextDecoder().decode(await readFile(join(folder, path)));
		const document = closedNote(uri, languageId, text, project.markupOf(uri, languageId), notes.bibliographiesOf);
		pages.push({ path, document, mentions: document.mentions(library) });
	}
	return { library, pages };
}

/** Paths of all notes below a folder, sorted by their letters' codes. */
function notePaths(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && languageOfFile(URI.file(join(entry.parentPath, entry.name)).toString()) !== undefined)
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
		.sort();
}
