import * as vscode from 'vscode';
import type { QueryHelp, QueryOffer, QueryProblemRow } from '../../server/protocol/index.js';
import { keepOrder } from '../editor/newerApi.js';
import { inBackground } from '../log.js';
import { papersCounted } from '../papers/counts.js';
import type { ClientSession } from '../session.js';

/** So many filters are offered again. */
const mostRecent = 6;

const recentPlace = 'lectern.recentFilters';

/** A row of the pick: what the filter becomes once it is chosen; nothing where choosing it takes the filter as it is. */
interface FilterItem extends vscode.QuickPickItem {
	readonly query?: string;
}

/**
 * *Filter Library*: a pick whose box holds the filter. Its first row says what the filter finds or what is wrong in it, so that Enter takes
 * the filter as it is; the others go on with it. `show` is called with each change, and with the earlier filter when the pick is dismissed.
 */
export function openFilterPick(
	{ workspaceState, server, log, started }: Pick<ClientSession, 'workspaceState' | 'server' | 'log' | 'started'>,
	before: string,
	show: (filter: string) => void,
): void {
	const pick = vscode.window.createQuickPick<FilterItem>();
	pick.title = vscode.l10n.t('Filter Library');
	pick.placeholder = vscode.l10n.t('Words in any order, "exact words", or a qualifier');
	pick.value = before;
	const clear: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('clear-all'), tooltip: vscode.l10n.t('Clear Filter') };
	pick.buttons = [clear];
	keepOrder(pick);
	const recent = workspaceState.get<readonly string[]>(recentPlace, []);

	let latest = '';
	const requestHelp = async (query: string) => {
		latest = query;
		pick.busy = true;
		await started;
		const answer = await server.request('lectern/queryHelp', { query });
		// The filter has changed since.
		if (latest !== query) return;
		const active = pick.activeItems[0]?.query;
		pick.items = itemsFor(answer, query === '' ? recent : []);
		// Keeps the row that the user moved to in the meantime.
		if (active !== undefined) pick.activeItems = pick.items.filter((item) => item.query === active);
		pick.busy = false;
	};
	const help = (query: string) => inBackground(log, 'Helping with the filter', requestHelp(query));
	let isTaken = false;
	const goOn = (query: string) => {
		if (pick.value !== query) pick.value = query;
		show(query);
		help(query);
	};
	pick.onDidChangeValue(goOn);
	pick.onDidTriggerButton(() => goOn(''));
	pick.onDidAccept(() => {
		const query = pick.selectedItems[0]?.query;
		if (query !== undefined) return goOn(query);
		isTaken = true;
		const filter = pick.value.trim();
		if (filter !== '') {
			const filters = [filter, ...recent.filter((each) => each !== filter)].slice(0, mostRecent);
			inBackground(log, 'Keeping recent filters', workspaceState.update(recentPlace, filters));
		}
		pick.hide();
	});
	pick.onDidHide(() => {
		if (!isTaken) show(before);
		pick.dispose();
	});
	help(before);
	pick.show();
}

function itemsFor({ fitting, isCut, problems, offers }: QueryHelp, recent: readonly string[]): FilterItem[] {
	const heading = (label: string): FilterItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
	return [
		...problems.map((problem): FilterItem => ({ label: `$(warning) ${problemMessage(problem)}`, alwaysShow: true })),
		{ label: `$(filter) ${fittingMessage(fitting, isCut)}`, alwaysShow: true },
		...(offers.length > 0 ? [heading('qualifier' in offers[0]! ? vscode.l10n.t('Qualifiers') : vscode.l10n.t('Values'))] : []),
		...offers.map(offerItem),
		...(recent.length > 0 ? [heading(vscode.l10n.t('Recent Filters'))] : []),
		...recent.map((query): FilterItem => ({ label: query, query, iconPath: new vscode.ThemeIcon('history'), alwaysShow: true })),
	];
}

function offerItem(offer: QueryOffer): FilterItem {
	const { query } = offer;
	if ('qualifier' in offer) return { label: `${offer.qualifier}:`, description: meaningOf(offer.qualifier), query, alwaysShow: true };
	const count = papersCounted(offer.count);
	const description = offer.title === undefined ? count : `${offer.title} · ${count}`;
	return { label: offer.value, description, query, alwaysShow: true };
}

function fittingMessage(fitting: number, isCut: boolean): string {
	if (isCut) return vscode.l10n.t('Show the {0} best matches', fitting);
	if (fitting === 0) return vscode.l10n.t('No paper matches');
	return fitting === 1 ? vscode.l10n.t('Show 1 paper') : vscode.l10n.t('Show {0} papers', fitting);
}

type QualifierName = Extract<QueryOffer, { qualifier: unknown }>['qualifier'];

function meaningOf(qualifier: QualifierName): string {
	const meanings: Readonly<Record<QualifierName, string>> = {
		author: vscode.l10n.t('by an author: the beginning of the name'),
		collection: vscode.l10n.t('in a collection of Zotero’s, or one within it'),
		has: vscode.l10n.t('with a note, a summary or an abstract'),
		is: vscode.l10n.t('unread, being read, read or starred; a summary or an entry'),
		source: vscode.l10n.t('from a file'),
		topic: vscode.l10n.t('of a topic'),
		venue: vscode.l10n.t('in a journal or at a conference'),
		year: vscode.l10n.t('of a year or years: 2016, 2014..2016, >=2015'),
	};
	return meanings[qualifier];
}

function problemMessage({ code, text }: QueryProblemRow): string {
	const messages: Readonly<Record<QueryProblemRow['code'], string>> = {
		'unknown-qualifier': vscode.l10n.t('“{0}:” is not a qualifier, so it is searched as a word', text),
		'bad-year': vscode.l10n.t('“{0}” is not a year: write 2016, 2014..2016 or >=2015', text),
		'unknown-state': vscode.l10n.t('“{0}” is not a state: write is:unread, is:reading, is:read, is:starred, is:summary or is:entry', text),
		'unknown-possession': vscode.l10n.t('Papers cannot have “{0}”: write has:note, has:summary or has:abstract', text),
		'open-quote': vscode.l10n.t('The closing quotation mark is missing'),
	};
	return messages[code];
}
