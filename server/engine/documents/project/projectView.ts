import type { CitingCommand } from '../markup/latexDefinitions.js';
import type { CommandLine, Include, Label, Markup, NamedFile, NamingCommand } from '../markup/markup.js';

/** What is kept of a LaTeX file. */
export interface LatexFile {
	readonly bibliographies: readonly NamedFile[];
	readonly includes: readonly Include[];
	/** The citing commands that it makes. */
	readonly commands?: readonly CitingCommand[];
	/** The keys that it makes. */
	readonly labels?: readonly Label[];
	/** The commands that it makes around those that name files. */
	readonly namingCommands?: readonly NamingCommand[];
	/** The commands on lines of their own, which other files may make. */
	readonly commandLines?: readonly CommandLine[];
}

/** What is kept of a LaTeX or Org text. */
export const latexFileOf = (text: string, markup: Markup | undefined): LatexFile => ({
	bibliographies: markup?.bibliographies(text) ?? [],
	includes: markup?.includes?.(text) ?? [],
	commands: (markup?.definitions?.(text) ?? []).map(({ name, shape }) => ({ name, shape })),
	labels: markup?.labels?.(text) ?? [],
	namingCommands: markup?.namingCommands?.(text) ?? [],
	commandLines: markup?.commandLines?.(text) ?? [],
});

/** What is kept of a Typst file. */
export interface TypstFile {
	readonly bibliographies: readonly NamedFile[];
	/** The bibliographies that it gives to names by which any file of the document may name them. */
	readonly given?: readonly NamedFile[];
	readonly includes: readonly Include[];
	readonly labels: readonly Label[];
	/** The citing functions that it makes. */
	readonly commands?: readonly CitingCommand[];
}

/** A Markdown document that is put together from others. */
export interface IncludingDocument {
	readonly uri: string;
	readonly languageId: string;
	/** Its front matter. */
	readonly head: string;
	/** The paths of the files that it includes, as written. */
	readonly files: readonly string[];
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
	/** Returns the text of a project file, `undefined` if there is none. */
	textOf(uri: string): string | undefined;
	/** The URIs of the project files, and of other files that hold metadata. */
	readonly textUris?: Iterable<string>;
	/** Returns what a LaTeX file names, `undefined` if there is no such file. */
	latexOf(uri: string): LatexFile | undefined;
	/** URI of the user's home folder, which `~` in a path is; nothing where there is none. */
	readonly home?: string | undefined;
	/**
	 * URIs of further folders in which BibTeX and Biber look for bibliographies: those of the environment variable BIBINPUTS. One with a slash at its
	 * end means the folders below it, too.
	 */
	readonly searchedFolders?: readonly string[];
	/** The folders below those with a slash at their ends, by these. */
	readonly foldersBelow?: ReadonlyMap<string, readonly string[]>;
	/** The LaTeX files' URIs. */
	readonly latexFiles: Iterable<string>;
	/** The `.bib` files' URIs. */
	readonly bibFiles: ReadonlySet<string>;
	/** Grows whenever there are other `.bib` files than before. */
	readonly bibVersion: number;
	/** Grows whenever the text of a project file, or of another file that holds metadata, changes; left out where nobody counts. */
	readonly textVersion?: number;
	/** Grows whenever LaTeX files name others than before. */
	readonly latexVersion: number;
	/** Returns what a Typst file names and defines, `undefined` if there is no such file. */
	typstOf?(uri: string): TypstFile | undefined;
	/** The Typst files' URIs. */
	readonly typstFiles?: Iterable<string>;
	/** Grows whenever Typst files name or define others than before. */
	readonly typstVersion?: number;
	/**
	 * The Markdown documents that include a file of some name, whatever its folder; the same array, of the same objects, until there are others. Left out
	 * where nobody looks for that.
	 */
	including?(name: string): readonly IncludingDocument[];
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
	bibVersion: 0,
	latexVersion: 0,
};
