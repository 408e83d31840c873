import * as vscode from 'vscode';
import { escapeAttribute, makeNonce } from './html.js';

/** What one of our pages is made of besides what they all have. */
export interface PageParts {
	/** Plain text. */
	readonly title: string;
	/** The language of the page's texts; that of VS Code where it is left out. */
	readonly language?: string;
	/** The Content Security Policy, for where the page's own files come from and the nonce of its script. */
	readonly policy: (source: string, nonce: string) => string;
	/** Files of the extension, by their paths from its root: they are preloaded. */
	readonly fonts?: readonly string[];
	/** Style sheets, by their paths from its root. */
	readonly styles: readonly string[];
	/** What the script reads of the page: attributes of its body, `data-` left out, with their values as plain text. */
	readonly data: Readonly<Record<string, string>>;
	readonly className?: string;
	/** HTML. */
	readonly body: string;
	/** The one script, by its name in `dist/`. */
	readonly script: string;
}

/** The HTML of a page: a policy, our styles, its body, and one script. */
export function pageOf(webview: vscode.Webview, extension: vscode.Uri, page: PageParts): string {
	const { title, language = vscode.env.language, policy, fonts = [], styles, data, className, body, script } = page;
	const resource = (path: string) => webview.asWebviewUri(vscode.Uri.joinPath(extension, path)).toString();
	const nonce = makeNonce();
	const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${escapeAttribute(value)}"`);
	return `<!DOCTYPE html>
<html lang="${escapeAttribute(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(webview.cspSource, nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeAttribute(title)}</title>
${fonts.map((path) => `<link rel="preload" as="font" crossorigin href="${resource(path)}">`).join('\n')}
${styles.map((path) => `<link rel="stylesheet" href="${resource(path)}">`).join('\n')}
</head>
<body${className === undefined ? '' : ` class="${className}"`}${attributes.join('')}>
${body}
<script nonce="${nonce}" src="${resource(`dist/${script}`)}"></script>
</body>
</html>`;
}
