import { addToList } from '../base/grouping.js';
import type { Span } from '../base/span.js';
import type { Document } from './document.js';
import { isCrossReference } from './markup/crossReferences.js';
import { ownReferenceTypes, referencesIn, referenceTypesIn } from './markup/markdownLabels.js';
import type { Label } from './markup/markup.js';
import { glossaryTerms, isTypstLabel } from './markup/typstLabels.js';
import type { NoteIndex } from './noteIndex.js';
import { latexLabels } from './project/latexLabels.js';
import { folderOf, foldersAbove, resolve } from './project/paths.js';
import { noProject, type ProjectView } from './project/projectView.js';
import { typstDocument } from './project/typstTree.js';

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
}

const none: DocumentLabels = { names: [], has: () => false, placesOf: () => [] };

/**
 * The labels of a document: in LaTeX the keys that its files make themselves, in Typst those of all files it is put together from, in Markdown its
 * own and those of the workspace's other pages, which MyST finds from every page of a project. None in other markups.
 */
export function labelsOf(document: Document, notes: NoteIndex, project: ProjectView = noProject): DocumentLabels {
	const own = document.markup?.labels?.(document.text);
	if (!own) return none;
	if (/^(?:latex|tex)$/.test(document.languageId))
		return labelsFrom(
			latexLabels(document, project),
			(name, names) => names.has(name),
			() => true,
		);
	const ownPlaces = own.map((label) => ({ ...label, uri: document.uri }));
	if (document.languageId === 'typst') {
		const parts = typstDocument(project, document.uri);
		const others = partsOf(document, parts, project).filter((uri) => uri !== document.uri);
		const citing = new Set(parts.flatMap((uri) => project.typstOf?.(uri)?.commands?.map(({ name }) => name) ?? []));
		const places = others
			.flatMap((uri) => project.typstOf?.(uri)?.labels.map((label) => ({ ...label, uri })) ?? [])
			.filter(({ givenTo }) => givenTo === undefined || !citing.has(givenTo));
		return labelsFrom([...ownPlaces, ...places, ...parts.flatMap((uri) => termsReadBy(uri, project))], isTypstLabel, () => true);
	}
	const metadata = metadataAbove(document, project);
	const types = [...ownReferenceTypes(document.head), ...metadata.flatMap(({ text }) => referenceTypesIn(text))];
	const listed = metadata.flatMap(({ uri, text }) =>
		referencesIn(text, { start: 0, end: text.length }).map((label) => ({ ...label, uri })),
	);
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
	};
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

/** The terms of the glossaries in YAML that a file of a Typst document reads. */
const termsReadBy = (uri: string, project: ProjectView): readonly (Label & LabelPlace)[] =>
	(project.typstOf?.(uri)?.includes ?? []).flatMap(({ path }) => {
		if (!/\.ya?ml$/i.test(path)) return [];
		const folders = path.startsWith('/') ? foldersAbove(uri, project.folders) : [folderOf(uri)];
		const file = folders.map((folder) => resolve(folder, path.replace(/^\/+/, ''))).find((each) => project.textOf(each) !== undefined);
		return file === undefined ? [] : glossaryTerms(project.textOf(file)!).map((label) => ({ ...label, uri: file }));
	});

/**
 * The files whose labels count in a Typst document that is put together from `parts`. Where none of them names a bibliography, but another file does, it is a
 * chapter that nothing includes in a way that can be seen: its references may lead anywhere.
 */
function partsOf({ uri, text, markup }: Document, parts: readonly string[], project: ProjectView): readonly string[] {
	const files = [...(project.typstFiles ?? [])];
	const names = (each: string): boolean =>
		each === uri ? markup!.bibliographies(text).length > 0 : (project.typstOf?.(each)?.bibliographies.length ?? 0) > 0;
	return parts.some(names) || !files.some(names) ? parts : files;
}

function labelsFrom(
	labels: readonly (Label & LabelPlace)[],
	has: (name: string, names: ReadonlySet<string>) => boolean,
	counts: (label: Label) => boolean,
): DocumentLabels {
	const counted = labels.filter(counts);
	const names = new Set(counted.map(({ name }) => name));
	return {
		names: [...names],
		has: (name) => has(name, names),
		placesOf: (name) => counted.filter((label) => label.name === name),
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
