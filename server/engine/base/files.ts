import { type LocalizableMessage, localizable, localize } from './localizableMessage.js';

/** What the server asks of a platform's files. URIs outside, paths nowhere. */
export interface FileSystem {
	/**
	 * The file's bytes. Rejects when it cannot be read, with an `Unreadable` where it is not to be: no regular file, larger than
	 * `largestRead` says, or without an answer for too long. `stat` is what `stat` has just said about the file, which then is not asked again.
	 */
	read(uri: string, stat?: FileStat): Promise<Uint8Array>;
	/**
	 * Size in bytes and time of the last change (ms since the epoch); nothing where there is no such regular file. Rejects where that cannot be
	 * found out now, for lack of permission or an answer: such a file may well exist.
	 */
	stat(uri: string): Promise<FileStat | undefined>;
	/**
	 * What small regular files have, all of them at once; nothing in the place of a larger one, of what is no such file, and of one that cannot be read: each of these is
	 * to be read alone. Only for files that were just found in their folders. Never rejects. Left out where it saves nothing.
	 */
	readSmall?(uris: readonly string[]): Promise<readonly (FileContent | undefined)[]>;
	/** Says which files are read next, in order, in place of those before. Left out where nobody reads ahead. */
	ahead?(uris: readonly string[]): void;
	/** What a folder holds; empty where there is none. Links are followed. Rejects where it cannot be read now. */
	readFolder(uri: string): Promise<readonly FolderEntry[]>;
	/** The URI of a folder with all links in its path followed; nothing where there is none. Left out where nobody knows. */
	realFolder?(uri: string): Promise<string | undefined>;
	/**
	 * The real URIs by which a file is read: its own with the links in the folder's path followed, then those of each file to which links lead from it,
	 * which may not exist. Left out where nobody knows.
	 */
	linkedNames?(uri: string): Promise<readonly string[]>;
	/** Calls `changed` when a file is written, replaced, made or deleted, until the answer is called. Left out where nobody knows. */
	watch?(uri: string, changed: () => void): () => void;
	/** Calls `changed` with the URI of what is written, replaced, made or deleted in a folder, not below it, until the answer is called. Left out where nobody knows. */
	watchFolder?(uri: string, changed: (uri: string) => void): () => void;
	/** The user's home folder, where there is one. */
	readonly home?: string;
	/** URIs of folders that hold what belongs to no project, besides the home folder: none of them is read as a whole. */
	readonly broadFolders?: readonly string[];
	/** URIs of the folders that the environment variable BIBINPUTS names, in order; with a slash at the end where those below count, too. */
	readonly bibInputs?: readonly string[];
	/** URIs of the folders in which pandoc looks for the user's own styles, in order; they may not exist. */
	readonly pandocStyles?: readonly string[];
	/** Where it is noted what is not read. */
	readonly skipped?: SkippedFiles;
}

export interface FileStat {
	readonly size: number;
	readonly modified: number;
	/** Which file it is, the same by all links to it. Left out where nobody knows. */
	readonly identity?: string;
}

/** A file's bytes, and what was known about it just before they were read. */
export interface FileContent {
	readonly stat: FileStat;
	readonly bytes: Uint8Array;
}

export interface FolderEntry {
	readonly name: string;
	readonly isFolder: boolean;
	/** A link to a file or folder. */
	readonly isLink?: boolean;
	/** Which file a link leads to, the same for all links to it, and its bytes. Left out where nobody knows. */
	readonly target?: { readonly identity: string; readonly size: number };
	/** A link that leads to nothing; such a one may also be left out. */
	readonly isBroken?: boolean;
	/** Neither a regular file nor a folder of such: a pipe, a socket, a device, a folder of the system's own like `/proc`. */
	readonly isSpecial?: boolean;
}

/** Why a file is not read, although it is there. */
export class Unreadable extends Error {
	constructor(readonly reason: LocalizableMessage) {
		super(localize(reason));
	}
}

/** Why something is skipped that is neither a regular file nor a folder of such. */
export const isSpecialFile: LocalizableMessage = localizable('It is no regular file.');

/** Why a large file is not read that holds what no text does. */
export const isNoText: LocalizableMessage = localizable('It holds zero bytes, so it is no text.');

/** Why a file of so many bytes is not read. */
export const isTooLarge = (size: number, largest: number): LocalizableMessage =>
	localizable(
		'It has {0} MB; files like it are read up to {1} MB.',
		Math.ceil(size / megabyte),
		Math.round((10 * largest) / megabyte) / 10,
	);

const megabyte = 1 << 20;

/**
 * The largest note that is read, in bytes or UTF-16 units: of some texts that nobody writes, such as opening brackets alone, each letter costs 200 bytes of
 * memory, of which V8 has 2 to 4 GB.
 */
export const largestNote = 8 * megabyte;

