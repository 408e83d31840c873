import type { Neighbour } from '../similarity.js';

/** Papers are moved between communities in so many rounds at most; it settles in a few. */
const mostRounds = 12;

/** So many papers are looked at in one step. */
const perStep = 500;

/** Pairs of nodes with the weight of what joins them: for each node, the others and the weights, in turn. */
type Graph = readonly (readonly number[])[];

/**
 * Communities of papers that are near to each other: for each paper the number of its own, counted from zero in the order in which they first
 * appear; a paper without neighbours is alone in its. Nodes are moved to where the modularity grows most, communities become the nodes of the
 * next level, until nothing moves (the Louvain method: Blondel, Guillaume, Lambiotte, Lefebvre 2008). The order is fixed, so that the same
 * papers make the same communities. In steps of a few milliseconds.
 */
export function* communitiesOf(neighbours: readonly (readonly Neighbour[])[], resolution = 1): Generator<undefined, Int32Array> {
	let graph = yield* symmetric(neighbours);
	let community = Int32Array.from(neighbours.keys());
	for (;;) {
		const moved = yield* moveAll(graph, resolution);
		const { numbers, count } = renumbered(moved);
		community = community.map((node) => numbers[node]!);
		if (count === graph.length) break;
		graph = merged(graph, numbers, count);
		yield;
	}
	return renumbered(community).numbers;
}

/** Each pair once in both directions, with the sum of both ways. */
function* symmetric(neighbours: readonly (readonly Neighbour[])[]): Generator<undefined, Graph> {
	const sums = neighbours.map(() => new Map<number, number>());
	const add = (from: number, to: number, weight: number) => sums[from]!.set(to, (sums[from]!.get(to) ?? 0) + weight);
	for (const [from, near] of neighbours.entries()) {
		for (const { index: to, similarity } of near) {
			add(from, to, similarity);
			add(to, from, similarity);
		}
		if (from % perStep === perStep - 1) yield;
	}
	const graph: number[][] = [];
	for (const [node, weights] of sums.entries()) {
		graph.push(flat(weights));
		if (node % perStep === perStep - 1) yield;
	}
	return graph;
}

const flat = (weights: ReadonlyMap<number, number>): number[] => {
	const all: number[] = [];
	for (const [other, weight] of weights) all.push(other, weight);
	return all;
};

/** For each node the community in which it comes to rest. */
function* moveAll(graph: Graph, resolution: number): Generator<undefined, Int32Array> {
	const nodes = new Nodes(graph, resolution);
	for (let round = 0; round < mostRounds; round++) {
		let moves = 0;
		for (let node = 0; node < graph.length; node++) {
			if (node % perStep === perStep - 1) yield;
			if (nodes.move(node)) moves++;
		}
		if (moves === 0) break;
	}
	return nodes.community;
}

/** The nodes of one level, each in a community of its own at first. */
class Nodes {
	readonly community: Int32Array;
	/** The weight of all edges of each node, and of each community's nodes. */
	readonly #strength: Float64Array;
	readonly #sums: Float64Array;
	readonly #total: number;

	constructor(
		private readonly graph: Graph,
		private readonly resolution: number,
	) {
		this.community = Int32Array.from(graph.keys());
		this.#strength = Float64Array.from(graph, (edges) => edges.reduce((sum, value, at) => (at % 2 === 1 ? sum + value : sum), 0));
		this.#sums = this.#strength.slice();
		this.#total = this.#strength.reduce((sum, each) => sum + each, 0);
	}

	/** Moves a node to the community where it gains most. Returns whether that is another one. */
	move(node: number): boolean {
		const from = this.community[node]!;
		const strength = this.#strength[node]!;
		this.#sums[from]! -= strength;
		let best = from;
		let most = -Infinity;
		for (const [other, weight] of this.#weightsTo(node)) {
			const gain = this.#total === 0 ? 0 : weight - (this.resolution * this.#sums[other]! * strength) / this.#total;
			// Staying wins over a move that gains nothing, so that it comes to an end.
			if (gain > most + 1e-12 || (gain > most - 1e-12 && other === from)) {
				most = Math.max(gain, most);
				best = other;
			}
		}
		this.#sums[best]! += strength;
		this.community[node] = best;
		return best !== from;
	}

	/** The communities next to a node, and its own, with the weight of what joins it to them. */
	#weightsTo(node: number): ReadonlyMap<number, number> {
		const weights = new Map<number, number>([[this.community[node]!, 0]]);
		const edges = this.graph[node]!;
		for (let at = 0; at < edges.length; at += 2) {
			if (edges[at] === node) continue;
			const other = this.community[edges[at]!]!;
			weights.set(other, (weights.get(other) ?? 0) + edges[at + 1]!);
		}
		return weights;
	}
}

/** Numbers from zero in the order in which they first appear. */
function renumbered(community: Int32Array): { readonly numbers: Int32Array; readonly count: number } {
	const known = new Map<number, number>();
	const numbers = community.map((each) => {
		const number = known.get(each) ?? known.size;
		known.set(each, number);
		return number;
	});
	return { numbers, count: known.size };
}

/** The graph whose nodes are the communities; what is within one is an edge to itself. */
function merged(graph: Graph, numbers: Int32Array, count: number): Graph {
	const sums = Array.from({ length: count }, () => new Map<number, number>());
	for (const [node, edges] of graph.entries()) {
		const weights = sums[numbers[node]!]!;
		for (let at = 0; at < edges.length; at += 2) {
			const other = numbers[edges[at]!]!;
			weights.set(other, (weights.get(other) ?? 0) + edges[at + 1]!);
		}
	}
	return sums.map(flat);
}
