import type { Message } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { wellFormed } from '../engine/index.js';

/**
 * How the client writes URIs of files. RFC 3986 (§ 2.4, § 6.2.2) leaves open which characters are escaped and how, and Windows in which case drives are:
 * `file:///C:/a(1).md` is `file:///c%3A/a%281%29.md`. The server has one spelling for each file, that of `vscode-uri`, else an open file and the
 * same file on disk were two. What the client is sent has the client's own.
 */
export class ClientUris {
	/** The client's spelling by ours, where the two differ. */
	readonly #spellings = new Map<string, string>();

	/** Handles a message of the client with our spelling in the place of its own (JSON-RPC's `MessageStrategy`). */
	readonly handleMessage = <R>(message: Message, next: (message: Message) => R): R => {
		if ('params' in message) message.params = this.#replaced(message.params, (uri) => this.#ours(uri));
		return next(message);
	};

	/** What is sent to the client, with the client's spelling. */
	sent<T>(value: T): T {
		if (this.#spellings.size === 0) return value;
		return this.#replaced(value, (uri) => this.#spellings.get(uri) ?? uri) as T;
	}

	#ours(uri: string): string {
		if (plain.test(uri)) return uri;
		// `vscode-uri` throws at half a letter, and at a path that begins with two slashes, which is that with one (POSIX, pathname resolution).
		const ours = URI.parse(wellFormed(uri).replace(/^file:(?:\/\/localhost\/|\/{4,})/i, 'file:///')).toString();
		if (ours !== uri) this.#spellings.set(ours, uri);
		return ours;
	}

	/** A copy with other URIs: values, and the names of members of an edit's `changes`. Texts of documents stay as they are. */
	#replaced(value: unknown, replace: (uri: string) => string): unknown {
		if (typeof value === 'string') return value.length <= longest && /^file:\//i.test(value) ? replace(value) : value;
		if (Array.isArray(value)) return value.map((each) => this.#replaced(each, replace));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([name, each]) => [
				name.startsWith('file:/') ? replace(name) : name,
				texts.has(name) ? each : this.#replaced(each, replace),
			]),
		);
	}
}

/** A URI of a file that is spelled in one way only, but for escapes that nobody needs. */
const plain = /^file:\/\/\/(?!\/)[\w./~-]*$/;

const longest = 5000;

/** Members that hold what somebody wrote. */
const texts: ReadonlySet<string> = new Set(['newName', 'newText', 'query', 'text']);
