import { type CompletionItem, CompletionItemKind, type CompletionList, MarkupKind, type Range } from 'vscode-languageserver';
import { bibliographyFor } from '../features/bringAlong.js';
import { completion } from '../features/completion.js';
import { type FrontMatterAnswer, frontMatterCompletion } from '../features/frontMatter.js';
import { authorYear, type Paper } from '../library/paper.js';
import { isolated } from '../render/escape.js';
import type { Feature } from './feature.js';
import { rangeOf } from './session.js';

const nothing: CompletionList = { isIncomplete: false, items: [] };

export const completionFeature: Feature = {
	// A blank keeps the list open inside a citation: VS Code asks again instead of closing it.
	capabilities: () => ({ completionProvider: { triggerCharacters: ['@', ' ', '['], resolveProvider: true } }),
	register(session, client) {
		const { connection } = session;
		connection.onCompletion(({ textDocument, position }): CompletionList => {
			const found = session.document(textDocument.uri);
			if (!found) return nothing;
			const offset = found.text.offsetAt(position);
			const fields = frontMatterCompletion(session.context, found.document, offset);
			if (fields) return fieldList(fields, rangeOf(found.text, fields.replaced));
			const answer = completion(session.context, found.document, offset);
			if (!answer) return nothing;
			const item = client().textDocument?.completion?.completionItem;
			const insert = rangeOf(found.text, answer.typed);
			const replace = rangeOf(found.text, answer.replaced);
			const edit = (newText: string): CompletionItem['textEdit'] =>
				item?.insertReplaceSupport ? { newText, insert, replace } : { newText, range: replace };
			if (answer.papers.length === 0) return { isIncomplete: true, items: [noMatch(answer.query, edit(answer.query))] };
			const { context } = session;
			const { present, bibliography } = bibliographyFor(context, found.document);
			/** Where the entry is to come along, what was typed stays until the command replaces it: one change, one undo. */
			const bringing = (paper: Paper): Partial<CompletionItem> | undefined => {
				if (!session.traits.singleEdit || answer.kind !== 'citation' || bibliography === undefined) return undefined;
				if (paper.places.some(({ source }) => present.includes(source))) return undefined;
				const typed = found.document.textOf(answer.replaced);
				const argument = { uri: textDocument.uri, key: paper.key, range: replace, typed };
				return {
					textEdit: { newText: typed, range: replace },
					command: { title: 'Cite', command: 'lectern.bringAlong', arguments: [argument] },
				};
			};
			const items = answer.papers.map((paper, rank) => ({
				...row(paper, rank, answer.query, edit(paper.key), item?.labelDetailsSupport ?? false),
				...bringing(paper),
			}));
			return { isIncomplete: true, items };
		});
		connection.onCompletionResolve(async (item) => {
			const key = (item.data as { key?: string } | undefined)?.key;
			const [paper] = key === undefined ? [] : session.store.current.byKey(key);
			if (!paper) return item;
			return { ...item, documentation: { kind: MarkupKind.Markdown, value: await session.card([paper]) } };
		});
	},
};

function row(paper: Paper, rank: number, query: string, textEdit: CompletionItem['textEdit'], hasDetails: boolean): CompletionItem {
	const title = isolated(paper.title.length > 60 ? `${paper.title.slice(0, 59)}…` : paper.title);
	const work = isolated(authorYear(paper));
	return {
		label: paper.key,
		...(hasDetails ? { labelDetails: { detail: ` ${title}`, description: work } } : { detail: `${title} · ${work}` }),
		kind: CompletionItemKind.Reference,
		// The server has matched and ranked; the editor's own filter is told that all fits, and to keep the order.
		filterText: query === '' ? undefined : query,
		sortText: String(rank).padStart(4, '0'),
		textEdit,
		data: { key: paper.key },
	};
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
function noMatch(query: string, textEdit: CompletionItem['textEdit']): CompletionItem {
	return { label: `No paper matches “${query}”`, kind: CompletionItemKind.Text, filterText: query, sortText: '0', textEdit };
}
