import type { LocalizableMessage } from '../base/localizableMessage.js';
import type { BibtexEntry } from './formats/bibtex/entry.js';
import { BibtexReader } from './formats/bibtex/read.js';
import { scanEntryAt } from './formats/bibtex/scan.js';
import { mostMistakes, tooManyEntries, tooManyMistakes, unread } from './formats/enough.js';
import { hashOf, hashOfBytes } from './index/hashes.js';
import { type Pack, packRecords } from './index/pack.js';
import type { WordCollector } from './index/words.js';

/** A stretch of a BibTeX file, read, with all that shows whether it reads the same again. */
export interface Piece {
	/** Hash of its bytes and their number. */
	readonly hash: number;
	readonly bytes: number;
	/** Hash of what else its records depend on: macros defined before, entries they inherit from. */
	readonly surroundings: number;
	/** What `@string` defines in it, name and value in turn. */
	readonly definitions: readonly string[];
	/** Keys, in lower case, of entries that its entries inherit from. */
	readonly parents: readonly string[];
	/** Those of its own entries that others inherit from, key in lower case and text in turn, when `wanted` was looked for. */
	readonly given: readonly string[];
	/** Hash of all keys in the file that were looked for. */
	readonly wanted: number;
	readonly pack: Pack;
}

/** What a file gets from the others that a tool reads together with it. */
export interface FromOthers {
	/** What `@string` defines in the files that are read before it: LaTeX by name in lower case. */
	readonly macros: ReadonlyMap<string, string>;
	/** Keys, in lower case, that entries of any of the files inherit from. */
	readonly wanted: readonly string[];
	/** The texts of the entries among the other files that have one of these keys, by key. */
	readonly parents: ReadonlyMap<string, string>;
	/** The same for the same macros, keys and texts; 0 where there are none. */
	readonly hash: number;
}

export const fromNobody: FromOthers = { macros: new Map(), wanted: [], parents: new Map(), hash: 0 };

/** A byte that begins each line that may begin an entry. */
const at = 64;
const newline = 10;

/** Pieces are about as long as this: some hundred entries, read in a few milliseconds. */
const usualPiece = 1 << 16;
const shortestPiece = usualPiece >> 2;
const longestPiece = usualPiece << 2;
/** So many entries of a file are read: each takes some 350 bytes. */
const mostEntries = 4_000_000;
/** An entry that doesn't end within this many bytes is given up as not closed. */
const longestEntry = 1 << 22;

/**
 * Where the pieces of a file end. The cuts are made where the text itself says, so that an entry more or less moves none of
 * the others: at lines that begin with `@` and whose beginnings hash to one in so many.
 */
function* cutsOf(bytes: Uint8Array): Generator<number, void> {
	let start = 0;
	for (let next = bytes.indexOf(at); next >= 0; next = bytes.indexOf(at, next + 1)) {
		if (bytes[next - 1] !== newline || next - start < shortestPiece) continue;
		if (next - start < longestPiece && hashOfBytes(bytes, next, Math.min(next + 40, bytes.length)) % 64 !== 0) continue;
		yield next;
		start = next;
	}
	if (start < bytes.length) yield bytes.length;
}

const utf8 = new TextDecoder();
const latin1 = new TextDecoder('windows-1252');

/** The characters of the bytes 0x80 to 0x9f in Windows-1252 (WHATWG Encoding, "index windows-1252"): Node.js 20 decodes them as control characters. */
const windowsCharacters = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** The text of bytes in UTF-16 with a byte order mark; `undefined` for any other. */
function utf16Of(bytes: Uint8Array): string | undefined {
	const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
	const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
	if (!isLittle && !isBig) return undefined;
	if (isLittle) return new TextDecoder('utf-16le').decode(bytes);
	// A Node.js without all of ICU does not know `utf-16be`.
	const swapped = bytes.slice(0, bytes.length & ~1);
	for (let at = 0; at < swapped.length; at += 2) [swapped[at], swapped[at + 1]] = [swapped[at + 1]!, swapped[at]!];
	return new TextDecoder('utf-16le').decode(swapped);
}

