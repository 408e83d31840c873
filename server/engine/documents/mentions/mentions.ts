import { resultOf } from '../../base/inSlices.js';
import { type Span, shiftedSpan } from '../../base/span.js';
import type { Library } from '../../library/library.js';
import type { Citation } from '../markup/markup.js';
import { NameableBundled, nameableBundled } from './bundled.js';
import type { Candidate } from './candidate.js';
import { Names } from './entered.js';
import { judging, topicsAmong } from './judge.js';
import type { Mention } from './mention.js';
import { candidatesIn } from './recognise.js';
import type { Judged } from './uses.js';

/** No more UTF-16 code units around a candidate say which paper it means. */
const farthestPointer = 500;

/**
 * Returns the candidate in a text with `by` more UTF-16 code units before it. What was found around it is kept if the edit is farther away than
 * that: `distance` is that to the edit.
 */
export const movedCandidate = (candidate: Candidate, by: number, distance: number): Candidate =>
	by === 0 && distance > farthestPointer ? candidate : candidate.at(shiftedSpan(candidate.span, by), distance > farthestPointer);

/** A text whose candidates are judged. */
type JudgedText = Omit<Judged, 'names' | 'library'>;

/** Finds the papers of one library snapshot in prose. */
export interface Recogniser {
	/** Changes with what the recogniser knows: mentions found at the same version stay the same. */
	readonly version: string;
	/** The papers named in the prose ranges of a text about papers, in order; see docs/mentions.md for what counts as a name. */
	mentionsIn(text: string, prose: readonly Span[]): readonly Mention[];
	/**
	 * The words in the prose ranges of a text that may name papers, in order. Where they overlap, the first that does name one counts. `bundled`
	 * says which bundled papers may be named.
	 */
	candidatesIn(text: string, prose: readonly Span[], bundled: NameableBundled): readonly Candidate[];
	/** For texts about papers: all bundled papers may be named. */
	readonly allBundled: NameableBundled;
	/** The bundled papers that a text may name, by its citations and by some of its candidates. */
	nameableBundled(citations: () => readonly Citation[], candidates: readonly Candidate[]): NameableBundled;
	/** Those of a text's candidates that name papers, as the whole text with its citations says. */
	mentionsAmong(candidates: readonly Candidate[], judged: JudgedText): readonly Mention[];
	/** The same in steps, of less than a millisecond each where code has run before. */
	judging(candidates: readonly Candidate[], judged: JudgedText): Generator<undefined, readonly Mention[], void>;
	/** The phrases, folded, that a text has in small letters without a citation, although they are titles. */
	topicsAmong(candidates: readonly Candidate[], judged: JudgedText): readonly string[];
}

/** What was entered of a store, by its lineage. */
const entered = new WeakMap<object, Names>();

/** How many records are entered while a request waits; `enterNames` enters the rest. */
const atOnce = 1000;

/** The recogniser of a library snapshot. Of a large library that was just read it may not know all names yet. */
export function recogniserOf(library: Library): Recogniser {
	const names = namesOf(library);
	names.enter(library, atOnce);
	names.enterGiven(library);
	return {
		version: versionOf(names, library),
		get allBundled() {
			return new NameableBundled(library, new Set(library.bundledNumbers));
		},
		mentionsIn(text, prose) {
			const candidates = candidatesIn(names, library, text, prose, this.allBundled);
			return resultOf(judging(candidates, { text, names, library, citations: () => noCitations }));
		},
		candidatesIn: (text, prose, bundled) => candidatesIn(names, library, text, prose, bundled),
		nameableBundled: (citations, candidates) => nameableBundled(library, citations, candidates),
		mentionsAmong: (candidates, judged) => resultOf(judging(candidates, { ...judged, names, library })),
		judging: (candidates, judged) => judging(candidates, { ...judged, names, library }),
		topicsAmong: (candidates, judged) => topicsAmong(candidates, { ...judged, names, library }),
	};
}

const noCitations: readonly Citation[] = [];

/** Enters the names of at most about `records` more records. Returns whether all are entered. Called in slices while nothing else runs. */
export const enterNames = (library: Library, records: number): boolean => namesOf(library).enter(library, records);

function namesOf(library: Library): Names {
	const known = entered.get(library.lineage);
	if (known && !known.isMostlyGone(library)) return known;
	const names = new Names();
	entered.set(library.lineage, names);
	return names;
}

/** By what was entered, so that no library keeps names in memory that are no longer its own. */
const versions = new WeakMap<Names, WeakMap<Library, { readonly isWhole: boolean; readonly version: string }>>();

/** A snapshot's version is worked out once all its names are entered, and each time before. */
function versionOf(names: Names, library: Library): string {
	const ofNames = versions.get(names) ?? new WeakMap<Library, { readonly isWhole: boolean; readonly version: string }>();
	versions.set(names, ofNames);
	const known = ofNames.get(library);
	if (known?.isWhole) return known.version;
	const version = `${names.versionFor(library)}${library.bundledIsRelevant ? '' : '-'}`;
	ofNames.set(library, { isWhole: names.enter(library, 0), version });
	return version;
}
