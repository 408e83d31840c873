import * as vscode from 'vscode';
import type { ReaderAnswer } from '../../server/protocol.js';
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
	const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
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
<link rel="stylesheet" href="${resource('media', 'reader.css')}">
</head>
<body data-key="${escapeAttribute(key)}" data-copy-tex="${escapeAttribute(l10n.t('Copy TeX'))}" data-copied="${escapeAttribute(l10n.t('Copied'))}" data-code="${escapeAttribute(l10n.t('Code'))}" data-table="${escapeAttribute(l10n.t('Table'))}">
<div class="bar" role="toolbar" aria-label="${escapeAttribute(l10n.t('Reader'))}">
${button('back', '←', l10n.t('Back (Alt+Left)'), !history.back)}
${button('forward', '→', l10n.t('Forward (Alt+Right)'), !history.forward)}
${button('previous', '↑', l10n.t('Previous paper in the library'))}
${button('next', '↓', l10n.t('Next paper in the library'))}
<span class="gap"></span>
${button('cite', l10n.t('Cite'), l10n.t('Insert a citation into the note'))}
${button('copyKey', l10n.t('Copy key'), l10n.t('Copy the citation key'))}
${button('copyBibtex', l10n.t('Copy BibTeX'), l10n.t('Copy the BibTeX entry'))}
<span class="gap"></span>
${button('zoomOut', 'A−', l10n.t('Smaller text'))}
${button('zoomIn', 'A+', l10n.t('Larger text'))}
${button('exportForPrinting', l10n.t('Print…'), l10n.t('Export for Printing: one HTML file'))}
</div>
<article>
${html}
</article>
<script nonce="${nonce}" src="${resource('dist', 'reader.js')}"></script>
</body>
</html>`;
}

/**
 * A button of the bar. One that cannot be used stays reachable, so that the focus has somewhere to be. A word is its own
 * name, so that who speaks to the computer can say what is seen; a sign is named by what it does.
 */
function button(command: string, label: string, title: string, isOff = false): string {
	const name = /\p{L}{2}/u.test(label) ? undefined : /\p{L}/u.test(label) ? `${label}: ${title}` : title;
	const named = name === undefined ? '' : ` aria-label="${escapeAttribute(name)}"`;
	return `<button data-command="${command}" title="${escapeAttribute(title)}"${named}${isOff ? ' aria-disabled="true"' : ''}>${escapeAttribute(label)}</button>`;
}

const escapeAttribute = (text: string): string => text.replace(/[&"'<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
