import { type LocalizableMessage, localizable } from '../base/localizableMessage.js';
import type { Span } from '../base/span.js';

/** A cell of a Jupyter notebook's file: its text as it reads, and where the file's JSON writes it. */
export interface NotebookCell {
	/** Its number among all cells, from zero. */
	readonly index: number;
	readonly kind: 'markdown' | 'raw';
	/** The strings of its source as one. */
	readonly text: string;
	/** Returns the place in the file of a span of its text. */
	placed(span: Span): Span;
	/** What of its text is written at an offset of the file, caret positions within a string included; nothing for any other offset. */
	offsetOf(offset: number): number | undefined;
	/** Its text as the file writes it: runs of plain characters, and escapes. */
	readonly pieces: readonly Piece[];
}

/** A part of a cell's text and of the file: of the same length, or an escape. */
interface Piece {
	/** Where it begins in the cell's text. */
	readonly at: number;
	readonly length: number;
	/** Where it is written in the file. */
	readonly start: number;
	readonly end: number;
}

/** What a notebook's file holds that is read. */
interface Notebook {
	/** The Markdown and raw cells, in order; none of a damaged file. */
	readonly cells: readonly NotebookCell[];
	/** Why the file cannot be read as a notebook. */
	readonly damage?: LocalizableMessage;
}

/** Broken JSON; the place is where it stopped making sense. */
class Damage extends Error {
	constructor(readonly why: LocalizableMessage) {
		super(why.text);
	}
}

/**
 * The Markdown and raw cells of a notebook (nbformat 4, "Top-level structure", "Cell types"). A file without a character is a notebook
 * without cells. Damaged JSON gives no cells, however much of it could be read: an edit of half a file could lose the other half.
 */
export function readNotebook(text: string): Notebook {
	if (text.trim() === '') return { cells: [] };
	try {
		return { cells: cellsIn(new JsonReader(text)) };
	} catch (error) {
		if (error instanceof Damage) return { cells: [], damage: error.why };
		throw error;
	}
}

function cellsIn(json: JsonReader): NotebookCell[] {
	const cells: NotebookCell[] = [];
	let hasCells = false;
	let index = 0;
	json.object((name) => {
		if (name !== 'cells') return json.skip();
		hasCells = true;
		json.array(() => {
			const cell = cellIn(json, index++);
			if (cell) cells.push(cell);
		});
	});
	json.end();
	if (!hasCells) throw new Damage(localizable('This file has no list of cells.'));
	return cells;
}

function cellIn(json: JsonReader, index: number): NotebookCell | undefined {
	let type = '';
	let start = 0;
	let strings: readonly Span[] = [];
	json.object((name) => {
		if (name === 'cell_type') type = json.decoded(json.string());
		else if (name === 'source') {
			start = json.at;
			strings = json.strings();
		} else json.skip();
	});
	return type === 'markdown' || type === 'raw' ? cellOf(json.text, type, index, strings, start) : undefined;
}

/** `start` is the place of a source without a string. */
function cellOf(file: string, kind: NotebookCell['kind'], index: number, strings: readonly Span[], start: number): NotebookCell {
	const pieces: Piece[] = [];
	let text = '';
	const add = (decoded: string, from: number, to: number): void => {
		if (to > from) pieces.push({ at: text.length, length: decoded.length, start: from, end: to });
		text += decoded;
	};
	for (const string of strings) {
		let from = string.start;
		for (let at = nextEscape(file, string, from); at >= 0; at = nextEscape(file, string, from)) {
			add(file.slice(from, at), from, at);
			from = Math.min(at + (file[at + 1] === 'u' ? 6 : 2), string.end);
			add(unescaped(file.slice(at, from)), at, from);
		}
		add(file.slice(from, string.end), from, string.end);
	}
	const none = strings[0]?.start ?? start;
	const isPlain = ({ length, start: from, end }: Piece) => length === end - from;
	const placeBefore = (offset: number): number => {
		const piece = lastOf(pieces, ({ at }) => at <= offset);
		if (!piece) return none;
		if (offset >= piece.at + piece.length) return piece.end;
		return isPlain(piece) ? piece.start + (offset - piece.at) : piece.start;
	};
	return {
		index,
		kind,
		text,
		pieces,
		placed(span) {
			const from = placeBefore(span.start);
			if (span.end <= span.start) return { start: from, end: from };
			// The end belongs to the character before it: what the file has between two strings is no part of the span.
			const piece = lastOf(pieces, ({ at }) => at < span.end)!;
			return { start: from, end: isPlain(piece) ? piece.start + (span.end - piece.at) : piece.end };
		},
		offsetOf(offset) {
			if (!strings.some((string) => string.start <= offset && offset <= string.end)) return undefined;
			const piece = lastOf(pieces, ({ start: from }) => from <= offset);
			if (!piece) return 0;
			if (isPlain(piece)) return piece.at + Math.min(offset - piece.start, piece.length);
			return offset > piece.start ? piece.at + piece.length : piece.at;
		},
	};
}

