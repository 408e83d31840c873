import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Severity } from '../library/formats/record.js';
import type { SourceState } from '../library/library.js';
import type { Feature } from './feature.js';
import { rangeOf } from './session.js';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	information: DiagnosticSeverity.Information,
	hint: DiagnosticSeverity.Hint,
};

/** Shows what is wrong in library files at its place, also in files that are not open. */
export const diagnosticsFeature: Feature = {
	register(session) {
		const published = new Map<string, SourceState>();
		session.onLibraryChange(() => {
			const states = new Map(
				session.store.current.sources.filter((state) => state.origin !== 'bundled').map((state) => [state.uri, state]),
			);
			for (const uri of published.keys()) {
				if (states.has(uri)) continue;
				published.delete(uri);
				void session.connection.sendDiagnostics({ uri, diagnostics: [] });
			}
			for (const [uri, state] of states) {
				const before = published.get(uri);
				if (before === state || (!before && state.problems.length === 0)) continue;
				if (state.problems.length === 0) published.delete(uri);
				else published.set(uri, state);
				void publish(uri, state);
			}
		});

		const publish = async (uri: string, state: SourceState): Promise<void> => {
			const text = session.open.get(uri) ?? (await readDocument(uri));
			const diagnostics = state.problems.map(
				(problem): Diagnostic => ({
					range: rangeOf(text, problem.span),
					severity: severities[problem.severity],
					code: problem.code,
					source: 'lectern',
					message: problem.message,
				}),
			);
			await session.connection.sendDiagnostics({ uri, diagnostics });
		};

		const readDocument = async (uri: string): Promise<TextDocument> =>
			TextDocument.create(
				uri,
				'',
				0,
				await session.files.read(uri).then(
					(bytes) => new TextDecoder().decode(bytes),
					() => '',
				),
			);
	},
};
