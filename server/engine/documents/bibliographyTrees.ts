import picomatch from 'picomatch';
import { append } from '../base/append.js';
import { fileNameOf, withoutEscapes } from '../base/uri.js';
import { countedOf, type FoundBibliography, mostNamed } from './foundBibliography.js';
import { jobname } from './markup/latexFiles.js';
import type { NamedFile } from './markup/markup.js';
import { searchedFoldersOf } from './project/latexmk.js';
import { type LatexTree, latexTrees, namedByOthers } from './project/latexRoot.js';
import { folderOf, foldersAbove, resolve } from './project/paths.js';
import type { LatexFile, ProjectView } from './project/projectView.js';

/**
 * A LaTeX file cites from what its root, and every file that the root includes, names. Paths count from the root's folder; a file that is only
 * found elsewhere is taken there: from the folder of the file naming it (`\\subimport`, `\\subfix`), from a folder of the workspace above the root,
 * where LaTeX may be run, or from one of BIBINPUTS, of the environment or of latexmk's configuration. Org files are put together in the same way.
 * `own` is what the file at `ownUri` names: its text is not needed.
 */
export function namedInTree(ownUri: string, own: LatexFile, isOrg: boolean, project: ProjectView): readonly FoundBibliography[] {
	const trees = latexTrees(project, ownUri, own);
	const kept = project.latexOf(ownUri);
	// What is kept of a file is what an editor has, but while somebody types a name.
	const isAsKept = kept === own || (kept !== undefined && saidBy(kept) === saidBy(own));
	const all = isAsKept ? inTrees(trees, isOrg, project) : trees.flatMap((tree) => inTree(tree, isOrg, project, [ownUri, own]));
	return countedOf(withOwn(all, ownUri, ownIn(trees, ownUri, own, project)));
}

/** What the file itself names, as each of its documents has it; what documents have alike is there once. */
function ownIn(trees: readonly LatexTree[], ownUri: string, own: LatexFile, project: ProjectView): readonly FoundBibliography[] {
	const { bibliographies, commandLines = [] } = own;
	if (bibliographies.length + commandLines.length === 0) return [];
	const named = new Map<string, FoundBibliography>();
	const dependsOnRoot =
		commandLines.length > 0 || bibliographies.some(({ path, onlyWith }) => onlyWith !== undefined || path.includes(jobname));
	const seen = new Set<string>();
	for (const tree of trees) {
		const kind = dependsOnRoot ? tree.root : folderOf(tree.root);
		if (seen.has(kind) || named.size > mostNamed) continue;
		seen.add(kind);
		const files = namedBy(own, tree, commandsIn(tree, project, own));
		if (files.length === 0) continue;
		const place = placing(tree.root, project);
		for (const each of files)
			for (const found of place(each, { rule: 'the document itself', by: ownUri, span: each.span }))
				named.set(`${each.span.start} ${sameness(found)}`, found);
	}
	return [...named.values()];
}

/** The same list with what the file itself names in the place of what is kept of that, and behind it what others name, too. */
function withOwn(all: readonly FoundBibliography[], ownUri: string, own: readonly FoundBibliography[]): readonly FoundBibliography[] {
	const isOwn = ({ by }: FoundBibliography): boolean => by === ownUri;
	if (own.length === 0 && !all.some(isOwn)) return all;
	const left = new Map(own.map((each) => [sameness(each), each]));
	const shown = new Set<FoundBibliography>();
	const merged = all.flatMap((each) => {
		if (!isOwn(each)) return each;
		const mine = left.get(sameness(each));
		if (mine) shown.add(mine);
		return mine ?? [];
	});
	return [...merged, ...own.filter((each) => !shown.has(each))];
}

/** What is the same for two namings of a file but for who names it. */
const sameness = ({ uri, kind, ignoresCase, elsewhere = [] }: FoundBibliography): string =>
	`${kind ?? ''} ${ignoresCase ?? ''} ${uri} ${numbers.get(elsewhere) ?? elsewhere.join(' ')}`;

interface Kept {
	readonly state: string;
	readonly found: readonly FoundBibliography[];
}

/** What documents name, by the lists in which `latexTrees` gives them: for hundreds of files of one document it is the same. */
const keptOfTrees = new WeakMap<readonly LatexTree[], Kept>();

/** What all files of some documents name, each file once, by the first of them that names it. */
function inTrees(trees: readonly LatexTree[], isOrg: boolean, project: ProjectView): readonly FoundBibliography[] {
	const state = `${isOrg} ${project.latexVersion} ${stateOf(project)}`;
	const before = keptOfTrees.get(trees);
	if (before?.state === state) return before.found;
	const named = new Map<string, FoundBibliography>();
	for (const tree of trees) {
		if (named.size > mostNamed) break;
		for (const each of inTree(tree, isOrg, project)) {
			const name = sameness(each);
			if (!named.has(name)) named.set(name, each);
		}
	}
	const found = [...named.values()];
	keptOfTrees.set(trees, { state, found });
	return found;
}

