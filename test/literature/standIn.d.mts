import type { IncomingMessage, ServerResponse } from 'node:http';

export interface StandInWork {
	readonly id: string;
	readonly title: string;
	readonly authors?: readonly (readonly [given: string, family: string])[];
	readonly year: number;
	readonly doi?: string;
	readonly arxiv?: string;
	readonly venue?: string;
	readonly citedBy?: number;
	readonly cites?: readonly string[];
	readonly abstract?: string;
	readonly scholarAbstract?: string;
	readonly isRetracted?: boolean;
	readonly isOpen?: boolean;
	readonly isPreprint?: boolean;
	readonly mergedFrom?: string;
	readonly type?: string;
	/** Another one than these two is known to doi.org alone. */
	readonly registry?: string;
	/** Crossref's `updated-by`. */
	readonly updates?: readonly object[];
	/** Further fields of Crossref's, and further attributes of DataCite's. */
	readonly fields?: object;
	readonly attributes?: object;
}

export class LiteratureStandIn {
	requests: { readonly method: string; readonly path: string; readonly headers: Readonly<Record<string, string>> }[];
	works: StandInWork[];
	intercept: (request: IncomingMessage, response: ServerResponse) => unknown;
	delay: number;
	budget: number;
	start(port?: number): Promise<this>;
	stop(): Promise<void>;
	readonly port: number;
	readonly mostAtOnce: number;
	addresses(host?: string): Readonly<Record<'openalex' | 'crossref' | 'datacite' | 'semanticscholar' | 'arxiv' | 'doi', string>>;
	add(work: StandInWork): StandInWork;
	asked(service: string, isShort?: boolean): string[];
}
export function fillLiterature(standIn: LiteratureStandIn): LiteratureStandIn;
