import { append } from '../base/append.js';
import { addToList } from '../base/grouping.js';
import { fileNameOf, withoutEscapes } from '../base/uri.js';
import { frontMatterOf } from '../library/formats/summary.js';
import { kindsByCode } from './bibliographiesByCode.js';
import { isUnknown, namedInTree } from './bibliographyTrees.js';
import type { Document } from './document.js';
import { type BibliographyRule, countedOf, type FoundBibliography, mostNamed } from './foundBibliography.js';
import { directives, frontMatterFiles, bibliographies as markdownBibliographies } from './markup/markdownBibliographies.js';
import type { NamedFile } from './markup/markup.js';
import { type Metadata, namedByBook, namedByMetadataFiles, namedByProfiles } from './project/metadataFiles.js';
import { folderOf, foldersAbove, resolve } from './project/paths.js';
import { type IncludingDocument, latexFileOf, noProject, type OpenNotebook, type ProjectView } from './project/projectView.js';
import {
	byFolder,
	jupyterBook,
	mystProject,
	type ProjectRule,
	pandocDefaults,
	projectFilesOf,
	projectRules,
	quartoFolder,
	quartoProject,
	sphinxProject,
} from './project/rules.js';
import { fromTypstRoot } from './project/typstRoot.js';
import { typstDocument, typstFilesTogether } from './project/typstTree.js';

/**
 * The URIs where the bibliographies of a document may be, known or not: those that are there are to be read. Without those that a tool takes of the files that are
 * known (`\addbibresource{*.bib}`, MyST without a list): none is read for that, so that it is the same after a restart.
 */
export function placesOfBibliographies(document: Document, project: ProjectView): readonly string[] {
	const found = foundBibliographies(document, project).filter(
		({ kind, rule }) => kind !== 'unknown' && kind !== 'glob' && rule !== 'MyST project without a list',
	);
	return [...new Set(found.flatMap(({ uri, elsewhere = [] }) => [uri, ...elsewhere]))];
}

/** The URIs of the bibliographies that a document cites from, in order and each once; empty where none is named for it. */
export function bibliographiesOf(document: Document, project: ProjectView = noProject): readonly string[] {
	const found = foundBibliographies(document, project).filter(({ kind }) => kind !== 'unknown');
	return [...new Set(found.map(({ uri }) => uri))];
}

/**
 * The bibliographies that a document cites from, by the rules of its tool: those it names itself, those of the LaTeX document that
 * it is a part of, those of the Quarto, MyST or Sphinx project around it or of the Pandoc defaults file beside or above it. The first 1,000 count.
 */
export const foundBibliographies = (document: Document, project: ProjectView = noProject): readonly FoundBibliography[] =>
	countedOf(foundFor(document, project));

function foundFor(document: Document, project: ProjectView): readonly FoundBibliography[] {
	if (document.languageId === 'latex' || document.languageId === 'tex') return withWritten(document, ofTree(document, project), project);
	if (document.languageId === 'typst') return ofTypst(document, project);
	const notebook = project.notebookOf?.(document.uri);
	if (notebook)
		return withProject({ uri: notebook.uri, languageId: 'ipynb', head: notebook.cells[0]?.text ?? '' }, ofCells(notebook), project);
	if (document.languageId === 'org') return withWritten(document, withProject(document, ofTree(document, project), project), project);
	const own = namedInText(document, document.markup?.bibliographies(document.text) ?? [], 'the document itself', project);
	const all = withProject(document, own, project);
	const named = new Set(all.map(({ uri }) => uri));
	const others = ofIncluding(document.uri, project).filter(({ uri }) => !named.has(uri));
	return withWritten(document, [...all, ...others], project);
}

/** More documents than this are not followed that include a file, directly or through others. */
const mostIncluding = 200;

/**
 * What the documents name that include a Markdown file, directly or through others: there, its text is a part of theirs (Quarto guide, "Includes").
 * What several name alike is there once.
 */
function ofIncluding(uri: string, project: ProjectView): readonly FoundBibliography[] {
	const seen = new Set([uri]);
	const lists = new Set<string>();
	const found: FoundBibliography[] = [];
	const follow = (included: string): void => {
		for (const each of includingDocuments(included, project)) {
			if (seen.has(each.uri) || seen.size > mostIncluding || found.length > mostNamed) continue;
			seen.add(each.uri);
			const { list, named } = namedByIncluding(each, project);
			if (!lists.has(list)) append(found, named);
			lists.add(list);
			follow(each.uri);
		}
	};
	follow(uri);
	return found;
}

