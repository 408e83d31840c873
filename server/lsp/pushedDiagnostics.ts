import { inBackground, isProjectFile } from '../engine/index.js';
import { checkedSources, diagnosticsOf, type FoundProblems, findProblems } from './foundProblems.js';
import type { Services } from './services.js';

/** How long the library, or typing in a library file, has to pause before a check (ms): it looks at the whole file. */
const pauseBeforeCheck = 200;
/** The same for typing in a document, of which only what was touched is read again. */
const pauseInDocument = 10;

/** Sends what is wrong in library files, open or not, and in the citations of open documents, whenever it is something else. */
export function pushDiagnostics(services: Services): void {
	const checks = new Checks(services);
	const { open, typing, changes, workspace, log } = services;
	typing.onIdle = (uri) => checks.check(uri);
	changes.listen(() => checks.checkAllSoon(true));
	changes.listenToFiles((uris) => checks.showAgain(uris));
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
}

/** Checks files once nothing changes any more, and shows what it finds. */
class Checks {
	/** What was last shown for a file, as text: nothing is sent twice, and no file is read for it. */
	readonly #shown = new Map<string, string>();
	/** Files that may have other lines than when their problems were shown, though these are at the same offsets. */
	readonly #moved = new Set<string>();
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

	/** Sends what is wrong in files when they are checked next, also where it is the same as before. */
	showAgain(uris: readonly string[]): void {
		for (const uri of uris) if (this.#shown.has(uri)) this.#moved.add(uri);
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
		inBackground(this.services.log, `Clearing problems of ${uri}`, () =>
			this.#show(uri, { problems: [], open: undefined, hasHalves: false }),
		);
	}

	#checkLibrary(): void {
		const { open } = this.services;
		const uris = new Set(checkedSources(this.services));
		for (const uri of [...this.#shown.keys()]) if (!uris.has(uri) && !open.texts.get(uri)) this.clear(uri);
		this.check(...uris);
	}

	async #check(uri: string): Promise<void> {
		const turn = (this.#turns.get(uri) ?? 0) + 1;
		this.#turns.set(uri, turn);
		// A text that was edited or closed meanwhile is checked again.
		const found = await findProblems(this.services, uri, () => this.#turns.get(uri) !== turn);
		if (found) await this.#show(uri, found);
	}

	async #show(uri: string, found: FoundProblems): Promise<void> {
		const { services } = this;
		const { problems, open } = found;
		// A blank for the end of a line leaves offsets as they are, and moves lines.
		const lines = open && problems.map(({ span }) => [open.positionAt(span.start).line, open.positionAt(span.end).line]);
		const text = problems.length === 0 ? '[]' : JSON.stringify([problems, lines]);
		const mayHaveMoved = this.#moved.delete(uri) && !open;
		if ((this.#shown.get(uri) === text && !mayHaveMoved) || (problems.length === 0 && !this.#shown.has(uri))) return;
		if (problems.length === 0) this.#shown.delete(uri);
		else this.#shown.set(uri, text);
		const diagnostics = await diagnosticsOf(services, uri, found);
		// A file that no editor has open was read for it: what was found since must not be followed by what was found before.
		if ((this.#shown.get(uri) ?? '[]') !== text) return;
		const published = {
			uri,
			...(open && services.client.textDocument?.publishDiagnostics?.versionSupport && { version: open.version }),
			diagnostics,
		};
		await services.connection.sendDiagnostics(services.clientUris.sent(published));
	}
}
