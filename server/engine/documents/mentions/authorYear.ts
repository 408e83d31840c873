import type { SourceRecord } from '../../library/formats/record.js';
import { HashTable } from '../../library/index/hashes.js';
import { type Paper, yearsOf } from '../../library/paper.js';
import type { Automaton } from './automaton.js';
import { hashOfLetters, joined } from './codes.js';
import { printedBetween } from './gaps.js';
import { isOrdinary, isOrdinaryItself } from './ordinaryWords.js';
import { familiesOf, isClose, isFamily, isOtherVersions, isPlainlyDated, isSeveral, peopleOf } from './people.js';
import { opensEmphasis } from './surroundings.js';
import { breaks, capital, digit, sign, type Words } from './words.js';
import { type Dated, yearOf, yearsAfter } from './years.js';

/** A paper, or several, by authors and year, as "Kipf & Welling (2017)" names them. */
interface AuthorYear {
	/** Left out where the words alone do not say which paper they mean. */
	readonly papers?: readonly Paper[];
	/** Then, which papers they can mean. */
	readonly canMean?: (paper: Paper) => boolean;
	/** All papers of the library that `canMean` holds for, where something asks for them. */
	readonly possible?: () => readonly Paper[];
	/** The last word that belongs to it. */
	readonly lastWord: number;
	/** Where it ends in the text. */
	readonly end: number;
}

/** The papers that may be named, by the numbers of their records. */
export interface NameablePapers {
	/** `undefined` if the library no longer has the record, or its paper may not be named. */
	paperOf(number: number): Paper | undefined;
	/** Compares records as the library orders them. */
	inOrder(number: number, other: number): number;
}

/** A pair of names without a year that fits more papers says too little. */
const mostWithoutYear = 3;

/** Fewer authors without a year are a pair; the last has "and" before it within so many words. */
const fewestListed = 3;
const mostListed = 16;

/** Stands for the year where there is none. */
const anyYear = 0;

/** The most words between a first author and the year. */
const farthestYear = 40;

const hash = (word: string): number => hashOfLetters(word);
const s = hash('s');
const hashesOf = (words: string): ReadonlySet<number> => new Set(words.split(' ').map(hash));

/** "and" in most languages of Europe. */
const ands = hashesOf('and und u et e ed y i en og och oraz ja ve és și и та');
/** What is said of the other authors behind "and". */
const others = hashesOf(
	'colleagues coworkers collaborators others coauthors andere collègues collaborateurs autres outros otros colegas colaboradores col cols altri colleghi ' +
		'collaboratori coll anderen collega medewerkers inni współpracownicy wsp andra andre kollegor kolleger medarbetare medarbejdere ' +
		'kumppanit kumppaneineen kollegat muut munkatársai társai colaboratorii suradnici',
);
/** The same with a capital: "Chen et Coll" are two. */
const othersOfGerman = hashesOf('kollegen kolleginnen mitarbeiter mitarbeitende koautoren');
/** Whose they are: "et ses collègues". */
const theirs = hashesOf('his her their sein seine seinen ihr ihre ihren ses leurs sus seus suoi zijn haar hun');
/** The last word of what is short for others, with its full stop. */
const shortened = /^(?:al|coll?|cols|a|in|wsp|fl)$/i;
/** "et al.", and what other languages have for it: German, Dutch, Polish, Scandinavian. */
const endsOfLists: ReadonlyMap<number, ReadonlySet<number>> = new Map([
	[hash('et'), hashesOf('al alii coll')],
	[hash('u'), hashesOf('a')],
	[hash('e'), hashesOf('a')],
	[hash('i'), hashesOf('in')],
	[hash('m'), hashesOf('fl')],
]);
const co = hash('co');
/** Dutch has an apostrophe in its plural. */
const collega = hash('collega');
const hyphenated = new Set(['workers', 'authors'].map(hash));

const mixed = (first: number, second: number): number =>
	(Math.imul(first ^ (first >>> 15), 0x2c1b3c6d) ^ Math.imul(second, 0x297a2d39)) >>> 0;

/** Records by first family name and year, and by the family names of two authors. */
export class AuthorYears {
	readonly #byYear = new HashTable();
	readonly #byPair = new HashTable();
	readonly #automaton: Automaton;

	/** Family names are entered into the automaton, which knows where one may be in a text. */
	constructor(automaton: Automaton) {
		this.#automaton = automaton;
	}

