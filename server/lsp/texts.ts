import * as v from 'valibot';
import type { Position, Range, TextDocumentsConfiguration } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Document, Span } from '../engine/index.js';
import { type DocumentEdit, range } from '../protocol/index.js';
import type { PositionEncoding } from './positionEncoding.js';
import { UnchangingText } from './unchangingText.js';

/** A span of a text (UTF-16 offsets) as LSP's range. */
export const rangeOf = (text: TextDocument, span: Span): Range => ({ start: text.positionAt(span.start), end: text.positionAt(span.end) });

const openedText = v.object({ uri: v.string(), languageId: v.string(), version: v.number(), text: v.string() });
const textChanges = v.array(v.union([v.object({ range, text: v.string() }), v.object({ text: v.string() })]));

/** Makes a text of a file or document whose positions are as the client counts them. */
export type TextMaker = (uri: string, languageId: string, version: number, text: string) => UnchangingText;

/** Makes texts whose positions are in an encoding. */
export const textsIn =
	(encoding: PositionEncoding): TextMaker =>
	(uri, languageId, version, text) =>
		new UnchangingText(uri, languageId, version, text, encoding);

/**
 * Makes open documents that never change: an edit makes another one, and the one before keeps its text and version. Throws where a client sends
 * something else than texts: such a document is not opened, or stays as it is.
 */
export const unchangingTexts = (makeText: TextMaker): TextDocumentsConfiguration<UnchangingText> => ({
	create: (uri, languageId, version, text) => {
		v.assert(openedText, { uri, languageId, version, text });
		return makeText(uri, languageId, version, text);
	},
	update: (before, changes, version) => {
		v.assert(textChanges, changes);
		return before.after(changes, version);
	},
});

/** An open document at one version, as the markup sees it and as LSP does. It never changes: an edit makes another one. */
export interface OpenDocument {
	readonly document: Document;
	readonly text: TextDocument;
}

/** A text with the version that edits of it name. */
export interface VersionedText {
	readonly text: TextDocument;
	/** Null for a file that no editor has open, as in LSP's `OptionalVersionedTextDocumentIdentifier`. */
	readonly version: number | null;
}

/** An open document as a text with its version. */
export const versioned = (text: TextDocument): VersionedText => ({ text, version: text.version });

/**
 * The edit that replaces spans of a text (UTF-16 offsets in that text), in the order given. It names the version that the spans are of. Where the
 * text is made of some lines of a file, `lineInFile` says which they are.
 */
export function editOf(
	{ text, version }: VersionedText,
	replacements: readonly { readonly span: Span; readonly text: string }[],
	lineInFile: (line: number) => number = (line) => line,
): DocumentEdit {
	const inFile = ({ line, character }: Position): Position => ({ line: lineInFile(line), character });
	const edits = replacements.map(({ span, text: newText }) => {
		const { start, end } = rangeOf(text, span);
		return { range: { start: inFile(start), end: inFile(end) }, newText };
	});
	return { textDocument: { uri: text.uri, version }, edits };
}

/** Where a request gets its texts from. */
export interface TextSource {
	/** The documents that the editor has open now. */
	readonly opened: readonly TextDocument[];
	/** Makes the text of a file. */
	readonly makeText: TextMaker;
	/** Reads a file; rejects where it cannot be read. */
	readFile(uri: string): Promise<string>;
	/** The size of a file in bytes; nothing where there is none, or it cannot be found out. */
	sizeOf?(uri: string): Promise<number | undefined>;
	/** The document of an open text. */
	documentOf(text: TextDocument): Document;
	/** The document of a file that is not open. */
	closedDocument(uri: string, text: string): Document;
}

/**
 * The texts that one request sees: open documents as they were when it was made, and files as they were when it first read them. None of them
 * changes while the request waits, so all spans and edits of an answer are of the same texts.
 */
export class RequestTexts {
	readonly #open: ReadonlyMap<string, TextDocument>;
	readonly #files = new Map<string, Promise<VersionedText | undefined>>();
	readonly #documents = new Map<string, Promise<Document | undefined>>();
	readonly #opened = new Map<string, OpenDocument>();

	constructor(private readonly source: TextSource) {
		this.#open = new Map(source.opened.map((text) => [text.uri, text]));
	}

	/** The text of a file that is to be made, or of part of one: its positions are as the client counts them. */
	textOf(uri: string, text: string, languageId = '', version = 0): TextDocument {
		return this.source.makeText(uri, languageId, version, text);
	}

	/** A document's text with its version. */
	versionedText({ uri, languageId, version, text }: Document): VersionedText {
		return { text: this.textOf(uri, text, languageId, version ?? 0), version };
	}

	/** The open document at a URI; nothing where the editor has none. */
	open(uri: string): TextDocument | undefined {
		return this.#open.get(uri);
	}

	/** The open document at a URI with its text, the same one each time; nothing where the editor has none. */
	opened(uri: string): OpenDocument | undefined {
		const known = this.#opened.get(uri);
		if (known) return known;
		const text = this.#open.get(uri);
		const opened = text && { document: this.source.documentOf(text), text };
		if (opened) this.#opened.set(uri, opened);
		return opened;
	}

	/** The text at a URI; nothing where it cannot be read, or is in a file of more than `most` bytes. */
	async readUpTo(uri: string, most: number): Promise<string | undefined> {
		if (!this.#open.has(uri) && ((await this.source.sizeOf?.(uri)) ?? 0) > most) return undefined;
		return (await this.read(uri))?.text.getText();
	}

	/** The text at a URI; nothing where it cannot be read. */
	async read(uri: string): Promise<VersionedText | undefined> {
		const open = this.#open.get(uri);
		if (open) return versioned(open);
		let file = this.#files.get(uri);
		if (!file) {
			file = this.source.readFile(uri).then(
				(text) => ({ text: this.textOf(uri, text), version: null }),
				// The caller decides what a file means that cannot be read. The log has the reason.
				() => undefined,
			);
			this.#files.set(uri, file);
		}
		return file;
	}

	/** The document at a URI, the same one each time; nothing where it cannot be read. */
	documentAt(uri: string): Promise<Document | undefined> {
		let document = this.#documents.get(uri);
		if (!document) {
			const open = this.#open.get(uri);
			document = open
				? Promise.resolve(this.opened(uri)?.document)
				: this.read(uri).then((file) => file && this.source.closedDocument(uri, file.text.getText()));
			this.#documents.set(uri, document);
		}
		return document;
	}
}
