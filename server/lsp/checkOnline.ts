import type { CodeAction, Diagnostic, WorkspaceEdit } from 'vscode-languageserver';
import { type Document, doisToCheck, inBackground, l10n, onlineFixes, type Paper } from '../engine/index.js';
import { type CheckProgress, checkProgressed } from '../protocol/index.js';
import { answer, type Feature } from './feature.js';
import { CodeActionKind } from './languageServer.js';
import { onlineProblemsOf } from './onlineProblems.js';
import { checkCancelled, type Request } from './request.js';
import type { Services } from './services.js';
import { editOf, type VersionedText } from './texts.js';

/** *Check This Document Online*: what registries say about the works that a document cites. Nothing is asked but by this request. */
export const checkOnlineFeature: Feature = {
	register(services) {
		const { registries, literature, changes, connection, log } = services;
		answer(services, 'lectern/checkOnline', async ({ uri }, request) => {
			const { context, opened, token } = request;
			if (!opened) return null;
			const off = !literature.isOn('crossref') && !literature.isOn('datacite');
			if (off) return { off, works: 0, asked: 0, failures: [], found: {} };
			const progress = (done: number, all: number) => {
				const place: CheckProgress = { uri, done, all };
				inBackground(log, 'Reporting the progress of a check', connection.sendNotification(checkProgressed, place));
			};
			const outcome = await registries.check(doisToCheck(context, opened.document), token, progress);
			// What is known is shown, also where the user has given up waiting for the rest.
			changes.report();
			checkCancelled(request);
			return { off, ...outcome, found: await foundIn(services, request, opened.document) };
		});
	},
};

/** How many problems of each code a document and the library files that it cites from have. */
async function foundIn(services: Services, { context }: Request, document: Document): Promise<Readonly<Record<string, number>>> {
	const found: Record<string, number> = {};
	const { library, bibliographiesOf } = context;
	const bibliographies = bibliographiesOf(document);
	const sources = document.citations.flatMap(({ key }) => citedPlaces(library.byKey(key, bibliographies)).map(({ source }) => source));
	const own = document.markup ? [] : [document.uri];
	const files = [...new Set([...sources, ...own])];
	const entries = await Promise.all(files.map((uri) => onlineProblemsOf(services, context, uri, services.open.at(uri)?.document)));
	const cited = document.markup ? await onlineProblemsOf(services, context, document.uri, document) : [];
	for (const { code } of [...cited, ...entries.flat()]) found[code] = (found[code] ?? 0) + 1;
	return found;
}

/** The name under which a change is announced that the user is to look at before it is made (LSP 3.16, "Change annotations"). */
const annotation = 'online';

/** An edit that a client shows before it makes it, where it can. */
function previewed({ client }: Services, title: string, file: VersionedText, edits: Parameters<typeof editOf>[1]): WorkspaceEdit {
	const change = editOf(file, edits);
	if (!client.workspace?.workspaceEdit?.changeAnnotationSupport) return { documentChanges: [change] };
	return {
		documentChanges: [{ ...change, edits: change.edits.map((edit) => ({ ...edit, annotationId: annotation })) }],
		changeAnnotations: {
			[annotation]: { label: title, needsConfirmation: true, description: l10n.t('Look at the change before it is made.') },
		},
	};
}

/** What can be done about what registries say: of the entry at `offset` of a `.bib` file, or of the work that is cited there. */
export async function onlineActions(
	services: Services,
	{ context, texts }: Request,
	document: Document,
	offset: number,
	diagnostics: readonly Diagnostic[],
): Promise<CodeAction[]> {
	const { registries } = services;
	if (registries.isEmpty) return [];
	const { checked } = registries;
	const places =
		document.languageId === 'bibtex'
			? [{ source: document.uri, at: offset }]
			: citedPlaces(context.library.byKey(citedKey(document, offset), context.bibliographiesOf(document)));
	const actions: CodeAction[] = [];
	for (const { source, at } of places) {
		const file = await texts.read(source);
		if (!file) continue;
		const fixes = onlineFixes(context.library, { uri: source, text: file.text.getText() }, at, checked, source !== document.uri);
		for (const { title, fixes: code, edits } of fixes)
			actions.push({
				title,
				kind: CodeActionKind.QuickFix,
				diagnostics: diagnostics.filter((each) => each.code === code),
				edit: previewed(services, title, file, edits),
			});
	}
	return actions;
}

const citedKey = (document: Document, offset: number): string => document.citationAt(offset)?.key ?? '';

/** The entries of the work that a key means. */
const citedPlaces = ([paper]: readonly Paper[]): readonly { readonly source: string; readonly at: number }[] =>
	(paper?.places ?? [])
		.filter(({ origin, isSummary }) => origin !== 'bundled' && !isSummary)
		.map(({ source, span }) => ({ source, at: span.start }));
