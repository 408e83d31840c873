// How a word belongs to a paper by its record alone, whatever the text says: by its names, its titles and the initials of their words.
import { isAmong } from '../../base/inOrder.js';
import { plainText } from '../../base/plainLetters.js';
import { namesOf } from '../../library/formats/record.js';
import { stopWords } from '../../library/index/words.js';
import type { Paper } from '../../library/paper.js';
import { isAboutItsHead, isBook, isKeyTitle, isProgram, nameInKey, programIn, wordBehindYear } from './forms.js';
import { printedBetween } from './gaps.js';
import { isTying } from './ordinaryWords.js';
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

/** Whether nothing but a guess, or a word behind the year of its key, connects a word with a paper. */
export const isUnproven = (word: string, paper: Paper): boolean => {
	if (isListed(word, paper) || isOfTitle(word, paper, paper.names.includes(word))) return false;
	const folded = foldedWords(word);
	// "CMSRCNN" for "CMS-RCNN: …".
	const joined = folded.replaceAll(' ', '');
	if ([paper.title, ...paper.alsoTitles].some((each) => foldedWords(each).replaceAll(' ', '').startsWith(joined))) return false;
	return isGuess(word, paper) || paper.keys.some((key) => foldedWords(wordBehindYear(key) ?? '') === folded);
};

/** Whether a word in small letters is what the title of a program's manual or paper has before the colon, spelled so: "secr: Spatially explicit models". */
export const isPackage = (word: string, { title, type, keys }: Paper): boolean =>
	/^\p{Ll}[\p{Ll}\d.]+$/u.test(word) &&
	title.startsWith(`${word}: `) &&
	(type === 'manual' ||
		type === 'software' ||
		keys.some((key) => key.startsWith('R-')) ||
		/\b(?:R|Python|Julia) (?:[Pp]ackage|[Ll]ibrary)\b/.test(title));

/** Whether what a title has before its colon is a word behind it, too: "changepoint: A package for changepoint analysis". */
export const isTermOfItsTitle = (word: string, { title }: Paper): boolean =>
	foldedWords(title.slice(word.length + 1))
		.split(' ')
		.some((each) => each.replace(/s$/, '') === foldedWords(word));

/** Whether a word is all of a paper's title, or of another one that it has, or what its title calls a program. */
export const isTitle = (word: string, paper: Paper): boolean =>
	[paper.title, ...paper.alsoTitles, programIn(paper.title, paper) ?? ''].some((each) => foldedWords(each) === foldedWords(word));

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

/** So many words are a phrase of their own in a sentence, whatever title they are. */
const longestPhrase = 4;
/** So many words are none where each has a capital. */
const shortestCapitalised = 3;
/** The same for what a title has before its colon. */
const longestHead = 6;
const marked = /(?:\p{Ll}|\p{Lu}[-–—]?)\p{Lu}|\d/u;
/** Capitals throughout, and a word too long for an abbreviation: "TRAFFIC CONTROL". */
const inCapitals = /^(?=.*\p{Lu}{7})[^\p{Ll}\d]+$/u;

/** Whether words have capitals within, or digits. Capitals say nothing where all letters are. */
const isMarked = (words: string): boolean => marked.test(words) && !inCapitals.test(words);

/**
 * Whether several words without capitals within are a phrase like any other where they are part of a sentence: short titles, unless each of three words and more has a
 * capital, longer ones only before the colon. Not so a name that was given, nor what a well-known work goes by.
 */
export function isPhrase(written: string, papers: readonly Paper[]): boolean {
	const words = printedBetween(written, 0, written.length);
	const parts = words.split(/\s+/, longestHead + 1);
	const count = parts.length;
	if (count > longestHead || isMarked(words)) return false;
	if (count <= longestPhrase && count >= shortestCapitalised && parts.every((word) => /^\P{Ll}/u.test(word) || isTying(word))) return false;
	const folded = foldedWords(words).replace(/s$/, '');
	const isNamed = (paper: Paper): boolean =>
		paper.otherNames?.some((other) => !other.isGuess) ||
		paper.names.some((name) => foldedWords(name).replace(/s$/, '') === folded) ||
		(isProgram(paper) && paper.keys.some((key) => isKeyTitle(words, key)));
	if (papers.some(isNamed)) return false;
	const titles = papers.flatMap(({ title, alsoTitles }) => [title, ...alsoTitles]);
	// "V Net", "Qumentor networks": their titles have the capitals, or one word.
	if (!titles.some((each) => foldedWords(each).includes(folded) && !isMarked(each.split(/[:?!] | [-–—] /, 1)[0]!))) return false;
	return count <= longestPhrase || !titles.some((each) => foldedWords(each).replace(/s$/, '').endsWith(folded));
}

