/** What the server asks of a platform's files. URIs outside, paths nowhere. */
export interface FileSystem {
	/** The file's bytes. Rejects when it cannot be read. */
	read(uri: string): Promise<Uint8Array>;
	/** Size in bytes and time of the last change (ms since the epoch); nothing where there is no such file. */
	stat(uri: string): Promise<FileStat | undefined>;
	/** What stands in a folder; empty where it cannot be read. Links are followed. */
	readFolder(uri: string): Promise<readonly FolderEntry[]>;
}

export interface FileStat {
	readonly size: number;
	readonly modified: number;
}

export interface FolderEntry {
	readonly name: string;
	readonly isFolder: boolean;
}

/** What the build bundles: `dist/corpus.json`. */
export interface Corpus {
	/** Titles of the topics by their names. */
	readonly topics: Readonly<Record<string, string>>;
	/** The summaries' texts by citation key. */
	readonly summaries: Readonly<Record<string, string>>;
}
