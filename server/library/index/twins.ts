import type { SourceRecord } from '../formats/record.js';
import { areSame, areTwoVolumes, isWholeBook } from './identity.js';

/** So many records of one paper are looked through for volumes that are two. */
const mostLookedThrough = 50;

/** Which records are of one paper, by their numbers. Most records have no twin, and a zero at most is kept of those. */
export class Twins {
	readonly #links = new Map<number, number[]>();
	/** For each number that is linked one more than the number that it alone is linked to, or `several`; zero for others. */
	#partners = new Int32Array(0);

	/** Links two records that share an identity's hash, if they really are of one paper. `recordOf` has none for what is no longer mounted. */
	link(number: number, other: number, recordOf: (number: number) => SourceRecord | undefined): void {
		if (number === other || this.#links.get(number)?.includes(other)) return;
		const [record, otherRecord] = [recordOf(number), recordOf(other)];
		if (!record || !otherRecord || !areSame(record, otherRecord)) return;
		if (isWholeBook(record) && this.#joinsVolumes(number, other, recordOf)) return;
		this.#add(number, other);
		this.#add(other, number);
	}

	/** Whether a book that names no volume would make one paper of two volumes. */
	#joinsVolumes(number: number, other: number, recordOf: (number: number) => SourceRecord | undefined): boolean {
		const isMounted = (each: number): boolean => recordOf(each) !== undefined;
		const groups = [this.groupOf(number, isMounted), this.groupOf(other, isMounted)] as const;
		if (groups.flat().length === 2 || groups.flat().length > mostLookedThrough) return false;
		const [ours, others] = groups.map((group) => group.map((each) => recordOf(each)!));
		return ours!.some((one) => others!.some((another) => areTwoVolumes(one, another)));
	}

	has(number: number): boolean {
		return (this.#partners[number] ?? 0) !== 0;
	}

	/** The one other record of a record's paper, be it mounted or not; -1 where there is none or more than one. */
	pairOf(number: number): number {
		const partner = this.#partners[number] ?? 0;
		return partner > 0 && this.#partners[partner - 1] === number + 1 ? partner - 1 : -1;
	}

	/** All numbers that are linked. */
	numbers(): Iterable<number> {
		return this.#links.keys();
	}

	/** All records of the paper that a record is of, the record itself among them, as far as they are mounted. */
	groupOf(number: number, isMounted: (number: number) => boolean): readonly number[] {
		if (!this.has(number)) return [number];
		const pair = this.pairOf(number);
		if (pair >= 0) return isMounted(pair) ? [number, pair] : [number];
		const group = [number];
		const seen = new Set(group);
		for (const each of group)
			for (const other of this.#links.get(each) ?? []) {
				if (seen.has(other)) continue;
				seen.add(other);
				if (isMounted(other)) group.push(other);
			}
		return group;
	}

	/** The same without links to records that are no longer mounted. */
	without(isGone: (number: number) => boolean): Twins {
		const kept = new Twins();
		for (const [number, others] of this.#links) {
			if (isGone(number)) continue;
			const rest = others.filter((other) => !isGone(other));
			for (const other of rest) kept.#add(number, other);
		}
		return kept;
	}

	#add(number: number, other: number): void {
		const links = this.#links.get(number);
		if (links) links.push(other);
		else this.#links.set(number, [other]);
		if (number >= this.#partners.length) {
			const larger = new Int32Array(Math.max(number + 1, 2 * this.#partners.length));
			larger.set(this.#partners);
			this.#partners = larger;
		}
		this.#partners[number] = links ? several : other + 1;
	}
}

const several = -1;
