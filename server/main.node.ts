import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { FileSystem } from './files.js';
import { startServer } from './server.js';

const pathOf = (uri: string): string => URI.parse(uri).fsPath;

/** The machine's own files, by `file:` URIs. */
const files: FileSystem = {
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

startServer(createConnection(ProposedFeatures.all), {
	files: () => files,
	corpus: async () => JSON.parse(await readFile(join(__dirname, 'corpus.json'), 'utf8')),
});
