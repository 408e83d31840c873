import type { FileContent } from '../base/files.js';

/** So many bytes are kept; files beyond that are read again. */
const mostBytes = 1 << 24;

/** Contents of files that are read for one purpose and soon wanted for another: each until it is taken. */
export class KeptContents {
	readonly #contents = new Map<string, FileContent>();
	#bytes = 0;

	/** Keeps a file's content, as long as not too much is kept. */
	put(uri: string, content: FileContent | undefined): void {
		this.take(uri);
		if (!content || this.#bytes + content.bytes.length > mostBytes) return;
		this.#contents.set(uri, content);
		this.#bytes += content.bytes.length;
	}

	/** Returns a file's content, which is not kept any longer; nothing where none is kept. */
	take(uri: string): FileContent | undefined {
		const content = this.#contents.get(uri);
		if (!content) return undefined;
		this.#contents.delete(uri);
		this.#bytes -= content.bytes.length;
		return content;
	}

	clear(): void {
		this.#contents.clear();
		this.#bytes = 0;
	}
}
