import { metadataFiles } from '../markup/markdownBibliographies.js';
import type { NamedFile } from '../markup/markup.js';
import { memoize } from '../markup/scan.js';
import { yamlFiles } from '../markup/yamlFiles.js';
import { folderOf, foldersAbove } from './paths.js';
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
export const projectFilesOf = byFolder(({ names }: Pick<ProjectRule, 'names'>, uri: string, project: ProjectView): readonly string[] =>
	foldersAbove(uri, project.folders).flatMap(
		(folder) => names.map((name) => `${folder}/${name}`).find((file) => project.textOf(file) !== undefined) ?? [],
	),
);

/** What is found for the folders of a workspace until one of its project files changes. */
interface ByFolder<Answer> {
	readonly state: string;
	readonly folders: ProjectView['folders'];
	readonly answers: Map<string, Answer>;
}

/**
 * The same question, asked once for all documents of a folder: its answer depends on a document's folder and on what is in the workspace's project files and which
 * `.bib` files there are. Asked for each document where nobody counts how often project files change.
 */
export function byFolder<Subject extends object, Answer>(
	find: (subject: Subject, uri: string, project: ProjectView) => Answer,
): (subject: Subject, uri: string, project: ProjectView) => Answer {
	const known = new WeakMap<ProjectView, WeakMap<Subject, ByFolder<Answer>>>();
	return (subject, uri, project) => {
		if (project.textVersion === undefined) return find(subject, uri, project);
		const subjects = known.get(project) ?? new WeakMap<Subject, ByFolder<Answer>>();
		known.set(project, subjects);
		const state = `${project.textVersion} ${project.bibVersion}`;
		let kept = subjects.get(subject);
		if (kept?.state !== state || kept.folders !== project.folders) {
			kept = { state, folders: project.folders, answers: new Map() };
			subjects.set(subject, kept);
		}
		const folder = folderOf(uri);
		let answer = kept.answers.get(folder);
		if (answer === undefined) {
			answer = find(subject, uri, project);
			kept.answers.set(folder, answer);
		}
		return answer;
	};
}
