import type { CancellationToken } from 'vscode-languageserver';
import {
	areListedTogether,
	bibliographiesOf,
	type Context,
	citingIn,
	closedNote,
	fixedContext,
	foundBibliographies,
	keyFor,
	labelsOf,
	languageOfFile,
	type Paper,
	paperFor,
	type Settings,
	userStateOf,
} from '../engine/index.js';
import { LSPErrorCodes, ResponseError } from './languageServer.js';
import type { Services } from './services.js';
import { type OpenDocument, RequestTexts } from './texts.js';

/**
 * What a handler knows about the world: everything as it was when the request came, or when the handler first looked. Nothing in it changes while
 * the handler awaits, whatever is typed or read meanwhile, so that the spans and edits of an answer are all of the same texts.
 */
export interface Request {
	/** The library, the settings and the rest of what the engine's features see. */
	readonly context: Context;
	readonly settings: Settings;
	/** The open document that the request is about, at the version that it had; nothing where it is about none, or not open. */
	readonly opened: OpenDocument | undefined;
	/** URIs of the source files that this document cites from; empty without a document, or where it names none. */
	readonly bibliographies: readonly string[];
	/** Other open documents, and files. */
	readonly texts: RequestTexts;
	/** Whether the workspace had been read: before, a key that nobody has may only not have been read yet. */
	readonly isIndexed: boolean;
	readonly token: CancellationToken;
}

/** The request for an open document at a URI, or for none; of the texts as they are now, or as they were when it came. */
export function requestFor(
	services: Services,
	uri: string | undefined,
	token: CancellationToken,
	texts: RequestTexts = requestTexts(services),
): Request {
	const context = fixedContext(contextOf(services));
	return {
		context,
		settings: context.settings,
		get opened() {
			return uri === undefined ? undefined : texts.opened(uri);
		},
		get bibliographies() {
			return this.opened ? context.bibliographiesOf(this.opened.document) : [];
		},
		texts,
		isIndexed: isRead(services, uri),
		token,
	};
}

/** Whether the notes that a request may be about have been read: those of the open folders, or of the document's own project. */
const isRead = ({ workspace }: Services, uri: string | undefined): boolean =>
	workspace.isIndexed && (uri === undefined || workspace.isReadFor(uri) || workspace.originOf(uri) === 'workspace');

/** Ends the handling of a cancelled request: call it after each wait, and in loops. */
export function checkCancelled({ token }: Pick<Request, 'token'>): void {
	if (token.isCancellationRequested) throw cancelled();
}

/** The answer to a cancelled request (LSP 3.17, "Cancellation Support"). */
export const cancelled = (): ResponseError => new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');

/** What features see right now, for work that no request asks for. */
export function contextOf({
	store,
	notes,
	settings,
	corpus,
	readings,
	topics,
	project,
	open,
	noteTracker,
	holdsOnlyDefinitions,
	libraryFiles,
	workspace,
}: Services): Context {
	return {
		library: store.current,
		notes,
		settings: settings.current,
		recentlyCited: noteTracker.recentlyCited,
		topics: corpus.topics,
		paperTopics: topics.current,
		readings: readings.all,
		beside: userStateOf(readings.all, notes),
		citedInOtherCells: ({ uri }) => open.citedInOtherCells(uri),
		bibliographiesOf: (document) => bibliographiesOf(document, project),
		foundBibliographies: (document) => foundBibliographies(document, project),
		labelsOf: (document) => labelsOf(document, notes, project),
		areListedTogether: (one, other) => areListedTogether(one, other, project),
		linkedFiles: (uri) => workspace.linkedFiles(uri),
		isThere: (uri) => project.bibFiles.has(uri) || libraryFiles.hasRead(uri) || open.texts.get(uri) !== undefined,
		holdsOnlyDefinitions,
	};
}

/** The texts as they are now: open documents, and files as they are first read. */
export function requestTexts({ open, files, project, readText, log }: Services): RequestTexts {
	return new RequestTexts({
		opened: open.texts.all(),
		makeText: open.makeText,
		readFile: readText,
		sizeOf: async (uri) => {
			try {
				return (await files.stat(uri))?.size;
			} catch (error) {
				log.debug(`${uri} cannot be asked about: ${String(error)}`);
				return undefined;
			}
		},
		documentOf: (text) => open.documentOf(text),
		closedDocument: (uri, text) => {
			const languageId = languageOfFile(uri) ?? '';
			return closedNote(uri, languageId, text, project.markupOf(uri, languageId), (document) => bibliographiesOf(document, project));
		},
	});
}

/**
 * The paper that a key means in a request's document, with the key by which it is cited there. A key that is written in the document stays where
 * its bibliographies lack the paper. Without a document: the paper as the library has it.
 */
export function paperIn({ context }: Request, opened: OpenDocument | undefined, key: string, isWritten = false): Paper | undefined {
	const citing = opened && citingIn(context, opened.document);
	const [paper] = context.library.byKey(key, citing?.bibliographies);
	if (!paper || !citing) return paper;
	return isWritten ? paperFor(paper, citing, key) : { ...paper, key: keyFor(paper, citing, key) };
}
