import * as v from 'valibot';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { type Document, l10n, type RefusedKey, type RenamedText, type RenameTarget, rename, renameTarget } from '../engine/index.js';
import { answerLsp, type Feature, parametersOf } from './feature.js';
import { LSPErrorCodes, PrepareRenameRequest, RenameRequest, ResponseError } from './languageServer.js';
import { checkCancelled, type Request } from './request.js';
import type { Services } from './services.js';
import { editOf, type RequestTexts, rangeOf } from './texts.js';

const renaming = v.intersect([parametersOf.position, v.looseObject({ newName: v.string() })]);

/** Renaming a citation key, from a citation or from the entry itself, in the library and in every note that cites it. */
export const renameFeature: Feature = {
	capabilities: (client) => ({ renameProvider: client.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true }),
	register(services) {
		const { client, readings, options } = services;
		answerLsp(services, PrepareRenameRequest.type, parametersOf.position, ({ position }, request) => {
			const { opened: found } = request;
			const target = found && targetAt(services, request, found.document, found.text.offsetAt(position));
			if (!target) return null;
			return { range: rangeOf(found.text, target.span), placeholder: found.document.textOf(target.span) };
		});
		answerLsp(services, RenameRequest.type, renaming, async ({ position, newName }, request) => {
			services.noteTracker.flush();
			const { context, opened: found, texts, token } = request;
			const target = found && targetAt(services, request, found.document, found.text.offsetAt(position));
			if (!target) return null;
			if ('refusal' in target) throw failed(target.refusal);
			const states = [...readings.uris.filter((uri) => uri !== options.readings), ...services.names.uris];
			const answer = await rename(
				context,
				target,
				newName.trim(),
				(uri) => texts.documentAt(uri),
				token,
				states,
				(uri, key) => (texts.open(uri) ? Promise.resolve(undefined) : services.libraryFiles.partsWith(uri, key)),
			);
			checkCancelled(request);
			if ('refusal' in answer) throw failed(answer.refusal);
			return workspaceEditOf(texts, answer, newName.trim(), client.workspace?.workspaceEdit?.documentChanges ?? false);
		});
	},
};

/** The key at an offset. One that cannot be renamed throws, unless the client wants to hear of it only with a new name. */
function targetAt(
	{ options }: Services,
	{ context, isIndexed }: Request,
	document: Document,
	offset: number,
): RenameTarget | RefusedKey | undefined {
	const target = renameTarget(context, document, offset);
	// Before the library has been read, which notes cite a key is not known yet.
	if (target && !isIndexed) throw failed(l10n.t('The library is still being read. Try again in a moment.'));
	if (target && 'refusal' in target && !options.lateRefusals) throw failed(target.refusal);
	return target;
}

const failed = (message: string) => new ResponseError(LSPErrorCodes.RequestFailed, message);

function workspaceEditOf(texts: RequestTexts, renamed: readonly RenamedText[], newText: string, hasVersions: boolean): WorkspaceEdit {
	const changes = renamed.map(({ document, spans, lineInFile }) => {
		const replacements = spans.map((span) => ({ span, text: newText }));
		return editOf(texts.versionedText(document), replacements, lineInFile);
	});
	if (hasVersions) return { documentChanges: changes };
	return { changes: Object.fromEntries(changes.map(({ textDocument, edits }) => [textDocument.uri, edits])) };
}
