import picomatch from 'picomatch';
import { fileNameOf, withoutEscapes } from '../base/uri.js';
import type { FoundBibliography } from './foundBibliography.js';
import { jobname } from './markup/latexFiles.js';
import type { NamedFile } from './markup/markup.js';
import { searchedFoldersOf } from './project/latexmk.js';
import { latexTrees, namedByOthers } from './project/latexRoot.js';
import { folderOf, foldersAbove, resolve } from './project/paths.js';
import type { LatexFile, ProjectView } from './project/projectView.js';

/**
 * A LaTeX file cites from what its root, and every file that the root includes, names. Paths count from the root's folder; a file that is only
 * found elsewhere is taken there: from the folder of the file naming it (`\\subimport`, `\\subfix`), from a folder of the workspace above the root,
 * where LaTeX may be run, or from one of BIBINPUTS, of the environment or of latexmk's configuration. Org files are put together in the same way.
 * `own` is what the file at `ownUri` names: its text is not needed.
 */
export function namedInTree(ownUri: string, own: LatexFile, isOrg: boolean, project: ProjectView): readonly FoundBibliography[] {
	return latexTrees(project, ownUri, own).flatMap(({ root, files, namingCommands }) => {
		// A root may be named by a file that it doesn't include: that file counts all the same.
		const all = [...new Set([...files, ownUri])];
		const fileOf = (uri: string): LatexFile => (uri === ownUri ? own : (project.latexOf(uri) ?? own));
		const isMade = ({ onlyWith }: NamedFile): boolean =>
			onlyWith === undefined || all.some((uri) => fileOf(uri).commands?.some(({ name }) => name === onlyWith));
		// Hundreds of files that each name the same hundreds are one such list, but for the document's own.
		const seen = new Set<string>();
		const namedFirst = (file: string): readonly NamedFile[] => {
			const list = `${folderOf(file)}\n${listedIn(fileOf(file))}`;
			if (seen.has(list) && file !== ownUri) return [];
			seen.add(list);
			return fileOf(file).bibliographies;
		};
		return all.flatMap((file) => {
			const outer = file === root ? (isOrg ? 'including Org file' : 'LaTeX root') : isOrg ? 'included Org file' : 'LaTeX part';
			const rule = file === ownUri ? 'the document itself' : outer;
			return [...namedFirst(file), ...namedByOthers(fileOf(file), namingCommands).bibliographies]
				.filter(isMade)
				.flatMap((named) => placedInTree(named, root, { rule, by: file, span: named.span }, project));
		});
	});
}

const lists = new WeakMap<LatexFile, string>();

/** What a file names, as one text: the same for files that name the same. */
function listedIn(file: LatexFile): string {
	let list = lists.get(file);
	if (list === undefined) {
		list = file.bibliographies.map(({ path, kind, onlyWith, ignoresCase }) => JSON.stringify([path, kind, onlyWith, ignoresCase])).join();
		lists.set(file, list);
	}
	return list;
}

/** The files that a naming in a document of several files means. */
function placedInTree(
	{ path: written, kind, ignoresCase }: NamedFile,
	root: string,
	place: Pick<FoundBibliography, 'rule' | 'by' | 'span'>,
	project: ProjectView,
): readonly FoundBibliography[] {
	const path = written.replaceAll(jobname, fileNameOf(root).replace(/\.[^.]*$/, ''));
	const common = { ...place, ...(ignoresCase && { ignoresCase }) };
	const isHome = /^~[\\/]/.test(path) && project.home !== undefined;
	const fromRoot = resolve(folderOf(root), path);
	if (kind === 'unknown' || (kind === undefined && !isHome && isUnknown(path))) return [{ uri: fromRoot, ...common, kind: 'unknown' }];
	if (kind === 'glob') {
		const files = fitting([folderOf(root), folderOf(place.by)], path, project);
		if (files.length === 0) return [{ uri: fromRoot, ...common, kind: 'unknown' }];
		return files.map((uri) => ({ uri, ...common, kind: 'glob' }));
	}
	const above = foldersAbove(root, project.folders).slice(1);
	const folders = [folderOf(root), folderOf(place.by), ...above, ...supportOfTests(root), ...searchedFoldersOf(root, project)];
	const isFixed = isHome || path.startsWith('/');
	const candidates = isHome
		? [resolve(project.home!, path.slice(2))]
		: [...new Set((isFixed ? folders.slice(0, 1) : folders).map((folder) => resolve(folder, path)))];
	const uri = candidates.find((each) => project.bibFiles.has(each)) ?? candidates[0]!;
	const elsewhere = project.bibFiles.has(uri) ? [] : candidates.filter((each) => each !== uri);
	return [{ uri, ...common, ...(kind && { kind }), ...(elsewhere.length > 0 && { elsewhere }) }];
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

/** The `.bib` files of the workspace that a pattern fits, counted from the first of the folders where there are any, by name. */
function fitting(folders: readonly string[], pattern: string, project: ProjectView): readonly string[] {
	const fixed = /^(?:[^*?[{]*\/)?/.exec(pattern)![0];
	const rest = pattern.slice(fixed.length);
	// Each further star between two slashes multiplies how long it takes to find that a long name does not fit.
	if (/(?:\*[^*/]+){4}/.test(rest.replaceAll('**', ''))) return [];
	const isMatch = picomatch(rest);
	for (const folder of folders) {
		const start = `${withoutEscapes(folderOf(resolve(folder, `${fixed}x`)))}/`;
		const files = [...project.bibFiles].filter((uri) => {
			const path = withoutEscapes(uri);
			return path.startsWith(start) && isMatch(path.slice(start.length));
		});
		if (files.length > 0) return files.sort();
	}
	return [];
}
