import type { CslItem } from './standIn.mjs';

export function postgresPrograms(): string | undefined;
export class Postgres {
	static start(): Promise<Postgres>;
	/** Runs psql; answers what it writes. */
	sql(...args: readonly string[]): string;
	fill(items: Iterable<CslItem>): Promise<void>;
	/** Starts the documentation's adapter; answers its address. */
	serve(environment?: Readonly<Record<string, string>>): Promise<string>;
	stop(): Promise<void>;
}
/** The word with a number. */
export function wordOf(number: number): string;
export interface GeneratedItem extends CslItem {
	readonly title: string;
	readonly author: readonly { readonly family: string; readonly given: string }[];
	readonly issued: { readonly 'date-parts': readonly (readonly [number])[] };
	readonly DOI: string;
}
export function generated(count: number): Generator<GeneratedItem>;
