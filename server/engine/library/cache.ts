import type { Piece } from './bibtexFile.js';
import type { Problem } from './formats/record.js';
import { hashOf, hashOfWords } from './index/hashes.js';
import type { Pack } from './index/pack.js';
import type { Vocabulary } from './index/vocabulary.js';
import type { WordCollector } from './index/words.js';

/** A file as it was when it was read. */
interface FileState {
	readonly uri: string;
	readonly size: number;
	readonly modified: number;
}

/** Grows with every change of what is written or of how files are read: older caches are then passed over. */
const version = 10;

const mark = 0x4c43_5452;

/** The name under which a file's pieces are kept. */
export const cacheNameOf = (uri: string): string => `${hashOf(uri).toString(16)}${hashOf(uri, 7).toString(16)}.pieces`;

/** What is kept as JSON: all that isn't arrays of numbers. */
interface Head {
	readonly version: number;
	readonly state: FileState;
	readonly words: readonly string[];
	readonly pieces: readonly (Omit<Piece, 'pack'> & {
		readonly count: number;
		readonly length: number;
		readonly problems: readonly Problem[];
		/** Lengths of the pack's arrays, in their order. */
		readonly arrays: readonly number[];
	})[];
}

/** The arrays of a pack in the order in which they are written; all but the first hold 32-bit numbers. */
const numbersOf = (pack: Pack): readonly Uint32Array[] => [
	pack.bounds,
	pack.spans,
	pack.words,
	pack.wordBounds,
	pack.keys,
	pack.identities,
	pack.lines,
];

/** So many bytes are made before they are written: some ten pieces, which takes two or three milliseconds. A multiple of four. */
const chunkSize = 2 ** 18;

/**
 * A file's pieces as bytes, in chunks, made in steps of less than a millisecond or so. A chunk is overwritten when the next one is made: all of them would be as
 * much memory as the library, most of which the C library keeps. Words get new numbers, so that a reader needs no other's vocabulary. `vocabulary` is that of the
 * pieces' words.
 */
export function* encodePieces(
	state: FileState,
	pieces: readonly Piece[],
	vocabulary: Vocabulary,
): Generator<Uint8Array | undefined, void, void> {
	const local = new Int32Array(vocabulary.size).fill(-1);
	const words: string[] = [];
	for (const { pack } of pieces) {
		for (const value of pack.words) if (local[value >>> 3]! < 0) local[value >>> 3] = words.push(vocabulary.word(value >>> 3)) - 1;
		yield;
	}
	const heads = pieces.map(({ pack, ...rest }) => ({
		...rest,
		count: pack.count,
		length: pack.length,
		problems: pack.problems,
		arrays: [pack.json.length, ...numbersOf(pack).map(({ length }) => length)],
	}));
	yield;
	const head: Omit<Head, 'words' | 'pieces'> = { version, state };
	const lists = `"words":[${yield* jsonOf(words, wordsAtOnce)}],"pieces":[${yield* jsonOf(heads, headsAtOnce)}]`;
	const text = new TextEncoder().encode(`${JSON.stringify(head).slice(0, -1)},${lists}}`);
	yield;
	const chunks = new Chunks();
	yield* chunks.put(text);
	let renumbered = new Uint32Array(0);
	for (const { pack } of pieces) {
		const { length } = pack.words;
		if (renumbered.length < length) renumbered = new Uint32Array(length * 2);
		for (let index = 0; index < length; index++) renumbered[index] = local[pack.words[index]! >>> 3]! * 8 + (pack.words[index]! & 7);
		for (const { buffer, byteOffset, byteLength } of numbersOf({ ...pack, words: renumbered.subarray(0, length) }))
			yield* chunks.put(new Uint8Array(buffer, byteOffset, byteLength));
		yield* chunks.put(pack.json);
		yield;
	}
	yield* chunks.finish(text.length);
}

/** Bytes that are put one behind the other, each beginning where a 32-bit number may. */
class Chunks {
	readonly #bytes = new Uint8Array(chunkSize);
	#used = 0;
	#length = 0;
	#hash = mark;

