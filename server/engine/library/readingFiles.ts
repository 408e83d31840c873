import { type FileSystem, textOfFile, whyNotRead } from '../base/files.js';
import type { Paper } from './paper.js';
import { marking, parseReadings, type ReadingChange, type ReadingEntry, type Readings, withReadings } from './readingState.js';

/** The files that hold reading states, strongest first, and what they say together. */
export class ReadingFiles {
	#uris: readonly string[] = [];
	readonly #byFile = new Map<string, Readings>();
	#all: Readings | undefined;

	/** What all files say; where two speak of one key, the first file. */
	get all(): Readings {
		if (this.#all) return this.#all;
		const all = new Map<string, ReadingEntry>();
		for (const uri of [...this.#uris].reverse()) for (const [key, entry] of this.#byFile.get(uri) ?? []) all.set(key, entry);
		this.#all = all;
		return all;
	}

	/** The files' URIs, strongest first; they need not exist. */
	get uris(): readonly string[] {
		return this.#uris;
	}

	has(uri: string): boolean {
		return this.#uris.includes(uri);
	}

	/** Takes other files. Those that are new are read; what the others said, or were made to say, stays. */
	async use(uris: readonly string[], files: FileSystem): Promise<void> {
		const added = uris.filter((uri) => !this.has(uri));
		for (const uri of this.#uris) if (!uris.includes(uri)) this.#byFile.delete(uri);
		this.#uris = uris;
		this.#all = undefined;
		await Promise.all(added.map((uri) => this.read(uri, files)));
	}

	/** Reads a file again. One that is gone says nothing; one that cannot be read now says what it said before. */
	async read(uri: string, files: FileSystem): Promise<void> {
		try {
			this.#byFile.set(uri, parseReadings(await textOfFile(uri, files)));
		} catch (error) {
			files.skipped?.add(uri, whyNotRead(error));
		}
		this.#all = undefined;
	}

	/**
	 * The text of a file with another state or star of papers, merged into what the file has now: somebody else may have written to it. Nothing
	 * where it is no YAML. The states count from now on, before the file is written. Rejects where the file exists and cannot be read: what it
	 * holds would be lost.
	 */
	async mark(uri: string, papers: readonly Pick<Paper, 'keys'>[], change: ReadingChange, files: FileSystem): Promise<string | undefined> {
		const before = await textOfFile(uri, files);
		const weaker = this.#uris.slice(this.#uris.indexOf(uri) + 1).flatMap((each) => [...(this.#byFile.get(each) ?? [])]);
		const text = withReadings(before, marking(papers, change, parseReadings(before), new Map(weaker)));
		if (text === undefined) return undefined;
		this.#byFile.set(uri, parseReadings(text));
		this.#all = undefined;
		return text;
	}
}
