import { distance } from '../../base/distance.js';
import { foldedWords } from '../../base/fold.js';
import { type LocalizableMessage, localizable } from '../../base/localizableMessage.js';
import { plainText } from '../../base/plainLetters.js';
import type { Library } from '../../library/library.js';
import { authorYear, familyName, type Paper, printedYear, yearsOf } from '../../library/paper.js';
import type { StatedWork } from './statedReference.js';

/** What the library says of a stated reference. */
export interface Match {
	/** `found`: one paper; `ambiguous`: several would do; `unknown`: the library confirms none. */
	readonly verdict: 'found' | 'ambiguous' | 'unknown';
	/** The paper found, those that may be meant, or those that come nearest to what is unknown. */
	readonly papers: readonly Paper[];
	/** Why nothing was found, or in what the paper found differs from what is stated. */
	readonly reason?: LocalizableMessage;
}

/** So many papers are named where several would do. */
const mostNamed = 5;

/** So many papers of one author and year are distinguished. */
const mostOfAuthor = 200;

/** What papers of which any may be meant come to; they are at least one. */
export const oneOf = (papers: readonly Paper[]): Match => ({
	verdict: papers.length > 1 ? 'ambiguous' : 'found',
	papers: papers.slice(0, mostNamed),
});

/** The paper that a citation key means: with a record in the bibliographies, if one has the key there, else anywhere. */
export function matchKey(library: Library, key: string, bibliographies: readonly string[]): Match {
	const papers = library.byKey(key, bibliographies);
	const inOwn = papers.filter(({ places }) => places.some(({ source }) => bibliographies.includes(source)));
	if (inOwn.length > 0) return oneOf(inOwn);
	if (papers.length > 0) return oneOf(papers);
	const nearest = library.find(key, { limit: 10, bibliographies }).map(({ paper }) => paper);
	const alike = nearest.filter((paper) => paper.keys.some((each) => areAlike(each, key))).slice(0, 3);
	return { verdict: 'unknown', papers: alike, reason: localizable('No paper of the library has the key “{0}”.', key) };
}

/** Whether one key may be the other mistyped, or both begin with one name. */
function areAlike(a: string, b: string): boolean {
	const [one, other] = [plainText(a), plainText(b)];
	const stem = /^\p{L}{4,}/u.exec(other)?.[0];
	return distance(one, other) <= 2 || (stem !== undefined && one.startsWith(stem));
}

/** The library's paper that a stated work is: by identifier, else by title, else by authors and year. What contradicts it is said. */
export function matchWork(library: Library, work: StatedWork): Match {
	const identifier = work.doi ?? work.arxiv;
	const identified = [work.doi, arxivOfDoi(work.doi), work.arxiv]
		.map((each) => (each === undefined ? undefined : library.byIdentifier(each)))
		.find((paper) => paper !== undefined);
	if (identified) {
		if (work.title !== undefined && !isTitleOf(work.title, identified))
			return {
				verdict: 'unknown',
				papers: [identified],
				reason: localizable('{0} belongs to another paper: “{1}”.', identifier!, identified.title),
			};
		return { verdict: 'found', papers: [identified], ...differences(work, identified) };
	}
	if (work.title !== undefined) return matchTitle(library, work, work.title);
	if (identifier !== undefined)
		return { verdict: 'unknown', papers: [], reason: localizable('No paper of the library has the identifier {0}.', identifier) };
	return matchAuthorYear(library, work);
}

const arxivOfDoi = (doi: string | undefined): string | undefined => /^10\.48550\/arxiv\.(.+)$/i.exec(doi ?? '')?.[1];

function matchTitle(library: Library, work: StatedWork, title: string): Match {
	const candidates = [
		...new Set(
			[title, ...withoutVenue(title), ...withoutBracket(title), ...withoutSubtitle(title)].flatMap((each) =>
				library.find(each, { limit: 10 }).map(({ paper }) => paper),
			),
		),
	];
	const same = candidates.filter((paper) => isTitleOf(title, paper));
	const agreeing = same.filter((paper) => hasAuthors(paper, work));
	const ofYear = agreeing.filter((paper) => isOfYear(paper, work, 1));
	const [best, ...others] = ofYear.length > 0 ? ofYear : agreeing;
	if (best && others.length === 0) return { verdict: 'found', papers: [best], ...differences(work, best) };
	if (best) return oneOf([best, ...others]);
	if (same[0])
		return {
			verdict: 'unknown',
			papers: [same[0]],
			reason: localizable('The library has this title by others: {0}.', authorYear(same[0])),
		};
	return {
		verdict: 'unknown',
		papers: candidates.filter((paper) => likeness(title, paper.title) >= 0.5).slice(0, 3),
		reason: localizable('No paper of the library has this title.'),
	};
}

/** A title without what may be a venue behind its last comma. */
function withoutVenue(title: string): readonly string[] {
	const comma = title.lastIndexOf(',');
	return comma > 10 ? [title.slice(0, comma)] : [];
}