	add(record: SourceRecord, number: number): void {
		const [first, second, ...rest] = peopleOf(record);
		if (first === undefined) return;
		for (const written of familiesOf(first)) {
			const family = this.#automaton.addFamily(written);
			if (family === 0) continue;
			for (const year of yearsOf(record)) this.#byYear.add(mixed(family, year), number);
			if (second !== undefined || record.andOthers) this.#byYear.add(mixed(family, anyYear), number);
			if (second === undefined || rest.length > 0 || record.andOthers) continue;
			for (const other of familiesOf(second)) this.#byPair.add(mixed(family, hashOfLetters(other)), number);
		}
	}

	/**
	 * Returns what begins at the words `first` to `familyEnd`, a family name; `undefined` for a surname alone, or for no paper of the
	 * library.
	 */
	at(text: string, words: Words, first: number, familyEnd: number, nameable: NameablePapers): AuthorYear | undefined {
		const { count, hashes, flags, ends } = words;
		const macro = othersMacro.exec(text.slice(ends[familyEnd]!, ends[familyEnd]! + 12))?.[0];
		if (macro !== undefined && beginsName(text, words, first, familyEnd)) {
			const family = hashOf(words, first, familyEnd);
			return { ...this.#othersOf(family, nameable), lastWord: familyEnd, end: ends[familyEnd]! + macro.length };
		}
		let next = familyEnd + 1;
		if (next >= count || flags[next]! & breaks || !beginsName(text, words, first, familyEnd)) return undefined;
		const areSeveral = afterOthers(words, next) > 0 || ands.has(hashes[next]!);
		const isKnownFamily = (word: number): boolean => this.#automaton.isFamily(hashes[word]!);
		if (follows(text, words, first, isKnownFamily, areSeveral)) return undefined;
		const family = hashOf(words, first, familyEnd);
		const follow = text.charCodeAt(ends[familyEnd]!);
		if (hashes[next] === s && (follow === 39 || follow === 0x2019)) next++;
		else next = afterInitials(text, words, next);
		if (next >= count) return undefined;

		// "Chen et al.", "Chen and colleagues": a year must follow, and there are others.
		const more = afterOthers(words, next);
		if (more > 0) {
			const dated = withYears(text, words, more, (year) => this.#papersOf(family, year, nameable).filter(isSeveral));
			if (dated) return dated;
			return othersWithoutYear(text, words, more, this.#othersOf(family, nameable));
		}

		if (flags[next]! & digit || !ands.has(hashes[next]!)) {
			// "Zuker, M. and others" may be meant by "Zuker 1989".
			// "Driscoll JCSS 1989" is short for all who wrote it.
			const single = (year: number, hasBareVenue: boolean) =>
				this.#papersOf(family, year, nameable).filter((paper) => hasBareVenue || peopleOf(paper).length === 1);
			const alone = withYears(text, words, next, single);
			if (alone) return alone;
		}
		return this.#pairAt(text, words, first, next, family, nameable) ?? this.#listAt(text, words, next, family, nameable);
	}

	/**
	 * What a first author and others without a year can mean: papers whose first author has the family name, if something points to them also those of which the
	 * library knows no other author.
	 */
	#othersOf(family: number, nameable: NameablePapers): Required<Pick<AuthorYear, 'canMean' | 'possible'>> {
		const canMean = (paper: Paper) => isFamily(peopleOf(paper)[0], family);
		return { canMean, possible: () => this.#papersOf(family, anyYear, nameable).filter(isSeveral) };
	}

	#papersOf(family: number, year: number, nameable: NameablePapers): readonly Paper[] {
		return papersIn(
			this.#byYear,
			mixed(family, year),
			nameable,
			(paper) => isFamily(peopleOf(paper)[0], family) && (year === anyYear || yearsOf(paper).includes(year)),
		);
	}

	#papersOfPair(first: number, second: number, nameable: NameablePapers): readonly Paper[] {
		return papersIn(
			this.#byPair,
			mixed(first, second),
			nameable,
			(paper) => isFamily(peopleOf(paper)[0], first) && isFamily(peopleOf(paper)[1], second),
		);
	}

	/** "Kipf & Welling", with or without a year. */
	#pairAt(text: string, words: Words, first: number, next: number, family: number, nameable: NameablePapers): AuthorYear | undefined {
		const { count, hashes, flags, ends, starts } = words;
		// "Awodey--Warren"
		const isDashed = /^(?:"?--|–)$/.test(printedBetween(text, ends[next - 1]!, starts[next]!));
		if (!isDashed && (!ands.has(hashes[next]!) || !isNear(text, ends[next - 1]!, starts[next]!))) return undefined;
		// Given names and initials may precede the second family name.
		const begin = isDashed ? next : next + 1;
		for (let from = begin; from <= begin + 2 && from < count && !(flags[from]! & breaks); from++) {
			for (let to = Math.min(from + 3, count - 1); to >= from; to--) {
				if (!beginsName(text, words, from, to)) continue;
				const papers = this.#papersOfPair(family, hashOf(words, from, to), nameable);
				if (papers.length === 0) continue;
				const dated = yearsAfter(text, words, skipPossessive(text, words, afterInitials(text, words, to + 1)));
				return dated ? publishedIn(papers, dated) : pairWithoutYear(text, words, first, next, to, papers);
			}
			if (!(flags[from]! & capital)) break;
		}
		return undefined;
	}

	/** "Ruder, Dosovitskiy and Brox (2016)": all authors, then the year, or no year where they are three or more. */
	#listAt(text: string, words: Words, next: number, family: number, nameable: NameablePapers): AuthorYear | undefined {
		const { count, flags, hashes } = words;
		if (!(flags[next]! & (capital | sign)) && !ands.has(hashes[next]!) && !isParticle(text, words, next)) return undefined;
		let at = next;
		while (at < count && at - next < farthestYear && !(flags[at]! & breaks) && yearOf(text, words, at) === undefined) at++;
		const year = at < count && !(flags[at]! & breaks) ? yearOf(text, words, at) : undefined;
		if (year === undefined) return this.#listWithoutYear(text, words, next, family, nameable);
		for (const paper of this.#papersOf(family, year, nameable)) {
			const end = peopleOf(paper).length > 1 ? afterAuthors(text, words, next, paper) : 0;
			const found = end > 0 ? withYears(text, words, skipPossessive(text, words, end), () => [paper]) : undefined;
			if (found) return found;
		}
		return this.#listWithoutYear(text, words, next, family, nameable);
	}

