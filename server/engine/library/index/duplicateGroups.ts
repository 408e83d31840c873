import { append } from '../../base/append.js';
import { type SourceRecord, stated } from '../formats/record.js';
import {
	areTwoParts,
	areTwoVolumes,
	areTwoWithOneArxiv,
	identifierHash,
	identifierOf,
	isPart,
	isWholeBook,
	lettersOf,
	placeAmong,
	workHash,
} from './identity.js';

/** So many records of one paper are looked through for volumes that are two. */
const mostLookedThrough = 50;

/** So many different sets of records are kept for one hash: of a work in more volumes, the others are not compared. */
const mostSets = 64;

/** So many records that share a hash are looked at, to find that they are of one paper already. */
const fewEnough = 4;

const ofDoi = 1;
const ofArxiv = 2;

/** The records that are mounted. */
export interface MountedRecords {
	has(number: number): boolean;
	/** Nothing for a record that is no longer mounted. */
	record(number: number): SourceRecord | undefined;
}

/**
 * Records that say the same of what they are: one DOI, one arXiv id, or one title, author and year. A record joins a set rather than being
 * linked to each of the others, so that many copies of one entry cost no more than as many entries.
 */
interface RecordSet {
	/** What its records have in common. */
	readonly text: string;
	/** Whether its records are of one paper. They are not where each may have another DOI or arXiv id. */
	readonly isOne: boolean;
	/** Which of DOI (`ofDoi`) and arXiv id (`ofArxiv`) its records have. */
	readonly identifiers: number;
	/** For sets of one title the title, author and year. */
	readonly work: string | undefined;
	/** Some may be gone. */
	readonly members: number[];
	/** Other sets, each of whose records is of one paper with each of these. */
	readonly linked: RecordSet[];
	/** A member that was there when last looked at. */
	latest: number;
}

/** What distinguishes a set of records from others. */
type SetKind = Pick<RecordSet, 'text' | 'isOne' | 'identifiers' | 'work'>;

/** Which records are of one paper, by their numbers. Most records have no duplicate, and a zero at most is kept of those. */
export class DuplicateGroups {
	/** The sets that records with one hash form. */
	readonly #sets = new Map<number, RecordSet[]>();
	/** The sets that a record is in. */
	readonly #setsOf = new Map<number, RecordSet[]>();
	/** For each number that is linked one more than the number that it alone is linked to, or `several`; zero for others. */
	#partners = new Int32Array(0);
	#comparisons = 0;

	/** How many pairs of sets, or of a record and a set, were compared so far: what linking costs, beside a step for each record. */
	get comparisons(): number {
		return this.#comparisons;
	}

