import { wellFormed } from '../../../base/uri.js';
import { arxivIdentifier, arxivIdentifierIn, doiIn } from '../identifiers.js';
import type { SourceRecord } from '../record.js';
import { arxivError, isEmptyFeed, readArxivAtom } from './arxivAtom.js';
import { readCrossref } from './crossref.js';
import { readDatacite } from './datacite.js';

export type ServiceName = 'arxiv' | 'crossref' | 'datacite';

/** What a paper is known by beyond this machine. */
export interface Identifier {
	readonly kind: 'arxiv' | 'doi';
	readonly value: string;
}

/** A service that knows papers: how it is asked and read. */
interface Service {
	/** As people call it. */
	readonly title: string;
	/** Where its API begins, without a slash at the end. */
	readonly base: string;
	readonly accept: string;
	/** What follows `base` in the address that asks for a paper. */
	path(value: string): string;
	/** The paper that an answer is about; nothing where it is about none. */
	read(text: string): SourceRecord | undefined;
	/** Whether an answer with status 200 says that there is no such paper. */
	saysNone?(text: string): boolean;
	/** What an answer says is wrong, in the service's own words. */
	error?(text: string): string | undefined;
}

// DOIs are encoded whole: a slash or dots in one must not become a path.
export const services: Readonly<Record<ServiceName, Service>> = {
	arxiv: {
		title: 'arXiv',
		base: 'https://export.arxiv.org/api',
		accept: 'application/atom+xml',
		path: (id) => `/query?id_list=${encodeURIComponent(wellFormed(id))}&max_results=1`,
		read: readArxivAtom,
		saysNone: isEmptyFeed,
		error: arxivError,
	},
	crossref: {
		title: 'Crossref',
		base: 'https://api.crossref.org',
		accept: 'application/json',
		path: (doi) => `/works/${encodeURIComponent(wellFormed(doi))}`,
		read: readCrossref,
	},
	datacite: {
		title: 'DataCite',
		base: 'https://api.datacite.org',
		accept: 'application/vnd.api+json',
		path: (doi) => `/dois/${encodeURIComponent(wellFormed(doi))}`,
		read: readDatacite,
	},
};

/**
 * DOI prefixes of large repositories whose DOIs DataCite registers: Dagstuhl, Dryad, Zenodo, figshare, Harvard Dataverse,
 * ResearchGate, OSF, arXiv, Hugging Face.
 */
const datacitePrefixes = new Set('10.4230 10.5061 10.5281 10.6084 10.7910 10.13140 10.17605 10.48550 10.57967'.split(' '));

/** The service to ask for a paper: by the kind of identifier and, for DOIs, by the prefix. */
export function serviceFor({ kind, value }: Identifier): ServiceName {
	if (kind === 'arxiv') return 'arxiv';
	return datacitePrefixes.has(value.slice(0, value.indexOf('/'))) ? 'datacite' : 'crossref';
}

/** A DOI from a publisher's address without what follows it there: the page's name, its format, another parameter, bioRxiv's version. */
function withoutPage(doi: string, address: string): string {
	const isParameter = address.includes('?') && address.indexOf('?') < address.indexOf('10.');
	return (isParameter ? doi.split('&', 1)[0]! : doi)
		.replace(/(?:\/(?:full|pdf|abstract|epdf|html|meta)|\.pdf)$/i, '')
		.replace(/^(10\.1101\/[\d.]+)v\d.*$/i, '$1');
}

/**
 * The DOI or arXiv identifier that a text is: bare, with `doi:` or `arXiv:` before it, or within an address (the resolver's, arXiv's, a
 * publisher's). Nothing where the text says more than that, or other things.
 */
export function identifierOf(text: string): Identifier | undefined {
	const value = text.trim().replace(/^<(.*)>$/, '$1');
	if (value === '' || /\s/.test(value.replace(/^(?:doi|arxiv):\s*/i, ''))) return undefined;
	const isAddress = /^https?:\/\//i.test(value);
	if (isAddress ? /^https?:\/\/(?:[\w-]+\.)*arxiv\.org\//i.test(value) : /^arxiv[:/]/i.test(value)) {
		const arxiv = arxivIdentifierIn(value);
		if (arxiv !== undefined) return { kind: 'arxiv', value: arxiv };
	}
	if (isAddress || /^(?:doi:\s*|(?:dx\.)?doi\.org\/)?10\.\d{4}/i.test(value)) {
		const doi = doiIn(value)?.split(/[?#]/, 1)[0];
		if (doi === undefined) return undefined;
		return { kind: 'doi', value: isAddress && !/doi\.org\//i.test(value) ? withoutPage(doi, value) : doi };
	}
	const bare = /^(?:\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)*(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?$/.exec(value) && arxivIdentifier(value);
	return bare ? { kind: 'arxiv', value: bare } : undefined;
}
