import * as l10n from '@vscode/l10n';
import type { CancellationToken } from '../base/cancellation.js';
import { type Span, touches } from '../base/span.js';
import { fileNameOf } from '../base/uri.js';
import { Document } from '../documents/document.js';
import type { Citation } from '../documents/markup/markup.js';
import type { FilePart } from '../library/fileParts.js';
import { formatOf } from '../library/formats/formats.js';
import { keyPlaces } from '../library/formats/keyPlaces.js';
import type { Library } from '../library/library.js';
import { keyPlacesInNames } from '../library/namesYaml.js';
import type { Paper } from '../library/paper.js';
import type { Context } from './context.js';

/** A citation key that can be renamed. */
export interface RenameTarget {
	readonly key: string;
	/** Exactly the key under the cursor. */
	readonly span: Span;
	/** The paper that goes by the key here. */
	readonly paper: Paper;
}

/** Why a key stays as it is, in words for the user. */
export interface Refusal {
	readonly refusal: string;
}

/** A key that is under the cursor and stays as it is. */
export interface RefusedKey extends Refusal {
	readonly span: Span;
}

/** What a renaming changes: the places of the old key in one file or document. */
export interface RenamedText {
	/** The document; of a long file that is not open it may have some parts alone. */
	readonly document: Document;
	readonly spans: readonly Span[];
	/** Then, which line of the file a line of the document is, both counted from zero. */
	readonly lineInFile?: (line: number) => number;
}

/** What a renaming reads: an open document with its own text, any other file as it is on disk. */
export type ReadDocument = (uri: string) => Promise<Document | undefined>;

/** Reads the parts of a `.bib` file that have a key, as `LibraryFiles.partsWith`; nothing where the file is open. */
export type ReadParts = (uri: string, key: string) => Promise<readonly FilePart[] | undefined>;

/**
 * The key at `offset`: of a citation in a note, or of an entry in a library file (also where `crossref`, `ids` and their like name
 * it). Nothing where there is no key; refused where the key is not written in a library file of the workspace.
 */
export function renameTarget(context: Context, document: Document, offset: number): RenameTarget | RefusedKey | undefined {
	const found = citedAt(context, document, offset) ?? entryAt(context, document, offset);
	if (!found) return undefined;
	const { key, span, papers } = found;
	const [paper] = papers;
	if (!paper) return { span, refusal: l10n.t('No paper of the library has the key “{0}”.', key) };
	const refusal = refusalOf(context.library, paper, key);
	return refusal === undefined ? { key, span, paper } : { span, refusal };
}

interface KeyAt {
	readonly key: string;
	readonly span: Span;
	readonly papers: readonly Paper[];
}

function citedAt(context: Context, document: Document, offset: number): KeyAt | undefined {
	const citation = document.citationAt(offset);
	if (!citation) return undefined;
	const { key, span } = citation;
	return { key, span, papers: context.library.byKey(key, context.bibliographiesOf(document)) };
}