	/**
	 * Takes in that a record has the hash of an identity. `earlier` gives the other records that have it; it is asked only where these are
	 * not known yet. Records are of one paper only if what was hashed is the same.
	 */
	enter(hash: number, number: number, earlier: () => readonly number[], records: MountedRecords): void {
		let sets = this.#sets.get(hash);
		if (!sets) {
			const others = earlier();
			if (others.length === 0 || (others.length <= fewEnough && others.every((other) => this.#areOne(number, other)))) return;
			sets = [];
			this.#sets.set(hash, sets);
			for (const other of others) this.#enterInto(sets, hash, other, records);
		}
		this.#enterInto(sets, hash, number, records);
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
	*numbers(): Iterable<number> {
		for (const number of this.#setsOf.keys()) if (this.has(number)) yield number;
	}

	/**
	 * All records of the paper that a record is of, the record itself first, as far as they are mounted. Stops soon after more than `most`
	 * are found. Takes time in proportion to their number.
	 */
	groupOf(number: number, isMounted: (number: number) => boolean, most = Number.POSITIVE_INFINITY): readonly number[] {
		if (!this.has(number)) return [number];
		const pair = this.pairOf(number);
		if (pair >= 0) return isMounted(pair) ? [number, pair] : [number];
		const group = [number];
		const seen = new Set(group);
		const looked = new Set<RecordSet>();
		const takenIn = new Set<RecordSet>();
		const takeIn = (set: RecordSet): void => {
			if (takenIn.has(set)) return;
			takenIn.add(set);
			for (const other of set.members) {
				if (group.length > most) return;
				if (seen.has(other)) continue;
				seen.add(other);
				if (isMounted(other)) group.push(other);
			}
		};
		for (const each of group)
			for (const set of this.#setsOf.get(each) ?? []) {
				if (group.length > most) return group;
				if (looked.has(set)) continue;
				looked.add(set);
				if (set.isOne) takeIn(set);
				for (const other of set.linked) takeIn(other);
			}
		return group;
	}

	/** The same with other numbers of the records, without links to those that have none. */
	renumbered(numberOf: (number: number) => number | undefined): DuplicateGroups {
		const kept = new DuplicateGroups();
		const copies = new Map<RecordSet, RecordSet>();
		const members = new Map<RecordSet, readonly number[]>();
		for (const [hash, sets] of this.#sets) {
			for (const set of sets)
				members.set(
					set,
					set.members.flatMap((number) => numberOf(number) ?? []),
				);
			const rest = sets.filter((set) => members.get(set)!.length > 0);
			if (rest.reduce((sum, set) => sum + members.get(set)!.length, 0) < 2) continue;
			for (const set of rest) copies.set(set, { ...set, members: [], linked: [] });
			kept.#sets.set(
				hash,
				rest.map((set) => copies.get(set)!),
			);
		}
		for (const [set, copy] of copies) {
			append(
				copy.linked,
				set.linked.flatMap((other) => copies.get(other) ?? []),
			);
			for (const number of members.get(set)!) kept.#admit(copy, number);
		}
		return kept;
	}

	#areOne(number: number, other: number): boolean {
		const sets = this.#setsOf.get(number);
		return sets?.some((set) => set.isOne && this.#setsOf.get(other)?.includes(set)) ?? false;
	}

	/** Puts a record into the sets of all that it says and that has this hash. */
	#enterInto(sets: RecordSet[], hash: number, number: number, records: MountedRecords): void {
		const record = records.record(number);
		if (!record) return;
		const [doi, arxiv] = [stated(record, 'doi'), stated(record, 'arxiv')];
		const put = (text: string, isOne: boolean, identifiers: number, work?: string) =>
			this.#put(sets, { text, isOne, identifiers, work }, number, record, records);
		if (doi !== undefined && identifierHash(doi) === hash) put(`doi ${identifierOf(doi)}`, true, ofDoi);
		if (arxiv !== undefined && identifierHash(arxiv) === hash) put(`arxiv ${identifierOf(arxiv)}`, true, ofArxiv);
		for (const year of new Set([record.year, record.published])) {
			if (year === undefined || workHash(record, year) !== hash) continue;
			const work = `${lettersOf(record.title)}\n${lettersOf((record.authors[0] ?? record.editors[0])!.family)}\n${year}`;
			const identifiers = (doi === undefined ? 0 : ofDoi) | (arxiv === undefined ? 0 : ofArxiv);
			put(`${work}\n${identifiers}${placeAmong(record)}`, identifiers === 0, identifiers, work);
		}
	}

	/**
	 * Puts a record into the set of those that say the same; into none where it would make one paper of two volumes, of a book and its chapter, or of works
	 * with one arXiv id by mistake, or there are too many.
	 */
	#put(sets: RecordSet[], kind: SetKind, number: number, record: SourceRecord, records: MountedRecords): void {
		const isBook = isWholeBook(record);
		const mayBeTwo = isBook || (kind.work !== undefined && record.type === 'article');
		const wouldJoinVolumes = (set: RecordSet): boolean => {
			if (!mayBeTwo) return false;
			this.#comparisons++;
			return this.#joinsVolumes(number, set.latest, records);
		};
		const isOfOtherPart = (set: RecordSet): boolean => {
			const other = kind.work === undefined && (isBook || isPart(record)) ? records.record(set.latest) : undefined;
			return other !== undefined && areTwoParts(record, other);
		};
		const isOfOtherWork = (set: RecordSet): boolean => {
			const other = kind.work === undefined && kind.identifiers === ofArxiv ? records.record(set.latest) : undefined;
			return other !== undefined && areTwoWithOneArxiv(record, other);
		};
		const isRefused = (set: RecordSet): boolean =>
			isOfOtherPart(set) ||
			isOfOtherWork(set) ||
			(mayBeTwo &&
				((set.isOne && wouldJoinVolumes(set)) || set.linked.some((other) => isThere(other, records) && wouldJoinVolumes(other))));
		const own = ownSet(sets, kind, number, records, isRefused);
		if (!own) return;
		this.#admit(own, number);
		if (kind.work === undefined) return;
		for (const other of sets) {
			if (!mayLink(own, other, records)) continue;
			this.#comparisons++;
			if (!areTwoVolumes(record, records.record(other.latest)!) && !wouldJoinVolumes(other)) this.#link(own, other);
		}
	}

	#link(own: RecordSet, other: RecordSet): void {
		own.linked.push(other);
		other.linked.push(own);
		for (const each of own.members) this.#noteAll(each, other.members);
		for (const each of other.members) this.#noteAll(each, own.members);
	}

	/** Whether a book that names no volume would make one paper of two volumes. */
	#joinsVolumes(number: number, other: number, records: MountedRecords): boolean {
		const isMounted = (each: number): boolean => records.has(each);
		const groups = [this.groupOf(number, isMounted, mostLookedThrough), this.groupOf(other, isMounted, mostLookedThrough)] as const;
		if (groups[0].includes(other)) return false;
		if (groups.flat().length === 2 || groups.flat().length > mostLookedThrough) return false;
		const [ours, others] = groups.map((group) => group.map((each) => records.record(each)!));
		return ours!.some((one) => others!.some((another) => areTwoVolumes(one, another)));
	}

