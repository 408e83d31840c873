import type { CancellationToken } from '../../base/cancellation.js';
import { resultInSlices } from '../../base/inSlices.js';
import { indexedPapers } from '../indexedPaper.js';
import type { Library } from '../library.js';
import { isOwn, type PaperTopics, paperTopicsOf, type TopicMaking } from './paperTopics.js';

/** Of so few own papers the topics are made again after each change. */
const fewPapers = 500;

/** Of more, once this share of them has come or gone; those that came are placed by their keywords and titles until then. */
const mostChanged = 0.02;

/** The topics of the library as they were last made. */
export class LatestTopics {
	#current: PaperTopics | undefined;
	/** The libraries that they are known to fit. None is kept in memory by them. */
	#fitting = new WeakSet<Library>();
	/** The numbers of the own papers that they were made of. */
	#numbers: ReadonlySet<number> = new Set();
	#making: { readonly library: Library; readonly done: Promise<boolean> } | undefined;

	/** Nothing before they were first made. */
	get current(): PaperTopics | undefined {
		return this.#current;
	}

	/** Makes the topics of a library unless the last ones fit it. Returns whether there are others now. */
	async update(making: TopicMaking, token: CancellationToken): Promise<boolean> {
		const { library } = making;
		while (!token.isCancellationRequested && !this.#fitting.has(library)) {
			// Who waits for the same library waits for the same work; where that was cancelled, the work is the waiting one's.
			const shared = this.#making?.library === library ? this.#making : undefined;
			if (shared) {
				if (await shared.done) return true;
				continue;
			}
			const own = { library, done: this.#make(making, token) };
			this.#making = own;
			try {
				return await own.done;
			} finally {
				if (this.#making === own) this.#making = undefined;
			}
		}
		return false;
	}

	async #make(making: TopicMaking, token: CancellationToken): Promise<boolean> {
		const { library } = making;
		const numbers = await resultInSlices(numbersOf(library), making.pause);
		if (token.isCancellationRequested) return false;
		if (this.#current && numbers.size > fewPapers && changed(numbers, this.#numbers) <= mostChanged * numbers.size) {
			this.#fitting.add(library);
			return false;
		}
		const topics = await paperTopicsOf(making, token);
		if (!topics) return false;
		this.#current = topics;
		this.#fitting = new WeakSet([library]);
		this.#numbers = numbers;
		return true;
	}
}

/** So many papers are looked at in one step, each for the first time: a millisecond. */
const papersAtOnce = 50;

function* numbersOf(library: Library): Generator<undefined, ReadonlySet<number>, void> {
	const papers = indexedPapers(library);
	const numbers = new Set<number>();
	for (let index = 0; index < library.size; index++) {
		const paper = papers.at(index);
		if (isOwn(paper)) numbers.add(paper.number);
		if (index % papersAtOnce === papersAtOnce - 1) yield;
	}
	return numbers;
}

/** How many numbers only one of two sets has. */
function changed(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
	let shared = 0;
	for (const number of one) if (other.has(number)) shared++;
	return one.size + other.size - 2 * shared;
}
