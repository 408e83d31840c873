import type { FileSystem } from '../files.js';
import { parseReadings, type ReadingEntry, type Readings, withReadings } from './readingState.js';

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

	has(uri: string): boolean {
		return this.#uris.includes(uri);
	}

	/** Takes other files, and reads them. */
	async use(uris: readonly string[], files: FileSystem): Promise<void> {
		this.#uris = uris;
		await Promise.all(uris.map((uri) => this.read(uri, files)));
	}

	/** Reads a file again; one that is gone says nothing. */
	async read(uri: string, files: FileSystem): Promise<void> {
		this.#byFile.set(uri, parseReadings(await textOf(uri, files)));
		this.#all = undefined;
	}

	/**
	 * The text of a file with other states, merged into what the file has now: somebody else may have written to it. Nothing where it is no
	 * YAML. The states count from now on, before the file is written.
	 */
	async change(uri: string, changes: Readings, files: FileSystem): Promise<string | undefined> {
		const text = withReadings(await textOf(uri, files), changes);
		if (text === undefined) return undefined;
		this.#byFile.set(uri, parseReadings(text));
		this.#all = undefined;
		return text;
	}
}

const textOf = async (uri: string, files: FileSystem): Promise<string> => {
	const bytes = await files.read(uri).catch(() => undefined);
	return bytes ? new TextDecoder().decode(bytes) : '';
};
