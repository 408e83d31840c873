import { append } from '../../base/append.js';
import type { Span } from '../../base/span.js';
import type { Library } from '../../library/library.js';
import type { Paper } from '../../library/paper.js';
import { visibleAddresses } from './addresses.js';
import type { NameablePapers } from './authorYear.js';
import { continuesUnlisted, endsFamily, lacksS } from './automaton.js';
import type { NameableBundled } from './bundled.js';
import { type Candidate, inOrder, NamedPapers, NamedRecords, OpenAuthors } from './candidate.js';
import { joined, shortened } from './codes.js';
import type { Names } from './entered.js';
import { type Fit, fits } from './fitting.js';
import { addressAt, identifierAt, paperOfAddress, withoutTail } from './identifiers.js';
import { type Spelling, spellingOfWords } from './spelling.js';
import { isTitleKind, otherPhrase, type Strictness } from './strictness.js';
import { isWholeName, TextAround } from './surroundings.js';
import { breaks, checkOfWords, digit, readWords, sign, type Words } from './words.js';

const letterS = 115;

/** Shared by all calls, and grows to the longest text. */
let kept: Words | undefined;

/** The first letters of what may be an address: http, www, arxiv, alphaxiv, export, dx, doi, openreview, semanticscholar, aclanthology. */
const addressLetters = new Set(Array.from('hwaedosHWAEDOS', (letter) => letter.charCodeAt(0)));
const dot = 46;
const colon = 58;

/**
 * What may name papers in the prose of a text, in order. One pass over its words. Papers that are bundled and nothing else count where `bundled`
 * allows them, and by names that are beyond doubt.
 */
export function candidatesIn(names: Names, library: Library, text: string, prose: readonly Span[], bundled: NameableBundled): Candidate[] {
	kept = readWords(text, prose, kept);
	return new Recognition(names, library, text, kept, bundled).candidatesIn(prose);
}

/** Papers named by some words of a text. */
interface LongestName {
	/** Records by their numbers, or papers, or what papers of some authors must be. */
	readonly records?: NumberedRecords;
	readonly papers?: readonly Paper[];
	readonly canMean?: (paper: Paper) => boolean;
	readonly possible?: () => readonly Paper[];
	readonly lastWord: number;
	readonly end: number;
}

/** Records named by some words: for certain, and only with evidence. */
interface NumberedRecords {
	readonly certain: readonly number[];
	/** By a short title or a phrase. */
	readonly titled: readonly number[];
	readonly doubtful: readonly number[];
	/** Only where their papers are cited right beside the words. */
	readonly beside: readonly number[];
	/** Of bundled papers, by names that mean them wherever they are. */
	readonly beyondDoubt: readonly number[];
	/** How much of the names is behind the words: the signs of "UNet++". */
	readonly tail: number;
}

/** Whether the words need evidence to be a name. */
const isDoubtful = ({ records, papers }: LongestName): boolean =>
	records ? records.certain.length + records.titled.length === 0 : papers === undefined;

/** Recognises papers in the words of one text. */
class Recognition {
	readonly #names: Names;
	readonly #library: Library;
	readonly #text: string;
	readonly #words: Words;
	readonly #bundled: NameableBundled;
	readonly #hasBundled: boolean;
	readonly #found: Candidate[] = [];

	constructor(names: Names, library: Library, text: string, words: Words, bundled: NameableBundled) {
		this.#bundled = bundled;
		this.#hasBundled = library.bundledNumbers.length > 0;
		this.#names = names;
		this.#library = library;
		this.#text = text;
		this.#words = words;
	}

