import type { Library } from '../../library/library.js';
import type { Citation } from '../markup/markup.js';
import type { Candidate } from './candidate.js';
import { nickname, title } from './strictness.js';

/** So many bundled papers that are cited or named beyond doubt show that a text, or a workspace, is about what they are about. */
export const enoughBundled = 3;

/** A title of so many words is no phrase of another field. */
const wordsBeyondDoubt = 5;

/** A nickname of so many letters is no abbreviation of something else, if it has capitals among small letters. */
const lettersBeyondDoubt = 6;

/**
 * Returns whether a name that is not met in any spelling means its paper wherever it is: a title of five words, or a nickname such as `InfoGAN`.
 * `kind` is as in `strictness.ts`.
 */
export function isBeyondDoubt(written: string, kind: number): boolean {
	if (kind === title) return written.trim().split(/\s+/).length >= wordsBeyondDoubt;
	return kind === nickname && written.length >= lettersBeyondDoubt && hasCapitalAmongSmall(written);
}

/** Whether a name of one word begins with a capital and has another one behind a small letter: `InfoGAN`, `FractalNet-9`. */
function hasCapitalAmongSmall(name: string): boolean {
	if (!/^\p{Lu}[\p{L}\d-]*$/u.test(name)) return false;
	const joined = name.split('-', 1)[0]!;
	const small = joined.search(/\p{Ll}/u);
	return small >= 0 && /\p{Lu}/u.test(joined.slice(small));
}

/** The bundled papers that a text may name by any of their names, by the numbers of their records; see docs/mentions.md for the rule. */
export class NameableBundled {
	constructor(
		private readonly library: Library,
		/** The numbers of the records that represent the bundled papers which the text cites, or names beyond doubt. */
		readonly evident: ReadonlySet<number>,
	) {}

	/** Whether a record's paper may be named: the user's own always, a bundled one if the text or the workspace shows that it is about such papers. */
	allows(number: number): boolean {
		const { library, evident } = this;
		if (this.areAll || !library.isBundled(number)) return true;
		return evident.size > 0 && library.recordsOf(number).some((each) => evident.has(each));
	}

	/** Whether both allow the same papers. */
	areAlike(other: NameableBundled): boolean {
		if (this.areAll || other.areAll) return this.areAll === other.areAll;
		return this.evident.size === other.evident.size && [...this.evident].every((number) => other.evident.has(number));
	}

	/** Whether all bundled papers may be named. */
	get areAll(): boolean {
		return this.library.bundledIsRelevant || this.evident.size >= enoughBundled;
	}
}

/** The bundled papers that a text may name, by its citations and by the candidates that name a paper beyond doubt. */
export function nameableBundled(library: Library, citations: () => readonly Citation[], candidates: readonly Candidate[]): NameableBundled {
	const evident = new Set<number>();
	if (library.bundledNumbers.length === 0) return new NameableBundled(library, evident);
	const looked = new Set<number>();
	const addIfBundled = (number: number): void => {
		if (looked.has(number)) return;
		looked.add(number);
		if (library.isBundled(number)) evident.add(Math.min(...library.recordsOf(number)));
	};
	for (const key of new Set(citations().map((citation) => citation.key))) {
		const [paper] = library.byKey(key);
		if (paper) addIfBundled(library.numberOf(paper));
	}
	for (const candidate of candidates) {
		if (candidate.beyondDoubt) for (const number of candidate.beyondDoubt) addIfBundled(number);
		if (candidate.isIdentifier) for (const paper of candidate.alone?.papers ?? []) addIfBundled(library.numberOf(paper));
	}
	return new NameableBundled(library, evident);
}

/**
 * Returns whether a workspace is about what the bundled papers are about: its texts cite three of them or name them beyond doubt, or the user
 * has three of them in a library. `keys` are those that the texts cite or name.
 */
export function isBundledRelevant(library: Library, keys: ReadonlySet<string>): boolean {
	if (keys.size >= enoughBundled) return true;
	const known = new Set(keys);
	for (const number of library.bundledNumbers) if (!library.isBundled(number)) known.add(library.record(number)!.key);
	return known.size >= enoughBundled;
}
