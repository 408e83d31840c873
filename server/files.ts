import type { SourceRecord } from './library/formats/record.js';
import type { MakeReferences } from './render/referenceMaker.js';

/** What the server asks of a platform's files. URIs outside, paths nowhere. */
export interface FileSystem {
	/** The file's bytes. Rejects when it cannot be read. */
	read(uri: string): Promise<Uint8Array>;
	/** Size in bytes and time of the last change (ms since the epoch); nothing where there is no such file. */
	stat(uri: string): Promise<FileStat | undefined>;
	/** What stands in a folder; empty where it cannot be read. Links are followed. */
	readFolder(uri: string): Promise<readonly FolderEntry[]>;
	/** Calls `changed` when a file is written, replaced, made or deleted, until the answer is called. Left out where nobody can tell. */
	watch?(uri: string, changed: () => void): () => void;
	/** The user's home folder, where there is one. */
	readonly home?: string;
}

export interface FileStat {
	readonly size: number;
	readonly modified: number;
}

export interface FolderEntry {
	readonly name: string;
	readonly isFolder: boolean;
}

/** Where a platform keeps what may be lost at any time. */
export interface CacheFolder {
	/** The bytes kept under a name; nothing where there are none. */
	read(name: string): Promise<Uint8Array | undefined>;
	/** Keeps bytes under a name: whole or not at all, whoever else writes there. Rejects where it cannot. */
	write(name: string, parts: readonly Uint8Array[]): Promise<void>;
}

/** What the build bundles: `dist/corpus.json`. */
export interface Corpus {
	/** Titles of the topics by their names. */
	readonly topics: Readonly<Record<string, string>>;
	/** The summaries' texts by citation key. */
	readonly summaries: Readonly<Record<string, string>>;
	/** The records in them, by the same keys. */
	readonly records: Readonly<Record<string, SourceRecord>>;
}

/** What formatting references takes; read only when it is first asked for. */
export interface Formatting {
	/** Prints papers, apart from what else the server answers meanwhile. Rejects where that broke off. */
	readonly make: MakeReferences;
	/** A shipped style or locale by its file's name: `apa.csl`, `locales-en-US.xml`. Rejects where it cannot be read. */
	text(name: string): Promise<string>;
}
