import { addToList } from '../base/grouping.js';
import type { Span } from '../base/span.js';
import type { Document } from './document.js';
import { isCrossReference } from './markup/crossReferences.js';
import { ownReferenceTypes, referencesIn, referenceTypesIn } from './markup/markdownLabels.js';
import type { Label } from './markup/markup.js';
import { glossaryTerms, isTypstLabel } from './markup/typstLabels.js';
import type { NoteIndex } from './noteIndex.js';
import { type LatexLabels, latexLabels } from './project/latexLabels.js';
import { folderOf, foldersAbove, resolve } from './project/paths.js';
import { noProject, type ProjectView } from './project/projectView.js';
import { typstFilesTogether } from './project/typstTree.js';

/** A place where a label is defined. */
export interface LabelPlace {
	readonly uri: string;
	readonly span: Span;
	/** The entry that the document has there, in plain words. */
	readonly about?: string;
}

/** The labels that references in a document may lead to. */
export interface DocumentLabels {
	/** The names that are offered, each once: the document's own first. */
	readonly names: readonly string[];
	/** Whether a key is a reference to something in the document rather than to a bibliography's entry. */
	has(name: string): boolean;
	/** Where a label is defined, in the document itself first. */
	placesOf(name: string): readonly LabelPlace[];
	/** Whether the document, or another note in its folder or below, defines one of Manubot's tags (`[@tag:lamp]: doi:…`). */
	hasTags(): boolean;
}

const none: DocumentLabels = { names: [], has: () => false, placesOf: () => [], hasTags: () => false };

/**
 * The labels of a document: in LaTeX the keys that its files make themselves, in Typst those of all files it is put together from, in Markdown its
 * own and those of the workspace's other pages, which MyST finds from every page of a project. None in other markups.
 */
export function labelsOf(document: Document, notes: NoteIndex, project: ProjectView = noProject): DocumentLabels {
	const own = document.markup?.labels?.(document.text);
	if (!own) return none;
	if (/^(?:latex|tex)$/.test(document.languageId)) return labelsOfLatex(latexLabels(document, project));
	const ownPlaces = own.map((label) => ({ ...label, uri: document.uri }));
	if (document.languageId === 'typst') return typstLabels(document, ownPlaces, project);
	const metadata = metadataAbove(document, project);
	const fromProject = metadata.map((file) => labelsOfMetadata(file, project));
	const types = [...ownReferenceTypes(document.head), ...fromProject.flatMap((each) => each.types)];
	const listed = fromProject.flatMap((each) => each.labels);
	const hasType = (name: string): boolean => isCrossReference(name) || types.some((type) => name.startsWith(`${type}-`));
	const counts = ({ name, kind }: Label): boolean => kind === undefined || hasType(name);
	const nearest = [...ownPlaces, ...listed].filter(counts);
	const isOther = (label: Label & LabelPlace): boolean =>
		label.uri !== document.uri && counts(label) && !isOfOtherNotebook(label.uri, document.uri, notes);
	const { labels } = notes;
	const ownNames = new Set(nearest.map(({ name }) => name));
	// Each of many pages asks for a few of the labels of all of them.
	const isDefined = (name: string): boolean => ownNames.has(name) || byNameOf(labels).get(name)?.some(isOther) === true;
	return {
		get names() {
			return [...new Set([...nearest, ...labels.filter(isOther)].map(({ name }) => name))];
		},
		// A figure's parts have letters of their own (MyST guide, "Subfigures").
		has: (name) => isDefined(name) || isDefined(name.replace(/-[a-z]$/, '')) || hasType(name),
		placesOf: (name) => [...nearest.filter((label) => label.name === name), ...(byNameOf(labels).get(name)?.filter(isOther) ?? [])],
		hasTags: () => nearest.some(isTag) || tagsBelow(labels).get(folderOf(document.uri))?.some(isOther) === true,
	};
}

const isTag = ({ name }: Label): boolean => name.startsWith('tag:');

