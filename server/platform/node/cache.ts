import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type CacheFolder, type Log, silentLog } from '../../engine/index.js';
import { isAbsence, readRegularFile, removeUnfinished, unfinishedName } from './files.js';

/** Old caches are taken away after so many milliseconds without use. */
const oldest = 60 * 24 * 3600 * 1000;

/** Larger ones are no caches of ours (bytes). */
const largestCache = 2 ** 32 - 1;

/** So many parts are handed to the system at once. */
const batch = 512;

/** A folder of caches. Files come in by renaming, so that no reader ever sees half of one; of two for one name the later one stays. */
export function cacheFolder(path: string, log: Log = silentLog): CacheFolder {
	/** What is being written, by name: the next for the same name waits, since both have one temporary file. */
	const writing = new Map<string, Promise<void>>();
	let isTidy = false;
	const tidy = async () => {
		isTidy = true;
		await removeUnfinished(path);
		for (const name of await readdir(path)) {
			const file = join(path, name);
			const { mtimeMs } = await stat(file);
			if (Date.now() - mtimeMs > oldest) await rm(file, { force: true });
		}
	};
	const write = async (name: string, parts: readonly Uint8Array[] | AsyncIterable<Uint8Array>) => {
		await mkdir(path, { recursive: true });
		const temporary = unfinishedName(join(path, name));
		try {
			const handle = await open(temporary, 'w');
			try {
				for await (const next of batchesOf(parts)) {
					const { bytesWritten } = await handle.writev(next);
					// A disk that becomes full takes what it has room for, without an error.
					if (bytesWritten < next.reduce((sum, { length }) => sum + length, 0)) throw new Error('There is no room for it');
				}
			} finally {
				await handle.close();
			}
			await rename(temporary, join(path, name));
		} catch (error) {
			// A disk that is full must not stay so for what nobody reads.
			await rm(temporary, { force: true });
			throw error;
		}
		if (!isTidy) await tidy().catch((error: unknown) => log.warn('Old caches cannot be taken away', error));
	};
	return {
		read: async (name) => {
			try {
				return await readRegularFile(join(path, name), largestCache);
			} catch (error) {
				if (!isAbsence(error)) log.warn(`The cache ${name} cannot be read`, error);
				return undefined;
			}
		},
		write: (name, parts) => {
			const before = writing.get(name) ?? Promise.resolve();
			// Who asked for the one before has its reason.
			const mine = before.catch(() => undefined).then(() => write(name, parts));
			writing.set(name, mine);
			return mine.finally(() => {
				if (writing.get(name) === mine) writing.delete(name);
			});
		},
	};
}

/** Parts that are written together: one by one where the next may overwrite the last. */
async function* batchesOf(parts: readonly Uint8Array[] | AsyncIterable<Uint8Array>): AsyncGenerator<readonly Uint8Array[], void> {
	if (!isArray(parts)) for await (const part of parts) yield [part];
	else for (let start = 0; start < parts.length; start += batch) yield parts.slice(start, start + batch);
}

const isArray: (value: unknown) => value is readonly unknown[] = Array.isArray;
