import { URI, Utils } from 'vscode-uri';
import { withoutEnd } from '../../base/ends.js';
import { wellFormed } from '../../base/uri.js';

/** A relative path that is written in a URI as it is. */
const plainPath = /^(?:\.\.?\/)*\w[\w.-]*(?:\/\w[\w.-]*)*$/;

/** A folder from which plain paths are resolved without taking its URI apart. */
interface PlainFolder {
	/** As URIs are written, without a slash at the end; left out for one that has to be taken apart. */
	readonly uri?: string;
	/** Where its path begins. */
	readonly start: number;
}

function plainFolder(folder: string): PlainFolder {
	const uri = withoutEnd(URI.parse(folder).toString(), /\//);
	const start = uri.indexOf('/', uri.indexOf('://') + 3);
	const isPlain = /^[a-z][\w+.-]*:\/\/[^?#]*$/.test(uri) && start > 0 && !/\/\.{0,2}(?:\/|$)/.test(uri.slice(start));
	return isPlain ? { uri, start } : { start };
}

/** Those that were asked for: many paths count from one folder, or are looked for in hundreds in turn. */
const plainFolders = new Map<string, PlainFolder>();
const mostKept = 10_000;

function keptFolder(folder: string): PlainFolder {
	const known = plainFolders.get(folder);
	if (known) return known;
	if (plainFolders.size >= mostKept) plainFolders.clear();
	const found = plainFolder(folder);
	plainFolders.set(folder, found);
	return found;
}

/** The URI of a path as written in a file, from a folder; an absolute path stays in the folder's file system. */
export function resolve(folder: string, written: string): string {
	if (plainPath.test(written)) {
		const plain = belowPlain(keptFolder(folder), written);
		if (plain !== undefined) return plain;
	}
	const base = URI.parse(folder);
	const path = wellFormed(written);
	return (
		path.startsWith('/') ? base.with({ path: Utils.resolvePath(base, path).path }) : Utils.joinPath(base, path.replace(/\\/g, '/'))
	).toString();
}

/** The URI of a plain path; nothing where it leads above the root, or the folder has to be taken apart. */
function belowPlain({ uri, start }: PlainFolder, path: string): string | undefined {
	if (uri === undefined) return undefined;
	let above = uri;
	let rest = path;
	for (; rest.startsWith('.'); rest = rest.slice(rest.indexOf('/') + 1)) {
		if (rest.startsWith('..')) above = above.slice(0, above.lastIndexOf('/'));
		if (above.length < start) return undefined;
	}
	return `${above}/${rest}`;
}

/** The folder that a file is in, without a slash at its end. */
export const folderOf = (uri: string): string => uri.slice(0, uri.lastIndexOf('/'));

/** How a file is written as a path from a folder, with slashes; the other way round of `resolve`. */
export function pathFrom(folder: string, uri: string): string {
	const from = URI.parse(folder).path.split('/');
	const to = URI.parse(uri).path.split('/');
	let shared = 0;
	while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
	return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/**
 * The folders from a file's own up to the outermost workspace folder around it, innermost first. Empty for a file outside
 * the workspace: what lies around it is not the user's project.
 */
export function foldersAbove(uri: string, workspace: readonly string[]): readonly string[] {
	const roots = workspace.map((root) => root.replace(/\/$/, '')).filter((root) => uri.startsWith(`${root}/`));
	if (roots.length === 0) return [];
	const outermost = Math.min(...roots.map((root) => root.length));
	const folders: string[] = [];
	for (let folder = folderOf(uri); folder.length >= outermost; folder = folderOf(folder)) folders.push(folder);
	return folders;
}