/** What is found out about the documents that include files of one name. */
interface IncludedFiles {
	readonly folders: ProjectView['folders'];
	/** The documents by the URIs of the files that they include. */
	readonly byFile: ReadonlyMap<string, readonly IncludingDocument[]>;
}

const includedFiles = new WeakMap<readonly IncludingDocument[], IncludedFiles>();

/** The documents that include a file themselves. */
function includingDocuments(uri: string, project: ProjectView): readonly IncludingDocument[] {
	const name = nameOf(uri);
	const documents = project.including?.(name) ?? [];
	let known = includedFiles.get(documents);
	if (known?.folders !== project.folders) {
		const byFile = new Map<string, IncludingDocument[]>();
		for (const document of documents)
			for (const file of filesIncludedBy(document, project).get(name) ?? []) addToList(byFile, file, document);
		known = { folders: project.folders, byFile };
		includedFiles.set(documents, known);
	}
	return known.byFile.get(uri) ?? [];
}

const nameOf = (uri: string): string => withoutEscapes(fileNameOf(uri));

type FilesByName = ReadonlyMap<string, readonly string[]>;

const filesOfDocuments = new WeakMap<IncludingDocument, { readonly folders: ProjectView['folders']; readonly byName: FilesByName }>();

/**
 * The URIs that included files may have, by the files' names: paths count from the document's folder, in Quarto those with a slash at their beginning from a folder of
 * the project. Found out once for all of them.
 */
function filesIncludedBy(document: IncludingDocument, { folders: opened }: ProjectView): FilesByName {
	const known = filesOfDocuments.get(document);
	if (known?.folders === opened) return known.byName;
	const { uri, files } = document;
	const own = folderOf(uri);
	const folders = new Set([own, ...foldersAbove(uri, opened)]);
	const byName = new Map<string, string[]>();
	const all = files.flatMap((path) =>
		path.startsWith('/') ? Array.from(folders, (folder) => resolve(folder, path.slice(1))) : resolve(own, path),
	);
	for (const file of new Set(all)) addToList(byName, nameOf(file), file);
	filesOfDocuments.set(document, { folders: opened, byName });
	return byName;
}

interface NamedByIncluding {
	readonly state: string;
	readonly folders: ProjectView['folders'];
	readonly named: readonly FoundBibliography[];
	/** All of them as one text. */
	readonly list: string;
}

const namedByDocuments = new WeakMap<IncludingDocument, NamedByIncluding>();

/** What a document names that includes others. */
function namedByIncluding(document: IncludingDocument, project: ProjectView): NamedByIncluding {
	const state = `${project.bibVersion} ${project.textVersion}`;
	const known = namedByDocuments.get(document);
	if (known && project.textVersion !== undefined && known.state === state && known.folders === project.folders) return known;
	const own = namedInText(document, frontMatterFiles(document.head)?.files ?? [], 'including document', project);
	const named = withProject(document, own, project);
	const list = named.map(({ uri, kind, elsewhere = [] }) => `${kind ?? ''} ${[uri, ...elsewhere].join(' ')}`).join('\n');
	const now = { state, folders: project.folders, named, list };
	namedByDocuments.set(document, now);
	return now;
}

/**
 * What the text of a document names. Paths count from its folder; where there is no such file, the tool may be run in a folder above (pandoc takes
 * paths from the folder that it is run in), and LaTeX adds `.bib` to names without an ending in R Markdown.
 */
function namedInText(
	{ uri, languageId }: Pick<Document, 'uri' | 'languageId'>,
	files: readonly NamedFile[],
	rule: BibliographyRule,
	project: ProjectView,
): readonly FoundBibliography[] {
	return found(uri, rule, files).map((each, index) => {
		if (each.kind !== undefined || project.bibFiles.has(each.uri)) return each;
		const { path } = files[index]!;
		if (path.startsWith('/') || path.startsWith('~')) return each;
		const folders = [folderOf(uri), ...foldersAbove(uri, project.folders).slice(1)];
		const names = languageId === 'rmd' && !/\.\w+$/.test(path) ? [path, `${path}.bib`] : [path];
		const candidates = folders.flatMap((folder) => names.map((name) => resolve(folder, name))).filter((place) => place !== each.uri);
		const there = candidates.find((place) => project.bibFiles.has(place));
		if (there !== undefined) return { ...each, uri: there };
		return candidates.length > 0 ? { ...each, elsewhere: candidates } : each;
	});
}

