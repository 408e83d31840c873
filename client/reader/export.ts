import * as vscode from 'vscode';
import type { ReaderAnswer } from '../../server/protocol.js';
import { printPolicy } from './policy.js';

/**
 * *Export for Printing*: one HTML file with everything in it, saved where the user says and offered to the browser; a
 * webview cannot print.
 */
export async function exportForPrinting(
	{ extensionUri }: vscode.ExtensionContext,
	{ key, title, html }: ReaderAnswer,
	pictures: readonly string[],
): Promise<void> {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	const name = `${key.replace(/[^\p{L}\p{N}_.-]+/gu, '-')}.html`;
	const target = await vscode.window.showSaveDialog({
		title: vscode.l10n.t('Export for Printing'),
		defaultUri: folder && vscode.Uri.joinPath(folder, name),
		filters: { HTML: ['html'] },
	});
	if (!target) return;
	const page = await vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Exporting…') },
		async () => pageForPrinting(extensionUri, title, await withPictures(html, pictures), pictures),
	);
	await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(page));
	const open = vscode.l10n.t('Open in Browser');
	const answer = await vscode.window.showInformationMessage(vscode.l10n.t('The page is saved. Print it from the browser.'), open);
	if (answer === open) await vscode.env.openExternal(target);
}

async function pageForPrinting(extension: vscode.Uri, title: string, html: string, pictures: readonly string[]): Promise<string> {
	const read = async (...path: string[]) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, ...path));
	const text = async (...path: string[]) => new TextDecoder().decode(await read(...path));
	const css = await text('dist', 'katex', 'katex.min.css');
	const names = [...new Set(Array.from(css.matchAll(/url\(fonts\/([\w-]+\.woff2)\)/g), ([, name]) => name!))];
	const fonts = new Map(await Promise.all(names.map(async (name) => [name, base64(await read('dist', 'katex', 'fonts', name))] as const)));
	const embedded = css.replace(/url\(fonts\/([\w-]+\.woff2)\)/g, (_, name: string) => `url(data:font/woff2;base64,${fonts.get(name)})`);
	// What leads somewhere in the editor leads nowhere here, and what the user's notes say is the user's own.
	const body = html
		.replace(/<section class="mentions">[\s\S]*?<\/section>/, '')
		.replace(/<span><a href="#" data-uri="[\s\S]*?<\/a><\/span>/g, '')
		.replace(/<a\b[^>]*\bhref="#[^"]*"[^>]*>([\s\S]*?)<\/a>/g, '$1')
		.replace(/<nav class="contents"[\s\S]*?<\/nav>/, '')
		.replace(/<button\b[\s\S]*?<\/button>/g, '');
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${printPolicy(pictures)}">
<title>${title.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`)}</title>
<style>${embedded}</style>
<style>${await text('media', 'print.css')}</style>
</head>
<body><article>${body}</article></body>
</html>
`;
}

/** Larger pictures stay where they are. */
const largestPicture = 10 << 20;

/** The page with the pictures in it that it shows already: those from where the user lets this summary load them. One that cannot be had stays a link. */
async function withPictures(html: string, origins: readonly string[]): Promise<string> {
	const sources = new Set(Array.from(html.matchAll(/<img src="(https:[^"]*)"/g), ([, source]) => source!));
	const embedded = new Map<string, string>();
	for (const source of sources) {
		const address = source.replace(/&amp;/g, '&').replace(/&#39;/g, "'");
		if (!URL.canParse(address) || !origins.includes(new URL(address).origin)) continue;
		const picture = await pictureAt(address).catch(() => undefined);
		if (picture !== undefined) embedded.set(source, picture);
	}
	return html.replace(/(<img src=")(https:[^"]*)"/g, (whole, before: string, source: string) => {
		const picture = embedded.get(source);
		return picture === undefined ? whole : `${before}${picture}"`;
	});
}

/** A picture as a data address; nothing where there is no picture of a usual size. */
async function pictureAt(address: string): Promise<string | undefined> {
	const response = await fetch(address, {
		redirect: 'error',
		referrerPolicy: 'no-referrer',
		credentials: 'omit',
		signal: AbortSignal.timeout(10_000),
	});
	const type = /^image\/[a-z0-9.+-]+/i.exec(response.headers.get('content-type') ?? '')?.[0];
	if (!response.ok || type === undefined) return undefined;
	const bytes = new Uint8Array(await response.arrayBuffer());
	return bytes.length > largestPicture ? undefined : `data:${type};base64,${base64(bytes)}`;
}

function base64(bytes: Uint8Array): string {
	let binary = '';
	for (let start = 0; start < bytes.length; start += 0x8000) binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
	return btoa(binary);
}
