import * as vscode from 'vscode';
import { readerPolicy } from '../reader/policy.js';
import { escapeAttribute, makeNonce } from '../webview/panel/html.js';

/** The page of the status: the reader's policy, our styles, room for the report, and one script that fills it. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri): string {
	const resource = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path)).toString();
	const nonce = makeNonce();
	const title = escapeAttribute(vscode.l10n.t('Lectern Status'));
	return `<!DOCTYPE html>
<html lang="${escapeAttribute(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${readerPolicy(webview.cspSource, nonce, [])}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${resource('media', 'pages.css')}">
</head>
<body data-problem="${escapeAttribute(vscode.l10n.t('Problem'))}">
<main>
<h1>${title}</h1>
<div id="report"><p>${escapeAttribute(vscode.l10n.t('Reading the status…'))}</p></div>
</main>
<script nonce="${nonce}" src="${resource('dist', 'status.js')}"></script>
</body>
</html>`;
}
