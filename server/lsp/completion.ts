import * as v from 'valibot';
import type { ClientCapabilities, CompletionItem, CompletionList, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
	bibCompletion,
	bibliographyFor,
	type CompletionAnswer,
	type Context,
	columnsOf,
	completion,
	type FrontMatterAnswer,
	fileNameOf,
	firstAuthorYear,
	frontMatterCompletion,
	identifierOf,
	inBackground,
	isIn,
	isolated,
	l10n,
	nicknameCompletion,
	type Paper,
	type PaperUse,
	type Replacement,
	shortName,
	usesIn,
	type WikilinkAnswer,
	wikilinkCompletion,
	withoutEnd,
} from '../engine/index.js';
import { type CitingPlace, othersCompleteWikilinks, wikilinkChange } from '../protocol/index.js';
import { bibCompletionList } from './bibCompletion.js';
import { markup } from './clientSupport.js';
import { answer, answerLsp, type Feature, onNotification, parametersOf } from './feature.js';
import { CompletionItemKind, CompletionRequest, CompletionResolveRequest } from './languageServer.js';
import { paperIn, type Request } from './request.js';
import type { Services } from './services.js';
import { type OpenDocument, rangeOf } from './texts.js';

/** Where no own paper fits, the list waits so long for a library over HTTP (ms). */
const patience = 150;

