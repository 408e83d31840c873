import type { CompletionItem, CompletionList } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { BibCompletionAnswer, BibSuggestion, Paper } from '../engine/index.js';
import { CompletionItemKind, InsertTextFormat } from './languageServer.js';
import { rangeOf } from './texts.js';

const kinds: Readonly<Record<BibSuggestion['kind'], CompletionItemKind>> = {
	type: CompletionItemKind.Class,
	field: CompletionItemKind.Field,
	string: CompletionItemKind.Constant,
	value: CompletionItemKind.Value,
};

/** What of a completion item the client supports, as far as it matters here. */
interface ItemSupport {
	readonly snippetSupport?: boolean;
	readonly insertTextModeSupport?: object;
}

/** What may be written in a `.bib` file as LSP has it; `row` makes that of a paper, as for citations. */
export function bibCompletionList(
	text: TextDocument,
	answer: BibCompletionAnswer,
	support: ItemSupport | undefined,
	row: (paper: Paper, rank: number, query: string, textEdit: CompletionItem['textEdit']) => CompletionItem,
): CompletionList {
	const range = rangeOf(text, answer.replaced);
	if (answer.kind === 'papers')
		return {
			isIncomplete: true,
			items: answer.papers.map((paper, rank) => row(paper, rank, answer.query, { newText: paper.key, range })),
		};
	const items = answer.words.map((word, rank): CompletionItem => {
		const isSnippet = support?.snippetSupport === true && word.parts !== undefined;
		const comma = word.commaAt;
		const isValue = word.kind === 'value';
		return {
			label: word.label,
			kind: kinds[word.kind],
			...(word.about !== undefined && { detail: word.about }),
			sortText: String(rank).padStart(4, '0'),
			// Values are matched by the beginnings of any of their words, which the editor's own filter would not do.
			...(isValue && answer.query !== '' && { filterText: answer.query }),
			textEdit: { newText: isSnippet ? snippetOf(word.parts!) : word.text, range },
			...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet, ...(support?.insertTextModeSupport && { insertTextMode: 1 }) }),
			...(comma !== undefined && {
				additionalTextEdits: [{ newText: ',', range: rangeOf(text, { start: comma, end: comma }) }],
			}),
		};
	});
	return { isIncomplete: answer.words[0]?.kind === 'value', items };
}

/** Parts with a place for the cursor between each two. Nothing is left at those places. */
const snippetOf = (parts: readonly string[]): string =>
	parts
		.map((part) => part.replace(/[\\$}]/g, '\\$&'))
		.reduce((before, part, index) => `${before}$${index}${part}`)
		.concat('$0');
