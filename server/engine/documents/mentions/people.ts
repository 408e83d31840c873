// Who wrote a paper, and when, as texts say it.

import type { Span } from '../../base/span.js';
import type { Name } from '../../library/formats/record.js';
import { familyName, type Paper, yearsOf } from '../../library/paper.js';
import { hashOfLetters } from './codes.js';
import { foldedWords } from './topics.js';

/** Whether a paper has authors beside the first. */
export const isSeveral = (paper: Paper): boolean => peopleOf(paper).length > 1 || paper.andOthers;

/** Returns the authors, or the editors of a paper without authors. */
export const peopleOf = ({ authors, editors }: Pick<Paper, 'authors' | 'editors'>): readonly Name[] =>
	authors.length > 0 ? authors : editors;

/** What a text calls a person by: with and without the particle. */
export const familiesOf = (name: Name): readonly string[] => (name.particle ? [name.family, familyName(name)] : [name.family]);

/** Whether a person has a family name with this hash, with or without the particle. */
export const isFamily = (name: Name | undefined, hash: number): boolean =>
	name !== undefined && familiesOf(name).some((each) => hashOfLetters(each) === hash);

/** Whether a year can be that of a paper's other version: of the publication after a preprint, or of the preprint before. */
export function isOtherVersions(paper: Paper, year: number): boolean {
	if (paper.year === undefined || paper.published !== undefined) return false;
	const isElsewhere =
		(paper.doi !== undefined && !/arxiv/i.test(paper.doi)) ||
		(paper.venue !== undefined && !/arxiv|preprint|corr\b/i.test(paper.venue.full ?? ''));
	// What says neither where it appeared nor that it is a preprint has the one year.
	const isPreprint = !isElsewhere && (paper.arxiv !== undefined || paper.venue !== undefined);
	return (isPreprint && year - paper.year === 1) || (isElsewhere && paper.year - year === 1);
}

/** Whether a paper is a book or in a journal and has nothing of a preprint, so that its one year is plain. */
export const isPlainlyDated = ({ type, arxiv, published, venue }: Paper): boolean =>
	arxiv === undefined &&
	published === undefined &&
	(type === 'book' || (type === 'article' && venue !== undefined && !/arxiv|preprint|rxiv|corr\b/i.test(venue.full ?? '')));

/** Whether a year is a paper's, or off by one. */
export const isClose = (paper: Paper, year: number): boolean => yearsOf(paper).some((each) => Math.abs(each - year) <= 1);

/** Those of some papers that three or more people wrote, for which texts say "et al."; all of them where there are none. */
export function byMost(papers: readonly Paper[]): readonly Paper[] {
	const most = papers.filter((paper) => paper.andOthers || peopleOf(paper).length > 2);
	return most.length > 0 ? most : papers;
}

/** Given names, perhaps with initials behind them, before a family name. */
const givenNames = /(?:\p{Lu}[\p{L}'’-]{2,20}[\s~]){1,3}(?:\p{Lu}\.[\s~]?){0,2}$/u;
const longestGiven = 60;

/** Whether authors are named as the persons that they are: the text has the given names of the first and the last, "Richard Sutton and Andrew Barto". */
export function arePersons(text: string, { start, end }: Span, paper: Paper): boolean {
	const [first, ...others] = peopleOf(paper);
	const last = others.at(-1);
	if (first === undefined || last === undefined) return false;
	const words = text.slice(start, end);
	const at = words.lastIndexOf(last.family);
	if (at <= 0 || !givenNames.test(words.slice(0, at))) return false;
	const before = givenNames.exec(text.slice(Math.max(0, start - longestGiven), start))?.[0] ?? '';
	// "As Sutton and Andrew Barto" has none before the first.
	return before.split(/[\s~]/).some((word) => word !== '' && word[0] === (first.given?.[0] ?? word[0]));
}

/** How far from authors the title of their work may be. */
const farthestTitle = 200;

/** Whether a paper's title, or the part before its colon, is near its authors. */
export function hasTitleNear(text: string, { start, end }: Span, { title }: Paper): boolean {
	const near = ` ${foldedWords(text.slice(Math.max(0, start - farthestTitle), end + farthestTitle))} `;
	return near.includes(` ${foldedWords(title.split(/[:?!] /, 1)[0]!)} `);
}
