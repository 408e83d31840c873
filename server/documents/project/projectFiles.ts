import { projectFileNames } from '../../protocol.js';
import { languageOfFile } from '../languages.js';
import { markupOf } from '../markup/languages.js';
import type { Include, NamedFile } from '../markup/markup.js';
import { nameOf } from './paths.js';

/** Whether a file is one in which a tool keeps its project's settings. */
export const isProjectFile = (uri: string): boolean => projectFileNames.includes(nameOf(uri));

/** What is kept of a LaTeX file. */
export interface LatexFile {
	readonly bibliographies: readonly NamedFile[];
	readonly includes: readonly Include[];
}

/** A notebook that is open in the editor. */
export interface OpenNotebook {
	readonly uri: string;
	/** Its Markdown cells in order, before them the raw cell that is its front matter, where it has one. */
	readonly cells: readonly { readonly uri: string; readonly text: string }[];
}

/** What the rules for bibliographies see of the workspace. */
export interface ProjectView {
	/** URIs of the workspace's folders. */
	readonly folders: readonly string[];
	/** The text of a project file; nothing where there is none. */
	textOf(uri: string): string | undefined;
	/** What a LaTeX file names; nothing where there is no such file. */
	latexOf(uri: string): LatexFile | undefined;
	/** The LaTeX files' URIs. */
	readonly latexFiles: Iterable<string>;
	/** The `.bib` files' URIs. */
	readonly bibFiles: ReadonlySet<string>;
	/** Grows whenever LaTeX files name others than before. */
	readonly latexVersion: number;
	/** The open notebook that a document is a cell of; nothing for any other document. */
	notebookOf?(uri: string): OpenNotebook | undefined;
}

/** A workspace without any project. */
export const noProject: ProjectView = {
	folders: [],
	textOf: () => undefined,
	latexOf: () => undefined,
	latexFiles: [],
	bibFiles: new Set(),
	latexVersion: 0,
};

/** The workspace's project files, LaTeX files and `.bib` files. Kept current by whoever sees files and documents change. */
export class ProjectFiles implements ProjectView {
	folders: readonly string[] = [];
	latexVersion = 0;
	notebookOf: (uri: string) => OpenNotebook | undefined = () => undefined;
	readonly #texts = new Map<string, string>();
	readonly #latex = new Map<string, LatexFile & { readonly named: string }>();
	readonly #bibs = new Set<string>();

	textOf(uri: string): string | undefined {
		return this.#texts.get(uri);
	}

	latexOf(uri: string): LatexFile | undefined {
		return this.#latex.get(uri);
	}

	get latexFiles(): Iterable<string> {
		return this.#latex.keys();
	}

	get bibFiles(): ReadonlySet<string> {
		return this.#bibs;
	}

	/** The URIs of all that is kept. */
	get uris(): readonly string[] {
		return [...this.#texts.keys(), ...this.#latex.keys(), ...this.#bibs];
	}

	/** Takes in that a file is there. */
	add(uri: string): void {
		if (uri.toLowerCase().endsWith('.bib')) this.#bibs.add(uri);
	}

	/** Takes in a file's text, replacing what was known of it; of no account for files that are neither. */
	update(uri: string, text: string): void {
		if (isProjectFile(uri)) this.#texts.set(uri, text);
		else if (languageOfFile(uri) === 'latex') {
			const markup = markupOf('latex');
			const bibliographies = markup?.bibliographies(text) ?? [];
			const includes = markup?.includes?.(text) ?? [];
			const named = includes.map(({ role, path }) => `${role} ${path}`).join('\n');
			if (this.#latex.get(uri)?.named !== named) this.latexVersion++;
			this.#latex.set(uri, { bibliographies, includes, named });
		}
	}

	remove(uri: string): void {
		this.#texts.delete(uri);
		this.#bibs.delete(uri);
		if (this.#latex.delete(uri)) this.latexVersion++;
	}
}
