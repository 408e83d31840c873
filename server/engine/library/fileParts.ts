import { type Piece, textOfBytes } from './bibtexFile.js';

/** Some whole entries of a file, from the beginning of a line on. */
export interface FilePart {
	readonly text: string;
	/** The number of the first line, counted from zero. */
	readonly line: number;
}

/**
 * Returns the parts of a BibTeX file that hold some ASCII letters, whatever their case, without making a text of the rest. `pieces` are those of
 * the very bytes; nothing where they are not, where their lines were not counted, and for letters that are not ASCII.
 */
export function partsWith(bytes: Uint8Array, pieces: readonly Piece[], letters: string): readonly FilePart[] | undefined {
	const isAscii = letters !== '' && Array.from(letters).every((letter) => letter <= '\x7f');
	if (!isAscii || pieces.reduce((sum, piece) => sum + piece.bytes, 0) !== bytes.length) return undefined;
	const places = placesOf(bytes, letters);
	const parts: FilePart[] = [];
	let line = 0;
	let start = 0;
	let next = 0;
	for (const { bytes: length, pack } of pieces) {
		const lines = pack.lines.at(-1);
		if (lines === undefined) return undefined;
		const end = start + length;
		if (next < places.length && places[next]! < end) parts.push({ text: textOfBytes(bytes.subarray(start, end)), line });
		while (next < places.length && places[next]! < end) next++;
		line += lines;
		start = end;
	}
	return parts;
}

/** Where ASCII letters are in bytes, whatever their case (Horspool's search: what cannot be their end is skipped). */
function placesOf(bytes: Uint8Array, letters: string): readonly number[] {
	const wanted = Uint8Array.from(letters, (letter) => small(letter.charCodeAt(0)));
	const last = wanted.length - 1;
	const skip = new Int32Array(256).fill(wanted.length);
	for (let index = 0; index < last; index++) {
		skip[wanted[index]!] = last - index;
		skip[capital(wanted[index]!)] = last - index;
	}
	const places: number[] = [];
	for (let end = last; end < bytes.length; end += skip[bytes[end]!]!) {
		let index = last;
		while (index >= 0 && small(bytes[end - last + index]!) === wanted[index]) index--;
		if (index < 0) places.push(end - last);
	}
	return places;
}

const small = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);
const capital = (code: number): number => (code >= 97 && code <= 122 ? code - 32 : code);
