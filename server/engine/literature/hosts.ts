import { withoutEnd } from '../base/ends.js';
import type { KeyName } from '../base/web.js';
import { type ServiceName, services } from '../library/formats/services/services.js';

/** Every service that may be asked. */
export type HostName = ServiceName | 'openalex' | 'semanticscholar' | 'doi';

/** A service as it is asked. */
export interface Host {
	/** As people call it. */
	readonly title: string;
	/** Where its API begins, without a slash at the end. */
	readonly base: string;
	readonly accept: string;
	/** Between the beginning of an answer and the next request lies at least so long (ms): what the service asks for, or a polite distance. */
	readonly distance: number;
	/** The same before a request for one work by its identifier, where that may be less. */
	readonly lightDistance?: number;
	/** The user's key that its requests carry, where there is one. */
	readonly key?: KeyName;
}

export const hosts: Readonly<Record<HostName, Host>> = {
	// "Make no more than one request every three seconds" (arXiv API Terms of Use).
	arxiv: { ...pick(services.arxiv), distance: 3000 },
	// Its answers say how many requests a second it takes; the distance below is for those that do not.
	crossref: { ...pick(services.crossref), distance: 1000, lightDistance: 200 },
	datacite: { ...pick(services.datacite), distance: 300 },
	doi: { title: 'doi.org', base: 'https://doi.org', accept: 'application/json', distance: 300 },
	openalex: { title: 'OpenAlex', base: 'https://api.openalex.org', accept: 'application/json', distance: 100, key: 'openalex' },
	// One request a second with a key (Semantic Scholar API, "Rate limits").
	semanticscholar: {
		title: 'Semantic Scholar',
		base: 'https://api.semanticscholar.org/graph/v1',
		accept: 'application/json',
		distance: 1000,
		key: 'semanticscholar',
	},
};

function pick({ title, base, accept }: Host | (typeof services)[ServiceName]): Pick<Host, 'title' | 'base' | 'accept'> {
	return { title, base, accept };
}

/** Where services are, where they are not at their own addresses: `lectern.addPaper.services`. */
export type Addresses = Readonly<Partial<Record<HostName, unknown>>>;

/** Where a service's API begins, without a slash at the end: its own address, or the one that the user's settings name. */
export function baseOf(name: HostName, addresses: Addresses): string {
	const other = addresses[name];
	return typeof other === 'string' && /^https?:\/\/[^\s/]+/.test(other) ? withoutEnd(other, /\//) : hosts[name].base;
}

/** The name and perhaps port of an address. */
export const hostIn = (address: string): string => /^https?:\/\/([^/?#]+)/.exec(address)?.[1] ?? address;
