import { append } from '../../base/append.js';
import type { Span } from '../../base/span.js';

const fence = /^[ \t>]*(`{3}`*|~{3}~*)(?![`~])([^\n]*)/;
/** A line of options in a code cell, in a comment of the cell's language (Quarto guide, "Code Cells"). */
const cellLine = /^[ \t>]*(?:#|%%?|\/\/|--|;;?|!)\|([ \t]*)(\S[^\n]*)$/;
/** Options of code cells whose values are Markdown (Quarto guide, "Figures", "Cross References"; R Markdown Cookbook, "Chunk options"). */
const cellOption = /^(?:(?:fig|tbl|lst|tab)[-.](?:sub|s)?cap|title)[ \t]{0,20}:(?:$|[ \t](?:[ \t]{0,20}(\S[^\n]*))?$)/;
/** The options of MyST directives that are Markdown (MyST guide, "Directives"). */
const directiveOption = /^[ \t>]*:(?:caption|title):[ \t]*(\S[^\n]*)$/;
/** Attributes of figures, and options in the header of a code cell. */
const attribute = /[{\s,](?:fig|tbl|lst|tab)[-.](?:sub|s)?cap[ \t]*=[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')/g;
/** The title of a callout (Quarto guide, "Callout Blocks"). */
const calloutTitle = /[{\s,]title[ \t]*=[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')/g;

/**
 * Where a Markdown text has captions and titles that are Markdown themselves, within code cells, directives and attributes: their values, with
 * quotation marks where those are YAML's. In order.
 */
export function captionsIn(text: string): readonly Span[] {
	if (!/cap|title/.test(text)) return [];
	const captions: Span[] = [];
	const valueInCell = cellReader();
	for (const { line, index } of readLines(text)) {
		const value = valueInCell(line) ?? directiveOption.exec(line)?.[1];
		if (value !== undefined) captions.push({ start: index + line.trimEnd().length - value.trimEnd().length, end: index + line.length });
		else if (line.includes('{')) append(captions, attributesIn(line, index, /^[ \t>]*:{3,}/.test(line) ? calloutTitle : attribute));
	}
	return captions;
}

/** Returns a function for the lines of a text, in order: what of a caption is in a line of a cell's options, which may go on as a list, a block or over several lines. */
function cellReader(): (line: string) => string | undefined {
	/** How far the caption's option is indented whose value may go on. */
	let open: number | undefined;
	return (line) => {
		const [, blanks = '', content] = cellLine.exec(line) ?? [];
		const named = content === undefined ? null : cellOption.exec(content.trimEnd());
		if (named || content === undefined) {
			open = named ? blanks.length : undefined;
			return named?.[1];
		}
		const isItem = content.startsWith('- ');
		if (open === undefined || blanks.length < open + (isItem ? 0 : 1)) open = undefined;
		return open === undefined ? undefined : content.slice(isItem ? 2 : 0);
	};
}

/** The lines of a text, with their offsets, but not those of code that is only shown. */
function* readLines(text: string): Generator<{ readonly line: string; readonly index: number }> {
	let open: { readonly sign: string; readonly isRead: boolean } | undefined;
	for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
		const [, sign, header = ''] = fence.exec(line) ?? [];
		if (sign !== undefined && !open) open = { sign, isRead: header.includes('{') };
		else if (sign !== undefined && open && sign.startsWith(open.sign) && header.trim() === '') open = undefined;
		if (!open || open.isRead) yield { line, index };
	}
}

const attributesIn = (line: string, offset: number, pattern: RegExp): readonly Span[] =>
	Array.from(line.matchAll(pattern), ({ 0: all, 1: double, 2: single, index }) => {
		const end = offset + index + all.length - 1;
		return { start: end - (double ?? single ?? '').length, end };
	});
