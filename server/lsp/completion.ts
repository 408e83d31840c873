import * as v from 'valibot';
import type { CompletionItem, CompletionList, Range } from 'vscode-languageserver';
import {
	bibCompletion,
	bibliographyFor,
	type CompletionAnswer,
	type Context,
	completion,
	type FrontMatterAnswer,
	frontMatterCompletion,
	inBackground,
	isIn,
	l10n,
	nicknameCompletion,
	type Paper,
	type Replacement,
	usesIn,
	type WikilinkAnswer,
	wikilinkCompletion,
	withoutEnd,
} from '../engine/index.js';
import { type CitingPlace, othersCompleteWikilinks, wikilinkChange } from '../protocol/index.js';
import { bibCompletionList } from './bibCompletion.js';
import { markup } from './clientSupport.js';
import {
	addingRows,
	asFetched,
	type Bringing,
	editsOf,
	fitting,
	type ItemSupport,
	noMatch,
	placed,
	ranked,
	rowData,
	rowOf,
	withBringing,
} from './completionRows.js';
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
