import type { Span } from '../../base/span.js';
import { frontMatterOf } from '../../library/formats/summary.js';
import { readBlocks } from './markdownBlocks.js';
import { citationKey, readInline } from './markdownInline.js';
import type { CitationRequest, Completing, Markup } from './markup.js';
import { completingInRole } from './role.js';
import { Findings, finder, isInside, matchAt, remembering, type Scan } from './scan.js';

/** Pandoc, Quarto, R Markdown and MyST Markdown (Pandoc manual, "Citation syntax"; MyST guide, "Citations"). */
export const markdown: Markup = {
	citations: (text) => scan(text).citations,
	prose: (text) => scan(text).prose,
	completing,
	write,
};

const scan: (text: string) => Scan = remembering((text) => {
	const findings = new Findings();
	const frontMatter = frontMatterOf(text);
	const start = frontMatter?.end ?? 0;
	if (frontMatter) {
		findings.hide(0, frontMatter.end);
		readNocite(text, frontMatter.yaml, findings);
	}
	const find = finder(text);
	const examples = readBlocks(text, start, findings, (run) => readInline(text, run, findings, find));
	const { citations, opaque, prose } = findings.scanOf(text.length);
	return { opaque, prose, citations: examples.size === 0 ? citations : citations.filter(({ key }) => !examples.has(key)) };
});

/** The one front matter field that cites: `nocite`, as a line, a block or a list (Pandoc manual, "Including uncited items"). */
function readNocite(text: string, yaml: Span, findings: Findings): void {
	const field = /^nocite[ \t]*:[^\n]*(?:\n(?:[ \t-][^\n]*)?(?=\n|$))*/m.exec(text.slice(yaml.start, yaml.end));
	if (!field) return;
	const start = yaml.start + field.index;
	for (let at = text.indexOf('@', start); at >= 0 && at < start + field[0].length; at = text.indexOf('@', at + 1)) {
		const found = matchAt(citationKey, text, at);
		if (!found) continue;
		const key = found[1] ?? found[2]!;
		const keyStart = found[1] === undefined ? at + 1 : at + 2;
		findings.cite({ key, span: { start: keyStart, end: keyStart + key.length }, group: { start: at, end: at + found[0].length } });
	}
}

/** How far before the cursor a citation may begin. */
const reach = 2000;

function completing(text: string, offset: number): Completing | undefined {
	const windowStart = Math.max(0, offset - reach);
	const recent = text.slice(windowStart, offset);
	const before = recent.slice(paragraphStart(recent));
	const line = before.slice(before.lastIndexOf('\n') + 1);
	const { opaque } = scan(text);

	const role = /\{(?:foot)?cite(?::[a-z]+)*\}`([^`]*)$/.exec(before);
	if (role) {
		const start = offset - role[0].length;
		return isInside(opaque, start) ? undefined : completingInRole(text, offset - role[1]!.length, offset);
	}
	const link = /\[\[@?([^\][|#\n@;]*)$/.exec(line);
	const found = link ?? /(?:^|[\s[;,*_(\-"'/–—])@\{?([^@[\]{};,\n]*)$/.exec(line);
	if (!found) return undefined;
	const query = found[1]!;
	const typed = { start: offset - query.length, end: offset };
	if (isInside(opaque, typed.start)) return undefined;
	if (link) return { kind: 'wikilink', query, typed, replaced: replaced(text, typed, true), bracketed: true, keys: [] };

	const open = openBracket(before);
	const close = open < 0 ? -1 : closingBracket(text, offset);
	const isLink = close >= 0 && text[close + 1] === '(';
	const isBracketed = open >= 0 && before[open - 1] !== '^' && !isLink;
	if (!isBracketed && (/\s/.test(query) || !/^[\p{L}\p{N}_]|^$/u.test(query) || /[()"'`]/.test(query))) return undefined;
	const whole = replaced(text, typed, isBracketed);
	return {
		kind: 'citation',
		query,
		typed,
		replaced: whole,
		bracketed: isBracketed,
		keys: isBracketed
			? [...keysIn(before.slice(open, before.length - query.length)), ...keysIn(text.slice(whole.end, Math.max(whole.end, close)))]
			: [],
	};
}

/** Where the last paragraph of a text begins. */
function paragraphStart(text: string): number {
	let start = 0;
	for (const { 0: gap, index } of text.matchAll(/\n[ \t]*(?=\n)/g)) start = index + gap.length;
	return start;
}

/** Where the innermost bracket that is still open in the text stands; −1 where none is. */
function openBracket(text: string): number {
	let depth = 0;
	for (let at = text.length - 1; at >= 0; at--) {
		if (text[at] === ']') depth++;
		else if (text[at] === '[' && depth-- === 0) return at;
	}
	return -1;
}

/** Where the bracket around the cursor closes, in this paragraph; −1 where it does not. */
function closingBracket(text: string, offset: number): number {
	const [after] = /^(?:(?!\n[ \t]*\n)[^[\]])*/.exec(text.slice(offset, offset + reach))!;
	return text[offset + after.length] === ']' ? offset + after.length : -1;
}

/** The typed query and what stands behind the cursor up to the next separator, or else to the key's end. */
function replaced(text: string, typed: Span, isBracketed: boolean): Span {
	const after = text.slice(typed.end, typed.end + reach).split('\n', 1)[0]!;
	const part = isBracketed ? /^([^\][;,{}@|#]*)[\];,}|#]/.exec(after)?.[1]?.trimEnd() : undefined;
	const rest = part ?? /^(?:[\p{L}\p{M}\p{N}_]|[:.#$%&\-+?<>~/](?=[\p{L}\p{N}_]))*/u.exec(after)![0];
	return { start: typed.start, end: typed.end + rest.length };
}

const keysIn = (text: string): string[] =>
	Array.from(text.matchAll(new RegExp(citationKey.source, 'gu')), (match) => match[1] ?? match[2]!);

/** Keys that need no braces (Pandoc manual, "Citation syntax"). */
const plainKey = new RegExp(`^${citationKey.source}$`, 'u');

function write(request: CitationRequest): string {
	const { keys, style = 'parenthetical', locator } = request;
	const written = keys.map((key) => (plainKey.test(`@${key}`) ? `@${key}` : `@{${key}}`));
	if (style === 'narrative') return written.join(', ') + (locator ? ` [${locator}]` : '');
	return `[${written.join('; ')}${locator ? `, ${locator}` : ''}]`;
}
