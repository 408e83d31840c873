import { constants, inflateRawSync, inflateSync } from 'node:zlib';
import { hexDigit, PdfError } from './objects.js';

/** What undoes a filter may make so many bytes of one stream: a bomb ends here. */
const longest = 32 << 20;

/** How a filter's parameters are asked for: numbers, with a default. */
export type Parameter = (name: string, otherwise: number) => number;

/** The bytes of a stream without one of its filters (ISO 32000-1, 7.4); nothing for filters of pictures. What is damaged ends where it is. */
export function unfiltered(bytes: Uint8Array, filter: string, parameter: Parameter): Uint8Array | undefined {
	switch (filter) {
		case 'FlateDecode':
		case 'Fl':
			return unpredicted(inflated(bytes), parameter);
		case 'LZWDecode':
		case 'LZW':
			return unpredicted(fromLzw(bytes, parameter('EarlyChange', 1)), parameter);
		case 'ASCII85Decode':
		case 'A85':
			return fromAscii85(bytes);
		case 'ASCIIHexDecode':
		case 'AHx':
			return fromHex(bytes);
		case 'RunLengthDecode':
		case 'RL':
			return fromRunLength(bytes);
		default:
			return undefined;
	}
}

function inflated(bytes: Uint8Array): Uint8Array {
	const options = { maxOutputLength: longest, finishFlush: constants.Z_SYNC_FLUSH };
	try {
		return inflateSync(bytes, options);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLong();
	}
	try {
		// A wrong header or checksum: the data behind it may be whole.
		return inflateRawSync(bytes.subarray(2), options);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLong();
		return new Uint8Array();
	}
}

const tooLong = () => new PdfError('too-large', 'A part of it is too long.');

/** Bytes that are added one by one, up to the most that is allowed. */
class Growing {
	#bytes = new Uint8Array(4096);
	length = 0;

	push(byte: number): void {
		if (this.length === this.#bytes.length) {
			if (this.length >= longest) throw tooLong();
			const larger = new Uint8Array(this.length * 2);
			larger.set(this.#bytes);
			this.#bytes = larger;
		}
		this.#bytes[this.length++] = byte;
	}

	at(index: number): number {
		return this.#bytes[index] ?? 0;
	}

	get all(): Uint8Array {
		return this.#bytes.subarray(0, this.length);
	}
}

/** LZW with codes of 9 to 12 bits (7.4.4.2). */
function fromLzw(bytes: Uint8Array, early: number): Uint8Array {
	const lzw = new Lzw(early);
	let bits = 0;
	let buffer = 0;
	for (const byte of bytes) {
		buffer = ((buffer << 8) | byte) & 0xffffff;
		bits += 8;
		if (bits < lzw.width) continue;
		bits -= lzw.width;
		if (!lzw.take((buffer >> bits) & ((1 << lzw.width) - 1))) break;
	}
	return lzw.out.all;
}

/** The table of LZW: each code beyond the single bytes is an earlier stretch of the output and the byte behind it. */
class Lzw {
	readonly out = new Growing();
	width = 9;
	#starts: number[] = [];
	#lengths: number[] = [];
	#last: { readonly start: number; readonly length: number } | undefined;

	constructor(private readonly early: number) {}

