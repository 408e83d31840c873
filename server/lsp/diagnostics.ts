import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
	comparedEntry,
	type Document,
	ignoresIn,
	inBackground,
	isFileSource,
	isProjectFile,
	localize,
	missingBibliographies,
	missingFieldsOf,
	namings,
	type Problem,
	problemsOfDocument,
	problemsOfSource,
	type Severity,
	scanBibtex,
	unreadProblems,
	withSeverity,
	yieldToEventLoop,
} from '../engine/index.js';
import type { Feature } from './feature.js';
import { onlineProblemsOf } from './onlineProblems.js';
import { contextOf, fixedContext } from './request.js';
import type { Services } from './services.js';
import { rangeOf } from './texts.js';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	information: DiagnosticSeverity.Information,
	hint: DiagnosticSeverity.Hint,
};

/** How long the library, or typing in a library file, has to pause before a check (ms): it looks at the whole file. */
const pauseBeforeCheck = 200;
/** The same for typing in a document, of which only what was touched is read again. */
const pauseInDocument = 10;

/** Shows what is wrong in library files, open or not, and in the citations of open documents. */
export const diagnosticsFeature: Feature = {
	register(services) {
		const checks = new Checks(services);
		const { open, typing, changes, workspace, log } = services;
		typing.onIdle = (uri) => checks.check(uri);
		changes.listen(() => checks.checkAllSoon(true));
		open.texts.onDidChangeContent(({ document }) => {
			const { uri } = document;
			typing.changed(document);
			const opening = workspace.opening(uri);
			if (opening) inBackground(log, `Checking ${uri}`, () => opening.all.then(() => checks.check(uri)));
			checks.checkSoon(uri, open.at(uri)?.document.markup ? pauseInDocument : pauseBeforeCheck, [uri]);
			// A project file says what other documents cite from.
			if (isProjectFile(uri)) checks.checkAllSoon(false);
		});
		// Another cell may name the bibliographies, or none any more.
		const cellsOf = (cells: readonly { readonly document: string }[]) => cells.map(({ document }) => document);
		open.notebooks.onDidOpen(({ cells }) => checks.check(...cellsOf(cells)));
		open.notebooks.onDidChange(({ notebookDocument: { uri, cells } }) => checks.checkSoon(uri, pauseBeforeCheck, cellsOf(cells)));
		open.texts.onDidClose(({ document: { uri } }) => {
			// A cell has no file that is looked at once it is closed.
			if (open.notebooks.findNotebookDocumentForCell(uri)) checks.clear(uri);
			typing.closed(uri);
			checks.checkAllSoon(false);
		});
	},
};

/** Checks files once nothing changes any more, and shows what it finds. */
class Checks {
	/** What was last shown for a file, as text: nothing is sent twice, and no file is read for it. */
	readonly #shown = new Map<string, string>();
	/** How often each file was checked: an answer that comes after a newer one is dropped. */
	readonly #turns = new Map<string, number>();
	/** What was typed in, each checked on its own: what others say about it has not changed. */
	readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
	#waitingForAll: ReturnType<typeof setTimeout> | undefined;
	#isLibraryNew = false;

	constructor(private readonly services: Services) {}