/** The largest files that are read, in bytes, by the ends of their names; the first that fits counts. */
const largest: readonly (readonly [ends: RegExp, bytes: number])[] = [
	// Read in pieces, so that only what the system gives in one go limits it.
	[/\.bib(?:la)?(?:tex)?$/i, 2 ** 31 - 1],
	// Tested against each path below its folder.
	[/(?:^|\/)\.gitignore$/, 100_000],
	[/(?:^|\/)(?:reading|names)\.yaml$/i, megabyte],
	[/\.csl$/i, 4 * megabyte],
	[/(?:^|\/)(?:_quarto|_metadata|myst|defaults|pandoc)\.ya?ml$/i, 4 * megabyte],
	[/\.py$/i, 4 * megabyte],
	[/\.(?:md|markdown|qmd|rmd|tex|ltx|rnw|snw|sty|cls|bbl|typ|org|rst)$/i, largestNote],
	// The parser keeps a tree of it, many times as large: 50 MB take three times as long as 25.
	[/\.ya?ml$/i, 16 * megabyte],
	// One string holds it all.
	[/\.(?:json|ris)$/i, 256 * megabyte],
];

/** The largest file that is read under a name, in bytes: notebooks and what else is not listed up to 64 MB. */
export const largestRead = (uri: string): number => largest.find(([ends]) => ends.test(uri))?.[1] ?? 64 * megabyte;

/** What was found and is not read, with the reason. */
export class SkippedFiles {
	readonly #reasons = new Map<string, LocalizableMessage>();

	/** `log` is called for each that was not skipped for the same reason before. */
	constructor(private readonly log: (uri: string, reason: LocalizableMessage) => void = () => undefined) {}

	/** By URI, in the order in which they were found; not more than so many are kept. */
	get all(): Iterable<readonly [uri: string, reason: LocalizableMessage]> {
		return this.#reasons;
	}

	add(uri: string, reason: LocalizableMessage): void {
		const before = this.#reasons.get(uri);
		if (before ? localize(before) === localize(reason) : this.#reasons.size >= mostSkipped) return;
		this.#reasons.set(uri, reason);
		this.log(uri, reason);
	}

	/** Whether it is noted that a file is not read, for a reason where one is given. */
	has(uri: string, reason?: LocalizableMessage): boolean {
		return reason ? this.#reasons.get(uri) === reason : this.#reasons.has(uri);
	}

	delete(uri: string): void {
		this.#reasons.delete(uri);
	}

	/** Forgets what was found below a folder, which is looked through again. */
	deleteBelow(folder: string): void {
		const start = folder.endsWith('/') ? folder : `${folder}/`;
		for (const uri of this.#reasons.keys()) if (uri.startsWith(start)) this.#reasons.delete(uri);
	}
}

/** So many skipped files are kept and logged. */
const mostSkipped = 1000;

/** The same files; what cannot be read, although it is there, is noted in `skipped`. */
export function noting(files: FileSystem, skipped: SkippedFiles): FileSystem {
	const isGone = async (uri: string): Promise<boolean> =>
		files.stat(uri).then(
			(found) => found === undefined,
			// What cannot be asked about may exist.
			() => false,
		);
	/** Files that could not be asked about. */
	const silent = new Set<string>();
	return {
		...files,
		skipped,
		stat: async (uri) => {
			try {
				const found = await files.stat(uri);
				if (silent.delete(uri)) skipped.delete(uri);
				return found;
			} catch (error) {
				silent.add(uri);
				skipped.add(uri, whyNotRead(error));
				throw error;
			}
		},
		read: async (uri, stat) => {
			try {
				const bytes = await files.read(uri, stat);
				skipped.delete(uri);
				return bytes;
			} catch (error) {
				if (error instanceof Unreadable) skipped.add(uri, error.reason);
				else if (await isGone(uri)) skipped.delete(uri);
				else skipped.add(uri, whyNotRead(error));
				throw error;
			}
		},
	};
}

/** Why a file is not read, from the error that reading it met. */
export const whyNotRead = (error: unknown): LocalizableMessage =>
	error instanceof Unreadable
		? error.reason
		: localizable('It cannot be read: {0}', error instanceof Error ? error.message : String(error));

/** Where a platform keeps what may be lost at any time. */
export interface CacheFolder {
	/** The bytes kept under a name; nothing where there are none. */
	read(name: string): Promise<Uint8Array | undefined>;
	/**
	 * Keeps bytes under a name: whole or not at all, even while others write there. Rejects where it cannot. What is no array may overwrite each of its parts when
	 * it is asked for the next.
	 */
	write(name: string, parts: readonly Uint8Array[] | AsyncIterable<Uint8Array>): Promise<void>;
}

/** A file's content; nothing where there is no such file. Rejects where it cannot be read. */
export async function contentOf(uri: string, files: FileSystem): Promise<FileContent | undefined> {
	const stat = await files.stat(uri);
	return stat && { stat, bytes: await files.read(uri, stat) };
}

/** A file's text; empty where there is no such file. Rejects where it exists and cannot be read. */
export async function textOfFile(uri: string, files: FileSystem): Promise<string> {
	try {
		// A byte order mark is kept: the text is written back.
		return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await files.read(uri));
	} catch (error) {
		if ((await files.stat(uri)) === undefined) return '';
		throw error;
	}
}
