import type { PdfLine } from '../../../engine/index.js';
import type { PdfFile } from './file.js';
import { type Font, fontOf } from './fonts.js';
import { type Dictionary, Name, Scanner, Stream, type Value, Word } from './objects.js';

/** So many letters of one page are read. */
const mostLetters = 100_000;
/** So many operators of one page are followed. */
const mostOperators = 3_000_000;
/** Parts of a page may be within each other so deep, and so many in all. */
const deepestForm = 8;
const mostForms = 500;

/** `[a b c d e f]` (ISO 32000-1, 8.3.3). */
type Matrix = readonly [number, number, number, number, number, number];
const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First `one`, then `two`. */
const times = (one: Matrix, two: Matrix): Matrix => [
	one[0] * two[0] + one[1] * two[2],
	one[0] * two[1] + one[1] * two[3],
	one[2] * two[0] + one[3] * two[2],
	one[2] * two[1] + one[3] * two[3],
	one[4] * two[0] + one[5] * two[2] + two[4],
	one[4] * two[1] + one[5] * two[3] + two[5],
];

/** Letters that were shown at once. */
interface Piece {
	readonly text: string;
	readonly size: number;
	/** The direction of writing: 0 is to the right, 1 upwards, 2 and 3 the others; -1 none of these. */
	readonly direction: number;
	/** Along and across the direction of writing; `across` grows towards the top of the letters. */
	readonly start: number;
	readonly end: number;
	readonly across: number;
	readonly x: number;
	readonly y: number;
}

/** What `q` keeps and `Q` brings back. */
interface Graphics {
	matrix: Matrix;
	font: Font | undefined;
	size: number;
	spacing: number;
	wordSpacing: number;
	stretch: number;
	leading: number;
	rise: number;
}

/** The lines of a page in the order in which they are written. `page` is its dictionary with what it inherits. */
export function linesOf(file: PdfFile, page: Dictionary): readonly PdfLine[] {
	const [x0 = 0, y0 = 0, x1 = 612, y1 = 792] = file.list(page.get('CropBox') ?? page.get('MediaBox')).map((each) => file.number(each));
	const turn = (((Math.round(file.number(page.get('Rotate')) / 90) % 4) + 4) % 4) as 0 | 1 | 2 | 3;
	const [width, height] = [Math.abs(x1 - x0) || 612, Math.abs(y1 - y0) || 792];
	const [left, bottom] = [Math.min(x0, x1), Math.min(y0, y1)];
	const turned: readonly Matrix[] = [
		[1, 0, 0, 1, -left, -bottom],
		[0, -1, 1, 0, -bottom, left + width],
		[-1, 0, 0, -1, left + width, bottom + height],
		[0, 1, -1, 0, bottom + height, -left],
	];
	const reader = new PageReader(file);
	const content = file.get(page.get('Contents'));
	const streams = content instanceof Stream ? [content] : file.list(content).map((each) => file.get(each));
	const parts = streams.slice(0, 1000).flatMap((each) => (each instanceof Stream ? [file.unpack(each), Buffer.from('\n')] : []));
	reader.run(Buffer.concat(parts), file.dictionary(page.get('Resources')), turned[turn] ?? identity, 0);
	const [pageWidth, pageHeight] = turn % 2 === 0 ? [width, height] : [height, width];
	return joined(reader.pieces).map(({ text, size, direction, x, y }) => ({
		text,
		size,
		left: x / pageWidth,
		top: 1 - y / pageHeight,
		isUpright: direction === 0,
	}));
}

class PageReader {
	readonly pieces: Piece[] = [];
	#letters = 0;
	#operators = 0;
	#forms = 0;
	readonly #fonts = new Map<Value, Font>();

	constructor(readonly file: PdfFile) {}

	/** Follows the operators of a page, or of a part of it (Annex A). */
	run(bytes: Uint8Array, resources: Dictionary, matrix: Matrix, depth: number): void {
		const { file } = this;
		const fonts = file.dictionary(resources.get('Font'));
		const scanner = new Scanner(bytes);
		let state: Graphics = { matrix, font: undefined, size: 1, spacing: 0, wordSpacing: 0, stretch: 1, leading: 0, rise: 0 };
		const kept: Graphics[] = [];
		let text = identity;
		let line = identity;
		let values: Value[] = [];
		const n = (index: number): number => {
			const value = values[index];
			return typeof value === 'number' ? value : 0;
		};
		const six = (): Matrix => [n(0), n(1), n(2), n(3), n(4), n(5)];
		const move = (x: number, y: number) => {
			line = times([1, 0, 0, 1, x, y], line);
			text = line;
		};
		const show = (shown: Value) => {
			text = this.#show(Array.isArray(shown) ? shown : [shown], state, text);
		};
		const operators: Readonly<Record<string, () => void>> = {
			q: () => {
				if (kept.length < 1000) kept.push({ ...state });
			},
			Q: () => {
				state = kept.pop() ?? state;
			},
			cm: () => {
				state.matrix = times(six(), state.matrix);
			},
			BT: () => {
				text = identity;
				line = identity;
			},
			Tf: () => {
				const [name] = values;
				state.font = name instanceof Name ? this.#font(fonts.get(name.name)) : undefined;
				state.size = n(1);
			},
			Tc: () => {
				state.spacing = n(0);
			},
			Tw: () => {
				state.wordSpacing = n(0);
			},
			Tz: () => {
				state.stretch = n(0) / 100;
			},
			TL: () => {
				state.leading = n(0);
			},
			Ts: () => {
				state.rise = n(0);
			},
			Td: () => move(n(0), n(1)),
			TD: () => {
				state.leading = -n(1);
				move(n(0), n(1));
			},
			Tm: () => {
				line = six();
				text = line;
			},
			'T*': () => move(0, -state.leading),
			Tj: () => show(values[0]),
			TJ: () => show(values[0]),
			"'": () => {
				move(0, -state.leading);
				show(values[0]);
			},
			'"': () => {
				state.wordSpacing = n(0);
				state.spacing = n(1);
				move(0, -state.leading);
				show(values[2]);
			},
			Do: () => {
				const [name] = values;
				const form = name instanceof Name ? file.get(file.dictionary(resources.get('XObject')).get(name.name)) : undefined;
				if (!(form instanceof Stream) || file.name(form.dictionary.get('Subtype')) !== 'Form') return;
				if (depth >= deepestForm || ++this.#forms > mostForms) return;
				const own = file.list(form.dictionary.get('Matrix')).map((each) => file.number(each));
				const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = own;
				const inner = form.dictionary.has('Resources') ? file.dictionary(form.dictionary.get('Resources')) : resources;
				this.run(file.unpack(form), inner, times([a, b, c, d, e, f], state.matrix), depth + 1);
			},
			ID: () => {
				scanner.offset = endOfPicture(bytes, scanner.offset);
			},
		};
		while (!scanner.isAtEnd && this.#letters < mostLetters && ++this.#operators < mostOperators) {
			const value = scanner.next();
			if (!(value instanceof Word)) {
				if (values.length < 100) values.push(value);
				continue;
			}
			if (Object.hasOwn(operators, value.word)) operators[value.word]!();
			values = [];
		}
	}

	#font(value: Value): Font {
		const known = this.#fonts.get(value);
		if (known) return known;
		const font = fontOf(this.file, this.file.dictionary(value));
		this.#fonts.set(value, font);
		return font;
	}

