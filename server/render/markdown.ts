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
import MarkdownIt, { type MarkdownIt as Markdown } from 'markdown-it';
import { codeSpan, escapeHtml, escapeMarkdown } from './escape.js';
import { webAddress } from './links.js';
import { unicodeMath } from './math.js';

for (const [name, language] of Object.entries({ bash, cpp, javascript, json, latex, lua, python, r, yaml }))
	hljs.registerLanguage(name, language);

/** Longer formulas and code are shown as they are written: typesetting them would hold up the page. */
const longestFormula = 20_000;
const longestHighlighted = 100_000;

/**
 * The Markdown of summaries: CommonMark and tables with `$…$` and `$$…$$`, code highlighted by classes; no HTML of its
 * own, links to the web and to mail only, pictures as their text.
 */
export function createMarkdown(): Markdown {
	const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, maxNesting: 40, highlight });
	const plugin = 'default' in mathPlugin ? (mathPlugin as unknown as { default: typeof mathPlugin }).default : mathPlugin;
	// A macro that expands for ever, or a formula that fills the screen, costs no more than a formula.
	markdown.use(plugin, { throwOnError: false, trust: false, maxExpand: 500, maxSize: 20 });
	for (const rule of ['math_inline', 'math_inline_block', 'math_block']) {
		const typeset = markdown.renderer.rules[rule];
		markdown.renderer.rules[rule] = (tokens, index, ...rest) => {
			const { content } = tokens[index]!;
			return content.length > longestFormula ? `<pre><code>${escapeHtml(content)}</code></pre>` : typeset!(tokens, index, ...rest);
		};
	}
	markdown.validateLink = (address) => webAddress(address) !== undefined || /^mailto:[^\s]+$/i.test(address);
	markdown.renderer.rules.image = (tokens, index) => {
		const { content } = tokens[index]!;
		const source = webAddress(String(tokens[index]!.attrGet('src') ?? ''));
		// A remote picture tells its server who reads what: its text stands in its place.
		return `<span class="picture" role="note">${escapeHtml(content === '' ? 'Picture' : content)}${source === undefined ? '' : ` <a href="${escapeHtml(source)}">(picture)</a>`}</span>`;
	};
	return markdown;
}

function highlight(code: string, language: string): string {
	if (code.length > longestHighlighted || !hljs.getLanguage(language)) return '';
	return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}

let inlineParser: Markdown | undefined;

/**
 * One paragraph of Markdown from a file, fit for a card: emphasis and code stay, maths becomes Unicode, links and
 * pictures only their text; all else is escaped. With `html`, sub- and superscripts are `<sub>` and `<sup>`.
 */
export function safeParagraph(source: string, html: boolean): string {
	inlineParser ??= createMarkdown();
	const inline = inlineParser.parseInline(source.slice(0, 4000), {})[0]?.children ?? [];
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
				if (token.type.startsWith('math')) out += unicodeMath(token.content, html);
		}
	}
	return out;
}
