import * as vscode from 'vscode';
import type { ReaderAnswer } from '../../server/protocol.js';
import { commandButton, escapeAttribute, makeNonce } from '../webview/html.js';
import { readerPolicy } from './policy.js';

/**
 * The reader's whole page: a strict policy, our styles, a bar of actions, the paper's HTML and one script. KaTeX lays out with
 * style attributes, hence the one exception for styles. `pictures` are the origins from which the user lets this summary load pictures.
 */
export function pageHtml(
	webview: vscode.Webview,
	extension: vscode.Uri,
	{ key, html, title }: ReaderAnswer,
	history: { readonly back: boolean; readonly forward: boolean },
	pictures: readonly string[],
): string {
	const resource = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path)).toString();
	const nonce = makeNonce();
	const source = webview.cspSource;
	const { l10n } = vscode;
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${readerPolicy(source, nonce, pictures)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeAttribute(title)}</title>
<link rel="stylesheet" href="${resource('dist', 'katex', 'katex.min.css')}">
<link rel="stylesheet" href="${resource('media', 'summary.css')}">
<link rel="stylesheet" href="${resource('media', 'reader.css')}">
</head>
<body data-key="${escapeAttribute(key)}" data-copy-tex="${escapeAttribute(l10n.t('Copy TeX'))}" data-copied="${escapeAttribute(l10n.t('Copied'))}" data-code="${escapeAttribute(l10n.t('Code'))}" data-table="${escapeAttribute(l10n.t('Table'))}">
<div class="bar" role="toolbar" aria-label="${escapeAttribute(l10n.t('Reader'))}">
${commandButton('back', '←', l10n.t('Back (Alt+Left)'), !history.back)}
${commandButton('forward', '→', l10n.t('Forward (Alt+Right)'), !history.forward)}
${commandButton('previous', '↑', l10n.t('Previous paper in the library'))}
${commandButton('next', '↓', l10n.t('Next paper in the library'))}
<span class="gap"></span>
${commandButton('cite', l10n.t('Cite'), l10n.t('Insert a citation into the note'))}
${commandButton('copyKey', l10n.t('Copy key'), l10n.t('Copy the citation key'))}
${commandButton('copyBibtex', l10n.t('Copy BibTeX'), l10n.t('Copy the BibTeX entry'))}
${commandButton('compare', l10n.t('Compare'), l10n.t('Compare with other papers'))}
<span class="gap"></span>
${commandButton('zoomOut', 'A−', l10n.t('Smaller text'))}
${commandButton('zoomIn', 'A+', l10n.t('Larger text'))}
${commandButton('exportForPrinting', l10n.t('Print…'), l10n.t('Export for Printing: one HTML file'))}
</div>
<article>
${html}
</article>
<script nonce="${nonce}" src="${resource('dist', 'reader.js')}"></script>
</body>
</html>`;
}
