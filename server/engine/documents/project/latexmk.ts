import { withoutEnd } from '../../base/ends.js';
import { memoize } from '../markup/scan.js';
import { folderOf, foldersAbove, resolve } from './paths.js';
import type { ProjectView } from './projectView.js';

/** Names of the files in which a project configures latexmk (latexmk manual, "Configuration/initialization (RC) files"). */
export const latexmkNames: readonly string[] = ['.latexmkrc', 'latexmkrc'];

/** A longer statement is not read: where quotes do not close, matching strings takes time quadratic in that. */
const longestStatement = 1000;
const setting = /\bensure_path[ \t]*\([ \t]*(?:'BIBINPUTS'|"BIBINPUTS")[ \t]*,|\$ENV\{[ \t]*['"]?BIBINPUTS['"]?[ \t]*\}[ \t]*\.?=/g;
const text = /#[^\n]*|\$ENV\{[^{}\n]*\}|'((?:\\[\s\S]|[^'\\\n])*)'|"((?:\\[\s\S]|[^"\\\n])*)"|;/g;
/** A colon, but that behind the letter of a drive. */
const betweenPaths = /:(?![\\/])|(?<!^[A-Za-z]):/;
/** Perl's variables for the folder that latexmk is run in, at the beginning of a path. */
const ownFolder = /^(?:\$\{?(?:cwd|pwd)\}?|\$ENV\{['"]?PWD['"]?\})(?:\/|$)/i;

/**
 * The folders that a text of latexmk's configuration adds to BIBINPUTS, by `ensure_path` or to the variable itself, as written. The text is read,
 * never run: string literals count, and of variables only those for the folder that latexmk is run in.
 */
export const bibInputsOfLatexmk: (perl: string) => readonly string[] = memoize((perl) =>
	perl.includes('BIBINPUTS')
		? Array.from(perl.matchAll(setting)).flatMap(({ 0: all, index }) => partsAfter(perl, index, index + all.length))
		: [],
);

/** The parts of the paths in the strings of the statement that begins at `start`, from `at` on. */
function partsAfter(perl: string, start: number, at: number): readonly string[] {
	if (perl.slice(perl.lastIndexOf('\n', start) + 1, start).includes('#')) return [];
	const parts: string[] = [];
	for (const [all, single, double] of perl.slice(at, at + longestStatement).matchAll(text)) {
		if (all === ';') break;
		const path = single ?? double;
		if (path === undefined) continue;
		for (const part of path.split(path.includes(';') ? ';' : betweenPaths)) {
			const own = part.trim().replace(ownFolder, '');
			if (own !== '' && !own.includes('$')) parts.push(own);
		}
	}
	return parts;
}

/**
 * The URIs of the folders in which BibTeX and Biber look for a root's bibliographies: what latexmk's configuration beside it, or in a folder of the
 * workspace above, adds to BIBINPUTS, and those of the variable itself. One with a slash at its end means the folders below it, too (Kpathsea
 * manual, "Subdirectory expansion").
 */
export function bibInputsOf(root: string, project: ProjectView): readonly string[] {
	const own = foldersAbove(root, project.folders).flatMap((folder) =>
		latexmkNames.flatMap((name) => searchedBy(`${folder}/${name}`, project)),
	);
	return [...own, ...(project.searchedFolders ?? [])];
}

/** What the configuration at a URI adds. */
function searchedBy(uri: string, project: ProjectView): readonly string[] {
	const perl = project.textOf(uri);
	if (perl === undefined) return [];
	return bibInputsOfLatexmk(perl).map((part) => {
		const isDeep = part.endsWith('//');
		const path = withoutEnd(part, /\//) || '/';
		const isHome = /^~(?:\/|$)/.test(path) && project.home !== undefined;
		const folder = isHome ? resolve(project.home!, path.slice(2) || '.') : resolve(folderOf(uri), path);
		return `${folder.replace(/\/$/, '')}${isDeep ? '/' : ''}`;
	});
}

/** All folders that are to be looked into for a root's bibliographies, those with a slash at their end with what is known to be below them. */
export const searchedFoldersOf = (root: string, project: ProjectView): readonly string[] =>
	bibInputsOf(root, project).flatMap((folder) =>
		folder.endsWith('/') ? [folder.slice(0, -1), ...(project.foldersBelow?.get(folder) ?? [])] : [folder],
	);

/** The folders of all configurations and the environment whose folders below count, too, each with a slash at its end. */
export function deepFoldersOf(project: ProjectView): readonly string[] {
	const configured = [...(project.textUris ?? [])].filter((uri) => latexmkNames.includes(uri.slice(uri.lastIndexOf('/') + 1)));
	const all = [...configured.flatMap((uri) => searchedBy(uri, project)), ...(project.searchedFolders ?? [])];
	return [...new Set(all.filter((folder) => folder.endsWith('/')))];
}