	/** Writes what a code stands for. False at the end, or where it stands for nothing. */
	take(code: number): boolean {
		if (code === 257) return false;
		if (code === 256) {
			this.#starts = [];
			this.#lengths = [];
			this.#last = undefined;
			this.width = 9;
			return true;
		}
		const start = this.out.length;
		const last = this.#last;
		if (code < 256) this.out.push(code);
		else if (!this.#repeat(code)) return false;
		if (last && this.#starts.length < 4096 - 258) {
			this.#starts.push(last.start);
			this.#lengths.push(last.length + 1);
		}
		this.#last = { start, length: this.out.length - start };
		const next = this.#starts.length + 258 + this.early;
		this.width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
		return true;
	}

	/** Writes an earlier stretch again. The newest code may be used before its last byte is known, which is its first. */
	#repeat(code: number): boolean {
		const from = this.#starts[code - 258] ?? this.#last?.start;
		const length = this.#lengths[code - 258] ?? (this.#last?.length ?? 0) + 1;
		if (from === undefined) return false;
		for (let i = 0; i < length; i++) this.out.push(this.out.at(from + i));
		return true;
	}
}

function fromAscii85(bytes: Uint8Array): Uint8Array {
	const out = new Growing();
	let group: number[] = [];
	const write = () => {
		const count = group.length - 1;
		while (group.length < 5) group.push(84);
		const value = group.reduce((sum, digit) => sum * 85 + digit, 0);
		for (let i = 0; i < count; i++) out.push(Math.floor(value / 256 ** (3 - i)) & 255);
		group = [];
	};
	for (const code of bytes) {
		if (code === 0x7e) break;
		if (code === 0x7a && group.length === 0) for (let i = 0; i < 4; i++) out.push(0);
		else if (code >= 0x21 && code <= 0x75 && group.push(code - 0x21) === 5) write();
	}
	if (group.length > 1) write();
	return out.all;
}

function fromHex(bytes: Uint8Array): Uint8Array {
	const digits: number[] = [];
	for (const code of bytes) {
		if (code === 0x3e) break;
		const digit = hexDigit(code);
		if (digit >= 0) digits.push(digit);
	}
	return Uint8Array.from({ length: Math.ceil(digits.length / 2) }, (_, i) => digits[2 * i]! * 16 + (digits[2 * i + 1] ?? 0));
}

function fromRunLength(bytes: Uint8Array): Uint8Array {
	const out = new Growing();
	for (let i = 0; i < bytes.length; ) {
		const length = bytes[i++]!;
		if (length === 128) break;
		if (length < 128) for (let count = 0; count <= length && i < bytes.length; count++) out.push(bytes[i++]!);
		else {
			for (let count = 0; count < 257 - length; count++) out.push(bytes[i] ?? 0);
			i++;
		}
	}
	return out.all;
}

/** Undoes PNG's predictors (7.4.4.4), in which tables of contents are written. TIFF's is one of pictures. */
function unpredicted(bytes: Uint8Array, parameter: Parameter): Uint8Array {
	if (parameter('Predictor', 1) < 10) return bytes;
	const size = Math.max(1, Math.ceil((parameter('Colors', 1) * parameter('BitsPerComponent', 8)) / 8));
	const width = Math.ceil((parameter('Columns', 1) * parameter('Colors', 1) * parameter('BitsPerComponent', 8)) / 8);
	if (!(width > 0 && width < longest)) return bytes;
	const rows = Math.floor((bytes.length + width) / (width + 1));
	const out = new Uint8Array(rows * width);
	for (let row = 0; row < rows; row++) {
		const kind = bytes[row * (width + 1)];
		for (let x = 0; x < width; x++) {
			const at = row * width + x;
			const left = x >= size ? out[at - size]! : 0;
			const up = row > 0 ? out[at - width]! : 0;
			const upLeft = row > 0 && x >= size ? out[at - width - size]! : 0;
			out[at] = (bytes[row * (width + 1) + 1 + x] ?? 0) + guess(kind, left, up, upLeft);
		}
	}
	return out;
}

function guess(kind: number | undefined, left: number, up: number, upLeft: number): number {
	switch (kind) {
		case 1:
			return left;
		case 2:
			return up;
		case 3:
			return (left + up) >> 1;
		case 4: {
			const sum = left + up - upLeft;
			const [a, b, c] = [Math.abs(sum - left), Math.abs(sum - up), Math.abs(sum - upLeft)];
			return a <= b && a <= c ? left : b <= c ? up : upLeft;
		}
		default:
			return 0;
	}
}
