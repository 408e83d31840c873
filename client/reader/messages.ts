import { isKey } from '../paperArgument.js';

// What the reader's panel and its page say to each other. Both sides check what they get: the page shows texts from files.

/** From the panel to the page. `update` is another text for the same paper, whose place on the screen is kept. */
export type ToPage =
	| { readonly type: 'update'; readonly html: string }
	/** What a paper says that the text names: the answer to `card`. */
	| { readonly type: 'card'; readonly key: string; readonly html: string };

/** What the page keeps over a reload of the window. */
export interface ReaderState {
	readonly key: string;
	readonly scroll: number;
	readonly zoom: number;
}

/** The reader's commands that a button or key on the page may run. */
export const pageCommands = [
	'back',
	'cite',
	'compare',
	'copyBibtex',
	'copyKey',
	'exportForPrinting',
	'forward',
	'newSummary',
	'next',
	'openNote',
	'previous',
] as const;
export type PageCommand = (typeof pageCommands)[number];

/** From the page to the panel. */
export type ToPanel =
	| { readonly type: 'open'; readonly key: string; readonly beside: boolean }
	/** Asks for the card of a paper that the mouse or the focus rests on. */
	| { readonly type: 'card'; readonly key: string }
	| { readonly type: 'place'; readonly uri: string; readonly line: number }
	/** Load the text's pictures from an origin: the button that names it was pressed. */
	| { readonly type: 'pictures'; readonly origin: string }
	| { readonly type: 'copy'; readonly text: string }
	| { readonly type: 'command'; readonly command: PageCommand };

/** The message, if it is one that a page may send; nothing for anything else. */
export function readMessage(message: unknown): ToPanel | undefined {
	if (typeof message !== 'object' || message === null) return undefined;
	const { type, key, beside, uri, line, origin, text, command } = message as Readonly<Record<string, unknown>>;
	if (type === 'open' && isKey(key)) return { type, key, beside: beside === true };
	if (type === 'card' && isKey(key)) return { type, key };
	if (type === 'place' && isFile(uri) && typeof line === 'number' && Number.isSafeInteger(line) && line >= 0) return { type, uri, line };
	if (type === 'pictures' && isOrigin(origin)) return { type, origin };
	if (type === 'copy' && typeof text === 'string' && text.length < 100_000) return { type, text };
	const known = pageCommands.find((each) => each === command);
	return type === 'command' && known !== undefined ? { type, command: known } : undefined;
}

const isShort = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length < 2000;

/** The address of a file, in whatever file system; never one that a browser or a command would take. */
const isFile = (value: unknown): value is string =>
	isShort(value) &&
	/^[a-z][a-z0-9+.-]*:[^\p{C}\s]+$/iu.test(value) &&
	!/^(https?|javascript|vbscript|data|blob|command|mailto|vscode|vscode-insiders):/i.test(value);

/** "https://example.org": a scheme, a host and perhaps a port, fit to stand in a page's policy. */
export const isOrigin = (value: unknown): value is string =>
	isShort(value) && /^https:\/\/[a-z0-9]([a-z0-9._-]*[a-z0-9])?(:\d{1,5})?$/.test(value);

/** The state, if it is one that a page may have kept. */
export function readState(state: unknown): ReaderState | undefined {
	if (typeof state !== 'object' || state === null) return undefined;
	const { key, scroll, zoom } = state as Readonly<Record<string, unknown>>;
	if (!isKey(key)) return undefined;
	return {
		key,
		scroll: typeof scroll === 'number' && scroll >= 0 && Number.isFinite(scroll) ? scroll : 0,
		zoom: typeof zoom === 'number' && zoom >= 0.5 && zoom <= 3 ? zoom : 1,
	};
}
