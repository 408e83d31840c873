import { arxivIdentifier, doiIn } from './formats/identifiers.js';

/** A DOI as a key, bare, with its scheme, or as an address (MyST guide, "Citing DOIs"; Manubot, "Citations"). */
const doiKey = /^(?:doi:|https?:\/\/(?:dx\.)?doi\.org\/)?10\.\d{4,9}\/\S/i;
const arxivKey = /^arxiv:/i;
/** The prefixes of identifiers that Manubot looks up, of its own tags for them, and of works described by hand (Manubot, "Citations by persistent identifier"). */
const manubotKey = /^(?:doi|pmid|pubmed|pmcid|pmc|arxiv|isbn|url|tag|raw|wikidata):\S|^https?:\/\/\S/i;

/** The DOI or arXiv identifier that a citation key is; `undefined` for any other key. */
export function citedIdentifier(key: string): string | undefined {
	if (doiKey.test(key)) return doiIn(key);
	return arxivKey.test(key) ? arxivIdentifier(key) : undefined;
}

/** Whether a key names a work by itself, so that a tool finds it without a bibliography: a DOI, or an identifier with its prefix. */
export const isIdentifierKey = (key: string): boolean => doiKey.test(key) || manubotKey.test(key);

/** The keys by which a paper may be cited beside those in its records. */
export const identifierKeysOf = ({
	doi,
	arxiv,
}: {
	readonly doi?: string | undefined;
	readonly arxiv?: string | undefined;
}): readonly string[] => [
	...(doi === undefined ? [] : [doi, `doi:${doi}`, `https://doi.org/${doi}`]),
	...(arxiv === undefined ? [] : [`arxiv:${arxiv}`]),
];
