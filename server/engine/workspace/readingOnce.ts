import type { FileContent, FileSystem } from '../base/files.js';

/** So many bytes of small files are kept. */
const mostKept = 64 << 20;

/** So many files are read at once. */
const atOnce = 256;

/**
 * The same files for work that takes them as they are when it first asks: small ones are read together, ahead of who asks for them, and once. For a check, which reads each
 * file to know what the library has and again to find what is wrong in it; not for who follows what changes.
 */
export function readingOnce(files: FileSystem): FileSystem {
	const { readSmall } = files;
	return readSmall ? { ...files, ...new ReadAhead(files, readSmall).files } : files;
}

class ReadAhead {
	/** Those that are kept. */
	readonly #kept = new Map<string, FileContent>();
	#bytes = 0;
	/** Those that are being read, or were and are kept no longer than until somebody takes them. */
	readonly #coming = new Map<string, Promise<FileContent | undefined>>();
	#order: readonly string[] = [];
	/** Where each file is in the order. */
	#places: ReadonlyMap<string, number> = new Map();
	/** Up to here they are being read, or were. */
	#begun = 0;

	constructor(
		private readonly plain: FileSystem,
		private readonly readSmall: NonNullable<FileSystem['readSmall']>,
	) {}

	readonly files: Pick<FileSystem, 'stat' | 'read' | 'ahead'> = {
		ahead: (uris) => {
			this.#order = uris;
			this.#places = new Map(uris.map((uri, index) => [uri, index]));
			this.#begun = 0;
			this.#coming.clear();
		},
		stat: async (uri) => (await this.#small(uri))?.stat ?? this.plain.stat(uri),
		read: async (uri, stat) => {
			const content = await this.#small(uri);
			this.#coming.delete(uri);
			return content?.bytes ?? this.plain.read(uri, stat);
		},
	};

	/** A small file of the order; nothing for any other, and for one that cannot be read. */
	async #small(uri: string): Promise<FileContent | undefined> {
		const kept = this.#kept.get(uri);
		if (kept) return kept;
		const place = this.#places.get(uri);
		if (place === undefined) return undefined;
		// The next ones are read while these are looked at.
		if (place + atOnce > this.#begun) this.#begin(Math.max(place, this.#begun));
		return this.#coming.get(uri);
	}

	#begin(start: number): void {
		this.#begun = Math.min(start + atOnce, this.#order.length);
		const uris = this.#order.slice(start, this.#begun).filter((uri) => !this.#kept.has(uri));
		const reading = this.readSmall(uris);
		for (const [index, uri] of uris.entries())
			this.#coming.set(
				uri,
				reading.then((contents) => this.#take(uri, contents[index])),
			);
	}

	#take(uri: string, content: FileContent | undefined): FileContent | undefined {
		if (content && this.#bytes + content.bytes.length <= mostKept && !this.#kept.has(uri)) {
			this.#bytes += content.bytes.length;
			this.#kept.set(uri, content);
			this.#coming.delete(uri);
		}
		return content;
	}
}
