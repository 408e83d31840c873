import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

export type Kind = 'csl' | 'meilisearch' | 'opensearch' | 'postgrest';
export type CslItem = Readonly<Record<string, unknown>> & { readonly id: string };
export const fieldsOf: Readonly<Record<Kind, Readonly<Record<string, string>>>>;

export class HttpLibraryStandIn {
	constructor(options?: { readonly kind?: Kind; readonly papers?: readonly CslItem[]; readonly token?: string });
	readonly url: string;
	readonly setting: { readonly url: string; readonly kind: Kind; readonly name: string; readonly fields: Readonly<Record<string, string>> };
	papers: CslItem[];
	/** What a request has to carry. */
	token: string | undefined;
	version: number;
	requests: { readonly method: string; readonly url: string; readonly headers: IncomingHttpHeaders; readonly body: string }[];
	/** Milliseconds before each answer. */
	delay: number;
	/** Answers in its place. */
	odd: ((response: ServerResponse, end: (status: number, body: unknown, headers?: Record<string, string>) => void) => void) | undefined;
	start(): Promise<this>;
	stop(): Promise<void>;
	put(item: CslItem): void;
	remove(id: string): void;
}
