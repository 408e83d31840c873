import * as vscode from 'vscode';
import type { ClientSession } from '../activate.js';
import { pickPapers } from '../cite/insertCitation.js';
import { keyOf } from '../paperArgument.js';
import { readMessage } from './messages.js';

const viewType = 'lectern.reader';

/** The reader: one webview panel that shows a paper's summary, restored after a window reload. */
export function registerReader(session: ClientSession): void {
	const { context, server } = session;
	let panel: vscode.WebviewPanel | undefined;
	let shown: string | undefined;

	const show = async (key: string): Promise<void> => {
		const page = await server.request('lectern/readerPage', { key });
		if (!page) {
			void vscode.window.showWarningMessage(vscode.l10n.t('No paper has the key {0}.', key));
			return;
		}
		shown = page.key;
		panel ??= adopt(
			vscode.window.createWebviewPanel(viewType, page.title, { viewColumn: column(), preserveFocus: true }, { enableFindWidget: true }),
		);
		panel.title = page.title;
		panel.webview.html = pageHtml(panel.webview, context.extensionUri, page.key, page.html);
		panel.reveal(undefined, true);
	};

	const adopt = (adopted: vscode.WebviewPanel): vscode.WebviewPanel => {
		adopted.webview.options = {
			enableScripts: true,
			localResourceRoots: [vscode.Uri.joinPath(context.extensionUri, 'dist'), vscode.Uri.joinPath(context.extensionUri, 'media')],
		};
		adopted.iconPath = {
			light: vscode.Uri.joinPath(context.extensionUri, 'media', 'lectern-light.svg'),
			dark: vscode.Uri.joinPath(context.extensionUri, 'media', 'lectern-dark.svg'),
		};
		adopted.webview.onDidReceiveMessage((data) => {
			const message = readMessage(data);
			if (message?.type === 'open') void show(message.key);
			else if (message?.type === 'newSummary') void vscode.commands.executeCommand('lectern.newSummary', shown);
		});
		adopted.onDidDispose(() => {
			if (panel === adopted) panel = undefined;
		});
		return adopted;
	};

	context.subscriptions.push(
		vscode.commands.registerCommand('lectern.readPaper', async (argument: unknown) => {
			const [key] = [keyOf(argument) ?? (await pickPapers(server, vscode.l10n.t('Read Paper'), false))?.[0]];
			if (key !== undefined) await show(key);
		}),
		vscode.commands.registerCommand('lectern.readPaperAtCursor', async () => {
			const editor = vscode.window.activeTextEditor;
			if (!editor) return;
			const key = await server.request('lectern/paperAt', { uri: editor.document.uri.toString(), position: editor.selection.active });
			if (key !== null) await show(key);
			else
				void vscode.window.showInformationMessage(
					vscode.l10n.t('There is no paper at the cursor. Place it on a citation key or a paper’s name.'),
				);
		}),
		vscode.window.registerWebviewPanelSerializer(viewType, {
			async deserializeWebviewPanel(restored: vscode.WebviewPanel, state: unknown) {
				await session.started;
				const key = keyOf((state as { key?: unknown } | undefined)?.key);
				if (key === undefined) restored.dispose();
				else {
					panel = adopt(restored);
					await show(key);
				}
			},
		}),
		session.onLibraryChange(async () => {
			if (panel && shown !== undefined) {
				const page = await server.request('lectern/readerPage', { key: shown });
				if (page && panel) panel.webview.html = pageHtml(panel.webview, context.extensionUri, page.key, page.html);
			}
		}),
	);
}

/** Where a new reader opens, by the user's setting. */
const column = (): vscode.ViewColumn =>
	vscode.workspace.getConfiguration('lectern').get('reader.column') === 'active' ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;

/** The whole page: a strict policy, our styles, the paper's HTML and one script. KaTeX lays out with style attributes, hence their exception. */
function pageHtml(webview: vscode.Webview, extension: vscode.Uri, key: string, body: string): string {
	const resource = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path)).toString();
	const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
	const source = webview.cspSource;
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source} 'unsafe-inline'; font-src ${source}; img-src ${source} data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${resource('dist', 'katex', 'katex.min.css')}">
<link rel="stylesheet" href="${resource('media', 'reader.css')}">
</head>
<body data-key="${key.replace(/[&"<>]/g, (letter) => `&#${letter.charCodeAt(0)};`)}">
<article>
${body}
</article>
<script nonce="${nonce}" src="${resource('dist', 'reader.js')}"></script>
</body>
</html>`;
}
