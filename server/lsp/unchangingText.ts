import type { Position, Range, TextDocument, TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { EncodedLine, type PositionEncoding } from './positionEncoding.js';

/**
 * A document's text at one version, which never changes: an edit gives another one, which takes over where the lines begin that the edit did
 * not touch. Lines end with `\n`, `\r\n` or `\r` (LSP 3.17, "Text Documents"); offsets are UTF-16 code units, and the characters of positions
 * count what the client and the server have agreed on.
 */
export class UnchangingText implements TextDocument {
	readonly #text: string;
	/** Where each line begins; found when first asked for. */
	#starts: Uint32Array | undefined;
	/** Lines whose letters have been counted. */
	readonly #encoded = new Map<number, EncodedLine>();

	constructor(
		readonly uri: string,
		readonly languageId: string,
		readonly version: number,
		text: string,
		readonly encoding: PositionEncoding = 'utf-16',
		starts?: Uint32Array,
	) {
		this.#text = text;
		this.#starts = starts;
	}

	get lineCount(): number {
		return this.#lines.length;
	}

	getText(range?: Range): string {
		if (!range) return this.#text;
		const [start, end] = this.#span(range);
		return this.#text.slice(start, end);
	}

	/** The position of an offset; of one outside of the text the nearest, and of one within or behind a line's end the end of that line. */
	positionAt(offset: number): Position {
		const starts = this.#lines;
		const at = Math.max(0, Math.min(offset, this.#text.length));
		let line = 0;
		for (let above = starts.length; line + 1 < above; ) {
			const middle = (line + above) >>> 1;
			if (starts[middle]! <= at) line = middle;
			else above = middle;
		}
		return { line, character: this.#characterAt(line, Math.min(at, this.#lineEnd(line))) };
	}

	/** The offset of a position; of one behind a line's end the end of that line, behind the last line the text's. */
	offsetAt({ line, character }: Position): number {
		if (line < 0) return 0;
		if (line >= this.#lines.length) return this.#text.length;
		if (this.encoding !== 'utf-16') return this.#encodedLine(line).offsetAt(character);
		const start = this.#lines[line]!;
		return Math.max(start, Math.min(start + character, this.#lineEnd(line)));
	}

	/** A line without what ends it. */
	getLineRange(line: number): Range {
		if (line < 0) return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
		const last = this.#lines.length - 1;
		if (line > last) return { start: { line: last, character: 0 }, end: this.positionAt(this.#text.length) };
		return { start: { line, character: 0 }, end: this.positionAt(this.#lineEnd(line)) };
	}

	/** What ends a line; empty for the last one and outside of the text. */
	getEOLCharacters(line: number): string {
		return line < 0 || line >= this.#lines.length ? '' : this.#text.slice(this.#lineEnd(line), this.#lines[line + 1] ?? this.#text.length);
	}

	/** The text after changes, each of which is of the text that the one before it left. */
	after(changes: readonly TextDocumentContentChangeEvent[], version: number): UnchangingText {
		let text: UnchangingText = this;
		for (const change of changes) text = text.#afterOne(change, version);
		return changes.length > 0 ? text : new UnchangingText(this.uri, this.languageId, version, this.#text, this.encoding, this.#starts);
	}

	#afterOne(change: TextDocumentContentChangeEvent, version: number): UnchangingText {
		const { uri, languageId, encoding } = this;
		if (!('range' in change)) return new UnchangingText(uri, languageId, version, change.text, encoding);
		const [start, end] = this.#span(change.range);
		const text = this.#text.slice(0, start) + change.text + this.#text.slice(end);
		return new UnchangingText(uri, languageId, version, text, encoding, this.#startsAfter(start, end, change.text));
	}

	/** Where the lines begin once a stretch is replaced; nothing where that has to be looked for in the whole text. */
	#startsAfter(start: number, end: number, replacement: string): Uint32Array | undefined {
		// A lone `\r` and a lone `\n` that come to be next to each other, or are parted, are another number of lines.
		const touches = [this.#text[start - 1], this.#text[end - 1], replacement.at(-1)].includes('\r');
		const meets = [this.#text[start], this.#text[end], replacement[0]].includes('\n');
		if (touches && meets) return undefined;
		const starts = this.#lines;
		const kept = firstAbove(starts, start);
		const following = firstAbove(starts, end);
		const inserted = lineStartsIn(replacement);
		const after = new Uint32Array(kept + inserted.length + starts.length - following);
		after.set(starts.subarray(0, kept));
		for (const [index, at] of inserted.entries()) after[kept + index] = start + at;
		const moved = start + replacement.length - end;
		const to = kept + inserted.length - following;
		for (let line = following; line < starts.length; line++) after[line + to] = starts[line]! + moved;
		return after;
	}

	get #lines(): Uint32Array {
		this.#starts ??= Uint32Array.from([0].concat(lineStartsIn(this.#text)));
		return this.#starts;
	}

	/** The offset of a line's end, before what ends it. */
	#lineEnd(line: number): number {
		const start = this.#lines[line]!;
		let end = this.#lines[line + 1] ?? this.#text.length;
		while (end > start && isLineEnd(this.#text.charCodeAt(end - 1))) end--;
		return end;
	}

	/** The character at an offset within a line or at its end. */
	#characterAt(line: number, offset: number): number {
		return this.encoding === 'utf-16' ? offset - this.#lines[line]! : this.#encodedLine(line).characterAt(offset);
	}

	#encodedLine(line: number): EncodedLine {
		let encoded = this.#encoded.get(line);
		if (!encoded) {
			encoded = new EncodedLine(this.#text, this.#lines[line]!, this.#lineEnd(line), this.encoding);
			this.#encoded.set(line, encoded);
		}
		return encoded;
	}

	#span({ start, end }: Range): readonly [number, number] {
		const offsets = [this.offsetAt(start), this.offsetAt(end)] as const;
		return offsets[0] <= offsets[1] ? offsets : [offsets[1], offsets[0]];
	}
}

const newline = 10;
const carriageReturn = 13;
const isLineEnd = (code: number): boolean => code === newline || code === carriageReturn;

/** Where lines begin in a text, but for the first. */
function lineStartsIn(text: string): number[] {
	const starts: number[] = [];
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (!isLineEnd(code)) continue;
		if (code === carriageReturn && text.charCodeAt(at + 1) === newline) at++;
		starts.push(at + 1);
	}
	return starts;
}

/** The index of the first of sorted numbers that is above a limit. */
function firstAbove(sorted: Uint32Array, limit: number): number {
	let low = 0;
	for (let high = sorted.length; low < high; ) {
		const middle = (low + high) >>> 1;
		if (sorted[middle]! <= limit) low = middle + 1;
		else high = middle;
	}
	return low;
}
