import { metadataFiles } from '../markup/markdownBibliographies.js';
import type { NamedFile } from '../markup/markup.js';
import { memoize } from '../markup/scan.js';
import { yamlFiles } from '../markup/yamlFiles.js';
import { foldersAbove } from './paths.js';
import type { ProjectView } from './projectView.js';
import { sphinxBibliographies } from './sphinx.js';

/** A kind of project file: how its bibliographies are read. Paths count from its own folder. */
export interface ProjectRule {
	readonly rule: 'Quarto project' | 'Quarto folder metadata' | 'MyST project' | 'Sphinx project' | 'Jupyter Book' | 'Pandoc defaults';
	readonly names: readonly string[];
	read(text: string): { readonly files: readonly NamedFile[]; readonly isList: boolean };
}

type Reading = ReturnType<ProjectRule['read']>;

/** Reads the value at one of the paths of fields, with a cache: the same text is read repeatedly. */
const fieldsOf = (...paths: readonly (readonly string[])[]): ((text: string) => Reading) =>
	memoize((text) => {
		if (!paths.some((path) => text.includes(path.at(-1)!))) return nothing;
		for (const path of paths) {
			const read = yamlFiles(text, path);
			if (read) return read;
		}
		return nothing;
	});

const nothing: Reading = { files: [], isList: false };

/** Quarto guide, "Project Basics": shared metadata. */
export const quartoProject: ProjectRule = {
	rule: 'Quarto project',
	names: ['_quarto.yml', '_quarto.yaml'],
	read: memoize((text) => metadataFiles(text)),
};

/** Quarto guide, "Project Basics": directory metadata. */
export const quartoFolder: ProjectRule = {
	rule: 'Quarto folder metadata',
	names: ['_metadata.yml', '_metadata.yaml'],
	read: memoize((text) => metadataFiles(text)),
};

/** MyST guide, "Project frontmatter": `bibliography`. */
export const mystProject: ProjectRule = {
	rule: 'MyST project',
	names: ['myst.yml'],
	read: fieldsOf(['project', 'bibliography']),
};

export const sphinxProject: ProjectRule = {
	rule: 'Sphinx project',
	names: ['conf.py'],
	read: (text) => ({ files: sphinxBibliographies(text), isList: true }),
};

/** Jupyter Book 1's guide, "Configuration reference": `bibtex_bibfiles`, which Sphinx gets. Jekyll's file of that name has none. */
export const jupyterBook: ProjectRule = {
	rule: 'Jupyter Book',
	names: ['_config.yml'],
	read: fieldsOf(['bibtex_bibfiles'], ['sphinx', 'config', 'bibtex_bibfiles']),
};

const fieldsOfDefaults = fieldsOf(['bibliography'], ['metadata', 'bibliography']);

/** Pandoc manual, "Defaults files": `bibliography`, and `metadata`'s; `${.}` is the file's own folder. */
export const pandocDefaults: ProjectRule = {
	rule: 'Pandoc defaults',
	names: ['defaults.yaml', 'defaults.yml', 'pandoc.yaml'],
	read: memoize((text) => {
		const { files, isList } = fieldsOfDefaults(text);
		return { files: files.map((file) => ({ ...file, path: file.path.replace(/^\$\{\.\}\//, '') })), isList };
	}),
};

/** Every kind of project file. */
export const projectRules: readonly ProjectRule[] = [quartoProject, quartoFolder, mystProject, sphinxProject, jupyterBook, pandocDefaults];

/** The URIs of the project files of a kind around a document, one in each folder that has any, nearest first. */
export const projectFilesOf = ({ names }: Pick<ProjectRule, 'names'>, uri: string, project: ProjectView): readonly string[] =>
	foldersAbove(uri, project.folders).flatMap(
		(folder) => names.map((name) => `${folder}/${name}`).find((file) => project.textOf(file) !== undefined) ?? [],
	);
