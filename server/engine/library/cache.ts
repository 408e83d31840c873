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
const version = 9;

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

/**
 * A file's pieces as bytes, in parts, made in steps of less than a millisecond or so. Words get new numbers, so that a reader needs no other's
 * vocabulary. `vocabulary` is that of the pieces' words.
 */
export function* encodePieces(
	state: FileState,
	pieces: readonly Piece[],
	vocabulary: Vocabulary,
): Generator<undefined, readonly Uint8Array[], void> {
	const local = new Int32Array(vocabulary.size).fill(-1);
	const words: string[] = [];
	const renumbered: Uint32Array<ArrayBuffer>[] = [];
	for (const { pack } of pieces) {
		renumbered.push(
			pack.words.map((value) => {
				const word = value >>> 3;
				if (local[word]! < 0) local[word] = words.push(vocabulary.word(word)) - 1;
				return local[word]! * 8 + (value & 7);
			}),
		);
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
	const parts: Uint8Array[] = [padded(text)];
	let hash = hashOfWords(parts[0]!, mark);
	for (const [index, { pack }] of pieces.entries()) {
		const first = parts.length;
		const numbers = numbersOf({ ...pack, words: renumbered[index]! });
		for (const array of numbers) parts.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
		parts.push(padded(pack.json));
		for (let part = first; part < parts.length; part++) hash = hashOfWords(parts[part]!, hash);
		yield;
	}
	const start = Uint32Array.of(mark, text.length, total(parts), hash);
	return [new Uint8Array(start.buffer), ...parts];
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
	const [found, headLength, length, hash] = new Uint32Array(bytes.buffer, bytes.byteOffset, 4);
	if (found !== mark || bytes.length !== 16 + length! || hashOfWords(bytes.subarray(16), mark) !== hash) return undefined;
	const head = JSON.parse(new TextDecoder().decode(bytes.subarray(16, 16 + headLength!))) as Head;
	if (head.version !== version || head.state.uri !== state.uri) return undefined;
	if (head.state.size !== state.size || head.state.modified !== state.modified) return undefined;
	const numbers = Uint32Array.from(head.words, (word) => vocabulary.numberOf(word));
	let at = 16 + rounded(headLength!);
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

function padded(bytes: Uint8Array): Uint8Array {
	if (bytes.length % 4 === 0) return bytes;
	const longer = new Uint8Array(rounded(bytes.length));
	longer.set(bytes);
	return longer;
}

/** Bytes that begin where 32-bit numbers may. */
const aligned = (bytes: Uint8Array): Uint8Array => (bytes.byteOffset % 4 === 0 ? bytes : bytes.slice());

const total = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0);
