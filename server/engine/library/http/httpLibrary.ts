import type { CacheFolder } from '../../base/files.js';
import type { LocalizableMessage } from '../../base/localizableMessage.js';
import { inBackground, type Log } from '../../base/log.js';
import type { AskWeb } from '../../base/web.js';
import { hashOf } from '../index/hashes.js';
import type { LibraryStore, Source } from '../library.js';
import { mergeRecords } from '../merge.js';
import type { Paper } from '../paper.js';
import { type HttpFailure, HttpLibraryError, jsonIn } from './failures.js';
import { type HttpItem, itemOf } from './items.js';
import { changesIn, type HttpQuestion, kinds, versionIn } from './kinds.js';
import type { HttpLibraryOptions, WrongOptions } from './options.js';
import { HttpShelf } from './shelf.js';
import { httpSourceUri } from './sourceUri.js';

/** The state of a library over HTTP. */
export interface HttpLibraryState {
	readonly phase: 'off' | 'wrong' | 'ready' | 'failed';
	readonly name: string;
	readonly url: string;
	/** Records that were fetched and are kept. */
	readonly kept: number;
	readonly problem?: LocalizableMessage;
	readonly failure?: HttpFailure;
	/** In the words of the platform or the service; a status where it answered. */
	readonly reason?: string;
}

/** What the source works with. */
export interface HttpSurroundings {
	readonly store: LibraryStore;
	readonly ask: AskWeb;
	readonly log: Log;
	readonly cache: CacheFolder | undefined;
	libraryHasChanged(): void;
	stateHasChanged(): void;
	/** Milliseconds since the epoch. */
	readonly now?: () => number;
}

/** Records that a search answers at most, and what answers of searches are kept. */
const mostFound = 20;
const mostRemembered = 30;
const foundLasts = 5 * 60_000;

/** What is waited for: a search is of no use later, a record is (ms). */
const searchPatience = 1_500;
const itemsPatience = 10_000;

/** So many records are asked for at once. */
const mostAtOnce = 100;

/** A key that the library does not have is not asked for again for so long, and no question is asked after a failure (ms). */
const absenceLasts = 10 * 60_000;
const pauseAfterFailure = 10_000;
const longestPause = 10 * 60_000;

/** What was fetched is compared with the library at most so often: by its changes where it reports them, else as a whole (ms). */
const changesLast = 15 * 60_000;
const wholeLasts = 24 * 3600_000;

interface Remembered {
	readonly papers: readonly Paper[];
	readonly items: readonly HttpItem[];
	readonly at: number;
}

