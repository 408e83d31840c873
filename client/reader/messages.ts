// What the reader's panel and its page say to each other. Both sides check what they get: the page shows texts from files.

/** From the panel to the page: another text for the same paper, whose place on the screen is kept. */
export interface ToPage {
	readonly type: 'update';
	readonly html: string;
}

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
	| { readonly type: 'place'; readonly uri: string; readonly line: number }
	| { readonly type: 'copy'; readonly text: string }
	| { readonly type: 'command'; readonly command: PageCommand };

/** The message, if it is one that a page may send; nothing for anything else. */
export function readMessage(message: unknown): ToPanel | undefined {
	if (typeof message !== 'object' || message === null) return undefined;
	const { type, key, beside, uri, line, text, command } = message as Readonly<Record<string, unknown>>;
	if (type === 'open' && isShort(key)) return { type, key, beside: beside === true };
	if (type === 'place' && isShort(uri) && typeof line === 'number' && Number.isInteger(line) && line >= 0) return { type, uri, line };
	if (type === 'copy' && typeof text === 'string' && text.length < 100_000) return { type, text };
	const known = pageCommands.find((each) => each === command);
	return type === 'command' && known !== undefined ? { type, command: known } : undefined;
}

const isShort = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length < 2000;

/** The state, if it is one that a page may have kept. */
export function readState(state: unknown): ReaderState | undefined {
	if (typeof state !== 'object' || state === null) return undefined;
	const { key, scroll, zoom } = state as Readonly<Record<string, unknown>>;
	if (!isShort(key)) return undefined;
	return { key, scroll: typeof scroll === 'number' ? scroll : 0, zoom: typeof zoom === 'number' && zoom >= 0.5 && zoom <= 3 ? zoom : 1 };
}
