// How a word belongs to a paper by its record alone, whatever the text says: by its names, its titles and the initials of their words.
import { namesOf } from '../../library/formats/record.js';
import { stopWords } from '../../library/index/words.js';
import type { Paper } from '../../library/paper.js';
import { isAboutItsHead } from './forms.js';
import { foldedWords } from './topics.js';

/** Whether a paper goes by a word, or its title begins with it; it may be a word within the title, or of its citation key. */
export const isOfTitle = (word: string, paper: Paper, isNamed = namesOf(paper).includes(word)): boolean =>
	isNamed || [paper.title, ...paper.alsoTitles].some((each) => foldedWords(each).startsWith(foldedWords(word)));

/** Whether several papers have words before the colon and something else behind it: then the words say what these papers are about. */
export const isSeries = (words: string, papers: readonly Paper[]): boolean =>
	papers.length > 1 &&
	words.includes(' ') &&
	!/\p{L}\p{Lu}|\d/u.test(words) &&
	papers.every(({ title }) => foldedWords(title).startsWith(`${foldedWords(words)} `)) &&
	new Set(papers.map(({ title }) => foldedWords(title))).size > 1;

/**
 * Whether an abbreviation is said to be a paper's name, is in its title, or of the first letters of words in it, or of its authors; `within` where it is
 * of the letters of words behind others that are of the same name: the `NEB` of "climbing image nudged elastic band".
 */
export function isFromTitle(word: string, { title, alsoTitles, authors, names }: Paper): 'yes' | 'within' | 'no' {
	if (names.includes(word)) return 'yes';
	const letters = word.toLowerCase().replace(/s$/, '');
	const initialsOf = (words: readonly string[]): string => words.map((each) => each[0] ?? '').join('');
	const titles = [title, ...alsoTitles].map((each) => foldedWords(each).split(' '));
	if (titles.some((words) => words.includes(letters) || beginsWith(letters, words))) return 'yes';
	if (isAmong(letters, initialsOf(authors.map(({ family }) => foldedWords(family))))) return 'yes';
	return titles.some((words) => isAmong(letters, initialsOf(words))) ? 'within' : 'no';
}

/** Whether a word is what a paper is about, since what is behind the colon of its title speaks of it. */
export const isSubject = (word: string, { title, alsoTitles }: Paper): boolean =>
	[title, ...alsoTitles].some((each) => foldedWords(each).startsWith(`${foldedWords(word)} `) && isAboutItsHead(each));

/** Whether a name is only seen beside a paper's citations, or in its abstract. */
export const isGuess = (word: string, { otherNames }: Paper): boolean =>
	otherNames?.some((other) => other.isGuess && foldedWords(other.name) === foldedWords(word)) ?? false;

/** Whether a name is one that a paper is well known by. */
export const isListed = (word: string, { otherNames }: Paper): boolean =>
	otherNames?.some((other) => !other.isGuess && foldedWords(other.name) === foldedWords(word)) ?? false;

/** Whether a word is all of a paper's title, or of another one that it has. */
export const isTitle = (word: string, { title, alsoTitles }: Paper): boolean =>
	[title, ...alsoTitles].some((each) => foldedWords(each) === foldedWords(word));

/** So many letters are the same in words of one stem. */
const stem = 6;

/** Whether two words have the same beginning: "network", "networks". */
export const isSameStem = (one: string, other: string): boolean =>
	one === other || one.replace(/s$/, '').slice(0, stem) === other.replace(/s$/, '').slice(0, stem);

/** Whether letters are the initials of words beside each other, the first of which is not behind another word that means something. */
function beginsWith(letters: string, words: readonly string[]): boolean {
	const content = words.filter((word) => !stopWords.has(word));
	for (const each of [words, content]) {
		const initials = each.map((word) => word[0] ?? '').join('');
		for (let at = initials.indexOf(letters); at >= 0; at = initials.indexOf(letters, at + 1)) {
			const before = words[words.indexOf(each[at]!) - 1];
			if (before === undefined || stopWords.has(before)) return true;
		}
	}
	return false;
}

/** Whether letters are among others, in their order. */
function isAmong(letters: string, others: string): boolean {
	let at = 0;
	for (const letter of others) if (letter === letters[at]) at++;
	return at === letters.length;
}
