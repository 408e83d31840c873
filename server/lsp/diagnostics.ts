import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { problemsOfDocument, problemsOfSource, withSeverity } from '../features/diagnostics.js';
import type { Problem, Severity } from '../library/formats/record.js';
import type { Feature } from './feature.js';
import { rangeOf, type Session } from './session.js';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	information: DiagnosticSeverity.Information,
	hint: DiagnosticSeverity.Hint,
};

/** How long typing has to pause before a document is checked (ms). */
const pauseBeforeCheck = 200;

/** Shows what is wrong in library files, open or not, and in the citations of open documents. */
export const diagnosticsFeature: Feature = {
	register(session) {
		/** What was last shown for a file, as text: nothing is sent twice, and no file is read for it. */
		const shown = new Map<string, string>();

		const show = async (uri: string, problems: readonly Problem[]): Promise<void> => {
			const kept = problems.flatMap((problem) => withSeverity(session.settings, problem) ?? []);
			const text = JSON.stringify(kept);
			if (shown.get(uri) === text || (kept.length === 0 && !shown.has(uri))) return;
			if (kept.length === 0) shown.delete(uri);
			else shown.set(uri, text);
			const document = kept.length === 0 ? undefined : (session.open.get(uri) ?? (await readDocument(session, uri)));
			await session.connection.sendDiagnostics({
				uri,
				diagnostics: document ? kept.map((problem) => diagnosticOf(document, problem)) : [],
			});
		};

		const check = (uri: string) => {
			// Before the library has been read, a key that nobody has may only not have been read yet.
			const document = session.isIndexed ? session.document(uri)?.document : undefined;
			const { context } = session;
			void show(uri, [...problemsOfSource(context, uri), ...(document ? problemsOfDocument(context, document) : [])]);
		};

		const checkLibrary = () => {
			const uris = new Set(session.store.current.sources.filter(({ origin }) => origin !== 'bundled').map(({ uri }) => uri));
			for (const uri of [...shown.keys()]) if (!uris.has(uri) && !session.open.get(uri)) void show(uri, []);
			for (const uri of uris) check(uri);
		};

		let timer: unknown;
		let isLibraryNew = false;
		const checkSoon = () => {
			clearTimeout(timer);
			timer = setTimeout(() => {
				if (isLibraryNew) checkLibrary();
				isLibraryNew = false;
				for (const { uri } of session.open.all()) check(uri);
			}, pauseBeforeCheck);
		};
		session.onLibraryChange(() => {
			isLibraryNew = true;
			checkSoon();
		});
		session.open.onDidChangeContent(checkSoon);
		session.open.onDidClose(checkSoon);
	},
};

const diagnosticOf = (text: TextDocument, { span, severity, code, message }: Problem): Diagnostic => ({
	range: rangeOf(text, span),
	severity: severities[severity],
	code,
	source: 'lectern',
	message,
});

const readDocument = async ({ files }: Session, uri: string): Promise<TextDocument> =>
	TextDocument.create(
		uri,
		'',
		0,
		await files.read(uri).then(
			(bytes) => new TextDecoder().decode(bytes),
			() => '',
		),
	);
