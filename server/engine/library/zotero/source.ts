import type { CacheFolder } from '../../base/files.js';
import { inBackground, type Log } from '../../base/log.js';
import { yieldToEventLoop } from '../../base/yieldToEventLoop.js';
import { hashOf } from '../index/hashes.js';
import type { Pack } from '../index/pack.js';
import type { LibraryStore, Source } from '../library.js';
import type { AskZotero } from './access.js';
import { ZoteroConnection, ZoteroError, type ZoteroFailure } from './connection.js';
import { groupLibraries, type ZoteroLibrary } from './items.js';
import { decodeLibrary, encodeLibrary } from './kept.js';
import { usualPort, usualTimeout, type ZoteroOptions } from './options.js';
import { readChanges, readWhole } from './reading.js';
import { keysIn, type ReadLibrary, shelved, withChanges } from './shelf.js';
import { zoteroSourceUri } from './sourceUri.js';

/** The state of a library of Zotero's. */
export interface ZoteroLibraryState {
	readonly name: string;
	readonly papers: number;
	/** When it was read or found unchanged (ms since the epoch). */
	readonly readAt: number;
	/** So many keys are ours. */
	readonly madeKeys: number;
}

/** The state of the connection to Zotero. */
export interface ZoteroState {
	/** `reading`: `share` is how much of the library that is read as a whole has come; left out while a change is read. */
	readonly phase: 'off' | 'connecting' | 'reading' | 'connected' | 'failed';
	readonly share?: number;
	/** Why the last read failed. The libraries are then as they were read before. */
	readonly failure?: ZoteroFailure;
	/** What was answered or reported where it failed, for the log. */
	readonly reason?: string;
	readonly libraries: readonly ZoteroLibraryState[];
	/** The version of Zotero, once it has answered. */
	readonly version?: string;
	/** Whether Better BibTeX is installed; unknown before Zotero has answered. */
	readonly hasBetterBibtex?: boolean;
	/** Names of the setting that no group of the user has. */
	readonly unknownGroups: readonly string[];
	readonly port: number;
	/** An answer may take so many seconds. */
	readonly timeout: number;
}

/** Zotero is looked at again at most so often (ms). */
const shortestPause = 30_000;

/** So many packs enter the library in one go. */
const packsAtOnce = 2;

/** The thread is given back after so many milliseconds. */
const slice = 8;

const ownLibrary: ZoteroLibrary = { path: 'users/0', linkPath: 'library', name: 'Zotero' };

const sourceUriOf = ({ path, name }: ZoteroLibrary): string => zoteroSourceUri(path, name);

/** What the source needs of its surroundings. */
export interface ZoteroSurroundings {
	readonly store: LibraryStore;
	readonly ask: AskZotero;
	readonly log: Log;
	/** Where what was read last is kept; nothing where nothing can be. */
	readonly cache: CacheFolder | undefined;
	/** Called after each change of the library. */
	readonly libraryHasChanged: () => void;
	/** Called after each change of the state. */
	readonly stateHasChanged: () => void;
	/** Milliseconds since the epoch; for tests. */
	readonly now?: () => number;
}

/**
 * Zotero as a source of the library: reads it, follows its changes when asked to look, and keeps what was read last for the next start. It asks
 * nothing before it is turned on. A read that fails or is cut off changes nothing.
 */
export class ZoteroSource {
	#options: ZoteroOptions = { isOn: false, port: usualPort, groups: [] };
	#connection: ZoteroConnection | undefined;
	/** What is in the library, by the sources' URIs. */
	readonly #read = new Map<string, ReadLibrary>();
	#state: ZoteroState = { phase: 'off', libraries: [], unknownGroups: [], port: usualPort, timeout: usualTimeout };
	#lookedAt = 0;
	#looking: Promise<void> | undefined;
	/** Grows with every change of the options: what was begun before is then dropped. */
	#epoch = 0;
	/** The next look reads everything again. */
	#wantsWhole = false;
	readonly #now: () => number;

	constructor(readonly surroundings: ZoteroSurroundings) {
		this.#now = surroundings.now ?? Date.now;
	}

	get state(): ZoteroState {
		return this.#state;
	}

	/** The connection, while it is turned on: for what is asked of single papers. */
	get connection(): ZoteroConnection | undefined {
		return this.#options.isOn ? this.#connection : undefined;
	}

	/** The library that a source's records come from. */
	libraryOf(sourceUri: string): ZoteroLibrary | undefined {
		return this.#read.get(sourceUri)?.library;
	}

