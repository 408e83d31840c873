import { TextDocument } from 'vscode-languageserver-textdocument';
import { type MissingEntry, missingEntryOf } from '../features/bringAlong.js';
import { insertEntry } from '../library/formats/bibtex/write.js';
import type { Requests } from '../protocol.js';
import type { Feature } from './feature.js';
import { rangeOf, type Session } from './session.js';

type Cite = Requests['lectern/cite'];
type BringAlong = Requests['lectern/bringAlong'];
/** LSP's `TextDocumentEdit`. */
type DocumentEdit = NonNullable<BringAlong[1]>['edit']['documentChanges'][number];

/** The change that writes a missing entry into its bibliography, in that file's style; nothing where the file cannot be read. */
export async function entryEdit(
	session: Session,
	{ record, bibliography }: MissingEntry,
): Promise<{ readonly edit: DocumentEdit; readonly key: string } | undefined> {
	const open = session.open.get(bibliography);
	const text = open?.getText() ?? (await session.textAt(bibliography).catch(() => undefined));
	if (text === undefined) return undefined;
	const insertion = insertEntry(text, record);
	const document = open ?? TextDocument.create(bibliography, 'bibtex', 0, text);
	const range = rangeOf(document, { start: insertion.offset, end: insertion.offset });
	return {
		key: insertion.key,
		edit: { textDocument: { uri: bibliography, version: open?.version ?? null }, edits: [{ range, newText: insertion.text }] },
	};
}

/** Citing a paper and writing its entry as one change: an accepted completion asks for it, so that one undo takes back both. */
export const bringAlongFeature: Feature = {
	register(session) {
		session.connection.onRequest('lectern/cite', async ({ uri, keys }: Cite[0]): Promise<Cite[1]> => {
			const found = session.document(uri);
			const papers = keys.flatMap((key) => session.store.current.byKey(key)[0] ?? []);
			if (!found?.document.markup || papers.length === 0) return null;
			const cited: string[] = [];
			const edits = new Map<string, DocumentEdit>();
			for (const paper of papers) {
				const missing = missingEntryOf(session.context, found.document, paper, paper.key);
				const entry = missing && (await entryEdit(session, missing));
				cited.push(entry?.key ?? paper.key);
				if (!entry) continue;
				const { textDocument, edits: own } = entry.edit;
				const before = edits.get(textDocument.uri)?.edits ?? [];
				edits.set(textDocument.uri, { textDocument, edits: [...before, ...own] });
			}
			const text = found.document.markup.write({ keys: cited, text: found.document.text });
			return { text, ...(edits.size > 0 ? { edit: { documentChanges: [...edits.values()] } } : undefined) };
		});
		session.connection.onRequest('lectern/bringAlong', async ({ uri, key, range, typed }: BringAlong[0]): Promise<BringAlong[1]> => {
			const found = session.document(uri);
			const [paper] = session.store.current.byKey(key);
			// Whoever went on typing meanwhile keeps what was typed.
			if (!found || !paper || found.text.getText(range) !== typed) return null;
			const missing = missingEntryOf(session.context, found.document, paper, key);
			const entry = missing && (await entryEdit(session, missing));
			const citation = { range, newText: entry?.key ?? key };
			return {
				edit: {
					documentChanges: [{ textDocument: { uri, version: found.text.version }, edits: [citation] }, ...(entry ? [entry.edit] : [])],
				},
				...(entry ? { bibliography: entry.edit.textDocument.uri } : undefined),
			};
		});
	},
};
