import { bibliographiesOf } from '../bibliography.js';
import type { Document } from '../document.js';
import type { Label } from '../markup/markup.js';
import { type LatexTree, latexTrees } from './latexRoot.js';
import { latexFileOf, type ProjectView } from './projectView.js';

/**
 * The keys that a LaTeX document makes itself (`\bibitem` …), in any of its files, with the files' URIs; the document's own first. What BibTeX
 * wrote into the root's `.bbl` file counts where none of the named bibliographies is there, as in a paper's source on arXiv.
 */
export function latexLabels(document: Document, project: ProjectView): readonly (Label & { readonly uri: string })[] {
	const { uri, text, markup } = document;
	const trees = latexTrees(project, uri, latexFileOf(text, markup));
	const isSource = !bibliographiesOf(document, project).some((each) => project.bibFiles.has(each));
	const others = labelledFiles(trees, isSource, project).filter((file) => file !== uri);
	return [
		...(markup?.labels?.(text) ?? []).map((label) => ({ ...label, uri })),
		...others.flatMap((file) => project.latexOf(file)?.labels?.map((label) => ({ ...label, uri: file })) ?? []),
	];
}

/** The files that make keys, by the lists in which `latexTrees` gives documents: they are the same for all files of these. */
const knownFiles = new WeakMap<readonly LatexTree[], Map<boolean, readonly string[]>>();

/** Those of the files of some documents that make keys, in order; with what BibTeX wrote where `isSource`. */
function labelledFiles(trees: readonly LatexTree[], isSource: boolean, project: ProjectView): readonly string[] {
	const known = knownFiles.get(trees) ?? new Map<boolean, readonly string[]>();
	let files = known.get(isSource);
	if (!files) {
		const all = new Set<string>();
		for (const { root, files } of trees) {
			for (const file of files) all.add(file);
			if (isSource) all.add(root.replace(/\.[a-z]+$/i, '.bbl'));
		}
		files = [...all].filter((file) => (project.latexOf(file)?.labels?.length ?? 0) > 0);
		known.set(isSource, files);
		knownFiles.set(trees, known);
	}
	return files;
}
