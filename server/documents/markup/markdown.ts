import type { Span } from '../../base/span.js';
import { frontMatterOf } from '../../library/formats/summary.js';
import type { Citation, CitationRequest, Completing, Markup } from './markup.js';
import { complement, overlaps, subtract } from './ranges.js';

/** Pandoc, Quarto, R Markdown and MyST Markdown (Pandoc manual, "Citation syntax"). */
export const markdown: Markup = { citations, prose, completing, write };

/** A citation key after its `@`: begins with a letter, digit or `_`; single punctuation inside (Pandoc manual, "Citation syntax"). */
const keyPattern = /(?<![\p{L}\p{N}@\\/.])@(?:\{([^{}\s]+)\}|([\p{L}\p{N}_](?:[\p{L}\p{N}_]|[:.#$%&\-+?<>~/](?=[\p{L}\p{N}_]))*))/gu;

/** Quarto's cross-references, which are no citations (Quarto guide, "Cross References"). */
const crossReference = /^(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|cau)-/;

function citations(text: string): readonly Citation[] {
	const hidden = opaque(text);
	const found: Citation[] = [];
	for (const match of text.matchAll(keyPattern)) {
		const key = match[1] ?? match[2] ?? '';
		const start = match.index + (match[1] === undefined ? 1 : 2);
		const span = { start, end: start + key.length };
		if (crossReference.test(key) || overlaps(hidden, span)) continue;
		found.push({ key, span, group: groupAround(text, match.index, match.index + match[0].length) });
	}
	return found;
}

/** The brackets around a key, if it stands in some; else the key with its sigil. */
function groupAround(text: string, start: number, end: number): Span {
	const lineStart = text.lastIndexOf('\n\n', start) + 1;
	const open = text.lastIndexOf('[', start);
	const close = text.indexOf(']', end);
	const alone = { start: text[start - 1] === '-' ? start - 1 : start, end };
	if (open < lineStart || close < 0) return alone;
	const before = text.slice(open, start);
	const after = text.slice(end, close);
	if (before.includes(']') || after.includes('[') || /\n\s*\n/.test(before) || /\n\s*\n/.test(after)) return alone;
	return { start: open, end: close + 1 };
}

function prose(text: string): readonly Span[] {
	const keys = citations(text).map(({ span }) => ({ start: span.start - 1, end: span.end }));
	return subtract(complement(opaque(text), text.length), keys);
}

/** What is not running text: front matter, code, maths, comments, HTML tags, link targets, addresses. In order, without overlaps. */
function opaque(text: string): readonly Span[] {
	const spans: Span[] = [];
	const frontMatter = frontMatterOf(text);
	let position = 0;
	if (frontMatter) {
		spans.push({ start: 0, end: frontMatter.end });
		position = frontMatter.end;
	}
	opaquePattern.lastIndex = position;
	for (let match = opaquePattern.exec(text); match; match = opaquePattern.exec(text)) {
		const target = match.groups?.target;
		const start = target === undefined ? match.index : match.index + match[0].length - target.length;
		spans.push({ start, end: match.index + match[0].length });
	}
	return spans;
}

const opaquePattern = new RegExp(
	[
		String.raw`^[ \t>]*(?<fence>${'`'}{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t>]*\k<fence>[${'`'}~]*[ \t]*$|$(?![\s\S]))`,
		String.raw`^(?: {4}|\t)(?![ \t]*[-*+\d])[^\n]*(?<=(?:^|\n)[ \t]*\n(?: {4}|\t)[^\n]*)`,
		String.raw`<!--[\s\S]*?(?:-->|$(?![\s\S]))`,
		String.raw`(?<ticks>${'`'}+)(?!${'`'})[\s\S]*?(?<!${'`'})\k<ticks>(?!${'`'})`,
		String.raw`(?<!\\)\$\$[\s\S]+?\$\$`,
		String.raw`(?<![\\$\p{L}\p{N}])\$(?![\s$])(?:\\.|[^$\\\n]|\n(?!\s*\n))*?(?<![\s\\])\$(?!\d)`,
		String.raw`<\/?[A-Za-z][^<>\n]*>`,
		String.raw`(?<=\])(?<target>\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"\n]*")?\))`,
		String.raw`<(?:https?|mailto):[^>\s]*>`,
		String.raw`\b(?:https?:\/\/|www\.)[^\s<>)\]]+`,
		String.raw`[\w.+-]+@[\w-]+\.[\w.-]+`,
	].join('|'),
	'gmu',
);

function completing(text: string, offset: number): Completing | undefined {
	const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
	const before = text.slice(lineStart, offset);
	const wikilink = /\[\[([^\]|#\n]*)$/.exec(before);
	const bracketed = /\[(?!\[)[^[\]]*?(?<=[\s[;,*_(-])@\{?([^@\]};,\n]*)$/.exec(before);
	const bare = /(?:^|[^\p{L}\p{N}@\\/.[])@\{?([\p{L}\p{N}_][^\s@[\]{},;()"'`]*|)$/u.exec(before);
	const found = wikilink ?? bracketed ?? bare;
	if (!found) return undefined;
	const query = found[1] ?? '';
	const typed = { start: offset - query.length, end: offset };
	if (overlaps(opaque(text), { start: typed.start - 1, end: typed.start })) return undefined;
	const isClosed = found !== bare;
	const after = text.slice(offset, endOfLine(text, offset));
	const rest =
		isClosed && /^[^\][;,{}@]*[\];,}]/.test(after)
			? /^[^\][;,{}@]*/.exec(after)![0].trimEnd()
			: /^[\p{L}\p{N}_:.#$%&\-+?<>~/]*/u.exec(after)![0];
	return {
		kind: wikilink ? 'wikilink' : 'citation',
		query,
		typed,
		replaced: { start: typed.start, end: offset + rest.length },
		bracketed: isClosed,
		keys: bracketed
			? Array.from(
					before
						.slice(bracketed.index)
						.slice(0, -query.length || undefined)
						.matchAll(keyPattern),
					(match) => match[1] ?? match[2] ?? '',
				)
			: [],
	};
}

function endOfLine(text: string, offset: number): number {
	const end = text.indexOf('\n', offset);
	return end < 0 ? text.length : end;
}

function write({ keys, style = 'parenthetical', locator }: CitationRequest): string {
	const written = keys.map((key) =>
		/^[\p{L}\p{N}_](?:[\p{L}\p{N}_]|[:.#$%&\-+?<>~/](?=[\p{L}\p{N}_]))*$/u.test(key) ? `@${key}` : `@{${key}}`,
	);
	if (style === 'narrative') return written.join(', ') + (locator ? ` [${locator}]` : '');
	return `[${written.join('; ')}${locator ? `, ${locator}` : ''}]`;
}
