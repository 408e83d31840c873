import type { CancellationToken } from '../../base/cancellation.js';
import { type Pause, yieldToEventLoop } from '../../base/yieldToEventLoop.js';
import { hashOf } from '../index/hashes.js';
import { bundledSource, type IndexedPaper, indexedPapers } from '../indexedPaper.js';
import type { Library } from '../library.js';
import type { Paper } from '../paper.js';
import { type Cluster, clustersOf } from './clusters.js';
import { KeywordTopics } from './keywordTopics.js';
import { phrasesOf } from './phrases.js';

/** What the papers of a library are about, as groups that a person can look through. */
export interface PaperTopics {
	/**
	 * The names of a paper's topics: keywords and collections that enough papers share, else the cluster to which its title and abstract belong.
	 * Empty where there is none. A paper that came later goes where its keywords, or the words of its title, do.
	 */
	of(paper: IndexedPaper): readonly string[];
}

/** Of fewer papers than this none are clustered. */
const worthClustering = 6;

/** So many papers are clustered; of more, the others go where the words of their titles do. */
const mostClustered = 10_000;

/** Of so many papers it is kept where the words of their titles go. */
const mostKept = 4000;

/** A step takes so many milliseconds at most. */
const step = 4;

/** Whether a paper is the user's: bundled ones are not. */
export const isOwn = ({ sources }: Pick<IndexedPaper, 'sources'>): boolean => sources.some((source) => source !== bundledSource);

/** How many clusters of so many papers are wanted. */
const sizesFor = (count: number, taken: number) => ({
	most: Math.max(3, Math.min(30, Math.round(Math.sqrt(count) * 0.8), 48 - taken)),
	least: count < 60 ? 2 : Math.max(3, Math.round(count / 400)),
});

/** What makes topics of a library. */
export interface TopicMaking {
	readonly library: Library;
	/** Titles of topics by their names. */
	readonly titles: Readonly<Record<string, string>>;
	/** A paper's abstract or summary; empty where it has none. Asked in the library's order. */
	textOf(paper: Paper): string | Promise<string>;
	/** What is done between two steps, where nobody waits. */
	readonly pause?: Pause;
}

/**
 * Makes topics of the user's own papers; papers that are only bundled keep those that they come with. The same library makes the same topics. Works
 * in steps of a few milliseconds; nothing once cancelled.
 */
export async function paperTopicsOf(
	{ library, titles, textOf, pause = yieldToEventLoop }: TopicMaking,
	token: CancellationToken,
): Promise<PaperTopics | undefined> {
	let since = performance.now();
	const goOn = async (): Promise<boolean> => {
		if (performance.now() - since >= step) {
			await pause();
			since = performance.now();
		}
		return !token.isCancellationRequested;
	};
	const own: IndexedPaper[] = [];
	const papers = indexedPapers(library);
	for (let index = 0; index < library.size; index++) {
		const paper = papers.at(index);
		if (isOwn(paper)) own.push(paper);
		if (!(await goOn())) return undefined;
	}
	const choosing = KeywordTopics.choosing(own, titles);
	let chosen = choosing.next();
	for (; !chosen.done; chosen = choosing.next()) if (!(await goOn())) return undefined;
	const keywords = chosen.value;
	const rest: IndexedPaper[] = [];
	for (const paper of own) {
		if (keywords.of(paper).length === 0) rest.push(paper);
		if (!(await goOn())) return undefined;
	}
	const clustered = rest.length <= mostClustered ? rest : spread(rest, mostClustered);
	if (clustered.length < worthClustering) return new MadeTopics(keywords, [], new Map());
	const written: string[] = [];
	for (const { number } of clustered) {
		written.push(library.paperOf(number)!.title);
		if (!(await goOn())) return undefined;
	}
	const found = await clustersOf(
		written,
		async (index) => {
			const paper = library.paperOf(clustered[index]!.number)!;
			return { ...paper, notes: [], text: `${paper.claim ?? ''} ${await textOf(paper)}` };
		},
		sizesFor(clustered.length, keywords.count),
		token,
		pause,
	);
	if (!found) return undefined;
	const { clusters, of } = found;
	return new MadeTopics(keywords, clusters, new Map(clustered.map((paper, index) => [identityOf(paper), of[index]!])));
}

/** So many of the papers, evenly spread. */
const spread = <T>(all: readonly T[], count: number): T[] =>
	Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)]!);

/** Tells papers apart also when their records are numbered otherwise. */
const identityOf = ({ key, title }: IndexedPaper): number => hashOf(`${key}\n${title}`);

class MadeTopics implements PaperTopics {
	/** For which clusters each term speaks, and how much. */
	readonly #speaking = new Map<string, { readonly cluster: number; readonly weight: number }[]>();
	/** The clusters of papers that were asked for lately, by their identities: of a filter that is typed on, most papers stay. */
	readonly #lately = new Map<number, number>();
	/** How much the words of a title speak for each cluster. */
	readonly #sums: Float64Array;

	constructor(
		private readonly keywords: KeywordTopics,
		private readonly clusters: readonly Cluster[],
		/** The cluster of each paper that was clustered, by its identity; -1 for none. */
		private readonly clusterOf: ReadonlyMap<number, number>,
	) {
		this.#sums = new Float64Array(clusters.length);
		for (const [cluster, { weights }] of clusters.entries())
			for (const [term, weight] of weights) {
				const speaking = this.#speaking.get(term);
				if (speaking) speaking.push({ cluster, weight });
				else this.#speaking.set(term, [{ cluster, weight }]);
			}
	}

	of(paper: IndexedPaper): readonly string[] {
		if (!isOwn(paper)) return paper.topics;
		const keywords = this.keywords.of(paper);
		if (keywords.length > 0) return keywords;
		const cluster = this.#clusterFor(paper);
		return cluster < 0 ? [] : [this.clusters[cluster]!.label];
	}

	/** The cluster of a paper: that in which it is, or else the one nearest to its title; -1 for none. */
	#clusterFor(paper: IndexedPaper): number {
		const identity = identityOf(paper);
		const known = this.clusterOf.get(identity) ?? this.#lately.get(identity);
		if (known !== undefined) return known;
		const nearest = this.#nearest(paper.title);
		if (this.#lately.size >= mostKept) this.#lately.clear();
		this.#lately.set(identity, nearest);
		return nearest;
	}

	/** The cluster for which the words of a title speak most; -1 for none. */
	#nearest(title: string): number {
		const sums = this.#sums.fill(0);
		for (const { term } of phrasesOf(title)) for (const { cluster, weight } of this.#speaking.get(term) ?? []) sums[cluster]! += weight;
		let best = -1;
		let most = 0;
		for (const [index, sum] of sums.entries())
			if (sum > most) {
				most = sum;
				best = index;
			}
		return best;
	}
}
