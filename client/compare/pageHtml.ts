import * as vscode from 'vscode';
import { readerPolicy } from '../reader/policy.js';
import { commandButton, escapeAttribute } from '../webview/panel/html.js';
import { pageOf } from '../webview/panel/page.js';
import { textsOfPage } from './texts.js';

/** The whole page of a comparison: the reader's policy, our styles, a bar of actions, room for the table, and one script that fills it. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, keys: readonly string[]): string {
	const { l10n } = vscode;
	return pageOf(webview, extension, {
		title: l10n.t('Compare Papers'),
		policy: (source, nonce) => readerPolicy(source, nonce, []),
		styles: ['dist/katex/katex.min.css', 'media/summary.css', 'media/compare.css'],
		data: { texts: JSON.stringify(textsOfPage()), keys: JSON.stringify(keys) },
		body: `<header class="bar" role="toolbar" aria-label="${escapeAttribute(l10n.t('Comparison'))}">
${commandButton('add', l10n.t('Add Paper…'), l10n.t('Add a paper; related papers come first'))}
${commandButton('expand', l10n.t('Show all'), l10n.t('Show the full text in every row'))}
<span class="gap"></span>
${commandButton('insert', l10n.t('Insert into Note'), l10n.t('Insert the table into the note that had the cursor last'))}
${commandButton('copyMarkdown', l10n.t('Copy as Markdown'), l10n.t('Copy the table with its citations as Markdown'))}
</header>
<p class="notice" role="status" hidden></p>
<main>
<h1 class="unseen">${escapeAttribute(l10n.t('Compare Papers'))}</h1>
<div class="table-box"><p class="loading">${escapeAttribute(l10n.t('Reading the papers…'))}</p></div>
</main>
<div class="unseen" role="status" id="said"></div>`,
		script: 'compare.js',
	});
}
