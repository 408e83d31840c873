import { append } from '../../base/append.js';
import type { Span } from '../../base/span.js';

const fence = /^[ \t>]*(`{3}`*|~{3}~*)(?![`~])([^\n]*)/;
/** Options of code cells whose values are Markdown (Quarto guide, "Figures", "Cross References"; R Markdown Cookbook, "Chunk options"). */
const cellOption = /^[ \t>]*(?:#|%%|\/\/)\|[ \t]*(?:(?:fig|tbl|lst|tab)[-.](?:sub|s)?cap|title)[ \t]*:[ \t]*(\S[^\n]*)$/;
/** An option whose value is a list, and an item of that. */
const listOption = /[-.](?:sub|s)?cap[ \t]*:[ \t]*\r?$/;
const cellItem = /^[ \t>]*(?:#|%%|\/\/)\|[ \t]+-[ \t]+(\S[^\n]*)$/;
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
	let isList = false;
	for (const { line, index } of readLines(text)) {
		const option = cellOption.exec(line) ?? directiveOption.exec(line) ?? (isList ? cellItem.exec(line) : null);
		isList = (isList && cellItem.test(line)) || listOption.test(line);
		if (option) captions.push({ start: index + line.length - option[1]!.length, end: index + line.length });
		else if (line.includes('{')) append(captions, attributesIn(line, index, /^[ \t>]*:{3,}/.test(line) ? calloutTitle : attribute));
	}
	return captions;
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