	/** "Ruder, Dosovitskiy and Brox": three authors or more by their family names alone, without a year or with one off by one. */
	#listWithoutYear(text: string, words: Words, next: number, family: number, nameable: NameablePapers): AuthorYear | undefined {
		const { hashes, starts, ends } = words;
		if (
			!/^,\s/.test(printedBetween(text, ends[next - 1]!, starts[next]!)) ||
			!hashes.subarray(next, next + mostListed).some((each) => ands.has(each))
		)
			return undefined;
		let behind = 0;
		const papers = this.#papersOf(family, anyYear, nameable).filter((paper) => {
			const end = peopleOf(paper).length >= fewestListed && !paper.andOthers ? afterAuthors(text, words, next, paper, false) : 0;
			behind = Math.max(behind, end);
			return end > 0;
		});
		if (papers.length === 0) return undefined;
		const dated = yearsAfter(text, words, skipPossessive(text, words, behind));
		if (!dated) return openAmong(papers, behind - 1, ends[behind - 1]!);
		const then = papers.filter((paper) => dated.years.some((year) => isClose(paper, year)));
		return openAmong(then, dated.lastWord, dated.end);
	}
}

/** The papers with a hash in a table for which a condition holds, in the library's order. */
function papersIn(
	table: HashTable,
	hash: number,
	{ paperOf, inOrder }: NameablePapers,
	isMeant: (paper: Paper) => boolean,
): readonly Paper[] {
	/** The papers, each with the first of its records. */
	const found = new Map<Paper, number>();
	table.each(hash, (number) => {
		const paper = paperOf(number);
		if (!paper || !isMeant(paper)) return;
		const before = found.get(paper);
		if (before === undefined || inOrder(number, before) < 0) found.set(paper, number);
	});
	const papers = [...found.keys()];
	return papers.length < 2 ? papers : papers.sort((a, b) => inOrder(found.get(a)!, found.get(b)!));
}

/** Those of the papers that appeared in one of the years; `undefined` if there are none. */
function publishedIn(papers: readonly Paper[], { years, lastWord, end }: Dated): AuthorYear | undefined {
	const found = papers.filter((paper) => years.some((year) => yearsOf(paper).includes(year)));
	if (found.length > 0) return { papers: found, lastWord, end };
	// People cite the year of the preprint, or of the proceedings that came after it.
	const close = papers.filter((paper) => !isPlainlyDated(paper) && years.some((year) => isOtherVersions(paper, year)));
	if (close.length === 1) return { papers: close, lastWord, end };
	return openAmong(
		papers.filter((paper) => years.some((year) => isClose(paper, year))),
		lastWord,
		end,
	);
}

