import { wordsOf } from '../index/letters.js';
import { segmentOf } from '../index/segment.js';
import { stopWords } from '../index/words.js';
import { Best, type Candidate } from './best.js';
import { isWorthLookingUp, lookUp } from './lookUp.js';
import { Marks, mostWords } from './marks.js';
import { type Scanned, type Searched, scan } from './scan.js';

/** So many fitting records are enough to choose the best from; a query that fits more is too short to choose well. */
const enoughFor = (words: readonly string[]): number => [1000, 4000, 20_000][Math.min(2, words.join('').length - 1)]!;

/** While one record's words are read, looking up passes over so many records. */
const lookedUpMeanwhile = 128;

/** Whether a word may become one that is left out. */
const mayBeStopWord = (word: string): boolean => [...stopWords].some((each) => each.startsWith(word));

/** A query's words, the last of which may still be typed. */
export function queryWords(query: string): readonly string[] {
	const words = wordsOf(query);
	const kept = words.filter((word) => !stopWords.has(word));
	return [...new Set(kept.length > 0 ? kept : words)].slice(0, mostWords);
}

/** What the last search found, from which the next letter's search goes on. */
export interface PreviousSearch {
	readonly words: readonly string[];
	/** All records that fit, in the order in which they were found. */
	readonly numbers: readonly number[];
}

/** What a search finds. */
export interface SearchResult {
	readonly candidates: readonly Candidate[];
	/** Whether they have all words as they were typed. */
	readonly isExact: boolean;
	/** Where the search saw every record that fits. */
	readonly last?: PreviousSearch;
}

/**
 * The records that fit a query, best first by a rough count, at most `limit`: all words, each as the beginning of one of
 * the record's; where no record has them all, words one or two edits away; where still none has, any words that may be meant, with at most
 * four wrong letters in all, and then all words but one. `last` is what an earlier search of the same records gave.
 */
export function search(searched: Searched, query: string, limit: number, last?: PreviousSearch): SearchResult {
	const words = queryWords(query);
	if (words.length === 0) return { candidates: [], isExact: false };
	const marks = new Marks(searched.vocabulary, words);
	const exact = marks.knowsAll ? find(searched, marks, words.length, limit, last) : nothing;
	if (exact.isAny)
		return { candidates: exact.candidates, isExact: true, ...(exact.all ? { last: { words, numbers: exact.all } } : undefined) };
	if (words.length > 1 && mayBeStopWord(words.at(-1)!)) return search(searched, words.slice(0, -1).join(' '), limit, last);
	return searchNear(searched, words, limit);
}

/** The same where no record has all words as they are typed. */
function searchNear(searched: Searched, words: readonly string[], limit: number): SearchResult {
	const marks = new Marks(searched.vocabulary, words, searched.living());
	const hasTypos = marks.addTypos();
	// One more pass must do: those that lack a word are kept beside those that have all.
	const wanted = words.length > 2 ? words.length - 1 : words.length;
	if (hasTypos || wanted < words.length) {
		const { candidates } = find(searched, marks, wanted, limit);
		const all = candidates.filter(({ words: count }) => count === words.length);
		if (all.length > 0) return { candidates: all, isExact: false };
		if (!marks.addLikeliest()) return { candidates, isExact: false };
	} else if (!marks.addLikeliest()) return { candidates: [], isExact: false };
	const guessed = find(searched, marks, wanted, limit).candidates.filter(({ number }) => {
		const { pack, base } = segmentOf(searched.segments, number)!;
		return marks.isNearEnough(pack.words, pack.wordBounds[number - base]!, pack.wordBounds[number - base + 1]!);
	});
	return { candidates: guessed, isExact: false };
}

interface Outcome extends Scanned {
	readonly candidates: readonly Candidate[];
}

const nothing: Outcome = { candidates: [], isAny: false };

/**
 * What has at least `wanted` of the query's words: looked up where there are postings, else found by a pass over all records. Where the query goes on
 * from the last one, only what that found is looked at, unless looking up is done sooner.
 */
function find(searched: Searched, marks: Marks, wanted: number, limit: number, last?: PreviousSearch): Outcome {
	const { words } = marks;
	const best = new Best(limit);
	const { postings } = searched;
	const enough = enoughFor(words);
	const among = last && narrows(last.words, words) ? last.numbers : undefined;
	const isFew = among !== undefined && among.length * lookedUpMeanwhile < (postings?.records ?? 0);
	const scanned =
		postings && !isFew && isWorthLookingUp(postings, marks, enough)
			? lookUp(searched, postings, marks, wanted, best, enough)
			: scan(searched, marks, wanted, best, { enough, ...(among && { among }) });
	return { ...scanned, candidates: best.sorted() };
}

/** Whether whatever fits `words` fits `before`, too. */
const narrows = (before: readonly string[], words: readonly string[]): boolean =>
	before.every((word) => words.some((each) => each.startsWith(word)));
