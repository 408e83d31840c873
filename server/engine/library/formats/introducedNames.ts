import type { OtherName, SourceRecord } from './record.js';

/** Verbs by which an abstract introduces something, and words that say what it is called. */
const verbs = ['introduc', 'present', 'propos', 'called', 'named', 'dubbed'] as const;

/** What may be between the verb and the name, and the name, which has a capital or digit within. */
const introduced =
	/^[a-z]{0,3}\s+(?:(?:an?|the|our|novel|new|simple|method|model|approach|framework|system|algorithm|architecture|dataset|benchmark|called|named|dubbed)\s+){0,4}["“`'{*]{0,3}(\p{L}[\p{L}\p{N}]{0,29}(?:-[\p{L}\p{N}]{1,15}){0,2})(?=[\s,.:;()}"”'*])(?!\s\p{Lu}\p{Ll})/u;

/** So much of an abstract is looked at (UTF-16 code units), and so much behind a verb. */
const longestLooked = 2000;
const longestBehind = 140;

/**
 * Returns the name that an abstract introduces ("we introduce RoadTracer", "a model called GeoNet") and that has the shape of a name: at most one,
 * the first. It is a guess: met with its own capitals, and as an abbreviation only with evidence.
 */
export function introducedIn(abstract: string | undefined): Pick<SourceRecord, 'otherNames'> | undefined {
	if (abstract === undefined) return undefined;
	const text = abstract.slice(0, longestLooked);
	const places = verbs.flatMap((verb) => placesOf(text, verb)).sort((a, b) => a - b);
	for (const place of places) {
		const name = introduced.exec(text.slice(place, place + longestBehind))?.[1];
		const otherName = name === undefined ? undefined : guessOf(name);
		if (otherName) return { otherNames: [otherName] };
	}
	return undefined;
}

/** Where a text has a verb: the offsets behind it. */
function placesOf(text: string, verb: string): number[] {
	const found: number[] = [];
	for (let at = text.indexOf(verb); at >= 0; at = text.indexOf(verb, at + verb.length)) found.push(at + verb.length);
	return found;
}

/** The symbols of two or more chemical elements: `CuPd`, `TiO2`. */
const compound =
	/^(?:(?:A[cglmrstu]|B[aeir]|C[adelorsu]|D[y]|E[rsu]|F[er]|G[ade]|H[efgo]|I[nr]|Kr|L[aiu]|M[gno]|N[abdei]|Os|P[bdmrtu]|R[abehnu]|S[bceimnr]|T[abehilm]|Xe|Yb|Z[nr]|[BCFHIKNOPSUVWY])\d{0,2}){2,}$/u;

/** Whether a word is a chemical formula with a small letter in it: no paper's name, whatever its shape. */
export const isCompound = (word: string): boolean => /\p{Ll}/u.test(word) && compound.test(word);

function guessOf(name: string): OtherName | undefined {
	if (name.length < 4 || !/\d|\p{L}\p{Lu}/u.test(name.replaceAll('-', '')) || /-(?:based|like|aware|free|style)$/i.test(name))
		return undefined;
	if (isCompound(name)) return undefined;
	// Words with capitals and a hyphen: "Cross-Domain".
	if (/^\p{Lu}\p{Ll}+(?:-\p{L}\p{Ll}+)+$/u.test(name)) return undefined;
	return { name, asks: /^[\p{Lu}-]+s?$/u.test(name) ? 'evidence' : 'capitals', isGuess: true };
}
