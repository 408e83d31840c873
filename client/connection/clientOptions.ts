import * as vscode from 'vscode';
import type { LanguageClientOptions, RenameMiddleware, StaticFeature } from 'vscode-languageclient';
import { type ClientOptions, projectFileNames } from '../../server/protocol/index.js';
import { documentLanguages, libraryLanguages, libraryPatterns } from '../editor/documentLanguages.js';
import { showError } from '../editor/messages.js';
import { localLocation } from '../editor/notebookCells.js';
import { cardCommands } from '../papers/cardCommands.js';
import { themeKind } from './theme.js';

/** What the two entries, desktop and web, set differently. */
type OwnOptions = Pick<ClientOptions, 'providesFiles' | 'build' | 'cacheFolder' | 'readings'>;

/** The options of the language client, and those that it hands to the server. */
export function clientOptions(own: OwnOptions, log: vscode.LogOutputChannel): LanguageClientOptions {
	return {
		documentSelector: [
			...[...documentLanguages, ...libraryLanguages].map((language) => ({ language })),
			...libraryPatterns.map((pattern) => ({ pattern })),
			// Raw cells hold the front matter of Quarto's notebooks.
			...['markdown', 'raw'].map((language) => ({ notebook: '*', language })),
			...projectFileNames.map((name) => ({ pattern: `**/${name}` })),
		],
		initializationOptions: {
			lectern: {
				fetches: true,
				html: true,
				pictures: themeKind(vscode.window.activeColorTheme),
				commands: true,
				singleEdit: true,
				lateRefusals: true,
				addPaper: true,
				notebookCells: true,
				isUntrusted: !vscode.workspace.isTrusted,
				...remoteOption(),
				...own,
			} satisfies ClientOptions,
		},
		markdown: { isTrusted: { enabledCommands: cardCommands }, supportHtml: true },
		outputChannel: log,
		middleware: {
			provideRenameEdits: renameOrExplain,
			async provideReferences(document, position, options, token, next) {
				const found = await next(document, position, options, token);
				return found && Promise.all(found.map(localLocation));
			},
		},
	};
}

/** What VS Code calls a remote window. A server on this computer that a browser shows is none. */
function remoteOption(): Pick<ClientOptions, 'remote'> {
	const { remoteName } = vscode.env;
	const computer = remoteName?.replace(/:\d+$/, '');
	return computer === undefined || ['127.0.0.1', 'localhost', '[::1]'].includes(computer) ? {} : { remote: computer };
}

/**
 * A refused renaming changes nothing. Left to itself, VS Code would go on to its own Markdown provider, which takes the brackets of a
 * citation for a link and rewrites them.
 */
const renameOrExplain: RenameMiddleware['provideRenameEdits'] = async (document, position, newName, token, next) => {
	try {
		return await next(document, position, newName, token);
	} catch (error) {
		showError(error instanceof Error ? error.message : String(error));
		return new vscode.WorkspaceEdit();
	}
};

/** Does not announce that problems can be asked for: the server sends them by itself, also those of library files that no editor has open. */
export const withoutPulling: StaticFeature = {
	fillClientCapabilities({ textDocument, workspace }) {
		delete textDocument?.diagnostic;
		delete workspace?.diagnostics;
	},
	initialize: () => undefined,
	getState: () => ({ kind: 'static' }),
	clear: () => undefined,
};
