import * as vscode from 'vscode';
import { readerPolicy } from '../reader/policy.js';
import { commandButton, escapeAttribute } from '../webview/panel/html.js';
import { pageOf } from '../webview/panel/page.js';

/** The page of *Enter by Hand*: the reader's policy, our styles, an empty form, and one script that fills it. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri): string {
	const text = (words: string) => escapeAttribute(words);
	const { l10n } = vscode;
	const data = {
		either: l10n.t('One of these:'),
		missing: l10n.t('Still missing: {0}. The paper can be added without.', '{0}'),
		cite: l10n.t('Add the entry and cite it in {0}', '{0}'),
	};
	return pageOf(webview, extension, {
		title: l10n.t('Enter Paper'),
		policy: (source, nonce) => readerPolicy(source, nonce, []),
		styles: ['media/pages.css'],
		className: 'form',
		data,
		body: `<main hidden>
<h1>${text(l10n.t('Enter Paper'))}</h1>
<div class="field">
<label for="type">${text(l10n.t('Type of work'))}</label>
<select id="type" aria-describedby="about-type"></select>
<p id="about-type" class="about"></p>
</div>
<div id="required"></div>
<details open>
<summary>${text(l10n.t('More fields'))}</summary>
<div id="optional"></div>
</details>
<h2>${text(l10n.t('Entry'))}</h2>
<pre id="entry" tabindex="0" role="region" aria-label="${text(l10n.t('Entry'))}"></pre>
<p id="missing" role="status"></p>
<div class="field" id="files" hidden>
<label for="file">${text(l10n.t('Bibliography'))}</label>
<select id="file"></select>
</div>
<div class="actions">
${commandButton('cite', l10n.t('Add and Cite'), '')}
${commandButton('add', l10n.t('Add'), l10n.t('Add the entry to the bibliography'))}
${commandButton('copy', l10n.t('Copy Entry'), l10n.t('Copy the entry as BibTeX'))}
</div>
</main>`,
		script: 'enter.js',
	});
}
