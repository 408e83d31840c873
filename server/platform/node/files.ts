import { close as closePlain, constants, fstat as fstatPlain, open as openPlain, read as readPlain, watch } from 'node:fs';
import { access, open, readdir, readlink, realpath, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, delimiter, dirname, isAbsolute, join, sep } from 'node:path';
import { URI } from 'vscode-uri';
import {
	type FileContent,
	type FileSystem,
	type FolderEntry,
	indexedExtensions,
	isNoText,
	isSpecialFile,
	isTooLarge,
	largestRead,
	localizable,
	Unreadable,
	withoutEnd,
} from '../../engine/index.js';

/** The path of a `file:` URI. */
export const pathOf = (uri: string): string => URI.parse(uri).fsPath;

/**
 * The URIs of the folders in a value of BIBINPUTS: absolute ones and those from the home folder, in order, with a slash at the end where two there say
 * that the folders below count, too. Empty parts mean TeX's own folders (Kpathsea manual, "Path specifications").
 */
export const bibInputs = (value: string | undefined, home: string): readonly string[] =>
	(value ?? '')
		.split(delimiter)
		.map((part) =>
			part
				.trim()
				.replace(/^!!/, '')
				.replace(/^~(?=[\\/]|$)/, () => home),
		)
		.filter(isAbsolute)
		.map((part) => `${URI.file(withoutEnd(part, /[\\/]/) || part[0]!)}${/.(?:\/\/|\\\\)$/.test(part) ? '/' : ''}`);

/**
 * The URIs of the folders in which pandoc looks for styles of the user: `csl` in its data folder, which is that of XDG_DATA_HOME or, as before, `.pandoc`
 * in the home folder; on Windows it is in APPDATA (Pandoc manual, `--data-dir`).
 */
export function pandocStyles(environment: Readonly<Record<string, string | undefined>>, home: string): readonly string[] {
	const { XDG_DATA_HOME: xdg, APPDATA: roaming } = environment;
	const data = [xdg && isAbsolute(xdg) ? xdg : join(home, '.local', 'share'), ...(roaming && isAbsolute(roaming) ? [roaming] : [])];
	return [...data.map((folder) => join(folder, 'pandoc')), join(home, '.pandoc')].map((folder) => URI.file(join(folder, 'csl')).toString());
}

/** The machine's own files, by `file:` URIs. */
export const files: FileSystem = {
	home: URI.file(homedir()).toString(),
	broadFolders: [URI.file(tmpdir()).toString()],
	bibInputs: bibInputs(process.env.BIBINPUTS, homedir()),
	pandocStyles: pandocStyles(process.env, homedir()),
	watch: (uri, changed) => {
		const path = pathOf(uri);
		let timer: NodeJS.Timeout | undefined;
		try {
			// The folder is watched, since editors replace files rather than write into them.
			const watcher = watch(dirname(path), { persistent: false }, (_, name) => {
				if (name !== null && name !== basename(path)) return;
				clearTimeout(timer);
				timer = setTimeout(changed, 50);
			});
			watcher.on('error', () => watcher.close());
			return () => watcher.close();
		} catch {
			// No such folder: there is nothing to watch until the settings name another.
			return () => undefined;
		}
	},
	watchFolder: (uri, changed) => {
		const path = pathOf(uri);
		const timers = new Map<string, NodeJS.Timeout>();
		try {
			const watcher = watch(path, { persistent: false }, (_, name) => {
				if (name === null) return;
				clearTimeout(timers.get(name));
				const tell = () => {
					timers.delete(name);
					changed(URI.file(join(path, name)).toString());
				};
				timers.set(name, setTimeout(tell, 50));
			});
			watcher.on('error', () => watcher.close());
			return () => watcher.close();
		} catch {
			// The folder is gone again: what was read from it is dropped by its files.
			return () => undefined;
		}
	},
	read: (uri, stat) =>
		readRegularFile(pathOf(uri), largestRead(uri), { isKnown: stat !== undefined, isText: isText(uri), bytesOf: passingBytes }),
	readSmall: (uris) =>
		inTime(Promise.all(uris.map((uri) => smallFile(pathOf(uri))))).catch(() => {
			// Each of them is read alone, which says what is wrong.
			return uris.map(() => undefined);
		}),
	stat: async (uri) => {
		try {
			const found = await inTime(stat(pathOf(uri)));
			return found.isFile() ? { size: found.size, modified: found.mtimeMs, identity: identityOf(found) } : undefined;
		} catch (error) {
			if (isAbsence(error)) return undefined;
			throw error;
		}
	},
	readFolder: async (uri) => {
		const path = pathOf(uri);
		const entries = await inTime(readdir(path, { withFileTypes: true })).catch((error: unknown) => {
			if (isAbsence(error)) return [];
			throw error;
		});
		const devices: KnownDevices = new Map();
		const found = entries.map((entry) => (entry.isSymbolicLink() ? linkIn(path, entry.name, devices) : entryOf(entry.name, entry)));
		return Promise.all(found);
	},
	realFolder: async (uri) => {
		try {
			return URI.file(await inTime(realpath(pathOf(uri)))).toString();
		} catch {
			// Where a link leads nowhere, or where that cannot be found out, is the same to who asks: the folder is not looked into by it.
			return undefined;
		}
	},
	linkedNames: async (uri) => {
		const names = new Set<string>();
		for (let path: string | undefined = pathOf(uri); path !== undefined && names.size < mostLinks; ) {
			const place: string = await realNameOf(path);
			if (names.has(place)) break;
			names.add(place);
			path = await leadsTo(place);
		}
		return Array.from(names, (path) => URI.file(path).toString());
	},
};

