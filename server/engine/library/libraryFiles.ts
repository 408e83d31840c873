import { type CancellationToken, neverCancelled } from '../base/cancellation.js';
import type { CacheFolder, FileContent, FileStat, FileSystem } from '../base/files.js';
import { madeInSlices, resultOf } from '../base/inSlices.js';
import { type Log, silentLog } from '../base/log.js';
import { type Pause, yieldToEventLoop } from '../base/yieldToEventLoop.js';
import { type Piece, readBibtexFile, textOfBytes } from './bibtexFile.js';
import { cacheNameOf, decodePieces, encodePieces } from './cache.js';
import { type FilePart, partsWith } from './fileParts.js';
import { type Format, formatOf } from './formats/formats.js';
import type { LibraryStore, Source } from './library.js';
import type { Origin } from './paper.js';
import { ReadTogether } from './readTogether.js';

/** Reads library files into the library, keeps what it read for the next time, and uses it again where it still holds. */
export interface LibraryFiles {
	/**
	 * Reads a file, from the cache where it is as it was. One that cannot be read keeps its last good records. Returns the content of a file that
	 * was read as a whole, for others who want it.
	 */
	read(uri: string, origin: Origin, token?: CancellationToken): Promise<FileContent | undefined>;
	/** Takes a text in place of the file, such as that of an editor. What is being read of the file is dropped. */
	readText(uri: string, origin: Origin, text: string): void;
	/** Whether a `.bib` file, as it was last read, defines macros (`@string`) and has no entry. */
	holdsOnlyDefinitions(uri: string): boolean;
	/** Whether a file has been read, even if it has no entry. */
	hasRead(uri: string): boolean;
	/**
	 * The parts of a `.bib` file that hold a key, whatever its case, as the file was last read. Nothing where the file is another one now, or it is
	 * not known where its entries begin.
	 */
	partsWith(uri: string, key: string): Promise<readonly FilePart[] | undefined>;
	/**
	 * Takes which `.bib` files are read together, as they are listed: they get macros and inherited fields from each other from now on. Returns those
	 * that are to be read again for that; to be asked again after they were, until there are none.
	 */
	readTogether(lists: readonly (readonly string[])[]): readonly string[];
	/** Takes a file out of the library. */
	forget(uri: string): void;
	/** Writes to the cache what is not there yet. Whether there was much. */
	save(pause?: Pause): Promise<boolean>;
}

/** Files below this many bytes are read again as fast as they are looked up in the cache. */
const smallestCached = 100_000;

/** How long reading runs before other work gets its turn (ms). */
const slice = 4;

/** So many pieces are put into the library in one go while the rest is read: some milliseconds. */
const mostPutAtOnce = 20;

/** How often a file that is being written is looked at again, and how long after (ms). */
const attempts = 5;
const betweenAttempts = 100;

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const areTheSame = (some: readonly Piece[], others: readonly Piece[]): boolean =>
	some.length === others.length && some.every((piece, index) => piece === others[index]);

/** One reading of a file. */
interface ReadingRun {
	readonly source: Source;
	readonly format: Format;
	/** Whether a text has taken the file's place meanwhile, or it was taken out. */
	isSuperseded: boolean;
	readonly token: CancellationToken;
}

/**
 * How one attempt at reading a file ended: for good, with the content if it was read as a whole, or because it was written meanwhile, or because it
 * seems to be written just now.
 */
type Outcome = FileContent | undefined | 'changed' | 'beingWritten';

/**
 * Reads files into `store`. Without `cache`, nothing is kept for the next time. A cache that cannot be read or written costs time, nothing
 * else; `log` says so.
 */
