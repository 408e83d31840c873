import { append } from '../../base/append.js';
import { largestNote } from '../../base/files.js';
import type { Span } from '../../base/span.js';
import { type NotebookCell, readNotebook } from '../notebookCells.js';
import { markdown } from './markdown.js';
import { directives } from './markdownBibliographies.js';
import { markdownLabels } from './markdownLabels.js';
import type { Citation, Markup, NamedFile } from './markup.js';
import { withoutReferences } from './printedLetters.js';
import { memoize } from './scan.js';
import { placedCitation } from './splice.js';

/**
 * A Jupyter notebook as its file's text: Markdown cells, and the YAML of Quarto's raw cell before them. All offsets are those of the
 * JSON. In an editor that knows notebooks each cell is a Markdown document of its own, and this is for files that are not open there.
 */
export const notebook: Markup = {
	citations: (text) => found(text).citations,
	prose: (text) => found(text).prose,
	withoutAccentCommands: (text) => withoutReferences(withoutEscapes(text)),
	completing(text, offset) {
		for (const cell of passages(text)) {
			const at = cell.offsetOf(offset);
			const completing = at === undefined ? undefined : markdown.completing(cell.text, at);
			if (completing) return { ...completing, typed: cell.placed(completing.typed), replaced: cell.placed(completing.replaced) };
		}
		return undefined;
	},
	write: (request) => escaped(markdown.write({ ...request, text: undefined })),
	writeKey(text, replaced, key) {
		for (const cell of passages(text)) {
			const start = cell.offsetOf(replaced.start);
			const end = cell.offsetOf(replaced.end);
			if (start === undefined || end === undefined) continue;
			const written = markdown.writeKey!(cell.text, { start, end }, key);
			return { span: cell.placed(written.span), text: escaped(written.text) };
		}
		return { span: replaced, text: escaped(key) };
	},
	bibliographies: (text) =>
		passages(text).flatMap((cell, index) => (index === 0 ? markdown.bibliographies : directives)(cell.text).map(placedIn(cell))),
	passages: (text) => passages(text),
	labels: (text) =>
		passages(text).flatMap((cell) => markdownLabels(cell.text).map((label) => ({ ...label, span: cell.placed(label.span) }))),
	damage: (text) => read(text).damage,
};

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

const read = memoize(readNotebook);

/** The cells that are read: Markdown, and YAML before all Markdown; as many as are together no larger than a note that is read. */
const passages = memoize((text): readonly NotebookCell[] => {
	let length = 0;
	return read(text).cells.filter(({ kind, text: own }, index) => {
		if (kind !== 'markdown' && !(index === 0 && isFrontMatter(own))) return false;
		length += own.length;
		return length <= largestNote;
	});
});

/** Whether a raw cell's text is YAML in the form of front matter (Quarto guide, "Jupyter Lab", "YAML front matter"). */
export const isFrontMatter = (text: string): boolean => /^---[ \t]*\r?\n/.test(text);

const found = memoize((text): { readonly citations: readonly Citation[]; readonly prose: readonly Span[] } => {
	const citations: Citation[] = [];
	const prose: Span[] = [];
	for (const cell of passages(text)) {
		for (const citation of markdown.citations(cell.text)) citations.push(placedCitation(citation, cell.placed));
		append(
			prose,
			markdown.prose(cell.text).map((span) => cell.placed(span)),
		);
	}
	return { citations, prose };
});

const placedIn =
	(cell: NotebookCell) =>
	(file: NamedFile): NamedFile => ({ ...file, span: cell.placed(file.span) });

/** Pads a character that the file writes as an escape: part of the word around it, but no letter. */
const filler = '\u00ad';

/** Returns the file with its cells decoded: escapes as the characters they mean, lines that are strings of their own as lines. */
function withoutEscapes(text: string): string {
	const parts: string[] = [];
	let last = 0;
	for (const { text: own, pieces } of passages(text)) {
		for (const [index, { at, length, start, end }] of pieces.entries()) {
			// Between two strings of one cell the file has quotes and a comma.
			parts.push(index === 0 ? text.slice(last, start) : ' '.repeat(start - last));
			const decoded = own.slice(at, at + length);
			parts.push(decoded.length === end - start ? decoded : filled(decoded, end - start, own.charAt(at - 1)));
			last = end;
		}
	}
	parts.push(text.slice(last));
	return parts.join('');
}

/** Returns a character padded to the length of its escape: with blanks beside blanks, and without a gap between a name and the sign next to it. */
function filled(decoded: string, length: number, before: string): string {
	if (/\s/.test(decoded)) return decoded.padStart(length, ' ');
	return !/\S/.test(before) && !/[\p{L}\p{N}]/u.test(decoded) ? decoded.padStart(length, filler) : decoded.padEnd(length, filler);
}
