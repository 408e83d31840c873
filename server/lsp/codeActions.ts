import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import type { Document } from '../documents/document.js';
import { type MissingEntry, missingEntry } from '../features/bringAlong.js';
import { type Change, codeActions } from '../features/codeActions.js';
import { fillFields } from '../features/fillFields.js';
import { creatableBibliography, namings } from '../features/missingBibliographies.js';
import { entryEdit } from './bringAlong.js';
import type { Feature } from './feature.js';
import { rangeOf, type Session } from './session.js';

const kinds: Readonly<Record<Change['kind'], string>> = { quickfix: CodeActionKind.QuickFix, refactor: CodeActionKind.RefactorRewrite };

export const codeActionFeature: Feature = {
	capabilities: () => ({ codeActionProvider: { codeActionKinds: Object.values(kinds) } }),
	register(session, client) {
		session.connection.onCodeAction(async ({ textDocument, range, context }) => {
			const found = session.document(textDocument.uri);
			if (!found) return [];
			const offset = found.text.offsetAt(range.start);
			const isBib = found.document.languageId === 'bibtex';
			const changes = isBib
				? fillFields(session.store.current, found.document, offset)
				: codeActions(session.context, found.document, offset);
			const added = await addEntry(session, missingEntry(session.context, found.document, offset));
			const own = changes.map(
				({ title, kind, mends, edits }): CodeAction => ({
					title,
					kind: kinds[kind],
					diagnostics: mends === undefined ? undefined : context.diagnostics.filter(({ code }) => code === mends),
					edit: {
						documentChanges: [
							{
								textDocument: { uri: textDocument.uri, version: found.text.version },
								edits: edits.map(({ span, text }) => ({ range: rangeOf(found.text, span), newText: text })),
							},
						],
					},
				}),
			);
			const canCreate = client().workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false;
			const created = canCreate ? await createBibliography(session, found.document, offset, context.diagnostics) : [];
			return [...own, ...added, ...created];
		});
	},
};

/** The action that makes the missing bibliography named at `offset`, empty. */
async function createBibliography(
	session: Session,
	document: Document,
	offset: number,
	diagnostics: readonly Diagnostic[],
): Promise<CodeAction[]> {
	const named = namings(document, session.project);
	const there = await session.existing(named.flatMap(({ uris }) => uris));
	const missing = creatableBibliography(named, offset, (uri) => there.has(uri));
	if (!missing) return [];
	return [
		{
			title: `Create ${missing.name}`,
			kind: CodeActionKind.QuickFix,
			diagnostics: diagnostics.filter(({ code }) => code === 'missing-bibliography'),
			edit: { documentChanges: [{ kind: 'create', uri: missing.uri, options: { ignoreIfExists: true } }] },
		},
	];
}

/** The action that writes a missing entry into its bibliography, in the style of that file; none where the file cannot be read. */
async function addEntry(session: Session, missing: MissingEntry | undefined): Promise<CodeAction[]> {
	if (!missing) return [];
	const entry = await entryEdit(session, missing);
	if (!entry) return [];
	const { bibliography } = missing;
	const name = decodeURIComponent(bibliography.slice(bibliography.lastIndexOf('/') + 1));
	return [{ title: `Add “${entry.key}” to ${name}`, kind: CodeActionKind.QuickFix, edit: { documentChanges: [entry.edit] } }];
}