	candidatesIn(prose: readonly Span[]): Candidate[] {
		const { count, starts, flags } = this.#words;
		const { length } = this.#text;
		let range = 0;
		for (let word = 0; word < count; word++) {
			if (flags[word]! & sign) continue;
			const start = starts[word]!;
			while (range < prose.length && prose[range]!.end <= start) range++;
			const from = prose[range]?.start ?? 0;
			const to = prose[range]?.end ?? length;
			word = this.#readAt(word, start, from, to);
		}
		const shown = visibleAddresses(this.#text, prose).flatMap((address) => this.#leadingTo(address));
		return shown.length === 0 ? this.#found : [...this.#found, ...shown].sort((a, b) => a.span.start - b.span.start);
	}

	/** Adds what begins at a word, in the prose between `from` and `to`. Returns the last word that belongs to it. */
	#readAt(word: number, start: number, from: number, to: number): number {
		const address = this.#addressAt(word, start, to);
		if (address) {
			append(this.#found, this.#leadingTo(address));
			return lastWordBefore(this.#words, word, address.end);
		}
		const identified = this.#identifiedAt(word, start, from, to);
		if (identified) {
			// A prefix such as "arXiv:" may have been taken for something else.
			while (this.#found.length > 0 && this.#found.at(-1)!.span.end > identified.span.start) this.#found.pop();
			this.#found.push(identified);
			return lastWordBefore(this.#words, word, identified.span.end);
		}
		if (this.#names.automaton.at(this.#words.hashes[word]!) < 0 && !endsInS(this.#words, word)) return word;
		const longest = this.#longestAt(word);
		if (!longest) return word;
		const span = { start, end: longest.end };
		const { records, papers, canMean, possible } = longest;
		if (records) this.#found.push(namedRecords(span, records, this.#library));
		else if (papers) this.#found.push(new NamedPapers(span, papers, false));
		else if (canMean && possible) this.#found.push(new OpenAuthors(span, canMean, possible));
		// What is within words that turn out to name nothing may be a name.
		return isDoubtful(longest) ? word : longest.lastWord;
	}

	#addressAt(word: number, start: number, to: number): Span | undefined {
		const end = this.#words.ends[word]!;
		const behind = this.#text.charCodeAt(end);
		if (behind !== dot && !(behind === colon && this.#text.startsWith('://', end))) return undefined;
		return addressLetters.has(this.#text.charCodeAt(start)) ? addressAt(this.#text, start, to) : undefined;
	}

	/** The paper whose identifier a number belongs to. */
	#identifiedAt(word: number, start: number, from: number, to: number): Candidate | undefined {
		if (!(this.#words.flags[word]! & digit)) return undefined;
		const identified = identifierAt(this.#text, start, from, to, this.#library);
		return identified?.paper && new NamedPapers(identified.span, [identified.paper], true);
	}

	/** An address as a candidate, if it leads to a paper of the library. */
	#leadingTo(address: Span): Candidate[] {
		const span = withoutTail(this.#text, address);
		const written = this.#text.slice(span.start, span.end).replace(/^doi:/i, 'https://doi.org/');
		const paper = paperAt(written, this.#names, this.#library);
		return paper ? [new NamedPapers(span, [paper], true)] : [];
	}

	/** The longest name that begins at a word. */
	#longestAt(first: number): LongestName | undefined {
		const { automaton } = this.#names;
		const { count, hashes, lengths, flags } = this.#words;
		let best: LongestName | undefined;
		let hash = 0;
		let isListed = true;
		for (let last = first; last < count && last - first <= automaton.longest; last++) {
			if (last > first && flags[last]! & breaks) break;
			hash = last === first ? hashes[first]! : joined(hash, hashes[last]!, lengths[last]!);
			const state = automaton.at(hash);
			best = this.#longer(best, first, last, hash, state);
			if (state >= 0 && state & continuesUnlisted) isListed = false;
			if (state < 0 && isListed) break;
		}
		return best;
	}

	/** Returns what the words `first` to `last` name, or begin to name; `best`, which is shorter, where they name nothing. */
	#longer(best: LongestName | undefined, first: number, last: number, hash: number, state: number): LongestName | undefined {
		const words = this.#words;
		let longer = best;
		let records = state >= 0 ? this.#recordsNamed(first, last, hash, false) : none;
		if (endsInS(words, last)) records = together(records, this.#recordsNamed(first, last, shortened(hash, letterS), true));
		// What needs evidence does not hide a shorter name that needs none, unless it is another release.
		const isRelease = last > first && (words.flags[last]! & digit) !== 0;
		const isLikely = records.doubtful.length + records.beside.length > 0;
		if (records.certain.length + records.titled.length > 0 || (isLikely && (!best || isDoubtful(best) || isRelease)))
			longer = { records, lastWord: last, end: words.ends[last]! + records.tail };
		if (state < 0 || !(state & endsFamily)) return longer;
		const authors = this.#names.authorYears.at(this.#text, words, first, last, this.#nameable);
		if (!authors) return longer;
		if (!longer || isDoubtful(longer)) return !longer || !isDoubtful(authors) || authors.end > longer.end ? authors : longer;
		return !isDoubtful(authors) && authors.end > longer.end ? authors : longer;
	}

	/** The papers that authors and a year may name. */
	readonly #nameable: NameablePapers = {
		paperOf: (number) => (this.#allows(number) ? this.#library.paperOf(number) : undefined),
		inOrder: (number, other) => this.#library.inOrder(number, other),
	};

	/** Returns the records whose name the words `first` to `last` are, by how well the words fit it. */
	#recordsNamed(first: number, last: number, letters: number, isPlural: boolean): NumberedRecords {
		const words = this.#words;
		const { automaton } = this.#names;
		const name = automaton.firstName(letters);
		// The "s" of "Nets" belongs to its word; that of "Net's" is a word of its own.
		if (name < 0 || (isPlural && words.lengths[last] === 1)) return none;
		const check = checkOfWords(this.#text, words, first, last, isPlural);
		const start = words.starts[first]!;
		const end = words.ends[last]!;
		let found: NumberLists | undefined;
		let spelling: Spelling | undefined;
		for (let each = name; each >= 0; each = automaton.nextName(each)) {
			const number = automaton.owners[each]!;
			if (automaton.checks[each] !== check || !this.#names.isCurrent(each, this.#library)) continue;
			const strictness = this.#names.strictness(each);
			let fit: Fit = 'yes';
			if (strictness) {
				spelling ??= spellingOfWords(this.#text, words, first, last);
				fit = this.#fitOf(each, strictness, spelling, start, end, isPlural);
			}
			const signs = fit === 'no' ? undefined : this.#signsBehind(each, start, end);
			const isSure = fit === 'yes' && this.#isBundledBeyondDoubt(each, number);
			if (signs === undefined || !(isSure || this.#allows(number))) continue;
			found ??= { ...none };
			if (isSure) found.beyondDoubt = withNumber(found.beyondDoubt, number);
			found.tail = signs.length;
			const list = listFor(fit, strictness !== undefined && canBeTopic(automaton.kinds[each]!));
			found[list] = withNumber(found[list], number);
		}
		return found ?? none;
	}

	#fitOf(name: number, strictness: Strictness, spelling: Spelling, start: number, end: number, isPlural: boolean): Fit {
		const isSingular = (this.#names.automaton.kinds[name]! & lacksS) !== 0;
		return fits(strictness, spelling, isPlural, isSingular, new TextAround(this.#text, start, end));
	}

	/** The signs of a name that the text has behind its words; nothing where it lacks them, or the name is part of something longer. */
	#signsBehind(name: number, start: number, end: number): string | undefined {
		const written = this.#names.automaton.written[name];
		const signs = written?.endsWith('+') ? endingSigns.exec(written)![0] : '';
		return this.#text.startsWith(signs, end) && isWholeName(this.#text, start, end + signs.length) ? signs : undefined;
	}

	/** Whether a record's paper may be named by less than what is beyond doubt. */
	#allows(number: number): boolean {
		return !this.#hasBundled || this.#bundled.allows(number);
	}

	#isBundledBeyondDoubt(name: number, number: number): boolean {
		if (!this.#hasBundled || !this.#library.isBundled(number)) return false;
		return this.#names.isBeyondDoubt(name);
	}
}

/** The same while the lists are made. */
interface NumberLists extends NumberedRecords {
	certain: number[];
	titled: number[];
	doubtful: number[];
	beside: number[];
	beyondDoubt: number[];
	tail: number;
}

/** Most lists of records' numbers have none: they are one list. */
const noNumbers: number[] = [];

/** A list with one more number: the same list, unless that is the empty one. */
function withNumber(numbers: number[], number: number): number[] {
	if (numbers === noNumbers) return [number];
	numbers.push(number);
	return numbers;
}

/** The list that a record belongs to by how well words fit its name. */
function listFor(fit: Fit, mayBeTopic: boolean): 'certain' | 'titled' | 'doubtful' | 'beside' {
	if (fit === 'beside') return 'beside';
	if (fit === 'evident') return 'doubtful';
	return mayBeTopic ? 'titled' : 'certain';
}

/** Shared by the many words that name nothing. */
const none: NumberLists = {
	certain: noNumbers,
	titled: noNumbers,
	doubtful: noNumbers,
	beside: noNumbers,
	beyondDoubt: noNumbers,
	tail: 0,
};

const namedRecords = (span: Span, { certain, titled, doubtful, beside, beyondDoubt }: NumberedRecords, library: Library): NamedRecords =>
	new NamedRecords(span, certain, titled, doubtful, beside, library, beyondDoubt);

/** Signs at a name's end that tell it from another: `UNet++`. */
const endingSigns = /\+{1,2}$/;

const together = (a: NumberedRecords, b: NumberedRecords): NumberedRecords =>
	a === none
		? b
		: b === none
			? a
			: {
					certain: [...a.certain, ...b.certain],
					titled: [...a.titled, ...b.titled],
					doubtful: [...a.doubtful, ...b.doubtful],
					beside: [...a.beside, ...b.beside],
					beyondDoubt: [...a.beyondDoubt, ...b.beyondDoubt],
					tail: a.tail,
				};

/** Whether names of a kind can be those of topics: titles, their parts before the colon, phrases. */
const canBeTopic = (kind: number): boolean => isTitleKind(kind & ~lacksS) || (kind & ~lacksS) === otherPhrase;

const endsInS = ({ lasts }: Words, word: number): boolean => lasts[word] === letterS;

/** The paper of the library that an address leads to. */
export const paperAt = (address: string, names: Names, library: Library): Paper | undefined =>
	paperOfAddress(address, library, (written) => {
		const [number] = inOrder(names.recordsAt(written), library);
		return number === undefined ? undefined : library.paperOf(number);
	});

/** Returns the last word, from `first` on, that begins before `end`. */
function lastWordBefore({ starts, count }: Words, first: number, end: number): number {
	let last = first;
	while (last + 1 < count && starts[last + 1]! < end) last++;
	return last;
}
