import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';
import { URI, Utils } from 'vscode-uri';
import { append } from '../base/append.js';
import type { CancellationToken } from '../base/cancellation.js';
import { type FileSystem, type FolderEntry, isSpecialFile, whyNotRead } from '../base/files.js';
import { type LocalizableMessage, localizable } from '../base/localizableMessage.js';
import { wellFormed } from '../base/uri.js';
import { isReadOften, OftenRead } from './oftenRead.js';
import { isBroad } from './projectFolder.js';

/**
 * Folders that hold no notes and no libraries, whatever the user excludes. Jupyter keeps copies of notebooks in one, and bookdown, Quarto, Jekyll,
 * Sphinx and MyST write what they make of notes to those with an underscore.
 */
const never = new Set([
	...['node_modules', '.ipynb_checkpoints', '.git', '.hg', '.svn'],
	...['_book', '_bookdown_files', '_build', '_freeze', '_site'],
]);

/** How deep folders are followed. */
const deepest = 32;

/** So many folders are looked into that only links lead to. */
const mostLinked = 10_000;

const isReadUnderAnotherName = localizable('The link leads to a folder that is read under another name, or that holds the workspace’s.');
/** Why a folder is not read. */
export const isBroadFolder = localizable('It holds far more than one project, and is not read as a whole.');
const isOfDevices = localizable('The link leads to a folder of the system’s own.');
const isTooDeep = localizable('Folders are followed {0} deep.', deepest);
const areTooMany = localizable('Links lead to more than {0} folders.', mostLinked);
const isLinkInLink = localizable('Links within linked folders are not followed here.');

/** How much of a folder is looked through. */
export interface WalkBounds {
	/** How deep folders are followed: 0 is the folder alone. */
	readonly depth: number;
	/** So many folders are looked into. */
	readonly folders: number;
}

/** What else a walk takes and reports. */
export interface WalkOptions {
	readonly bounds?: WalkBounds | undefined;
	readonly linked?: (uri: string) => void;
	readonly linkedFolder?: (uri: string, real: string) => void;
	readonly isLinked?: boolean;
}

/** A folder that is to be looked into. */
interface Open {
	readonly uri: URI;
	/** From where the walk began. */
	readonly path: string;
	readonly rules: readonly Rules[];
	readonly depth: number;
	/** The folder with all links followed, where that can be known. */
	readonly real: string | undefined;
	/** Whether a link is on the way. */
	readonly isLinked: boolean;
}

/**
 * The files below a folder whose names end in one of `extensions` (lower case, with the dot), in no particular order.
 * Left out: what the `.gitignore` files on the way say, what one of the `exclude` globs (relative to the folder)
 * matches, `node_modules` and similar folders. Each folder is looked into once, however many links lead to it; links come last, so that files have the
 * names they have without them. What is passed over for another reason than a rule is noted in `files.skipped`. Stops early when cancelled, and at
 * the bounds, where there are some. `linked` is called for each of the files, and each `.gitignore`, that is a link, also
 * one that leads to nothing, or lies in a linked folder. `linkedFolder` is called for each folder that is a link or lies in a linked one, with its real URI;
 * `isLinked` where that is so of `folder` itself.
 */
export async function* walk(
	files: FileSystem,
	folder: string,
	extensions: readonly string[],
	exclude: readonly string[],
	token: CancellationToken,
	{ bounds, linked, linkedFolder, isLinked = false }: WalkOptions = {},
): AsyncGenerator<string> {
	files.skipped?.deleteBelow(folder);
	const start = { uri: URI.parse(folder), path: '', rules: [], depth: 0, real: await files.realFolder?.(folder), isLinked };
	const looking = new Walk(files, start, extensions, passing(exclude), bounds?.depth, linked, linkedFolder);
	let count = 0;
	for (let next = await looking.next(); next; next = await looking.next()) {
		if (token.isCancellationRequested || (bounds && ++count > bounds.folders)) return;
		yield* await looking.filesIn(next);
	}
}

/** Which folders are still to be looked into, and which were. */
class Walk {
	readonly #open: Open[];
	/** Links to folders: they come last. */
	readonly #links: Open[] = [];
	/** Real URIs of folders that were looked into, or will be. */
	readonly #seen: Set<string>;
	/** By how many links each file is read. */
	readonly #often = new OftenRead();
	/** How many folders only links led to. */
	#linked = 0;

