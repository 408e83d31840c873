import { fold } from '../base/fold.js';
import type { Library } from './library.js';
import { familyName, type Paper } from './paper.js';

/** What lists and queries need of a paper: small enough to be kept for every paper of a large library. */
export interface Listed {
	/** The record that stands for the paper. */
	readonly number: number;
	readonly key: string;
	readonly keys: readonly string[];
	/** The title, folded, as titles are sorted. */
	readonly title: string;
	/** Other titles and nicknames, folded. */
	readonly names: readonly string[];
	/** The year of first appearance, else the venue's; 0 where neither is known. */
	readonly year: number;
	/** The venue's year where it is another one. */
	readonly published: number | undefined;
	/** The first author's family name, folded; empty where there is none. */
	readonly author: string;
	/** Family names as they are written. */
	readonly families: readonly string[];
	/** All authors' names, folded. */
	readonly people: readonly string[];
	readonly topics: readonly string[];
	/** The venue's short name, else its full one. */
	readonly venue: string;
	/** Both, folded. */
	readonly venues: readonly string[];
	/** URIs; one for all bundled summaries. */
	readonly sources: readonly string[];
	readonly hasEntry: boolean;
	readonly hasSummary: boolean;
	readonly hasAbstract: boolean;
}

/** The source of all bundled summaries, each of which is a file of its own. */
export const bundledSource = 'lectern:/corpus';

/** A source's address as people read it; as it stands where its escapes are broken. */
export function readableSource(uri: string): string {
	if (uri === bundledSource) return 'bundled';
	try {
		return decodeURIComponent(uri);
	} catch {
		return uri;
	}
}

/** What was made of records that are a paper by themselves: nothing of it changes while the record is there. */
const kept = new WeakMap<object, Kept>();

/** By the records' numbers, which grow: an array answers several times as fast as a map when a query looks at all. */
interface Kept {
	readonly listed: (Listed | undefined)[];
	count: number;
}

/** The paper at `index` as lists need it. */
export function listedAt(library: Library, index: number): Listed {
	return listedOf(library, library.numberAt(index));
}

/** The paper that a record stands for. */
export function listedOf(library: Library, number: number): Listed {
	if (!library.isSingle(number)) return made(library.paperOf(number)!, number);
	let all = kept.get(library.lineage);
	if (!all || all.count > 2 * library.size + 4096) {
		all = { listed: [], count: 0 };
		kept.set(library.lineage, all);
	}
	const known = all.listed[number];
	if (known) return known;
	const listed = made(library.paperOf(number)!, number);
	all.listed[number] = listed;
	all.count++;
	return listed;
}

const none: readonly string[] = [];
const each = <T>(items: readonly T[], text: (item: T) => string): readonly string[] => (items.length === 0 ? none : items.map(text));

function made(paper: Paper, number: number): Listed {
	const { venue } = paper;
	const venues = [venue?.short, venue?.full].filter((name) => name !== undefined);
	return {
		number,
		key: paper.key,
		keys: paper.keys,
		title: fold(paper.title),
		names: each([...paper.alsoTitles, ...paper.names], fold),
		year: paper.year ?? paper.published ?? 0,
		published: paper.published,
		author: paper.authors[0] ? fold(familyName(paper.authors[0])) : '',
		families: each(paper.authors, familyName),
		people: each(paper.authors, (name) => fold(`${name.given ?? ''} ${familyName(name)}`)),
		topics: paper.topics.length === 0 ? none : paper.topics,
		venue: venues[0] ?? '',
		venues: each(venues, fold),
		sources: paper.places.map(({ origin, source }) => (origin === 'bundled' ? bundledSource : source)),
		hasEntry: paper.places.some(({ isSummary }) => !isSummary),
		hasSummary: paper.summary !== undefined,
		hasAbstract: paper.hasAbstract,
	};
}
