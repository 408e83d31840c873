/** A name: `/Type` (ISO 32000-1, 7.3.5). */
export class Name {
	constructor(readonly name: string) {}
}

/** A bare word: an operator of a page, `obj`, `stream`, `R`. */
export class Word {
	constructor(readonly word: string) {}
}

/** An indirect reference: `12 0 R` (7.3.10). Its generation does not matter, since the last object of a number counts. */
export class Reference {
	constructor(readonly number: number) {}
}

/** A stream: its dictionary, and where its bytes begin in the file (7.3.8). */
export class Stream {
	constructor(
		readonly dictionary: Dictionary,
		readonly start: number,
		readonly number: number,
	) {}
}

export type Dictionary = ReadonlyMap<string, Value>;

/** Anything a PDF holds. Strings are bytes, a character for each; `null` is `undefined`. */
export type Value = undefined | boolean | number | string | Name | Word | Reference | Stream | Dictionary | readonly Value[];

/** What is wrong with a file, or would take too much of this machine. */
export class PdfError extends Error {
	constructor(
		readonly code: 'damaged' | 'encrypted' | 'too-large',
		message: string,
	) {
		super(message);
	}
}

/** Arrays and dictionaries may be within each other so deep. */
const deepest = 60;

/** What the characters of a PDF are (7.2.2): white space, a delimiter, or one of a word. */
const blank = 1;
const delimiter = 2;
const classes = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) classes[code] = blank;
for (const sign of '()<>[]{}/%') classes[sign.charCodeAt(0)] = delimiter;

export const isBlank = (code: number | undefined): boolean => code !== undefined && classes[code] === blank;

/** The end of the values of an array or a dictionary. */
const closing = { array: ']', dictionary: '>>' } as const;

/** Reads values from bytes, one after the other, whatever is wrong with them: what makes no sense is left out. */
export class Scanner {
	constructor(
		readonly bytes: Uint8Array,
		public offset = 0,
	) {}

	/** The next value; nothing at the end. A dictionary's `>>` and an array's `]` that nothing has opened are words. */
	next(depth = 0): Value {
		this.#skipBlanks();
		const { bytes } = this;
		const code = bytes[this.offset];
		if (code === undefined) return undefined;
		if (code === 0x28) return this.#string();
		if (code === 0x2f) return this.#name();
		if (code === 0x5b) {
			this.offset++;
			return this.#values(closing.array, depth);
		}
		if (code === 0x3c) {
			if (bytes[this.offset + 1] !== 0x3c) return this.#hexString();
			this.offset += 2;
			return dictionaryOf(this.#values(closing.dictionary, depth));
		}
		if (classes[code] === delimiter) {
			const isDouble = code === 0x3e && bytes[this.offset + 1] === 0x3e;
			this.offset += isDouble ? 2 : 1;
			return new Word(isDouble ? '>>' : String.fromCharCode(code));
		}
		return this.#wordOrNumber();
	}

	/** Whether all is read. */
	get isAtEnd(): boolean {
		this.#skipBlanks();
		return this.offset >= this.bytes.length;
	}

	#skipBlanks(): void {
		const { bytes } = this;
		for (let code = bytes[this.offset]; code !== undefined; code = bytes[this.offset]) {
			if (code === 0x25) while (this.offset < bytes.length && bytes[this.offset] !== 10 && bytes[this.offset] !== 13) this.offset++;
			else if (classes[code] === blank) this.offset++;
			else return;
		}
	}

