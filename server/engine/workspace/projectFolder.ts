import { append } from '../base/append.js';
import { withoutEnd } from '../base/ends.js';
import type { FileSystem } from '../base/files.js';
import { folderOf } from '../documents/project/paths.js';
import { projectFileNames } from '../documents/project/projectFiles.js';

/** Names of files and folders that mark the folder they are in as a project, or as one of a project's. */
const markers: ReadonlySet<string> = new Set([
	...projectFileNames.filter((name) => name !== 'conf.py' && name !== '_config.yml'),
	'.git',
	'.hg',
	'.lectern',
	'typst.toml',
]);

/** Folders farther up than this are not looked at. */
const farthest = 32;

/**
 * The folder of the project that a file or folder is in: the outermost one around it with a marker (`_quarto.yml`, `.latexmkrc`, `.lectern`, …),
 * up to the nearest repository (`.git`); nothing where there is no marker. `start` is the URI of the innermost folder that is looked at. No
 * broad folder is a project, and none outside it is looked at.
 */
export async function projectFolderOf(
	files: Pick<FileSystem, 'home' | 'broadFolders' | 'readFolder'>,
	start: string,
): Promise<string | undefined> {
	let found: string | undefined;
	let folder = start.replace(/\/$/, '');
	for (let count = 0; count < farthest && !isBroad(files, folder); count++) {
		// A folder that cannot be read says nothing; those around it may.
		const entries = await files.readFolder(folder).catch(() => []);
		const names = entries.map(({ name }) => name).filter((name) => markers.has(name));
		if (names.length > 0) found = folder;
		if (names.includes('.git') || names.includes('.hg')) return found;
		folder = folderOf(folder);
	}
	return found;
}

/**
 * Whether a folder holds far more than one project, so that it is never read as a whole: the root of the machine's file system, the
 * user's home folder, one that holds it, or one that the platform names, such as the folder for temporary files.
 */
export function isBroad({ home, broadFolders = [] }: Pick<FileSystem, 'home' | 'broadFolders'>, folder: string): boolean {
	if (!folder.startsWith('file:')) return false;
	const path = withoutEnd(folder.replace(/^file:\/\/[^/]*/, ''), /\//);
	if (path === '' || /^\/[a-z](?::|%3a)$/i.test(path)) return true;
	const start = `${withoutEnd(folder, /\//)}/`;
	return [...(home === undefined ? [] : [home]), ...broadFolders].some((each) => `${withoutEnd(each, /\//)}/`.startsWith(start));
}

/** The project files that may be in a folder and in those around it, up to `outermost`: their URIs, whether they exist or not. */
export function projectFilesAbove(folder: string, outermost: string): readonly string[] {
	const uris: string[] = [];
	for (let at = folder; at.length >= outermost.length; at = folderOf(at))
		append(
			uris,
			projectFileNames.map((name) => `${at}/${name}`),
		);
	return uris;
}
