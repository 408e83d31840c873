import type { CancellationToken } from '../base/cancellation.js';
import type { CacheFolder, FileContent, FileStat, FileSystem } from '../base/files.js';
import { resultInSlices } from '../base/inSlices.js';
import type { LocalizableMessage } from '../base/localizableMessage.js';
import { type Log, silentLog } from '../base/log.js';
import type { Pause } from '../base/yieldToEventLoop.js';
import { textOfBytes } from '../library/bibtexFile.js';
import type { Library } from '../library/library.js';
import { type Call, waysToCall } from './calledNames.js';
import type { Document } from './document.js';
import { languageOfFile } from './languages.js';
import type { Label } from './markup/markup.js';
import { closedNote, type Note, type NoteIndex } from './noteIndex.js';

/** Reads closed notes into the index, and keeps what it found for the next time. */
export interface NoteFiles {
	/** Brings back what was kept the last time. */
	load(): Promise<void>;
	/** Of some files those that are as they were when they were last found to be notes and nothing else. */
	knownNotes(uris: readonly string[], token: CancellationToken): Promise<ReadonlySet<string>>;
	/** What was found in files when they were last read. */
	keptNotes(uris: Iterable<string>): Iterable<Note>;
	/**
	 * Reads a note unless it is as it was, for the names that the library has now. `isLibraryFile` where it is a summary too. What was read is
	 * dropped where `isWanted` no longer says so. Rejects where the file cannot be read now; what was known stays. `content` where somebody has just
	 * read the file.
	 */
	read(uri: string, library: Library, isLibraryFile: boolean, isWanted?: () => boolean, content?: FileContent): Promise<void>;
	/** Takes in what was found in a known note before; whether that still holds for the names that the library has now. */
	restore(uri: string, library: Library): boolean;
	forget(uri: string): void;
	/** The keys of the bundled papers that the kept notes cite or name beyond doubt. */
	readonly bundledKeys: ReadonlySet<string>;
	/** Keeps what has changed since the last time. */
	save(pause?: Pause): Promise<void>;
}

/** What is kept of a file's note. */
interface Kept {
	readonly size: number;
	readonly modified: number;
	readonly isLibraryFile: boolean;
	/** Languages, keys and versions are stored once; notes refer to them by number. */
	readonly note: Note;
}

/** As written: the note's lists flat, keys by their number in a list of all. */
type Written = readonly [
	uri: string,
	size: number,
	modified: number,
	isLibraryFile: 0 | 1,
	version: string,
	citations: readonly number[],
	mentions: readonly [keys: readonly number[], places: readonly number[]],
	about: readonly string[] | null,
	damage: LocalizableMessage | null,
	given: string | null,
	labels: readonly (string | number)[],
	calls: readonly (string | number)[],
	topics: readonly string[],
	bundled: readonly number[],
	including: readonly string[],
];

const format = 12;

/** How many files are read at once. */
const atOnce = 64;

/** Notes are kept under `name` in the cache folder; nowhere without one. */
export function createNoteFiles(
	notes: NoteIndex,
	files: FileSystem,
	cache: CacheFolder | undefined,
	name: string,
	log: Log = silentLog,
): NoteFiles {
	const kept = new Map<string, Kept>();
	let isChanged = false;

	const isAsItWas = (known: Kept | undefined, stat: FileStat | undefined): boolean =>
		known !== undefined && stat !== undefined && known.size === stat.size && known.modified === stat.modified;

	return {
		async load() {
			const bytes = await cache?.read(name).catch((error: unknown) => log.warn('The cache of notes cannot be read', error));
			if (!bytes) return;
			try {
				for (const [uri, entry] of decode(new TextDecoder().decode(bytes))) kept.set(uri, entry);
			} catch (error) {
				// Damaged, or of another kind: as good as none.
				log.warn('The cache of notes is damaged', error);
				kept.clear();
			}
		},
		async knownNotes(uris, token) {
			const found = new Set<string>();
			const candidates = uris.filter((uri) => kept.get(uri)?.isLibraryFile === false);
			for (let first = 0; first < candidates.length && !token.isCancellationRequested; first += atOnce) {
				const part = candidates.slice(first, first + atOnce);
				// One that cannot be asked about is read, and then it is noted why that fails.
				const stats = await Promise.all(part.map((uri) => files.stat(uri).catch(() => undefined)));
				for (const [index, uri] of part.entries()) if (isAsItWas(kept.get(uri), stats[index])) found.add(uri);
			}
			return found;
		},
		*keptNotes(uris) {
			for (const uri of uris) {
				const known = kept.get(uri);
				if (known) yield known.note;
			}
		},
		async read(uri, library, isLibraryFile, isWanted = () => true, content?: FileContent) {
			const languageId = languageOfFile(uri);
			if (languageId === undefined) return;
			const stat = content ? content.stat : await files.stat(uri);
			if (!isWanted()) return;
			if (!stat) {
				this.forget(uri);
				return;
			}
			if (isAsItWas(kept.get(uri), stat) && this.restore(uri, library)) {
				files.skipped?.delete(uri);
				return;
			}
			const bytes = content ? content.bytes : await files.read(uri, stat);
			if (!isWanted()) return;
			const text = textOfBytes(bytes);
			const note = closedNote(uri, languageId, text, notes.markupOf(uri, languageId), notes.bibliographiesOf);
			if (notes.isNaming) await resultInSlices(preparing(note, library));
			if (!isWanted()) return;
			notes.update(note, library);
			kept.set(uri, { ...stat, isLibraryFile, note: notes.note(uri)! });
			isChanged = true;
		},
		restore(uri, library) {
			const known = kept.get(uri);
			if (!known) return false;
			notes.put(uri, known.note);
			return !notes.isStale(uri, library);
		},
		forget(uri) {
			notes.remove(uri);
			if (kept.delete(uri)) isChanged = true;
		},
		get bundledKeys() {
			return new Set(Array.from(kept.values(), ({ note }) => note.bundled ?? []).flat());
		},
		async save(pause) {
			if (!cache || !isChanged) return;
			isChanged = false;
			// What cannot be kept costs time at the next start, nothing else.
			await cache
				.write(name, await resultInSlices(encode(kept), pause))
				.catch((error: unknown) => log.warn('The cache of notes cannot be written', error));
		},
	};
}

