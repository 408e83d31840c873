/** Services whose requests may carry a key of the user's. */
export type KeyName = 'openalex' | 'semanticscholar' | 'httpLibrary';

/** One request to a web server. */
export interface WebRequest {
	readonly address: string;
	/** The media type that is wanted. */
	readonly accept: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** Sent by POST, as JSON. Left out: GET. */
	readonly body?: string;
	/** The key of the user's that the sender of the request puts in, where the user has given one: it is nowhere else in the server. */
	readonly key?: KeyName;
	/** What takes longer is given up; 20 seconds where left out. */
	readonly milliseconds?: number;
}

/**
 * What a web server answered, or why there is no answer. `hidden`: a browser does not say whether there was none or one that it keeps to itself;
 * `cut-off`: the connection broke in the middle.
 */
export type WebAnswer =
	| {
			readonly status: number;
			readonly text: string;
			/** By their names in lower case. A browser leaves out those that a server does not expose. */
			readonly headers: Readonly<Record<string, string>>;
	  }
	| {
			readonly failure: 'unreachable' | 'hidden' | 'timeout' | 'cancelled' | 'cut-off' | 'too-long';
			readonly reason: string;
	  };

/** Lets a listener know when the one who asked has given up. LSP's token fits. */
export interface CancellationSignal {
	readonly isCancellationRequested: boolean;
	onCancellationRequested(listener: () => void): { dispose(): void };
}

/** The signal of callers that never give up. */
export const neverSignalled: CancellationSignal = {
	isCancellationRequested: false,
	onCancellationRequested: () => ({ dispose: () => undefined }),
};

/**
 * Asks one address with one request, which no redirection makes two. Never rejects. Given by the platform or the client, and used for nothing but
 * what the user asked for by name or has turned on.
 */
export type AskWeb = (request: WebRequest, token: CancellationSignal) => Promise<WebAnswer>;

/** An answer about a hundred works is some hundred kilobytes; thousands of authors make one a megabyte (bytes). */
export const longestAnswer = 8 << 20;

/** What waits longer is given up (ms), where a request does not say. */
export const usualPatience = 20_000;

/**
 * The seconds that an answer asks to wait for (`Retry-After`, RFC 9110, section 10.2.3: seconds, or a date); nothing where it says none. `now` is in
 * milliseconds since 1970.
 */
export function retryAfterOf(headers: Readonly<Record<string, string>>, now: number): number | undefined {
	const given = headers['retry-after']?.trim();
	if (!given) return undefined;
	if (/^\d+(?:\.\d+)?$/.test(given)) return Number(given);
	const date = Date.parse(given);
	return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/** The request with a key where its service wants it; as it is where there is none. */
export function withKey(request: WebRequest, key: string | undefined): WebRequest {
	if (!key) return request;
	if (request.key === 'openalex') {
		const { address } = request;
		return { ...request, address: `${address}${address.includes('?') ? '&' : '?'}api_key=${encodeURIComponent(key)}` };
	}
	const header: Readonly<Record<string, string>> =
		request.key === 'httpLibrary' ? { authorization: `Bearer ${key}` } : { 'x-api-key': key };
	return { ...request, headers: { ...request.headers, ...header } };
}
