import * as vscode from 'vscode';
import type { Grouping, GroupRow, Listing, PaperRow, Sorting } from '../../server/protocol/index.js';
import { setContext } from '../editor/context.js';
import { papersCounted } from '../papers/counts.js';
import { cardOf, factsBeside, paperContext } from '../papers/paperRow.js';
import type { ClientSession } from '../session.js';
import { OpenGroups } from './openGroups.js';

/** A row of the tree: a group, a paper within one, or what asks for more of the group's papers. */
export type LibraryItem =
	| { readonly group: GroupRow; readonly opensItself: boolean }
	| { readonly paper: PaperRow; readonly group: GroupRow }
	| { readonly moreOf: GroupRow; readonly left: number };

/** So many papers of a group are shown at once. */
const pageSize = 500;

/** A filter opens its groups, until so many papers show. */
const mostOpened = 200;

/** The library as a tree: groups with their papers, both asked from the server when shown. */
export class LibraryTree implements vscode.TreeDataProvider<LibraryItem> {
	readonly #changes = new vscode.EventEmitter<void>();
	readonly onDidChangeTreeData = this.#changes.event;
	readonly #openGroups: OpenGroups;

	constructor(
		private readonly session: Pick<ClientSession, 'workspaceState' | 'server' | 'log' | 'started' | 'lastNote'>,
		public grouping: Grouping,
		public filter: string,
		public sorting: Sorting,
	) {
		this.#openGroups = new OpenGroups(session.workspaceState, session.log);
	}

	/** How many papers are shown of groups of which more than a page was asked for. */
	readonly #shown = new Map<string, number>();

	get listing(): Listing {
		return { by: this.grouping, sort: this.sorting, filter: this.filter };
	}

	show(grouping: Grouping, filter: string, sorting: Sorting): void {
		this.#shown.clear();
		if (filter === '') this.#openGroups.forgetFiltered();
		this.sorting = sorting;
		this.grouping = grouping;
		this.filter = filter;
		this.refresh();
	}

	/** Shows one more page of a group. */
	showMore(group: string): void {
		this.#shown.set(group, (this.#shown.get(group) ?? pageSize) + pageSize);
		this.refresh();
	}

	/** Notes that the user opened or closed a group. */
	touch(item: LibraryItem, isOpen: boolean): void {
		if ('opensItself' in item) this.#openGroups.touch(this.grouping, this.filter !== '', item.group.id, isOpen);
	}

	refresh(): void {
		this.#changes.fire();
	}

	async getChildren(item?: LibraryItem): Promise<LibraryItem[]> {
		const { server, log, started } = this.session;
		const isStarted = await started.then(
			() => true,
			() => false,
		);
		// The view shows why it is empty.
		if (!isStarted) return [];
		if (item) return 'paper' in item || 'moreOf' in item ? [] : this.#papersOf(item.group);
		const { listing } = this;
		const groups = await server.request('lectern/groups', listing);
		// Not before: the text of an empty view would take the focus with it when it disappears.
		setContext(log, 'lectern.isEmpty', groups.length === 0);
		if (listing.by !== 'flat') return this.#groupItems(groups, listing);
		const own = groups.find(({ isBundled }) => !isBundled);
		const apart = this.#groupItems(groups, listing).filter((each) => 'group' in each && each.group.isBundled);
		return [...(own ? await this.#papersOf(own) : []), ...apart];
	}

	#groupItems(groups: readonly GroupRow[], { filter }: Listing): LibraryItem[] {
		let papers = 0;
		return groups.map((group) => {
			papers += group.count;
			return { group, opensItself: filter !== '' && papers <= mostOpened };
		});
	}

	async #papersOf(group: GroupRow): Promise<LibraryItem[]> {
		const limit = this.#shown.get(group.id) ?? pageSize;
		const papers = await this.session.server.request('lectern/group', { ...this.listing, group: group.id, limit });
		const items: LibraryItem[] = papers.map((paper) => ({ paper, group }));
		if (group.count > papers.length && papers.length === limit) items.push({ moreOf: group, left: group.count - papers.length });
		return items;
	}

	getTreeItem(item: LibraryItem): vscode.TreeItem {
		if ('moreOf' in item) return this.#moreItem(item.moreOf, item.left);
		return 'paper' in item ? this.#paperItem(item.paper, item.group) : this.#groupItem(item.group, item.opensItself);
	}

	async resolveTreeItem(treeItem: vscode.TreeItem, item: LibraryItem, token: vscode.CancellationToken): Promise<vscode.TreeItem> {
		if (!('paper' in item)) return treeItem;
		treeItem.tooltip = (await cardOf(this.session.server, item.paper.key, this.session.lastNote.uri, token)) ?? treeItem.tooltip;
		return treeItem;
	}

	#groupItem(group: GroupRow, opensItself: boolean): vscode.TreeItem {
		const isFiltered = this.filter !== '';
		const isOpen = this.#openGroups.isOpen(this.grouping, isFiltered, group.id, opensItself);
		const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
		const treeItem = new vscode.TreeItem(group.label, isOpen ? Expanded : Collapsed);
		// VS Code keeps an item as open as it was: what a filter opens is another item.
		treeItem.id = `${this.grouping}:${group.id}:${isFiltered}:${opensItself}`;
		treeItem.description = String(group.count);
		treeItem.contextValue = group.isBundled ? 'bundledGroup' : 'group';
		treeItem.accessibilityInformation = { label: `${group.label}, ${papersCounted(group.count)}` };
		return treeItem;
	}

	#moreItem(group: GroupRow, left: number): vscode.TreeItem {
		const treeItem = new vscode.TreeItem(vscode.l10n.t('More…'));
		treeItem.id = `${this.grouping}:${group.id}:more`;
		treeItem.description = String(left);
		treeItem.iconPath = new vscode.ThemeIcon('ellipsis');
		treeItem.command = { command: 'lectern.showMore', title: vscode.l10n.t('Show More Papers'), arguments: [group.id] };
		return treeItem;
	}

	#paperItem(paper: PaperRow, group: GroupRow): vscode.TreeItem {
		const treeItem = new vscode.TreeItem(paper.shortTitle);
		treeItem.id = `${this.grouping}:${group.id}:paper:${paper.key}`;
		treeItem.description = factsBeside(paper);
		treeItem.iconPath = iconOf(paper);
		const states = { unread: '', reading: vscode.l10n.t('being read'), read: vscode.l10n.t('read') };
		const state = [states[paper.state], paper.isStarred ? vscode.l10n.t('starred') : '', paper.hasNote ? vscode.l10n.t('with a note') : '']
			.filter((part) => part !== '')
			.join(', ');
		treeItem.accessibilityInformation = {
			label: [paper.title, paper.authors, paper.year, state].filter((part) => part !== undefined && part !== '').join(', '),
		};
		treeItem.contextValue = paperContext(paper);
		treeItem.command = { command: 'lectern.readPaper', title: vscode.l10n.t('Read Paper'), arguments: [paper.key] };
		return treeItem;
	}
}

/** A paper's kind and state at a glance: being read and read have icons of their own, in the theme's colours. */
function iconOf({ state, hasSummary }: PaperRow): vscode.ThemeIcon {
	if (state === 'read') return new vscode.ThemeIcon('pass', new vscode.ThemeColor('charts.green'));
	if (state === 'reading') return new vscode.ThemeIcon('eye', new vscode.ThemeColor('charts.blue'));
	return new vscode.ThemeIcon(hasSummary ? 'book' : 'file');
}
