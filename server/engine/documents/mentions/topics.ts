import { wordsOf } from '../../library/index/letters.js';
import { stopWords } from '../../library/index/words.js';
import type { Library } from '../../library/library.js';
import type { Paper } from '../../library/paper.js';

/** So many papers of the library are looked at to see whether titles share a phrase. */
const mostLookedAt = 50;
/** A phrase of plain words that so many other titles have is a topic. */
const fewestSharing = 3;

/** The words of a text, folded, with single blanks. */
export const foldedWords = (text: string): string => wordsOf(text).join(' ');

const known = new WeakMap<Library, Map<string, readonly Paper[]>>();

/** The papers whose title has the words in this order, beside each other. */
function papersWith(library: Library, written: string): readonly Paper[] {
	let byWords = known.get(library);
	if (!byWords) {
		byWords = new Map();
		known.set(library, byWords);
	}
	let papers = byWords.get(written);
	if (!papers) {
		const words = foldedWords(written);
		papers = library
			.fitting(words, { limit: mostLookedAt })
			.flatMap((number) => library.paperOf(number) ?? [])
			.filter(({ title }) => ` ${foldedWords(title)} `.includes(` ${words} `));
		byWords.set(written, papers);
	}
	return papers;
}

/**
 * Whether a short title of a paper is the name of a topic, judged by the library: its other titles have the words, too, and some of them are
 * older. What a paper introduced is older than all that is written about it.
 */
export function isTopic(library: Library, written: string, paper: Paper): boolean {
	const sharing = papersWith(library, written);
	if (sharing.length < 2) return false;
	const others = sharing.filter((other) => other !== paper);
	if (others.length < 2) return false;
	const year = paper.year ?? 0;
	const isPlain = !/\p{L}\p{Lu}|\d/u.test(written);
	return (isPlain && others.length >= fewestSharing) || others.some((other) => (other.year ?? year) < year);
}

/** How many other titles of the library have words in this order, beside each other; at most some dozens are looked at. */
export const countOthersWith = (library: Library, written: string, paper: Paper): number =>
	papersWith(library, written).filter((other) => other !== paper).length;

/** Whether a name and the word behind it name another work: its title begins with the name and has the word later, and the paper's titles lack it. */
export function areOfAnother(library: Library, name: string, behind: string, { title, alsoTitles }: Paper): boolean {
	const [first, word] = [foldedWords(name), foldedWords(behind)];
	const hasWord = (each: string): boolean => ` ${foldedWords(each)} `.includes(` ${word} `);
	if ([title, ...alsoTitles].some(hasWord)) return false;
	return library
		.fitting(`${first} ${word}`, { limit: mostLookedAt })
		.some((number) => [library.paperOf(number)?.title ?? ''].some((each) => foldedWords(each).startsWith(`${first} `) && hasWord(each)));
}

/** Fewer initials are initials of too much. */
const fewestInitials = 3;

/** Whether a word in capitals is made of the initials of words in the paper's title that are no topic: `VAN` of "Visual Attention Network". */
export function isInitials(library: Library, written: string, paper: Paper): boolean {
	const letters = written.toLowerCase().replace(/s$/, '');
	if (letters.length < fewestInitials || !/^\p{Lu}+s?$/u.test(written)) return false;
	const all = wordsOf(paper.title);
	const words = all.filter((word) => !stopWords.has(word));
	const initials = words.map((word) => word[0]).join('');
	const at = initials.indexOf(letters);
	if (at < 0) return false;
	// What is before the words is another name's: "climbing image nudged elastic band".
	const before = all[all.indexOf(words[at]!) - 1];
	if (before !== undefined && !stopWords.has(before)) return false;
	return !isTopic(library, words.slice(at, at + letters.length).join(' '), paper);
}