/** What means one of some papers if something says which. */
const openAmong = (papers: readonly Paper[], lastWord: number, end: number): AuthorYear => ({
	canMean: (paper) => papers.includes(paper),
	possible: () => papers,
	lastWord,
	end,
});

/** "Chen et al." without a year, or with one that is off by one: `canMean` says whose paper it must be. */
function othersWithoutYear(
	text: string,
	words: Words,
	next: number,
	{ canMean, possible }: Required<Pick<AuthorYear, 'canMean' | 'possible'>>,
): AuthorYear {
	const dated = yearsAfter(text, words, skipPossessive(text, words, next));
	if (dated) {
		const { years, lastWord, end } = dated;
		const isThen = (paper: Paper) => years.some((year) => isClose(paper, year));
		return { canMean: (paper) => canMean(paper) && isThen(paper), possible: () => possible().filter(isThen), lastWord, end };
	}
	const end = words.ends[next - 1]!;
	return {
		canMean,
		possible,
		lastWord: next - 1,
		end: text[end] === '.' && shortened.test(text.slice(words.starts[next - 1]!, end)) ? end + 1 : end,
	};
}

/** The papers of a pair of names without a year: "Carlini and Wagner" are people, "Carlini & Wagner" is what they wrote. */
function pairWithoutYear(
	text: string,
	words: Words,
	first: number,
	conjunction: number,
	last: number,
	papers: readonly Paper[],
): AuthorYear | undefined {
	const isPlain = isOrdinaryItself(folded(text, words, first)) && isOrdinaryItself(folded(text, words, last));
	const end = words.ends[last]!;
	if (!(words.flags[conjunction]! & sign) || isPlain || papers.length > mostWithoutYear) return openAmong(papers, last, end);
	return { papers, lastWord: last, end };
}

/** More letters are no particle of a family name: "van der", "von", "dello". */
const longestParticle = 5;

/** Whether a word behind a comma may be the particle of a family name: it is short, and a capital follows, perhaps behind a second particle. */
const isParticle = (text: string, { count, flags, lengths, starts, ends }: Words, word: number): boolean =>
	/^,\s/.test(printedBetween(text, ends[word - 1]!, starts[word]!)) &&
	[word + 1, word + 2].some(
		(next) => next < count && (flags[next]! & capital) !== 0 && lengths.subarray(word, next).every((length) => length <= longestParticle),
	);

/** LaTeX's macro that many define for "et al.". */
const othersMacro = /^[\s~]{0,2}\\etal\b(?:\\@|\{\})?/;

/** A person has at most so many initials. */
const mostInitials = 3;

/** Returns the word after initials behind a comma, as lists of references have them behind family names: "Imbens, G. W., & Lemieux, T."; `next` where there are none. */
function afterInitials(text: string, { count, lengths, flags, starts, ends }: Words, next: number): number {
	if (next >= count || lengths[next] !== 1 || !/^,\s$/.test(text.slice(ends[next - 1], starts[next]))) return next;
	let at = next;
	while (at < count && at < next + mostInitials && lengths[at] === 1 && flags[at]! & capital && text[ends[at]!] === '.') at++;
	return at;
}

/** Returns the word after all further authors of a paper, or the first of them and "et al.", listed from `next` on; 0 if they are not. */
function afterAuthors(text: string, words: Words, next: number, paper: Paper, mayHaveGiven = true): number {
	const { count, hashes, lengths } = words;
	let at = next;
	for (const person of peopleOf(paper).slice(1)) {
		const behindOthers = mayHaveGiven ? afterOthers(words, at) : 0;
		if (behindOthers > 0) return behindOthers;
		if (ands.has(hashes[at]!)) at++;
		const wanted = familiesOf(person).map(hashOfLetters);
		let end = 0;
		// Initials and a given name may precede it.
		for (let from = at; from < at + (mayHaveGiven ? 3 : 1) && end === 0; from++) {
			let whole = 0;
			for (let to = from; to < Math.min(from + 4, count); to++) {
				whole = joined(whole, hashes[to]!, lengths[to]!);
				if (wanted.includes(whole)) {
					end = to + 1;
					break;
				}
			}
		}
		if (end === 0) return 0;
		at = mayHaveGiven ? afterInitials(text, words, end) : end;
	}
	return at < count ? at : 0;
}

