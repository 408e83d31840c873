import * as vscode from 'vscode';
import type { LiteratureAnswer, PaperRow } from '../../server/protocol/index.js';
import type { Server } from '../connection/server.js';
import { keepOrder } from '../editor/newerApi.js';
import { inBackground, type Log } from '../log.js';
import { itemOf } from '../papers/pickPapers.js';
import { itemOfWork, type LiteratureItem, pageButton, readButton } from './workRows.js';

/** So long (ms) after the last key titles are asked for: who types on is not done yet. */
const pause = 300;

/** So many papers of the library are shown among what is found elsewhere. */
const mostOwn = 5;

/** What the user chose. */
export type Chosen = { readonly work: string; readonly title: string } | { readonly paper: string };

/**
 * The pick of *Search the Literature*: papers of the library and titles that go on from what is typed, while it is typed; on Enter all that the services
 * find. `begin` is typed to begin with; where that is more than a blank, it is searched for at once.
 */
export class SearchPick {
	readonly chosen: Promise<Chosen | undefined>;
	readonly #pick = vscode.window.createQuickPick<LiteratureItem>();
	/** Counts what was asked, so that answers that come late are dropped. */
	#latest = 0;
	#asking: vscode.CancellationTokenSource | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#own: readonly LiteratureItem[] = [];
	#isHidden = false;
	/** What the box holds. */
	#value: string;