/** The same, with those marked that the document's own code writes. */
function withWritten(document: Document, found: readonly FoundBibliography[], project: ProjectView): readonly FoundBibliography[] {
	if (found.length === 0) return found;
	const kindOf = kindsByCode(document);
	if (!kindOf) return found;
	return found.map((each) => {
		const kind = each.kind === undefined ? kindOf?.(fileNameOf(each.uri), project.bibFiles.has(each.uri)) : undefined;
		return kind ? { ...each, kind } : each;
	});
}

/** What the rules for a document's project ask of it. */
type DocumentHead = Pick<Document, 'uri' | 'languageId' | 'head'>;

/** What a document names itself, and what the project around it adds to that or names in its place. */
function withProject(document: DocumentHead, own: readonly FoundBibliography[], project: ProjectView): readonly FoundBibliography[] {
	const rules = rulesOf[document.languageId];
	if (!rules) return own;
	if (rules.includes(ofQuarto)) {
		const quarto = withQuarto(document, own, project);
		if (quarto) return quarto;
	}
	// A directive lists entries; which files they may be from, and are cited from, the project says (sphinxcontrib-bibtex, "Usage").
	if (own.length > 0 && rules.includes(ofSphinx) && (frontMatterFiles(document.head)?.files.length ?? 0) === 0) {
		const listed = new Set(own.map(({ uri }) => uri));
		return [...own, ...ofSphinx(document.uri, project).filter(({ uri }) => !listed.has(uri))];
	}
	if (own.length > 0) return own;
	for (const rule of rules) {
		const around = rule(document.uri, project);
		if (around.length > 0) return around;
	}
	return own;
}

/** What the cells of an open notebook name, by paths from its folder. Only the first one has front matter. */
function ofCells(notebook: OpenNotebook): readonly FoundBibliography[] {
	const known = foundInCells.get(notebook);
	if (known) return known;
	const all = countedOf(
		notebook.cells.flatMap(({ uri, text }, index) =>
			found(uri, 'the notebook', (index === 0 ? markdownBibliographies : directives)(text), notebook.uri),
		),
	);
	foundInCells.set(notebook, all);
	return all;
}

/** Every cell asks for what all of them name. */
const foundInCells = new WeakMap<OpenNotebook, readonly FoundBibliography[]>();

/** The bibliographies that a project file names, and the folder that it may hold for; nothing for other files. */
export function bibliographiesInProjectFile(uri: string, text: string): readonly FoundBibliography[] {
	const name = fileNameOf(uri);
	const rule = projectRules.find(({ names }) => names.includes(name));
	return rule ? found(uri, rule.rule, rule.read(text).files) : [];
}

type ProjectLookup = (uri: string, project: ProjectView) => readonly FoundBibliography[];

/** Returns what the nearest file of a kind names; nothing if that one names nothing, even if one farther out does. */
const ofNearest =
	(rule: ProjectRule): ProjectLookup =>
	(uri, project) =>
		namedByNearest(rule, uri, project);

const namedByNearest = byFolder((rule: ProjectRule, uri: string, project: ProjectView): readonly FoundBibliography[] => {
	const [file] = projectFilesOf(rule, uri, project);
	if (file === undefined) return [];
	return namedInFile(rule, file, project);
});

const namedInFile = byFolder((_: ProjectRule, file: string, project: ProjectView): readonly FoundBibliography[] => {
	const text = project.textOf(file)!;
	return countedOf([
		...bibliographiesInProjectFile(file, text),
		...named('metadata file', namedByMetadataFiles(file, text, project, mostNamed)),
	]);
});

/** The same for metadata elsewhere. */
const named = (rule: BibliographyRule, all: readonly Metadata[]): readonly FoundBibliography[] =>
	all.flatMap(({ uri, files }) => found(uri, rule, files));

