import { bibtex } from './shapes/bibtex.js';
import { betterBibtex, cslJson } from './shapes/json.js';
import { latex } from './shapes/latex.js';
import { markdown } from './shapes/markdown.js';
import { notebooks } from './shapes/notebooks.js';
import { org } from './shapes/org.js';
import { restructuredText } from './shapes/restructuredText.js';
import type { Shape } from './shapes/shape.js';
import { endnote, pubmed, ris, webOfScience } from './shapes/tagged.js';
import { typst } from './shapes/typst.js';
import { cslYaml, hayagriva, names, summary } from './shapes/yaml.js';

export type { Shape };

/** Shapes of texts for each format that is read into a library, by the name of a file of it. */
export const formatShapes: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
	'BibTeX (a.bib)': bibtex,
	'CSL-JSON (a.json)': cslJson,
	'Better BibTeX JSON (b.json)': betterBibtex,
	'CSL-YAML (a.yaml)': cslYaml,
	'Hayagriva (b.yaml)': hayagriva,
	'RIS (a.ris)': ris,
	'Web of Science (c.ris)': webOfScience,
	'EndNote (a.enw)': endnote,
	'PubMed (a.nbib)': pubmed,
	'summaries (a.md)': summary,
	'names.yaml': names,
};

/** Shapes of texts for each markup, by the id of its language. */
export const markupShapes: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
	markdown,
	latex,
	typst,
	org,
	restructuredtext: restructuredText,
	ipynb: notebooks,
};
