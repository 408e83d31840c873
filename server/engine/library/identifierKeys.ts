import { arxivIdentifier, doiIn } from './formats/identifiers.js';

/** A DOI as a key, bare, with its scheme, or as an address (MyST guide, "Citing DOIs"; Manubot, "Citations"). */
const doiKey = /^(?:doi:|https?:\/\/(?:dx\.)?doi\.org\/)?10\.\d{4,9}\/\S/i;
const arxivKey = /^arxiv:/i;
/** The prefixes of identifiers that Manubot looks up, of its own tags for them, and of works described by hand (Manubot, "Citations by persistent identifier"). */
const manubotKey = /^(?:doi|pmid|pubmed|pmcid|pmc|arxiv|isbn|url|tag|raw|wikidata):\S|^https?:\/\/\S/i;

/** Prefixes of databases whose records articles cite, of those that Manubot knows besides (Manubot, "Citations by persistent identifier"; Bioregistry). */
const databases = new Set(
	`arrayexpress ark bibcode biomodels biomodels.db bioproject biosample biostudies bto cas ccds cell cellosaurus chebi chembl chembl.compound
	chembl.target cl clinicaltrials clinvar cosmic dbgap dbsnp dictybase doid drugbank dryad ec efo ega ega.dataset ega.study eggnog ena ena.embl ensembl
	envo eudract flybase genbank gene geo go gramene gtex hal handle hgnc hgnc.symbol hp icd iedb insdc insdc.sra interpro isrctn isni issn kegg
	kegg.compound kegg.pathway mass massive mesh metabolights mgi mirbase mondo mp nbn ncbi ncbigene ncbiprotein ncbitaxon ncit nct obi omim orcid
	orphanet orphanet.ordo panther pdb pfam pride pride.project proteomexchange protocols.io pubchem pubchem.compound pubchem.substance px reactome
	refseq refsnp rgd ror rrid sgd sider snomedct sra swh tair taxonomy uberon umls unii uniprot uniprot.isoform urn viaf wikipathways wormbase zenodo.record
	zfin`.split(/\s+/),
);

/** Whether a key is the identifier of a record in a database, with its prefix: `clinicaltrials:NCT04280705`. */
export function isDatabaseKey(key: string): boolean {
	const colon = key.indexOf(':');
	return colon > 0 && colon < 30 && colon < key.length - 1 && databases.has(key.slice(0, colon).toLowerCase());
}

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
