import {
	append,
	bibliographyLine,
	type Document,
	type EntrySource,
	firstEntryOf,
	folderOf,
	hasOnlyDefinitions,
	insertCopy,
	insertEntry,
	latexTrees,
	type MissingEntry,
	missingEntryOf,
	type Paper,
	pathFrom,
	type RecordPlace,
	type SourceRecord,
	type Span,
	wholeRecordIn,
} from '../engine/index.js';
import type { DocumentEdit, Requests } from '../protocol/index.js';
import { answer, type Feature } from './feature.js';
import { checkCancelled, paperIn, type Request, requestFor } from './request.js';
import type { Services } from './services.js';
import { editOf, type RequestTexts, type VersionedText, versioned } from './texts.js';

type Changes = NonNullable<Requests['lectern/bringAlong'][1]>['edit']['documentChanges'];

/** A missing entry's way into its bibliography. */
export interface EntryEdit {
	/** The key that it has there: its own, or one that nobody else has. */
	readonly key: string;
	/** The file that it is written to. */
	readonly bibliography: string;
	/** What makes the file, where there is none, and what writes the entry. */
	readonly changes: Changes;
}

/**
 * The change that writes a missing entry into its bibliography, in that file's style, or makes it; nothing where none of those that would do
 * can be written to. `brought` has what entries written in the same change have taken along.
 */
export async function entryEdit(
	services: Services,
	request: Request,
	missing: MissingEntry,
	brought?: Map<string, string>,
): Promise<EntryEdit | undefined> {
	const { texts } = request;
	const target = await targetOf(services, request, missing);
	if (!target) return undefined;
	const { bibliography, file, isThere } = target;
	const text = file.text.getText();
	const source = missing.place ? await sourceAt(texts, missing.place) : await services.zotero.entryOf(missing.record);
	const record = source ? missing.record : await wholeRecord(texts, missing);
	checkCancelled(request);
	const insertion = (source && insertCopy(text, source, missing.record.key, brought)) ?? insertEntry(text, record);
	const span = { start: insertion.offset, end: insertion.offset };
	return {
		key: insertion.key,
		bibliography,
		changes: [
			...(isThere ? [] : [{ kind: 'create', uri: bibliography, options: { ignoreIfExists: true } } as const]),
			editOf(file, [{ span, text: insertion.text }]),
		],
	};
}

/** A missing entry's record with the long fields of its source. */
async function wholeRecord(texts: RequestTexts, { record, otherPlace }: MissingEntry): Promise<SourceRecord> {
	const file = otherPlace && (await texts.read(otherPlace.source));
	const whole = file && wholeRecordIn(file.text.getText(), otherPlace.source, otherPlace);
	return whole ? { ...record, fields: { ...whole.fields, ...record.fields } } : record;
}

/** A paper's entry where it is written, in the editor or the file; nothing where that cannot be read. */
export async function sourceAt(texts: RequestTexts, { source, key, span }: RecordPlace): Promise<EntrySource | undefined> {
	const file = await texts.read(source);
	return file && { text: file.text.getText(), key, start: span.start };
}

/** A file that an entry can be written to, with its text. */
interface Target {
	readonly bibliography: string;
	readonly file: VersionedText;
	readonly isThere: boolean;
}

/** The first of an entry's files that exists, can be read and is one of entries; the first that can be created only where none exists. */
async function targetOf(services: Services, request: Request, { bibliography, otherwise = [] }: MissingEntry): Promise<Target | undefined> {
	let created: Target | undefined;
	for (const uri of [bibliography, ...otherwise]) {
		checkCancelled(request);
		if (!(await exists(services, request, uri))) {
			created ??= { bibliography: uri, file: { text: request.texts.textOf(uri, '', 'bibtex'), version: null }, isThere: false };
			continue;
		}
		const file = await request.texts.read(uri);
		if (file && !hasOnlyDefinitions(file.text.getText())) return { bibliography: uri, file, isThere: true };
	}
	return created;
}

/** Whether there is such a file; one that cannot be asked about counts as one, so that nothing is created in its place. */
const exists = async ({ workspace }: Services, { texts }: Request, uri: string): Promise<boolean> =>
	texts.open(uri) !== undefined || workspace.exists(uri);

/** The change that names a bibliography in a document, for a part of a LaTeX document in its root; nothing where its language can't. */
export async function namingEdit(
	{ project }: Services,
	{ texts }: Request,
	{ uri, markup, text, languageId }: Document,
	bibliography: string,
): Promise<DocumentEdit | undefined> {
	const own = { bibliographies: [], includes: markup?.includes?.(text) ?? [] };
	const root = markup?.includes && !text.includes('\\begin{document}') ? (latexTrees(project, uri, own)[0]?.root ?? uri) : uri;
	const file = await texts.read(root);
	if (!file) return undefined;
	const lines = bibliographyLine(languageId, file.text.getText(), pathFrom(folderOf(root), bibliography));
	return lines.length > 0 ? editOf(file, lines) : undefined;
}