/** Text of bytes in UTF-16 with a byte order mark or in UTF-8, or else in Windows' Latin-1, which old files are in. */
export function textOfBytes(bytes: Uint8Array): string {
	const wide = utf16Of(bytes);
	if (wide !== undefined) return wide;
	const text = utf8.decode(bytes);
	// Whatever is no UTF-8 became U+FFFD. A file may hold that, too; then reading it as UTF-8 is right.
	return text.includes('\ufffd') && !holdsReplacement(bytes) ? withWindowsCharacters(latin1.decode(bytes)) : text;
}

const withWindowsCharacters = (text: string): string =>
	/[\x80-\x9f]/.test(text) ? text.replace(/[\x80-\x9f]/g, (sign) => windowsCharacters[sign.charCodeAt(0) - 0x80]!) : text;

function holdsReplacement(bytes: Uint8Array): boolean {
	for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1))
		if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) return true;
	return false;
}

/**
 * Reads a BibTeX file piece by piece, giving the pieces so far in steps of some milliseconds: before the first, while a piece is read, and after it. Pieces
 * of `before`, the same file as it was, are used again where neither they nor what they depend on has changed. `others` is what it gets from the files that
 * are read together with it.
 */
export function* readBibtexFile(
	encoded: Uint8Array,
	words: WordCollector,
	before: readonly Piece[] = [],
	others: FromOthers = fromNobody,
): Generator<readonly Piece[], readonly Piece[], void> {
	// Lines and cuts are looked for by bytes.
	const wide = utf16Of(encoded);
	const bytes = wide === undefined ? encoded : new TextEncoder().encode(wide);
	const known = new Map(before.map((piece) => [piece.hash, piece]));
	const pieces: Piece[] = [];
	const stretches = yield* stretchesOf(bytes, known, pieces);
	const textOf = textsOf(bytes);
	const { texts: parents, givenBy, wanted } = yield* findParents(stretches, textOf, pieces, others);
	const macros = new Map(others.macros);
	const longParents = new Map<string, BibtexEntry>();
	let macrosHash = hashOfMacros(others.macros);
	const soFar = new ReadSoFar();
	for (let index = 0; index < stretches.length && !soFar.enough; index++) {
		const { start, hash, old } = stretches[index]!;
		let { end } = stretches[index]!;
		let given = givenBy[index]!;
		let piece = old && old.surroundings === surroundingsOf(old.parents, parents, macrosHash) ? old : undefined;
		if (piece && piece.wanted !== wanted) piece = { ...piece, given, wanted };
		if (!piece) {
			let text = textOf(stretches[index]!);
			let reader = new BibtexReader(macros, parents, longParents);
			let reading = reader.read(text, end === bytes.length);
			// A line that begins with an @ within a value has been cut at: the next pieces belong to this one.
			while (reader.endsWithin && end < bytes.length) {
				const joined = twiceAsFar(stretches, index, start);
				given = [...given, ...givenBy.slice(index + 1, joined + 1).flat()];
				index = joined;
				end = stretches[index]!.end;
				text = textOfBytes(bytes.subarray(start, end));
				reader = new BibtexReader(macros, parents, longParents);
				reading = reader.read(text, end === bytes.length || end - start > longestEntry);
			}
			const orphans = reader.orphans(Number.POSITIVE_INFINITY);
			// To read a piece and to pack it are some milliseconds each.
			yield pieces;
			const records = [...reading.records, ...orphans.records].sort((a, b) => a.span.start - b.span.start);
			const problems = [...reading.problems, ...orphans.problems];
			const own = parentsIn(text);
			piece = {
				hash: end === stretches[index]!.end && start === stretches[index]!.start ? hash : hashOfBytes(bytes, start, end),
				bytes: end - start,
				surroundings: surroundingsOf(own, parents, macrosHash),
				definitions: [...reader.defined].filter(([name, value]) => macros.get(name) !== value).flat(),
				parents: own,
				given,
				wanted,
				pack: packRecords(records, problems, words, 0, text.length, text),
			};
		}
		define(macros, piece.definitions);
		if (piece.definitions.length > 0) macrosHash = hashOf(piece.definitions.join('\n'), macrosHash);
		pieces.push(piece);
		soFar.add(piece);
		if (piece.pack !== old?.pack) yield pieces;
	}
	return soFar.withRest(pieces, bytes.length, words);
}