	constructor(
		private readonly server: Server,
		private readonly log: Log,
		begin: string,
		private readonly uri: string | undefined,
	) {
		this.#value = begin;
		const pick = this.#pick;
		pick.title = vscode.l10n.t('Search the Literature');
		pick.placeholder = vscode.l10n.t(
			'Words of the title, authors and year, or a DOI. Enter searches; what you type is sent to the services that are on.',
		);
		pick.matchOnDescription = false;
		pick.ignoreFocusOut = true;
		pick.buttons = [
			{ iconPath: new vscode.ThemeIcon('key'), tooltip: vscode.l10n.t('Set Key of a Literature Service') },
			{ iconPath: new vscode.ThemeIcon('settings-gear'), tooltip: vscode.l10n.t('Services That May Be Asked') },
		];
		keepOrder(pick);
		this.chosen = new Promise((resolve) => {
			// VS Code reports a value that we have set, too.
			pick.onDidChangeValue((value) => {
				if (value !== this.#value) this.#typed(value);
			});
			pick.onDidAccept(() => {
				const [item] = pick.activeItems;
				const does = item?.does ?? { search: true };
				if ('search' in does) return this.#search();
				resolve('paper' in does ? does : { work: does.work.id, title: does.work.title });
				pick.hide();
			});
			pick.onDidTriggerItemButton(({ item, button }) => this.#press(item, button));
			pick.onDidTriggerButton((button) => {
				const command = button === pick.buttons[0] ? 'lectern.literatureKey' : 'lectern.turnOnLiterature';
				inBackground(log, command, vscode.commands.executeCommand(command));
			});
			pick.onDidHide(() => {
				this.#isHidden = true;
				this.#stop();
				resolve(undefined);
				pick.dispose();
			});
		});
		pick.value = begin;
		pick.show();
		if (begin.trim() === '') this.#typed('');
		else this.#search();
	}

	/** Gives up what is under way. Returns the number of what comes next. */
	#stop(): number {
		clearTimeout(this.#timer);
		this.#asking?.cancel();
		this.#asking = undefined;
		return ++this.#latest;
	}

	#typed(value: string): void {
		this.#value = value;
		const mine = this.#stop();
		const pick = this.#pick;
		const typed = value.trim();
		pick.busy = false;
		if (typed === '') {
			this.#own = [];
			pick.items = [];
			return;
		}
		this.#show([]);
		inBackground(this.log, 'Searching the library', async () => {
			const { uri } = this;
			const rows = await this.server.request('lectern/search', { query: value, limit: mostOwn, ...(uri !== undefined && { uri }) });
			if (mine !== this.#latest) return;
			this.#own = rows.map(ownItem);
			this.#show([]);
		});
		if (typed.length < 4) return;
		this.#timer = setTimeout(() => this.#ask(mine, 'complete', value), pause);
	}

	#search(): void {
		const { value } = this.#pick;
		if (value.trim() !== '') this.#ask(this.#stop(), 'search', value);
	}

	#ask(mine: number, kind: 'complete' | 'search', query: string): void {
		const pick = this.#pick;
		const asking = new vscode.CancellationTokenSource();
		this.#asking = asking;
		pick.busy = true;
		const ask = async () => {
			try {
				const isWanted = () => mine === this.#latest && !this.#isHidden;
				const answer = await this.server.request(`lectern/literature/${kind}`, { query }, asking.token);
				if (isWanted()) this.#take(kind, answer);
				if (!answer.isPartial || !isWanted()) return;
				const whole = await this.server.request('lectern/literature/search', { query, waits: true }, asking.token);
				if (isWanted()) this.#take(kind, whole);
			} catch (error) {
				if (!asking.token.isCancellationRequested) throw error;
			} finally {
				asking.dispose();
				if (mine === this.#latest && !this.#isHidden) pick.busy = false;
			}
		};
		inBackground(this.log, 'Searching the literature', ask);
	}

	/** Shows what services found, and what they said instead. */
	#take(kind: 'complete' | 'search', { rows, failures, left }: LiteratureAnswer): void {
		const pick = this.#pick;
		pick.title = [vscode.l10n.t('Search the Literature'), left].filter((part) => part !== undefined).join(' · ');
		const problems = failures.map((message): LiteratureItem => ({ label: `$(warning) ${message}`, alwaysShow: true }));
		const works = rows.map(itemOfWork);
		if (kind === 'complete') {
			const shown = new Set(this.#own.map(({ does }) => does && 'paper' in does && does.paper));
			const fresh = works.filter(({ does }) => !(does && 'paper' in does && shown.has(does.paper)));
			this.#show([...separated(vscode.l10n.t('OpenAlex, as you type'), fresh), ...problems]);
			return;
		}
		// While a late service is waited for, the user may have gone to another row.
		const before = nameOf(pick.activeItems[0]?.does);
		const isOwn = ({ does }: LiteratureItem) => does !== undefined && 'paper' in does;
		const none: LiteratureItem = { label: vscode.l10n.t('No work was found for “{0}”', pick.value.trim()), alwaysShow: true };
		pick.items = [
			...separated(vscode.l10n.t('Found, and in your library'), works.filter(isOwn)),
			...separated(
				vscode.l10n.t('Found'),
				works.filter((item) => !isOwn(item)),
			),
			...(works.length === 0 && problems.length === 0 ? [none] : []),
			...problems,
		];
		const same = before === undefined ? undefined : pick.items.find(({ does }) => nameOf(does) === before);
		const first = pick.items.find(({ does }) => does !== undefined && 'work' in does) ?? pick.items.find(({ does }) => does !== undefined);
		if (same ?? first) pick.activeItems = [(same ?? first)!];
	}

	/** While it is typed: what Enter does comes first. */
	#show(more: readonly LiteratureItem[]): void {
		const pick = this.#pick;
		const before = nameOf(pick.activeItems[0]?.does);
		const search: LiteratureItem = {
			label: `$(search) ${vscode.l10n.t('Search for “{0}”', pick.value.trim().replace(/\$\(/g, '$\u200b('))}`,
			description: vscode.l10n.t('titles, authors and years'),
			alwaysShow: true,
			does: { search: true },
		};
		pick.items = [search, ...separated(vscode.l10n.t('In your library'), this.#own), ...more];
		// A row that the user went to stays the active one.
		const same = before === undefined ? undefined : pick.items.find(({ does }) => nameOf(does) === before);
		pick.activeItems = [same ?? search];
	}

	#press({ does }: LiteratureItem, button: vscode.QuickInputButton): void {
		if (!does || 'search' in does) return;
		const open = async () => {
			if ('work' in does && button === pageButton && does.work.doi !== undefined)
				return vscode.env.openExternal(vscode.Uri.parse(`https://doi.org/${encodeURI(does.work.doi)}`));
			if ('paper' in does)
				return vscode.commands.executeCommand(button === readButton ? 'lectern.readPaper' : 'lectern.openDoi', does.paper);
			return vscode.commands.executeCommand('lectern.readWork', does.work.id);
		};
		inBackground(this.log, 'Opening a work', open);
	}
}

/** What a row is about, which stays the same when it is shown with more facts; nothing for rows that are about no work. */
const nameOf = (does: LiteratureItem['does']): string | undefined =>
	!does || 'search' in does ? undefined : 'paper' in does ? does.paper : (does.work.doi ?? does.work.id);

const ownItem = (row: PaperRow): LiteratureItem => ({
	...itemOf(row),
	iconPath: new vscode.ThemeIcon('check'),
	buttons: [readButton],
	does: { paper: row.key },
});

/** Rows below a line that says what they are; nothing where there are none. */
const separated = (label: string, items: readonly LiteratureItem[]): readonly LiteratureItem[] =>
	items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
