import { withoutEnd } from '../base/ends.js';
import { addToList, addToSet } from '../base/grouping.js';
import { plainText } from '../base/plainLetters.js';
import { isCompound } from '../library/formats/introducedNames.js';
import type { Library } from '../library/library.js';
import type { GivenName } from '../library/nameChoices.js';
import type { Paper } from '../library/paper.js';
import type { Citation } from './markup/markup.js';
import { isMadeOfTitle, textBeforeKind } from './mentions/evidence.js';
import { isHeadOf, isInitialsOfHead, isObjectInTitle, isProgram, placeInTitle } from './mentions/forms.js';
import { isOrdinary } from './mentions/ordinaryWords.js';
import { hasInSmallLetters, hasNounCapitals, isWithin } from './mentions/surroundings.js';
import { introductionAt, introductions } from './nameIntroduction.js';

/** That a note calls the paper with a key so. */
export interface Call {
	readonly key: string;
	readonly name: string;
	/**
	 * `said` in the front matter of a note on that paper; `beside` a citation; there also how the note introduces the name, if that is where it has the
	 * name first; `defined` in brackets behind what it stands for: "anti-backdoor learning (ABL) [@li2021anti]".
	 */
	readonly how: (typeof waysToCall)[number];
}

/** All ways in which a note may call a paper. */
export const waysToCall = ['said', 'beside', ...introductions, 'defined'] as const;

