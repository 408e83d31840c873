import * as vscode from 'vscode';
import type { ClientSession } from '../activate.js';
import { keyOf } from '../paperArgument.js';

/** Copy Key and Copy BibTeX: from a hover card, the tree or the reader. */
export function registerCopyCommands({ context, server }: ClientSession): void {
	const copy = (command: string, textOf: (key: string) => Promise<string | null>) =>
		context.subscriptions.push(
			vscode.commands.registerCommand(command, async (argument: unknown) => {
				const key = keyOf(argument);
				if (key === undefined) return;
				const text = await textOf(key);
				if (text === null) {
					void vscode.window.showWarningMessage(vscode.l10n.t('No paper has the key {0}.', key));
					return;
				}
				await vscode.env.clipboard.writeText(text);
				vscode.window.setStatusBarMessage(vscode.l10n.t('Copied.'), 2000);
			}),
		);
	// A link in a card may give any text: only a key of the library reaches the clipboard.
	copy('lectern.copyKey', async (key) => ((await server.request('lectern/bibtex', { key })) === null ? null : key));
	copy('lectern.copyBibtex', (key) => server.request('lectern/bibtex', { key }));
}
