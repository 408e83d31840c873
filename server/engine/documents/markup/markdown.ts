import { finder } from '../../base/finder.js';
import { type Span, touches } from '../../base/span.js';
import { frontMatterOf } from '../../library/formats/summary.js';
import { completingInText } from './latexCompleting.js';
import { bibliographies } from './markdownBibliographies.js';
import { readBlocks } from './markdownBlocks.js';
import { captionsIn } from './markdownCaptions.js';
import { citationsInFrontMatter, citingFields, laterMetadata } from './markdownFrontMatter.js';
import { citationKey, readInline } from './markdownInline.js';
import { markdownLabels } from './markdownLabels.js';
import type { Citation, CitationRequest, Completing, Markup, Replacement } from './markup.js';
import { withoutReferences } from './printedLetters.js';
import { clipped } from './ranges.js';
import { readBlocksAgain } from './rereading.js';
import { completingInRole, mystSeparator } from './role.js';
import { Findings, isInside, memoizeWithEdits, paragraphStart, type ReadText, type Scan } from './scan.js';
import { movedSpan, spliced } from './splice.js';

/** Pandoc, Quarto, R Markdown and MyST Markdown (Pandoc manual, "Citation syntax"; MyST guide, "Citations"). */
export const markdown: Markup = {
	citations: (text) => scan(text).citations,
	prose: (text) => scan(text).prose,
	withoutAccentCommands: withoutReferences,
	completing,
	write,
	writeKey,
	bibliographies,
	labels: markdownLabels,
};

interface MarkdownScan extends Scan {
	/** Captions in what is opaque otherwise. */
	readonly captions: readonly Span[];
	/** The labels of numbered examples, which are not cited. */
	readonly examples: ReadonlySet<string>;
}

/** The captions in code, directives and attributes, but not in comments. */
function captionsToRead(text: string, findings: Findings): readonly Span[] {
	const captions = captionsIn(text);
	if (captions.length === 0) return captions;
	const { opaque } = findings.scanOf(text.length);
	const hasComments = text.includes('<!--');
	const isInComment = (at: number): boolean => hasComments && text.lastIndexOf('<!--', at) > text.lastIndexOf('-->', at);
	return captions.filter(({ start }) => isInside(opaque, start) && !isInComment(start));
}

/** Reads a whole text. */
export function readMarkdown(text: string): MarkdownScan {
	const findings = new Findings();
	const frontMatter = frontMatterOf(text);
	// Hugo's front matter may be in TOML, which is no text.
	const toml = frontMatter ? undefined : /^\+\+\+[ \t]*\r?\n[\s\S]*?\n\+\+\+[ \t]*(?:\r?\n|$)/.exec(text)?.[0];
	const start = frontMatter?.end ?? toml?.length ?? 0;
	if (toml) findings.markOpaque(0, toml.length);
	if (frontMatter) {
		findings.markOpaque(0, frontMatter.end);
		for (const citation of citationsInFrontMatter(text, frontMatter.yaml)) findings.cite(citation);
	}
	const find = finder(text);
	const metadata = laterMetadata(text);
	for (const { yaml } of metadata) for (const citation of citationsInFrontMatter(text, yaml)) findings.cite(citation);
	const examples = readBlocks(text, start, findings, (run) => readInline(text, run, findings, find), metadata);
	const captions = captionsToRead(text, findings);
	for (const caption of captions) {
		const within = new Findings();
		readInline(text, caption, within, find);
		const { citations, prose } = within.scanOf(text.length);
		for (const citation of citations) findings.cite(citation);
		for (const { start, end } of clipped(prose, caption.start, caption.end)) findings.markShown(start, end);
	}
	const { citations, opaque, prose } = findings.scanOf(text.length);
	return { opaque, prose, captions, examples, citations: withoutExamples(citations, examples) };
}

const withoutExamples = (citations: readonly Citation[], examples: ReadonlySet<string>): readonly Citation[] =>
	examples.size === 0 ? citations : citations.filter(({ key }) => !examples.has(key));

