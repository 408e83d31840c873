import type { Span } from '../../base/span.js';

/** The entries of a YAML library by their lines. */
export interface YamlPieces {
	readonly pieces: readonly Span[];
	/** They are items of a list: that of `references:`, or one at the left margin. */
	readonly isList: boolean;
}

const opensList = /^["']?references["']?[ \t]*:$/;
const beginsKey = /^[^\s%&*\-[\]{}.?]/;

/**
 * Where the entries of a YAML library are, whether or not they are valid YAML: from a line that begins one to the next. One pass over the lines.
 * Keys at the left margin begin those of a mapping, hyphens with as many blanks before them as the first those of a list.
 */
export function piecesOf(text: string): YamlPieces {
	const pieces: Span[] = [];
	/** Blanks before the hyphens of the list; nothing where there is none. */
	let indent: number | undefined;
	let mayBeginList = true;
	let open = -1;
	const next = (at: number, begins: boolean): void => {
		if (open >= 0) pieces.push({ start: open, end: at });
		open = begins ? at : -1;
	};
	for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; ) {
		const end = text.indexOf('\n', start) + 1 || text.length;
		const line = text.slice(start, end).trimEnd();
		const blanks = line.search(/\S/);
		if (line === '---' || line === '...') next(start, false);
		else if (blanks >= 0 && line[blanks] !== '#') {
			const isItem = line.startsWith('- ', blanks);
			if (mayBeginList && isItem) indent = blanks;
			mayBeginList = opensList.test(line);
			const begins = indent === undefined ? !mayBeginList && beginsKey.test(line) : isItem && blanks === indent;
			// Another key behind a list ends it.
			if (begins || (blanks === 0 && indent !== undefined)) next(start, begins);
		}
		start = end;
	}
	next(text.length, false);
	return { pieces, isList: indent !== undefined };
}
