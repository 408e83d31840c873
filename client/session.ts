import type * as vscode from 'vscode';
import type { CheckProgress, CompletionGrew, ZoteroReport } from '../server/protocol/index.js';
import type { LastNote } from './cite/lastNote.js';
import type { Server } from './connection/server.js';

/** What the features of the running client need. Each names the fields that it uses: `Pick<ClientSession, 'server' | 'log'>`. */
export interface ClientSession {
	/** The folder that Lectern is installed in. */
	readonly extensionUri: vscode.Uri;
	/** What VS Code keeps as secrets: the user's keys. */
	readonly secrets: vscode.SecretStorage;
	/** What is kept for the workspace, and for all of the user's windows. */
	readonly workspaceState: vscode.Memento;
	readonly globalState: vscode.Memento;
	/** A folder for files that may be lost at any time: the workspace's own, or the user's where no folder is open. */
	readonly storage: vscode.Uri;
	/** The file for reading states where no workspace file is to be written. */
	readonly ownReadings: vscode.Uri;
	readonly server: Server;
	readonly log: vscode.LogOutputChannel;
	readonly onLibraryChange: vscode.Event<void>;
	/** The state of the connection to Zotero, whenever it changes. */
	/** How far a check of a document at its registries is. */
	readonly onCheckProgress: vscode.Event<CheckProgress>;
	/** The list of completions at a place would be longer now. */
	readonly onCompletionGrew: vscode.Event<CompletionGrew>;
	readonly onZoteroChange: vscode.Event<ZoteroReport>;
	/** Resolves when the server answers; rejects if it does not start. */
	readonly started: Promise<void>;
	/** Resolves when the workspace's libraries and notes have been read for the first time, or never will be. */
	readonly whenRead: Promise<void>;
	readonly lastNote: LastNote;
}
