import type { Connection } from 'vscode-languageserver';
import {
	type AskZotero,
	apiGroupOf,
	type CacheFolder,
	type EntrySource,
	exportedEntry,
	inBackground,
	isZoteroSource,
	type LibraryStore,
	type Log,
	type Paper,
	type PaperDetails,
	paperDetails,
	type SourceRecord,
	ZoteroError,
	type ZoteroMatter,
	type ZoteroOptions,
	type ZoteroReport,
	ZoteroSource,
	zoteroOptionsOf,
	zoteroReport,
} from '../engine/index.js';
import { zoteroChanged } from '../protocol/index.js';
import type { LibraryChanges } from './libraryChanges.js';

/** An entry is written without Zotero once it has been waited for so many milliseconds. */
const entryPatience = 3_000;

/** What could not be had of a paper is asked for again after so many milliseconds. */
const retryAfter = 30_000;

/** The details of so many papers are remembered. */
const mostRemembered = 200;

/** What is known of one paper's details. */
interface Known {
	readonly details?: PaperDetails;
	readonly failedAt?: number;
}

/** What the service needs of the server around it. */
export interface ZoteroParts {
	readonly connection: Pick<Connection, 'sendNotification'>;
	readonly store: LibraryStore;
	readonly ask: AskZotero;
	readonly log: Log;
	readonly cache: CacheFolder | undefined;
	readonly changes: LibraryChanges;
	/** What the editor calls a remote window. */
	readonly remote: string | undefined;
	/** What the computer is called that the server runs on. */
	readonly computer: string | undefined;
	/** The port of a Zotero that the command line turned on; then the setting only names groups. */
	readonly port: number | undefined;
}

/** Zotero for an editor: the source of papers, what is read of single ones, and reports to the client. */
export class ZoteroService {
	readonly #source: ZoteroSource;
	readonly #known = new Map<string, Known>();
	readonly #reading = new Map<string, Promise<PaperDetails | undefined>>();
	#reported = '';

	constructor(readonly parts: ZoteroParts) {
		const { store, ask, log, cache, changes } = parts;
		this.#source = new ZoteroSource({
			store,
			ask,
			log,
			cache,
			libraryHasChanged: () => {
				this.#known.clear();
				changes.report();
			},
			stateHasChanged: () => this.#tellClient(),
		});
	}

	/** The state of the connection. */
	get report(): ZoteroReport {
		const { remote, computer } = this.parts;
		const surrounding = { ...(remote !== undefined && { remote }), ...(computer !== undefined && { computer }) };
		return zoteroReport(this.#source.state, { now: Date.now(), ...surrounding });
	}

	/** Takes the setting; what it turns on is read in the background. */
	use(setting: unknown): void {
		const { port } = this.parts;
		const options: ZoteroOptions = { ...zoteroOptionsOf(setting), ...(port !== undefined && { isOn: true, port }) };
		inBackground(this.parts.log, 'Reading Zotero', this.#source.use(options));
	}

	/** Somebody works in the editor: a good time to look, unless that was done within the last half a minute. */
	touch(): void {
		inBackground(this.parts.log, 'Looking into Zotero', this.#source.look());
	}

	/** Looks now, at everything where `isWhole`. Resolves when it is read, or could not be. */
	async look(isWhole: boolean): Promise<ZoteroReport> {
		await (isWhole ? this.#source.readAgain() : this.#source.look(true));
		return this.report;
	}

	/** What the reader shows of a paper at once; what is not known yet is read in the background, and the client learns of it. */
	matterOf({ zotero }: Pick<Paper, 'zotero'>): ZoteroMatter | undefined {
		if (!zotero || !this.#source.connection) return undefined;
		const known = this.#known.get(zotero.item);
		if (known?.details) return { details: known.details };
		const isRecent = known?.failedAt !== undefined && Date.now() - known.failedAt < retryAfter;
		if (!isRecent)
			inBackground(this.parts.log, 'Reading annotations from Zotero', async () => {
				await this.detailsOf({ zotero });
				this.parts.changes.tellClient();
			});
		return isRecent ? { failure: this.#failure } : {};
	}

	/** Annotations, notes, abstract and file of a paper; nothing where it is not in Zotero, or Zotero cannot be asked. */
	detailsOf({ zotero }: Pick<Paper, 'zotero'>): Promise<PaperDetails | undefined> {
		const { connection } = this.#source;
		if (!zotero || !connection) return Promise.resolve(undefined);
		const known = this.#known.get(zotero.item);
		if (known?.details) return Promise.resolve(known.details);
		const reading = this.#reading.get(zotero.item) ?? this.#readDetails(connection, zotero);
		this.#reading.set(zotero.item, reading);
		return reading;
	}

	async #readDetails(
		connection: NonNullable<ZoteroSource['connection']>,
		link: NonNullable<Paper['zotero']>,
	): Promise<PaperDetails | undefined> {
		try {
			const details = await paperDetails(connection, link);
			this.#remember(link.item, { details });
			return details;
		} catch (error) {
			if (!(error instanceof ZoteroError)) throw error;
			this.parts.log.debug(`${link.item} could not be read from Zotero (${error.failure}): ${error.message}`);
			this.#remember(link.item, { failedAt: Date.now() });
			return undefined;
		} finally {
			this.#reading.delete(link.item);
		}
	}

	#remember(item: string, known: Known): void {
		if (this.#known.size >= mostRemembered) this.#known.clear();
		this.#known.set(item, known);
	}

	/** Why something could not be read just now. */
	get #failure(): string {
		const { phase, summary } = this.report;
		return phase === 'failed'
			? summary
			: zoteroReport({ ...this.#source.state, phase: 'failed', failure: 'not-running' }, { now: 0 }).summary;
	}

	/** What to say where a paper's details could not be had. */
	get failure(): string {
		return this.#failure;
	}

	/** A paper's entry as Zotero exports it; nothing where it does not come from there, or Zotero takes too long. */
	async entryOf({ zotero, key }: Pick<SourceRecord, 'zotero' | 'key'>): Promise<EntrySource | undefined> {
		const { connection } = this.#source;
		if (!zotero || !connection) return undefined;
		const place = this.parts.store.current
			.byKey(key)
			.flatMap(({ places }) => places)
			.find(({ source, keySpan }) => isZoteroSource(source) && keySpan.start < keySpan.end);
		const groupName = apiGroupOf(zotero.item) === undefined ? undefined : place && this.#source.libraryOf(place.source)?.name;
		const exported = exportedEntry(connection, zotero, {
			key: place?.key ?? key,
			hasMadeKey: place === undefined,
			...(groupName !== undefined && { groupName }),
		});
		let timer: ReturnType<typeof setTimeout> | undefined;
		const tooLate = new Promise<undefined>((resolve) => {
			timer = setTimeout(() => resolve(undefined), entryPatience);
		});
		return Promise.race([exported, tooLate]).finally(() => clearTimeout(timer));
	}

	/** Reports the state of Zotero to the client, unless it knows it. */
	#tellClient(): void {
		const { report } = this;
		const text = JSON.stringify(report);
		if (text === this.#reported) return;
		this.#reported = text;
		inBackground(this.parts.log, 'Reporting the state of Zotero', this.parts.connection.sendNotification(zoteroChanged, report));
	}
}
