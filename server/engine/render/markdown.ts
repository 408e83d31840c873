import * as l10n from '@vscode/l10n';
import mathPlugin from '@vscode/markdown-it-katex';
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import cpp from 'highlight.js/lib/languages/cpp';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import latex from 'highlight.js/lib/languages/latex';
import lua from 'highlight.js/lib/languages/lua';
import python from 'highlight.js/lib/languages/python';
import r from 'highlight.js/lib/languages/r';
import yaml from 'highlight.js/lib/languages/yaml';
import MarkdownIt, { type MarkdownIt as Markdown, type Token } from 'markdown-it';
import { clipped, codeSpan, escapeHtml, escapeMarkdown, withoutDeception } from './escape.js';
import { isShowable, isTypesettable, limits, markdownGuards, mathGuards, mayLoad } from './guards.js';
import { hostOf, isRelativePath, pictureBeside, pictureOrigin, webAddress } from './links.js';
import { inlineMath, type Picture, plainMath } from './math.js';

for (const [name, language] of Object.entries({ bash, cpp, javascript, json, latex, lua, python, r, yaml }))
	hljs.registerLanguage(name, language);

/** What a rendering of Markdown may show, and what it has spent; each page has its own. */
export interface MarkdownEnvironment {
	/** The origins from which the user has let this text load pictures. */
	readonly pictures?: readonly string[];
	/** The text's URI and the folders that are open: pictures that lie beside it there are shown. None where left out. */
	readonly beside?: { readonly uri: string; readonly folders: readonly string[] };
	/** How many letters of TeX were typeset. */
	typeset?: number;
}

/**
 * The Markdown of summaries: CommonMark and tables with `$…$` and `$$…$$`, code highlighted by classes; no HTML of its
 * own, links to the web and to mail only, pictures only from where the user lets them be loaded. One that lies beside the text
 * carries its URI as `data-file`, for the page's host to let it be loaded.
 */
export function createMarkdown(): Markdown {
	const markdown = new MarkdownIt({ ...markdownGuards, linkify: false, typographer: false, highlight });
	const plugin = 'default' in mathPlugin ? (mathPlugin as unknown as { default: typeof mathPlugin }).default : mathPlugin;
	markdown.use(plugin, { throwOnError: false, ...mathGuards });
	for (const rule of ['math_inline', 'math_inline_block', 'math_block']) {
		const typeset = markdown.renderer.rules[rule]!;
		markdown.renderer.rules[rule] = (tokens, index, options, env, self) => {
			const { content } = tokens[index]!;
			const spent = (env ?? {}) as MarkdownEnvironment;
			spent.typeset = (spent.typeset ?? 0) + content.length;
			if (!isTypesettable(content) || spent.typeset > limits.formulas) return tooLarge('formula', content);
			try {
				const html = withoutDeception(typeset(tokens, index, options, env, self));
				return isShowable(html) ? html : tooLarge('formula', content);
			} catch (error) {
				// KaTeX descends by calls: what is too deep for it overflows the stack.
				if (error instanceof RangeError) return tooLarge('formula', content);
				throw error;
			}
		};
	}
	const normalize = markdown.normalizeLink;
	markdown.normalizeLink = (address) => webAddress(address) ?? normalize(address);
	// An address that is its own text stays in ASCII, as it is requested.
	markdown.normalizeLinkText = (address) => webAddress(address) ?? address;
	// A relative path is a picture's alone: of a link only the text is left.
	markdown.validateLink = (address) => webAddress(address) !== undefined || /^mailto:[^\s]+$/i.test(address) || isRelativePath(address);
	markdown.renderer.rules.image = (tokens, index, _options, env) => {
		const token = tokens[index]!;
		return picture(token.content, String(token.attrGet('src') ?? ''), (env ?? {}) as MarkdownEnvironment);
	};
	markdown.core.ruler.push('lectern_plain_dealing', ({ tokens, Token }) => {
		for (const token of tokens) {
			token.content = withoutDeception(token.content);
			token.info = withoutDeception(token.info);
			if (token.children) token.children = plainDealing(token.children, (type) => new Token(type, '', 0));
		}
	});
	return markdown;
}

/** A remote picture lets its server know who reads what, so it is loaded only from where the user said so; else a button asks. */
function picture(text: string, address: string, { pictures: allowed = [], beside }: MarkdownEnvironment): string {
	const label = escapeHtml(text === '' ? l10n.t('Picture') : text);
	const file = beside && pictureBeside(address, beside.uri, beside.folders);
	if (file !== undefined) return `<img data-file="${escapeHtml(file)}" alt="${label}">`;
	const source = webAddress(address);
	const origin = pictureOrigin(address);
	if (source === undefined) return `<span class="picture" role="note">${label}</span>`;
	if (origin === undefined)
		return `<span class="picture" role="note">${label} <a href="${escapeHtml(source)}">(${l10n.t('picture')})</a></span>`;
	if (mayLoad(origin, allowed)) return `<img src="${escapeHtml(source)}" alt="${label}" referrerpolicy="no-referrer" loading="lazy">`;
	return `<span class="picture">${label} <button type="button" data-origin="${escapeHtml(origin)}">${l10n.t('Load pictures from {0}', escapeHtml(hostOf(source)))}</button></span>`;
}

