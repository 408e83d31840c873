import * as l10n from '@vscode/l10n';
import { LSPErrorCodes, ResponseError, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Document } from '../documents/document.js';
import { languageOfFile } from '../documents/languages.js';
import { closedNote } from '../documents/workspace.js';
import { type ReadDocument, type RefusedKey, type RenamedText, type RenameTarget, rename, renameTarget } from '../features/rename.js';
import type { Feature } from './feature.js';
import { rangeOf, type Session } from './session.js';

/** Renaming a citation key, from a citation or from the entry itself, in the library and in every note that cites it. */
export const renameFeature: Feature = {
	capabilities: (client) => ({ renameProvider: client.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true }),
	register(session, client) {
		session.connection.onPrepareRename(({ textDocument, position }) => {
			const found = session.document(textDocument.uri);
			const target = found && targetAt(session, found.document, found.text.offsetAt(position));
			if (!target) return null;
			return { range: rangeOf(found.text, target.span), placeholder: found.document.textOf(target.span) };
		});
		session.connection.onRenameRequest(async ({ textDocument, position, newName }, token) => {
			session.lookAtNotes();
			const found = session.document(textDocument.uri);
			const target = found && targetAt(session, found.document, found.text.offsetAt(position));
			if (!target) return null;
			if ('refusal' in target) throw failed(target.refusal);
			const states = session.readings.uris.filter((uri) => uri !== session.traits.readings);
			const answer = await rename(session.context, target, newName.trim(), reading(session), token, states);
			if ('refusal' in answer) throw failed(answer.refusal);
			return editOf(session, answer, newName.trim(), client().workspace?.workspaceEdit?.documentChanges ?? false);
		});
	},
};

function closedNoteOf({ project }: Session, uri: string, text: string): Document {
	const languageId = languageOfFile(uri) ?? '';
	return closedNote(uri, languageId, text, project.markupOf(uri, languageId));
}

/** Reads open documents as they are, other files from disk. */
export const reading =
	(session: Session): ReadDocument =>
	async (uri) => {
		const open = session.document(uri)?.document;
		if (open) return open;
		const text = await session.textAt(uri).catch(() => undefined);
		return text === undefined ? undefined : closedNoteOf(session, uri, text);
	};

type Found = NonNullable<ReturnType<Session['document']>>;

/** The key at an offset. One that cannot be renamed throws, unless the client wants to hear of it only with a new name. */
function targetAt(session: Session, document: Found['document'], offset: number): RenameTarget | RefusedKey | undefined {
	const target = renameTarget(session.context, document, offset);
	// Before the library has been read, which notes cite a key is not known yet.
	if (target && !session.isIndexed) throw failed(l10n.t('The library is still being read. Try again in a moment.'));
	if (target && 'refusal' in target && !session.traits.lateRefusals) throw failed(target.refusal);
	return target;
}

const failed = (message: string) => new ResponseError(LSPErrorCodes.RequestFailed, message);

function editOf(session: Session, texts: readonly RenamedText[], newText: string, hasVersions: boolean): WorkspaceEdit {
	const changes = texts.map(({ document, spans }) => {
		const open = session.open.get(document.uri);
		const text = open ?? TextDocument.create(document.uri, document.languageId, 0, document.text);
		const edits = spans.map((span): TextEdit => ({ range: rangeOf(text, span), newText }));
		return { textDocument: { uri: document.uri, version: open ? document.version : null }, edits };
	});
	if (hasVersions) return { documentChanges: changes };
	return { changes: Object.fromEntries(changes.map(({ textDocument, edits }) => [textDocument.uri, edits])) };
}
