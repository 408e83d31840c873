import { append } from '../base/append.js';
import { type FromOthers, fromNobody, type Piece, parentsIn } from './bibtexFile.js';
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
	const inherits = inheritingOnce();
	for (const list of lists)
		collect(
			list.flatMap((uri) => all.get(uri) ?? collectedOf(uri, piecesOf, all)),
			inherits,
		);
	return new Map(Array.from(all, ([uri, { macros, wanted, parents }]) => [uri, asGiven(macros, [...wanted].sort(), parents)]));
}

/** What a file gives others, and what it has got from them so far. */
interface Collected {
	readonly definitions: readonly (readonly [name: string, value: string])[];
	/** Its entries that others may inherit from: keys in lower case, and texts. */
	readonly given: ReadonlyMap<string, string>;
	/** Keys that its entries inherit from and that it doesn't have. */
	readonly missing: readonly string[];
	readonly macros: Map<string, string>;
	readonly wanted: Set<string>;
	readonly parents: Map<string, string>;
	/** The files that each of these was taken from: what a second list has of them is nothing new, since the first one counts. */
	readonly macrosFrom: Set<Collected>;
	readonly wantedFrom: Set<Collected>;
	readonly parentsFrom: Set<Collected>;
}

/** A file before it has got anything; none where it is not there: nothing is given to it, and nobody reads it. */
function collectedOf(
	uri: string,
	piecesOf: (uri: string) => readonly Piece[] | undefined,
	all: Map<string, Collected>,
): readonly Collected[] {
	const pieces = piecesOf(uri);
	if (!pieces) return [];
	// The first of two entries of one key counts.
	const given = new Map([...inPairs(pieces.flatMap((piece) => piece.given))].reverse());
	const file: Collected = {
		definitions: inPairs(pieces.flatMap(({ definitions }) => definitions)),
		given,
		missing: pieces.flatMap(({ parents }) => parents).filter((key) => !given.has(key)),
		macros: new Map(),
		wanted: new Set(),
		parents: new Map(),
		macrosFrom: new Set(),
		wantedFrom: new Set(),
		parentsFrom: new Set(),
	};
	all.set(uri, file);
	return [file];
}

/** Adds what the files of one list give each other. */
function collect(files: readonly Collected[], inherits: Inherits): void {
	const lacking = files.filter(({ missing }) => missing.length > 0);
	const giving = files.filter(({ given }) => given.size > 0);
	const inheriting = lacking.filter(({ parentsFrom }) => takeNew(parentsFrom, giving).length > 0);
	const defined = new Map<string, string>();
	const defining: Collected[] = [];
	const parents = new Map<string, string>();
	for (const file of files) {
		const names = takeNew(file.macrosFrom, defining).flatMap(({ definitions }) => definitions.map(([name]) => name));
		addNew(file.macros, names, (name) => defined.get(name)!);
		const others = takeNew(file.wantedFrom, lacking).filter((other) => other !== file);
		for (const key of others.flatMap(({ missing }) => missing)) file.wanted.add(key);
		for (const [name, value] of file.definitions) defined.set(name, value);
		if (file.definitions.length > 0) defining.push(file);
		if (inheriting.length > 0) addNew(parents, file.given.keys(), (key) => withoutMacros(file.given.get(key)!, defined));
	}
	for (const file of inheriting) addParents(file, parents, inherits);
}

function addNew(to: Map<string, string>, names: Iterable<string>, textFor: (name: string) => string): void {
	for (const name of names) if (!to.has(name)) to.set(name, textFor(name));
}

/** Those of some files that nothing was taken from before, which it has been now. */
function takeNew(taken: Set<Collected>, files: readonly Collected[]): readonly Collected[] {
	const found = files.filter((file) => !taken.has(file));
	for (const file of found) taken.add(file);
	return found;
}

/** The keys that the text of an entry inherits from. */
type Inherits = (text: string) => readonly string[];

/** Looks for the keys in each text once: hundreds of files may inherit from the same entries. */
function inheritingOnce(): Inherits {
	const known = new Map<string, readonly string[]>();
	return (text) => {
		const keys = known.get(text) ?? parentsIn(text);
		known.set(text, keys);
		return keys;
	};
}

/** Entries inherit from one another through fewer others than these: the reader counts them, and says where there are more. */
const mostInTurn = 20;

/** Adds the texts of those entries that entries of a file inherit from, directly or through one another. */
function addParents({ given, missing, parents }: Collected, texts: ReadonlyMap<string, string>, inherits: Inherits): void {
	const seen = new Set<string>();
	let next = missing;
	for (let turn = 0; turn < mostInTurn && next.length > 0; turn++) {
		const found: string[] = [];
		for (const key of next) {
			if (seen.has(key) || given.has(key)) continue;
			seen.add(key);
			const text = parents.get(key) ?? texts.get(key);
			if (text === undefined) continue;
			parents.set(key, text);
			append(found, inherits(text));
		}
		next = found;
	}
}

/** Keys and values that follow each other in turn. */
const inPairs = (list: readonly string[]): readonly (readonly [string, string])[] =>
	list.flatMap((key, index) => (index % 2 === 0 ? [[key, list[index + 1]!] as const] : []));

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
