import type { Connection, Range } from 'vscode-languageserver';
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../base/span.js';
import { bibliographiesOf, foundBibliographies } from '../documents/bibliography.js';
import { Document } from '../documents/document.js';
import { languageOfDocument } from '../documents/languages.js';
import { createNoteFiles, type NoteFiles } from '../documents/noteFiles.js';
import { ProjectFiles } from '../documents/project/projectFiles.js';
import { NoteIndex } from '../documents/workspace.js';
import { besideOf, type Context } from '../features/context.js';
import type { CacheFolder, Corpus, FileSystem, Formatting } from '../files.js';
import { hashOf } from '../library/index/hashes.js';
import type { LibraryStore } from '../library/library.js';
import { createLibraryFiles, type LibraryFiles } from '../library/libraryFiles.js';
import type { Paper } from '../library/paper.js';
import { ReadingFiles } from '../library/readingFiles.js';
import { bundledKey, type ClientTraits, libraryChanged } from '../protocol.js';
import { type CardExtras, hoverCard } from '../render/hoverCard.js';
import type { Picture } from '../render/math.js';
import { themeKindOf } from '../render/picture.js';
import { defaultSettings, type Settings } from '../settings.js';
import type { AskWeb } from '../web.js';
import { Formatters } from './formatters.js';
import { Pictures } from './pictures.js';

/** Typing pauses after so many milliseconds without a key. */
const afterTyping = 150;

/** What the adapters between LSP and the features share: one connection, its open documents and the library. */
export class Session {
	readonly open = new TextDocuments(TextDocument);
	/** Whether the workspace has been read: before, a key that nobody has may only not have been read yet. */
	isIndexed = false;
	/** What the client said of itself. */
	traits: ClientTraits = {};
	/** The settings as the editor last told them. */
	settings: Settings = defaultSettings;
	corpus: Corpus = { topics: {}, summaries: {}, records: {} };
	/** What the workspace's notes cite and name. */
	readonly notes = new NoteIndex();
	/** How far the user has come with which paper: what the files say. */
	readonly readings = new ReadingFiles();
	/** The URIs that a path of a setting may stand for, in order. */
	placesOf: (path: string) => readonly string[] = () => [];
	#formatters: Formatters | undefined;
	#pictures: Pictures | undefined;
	/** The workspace's project files, which say what its notes cite from. */
	readonly project = new ProjectFiles();
	readonly #documents = new WeakMap<TextDocument, Document>();
	readonly #listeners: (() => void)[] = [];
	/** Open notes that were typed in since they were last looked at. */
	readonly #typedIn = new Set<string>();
	#looking: ReturnType<typeof setTimeout> | undefined;
	#files: FileSystem | undefined;
	#libraryFiles: LibraryFiles | undefined;
	#noteFiles: NoteFiles | undefined;

	constructor(
		readonly connection: Connection,
		readonly store: LibraryStore,
		/** The web, for what the user asks for by name and nothing else. */
		readonly web: AskWeb,
	) {}

	/** The platform's files; asked for only once `useFiles` was called. */
	get files(): FileSystem {
		return this.#files!;
	}

	get libraryFiles(): LibraryFiles {
		return this.#libraryFiles!;
	}

	get noteFiles(): NoteFiles {
		return this.#noteFiles!;
	}

	/** Sets what is known only when the client has said what it can, and which folders are open. */
	useFiles(files: FileSystem, cache: CacheFolder | undefined, folders: readonly string[]): void {
		this.#files = files;
		const name = `notes-${hashOf(folders.join('\n')).toString(16)}.json`;
		this.#noteFiles = createNoteFiles(this.notes, files, cache, name);
		this.#libraryFiles = createLibraryFiles(this.store, files, cache);
	}

	/** Sets what formats references; nothing where the platform has none. */
	useFormatting(formatting: Formatting | undefined): void {
		this.#formatters = new Formatters(this, formatting);
	}

	get formatters(): Formatters {
		this.#formatters ??= new Formatters(this, undefined);
		return this.#formatters;
	}

	/** Sets what draws formulas; nothing where the platform has none. */
	usePictures(load: (() => Promise<unknown>) | undefined): void {
		this.#pictures = new Pictures(load, (message) => this.connection.console.error(message));
		this.setTheme(this.traits.pictures);
	}

