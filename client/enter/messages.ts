import * as v from 'valibot';
import type { EntryForm } from '../../server/protocol/index.js';

// The messages between the form's panel and its page. The panel validates what it gets.

/** What the page shows; its texts come with the page. */
export interface FormContents extends EntryForm {
	/** The files that the entry may go into, by their places in the panel's list. */
	readonly files: readonly string[];
	/** The note that the paper would be cited in; left out where there is none. */
	readonly note?: string;
	/** What was typed before the form was asked for. */
	readonly title: string;
}

/** From the panel to the page. */
export type ToPage =
	| { readonly type: 'form'; readonly form: FormContents }
	/** The entry of what was entered, and what each missing piece may be. */
	| { readonly type: 'entry'; readonly entry: string; readonly missing: readonly (readonly string[])[] };

const entered = {
	work: v.pipe(v.string(), v.maxLength(40)),
	fields: v.record(v.pipe(v.string(), v.maxLength(40)), v.pipe(v.string(), v.maxLength(10_000))),
	file: v.pipe(v.number(), v.integer(), v.minValue(0)),
};

/** From the page to the panel. */
export const toPanel = v.variant('type', [
	v.object({ type: v.literal('ready') }),
	v.object({ type: v.literal('changed'), ...entered }),
	v.object({ type: v.literal('add'), ...entered, cites: v.boolean() }),
	v.object({ type: v.literal('copy'), ...entered }),
]);
export type ToPanel = Readonly<v.InferOutput<typeof toPanel>>;

/** What was entered, as the page sends it. */
export type Entered = Extract<ToPanel, { readonly type: 'changed' }>;