/** Fences, comments, raw elements and environments, metadata, examples and captions: what changes how other blocks are read. */
const reachesFar =
	/`{3}|~{3}|:{3}|<!--|-->|<\/?(?:script|style|pre|textarea)|\\(?:begin|end)\{|^(?:---|\.\.\.)|\(@|(?:cap|title)["']?[ \t]*[:=]|(?:#|%%|\/\/)\||^[ \t>]*(?:%|--|;;?|!)\|/im;

/** Returns what `readMarkdown` returns, from the reading of the text before an edit; `undefined` where the edit may reach beyond its blocks. */
export function readMarkdownAgain(before: ReadText<MarkdownScan>, text: string): MarkdownScan | undefined {
	const found = readBlocksAgain(before, text, readMarkdown, reachesFar);
	if (!found) return undefined;
	const { captions, examples } = before.reading;
	return {
		...found.scan,
		captions: spliced(captions, [], found.splice, movedSpan),
		examples,
		citations: withoutExamples(found.scan.citations, examples),
	};
}

const scan = memoizeWithEdits(readMarkdown, readMarkdownAgain);

/** How far before the cursor a citation may begin. */
const reach = 2000;

function completing(text: string, offset: number): Completing | undefined {
	const windowStart = Math.max(0, offset - reach);
	const recent = text.slice(windowStart, offset);
	const before = recent.slice(paragraphStart(recent));
	const line = before.slice(before.lastIndexOf('\n') + 1);
	const frontMatter = frontMatterOf(text);
	if (frontMatter && offset < frontMatter.end && !citingFields(text, frontMatter.yaml).some((field) => touches(field, offset)))
		return undefined;
	const isRead = (frontMatter && offset < frontMatter.end) || scan(text).captions.some((caption) => touches(caption, offset));
	const opaque = isRead ? [] : scan(text).opaque;

	const role = /(?:\{(?:foot)?cite(?::[a-z]+)*\}|:cite[tp]?:)`([^`]*)$/.exec(before);
	if (role) {
		const start = offset - role[0].length;
		return isInside(opaque, start) ? undefined : completingInRole(text, offset - role[1]!.length, offset, mystSeparator);
	}
	const inLatex = completingInText(text, opaque, offset);
	if (inLatex) return inLatex;
	const link = /\[\[@?([^\][|#\n@;]*)$/.exec(line);
	const found = link ?? /(?:^|[^\p{L}\p{N}@.\\])@\{?((?!\s)[^@[\]{};,\n]*)$/u.exec(line);
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

/** Returns the offset of the innermost bracket that is still open in the text, −1 if none is. */
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

/** Returns the typed query with the text after the cursor up to the next separator, or else to the key's end. */
function replaced(text: string, typed: Span, isBracketed: boolean): Span {
	const after = text.slice(typed.end, typed.end + reach).split('\n', 1)[0]!;
	const braced = text.startsWith('@{', typed.start - 2) ? /^[^{}\s@]*(?=\})/.exec(after)?.[0] : undefined;
	if (braced !== undefined) return { start: typed.start, end: typed.end + braced.length };
	const part = isBracketed ? /^([^\][;,{}@|#]*)[\];,}|#]/.exec(after)?.[1]?.trimEnd() : undefined;
	const rest = part ?? /^(?:[\p{L}\p{M}\p{N}_]|[:.#$%&\-+?<>~/](?=[\p{L}\p{N}_]))*/u.exec(after)![0];
	return { start: typed.start, end: typed.end + rest.length };
}

const keysIn = (text: string): string[] =>
	Array.from(text.matchAll(new RegExp(citationKey.source, 'gu')), (match) => match[1] ?? match[2]!);

/** Keys that need no braces (Pandoc manual, "Citation syntax"). */
const plainKey = new RegExp(`^${citationKey.source}$`, 'u');
const isPlain = (key: string): boolean => plainKey.test(`@${key}`);
/** What no braces hold either. */
const unfit = /[{}\s]/;

/** In braces after an `@` if it has to be; a brace that is open already is closed. Links and roles take every key as it is. */
function writeKey(text: string, replaced: Span, key: string): Replacement {
	const before = text.slice(Math.max(0, replaced.start - 3), replaced.start);
	if (unfit.test(key) || before === '[[@') return { span: replaced, text: key };
	if (before.endsWith('@{')) return { span: replaced, text: text[replaced.end] === '}' ? key : `${key}}` };
	return { span: replaced, text: before.endsWith('@') && !isPlain(key) ? `{${key}}` : key };
}

function write(request: CitationRequest): string {
	const { keys, style = 'parenthetical', locator } = request;
	const written = keys.map((key) => (isPlain(key) ? `@${key}` : `@{${key}}`));
	if (style === 'narrative') return written.join(', ') + (locator ? ` [${locator}]` : '');
	return `[${written.join('; ')}${locator ? `, ${locator}` : ''}]`;
}
