import { watch } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { CacheFolder, FileSystem } from './files.js';
import { webWith } from './main.web.js';
import { startServer } from './server.js';

const pathOf = (uri: string): string => URI.parse(uri).fsPath;

/** The machine's own files, by `file:` URIs. */
const files: FileSystem = {
	home: URI.file(homedir()).toString(),
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
	read: (uri) => readFile(pathOf(uri)),
	stat: async (uri) => {
		try {
			const { size, mtimeMs } = await stat(pathOf(uri));
			return { size, modified: mtimeMs };
		} catch {
			return undefined;
		}
	},
	readFolder: async (uri) => {
		const path = pathOf(uri);
		const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
		return Promise.all(
			entries.map(async (entry) => {
				const isLinkToFolder =
					entry.isSymbolicLink() &&
					(await stat(join(path, entry.name)).then(
						(found) => found.isDirectory(),
						() => false,
					));
				return { name: entry.name, isFolder: entry.isDirectory() || isLinkToFolder };
			}),
		);
	},
};

/** Old caches are taken away after so many milliseconds without use. */
const oldest = 60 * 24 * 3600 * 1000;

/** A folder of caches. Files come in by renaming, so that no reader ever sees half of one. */
function cacheFolder(path: string): CacheFolder {
	let isTidy = false;
	const tidy = async () => {
		isTidy = true;
		for (const name of await readdir(path)) {
			const file = join(path, name);
			const { mtimeMs } = await stat(file);
			if (Date.now() - mtimeMs > oldest) await rm(file, { force: true });
		}
	};
	return {
		read: (name) => readFile(join(path, name)).catch(() => undefined),
		write: async (name, parts) => {
			await mkdir(path, { recursive: true });
			const temporary = join(path, `${name}.${process.pid}.tmp`);
			const handle = await open(temporary, 'w');
			try {
				for (const part of parts) await handle.write(part);
			} finally {
				await handle.close();
			}
			await rename(temporary, join(path, name));
			if (!isTidy) await tidy().catch(() => undefined);
		},
	};
}

/** Where caches go when the client doesn't say: the platform's own place for them. */
function usualCacheFolder(): string {
	const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
	if (process.platform === 'win32') return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'lectern', 'cache');
	if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'lectern');
	return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'lectern');
}

/** Gives memory back that reading a library took: Node by itself keeps it until something else needs it. */
function giveMemoryBack(): void {
	setFlagsFromString('--expose-gc');
	const collect: unknown = runInNewContext('gc');
	if (typeof collect === 'function') collect();
}

startServer(createConnection(ProposedFeatures.all), {
	files: () => files,
	// Services want to know who asks, not for whom.
	web: webWith({ 'user-agent': 'Lectern (citation editor)' }),
	giveMemoryBack,
	formatting: () => ({
		citeproc: async () => (await import(pathToFileURL(join(__dirname, 'citeproc.js')).href)).default,
		text: (name) => readFile(join(__dirname, '..', 'media', 'csl', name), 'utf8'),
	}),
	cache: ({ cacheFolder: uri }) => cacheFolder(uri === undefined ? usualCacheFolder() : pathOf(uri)),
	corpus: async () => JSON.parse(await readFile(join(__dirname, 'corpus.json'), 'utf8')),
});
