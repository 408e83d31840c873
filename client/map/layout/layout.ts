import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force';

/** What is to be laid out: points by their indices. */
export interface LayoutTask {
	readonly size: number;
	/** For each point its nearest: index and closeness in thousandths in turn. */
	readonly neighbours: readonly (readonly number[])[];
	/** Pairs of indices, flat, that belong together whatever else. */
	readonly links: readonly number[];
	/** Where points lay before, x and y in turn; NaN for those that are new. Left out where nothing is known. */
	readonly before?: Float32Array;
}

interface Node extends SimulationNodeDatum {
	readonly index: number;
	x: number;
	y: number;
}

interface Link {
	readonly source: number;
	readonly target: number;
	readonly weight: number;
}

/** The distance that near points keep, in the map's own units. */
export const spacing = 12;

/** With fewer old points than this share, the map is laid out anew. */
const enoughKnown = 0.6;

/**
 * Places for points such that near papers lie near each other: x and y in turn, around the origin. The same task always gives the
 * same places: the simulation starts from a fixed spiral and draws its small numbers from a fixed series (d3-force's own). Points
 * that lay somewhere before stay about there. Yields the share done after each step, so that whoever runs it may pause or stop.
 */
export function* layout(task: LayoutTask): Generator<number, Float32Array> {
	const { size, before } = task;
	const links = linksOf(task);
	const known = before ? countKnown(before) : 0;
	const keeps = before !== undefined && known > 0 && known >= size * enoughKnown;
	const start = keeps ? startFrom(before, task) : spiral(size);
	const nodes: Node[] = start.map(([x, y], index) => ({ index, x, y }));
	const crowd = Math.max(1, Math.sqrt(size / 80));
	const simulation = forceSimulation(nodes)
		.force(
			'links',
			forceLink<Node, Link>(links)
				.distance(({ weight }) => spacing * (2.2 - Math.min(1.2, weight)))
				.strength(({ weight }) => Math.min(1, 0.15 + 0.6 * weight) / (1 + Math.log2(crowd) / 4)),
		)
		.force(
			'apart',
			forceManyBody<Node>()
				.strength(-30)
				.theta(1.2)
				.distanceMax(spacing * 40),
		)
		.force('collide', forceCollide<Node>(spacing * 0.55).strength(0.6))
		.force('x', forceX<Node>(0).strength(0.025))
		.force('y', forceY<Node>(0).strength(0.035))
		.stop();
	const steps = keeps ? (known === size ? 30 : 60) : size > 2000 ? 130 : size > 500 ? 180 : 300;
	simulation
		.alpha(keeps ? 0.06 : 1)
		.alphaDecay(keeps ? 0.02 : 1 - 0.001 ** (1 / steps))
		.velocityDecay(0.45);
	for (let step = 0; step < steps; step++) {
		simulation.tick();
		yield (step + 1) / steps;
	}
	const places = new Float32Array(2 * size);
	for (const { index, x, y } of nodes) places.set([x, y], 2 * index);
	return places;
}

/** The whole layout at once. */
export function layOut(task: LayoutTask): Float32Array {
	const steps = layout(task);
	for (;;) {
		const { done, value } = steps.next();
		if (done) return value;
	}
}

/** Each pair of neighbours once; links of summaries and notes at least as strong as good neighbours. */
function linksOf({ size, neighbours, links }: LayoutTask): Link[] {
	const weights = new Map<number, number>();
	const add = (a: number, b: number, weight: number) => {
		const pair = Math.min(a, b) * size + Math.max(a, b);
		weights.set(pair, Math.max(weights.get(pair) ?? 0, weight));
	};
	for (const [from, all] of neighbours.entries())
		for (let place = 0; place < all.length; place += 2) add(from, all[place]!, all[place + 1]! / 1000);
	for (let place = 0; place < links.length; place += 2) add(links[place]!, links[place + 1]!, 0.6);
	return Array.from(weights, ([pair, weight]) => ({ source: Math.floor(pair / size), target: pair % size, weight }));
}

function countKnown(before: Float32Array): number {
	let known = 0;
	for (let index = 0; index < before.length; index += 2) if (!Number.isNaN(before[index])) known++;
	return known;
}

/** Sunflower seeds: even, without two points in one place, and always the same. */
function spiral(size: number): [x: number, y: number][] {
	const angle = Math.PI * (3 - Math.sqrt(5));
	return Array.from({ length: size }, (_, index) => {
		const radius = spacing * Math.sqrt(0.5 + index);
		return [radius * Math.cos(index * angle), radius * Math.sin(index * angle)];
	});
}

/** Where points lay before; a new one in the middle of its neighbours that were there, else at the rim. */
function startFrom(before: Float32Array, { size, neighbours }: LayoutTask): [x: number, y: number][] {
	const old = (index: number): [number, number] | undefined =>
		Number.isNaN(before[2 * index] ?? Number.NaN) ? undefined : [before[2 * index]!, before[2 * index + 1]!];
	const seeds = spiral(size);
	return Array.from({ length: size }, (_, index) => {
		const place = old(index);
		if (place) return place;
		const near = (neighbours[index] ?? []).flatMap((other, position) => (position % 2 === 0 ? [old(other)] : [])).filter((each) => !!each);
		if (near.length === 0) return seeds[index]!;
		const sum = near.reduce(([x, y], [otherX, otherY]) => [x + otherX, y + otherY], [0, 0]);
		// Two new points with the same neighbours must not lie on one spot.
		return [sum[0] / near.length + (index % 7) * 0.1, sum[1] / near.length + (index % 5) * 0.1];
	});
}
