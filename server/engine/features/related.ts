import { compareTexts } from '../base/compareTexts.js';
import type { Paper } from '../library/paper.js';
import type { Context } from './context.js';

/** A paper near another, and why. */
export interface RelatedPaper {
	readonly paper: Paper;
	/** The other's summary links it. */
	readonly isLinked: boolean;
	/** The topics that both are on, by name. */
	readonly topics: readonly string[];
	/** Its title and text speak of what the other's title does. */
	readonly isAlike: boolean;
}

/**
 * The papers nearest to one, at most `limit`: those its summary links first; then by shared topics (rare ones weigh more) and by how
 * well their texts answer its title.
 */
export function relatedPapers({ library }: Pick<Context, 'library'>, paper: Paper, limit = 8): readonly RelatedPaper[] {
	const found = new Map<string, RelatedPaper & { readonly score: number }>();
	const add = (other: Paper | undefined, score: number, why: Partial<RelatedPaper>) => {
		if (!other || paper.keys.includes(other.key)) return;
		const known = found.get(other.key) ?? { paper: other, isLinked: false, topics: [], isAlike: false, score: 0 };
		found.set(other.key, { ...known, ...why, topics: [...known.topics, ...(why.topics ?? [])], score: known.score + score });
	};
	for (const key of new Set(paper.related)) add(library.byKey(key)[0], 10, { isLinked: true });
	const [best, ...close] = library.find(paper.title, { limit: 30 });
	const top = best?.score || 1;
	for (const { paper: other, score } of close) add(other, (2 * score) / top, { isAlike: true });
	for (const topic of paper.topics) {
		const sharing = library.find(topic.replace(/-/g, ' '), { limit: 50 }).filter((hit) => hit.paper.topics.includes(topic));
		for (const { paper: other } of sharing) add(other, 1 + 2 / (1 + sharing.length), { topics: [topic] });
	}
	return [...found.values()].sort((a, b) => b.score - a.score || compareTexts(a.paper.key, b.paper.key)).slice(0, limit);
}

/** The papers nearest to several, without these, at most `limit`: the nearest of each in turn, so that none is left out for another's many. */
export function relatedToAll(context: Pick<Context, 'library'>, papers: readonly Paper[], limit: number): readonly Paper[] {
	const most = limit + papers.length;
	const lists = papers.map((paper) => relatedPapers(context, paper, most));
	const own = new Set(papers.map(({ key }) => key));
	const others = new Map<string, Paper>();
	for (let place = 0; place < most && others.size < limit; place++)
		for (const list of lists) {
			const paper = list[place]?.paper;
			if (paper && !own.has(paper.key) && others.size < limit) others.set(paper.key, paper);
		}
	return [...others.values()];
}
