import * as vscode from 'vscode';
import { pageOf } from '../webview/panel/page.js';
import { type BarState, barHtml, noteTitle } from './bar.js';
import type { ReaderHistory } from './messages.js';
import { goneHtml } from './missing.js';
import { readerPolicy } from './policy.js';

/** What a page of the reader is made of. */
export interface ReaderPage {
	readonly key: string;
	readonly title: string;
	/** The paper's HTML, or what is shown instead. */
	readonly article: string;
	readonly bar: BarState;
	readonly history: ReaderHistory;
	/** Back or Forward led here: the page returns to where it was read. */
	readonly isReturn: boolean;
	/** The paper has left the library since it was read. */
	readonly isGone: boolean;
	/** How large the text is in a reader that has not been zoomed. */
	readonly zoom: number;
	/** The origins from which the user lets this summary load pictures. */
	readonly pictures: readonly string[];
}

/**
 * The reader's whole page: a strict policy, our styles, a bar of actions, the paper's HTML and one script. KaTeX lays out with
 * style attributes, hence the one exception for styles.
 */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, page: ReaderPage): string {
	const { l10n } = vscode;
	const data: Readonly<Record<string, string>> = {
		key: page.key,
		history: JSON.stringify(page.history),
		zoom: String(page.zoom),
		...(page.isReturn ? { returns: '' } : {}),
		'copy-tex': l10n.t('Copy TeX'),
		copied: l10n.t('Copied'),
		'open-note': noteTitle(true),
		'begin-note': noteTitle(false),
		code: l10n.t('Code'),
		table: l10n.t('Table'),
		formula: l10n.t('Formula'),
	};
	// VS Code shows a page once its fonts have come, too: those of nearly every formula do not wait for the styles that name them.
	const fonts = page.article.includes('class="katex"') ? ['KaTeX_Main-Regular', 'KaTeX_Math-Italic'] : [];
	return pageOf(webview, extension, {
		title: page.title,
		language: 'en',
		policy: (source, nonce) => readerPolicy(source, nonce, page.pictures),
		fonts: fonts.map((name) => `dist/katex/fonts/${name}.woff2`),
		styles: ['dist/katex/katex.min.css', 'media/summary.css', 'media/reader.css'],
		data,
		body: `${barHtml(page.bar)}
${goneHtml(page.isGone)}
<article>
${page.article}
</article>
<div class="announcement" role="status"></div>`,
		script: 'reader.js',
	});
}
