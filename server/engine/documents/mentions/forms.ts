import { plainText } from '../../base/plainLetters.js';
import { type OtherName, type SourceRecord, stated } from '../../library/formats/record.js';
import {
	keyWord,
	looseTitle,
	nickname,
	otherName,
	otherNameAsWritten,
	otherNameEvident,
	otherPhrase,
	programName,
	shortTitle,
	title,
	titleWord,
} from './strictness.js';

/** Titles of more letters are hardly ever written out. */
const longestTitle = 300;

/** What of a record or paper gives it names. */
type Named = Pick<
	SourceRecord,
	'key' | 'type' | 'authors' | 'editors' | 'names' | 'otherNames' | 'title' | 'alsoTitles' | 'inherited' | 'doi' | 'arxiv' | 'url'
>;

/** Types of whole books: the part of such a title before the colon is mostly what the book is about. */
const bookTypes = new Set([
	'book',
	'mvbook',
	'collection',
	'mvcollection',
	'reference',
	'proceedings',
	'mvproceedings',
	'periodical',
	'thesis',
]);
const programTypes = new Set(['manual', 'software', 'dataset']);

/** What the titles of a record are as names: all of them, and the parts before their colons. */
function kindsOfTitles({ type, doi, arxiv, url, title: written }: Named): { readonly whole: number; readonly short: number } {
	const isPage = doi === undefined && arxiv === undefined && (type === 'online' || (type === 'misc' && url !== undefined));
	if (isPage) return { whole: looseTitle, short: looseTitle };
	if (programTypes.has(type) || /\b(?:[Rr]|[Pp]ython|[Jj]ulia) (?:package|library)\b/.test(written))
		return { whole: title, short: programName };
	return { whole: title, short: bookTypes.has(type) ? looseTitle : shortTitle };
}

/**
 * Visits what a paper goes by in running text: its nicknames, its titles, the part of a title before the colon, and
 * titles without their first article. `withSingular` if the name may lack its last "s".
 */
export function eachForm(paper: Named, visit: (written: string, kind: number, withSingular: boolean) => void): void {
	for (const name of paper.names) visit(name, nickname, name.includes(' '));
	for (const { name, asks } of paper.otherNames ?? []) visit(name, kindOfOther(asks), asks === undefined && name.includes(' '));
	// A title that only the parent states is the parent's name.
	const kinds = kindsOfTitles(paper);
	eachTitle(stated(paper, 'title') ?? '', kinds, visit);
	for (const other of paper.alsoTitles) eachTitle(other, kinds, visit);
	eachKeyName(paper, visit);
}

/** A key of letters alone, and the word behind author and year: `findsecbugs`, `he2016resnet`. */
const namingKey = /^(?:\p{L}{5,20}|\p{L}{2,20}\d{4}([a-z]{4,20}))$/u;

/** Visits the name that a citation key may be, or hold. An author's name is none. */
function eachKeyName(
	{ key, authors, editors, title: written }: Named,
	visit: (written: string, kind: number, withSingular: boolean) => void,
): void {
	const found = namingKey.exec(key);
	if (!found) return;
	const [whole, word] = found;
	const name = plainText(word ?? whole);
	if ([...authors, ...editors].some(({ family }) => plainText(family).includes(name) || name.startsWith(plainText(family)))) return;
	// A plain word of the title is a word like any other.
	if (word === undefined) {
		if (!written.split(/[^\p{L}\p{N}]+/u).some((each) => /^\p{Lu}?\p{Ll}+$/u.test(each) && plainText(each) === name))
			visit(whole, shortTitle, false);
	} else if (
		!plainText(written)
			.replace(/[^\p{L}\p{N}]/gu, '')
			.includes(name)
	)
		visit(word, keyWord, false);
}

/** The kind of a name that a record does not state itself, by what it asks for. */
export const kindOfOther = (asks: OtherName['asks']): number =>
	asks === 'capitals' ? otherNameAsWritten : asks === 'evidence' ? otherNameEvident : asks === 'rarity' ? otherPhrase : otherName;

function eachTitle(
	written: string,
	kinds: { readonly whole: number; readonly short: number },
	visit: (written: string, kind: number, withSingular: boolean) => void,
): void {
	if (written.length > longestTitle || written.includes('$')) return;
	if (/[™®©]/.test(written)) {
		eachTitle(written.replace(/[™®©]/g, ''), kinds, visit);
		return;
	}
	visit(written, kinds.whole, written.includes(' ') || isMarkedPlural(written));
	const bare = withoutArticle(written);
	if (bare !== written && bare.split(' ', 5).length > 4) visit(bare, kinds.whole, true);
	const short = beforeColon(written);
	if (short !== undefined) visit(short, kinds.short, short.includes(' ') || isMarkedPlural(short));
	for (const word of nameLikeWords(written.slice(short?.length ?? 0))) if (word !== written) visit(word, titleWord, false);
}

/** Whether a title's one word is the plural of a name: `MobileNets`. */
const isMarkedPlural = (word: string): boolean => /\p{Ll}s$/u.test(word) && /^\p{L}{3}/u.test(word) && /\p{Lu}/u.test(word.slice(3, -2));

function withoutArticle(written: string): string {
	const first = written.charCodeAt(0) | 32;
	if (first !== 97 && first !== 116) return written;
	return written.replace(/^(?:an?|the) /i, '');
}

/** Words with capitals among small letters: `TrueNorth`, `word2vec` too. */
const nameLike = /(?<![\p{L}\p{N}-])(?=[\p{L}\p{N}]{5,30}(?![\p{L}\p{N}-]))\p{L}+(?:\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}|\d\p{L})[\p{L}\p{N}]*/gu;

/** Words of a title that have the shape of a name. */
const nameLikeWords = (written: string): readonly string[] => written.match(nameLike) ?? [];

/** The part of a title before its colon, or before a dash with blanks around it. */
function beforeColon(written: string): string | undefined {
	const colon = written.indexOf(': ');
	const at = colon > 0 ? colon : written.search(/ [-–—] |[?!] /);
	return at > 1 ? written.slice(0, at).trim() : undefined;
}

/** Whether an address is worth keeping: those of sites with a page for each paper that has no identifier we know. */
export const isPlaced = (url: string): boolean => /openreview\.net|acl(?:anthology|web)\.org|semanticscholar\.org|alphaxiv\.org/.test(url);