/** What the files of a document name, in order; `own` is a file of which something else counts than what is kept of it. */
function inTree(
	tree: LatexTree,
	isOrg: boolean,
	project: ProjectView,
	own?: readonly [uri: string, file: LatexFile],
): readonly FoundBibliography[] {
	const { root, files } = tree;
	const commands = commandsIn(tree, project, own?.[1]);
	const place = placing(root, project);
	// Hundreds of files that each name the same hundreds are one such list.
	const seen = new Set<string>();
	const found: FoundBibliography[] = [];
	for (const by of files) {
		const file = own?.[0] === by ? own[1] : project.latexOf(by);
		if (!file) continue;
		const list = `${folderOf(by)}\n${saidBy(file)}`;
		if (seen.has(list)) continue;
		seen.add(list);
		if (found.length > mostNamed) break;
		const outer = by === root ? (isOrg ? 'including Org file' : 'LaTeX root') : isOrg ? 'included Org file' : 'LaTeX part';
		const rule = by === own?.[0] ? 'the document itself' : outer;
		for (const named of namedBy(file, tree, commands)) append(found, place(named, { rule, by, span: named.span }));
	}
	return found;
}

/** What one file of a document names there, as much as counts; `commands` are the citing commands that the document's files make. */
const namedBy = (file: LatexFile, { namingCommands }: LatexTree, commands: ReadonlySet<string>): readonly NamedFile[] =>
	[...file.bibliographies, ...namedByOthers(file, namingCommands).bibliographies]
		.filter(({ onlyWith }) => onlyWith === undefined || commands.has(onlyWith))
		.slice(0, mostNamed + 1);

const commandsOfTrees = new WeakMap<LatexTree, ReadonlySet<string>>();

/** The names of the citing commands that the files of a document make, and that `own` does. */
function commandsIn(tree: LatexTree, project: ProjectView, own?: LatexFile): ReadonlySet<string> {
	let all = commandsOfTrees.get(tree);
	if (!all) {
		all = new Set(tree.files.flatMap((uri) => (project.latexOf(uri)?.commands ?? []).map(({ name }) => name)));
		commandsOfTrees.set(tree, all);
	}
	const more = own?.commands?.filter(({ name }) => !all.has(name)) ?? [];
	return more.length === 0 ? all : new Set([...all, ...more.map(({ name }) => name)]);
}

const lists = new WeakMap<LatexFile, string>();

/** What a file says of bibliographies and of commands, as one text: the same for files that say the same. */
function saidBy(file: LatexFile): string {
	let list = lists.get(file);
	if (list === undefined) {
		const { bibliographies, commands = [], namingCommands = [], commandLines = [] } = file;
		list = JSON.stringify([
			bibliographies.map(({ path, kind, onlyWith, ignoresCase }) => [path, kind, onlyWith, ignoresCase]),
			commands.map(({ name }) => name),
			namingCommands,
			commandLines.map(({ name, given }) => [name, given.map(({ text }) => text)]),
		]);
		lists.set(file, list);
	}
	return list;
}

/**
 * Returns what finds the files that a naming in a document means, by the document's root. The folders in which they are looked for are found out once.
 */
function placing(
	root: string,
	project: ProjectView,
): (named: NamedFile, place: Pick<FoundBibliography, 'rule' | 'by' | 'span'>) => readonly FoundBibliography[] {
	const home = folderOf(root);
	const above = foldersAbove(root, project.folders).slice(1);
	const others = [...above, ...supportOfTests(root), ...searchedFoldersOf(root, project)];
	return ({ path: written, kind, ignoresCase }, place) => {
		const path = written.replaceAll(jobname, fileNameOf(root).replace(/\.[^.]*$/, ''));
		const common = { ...place, ...(ignoresCase && { ignoresCase }) };
		const isHome = /^~[\\/]/.test(path) && project.home !== undefined;
		const fromRoot = resolve(home, path);
		if (kind === 'unknown' || (kind === undefined && !isHome && isUnknown(path))) return [{ uri: fromRoot, ...common, kind: 'unknown' }];
		if (kind === 'glob') {
			const files = fitting([home, folderOf(place.by)], path, project);
			if (files.length === 0) return [{ uri: fromRoot, ...common, kind: 'unknown' }];
			return files.map((uri) => ({ uri, ...common, kind: 'glob' }));
		}
		const isFixed = isHome || path.startsWith('/');
		const folders = isFixed ? [home] : [home, folderOf(place.by), ...others];
		const candidates = (): readonly string[] =>
			isHome ? [resolve(project.home!, path.slice(2))] : [...new Set([...new Set(folders)].map((folder) => resolve(folder, path)))];
		return [{ ...placedOnce(`${home}\n${folderOf(place.by)}\n${path}`, candidates, project), ...common, ...(kind && { kind }) }];
	};
}

