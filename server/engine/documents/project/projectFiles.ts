import { largestNote } from '../../base/files.js';
import { fileNameOf } from '../../base/uri.js';
import { isLatexSource, languageOfFile } from '../languages.js';
import { markupOf } from '../markup/languages.js';
import { latex, latexWith } from '../markup/latex.js';
import { type CitingCommand, mayDefine } from '../markup/latexDefinitions.js';
import type { Markup } from '../markup/markup.js';
import { mystMarkdown } from '../markup/mystMarkdown.js';
import { typst, typstWith } from '../markup/typst.js';
import { latexmkNames } from './latexmk.js';
import { commandsOfOthers, latexTrees } from './latexRoot.js';
import { holdsMetadata, mayHoldMetadata } from './metadataFiles.js';
import { foldersAbove } from './paths.js';
import { type IncludingDocument, type LatexFile, latexFileOf, type OpenNotebook, type ProjectView, type TypstFile } from './projectView.js';
import { typstFilesTogether } from './typstTree.js';

/** Names of the files in which the tools keep what holds for a whole folder or project. */
export const projectFileNames: readonly string[] = [
	'_quarto.yml',
	'_quarto.yaml',
	'_metadata.yml',
	'_metadata.yaml',
	'myst.yml',
	'conf.py',
	'_config.yml',
	'defaults.yaml',
	'defaults.yml',
	'pandoc.yaml',
	...latexmkNames,
];

/** Whether a file is one in which a tool keeps its project's settings. */
export const isProjectFile = (uri: string): boolean => projectFileNames.includes(fileNameOf(uri));

/** The workspace's project files, LaTeX files, Typst files and `.bib` files. Kept up to date by the caller, which sees files and documents change. */
export class ProjectFiles implements ProjectView {
	folders: readonly string[] = [];
	home: string | undefined;
	searchedFolders: readonly string[] = [];
	#foldersBelow: ReadonlyMap<string, readonly string[]> = new Map();
	bibVersion = 0;
	textVersion = 0;
	latexVersion = 0;
	typstVersion = 0;
	including: (name: string) => readonly IncludingDocument[] = () => [];
	notebookOf: (uri: string) => OpenNotebook | undefined = () => undefined;
	readonly #texts = new Map<string, string>();
	/** The markup modules of LaTeX and Typst files by their URIs, as long as nothing changes what cites in them. */
	readonly #markups = new Map<string, Markup>();
	#markupsVersion = '';
	#own: readonly CitingCommand[] = [];
	readonly #latex = new Map<string, LatexFile & { readonly named: string }>();
	/** The LaTeX files that make citing commands, all of them and by the commands' names. */
	readonly #defining = new Set<string>();
	readonly #makers = new Map<string, Set<string>>();
	readonly #typst = new Map<string, TypstFile & { readonly named: string }>();
	/** The Typst files that make citing functions, and the modules for those of the same documents. */
	readonly #citingTypst = new Set<string>();
	readonly #typstMarkups = new WeakMap<
		readonly string[],
		{ readonly version: number; readonly files: readonly string[]; readonly markup: Markup }
	>();
	readonly #bibs = new Set<string>();

	textOf(uri: string): string | undefined {
		return this.#texts.get(uri);
	}

	get foldersBelow(): ReadonlyMap<string, readonly string[]> {
		return this.#foldersBelow;
	}

	/** Takes the folders that were found below those with a slash at their ends in which bibliographies are looked for. */
	useFoldersBelow(below: ReadonlyMap<string, readonly string[]>): void {
		this.#foldersBelow = below;
		this.bibVersion++;
	}

	get textUris(): Iterable<string> {
		return this.#texts.keys();
	}

	latexOf(uri: string): LatexFile | undefined {
		return this.#latex.get(uri);
	}

	get latexFiles(): Iterable<string> {
		return this.#latex.keys();
	}

	typstOf(uri: string): TypstFile | undefined {
		return this.#typst.get(uri);
	}

	get typstFiles(): Iterable<string> {
		return this.#typst.keys();
	}

	get bibFiles(): ReadonlySet<string> {
		return this.#bibs;
	}

