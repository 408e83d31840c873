import * as vscode from 'vscode';
import type { Grouping, GroupRow, PaperRow } from '../../server/protocol.js';
import type { ClientSession } from '../activate.js';

/** A row of the tree: a group, or a paper within one. */
export type LibraryItem = { readonly group: GroupRow } | { readonly paper: PaperRow; readonly group: GroupRow };

/** The library as a tree: groups with their papers, both asked from the server when shown. */
export class LibraryTree implements vscode.TreeDataProvider<LibraryItem> {
	readonly #changes = new vscode.EventEmitter<void>();
	readonly onDidChangeTreeData = this.#changes.event;

	constructor(
		private readonly session: ClientSession,
		public grouping: Grouping,
		public filter: string,
	) {}

	show(grouping: Grouping, filter: string): void {
		this.grouping = grouping;
		this.filter = filter;
		this.refresh();
	}

	refresh(): void {
		this.#changes.fire();
	}

	async getChildren(item?: LibraryItem): Promise<LibraryItem[]> {
		await this.session.started;
		const { server } = this.session;
		if (!item) return (await server.request('lectern/groups', { by: this.grouping, filter: this.filter })).map((group) => ({ group }));
		if ('paper' in item) return [];
		const papers = await server.request('lectern/group', { by: this.grouping, group: item.group.id, filter: this.filter });
		return papers.map((paper) => ({ paper, group: item.group }));
	}

	getTreeItem(item: LibraryItem): vscode.TreeItem {
		return 'paper' in item ? this.#paperItem(item.paper, item.group) : this.#groupItem(item.group);
	}

	async resolveTreeItem(treeItem: vscode.TreeItem, item: LibraryItem, token: vscode.CancellationToken): Promise<vscode.TreeItem> {
		if (!('paper' in item)) return treeItem;
		const card = await this.session.server.request('lectern/card', { key: item.paper.key }, token);
		if (card !== null) {
			const tooltip = new vscode.MarkdownString(card);
			tooltip.supportHtml = true;
			treeItem.tooltip = tooltip;
		}
		return treeItem;
	}

	#groupItem(group: GroupRow): vscode.TreeItem {
		const state = this.filter === '' ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.Expanded;
		const treeItem = new vscode.TreeItem(group.label, state);
		// The state is part of the identity: VS Code keeps what it knows of an item, and a filter opens all groups.
		treeItem.id = `${this.grouping}:${group.id}:${state}`;
		treeItem.description = String(group.count);
		treeItem.contextValue = 'group';
		treeItem.accessibilityInformation = { label: vscode.l10n.t('{0}, {1} papers', group.label, group.count) };
		return treeItem;
	}

	#paperItem(paper: PaperRow, group: GroupRow): vscode.TreeItem {
		const treeItem = new vscode.TreeItem(paper.title);
		treeItem.id = `${this.grouping}:${group.id}:paper:${paper.key}`;
		treeItem.description = [paper.authors, paper.year].filter((part) => part !== undefined && part !== '').join(' ');
		treeItem.iconPath = new vscode.ThemeIcon(paper.hasSummary ? 'book' : 'file');
		treeItem.contextValue = 'paper';
		treeItem.command = { command: 'lectern.readPaper', title: vscode.l10n.t('Read Paper'), arguments: [paper.key] };
		return treeItem;
	}
}