export function createLibraryFiles(
	store: LibraryStore,
	files: FileSystem,
	cache: CacheFolder | undefined,
	log: Log = silentLog,
): LibraryFiles {
	const known = new KnownPieces(cache, store, log);
	const running = new Set<ReadingRun>();
	const together = new ReadTogether((uri) => known.of(uri));
	const supersede = (uri: string) => {
		for (const run of running) if (run.source.uri === uri) run.isSuperseded = true;
	};

	const read = new Set<string>();
	const forget = (uri: string) => {
		supersede(uri);
		read.delete(uri);
		known.delete(uri);
		together.forget(uri);
		store.remove(uri);
	};

	/** Puts in what the cache has of a file; false where it has nothing that is still right. */
	const putCached = async (run: ReadingRun, stat: FileStat): Promise<boolean> => {
		const pieces = await known.cached(run.source.uri, stat);
		if (!pieces || run.isSuperseded) return false;
		known.set(run.source.uri, pieces);
		known.areOf(run.source.uri, stat);
		putPieces(store, run.source, pieces);
		return true;
	};

	const readOnce = async (run: ReadingRun, isFirst: boolean, isLast: boolean): Promise<Outcome> => {
		const { source, format } = run;
		const isBibtex = format.name === 'bibtex';
		const stat = await files.stat(source.uri);
		if (run.isSuperseded) return undefined;
		if (!stat) {
			forget(source.uri);
			return undefined;
		}
		if (isFirst && isBibtex && (await putCached(run, stat))) return undefined;
		const bytes = await files.read(source.uri, stat);
		if (run.isSuperseded) return undefined;
		if (!isLast && isBeingWritten(store, source.uri, bytes)) return 'beingWritten';
		if (!isBibtex) putText(store, source, format, textOfBytes(bytes));
		else if (!(await putBibtex({ store, known, together }, run, bytes))) return undefined;
		read.add(source.uri);
		const now = await files.stat(source.uri);
		if (run.isSuperseded) return undefined;
		if (now?.modified !== stat.modified || now.size !== stat.size) return 'changed';
		if (!isBibtex) return { stat, bytes };
		// What other files give may be something else at the next start.
		known.isAsIn(source.uri, stat, !together.hasGot(source.uri));
		return undefined;
	};

	return {
		holdsOnlyDefinitions: (uri) => areDefinitions(known.of(uri) ?? []),
		async read(uri, origin, token = neverCancelled) {
			const format = formatOf(uri);
			if (!format) return undefined;
			const run: ReadingRun = { source: { uri, origin, format: format.name }, format, isSuperseded: false, token };
			running.add(run);
			try {
				return await attempting((isFirst, isLast) => readOnce(run, isFirst, isLast));
			} catch (error) {
				// What files refuse is noted, and logged there.
				if (!run.isSuperseded) fail(store, run.source, error, files.skipped?.has(uri) ? silentLog : log);
			} finally {
				running.delete(run);
			}
			return undefined;
		},
		readText(uri, origin, text) {
			const format = formatOf(uri);
			if (!format) return;
			supersede(uri);
			const source: Source = { uri, origin, format: format.name };
			read.add(uri);
			if (format.name !== 'bibtex') {
				putText(store, source, format, text);
				return;
			}
			const others = together.for(uri);
			const pieces = resultOf(readBibtexFile(new TextEncoder().encode(text), store.words, known.of(uri), others));
			known.set(uri, pieces);
			together.wasRead(uri, others);
			putPieces(store, source, pieces);
		},
		hasRead: (uri) => read.has(uri),
		partsWith: (uri, key) => known.partsWith(uri, key, files),
		readTogether: (lists) => together.use(lists),
		forget,
		save: (pause) => known.save(pause),
	};
}

/** Where `.bib` files are read to. */
interface Reader {
	readonly store: LibraryStore;
	readonly known: KnownPieces;
	readonly together: ReadTogether;
}

const putPieces = (store: LibraryStore, source: Source, pieces: readonly Piece[]): void =>
	store.put(
		source,
		pieces.map(({ pack }) => pack),
	);

/** Puts the pieces of a `.bib` file into the library, and of a large file what is read so far. False where it had to stop early. */
async function putBibtex({ store, known, together }: Reader, run: ReadingRun, bytes: Uint8Array): Promise<boolean> {
	const { source } = run;
	const before = known.of(source.uri);
	const others = together.for(source.uri);
	const reading = readBibtexFile(bytes, store.words, before, others);
	const isGivenUp = () => run.isSuperseded || run.token.isCancellationRequested;
	let last = Date.now();
	let shown = 0;
	for (let step = reading.next(); ; step = reading.next()) {
		if (step.done) {
			known.set(source.uri, step.value);
			together.wasRead(source.uri, others);
			putPieces(store, source, step.value);
			return true;
		}
		if (Date.now() - last < slice) continue;
		await yieldToEventLoop();
		if (isGivenUp()) return false;
		if (!before && step.value.length > Math.min(2 * shown, shown + mostPutAtOnce)) {
			shown = step.value.length;
			putPieces(store, source, step.value);
			await yieldToEventLoop();
			if (isGivenUp()) return false;
		}
		last = Date.now();
	}
}

/** The content of a file that was read as a whole, once it was not written meanwhile; nothing of others. */
async function attempting(read: (isFirst: boolean, isLast: boolean) => Promise<Outcome>): Promise<FileContent | undefined> {
	for (let attempt = 1; attempt <= attempts; attempt++) {
		const outcome = await read(attempt === 1, attempt === attempts);
		if (outcome !== 'changed' && outcome !== 'beingWritten') return outcome;
		if (outcome === 'beingWritten') await wait(betweenAttempts);
	}
	return undefined;
}