const tagsByFolder = new WeakMap<readonly (Label & LabelPlace)[], ReadonlyMap<string, readonly (Label & LabelPlace)[]>>();

/** The tags among some labels by the folders that their notes are in, or below. */
function tagsBelow(labels: readonly (Label & LabelPlace)[]): ReadonlyMap<string, readonly (Label & LabelPlace)[]> {
	const known = tagsByFolder.get(labels);
	if (known) return known;
	const found = new Map<string, (Label & LabelPlace)[]>();
	for (const label of labels.filter(isTag))
		for (let { uri } = label, at = uri.lastIndexOf('/'); at > 0; at = uri.lastIndexOf('/', at - 1))
			addToList(found, uri.slice(0, at), label);
	tagsByFolder.set(labels, found);
	return found;
}

interface MetadataLabels {
	readonly text: string;
	readonly types: readonly string[];
	readonly labels: readonly (Label & LabelPlace)[];
}

/** What files of metadata list, by their URIs, until their texts change. */
const metadataLabels = new WeakMap<ProjectView, Map<string, MetadataLabels>>();

/** The types of labels and the references that a file of metadata lists: read once for all documents below it. */
function labelsOfMetadata({ uri, text }: { readonly uri: string; readonly text: string }, project: ProjectView): MetadataLabels {
	const known = metadataLabels.get(project) ?? new Map<string, MetadataLabels>();
	metadataLabels.set(project, known);
	let found = known.get(uri);
	if (found?.text !== text) {
		const labels = referencesIn(text, { start: 0, end: text.length }).map((label) => ({ ...label, uri }));
		found = { text, types: referenceTypesIn(text), labels };
		known.set(uri, found);
	}
	return found;
}

const labelsByName = new WeakMap<readonly (Label & LabelPlace)[], ReadonlyMap<string, readonly (Label & LabelPlace)[]>>();

/** The labels of a list by their names. */
function byNameOf(labels: readonly (Label & LabelPlace)[]): ReadonlyMap<string, readonly (Label & LabelPlace)[]> {
	const known = labelsByName.get(labels);
	if (known) return known;
	const byName = new Map<string, (Label & LabelPlace)[]>();
	for (const label of labels) addToList(byName, label.name, label);
	labelsByName.set(labels, byName);
	return byName;
}

/** Cells have labels of their own, which count once where their notebook is indexed as a file as well. */
const isOfOtherNotebook = (uri: string, own: string, notes: NoteIndex): boolean =>
	notes.note(uri)?.within !== undefined && notes.note(uri)?.within !== notes.note(own)?.within;

/** The labels of the Typst documents that a file is a part of. Each of thousands of files may ask whether it has some. */
function typstLabels(document: Document, own: readonly (Label & LabelPlace)[], project: ProjectView): DocumentLabels {
	const { uri } = document;
	const together = typstFilesTogether(project, uri);
	const isLoose = isLooseChapter(document, together, project);
	const ownNames = new Set(own.map(({ name }) => name));
	const files = filesByLabel(together, isLoose, project);
	const has = (name: string): boolean => ownNames.has(name) || (files.get(name) ?? uri) !== uri;
	const places = (): readonly (Label & LabelPlace)[] => [
		...own,
		...typstPlaces(together, isLoose, project).filter((each) => each.uri !== uri),
	];
	return {
		get names() {
			return [...new Set(places().map(({ name }) => name))];
		},
		has: (name) => isTypstLabel(name, { has }),
		placesOf: (name) => places().filter((label) => label.name === name),
		hasTags: () => false,
	};
}

/**
 * Whether a Typst file is a chapter that nothing includes in a way that can be seen: none of the files of its documents names a bibliography, but another one
 * does. Its references may lead anywhere.
 */
function isLooseChapter({ uri, text, markup }: Document, together: readonly string[], project: ProjectView): boolean {
	if (markup!.bibliographies(text).length > 0) return false;
	const isOther = (each: string): boolean => each !== uri;
	const naming = namingFiles(project);
	return naming.size > 0 && [...naming].some(isOther) && !together.some((each) => isOther(each) && naming.has(each));
}