	/** Takes the kind of theme that a client names; a client that shows no pictures has none, and one that is unknown changes nothing. */
	setTheme(name: unknown): void {
		const kind = this.traits.pictures === undefined ? undefined : themeKindOf(name);
		if (this.#pictures && kind !== undefined) this.#pictures.kind = kind;
	}

	/** Calls `listener` after each change of the library. */
	onLibraryChange(listener: () => void): void {
		this.#listeners.push(listener);
	}

	/** Tells all that the library is another. */
	libraryHasChanged(): void {
		for (const listener of this.#listeners) listener();
	}

	/** A note is looked at once typing pauses: a keystroke costs nothing. */
	noteHasChanged(uri: string): void {
		this.#typedIn.add(uri);
		clearTimeout(this.#looking);
		this.#looking = setTimeout(() => this.lookAtNotes(), afterTyping);
	}

	/** Brings the index of notes up to what was typed last. */
	lookAtNotes(): void {
		const { notesOnVersion } = this.notes;
		for (const uri of this.#typedIn) {
			const note = this.document(uri)?.document;
			if (!note?.markup) continue;
			this.project.update(uri, note.text);
			this.notes.update(note, this.store.current);
		}
		this.#typedIn.clear();
		if (this.notes.notesOnVersion !== notesOnVersion) void this.connection.sendNotification(libraryChanged);
	}

	get context(): Context {
		return {
			library: this.store.current,
			notes: this.notes,
			settings: this.settings,
			topics: this.corpus.topics,
			readings: this.readings.all,
			beside: besideOf(this.readings.all, this.notes),
			bibliographiesOf: (document) => bibliographiesOf(document, this.project),
			foundBibliographies: (document) => foundBibliographies(document, this.project),
		};
	}

	/** The card of papers as this client can show it. */
	async card(papers: readonly Paper[], extras?: CardExtras): Promise<string> {
		const { html = false, commands = false } = this.traits;
		const write = (picture?: Picture) => hoverCard(papers, { html, commands, picture }, extras);
		return this.#pictures ? this.#pictures.card(write) : write();
	}

	/** In how many notes a paper is cited or named. */
	readonly notesWith = (paper: Paper): number => this.notes.countOf(paper);

	/** The open document at a URI, with the text it has now. */
	document(uri: string): { readonly document: Document; readonly text: TextDocument } | undefined {
		const text = this.open.get(uri);
		if (!text) return undefined;
		let document = this.#documents.get(text);
		if (!document || document.version !== text.version) {
			document = new Document(uri, languageOfDocument(text.languageId, uri), text.version, text.getText(), document);
			this.#documents.set(text, document);
		}
		return { document, text };
	}

	/** Spans of a file or document as LSP's ranges; of one that cannot be read, its beginning. */
	async rangesIn(uri: string, spans: readonly Span[]): Promise<Range[]> {
		const text = this.open.get(uri) ?? TextDocument.create(uri, '', 0, await this.textAt(uri).catch(() => ''));
		return spans.map((span) => rangeOf(text, span));
	}

	/** Those of the files that are there: as sources of the library, open documents or files. */
	async existing(uris: Iterable<string>): Promise<ReadonlySet<string>> {
		const read = new Set(this.store.current.sources.filter(({ failure }) => failure === undefined).map(({ uri }) => uri));
		const there = new Set<string>();
		for (const uri of new Set(uris))
			if (read.has(uri) || this.open.get(uri) || (await this.files.stat(uri).catch(() => undefined))) there.add(uri);
		return there;
	}

	/** The text at a URI: of a bundled summary, an open document, else the file. */
	async textAt(uri: string): Promise<string> {
		const bundled = bundledKey(uri);
		if (bundled !== undefined) return this.corpus.summaries[bundled] ?? '';
		const open = this.open.get(uri);
		return open ? open.getText() : new TextDecoder().decode(await this.files.read(uri));
	}
}

/** A span as LSP's range. */
export function rangeOf(text: TextDocument, span: Span): Range {
	return { start: text.positionAt(span.start), end: text.positionAt(span.end) };
}
