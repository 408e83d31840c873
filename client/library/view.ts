import * as vscode from 'vscode';
import type { Grouping, Sorting } from '../../server/protocol/index.js';
import { droppingPdfs } from '../cite/drop.js';
import { setContext } from '../editor/context.js';
import { inBackground } from '../log.js';
import type { TreeFilter } from '../map/map.js';
import { paperDrag } from '../papers/paperDrag.js';
import type { ReadingOrder } from '../reader/panel.js';
import type { ClientSession } from '../session.js';
import { openFilterPick } from './filterPick.js';
import { registerOpening } from './opening.js';
import { type LibraryItem, LibraryTree } from './tree.js';
import { ViewMessage } from './viewMessage.js';

/** What else follows the library view: the order in which it lists papers, and its filter. */
interface LibraryView extends ReadingOrder, TreeFilter, vscode.Disposable {}

type Dependencies = Pick<
	ClientSession,
	'extensionUri' | 'workspaceState' | 'server' | 'log' | 'started' | 'whenRead' | 'lastNote' | 'onLibraryChange'
>;

/** The *Library* view with its commands: group by, sort by, filter, clear the filter, open a paper elsewhere. */
export function registerLibraryView(session: Dependencies): LibraryView {
	const { workspaceState, log } = session;
	const tree = new LibraryTree(
		session,
		workspaceState.get<Grouping>('lectern.grouping', 'topic'),
		workspaceState.get('lectern.filter', ''),
		workspaceState.get<Sorting>('lectern.sorting', 'title'),
	);
	const view = vscode.window.createTreeView<LibraryItem>('lectern.library', {
		treeDataProvider: tree,
		showCollapseAll: true,
		canSelectMany: true,
		dragAndDropController: { ...paperDrag, ...droppingPdfs(session) },
	});
	const filterChanges = new vscode.EventEmitter<void>();
	const message = new ViewMessage(view, session);
	const describe = () => {
		message.showFilter(tree.filter);
		setContext(log, 'lectern.hasFilter', tree.filter !== '');
		const state = { grouping: tree.grouping, filter: tree.filter, sorting: tree.sorting };
		for (const [name, value] of Object.entries(state))
			inBackground(log, `Keeping the ${name} of the library`, workspaceState.update(`lectern.${name}`, value));
	};
	const show = (grouping: Grouping, filter: string, sorting = tree.sorting) => {
		tree.show(grouping, filter, sorting);
		describe();
		filterChanges.fire();
	};
	describe();
	inBackground(log, 'Showing the progress of reading', message.showReading(session.whenRead));
	const registrations = vscode.Disposable.from(
		view,
		filterChanges,
		registerOpening(session),
		view.onDidExpandElement(({ element }) => tree.touch(element, true)),
		view.onDidCollapseElement(({ element }) => tree.touch(element, false)),
		session.onLibraryChange(() => {
			tree.refresh();
			message.showFilter(tree.filter);
		}),
		vscode.commands.registerCommand('lectern.groupBy', async () => {
			const grouping = await pickGrouping(tree.grouping);
			if (grouping) show(grouping, tree.filter);
		}),
		vscode.commands.registerCommand('lectern.sortBy', async () => {
			const sorting = await pickSorting(tree.sorting);
			if (sorting) show(tree.grouping, tree.filter, sorting);
		}),
		vscode.commands.registerCommand('lectern.showMore', (group: unknown) => {
			if (typeof group === 'string') tree.showMore(group);
		}),
		vscode.commands.registerCommand('lectern.filterLibrary', async () => {
			// First, since a pick closes when the focus leaves it.
			await vscode.commands.executeCommand('lectern.library.focus');
			openFilterPick(session, tree.filter, (filter) => {
				if (filter.trim() !== tree.filter) show(tree.grouping, filter.trim());
			});
		}),
		vscode.commands.registerCommand('lectern.clearFilter', () => show(tree.grouping, '')),
	);
	return {
		neighbours: (key) => session.server.request('lectern/neighbours', { ...tree.listing, key }),
		get filter() {
			return tree.filter;
		},
		onDidChangeFilter: filterChanges.event,
		dispose: () => registrations.dispose(),
	};
}

/** Asks how to group the library; nothing when dismissed. */
function pickGrouping(current: Grouping): Promise<Grouping | undefined> {
	const labels: Record<Grouping, string> = {
		topic: vscode.l10n.t('Topic'),
		keyword: vscode.l10n.t('Keyword'),
		collection: vscode.l10n.t('Collection'),
		year: vscode.l10n.t('Year'),
		author: vscode.l10n.t('Author'),
		venue: vscode.l10n.t('Venue'),
		source: vscode.l10n.t('Source'),
		state: vscode.l10n.t('Reading State'),
		flat: vscode.l10n.t('Nothing: One List'),
	};
	return pickOne(labels, current, vscode.l10n.t('Group the Library By'));
}

/** Asks how to sort the library; nothing when dismissed. */
function pickSorting(current: Sorting): Promise<Sorting | undefined> {
	const labels: Record<Sorting, string> = {
		title: vscode.l10n.t('Title'),
		year: vscode.l10n.t('Year, Newest First'),
		author: vscode.l10n.t('First Author'),
		recent: vscode.l10n.t('Recently Read'),
		mentioned: vscode.l10n.t('Most Mentioned in Notes'),
	};
	return pickOne(labels, current, vscode.l10n.t('Sort the Library By'));
}

/** Lets the user pick one of several values; the current one is marked and active. Nothing when dismissed. */
function pickOne<T extends string>(labels: Readonly<Record<T, string>>, current: T, title: string): Promise<T | undefined> {
	const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: T }>();
	pick.title = title;
	pick.items = (Object.keys(labels) as T[]).map((value) => ({
		value,
		label: labels[value],
		...(value === current && { description: vscode.l10n.t('current'), iconPath: new vscode.ThemeIcon('check') }),
	}));
	pick.activeItems = pick.items.filter(({ value }) => value === current);
	return new Promise((resolve) => {
		pick.onDidAccept(() => {
			resolve(pick.selectedItems[0]?.value);
			pick.hide();
		});
		pick.onDidHide(() => {
			resolve(undefined);
			pick.dispose();
		});
		pick.show();
	});
}