/** Returns the word after "et al.", "and colleagues" or similar at `next`; 0 if there is nothing of the kind. */
function afterOthers({ hashes, flags, count }: Words, next: number): number {
	if (next + 1 >= count) return 0;
	if (endsOfLists.get(hashes[next]!)?.has(hashes[next + 1]!)) return next + 2;
	if (!ands.has(hashes[next]!)) return 0;
	const last = theirs.has(hashes[next + 1]!) ? next + 2 : next + 1;
	if (last < count && (flags[last]! & capital ? othersOfGerman : others).has(hashes[last]!))
		return hashes[last] === collega && last + 1 < count && hashes[last + 1] === s ? last + 2 : last + 1;
	return hashes[next + 1] === co && next + 2 < count && hyphenated.has(hashes[next + 2]!) ? next + 3 : 0;
}

function skipPossessive(text: string, { hashes, starts, count }: Words, next: number): number {
	if (next >= count || hashes[next] !== s) return next;
	const before = text.charCodeAt(starts[next]! - 1);
	return before === 39 || before === 0x2019 ? next + 1 : next;
}

function withYears(
	text: string,
	words: Words,
	next: number,
	papersOf: (year: number, hasBareVenue: boolean) => readonly Paper[],
): AuthorYear | undefined {
	const dated = yearsAfter(text, words, skipPossessive(text, words, next));
	if (!dated) return undefined;
	const papers = [...new Set(dated.years.flatMap((year) => papersOf(year, dated.hasBareVenue)))];
	return papers.length === 0 ? undefined : { papers, lastWord: dated.lastWord, end: dated.end };
}

function hashOf({ hashes, lengths }: Words, first: number, last: number): number {
	let whole = hashes[first]!;
	for (let word = first + 1; word <= last; word++) whole = joined(whole, hashes[word]!, lengths[word]!);
	return whole;
}

/** Whether the words may be a person's: the first or last one begins with a capital (Costa-jussà, van Gogh), and no break separates them. */
function beginsName(text: string, { flags, starts }: Words, first: number, last: number): boolean {
	for (let word = first + 1; word <= last; word++) if (flags[word]! & breaks) return false;
	if (((flags[first]! | flags[last]!) & capital) === 0) return false;
	const before = text.charAt(starts[first]! - 1);
	return before === '/' ? opensEmphasis(text, starts[first]!) : !/[@\\#.]/.test(before);
}

const nearby = /^[,.'’]{0,2}[\s\\]{0,16}$/;

const isNear = (text: string, start: number, end: number): boolean => nearby.test(printedBetween(text, start, end));

const folded = (text: string, { starts, ends }: Words, word: number): string => text.slice(starts[word], ends[word]).toLowerCase();

/** Whether a word is the first of a sentence: behind a break, or what ends another one, other than an initial's full stop. */
function opensSentence(text: string, { starts, flags }: Words, word: number): boolean {
	const start = starts[word]!;
	const before = text.slice(Math.max(0, start - 8), start).trimEnd();
	return (flags[word]! & breaks) !== 0 || (before === '' && start <= 8) || /(?:^|\P{Lu})[.!?:…][”"»’')]?$/u.test(before);
}

/** Whether the word at `first`, which `areSeveral` others follow or not, ends a list of authors that began before: "Smith, " or "Smith and ". */
function follows(text: string, words: Words, first: number, isKnownFamily: (word: number) => boolean, areSeveral: boolean): boolean {
	const { starts, ends, flags, hashes } = words;
	const before = first - 1;
	if (before < 0 || flags[first]! & breaks) return false;
	const gap = printedBetween(text, ends[before]!, starts[first]!);
	const isPerson = (word: number): boolean =>
		word >= 0 &&
		(flags[word]! & capital) !== 0 &&
		/^\p{Lu}[\p{Ll}\p{M}]+(?<!ly)$/u.test(text.slice(starts[word], ends[word])) &&
		((isKnownFamily(word) && !isOrdinaryItself(folded(text, words, word))) || !isOrdinary(folded(text, words, word)));
	// "Furthermore, Smith et al." begins a sentence, in any language.
	const isOpener = (word: number): boolean => areSeveral && !isKnownFamily(word) && opensSentence(text, words, word);
	if (/^,\s+$/.test(gap)) return isPerson(before) && !isOpener(before);
	return ands.has(hashes[before]!) && !(flags[before]! & breaks) && /^\s+$/.test(gap) && isPerson(before - 1);
}