	/** Checks files, open or not, at once. */
	check(...uris: readonly string[]): void {
		for (const uri of uris) inBackground(this.services.log, `Checking ${uri}`, () => this.#check(uri));
	}

	/** Checks files when nothing has called for it again for so many milliseconds; `name` is what is waited for. */
	checkSoon(name: string, pause: number, uris: readonly string[]): void {
		clearTimeout(this.#waiting.get(name));
		const timer = setTimeout(() => {
			this.#waiting.delete(name);
			this.check(...uris);
		}, pause);
		this.#waiting.set(name, timer);
	}

	/** Checks all open documents soon, and all library files where the library is another one. */
	checkAllSoon(isLibraryNew: boolean): void {
		this.#isLibraryNew ||= isLibraryNew;
		clearTimeout(this.#waitingForAll);
		this.#waitingForAll = setTimeout(() => {
			if (this.#isLibraryNew) this.#checkLibrary();
			this.#isLibraryNew = false;
			this.check(...this.services.open.texts.keys());
		}, pauseBeforeCheck);
	}

	/** Shows nothing for a file any more. */
	clear(uri: string): void {
		inBackground(this.services.log, `Clearing problems of ${uri}`, () => this.#show(uri, []));
	}

	#checkLibrary(): void {
		const { store, open } = this.services;
		const uris = new Set(
			store.current.sources.filter(({ origin, uri }) => origin !== 'bundled' && isFileSource(uri)).map(({ uri }) => uri),
		);
		for (const uri of [...this.#shown.keys()]) if (!uris.has(uri) && !open.texts.get(uri)) this.clear(uri);
		this.check(...uris);
	}

	async #check(uri: string): Promise<void> {
		const { services } = this;
		const turn = (this.#turns.get(uri) ?? 0) + 1;
		this.#turns.set(uri, turn);
		const isOver = () => this.#turns.get(uri) !== turn;
		const found = services.open.at(uri);
		const missing = found ? await missingFrom(services, found.document) : [];
		const entries = found ? await problemsOfEntries(services, found.document, isOver) : [];
		const online = await onlineProblemsOf(services, fixedContext(contextOf(services)), uri, found?.document);
		// A text that was edited or closed meanwhile is checked again, and the library's own problems are of the text as it is now.
		if (isOver() || services.open.texts.get(uri) !== found?.text) return;
		// Before the library has been read, a key that nobody has may only not have been read yet.
		const document = services.workspace.isReadFor(uri) ? found?.document : undefined;
		const context = fixedContext(contextOf(services));
		const own = document ? [...problemsOfDocument(context, document), ...missing] : missing;
		const known = services.typing.without(uri, own, document);
		const reported = document ? services.httpLibrary.withoutOpen(known, document, () => this.check(uri)) : known;
		const problems = [...problemsOfSource(context, uri), ...reported, ...entries, ...withoutPublished(online, entries)];
		await this.#show(uri, problems, found?.text);
	}

	/** Shows problems of a file, or of what an editor has `open`, whose text their spans are of. */
	async #show(uri: string, problems: readonly Problem[], open?: TextDocument): Promise<void> {
		const { services } = this;
		const wished = problems.flatMap((problem) => withSeverity(services.settings.current, problem) ?? []);
		const kept = open ? withoutIgnored(services, open, wished) : wished;
		const text = JSON.stringify(kept);
		if (this.#shown.get(uri) === text || (kept.length === 0 && !this.#shown.has(uri))) return;
		if (kept.length === 0) this.#shown.delete(uri);
		else this.#shown.set(uri, text);
		const document = kept.length === 0 ? undefined : (open ?? (await readDocument(services, uri)));
		const shown = document && !open ? withoutIgnored(services, document, kept) : kept;
		await services.connection.sendDiagnostics({
			uri,
			...(open && services.client.textDocument?.publishDiagnostics?.versionSupport && { version: open.version }),
			diagnostics: document ? shown.map((problem) => diagnosticOf(document, problem)) : [],
		});
	}
}

/** What registries say, without publications of preprints that the library knows already. */
const withoutPublished = (online: readonly Problem[], own: readonly Problem[]): readonly Problem[] =>
	online.filter(
		({ code, span }) => code !== 'preprint-published' || !own.some((each) => each.code === code && each.span.start === span.start),
	);

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
		for (const entry of entries) problems.push(...missingFieldsOf(entry, start));
		start += piece.length;
		if (!last) await yieldToEventLoop();
	}
	const library = store.current;
	let since = Date.now();
	for (const entry of library.entriesOf(uri)) {
		problems.push(...comparedEntry(library, entry));
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
async function readDocument({ readText, log }: Services, uri: string): Promise<TextDocument> {
	const text = await readText(uri).catch((error: unknown) => {
		log.debug(`${uri} cannot be read to show its problems: ${String(error)}`);
		return '';
	});
	return TextDocument.create(uri, '', 0, text);
}
