import type {
	ClientCapabilities,
	CodeAction,
	Command,
	MarkupContent,
	TextDocumentEdit,
	TextEdit,
	WorkspaceEdit,
} from 'vscode-languageserver';
import { plainTextOf } from '../engine/index.js';
import { MarkupKind } from './languageServer.js';

/** Markdown for a client that shows these formats (LSP 3.17, "MarkupContent"): as plain text for one that does not announce Markdown. */
export const markup = (formats: readonly MarkupKind[] | undefined, markdown: string): MarkupContent =>
	formats?.includes(MarkupKind.Markdown)
		? { kind: MarkupKind.Markdown, value: markdown }
		: { kind: MarkupKind.PlainText, value: plainTextOf(markdown) };

/**
 * An edit as a client takes it (LSP 3.17, "WorkspaceEdit"): with versions only where it announces `documentChanges`, and files that are made only
 * where it announces that; nothing where it cannot do what the edit needs.
 */
export function supportedEdit({ workspace }: ClientCapabilities, edit: WorkspaceEdit): WorkspaceEdit | undefined {
	const { documentChanges = [] } = edit;
	const { documentChanges: hasVersions = false, resourceOperations = [] } = workspace?.workspaceEdit ?? {};
	const created = documentChanges.filter((change) => 'kind' in change);
	if (created.length > 0 && !(hasVersions && created.every(({ kind }) => resourceOperations.includes(kind)))) return undefined;
	if (hasVersions || !edit.documentChanges) return edit;
	const changes: Record<string, TextEdit[]> = {};
	for (const { textDocument, edits } of documentChanges as readonly TextDocumentEdit[])
		changes[textDocument.uri] = [...(changes[textDocument.uri] ?? []), ...(edits as readonly TextEdit[])];
	return { changes };
}

/** The command by which a client without code action literals has an edit applied. Its one argument is the edit. */
export const applyEditCommand = 'lectern.applyEdit';

/**
 * An action as a client takes it (LSP 3.17, "CodeActionClientCapabilities"); nothing where it can do nothing with it. One that shows commands
 * alone gets a command that applies the edit, where it takes edits from the server.
 */
export function supportedAction(client: ClientCapabilities, action: CodeAction): readonly (CodeAction | Command)[] {
	const { codeActionLiteralSupport, isPreferredSupport, dataSupport } = client.textDocument?.codeAction ?? {};
	const edit = action.edit && supportedEdit(client, action.edit);
	if (action.edit && !edit) return [];
	if (!codeActionLiteralSupport) {
		if (!edit || action.command) return action.command && !action.edit ? [action.command] : [];
		return client.workspace?.applyEdit ? [{ title: action.title, command: applyEditCommand, arguments: [edit] }] : [];
	}
	const { isPreferred, data, ...rest } = action;
	return [
		{
			...rest,
			...(edit && { edit }),
			...(isPreferredSupport && isPreferred && { isPreferred }),
			...(dataSupport && data !== undefined && { data }),
		},
	];
}
