import { fold } from '../base/fold.js';
import { withoutEscapes } from '../base/uri.js';
import { namesOf } from './formats/record.js';
import type { Library } from './library.js';
import type { NameChoices } from './nameChoices.js';
import { familyName, type Paper, yearsOf } from './paper.js';

/** What lists and queries need of a paper: small enough to be kept for every paper of a large library. */
export interface IndexedPaper {
	/** The record that represents the paper. */
	readonly number: number;
	readonly key: string;
	readonly keys: readonly string[];
	/** The title, folded, as titles are sorted. */
	readonly title: string;
	/** Other titles and nicknames, folded, a line each. */
	readonly names: string;
	/** The printed year; 0 where none is known. */
	readonly year: number;
	/** The other years in which it appeared. */
	readonly otherYears: readonly number[];
	/** The first author's family name, folded; empty where there is none. */
	readonly author: string;
	/** Family names as they are written. */
	readonly families: readonly string[];
	/** All authors' names, folded, a line each. */
	readonly people: string;
	readonly topics: readonly string[];
	/** Names of collections in a reference manager. */
	readonly collections: readonly string[];
	/** The venue's short name, else its full one. */
	readonly venue: string;
	/** Both, folded, a line each. */
	readonly venues: string;
	/** URIs; one for all bundled summaries. */
	readonly sources: readonly string[];
	readonly hasEntry: boolean;
	readonly hasSummary: boolean;
	readonly hasAbstract: boolean;
}

/** The source of all bundled summaries, each of which is a file of its own. */
export const bundledSource = 'lectern:/corpus';

/** A source's address as people read it; as it is written where its escapes are broken. */
export const readableSource = (uri: string): string => (uri === bundledSource ? 'bundled' : withoutEscapes(uri));

/** What was made of papers: nothing of it changes while their records are the same. */
const kept = new WeakMap<object, Kept>();

/** By the records' numbers: an array answers several times as fast as a map when a query looks at all. */
interface Kept {
	listed: (IndexedPaper | undefined)[];
	/** What was made of papers of several records, with the numbers of these. */
	readonly merged: Map<number, { readonly records: readonly number[]; readonly listed: IndexedPaper }>;
	count: number;
	choices: NameChoices;
}

/** The papers of several records of one snapshot: asked again, they need not be compared. */
const mergedHere = new WeakMap<Library, (IndexedPaper | undefined)[]>();

/** What asks a library for its papers as lists need them: code that goes through many asks for it once. */
interface ListedPapers {
	/** The paper at `index`. */
	at(index: number): IndexedPaper;
	/** The paper that a record represents. */
	of(number: number): IndexedPaper;
}

/** The papers of a library as lists need them. */
export function indexedPapers(library: Library): ListedPapers {
	let all = kept.get(library.lineage);
	if (!all || all.count > 2 * library.size + 4096) {
		all = { listed: [], merged: new Map(), count: 0, choices: library.choices };
		kept.set(library.lineage, all);
	}
	const end = library.blocks.reduce((most, { base, count }) => Math.max(most, base + count), 0);
	all.listed = withRoom(all.listed, end);
	const { listed, merged } = all;
	if (all.choices !== library.choices) {
		// Papers that are called otherwise now are made again.
		for (const key of [...all.choices.given.keys(), ...library.choices.given.keys()])
			for (const paper of library.byKey(key)) {
				const number = library.numberOf(paper);
				delete listed[number];
				merged.delete(number);
			}
		all.choices = library.choices;
	}
	const here = mergedHere.get(library) ?? withRoom([], end);
	mergedHere.set(library, here);
	const ofSeveral = (number: number): IndexedPaper => {
		const records = library.recordsOf(number);
		const before = merged.get(number);
		if (before && isSame(before.records, records)) return before.listed;
		if (!before) all.count++;
		const now = made(library.paperOf(number)!, number);
		merged.set(number, { records, listed: now });
		return now;
	};
	const of = (number: number): IndexedPaper => {
		if (!library.isSingle(number)) {
			here[number] ??= ofSeveral(number);
			return here[number];
		}
		const known = listed[number];
		if (known) return known;
		all.count++;
		listed[number] = made(library.paperOf(number)!, number);
		return listed[number];
	};
	return { of, at: (index) => of(library.numberAt(index)) };
}

/** A list with places up to `end`, and some more: lists are filled in the library's order, and an array that is filled from behind becomes a slow one. */
function withRoom(list: (IndexedPaper | undefined)[], end: number): (IndexedPaper | undefined)[] {
	if (list.length >= end) return list;
	const larger = new Array<IndexedPaper | undefined>(end + (end >> 3));
	for (const [number, listed] of list.entries()) larger[number] = listed;
	return larger;
}

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
	a.length === b.length && a.every((number, index) => number === b[index]);

const none: readonly never[] = [];

function made(paper: Paper, number: number): IndexedPaper {
	const { venue } = paper;
	const [year = 0, ...otherYears] = yearsOf(paper);
	const venues = [venue?.short, venue?.full].filter((name) => name !== undefined);
	const lines = (texts: readonly string[]): string => texts.map(fold).join('\n');
	return {
		number,
		key: paper.key,
		keys: paper.keys,
		title: fold(paper.title),
		names: lines([...paper.alsoTitles, ...namesOf(paper)]),
		year,
		otherYears: otherYears.length === 0 ? none : otherYears,
		author: paper.authors[0] ? fold(familyName(paper.authors[0])) : '',
		families: paper.authors.length === 0 ? none : paper.authors.map(familyName),
		people: lines(paper.authors.map((name) => `${name.given ?? ''} ${familyName(name)}`)),
		topics: paper.topics.length === 0 ? none : paper.topics,
		collections: paper.collections ?? none,
		venue: venues[0] ?? '',
		venues: lines(venues),
		sources: paper.places.map(({ origin, source }) => (origin === 'bundled' ? bundledSource : source)),
		hasEntry: paper.places.some(({ isSummary }) => !isSummary),
		hasSummary: paper.summary !== undefined,
		hasAbstract: paper.hasAbstract,
	};
}
