import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';
import { URI, Utils } from 'vscode-uri';
import type { Cancellation } from './base/cancellation.js';
import type { FileSystem } from './files.js';

/** Folders that hold no notes and no libraries, however the user's excludes stand. Jupyter keeps copies of notebooks in one. */
const never = new Set(['node_modules', '.ipynb_checkpoints', '.git', '.hg', '.svn']);

/** How deep folders are followed: a link to a folder above itself would otherwise never end. */
const deepest = 32;

/**
 * The files below a folder whose names end in one of `extensions` (lower case, with the dot), in no particular order.
 * Left out: what the `.gitignore` files on the way say, what one of the `exclude` globs (relative to the folder)
 * matches, and `node_modules` and its like. Stops early when cancelled.
 */
export async function* walk(
	files: FileSystem,
	folder: string,
	extensions: readonly string[],
	exclude: readonly string[],
	token: Cancellation,
): AsyncGenerator<string> {
	const isPassedOver = passing(exclude);
	const root = URI.parse(folder);
	const open: { readonly uri: URI; readonly path: string; readonly rules: readonly Rules[]; readonly depth: number }[] = [
		{ uri: root, path: '', rules: [], depth: 0 },
	];
	for (let next = open.pop(); next; next = open.pop()) {
		if (token.isCancellationRequested) return;
		const entries = await files.readFolder(next.uri.toString());
		const own = entries.some(({ name }) => name === '.gitignore') ? await readRules(files, next.uri, next.path) : undefined;
		const rules = own ? [...next.rules, own] : next.rules;
		for (const { name, isFolder } of entries) {
			const path = next.path === '' ? name : `${next.path}/${name}`;
			if (isPassedOver(path, isFolder, rules)) continue;
			const uri = Utils.joinPath(next.uri, name);
			if (!isFolder) {
				const lower = name.toLowerCase();
				if (extensions.some((extension) => lower.endsWith(extension))) yield uri.toString();
			} else if (next.depth < deepest) open.push({ uri, path, rules, depth: next.depth + 1 });
		}
	}
}

/**
 * Whether `walk` would come by a file below a folder; its ending isn't asked, nor whether it exists. No file elsewhere is. Each
 * `.gitignore` is read once, when first needed: ask anew where some time has passed.
 */
export function walkFinds(files: FileSystem, folder: string, exclude: readonly string[]): (uri: string) => Promise<boolean> {
	const isPassedOver = passing(exclude);
	const root = URI.parse(folder);
	const known = new Map<string, Promise<Rules | undefined>>();
	const rulesIn = (path: string): Promise<Rules | undefined> => {
		const rules = known.get(path) ?? readRules(files, Utils.joinPath(root, path), path);
		known.set(path, rules);
		return rules;
	};
	return async (uri) => {
		const names = pathBelow(folder, uri)?.split('/');
		if (!names || names.length > deepest + 1) return false;
		const rules: Rules[] = [];
		for (let depth = 1; depth <= names.length; depth++) {
			const own = await rulesIn(names.slice(0, depth - 1).join('/'));
			if (own) rules.push(own);
			if (isPassedOver(names.slice(0, depth).join('/'), depth < names.length, rules)) return false;
		}
		return true;
	};
}

/** The path from a folder to a file below it, as people write it; nothing for a file elsewhere. */
export function pathBelow(folder: string, uri: string): string | undefined {
	const [above, below] = [URI.parse(folder), URI.parse(uri)];
	const [folderPath, path] = [withSmallDrive(above.path), withSmallDrive(below.path)];
	const start = folderPath.endsWith('/') ? folderPath : `${folderPath}/`;
	const isBelow = above.scheme === below.scheme && above.authority === below.authority && path.startsWith(start);
	return isBelow ? path.slice(start.length) : undefined;
}

/** Editors write the letter of a drive as they like: `/C:/work` is `/c:/work`. */
const withSmallDrive = (path: string): string => path.replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());

/** Whether a walk passes over a file or folder, by its path from where it began and the `.gitignore` files on the way. */
function passing(exclude: readonly string[]): (path: string, isFolder: boolean, rules: readonly Rules[]) => boolean {
	const isExcluded = picomatch([...exclude], { dot: true });
	return (path, isFolder, rules) =>
		never.has(path.slice(path.lastIndexOf('/') + 1)) || isExcluded(path) || isIgnored(rules, isFolder ? `${path}/` : path);
}

/** A `.gitignore` and the folder it speaks of. */
interface Rules {
	readonly path: string;
	readonly patterns: Ignore;
}

async function readRules(files: FileSystem, folder: URI, path: string): Promise<Rules | undefined> {
	try {
		const text = new TextDecoder().decode(await files.read(Utils.joinPath(folder, '.gitignore').toString()));
		return { path, patterns: ignore().add(text) };
	} catch {
		// A .gitignore that cannot be read ignores nothing.
		return undefined;
	}
}

/** The innermost `.gitignore` that speaks of a path decides (git, gitignore(5)). */
function isIgnored(rules: readonly Rules[], path: string): boolean {
	for (const { path: folder, patterns } of [...rules].reverse()) {
		const { ignored, unignored } = patterns.test(folder === '' ? path : path.slice(folder.length + 1));
		if (ignored || unignored) return ignored;
	}
	return false;
}
