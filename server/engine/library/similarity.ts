import type { CancellationToken } from '../base/cancellation.js';
import { type Pause, yieldToEventLoop } from '../base/yieldToEventLoop.js';
import { SimilarityFeatures, type Traits } from './similarityFeatures.js';

/** A paper's neighbour: its index and how near it is, from 0 (nothing in common) upward; the same both ways. */
export interface Neighbour {
	readonly index: number;
	readonly similarity: number;
}

/** What a link from one's summary to the other counts; all that the two share otherwise counts less than twice as much. */
const linkCloseness = 0.7;

/** How long a step may take, in milliseconds: what nothing may hold the thread for, less what the clearing away of memory adds. */
const step = 4;

/**
 * The `count` nearest of each paper, nearest first: by the cosine of their weighted topics, words and notes (each the rarer, the
 * heavier) and by the links of their summaries. Papers with nothing in common are not neighbours, so a list may be short or empty.
 * Works in steps of a few milliseconds; nothing once cancelled. `paperAt` is asked for each paper once, in order.
 */
export async function nearest(
	size: number,
	paperAt: (index: number) => Traits | Promise<Traits>,
	count: number,
	token: CancellationToken,
	pause: Pause = yieldToEventLoop,
): Promise<readonly (readonly Neighbour[])[] | undefined> {
	let since = performance.now();
	/** Does something for each paper, and lets others have their turn where it is theirs; answers whether it came to the end. */
	const forEach = async (work: (index: number) => void | Promise<void>): Promise<boolean> => {
		for (let index = 0; index < size; index++) {
			const wait = work(index);
			if (wait !== undefined) await wait;
			if (performance.now() - since >= step) {
				await pause();
				since = performance.now();
			}
			if (token.isCancellationRequested) return false;
		}
		return true;
	};

	const signs = new SimilarityFeatures();
	const byKey = new Map<string, number>();
	const related: (readonly string[])[] = [];
	const isRead = await forEach(async (index) => {
		const paper = await paperAt(index);
		signs.add(paper);
		for (const key of paper.keys) if (!byKey.has(key)) byKey.set(key, index);
		related.push(paper.related);
	});
	if (!isRead || !(await forEach((index) => signs.weigh(index)))) return undefined;
	const links = linksOf(related, byKey);
	const found: (readonly Neighbour[])[] = [];
	const tally = new Tally(size);
	const isFound = await forEach((index) => {
		signs.compare(index, tally.add);
		for (const other of links.get(index) ?? []) tally.add(other, linkCloseness);
		found.push(tally.best(count, index));
	});
	return isFound ? found : undefined;
}

/** Papers of which one's summary links the other, both ways. */
function linksOf(related: readonly (readonly string[])[], byKey: ReadonlyMap<string, number>): ReadonlyMap<number, ReadonlySet<number>> {
	const links = new Map<number, Set<number>>();
	const link = (from: number, to: number) => {
		const all = links.get(from);
		if (all) all.add(to);
		else links.set(from, new Set([to]));
	};
	for (const [index, keys] of related.entries())
		for (const key of keys) {
			const other = byKey.get(key);
			if (other === undefined || other === index) continue;
			link(index, other);
			link(other, index);
		}
	return links;
}

/** Adds up how near all papers are to one, for one after the other. */
class Tally {
	readonly #scores: Float64Array;
	/** The papers with a score. */
	readonly #touched: Int32Array;
	#count = 0;

	constructor(size: number) {
		this.#scores = new Float64Array(size);
		this.#touched = new Int32Array(size);
	}

	readonly add = (paper: number, score: number): void => {
		if (this.#scores[paper] === 0) this.#touched[this.#count++] = paper;
		this.#scores[paper]! += score;
	};

	/** The papers with the highest scores but for one, by their order where even; all scores are nothing again. */
	best(count: number, except: number): readonly Neighbour[] {
		const scores = this.#scores;
		const best: number[] = [];
		const isNearer = (a: number, b: number) => scores[a]! > scores[b]! || (scores[a] === scores[b] && a < b);
		for (let at = 0; at < this.#count; at++) {
			const paper = this.#touched[at]!;
			if (paper === except || (best.length === count && !isNearer(paper, best[count - 1]!))) continue;
			// Few are kept, so that a place among them is soon found.
			let place = best.length;
			while (place > 0 && isNearer(paper, best[place - 1]!)) place--;
			best.splice(place, 0, paper);
			if (best.length > count) best.pop();
		}
		const found = best.map((index) => ({ index, similarity: scores[index]! }));
		for (let at = 0; at < this.#count; at++) scores[this.#touched[at]!] = 0;
		this.#count = 0;
		return found;
	}
}
