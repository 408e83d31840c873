import { watch } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { URI } from 'vscode-uri';
import type { FileSystem } from './files.js';

/** The path of a `file:` URI. */
export const pathOf = (uri: string): string => URI.parse(uri).fsPath;

/** The machine's own files, by `file:` URIs. */
export const files: FileSystem = {
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
