import { DuplicateGroups, type MountedRecords } from './duplicateGroups.js';
import { HashTable } from './hashes.js';
import type { Pack } from './pack.js';
import { recordIn, type Segment, segmentOf } from './segment.js';

/** Below this many numbers given, compacting saves nothing. */
const worthCompacting = 4096;

/** Numbers the records of a library, and finds them by key and by what they have in common with other records. */
export class RecordTables {
	#keys = new HashTable();
	#identities = new HashTable();
	#duplicates = new DuplicateGroups();
	#next = 0;
	#live = 0;

	get keys(): HashTable {
		return this.#keys;
	}

	get identities(): HashTable {
		return this.#identities;
	}

	get duplicates(): DuplicateGroups {
		return this.#duplicates;
	}

	/** The number of a new pack's first record. No number is given twice until the tables are compacted. */
	baseOf({ count }: Pack): number {
		const base = this.#next;
		this.#next += count;
		this.#live += count;
		return base;
	}

	/** Notes that the records of a pack are gone. What the tables hold of them stays until they are compacted. */
	release({ count }: Pack): void {
		this.#live -= count;
	}

	/** Enters a new segment's hashes, and links its records to others of the same paper. `others` are in the order of their bases. */
	enter(segment: Segment, others: readonly Segment[]): void {
		const { pack, base } = segment;
		const segmentWith = (number: number) =>
			number >= base && number < base + pack.count ? segment : number < base ? segmentOf(others, number) : undefined;
		const records: MountedRecords = {
			has: (number) => segmentWith(number) !== undefined,
			record(number) {
				const its = segmentWith(number);
				return its && recordIn(its, number);
			},
		};
		eachPair(pack.keys, (hash, place) => this.#keys.add(hash, base + place));
		eachPair(pack.identities, (hash, place) => {
			const number = base + place;
			const earlier = () => this.#identities.numbersOf(hash).filter((other) => other !== number);
			this.#duplicates.enter(hash, number, earlier, records);
			this.#identities.add(hash, number);
		});
	}

	/**
	 * Builds new tables once most of what they hold is gone, and numbers the records from zero, in the order that they had: what goes by numbers would
	 * otherwise grow with each change. Returns the new base of each segment by its old one; nothing where there is nothing to save. Snapshots keep
	 * the tables, and the segments, that they were made with.
	 */
	compact(segmentsNow: () => readonly Segment[]): ReadonlyMap<number, number> | undefined {
		const live = this.#live;
		if (this.#next < worthCompacting || this.#next < 3 * live) return undefined;
		const segments = segmentsNow();
		const bases = new Map<number, number>();
		this.#next = 0;
		this.#keys = new HashTable(live);
		this.#identities = new HashTable(live * 2);
		for (const { pack, base: before } of segments) {
			const base = this.#next;
			bases.set(before, base);
			this.#next += pack.count;
			eachPair(pack.keys, (hash, place) => this.#keys.add(hash, base + place));
			eachPair(pack.identities, (hash, place) => this.#identities.add(hash, base + place));
		}
		this.#duplicates = this.#duplicates.renumbered((number) => {
			const segment = segmentOf(segments, number);
			return segment && bases.get(segment.base)! + number - segment.base;
		});
		return bases;
	}
}

function eachPair(pairs: Uint32Array, visit: (hash: number, place: number) => void): void {
	for (let index = 0; index < pairs.length; index += 2) visit(pairs[index]!, pairs[index + 1]!);
}
