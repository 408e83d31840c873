import { type Paper, precedenceOf, type RecordPlace } from './paper.js';

/** A document in which papers are cited. */
export interface CitingDocument {
	readonly uri: string;
	/** URIs of its bibliographies, in its order; empty where it names none. */
	readonly bibliographies: readonly string[];
}

type Keyed = Pick<Paper, 'key' | 'keys' | 'places'>;

/** The keys that a record is cited by, its own first. */
export const keysAt = ({ key, aliases = [] }: RecordPlace): readonly string[] => [key, ...aliases];

/** From so many aliases on they are looked up in a set. */
const manyAliases = 20;
const aliasSets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Whether a record is cited by a key: by its own or by an alias. */
export function isKeyAt({ key: own, aliases = [] }: RecordPlace, key: string): boolean {
	if (own === key) return true;
	if (aliases.length < manyAliases) return aliases.includes(key);
	let set = aliasSets.get(aliases);
	if (!set) {
		set = new Set(aliases);
		aliasSets.set(aliases, set);
	}
	return set.has(key);
}

/**
 * The key by which a document cites a paper: in its bibliographies `named`, if that is one of the paper's keys there, else the first
 * that they have of it, in their order; where they lack the paper, the key of the nearest source: the workspace's, that of the nearest folder
 * first, then the user's other libraries, then what is bundled.
 */
export function keyFor(paper: Keyed, document: CitingDocument, named?: string): string {
	if (paper.keys.length === 1) return paper.key;
	const own = ownPlaces(paper, document);
	if (named !== undefined && own.some((place) => isKeyAt(place, named))) return named;
	return (own[0] ?? nearestPlace(paper, document.uri))?.key ?? paper.key;
}

/**
 * The same for a key that is written or typed out in the document: that one stays, unless the document's bibliographies have the paper
 * under others only. Other text than a key of the paper changes nothing.
 */
export function keyAsWritten(paper: Keyed, document: CitingDocument, text: string): string {
	return paper.keys.includes(text) && ownPlaces(paper, document).length === 0 ? text : keyFor(paper, document, text);
}

/** The paper with the key that a document cites it by. `written` is the text that names it there, if any does. */
export function paperFor(paper: Paper, document: CitingDocument, written?: string): Paper {
	const key = written === undefined ? keyFor(paper, document) : keyAsWritten(paper, document, written);
	return key === paper.key ? paper : { ...paper, key };
}

/** How near a file is to another, higher is nearer: by the folders that both are in, less those that only the file is in. */
export function nearness(from: string, file: string): number {
	const folders = foldersOf(from);
	const others = foldersOf(file);
	const differs = folders.findIndex((folder, index) => folder !== others[index]);
	return 2 * (differs < 0 ? folders.length : differs) - others.length;
}

/** Without scheme and host: a notebook's cell has the path of the notebook. */
const foldersOf = (uri: string): readonly string[] =>
	uri
		.replace(/^[a-z][\w+.-]*:(?:\/\/[^/]*)?/i, '')
		.split('/')
		.slice(0, -1);

/** Where the document's bibliographies have the paper, in their order and that of their entries. */
function ownPlaces({ places }: Keyed, { bibliographies }: CitingDocument): readonly RecordPlace[] {
	const rank = ({ source }: RecordPlace): number => bibliographies.indexOf(source);
	return places.filter((place) => rank(place) >= 0).sort((a, b) => rank(a) - rank(b) || a.keySpan.start - b.keySpan.start);
}

function nearestPlace({ places }: Keyed, uri: string): RecordPlace | undefined {
	const far = (place: RecordPlace): number => (place.origin === 'workspace' ? -nearness(uri, place.source) : 0);
	// Sorting keeps the order of equal ones.
	return [...places].sort((a, b) => precedenceOf(a.origin, a.isSummary) - precedenceOf(b.origin, b.isSummary) || far(a) - far(b))[0];
}
