import type { Connection, Range } from 'vscode-languageserver';
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../base/span.js';
import { bibliographiesOf } from '../documents/bibliography.js';
import { Document } from '../documents/document.js';
import { NoteIndex } from '../documents/workspace.js';
import type { Context } from '../features/context.js';
import type { CacheFolder, Corpus, FileSystem } from '../files.js';
import type { LibraryStore } from '../library/library.js';
import { createLibraryFiles, type LibraryFiles } from '../library/libraryFiles.js';
import { bundledKey, type ClientTraits } from '../protocol.js';
import type { CardTraits } from '../render/hoverCard.js';
import { defaultSettings, type Settings } from '../settings.js';
import type { AskWeb } from '../web.js';

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
	readonly #documents = new WeakMap<TextDocument, Document>();
	readonly #listeners: (() => void)[] = [];
	#files: FileSystem | undefined;
	#libraryFiles: LibraryFiles | undefined;

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

	/** Sets what is known only when the client has said what it can. */
	useFiles(files: FileSystem, cache: CacheFolder | undefined): void {
		this.#files = files;
		this.#libraryFiles = createLibraryFiles(this.store, files, cache);
	}

	/** Calls `listener` after each change of the library. */
	onLibraryChange(listener: () => void): void {
		this.#listeners.push(listener);
	}

	/** Tells all that the library is another. */
	libraryHasChanged(): void {
		for (const listener of this.#listeners) listener();
	}

	get context(): Context {
		return {
			library: this.store.current,
			notes: this.notes,
			settings: this.settings,
			topics: this.corpus.topics,
			bibliographiesOf,
		};
	}

	get cardTraits(): CardTraits {
		return { html: this.traits.html ?? false, commands: this.traits.commands ?? false };
	}

	/** The open document at a URI, with the text it has now. */
	document(uri: string): { readonly document: Document; readonly text: TextDocument } | undefined {
		const text = this.open.get(uri);
		if (!text) return undefined;
		let document = this.#documents.get(text);
		if (!document || document.version !== text.version) {
			document = new Document(uri, text.languageId, text.version, text.getText());
			this.#documents.set(text, document);
		}
		return { document, text };
	}

	/** Spans of a file or document as LSP's ranges; of one that cannot be read, its beginning. */
	async rangesIn(uri: string, spans: readonly Span[]): Promise<Range[]> {
		const text = this.open.get(uri) ?? TextDocument.create(uri, '', 0, await this.textAt(uri).catch(() => ''));
		return spans.map((span) => rangeOf(text, span));
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
