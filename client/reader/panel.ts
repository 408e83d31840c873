import * as vscode from 'vscode';
import type { ReaderAnswer } from '../../server/protocol/index.js';
import { showWarning } from '../editor/messages.js';
import { localCell } from '../editor/notebookCells.js';
import { inBackground } from '../log.js';
import type { ClientSession } from '../session.js';
import { configurePanel } from '../webview/panel/html.js';
import { readMessage } from '../webview/panel/readMessage.js';
import { exportForPrinting } from './export.js';
import { withFigures } from './figures.js';
import { longestHistory, type ReaderHistory, readState, type ToPage, type ToPanel, toPanel } from './messages.js';
import { missingHtml } from './missing.js';
import type { PageCommand } from './pageCommands.js';
import { pageHtml, type ReaderPage } from './pageHtml.js';
import { PictureConsent } from './policy.js';

export const readerViewType = 'lectern.reader';

/** Where the paper that was read last is kept: a page whose window is reloaded at once has not kept its own state yet. */
const lastRead = 'lectern.lastRead';

/** Where the size of the text is kept that was chosen last, in whatever window. */
const lastZoom = 'lectern.zoom';

/** Shared by all panels: what is allowed beside is allowed here. */
const consent = new PictureConsent();

/** What the reader is shown from: the tree's order decides which paper is next. */
export interface ReadingOrder {
	neighbours(key: string): Promise<{ readonly previous?: string; readonly next?: string }>;
}

/** What a reader needs from the client. */
export type ReaderDependencies = Pick<
	ClientSession,
	'extensionUri' | 'workspaceState' | 'globalState' | 'server' | 'log' | 'onLibraryChange' | 'whenRead'
>;

/** One reader: a webview panel with a history of its own. */
export class ReaderPanel {
	readonly #closed = new vscode.EventEmitter<void>();
	readonly onDidClose = this.#closed.event;
	readonly #past: string[] = [];
	readonly #future: string[] = [];
	#shown: ReaderAnswer | undefined;
	/** The page's script runs and receives messages. */
	#isReady = false;
	/** The page differs from the HTML that VS Code would make it from again. */
	#isAhead = false;
	/** The origins from which the page's policy lets pictures load. */
	#origins: readonly string[] = [];
	/** The paper that is shown has left the library. */
	#isGone = false;
	/** The key that was asked for and that no paper has. */
	#missing: string | undefined;
	#isClosed = false;

