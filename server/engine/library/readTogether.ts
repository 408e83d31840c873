import { type FromOthers, fromNobody, type Piece } from './bibtexFile.js';
import { Shape } from './formats/bibtex/entry.js';
import { scanEntryAt } from './formats/bibtex/scan.js';
import { latexOf, type Macros } from './formats/bibtex/values.js';
import { hashOf } from './index/hashes.js';

/** Which `.bib` files are read together, what they get from each other, and what each one got when it was read last. */
export class ReadTogether {
	#fromOthers: ReadonlyMap<string, FromOthers> = new Map();
	/** Hashes of what files got, by URI; none for files that got nothing. */
	readonly #got = new Map<string, number>();

	constructor(private readonly piecesOf: (uri: string) => readonly Piece[] | undefined) {}

	/** What a file gets from others. */
	for(uri: string): FromOthers {
		return this.#fromOthers.get(uri) ?? fromNobody;
	}

	/** Notes what a file was read with. */
	wasRead(uri: string, { hash }: FromOthers): void {
		if (hash === 0) this.#got.delete(uri);
		else this.#got.set(uri, hash);
	}

	/** Whether a file got something from others when it was read last. */
	hasGot(uri: string): boolean {
		return this.#got.has(uri);
	}

	forget(uri: string): void {
		this.#got.delete(uri);
	}

	/** Takes the lists as they are now. Returns the files that get something else than they were read with. */
	use(lists: readonly (readonly string[])[]): readonly string[] {
		this.#fromOthers = fromOthersOf(lists, this.piecesOf);
		return [...new Set([...this.#fromOthers.keys(), ...this.#got.keys()])].filter(
			(uri) => this.piecesOf(uri) !== undefined && this.for(uri).hash !== (this.#got.get(uri) ?? 0),
		);
	}
}

/**
 * What each file of some lists gets from the others of its lists. BibTeX and Biber read the files of a list as if they were one: what `@string`
 * defines counts in all files behind it, and an entry inherits from one in any of them. Several parents in the lists: the first one counts. Other tools
 * read each file by itself; what a file gets for one document, all documents show.
 */
function fromOthersOf(
	lists: readonly (readonly string[])[],
	piecesOf: (uri: string) => readonly Piece[] | undefined,
): ReadonlyMap<string, FromOthers> {
	const all = new Map<string, Collected>();
	for (const list of lists) collect(list, piecesOf, all);
	return new Map(Array.from(all, ([uri, { macros, wanted, parents }]) => [uri, asGiven(macros, [...wanted].sort(), parents)]));
}

interface Collected {
	readonly macros: Map<string, string>;
	readonly wanted: Set<string>;
	readonly parents: Map<string, string>;
}

/** Adds what the files of one list give each other. */
function collect(list: readonly string[], piecesOf: (uri: string) => readonly Piece[] | undefined, all: Map<string, Collected>): void {
	const files = list.flatMap((uri) => {
		// Of those that are not there nothing is given, and nobody reads them.
		const pieces = piecesOf(uri);
		if (!pieces) return [];
		const given = inPairs(pieces.flatMap((piece) => piece.given));
		const there = new Set(given.map(([key]) => key));
		const missing = pieces.flatMap(({ parents }) => parents).filter((key) => !there.has(key));
		return { uri, pieces, given, missing, own: all.get(uri) ?? nothingYet() };
	});
	const lacking = files.filter(({ missing }) => missing.length > 0);
	const defined = new Map<string, string>();
	const parents: { readonly uri: string; readonly key: string; readonly text: string }[] = [];
	for (const { uri, pieces, given, own } of files) {
		all.set(uri, own);
		addNew(own.macros, defined);
		for (const other of lacking) if (other.uri !== uri) for (const key of other.missing) own.wanted.add(key);
		for (const [name, value] of inPairs(pieces.flatMap(({ definitions }) => definitions))) defined.set(name, value);
		for (const [key, text] of given) parents.push({ uri, key, text: withoutMacros(text, defined) });
	}
	for (const { uri, missing, own } of files)
		if (missing.length > 0)
			addNew(
				own.parents,
				parents.filter((each) => each.uri !== uri).map(({ key, text }) => [key, text]),
			);
}

const nothingYet = (): Collected => ({ macros: new Map(), wanted: new Set(), parents: new Map() });

/** Keys and values that follow each other in turn. */
const inPairs = (list: readonly string[]): readonly (readonly [string, string])[] =>
	list.flatMap((key, index) => (index % 2 === 0 ? [[key, list[index + 1]!] as const] : []));

function addNew(to: Map<string, string>, from: Iterable<readonly [string, string]>): void {
	for (const [key, value] of from) if (!to.has(key)) to.set(key, value);
}

function asGiven(macros: FromOthers['macros'], wanted: readonly string[], parents: ReadonlyMap<string, string>): FromOthers {
	if (macros.size === 0 && wanted.length === 0 && parents.size === 0) return fromNobody;
	return { macros, wanted, parents, hash: hashOf([...macros, '', ...wanted, '', ...parents].flat().join('\n')) };
}

/** An entry with the values of macros in their place: where it is inherited from, others of the same names may be defined. */
function withoutMacros(text: string, macros: Macros): string {
	const entry = scanEntryAt(text, 0);
	let written = text;
	for (const field of [...(entry?.fields ?? [])].reverse()) {
		if ((field.shape & (Shape.bare | Shape.joined)) === 0) continue;
		const value = latexOf(text, field, macros);
		// What was a bare word still is one: a month, or a macro that nobody defines.
		if (value !== text.slice(field.valueStart, field.valueEnd))
			written = `${written.slice(0, field.valueStart)}{${value}}${written.slice(field.valueEnd)}`;
	}
	return written;
}
