import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { CacheFolder } from './files.js';
import { apart, type StartThread } from './main.apart.js';
import { files, pathOf } from './main.node.files.js';
import { webWith } from './main.web.js';
import { startServer } from './server.js';

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

/** A thread that does not keep the server alive, nor writes to where the server answers. */
const startThread: StartThread = (answered, ended) => {
	const worker = new Worker(join(__dirname, 'references.js'), { stdout: true });
	worker.on('message', answered);
	worker.on('error', (error) => ended(error.message));
	worker.on('exit', () => ended('The thread that makes references has ended.'));
	worker.unref();
	return { post: (message) => worker.postMessage(message) };
};

startServer(createConnection(ProposedFeatures.all), {
	files: () => files,
	// Services want to know who asks, not for whom.
	web: webWith({ 'user-agent': 'Lectern (citation editor)' }),
	giveMemoryBack,
	formatting: () => ({
		make: apart(startThread),
		text: (name) => readFile(join(__dirname, '..', 'media', 'csl', name), 'utf8'),
	}),
	mathjax: () => async () => (await import(pathToFileURL(join(__dirname, 'mathjax.js')).href)).default,
	cache: ({ cacheFolder: uri }) => cacheFolder(uri === undefined ? usualCacheFolder() : pathOf(uri)),
	translation: async (tag) => JSON.parse(await readFile(join(__dirname, '..', 'l10n', `bundle.l10n.${tag}.json`), 'utf8')),
	corpus: async () => JSON.parse(await readFile(join(__dirname, 'corpus.json'), 'utf8')),
});
