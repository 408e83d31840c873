import { placedRecord, segmentOf } from '../index/segment.js';
import type { PlacedRecord } from '../library.js';
import { byPrecedence, mergeRecords } from '../merge.js';
import { withGivenNames } from '../nameChoices.js';
import { type Paper, precedenceOf } from '../paper.js';
import type { DuplicateRecords } from '../search/scan.js';
import type { SnapshotParts } from './parts.js';

/** The most papers that are kept once they are made. */
const mostKept = 1024;

/** From so many others on, those that nobody has any longer are looked for. */
const manyHeld = 4096;

/** From this many records on, a group is kept; a smaller one is found as fast. */
const worthKeeping = 8;

/** The records of one paper, and the one that represents it. */
export interface RecordGroup {
	readonly numbers: readonly number[];
	readonly leader: number;
}

/** Which records of a snapshot are of one paper, and the papers made of them. */
export class SnapshotPapers implements DuplicateRecords {
	readonly #segments: SnapshotParts['segments'];
	readonly #ordered: SnapshotParts['ordered'];
	readonly #duplicates: SnapshotParts['duplicates'];
	/** Groups of many records, under the number of each. */
	readonly #groups = new Map<number, RecordGroup>();
	/** Papers that were made, by the number of their leading record. */
	readonly #made = new Map<number, Paper>();
	/** Those that are no longer kept, as long as somebody has them: papers are compared as objects, and one text may name thousands. */
	readonly #held = new Map<number, WeakRef<Paper>>();
	#heldBound = manyHeld;
	readonly #leaderOfPaper = new WeakMap<Paper, number>();
	#leaders: Uint32Array | undefined;

	readonly #choices: SnapshotParts['choices'];

	constructor({ segments, ordered, duplicates, choices }: Pick<SnapshotParts, 'segments' | 'ordered' | 'duplicates' | 'choices'>) {
		this.#segments = segments;
		this.#ordered = ordered;
		this.#duplicates = duplicates;
		this.#choices = choices;
	}

	/** Whether the snapshot has the record of a number. */
	readonly isMounted = (number: number): boolean => segmentOf(this.#segments, number) !== undefined;

	/** The record of a number that the snapshot has. */
	readonly placed = (number: number): PlacedRecord => placedRecord(segmentOf(this.#segments, number)!, number);

	has(number: number): boolean {
		return this.#duplicates.has(number);
	}

	pairOf(number: number): number {
		return this.#duplicates.pairOf(number);
	}

	numbers(): Iterable<number> {
		return this.#duplicates.numbers();
	}

	readonly groupOf = (number: number): readonly number[] => this.groupWith(number).numbers;

	/** The group of a record, in order; the same object for all records of a large one. */
	groupWith(number: number): RecordGroup {
		const known = this.#groups.get(number);
		if (known) return known;
		const found = this.#duplicates.groupOf(number, this.isMounted);
		const numbers = found.length < 2 ? found : [...found].sort(this.inOrder);
		const group = { numbers, leader: numbers.reduce(this.#stronger) };
		if (numbers.length >= worthKeeping) for (const each of numbers) this.#groups.set(each, group);
		return group;
	}

	/** The record that represents a record's paper: the strongest; of equal ones the first. A record that is gone, which names may still know, represents itself. */
	readonly leaderOf = (number: number): number => {
		if (!this.#duplicates.has(number) || !this.isMounted(number)) return number;
		const pair = this.#duplicates.pairOf(number);
		if (pair >= 0) return this.isMounted(pair) ? this.#stronger(number, pair) : number;
		return this.groupWith(number).leader;
	};

	/** Whether a record's paper has no stronger record than a bundled one. */
	readonly isBundled = (number: number): boolean => segmentOf(this.#segments, this.leaderOf(number))?.source.origin === 'bundled';

	/** The paper of a record that the snapshot has. */
	readonly paperOf = (number: number): Paper => {
		const leader = this.leaderOf(number);
		const known = this.#made.get(leader) ?? this.#held.get(leader)?.deref();
		if (known) return known;
		const records = this.groupOf(leader).map(this.placed).sort(byPrecedence);
		const paper = withGivenNames(mergeRecords(records), this.#choices);
		if (this.#made.size >= mostKept) this.#keepNoLonger();
		this.#made.set(leader, paper);
		this.#leaderOfPaper.set(paper, leader);
		return paper;
	};

	#keepNoLonger(): void {
		for (const [leader, paper] of this.#made) this.#held.set(leader, new WeakRef(paper));
		this.#made.clear();
		if (this.#held.size < this.#heldBound) return;
		for (const [leader, paper] of this.#held) if (!paper.deref()) this.#held.delete(leader);
		this.#heldBound = Math.max(manyHeld, 2 * this.#held.size);
	}

	/** The leading record of a paper that this snapshot made. */
	leaderOfPaper(paper: Paper): number {
		return this.#leaderOfPaper.get(paper)!;
	}

	/** The papers of some records, each paper once, in the order of the records. */
	papersOf(numbers: Iterable<number>): readonly Paper[] {
		return [...new Set(Array.from(numbers, this.paperOf))];
	}

	/** One record for each paper, in order. */
	leaders(): Uint32Array {
		if (this.#leaders) return this.#leaders;
		let count = 0;
		for (const { pack } of this.#segments) count += pack.count;
		const found = new Uint32Array(count);
		let used = 0;
		for (const { base, pack } of this.#ordered)
			for (let number = base; number < base + pack.count; number++)
				if (!this.#duplicates.has(number) || this.leaderOf(number) === number) found[used++] = number;
		this.#leaders = found.subarray(0, used);
		return this.#leaders;
	}

	/** Compares records by their sources' URIs and by their places there, as `SnapshotParts.ordered` has them. */
	readonly inOrder = (a: number, b: number): number => {
		const [one, other] = [segmentOf(this.#segments, a)!, segmentOf(this.#segments, b)!];
		if (one === other) return a - b;
		if (one.source.uri === other.source.uri) return one.start - other.start || a - b;
		return one.source.uri < other.source.uri ? -1 : 1;
	};

	readonly #stronger = (a: number, b: number): number => {
		const difference = this.#precedence(a) - this.#precedence(b);
		return (difference || this.inOrder(a, b)) <= 0 ? a : b;
	};

	#precedence(number: number): number {
		const { origin, format } = segmentOf(this.#segments, number)!.source;
		return precedenceOf(origin, format === 'summary');
	}
}
