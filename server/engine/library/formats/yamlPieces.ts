import type { Span } from '../../base/span.js';

/** The entries of a YAML library by their lines. */
export interface YamlPieces {
	/** Found again each time they are asked for: there may be millions. */
	readonly pieces: Iterable<Span>;
	readonly count: number;
	/** They are items of a list: that of `references:`, or one at the left margin. */
	readonly isList: boolean;
	/** The list is the whole text, without `references:` above it. */
	readonly isBare: boolean;
}

const opensList = /^["']?references["']?[ \t]*:$/;
const beginsKey = /^[^\s%&*\-[\]{}.?]/;

/**
 * Where the entries of a YAML library are, whether or not they are valid YAML: from a line that begins one to the next. One pass over the lines.
 * Keys at the left margin begin those of a mapping, hyphens with as many blanks before them as the first those of a list.
 */
export function piecesOf(text: string): YamlPieces {
	const layout = new Layout();
	let count = 0;
	for (const _ of piecesIn(text, layout)) count++;
	return { pieces: { [Symbol.iterator]: () => piecesIn(text, new Layout()) }, count, isList: layout.isList, isBare: layout.isBare };
}

function* piecesIn(text: string, layout: Layout): Generator<Span> {
	let open = -1;
	for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; ) {
		const end = text.indexOf('\n', start) + 1 || text.length;
		const begins = layout.next(text.slice(start, end).trimEnd());
		if (begins !== undefined) {
			if (open >= 0) yield { start: open, end: start };
			open = begins ? start : -1;
		}
		start = end;
	}
	if (open >= 0) yield { start: open, end: text.length };
}

/** How a library is laid out, as far as its lines were looked at. */
class Layout {
	isBare = false;
	/** Blanks before the hyphens of the list; nothing where there is none. */
	#indent: number | undefined;
	#mayBeginList = true;
	#isFirst = true;

	get isList(): boolean {
		return this.#indent !== undefined;
	}

	/** Whether the next line, without blanks at its end, begins an entry, or ends the one before it; `undefined` where that goes on. */
	next(line: string): boolean | undefined {
		if (line === '---' || line === '...') return false;
		const blanks = line.search(/\S/);
		if (blanks < 0 || line[blanks] === '#') return undefined;
		const isItem = isHyphen(line, blanks);
		if (this.#mayBeginList && isItem) {
			this.#indent = blanks;
			this.isBare = this.#isFirst;
		}
		this.#isFirst = false;
		this.#mayBeginList = opensList.test(line);
		if (this.#indent === undefined) return (!this.#mayBeginList && beginsKey.test(line)) || undefined;
		if (isItem && blanks === this.#indent) return true;
		// Another key behind a list ends it.
		return blanks === 0 ? false : undefined;
	}
}

/** Whether there is a hyphen that begins an item of a list (YAML 1.2.2, § 8.2.1). */
const isHyphen = (text: string, at: number): boolean => text[at] === '-' && /^[ \t\r\n]?$/.test(text.slice(at + 1, at + 2));

/**
 * Pieces that follow each other, together up to `length` UTF-16 units where they are not longer alone: items of a list with items, keys of a mapping with keys.
 */
export function* joinedPieces(text: string, pieces: Iterable<Span>, length: number): Generator<readonly Span[]> {
	let joined: Span[] = [];
	let areItems = false;
	for (const piece of pieces) {
		const blanks = /[^ ]/.exec(text.slice(piece.start, piece.start + 200))?.index ?? 0;
		const isItem = isHyphen(text, piece.start + blanks);
		const last = joined.at(-1);
		if (last && (last.end !== piece.start || areItems !== isItem || piece.end - joined[0]!.start > length)) {
			yield joined;
			joined = [];
		}
		areItems = isItem;
		joined.push(piece);
	}
	if (joined.length > 0) yield joined;
}