/** The changes in order, those of one document as one: an editor may take only the last of several. */
export function joined(changes: Changes): Changes {
	const edits = new Map<string, DocumentEdit>();
	const all: Changes = [];
	for (const change of changes) {
		if ('kind' in change) {
			if (!all.some((each) => 'kind' in each && each.uri === change.uri)) all.push(change);
			continue;
		}
		const { uri } = change.textDocument;
		const before = edits.get(uri);
		if (before) append(before.edits, change.edits);
		else {
			const own = { textDocument: change.textDocument, edits: [...change.edits] };
			edits.set(uri, own);
			all.push(own);
		}
	}
	return all;
}

/** Under which keys papers are cited in a document, and the change that writes the entries that its bibliography lacks. */
interface CitingInDocument {
	readonly keys: readonly string[];
	readonly edit?: { documentChanges: Changes };
	readonly bibliography?: string;
}

/** How papers are cited in a document, each once; nothing where there are none, or its language has no citations. */
export async function writtenCitation(
	services: Services,
	request: Request,
	document: Document,
	papers: readonly Paper[],
): Promise<CitingInDocument | undefined> {
	if (!document.markup || papers.length === 0) return undefined;
	const { context } = request;
	const keys = new Set<string>();
	const changes: Changes = [];
	let bibliography: string | undefined;
	const brought = new Map<string, string>();
	for (const paper of papers) {
		if (keys.has(paper.key)) continue;
		const missing = missingEntryOf(context, document, paper, paper.key);
		const entry = missing && (await entryEdit(services, request, missing, brought));
		keys.add(entry?.key ?? paper.key);
		if (!entry) continue;
		bibliography = entry.bibliography;
		append(changes, entry.changes);
	}
	return { keys: [...keys], ...(bibliography !== undefined && { edit: { documentChanges: joined(changes) }, bibliography }) };
}

/** Citing a paper and writing its entry as one change: an accepted completion asks for it, so that one undo takes back both. */
export const bringAlongFeature: Feature = {
	register(services) {
		answer(services, 'lectern/cite', async ({ keys }, request) => {
			const document = request.opened?.document;
			const papers = keys.flatMap((key) => paperIn(request, request.opened, key) ?? []);
			const citing = document && (await writtenCitation(services, request, document, papers));
			if (!document?.markup || !citing) return null;
			const { keys: cited, ...change } = citing;
			return { text: document.markup.write({ keys: cited, text: document.text }), ...change };
		});
		answer(services, 'lectern/bringAlong', async ({ uri, key, range, typed, creates, fetched }, asked) => {
			if (fetched) await services.httpLibrary.fetch([key]);
			// What was fetched is part of the library that is looked at from here on.
			const request = fetched ? requestFor(services, uri, asked.token, asked.texts) : asked;
			const { context, opened } = request;
			const paper = fetched ? fetchedPaper(services, request, key) : paperIn(request, opened, key, true);
			// What was typed meanwhile stays.
			if (!opened || !paper || opened.text.getText(range) !== typed) return null;
			const { document, text } = opened;
			const entryOf = creates ? firstEntryOf : missingEntryOf;
			const missing = entryOf(context, document, paper, paper.key);
			const entry = missing && (await entryEdit(services, request, missing));
			const naming = entry && creates ? await namingEdit(services, request, document, entry.bibliography) : undefined;
			const replaced = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
			const citation = editOf(versioned(text), citationEdits(document, replaced, entry?.key ?? paper.key));
			return {
				edit: { documentChanges: joined([citation, ...(entry?.changes ?? []), ...(naming ? [naming] : [])]) },
				...(entry && { bibliography: entry.bibliography }),
			};
		});
	},
};

/** The paper that the library over HTTP has under a key, whatever else goes by it. */
const fetchedPaper = ({ httpLibrary }: Services, { context }: Request, key: string): Paper | undefined =>
	context.library.byKey(key).find(({ places }) => places.some(({ source }) => source === httpLibrary.sourceUri));

/** What writes a key in place of a span, split at the start of that span: what begins there is what an editor puts its cursor behind. */
function citationEdits(document: Document, replaced: Span, key: string): readonly { readonly span: Span; readonly text: string }[] {
	const { span, text } = document.written(replaced, key);
	const before = replaced.start - span.start;
	const rest = { span: { start: replaced.start, end: span.end }, text: text.slice(before) };
	return before > 0 ? [{ span: { start: span.start, end: replaced.start }, text: text.slice(0, before) }, rest] : [rest];
}
