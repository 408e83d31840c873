import type { CancellationToken } from '../../base/cancellation.js';
import { inSteps } from '../../base/inSlices.js';
import type { Pause } from '../../base/yieldToEventLoop.js';
import { type Neighbour, nearest } from '../similarity.js';
import type { Traits } from '../similarityFeatures.js';
import { communitiesOf } from './communities.js';
import { phrasesOf } from './phrases.js';

/** A topic that several papers share, named by the words of their titles. */
export interface Cluster {
	/** "coral reefs, bleaching": what its titles say and others do not. */
	readonly label: string;
	/** Words and pairs of its titles, as `phrasesOf` has them, with how much each speaks for it. */
	readonly weights: ReadonlyMap<string, number>;
}

export interface Clusters {
	readonly clusters: readonly Cluster[];
	/** For each paper the index of its cluster; -1 where it belongs to none. */
	readonly of: Int32Array;
}

/** So many neighbours of a paper count. */
const neighbourCount = 8;

/** So many phrases speak for a cluster. */
const mostWeights = 60;

/** So many papers are looked at in one step. */
const perStep = 200;

/** How many clusters of how many papers are wanted. */
export interface ClusterSizes {
	readonly most: number;
	/** Smaller ones are dissolved. */
	readonly least: number;
}

/**
 * Clusters of papers whose titles and texts say the same: communities of nearest neighbours, the largest first, with labels from their titles. The
 * same papers in the same order make the same clusters. Works in steps of a few milliseconds; nothing once cancelled.
 */
export async function clustersOf(
	titles: readonly string[],
	traitsOf: (index: number) => Traits | Promise<Traits>,
	sizes: ClusterSizes,
	token: CancellationToken,
	pause?: Pause,
): Promise<Clusters | undefined> {
	const neighbours = await nearest(titles.length, traitsOf, neighbourCount, token, pause);
	if (!neighbours) return undefined;
	let clusters: Clusters | undefined;
	await inSteps(
		(function* (): Generator<undefined, void> {
			const community = yield* communitiesOf(neighbours);
			const members = sized(membersOf(community), neighbours, sizes);
			clusters = yield* labelled(titles, members);
		})(),
		token,
		pause,
	);
	return clusters;
}

function membersOf(community: Int32Array): number[][] {
	const members: number[][] = [];
	for (const [paper, number] of community.entries()) {
		members[number] ??= [];
		members[number].push(paper);
	}
	return members;
}

/** Clusters of the wanted sizes, the largest first: papers of those that are too small go where most of their neighbours are, or nowhere. */
function sized(members: readonly number[][], neighbours: readonly (readonly Neighbour[])[], { most, least }: ClusterSizes): number[][] {
	const bySize = [...members].sort((a, b) => b.length - a.length || a[0]! - b[0]!);
	const kept = bySize.filter((all, rank) => rank < most && all.length >= least).map((all) => [...all]);
	const clusterOf = new Map<number, number>();
	for (const [cluster, all] of kept.entries()) for (const paper of all) clusterOf.set(paper, cluster);
	const homes = bySize.slice(kept.length).flat();
	for (const paper of homes) {
		const votes = new Map<number, number>();
		for (const { index, similarity } of neighbours[paper]!) {
			const cluster = clusterOf.get(index);
			if (cluster !== undefined) votes.set(cluster, (votes.get(cluster) ?? 0) + similarity);
		}
		const [best] = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
		if (best) kept[best[0]]!.push(paper);
	}
	return kept.sort((a, b) => b.length - a.length || a[0]! - b[0]!);
}

/** The clusters with their words. Those whose titles have nothing in common that a label could say are dissolved. */
function* labelled(titles: readonly string[], members: readonly (readonly number[])[]): Generator<undefined, Clusters> {
	/** How many titles have a term. */
	const counts = new Map<string, number>();
	const phrases: (readonly string[])[] = [];
	for (const [index, title] of titles.entries()) {
		if (index % perStep === perStep - 1) yield;
		const terms = phrasesOf(title).map(({ term }) => term);
		for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
		phrases.push(terms);
	}
	const of = new Int32Array(titles.length).fill(-1);
	const clusters: Cluster[] = [];
	const labels = new Set<string>();
	for (const papers of members) {
		yield;
		const weights = weightsOf(papers, phrases, counts, titles.length);
		const label = labelOf(papers, weights, titles, labels);
		if (label === undefined) continue;
		labels.add(label);
		for (const paper of papers) of[paper] = clusters.length;
		clusters.push({ label, weights: new Map([...weights].slice(0, mostWeights)) });
	}
	return { clusters, of };
}

/** How much each term speaks for papers, most first: how many of their titles have it, and how few others. */
function weightsOf(
	papers: readonly number[],
	phrases: readonly (readonly string[])[],
	counts: ReadonlyMap<string, number>,
	size: number,
): ReadonlyMap<string, number> {
	const within = new Map<string, number>();
	for (const paper of papers) for (const term of phrases[paper]!) within.set(term, (within.get(term) ?? 0) + 1);
	const weights: [term: string, weight: number][] = [];
	for (const [term, count] of within) {
		// What one title has says nothing of the others.
		if (count < 2) continue;
		const all = counts.get(term)!;
		const lift = Math.log((count * size) / (all * papers.length));
		if (lift <= 0.2 && papers.length < size) continue;
		// A pair says more than either of its words.
		const length = term.includes(' ') ? 2.5 : 1;
		weights.push([term, (count / papers.length) * Math.max(lift, 0.2) * length]);
	}
	return new Map(weights.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

/** A label names so many phrases at most. */
const mostNamed = 2;

/** The heaviest terms as most titles write them, none with a word of another; nothing where there are none. */
function labelOf(
	papers: readonly number[],
	weights: ReadonlyMap<string, number>,
	titles: readonly string[],
	taken: ReadonlySet<string>,
): string | undefined {
	const chosen: string[] = [];
	const used = new Set<string>();
	let heaviest = 0;
	for (const [term, weight] of weights) {
		const words = term.split(' ');
		// A second phrase that few of the papers have would mislead.
		if (weight < heaviest / 4) break;
		if (words.some((word) => used.has(word))) continue;
		chosen.push(term);
		heaviest ||= weight;
		for (const word of words) used.add(word);
		if (chosen.length === mostNamed) break;
	}
	if (chosen.length === 0) return undefined;
	const written = writtenForms(papers, chosen, titles);
	const label = chosen.map((term) => written.get(term) ?? term).join(', ');
	return taken.has(label) ? undefined : label;
}

/** How most of the titles write each term: in small letters unless it always has capitals within a sentence. */
function writtenForms(papers: readonly number[], terms: readonly string[], titles: readonly string[]): ReadonlyMap<string, string> {
	const forms = new Map<string, Map<string, number>>(terms.map((term) => [term, new Map()]));
	for (const paper of papers)
		for (const { term, written } of phrasesOf(titles[paper]!)) {
			const counts = forms.get(term);
			if (!counts) continue;
			// Titles in title case say nothing of a word's own capitals; those beyond the first letter are its own.
			const form = written
				.split(/([\s-])/)
				.map((word) => (/^.\P{Lu}*$/u.test(word) ? word.toLowerCase() : word))
				.join('');
			counts.set(form, (counts.get(form) ?? 0) + 1);
		}
	return new Map(
		Array.from(forms, ([term, counts]) => [term, [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? term]),
	);
}
