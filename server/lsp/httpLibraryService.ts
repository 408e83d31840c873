import type { Connection } from 'vscode-languageserver';
import {
	type AskWeb,
	type CacheFolder,
	type Document,
	HttpLibrary,
	type HttpLibraryReport,
	httpLibraryOptionsOf,
	httpLibraryReport,
	inBackground,
	knownPaper,
	type Library,
	type LibraryStore,
	type Log,
	type Paper,
	type Problem,
} from '../engine/index.js';
import { type CompletionGrew, completionGrew } from '../protocol/index.js';
import type { LibraryChanges } from './libraryChanges.js';

/** What the service needs of the server around it. */
export interface HttpLibraryParts {
	readonly connection: Pick<Connection, 'sendNotification'>;
	/** Our own client makes sure that a workspace cannot set what is set for the machine; others may not. */
	readonly isOwnClient: boolean;
	/** What the command line names; then the editor's setting does not count. */
	readonly setting: unknown;
	readonly store: LibraryStore;
	readonly web: AskWeb;
	readonly log: Log;
	readonly cache: CacheFolder | undefined;
	readonly changes: LibraryChanges;
}

/** The library over HTTP for an editor: what it has found for completion, and the records of cited keys. */
export class HttpLibraryService {
	readonly #library: HttpLibrary;

	constructor(readonly parts: HttpLibraryParts) {
		const { store, web, log, cache, changes } = parts;
		this.#library = new HttpLibrary({
			store,
			ask: web,
			log,
			cache,
			libraryHasChanged: () => changes.report(),
			stateHasChanged: () => undefined,
		});
	}

	get report(): HttpLibraryReport {
		return httpLibraryReport(this.#library.state);
	}

	/** What lists call it. */
	get name(): string {
		return this.#library.name;
	}

	get sourceUri(): string {
		return this.#library.sourceUri;
	}

	/** Takes the setting of the editor. Of an editor whose folders might set it, none is taken. */
	use(setting: unknown): void {
		const { setting: named, isOwnClient, log } = this.parts;
		const wanted = named ?? (isOwnClient ? setting : undefined);
		inBackground(log, 'Connecting the library over HTTP', this.#library.use(httpLibraryOptionsOf(wanted)));
	}

	/** Somebody works in the editor: a good time to compare what was fetched, unless that was done lately. */
	touch(): void {
		inBackground(this.parts.log, 'Comparing with the library over HTTP', this.#library.compare());
	}

	/** Asks it now. Resolves when that is done or has failed. */
	async look(): Promise<HttpLibraryReport> {
		await this.#library.look();
		return this.report;
	}

	/**
	 * The papers found for what is typed in a citation, without those that the library has: at once where they are known, and where nothing
	 * is asked; else a promise, which never rejects.
	 */
	found(library: Library, query: string): readonly Paper[] | Promise<readonly Paper[]> {
		const others = (papers: readonly Paper[] = []): readonly Paper[] => papers.filter((paper) => !isKnown(library, paper));
		if (!this.#library.isOn || query.trim().length < 2) return [];
		const known = this.#library.remembered(query);
		return known
			? others(known)
			: this.#library.search(query).then(others, (error: unknown) => {
					this.parts.log.error('Searching the library over HTTP failed', error);
					return [];
				});
	}

	/** A paper that was found and is not part of the library. */
	foundByKey(key: string): Paper | undefined {
		return this.#library.found(key);
	}

	/** Makes records part of the library. Resolves when they are, or could not be had. */
	fetch(keys: readonly string[]): Promise<void> {
		return this.#library.fetch(keys);
	}

	/** The list of completions at a place would be longer now. */
	tellGrown(place: CompletionGrew): void {
		inBackground(this.parts.log, 'Reporting more completions', this.parts.connection.sendNotification(completionGrew, place));
	}

	/**
	 * The problems without unknown keys that the library may have. It is asked for those; once it has answered, documents are checked again.
	 */
	withoutOpen(problems: readonly Problem[], { citations }: Document): readonly Problem[] {
		if (!this.#library.isOn) return problems;
		const keys = new Map(citations.map(({ key, span }) => [span.start, key]));
		const open = problems.flatMap(({ code, span }) => {
			const key = code === 'unknown-key' ? keys.get(span.start) : undefined;
			return key === undefined || this.#library.lacks(key) ? [] : [{ key, start: span.start }];
		});
		if (open.length === 0) return problems;
		const asking = this.#library.fetch(open.map(({ key }) => key)).then(() => {
			// What it has changes the library, which is reported by then.
			if (open.some(({ key }) => this.#library.lacks(key))) this.parts.changes.report();
		});
		inBackground(this.parts.log, 'Asking the library over HTTP for cited keys', asking);
		const starts = new Set(open.map(({ start }) => start));
		return problems.filter(({ code, span }) => code !== 'unknown-key' || !starts.has(span.start));
	}
}

/** Whether the library has a found paper: by an identifier, by its key with the same title, or by title, year and author. */
function isKnown(library: Library, paper: Paper): boolean {
	const record = { ...paper, span: nowhere, keySpan: nowhere };
	return knownPaper(library, record) !== undefined || library.sameTitle(record, 0).length > 0;
}

const nowhere = { start: 0, end: 0 };
