import { namedInTree } from './bibliographyTrees.js';
import type { ProjectView } from './project/projectView.js';

/** The bibliographies of a document that its tool reads as one, in order. */
export type BibliographyList = readonly string[];

const knownLists = new WeakMap<ProjectView, { readonly state: string; readonly lists: readonly BibliographyList[] }>();

/**
 * The `.bib` files that the LaTeX and Org documents of the workspace name together, two or more in each list, in the order in which BibTeX and Biber
 * read them: as if they were one file. The same array until a document or file changes that.
 */
export function listsOf(project: ProjectView): readonly BibliographyList[] {
	const state = `${project.latexVersion} ${project.bibVersion} ${project.textVersion}`;
	let known = knownLists.get(project);
	if (known?.state !== state) {
		const naming = Array.from(project.latexFiles).filter((uri) => (project.latexOf(uri)?.bibliographies.length ?? 0) > 0);
		const lists = new Map<string, BibliographyList>();
		for (const uri of naming) {
			const named = namedInTree(uri, project.latexOf(uri)!, /\.org$/i.test(uri), project).filter(({ kind }) => kind !== 'unknown');
			const list = [...new Set(named.map((each) => each.uri))];
			if (list.length > 1) lists.set(list.join('\n'), list);
		}
		known = { state, lists: [...lists.values()] };
		knownLists.set(project, known);
	}
	return known.lists;
}

/** Whether some LaTeX or Org document of the workspace names both files as bibliographies. */
export const areListedTogether = (one: string, other: string, project: ProjectView): boolean =>
	listsOf(project).some((list) => list.includes(one) && list.includes(other));