/** Works out what takes longest in a note before it is taken in. */
function* preparing(note: Document, library: Library): Generator<undefined, void, void> {
	yield;
	yield* note.mentionsInSteps(library);
	yield;
}

/** So many notes are written in one go. */
const encodedAtOnce = 50;

/** What is kept as JSON, in parts. Made in steps; what is put in meanwhile may be in it or not. */
function* encode(kept: ReadonlyMap<string, Kept>): Generator<undefined, readonly Uint8Array[], void> {
	const numbers = new Map<string, number>();
	const numberOf = (key: string): number => {
		const known = numbers.get(key);
		if (known !== undefined) return known;
		numbers.set(key, numbers.size);
		return numbers.size - 1;
	};
	const written = (uri: string, { size, modified, isLibraryFile, note }: Kept): Written => {
		const citations = note.citations.flatMap(({ key, span }) => [numberOf(key), span.start, span.end]);
		const { keys, places } = note.mentions;
		return [
			uri,
			size,
			modified,
			isLibraryFile ? 1 : 0,
			note.version,
			citations,
			[keys.map(numberOf), places],
			note.about ?? null,
			note.damage ?? null,
			note.given ?? null,
			note.labels?.flatMap(({ name, span, kind }) => [name, span.start, span.end, kind ?? '']) ?? [],
			note.calls?.flatMap(({ key, name, how }) => [key, name, waysToCall.indexOf(how)]) ?? [],
			note.topics ?? [],
			note.bundled?.map(numberOf) ?? [],
			note.including ? [note.including.head, ...note.including.files] : [],
		];
	};
	const encoder = new TextEncoder();
	const parts = [encoder.encode(`{"format":${format},"entries":[`)];
	let entries: string[] = [];
	const finish = (): void => {
		if (entries.length > 0) parts.push(encoder.encode(`${parts.length > 1 ? ',' : ''}${entries.join(',')}`));
		entries = [];
	};
	for (const [uri, each] of kept) {
		if (entries.push(JSON.stringify(written(uri, each))) < encodedAtOnce) continue;
		finish();
		yield;
	}
	finish();
	parts.push(encoder.encode(`],"keys":${JSON.stringify([...numbers.keys()])}}`));
	return parts;
}

function* decode(text: string): Generator<readonly [string, Kept]> {
	const {
		format: found,
		keys,
		entries,
	} = JSON.parse(text) as {
		readonly format: number;
		readonly keys: readonly string[];
		readonly entries: readonly Written[];
	};
	if (found !== format) return;
	for (const [uri, size, modified, isLibraryFile, version, flat, [named, places], about, damage, given, labelled, ...found] of entries) {
		const [called, topics, bundled, [head, ...files]] = found;
		const citations: { key: string; span: { start: number; end: number } }[] = [];
		for (let index = 0; index < flat.length; index += 3)
			citations.push({ key: keys[flat[index]!]!, span: { start: flat[index + 1]!, end: flat[index + 2]! } });
		const note: Note = {
			languageId: languageOfFile(uri) ?? '',
			citations,
			mentions: { keys: named.map((key) => keys[key]!), places },
			version,
			...(about === null ? undefined : { about }),
			...(damage === null ? undefined : { damage }),
			...(given === null ? undefined : { given }),
			...labelsFrom(labelled),
			...callsFrom(called),
			...(topics.length > 0 && { topics }),
			...(head !== undefined && { including: { head, files } }),
			...(bundled.length === 0 ? undefined : { bundled: bundled.map((key) => keys[key]!) }),
		};
		yield [uri, { size, modified, isLibraryFile: isLibraryFile === 1, note }];
	}
}

function callsFrom(written: readonly (string | number)[]): Pick<Note, 'calls'> | undefined {
	const calls: Call[] = [];
	for (let index = 0; index < written.length; index += 3)
		calls.push({
			key: written[index] as string,
			name: written[index + 1] as string,
			how: waysToCall[written[index + 2] as number] ?? 'beside',
		});
	return calls.length === 0 ? undefined : { calls };
}

function labelsFrom(written: readonly (string | number)[]): Pick<Note, 'labels'> | undefined {
	const labels: Label[] = [];
	for (let index = 0; index < written.length; index += 4)
		labels.push({
			name: written[index] as string,
			span: { start: written[index + 1] as number, end: written[index + 2] as number },
			...(written[index + 3] === 'identifier' && { kind: 'identifier' as const }),
		});
	return labels.length === 0 ? undefined : { labels };
}