/** So many links in a row are followed, as Linux does (path_resolution(7)). */
const mostLinks = 40;

/** A path with the links in its folder's path followed; the path itself where there is no such folder. */
async function realNameOf(path: string): Promise<string> {
	try {
		return join(await inTime(realpath(dirname(path))), basename(path));
	} catch {
		// A link may lead to where nothing is: then that is its name.
		return path;
	}
}

/** The path to which a link leads; nothing for what is none. */
async function leadsTo(path: string): Promise<string | undefined> {
	try {
		const target = await inTime(readlink(path));
		return isAbsolute(target) ? target : `${dirname(path)}${sep}${target}`;
	} catch {
		// It is no link, or is not there.
		return undefined;
	}
}

/** Whether an error says that there is no such file: nothing of the name, or a file where a folder would have to be. */
export const isAbsence = (error: unknown): boolean => {
	const { code } = error as NodeJS.ErrnoException;
	return code === 'ENOENT' || code === 'ENOTDIR';
};

/** What `stat` and a folder's entry say alike. */
interface Kind {
	isFile(): boolean;
	isDirectory(): boolean;
}

const entryOf = (name: string, kind: Kind): FolderEntry => {
	const isFolder = kind.isDirectory();
	return isFolder || kind.isFile() ? { name, isFolder } : { name, isFolder, isSpecial: true };
};

/** Whether what is on a device is made up by the system, for as long as one folder is looked through. */
type KnownDevices = Map<number, Promise<boolean>>;

const identityOf = ({ dev, ino }: { readonly dev: number; readonly ino: number }): string => `${dev} ${ino}`;

/** A link in a folder. */
async function linkIn(folder: string, name: string, devices: KnownDevices): Promise<FolderEntry> {
	const path = join(folder, name);
	try {
		const found = await inTime(stat(path));
		const target = { identity: identityOf(found), size: found.size };
		const entry = { ...entryOf(name, found), isLink: true, target };
		const isMadeUp = devices.get(found.dev) ?? isOfTheSystem(path);
		devices.set(found.dev, isMadeUp);
		return (await isMadeUp) ? { ...entry, isSpecial: true } : entry;
	} catch (error) {
		// What cannot be asked about is there; reading it gives the reason.
		return { name, isFolder: false, isLink: true, isBroken: isAbsence(error) };
	}
}

/** Linux's file systems whose files are made up when they are read: proc, sysfs, debugfs, tracefs, cgroup, cgroup2, devpts, securityfs. */
const systems: ReadonlySet<number> = new Set([0x9fa0, 0x62656572, 0x64626720, 0x74726163, 0x27e0eb, 0x63677270, 0x1cd1, 0x73636673]);

const isOfTheSystem = async (path: string): Promise<boolean> =>
	process.platform === 'linux' && systems.has((await inTime(statfs(path))).type);

/** From this size on, what is read goes into memory of its own (bytes). */
const large = 1 << 20;

/** ES2024's constructor, which Node has had since version 20. */
const ResizableBuffer = ArrayBuffer as new (length: number, options: { readonly maxByteLength: number }) => ArrayBuffer;

/**
 * Makes room for what is looked at once. Large ones are resizable: the system gives memory for each of these alone and gets it back as a whole. Others come from
 * where everything small comes from, and leave holes there, which stay with the process (15 MB after a library of 10,000 entries).
 */
const passingBytes = (size: number): Uint8Array<ArrayBuffer> =>
	size < large ? new Uint8Array(size) : new Uint8Array(new ResizableBuffer(size, { maxByteLength: size }), 0, size);

/** So much is read at once. */
const chunk = 1 << 24;

/** So many bytes at the beginning of each chunk show whether a large file is text, as Git looks at them. */
const looked = 8000;

const isText = (uri: string): boolean => indexedExtensions.some((extension) => uri.toLowerCase().endsWith(extension));

/** Whether there are zeros in bytes that are not UTF-16: what a file has where nothing was written, and programs have, but no text. */
function holdsZeros(bytes: Uint8Array, start: number, end: number): boolean {
	const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
	return !isUtf16 && bytes.subarray(start, end).includes(0);
}

/**
 * A regular file's bytes, as many as it has when it is opened. Rejects with `Unreadable` for anything else than a regular file, for one of more
 * than `largest` bytes, and where the system does not answer in time. Nothing that waits for a writer or has effects of its own is opened; `isKnown` where the
 * caller has just found out that it is no such thing. A large file that `isText` is given up where it turns out to be none. `bytesOf` makes what the bytes are read into.
 */
