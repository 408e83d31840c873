import * as v from 'valibot';
import { keptKeys, keySchema } from '../papers/keySchema.js';
import { isKey } from '../papers/paperArgument.js';
import { stateVersion } from '../webview/stateVersion.js';
import { pageCommands } from './pageCommands.js';

// The messages between the reader's panel and its page. The panel validates what it gets, since the page shows texts from files.

/** From the panel to the page. */
export type ToPage =
	| PaperMessage
	/** The hover card of a paper: the answer to `card`. */
	| { readonly type: 'card'; readonly key: string; readonly html: string }
	/** Whether the library's order has a paper before this one, and after it. */
	| { readonly type: 'order'; readonly previous: boolean; readonly next: boolean };

/** Another paper, which replaces the one shown; or the same with another text, whose place on the screen is kept, or another state. */
export interface PaperMessage extends ReaderHistory {
	readonly type: 'paper';
	readonly key: string;
	readonly title: string;
	readonly html: string;
	readonly isRead: boolean;
	readonly isStarred: boolean;
	readonly hasNote: boolean;
	/** The paper has left the library since it was read. */
	readonly isGone: boolean;
	/** Back or Forward led here: the page returns to where it was read. */
	readonly isReturn: boolean;
}

/** The keys that Back and Forward lead to, the nearest last. */
export interface ReaderHistory {
	readonly past: readonly string[];
	readonly future: readonly string[];
}

/** So many papers are remembered on either side of the one that is read. */
export const longestHistory = 50;

const isShort = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length < 2000;

/** The address of a file, in whatever file system; never one that a browser or a command would take. */
const isFile = (value: unknown): value is string =>
	isShort(value) &&
	/^[a-z][a-z0-9+.-]*:[^\p{C}\s]+$/iu.test(value) &&
	!/^(https?|javascript|vbscript|data|blob|command|mailto|vscode|vscode-insiders):/i.test(value);

/** "https://example.org": a scheme, a host and perhaps a port, fit to be part of a page's policy. */
export const isOrigin = (value: unknown): value is string =>
	isShort(value) && /^https:\/\/[a-z0-9]([a-z0-9._-]*[a-z0-9])?(:\d{1,5})?$/.test(value);

/** How large text may be, as a multiple of its usual size. */
const zoom = v.pipe(v.number(), v.minValue(0.5), v.maxValue(3));

/** How far down a page is scrolled, in pixels. */
const scroll = v.pipe(v.number(), v.finite(), v.minValue(0));

/** From the page to the panel. */
export const toPanel = v.variant('type', [
	/** The page's script runs: from now on it gets messages. */
	v.object({ type: v.literal('ready') }),
	v.object({ type: v.literal('open'), key: keySchema, beside: v.fallback(v.boolean(), false) }),
	/** Cite a work or paper that the page lists. */
	v.object({ type: v.literal('cite'), key: keySchema }),
	/** Asks for the card of a paper that the mouse or the focus rests on. */
	v.object({ type: v.literal('card'), key: keySchema }),
	v.object({ type: v.literal('place'), uri: v.custom<string>(isFile), line: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
	/** Load the text's pictures from an origin: the button that names it was pressed. */
	v.object({ type: v.literal('pictures'), origin: v.custom<string>(isOrigin) }),
	v.object({ type: v.literal('copy'), text: v.pipe(v.string(), v.maxLength(99_999)) }),
	/** How large the text is now: new readers begin with it. */
	v.object({ type: v.literal('zoom'), zoom }),
	/** Insert an annotation of Zotero's into the note, or open it there. */
	v.object({
		type: v.literal('annotation'),
		action: v.picklist(['insertAnnotation', 'openAnnotation']),
		annotation: v.pipe(v.string(), v.regex(/^[\w/]{1,60}$/)),
	}),
	v.object({ type: v.literal('command'), command: v.picklist(pageCommands) }),
]);
export type ToPanel = Readonly<v.InferOutput<typeof toPanel>>;

const history = v.pipe(
	keptKeys,
	v.transform((keys) => keys.slice(-longestHistory)),
	v.readonly(),
);

/** What the page keeps over a reload of the window: what is wrong in it is as in a new page. */
const state = v.object({
	version: v.literal(stateVersion),
	key: keySchema,
	scroll: v.fallback(scroll, 0),
	zoom: v.fallback(zoom, 1),
	past: v.fallback(history, []),
	future: v.fallback(history, []),
	/** How far down the papers of the history were read, by key. */
	places: v.fallback(
		v.pipe(
			v.record(v.string(), v.unknown()),
			v.transform((places) =>
				Object.fromEntries(Object.entries(places).filter((entry): entry is [string, number] => isKey(entry[0]) && v.is(scroll, entry[1]))),
			),
		),
		{},
	),
});
export type ReaderState = Readonly<v.InferOutput<typeof state>>;

/** The state, if it is one that a page may have kept. */
export function readState(kept: unknown): ReaderState | undefined {
	const { success, output } = v.safeParse(state, kept);
	return success ? output : undefined;
}