	#values(end: ']' | '>>', depth: number): readonly Value[] {
		if (depth > deepest) throw new PdfError('damaged', 'Its objects are within each other too deep.');
		const values: Value[] = [];
		while (!this.isAtEnd) {
			const value = this.next(depth + 1);
			if (!(value instanceof Word)) values.push(value);
			else if (value.word === end) break;
			else if (value.word === 'R' && typeof values.at(-2) === 'number') values.splice(-2, 2, new Reference(values.at(-2) as number));
			else if (['endobj', 'endstream', 'stream'].includes(value.word)) {
				this.offset -= value.word.length;
				break;
			}
		}
		return values;
	}

	#name(): Name {
		const start = ++this.offset;
		while (classes[this.bytes[this.offset] ?? 32] === 0) this.offset++;
		const written = latin1(this.bytes, start, this.offset);
		return new Name(written.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))));
	}

	#wordOrNumber(): Value {
		const start = this.offset;
		while (classes[this.bytes[this.offset] ?? 32] === 0) this.offset++;
		const word = latin1(this.bytes, start, this.offset);
		const first = word.charCodeAt(0);
		if (first <= 0x39 && first >= 0x2b) {
			// Two signs, or one within the number, are written by faulty programs.
			const number = Number.parseFloat(word.replace(/^[+-]*(?=[+-])/, ''));
			return Number.isFinite(number) ? number : 0;
		}
		return word === 'true' ? true : word === 'false' ? false : word === 'null' ? undefined : new Word(word);
	}

	/** A string in parentheses (7.3.4.2). */
	#string(): string {
		const { bytes } = this;
		const codes: number[] = [];
		let open = 1;
		for (this.offset++; this.offset < bytes.length; this.offset++) {
			let code = bytes[this.offset]!;
			if (code === 0x5c) {
				const escaped = this.#escaped();
				if (escaped !== undefined) codes.push(escaped);
				continue;
			}
			if (code === 0x28) open++;
			else if (code === 0x29 && --open === 0) {
				this.offset++;
				break;
			} else if (code === 13) {
				// A line's end within a string is one line feed, however it is written.
				if (bytes[this.offset + 1] === 10) this.offset++;
				code = 10;
			}
			codes.push(code);
		}
		return textOf(codes);
	}

	/** What a backslash and what follows stand for; nothing for the end of a line. Ends at its last character. */
	#escaped(): number | undefined {
		const { bytes } = this;
		const code = bytes[++this.offset] ?? 0;
		if (code >= 0x30 && code <= 0x37) {
			let value = code - 0x30;
			for (let digits = 1; digits < 3; digits++) {
				const next = bytes[this.offset + 1] ?? 0;
				if (next < 0x30 || next > 0x37) break;
				value = value * 8 + next - 0x30;
				this.offset++;
			}
			return value & 255;
		}
		if (code === 13 && bytes[this.offset + 1] === 10) this.offset++;
		if (code === 13 || code === 10) return undefined;
		const found = 'nrtbf'.indexOf(String.fromCharCode(code));
		return found < 0 ? code : [10, 13, 9, 8, 12][found];
	}

	#hexString(): string {
		const codes: number[] = [];
		let high = -1;
		for (this.offset++; this.offset < this.bytes.length; ) {
			const code = this.bytes[this.offset++]!;
			if (code === 0x3e) break;
			const digit = hexDigit(code);
			if (digit < 0) continue;
			if (high < 0) high = digit;
			else {
				codes.push(high * 16 + digit);
				high = -1;
			}
		}
		if (high >= 0) codes.push(high * 16);
		return textOf(codes);
	}
}

/** The value of a hexadecimal digit; -1 for anything else. */
export function hexDigit(code: number): number {
	if (code >= 0x30 && code <= 0x39) return code - 0x30;
	const letter = code | 0x20;
	return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Bytes as a text, a character for each. */
export const latin1 = (bytes: Uint8Array, start = 0, end = bytes.length): string =>
	Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', start, end);

const textOf = (codes: readonly number[]): string => Buffer.from(codes).toString('latin1');

function dictionaryOf(values: readonly Value[]): Dictionary {
	const dictionary = new Map<string, Value>();
	for (let i = 0; i + 1 < values.length; i += 2) {
		const name = values[i];
		// A name without its value would shift all that follows.
		if (name instanceof Name) dictionary.set(name.name, values[i + 1]);
		else i--;
	}
	return dictionary;
}
