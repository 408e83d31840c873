/** A record that fits a query, by its number, and how well; higher is better. */
export interface Candidate {
	readonly number: number;
	readonly points: number;
	/** How many of the query's words it has. */
	readonly words: number;
}

/** More than any points: a record with one more of the words comes before. */
export const wordPoints = 4096;

/**
 * The best so many of all that are put in, whatever order they come in: a heap with the worst on top. Of records with the same points that with the lower
 * place is the better one.
 */
export class Best {
	readonly #numbers: number[] = [];
	readonly #points: number[] = [];
	readonly #places: number[] = [];

	constructor(private readonly limit: number) {}

	get isFull(): boolean {
		return this.#numbers.length >= this.limit;
	}

	/** Whether a record with so many points at a place would be among the best. */
	takes(points: number, place: number): boolean {
		return !this.isFull || points > this.#points[0]! || (points === this.#points[0] && place < this.#places[0]!);
	}

	put(number: number, points: number, place: number): void {
		const { length } = this.#numbers;
		if (length < this.limit) {
			this.#numbers.push(number);
			this.#points.push(points);
			this.#places.push(place);
			this.#up(length);
		} else if (this.takes(points, place)) {
			this.#numbers[0] = number;
			this.#points[0] = points;
			this.#places[0] = place;
			this.#down();
		}
	}

	sorted(): readonly Candidate[] {
		return Array.from(this.#numbers.keys())
			.sort((a, b) => this.#compare(b, a))
			.map((index) => {
				const points = this.#points[index]!;
				return { number: this.#numbers[index]!, points: points % wordPoints, words: Math.floor(points / wordPoints) };
			});
	}

	/** Less than zero where the record at `a` of the heap is worse than that at `b`. */
	#compare(a: number, b: number): number {
		return this.#points[a]! - this.#points[b]! || this.#places[b]! - this.#places[a]!;
	}

	#up(from: number): void {
		for (let at = from; at > 0; ) {
			const above = (at - 1) >> 1;
			if (this.#compare(above, at) <= 0) return;
			this.#swap(above, at);
			at = above;
		}
	}

	#down(): void {
		for (let at = 0; ; ) {
			let worst = at;
			for (const below of [2 * at + 1, 2 * at + 2]) if (below < this.#points.length && this.#compare(below, worst) < 0) worst = below;
			if (worst === at) return;
			this.#swap(worst, at);
			at = worst;
		}
	}

	#swap(a: number, b: number): void {
		for (const all of [this.#numbers, this.#points, this.#places]) [all[a], all[b]] = [all[b]!, all[a]!];
	}
}
