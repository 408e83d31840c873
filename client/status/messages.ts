import * as v from 'valibot';

// The messages between the status panel and its page.

/** Something on the page that acts; the panel knows by its place in the list what it does. */
export interface PageTarget {
	readonly label: string;
	readonly target: number;
}

export interface PageRow {
	readonly text: string;
	readonly file?: PageTarget;
	readonly namedBy?: PageTarget;
	readonly isProblem: boolean;
	readonly button?: PageTarget;
}

export interface PageSection {
	readonly heading: string;
	readonly rows: readonly PageRow[];
	readonly buttons: readonly PageTarget[];
}

/** From the panel to the page: all that it shows; `revision` is another number each time. */
export interface ToPage {
	readonly type: 'report';
	readonly revision: number;
	readonly sections: readonly PageSection[];
}

/** From the page to the panel. */
export const toPanel = v.variant('type', [
	v.object({ type: v.literal('ready') }),
	/** A link or button of the report with that revision was used. */
	v.object({ type: v.literal('use'), revision: v.pipe(v.number(), v.integer()), target: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
]);
export type ToPanel = Readonly<v.InferOutput<typeof toPanel>>;
