import { addToList } from '../base/grouping.js';
import { withoutEscapes } from '../base/uri.js';
import type { OtherName } from './formats/record.js';
import { hashOf } from './index/hashes.js';
import { lettersOfName, type RuledOut, type SaidOfNames } from './namesYaml.js';
import type { Paper } from './paper.js';

/** A name that something else than the library's records gives to a paper, such as the user. */
export interface GivenName extends OtherName {
	/** Whether the user has said so. */
	readonly isSaid?: boolean;
}

/** All that is said about names: by the files of all folders, and by what notes call papers. */
export class NameChoices {
	/** Identifies what is said: the same in every session. */
	readonly version: string;
	/** Names of papers, by key. */
	readonly given: ReadonlyMap<string, readonly GivenName[]>;
	readonly #denials = new Map<string, Denial[]>();

	/**
	 * `files` are what is said by the file of each folder, by the folder's URI; `others` the names that notes give, by key; `topics` the phrases, folded,
	 * that notes use without citing the papers that have them as titles.
	 */
	constructor(
		files: ReadonlyMap<string, SaidOfNames> = new Map(),
		others: ReadonlyMap<string, readonly GivenName[]> = new Map(),
		readonly topics: ReadonlySet<string> = new Set(),
	) {
		const given = new Map<string, GivenName[]>();
		for (const [folder, said] of files) {
			for (const [key, names] of said.names) for (const name of names) addToList(given, key, { name, isSaid: true });
			this.#deny(said.never, undefined);
			for (const [path, names] of said.notHere) this.#deny(names, withoutEscapes(isUri(path) ? path : `${folder}/${path}`));
		}
		for (const [key, names] of others) {
			const known = given.get(key) ?? [];
			given.set(key, [...known, ...names.filter(({ name }) => known.every((each) => each.name !== name))]);
		}
		this.given = given;
		const all = [[...given], [...this.#denials], [...topics]];
		this.version = given.size + this.#denials.size + topics.size === 0 ? '' : (hashOf(JSON.stringify(all)) >>> 0).toString(36);
	}

	/** Whether the user has ruled out anything. */
	get deniesAny(): boolean {
		return this.#denials.size > 0;
	}

	/** Whether anything is said about a spelling that denies papers. */
	mayDeny(written: string): boolean {
		return this.#denials.has(lettersOfName(written));
	}

	/** Whether the user has ruled out that a spelling means a paper, in the document at `uri` or everywhere. */
	denies(written: string, { keys }: Pick<Paper, 'keys'>, uri?: string): boolean {
		return this.denialOf(written, { keys }, uri) !== undefined;
	}

	/** Where the user has ruled out that a spelling means a paper: everywhere, or in the document at `uri`; nothing where the user has not. */
	denialOf(written: string, { keys }: Pick<Paper, 'keys'>, uri?: string): 'never' | 'notHere' | undefined {
		const here = uri === undefined ? undefined : withoutEscapes(uri);
		const denials = this.#denials.get(lettersOfName(written)) ?? [];
		const found = denials.filter(
			({ name, keys: ruledOut, document }) =>
				(document === undefined || document === here) && covers(name, written) && keys.some((key) => ruledOut.includes(key)),
		);
		return found.length === 0 ? undefined : found.some(({ document }) => document === undefined) ? 'never' : 'notHere';
	}

	#deny(names: RuledOut, document: string | undefined): void {
		for (const [name, keys] of names) {
			const letters = lettersOfName(name);
			if (letters !== '') addToList(this.#denials, letters, { name, keys, document });
		}
	}
}

/** A paper with the names that are given to it: those that the user says are as good as its own. */
export function withGivenNames(paper: Paper, { given }: NameChoices): Paper {
	if (given.size === 0) return paper;
	const names = paper.keys.flatMap((key) => given.get(key) ?? []);
	if (names.length === 0) return paper;
	const said = names.filter(({ isSaid }) => isSaid).map(({ name }) => name);
	const own = [...new Set([...paper.names, ...said])];
	const others = names
		.filter(({ isSaid, name }) => !isSaid && !own.includes(name))
		.map(({ name, asks, isGuess }) => ({ name, ...(asks && { asks }), ...(isGuess && { isGuess }) }));
	const otherNames = [...(paper.otherNames ?? []).filter(({ name }) => !own.includes(name)), ...others];
	return { ...paper, names: own, ...(otherNames.length > 0 && { otherNames }) };
}

/** What a user has ruled out. */
interface Denial {
	readonly name: string;
	readonly keys: readonly string[];
	/** The one document that it is about, by its URI without escapes. */
	readonly document: string | undefined;
}

/**
 * Whether what is said about a spelling holds for another one of the same letters: it has no capital within a word that the first lacks. What is
 * said about "planet" holds for "Planet", and not for "PlaNet".
 */
function covers(said: string, met: string): boolean {
	const inSaid = innerCapitals(said);
	return [...innerCapitals(met)].every((place) => inSaid.has(place));
}

/** Which of a text's letters are capitals within words, by their number. */
function innerCapitals(text: string): ReadonlySet<number> {
	const found = new Set<number>();
	let count = 0;
	let isWithin = false;
	for (const letter of text) {
		const isLetter = /[\p{L}\p{N}]/u.test(letter);
		if (isLetter && isWithin && /\p{Lu}/u.test(letter)) found.add(count);
		if (isLetter) count++;
		isWithin = isLetter;
	}
	return found;
}

const isUri = (path: string): boolean => /^[a-z][a-z\d+.-]+:/i.test(path);