	#admit(set: RecordSet, number: number): void {
		const { members } = set;
		if (number >= this.#partners.length) {
			const larger = new Int32Array(Math.max(number + 1, 2 * this.#partners.length));
			larger.set(this.#partners);
			this.#partners = larger;
		}
		const linked = [...(set.isOne ? [set] : []), ...set.linked];
		for (const other of linked) {
			this.#noteAll(number, other.members);
			// Those that are linked to two of this set already are linked to several.
			if (members.length <= 2) for (const each of other.members) this.#note(each, number);
		}
		members.push(number);
		set.latest = number;
		const sets = this.#setsOf.get(number);
		if (sets) sets.push(set);
		else this.#setsOf.set(number, [set]);
	}

	/** Notes that a record is linked to all of some. */
	#noteAll(number: number, others: readonly number[]): void {
		for (const other of others.slice(0, 2)) this.#note(number, other);
	}

	#note(number: number, other: number): void {
		const partner = this.#partners[number]!;
		if (partner === 0) this.#partners[number] = other + 1;
		else if (partner !== other + 1) this.#partners[number] = several;
	}
}

/**
 * The set of a kind that a record is to join, which may be a new one in `sets`. Nothing where the record is in it already, or where there are
 * too many sets.
 */
function ownSet(
	sets: RecordSet[],
	kind: SetKind,
	number: number,
	records: MountedRecords,
	isRefused: (set: RecordSet) => boolean,
): RecordSet | undefined {
	const fresh: RecordSet = { ...kind, members: [], linked: [], latest: number };
	for (const [index, set] of sets.entries()) {
		if (set.text !== kind.text) continue;
		if (set.latest === number) return undefined;
		if (!isThere(set, records)) {
			// A set whose records are all gone begins again: what it was linked to counts no longer. Older snapshots have it as it was.
			sets[index] = fresh;
			return fresh;
		}
		if (!isRefused(set)) return set;
	}
	const place = sets.length < mostSets ? sets.length : sets.findIndex((set) => !isThere(set, records));
	if (place < 0) return undefined;
	sets[place] = fresh;
	return fresh;
}

/** Whether two sets of one title may be of one paper: no record of either can have another DOI or arXiv id than one of the other. */
function mayLink(own: RecordSet, other: RecordSet, records: MountedRecords): boolean {
	if (other === own || other.work !== own.work || (other.identifiers & own.identifiers) !== 0) return false;
	return !own.linked.includes(other) && isThere(other, records);
}

/** Whether any record of a set is mounted. */
function isThere(set: RecordSet, records: MountedRecords): boolean {
	if (records.has(set.latest)) return true;
	for (let index = set.members.length - 1; index >= 0; index--) {
		if (!records.has(set.members[index]!)) continue;
		set.latest = set.members[index]!;
		return true;
	}
	return false;
}

const several = -1;
