import { append } from '../../base/append.js';
import { addToList } from '../../base/grouping.js';
import { withoutEscapes } from '../../base/uri.js';
import type { CitingCommand } from '../markup/latexDefinitions.js';
import { namedByCommand } from '../markup/latexFiles.js';
import type { Include, NamedFile, NamingCommand } from '../markup/markup.js';
import { folderOf, foldersAbove, resolve } from './paths.js';
import type { LatexFile, ProjectView } from './projectView.js';

/** A LaTeX document: its root, and every file it is put together from, the root first, in the order of reading. */
export interface LatexTree {
	readonly root: string;
	readonly files: readonly string[];
	/** The commands that its files make around those that name files, by their names. */
	readonly namingCommands: ReadonlyMap<string, NamingCommand>;
}

/** More files than this are not followed from one root. */
const mostFiles = 5000;

/** So many files are followed from all roots together, each as often as it is a part of a document; after that, so many from one root. */
const mostFollowed = 500_000;
const mostFilesThen = 100;

/**
 * The LaTeX documents that a file is a part of: the root that it names (`% !TeX root`, `\documentclass[main.tex]{subfiles}`), else
 * those of the workspace that include it, however deep; else itself. Never empty; files that include each other are each read once.
 */
export function latexTrees(view: ProjectView, uri: string, own: LatexFile): readonly LatexTree[] {
	const known = knownOf(view);
	const named = namedRoot(view, uri, own);
	if (named !== undefined && view.latexOf(named)) return treesFrom(view, named, known);
	return known.trees.get(uri) ?? [treeOf(view, uri, own, mostOf(known))];
}

/** The document of a root that files name: followed once for all of them. */
function treesFrom(view: ProjectView, root: string, known: Known): readonly LatexTree[] {
	let trees = known.named.get(root);
	if (!trees) {
		trees = [treeOf(view, root, undefined, mostOf(known))];
		known.named.set(root, trees);
		known.followed += trees[0]!.files.length;
	}
	return trees;
}

/** Of files that name each other as root so many are followed from one. */
const mostRoots = 50;

/** The root that a file names, followed while that names another. */
function namedRoot(view: ProjectView, uri: string, own: LatexFile): string | undefined {
	const seen = new Set([uri]);
	let last: string | undefined;
	for (let at = uri, file: LatexFile | undefined = own; file; file = view.latexOf(at)) {
		const root: Include | undefined = file.includes.find(({ role }) => role === 'root');
		if (!root) break;
		at = resolve(folderOf(at), root.path);
		if (seen.has(at) || seen.size > mostRoots) break;
		seen.add(at);
		last = at;
	}
	return last;
}

/** Everything that is read from a root on, `most` files at most. */
function treeOf(view: ProjectView, root: string, ownOfRoot?: LatexFile, most = mostFiles): LatexTree {
	const found = finderFrom(view, root);
	const files = new Set<string>();
	const namingCommands = new Map<string, NamingCommand>();
	/** The files that use commands that others may make, by the commands' names. */
	const using = new Map<string, string[]>();
	/** The files that use a command that one read after them makes: what they include by it may use others. */
	const waiting = new Set<string>();
	const fileOf = (uri: string): LatexFile | undefined => (uri === root ? ownOfRoot : undefined) ?? view.latexOf(uri);
	const takeCommands = (uri: string, file: LatexFile): void => {
		for (const command of file.namingCommands ?? []) {
			namingCommands.set(command.name, command);
			for (const user of using.get(command.name) ?? []) waiting.add(user);
		}
		for (const { name } of file.commandLines ?? []) {
			addToList(using, name, uri);
			if (namingCommands.has(name)) waiting.add(uri);
		}
	};
	const read = (first: readonly string[]): void => {
		const open = [...first].reverse();
		for (let uri = open.pop(); uri !== undefined && files.size < most; uri = open.pop()) {
			if (files.has(uri)) continue;
			files.add(uri);
			const file = fileOf(uri);
			if (!file) continue;
			takeCommands(uri, file);
			append(open, [...found.parts(uri, file)].reverse());
		}
	};
	read([root]);
	while (waiting.size > 0 && files.size < most) {
		const users = [...waiting];
		waiting.clear();
		read(users.flatMap((uri) => found.of(uri, namedByOthers(fileOf(uri) ?? nothing, namingCommands).includes)));
	}
	return { root, files: [...files], namingCommands };
}

/** Where the files are that the files of a document include. */
interface Finder {
	/** The parts that a file includes. */
	parts(uri: string, file: LatexFile): readonly string[];
	/** Those that a file includes by other commands. */
	of(uri: string, includes: readonly Include[]): readonly string[];
}

/**
 * Finds parts as TeX does that is run on a root: a path counts from the root's folder, else from that of the file naming it, else from a folder above the
 * root, where LaTeX may be run. For all roots of a folder, each file's parts are looked up once.
 */
