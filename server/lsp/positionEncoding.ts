import type { ClientCapabilities } from 'vscode-languageserver';

/** What a position's character counts (LSP 3.17, "PositionEncodingKind"): bytes of UTF-8, code units of UTF-16, or code points. */
export type PositionEncoding = 'utf-8' | 'utf-16' | 'utf-32';

const encodings: readonly string[] = ['utf-8', 'utf-16', 'utf-32'] satisfies readonly PositionEncoding[];

/**
 * The encoding of positions for a client: the first of those that it announces, which are in the order it prefers, that is known here. UTF-16 for
 * a client that announces none (LSP 3.17, "GeneralClientCapabilities.positionEncodings").
 */
export const positionEncodingFor = ({ general }: ClientCapabilities): PositionEncoding =>
	(general?.positionEncodings?.find((each) => encodings.includes(each)) as PositionEncoding | undefined) ?? 'utf-16';

/** In a longer stretch than this (UTF-16 code units), places are kept from which counting goes on. */
const stride = 1024;

/**
 * Translates between offsets of a text (UTF-16) and characters of one of its lines in another encoding. A line of any length is counted once; then
 * each answer takes the same time wherever in the line it is.
 */
export class EncodedLine {
	/** Offsets at most about `stride` apart, and the characters there. */
	readonly #offsets: number[];
	readonly #characters: number[] = [0];

	/** The line goes from `start` to `end`, offsets in `text`, without what ends it. */
	constructor(
		private readonly text: string,
		start: number,
		private readonly end: number,
		private readonly encoding: PositionEncoding,
	) {
		this.#offsets = [start];
		for (let at = start, characters = 0; at + stride < end; ) {
			const reached = this.#walk(at, characters, at + stride, Number.POSITIVE_INFINITY);
			at = reached.offset;
			characters = reached.characters;
			this.#offsets.push(at);
			this.#characters.push(characters);
		}
	}

	/** The character at an offset in the line; of one within a surrogate pair that of the pair. */
	characterAt(offset: number): number {
		const index = lastUpTo(this.#offsets, offset);
		return this.#walk(this.#offsets[index]!, this.#characters[index]!, offset, Number.POSITIVE_INFINITY).characters;
	}

	/** The offset of a character; of one behind the line its end, of one within a letter's bytes that of the letter. */
	offsetAt(character: number): number {
		const index = lastUpTo(this.#characters, character);
		return this.#walk(this.#offsets[index]!, this.#characters[index]!, this.end, character).offset;
	}

	/** Goes on from a place by whole letters, as far as neither an offset nor a number of characters is passed. */
	#walk(offset: number, characters: number, untilOffset: number, untilCharacters: number): { offset: number; characters: number } {
		let at = offset;
		let count = characters;
		while (at < untilOffset) {
			const length = isPair(this.text, at) ? 2 : 1;
			const size = this.encoding === 'utf-16' ? length : this.encoding === 'utf-32' ? 1 : bytesOf(this.text.charCodeAt(at), length);
			if (at + length > untilOffset || count + size > untilCharacters) break;
			at += length;
			count += size;
		}
		return { offset: at, characters: count };
	}
}

const isPair = (text: string, at: number): boolean => {
	const code = text.charCodeAt(at);
	if (code < 0xd800 || code > 0xdbff) return false;
	const next = text.charCodeAt(at + 1);
	return next >= 0xdc00 && next <= 0xdfff;
};

/** The bytes of UTF-8 that a letter takes (RFC 3629, section 3). Half a pair is written as U+FFFD. */
const bytesOf = (code: number, length: number): number => (length === 2 ? 4 : code < 0x80 ? 1 : code < 0x800 ? 2 : 3);

/** The index of the last of rising numbers that is not above a limit; 0 where all are. */
function lastUpTo(rising: readonly number[], limit: number): number {
	let low = 0;
	for (let high = rising.length; low + 1 < high; ) {
		const middle = (low + high) >>> 1;
		if (rising[middle]! <= limit) low = middle;
		else high = middle;
	}
	return low;
}