const namingTypst = new WeakMap<ProjectView, { readonly version: number; readonly files: ReadonlySet<string> }>();

/** The Typst files that name bibliographies. */
function namingFiles(project: ProjectView): ReadonlySet<string> {
	const version = project.typstVersion ?? 0;
	const known = namingTypst.get(project);
	if (known?.version === version) return known.files;
	const files = new Set([...(project.typstFiles ?? [])].filter((uri) => (project.typstOf?.(uri)?.bibliographies.length ?? 0) > 0));
	namingTypst.set(project, { version, files });
	return files;
}

interface FilesByLabel {
	readonly state: string;
	/** The file that has each label. */
	readonly files: ReadonlyMap<string, string>;
}

const filesByLabels = new WeakMap<readonly string[], FilesByLabel>();

/** Which file has a label, of the files of some Typst documents, or of all; an empty text where several have it. */
function filesByLabel(together: readonly string[], isLoose: boolean, project: ProjectView): FilesByLabel['files'] {
	const state = `${project.typstVersion} ${project.textVersion} ${isLoose}`;
	const known = filesByLabels.get(together);
	if (known?.state === state) return known.files;
	const files = new Map<string, string>();
	for (const { name, uri } of typstPlaces(together, isLoose, project)) files.set(name, (files.get(name) ?? uri) === uri ? uri : '');
	filesByLabels.set(together, { state, files });
	return files;
}

/** The labels of the files of some Typst documents, or of all files, and the terms that those of the documents read. */
function typstPlaces(together: readonly string[], isLoose: boolean, project: ProjectView): readonly (Label & LabelPlace)[] {
	const citing = new Set(together.flatMap((uri) => project.typstOf?.(uri)?.commands?.map(({ name }) => name) ?? []));
	const labels = (isLoose ? [...(project.typstFiles ?? [])] : together)
		.flatMap((uri) => project.typstOf?.(uri)?.labels.map((label) => ({ ...label, uri })) ?? [])
		.filter(({ givenTo }) => givenTo === undefined || !citing.has(givenTo));
	return [...labels, ...together.flatMap((uri) => termsReadBy(uri, project))];
}

/** The terms of the glossaries in YAML that a file of a Typst document reads. */
const termsReadBy = (uri: string, project: ProjectView): readonly (Label & LabelPlace)[] =>
	(project.typstOf?.(uri)?.includes ?? []).flatMap(({ path }) => {
		if (!/\.ya?ml$/i.test(path)) return [];
		const folders = path.startsWith('/') ? foldersAbove(uri, project.folders) : [folderOf(uri)];
		const file = folders.map((folder) => resolve(folder, path.replace(/^\/+/, ''))).find((each) => project.textOf(each) !== undefined);
		return file === undefined ? [] : glossaryTerms(project.textOf(file)!).map((label) => ({ ...label, uri: file }));
	});

function labelsOfLatex({ own, isInOthers, others, names }: LatexLabels): DocumentLabels {
	const ownNames = new Set(own.map(({ name }) => name));
	return {
		get names() {
			return [...new Set(names())];
		},
		has: (name) => ownNames.has(name) || isInOthers(name),
		placesOf: (name) => [...own.filter((label) => label.name === name), ...others(name)],
		hasTags: () => false,
	};
}

/** The files in which Quarto keeps metadata for a document, its own folder's first. */
const metadataAbove = ({ uri }: Document, project: ProjectView): readonly { readonly uri: string; readonly text: string }[] =>
	foldersAbove(uri, project.folders).flatMap((folder) =>
		['_quarto.yml', '_quarto.yaml', '_metadata.yml'].flatMap((name) => {
			const text = project.textOf(`${folder}/${name}`);
			return text === undefined ? [] : [{ uri: `${folder}/${name}`, text }];
		}),
	);