	*put(bytes: Uint8Array): Generator<Uint8Array, void, void> {
		for (let at = 0; at < bytes.length; ) {
			const count = Math.min(bytes.length - at, chunkSize - this.#used);
			this.#bytes.set(bytes.subarray(at, at + count), this.#used);
			this.#used += count;
			at += count;
			if (this.#used === chunkSize) yield this.#take();
		}
		const end = rounded(this.#used);
		this.#bytes.fill(0, this.#used, end);
		this.#used = end;
		if (end === chunkSize) yield this.#take();
	}

	/** What is left, and the sixteen bytes by which a reader knows that all is there. */
	*finish(headLength: number): Generator<Uint8Array, void, void> {
		yield this.#take();
		yield new Uint8Array(Uint32Array.of(mark, headLength, this.#length, this.#hash).buffer);
	}

	#take(): Uint8Array {
		const chunk = this.#bytes.subarray(0, this.#used);
		this.#hash = hashOfWords(chunk, this.#hash);
		this.#length += this.#used;
		this.#used = 0;
		return chunk;
	}
}

/** So many words, and descriptions of pieces, become JSON in one go: about a millisecond. */
const wordsAtOnce = 8192;
const headsAtOnce = 64;

/** What JSON has between the brackets of a list, made in steps. */
function* jsonOf(list: readonly unknown[], atOnce: number): Generator<undefined, string, void> {
	const parts: string[] = [];
	for (let start = 0; start < list.length; start += atOnce) {
		parts.push(JSON.stringify(list.slice(start, start + atOnce)).slice(1, -1));
		yield;
	}
	return parts.join();
}

/** The pieces kept of a file, if they are of that very state of it and undamaged; nothing otherwise. Never throws. */
export function decodePieces(bytes: Uint8Array, state: FileState, words: WordCollector): readonly Piece[] | undefined {
	try {
		return decode(aligned(bytes), state, words);
	} catch {
		// Cut short, or of another kind: as good as none.
		return undefined;
	}
}

function decode(bytes: Uint8Array, state: FileState, { vocabulary, numbering }: WordCollector): readonly Piece[] | undefined {
	const end = bytes.length - 16;
	const [found, headLength, length, hash] = new Uint32Array(bytes.buffer, bytes.byteOffset + end, 4);
	if (found !== mark || end !== length || hashOfWords(bytes.subarray(0, end), mark) !== hash) return undefined;
	const head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, headLength))) as Head;
	if (head.version !== version || head.state.uri !== state.uri) return undefined;
	if (head.state.size !== state.size || head.state.modified !== state.modified) return undefined;
	const numbers = Uint32Array.from(head.words, (word) => vocabulary.numberOf(word));
	let at = rounded(headLength!);
	const take = (count: number): Uint32Array => {
		const array = new Uint32Array(bytes.buffer, bytes.byteOffset + at, count);
		at += count * 4;
		return array;
	};
	return head.pieces.map(({ count, length: stretch, problems, arrays, ...rest }) => {
		const [jsonLength, ...lengths] = arrays;
		const [bounds, spans, words, wordBounds, keys, identities, lines] = lengths.map(take);
		for (let index = 0; index < words!.length; index++) words![index] = numbers[words![index]! >>> 3]! * 8 + (words![index]! & 7);
		const json = bytes.subarray(at, at + jsonLength!);
		at += rounded(jsonLength!);
		const pack: Pack = {
			count,
			length: stretch,
			problems,
			json,
			bounds: bounds!,
			spans: spans!,
			words: words!,
			numbering,
			wordBounds: wordBounds!,
			keys: keys!,
			identities: identities!,
			lines: lines!,
		};
		return { ...rest, pack };
	});
}

const rounded = (length: number): number => (length + 3) & ~3;

/** Bytes that begin where 32-bit numbers may. */
const aligned = (bytes: Uint8Array): Uint8Array => (bytes.byteOffset % 4 === 0 ? bytes : bytes.slice());
