import * as vscode from 'vscode';
import { readerPolicy } from '../reader/policy.js';
import { escapeAttribute } from '../webview/panel/html.js';
import { pageOf } from '../webview/panel/page.js';

/** The page of the status: the reader's policy, our styles, room for the report, and one script that fills it. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri): string {
	const title = vscode.l10n.t('Lectern Status');
	return pageOf(webview, extension, {
		title,
		policy: (source, nonce) => readerPolicy(source, nonce, []),
		styles: ['media/pages.css'],
		data: { problem: vscode.l10n.t('Problem') },
		body: `<main>
<h1>${escapeAttribute(title)}</h1>
<div id="report"><p>${escapeAttribute(vscode.l10n.t('Reading the status…'))}</p></div>
</main>`,
		script: 'status.js',
	});
}
