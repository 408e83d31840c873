import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { type Change, codeActions } from '../features/codeActions.js';
import type { Feature } from './feature.js';
import { rangeOf } from './session.js';

const kinds: Readonly<Record<Change['kind'], string>> = { quickfix: CodeActionKind.QuickFix, refactor: CodeActionKind.RefactorRewrite };

export const codeActionFeature: Feature = {
	capabilities: () => ({ codeActionProvider: { codeActionKinds: Object.values(kinds) } }),
	register(session) {
		session.connection.onCodeAction(({ textDocument, range, context }) => {
			const found = session.document(textDocument.uri);
			if (!found) return [];
			const changes = codeActions(session.context, found.document, found.text.offsetAt(range.start));
			return changes.map(
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
		});
	},
};
