import { append } from '../../base/append.js';
import { wellFormed } from '../../base/uri.js';
import { scanBibtex } from '../formats/bibtex/scan.js';
import type { ZoteroLink } from '../formats/record.js';
import { type ZoteroConnection, ZoteroError } from './connection.js';
import { betterBibtexLibrary } from './reading.js';

/** What the user marked or wrote in a paper's file. */
export interface Annotation {
	/** In `zotero:` links: `library/items/ABCD2345`. */
	readonly item: string;
	/** The file it is in. */
	readonly attachment: string;
	readonly kind: 'highlight' | 'underline' | 'note' | 'image' | 'ink' | 'text';
	/** The marked text; empty where none is. */
	readonly text: string;
	readonly comment: string;
	/** `#ffd400`; left out where it is none. */
	readonly color?: string;
	/** As it is printed on the page: `xii`, `17`; empty where it has none. */
	readonly page: string;
	/** From 1, in the file. */
	readonly pageNumber?: number;
}

/** A note that belongs to a paper. */
export interface ZoteroNote {
	readonly item: string;
	/** Plain text, a line for each paragraph. */
	readonly text: string;
}

/** What Zotero has of one paper beside its fields. */
export interface PaperDetails {
	readonly abstract?: string;
	readonly annotations: readonly Annotation[];
	readonly notes: readonly ZoteroNote[];
	/** The `file:` URI of its PDF, as far as it is on this machine. */
	readonly pdf?: string;
}

/** So many attachments of one paper are asked for their annotations. */
const mostAttachments = 20;

/** What is asked while a reader waits (ms). */
const patience = 10_000;

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The API's address of what a link leads to: `users/0/items/ABCD2345`. */
export const apiPath = (link: string): string => (link.startsWith('library/') ? `users/0/${link.slice('library/'.length)}` : link);

/** The number of the group that a link leads to; nothing for the user's own library. */
export const apiGroupOf = (link: string): number | undefined => {
	const found = /^groups\/(\d+)\//.exec(link)?.[1];
	return found === undefined ? undefined : Number(found);
};

const isLink = (link: string): boolean => /^(?:library|groups\/\d+)\/items\/[A-Z0-9]{8}$/.test(link);

/** The address that shows an item in Zotero; nothing for anything but an item's link. */
export const selectAddress = (link: string): string | undefined => (isLink(link) ? `zotero://select/${link}` : undefined);

/** The address that opens a file in Zotero, at a page (from 1) or an annotation. */
export function openAddress(attachment: string, page?: number, annotation?: string): string | undefined {
	if (!isLink(attachment)) return undefined;
	const parameters = [
		...(page === undefined ? [] : [`page=${page}`]),
		...(annotation !== undefined && isLink(annotation) ? [`annotation=${annotation.slice(-8)}`] : []),
	];
	return `zotero://open-pdf/${attachment}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`;
}

/** Annotations, notes, abstract and file of a paper: a few requests. Rejects with a `ZoteroError` where Zotero cannot be asked. */
export async function paperDetails(connection: ZoteroConnection, { item }: ZoteroLink): Promise<PaperDetails> {
	const path = apiPath(item);
	const library = item.slice(0, item.indexOf('/items/'));
	const children = (await connection.list(`${path}/children?format=json`, patience)).map(asObject);
	const notes: ZoteroNote[] = [];
	const files: { readonly key: string; readonly pdf?: string }[] = [];
	for (const { key, data: given, links } of children) {
		const data = asObject(given);
		const link = `${library}/items/${asText(key)}`;
		if (!isLink(link)) continue;
		if (data.itemType === 'note') notes.push({ item: link, text: plainNote(asText(data.note)) });
		if (data.itemType === 'attachment') files.push({ key: asText(key), ...pdfOf(data, links) });
	}
	const annotations: Annotation[] = [];
	for (const { key } of files.slice(0, mostAttachments)) {
		const attachment = `${library}/items/${key}`;
		const list = await connection.list(`${apiPath(attachment)}/children?format=json`, patience);
		append(annotations, annotationsIn(list, library, attachment));
	}
	const [csl] = await connection.list(
		`${library === 'library' ? 'users/0' : library}/items?itemKey=${item.slice(-8)}&format=csljson`,
		patience,
	);
	const abstract = asText(asObject(csl).abstract);
	const pdf = files.find((each) => each.pdf !== undefined)?.pdf;
	return { annotations, notes, ...(abstract !== '' && { abstract }), ...(pdf !== undefined && { pdf }) };
}

/** Where an attachment's PDF is on this machine: an imported one by its link, a linked one by its path. */
function pdfOf(data: Readonly<Record<string, unknown>>, links: unknown): { readonly pdf?: string } {
	if (data.contentType !== 'application/pdf') return {};
	const imported = asText(asObject(asObject(links).enclosure).href);
	if (imported.startsWith('file://')) return { pdf: imported };
	const path = data.linkMode === 'linked_file' ? asText(data.path) : '';
	return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) ? { pdf: fileUri(path) } : {};
}