	/** Notes what is shown, and returns where the next letter would be (9.4.4). */
	#show(parts: readonly Value[], state: Graphics, begin: Matrix): Matrix {
		const { font, size, spacing, wordSpacing, stretch, rise } = state;
		if (!font) return begin;
		let text = begin;
		const advance = (x: number) => {
			text = times([1, 0, 0, 1, x * stretch, 0], text);
		};
		for (const part of parts) {
			if (typeof part === 'number') advance((-part / 1000) * size);
			if (typeof part !== 'string') continue;
			const from = times([1, 0, 0, 1, 0, rise], times(text, state.matrix));
			let letters = '';
			let width = 0;
			for (const glyph of font(part)) {
				letters += glyph.text;
				width += (glyph.width / 1000) * size + spacing + (glyph.isBlank ? wordSpacing : 0);
			}
			advance(width);
			this.#letters += letters.length;
			const piece = letters === '' ? undefined : pieceOf(letters, from, times(text, state.matrix), size);
			if (piece) this.pieces.push(piece);
		}
		return text;
	}
}

function pieceOf(text: string, from: Matrix, to: Matrix, fontSize: number): Piece | undefined {
	const [a, b, c, d, x, y] = from;
	const size = Math.hypot(c, d) * Math.abs(fontSize);
	if (![a, b, c, d, x, y, size].every(Number.isFinite)) return undefined;
	const sign = Math.sign(fontSize) || 1;
	const [along, upwards] = [a * sign, b * sign];
	const length = Math.hypot(along, upwards);
	if (length === 0) return undefined;
	const [ux, uy] = [along / length, upwards / length];
	const direction = ux > 0.99 ? 0 : uy > 0.99 ? 1 : ux < -0.99 ? 2 : uy < -0.99 ? 3 : -1;
	const place = (px: number, py: number) => px * ux + py * uy;
	return { text, size, direction, start: place(x, y), end: place(to[4], to[5]), across: y * ux - x * uy, x, y };
}

/** Behind the bytes of a picture within a page: `EI` between white space. */
function endOfPicture(bytes: Uint8Array, start: number): number {
	const isEnd = (code: number | undefined) => code === undefined || code === 10 || code === 13 || code === 32;
	for (let i = start + 1; i < bytes.length; i++)
		if (bytes[i] === 0x45 && bytes[i + 1] === 0x49 && isEnd(bytes[i - 1]) && isEnd(bytes[i + 2])) return i + 2;
	return bytes.length;
}

/** Pieces that follow each other on a line, as one, with a blank where there is a gap. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
	const lines: Piece[] = [];
	for (const piece of pieces) {
		// A small sign within the line, such as an exponent, comes in between.
		const index = [lines.length - 1, lines.length - 2, lines.length - 3].find((each) => each >= 0 && isNext(lines[each]!, piece));
		if (index === undefined) {
			if (piece.text.trim() !== '') lines.push(piece);
			continue;
		}
		const line = lines[index]!;
		const hasGap = piece.start - line.end > 0.16 * line.size && !/\s$/.test(line.text) && !/^\s/.test(piece.text);
		lines[index] = { ...line, text: line.text + (hasGap ? ' ' : '') + piece.text, end: piece.end };
	}
	return lines.map((line) => ({ ...line, text: line.text.normalize('NFKC').replace(/\s+/g, ' ').trim() }));
}

/** Whether a piece goes on where a line ends. */
function isNext(line: Piece, piece: Piece): boolean {
	const gap = piece.start - line.end;
	const ratio = piece.size / line.size;
	return (
		piece.direction === line.direction &&
		Math.abs(piece.across - line.across) < 0.25 * line.size &&
		// Small capitals are of the same line.
		ratio > 0.7 &&
		ratio < 1.45 &&
		gap > -0.6 * line.size &&
		gap < 2.5 * line.size
	);
}