const ofBook: ProjectLookup = (uri, project) => named('bookdown book', [namedByBook(uri, project) ?? []].flat());

const ofQuarto: ProjectLookup = (uri, project) => mergedQuarto(levelsOfQuarto(uri, project));

/** MyST takes every `.bib` file beside and below `myst.yml` where that has no list. */
const ofMyst: ProjectLookup = (uri, project) => namedByMyst(mystProject, uri, project);

const namedByMyst = byFolder((rule: ProjectRule, uri: string, project: ProjectView): readonly FoundBibliography[] => {
	const [file] = projectFilesOf(rule, uri, project);
	if (file === undefined) return [];
	const named = bibliographiesInProjectFile(file, project.textOf(file)!);
	if (named.length > 0) return named;
	const folder = `${folderOf(file)}/`;
	const beside = [...project.bibFiles].filter((bib) => bib.startsWith(folder)).sort();
	return beside.map((bib) => ({ uri: bib, rule: 'MyST project without a list', by: file }));
});

/** What Sphinx finds citations in, as `conf.py` or a Jupyter Book's `_config.yml` says. */
const ofSphinx: ProjectLookup = (uri, project) => {
	const [own, ofBook] = [sphinxProject, jupyterBook].map((rule) => ofNearest(rule)(uri, project));
	return own!.length > 0 ? own! : ofBook!;
};

const markdownRules = [ofQuarto, ofBook, ofMyst, ofSphinx, ofNearest(pandocDefaults)];
const rstRules = [ofSphinx, ofNearest(pandocDefaults)];

/** Which rules hold for the documents of a language where they name no bibliography themselves. */
const rulesOf: Readonly<Record<string, readonly ProjectLookup[] | undefined>> = {
	markdown: markdownRules,
	quarto: [ofQuarto],
	rmd: [ofQuarto, ofBook, ofNearest(pandocDefaults)],
	ipynb: markdownRules,
	org: [ofNearest(pandocDefaults)],
	restructuredtext: rstRules,
	rst: rstRules,
};

/** What the files name that a document's `metadata-files` are (Quarto's reference, "HTML Options"). */
function inMetadataFiles({ uri, head }: DocumentHead, project: ProjectView): readonly Level[] {
	const yaml = frontMatterOf(head)?.yaml;
	const all = yaml ? namedByMetadataFiles(uri, head.slice(yaml.start, yaml.end), project, mostNamed) : [];
	return all.map((each) => ({ found: found(each.uri, 'metadata file', each.files), isList: each.isList }));
}

/** What one level of a Quarto project says. */
interface Level {
	readonly found: readonly FoundBibliography[];
	readonly isList: boolean;
}

/** The levels of the Quarto project around a document, outermost first; none outside a project. */
const levelsOfQuarto = (uri: string, project: ProjectView): readonly Level[] => levelsAround(quartoProject, uri, project);

const levelsAround = byFolder((rule: ProjectRule, uri: string, project: ProjectView): readonly Level[] => {
	const [file] = projectFilesOf(rule, uri, project);
	if (file === undefined) return [];
	const folders = projectFilesOf(quartoFolder, uri, project).filter((each) => folderOf(each).startsWith(folderOf(file)));
	const profiles = levelsOfProfiles(rule, file, project);
	return [...folders.flatMap((each) => levelsIn(quartoFolder, each, project)), ...profiles, ...levelsIn(rule, file, project)].reverse();
});

/** What the profiles of a project name: asked once for all folders below it. */
const levelsOfProfiles = byFolder((_: ProjectRule, file: string, project: ProjectView): readonly Level[] =>
	namedByProfiles(file, project, mostNamed).map(({ uri: by, files }) => ({ found: found(by, 'Quarto profile', files), isList: true })),
);

/** What a project file names, and before that what its metadata files do: asked once for all folders below it. */
const levelsIn = byFolder((rule: ProjectRule, file: string, project: ProjectView): readonly Level[] => {
	const text = project.textOf(file)!;
	const { files, isList } = rule.read(text);
	const others = namedByMetadataFiles(file, text, project, mostNamed).map((each) => ({
		found: found(each.uri, 'metadata file', each.files),
		isList: each.isList,
	}));
	return [{ found: found(file, rule.rule, files), isList }, ...others];
});

