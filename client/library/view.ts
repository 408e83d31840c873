import * as vscode from 'vscode';
import type { Grouping, QueryProblemRow, Sorting } from '../../server/protocol.js';
import type { ClientSession } from '../activate.js';
import type { TreeFilter } from '../map/map.js';
import type { ReadingOrder } from '../reader/panel.js';
import { paperDrag } from './drag.js';
import { LibraryTree } from './tree.js';

/** The *Library* view with its commands: group by, filter, clear the filter. Answers the order in which the view lists papers, and its filter. */
export function registerLibraryView(session: ClientSession): ReadingOrder & TreeFilter {
	const { context } = session;
	const tree = new LibraryTree(
		session,
		context.workspaceState.get<Grouping>('lectern.grouping', 'topic'),
		context.workspaceState.get('lectern.filter', ''),
		context.workspaceState.get<Sorting>('lectern.sorting', 'title'),
	);
	const view = vscode.window.createTreeView('lectern.library', {
		treeDataProvider: tree,
		showCollapseAll: true,
		canSelectMany: true,
		dragAndDropController: paperDrag,
	});
	const filterChanges = new vscode.EventEmitter<void>();
	const describe = () => {
		view.description = tree.filter === '' ? undefined : `“${tree.filter}”`;
		void vscode.commands.executeCommand('setContext', 'lectern.hasFilter', tree.filter !== '');
		void context.workspaceState.update('lectern.grouping', tree.grouping);
		void context.workspaceState.update('lectern.filter', tree.filter);
		void context.workspaceState.update('lectern.sorting', tree.sorting);
	};
	const show = (grouping: Grouping, filter: string, sorting = tree.sorting) => {
		tree.show(grouping, filter, sorting);
		describe();
		filterChanges.fire();
	};
	describe();
	context.subscriptions.push(
		view,
		tree.onDidList((hasPapers) => {
			view.message =
				hasPapers || tree.filter === ''
					? undefined
					: vscode.l10n.t('No paper fits “{0}”. Change the filter with Ctrl+F, or clear it with the button above.', tree.filter);
		}),
		session.onLibraryChange(() => tree.refresh()),
		vscode.commands.registerCommand('lectern.groupBy', async () => {
			const labels: Record<Grouping, string> = {
				topic: vscode.l10n.t('Topic'),
				year: vscode.l10n.t('Year'),
				author: vscode.l10n.t('Author'),
				venue: vscode.l10n.t('Venue'),
				source: vscode.l10n.t('Source'),
				state: vscode.l10n.t('Reading State'),
				flat: vscode.l10n.t('Nothing: One List'),
			};
			const items = (Object.keys(labels) as Grouping[]).map((grouping) => ({
				grouping,
				label: labels[grouping],
				picked: grouping === tree.grouping,
			}));
			const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Group the Library by') });
			if (chosen) show(chosen.grouping, tree.filter);
		}),
		vscode.commands.registerCommand('lectern.sortBy', async () => {
			const labels: Record<Sorting, string> = {
				title: vscode.l10n.t('Title'),
				year: vscode.l10n.t('Year, Newest First'),
				author: vscode.l10n.t('First Author'),
				recent: vscode.l10n.t('Recently Read'),
				mentioned: vscode.l10n.t('Most Mentioned in Notes'),
			};
			const items = (Object.keys(labels) as Sorting[]).map((sorting) => ({
				sorting,
				label: labels[sorting],
				picked: sorting === tree.sorting,
			}));
			const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Sort the Library by') });
			if (chosen) show(tree.grouping, tree.filter, chosen.sorting);
		}),
		vscode.commands.registerCommand('lectern.showMore', (group: unknown) => {
			if (typeof group === 'string') tree.showMore(group);
		}),
		vscode.commands.registerCommand('lectern.filterLibrary', async () => {
			// First, since an input closes when the focus leaves it.
			await vscode.commands.executeCommand('lectern.library.focus');
			const input = vscode.window.createInputBox();
			const before = tree.filter;
			input.title = vscode.l10n.t('Filter Library');
			input.placeholder = vscode.l10n.t(
				'Words in any order, "exact words", author: has:note is:unread source: topic: venue: year:2014..2016',
			);
			input.value = before;
			const check = async (value: string) => {
				const [problem] = await session.server.request('lectern/queryProblems', { query: value });
				// An answer to what has been typed over meanwhile says nothing.
				if (input.value === value) input.validationMessage = problem && problemMessage(problem);
			};
			input.onDidChangeValue((value) => {
				show(tree.grouping, value);
				void check(value);
			});
			void check(before);
			let accepted = false;
			input.onDidAccept(() => {
				accepted = true;
				input.hide();
			});
			input.onDidHide(() => {
				if (!accepted) show(tree.grouping, before);
				input.dispose();
			});
			input.show();
		}),
		vscode.commands.registerCommand('lectern.clearFilter', () => show(tree.grouping, '')),
	);
	return {
		neighbours: (key) => session.server.request('lectern/neighbours', { ...tree.listing, key }),
		get filter() {
			return tree.filter;
		},
		onDidChangeFilter: filterChanges.event,
	};
}

function problemMessage({ code, text }: QueryProblemRow): vscode.InputBoxValidationMessage {
	const messages: Readonly<Record<QueryProblemRow['code'], string>> = {
		'unknown-qualifier': vscode.l10n.t(
			'“{0}:” is no qualifier, and is searched as a word: author, has, is, source, topic, venue and year are',
			text,
		),
		'bad-year': vscode.l10n.t('“{0}” is no year: write 2016, 2014..2016 or >=2015', text),
		'unknown-state': vscode.l10n.t('“{0}” is no state: write is:unread, is:reading, is:read, is:summary or is:entry', text),
		'unknown-possession': vscode.l10n.t('“{0}” is nothing that papers have: write has:note, has:summary or has:abstract', text),
		'open-quote': vscode.l10n.t('The quotation has no end'),
	};
	return { message: messages[code], severity: vscode.InputBoxValidationSeverity.Warning };
}