	constructor(
		private readonly files: FileSystem,
		private readonly start: Open,
		private readonly extensions: readonly string[],
		private readonly isPassedOver: ReturnType<typeof passing>,
		/** How deep folders are followed without a word; nothing where they are all followed. */
		private readonly depth = deepest,
		private readonly linked: (uri: string) => void = () => undefined,
		private readonly linkedFolder: (uri: string, real: string) => void = () => undefined,
	) {
		this.#seen = new Set(start.real === undefined ? [] : [start.real]);
		this.#open = [start];
	}

	/** The next folder; nothing after the last, or after too many that only links led to. */
	async next(): Promise<Open | undefined> {
		const next = this.#open.pop() ?? (await this.#nextLinked());
		if (!next?.isLinked || ++this.#linked <= mostLinked) return next;
		this.#skip(next.uri, areTooMany);
		return undefined;
	}

	/** The URIs of the wanted files in a folder. The folders in it come later. */
	async filesIn(folder: Open): Promise<readonly string[]> {
		if (folder.isLinked && folder.real !== undefined) this.linkedFolder(folder.uri.toString(), folder.real);
		const entries = await entriesOf(this.files, folder.uri);
		const own = await this.#rulesIn(folder, entries);
		const rules = own ? [...folder.rules, own] : folder.rules;
		const found: string[] = [];
		for (const entry of entries) {
			const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
			if (this.isPassedOver(path, entry.isFolder, rules)) continue;
			const uri = Utils.joinPath(folder.uri, wellFormed(entry.name));
			const isWanted = this.#isWanted(entry.name);
			if (entry.isSpecial) {
				if (entry.isFolder || isWanted) this.#skip(uri, entry.isFolder ? isOfDevices : isSpecialFile);
			} else if (entry.isFolder) this.#enter(folder, entry, { uri, path, rules });
			else if (isWanted) append(found, this.#fileOf(uri.toString(), entry, folder.isLinked));
		}
		return found;
	}

	async #rulesIn(folder: Open, entries: readonly FolderEntry[]): Promise<Rules | undefined> {
		const file = entries.find(({ name, isFolder }) => name === '.gitignore' && !isFolder);
		if (file?.isLink || (file && folder.isLinked)) this.linked(Utils.joinPath(folder.uri, file.name).toString());
		return file && !file.isBroken ? readRules(this.files, folder.uri, folder.path) : undefined;
	}

	#isWanted(name: string): boolean {
		return this.extensions.some((extension) => name.toLowerCase().endsWith(extension));
	}

	/** A file, unless it is a link that leads to nothing, or one of too many to the same file. */
	#fileOf(uri: string, { isLink, isBroken, target }: FolderEntry, isLinked: boolean): readonly string[] {
		if (target && this.#often.isOneTooMany(target.identity, target.size)) {
			this.files.skipped?.add(uri, isReadOften);
			return [];
		}
		if (isLink || isLinked) this.linked(uri);
		return isBroken ? [] : [uri];
	}

	/** The next link's folder, where that was not looked into yet. */
	async #nextLinked(): Promise<Open | undefined> {
		for (let link = this.#links.pop(); link; link = this.#links.pop()) {
			const real = await this.files.realFolder?.(link.uri.toString());
			if (real === undefined) return link;
			if (isBroad(this.files, real)) {
				this.#skip(link.uri, isBroadFolder);
				continue;
			}
			const root = this.start.real;
			const isReadElsewhere = this.#seen.has(real) || (root !== undefined && pathBelow(real, root) !== undefined);
			if (!isReadElsewhere) {
				this.#seen.add(real);
				return { ...link, real };
			}
			this.#skip(link.uri, isReadUnderAnotherName);
		}
		return undefined;
	}

	/** Takes in a folder within another one. */
	#enter(within: Open, { name, isLink = false }: FolderEntry, at: Pick<Open, 'uri' | 'path' | 'rules'>): void {
		const depth = within.depth + 1;
		if (depth > this.depth) {
			if (this.depth === deepest) this.#skip(at.uri, isTooDeep);
			return;
		}
		if (isLink) {
			if (this.files.realFolder || !within.isLinked) this.#links.push({ ...at, depth, real: undefined, isLinked: true });
			else this.#skip(at.uri, isLinkInLink);
		} else {
			const real = within.real && Utils.joinPath(URI.parse(within.real), name).toString();
			// A link may have led here before.
			if (real !== undefined && this.#seen.has(real)) return;
			if (real !== undefined) this.#seen.add(real);
			this.#open.push({ ...at, depth, real, isLinked: within.isLinked });
		}
	}

	#skip(uri: URI, reason: LocalizableMessage): void {
		this.files.skipped?.add(uri.toString(), reason);
	}
}