/** What says where a path is looked for, and what is there. */
const stateOf = ({ bibVersion, textVersion, home, searchedFolders }: ProjectView): string =>
	`${bibVersion} ${textVersion} ${home} ${searchedFolders?.join(' ')}`;

type Placed = Pick<FoundBibliography, 'uri' | 'elsewhere'>;

/** Which file each path means, until there are others: hundreds of documents may name the same ones, and each may be in hundreds of folders. */
interface PlacedFiles {
	readonly state: string;
	readonly folders: ProjectView['folders'];
	readonly placed: Map<string, Placed>;
	/** Places where a file may be, too, by all of them as one text. */
	readonly lists: Map<string, readonly string[]>;
	left: number;
}

const placedFiles = new WeakMap<ProjectView, PlacedFiles>();

/** Lists of places that are the same have one number, where they have any. */
const numbers = new WeakMap<readonly string[], number>();

/** So many places are kept. */
const mostPlaces = 300_000;

/** Which of the candidates there is; where there is none, the first, and which the others are. Asked once for each name. */
function placedOnce(name: string, candidates: () => readonly string[], project: ProjectView): Placed {
	const state = stateOf(project);
	let known = placedFiles.get(project);
	if (known?.state !== state || known.folders !== project.folders || project.textVersion === undefined) {
		known = { state, folders: project.folders, placed: new Map(), lists: new Map(), left: mostPlaces };
		placedFiles.set(project, known);
	}
	const before = known.placed.get(name);
	if (before) return before;
	const [first, ...others] = candidates() as readonly [string, ...string[]];
	const there = [first, ...others].find((each) => project.bibFiles.has(each));
	const placed = there !== undefined || others.length === 0 ? { uri: there ?? first } : { uri: first, elsewhere: listOf(others, known) };
	if (known.left > 0) known.placed.set(name, placed);
	return placed;
}

/** The same list for the same places. */
function listOf(places: readonly string[], known: PlacedFiles): readonly string[] {
	const text = places.join(' ');
	const before = known.lists.get(text);
	if (before || known.left <= 0) return before ?? places;
	known.left -= places.length;
	known.lists.set(text, places);
	numbers.set(places, known.lists.size);
	return places;
}

/** The folder from which l3build copies files beside its tests before it runs them (l3build manual, `testsuppdir`). */
function supportOfTests(root: string): readonly string[] {
	const at = root.lastIndexOf('/testfiles');
	return at < 0 ? [] : [`${root.slice(0, at)}/testfiles/support`];
}

/**
 * Whether a path is one that only the tool knows: in the user's own folders (`~/refs.bib`), in variables, templates and expressions
 * (`$BIBS/refs.bib`, `{{ bib }}`, R's and YAML's `` `r here("refs.bib")` `` and `!expr …`), or on a drive.
 */
export const isUnknown = (path: string): boolean => /^~|^!|^[A-Za-z]:[\\/]|[$`]|\{\{|<[%<]|@@|\[-/.test(path);

/** The `.bib` files that patterns fit, by folder and pattern, until there are others. */
const fittingFiles = new WeakMap<ProjectView, { readonly version: number; readonly found: Map<string, readonly string[]> }>();

/** The `.bib` files of the workspace that a pattern fits, counted from the first of the folders where there are any, by name. */
function fitting(folders: readonly string[], pattern: string, project: ProjectView): readonly string[] {
	let known = fittingFiles.get(project);
	if (known?.version !== project.bibVersion) {
		known = { version: project.bibVersion, found: new Map() };
		fittingFiles.set(project, known);
	}
	for (const folder of folders) {
		const name = `${folder}\n${pattern}`;
		const files = known.found.get(name) ?? fittingIn(folder, pattern, project);
		known.found.set(name, files);
		if (files.length > 0) return files;
	}
	return [];
}

function fittingIn(folder: string, pattern: string, project: ProjectView): readonly string[] {
	const fixed = /^(?:[^*?[{]*\/)?/.exec(pattern)![0];
	const rest = pattern.slice(fixed.length);
	// Each further star between two slashes multiplies how long it takes to find that a long name does not fit.
	if (/(?:\*[^*/]+){4}/.test(rest.replaceAll('**', ''))) return [];
	const isMatch = picomatch(rest);
	const start = `${withoutEscapes(folderOf(resolve(folder, `${fixed}x`)))}/`;
	const files = [...project.bibFiles].filter((uri) => {
		const path = withoutEscapes(uri);
		return path.startsWith(start) && isMatch(path.slice(start.length));
	});
	return files.sort();
}
