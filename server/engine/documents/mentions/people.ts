// Who wrote a paper, and when, as texts say it.
import type { Name } from '../../library/formats/record.js';
import { familyName, type Paper, yearsOf } from '../../library/paper.js';
import { hashOfLetters } from './codes.js';

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