/** Quarto merges outer into inner: lists are joined, a single path takes another's place. */
function mergedQuarto(levels: readonly Level[]): readonly FoundBibliography[] {
	let merged: Level = { found: [], isList: false };
	for (const level of levels) {
		if (level.found.length === 0) continue;
		const joins = merged.isList || level.isList;
		merged = joins ? { found: countedOf([...merged.found, ...level.found]), isList: true } : level;
	}
	return merged.found;
}

/** A document's own and its Quarto project's bibliographies, its own first; `undefined` if no project names any. */
function withQuarto(
	document: DocumentHead,
	own: readonly FoundBibliography[],
	project: ProjectView,
): readonly FoundBibliography[] | undefined {
	const around = levelsOfQuarto(document.uri, project);
	const isQuarto = document.languageId === 'quarto' || around.length > 0;
	const levels = isQuarto ? [...around, ...inMetadataFiles(document, project)] : around;
	if (levels.length === 0) return undefined;
	const merged = mergedQuarto([...levels, { found: own, isList: frontMatterFiles(document.head)?.isList ?? false }]);
	if (merged.length === own.length) return merged.length > 0 ? own : undefined;
	const listed = new Set(own);
	return [...own, ...merged.filter((each) => !listed.has(each))];
}

/** What a LaTeX or Org document cites from. */
const ofTree = ({ uri, text, markup, languageId }: Document, project: ProjectView): readonly FoundBibliography[] =>
	namedInTree(uri, latexFileOf(text, markup), languageId === 'org', project);

/**
 * A Typst file cites from what it, and every other file of its document, names, by paths from the naming file's folder or the project's root. Where a template
 * takes the file from a variable or parameter, it is one of the `.bib` files that the document's files give to such names and that are there.
 */
function ofTypst(document: Document, project: ProjectView): readonly FoundBibliography[] {
	const uri = document.uri;
	const own = document.markup?.bibliographies(document.text) ?? [];
	const ownGiven = document.markup?.givenFiles?.(document.text) ?? [];
	const kept = project.typstOf?.(uri);
	const isAsKept = kept && saidInTypst(kept.bibliographies) === saidInTypst(own) && saidInTypst(kept.given ?? []) === saidInTypst(ownGiven);
	const together = namedByTypst(typstFilesTogether(project, uri), project);
	if (isAsKept || (together.folders.length === 0 && !own.some(isTypstName))) return withOwnOfTypst(uri, own, ownGiven, together, project);
	// What the text says now counts, for the other files of its document as well.
	const named = namedByTypst(typstDocument(project, uri), project, { uri, bibliographies: own, given: ownGiven });
	return withOwnOfTypst(uri, own, ownGiven, named, project);
}

/** What a file of a Typst document names, and behind it what the others name. */
function withOwnOfTypst(
	uri: string,
	own: readonly NamedFile[],
	ownGiven: readonly NamedFile[],
	{ folders, given, found: others }: NamedByTypst,
	project: ProjectView,
): readonly FoundBibliography[] {
	const isOther = ({ by }: FoundBibliography): boolean => by !== uri;
	const rule = 'the document itself';
	const files = own.filter((file) => given.length === 0 || !isTypstName(file));
	const mine = folders.length === 0 ? [] : givenInTypst({ by: uri, rule, given: ownGiven }, folders, project);
	return [...inTypst(uri, rule, files, project), ...mine, ...given.filter(isOther), ...others.filter(isOther)];
}

const saidInTypst = (files: readonly NamedFile[]): string => JSON.stringify(files.map(({ path, kind }) => [path, kind]));

/** The files that a Typst file names. */
const inTypst = (by: string, rule: BibliographyRule, files: readonly NamedFile[], project: ProjectView): readonly FoundBibliography[] =>
	files.slice(0, mostNamed + 1).flatMap((file): readonly FoundBibliography[] => {
		const { path, span } = file;
		if (!path.startsWith('/') || file.kind) return found(by, rule, [file]);
		return [{ uri: fromTypstRoot(by, path, project), rule, by, span }];
	});

