import { append } from '../../base/append.js';
import { addToList } from '../../base/grouping.js';
import { withoutEscapes } from '../../base/uri.js';
import { namedByCommand } from '../markup/latexFiles.js';
import type { Include, NamedFile, NamingCommand } from '../markup/markup.js';
import { folderOf, foldersAbove, resolve } from './paths.js';
import type { LatexFile, ProjectView } from './projectView.js';

/** A LaTeX document: its root, and every file it is put together from, the root first, in the order of reading. */
interface LatexTree {
	readonly root: string;
	readonly files: readonly string[];
	/** The commands that its files make around those that name files, by their names. */
	readonly namingCommands: ReadonlyMap<string, NamingCommand>;
}

/** More files than this are not followed from one root. */
const mostFiles = 5000;

/**
 * The LaTeX documents that a file is a part of: the root that it names (`% !TeX root`, `\documentclass[main.tex]{subfiles}`), else
 * those of the workspace that include it, however deep; else itself. Never empty; files that include each other are each read once.
 */
export function latexTrees(view: ProjectView, uri: string, own: LatexFile): readonly LatexTree[] {
	const named = namedRoot(view, uri, own);
	if (named !== undefined && view.latexOf(named)) return [treeOf(view, named)];
	const trees = includingTrees(view).get(uri);
	return trees ?? [treeOf(view, uri, own)];
}

/** The root that a file names, followed while that names another. */
function namedRoot(view: ProjectView, uri: string, own: LatexFile): string | undefined {
	const seen = new Set([uri]);
	let last: string | undefined;
	for (let at = uri, file: LatexFile | undefined = own; file; file = view.latexOf(at)) {
		const root: Include | undefined = file.includes.find(({ role }) => role === 'root');
		if (!root) break;
		at = resolve(folderOf(at), root.path);
		if (seen.has(at)) break;
		seen.add(at);
		last = at;
	}
	return last;
}

/** Everything that is read from a root on. A part's path counts from the root's folder, else from that of the file naming it, else from one above the root, where LaTeX may be run. */
function treeOf(view: ProjectView, root: string, ownOfRoot?: LatexFile): LatexTree {
	const folder = folderOf(root);
	const isOrg = /\.org$/i.test(root);
	const above = foldersAbove(root, view.folders).slice(1);
	const files = new Set<string>();
	const namingCommands = new Map<string, NamingCommand>();
	const fileOf = (uri: string): LatexFile | undefined => (uri === root ? ownOfRoot : undefined) ?? view.latexOf(uri);
	const found = (uri: string, parts: readonly Include[]): readonly string[] =>
		parts.flatMap(({ path }) => {
			// Org's paths count from the including file's folder (Org manual, "Include Files").
			const nearest = isOrg ? [folderOf(uri), folder] : [folder, folderOf(uri)];
			return [...nearest, ...above].map((place) => resolve(place, path)).find((candidate) => view.latexOf(candidate)) ?? [];
		});
	const read = (first: readonly string[]): void => {
		const open = [...first].reverse();
		for (let uri = open.pop(); uri !== undefined && files.size < mostFiles; uri = open.pop()) {
			if (files.has(uri)) continue;
			files.add(uri);
			const file = fileOf(uri);
			for (const command of file?.namingCommands ?? []) namingCommands.set(command.name, command);
			append(open, [...found(uri, file ? partsOf(view, file) : [])].reverse());
		}
	};
	read([root]);
	// A file may use a command that one read after it makes, and what it includes by it may use others.
	for (let size = 0; size < files.size && namingCommands.size > 0; ) {
		size = files.size;
		read([...files].flatMap((uri) => found(uri, namedByOthers(fileOf(uri) ?? nothing, namingCommands).includes)));
	}
	return { root, files: [...files], namingCommands };
}

const nothing: LatexFile = { bibliographies: [], includes: [] };

/** What a file names by commands that other files of its document make. */
export function namedByOthers(
	{ commandLines = [], namingCommands: own = [] }: LatexFile,
	commands: ReadonlyMap<string, NamingCommand>,
): { readonly bibliographies: readonly NamedFile[]; readonly includes: readonly Include[] } {
	if (commands.size === 0) return { bibliographies: [], includes: [] };
	const named = commandLines.flatMap((line) => {
		const command = own.some(({ name }) => name === line.name) ? undefined : commands.get(line.name);
		return command ? [namedByCommand(line, command)] : [];
	});
	return { bibliographies: named.flatMap(({ bibliographies }) => bibliographies), includes: named.flatMap(({ includes }) => includes) };
}

/** The parts that a file includes; of packages and classes only those of the user's own, since most come with TeX. */
const partsOf = (view: ProjectView, { includes }: LatexFile): readonly Include[] =>
	includes.filter(({ role, path }) => role === 'part' && (!isStyle(path) || ownStyles(view).has(nameOf(path))));

const isStyle = (path: string): boolean => /\.(?:sty|cls)$/i.test(path);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const knownStyles = new WeakMap<ProjectView, { readonly version: number; readonly names: ReadonlySet<string> }>();

/** The names of the packages and classes in the workspace. */
function ownStyles(view: ProjectView): ReadonlySet<string> {
	const before = knownStyles.get(view);
	if (before?.version === view.latexVersion) return before.names;
	const names = new Set(Array.from(view.latexFiles, (uri) => withoutEscapes(nameOf(uri))).filter(isStyle));
	knownStyles.set(view, { version: view.latexVersion, names });
	return names;
}

const known = new WeakMap<ProjectView, { readonly version: number; readonly trees: ReadonlyMap<string, readonly LatexTree[]> }>();

/** For each file that another one includes, the documents it is a part of, by their roots' URIs. */
function includingTrees(view: ProjectView): ReadonlyMap<string, readonly LatexTree[]> {
	const before = known.get(view);
	if (before?.version === view.latexVersion) return before.trees;
	const including = [...view.latexFiles].sort().filter((uri) => partsOf(view, view.latexOf(uri)!).length > 0);
	const trees = including.map((uri) => treeOf(view, uri));
	// A tree within another is not a document by itself.
	const inner = new Set(trees.flatMap(({ files }) => files.slice(1)));
	const found = new Map<string, LatexTree[]>();
	for (const tree of trees) {
		if (inner.has(tree.root)) continue;
		for (const uri of tree.files) addToList(found, uri, tree);
	}
	known.set(view, { version: view.latexVersion, trees: found });
	return found;
}
