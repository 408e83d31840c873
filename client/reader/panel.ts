import * as vscode from 'vscode';
import type { ReaderAnswer } from '../../server/protocol.js';
import type { ClientSession } from '../activate.js';
import { cellHere } from '../notebookCells.js';
import { furnish } from '../webview/html.js';
import { exportForPrinting } from './export.js';
import { type PageCommand, readMessage, readState } from './messages.js';
import { pageHtml } from './pageHtml.js';
import { PictureConsent } from './policy.js';

export const readerViewType = 'lectern.reader';

/** Where the paper that was read last is kept: a page whose window is reloaded at once has not told its own state yet. */
const lastRead = 'lectern.lastRead';

/** Shared by all panels: what is allowed beside is allowed here. */
const consent = new PictureConsent();

/** What the reader is shown from: the tree's order decides which paper is next. */
export interface ReadingOrder {
	neighbours(key: string): Promise<{ readonly previous?: string; readonly next?: string }>;
}

/** One reader: a webview panel with a history of its own. */
export class ReaderPanel {
	readonly #closed = new vscode.EventEmitter<void>();
	readonly onDidClose = this.#closed.event;
	readonly #past: string[] = [];
	#future: string[] = [];
	#shown: ReaderAnswer | undefined;

	constructor(
		private readonly session: ClientSession,
		private readonly order: ReadingOrder,
		readonly panel: vscode.WebviewPanel,
	) {
		furnish(panel, session.context.extensionUri);
		const messages = panel.webview.onDidReceiveMessage((message) => this.#receive(message));
		const changes = session.onLibraryChange(() => this.#update());
		panel.onDidDispose(() => {
			messages.dispose();
			changes.dispose();
			this.#closed.fire();
		});
	}

	get key(): string | undefined {
		return this.#shown?.key;
	}

	/** Shows a paper, and remembers the one before it. False where no paper has the key. */
	async show(key: string): Promise<boolean> {
		const answer = await this.#request(key);
		if (!answer) return false;
		const before = this.key;
		if (before !== undefined && before !== answer.key) {
			this.#past.push(before);
			this.#future = [];
		}
		this.#fill(answer);
		return true;
	}

	/** Runs a command of the page or of a key binding. */
	async run(command: PageCommand): Promise<void> {
		const key = this.key;
		if (key === undefined) return;
		switch (command) {
			case 'back':
				return this.#step(this.#past, this.#future);
			case 'forward':
				return this.#step(this.#future, this.#past);
			case 'previous':
			case 'next': {
				const target = (await this.order.neighbours(key))[command];
				if (target !== undefined) await this.show(target);
				return;
			}
			case 'compare':
				return vscode.commands.executeCommand('lectern.comparePapers', key);
			case 'cite':
				return vscode.commands.executeCommand('lectern.insertCitation', key);
			case 'exportForPrinting':
				return exportForPrinting(this.session.context, this.#shown!, consent.of(key));
			default:
				return vscode.commands.executeCommand(`lectern.${command}`, key);
		}
	}

	async #step(from: string[], to: string[]): Promise<void> {
		// A paper that has left the library in the meantime is passed over.
		for (let key = from.pop(); key !== undefined; key = from.pop()) {
			const answer = await this.#request(key);
			if (!answer) continue;
			if (this.key !== undefined) to.push(this.key);
			this.#fill(answer);
			return;
		}
	}

	#request(key: string): Promise<ReaderAnswer | null> {
		return this.session.server.request('lectern/readerPage', { key, pictures: consent.of(key) });
	}

	/** Makes the page anew; what Back and Forward can do is known by now. */
	#fill(answer: ReaderAnswer): void {
		this.#shown = answer;
		void this.session.context.workspaceState.update(lastRead, answer.key);
		this.panel.title = answer.title.length > 40 ? `${answer.title.slice(0, 39)}…` : answer.title;
		const history = { back: this.#past.length > 0, forward: this.#future.length > 0 };
		this.panel.webview.html = pageHtml(this.panel.webview, this.session.context.extensionUri, answer, history, consent.of(answer.key));
	}

	/** Shows the same paper as the library has it now; the page keeps its place. */
	async #update(): Promise<void> {
		const key = this.key;
		if (key === undefined) return;
		const answer = await this.#request(key);
		if (!answer || answer.html === this.#shown?.html) return;
		this.#shown = answer;
		await this.panel.webview.postMessage({ type: 'update', html: answer.html });
	}

	/** Shows the paper again under a policy that lets it load pictures from one more origin. */
	async #loadPictures(origin: string): Promise<void> {
		const shown = this.#shown;
		if (!shown || !consent.allow(shown.key, origin, shown.html)) return;
		const answer = await this.#request(shown.key);
		if (answer && this.key === shown.key) this.#fill(answer);
	}

	async #receive(data: unknown): Promise<void> {
		const message = readMessage(data);
		if (message?.type === 'open') {
			if (message.beside) await vscode.commands.executeCommand('lectern.readPaperToSide', message.key);
			else await this.show(message.key);
		} else if (message?.type === 'card') {
			const html = await this.session.server.request('lectern/readerCard', { key: message.key });
			if (html !== null) await this.panel.webview.postMessage({ type: 'card', key: message.key, html });
		} else if (message?.type === 'copy') await vscode.env.clipboard.writeText(message.text);
		else if (message?.type === 'command') await this.run(message.command);
		else if (message?.type === 'pictures') await this.#loadPictures(message.origin);
		// Only places that the server itself listed on this page are opened.
		else if (message?.type === 'place' && this.#shown?.html.includes(`data-uri="${escapeAttribute(message.uri)}"`)) {
			const position = new vscode.Position(message.line, 0);
			// A cell is shown in its notebook.
			await vscode.commands.executeCommand('vscode.open', await cellHere(vscode.Uri.parse(message.uri)), {
				selection: new vscode.Range(position, position),
				viewColumn: vscode.ViewColumn.One,
			} satisfies vscode.TextDocumentShowOptions);
		}
	}
}

const escapeAttribute = (text: string): string =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');

/** The key that a panel showed before the window was reloaded. */
export const keyOfState = (state: unknown, { workspaceState }: vscode.ExtensionContext): string | undefined =>
	readState(state)?.key ?? workspaceState.get<string>(lastRead);