/** Notes that a source cannot be read now. */
function fail(store: LibraryStore, source: Source, error: unknown, log: Log): void {
	log.error(`Reading ${source.uri} failed`, error);
	store.fail(source, error instanceof Error ? error.message : String(error));
}

/** Whether the pieces of a file define macros and have no entry. */
const areDefinitions = (pieces: readonly Piece[]): boolean =>
	pieces.some(({ definitions }) => definitions.length > 0) && !pieces.some(({ pack }) => pack.count > 0);

/** Puts a text's records into the library, or takes its source out where it has neither records nor problems. */
function putText(store: LibraryStore, source: Source, format: Format, text: string): void {
	const reading = format.read(text);
	if (reading.records.length > 0 || reading.problems.length > 0) store.replace(source, reading);
	else store.remove(source.uri);
}

/** Whether an empty file had records a moment ago: then it is most often being written. */
const isBeingWritten = (store: LibraryStore, uri: string, bytes: Uint8Array): boolean =>
	bytes.length === 0 && (store.current.sourceOf(uri)?.records ?? 0) > 0;

/** The pieces of `.bib` files as they were last read, and those of large files in the cache. */
class KnownPieces {
	readonly #pieces = new Map<string, readonly Piece[]>();
	/** Files whose pieces the cache lacks, as they were when they were read. */
	readonly #unsaved = new Map<string, FileStat>();
	/** Files whose pieces are those on disk, as they were when they were read. */
	readonly #states = new Map<string, FileStat>();

	constructor(
		private readonly cache: CacheFolder | undefined,
		private readonly store: LibraryStore,
		private readonly log: Log,
	) {}

	of(uri: string): readonly Piece[] | undefined {
		return this.#pieces.get(uri);
	}

	/** What an editor holds is not what the file had when it was read: other pieces are not saved as those of the file. */
	set(uri: string, pieces: readonly Piece[]): void {
		if (!areTheSame(pieces, this.#pieces.get(uri) ?? [])) {
			this.#unsaved.delete(uri);
			this.#states.delete(uri);
		}
		this.#pieces.set(uri, pieces);
	}

	delete(uri: string): void {
		this.#pieces.delete(uri);
		this.#unsaved.delete(uri);
		this.#states.delete(uri);
	}

	/** Notes that the pieces are those of the file as it is on disk. */
	areOf(uri: string, stat: FileStat): void {
		this.#states.set(uri, stat);
	}

	/** As `LibraryFiles.partsWith`. */
	async partsWith(uri: string, key: string, files: FileSystem): Promise<readonly FilePart[] | undefined> {
		const state = this.#states.get(uri);
		const pieces = this.#pieces.get(uri);
		const stat = state && pieces && (await files.stat(uri));
		if (!stat || stat.size !== state.size || stat.modified !== state.modified) return undefined;
		return partsWith(await files.read(uri, stat), pieces, key);
	}

	/** Notes that the pieces are those of the file as it is on disk, to be saved where they depend on that file alone. */
	isAsIn(uri: string, stat: FileStat, isAlone: boolean): void {
		this.areOf(uri, stat);
		if (isAlone && stat.size >= smallestCached) this.#unsaved.set(uri, stat);
	}

	/** The pieces of a file that the cache has; nothing for small files, and for those that were read before. */
	async cached(uri: string, stat: FileStat): Promise<readonly Piece[] | undefined> {
		if (!this.cache || stat.size < smallestCached || this.#pieces.has(uri)) return undefined;
		try {
			const bytes = await this.cache.read(cacheNameOf(uri));
			return bytes && decodePieces(bytes, { uri, ...stat }, this.store.words);
		} catch (error) {
			this.log.warn(`The cache of ${uri} cannot be read`, error);
			return undefined;
		}
	}

	/** Writes to the cache what is not there yet. Whether there was much. */
	async save(pause?: Pause): Promise<boolean> {
		const isMuch = this.#unsaved.size > 0;
		if (!this.cache) return isMuch;
		for (const [uri, { size, modified }] of this.#unsaved) {
			this.#unsaved.delete(uri);
			const pieces = this.#pieces.get(uri);
			if (!pieces) continue;
			try {
				const { store } = this;
				const present = pieces.map(({ pack, ...rest }) => ({ ...rest, pack: store.present(pack) }));
				const chunks = encodePieces({ uri, size, modified }, present, store.words.vocabulary);
				await this.cache.write(cacheNameOf(uri), madeInSlices(chunks, pause));
			} catch (error) {
				this.log.warn(`The cache of ${uri} cannot be written`, error);
			}
		}
		return isMuch;
	}
}