/** A title without what some styles put in brackets behind it: "(Preprint …)", "(2nd ed.)". */
function withoutBracket(title: string): readonly string[] {
	const opened = [title.lastIndexOf(' ('), title.lastIndexOf(' ['), title.indexOf(' [')];
	return [...new Set(opened)].filter((open) => open > 5).map((open) => title.slice(0, open));
}

function matchAuthorYear(library: Library, work: StatedWork): Match {
	const [first = ''] = work.families;
	const ofAuthor = library.find(`${first} ${work.year ?? ''}`, { limit: mostOfAuthor }).map(({ paper }) => paper);
	const isByFirst = (paper: Paper): boolean => sameFamily(familiesOf(paper)[0] ?? '', first);
	const papers = ofAuthor.filter((paper) => isByFirst(paper) && isOfYear(paper, work, 0) && hasAuthors(paper, work));
	if (papers.length > 0) return oneOf(papers);
	const near = library.find(first, { limit: mostOfAuthor }).map(({ paper }) => paper);
	return {
		verdict: 'unknown',
		papers: near.filter(isByFirst).slice(0, 3),
		reason: localizable('No paper of the library is by {0} and of {1}.', work.families.join(', '), String(work.year ?? '')),
	};
}

const familiesOf = ({ authors, editors }: Paper): readonly string[] => (authors.length > 0 ? authors : editors).map(familyName);

const sameFamily = (a: string, b: string): boolean => {
	const [one, other] = [plainText(a), plainText(b)].map((name) => name.replace(/[^\p{L}]/gu, ''));
	return (
		one === other || (one!.length > 5 && distance(one!, other!) <= 1) || (one!.endsWith(other!) && other!.length > 3 && a.includes(' '))
	);
};

/** Whether a paper's authors are those stated, as far as they are stated: the first agrees, and most of the others are among them. */
function hasAuthors(paper: Paper, { families, andOthers }: StatedWork): boolean {
	const own = familiesOf(paper);
	if (families.length === 0 || own.length === 0) return true;
	if (!sameFamily(own[0]!, families[0]!)) return false;
	if (andOthers && own.length === 1 && !paper.andOthers) return false;
	const known = families.filter((family) => own.some((each) => sameFamily(each, family)));
	return known.length * 2 > families.length || (paper.andOthers && families.length > own.length);
}

const isOfYear = (paper: Paper, { year }: StatedWork, tolerance: number): boolean =>
	year === undefined || yearsOf(paper).length === 0 || yearsOf(paper).some((each) => Math.abs(each - year) <= tolerance);

/** In what a found paper differs from what is stated of it. */
function differences(work: StatedWork, paper: Paper): { readonly reason?: LocalizableMessage } {
	const year = printedYear(paper);
	if (!isOfYear(paper, work, 0) && year !== undefined)
		return { reason: localizable('The year is {0} in the library, not {1}.', String(year), String(work.year)) };
	if (!hasAuthors(paper, work)) return { reason: localizable('The library names other authors: {0}.', authorYear(paper)) };
	if (work.doi !== undefined && paper.doi !== undefined && work.doi.toLowerCase() !== paper.doi.toLowerCase() && !arxivOfDoi(work.doi))
		return { reason: localizable('The DOI is {0} in the library, not {1}.', paper.doi, work.doi) };
	return {};
}

/** Whether a stated title is a paper's, perhaps without its subtitle or with a venue behind it. */
function isTitleOf(stated: string, { title, alsoTitles, names }: Paper): boolean {
	const own = [title, ...alsoTitles];
	const forms = [stated, ...withoutVenue(stated), ...withoutBracket(stated)];
	const whole = [...own, ...own.flatMap(withoutSubtitle)];
	if (forms.some((form) => whole.some((each) => areOneTitle(form, each)))) return true;
	return names.some((name) => foldedWords(name).join() === foldedWords(stated).join());
}

/** The main title, where it says enough by itself: two words, or a name with a capital within. */
const withoutSubtitle = (title: string): readonly string[] => {
	const main = title.split(/:\s|[?!]\s/, 1)[0] ?? title;
	return main !== title && foldedWords(main).length >= 2 ? [main] : [];
};

const light: ReadonlySet<string> = new Set('a an and at by for from in of on the to via with'.split(' '));

/** Two titles word by word; small words do not count, a mistyped one counts as the same. */
function areOneTitle(a: string, b: string): boolean {
	const [one, other] = [a, b].map((title) => foldedWords(title).filter((word) => !light.has(word))) as [string[], string[]];
	// Hyphens and blanks within words are a matter of taste.
	if (one.join('') === other.join('')) return one.length > 0;
	return one.length === other.length && one.every((word, index) => word === other[index] || isMistyped(word, other[index]!));
}

/** One letter of a word that is not short, or two of a long one: "networks" and "network" are one. */
const isMistyped = (a: string, b: string): boolean => {
	const length = Math.min(a.length, b.length);
	return length >= 5 && distance(a, b) <= (length >= 10 ? 2 : 1);
};

/** How much of two titles' words is common, from 0 to 1. */
function likeness(a: string, b: string): number {
	const [one, other] = [new Set(foldedWords(a)), new Set(foldedWords(b))];
	const common = [...one].filter((word) => other.has(word)).length;
	return (2 * common) / Math.max(1, one.size + other.size);
}
