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
