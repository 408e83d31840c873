import type { Cancellation } from './base/cancellation.js';
import type { FileSystem } from './files.js';
import { formatOf, libraryExtensions } from './library/formats/formats.js';
import type { LibraryStore, Source } from './library/library.js';
import type { Origin } from './library/paper.js';
import { bundledUri } from './protocol.js';

/** What indexing tells while it goes on. */
export interface Progress {
	report(percentage: number, message: string): void;
}

/** Puts the bundled summaries into the library. `corpus` is the build's `corpus.json`: summaries' texts by key. */
export function indexCorpus(store: LibraryStore, corpus: Readonly<Record<string, string>>): void {
	for (const [key, text] of Object.entries(corpus)) {
		const source: Source = { uri: bundledUri(key), origin: 'bundled', format: 'summary' };
		indexText(store, source.uri, source.origin, text);
	}
}

/** Reads one text into the library, or takes its source out where the text holds no records and no problems. */
export function indexText(store: LibraryStore, uri: string, origin: Origin, text: string): void {
	const format = formatOf(uri);
	if (!format) return;
	const reading = format.read(text);
	if (reading.records.length === 0 && reading.problems.length === 0) store.remove(uri);
	else store.replace({ uri, origin, format: format.name }, reading);
}

/** Reads one file into the library. A file that cannot be read keeps its last good records. */
export async function indexFile(store: LibraryStore, files: FileSystem, uri: string, origin: Origin): Promise<void> {
	const format = formatOf(uri);
	if (!format) return;
	try {
		indexText(store, uri, origin, new TextDecoder().decode(await files.read(uri)));
	} catch (error) {
		if ((await files.stat(uri)) === undefined) store.remove(uri);
		else store.fail({ uri, origin, format: format.name }, String(error));
	}
}

/** Reads every library file below the folders. Gives the thread back between files; stops when cancelled. */
export async function indexFolders(
	store: LibraryStore,
	files: FileSystem,
	folders: readonly string[],
	token: Cancellation,
	progress: Progress,
): Promise<void> {
	const uris = (await Promise.all(folders.map((folder) => files.list(folder, libraryExtensions, token)))).flat();
	let last = Date.now();
	for (const [done, uri] of uris.entries()) {
		if (token.isCancellationRequested) return;
		await indexFile(store, files, uri, 'workspace');
		if (Date.now() - last < 10) continue;
		progress.report(Math.round((100 * done) / uris.length), `${done} of ${uris.length} files`);
		await new Promise<void>((resolve) => setTimeout(resolve));
		last = Date.now();
	}
}
