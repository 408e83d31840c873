import { type SourceRecord, stated } from '../formats/record.js';
import { hashOf } from './hashes.js';
import { lettersHash, wordsOf } from './letters.js';

/** Titles of fewer letters name too much: "Introduction", "Editorial". */
const shortestTitle = 12;

/**
 * Visits hashes of what two records of one paper have in common, and hardly any others: the DOI, the arXiv id, and the
 * letters of the title and the first author's family name with each year it bears. Inherited identifiers and titles are the parent's.
 */
export function eachIdentity(record: SourceRecord, visit: (hash: number) => void): void {
	for (const identifier of [stated(record, 'doi'), stated(record, 'arxiv')])
		if (identifier !== undefined) visit(identifierHash(identifier));
	const years = record.published === record.year ? [record.year] : [record.year, record.published];
	for (const year of years) {
		const hash = year === undefined ? undefined : workHash(record, year);
		if (hash !== undefined) visit(hash);
	}
}

/** The hash of title, first author and a year; nothing where the title names too much or is a parent's, or there is no author. */
export function workHash(record: Pick<SourceRecord, 'authors' | 'editors' | 'title' | 'inherited'>, year: number): number | undefined {
	const first = record.authors[0] ?? record.editors[0];
	if (first === undefined || (stated(record, 'title') ?? '').length < shortestTitle) return undefined;
	return (lettersHash(first.family, lettersHash(record.title, 0x811c9dc5)) + year) >>> 0;
}

/** A DOI or arXiv id as it is compared. */
export const identifierOf = (identifier: string): string => identifier.toLowerCase();

export const identifierHash = (identifier: string): number => hashOf(identifierOf(identifier));

/** Types that are a book of their own, so that its volume is the work's and not that of what it is part of. */
const wholeBooks: ReadonlySet<string> = new Set(
	'book mvbook collection mvcollection proceedings mvproceedings reference mvreference manual'.split(' '),
);

/** Whether a record's volume is that of the work. */
export const isWholeBook = ({ type }: SourceRecord): boolean => wholeBooks.has(type);

/** The fields by which two works of one title are two: a book's volume and part, an article's volume and issue. */
const countedBy = (record: SourceRecord): readonly string[] =>
	isWholeBook(record) ? ['volume', 'part'] : record.type === 'article' ? ['volume', 'number'] : [];

/** What a record says of its place among works of one title, as columns and letters to the editor have; empty where it says nothing. */
export const placeAmong = (record: SourceRecord): string => {
	const numbers = countedBy(record).map((field) => record.fields[field] ?? '');
	return numbers.some((number) => number !== '') ? `\n${numbers.join('\n')}` : '';
};

/**
 * Whether two books of one title are two by their volume or part, or two articles of one journal by their volume or issue. What only one of them says
 * shows nothing, nor do ISBNs: print and e-book have two.
 */
export function areTwoVolumes(a: SourceRecord, b: SourceRecord): boolean {
	if (isWholeBook(a) !== isWholeBook(b) || (!isWholeBook(a) && !areOfOneJournal(a, b))) return false;
	return countedBy(a).some((field) => areTwoNumbers(a.fields[field] ?? '', b.fields[field] ?? ''));
}

function areOfOneJournal(a: SourceRecord, b: SourceRecord): boolean {
	if (a.type !== 'article' || b.type !== 'article') return false;
	const [one, other] = [a, b].map(({ venue }) =>
		[venue?.full, venue?.short].map((name) => lettersOf(name ?? '')).filter((name) => name !== ''),
	);
	return one!.some((name) => other!.includes(name));
}

/** Types that are a part of a work whose DOI many files give to each of its parts. */
const parts: ReadonlySet<string> = new Set(
	'bookinbook conference inbook incollection inproceedings inreference suppbook suppcollection'.split(' '),
);

/** Whether a record may have the DOI of the work that it is a part of. */
export const isPart = ({ type }: SourceRecord): boolean => parts.has(type);

/**
 * Whether two records of one DOI are of two works: of a book and a chapter of another title, or of two chapters whose titles have less than half of the
 * words of the shorter one in common.
 */
export function areTwoParts(a: SourceRecord, b: SourceRecord): boolean {
	if (!isPart(a) && !isPart(b)) return false;
	return isWholeBook(a) || isWholeBook(b) ? mainTitle(a) !== mainTitle(b) : haveOtherWords(a, b);
}

/** Whether the titles of two records have less than half of the words of the shorter one in common. */
function haveOtherWords(a: SourceRecord, b: SourceRecord): boolean {
	const [one, other] = [a, b].map(({ title }) => tellingWordsOf(title.slice(0, comparedLength))).sort((x, y) => x.length - y.length);
	return one!.filter((word) => other!.includes(word)).length * 2 < one!.length;
}

/** The words of a title but for those that most titles have, such as "of the", which are short; all of them where no other is there. */
function tellingWordsOf(title: string): readonly string[] {
	const words = wordsOf(title);
	const long = words.filter((word) => word.length > 3);
	return long.length > 0 ? long : words;
}

/** So much of a title is compared (UTF-16 units): a library may have titles of many megabytes. */
const comparedLength = 2000;

/**
 * Whether two records of one arXiv id are of two works, one of which has it by mistake: their titles say so, and their first authors or DOIs. Mendeley gave
 * `1011.1669v3` to works of all kinds.
 */
export function areTwoWithOneArxiv(a: SourceRecord, b: SourceRecord): boolean {
	const [one, other] = [a, b].map((record) => ({
		family: lettersOf(record.authors[0]?.family ?? ''),
		doi: identifierOf(stated(record, 'doi') ?? ''),
	}));
	const haveOther = (field: 'family' | 'doi') => one![field] !== '' && other![field] !== '' && one![field] !== other![field];
	const areOfJournals = [one, other].every((each) => !each!.doi.startsWith(arxivDoi));
	return (haveOther('family') || (haveOther('doi') && areOfJournals)) && haveOtherWords(a, b);
}

/** How DOIs begin that arXiv gives to preprints. */
const arxivDoi = '10.48550/';

const mainTitle = ({ title }: SourceRecord): string => lettersOf(title.replace(/:.*$/s, ''));

/** Two numbers in digits, or two without any: `II` and `2` may be one. */
function areTwoNumbers(a: string, b: string): boolean {
	const [one, other] = [a, b].map((number) => /\d+/.exec(number)?.[0].replace(/^0+(?=\d)/, ''));
	if (one !== undefined && other !== undefined) return one !== other;
	return a !== '' && b !== '' && one === other && lettersOf(a) !== lettersOf(b);
}

/** Whether two records have the same title and first author, letter by letter. */
export function areOfOneTitle(a: SourceRecord, b: SourceRecord): boolean {
	if ((stated(a, 'title') ?? '').length < shortestTitle || stated(b, 'title') === undefined || lettersOf(a.title) !== lettersOf(b.title))
		return false;
	const [one, other] = [a.authors[0] ?? a.editors[0], b.authors[0] ?? b.editors[0]];
	return one !== undefined && other !== undefined && lettersOf(one.family) === lettersOf(other.family);
}

/** The letters and digits of a text as titles and names are compared. */
export const lettersOf = (text: string): string => wordsOf(text).join('');
