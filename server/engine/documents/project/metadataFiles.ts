import { fileNameOf } from '../../base/uri.js';
import { frontMatterOf } from '../../library/formats/summary.js';
import { metadataFiles } from '../markup/markdownBibliographies.js';
import type { NamedFile } from '../markup/markup.js';
import { isGlossary } from '../markup/typstLabels.js';
import { yamlFiles } from '../markup/yamlFiles.js';
import { folderOf, foldersAbove, resolve } from './paths.js';
import type { ProjectView } from './projectView.js';

/** What a file names for a document that it does not belong to alone. */
export interface Metadata {
	readonly uri: string;
	readonly files: readonly NamedFile[];
	readonly isList: boolean;
}

/** Whether a file may hold metadata by which a document finds bibliographies: any YAML file, and the first chapter of a book in R Markdown. */
export const mayHoldMetadata = (uri: string): boolean => /\.ya?ml$|\/index\.[Rr]md$/.test(uri);

/** Longer texts hold something else, such as a bibliography (UTF-16 units). */
const longestMetadata = 200_000;

/** Whether a text names bibliographies or a style, or files that do, or is a glossary. */
export const holdsMetadata = (text: string): boolean =>
	text.length <= longestMetadata &&
	(isGlossary(text) || /^[ \t]*["']?(?:bibliography|csl|citation-style|metadata-files?)["']?[ \t]*:/m.test(text));

/**
 * What the files name that the fields `metadata-file` and `metadata-files` of a YAML text lead to (Quarto guide, "Metadata Includes"; Pandoc manual,
 * "Defaults files"), by paths from the text's own folder, in order, until they name more than `most`. Files that are not there name nothing.
 */
export function namedByMetadataFiles(uri: string, yaml: string, project: ProjectView, most?: number): readonly Metadata[] {
	if (!yaml.includes('metadata-file')) return [];
	const paths = ['metadata-files', 'metadata-file'].flatMap((field) => yamlFiles(yaml, [field])?.files ?? []);
	const uris = paths.map(({ path }) => resolve(folderOf(uri), path.replace(/^\$\{\.\}\//, '')));
	return metadataOf(uris, project, most);
}

/** What the profiles of a Quarto project name (Quarto guide, "Project Profiles"), until they name more than `most`: any of them may be the one that is used. */
export function namedByProfiles(projectFile: string, project: ProjectView, most?: number): readonly Metadata[] {
	const folder = folderOf(projectFile);
	const profiles = [...(project.textUris ?? [])].filter(
		(uri) => folderOf(uri) === folder && /^_quarto-[\w.-]+\.ya?ml$/.test(fileNameOf(uri)),
	);
	return metadataOf(profiles.sort(), project, most);
}

/** What the first chapter of the bookdown book around a document names, which holds for all of them (bookdown manual, "Usage"). */
export function namedByBook(document: string, project: ProjectView): Metadata | undefined {
	for (const folder of foldersAbove(document, project.folders)) {
		const first = ['index.Rmd', 'index.rmd'].map((name) => `${folder}/${name}`).find((uri) => project.textOf(uri) !== undefined);
		if (first === undefined) continue;
		const text = project.textOf(first)!;
		const yaml = frontMatterOf(text)?.yaml;
		if (!yaml) return undefined;
		const { files, isList } = metadataFiles(text.slice(yaml.start, yaml.end), yaml.start);
		return /\bbookdown\b/.test(text) ? { uri: first, files, isList } : undefined;
	}
	return undefined;
}

/** What files of metadata name, by their texts: hundreds of documents may have the same ones. */
const knownMetadata = new WeakMap<ProjectView, { readonly version: number | undefined; readonly found: Map<string, Metadata> }>();

function metadataOf(uris: readonly string[], project: ProjectView, most = Number.POSITIVE_INFINITY): readonly Metadata[] {
	const found: Metadata[] = [];
	let count = 0;
	for (const uri of uris) {
		if (count > most) break;
		for (const metadata of metadataIn(uri, project)) {
			found.push(metadata);
			count += metadata.files.length;
		}
	}
	return found;
}

function metadataIn(uri: string, project: ProjectView): readonly Metadata[] {
	const text = project.textOf(uri);
	if (text === undefined) return [];
	let known = knownMetadata.get(project);
	if (known?.version !== project.textVersion || known?.version === undefined) {
		known = { version: project.textVersion, found: new Map() };
		knownMetadata.set(project, known);
	}
	const metadata = known.found.get(uri) ?? { uri, ...metadataFiles(text) };
	known.found.set(uri, metadata);
	return [metadata];
}