/** Returns the offset of the next backslash of a string, −1 if there is none. */
function nextEscape(file: string, { end }: Span, from: number): number {
	// What follows the string is not looked through: there may be no other backslash.
	const at = file.slice(from, end).indexOf('\\');
	return at < 0 ? -1 : from + at;
}

/** Returns the character that an escape means (RFC 8259, section 7); the text itself if it is no escape. */
function unescaped(written: string): string {
	try {
		return JSON.parse(`"${written}"`) as string;
	} catch {
		return written.slice(1, 2);
	}
}

/** The last of some items, sorted so that those for which a question holds come first, for which it does. O(log n). */
function lastOf<T>(items: readonly T[], holds: (item: T) => boolean): T | undefined {
	let low = 0;
	let high = items.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (holds(items[middle]!)) low = middle + 1;
		else high = middle;
	}
	return items[low - 1];
}

/** Any value's next sign. */
const sign = /[\s,:]*(?:([{[])|([}\]])|(")|-?\d[\d.eE+-]*|true|false|null)/y;
const blank = /[ \t\r\n\uFEFF]*/y;

/** Walks over JSON (RFC 8259) once, from the front; outputs of many megabytes are skipped. Throws `Damage` where the text is no JSON. */
class JsonReader {
	/** The offset that is read next. */
	at = 0;

	constructor(readonly text: string) {}

	/** An object, each member of which `member` reads. */
	object(member: (name: string) => void): void {
		this.#expect('{');
		if (this.#take('}')) return;
		do {
			const name = this.decoded(this.string());
			this.#expect(':');
			this.#pass();
			member(name);
		} while (this.#take(','));
		this.#expect('}');
	}

	/** A list, each item of which `item` reads. */
	array(item: () => void): void {
		this.#expect('[');
		if (this.#take(']')) return;
		do item();
		while (this.#take(','));
		this.#expect(']');
	}

	/** The text between the quotes of a string. */
	string(): Span {
		this.#expect('"');
		const start = this.at;
		const end = this.#closingQuote(start);
		this.at = end + 1;
		return { start, end };
	}

	/** A string or a list of such. */
	strings(): readonly Span[] {
		this.#pass();
		if (this.text[this.at] === '"') return [this.string()];
		const found: Span[] = [];
		this.array(() => found.push(this.string()));
		return found;
	}

	decoded({ start, end }: Span): string {
		const written = this.text.slice(start, end);
		if (!written.includes('\\')) return written;
		return written.replace(/\\(?:u[0-9a-fA-F]{4}|[\s\S])/g, unescaped);
	}

	/** Any value, unread. */
	skip(): void {
		const open: string[] = [];
		do {
			sign.lastIndex = this.at;
			const found = sign.exec(this.text);
			if (!found) this.#fail();
			this.at = sign.lastIndex;
			const [, opening, closing, quote] = found;
			if (quote) this.at = this.#closingQuote(this.at) + 1;
			else if (opening) open.push(opening === '{' ? '}' : ']');
			else if (closing && open.pop() !== closing) this.#fail();
		} while (open.length > 0);
	}

	/** Nothing may follow. */
	end(): void {
		this.#pass();
		if (this.at < this.text.length) this.#fail();
	}

	#closingQuote(from: number): number {
		for (let at = this.text.indexOf('"', from); at >= 0; at = this.text.indexOf('"', at + 1)) {
			let slashes = 0;
			while (at - slashes > from && this.text[at - slashes - 1] === '\\') slashes++;
			if (slashes % 2 === 0) return at;
		}
		this.at = this.text.length;
		return this.#fail();
	}

	#take(expected: string): boolean {
		this.#pass();
		if (this.text[this.at] !== expected) return false;
		this.at++;
		return true;
	}

	#expect(expected: string): void {
		if (!this.#take(expected)) this.#fail();
	}

	#pass(): void {
		blank.lastIndex = this.at;
		blank.exec(this.text);
		this.at = blank.lastIndex;
	}

	#fail(): never {
		const before = this.text.slice(0, this.at);
		throw new Damage(
			this.at >= this.text.length
				? localizable('This file ends too early to be JSON.')
				: localizable('This file is no JSON from line {0} on.', before.split('\n').length),
		);
	}
}