interface NamedByTypst {
	readonly state: string;
	readonly within: ProjectView['folders'];
	/** The folders of the files that take what they name from a variable or parameter. */
	readonly folders: readonly string[];
	/** The files that are given to variables and parameters. */
	readonly given: readonly FoundBibliography[];
	/** What is named otherwise, and the variables and parameters that no file is given to. */
	readonly found: readonly FoundBibliography[];
}

const namedTogether = new WeakMap<readonly string[], NamedByTypst>();

/** What a file says that an editor has. */
interface OwnOfTypst {
	readonly uri: string;
	readonly bibliographies: readonly NamedFile[];
	readonly given: readonly NamedFile[];
}

/** What the files of Typst documents name, each bibliography by two of them at most: found once for all these files, but for what an editor has of one. */
function namedByTypst(files: readonly string[], project: ProjectView, own?: OwnOfTypst): NamedByTypst {
	const state = `${project.typstVersion} ${project.bibVersion}`;
	const known = own ? undefined : namedTogether.get(files);
	if (known?.state === state && known.within === project.folders) return known;
	const fileAt = (by: string) => (by === own?.uri ? own : project.typstOf?.(by));
	const folders = [...new Set(files.filter((by) => fileAt(by)?.bibliographies.some(isTypstName)).map(folderOf))];
	const foundIn = (filesOf: (by: string) => readonly FoundBibliography[]): readonly FoundBibliography[] => {
		const counts = new Map<string, number>();
		const all: FoundBibliography[] = [];
		for (const by of files) {
			if (all.length > 2 * mostNamed) break;
			for (const each of filesOf(by)) {
				const name = `${each.kind ?? ''} ${each.uri}`;
				const count = counts.get(name) ?? 0;
				counts.set(name, count + 1);
				if (count < 2) all.push(each);
			}
		}
		return all;
	};
	const rule = 'Typst document';
	const given = folders.length === 0 ? [] : foundIn((by) => givenInTypst({ by, rule, given: fileAt(by)?.given ?? [] }, folders, project));
	const isNamed = (file: NamedFile): boolean => given.length === 0 || !isTypstName(file);
	const found = foundIn((by) => inTypst(by, rule, fileAt(by)?.bibliographies.filter(isNamed) ?? [], project));
	const named = { state, within: project.folders, folders, given, found };
	if (!own) namedTogether.set(files, named);
	return named;
}

/** Whether a bibliography is named by a variable or parameter; what `sys.inputs` and `bytes` hold is not in the text. */
const isTypstName = ({ path, kind }: NamedFile): boolean =>
	kind === 'unknown' && /^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u.test(path) && !/^(?:sys|bytes)$/.test(path);

/** The `.bib` files that are there of those that a file of a Typst document gives to names; `naming` are the folders of the files that take them. Typst's paths count from the file that calls `bibliography`. */
function givenInTypst(
	{ by, rule, given }: Pick<FoundBibliography, 'by' | 'rule'> & { readonly given: readonly NamedFile[] },
	naming: readonly string[],
	project: ProjectView,
): readonly FoundBibliography[] {
	const folders = [...new Set([...naming, folderOf(by)]), ...foldersAbove(by, project.folders)];
	return given.flatMap(({ path, span }) => {
		const places = path.startsWith('/') ? [fromTypstRoot(by, path, project)] : folders.map((folder) => resolve(folder, path));
		const uri = places.find((place) => project.bibFiles.has(place));
		return uri === undefined ? [] : [{ uri, rule, by, span }];
	});
}

/** Whether a path is an address on the web, which is never loaded. */
const isAddress = (path: string): boolean => /^[a-z][a-z+.-]+:\/\//i.test(path);

const isFileAddress = (path: string): boolean => /^file:\/\/\//i.test(path);

/** The files that a file names, by paths from its own folder, or from that of `home`. */
const found = (by: string, rule: BibliographyRule, files: readonly NamedFile[], home = by): readonly FoundBibliography[] =>
	countedOf(
		files.slice(0, mostNamed + 1).map(({ path, span, kind }) => ({
			// Pandoc reads addresses of files.
			uri: isFileAddress(path) ? path : resolve(folderOf(home), path),
			rule,
			by,
			span,
			...((kind === 'unknown' || isUnknown(path) || (isAddress(path) && !isFileAddress(path)) || /[*?]/.test(path)) && {
				kind: 'unknown' as const,
			}),
		})),
	);
