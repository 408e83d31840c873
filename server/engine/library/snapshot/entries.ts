import { type Span, touches } from '../../base/span.js';
import type { SourceRecord } from '../formats/record.js';
import { areOfOneTitle, workHash } from '../index/identity.js';
import { placedRecord, type Segment } from '../index/segment.js';
import type { LibraryEntry, PlacedRecord } from '../library.js';
import type { RecordGroup, SnapshotPapers } from './papers.js';
import type { SnapshotParts } from './parts.js';

/** The most records of one paper, or of one title, that are compared with an entry. */
const mostCompared = 100;

/** The entries of a snapshot's sources, and the records they are compared with. */
export class SnapshotEntries {
	readonly #segmentsOf: SnapshotParts['segmentsOf'];
	readonly #identities: SnapshotParts['identities'];
	readonly #papers: SnapshotPapers;
	/** The first records of large groups, which most files' entries are compared with. */
	readonly #firstOf = new Map<RecordGroup, readonly PlacedRecord[]>();
	/** The records of one title where there are many. */
	readonly #titles = new Map<number, readonly number[]>();

	constructor({ segmentsOf, identities }: Pick<SnapshotParts, 'segmentsOf' | 'identities'>, papers: SnapshotPapers) {
		this.#segmentsOf = segmentsOf;
		this.#identities = identities;
		this.#papers = papers;
	}

	/** The numbers of the records of a source whose entries touch `offset`. */
	*at(uri: string, offset: number): Iterable<number> {
		for (const segment of this.#segmentsOf(uri)) {
			for (let index = 0; index < segment.pack.count; index++) if (touches(spanIn(segment, index), offset)) yield segment.base + index;
		}
	}

	/** As `Library.entriesOf`. */
	*of(uri: string, offset?: number): Iterable<LibraryEntry> {
		/** Of papers with more records than are compared, those that are. */
		const chosen = new Map<RecordGroup, readonly PlacedRecord[]>();
		const compared = (group: RecordGroup): readonly PlacedRecord[] => {
			const records = chosen.get(group) ?? this.#comparedIn(group, uri);
			chosen.set(group, records);
			return records;
		};
		for (const segment of this.#segmentsOf(uri)) {
			for (let index = 0; index < segment.pack.count; index++) {
				if (offset !== undefined && !touches(spanIn(segment, index), offset)) continue;
				const number = segment.base + index;
				const entry = placedRecord(segment, number);
				const group = this.#papers.groupWith(number);
				const others =
					group.numbers.length <= mostCompared
						? group.numbers.filter((other) => other !== number).map(this.#papers.placed)
						: compared(group).filter(({ place }) => place.source !== uri || place.span.start !== entry.place.span.start);
				yield { ...entry, others };
			}
		}
	}

	/** As `Library.sameTitle`. */
	sameTitle(record: SourceRecord, years: number): readonly PlacedRecord[] {
		const { year } = record;
		const found = new Map<number, PlacedRecord>();
		if (year === undefined) return [];
		for (let later = 0; later <= years; later++) {
			const hash = workHash(record, year + later);
			if (hash === undefined) break;
			for (const number of this.#titled(hash)) {
				if (found.has(number)) continue;
				const other = this.#papers.placed(number);
				if (areOfOneTitle(record, other.record)) found.set(number, other);
			}
		}
		return [...found.values()];
	}

	/** Those records of a large group that its entries in a file are compared with: two of each key and file, the file's own first. */
	#comparedIn(group: RecordGroup, uri: string): readonly PlacedRecord[] {
		const own = this.#segmentsOf(uri);
		const isOwn = (number: number): boolean => own.some(({ base, pack }) => number >= base && number < base + pack.count);
		let first = this.#firstOf.get(group);
		if (!first) {
			first = this.#someOf(group.numbers);
			this.#firstOf.set(group, first);
		}
		const others = first.filter(({ place }) => place.source !== uri);
		return [...this.#someOf(group.numbers.filter(isOwn)), ...others].slice(0, mostCompared);
	}

	/** The first records of two of each key and file. */
	#someOf(numbers: readonly number[]): readonly PlacedRecord[] {
		const isOneOfTwo = firstTwo<string>();
		const found: PlacedRecord[] = [];
		for (const number of numbers) {
			if (found.length === mostCompared) break;
			const each = this.#papers.placed(number);
			if (isOneOfTwo(`${each.place.source} ${each.place.key}`)) found.push(each);
		}
		return found;
	}

	/** The records with the hash of a title, author and year; of very many only some, and at most two of one paper. */
	#titled(hash: number): readonly number[] {
		const known = this.#titles.get(hash);
		if (known) return known;
		const numbers = this.#identities.numbersOf(hash).filter(this.#papers.isMounted).sort(this.#papers.inOrder);
		if (numbers.length <= mostCompared) return numbers;
		const isOneOfTwo = firstTwo<number>();
		const chosen = numbers.filter((number) => isOneOfTwo(this.#papers.leaderOf(number))).slice(0, mostCompared);
		this.#titles.set(hash, chosen);
		return chosen;
	}
}

/** A test that holds for the first two of equal names. */
function firstTwo<Name>(): (name: Name) => boolean {
	const counts = new Map<Name, number>();
	return (name) => {
		const count = (counts.get(name) ?? 0) + 1;
		counts.set(name, count);
		return count <= 2;
	};
}

const spanIn = ({ pack, start }: Segment, index: number): Span => ({
	start: pack.spans[index * 2]! + start,
	end: pack.spans[index * 2 + 1]! + start,
});
