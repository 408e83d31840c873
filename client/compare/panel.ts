import * as vscode from 'vscode';
import { type Comparison, fewestCompared, mostCompared } from '../../server/protocol.js';
import type { ClientSession } from '../activate.js';
import type { LastNote } from '../cite/lastNote.js';
import { furnish } from '../webview/html.js';
import { insertComparison, markdownOf } from './insert.js';
import { readMessage, type ToPage } from './messages.js';
import { pageHtml } from './pageHtml.js';
import { pickToCompare } from './pick.js';

export const compareViewType = 'lectern.compare';

/** Where the papers that were compared last are kept: a page whose window is reloaded at once has not told its own state yet. */
export const lastCompared = 'lectern.lastCompared';

/** One comparison: a webview panel whose papers can be put in another order, taken out and added to. */
export class ComparePanel {
	readonly #closed = new vscode.EventEmitter<void>();
	readonly onDidClose = this.#closed.event;
	#keys: readonly string[];
	#shown: Comparison | undefined;

	constructor(
		private readonly session: ClientSession,
		private readonly note: LastNote,
		readonly panel: vscode.WebviewPanel,
		keys: readonly string[],
	) {
		const { extensionUri } = session.context;
		this.#keys = keys;
		furnish(panel, extensionUri);
		const listeners = [
			panel.webview.onDidReceiveMessage((message) => this.#receive(message)),
			session.onLibraryChange(() => this.#tell(false)),
			note.onDidChange(() => this.#tellNote()),
		];
		panel.onDidDispose(() => {
			for (const listener of listeners) listener.dispose();
			this.#closed.fire();
		});
		this.#keep();
		panel.webview.html = pageHtml(panel.webview, extensionUri, keys);
	}

	/** The papers in the order in which they stand. */
	get keys(): readonly string[] {
		return this.#keys;
	}

	#post(message: ToPage): void {
		void this.panel.webview.postMessage(message);
	}

	#keep(): void {
		void this.session.context.workspaceState.update(lastCompared, this.#keys);
	}

	/** Tells the page of the papers; only what is other than it has, unless the page is new. */
	async #tell(isNew: boolean): Promise<void> {
		await this.session.started;
		const keys = this.#keys;
		const comparison = await this.session.server.request('lectern/compare', { keys });
		// An answer to what stood there before says nothing.
		if (keys !== this.#keys) return;
		if (!isNew && JSON.stringify(comparison) === JSON.stringify(this.#shown)) return;
		this.#shown = comparison;
		this.#setTitle();
		this.#post({ type: 'papers', comparison });
	}

	#setTitle(): void {
		const papers = this.#shown?.papers ?? [];
		const names = this.#keys.flatMap((key) => papers.find((paper) => paper.key === key)?.name ?? []).join(', ');
		if (names !== '') this.panel.title = names.length > 40 ? `${names.slice(0, 39)}…` : names;
	}

	#tellNote(): void {
		this.#post({ type: 'note', name: this.note.name ?? null });
	}

	async #receive(data: unknown): Promise<void> {
		const message = readMessage(data);
		const { server } = this.session;
		switch (message?.type) {
			case 'ready':
				this.#tellNote();
				return this.#tell(true);
			case 'open':
				return vscode.commands.executeCommand(message.beside ? 'lectern.readPaperToSide' : 'lectern.readPaper', message.key);
			case 'card': {
				const html = await server.request('lectern/readerCard', { key: message.key });
				return html === null ? undefined : this.#post({ type: 'card', key: message.key, html });
			}
			case 'order':
				// Only papers that stand there already come back in another order: others are added by the pick alone.
				if (message.keys.every((key) => this.#isKnown(key))) {
					this.#keys = message.keys;
					this.#setTitle();
					this.#keep();
				}
				return;
			case 'copy':
				return vscode.env.clipboard.writeText(message.text);
			case 'command':
				return this.#run(message.command);
		}
	}

	#isKnown(key: string): boolean {
		return this.#keys.includes(key) || (this.#shown?.papers.some((paper) => paper.key === key) ?? false);
	}

	async #run(command: 'add' | 'copyMarkdown' | 'insert'): Promise<void> {
		const { server } = this.session;
		if (command === 'insert') return insertComparison(server, this.note, this.#keys);
		if (command === 'copyMarkdown') return markdownOf(server, this.#keys);
		const chosen = await pickToCompare(server, this.#keys);
		if (!chosen || chosen.length < fewestCompared) return;
		this.#keys = chosen.slice(0, mostCompared);
		this.#keep();
		await this.#tell(true);
		this.panel.reveal();
	}
}
