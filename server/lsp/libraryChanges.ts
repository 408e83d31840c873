import type { Connection } from 'vscode-languageserver';
import { type CancellationToken, inBackground, type Log } from '../engine/index.js';
import { type LibraryChanged, libraryChanged } from '../protocol/index.js';

/** Nothing has changed for so many milliseconds when there is time for other work. */
const pauseBeforeIdleWork = 1000;

/** Passes on that the library is another one: to the client, to features, and, once nothing changes any more, to work that can wait. */
export class LibraryChanges {
	readonly #listeners: (() => void)[] = [];
	readonly #fileListeners: ((uris: readonly string[]) => void)[] = [];
	#waiting: ReturnType<typeof setTimeout> | undefined;
	#working: { isCancellationRequested: boolean } = { isCancellationRequested: false };

	constructor(
		private readonly connection: Pick<Connection, 'sendNotification'>,
		private readonly log: Log,
		private readonly isRead: () => boolean,
		private readonly idleWork: (token: CancellationToken) => Promise<void>,
	) {}

	/** Calls `listener` after each change. */
	listen(listener: () => void): void {
		this.#listeners.push(listener);
	}

	/** Calls `listener` with files that may be others than before, on the disk, before they are read. */
	listenToFiles(listener: (uris: readonly string[]) => void): void {
		this.#fileListeners.push(listener);
	}

	/** Files may be others than before, on the disk. */
	reportFiles(uris: readonly string[]): void {
		for (const listener of this.#fileListeners) listener(uris);
	}

	/** The library is another one. */
	report(): void {
		this.tellClient();
		for (const listener of this.#listeners) listener();
		clearTimeout(this.#waiting);
		this.#waiting = setTimeout(() => this.#work(), pauseBeforeIdleWork);
	}

	/** Only what the client shows is another: a note on a paper, or a state. */
	tellClient(): void {
		const change: LibraryChanged = { isRead: this.isRead() };
		inBackground(this.log, 'Reporting a change of the library', this.connection.sendNotification(libraryChanged, change));
	}

	#work(): void {
		this.#working.isCancellationRequested = true;
		const token = { isCancellationRequested: false };
		this.#working = token;
		inBackground(this.log, 'Work in the background', () => this.idleWork(token));
	}
}