/** A token that is cancelled once. */
class Cancelling {
	isCancellationRequested = false;
	readonly #listeners = new Set<() => void>();
	onCancellationRequested(listener: () => void): { dispose(): void } {
		this.#listeners.add(listener);
		return { dispose: () => this.#listeners.delete(listener) };
	}
	cancel(): void {
		this.isCancellationRequested = true;
		for (const listener of this.#listeners) listener();
	}
}

/**
 * A library that another program keeps and answers questions about over HTTP. Its records are searched there. Those that the user cites are
 * fetched and become part of the library, and only those.
 */
export class HttpLibrary {
	#options: HttpLibraryOptions | undefined;
	#state: HttpLibraryState = { phase: 'off', name: '', url: '', kept: 0 };
	#shelf: HttpShelf;
	#version: string | undefined;
	#comparedAt = 0;
	#pausedUntil = 0;
	#searching: { readonly query: string; readonly token: Cancelling; readonly found: Promise<readonly Paper[] | undefined> } | undefined;
	#fetching: Promise<unknown> = Promise.resolve();
	/** Made again with each setting: what an earlier one asked for is dropped. */
	#stopping = new Cancelling();
	readonly #found = new Map<string, Remembered>();
	readonly #absent = new Map<string, number>();

	constructor(private readonly surroundings: HttpSurroundings) {
		this.#shelf = new HttpShelf(surroundings.store.words);
	}

	get state(): HttpLibraryState {
		return this.#state;
	}

	get isOn(): boolean {
		return this.#options !== undefined;
	}

	/** What lists call it, and the URI of its records' source. Empty while it is off. */
	get name(): string {
		return this.#options?.name ?? '';
	}
	get sourceUri(): string {
		return httpSourceUri(this.name);
	}

	/** Takes the setting. Resolves when the records that were fetched in earlier sessions are there. */
	async use(options: HttpLibraryOptions | WrongOptions | undefined): Promise<void> {
		const wanted = options && 'url' in options ? options : undefined;
		if (wanted && JSON.stringify(wanted) === JSON.stringify(this.#options)) return;
		this.#stopping.cancel();
		this.#stopping = new Cancelling();
		this.#searching?.token.cancel();
		this.#searching = undefined;
		if (this.#options) {
			this.surroundings.store.remove(this.sourceUri);
			this.surroundings.libraryHasChanged();
		}
		this.#options = wanted;
		this.#shelf = new HttpShelf(this.surroundings.store.words);
		this.#version = undefined;
		this.#comparedAt = 0;
		this.#pausedUntil = 0;
		this.#found.clear();
		this.#absent.clear();
		const problem = options && 'problem' in options ? options.problem : undefined;
		this.#setState({
			phase: wanted ? 'ready' : problem ? 'wrong' : 'off',
			name: wanted?.name ?? '',
			url: wanted?.url ?? '',
			kept: 0,
			...(problem && { problem }),
		});
		if (wanted) await this.#restore(wanted);
	}

	/** What was found for a text lately; nothing where that has to be asked. */
	remembered(text: string): readonly Paper[] | undefined {
		const found = this.#found.get(normal(text));
		return found && this.#now() - found.at < foundLasts ? found.papers : undefined;
	}

	/**
	 * The best papers of the library for what somebody types, best first, as papers that are not part of the library yet. A search that is still under way
	 * is given up for the next. Nothing where there was no answer; `state` says why.
	 */
	async search(text: string): Promise<readonly Paper[] | undefined> {
		const query = normal(text);
		if (!this.#options || query.length < 2) return undefined;
		const known = this.remembered(text);
		if (known) return known;
		if (this.#searching?.query === query) return this.#searching.found;
		this.#searching?.token.cancel();
		const token = new Cancelling();
		const found = this.#search(query, this.#options, token);
		this.#searching = { query, token, found };
		return found;
	}

	async #search(query: string, { fields, kind }: HttpLibraryOptions, token: Cancelling): Promise<readonly Paper[] | undefined> {
		const answer = await this.#tried(kinds[kind].search(query, mostFound, fields), searchPatience, token);
		if (this.#searching?.token === token) this.#searching = undefined;
		return answer && this.#remember(query, answer.items.slice(0, mostFound));
	}

	/** Keeps what a search has found. */
	#remember(query: string, items: readonly HttpItem[]): readonly Paper[] {
		const place = { source: this.sourceUri, origin: 'user', span: nowhere, keySpan: nowhere, isSummary: false } as const;
		const once = [...new Map(items.map((item) => [item.key, item])).values()];
		const papers = once.map(({ key, record }) => mergeRecords([{ record, place: { ...place, key } }]));
		this.#found.delete(query);
		this.#found.set(query, { papers, items, at: this.#now() });
		for (const oldest of this.#found.keys()) {
			if (this.#found.size <= mostRemembered) break;
			this.#found.delete(oldest);
		}
		return papers;
	}

	/** A paper that a search has found and that is not part of the library. */
	found(key: string): Paper | undefined {
		for (const { papers } of [...this.#found.values()].reverse()) {
			const paper = papers.find((each) => each.keys.includes(key));
			if (paper) return paper;
		}
		return undefined;
	}

	/** Whether the library is known not to have a key. Where it has not been asked, or did not answer, it may have it. */
	lacks(key: string): boolean {
		const until = this.#absent.get(key);
		return until !== undefined && until > this.#now();
	}

	/** Makes the records with these keys part of the library: those that a search has found at once, the others once they are fetched. */
	async fetch(keys: Iterable<string>): Promise<void> {
		if (!this.#options) return;
		const wanted = this.#open([...new Set(keys)].filter(isKey));
		const found = wanted.flatMap((key) => this.#foundItem(key) ?? []);
		if (found.length > 0) this.#put(found);
		const missing = wanted.filter((key) => !found.some((item) => item.key === key));
		if (missing.length === 0) return;
		const fetching = this.#fetching.then(() => this.#fetch(this.#open(missing)));
		this.#fetching = fetching.catch(() => undefined);
		await fetching;
	}

	/** The keys that it is not known whether the library has. */
	#open(keys: readonly string[]): readonly string[] {
		const kept = new Set(this.#shelf.items.flatMap(({ record }) => [record.key, ...record.aliases]));
		return keys.filter((key) => !kept.has(key) && !this.lacks(key));
	}

	#foundItem(key: string): HttpItem | undefined {
		for (const { items } of this.#found.values()) {
			const item = items.find((each) => each.key === key);
			if (item) return item;
		}
		return undefined;
	}

	/** Asks for records, some at a time. Keys that there is nothing for are known to be absent then, and what was fetched under them goes. */
	async #fetch(keys: readonly string[]): Promise<void> {
		const options = this.#options;
		const stopping = this.#stopping;
		for (let start = 0; options && start < keys.length; start += mostAtOnce) {
			const asked = keys.slice(start, start + mostAtOnce);
			const answer = await this.#tried(kinds[options.kind].items(asked, options.fields), itemsPatience, stopping);
			if (!answer || stopping.isCancellationRequested) return;
			// What was not asked for is no answer, whatever else it is.
			const items = answer.items.filter(({ record }) => [record.key, ...record.aliases].some((key) => asked.includes(key)));
			const there = new Set(items.flatMap(({ record }) => [record.key, ...record.aliases]));
			for (const key of asked) {
				if (there.has(key)) this.#absent.delete(key);
				else this.#absent.set(key, this.#now() + absenceLasts);
			}
			this.#version ??= answer.version;
			this.#put(items, new Set(asked.filter((key) => !there.has(key))));
		}
	}

	/** Compares what was fetched with the library, unless that was done lately or `isNow`. */
	async compare(isNow = false): Promise<void> {
		const options = this.#options;
		if (!options) return;
		const kept = this.#shelf.items.map(({ key }) => key);
		const stopping = this.#stopping;
		const { changes } = kinds[options.kind];
		const lasts = changes && this.#version !== undefined ? changesLast : wholeLasts;
		if (kept.length === 0 || (!isNow && this.#now() - this.#comparedAt < lasts)) return;
		this.#comparedAt = this.#now();
		const answer =
			changes && this.#version !== undefined
				? await this.#asked(changes(this.#version), itemsPatience, stopping).catch(quietly)
				: undefined;
		if (stopping.isCancellationRequested) return;
		const found = changesIn(answer);
		// A library that has forgotten what it was like then, or reports no changes, is asked for the records themselves.
		const again = found ? kept.filter((key) => found.changed.includes(key)) : kept;
		if (found) this.#version = found.version;
		else this.#version = undefined;
		const removed = new Set(found ? kept.filter((key) => found.removed.includes(key)) : []);
		if (removed.size > 0) this.#put([], removed);
		const fetching = this.#fetching.then(() => this.#fetch(again));
		this.#fetching = fetching.catch(() => undefined);
		await fetching;
		if (found) this.#keepSoon();
	}

	/** Asks for one record, to find out whether the library answers. */
	async look(): Promise<HttpLibraryState> {
		const options = this.#options;
		if (!options) return this.#state;
		this.#pausedUntil = 0;
		await this.#tried(kinds[options.kind].search('a', 1, options.fields), itemsPatience, this.#stopping);
		if (this.#state.phase === 'ready') await this.compare(true);
		return this.#state;
	}

	/** The records of an answer; nothing where there was none, which the state then says. */
	async #tried(
		question: HttpQuestion,
		milliseconds: number,
		token: Cancelling,
	): Promise<{ readonly items: readonly HttpItem[]; readonly version?: string } | undefined> {
		const options = this.#options;
		if (!options || this.#now() < this.#pausedUntil) return undefined;
		try {
			const answer = await this.#asked(question, milliseconds, token);
			const documents = kinds[options.kind].documentsIn(answer);
			if (!documents) throw new HttpLibraryError('odd-answer', 'no list of records');
			const items = documents.slice(0, mostAtOnce * 2).flatMap((each) => itemOf(each, options.fields) ?? []);
			if (items.length < documents.length)
				this.surroundings.log.debug(`${documents.length - items.length} records of ${options.url} have no key or no title.`);
			if (options !== this.#options) return undefined;
			if (this.#state.phase === 'failed') this.#setState({ phase: 'ready', name: options.name, url: options.url, kept: this.#state.kept });
			const version = versionIn(answer);
			return { items, ...(version !== undefined && { version }) };
		} catch (error) {
			if (!(error instanceof HttpLibraryError)) throw error;
			const { failure, message, retryAfter } = error;
			if (failure === 'cancelled' || options !== this.#options) return undefined;
			const pause = retryAfter === undefined ? pauseAfterFailure : Math.min(retryAfter * 1000, longestPause);
			this.#pausedUntil = this.#now() + pause;
			this.surroundings.log.warn(`${options.url} could not be asked (${failure}): ${message}`);
			this.#setState({ ...this.#state, phase: 'failed', failure, reason: message });
			return undefined;
		}
	}

	/** The JSON of an answer. Rejects with an `HttpLibraryError`. */
	async #asked({ path, body }: HttpQuestion, milliseconds: number, token: Cancelling): Promise<unknown> {
		const { url } = this.#options!;
		const request = {
			address: `${url}${path}`,
			accept: 'application/json',
			milliseconds,
			...(body && { body: JSON.stringify(body) }),
			...(isPrivate(url) && { key: 'httpLibrary' as const }),
		};
		return jsonIn(await this.surroundings.ask(request, token), this.#now());
	}

	#put(items: readonly HttpItem[], removed?: ReadonlySet<string>): void {
		const { store, libraryHasChanged } = this.surroundings;
		if (items.length === 0 && !this.#shelf.items.some(({ key }) => removed?.has(key))) return;
		this.#shelf.change(items, removed);
		store.put(this.#source, this.#shelf.packs);
		this.#setState({ ...this.#state, kept: this.#shelf.items.length });
		libraryHasChanged();
		this.#keepSoon();
	}

	get #source(): Source {
		return { uri: this.sourceUri, origin: 'user', format: 'http' };
	}

	#keepSoon(): void {
		inBackground(this.surroundings.log, 'Keeping what was fetched', this.#keep());
	}

	async #keep(): Promise<void> {
		const options = this.#options;
		if (!options) return;
		const kept = { ...options, version: this.#version, comparedAt: this.#comparedAt, items: this.#shelf.items.map(({ item }) => item) };
		await this.surroundings.cache?.write(cacheName(options), [new TextEncoder().encode(JSON.stringify(kept))]);
	}

	/** Takes in what was fetched in an earlier session. */
	async #restore(options: HttpLibraryOptions): Promise<void> {
		const bytes = await this.surroundings.cache?.read(cacheName(options)).catch(() => undefined);
		if (!bytes || options !== this.#options) return;
		try {
			const { url, version, comparedAt, items } = JSON.parse(new TextDecoder().decode(bytes));
			if (url !== options.url || !Array.isArray(items)) return;
			this.#version = typeof version === 'string' ? version : undefined;
			this.#comparedAt = typeof comparedAt === 'number' ? comparedAt : 0;
			// They are items of CSL already, whatever the library's own fields are called.
			this.#put(items.flatMap((item) => itemOf(item, {}) ?? []));
		} catch (error) {
			this.surroundings.log.debug(`What was kept of ${options.url} is damaged: ${String(error)}`);
		}
	}

	#setState(state: HttpLibraryState): void {
		this.#state = state;
		this.surroundings.stateHasChanged();
	}

	readonly #now = (): number => this.surroundings.now?.() ?? Date.now();
}

const cacheName = ({ url, kind, fields }: HttpLibraryOptions): string =>
	`${hashOf(JSON.stringify([url, kind, fields])).toString(16)}.http-library`;

const normal = (text: string): string => text.trim().replace(/\s+/g, ' ').slice(0, 200);

/** A key that a document may cite; what is longer is none. */
const isKey = (key: string): boolean => key !== '' && key !== '*' && key.length <= 200;

const nowhere = { start: 0, end: 0 };

/** Whether nobody between here and a library can read what is sent: a token goes nowhere else. */
const isPrivate = (url: string): boolean => /^(?:https:|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$))/i.test(url);

const quietly = (): undefined => undefined;