	/** Turns Zotero on or off, or reads it elsewhere or other groups of it. Resolves when it has been read, or could not be. */
	async use(options: ZoteroOptions): Promise<void> {
		const before = this.#options;
		const { port, timeout = usualTimeout } = options;
		if (JSON.stringify(before) === JSON.stringify(options)) return;
		this.#options = options;
		this.#epoch++;
		this.#looking = undefined;
		if (!options.isOn) {
			this.#forgetOthers([]);
			this.#setState({ phase: 'off', libraries: [], unknownGroups: [], port, timeout });
			return;
		}
		if (!this.#connection || this.#connection.port !== port || this.#connection.timeout !== timeout)
			this.#connection = new ZoteroConnection(this.surroundings.ask, port, timeout);
		this.#setState({ ...this.#state, phase: 'connecting', failure: undefined, reason: undefined, port, timeout });
		await this.look(true);
	}

	/**
	 * Looks whether anything has changed in Zotero, and reads what has: one request where nothing has. Does nothing while it is turned off, or
	 * within half a minute after the last look, unless `isWanted`. Resolves when all is read, or could not be; never rejects.
	 */
	look(isWanted = false): Promise<void> {
		if (!this.#options.isOn) return Promise.resolve();
		if (this.#looking !== undefined) return this.#looking;
		if (!isWanted && this.#now() - this.#lookedAt < shortestPause) return Promise.resolve();
		const epoch = this.#epoch;
		const looking = this.#lookNow(epoch).finally(() => {
			this.#lookedAt = this.#now();
			if (this.#looking === looking) this.#looking = undefined;
		});
		this.#looking = looking;
		return looking;
	}

	/** Reads everything again, whatever seems unchanged: the one way to see in Zotero 9 and earlier which collections an item was put into. */
	async readAgain(): Promise<void> {
		await this.#looking;
		this.#wantsWhole = true;
		await this.look(true);
	}

	async #lookNow(epoch: number): Promise<void> {
		const connection = this.#connection!;
		const isStale = () => epoch !== this.#epoch;
		const readsWhole = this.#wantsWhole;
		this.#wantsWhole = false;
		if (this.#state.phase !== 'connected') this.#setState({ ...this.#state, phase: 'connecting' });
		try {
			if (this.#read.size === 0) await this.#restore(await this.#keptLibraries(), isStale);
			const { libraries, unknownGroups } = await this.#librariesToRead(connection);
			if (isStale()) return;
			this.#forgetOthers(libraries.map(sourceUriOf));
			await this.#restore(
				libraries.filter((each) => !this.#read.has(sourceUriOf(each))),
				isStale,
			);
			for (const library of libraries) {
				await this.#readLibrary(connection, library, readsWhole, isStale);
				if (isStale()) return;
			}
			inBackground(this.surroundings.log, 'Keeping the names of Zotero’s libraries', this.#keepLibraries(libraries));
			const hasBetterBibtex = this.#state.hasBetterBibtex ?? (await this.#findBetterBibtex(connection));
			if (isStale()) return;
			this.#setState({
				phase: 'connected',
				libraries: this.#libraryStates(),
				unknownGroups,
				port: connection.port,
				timeout: connection.timeout,
				...(connection.version !== undefined && { version: connection.version }),
				...(hasBetterBibtex !== undefined && { hasBetterBibtex }),
			});
		} catch (error) {
			if (isStale()) return;
			const { failure, message } = error instanceof ZoteroError ? error : { failure: 'unexpected' as const, message: String(error) };
			this.surroundings.log.warn(`Zotero could not be read (${failure}): ${message}`, failure === 'unexpected' ? error : undefined);
			this.#setState({ ...this.#state, phase: 'failed', share: undefined, failure, reason: message, libraries: this.#libraryStates() });
		}
	}

	/** The libraries that the options name, and the names of groups that there are none of. The groups are asked for only where some are named. */
	async #librariesToRead(connection: ZoteroConnection): Promise<{ libraries: readonly ZoteroLibrary[]; unknownGroups: readonly string[] }> {
		const { groups } = this.#options;
		if (groups !== 'all' && groups.length === 0) return { libraries: [ownLibrary], unknownGroups: [] };
		const all = groupLibraries(await connection.list('users/0/groups?format=json'));
		const wanted = groups === 'all' ? all : all.filter(({ name }) => groups.includes(name));
		const unknownGroups = groups === 'all' ? [] : groups.filter((name) => !all.some((each) => each.name === name));
		return { libraries: [ownLibrary, ...wanted], unknownGroups };
	}

	/** Whether Better BibTeX answers. It is asked only where keys are missing, and once. */
	async #findBetterBibtex(connection: ZoteroConnection): Promise<boolean | undefined> {
		if (!this.#libraryStates().some(({ madeKeys }) => madeKeys > 0)) return undefined;
		return (await connection.betterBibtex('api.ready', [])) !== undefined;
	}

	async #readLibrary(connection: ZoteroConnection, library: ZoteroLibrary, readsWhole: boolean, isStale: () => boolean): Promise<void> {
		const uri = sourceUriOf(library);
		const before = this.#read.get(uri);
		const { words } = this.surroundings.store;
		const readAt = this.#now();
		const started = Date.now();
		const changes = before && !readsWhole ? await readChanges(connection, library, before.mark, keysIn(before)) : 'whole';
		if (isStale()) return;
		if (changes === 'unchanged') {
			this.#read.set(uri, { ...before!, readAt });
			return;
		}
		if (changes !== 'whole') this.#setState({ ...this.#state, phase: 'reading', share: undefined });
		let now: ReadLibrary | undefined;
		if (changes === 'whole') {
			const read = await readWhole(connection, library, (share) => {
				if (!isStale()) this.#setState({ ...this.#state, phase: 'reading', share });
			});
			if (!isStale()) now = await inSteps(shelved(library, read, words, readAt, before));
		} else now = await inSteps(withChanges(before!, changes, words, readAt));
		if (!now || isStale()) return;
		await this.#put(now, isStale);
		if (isStale()) return;
		const count = papersOf(now);
		this.surroundings.log.info(`Read ${count} items of “${library.name}” from Zotero in ${Date.now() - started} ms.`);
		inBackground(this.surroundings.log, 'Keeping what was read from Zotero', this.#keep(now));
	}

	/** Puts a library in place of what was read of it before, some packs at a time. */
	async #put(read: ReadLibrary, isStale: () => boolean): Promise<void> {
		const { store, libraryHasChanged } = this.surroundings;
		const source: Source = { uri: sourceUriOf(read.library), origin: 'user', format: 'zotero' };
		const packs = read.chunks.map(({ pack }) => pack);
		// What is there already stays where it is: only the new packs cost time.
		const known = new Set<Pack>(this.#read.get(source.uri)?.chunks.map(({ pack }) => pack));
		const fresh = packs.filter((pack) => !known.has(pack));
		if (known.size === 0)
			for (let end = packsAtOnce; end < fresh.length; end += packsAtOnce) {
				store.put(source, packs.slice(0, end));
				await yieldToEventLoop();
				if (isStale()) return;
			}
		this.#read.set(source.uri, read);
		store.put(source, packs);
		libraryHasChanged();
	}

	/** Puts libraries into the library as they were read last, in an earlier session. */
	async #restore(libraries: readonly ZoteroLibrary[], isStale: () => boolean): Promise<void> {
		const { cache, store } = this.surroundings;
		if (!cache) return;
		for (const library of libraries) {
			const bytes = await cache.read(this.#cacheName(library)).catch(() => undefined);
			const read = bytes && (await inSteps(decodeLibrary(bytes, store.words)));
			if (isStale()) return;
			if (!read || read.library.path !== library.path) continue;
			await this.#put({ ...read, library }, isStale);
			this.#setState({ ...this.#state, libraries: this.#libraryStates() });
		}
	}

	/** The libraries that were read last, as far as the options name them. */
	async #keptLibraries(): Promise<readonly ZoteroLibrary[]> {
		const { groups } = this.#options;
		const bytes = await this.surroundings.cache?.read(this.#listName).catch(() => undefined);
		try {
			const kept = bytes ? (JSON.parse(new TextDecoder().decode(bytes)) as readonly ZoteroLibrary[]) : [];
			return [ownLibrary, ...kept.filter(({ path, name }) => path !== ownLibrary.path && (groups === 'all' || groups.includes(name)))];
		} catch {
			// Damaged: the groups are read from Zotero.
			return [ownLibrary];
		}
	}

	async #keepLibraries(libraries: readonly ZoteroLibrary[]): Promise<void> {
		await this.surroundings.cache?.write(this.#listName, [new TextEncoder().encode(JSON.stringify(libraries))]);
	}

	get #listName(): string {
		return `libraries-${this.#options.port}.zotero`;
	}

	async #keep(read: ReadLibrary): Promise<void> {
		if (!this.surroundings.cache) return;
		const parts = await inSteps(encodeLibrary(read));
		await this.surroundings.cache.write(this.#cacheName(read.library), parts);
	}

	/** Two Zoteros at two ports are two. */
	#cacheName(library: ZoteroLibrary): string {
		return `${hashOf(`${this.#options.port} ${sourceUriOf(library)}`).toString(16)}.zotero`;
	}

	/** Takes all libraries but these out of the library. */
	#forgetOthers(uris: readonly string[]): void {
		const gone = [...this.#read.keys()].filter((uri) => !uris.includes(uri));
		for (const uri of gone) {
			this.#read.delete(uri);
			this.surroundings.store.remove(uri);
		}
		if (gone.length > 0) this.surroundings.libraryHasChanged();
	}

	#libraryStates(): readonly ZoteroLibraryState[] {
		return Array.from(this.#read.values(), (read) => ({
			name: read.library.name,
			papers: papersOf(read),
			readAt: read.readAt,
			madeKeys: read.chunks.reduce((sum, { items }) => sum + items.filter(({ hasMadeKey }) => hasMadeKey).length, 0),
		}));
	}

	#setState(state: ZoteroState): void {
		this.#state = state;
		this.surroundings.stateHasChanged();
	}
}

const papersOf = ({ chunks }: ReadLibrary): number => chunks.reduce((sum, { items }) => sum + items.length, 0);

/** Runs steps to their end, and gives the thread back in between. */
async function inSteps<T>(steps: Generator<undefined, T>): Promise<T> {
	let last = Date.now();
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		if (Date.now() - last < slice) continue;
		await yieldToEventLoop();
		last = Date.now();
	}
}