	constructor(
		private readonly session: ReaderDependencies,
		private readonly order: ReadingOrder,
		readonly panel: vscode.WebviewPanel,
	) {
		// Pictures are beside summaries; the page's policy keeps out what else is in the folders.
		configurePanel(
			panel,
			session.extensionUri,
			vscode.workspace.workspaceFolders?.map(({ uri }) => uri),
		);
		const messages = panel.webview.onDidReceiveMessage((data) => {
			const message = readMessage(toPanel, data, 'reader', session.log);
			if (message) this.#inBackground('Answering the page', this.#receive(message));
		});
		const changes = session.onLibraryChange(() => this.#inBackground('Updating the page', this.#update()));
		// A page that is hidden is lost, and made again from its HTML when it shows again.
		const views = panel.onDidChangeViewState(() => {
			if (panel.visible) return;
			this.#isReady = false;
			if (this.#isAhead && this.#shown) this.#makePage(pageOf(this.#shown));
		});
		panel.onDidDispose(() => {
			this.#isClosed = true;
			for (const each of [messages, changes, views]) each.dispose();
			this.#closed.fire();
		});
	}

	#inBackground(what: string, work: PromiseLike<unknown>): void {
		inBackground(this.session.log, `${what} of the reader`, work);
	}

	get key(): string | undefined {
		return this.#shown?.key;
	}

	/** Brings the reader to the front; the focus stays where it is. */
	reveal(): void {
		if (!this.#isClosed) this.panel.reveal(undefined, true);
	}

	/** Shows a paper, and remembers the one before it. False where no paper has the key, which is known once the library has been read. */
	async show(key: string): Promise<boolean> {
		const answer = (await this.#request(key)) ?? (await this.#requestOnceRead(key));
		if (!answer) return false;
		const before = this.key;
		if (before !== undefined && before !== answer.key) {
			this.#past.push(before);
			this.#past.splice(0, this.#past.length - longestHistory);
			this.#future.length = 0;
		}
		this.#present(answer);
		return true;
	}

	/** Shows what was read before the window was reloaded. */
	async restore(key: string, { past, future }: ReaderHistory): Promise<void> {
		this.#past.push(...past);
		this.#future.push(...future);
		if (!(await this.show(key))) await this.showMissing(key);
	}

	/** Says that no paper has the key, and offers the nearest. */
	async showMissing(key: string): Promise<void> {
		const nearest = await this.session.server.request('lectern/search', { query: key, limit: 5 });
		if (this.#isClosed) return;
		this.#shown = undefined;
		this.#missing = key;
		this.panel.title = key;
		this.#makePage({ key, title: key, article: missingHtml(key, nearest) });
	}

	/** Runs a command of the page or of a key binding. */
	async run(command: PageCommand): Promise<void> {
		switch (command) {
			case 'back':
				return this.#step(this.#past, this.#future);
			case 'forward':
				return this.#step(this.#future, this.#past);
			case 'find':
				// VS Code finds in the editor that is active.
				this.panel.reveal();
				return vscode.commands.executeCommand('editor.action.webvieweditor.showFind');
			case 'readPaper':
			case 'showStatus':
				return vscode.commands.executeCommand(`lectern.${command}`);
		}
		const key = this.key;
		if (key === undefined) return;
		switch (command) {
			case 'previous':
			case 'next': {
				const target = (await this.order.neighbours(key))[command];
				if (target !== undefined) await this.show(target);
				return;
			}
			case 'compare':
				return vscode.commands.executeCommand('lectern.comparePapers', key);
			case 'cite':
				return cite(key);
			case 'follow':
				return this.#follow(key);
			case 'toggleRead':
				return vscode.commands.executeCommand(this.#shown?.state === 'read' ? 'lectern.markUnread' : 'lectern.markRead', key);
			case 'toggleStar':
				return vscode.commands.executeCommand(this.#shown?.isStarred ? 'lectern.unstar' : 'lectern.star', key);
			case 'exportForPrinting':
				return exportForPrinting(this.session, this.#shown!, consent.of(key));
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
			this.#present(answer, { isReturn: true });
			return;
		}
	}

	async #request(key: string): Promise<ReaderAnswer | null> {
		const answer = await this.session.server.request('lectern/readerPage', { key, pictures: consent.of(key) });
		return answer && { ...answer, html: withFigures(answer.html, this.panel.webview) };
	}

	async #requestOnceRead(key: string): Promise<ReaderAnswer | null> {
		const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Reading your library…') };
		await vscode.window.withProgress(options, () => this.session.whenRead);
		return this.#request(key);
	}

	/**
	 * Shows a paper, or the one that is shown as it is now; what Back and Forward can do is known by now. The page that is there takes it,
	 * which is quicker than to load another, unless that page is hidden, shows a missing key, is still loading, or has another policy.
	 */
	#present(answer: ReaderAnswer, { isReturn = false, isGone = false } = {}): void {
		if (this.#isClosed) return;
		const before = this.#shown;
		const isAnother = answer.key !== before?.key;
		this.#shown = answer;
		this.#isGone = isGone;
		this.#missing = undefined;
		this.panel.title = answer.title.length > 40 ? `${answer.title.slice(0, 39)}…` : answer.title;
		if (isAnother) this.#inBackground('Keeping the paper', this.session.workspaceState.update(lastRead, answer.key));
		const canStay = before && this.panel.visible && (this.#isReady || !isAnother) && consent.suits(this.#origins, answer.key);
		if (!canStay) this.#makePage({ ...pageOf(answer), isReturn });
		else {
			this.#isAhead = true;
			if (this.#isReady) this.#postPaper(answer, isReturn);
		}
	}

	/** The page has been loaded: it gets what it has missed. */
	#catchUp(): void {
		this.#isReady = true;
		if (!this.#shown) return;
		if (this.#isAhead) this.#postPaper(this.#shown);
		else this.#inBackground('Updating the buttons', this.#postOrder(this.#shown.key));
	}

	#postPaper(shown: ReaderAnswer, isReturn = false): void {
		const { key, title, html } = shown;
		const history = { past: this.#past, future: this.#future };
		this.#inBackground(
			'Showing the paper',
			this.#post({ type: 'paper', key, title, html, ...stateOf(shown), ...history, isGone: this.#isGone, isReturn }),
		);
		this.#inBackground('Updating the buttons', this.#postOrder(key));
	}

	#makePage(page: Pick<ReaderPage, 'key' | 'title' | 'article'> & { readonly isReturn?: boolean }): void {
		const { extensionUri, globalState } = this.session;
		this.#isReady = false;
		this.#isAhead = false;
		this.#origins = consent.of(page.key);
		this.panel.webview.html = pageHtml(this.panel.webview, extensionUri, {
			isReturn: false,
			...page,
			bar: {
				canGoBack: this.#past.length > 0,
				canGoForward: this.#future.length > 0,
				...(this.#shown && { paper: stateOf(this.#shown) }),
			},
			history: { past: this.#past, future: this.#future },
			isGone: this.#isGone,
			zoom: globalState.get<number>(lastZoom, 1),
			pictures: this.#origins,
		});
	}

	/** Lets the page know whether there is a paper before and after this one. */
	async #postOrder(key: string): Promise<void> {
		const { previous, next } = await this.order.neighbours(key);
		if (this.key === key) await this.#post({ type: 'order', previous: previous !== undefined, next: next !== undefined });
	}

	async #post(message: ToPage): Promise<void> {
		await this.panel.webview.postMessage(message);
	}

	/** Shows the same paper as the library has it now; the page keeps its place. One that has left the library stays, with a note that it has. */
	async #update(): Promise<void> {
		const key = this.key ?? this.#missing;
		if (key === undefined) return;
		const answer = await this.#request(key);
		const before = this.#shown;
		if (key !== (before?.key ?? this.#missing)) return;
		if (!before) {
			if (answer) this.#present(answer);
			return;
		}
		if (!answer ? this.#isGone : !this.#isGone && isSame(answer, before)) return;
		this.#present(answer ?? before, { isGone: !answer });
	}

	/** Finds out what the paper cites and what cites it, and shows that. */
	async #follow(key: string): Promise<void> {
		const options = {
			location: vscode.ProgressLocation.Notification,
			title: vscode.l10n.t('Asking OpenAlex what this work cites and what cites it'),
			cancellable: true,
		};
		const failure = await vscode.window.withProgress(options, async (_, token) => {
			try {
				const answer = await this.session.server.request('lectern/literature/follow', { key }, token);
				return token.isCancellationRequested ? null : answer;
			} catch (error) {
				if (token.isCancellationRequested) return null;
				throw error;
			}
		});
		if (failure !== null) showWarning(failure);
		await this.#update();
	}

	/** Shows the paper again under a policy that lets it load pictures from one more origin. */
	async #loadPictures(origin: string): Promise<void> {
		const shown = this.#shown;
		if (!shown || !consent.allow(shown.key, origin, shown.html)) return;
		const answer = await this.#request(shown.key);
		if (answer && this.key === shown.key) this.#present(answer);
	}

	async #receive(message: ToPanel): Promise<void> {
		const { server, globalState } = this.session;
		switch (message.type) {
			case 'ready':
				return this.#catchUp();
			case 'open':
				if (message.beside) return vscode.commands.executeCommand('lectern.readPaperToSide', message.key);
				if (!(await this.show(message.key))) await showMissingPaper(message.key);
				return;
			case 'cite':
				return cite(message.key);
			case 'card': {
				const html = await server.request('lectern/readerCard', { key: message.key });
				return html === null ? undefined : this.#post({ type: 'card', key: message.key, html });
			}
			case 'zoom':
				return globalState.update(lastZoom, message.zoom);
			case 'copy':
				return vscode.env.clipboard.writeText(message.text);
			case 'command':
				return this.run(message.command);
			case 'annotation':
				return vscode.commands.executeCommand(`lectern.${message.action}`, this.key, message.annotation);
			case 'pictures':
				return this.#loadPictures(message.origin);
			case 'place':
				return this.#openPlace(message.uri, message.line);
		}
	}

	/** Opens a line of a file; only places that the server itself listed on this page. */
	async #openPlace(uri: string, line: number): Promise<void> {
		if (!this.#shown?.html.includes(`data-uri="${escapeAttribute(uri)}"`)) return;
		const position = new vscode.Position(line, 0);
		// A cell is shown in its notebook.
		await vscode.commands.executeCommand('vscode.open', await localCell(vscode.Uri.parse(uri)), {
			selection: new vscode.Range(position, position),
			viewColumn: vscode.ViewColumn.One,
		} satisfies vscode.TextDocumentShowOptions);
	}
}

/** Whether a key is that of a work that the library has not: the server has it from a service. */
const isElsewhere = (key: string): boolean => /^openalex:W\d+$/.test(key);

/** Cites a paper in the note, or a work with its entry. */
const cite = (key: string): Thenable<void> =>
	vscode.commands.executeCommand(isElsewhere(key) ? 'lectern.citeWork' : 'lectern.insertCitation', key);

const escapeAttribute = (text: string): string =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');

const pageOf = ({ key, title, html }: ReaderAnswer) => ({ key, title, article: html });
const isSame = (a: ReaderAnswer, b: ReaderAnswer): boolean =>
	a.html === b.html && a.state === b.state && a.isStarred === b.isStarred && a.hasNote === b.hasNote;
const stateOf = ({ state, isStarred, hasNote }: ReaderAnswer) => ({ isRead: state === 'read', isStarred, hasNote });

/** Reports that no paper has a key, and offers to look for one. */
export async function showMissingPaper(key: string): Promise<void> {
	const search = vscode.l10n.t('Search the Library…');
	const answer = await vscode.window.showWarningMessage(vscode.l10n.t('No paper has the key {0}.', key), search);
	if (answer === search) await vscode.commands.executeCommand('lectern.readPaper');
}

/** What a panel showed before the window was reloaded. */
export function stateBefore(state: unknown, workspaceState: vscode.Memento): (ReaderHistory & { readonly key: string }) | undefined {
	const kept = readState(state);
	if (kept) return kept;
	const key = workspaceState.get<string>(lastRead);
	return key === undefined ? undefined : { key, past: [], future: [] };
}