/** Text from a file that would hold up the page: its beginning, as code, and a word of why. */
export function tooLarge(what: 'formula' | 'text', source: string): string {
	const why =
		what === 'formula'
			? l10n.t('This formula is too large to show ({0} characters):', source.length)
			: l10n.t('This text is too large to show ({0} characters):', source.length);
	return `<span class="too-large">${why} <code>${escapeHtml(clipped(source, limits.excerpt))}</code></span>`;
}

/** Inline tokens whose text holds nothing deceptive, whose links say where they lead, and that are nested only so deep. */
function plainDealing(children: readonly Token[], makeToken: (type: string) => Token): Token[] {
	const dealt: Token[] = [];
	let link: { readonly address: string; text: string } | undefined;
	let isDropped = false;
	for (const token of children) {
		token.content = withoutDeception(token.content);
		if (/^(em|strong|s)_(open|close)$/.test(token.type) && token.level > markdownGuards.maxNesting) continue;
		if (token.type === 'link_open') isDropped = isRelativePath(String(token.attrGet('href') ?? ''));
		if (isDropped && /^link_/.test(token.type)) continue;
		if (token.type === 'link_open') {
			link = { address: String(token.attrGet('href') ?? ''), text: '' };
			// The text's own title could name another place.
			token.attrSet('title', link.address);
		} else if (token.type === 'link_close') {
			const host = link && disguisedHost(link.text, link.address);
			if (host !== undefined) {
				const note = makeToken('text');
				note.content = ` (${host})`;
				dealt.push(note);
			}
			link = undefined;
		} else if (link) link.text += token.content;
		dealt.push(token);
	}
	return dealt;
}

/** The host that a link leads to, where its text reads like an address of another. */
function disguisedHost(text: string, address: string): string | undefined {
	const named = /(?<![^\s/?#:@])([^\s/?#:@]+\.\p{L}[^\s/?#:]+)/iu.exec(text)?.[1];
	if (named === undefined || webAddress(address) === undefined) return undefined;
	const host = hostOf(address);
	return named.toLowerCase().replace(/^www\./, '') === host.replace(/^www\./, '') ? undefined : host;
}

function highlight(code: string, language: string): string {
	if (code.length > limits.highlighted || !hljs.getLanguage(language)) return '';
	return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}

let inlineParser: Markdown | undefined;

/**
 * One paragraph of Markdown from a file, fit for a card: emphasis and code stay, maths becomes Unicode or a picture, links and
 * pictures only their text; all else is escaped. With `html`, sub- and superscripts are `<sub>` and `<sup>`.
 */
export function safeParagraph(source: string, html: boolean, picture?: Picture): string {
	inlineParser ??= createMarkdown();
	const inline = inlineParser.parseInline(clipped(source, limits.paragraph), {})[0]?.children ?? [];
	let out = '';
	for (const token of inline) {
		switch (token.type) {
			case 'text':
				out += escapeMarkdown(token.content);
				break;
			case 'code_inline':
				out += codeSpan(token.content);
				break;
			case 'strong_open':
			case 'strong_close':
				out += '**';
				break;
			case 'em_open':
			case 'em_close':
				out += '*';
				break;
			case 'softbreak':
			case 'hardbreak':
				out += ' ';
				break;
			case 'image':
				out += escapeMarkdown(token.content);
				break;
			default:
				if (token.type.startsWith('math')) out += inlineMath(token.content, html, picture);
		}
	}
	return out;
}

/**
 * The first sentence of a paragraph of Markdown as plain text: marks, links and pictures only their text, maths as Unicode, or as its TeX
 * where that would lose meaning.
 */
export function plainSentence(source: string): string {
	inlineParser ??= createMarkdown();
	const inline = inlineParser.parseInline(clipped(source, limits.paragraph), {})[0]?.children ?? [];
	const text = inline
		.map(({ type, content }) => {
			if (type.startsWith('math')) return plainMath(content) ?? content;
			return type === 'softbreak' || type === 'hardbreak' ? ' ' : content;
		})
		.join('');
	return withoutDeception(/^[\s\S]*?[.!?](?=\s+[\p{Lu}"“(]|\s*$)/u.exec(text)?.[0] ?? text).trim();
}