/** How much of a file has been read. */
class ReadSoFar {
	#bytes = 0;
	#entries = 0;
	#mistakes = 0;

	add({ bytes, pack }: Piece): void {
		this.#bytes += bytes;
		this.#entries += pack.count;
		this.#mistakes += pack.problems.length;
	}

	/** Why no more is to be read. */
	get enough(): LocalizableMessage | undefined {
		if (this.#mistakes >= mostMistakes) return tooManyMistakes;
		return this.#entries >= mostEntries ? tooManyEntries(mostEntries) : undefined;
	}

	/** The pieces of a file of so many bytes, the last of which says why there are no more where it was not read to its end. */
	withRest(pieces: readonly Piece[], bytes: number, words: WordCollector): readonly Piece[] {
		const reason = this.#bytes < bytes ? this.enough : undefined;
		return reason ? [...pieces, unreadPiece(bytes - this.#bytes, reason, words)] : pieces;
	}
}

/** What is left of a file that is not read to its end. It is used for no other reading. */
const unreadPiece = (bytes: number, reason: LocalizableMessage, words: WordCollector): Piece => ({
	hash: 0,
	bytes,
	surroundings: -1,
	definitions: [],
	parents: [],
	given: [],
	wanted: 0,
	pack: packRecords([], [unread(0, reason)], words, 0, bytes),
});

/** Notes macros, whose names and values are given in turn. */
function define(macros: Map<string, string>, definitions: readonly string[]): void {
	for (let name = 0; name < definitions.length; name += 2) macros.set(definitions[name]!, definitions[name + 1]!);
}

/**
 * The index of the last stretch to be read together with the one at `index`, where reading from `start` on ended within an entry. Each time it is twice as
 * far, up to where an entry is given up: what is read in vain is no more than what is read in the end.
 */
function twiceAsFar(stretches: readonly FileStretch[], index: number, start: number): number {
	const enough = Math.min(2 * stretches[index]!.end - start, start + longestEntry);
	let last = index + 1;
	while (last < stretches.length - 1 && stretches[last]!.end < enough) last++;
	return last;
}

const hashOfMacros = (macros: FromOthers['macros']): number => (macros.size === 0 ? 0 : hashOf([...macros].flat().join('\n')));

/** The same for what the records of a piece depend on. */
function surroundingsOf(keys: readonly string[], texts: ParentTexts, macrosHash: number): number {
	let hash = macrosHash;
	for (const key of keys) hash = hashOf(`${texts.hashOf(key)}`, hash);
	return hash;
}

const parentField = /\b(?:crossref|xdata)\s*=\s*(?:\{([^{}]*)\}|"([^"]*)")/gi;

/** The keys, in lower case, of entries that entries of a text inherit from. */
export function parentsIn(text: string): readonly string[] {
	if (!/crossref|xdata/i.test(text)) return [];
	const keys = Array.from(text.matchAll(parentField), (match) => (match[1] ?? match[2] ?? '').toLowerCase().split(','));
	return [...new Set(keys.flat().map((key) => key.trim()))].filter((key) => key !== '');
}

/** A stretch between two cuts, with the piece it was before. */
interface FileStretch {
	readonly start: number;
	readonly end: number;
	readonly hash: number;
	readonly old: Piece | undefined;
}

/** So many bytes are looked through in one go before the pieces are read. */
const atOnce = 1 << 18;

/** The stretches of a file. Gives `pieces` after every so many bytes. */
function* stretchesOf(
	bytes: Uint8Array,
	known: ReadonlyMap<number, Piece>,
	pieces: readonly Piece[],
): Generator<readonly Piece[], readonly FileStretch[], void> {
	const stretches: FileStretch[] = [];
	let start = 0;
	let shown = 0;
	for (const end of cutsOf(bytes)) {
		const hash = hashOfBytes(bytes, start, end);
		const old = known.get(hash);
		stretches.push({ start, end, hash, old: old?.bytes === end - start ? old : undefined });
		start = end;
		if (end - shown < atOnce) continue;
		yield pieces;
		shown = end;
	}
	return stretches;
}

/** Texts of files up to this many bytes are kept while the file is read. */
const mostKept = 1 << 25;

/** Gives the texts of stretches, each made once where the file is not too large. */
function textsOf(bytes: Uint8Array): (stretch: FileStretch) => string {
	const kept = new Map<number, string>();
	return ({ start, end }) => {
		let text = kept.get(start);
		if (text === undefined) {
			text = textOfBytes(bytes.subarray(start, end));
			if (bytes.length <= mostKept) kept.set(start, text);
		}
		return text;
	};
}

/** Texts of entries by key, each hashed once. */
class ParentTexts extends Map<string, string> {
	readonly #hashes = new Map<string, number>();

	/** Hash of the text of a key; that of no text where there is none. */
	hashOf(key: string): number {
		const hash = this.#hashes.get(key) ?? hashOf(this.get(key) ?? '');
		this.#hashes.set(key, hash);
		return hash;
	}
}

/** What entries of a file inherit from others. */
interface Parents {
	/** The texts of all entries that others inherit from, by key in lower case. */
	readonly texts: ParentTexts;
	/** Which of them are in each stretch. */
	readonly givenBy: readonly (readonly string[])[];
	/** Hash of all keys that were looked for. */
	readonly wanted: number;
}

/** Finds what entries inherit from. Gives `pieces` after every so many bytes. */
function* findParents(
	stretches: readonly FileStretch[],
	textOf: (stretch: FileStretch) => string,
	pieces: readonly Piece[],
	others: FromOthers,
): Generator<readonly Piece[], Parents, void> {
	const texts = new ParentTexts();
	const wantedKeys = new Set(others.wanted);
	let shown = 0;
	for (const stretch of stretches) {
		for (const key of stretch.old?.parents ?? parentsIn(textOf(stretch))) wantedKeys.add(key);
		if (stretch.end - shown < atOnce) continue;
		yield pieces;
		shown = stretch.end;
	}
	const wanted = wantedKeys.size === 0 ? 0 : hashOf([...wantedKeys].sort().join('\n'));
	if (wanted === 0) return { texts, givenBy: stretches.map(() => []), wanted };
	const givenBy: (readonly string[])[] = [];
	for (const stretch of stretches) {
		givenBy.push(stretch.old?.wanted === wanted ? stretch.old.given : entriesWith(textOf(stretch), wantedKeys));
		if (givenBy.length % 16 === 0) yield pieces;
	}
	for (const given of givenBy)
		for (let index = 0; index < given.length; index += 2) if (!texts.has(given[index]!)) texts.set(given[index]!, given[index + 1]!);
	for (const [key, text] of others.parents) if (!texts.has(key)) texts.set(key, text);
	return { texts, givenBy, wanted };
}

const entryHead = /^[ \t]*@\w+[ \t]*[{(]\s*([^\s,{}]+)/gm;

/** The entries of a text that have one of the keys, key in lower case and text in turn. */
function entriesWith(text: string, keys: ReadonlySet<string>): readonly string[] {
	const found: string[] = [];
	for (const match of text.matchAll(entryHead)) {
		const key = match[1]!.toLowerCase();
		if (!keys.has(key)) continue;
		const entry = scanEntryAt(text, text.indexOf('@', match.index));
		if (entry) found.push(key, ` ${text.slice(entry.start, entry.end)}`.slice(1));
	}
	return found;
}
