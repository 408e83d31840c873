import { compareTexts } from '../base/compareTexts.js';
import { namesOf, stated } from './formats/record.js';
import { wordsOf } from './index/letters.js';
import type { FindOptions, Hit } from './library.js';
import { familyName, type Origin, type Paper } from './paper.js';
import { queryWords } from './search/search.js';

export interface RankedHit extends Hit {
	/** Those with a higher one come first, whatever their scores: 1, or 0 for what is bundled and nothing else, unless the query is its key or nickname. */
	readonly standing: 0 | 1;
}

/** Points of a paper for the origin of its strongest record. */
const originPoints: Readonly<Record<Origin, number>> = { workspace: 60, user: 40, bundled: 0 };

/** Less than an exact key or nickname, more than any words of a title: what the document can cite as it is comes before what has to be added. */
const inBibliography = 80;

/**
 * The papers by how well they answer the query, best first: an exact key, then the beginning of a key, a nickname, a
 * title's beginning, then by `points` (the words' own) and by what is near: cited here, in the document's bibliographies. What is bundled and
 * nothing else comes behind all others, unless the query is its key or nickname. Of equal ones the first of `papers` is the first.
 */
export function rank(
	papers: readonly { readonly paper: Paper; readonly points: number }[],
	query: string,
	{ favoured = [], bibliographies = [] }: FindOptions,
): RankedHit[] {
	const typed = query.trim();
	const lower = typed.toLowerCase();
	const words = queryWords(query);
	const joined = wordsOf(query).join('');
	const spaced = wordsOf(query).join(' ');
	const places = new Map(favoured.map((key, index) => [key, index]));
	const sources = new Set(bibliographies);
	const scoreOf = (paper: Paper, points: number): number => {
		let score = points;
		if (paper.keys.includes(typed)) score += 4000;
		else if (lower !== '' && paper.keys.some((key) => key.toLowerCase().startsWith(lower))) score += 300;
		if (joined !== '') {
			score += Math.max(0, ...namesOf(paper).map((name) => nicknamePoints(wordsOf(name).join(''), joined)));
			score += titlePoints(wordsOf(stated(paper, 'title') ?? ''), words, spaced);
			const [first] = paper.authors;
			if (first && words.some((word) => wordsOf(familyName(first)).includes(word))) score += 30;
		}
		const favour = paper.keys.map((key) => places.get(key)).find((place) => place !== undefined);
		if (favour !== undefined) score += Math.max(25, 60 - favour);
		if (paper.places.some(({ source }) => sources.has(source))) score += inBibliography;
		score += originPoints[paper.places[0]?.origin ?? 'bundled'] + (paper.summary ? 6 : 0);
		return score;
	};
	const standing = (paper: Paper): 0 | 1 => {
		if (paper.places[0]?.origin !== 'bundled') return 1;
		return paper.keys.includes(typed) || (joined !== '' && namesOf(paper).some((name) => wordsOf(name).join('') === joined)) ? 1 : 0;
	};
	return papers
		.map(({ paper, points }) => ({ paper, standing: standing(paper), score: scoreOf(paper, points) }))
		.sort((a, b) => b.standing - a.standing || b.score - a.score || compareTexts(a.paper.key, b.paper.key));
}

const nicknamePoints = (name: string, typed: string): number => (name === typed ? 1000 : name.startsWith(typed) ? 120 : 0);

/** More where the title begins as typed, and where its words come in the typed order, close together. */
function titlePoints(title: readonly string[], words: readonly string[], spaced: string): number {
	let points = title.join(' ').startsWith(spaced) ? 60 : 0;
	let last = -1;
	for (const word of words) {
		const place = title.findIndex((each, index) => index > last && each.startsWith(word));
		if (place < 0) continue;
		points += last >= 0 && place === last + 1 ? 14 : 6;
		last = place;
	}
	return points;
}
