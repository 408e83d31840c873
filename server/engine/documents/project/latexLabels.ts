import { addToList } from '../../base/grouping.js';
import { bibliographiesOf } from '../bibliography.js';
import type { Document } from '../document.js';
import type { Label } from '../markup/markup.js';
import { type LatexTree, latexTrees } from './latexRoot.js';
import { latexFileOf, type ProjectView } from './projectView.js';

/** The keys that a LaTeX document makes, with the files' URIs. */
export interface LatexLabels {
	/** Those of the file itself, as its text is now. */
	readonly own: readonly PlacedLabel[];
	/** Whether another file makes a key. */
	isInOthers(name: string): boolean;
	/** Where other files make a key. */
	others(name: string): readonly PlacedLabel[];
	/** The names of those of all files. */
	names(): Iterable<string>;
}

type PlacedLabel = Label & { readonly uri: string };

/**
 * The keys that a LaTeX document makes itself (`\bibitem` …), in any of its files. What BibTeX wrote into the root's `.bbl` file counts where none of the
 * named bibliographies is there, as in a paper's source on arXiv.
 */
export function latexLabels(document: Document, project: ProjectView): LatexLabels {
	const { uri, text, markup } = document;
	const trees = latexTrees(project, uri, latexFileOf(text, markup));
	const isSource = !bibliographiesOf(document, project).some((each) => project.bibFiles.has(each));
	const own = (markup?.labels?.(text) ?? []).map((label) => ({ ...label, uri }));
	const filesByName = filesOfLabels(trees, isSource, project);
	const isInOthers = (name: string): boolean => filesByName.get(name)?.some((file) => file !== uri) === true;
	const others = (name: string): readonly PlacedLabel[] =>
		(filesByName.get(name) ?? [])
			.filter((file) => file !== uri)
			.flatMap((file) =>
				(project.latexOf(file)?.labels ?? []).filter((label) => label.name === name).map((label) => ({ ...label, uri: file })),
			);
	return {
		own,
		isInOthers,
		others,
		names: () => [...own.map(({ name }) => name), ...[...filesByName.keys()].filter(isInOthers)],
	};
}

/** Which files make each key, by the lists in which `latexTrees` gives documents: they are the same for all files of these. */
const known = new WeakMap<readonly LatexTree[], Map<boolean, FilesOfLabels>>();

type FilesOfLabels = ReadonlyMap<string, readonly string[]>;

/** Which of the files of some documents make each key, in order; with what BibTeX wrote where `isSource`. */
function filesOfLabels(trees: readonly LatexTree[], isSource: boolean, project: ProjectView): FilesOfLabels {
	const ofTrees = known.get(trees) ?? new Map<boolean, FilesOfLabels>();
	known.set(trees, ofTrees);
	const before = ofTrees.get(isSource);
	if (before) return before;
	const files = new Set<string>();
	for (const tree of trees) {
		for (const file of tree.files) files.add(file);
		if (isSource) files.add(tree.root.replace(/\.[a-z]+$/i, '.bbl'));
	}
	const found = new Map<string, string[]>();
	for (const uri of files)
		for (const name of new Set(project.latexOf(uri)?.labels?.map((label) => label.name))) addToList(found, name, uri);
	ofTrees.set(isSource, found);
	return found;
}
