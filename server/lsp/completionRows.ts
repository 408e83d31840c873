import * as v from 'valibot';
import type { ClientCapabilities, CompletionItem } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
	columnsOf,
	fileNameOf,
	firstAuthorYear,
	identifierOf,
	isolated,
	l10n,
	type Paper,
	type PaperUse,
	shortName,
	type WikilinkAnswer,
} from '../engine/index.js';
import type { CitingPlace } from '../protocol/index.js';
import { CompletionItemKind } from './languageServer.js';
import { rangeOf } from './texts.js';

// The rows of a completion list: how papers look in it, and what accepting one writes.

/** What a row keeps until the editor asks for its card. */
export const rowData = v.object({ key: v.string(), uri: v.string(), fetched: v.optional(v.boolean()) });

/** A row of a paper that a library over HTTP has found: its details name the library. */
export const asFetched = (row: CompletionItem, name: string): CompletionItem => ({
	...row,
	detail: joined(row.detail ?? '', name),
	...(row.labelDetails && { labelDetails: { description: name } }),
	data: { ...row.data, fetched: true },
});

/** What a row does whose entry comes along. */
export interface Bringing extends Required<Pick<CompletionItem, 'textEdit' | 'command'>> {
	/** The file that accepting writes to besides citing, and whether it makes it. */
	readonly into: string;
	readonly creates: boolean;
}

/** A row whose entry comes along. It says so where there is room, by its icon where there is none, and in its details. */
export function withBringing(row: CompletionItem, { into, creates, ...bringing }: Bringing): CompletionItem {
	const { labelDetails, detail = '' } = row;
	const effect = creates ? l10n.t('creates {0}', fileNameOf(into)) : l10n.t('adds to {0}', fileNameOf(into));
	const added = { ...row, ...bringing, kind: kindOf.added, detail: joined(detail, effect) };
	if (!labelDetails) return added;
	const { key, fetched } = row.data as v.InferOutput<typeof rowData>;
	const from = fetched ? (labelDetails.description ?? '') : '';
	if (from !== '')
		return {
			...added,
			labelDetails: { description: beside(row.label, joined(key, effect, from), joined(effect, from), creates ? effect : from) },
		};
	// The same paper is there without making a file, too, so that the row that makes one says so in any case.
	return { ...added, labelDetails: { description: beside(row.label, joined(key, effect), effect) || (creates ? effect : '') } };
}

/** The icons of rows, in whichever way an editor draws them. */
const kindOf: Readonly<Record<PaperUse | 'other', CompletionItemKind>> = {
	cited: CompletionItemKind.Reference,
	listed: CompletionItemKind.Value,
	added: CompletionItemKind.Operator,
	other: CompletionItemKind.Value,
};

/** So many letters have room in a row: with more, VS Code cuts the label as well. */
const mostInRow = 45;

/** The first of some texts that has room beside a label; nothing where none has. */
const beside = (label: string, ...texts: readonly string[]): string =>
	texts.find((text) => columnsOf(label) + columnsOf(text) <= mostInRow) ?? '';

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');

/** A row says what people call a paper, and who wrote it when; the key has to be content with the room that this leaves. Its details have all. */
export function rowOf(paper: Paper, uri: string, hasDetails: boolean, use?: PaperUse): CompletionItem {
	const label = isolated(joined(shortName(paper), firstAuthorYear(paper)));
	return {
		label,
		...(hasDetails && { labelDetails: { description: beside(label, paper.key) } }),
		detail: joined(paper.key, use === 'cited' ? l10n.t('cited here') : ''),
		kind: kindOf[use ?? 'other'],
		data: { key: paper.key, uri },
	};
}

/** The server has matched and ranked; these make the editor's own filter keep all rows, in this order. */
export const ranked = (rank: number, query: string): Partial<CompletionItem> => ({ ...fitting(query), ...placed(rank) });
/** What was typed, for an editor that compares rows with it. */
export const fitting = (typed: string): Partial<CompletionItem> => (typed === '' ? {} : { filterText: typed });
/** The place of a row in the list. */
export const placed = (rank: number): Partial<CompletionItem> => ({ sortText: String(rank).padStart(4, '0') });

/** What of a completion item the client supports. */
export type ItemSupport = NonNullable<NonNullable<ClientCapabilities['textDocument']>['completion']>['completionItem'];

/** Makes the edits that write a key over what was typed. */
export function editsOf(
	text: TextDocument,
	{ typed, replaced }: Pick<WikilinkAnswer, 'typed' | 'replaced'>,
	item: ItemSupport,
): (newText: string) => CompletionItem['textEdit'] {
	const insert = rangeOf(text, typed);
	const replace = rangeOf(text, replaced);
	return (newText) => (item?.insertReplaceSupport ? { newText, insert, replace } : { newText, range: replace });
}

/** Inside brackets an empty answer would close the list for good, so one row says that nothing fits and inserts nothing. */
export function noMatch(query: string, textEdit: CompletionItem['textEdit']): CompletionItem {
	const label = query.trim() === '' ? l10n.t('No papers of your own yet') : l10n.t('No paper matches “{0}”', query);
	return { label, kind: CompletionItemKind.Text, filterText: query, sortText: '0', textEdit };
}

/**
 * Under the row that nothing fits: searches the literature for what was typed, and adds a paper by its identifier, which may be what was typed. Both cite
 * in this place.
 */
export function addingRows(query: string, place: CitingPlace): readonly CompletionItem[] {
	const isIdentifier = identifierOf(query) !== undefined;
	const row = (title: string, command: string, text: string | undefined, rank: number): CompletionItem => ({
		label: title,
		kind: CompletionItemKind.Event,
		filterText: query,
		sortText: String(rank),
		textEdit: { newText: place.typed, range: place.range },
		command: { title, command, arguments: [{ place, ...(text !== undefined && { text }) }] },
	});
	const add = row(l10n.t('Add a Paper by DOI or arXiv…'), 'lectern.addPaper', isIdentifier ? query : undefined, isIdentifier ? 1 : 2);
	const search = row(l10n.t('Search the Literature…'), 'lectern.searchLiterature', query, isIdentifier ? 2 : 1);
	if (query.trim() === '') return [add];
	return isIdentifier ? [add, search] : [search, add];
}