/** What may be between a name and its citation. */
const beforeCitation = /[”"»’*_}]{0,3}[\s~\u00a0]?\\?$/;
const inWord = /[\p{L}\p{N}+_-]/u;
/** A word whose last part is a noun, in languages that write nouns with a capital: "TreeKit-Thread". */
const endsInNoun = /-\p{Lu}\p{Ll}{3,}$/u;
/** So far before a citation its name may begin. */
const farthest = 60;
const longestName = 30;

/** What a text calls the papers that it cites: names right before citations of one key, in the order of the text. */
export function callsIn(text: string, citations: readonly Citation[]): readonly Call[] {
	const calls: Call[] = [];
	for (const [index, { key, group, kind }] of citations.entries()) {
		const isAlone = citations[index - 1]?.group.start !== group.start && citations[index + 1]?.group.start !== group.start;
		if (!isAlone || kind !== undefined) continue;
		const defined = definedBefore(text, group.start);
		if (defined !== undefined) calls.push({ key, name: defined, how: 'defined' });
		const name = wordBefore(text, group.start);
		if (endsInNoun.test(name) && hasNounCapitals(text)) continue;
		if (isNickname(name) || (isPlainName(name, text) && !endsPhrase(text, name, group.start))) {
			calls.push({ key, name, how: introductionAt(text, name, citations, index) ?? 'beside' });
			continue;
		}
		// A citation behind what a thing is may be for more than the thing, unless the thing is new.
		const kindOf = endWord(textBeforeKind(text, group.start) ?? '');
		const how = isNickname(kindOf) ? introductionAt(text, kindOf, citations, index) : undefined;
		if (how) calls.push({ key, name: kindOf, how });
	}
	return calls;
}

/** The word right before the citation at `offset`, with its hyphens; empty where there is none. */
export function wordBefore(text: string, offset: number): string {
	return endWord(text.slice(Math.max(0, offset - farthest), offset));
}

/** An abbreviation in brackets right before the citation at `offset`; nothing where there is none. */
const definedBefore = (text: string, offset: number): string | undefined =>
	/ \(\*{0,2}(\p{Lu}{3,8})\*{0,2}\)[\s~\u00a0]?\\?$/u.exec(text.slice(Math.max(0, offset - longestDefined), offset))?.[1];

const longestDefined = 20;

/** The same for a text that ends where the citation begins. */
function endWord(text: string): string {
	const before = text.replace(beforeCitation, '');
	const word = before.slice(withoutEnd(before, inWord).length);
	// What a hyphen ends goes on elsewhere: "SPSC- [@lamport1977] and MPMC queues".
	return /^[\p{L}\p{N}](?:.*[^-])?$/u.test(word) && word.length < farthest - 4 ? word : '';
}

/** Whether a word has the shape of a nickname: capitals or digits within, or three capitals. Words with hyphens and capitals at their starts are none. */
const isNickname = (word: string): boolean =>
	word.length >= 3 &&
	word.length <= longestName &&
	/^\p{L}/u.test(word) &&
	/\p{L}(?:\p{Lu}|[a-z]?\d)/u.test(word.replaceAll('-', '')) &&
	!/^\p{Lu}\p{Ll}+(?:-\p{L}\p{Ll}+)+$/u.test(word);

/** Whether a plain word has a capital that only a name has: German gives it to each noun, and other languages to what begins a sentence. */
const isPlainName = (word: string, text: string): boolean =>
	/^\p{Lu}\p{Ll}{3,}$/u.test(word) && word.length <= longestName && !hasNounCapitals(text) && !hasInSmallLetters(text, word);

/** Whether a word before the citation at `offset` is the last of several with capitals within a sentence: "by Similarity Maps [@rin2013]". */
function endsPhrase(text: string, word: string, offset: number): boolean {
	const start = text.lastIndexOf(word, offset);
	const before = text.slice(Math.max(0, start - farthest), start);
	if (!/[ ~\u00a0]$/.test(before)) return false;
	const previous = before.slice(withoutEnd(before.slice(0, -1), inWord).length);
	return /^\p{Lu}/u.test(previous) && isWithin(text, start - previous.length);
}

/**
 * Whether a name is that of the paper by the library, too, so that one place is enough: its title has it before the colon, or its key is the name, also
 * by its capitals where it is a plain word that the title lacks.
 */
function isItsOwn(name: string, key: string, { title, authors, editors }: Paper): boolean {
	const plain = plainText(name);
	if ([...authors, ...editors].some(({ family }) => plainText(family) === plain)) return false;
	return (
		isHeadOf(name, title) || (plainText(key) === plain && (isNickname(name) || key === name || placeInTitle(title, name) !== undefined))
	);
}

/** A name that is known only from citations next to it must have one in so many places. */
const fewestPlaces = 2;
/** And of all its places at most this share may be beside citations of others. */
const mostElsewhere = 0.2;

/**
 * The names that notes give to papers, by key: what the front matter of a note on a paper says, and what is beside citations of one paper in two
 * places, hardly ever beside those of others, and has letters of the paper's title in their order.
 */
export function namesCalled(
	notes: Iterable<{ readonly calls?: readonly Call[] }>,
	library: Library,
): ReadonlyMap<string, readonly GivenName[]> {
	const said = new Map<string, Set<string>>();
	const places = new Map<string, Map<string, Call[]>>();
	for (const call of callsOf(notes)) {
		const { key, name, how } = call;
		if (how === 'said') {
			addToSet(said, key, name);
			continue;
		}
		// "SNN" and "SNNs" are one name.
		const singular = name.replace(/(?<=\p{Lu})s$/u, '');
		const byKey = places.get(singular) ?? new Map<string, Call[]>();
		addToList(byKey, key, call);
		places.set(singular, byKey);
	}
	const names = new Map<string, GivenName[]>();
	for (const [key, all] of said) for (const name of all) addToList(names, key, { name, isSaid: true });
	for (const [name, byKey] of places) {
		const called = nameOf(name, byKey, library);
		if (called) addToList(names, ...called);
	}
	return new Map([...names].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The paper, by its key, that a word is a name of, by where it is right before citations of each key; `undefined` if it is none's. */
function nameOf(
	name: string,
	byKey: ReadonlyMap<string, readonly Call[]>,
	library: Library,
): readonly [key: string, GivenName] | undefined {
	const all = [...byKey.values()].reduce((sum, { length }) => sum + length, 0);
	const [most] = [...byKey].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
	if (!most || all - most[1].length > mostElsewhere * all) return undefined;
	const [key, of] = most;
	const [paper, another] = library.byKey(key);
	if (!paper || another) return undefined;
	const calls = of.filter(({ how }) => how !== 'defined');
	const isDefined = calls.length < of.length && !isProgram(paper) && isInitialsOfHead(name, paper.title);
	return isDefined ? [key, { name, asks: 'capitals', isGuess: true }] : nameBeside(name, key, calls, byKey.size === 1, paper);
}

/** What a name that is right before citations of a paper is to it, by `calls`; `isOnly` if it is before no other's. */
function nameBeside(
	name: string,
	key: string,
	calls: readonly Call[],
	isOnly: boolean,
	paper: Paper,
): readonly [key: string, GivenName] | undefined {
	if (calls.length === 0) return undefined;
	if (isOnly && isIntroduced(name, key, calls, paper)) return [key, { name, asks: 'capitals', isGuess: true }];
	// "Lessons learned at Facebook" is no name for what the lessons are about. What they are learned with may be one.
	if (isObjectInTitle(paper.title, name, isNickname(name) && plainText(key).includes(plainText(name)))) return undefined;
	if (isItsOwn(name, key, paper))
		return [key, { name, asks: 'capitals', ...(isHeadOf(name, paper.title) ? undefined : { isGuess: true }) }];
	if (calls.length < fewestPlaces || !isNickname(name) || isCompound(name) || !isMadeOfTitle(paper, name)) return undefined;
	// Short abbreviations are terms, unless a text introduces them so, or the key says it.
	if (isShortAbbreviation(name) && !key.startsWith(name) && calls.every(({ how }) => how === 'beside')) return undefined;
	const place = placeInTitle(paper.title, name);
	// "Decoding Code: An fMRI Study" speaks of what others made.
	if (place === 'used' && !plainText(key).includes(plainText(name))) return undefined;
	return [key, { name, asks: place === 'introduced' || place === 'used' ? 'evidence' : 'capitals', isGuess: true }];
}

/** Whether a name is of up to four capitals, with hyphens or without: "RGB-D". */
const isShortAbbreviation = (name: string): boolean => /^\p{Lu}{2,4}$/u.test(name.replaceAll('-', ''));

/** Shorter names that only a text gives, without their plural's "s", are abbreviations of too much. */
const shortestTaught = 4;

/**
 * Whether the notes introduce a name as that of a paper: it is new in each note where the citation is beside it, and the key or the beginning of the
 * title is the name, too, or it is one of several things that are cited there, or what the sentence speaks of.
 */
function isIntroduced(name: string, key: string, calls: readonly Call[], paper: Paper): boolean {
	const { title, authors, editors } = paper;
	if (calls.every(({ how }) => how === 'beside') || isCompound(name)) return false;
	const plain = plainText(name);
	if ([...authors, ...editors].some(({ family }) => plainText(family) === plain)) return false;
	const isKey = plainText(key) === plain;
	if (isObjectInTitle(title, name, isKey)) return false;
	if (isKey || beginsKey(plain, key)) return true;
	if (!isNickname(name)) return false;
	const place = placeInTitle(title, name);
	if (place === 'first') return true;
	return (
		place === undefined &&
		calls.some(({ how }) => how === 'listed') &&
		!isOrdinary(plain) &&
		(!isShortAbbreviation(name) || isMadeOfTitle(paper, name)) &&
		name.replace(/(?<=\p{Lu})s$|[^\p{L}]/gu, '').length >= shortestTaught
	);
}

/** Whether a key begins with a name, and has no more words but those behind a year: `teseo2021leo`. */
function beginsKey(plain: string, key: string): boolean {
	return plain.length >= shortestTaught && plainText(key).startsWith(plain) && /^[-_:.]?\d/.test(key.slice(plain.length));
}

function* callsOf(notes: Iterable<{ readonly calls?: readonly Call[] }>): Generator<Call> {
	for (const { calls = [] } of notes) yield* calls;
}

/** Whether an alias of a note on a paper can be a name of it: no citation, no key, no identifier. */
export const isAlias = (written: string, keys: readonly string[]): boolean =>
	written.length > 1 &&
	written.length <= 200 &&
	/\p{L}/u.test(written) &&
	!/^@|:\/\//.test(written) &&
	!keys.some((key) => plainText(key) === plainText(written));

/** A phrase that so many notes use as their own is the name of a topic. */
const fewestNotes = 2;

/** The phrases, folded, that several notes have in small letters without citing the papers that have them as titles. */
export function topicsOfNotes(notes: Iterable<{ readonly topics?: readonly string[] }>): ReadonlySet<string> {
	const counts = new Map<string, number>();
	for (const { topics = [] } of notes) for (const topic of topics) counts.set(topic, (counts.get(topic) ?? 0) + 1);
	const shared = [...counts].filter(([, count]) => count >= fewestNotes).map(([topic]) => topic);
	return new Set(shared.sort());
}