function finderFrom(view: ProjectView, root: string): Finder {
	const folder = folderOf(root);
	const isOrg = /\.org$/i.test(root);
	const { finders } = knownOf(view);
	const name = `${isOrg} ${folder}`;
	const before = finders.get(name);
	if (before) return before;
	const above = foldersAbove(root, view.folders).slice(1);
	const known = new WeakMap<LatexFile, readonly string[]>();
	const of = (uri: string, includes: readonly Include[]): readonly string[] => {
		// Org's paths count from the including file's folder (Org manual, "Include Files").
		const nearest = isOrg ? [folderOf(uri), folder] : [folder, folderOf(uri)];
		const places = [...new Set([...nearest, ...above])];
		return includes.flatMap(({ path }) => {
			for (const place of places) {
				const candidate = resolve(place, path);
				if (view.latexOf(candidate)) return candidate;
			}
			return [];
		});
	};
	const parts = (uri: string, file: LatexFile): readonly string[] => {
		const isKept = view.latexOf(uri) === file;
		const found = (isKept ? known.get(file) : undefined) ?? of(uri, partsOf(view, file));
		if (isKept) known.set(file, found);
		return found;
	};
	const finder = { parts, of };
	finders.set(name, finder);
	return finder;
}

const nothing: LatexFile = { bibliographies: [], includes: [] };

/** The citing commands that the files of some documents make, with how many of them do, by the lists in which `latexTrees` gives these. */
const commandsOfTrees = new WeakMap<
	readonly LatexTree[],
	ReadonlyMap<string, { readonly command: CitingCommand; readonly count: number }>
>();

/** The citing commands that the other files make of the documents of which one is a part, each once. */
export function commandsOfOthers(trees: readonly LatexTree[], own: LatexFile, view: ProjectView): readonly CitingCommand[] {
	const nameOf = ({ name, shape }: CitingCommand): string => `${name} ${shape}`;
	let all = commandsOfTrees.get(trees);
	if (!all) {
		const counted = new Map<string, { readonly command: CitingCommand; readonly count: number }>();
		for (const uri of new Set(trees.flatMap(({ files }) => files)))
			for (const command of view.latexOf(uri)?.commands ?? []) {
				const name = nameOf(command);
				const count = (counted.get(name)?.count ?? 0) + 1;
				// Of two of one name the last counts.
				counted.delete(name);
				counted.set(name, { command, count });
			}
		all = counted;
		commandsOfTrees.set(trees, all);
	}
	const left = new Map<string, number>();
	for (const command of own.commands ?? [])
		left.set(nameOf(command), (left.get(nameOf(command)) ?? all.get(nameOf(command))?.count ?? 0) - 1);
	return Array.from(all).flatMap(([name, { command }]) => (left.get(name) === 0 ? [] : command));
}

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

/** What is found out about the LaTeX files of a workspace, until one names others. */
interface Known {
	readonly version: number;
	readonly folders: ProjectView['folders'];
	readonly finders: Map<string, Finder>;
	/** For each file that is a part of documents, or includes others, these documents: the same list for all files of the same documents. */
	readonly trees: ReadonlyMap<string, readonly LatexTree[]>;
	/** The documents of roots that files name, by these roots. */
	readonly named: Map<string, readonly LatexTree[]>;
	/** So many files were followed from all roots so far. */
	followed: number;
}

/** So many files are followed from one more root. */
const mostOf = ({ followed }: Pick<Known, 'followed'>): number => (followed < mostFollowed ? mostFiles : mostFilesThen);

const known = new WeakMap<ProjectView, Known>();

function knownOf(view: ProjectView): Known {
	const before = known.get(view);
	if (before?.version === view.latexVersion && before.folders === view.folders) return before;
	const trees = new Map<string, LatexTree[]>();
	const now: Known = { version: view.latexVersion, folders: view.folders, finders: new Map(), trees, named: new Map(), followed: 0 };
	known.set(view, now);
	findTrees(view, trees, now);
	return now;
}

/** Finds the documents of a workspace, and which files each is put together from, and counts in `known` how many were followed. */
function findTrees(view: ProjectView, found: Map<string, readonly LatexTree[]>, known: Pick<Known, 'followed'>): void {
	const partsFrom = (uri: string) => finderFrom(view, uri).parts(uri, view.latexOf(uri)!);
	const including = [...view.latexFiles].sort().filter((uri) => partsOf(view, view.latexOf(uri)!).length > 0);
	// What another file includes is not a document by itself.
	const inner = new Set(including.flatMap((uri) => partsFrom(uri).filter((part) => part !== uri)));
	const treeFrom = (root: string): LatexTree => {
		const tree = treeOf(view, root, undefined, mostOf(known));
		known.followed += tree.files.length;
		return tree;
	};
	const trees = including.filter((uri) => !inner.has(uri)).map(treeFrom);
	// By a command that another file makes it may be included, too.
	const included = new Set(trees.flatMap(({ files }) => files.slice(1)));
	const partOf = new Map<string, LatexTree[]>();
	const add = (tree: LatexTree): void => {
		for (const uri of tree.files) addToList(partOf, uri, tree);
	};
	for (const tree of trees) if (!included.has(tree.root)) add(tree);
	// Of files that include each other and that no document includes, the first is taken for one.
	for (const uri of including) if (!partOf.has(uri)) add(treeFrom(uri));
	const numbers = new Map([...new Set([...partOf.values()].flat())].map((tree, index) => [tree, index]));
	const same = new Map<string, readonly LatexTree[]>();
	for (const [uri, own] of partOf) {
		const name = own.map((tree) => numbers.get(tree)).join();
		if (!same.has(name)) same.set(name, own);
		found.set(uri, same.get(name)!);
	}
}
