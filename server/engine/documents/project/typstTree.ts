import { append } from '../../base/append.js';
import { addToList } from '../../base/grouping.js';
import { folderOf, foldersAbove, resolve } from './paths.js';
import type { ProjectView } from './projectView.js';

/** More files than this are not followed from one document. */
const mostFiles = 5000;

/**
 * The files of the Typst documents that a file is a part of, itself first: whatever the main files that include or import it, directly or through
 * others, are put together from. Typst resolves references in the whole document (Typst reference, "Reference", "Bibliography").
 */
export function typstDocument(view: ProjectView, uri: string): readonly string[] {
	const links = linksOf(view);
	// What one document is checked for asks this several times.
	if (links.last?.uri !== uri) links.last = { uri, files: filesOf(links, uri) };
	return links.last.files;
}

const filesOf = (links: Links, uri: string): readonly string[] => [...new Set([uri, ...filesTogether(links, uri)])];

/** The files of the Typst documents that a file is a part of, in the order of the documents: the same array for all files of the same documents. */
export const typstFilesTogether = (view: ProjectView, uri: string): readonly string[] => filesTogether(linksOf(view), uri);

function filesTogether({ parts, wholes, together, byMains }: Links, uri: string): readonly string[] {
	const known = together.get(uri);
	if (known) return known;
	const above = reachable([uri], wholes);
	const mains = [...above].filter((each) => (wholes.get(each) ?? []).every((other) => other === each));
	// Files that include each other have no main file among them.
	const starts = mains.length > 0 ? mains : [...above];
	const name = mains.sort().join('\n');
	const files = (mains.length > 0 && byMains.get(name)) || [...reachable(starts, parts)];
	if (mains.length > 0) byMains.set(name, files);
	// What includes a file and is included by it is a part of the same documents.
	else for (const each of reachable([uri], parts)) if (above.has(each)) together.set(each, files);
	together.set(uri, files);
	return files;
}

interface Links {
	/** The files that each file includes. */
	readonly parts: ReadonlyMap<string, readonly string[]>;
	/** The files that include each file. */
	readonly wholes: ReadonlyMap<string, readonly string[]>;
	/** What was found for files, and for the main files that are above them. */
	readonly together: Map<string, readonly string[]>;
	readonly byMains: Map<string, readonly string[]>;
	/** The files of the document that was asked about last. */
	last?: { readonly uri: string; readonly files: readonly string[] };
}

const known = new WeakMap<ProjectView, { readonly version: number; readonly links: Links }>();

function linksOf(view: ProjectView): Links {
	const version = view.typstVersion ?? 0;
	const before = known.get(view);
	if (before?.version === version) return before.links;
	const parts = new Map<string, string[]>();
	const wholes = new Map<string, string[]>();
	for (const uri of [...(view.typstFiles ?? [])].sort()) {
		const included = view.typstOf?.(uri)?.includes.flatMap(({ path }) => partAt(view, uri, path) ?? []) ?? [];
		parts.set(uri, included);
		for (const part of included) addToList(wholes, part, uri);
	}
	const links = { parts, wholes, together: new Map(), byMains: new Map() };
	known.set(view, { version, links });
	return links;
}

/** The file that a path in a Typst file means; `undefined` if there is none. One that begins with `/` counts from the project's root. */
function partAt(view: ProjectView, uri: string, path: string): string | undefined {
	const folders = path.startsWith('/') ? [...foldersAbove(uri, view.folders)].reverse() : [folderOf(uri)];
	return folders.map((folder) => resolve(folder, path.replace(/^\/+/, ''))).find((file) => view.typstOf?.(file));
}

function reachable(from: readonly string[], links: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
	const found = new Set<string>();
	const open = [...from].reverse();
	for (let uri = open.pop(); uri !== undefined && found.size < mostFiles; uri = open.pop()) {
		if (found.has(uri)) continue;
		found.add(uri);
		append(open, [...(links.get(uri) ?? [])].reverse());
	}
	return found;
}
