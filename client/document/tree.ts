import * as vscode from 'vscode';
import type { Server } from '../connection/server.js';
import { toRange } from '../editor/range.js';
import { placesCounted } from '../papers/counts.js';
import { cardOf, factsBeside, paperContext } from '../papers/paperRow.js';
import { type DocumentEntry, joined } from './rows.js';
import { isSame, type Shown, type ShownText } from './shown.js';

type Entry = DocumentEntry<ShownText>;

/** A place of a row in the editor. */
export interface DocumentTreePlace {
	readonly uri: vscode.Uri;
	readonly range: vscode.Range;
}

function placeIn({ places }: Entry, index: number): DocumentTreePlace {
	const { range, in: found } = places[index]!;
	return { uri: found.uri, range: toRange(range) };
}

/** A row of *In This Document*: a paper or unknown key, or one of its places. */
type DocumentItem = { readonly row: Entry } | { readonly row: Entry; readonly place: number };

/** What a note, or a notebook, cites and names, as a tree: papers with their places. */
export class DocumentTree implements vscode.TreeDataProvider<DocumentItem> {
	readonly #changes = new vscode.EventEmitter<void>();
	readonly onDidChangeTreeData = this.#changes.event;
	#uri: vscode.Uri | undefined;
	#items: readonly DocumentItem[] = [];

	constructor(private readonly server: Server) {}

	/** Asks for what is cited and named, and shows it. Returns the number of rows; nothing where the server does not know the text. */
	async show(shown: Shown | undefined): Promise<number | undefined> {
		const texts = shown?.texts() ?? [];
		const answers = await Promise.all(
			texts.map(async (text) => [text, await this.server.request('lectern/inDocument', { uri: text.uri.toString() })] as const),
		);
		const known = answers.flatMap(([text, rows]) => (rows ? [[text, rows] as const] : []));
		const items = joined(known).map((row) => ({ row }));
		// A row that is drawn again cannot be clicked for a moment.
		if (!isSame(this.#uri, shown?.uri) || JSON.stringify(items) !== JSON.stringify(this.#items)) {
			this.#uri = shown?.uri;
			this.#items = items;
			this.#changes.fire();
		}
		return known.length === 0 ? undefined : this.#items.length;
	}

	/** The row of a paper or unknown key. */
	find(key: string): DocumentItem | undefined {
		return this.#items.find(({ row }) => row.key === key);
	}

	/** Where the first citation or name of a row is; nothing where it is no row of this tree. */
	placeOf(item: unknown): DocumentTreePlace | undefined {
		const row = this.#items.find((each) => each === item)?.row;
		return row && placeIn(row, 0);
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
		if (row.paper) treeItem.tooltip = (await cardOf(this.server, row.key, this.#uri?.toString(), token)) ?? treeItem.tooltip;
		return treeItem;
	}

	#paperItem(row: Entry): vscode.TreeItem {
		const { key, paper, places } = row;
		const treeItem = new vscode.TreeItem(paper ? paper.shortTitle : key, vscode.TreeItemCollapsibleState.Collapsed);
		treeItem.id = `${this.#uri}:${paper ? 'paper' : 'unknown'}:${key}`;
		const count = places.length > 1 ? `${places.length}×` : '';
		treeItem.contextValue = paper ? paperContext(paper) : 'unknownKey';
		const facts = paper
			? [paper.authorYear, count, factsBeside({ ...paper, authorYear: '', isStarred: false, hasNote: false })]
			: [vscode.l10n.t('unknown key'), count];
		treeItem.description = facts.filter((part) => part !== '').join(' · ');
		const isCited = places.some(({ kind }) => kind === 'citation');
		treeItem.iconPath = paper
			? new vscode.ThemeIcon(isCited ? 'mention' : 'quote')
			: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
		treeItem.command = this.#opening(row, 0);
		treeItem.accessibilityInformation = {
			label: paper
				? [paper.title, [paper.authors, paper.year].join(' '), placesCounted(places.length)].join(', ')
				: vscode.l10n.t('Unknown key {0}, {1}', key, placesCounted(places.length)),
		};
		return treeItem;
	}

	#placeItem(row: Entry, place: number): vscode.TreeItem {
		const { text, range, kind, in: found } = row.places[place]!;
		const treeItem = new vscode.TreeItem(text.replace(/\s+/g, ' '));
		treeItem.id = `${this.#uri}:${row.key}:${place}`;
		treeItem.description = whereabouts(kind, range.start.line + 1, found.cell);
		treeItem.contextValue = 'place';
		treeItem.command = this.#opening(row, place);
		return treeItem;
	}

	/** The command that shows a place in the editor. */
	#opening(row: Entry, place: number): vscode.Command {
		const { uri, range } = placeIn(row, place);
		return { command: 'vscode.open', title: vscode.l10n.t('Go to Place'), arguments: [uri, { selection: range }] };
	}
}

function whereabouts(kind: 'citation' | 'mention', line: number, cell: number | undefined): string {
	if (kind === 'citation')
		return cell === undefined ? vscode.l10n.t('cited in line {0}', line) : vscode.l10n.t('cited in cell {0}, line {1}', cell, line);
	return cell === undefined ? vscode.l10n.t('named in line {0}', line) : vscode.l10n.t('named in cell {0}, line {1}', cell, line);
}
