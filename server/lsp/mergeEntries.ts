import * as v from 'valibot';
import type { ClientCapabilities, CodeAction, Diagnostic, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import {
	append,
	type Document,
	type Duplicates,
	duplicatesAt,
	l10n,
	mergeEntries,
	namingsOf,
	type Span,
	styleNear,
} from '../engine/index.js';
import { CodeActionKind } from './languageServer.js';
import { checkCancelled, type Request } from './request.js';
import type { Services } from './services.js';
import { editOf, type RequestTexts } from './texts.js';

/** What an action that merges keeps until it is chosen. */
const mergeData = v.object({
	uri: v.string(),
	kept: v.string(),
	dropped: v.string(),
	fixes: v.picklist(['duplicate-paper', 'duplicate-key'] satisfies readonly Duplicates['fixes'][]),
	/** The dropped key stays as another key of the entry, and citations as they are. */
	asOtherKey: v.boolean(),
});
type MergeData = v.InferOutput<typeof mergeData>;

/** The actions that merge the entry at `offset` with another one of its paper. What they change is found when one is chosen, where the client allows that. */
export async function mergeActions(
	services: Services,
	request: Request,
	document: Document,
	offset: number,
	diagnostics: readonly Diagnostic[],
): Promise<CodeAction[]> {
	// Before the library has been read, which notes cite a key is not known yet.
	const duplicates = request.isIndexed ? duplicatesAt(request.context, document, offset) : undefined;
	if (!duplicates) return [];
	const { kept, dropped, fixes } = duplicates;
	const actionOf = (title: string, asOtherKey: boolean): CodeAction => ({
		title,
		kind: CodeActionKind.QuickFix,
		diagnostics: diagnostics.filter(({ code }) => code === fixes),
		data: { uri: document.uri, kept, dropped, fixes, asOtherKey } satisfies MergeData,
	});
	const both = kept === dropped;
	const actions = [
		actionOf(
			both ? l10n.t('Merge the two entries “{0}”', kept) : l10n.t('Merge “{0}” into “{1}”, here and where it is cited', dropped, kept),
			false,
		),
		...(!both && styleNear(document.text, offset).biblatex
			? [actionOf(l10n.t('Merge “{0}” into “{1}” and keep it as another key (ids)', dropped, kept), true)]
			: []),
	];
	const { resolveSupport, dataSupport } = services.client.textDocument?.codeAction ?? {};
	const isLate = resolveSupport?.properties.includes('edit') && dataSupport;
	return isLate ? actions : Promise.all(actions.map((action) => resolveMerge(services, request, action)));
}

/** The action with its edit: of the file with both entries, and of all that names the dropped key. Other actions stay as they are. */
export async function resolveMerge({ noteTracker, client }: Services, request: Request, action: CodeAction): Promise<CodeAction> {
	const { success, output: data } = v.safeParse(mergeData, action.data);
	if (!success || action.edit) return action;
	noteTracker.flush();
	const { context, texts, token } = request;
	const read = (uri: string) => texts.documentAt(uri);
	const document = await read(data.uri);
	const merged = document && mergeEntries(document.text, data, data.asOtherKey);
	if (!merged) return action;
	const edits = new Map<string, { readonly document: Document; readonly edits: { readonly span: Span; readonly text: string }[] }>();
	edits.set(data.uri, { document, edits: [...merged.edits] });
	if (!data.asOtherKey && data.kept !== data.dropped)
		for (const named of await namingsOf(context, data.dropped, read, token)) {
			const { uri } = named.document;
			const own = edits.get(uri) ?? { document: named.document, edits: [] };
			const isKept = ({ start, end }: Span) => uri !== data.uri || end <= merged.removed.start || start >= merged.removed.end;
			append(
				own.edits,
				named.spans.filter(isKept).map((span) => ({ span, text: data.kept })),
			);
			edits.set(uri, own);
		}
	checkCancelled(request);
	const { data: _, ...rest } = action;
	return { ...rest, edit: workspaceEditOf(client, texts, action.title, [...edits.values()]) };
}

type Edited = { readonly document: Document; readonly edits: readonly { readonly span: Span; readonly text: string }[] };

/** One edit for all files: with versions for open ones, and shown before it is done where the client can. */
function workspaceEditOf(client: ClientCapabilities, texts: RequestTexts, label: string, files: readonly Edited[]): WorkspaceEdit {
	const { documentChanges: hasVersions, changeAnnotationSupport } = client.workspace?.workspaceEdit ?? {};
	const annotationId = changeAnnotationSupport && hasVersions ? 'merge' : undefined;
	const changes = files.map(({ document, edits }): TextDocumentEdit => {
		const sorted = [...edits].sort((a, b) => a.span.start - b.span.start);
		const change = editOf(texts.versionedText(document), sorted);
		if (annotationId === undefined) return change;
		return { ...change, edits: change.edits.map((each) => ({ ...each, annotationId })) };
	});
	if (!hasVersions)
		return { changes: Object.fromEntries(changes.map(({ textDocument, edits }) => [textDocument.uri, edits as TextEdit[]])) };
	if (annotationId === undefined) return { documentChanges: changes };
	return { documentChanges: changes, changeAnnotations: { [annotationId]: { label, needsConfirmation: true } } };
}
