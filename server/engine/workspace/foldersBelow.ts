import { append } from '../base/append.js';
import type { FileSystem } from '../base/files.js';

/** So many folders are looked into, and so deep. */
const mostFolders = 300;
const deepest = 8;

/**
 * The URIs of the folders below one, without a slash at their ends: nearer ones first, then by name, at most some hundred. Hidden folders and links
 * are left out, and so is what cannot be read.
 */
export async function foldersBelow(files: Pick<FileSystem, 'readFolder'>, folder: string): Promise<readonly string[]> {
	const found: string[] = [];
	let level = [folder.replace(/\/$/, '')];
	for (let depth = 0; depth < deepest && level.length > 0 && found.length < mostFolders; depth++) {
		const next: string[] = [];
		for (const each of level) {
			if (found.length + next.length >= mostFolders) break;
			// A folder that cannot be read has nothing to be found.
			const entries = await files.readFolder(each).catch(() => []);
			const below = entries.filter(({ name, isFolder, isLink, isSpecial }) => isFolder && !isLink && !isSpecial && !name.startsWith('.'));
			for (const { name } of below.sort((a, b) => (a.name < b.name ? -1 : 1))) next.push(`${each}/${encodeURIComponent(name)}`);
		}
		append(found, next.slice(0, mostFolders - found.length));
		level = next;
	}
	return found;
}