/** What surely is no part of a key, in any library file. */
const betweenKeys = /[\s{}(),="'#%[\]]/;

function entryAt({ library }: Context, { uri, text }: Document, offset: number): KeyAt | undefined {
	const format = formatOf(uri);
	if (!format) return undefined;
	let start = offset;
	let end = offset;
	while (start > 0 && !betweenKeys.test(text[start - 1]!)) start--;
	while (end < text.length && !betweenKeys.test(text[end]!)) end++;
	const word = text.slice(start, end);
	// YAML has a colon behind its keys, and an id may be an address that ends in the key.
	for (const key of new Set([word, word.replace(/:$/, ''), word.slice(word.lastIndexOf('/') + 1)])) {
		const { own, references } = keyPlaces(format.name, text, key);
		const span = [...own, ...references].find((each) => touches(each, offset));
		if (span) return { key, span, papers: library.byKey(key, [uri]) };
	}
	return undefined;
}

/** Why a paper's key cannot be renamed at all; nothing where it can. */
function refusalOf(library: Library, paper: Paper, key: string): string | undefined {
	const named = paper.places.filter((place) => place.key === key);
	// Another key of an entry (`ids`) is that of whichever of the files has it.
	const places = named.length > 0 ? named : paper.places;
	if (places.every(({ origin }) => origin === 'bundled'))
		return l10n.t(
			'“{0}” is the key of a paper that comes with Lectern, which cannot be renamed. An entry of your own can have any key.',
			key,
		);
	const own = places.filter(({ origin }) => origin === 'workspace');
	if (own.length === 0)
		return l10n.t(
			'“{0}” is in {1}, outside of this workspace, and other projects may cite it. Rename it there.',
			key,
			fileNameOf(places[0]!.source),
		);
	const elsewhere = new Set(othersWith(library, paper, key).flatMap((other) => other.places.map(({ source }) => source)));
	const both = own.find(({ source }) => elsewhere.has(source));
	if (both)
		return l10n.t(
			'Two entries of {0} have the key “{1}”, and a citation may mean either. Change one of them there first.',
			fileNameOf(both.source),
			key,
		);
	return undefined;
}

const othersWith = (library: Library, paper: Paper, key: string): readonly Paper[] =>
	library.byKey(key).filter((other) => !isSame(other, paper));

/** Whether two papers of one snapshot are the same one. */
function isSame({ places: [a] }: Paper, { places: [b] }: Paper): boolean {
	return a !== undefined && b !== undefined && a.source === b.source && a.keySpan.start === b.keySpan.start;
}

/** Blanks and what BibTeX (bibtex.web § 28, `illegal_id_char`), LaTeX or YAML would take for something else. */
const unfit = /[\s\p{C}{}(),"'#%=\\~@]/u;

/**
 * Every change that gives the paper another key: in the workspace's library files its entries and what names them, in the notes
 * every citation that means it, and in `states`, YAML files that say something of papers by their keys, the key. Refused where another paper has the new key, or where one of the files could not hold it.
 * Stops early when cancelled, with what it has.
 */
export async function rename(
	context: Context,
	{ key, paper }: RenameTarget,
	newKey: string,
	read: ReadDocument,
	token: CancellationToken,
	states: readonly string[] = [],
	readParts?: ReadParts,
): Promise<readonly RenamedText[] | Refusal> {
	if (newKey === key) return [];
	const conflict = conflictOf(context.library, paper, newKey);
	if (conflict !== undefined) return { refusal: conflict };
	const changed = await inSources(context, { key, paper }, { read, readParts }, token);
	if (token.isCancellationRequested) return [];
	if (!paper.places.some(({ source }) => changed.has(source)))
		return {
			refusal: l10n.t('The entry of “{0}” in {1} has no key of its own; write one there first.', key, fileNameOf(paper.places[0]!.source)),
		};
	const fileNames = new Set(Array.from(context.notes.uris, (uri) => fileNameOf(uri).replace(/\.[^.]*$/, '')));
	const noteUris = [...new Set([...context.notes.citing(key), ...context.notes.notesOn(paper)])];
	for (const [index, uri] of noteUris.entries()) {
		if (token.isCancellationRequested) return [];
		// Several are read at once.
		if (index % readAtOnce === 0) await Promise.all(noteUris.slice(index, index + readAtOnce).map(read));
		const document = await read(uri);
		if (!document) continue;
		const cited = inNote(context, document, paper, key, fileNames);
		if (!isCitedAfter(document, cited, newKey))
			return { refusal: l10n.t('“{0}” cannot be written as it is in a citation in {1}.', newKey, fileNameOf(uri)) };
		// A note on the paper names it in its front matter; one that is a summary, too, has been looked at as such.
		const before = changed.get(uri)?.spans ?? keyPlaces('summary', document.text, key).references;
		const sorted = [...before, ...cited].sort((a, b) => a.start - b.start);
		// What two rules find at one place is renamed once.
		const spans = sorted.filter((span, index) => index === 0 || span.start >= sorted[index - 1]!.end);
		if (spans.length > 0) changed.set(uri, { document, spans });
	}
	for (const text of await inStates(states, key, read)) changed.set(text.document.uri, text);
	const broken = [...changed.values()].find((text) => !isKeyAfter(text, newKey));
	if (broken) return { refusal: l10n.t('“{0}” cannot be a key in {1}.', newKey, fileNameOf(broken.document.uri)) };
	return [...changed.values()];
}

/** Where the workspace's library files have a key, by their URIs. Stops early when cancelled. */
async function inSources(
	{ library }: Context,
	{ key, paper }: Pick<RenameTarget, 'key' | 'paper'>,
	{ read, readParts }: { readonly read: ReadDocument; readonly readParts: ReadParts | undefined },
	token: CancellationToken,
): Promise<Map<string, RenamedText>> {
	const found = new Map<string, RenamedText>();
	for (const { uri, format, origin } of library.sources) {
		if (token.isCancellationRequested) break;
		if (origin !== 'workspace') continue;
		const parts = format === 'bibtex' ? await readParts?.(uri, key) : undefined;
		const document = parts ? documentOf(uri, parts) : await read(uri);
		const spans = document ? inSource(library, document, format, paper, key) : [];
		if (document && spans.length > 0) found.set(uri, { document, spans, ...(parts && { lineInFile: lineInFile(parts) }) });
	}
	return found;
}

/** So many notes are read at once. */
const readAtOnce = 32;

/** The parts of a file as one document. */
const documentOf = (uri: string, parts: readonly FilePart[]): Document =>
	new Document(uri, '', null, parts.map(({ text }) => text).join(''));

/** Which line of a file a line of its joined parts is. */
function lineInFile(parts: readonly FilePart[]): (line: number) => number {
	const starts: { readonly line: number; readonly inFile: number }[] = [];
	let line = 0;
	for (const part of parts) {
		starts.push({ line, inFile: part.line });
		line += part.text.split(lineEnd).length - 1;
	}
	return (each) => {
		const start = starts.filter((part) => part.line <= each).at(-1);
		return start ? start.inFile + each - start.line : each;
	};
}

/** What ends a line (LSP 3.17, "Text Documents"). */
const lineEnd = /\r\n|\n|\r/;

/** Where YAML files that say something of papers have a key. */
async function inStates(uris: readonly string[], key: string, read: ReadDocument): Promise<readonly RenamedText[]> {
	const found: RenamedText[] = [];
	for (const uri of uris) {
		const document = await read(uri);
		const spans = document ? placesInState(document, key) : [];
		if (document && spans.length > 0) found.push({ document, spans });
	}
	return found;
}

const placesInState = ({ uri, text }: Document, key: string): readonly Span[] =>
	uri.endsWith('/names.yaml') ? keyPlacesInNames(text, key) : keyPlaces('hayagriva', text, key).own;

/**
 * Every place outside of entries' own keys that names a paper by `key` and may name it by another of its keys: citations in notes, and
 * `crossref` and similar fields in the workspace's library files. Notes on the paper keep its key.
 */
export async function namingsOf(
	context: Context,
	key: string,
	read: ReadDocument,
	token: CancellationToken,
): Promise<readonly RenamedText[]> {
	const named: RenamedText[] = [];
	for (const { uri, format, origin } of context.library.sources) {
		if (token.isCancellationRequested) return [];
		const document = origin === 'workspace' ? await read(uri) : undefined;
		const spans = document ? keyPlaces(format, document.text, key).references : [];
		if (document && spans.length > 0) named.push({ document, spans });
	}
	for (const uri of context.notes.citing(key)) {
		if (token.isCancellationRequested) return [];
		const document = await read(uri);
		const spans = document?.citations.filter((each) => each.key === key && each.kind !== 'wikilink').map(({ span }) => span) ?? [];
		if (document && spans.length > 0) named.push({ document, spans });
	}
	return named;
}

function conflictOf(library: Library, paper: Paper, newKey: string): string | undefined {
	if (newKey === '') return l10n.t('A citation key cannot be empty.');
	const character = unfit.exec(newKey)?.[0];
	if (character !== undefined)
		return /\s/.test(character)
			? l10n.t('“{0}” cannot be a citation key: it has a blank.', newKey)
			: l10n.t('“{0}” cannot be a citation key: it has “{1}”.', newKey, character);
	const [other] = othersWith(library, paper, newKey);
	if (other) return l10n.t('“{0}” is already the key of “{1}” ({2}).', newKey, other.title, fileNameOf(other.places[0]!.source));
	const twice = paper.places.find((place) => place.key === newKey && place.origin === 'workspace');
	if (twice) return l10n.t('{0} has the same paper as “{1}”. Delete one of the two entries.', fileNameOf(twice.source), newKey);
	return undefined;
}

/** The places of the key in a library file: none where it is another paper's there. */
function inSource(library: Library, { uri, text }: Document, format: string, paper: Paper, key: string): readonly Span[] {
	const { own, references } = keyPlaces(format, text, key);
	const isHere = paper.places.some(({ source }) => source === uri);
	const isAnothers = othersWith(library, paper, key).some(({ places }) => places.some(({ source }) => source === uri));
	if (isAnothers) return [];
	return [...(isHere ? own : []), ...references].sort((a, b) => a.start - b.start);
}

/**
 * The citations of a note that mean the paper by this key. A link to a note whose file is named so, with or without an `@`, stays: the file keeps its
 * name. `fileNames` are those of all notes, without endings.
 */
function inNote(context: Context, document: Document, paper: Paper, key: string, fileNames: ReadonlySet<string>): readonly Span[] {
	const [meant] = context.library.byKey(key, context.bibliographiesOf(document));
	if (!meant || !isSame(meant, paper)) return [];
	const isFile = ({ span }: Citation): boolean => fileNames.has(document.text[span.start - 1] === '@' ? `@${key}` : key);
	return document.citations
		.filter((citation) => citation.key === key && !(citation.kind === 'wikilink' && isFile(citation)))
		.map(({ span }) => span);
}

/** The text with each of the spans replaced, and where the replacements are. */
function replaced(text: string, spans: readonly Span[], by: string): { readonly text: string; readonly spans: readonly Span[] } {
	let done = '';
	let last = 0;
	const placed = spans.map(({ start, end }) => {
		done += text.slice(last, start) + by;
		last = end;
		return { start: done.length - by.length, end: done.length };
	});
	return { text: done + text.slice(last), spans: placed };
}

/** Whether the markup reads the new key as a key at each of the places. */
function isCitedAfter({ markup, text }: Document, spans: readonly Span[], newKey: string): boolean {
	const after = replaced(text, spans, newKey);
	const starts = new Set(markup?.citations(after.text).flatMap(({ key, span }) => (key === newKey ? [span.start] : [])));
	return after.spans.every(({ start }) => starts.has(start));
}

/** Whether a library file that is not BibTeX, whose rules are known, still gives a record with the new key. */
function isKeyAfter({ document, spans }: RenamedText, newKey: string): boolean {
	const format = formatOf(document.uri);
	if (!format || format.name === 'bibtex' || format.read(document.text).records.length === 0) return true;
	const after = replaced(document.text, spans, newKey);
	const { own, references } = keyPlaces(format.name, after.text, newKey);
	const starts = new Set([...own, ...references].map(({ start }) => start));
	const cited = new Set(document.markup?.citations(after.text).map(({ span }) => span.start));
	return after.spans.every(({ start }) => starts.has(start) || cited.has(start));
}
