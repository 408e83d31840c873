import { URI, Utils } from 'vscode-uri';
import type { FileSystem } from '../base/files.js';
import { wellFormed } from '../base/uri.js';
import { attachedFiles } from '../library/formats/bibtex/files.js';

/** A record of a paper, as far as it says where its file is. */
export interface FileHint {
	/** The URI of its source; a relative path begins in its folder. */
	readonly source: string;
	readonly keys: readonly string[];
	readonly arxiv?: string;
	/** The `file` field as it is written. */
	readonly file?: string;
}

/** Folders below a library's own in which programs and people keep papers. */
const usualFolders: readonly string[] = ['pdf', 'pdfs', 'PDF', 'PDFs', 'papers', 'Papers', 'files', 'attachments', 'literature'];

/** So many parts of a path's end are looked for in other folders: `storage/ABCD2345/paper.pdf`. */
const longestTail = 6;

/** A folder of more files than this is not looked through for a name. */
const mostListed = 20_000;

/**
 * The PDF of a paper on this machine, as a URI; nothing where there is none. First what the records name (`file` fields, as JabRef, Zotero,
 * Better BibTeX and Mendeley write them), relative paths from the source's folder and from `folders`; then the ends of these paths in
 * `folders`, since a path of another machine is of no use here; then files near the library and in `folders` that are called after a key or the
 * arXiv number. Paths to other machines (`\\server\…`, `//server/…`) are never asked for.
 */
export async function findPdf(
	files: Pick<FileSystem, 'stat' | 'readFolder' | 'home'>,
	hints: readonly FileHint[],
	folders: readonly string[],
): Promise<string | undefined> {
	const isThere = async (uri: string): Promise<boolean> => (await files.stat(uri).catch(() => undefined)) !== undefined;
	for (const uri of new Set(namedFiles(hints, folders, files.home))) if (await isThere(uri)) return uri;
	return byName(files, hints, folders);
}

/** Whether a library's URI is one of a file, in whose folder other files may be. */
const isFile = (source: string): boolean => !/^(?:lectern|zotero|untitled):/.test(source);

/** Without a slash at its end. */
const folderOf = (uri: string): string => uri.slice(0, uri.lastIndexOf('/'));

/** Where the files that records name may be, most likely ones first. */
function* namedFiles(hints: readonly FileHint[], folders: readonly string[], home: string | undefined): Generator<string> {
	const named = hints.flatMap(({ source, file = '' }) => pdfPaths(file).map((path) => ({ path, source })));
	for (const { path, source } of named) {
		const own = isFile(source) ? [folderOf(source)] : [];
		const absolute = absoluteUri(path, home, own[0] ?? folders[0]);
		if (absolute !== undefined) yield absolute;
		else for (const folder of [...own, ...folders]) yield below(folder, path.split('/'));
	}
	for (const { path, source } of named) {
		const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[A-Za-z]:$/.test(part));
		const zotero = home === undefined ? [] : [`${home}/Zotero`];
		for (const folder of [...folders, ...(isFile(source) ? [folderOf(source)] : []), ...zotero])
			for (let count = Math.min(longestTail, parts.length); count > 0; count--) yield below(folder, parts.slice(-count));
	}
}

/** The paths of a `file` field that are PDFs, with slashes; none to other machines. */
function pdfPaths(field: string): readonly string[] {
	return attachedFiles(field)
		.filter(({ path, type = '' }) => /\.pdf$/i.test(path) || (/pdf$/i.test(type) && !/\.\w{1,5}$/.test(path)))
		.map(({ path }) => path.replaceAll('\\', '/'))
		.map((path) => (/^file:\/\/\//i.test(path) ? URI.parse(path).path : path))
		.map((path) => path.replace(/^\/(?=[A-Za-z]:\/)/, ''))
		.filter((path) => !path.startsWith('//') && !/^[a-z][a-z\d+.-]+:/i.test(path.replace(/^[A-Za-z]:/, '')));
}

/** The URI of an absolute path, in the file system of `near`; nothing for a relative one. */
function absoluteUri(path: string, home: string | undefined, near: string | undefined): string | undefined {
	if (path.startsWith('~/')) return home === undefined ? undefined : below(home, path.slice(2).split('/'));
	if (/^[A-Za-z]:\//.test(path)) return URI.file(path).toString();
	if (!path.startsWith('/')) return undefined;
	return (near === undefined ? URI.file(wellFormed(path)) : URI.parse(near).with({ path: wellFormed(path) })).toString();
}

const below = (folder: string, parts: readonly string[]): string => Utils.joinPath(URI.parse(folder), ...parts.map(wellFormed)).toString();

/** A PDF near the library, or in `folders`, that is called after one of the keys or the arXiv number. */
async function byName(
	files: Pick<FileSystem, 'readFolder'>,
	hints: readonly FileHint[],
	folders: readonly string[],
): Promise<string | undefined> {
	const names = new Set(hints.flatMap(({ keys }) => keys.map((key) => key.toLowerCase())));
	const numbers = hints.flatMap(({ arxiv }) => (arxiv === undefined ? [] : [arxiv.toLowerCase(), arxiv.replace('/', '').toLowerCase()]));
	const fits = (name: string): boolean => {
		const [, stem] = /^(.+)\.pdf$/.exec(name.toLowerCase()) ?? [];
		if (stem === undefined) return false;
		// A key may have signs that no file's name has: they are left out, or a hyphen or an underscore is in their place.
		if (names.has(stem) || [...names].some((key) => /[:/\\*?"<>|]/.test(key) && fileNamesOf(key).includes(stem))) return true;
		return (
			numbers.includes(stem.replace(/v\d+$/, '').replace('_', '/')) ||
			numbers.includes(stem.replace(/v\d+$/, '').replace(/^arxiv[-_.]?/, ''))
		);
	};
	const near = hints.filter(({ source }) => isFile(source)).map(({ source }) => folderOf(source));
	for (const folder of new Set([...near, ...folders].flatMap((each) => [each, ...usualFolders.map((name) => `${each}/${name}`)]))) {
		const entries = await files.readFolder(folder).catch(() => []);
		if (entries.length > mostListed) continue;
		const found = entries.find(({ name, isFolder, isBroken }) => !isFolder && !isBroken && fits(name));
		if (found) return below(folder, [found.name]);
	}
	return undefined;
}

const fileNamesOf = (key: string): readonly string[] => ['', '-', '_'].map((sign) => key.replace(/[:/\\*?"<>|]/g, sign));