/** What is named by the word before it in a title: "PVWatts Version 5 Manual", "The RooFit toolkit for data modeling". */
const kindsBehind =
	/^(?:[’']?s)?(?: \p{L}+)?[ ](?:api|app|application|benchmark|book|code|corpus|database|dataset|documentation|framework|guide|handbook|home ?page|language|library|manual|package|platform|program|programming guide|project|reference|release|repository|sdk|simulator|software|specification|suite|system|tool|toolbox|toolkit|v|version|web ?site|handbuch|dokumentation|paket|bibliothek|manuel|documentación|documentação)s?(?=$|[\s\d.,:;(])/iu;

/** Whether a title that begins with a word says what it is that the word names, or which of its texts the work is. */
export const isTextOn = (word: string, { title, alsoTitles }: Paper): boolean =>
	[title, ...alsoTitles].some((each) => {
		const bare = each.replace(/^(?:an?|the) /i, '').replace(/[™®©]/g, '');
		if (!foldedWords(bare).startsWith(foldedWords(word))) return false;
		const behind = bare.slice(word.length);
		return /^[\s.]*$|^\s?[(:–—-]/u.test(behind) || kindsBehind.test(behind);
	});

/**
 * Whether a plain word is the title of a web page that is about what it names: neither the page's site nor its key is called so, as those of a program
 * are.
 */
export function isPageOn(word: string, paper: Paper): boolean {
	if (paper.doi !== undefined || paper.arxiv !== undefined || paper.url === undefined || !/^\p{Lu}?\p{Ll}+$/u.test(word)) return false;
	if ((paper.type !== 'online' && paper.type !== 'misc') || paper.names.includes(word) || isListed(word, paper)) return false;
	const plain = plainText(word).replace(/s$/, '');
	const isKey = (key: string): boolean => [key, nameInKey(key)].some((each) => plainText(each).replace(/s$|[^a-z]/g, '') === plain);
	const called = programIn(paper.title, paper);
	const isCalled = called !== undefined && paper.keys.some((key) => plainText(key).startsWith(plain));
	return !isSiteOf(plain, paper) && !isCalled && !paper.keys.some(isKey);
}

/** Whether a plain word is what the title of a book has before its colon: whom or what the book is about ("Sherman: A Soldier's Passion for Order"). */
export const isBookOn = (word: string, paper: Paper): boolean =>
	isBook(paper) &&
	/^\p{Lu}?\p{Ll}+$/u.test(word) &&
	!namesOf(paper).includes(word) &&
	!isListed(word, paper) &&
	[paper.title, ...paper.alsoTitles].some((each) => foldedWords(each.split(/: | [-–—] |[?!] /, 1)[0]!) === foldedWords(word));

/** Whether the site of a page, or its place on GitHub and the like, is called so. Not so where it is one of the site's many pages. */
function isSiteOf(plain: string, paper: Paper): boolean {
	const [place = '', host = '', path = ''] = /^(?:[a-z]+:\/\/)?([^/?#]*)(\/[^?#]*)?/iu.exec(paper.url ?? '') ?? [];
	const isHome = /git|cran|pypi|npm|bioconductor/.test(host);
	// The first two steps are the project's own.
	if (isPageOfMany(isHome ? path.split('/').slice(3).join('/') : path, paper)) return false;
	return plainText(isHome ? place : host).includes(plain);
}

/** Shorter words of an address say nothing. */
const shortestStep = 4;

/** Whether the address of a page has a word of what is behind the colon of its title, as articles and chapters have: "Haskell: Typed holes" at `/wiki/holes`. */
function isPageOfMany(path: string, { title }: Paper): boolean {
	const rest = foldedWords(
		title
			.split(/ ?[:|] | [-–—] /)
			.slice(1)
			.join(' '),
	).split(' ');
	const steps = new Set(foldedWords(path).split(' '));
	return rest.some((word) => word.length >= shortestStep && steps.has(word) && !kindsBehind.test(` ${word}`));
}

/**
 * Whether a work is the page, manual or paper of what a word names: its title begins with the word and what it is, and its site, the organisation that
 * made it, or the key of a program is called so.
 */
export function isNamesake(word: string, paper: Paper): boolean {
	if (!isTextOn(word, paper)) return false;
	const plain = plainText(word).replace(/s$/, '');
	if (paper.authors.some(({ family, literal }) => literal === true && plainText(family) === plain)) return true;
	return isProgram(paper) && (isSiteOf(plain, paper) || paper.keys.some((key) => plainText(key) === plain));
}
