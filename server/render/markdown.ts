import mathPlugin from '@vscode/markdown-it-katex';
import MarkdownIt, { type MarkdownIt as Markdown } from 'markdown-it';
import { codeSpan, escapeMarkdown } from './escape.js';
import { unicodeMath } from './math.js';

/** The Markdown of summaries: CommonMark and tables with `$…$` and `$$…$$`, no HTML of its own. */
export function createMarkdown(): Markdown {
	const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
	const plugin = 'default' in mathPlugin ? (mathPlugin as unknown as { default: typeof mathPlugin }).default : mathPlugin;
	// A macro or a formula of megabytes must cost no more than a formula: KaTeX stops at these bounds.
	return markdown.use(plugin, { throwOnError: false, trust: false, maxExpand: 500, maxSize: 20 });
}

let inlineParser: Markdown | undefined;

/**
 * One paragraph of Markdown from a file, fit for a card: emphasis and code stay, maths becomes Unicode, links and
 * pictures only their text; all else is escaped. With `html`, sub- and superscripts are `<sub>` and `<sup>`.
 */
export function safeParagraph(source: string, html: boolean): string {
	inlineParser ??= createMarkdown();
	const inline = inlineParser.parseInline(source, {})[0]?.children ?? [];
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
