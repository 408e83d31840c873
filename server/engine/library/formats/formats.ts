import { isBetterBibtex, readBetterBibtex } from './betterBibtex.js';
import { readBibtex } from './bibtex/read.js';
import { readCslJson } from './cslJson.js';
import { readEndNote } from './endnote.js';
import { readPubMed } from './pubmed.js';
import type { Reading } from './record.js';
import { readRis } from './ris.js';
import { readSummary } from './summary.js';
import { isWebOfScience, readWebOfScience } from './webOfScience.js';
import { readYamlLibrary } from './yamlLibrary.js';

/** A kind of library file. */
export interface Format {
	/** The name of its module. */
	readonly name: string;
	/** Endings of its files' names, with the dot, lower case. */
	readonly extensions: readonly string[];
	/** Reads a whole text. Never throws on bad text. */
	read(text: string): Reading;
}

const formats: readonly Format[] = [
	{ name: 'bibtex', extensions: ['.bib', '.bibtex', '.biblatex'], read: readBibtex },
	{ name: 'cslJson', extensions: ['.json'], read: (text) => (isBetterBibtex(text) ? readBetterBibtex(text) : readCslJson(text)) },
	{ name: 'endnote', extensions: ['.enw'], read: readEndNote },
	{ name: 'hayagriva', extensions: ['.yaml', '.yml'], read: readYamlLibrary },
	{ name: 'pubmed', extensions: ['.nbib'], read: readPubMed },
	{ name: 'ris', extensions: ['.ris'], read: (text) => (isWebOfScience(text) ? readWebOfScience(text) : readRis(text)) },
	{ name: 'summary', extensions: ['.md'], read: readSummary },
];

/** The endings of all library files. */
export const libraryExtensions: readonly string[] = formats.flatMap((format) => format.extensions);

/** The format of a file by its name's ending; nothing for other files. */
export function formatOf(uri: string): Format | undefined {
	const name = uri.toLowerCase();
	return formats.find((format) => format.extensions.some((extension) => name.endsWith(extension)));
}
