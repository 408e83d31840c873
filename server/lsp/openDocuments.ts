import type { Connection, NotebookDocument } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { bibliographiesOf, Document, isFrontMatter, languageOfDocument, type OpenNotebook, type ProjectFiles } from '../engine/index.js';
import { NotebookDocuments, TextDocuments } from './languageServer.js';
import { type OpenDocument, type TextMaker, unchangingTexts } from './texts.js';
import type { UnchangingText } from './unchangingText.js';

/** The documents and notebooks that the editor has open. Each document never changes: an edit makes another one. */
export class OpenDocuments {
	readonly texts: TextDocuments<UnchangingText>;
	/** Their cells are among the texts. */
	readonly notebooks: NotebookDocuments<UnchangingText>;
	readonly #notebooks = new WeakMap<NotebookDocument, { readonly versions: string; readonly view: OpenNotebook }>();
	readonly #documents = new WeakMap<TextDocument, Document>();
	/** The documents as they were looked at last: what an edit leaves as it was is not read again. */
	readonly #last = new Map<string, Document>();

	readonly #bibliographiesOf = (document: Document): readonly string[] => bibliographiesOf(document, this.project);

	/** `makeText` makes the texts of documents and files, with positions as the client counts them. */
	constructor(
		private readonly project: ProjectFiles,
		readonly makeText: TextMaker,
	) {
		this.texts = new TextDocuments(unchangingTexts(makeText));
		this.notebooks = new NotebookDocuments(this.texts);
		project.notebookOf = (uri) => this.notebookOf(uri);
		this.texts.onDidClose(({ document: { uri } }) => this.#last.delete(uri));
	}

	/** Takes documents from a connection from now on. */
	listen(connection: Connection): void {
		this.texts.listen(connection);
		this.notebooks.listen(connection);
	}

	/** Whether the editor has a file open, as a text or as a notebook. */
	has(uri: string): boolean {
		return this.texts.get(uri) !== undefined || this.notebooks.getNotebookDocument(uri) !== undefined;
	}

	/** The open document at a URI, with the text it has now. */
	at(uri: string): OpenDocument | undefined {
		const text = this.texts.get(uri);
		return text && { document: this.documentOf(text), text };
	}

	/** The document of an open text. */
	documentOf(text: TextDocument): Document {
		const { uri, version } = text;
		const isHead = isFrontMatterCell(text) && this.notebookOf(uri)?.cells[0]?.uri === uri;
		const languageId = isHead ? 'markdown' : languageOfDocument(text.languageId, uri);
		const markup = this.project.markupOf(uri, languageId);
		let document = this.#documents.get(text);
		if (!document || document.givenMarkup !== markup) {
			document = new Document(uri, languageId, version, text.getText(), this.#last.get(uri), markup, this.#bibliographiesOf);
			this.#documents.set(text, document);
			if (this.texts.get(uri) === text) this.#last.set(uri, document);
		}
		return document;
	}

	/** Gives up the mentions of all documents, which were found for a library that is another one now. */
	forgetMentions(): void {
		for (const document of this.#last.values()) document.forgetMentions();
	}

	/** The open notebook that a document is a cell of; nothing for any other document. */
	notebookOf(uri: string): OpenNotebook | undefined {
		const notebook = this.notebooks.findNotebookDocumentForCell(uri);
		if (!notebook) return undefined;
		const texts = notebook.cells.flatMap(({ document }) => this.texts.get(document) ?? []);
		const versions = texts.map(({ uri: each, version }) => `${each} ${version}`).join('\n');
		const known = this.#notebooks.get(notebook);
		if (known?.versions === versions) return known.view;
		const [first] = texts;
		const cells = texts.filter((text) => text.languageId === 'markdown' || (text === first && isFrontMatterCell(text)));
		const view = { uri: notebook.uri, cells: cells.map((text) => ({ uri: text.uri, text: text.getText() })) };
		this.#notebooks.set(notebook, { versions, view });
		return view;
	}

	/** The keys that the other cells of a document's notebook cite. */
	citedInOtherCells(uri: string): readonly string[] {
		const others = this.notebookOf(uri)?.cells.filter((cell) => cell.uri !== uri) ?? [];
		return others.flatMap((cell) => this.at(cell.uri)?.document.citations.map(({ key }) => key) ?? []);
	}
}

/** Quarto's and others' YAML in a raw cell. */
const isFrontMatterCell = (text: TextDocument): boolean => text.languageId === 'raw' && isFrontMatter(text.getText());
