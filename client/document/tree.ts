import * as vscode from 'vscode';
import type { DocumentRow } from '../../server/protocol.js';
import type { ClientSession } from '../activate.js';
import { cardOf, paperContext } from '../paperRow.js';

/** A row of *In This Document*: a paper or unknown key, or one of its places. */
export type DocumentItem = { readonly row: DocumentRow } | { readonly row: DocumentRow; readonly place: number };

/** What one document cites and names, as a tree: papers with their places. */
export class DocumentTree implements vscode.TreeDataProvider<DocumentItem> {
	readonly #changes = new vscode.EventEmitter<void>();
	readonly onDidChangeTreeData = this.#changes.event;
	#uri: vscode.Uri | undefined;
	#items: readonly DocumentItem[] = [];

	constructor(private readonly session: ClientSession) {}

	/** Asks for a document's papers and shows them; none for nothing. Answers how many there are; nothing where the server does not know the document. */
	async show(uri: vscode.Uri | undefined): Promise<number | undefined> {
		const rows = uri && (await this.session.server.request('lectern/inDocument', { uri: uri.toString() }));
		this.#uri = uri;
		this.#items = rows?.map((row) => ({ row })) ?? [];
		this.#changes.fire();
		return rows?.length;
	}

	/** The row of a paper or unknown key. */
	find(key: string): DocumentItem | undefined {
		return this.#items.find(({ row }) => row.key === key);
	}

	getChildren(item?: DocumentItem): DocumentItem[] {
		if (!item) return [...this.#items];
		return 'place' in item ? [] : item.row.places.map((_, place) => ({ row: item.row, place }));
	}

	getParent(item: DocumentItem): DocumentItem | undefined {
		return 'place' in item ? this.find(item.row.key) : undefined;
	}

	getTreeItem(item: DocumentItem): vscode.TreeItem {
		return 'place' in item ? this.#placeItem(item.row, item.place) : this.#paperItem(item.row);
	}

	async resolveTreeItem(treeItem: vscode.TreeItem, { row }: DocumentItem, token: vscode.CancellationToken): Promise<vscode.TreeItem> {
		if (row.paper) treeItem.tooltip = (await cardOf(this.session.server, row.key, token)) ?? treeItem.tooltip;
		return treeItem;
	}

	#paperItem(row: DocumentRow): vscode.TreeItem {
		const { key, paper, places } = row;
		const treeItem = new vscode.TreeItem(paper ? paper.title : key, vscode.TreeItemCollapsibleState.Collapsed);
		treeItem.id = `${this.#uri}:${paper ? 'paper' : 'unknown'}:${key}`;
		treeItem.contextValue = paper ? paperContext(paper) : 'unknownKey';
		const facts = paper ? [paper.authors, paper.year] : [vscode.l10n.t('unknown key')];
		const count = places.length > 1 ? `· ${places.length}×` : '';
		treeItem.description = [...facts, count].filter((part) => part !== undefined && part !== '').join(' ');
		const isCited = places.some(({ kind }) => kind === 'citation');
		treeItem.iconPath = paper
			? new vscode.ThemeIcon(isCited ? 'quote' : 'mention')
			: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
		treeItem.command = this.#opening(row, 0);
		const label = treeItem.label as string;
		treeItem.accessibilityInformation = {
			label: paper
				? vscode.l10n.t('{0}, {1}, {2} places', label, [paper.authors, paper.year].join(' '), places.length)
				: vscode.l10n.t('Unknown key {0}, {1} places', key, places.length),
		};
		return treeItem;
	}

	#placeItem(row: DocumentRow, place: number): vscode.TreeItem {
		const { text, range, kind } = row.places[place]!;
		const treeItem = new vscode.TreeItem(text.replace(/\s+/g, ' '));
		treeItem.id = `${this.#uri}:${row.key}:${place}`;
		treeItem.description =
			kind === 'citation'
				? vscode.l10n.t('cited in line {0}', range.start.line + 1)
				: vscode.l10n.t('named in line {0}', range.start.line + 1);
		treeItem.contextValue = 'place';
		treeItem.command = this.#opening(row, place);
		return treeItem;
	}

	/** The command that shows a place in the editor. */
	#opening(row: DocumentRow, place: number): vscode.Command {
		const { start, end } = row.places[place]!.range;
		const selection = new vscode.Range(start.line, start.character, end.line, end.character);
		return { command: 'vscode.open', title: vscode.l10n.t('Go to Place'), arguments: [this.#uri, { selection }] };
	}
}