function fileUri(path: string): string {
	const parts = path
		.replaceAll('\\', '/')
		.split('/')
		.map((part) => encodeURIComponent(wellFormed(part)))
		.join('/');
	return `file://${parts.startsWith('/') ? '' : '/'}${parts.replace('%3A', ':')}`;
}

const kinds: readonly string[] = ['highlight', 'underline', 'note', 'image', 'ink', 'text'] satisfies readonly Annotation['kind'][];

/** The annotations of a list of children, in the order of the pages. */
function annotationsIn(children: readonly unknown[], library: string, attachment: string): readonly Annotation[] {
	const found = children.flatMap((child) => {
		const { key, data: given } = asObject(child);
		const data = asObject(given);
		const kind = asText(data.annotationType);
		const item = `${library}/items/${asText(key)}`;
		if (data.itemType !== 'annotation' || !kinds.includes(kind) || !isLink(item)) return [];
		const color = /^#[0-9a-f]{6}$/i.exec(asText(data.annotationColor))?.[0];
		const pageNumber = pageOf(asText(data.annotationPosition));
		const annotation: Annotation = {
			item,
			attachment,
			kind: kind as Annotation['kind'],
			text: asText(data.annotationText),
			comment: asText(data.annotationComment),
			...(color !== undefined && { color }),
			page: asText(data.annotationPageLabel),
			...(pageNumber !== undefined && { pageNumber }),
		};
		return [{ annotation, order: asText(data.annotationSortIndex) }];
	});
	return found.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)).map(({ annotation }) => annotation);
}

/** The page of an annotation's position, which is JSON in a text. */
function pageOf(position: string): number | undefined {
	try {
		const { pageIndex } = asObject(JSON.parse(position));
		return typeof pageIndex === 'number' && Number.isSafeInteger(pageIndex) && pageIndex >= 0 ? pageIndex + 1 : undefined;
	} catch {
		// An EPUB's positions are no pages.
		return undefined;
	}
}

/** Zotero's notes are HTML: their text, a line for each block. */
function plainNote(html: string): string {
	return html
		.slice(0, 200_000)
		.replace(/<(?:br|\/p|\/h[1-6]|\/li|\/blockquote|\/div)\b[^<>]*>/gi, '\n')
		.replace(/<[^<>]*>/g, '')
		.replace(/&(?:nbsp|#160);/g, ' ')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&#39;/g, '’')
		.replace(/&amp;/g, '&')
		.split('\n')
		.map((line) => line.replace(/[ \t]+/g, ' ').trim())
		.filter((line) => line !== '')
		.join('\n');
}

/** An entry waits no longer than this for Zotero (ms): it is written in the midst of typing. */
const entryPatience = 2_500;

/**
 * A paper's entry as Zotero exports it: by Better BibTeX where it is installed and has the key, else by Zotero's own translator. BibTeX that
 * holds one entry; nothing where Zotero cannot be asked in time. Files of this machine are left out.
 */
export async function exportedEntry(
	connection: ZoteroConnection,
	link: ZoteroLink,
	{ key, groupName, hasMadeKey }: { readonly key: string; readonly groupName?: string; readonly hasMadeKey: boolean },
): Promise<{ readonly text: string; readonly key: string; readonly start: number } | undefined> {
	try {
		const found = (hasMadeKey ? undefined : await fromBetterBibtex(connection, key, groupName)) ?? (await fromZotero(connection, link));
		return found === undefined ? undefined : withoutFiles(found);
	} catch (error) {
		if (error instanceof ZoteroError) return undefined;
		throw error;
	}
}

async function fromBetterBibtex(connection: ZoteroConnection, key: string, groupName: string | undefined): Promise<string | undefined> {
	const libraryId = groupName === undefined ? 1 : await betterBibtexLibrary(connection, groupName);
	if (libraryId === undefined) return undefined;
	const text = await connection.betterBibtex('item.export', [[key], 'Better BibLaTeX', libraryId], entryPatience);
	return typeof text === 'string' && entriesIn(text).length === 1 ? text : undefined;
}

async function fromZotero(connection: ZoteroConnection, { item }: ZoteroLink): Promise<string | undefined> {
	const { status, text } = await connection.get(`${apiPath(item)}?format=biblatex`, {}, entryPatience);
	return status === 200 && entriesIn(text).length === 1 ? text : undefined;
}

const entriesIn = (text: string) => scanBibtex(text).entries.filter(({ kind }) => kind === 'entry');

/** The one entry without its `file` fields, whose paths are of no use to others and none of their business. */
function withoutFiles(text: string): { readonly text: string; readonly key: string; readonly start: number } | undefined {
	let lean = text;
	for (const { name, nameStart, valueEnd } of [...(entriesIn(text)[0]?.fields ?? [])].reverse()) {
		if (name !== 'file') continue;
		const comma = /^\s*,/.exec(lean.slice(valueEnd));
		lean = lean.slice(0, nameStart).trimEnd() + lean.slice(valueEnd + (comma?.[0].length ?? 0));
	}
	const [entry] = entriesIn(lean);
	return entry && { text: lean, key: entry.key, start: entry.start };
}
