import * as v from 'valibot';
import type { DiagnosticServerCancellationData, DocumentDiagnosticReport, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver';
import { inBackground, isProjectFile, l10n, yieldToEventLoop } from '../engine/index.js';
import { answerLsp, parametersOf } from './feature.js';
import { checkedSources, diagnosticsOf, findProblems } from './foundProblems.js';
import { DocumentDiagnosticRequest, LSPErrorCodes, ResponseError, WorkspaceDiagnosticRequest } from './languageServer.js';
import { checkCancelled } from './request.js';
import type { Services } from './services.js';

/** How long nothing may have changed before the client is asked to ask again (ms): reading a folder changes the library many times. */
const pauseBeforeRefresh = 200;

const asked = v.intersect([parametersOf.document, v.looseObject({ previousResultId: v.optional(v.string()) })]);
const askedAll = v.looseObject({ previousResultIds: v.array(v.object({ uri: v.string(), value: v.string() })) });

/** Answers what is wrong in documents and library files when the client asks, and has it ask again when that may have changed. */
export function pullDiagnostics(services: Services): void {
	const { open, typing, changes, connection, log } = services;
	const results = new ResultIds();
	/** Documents of which problems were left out, since the user was still typing. */
	const unfinished = new Set<string>();

	let waiting: ReturnType<typeof setTimeout> | undefined;
	const refreshSoon = (): void => {
		clearTimeout(waiting);
		const refresh = () => connection.languages.diagnostics.refresh();
		waiting = setTimeout(() => inBackground(log, 'Having problems asked for again', refresh), pauseBeforeRefresh);
	};
	changes.listen(refreshSoon);
	typing.onIdle = (uri) => unfinished.delete(uri) && refreshSoon();
	open.texts.onDidChangeContent(({ document }) => {
		typing.changed(document);
		// A project file says what other documents cite from.
		if (isProjectFile(document.uri)) refreshSoon();
	});
	// Another cell may name the bibliographies, or none any more.
	open.notebooks.onDidOpen(refreshSoon);
	open.notebooks.onDidChange(refreshSoon);
	open.texts.onDidClose(({ document: { uri } }) => {
		typing.closed(uri);
		unfinished.delete(uri);
		refreshSoon();
	});

	answerLsp(
		services,
		DocumentDiagnosticRequest.type,
		asked,
		async ({ textDocument: { uri }, previousResultId }, request): Promise<DocumentDiagnosticReport> => {
			const found = await findProblems(services, uri, () => request.token.isCancellationRequested);
			checkCancelled(request);
			if (!found) throw changedMeanwhile();
			if (found.hasHalves) unfinished.add(uri);
			const items = await diagnosticsOf(services, uri, found);
			const resultId = results.idOf(uri, items);
			return resultId === previousResultId ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
		},
	);

	// Open documents are asked about by themselves.
	answerLsp(services, WorkspaceDiagnosticRequest.type, askedAll, async ({ previousResultIds }, request) => {
		const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
		const reports: WorkspaceDocumentDiagnosticReport[] = [];
		let since = Date.now();
		for (const uri of new Set([...checkedSources(services), ...previous.keys()])) {
			if (Date.now() - since > 5) {
				await yieldToEventLoop();
				since = Date.now();
			}
			checkCancelled(request);
			if (open.texts.get(uri)) continue;
			const found = await findProblems(services, uri, () => request.token.isCancellationRequested);
			const before = previous.get(uri);
			// One that is opened meanwhile is asked about by itself.
			if (!found || (found.problems.length === 0 && before === undefined)) continue;
			const resultId = results.idOf(uri, found.problems);
			const common = { uri, version: null, resultId };
			if (resultId === before) reports.push({ ...common, kind: 'unchanged' });
			else reports.push({ ...common, kind: 'full', items: await diagnosticsOf(services, uri, found) });
		}
		return { items: reports };
	});
}

/** The answer about a text that was edited while it was looked at (LSP 3.17, "DiagnosticServerCancellationData"). */
function changedMeanwhile(): ResponseError<DiagnosticServerCancellationData> {
	return new ResponseError(LSPErrorCodes.ServerCancelled, l10n.t('The text has changed.'), { retriggerRequest: true });
}

/** Names for results: a file has the same one as long as the same is wrong in it. */
class ResultIds {
	readonly #last = new Map<string, { readonly found: string; readonly id: string }>();
	#count = 0;

	idOf(uri: string, found: readonly object[]): string {
		const text = JSON.stringify(found);
		const last = this.#last.get(uri);
		if (last?.found === text) return last.id;
		const id = String(++this.#count);
		this.#last.set(uri, { found: text, id });
		return id;
	}
}
