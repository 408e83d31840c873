import type { Cancellation } from './base/cancellation.js';

/** What the server asks of a platform's files. URIs outside, paths nowhere. */
export interface FileSystem {
	/** The file's bytes. Rejects when it cannot be read. */
	read(uri: string): Promise<Uint8Array>;
	/** Size in bytes and time of the last change (ms since the epoch); nothing where there is no such file. */
	stat(uri: string): Promise<FileStat | undefined>;
	/** All files below a folder whose name ends in one of `extensions` (with the dot), `node_modules` and `.git` left out. */
	list(folder: string, extensions: readonly string[], token: Cancellation): Promise<readonly string[]>;
}

export interface FileStat {
	readonly size: number;
	readonly modified: number;
}

/** What the build bundles: `dist/corpus.json`. */
export interface Corpus {
	/** Titles of the topics by their names. */
	readonly topics: Readonly<Record<string, string>>;
	/** The summaries' texts by citation key. */
	readonly summaries: Readonly<Record<string, string>>;
}