	/** The URIs of all that is kept. */
	get uris(): readonly string[] {
		return [...this.#texts.keys(), ...this.#latex.keys(), ...this.#typst.keys(), ...this.#bibs];
	}

	/** Sets the citing commands that the user names. */
	useCommands(own: readonly CitingCommand[]): void {
		this.#own = own;
		this.latexVersion++;
	}

	/** The markup module for a file: for LaTeX one that knows the user's citing commands, and those that the document's other files make. */
	markupOf(uri: string, languageId: string): Markup | undefined {
		if (languageId === 'markdown' && this.#isMyst(uri)) return mystMarkdown;
		const isTypst = languageId === 'typst';
		if (!isTypst && languageId !== 'latex' && languageId !== 'tex') return markupOf(languageId);
		const version = `${this.latexVersion} ${this.typstVersion}`;
		if (this.#markupsVersion !== version) this.#markups.clear();
		this.#markupsVersion = version;
		let markup = this.#markups.get(uri);
		if (!markup) {
			markup = isTypst ? this.#typstMarkup(uri) : this.#latexMarkup(uri);
			this.#markups.set(uri, markup);
		}
		return markup;
	}

	/** Nothing has to be looked up where no other file makes a citing command, as in most workspaces. */
	#latexMarkup(uri: string): Markup {
		if (this.#defining.size - (this.#defining.has(uri) ? 1 : 0) === 0) return latexKnowing(this.#own);
		const own = this.#latex.get(uri) ?? { bibliographies: [], includes: [] };
		return latexKnowing([...this.#own, ...commandsOfOthers(latexTrees(this, uri, own), own, this)]);
	}

	/**
	 * The same for a text that is only read for what it names: what it defines by commands of other files counts whichever document they are of, since that is another one
	 * after each file that is read.
	 */
	#definingMarkup(uri: string, text: string): Markup {
		if (this.#defining.size === 0 || !mayDefine.test(text)) return latexKnowing(this.#own);
		const names = new Set(Array.from(text.matchAll(/\\([A-Za-z@]+)/g), ([, name]) => name!));
		const mentioned = Array.from(names).flatMap((name) => {
			const file = firstBut(this.#makers.get(name) ?? [], uri);
			return this.#latex.get(file ?? '')?.commands?.find((command) => command.name === name) ?? [];
		});
		return latexKnowing([...this.#own, ...mentioned]);
	}

	/** Keeps what a LaTeX file says, or nothing any longer. */
	#keepLatex(uri: string, file: (LatexFile & { readonly named: string }) | undefined): void {
		for (const { name } of this.#latex.get(uri)?.commands ?? []) this.#makers.get(name)?.delete(uri);
		this.#defining.delete(uri);
		if (file) this.#latex.set(uri, file);
		else this.#latex.delete(uri);
		if (!file?.commands?.length) return;
		this.#defining.add(uri);
		for (const { name } of file.commands) this.#makers.set(name, (this.#makers.get(name) ?? new Set()).add(uri));
	}

	/** Nothing has to be looked up where no other file makes a citing function, as in most workspaces. All files of the same documents share one module. */
	#typstMarkup(uri: string): Markup {
		if (this.#citingTypst.size - (this.#citingTypst.has(uri) ? 1 : 0) === 0) return typst;
		const together = typstFilesTogether(this, uri);
		let found = this.#typstMarkups.get(together);
		if (found?.version !== this.typstVersion) {
			const files = together.filter((file) => this.#citingTypst.has(file));
			const markup = typstKnowing(files.flatMap((file) => this.#typst.get(file)?.commands ?? []));
			found = { version: this.typstVersion, files, markup };
			this.#typstMarkups.set(together, found);
		}
		return found.files.some((file) => file !== uri) ? found.markup : typst;
	}

	/** Whether a MyST or Sphinx project, or a Jupyter Book, is around a file. */
	#isMyst(uri: string): boolean {
		return foldersAbove(uri, this.folders).some(
			(folder) =>
				this.#texts.has(`${folder}/myst.yml`) ||
				this.#texts.has(`${folder}/conf.py`) ||
				this.#texts.get(`${folder}/_config.yml`)?.includes('bibtex_bibfiles') === true,
		);
	}

	/** Takes in that a file is there, on the disk or in an editor. */
	add(uri: string): void {
		if (!uri.toLowerCase().endsWith('.bib') || this.#bibs.has(uri)) return;
		this.#bibs.add(uri);
		this.bibVersion++;
	}

	/** Takes a file's text in place of what was known of it. Ignored for other files than project files, LaTeX files and Typst files. `isClosed` where no editor has it open. */
	update(uri: string, text: string, isClosed = false): void {
		this.#takeText(uri, isProjectFile(uri) || (mayHoldMetadata(uri) && holdsMetadata(text)) ? text : undefined);
		if (isLatexSource(uri) || languageOfFile(uri) === 'org') {
			const markup = isClosed && isLatexSource(uri) ? this.#definingMarkup(uri, text) : this.markupOf(uri, languageOfFile(uri) ?? 'latex');
			const file = latexFileOf(text.length > largestNote ? '' : text, markup);
			const named = [
				...file.bibliographies.map(({ path }) => path),
				...(file.labels ?? []).map(({ name }) => name),
				...file.includes.map(({ role, path }) => `${role} ${path}`),
				...(file.commands ?? []).map(({ name, shape }) => `\\${name} ${shape}`),
				...(file.namingCommands ?? []).map(({ name, template, place }) => `\\${name} ${template} ${place}`),
				...(file.commandLines ?? []).map(({ name, given }) => `\\${name} ${given.map((each) => each.text).join()}`),
			].join('\n');
			if (this.#latex.get(uri)?.named !== named) this.latexVersion++;
			this.#keepLatex(uri, { ...file, named });
		} else if (languageOfFile(uri) === 'typst') this.#updateTypst(uri, text.length > largestNote ? '' : text);
	}

	/** Keeps the text of a file that says something about a project, or nothing any longer. */
	#takeText(uri: string, text: string | undefined): void {
		if (this.#texts.get(uri) === text) return;
		this.textVersion++;
		if (text === undefined) this.#texts.delete(uri);
		else this.#texts.set(uri, text);
	}

	#updateTypst(uri: string, text: string): void {
		const bibliographies = typst.bibliographies(text);
		const given = typst.givenFiles?.(text) ?? [];
		const includes = typst.includes?.(text) ?? [];
		const labels = typst.labels?.(text) ?? [];
		const commands = typst.definitions?.(text) ?? [];
		const named = JSON.stringify([
			bibliographies.map(({ path }) => path),
			given.map(({ path }) => path),
			includes.map(({ path }) => path),
			labels.map(({ name }) => name),
			commands,
		]);
		if (this.#typst.get(uri)?.named !== named) this.typstVersion++;
		this.#typst.set(uri, { bibliographies, given, includes, labels, commands, named });
		if (commands.length > 0) this.#citingTypst.add(uri);
		else this.#citingTypst.delete(uri);
	}

	remove(uri: string): void {
		this.#takeText(uri, undefined);
		if (this.#bibs.delete(uri)) this.bibVersion++;
		if (this.#latex.has(uri)) this.latexVersion++;
		this.#keepLatex(uri, undefined);
		this.#citingTypst.delete(uri);
		if (this.#typst.delete(uri)) this.typstVersion++;
	}
}

function firstBut(uris: Iterable<string>, uri: string): string | undefined {
	for (const each of uris) if (each !== uri) return each;
	return undefined;
}

/** Returns a function for the module for some commands; the files of one document share it, and what it has read. */
function knowing(plain: Markup, make: (commands: readonly CitingCommand[]) => Markup): (commands: readonly CitingCommand[]) => Markup {
	const known = new Map<string, Markup>();
	return (commands) => {
		const named = JSON.stringify(commands);
		if (commands.length === 0) return plain;
		const markup = known.get(named) ?? make(commands);
		known.delete(named);
		known.set(named, markup);
		// The oldest goes: commands change while they are typed.
		if (known.size > 16) known.delete(known.keys().next().value!);
		return markup;
	};
}

const latexKnowing = /* @__PURE__ */ knowing(latex, latexWith);
const typstKnowing = /* @__PURE__ */ knowing(typst, typstWith);
