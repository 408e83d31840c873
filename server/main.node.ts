import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { FileSystem } from './files.js';
import { startServer } from './server.js';

/** The machine's own files, by `file:` URIs. */
const files: FileSystem = {
	read: (uri) => readFile(fileURLToPath(uri)),
	stat: async (uri) => {
		try {
			const { size, mtimeMs } = await stat(fileURLToPath(uri));
			return { size, modified: mtimeMs };
		} catch {
			return undefined;
		}
	},
	list: async (folder, extensions, token) => {
		const found: string[] = [];
		if (!folder.startsWith('file:')) return found;
		const visit = async (path: string): Promise<void> => {
			if (token.isCancellationRequested) return;
			for (const entry of await readdir(path, { withFileTypes: true }).catch(() => [])) {
				if (entry.name === 'node_modules' || entry.name === '.git') continue;
				const child = join(path, entry.name);
				if (entry.isDirectory()) await visit(child);
				else if (extensions.some((extension) => entry.name.toLowerCase().endsWith(extension))) found.push(pathToFileURL(child).href);
			}
		};
		await visit(fileURLToPath(folder));
		return found;
	},
};

startServer(createConnection(ProposedFeatures.all), {
	files: () => files,
	corpus: async () => JSON.parse(await readFile(join(__dirname, 'corpus.json'), 'utf8')),
});