export async function readRegularFile(
	path: string,
	largest: number,
	{ isKnown = false, isText = false, bytesOf = (size: number) => new Uint8Array(size) } = {},
): Promise<Uint8Array> {
	if (!isKnown && !(await inTime(stat(path))).isFile()) throw new Unreadable(isSpecialFile);
	// Should it be a pipe by now, opening it does not wait.
	const handle = await inTime(open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)), (late) => {
		// Nobody waits for it any more, and what it says about closing changes nothing.
		late.close().catch(() => undefined);
	});
	try {
		const { size, blocks, ...found } = await inTime(
			handle.stat().then((all) => ({ size: all.size, blocks: all.blocks, isFile: all.isFile() })),
		);
		if (!found.isFile || (blocks === 0 && (await isOfTheSystem(path)))) throw new Unreadable(isSpecialFile);
		if (size > largest) throw new Unreadable(isTooLarge(size, largest));
		const bytes = bytesOf(size);
		let length = 0;
		while (length < size) {
			const { bytesRead } = await inTime(handle.read(bytes, length, Math.min(chunk, size - length), length));
			if (bytesRead === 0) break;
			if (isText && size >= large && holdsZeros(bytes, length, length + Math.min(bytesRead, looked))) throw new Unreadable(isNoText);
			length += bytesRead;
		}
		return length === size ? bytes : bytes.slice(0, length);
	} finally {
		// What does not answer is not waited for here either, and its bytes have been read.
		handle.close().catch(() => undefined);
	}
}

/** A file of up to so many bytes is small. */
const small = 1 << 16;

/**
 * The content of a small regular file; nothing where there is none, or it cannot be read. With plain callbacks, which cost a third of what promises and handles do: in a
 * folder of 100,000 notes that is most of what reading them costs.
 */
const smallFile = (path: string): Promise<FileContent | undefined> =>
	new Promise((resolve) => {
		openPlain(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0), (failure, file) => {
			if (failure) {
				resolve(undefined);
				return;
			}
			const end = (content?: FileContent): void => {
				// What it says about closing changes nothing.
				closePlain(file, () => undefined);
				resolve(content);
			};
			fstatPlain(file, (unknown, found) => {
				if (unknown || !found.isFile() || found.size > small || found.blocks === 0) {
					end();
					return;
				}
				const { size, mtimeMs: modified } = found;
				const identity = identityOf(found);
				readPlain(file, new Uint8Array(size), 0, size, 0, (broken, length, bytes) => {
					end(broken || length < size ? undefined : { stat: { size, modified, identity }, bytes });
				});
			});
		});
	});

/** What a file is called until it is whole, so that what a killed process left of it is not taken for a file of others. */
export const unfinishedName = (path: string): string => `${path}.${process.pid}.lectern.tmp`;

/** Takes away the unfinished files in a folder of processes that no longer run. */
export async function removeUnfinished(folder: string): Promise<void> {
	for (const name of await readdir(folder)) {
		const writer = /\.(\d{1,10})\.lectern\.tmp$/.exec(name)?.[1];
		if (writer !== undefined && !isRunning(Number(writer))) await rm(join(folder, name), { force: true });
	}
}

/** Whether there is a process with a number; one that belongs to somebody else counts, too. */
function isRunning(writer: number): boolean {
	try {
		return process.kill(writer, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** The folders that were looked through for unfinished files. */
const tidied = new Set<string>();

async function tidy(folder: string): Promise<void> {
	if (tidied.has(folder)) return;
	tidied.add(folder);
	// What is left lies where it is, and does no harm.
	await removeUnfinished(folder).catch(() => undefined);
}

/**
 * Writes a file as a whole: into another one beside it, which then takes its name. A full disk or a crash leaves the file as it was. Rejects
 * where the file may not be written to. A link stays one, and the file that it leads to is written. Takes away what killed processes left beside it.
 */
export async function writeWhole(path: string, text: string | Uint8Array): Promise<void> {
	const before = await stat(path).catch((error: unknown) => {
		if (isAbsence(error)) return undefined;
		throw error;
	});
	// What is no regular file, such as /dev/stdout, is written into: nothing can take its place.
	if (before && !before.isFile()) return writeFile(path, text);
	if (before) await access(path, constants.W_OK);
	const target = before ? await realpath(path) : path;
	const temporary = unfinishedName(target);
	await tidy(dirname(target));
	try {
		const handle = await open(temporary, 'wx', before?.mode ?? 0o666);
		try {
			await handle.writeFile(text);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await rename(temporary, target);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}

/** So long one answer of the file system may take (ms). */
const longestWait = 30_000;

/** Rejects with `Unreadable` when something takes too long; what comes after that is given to `late`. */
function inTime<T>(answer: Promise<T>, late?: (value: T) => void): Promise<T> {
	return new Promise((resolve, reject) => {
		let isOver = false;
		const timer = setTimeout(() => {
			isOver = true;
			reject(new Unreadable(localizable('The file system has not answered for {0} seconds.', longestWait / 1000)));
		}, longestWait);
		answer
			.finally(() => clearTimeout(timer))
			.then((value) => {
				if (isOver) late?.(value);
				else resolve(value);
			}, reject);
	});
}
