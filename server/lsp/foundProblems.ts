import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
	append,
	changedItem,
	comparedEntry,
	type Document,
	fixedContext,
	ignoresIn,
	isFileSource,
	localize,
	missingBibliographies,
	missingFieldsOf,
	namings,
	type Problem,
	problemsOfDocument,
	problemsOfSource,
	type Severity,
	scanBibtex,
	shownProblems,
	unreadProblems,
	withSeverity,
	yieldToEventLoop,
} from '../engine/index.js';
import { DiagnosticSeverity } from './languageServer.js';
import { onlineProblemsOf } from './onlineProblems.js';
import { contextOf } from './request.js';
import type { Services } from './services.js';
import { rangeOf } from './texts.js';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	information: DiagnosticSeverity.Information,
	hint: DiagnosticSeverity.Hint,
};

/** What is wrong in a file, without what the settings switch off. */
export interface FoundProblems {
	readonly problems: readonly Problem[];
	/** The text that their spans are of, where an editor has it open; then what comments switch off is left out, too. */
	readonly open: TextDocument | undefined;
	/** Whether problems of names that are still being typed are left out. */
	readonly hasHalves: boolean;
}

/** The URIs of the library files that are checked. */
export const checkedSources = ({ store }: Services): readonly string[] =>
	store.current.sources.filter(({ origin, uri }) => origin !== 'bundled' && isFileSource(uri)).map(({ uri }) => uri);

/** Finds what is wrong in a file, open or not; nothing where `isOver`, or where the text was edited, opened or closed meanwhile. */
export async function findProblems(services: Services, uri: string, isOver: () => boolean): Promise<FoundProblems | undefined> {
	const found = services.open.at(uri);
	const missing = found ? await missingFrom(services, found.document) : [];
	const entries = found ? await problemsOfEntries(services, found.document, isOver) : [];
	const online = await onlineProblemsOf(services, fixedContext(contextOf(services)), uri, found?.document);
	// The library's own problems are of the text as it is now.
	if (isOver() || services.open.texts.get(uri) !== found?.text) return undefined;
	// Before the library has been read, a key that nobody has may only not have been read yet.
	const document = services.workspace.isReadFor(uri) ? found?.document : undefined;
	const context = fixedContext(contextOf(services));
	const own = document ? [...problemsOfDocument(context, document), ...missing] : missing;
	const whole = services.typing.without(uri, own, document);
	const reported = document ? services.httpLibrary.withoutOpen(whole, document) : whole;
	const problems = [...problemsOfSource(context, uri), ...reported, ...entries, ...withoutPublished(online, entries)];
	const wished = problems.flatMap((problem) => withSeverity(services.settings.current, problem) ?? []);
	return {
		problems: found ? withoutIgnored(services, found.text, wished) : wished,
		open: found?.text,
		hasHalves: whole.length < own.length,
	};
}

/** What registries say, without publications of preprints that the library knows already. */
const withoutPublished = (online: readonly Problem[], own: readonly Problem[]): readonly Problem[] =>
	online.filter(
		({ code, span }) => code !== 'preprint-published' || !own.some((each) => each.code === code && each.span.start === span.start),
	);

/** Problems as LSP has them, of many the first and how many there are. The file is read where no editor has it open, for its lines and for what comments in it switch off. */
export async function diagnosticsOf(services: Services, uri: string, { problems, open }: FoundProblems): Promise<Diagnostic[]> {
	if (problems.length === 0) return [];
	const text = open ?? (await readDocument(services, uri));
	return shownProblems(open ? problems : withoutIgnored(services, text, problems)).map((problem) => diagnosticOf(text, problem));
}

/** The bibliographies that an open document or project file names and that are not there, once the library has been read. */
async function missingFrom(services: Services, document: Document): Promise<readonly Problem[]> {
	const { workspace, project } = services;
	if (!workspace.isReadFor(document.uri)) return [];
	const named = namings(document, project);
	const there = await workspace.existing(named.flatMap(({ uris }) => uris));
	const missing = missingBibliographies(named, (each) => there.has(each));
	return document.markup ? [...missing, ...unreadProblems(contextOf(services), document, (each) => there.has(each))] : missing;
}

/** An open `.bib` file that is longer than this is not searched for what its entries lack or have twice. */
const longestCompared = 8 << 20;

/** So much of a text is scanned without a pause: a few milliseconds' worth. */
const scannedAtOnce = 1 << 16;

/** What the entries of an open `.bib` file lack and have twice, found in slices; stops, with whatever it has, when `isOver`. */
async function problemsOfEntries(
	{ workspace, store }: Services,
	{ uri, text }: Document,
	isOver: () => boolean,
): Promise<readonly Problem[]> {
	if (!workspace.isIndexed || !/\.bib$/i.test(uri) || text.length > longestCompared) return [];
	const problems: Problem[] = [];
	for (let start = 0; start < text.length && !isOver(); ) {
		const cut = text.indexOf('\n@', start + scannedAtOnce);
		const last = cut < 0;
		const piece = text.slice(start, last ? text.length : cut + 1);
		const { entries } = scanBibtex(piece);
		for (const entry of entries) append(problems, missingFieldsOf(entry, start));
		start += piece.length;
		if (!last) await yieldToEventLoop();
	}
	const library = store.current;
	let since = Date.now();
	for (const entry of library.entriesOf(uri)) {
		append(problems, comparedEntry(library, entry));
		append(problems, changedItem(library, entry));
		if (Date.now() - since < 5) continue;
		await yieldToEventLoop();
		if (isOver()) break;
		since = Date.now();
	}
	return problems;
}

/** The problems that no comment in the text switches off. */
function withoutIgnored({ open }: Services, document: TextDocument, problems: readonly Problem[]): readonly Problem[] {
	if (problems.length === 0) return problems;
	const ignores = ignoresIn(document.getText(), document.uri, document.languageId || undefined);
	// What a cell switches off for the file holds for its notebook.
	const cells = open.notebookOf(document.uri)?.cells.map(({ uri, text }) => ignoresIn(text, uri, 'markdown')) ?? [];
	return problems.filter(({ code, span }) => !ignores.has(code, span.start) && !cells.some((cell) => cell.inFile(code)));
}

const diagnosticOf = (text: TextDocument, { span, severity, code, message }: Problem): Diagnostic => ({
	range: rangeOf(text, span),
	severity: severities[severity],
	code,
	source: 'lectern',
	message: localize(message),
});

/** The document of a file as it is now; an empty one where it cannot be read. */
async function readDocument({ readText, open, log }: Services, uri: string): Promise<TextDocument> {
	const text = await readText(uri).catch((error: unknown) => {
		log.debug(`${uri} cannot be read to show its problems: ${String(error)}`);
		return '';
	});
	return open.makeText(uri, '', 0, text);
}