/**
 * Whether `walk` would come by a file below a folder; its ending isn't asked, nor whether it exists. No file elsewhere is. Each
 * `.gitignore` is read once, when first needed: make another function after some time.
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
	let realRoot: Promise<string | undefined> | undefined;
	/** Whether links lead from the folder back into it, or above it: then a walk comes by under another name. */
	const isReadElsewhere = new Map<string, Promise<boolean>>();
	const leadsBack = (path: string): Promise<boolean> => {
		const lookUp = async (): Promise<boolean> => {
			realRoot ??= Promise.resolve(files.realFolder?.(folder));
			const [from, real] = [await realRoot, await files.realFolder?.(Utils.joinPath(root, path).toString())];
			if (from === undefined || real === undefined) return false;
			const below = real === from ? '' : pathBelow(from, real);
			return pathBelow(real, from) !== undefined || (below !== undefined && below !== path);
		};
		const known = isReadElsewhere.get(path) ?? lookUp();
		isReadElsewhere.set(path, known);
		return known;
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
		return names.length === 1 || !(await leadsBack(names.slice(0, -1).join('/')));
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

/** Whether a file or folder is the folder itself, or below it. */
export const isBelowOrSame = (folder: string, uri: string): boolean => uri === folder || pathBelow(folder, uri) !== undefined;

/** Editors write the letter of a drive as they like: `/C:/work` is `/c:/work`. */
const withSmallDrive = (path: string): string => path.replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());

/** Whether a walk passes over a file or folder, by its path from where it began and the `.gitignore` files on the way. */
function passing(exclude: readonly string[]): (path: string, isFolder: boolean, rules: readonly Rules[]) => boolean {
	const isExcluded = picomatch(globsOf(exclude), { dot: true });
	return (path, isFolder, rules) =>
		never.has(path.slice(path.lastIndexOf('/') + 1)) || isExcluded(path) || isIgnored(rules, isFolder ? `${path}/` : path);
}

/** Those of a setting's globs that are some: the others, such as numbers and empty texts, fit nothing. */
export const globsOf = (globs: readonly unknown[]): string[] => globs.filter((glob) => typeof glob === 'string' && glob !== '') as string[];

/** A `.gitignore` and the folder it speaks of. */
interface Rules {
	readonly path: string;
	readonly patterns: Ignore;
}

/** What a folder holds; nothing of one that cannot be read, which is noted. */
async function entriesOf(files: FileSystem, folder: URI): Promise<readonly FolderEntry[]> {
	try {
		return await files.readFolder(folder.toString());
	} catch (error) {
		files.skipped?.add(folder.toString(), whyNotRead(error));
		return [];
	}
}

async function readRules(files: FileSystem, folder: URI, path: string): Promise<Rules | undefined> {
	const uri = Utils.joinPath(folder, '.gitignore').toString();
	try {
		const lines = new TextDecoder().decode(await files.read(uri)).split(/\r?\n/);
		const kept = lines.filter((line) => !/(?:\*[^*/]+){4}/.test(line.replaceAll('**', '')));
		if (kept.length < lines.length) files.skipped?.add(uri, hasManyStars);
		return { path, patterns: ignore().add(kept) };
	} catch {
		// A .gitignore that cannot be read ignores nothing; `files.skipped` says why.
		return undefined;
	}
}

/** Each further star between two slashes multiplies how long it takes to find that a long name does not fit. */
const hasManyStars = localizable('Patterns with more than three stars between two slashes are left out.');

/** The innermost `.gitignore` that speaks of a path decides (git, gitignore(5)). */
function isIgnored(rules: readonly Rules[], path: string): boolean {
	for (const { path: folder, patterns } of [...rules].reverse()) {
		const { ignored, unignored } = patterns.test(folder === '' ? path : path.slice(folder.length + 1));
		if (ignored || unignored) return ignored;
	}
	return false;
}