/** What comes of work within so many milliseconds; nothing where it takes longer. */
function within<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<undefined>((resolve) => {
		timer = setTimeout(() => resolve(undefined), milliseconds);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const nothing: CompletionList = { isIncomplete: false, items: [] };

export const completionFeature: Feature = {
	// A blank keeps the list open inside a citation: VS Code asks again instead of closing it.
	capabilities: () => ({ completionProvider: { triggerCharacters: ['@', ' ', '[', '{', ',', ':', '`', '<'], resolveProvider: true } }),
	register(services) {
		const { settings, presentation, httpLibrary } = services;
		answerLsp(
			services,
			CompletionRequest.type,
			parametersOf.position,
			async ({ position, context: asked }, request): Promise<CompletionList> => {
				if (!request.opened) return nothing;
				const offset = request.opened.text.offsetAt(position);
				const list = await listAt(request, request.opened, offset, asked?.triggerCharacter);
				if (!filtersBySymbol(services)) return list;
				const symbol = symbolBefore(request.opened.text.getText(), offset);
				return { ...list, items: list.items.map((row) => bySymbol(row, symbol)) };
			},
		);
		const listAt = (
			request: Request,
			opened: OpenDocument,
			offset: number,
			trigger: string | undefined,
		): CompletionList | Promise<CompletionList> => {
			const { context } = request;
			const { document, text } = opened;
			const item = services.client.textDocument?.completion?.completionItem;
			if (document.languageId === 'bibtex') return bibList(context, opened, offset, trigger, item);
			const fields = frontMatterCompletion(context, document, offset);
			if (fields) return fieldList(fields, rangeOf(text, fields.replaced));
			const link = wikilinkCompletion(context, document, offset);
			if (link) return settings.completesWikilinks ? wikilinkList(opened, link, item) : nothing;
			const answer = completion(context, document, offset);
			if (!answer) return nicknameList(context, opened, offset);
			const listWith = (fetched: readonly Paper[]): CompletionList => {
				const list = citationList(services, context, opened, offset, answer, fetched);
				return request.isIndexed ? list : whileReading(opened, answer, list, item, fetched.length);
			};
			const found = httpLibrary.found(context.library, answer.query);
			return found instanceof Promise ? whileAsking(found, opened, offset, answer, listWith) : listWith(found);
		};
		/** One's own papers never wait for a library over HTTP: where there are any, what it answers comes with the next list. */
		const whileAsking = async (
			asked: Promise<readonly Paper[]>,
			{ document: { uri }, text }: OpenDocument,
			offset: number,
			{ papers, labels }: CompletionAnswer,
			listWith: (fetched: readonly Paper[]) => CompletionList,
		): Promise<CompletionList> => {
			const isEmpty = papers.every(isGuest) && labels.length === 0;
			const soon = isEmpty ? await within(asked, patience) : undefined;
			if (soon) return listWith(soon);
			const grown = asked.then((found) => {
				if (found.length > 0) httpLibrary.tellGrown({ uri, version: text.version, position: text.positionAt(offset) });
			});
			inBackground(services.log, 'Searching the library over HTTP', grown);
			return listWith([]);
		};
		answerLsp(services, CompletionResolveRequest.type, parametersOf.anything, async (item, request) => {
			const { success, output } = v.safeParse(rowData, item.data);
			const known = success && !output.fetched ? paperIn(request, request.texts.opened(output.uri), output.key, true) : undefined;
			const paper = success && output.fetched ? httpLibrary.foundByKey(output.key) : known;
			if (!paper) return item;
			const formats = services.client.textDocument?.completion?.completionItem?.documentationFormat;
			return { ...item, documentation: markup(formats, await presentation.card([paper])) };
		});
		answer(services, 'lectern/suggests', ({ position }, { context, opened }) => {
			if (!opened) return false;
			const { document, text } = opened;
			const offset = text.offsetAt(position);
			const link = wikilinkCompletion(context, document, offset);
			if (link) return settings.completesWikilinks && link.typed.start < link.typed.end && link.papers.length > 0;
			const completing = document.markup?.completing(document.text, offset);
			if (completing) return completing.bracketed && completing.query.trim() !== '';
			return nicknameCompletion(context, document, offset) !== undefined;
		});
		onNotification(services, othersCompleteWikilinks, wikilinkChange, ({ isSo }) => settings.setOthersCompleteWikilinks(isSo));
	},
};

/**
 * Whether the client compares rows with the symbol before the cursor alone, whatever range they replace: eglot. All others compare with the text in
 * that range, or search in the rows.
 */
const filtersBySymbol = ({ clientName }: Services): boolean => /^eglot/i.test(clientName ?? '');

/** A row for such a client: it searches in the label as well, so that the label has the title and the authors, too. */
const bySymbol = ({ detail, ...row }: CompletionItem, symbol: string): CompletionItem =>
	row.filterText === undefined
		? { ...row, ...(detail !== undefined && { detail }) }
		: { ...row, label: detail === undefined ? row.label : `${row.label} ${detail}`, filterText: symbol };

/** The symbol before an offset, as Emacs finds it in texts (GNU Emacs Lisp manual, "Syntax Class Table": word and symbol constituents). */
function symbolBefore(text: string, offset: number): string {
	const before = text.slice(Math.max(0, offset - 200), offset);
	return before.slice(withoutEnd(before, /[\p{L}\p{N}_\-+*&%/<=>|$]/u).length);
}

/** What a row keeps until the editor asks for its card. */
const rowData = v.object({ key: v.string(), uri: v.string(), fetched: v.optional(v.boolean()) });

/** What may be written in a `.bib` file; nothing where the letter that was typed opens no list there. */
function bibList(
	context: Context,
	{ document, text }: OpenDocument,
	offset: number,
	trigger: string | undefined,
	item: ItemSupport,
): CompletionList {
	const answer = bibCompletion(context, document, offset);
	// A blank is indentation as a rule, and a comma ends a field: they keep a list open, but only between keys does a comma open one.
	const opens = trigger ?? '@';
	if (!answer || (answer.query === '' && !/[@{]/.test(opens) && !(opens === ',' && answer.kind === 'papers'))) return nothing;
	return bibCompletionList(text, answer, item, (paper, rank, query, textEdit) => ({
		...rowOf(paper, document.uri, item?.labelDetailsSupport ?? false),
		...ranked(rank, query),
		textEdit,
	}));
}

/** A paper that comes with Lectern and that the user has nothing of. */
const isGuest = ({ places }: Paper): boolean => places.every(({ origin }) => origin === 'bundled');

/** The papers that fit what is typed in a citation, and behind the user's own those that a library over HTTP has found. */
function citationList(
	{ client, options, httpLibrary }: Services,
	context: Context,
	{ document, text }: OpenDocument,
	offset: number,
	answer: CompletionAnswer,
	fetched: readonly Paper[],
): CompletionList {
	const { uri } = document;
	const item = client.textDocument?.completion?.completionItem;
	const replace = rangeOf(text, answer.replaced);
	const edit = editsOf(text, answer, item);
	/** A key as it is may leave what is behind the cursor; what writes more around it may not. */
	const editOf = ({ span, text: written }: Replacement, key: string): CompletionItem['textEdit'] =>
		written === key ? edit(key) : { newText: written, range: rangeOf(text, span) };
	const labels = answer.labels.map(
		(name): CompletionItem => ({
			label: name,
			detail: l10n.t('Label'),
			kind: CompletionItemKind.Field,
			...fitting(document.textOf(answer.typed)),
			textEdit: edit(name),
		}),
	);
	if (answer.papers.length + fetched.length + labels.length === 0) {
		const place: CitingPlace = { uri, range: replace, typed: document.textOf(answer.replaced), as: 'key' };
		return {
			isIncomplete: true,
			items: [noMatch(answer.query, edit(answer.query)), ...(options.commands ? addingRows(answer.query, place) : [])],
		};
	}
	const { citedFrom, bibliography, newBibliography } = bibliographyFor(context, document);
	const useOf = usesIn(context, document, offset);
	/** Where the entry is to come along, what was typed stays until the command replaces it: one change, one undo. */
	const bringing = (paper: Paper, { span, text: written }: Replacement, into: string, creates: boolean): Bringing => {
		const typed = document.textOf(answer.replaced);
		const isPlain = written === paper.key || span.end !== answer.replaced.end;
		const form = isPlain ? undefined : { text: written, ahead: answer.replaced.start - span.start };
		const argument = {
			uri,
			key: paper.key,
			range: replace,
			typed,
			...(creates && { creates }),
			...(fetched.includes(paper) && { fetched: true }),
			...(form && { form }),
		};
		return {
			into,
			creates,
			textEdit: { newText: typed, range: replace },
			command: { title: l10n.t('Cite'), command: 'lectern.bringAlong', arguments: [argument] },
		};
	};
	const firstGuest = answer.papers.findIndex(isGuest);
	const own = firstGuest < 0 ? answer.papers.length : firstGuest;
	const papers = [...answer.papers.slice(0, own), ...fetched, ...answer.papers.slice(own)];
	const items = papers.flatMap((paper, rank) => {
		const isFetched = fetched.includes(paper);
		const found = rowOf(paper, uri, item?.labelDetailsSupport ?? false, useOf(paper));
		const row = { ...(isFetched ? asFetched(found, httpLibrary.name) : found), ...fitting(answer.query) };
		const written = document.written(answer.replaced, paper.key);
		const typed = document.textOf({ start: written.span.start, end: answer.typed.end });
		const plain = { ...row, ...fitting(typed), textEdit: editOf(written, paper.key) };
		const isMissing = (options.singleEdit ?? false) && !isIn(citedFrom, paper, paper.key);
		const rows = [isMissing && bibliography !== undefined ? withBringing(row, bringing(paper, written, bibliography, false)) : plain];
		// Nobody is asked: what makes a file is a row of its own, under the best one.
		if (isMissing && newBibliography !== undefined && rank === 0)
			rows.push(withBringing(row, bringing(paper, written, newBibliography, true)));
		return rows;
	});
	return { isIncomplete: true, items: [...items, ...labels].map((row, rank) => ({ ...row, ...placed(rank) })) };
}

/** A row of a paper that a library over HTTP has found: its details name the library. */
const asFetched = (row: CompletionItem, name: string): CompletionItem => ({
	...row,
	detail: joined(row.detail ?? '', name),
	...(row.labelDetails && { labelDetails: { description: name } }),
	data: { ...row.data, fetched: true },
});

interface Bringing extends Required<Pick<CompletionItem, 'textEdit' | 'command'>> {
	/** The file that accepting writes to besides citing, and whether it makes it. */
	readonly into: string;
	readonly creates: boolean;
}

/** A row whose entry comes along. It says so where there is room, by its icon where there is none, and in its details. */
function withBringing(row: CompletionItem, { into, creates, ...bringing }: Bringing): CompletionItem {
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
function rowOf(paper: Paper, uri: string, hasDetails: boolean, use?: PaperUse): CompletionItem {
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
const ranked = (rank: number, query: string): Partial<CompletionItem> => ({ ...fitting(query), ...placed(rank) });
const fitting = (typed: string): Partial<CompletionItem> => (typed === '' ? {} : { filterText: typed });
const placed = (rank: number): Partial<CompletionItem> => ({ sortText: String(rank).padStart(4, '0') });

/** What of a completion item the client supports. */
type ItemSupport = NonNullable<NonNullable<ClientCapabilities['textDocument']>['completion']>['completionItem'];

/** Makes the edits that write a key over what was typed. */
function editsOf(
	text: TextDocument,
	{ typed, replaced }: Pick<WikilinkAnswer, 'typed' | 'replaced'>,
	item: ItemSupport,
): (newText: string) => CompletionItem['textEdit'] {
	const insert = rangeOf(text, typed);
	const replace = rangeOf(text, replaced);
	return (newText) => (item?.insertReplaceSupport ? { newText, insert, replace } : { newText, range: replace });
}

/**
 * Papers behind the notes that other extensions offer in the same place: the editor scores a row by what really fits what was typed, and puts it
 * last among those that fit as well.
 */
function wikilinkList(found: OpenDocument, answer: WikilinkAnswer, item: ItemSupport): CompletionList {
	const edit = editsOf(found.text, answer, item);
	const items = answer.papers.map(({ paper, fitting: filterText }, rank): CompletionItem => {
		const { text, span } = found.document.written(answer.replaced, paper.key);
		const textEdit = text === paper.key ? edit(text) : { newText: text, range: rangeOf(found.text, span) };
		return {
			...rowOf(paper, found.document.uri, item?.labelDetailsSupport ?? false),
			filterText,
			sortText: `~${String(rank).padStart(4, '0')}`,
			textEdit,
		};
	});
	return { isIncomplete: true, items };
}

/** Each name by itself, and with a citation behind it. */
function nicknameList(context: Context, { document, text }: OpenDocument, offset: number): CompletionList {
	const answer = nicknameCompletion(context, document, offset);
	if (!answer) return nothing;
	const range = rangeOf(text, answer.typed);
	const typed = document.textOf(answer.typed);
	const rows = answer.names.flatMap(({ name, paper }) =>
		[name, `${name} ${document.markup!.write({ keys: [paper.key], text: document.text })}`].map(
			(newText): CompletionItem => ({
				label: newText,
				detail: paper.title,
				kind: CompletionItemKind.Reference,
				textEdit: { newText, range },
				data: { key: paper.key, uri: document.uri },
			}),
		),
	);
	return { isIncomplete: true, items: rows.map((row, rank) => ({ ...row, ...ranked(rank, typed) })) };
}

function fieldList({ items }: FrontMatterAnswer, range: Range): CompletionList {
	return {
		isIncomplete: false,
		items: items.map(({ text, about }) => ({
			label: text.replace(/: $/, ''),
			kind: CompletionItemKind.Field,
			detail: about,
			textEdit: { newText: text, range },
		})),
	};
}

/** Inside brackets an empty answer would close the list for good, so one row says that nothing fits and inserts nothing. */
/**
 * The list while the library is still being read: a paper that is missing may only not have been read yet, and what fits now may not be the best.
 * The row that says so comes last and changes nothing.
 */
function whileReading(
	{ text }: OpenDocument,
	answer: CompletionAnswer,
	{ items }: CompletionList,
	item: ItemSupport,
	fetched: number,
): CompletionList {
	const label = l10n.t('Still reading the library…');
	const { query } = answer;
	const found = answer.papers.length + answer.labels.length + fetched > 0 ? items : [];
	const textEdit = editsOf(text, answer, item)(query);
	return {
		isIncomplete: true,
		items: [...found, { label, kind: CompletionItemKind.Text, ...fitting(query), ...placed(found.length), textEdit }],
	};
}

function noMatch(query: string, textEdit: CompletionItem['textEdit']): CompletionItem {
	const label = query.trim() === '' ? l10n.t('No papers of your own yet') : l10n.t('No paper matches “{0}”', query);
	return { label, kind: CompletionItemKind.Text, filterText: query, sortText: '0', textEdit };
}

/**
 * Under the row that nothing fits: searches the literature for what was typed, and adds a paper by its identifier, which may be what was typed. Both cite
 * in this place.
 */
function addingRows(query: string, place: CitingPlace): readonly CompletionItem[] {
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
