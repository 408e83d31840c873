import { fold } from '../../base/fold.js';
import { hashOf } from '../index/hashes.js';
import { placedRecord, segmentOf } from '../index/segment.js';
import { isKeyAt } from '../keyFor.js';
import type { SharedKey } from '../library.js';
import { originRank, type Paper } from '../paper.js';
import type { SnapshotPapers } from './papers.js';
import type { SnapshotParts } from './parts.js';

/** The most papers of one key that are distinguished, those of the bibliographies first. */
const mostOfOneKey = 100;

/** The most other papers with a key that are named. */
const mostNamed = 3;

/** From this many records on, what has a key is kept once it is found. */
const worthKeeping = 50;

/** So many papers with a key are looked at to find those. */
const mostLookedAt = 20;

/** The records of a key. */
interface FoundRecords {
	readonly numbers: readonly number[];
	readonly leaders: readonly number[];
}

/** Which papers of a snapshot have which keys. */
export class SnapshotKeys {
	readonly #segments: SnapshotParts['segments'];
	readonly #segmentsOf: SnapshotParts['segmentsOf'];
	readonly #keys: SnapshotParts['keys'];
	readonly #papers: SnapshotPapers;
	readonly #found = new Map<string, FoundRecords>();
	/** Of keys that very many records have, the leading ones. */
	readonly #leaders = new Map<string, readonly number[]>();
	/** What other works have such a key, by the key and what a paper says of itself. */
	readonly #others = new Map<string, Pick<SharedKey, 'others' | 'count'>>();

	constructor({ segments, segmentsOf, keys }: Pick<SnapshotParts, 'segments' | 'segmentsOf' | 'keys'>, papers: SnapshotPapers) {
		this.#segments = segments;
		this.#segmentsOf = segmentsOf;
		this.#keys = keys;
		this.#papers = papers;
	}

	/** As `Library.byKey`. */
	papersOf(key: string, bibliographies: readonly string[] = []): readonly Paper[] {
		const { leaderOf, paperOf } = this.#papers;
		const named = new Set(bibliographies);
		const { numbers, leaders: all } = this.#foundWith(key);
		let leaders = all;
		if (leaders.length > mostOfOneKey) {
			const own = new Set(numbers.filter((number) => named.has(segmentOf(this.#segments, number)!.source.uri)).map(leaderOf));
			leaders = [...new Set([...own, ...leaders])].slice(0, mostOfOneKey);
		}
		const papers = leaders.map(paperOf).filter((paper) => paper.keys.includes(key));
		if (papers.length < 2) return papers;
		return papers.sort((a, b) => distanceOf(a, key, named) - distanceOf(b, key, named));
	}

	/** The records that may have a key, in order, and those that represent their papers. Those of a key that very many records have are kept. */
	#foundWith(key: string): FoundRecords {
		const known = this.#found.get(key);
		if (known) return known;
		const { inOrder, isMounted, leaderOf } = this.#papers;
		const numbers = this.#keys.numbersOf(hashOf(key)).filter(isMounted).sort(inOrder);
		const found = { numbers, leaders: [...new Set(numbers.map(leaderOf))] };
		if (numbers.length >= worthKeeping) this.#found.set(key, found);
		return found;
	}

	/** The records that have a key, each of a paper that has it as one of its keys, in order. */
	recordsOf(key: string): number[] {
		const { leaderOf, paperOf } = this.#papers;
		const hasKey = new Map<number, boolean>();
		return this.#foundWith(key).numbers.filter((number) => {
			const leader = leaderOf(number);
			const known = hasKey.get(leader) ?? paperOf(leader).keys.includes(key);
			hasKey.set(leader, known);
			return known;
		});
	}

	/** As `Library.sharedKeys`. */
	shared(uri: string): readonly SharedKey[] {
		const { leaderOf } = this.#papers;
		const shared: SharedKey[] = [];
		/** The leading records of each key's papers: a key that all of a file's entries have is looked up once. */
		const known = new Map<string, readonly number[]>();
		const leadersOf = (key: string): readonly number[] => {
			const leaders = known.get(key) ?? this.#leadersOf(key);
			known.set(key, leaders);
			return leaders;
		};
		for (const { number, segment } of this.#repeatedKeys(uri)) {
			const { record } = placedRecord(segment, number);
			// An entry without a key is a problem of its own.
			if (record.key === '') continue;
			const leaders = leadersOf(record.key);
			if (leaders.length < 2) continue;
			const other = this.#otherWorksOf(record.key, leaders, leaderOf(number));
			if (other.count > 0) shared.push({ key: record.key, span: record.keySpan, ...other });
		}
		return shared;
	}

	/** The leading records of a key's papers. Those of a key that very many records have are kept: each of their files may ask for them. */
	#leadersOf(key: string): readonly number[] {
		const known = this.#leaders.get(key);
		if (known) return known;
		const records = this.recordsOf(key);
		const leaders = [...new Set(records.map(this.#papers.leaderOf))];
		if (records.length >= worthKeeping) this.#leaders.set(key, leaders);
		return leaders;
	}

	/** The other works of a key that a paper has. Copies of a file with very many have the same ones: what was found for a record is kept for its copies. */
	#otherWorksOf(key: string, leaders: readonly number[], own: number): Pick<SharedKey, 'others' | 'count'> {
		const paper = this.#papers.paperOf(own);
		if (!this.#leaders.has(key)) return this.#otherWorks(leaders, own, paper);
		const { type, title, authors, editors, year, url, doi, arxiv } = paper;
		const name = JSON.stringify([key, type, title.slice(0, comparedLength), (authors[0] ?? editors[0])?.family, year, url, doi, arxiv]);
		const found = this.#others.get(name) ?? this.#otherWorks(leaders, own, paper);
		this.#others.set(name, found);
		return found;
	}

	/** Of the papers that share a key those that are other works than `paper`, as far as their records say. */
	#otherWorks(leaders: readonly number[], own: number, paper: Paper): Pick<SharedKey, 'others' | 'count'> {
		const { paperOf } = this.#papers;
		const others: Paper[] = [];
		let count = leaders.length - 1;
		let looked = 0;
		for (const leader of leaders) {
			if (leader === own) continue;
			if (others.length === mostNamed || ++looked > mostLookedAt) break;
			const other = paperOf(leader);
			if (differ(paper, other)) others.push(other);
			else count--;
		}
		return { others, count: others.length === 0 ? 0 : count };
	}

	/** The records of a source with a key whose hash other records have as well, each once: hashes of very many aliases collide often. */
	*#repeatedKeys(uri: string): Iterable<{ readonly number: number; readonly segment: SnapshotParts['segments'][number] }> {
		const repeated = new Set<number>();
		const given = new Set<number>();
		for (const segment of this.#segmentsOf(uri)) {
			const { keys: pairs } = segment.pack;
			for (let index = 0; index < pairs.length; index += 2) {
				const hash = pairs[index]!;
				const number = segment.base + pairs[index + 1]!;
				if (given.has(number) || (!repeated.has(hash) && !this.#isRepeated(hash))) continue;
				repeated.add(hash);
				given.add(number);
				yield { number, segment };
			}
		}
	}

	/** Whether two or more records of the snapshot have the hash of a key. */
	#isRepeated(hash: number): boolean {
		let count = 0;
		return this.#keys.some(hash, (number) => this.#papers.isMounted(number) && ++count === 2);
	}
}

/** Lower where a paper has the key in one of the named sources, then by the strongest origin in which it has the key. */
function distanceOf({ places }: Paper, key: string, named: ReadonlySet<string>): number {
	let outside = 10;
	let origin = 5;
	for (const place of places) {
		if (!isKeyAt(place, key)) continue;
		if (named.has(place.source)) outside = 0;
		origin = Math.min(origin, originRank[place.origin]);
	}
	return outside + origin;
}

/**
 * Whether two papers with one key are two works: their titles say so, or else their authors or years. What only one of them says proves nothing, nor does
 * the year or the author alone where a long title is the same: that is another edition, or a slip in a copy. Two of one address are copies.
 */
function differ(one: Paper, other: Paper): boolean {
	// REVTeX's entries of settings.
	if (one.type === 'control' || other.type === 'control') return false;
	if (one.url !== undefined && one.url === other.url && hasPath.test(one.url)) return false;
	const haveTitles = comparable(one.title) !== '' && comparable(other.title) !== '';
	if (haveTitles && !isSameTitle(one.title, other.title)) return !isSameWorkOtherwiseTitled(one, other);
	const [year, author] = [differs(one.year, other.year), differs(familyOf(one), familyOf(other))];
	return haveTitles && comparable(one.title).length >= longTitle ? year && author : year || author;
}

/** Whether both are there and not the same. */
const differs = <T>(a: T | undefined, b: T | undefined): boolean => a !== undefined && b !== undefined && a !== b;

/** The address of a page, not of a whole site. */
const hasPath = /^https?:\/\/[^/]+\/[^/]/;

/**
 * Whether two titles by one author of one year have most words in common, as where one lacks the subtitle, has a slip or spells an abbreviation out. Not
 * where numbers show that they are parts of a series, or each has an identifier of its own.
 */
function isSameWorkOtherwiseTitled(one: Paper, other: Paper): boolean {
	if (one.year === undefined || one.year !== other.year || familyOf(one) === undefined || familyOf(one) !== familyOf(other)) return false;
	if (differs(one.doi, other.doi) || differs(one.arxiv, other.arxiv)) return false;
	const [words, otherWords] = [one, other].map(({ title }) => new Set(fold(title.slice(0, comparedLength)).match(/[\p{L}\p{N}]+/gu)));
	const [fewer, more] = words!.size <= otherWords!.size ? [words!, otherWords!] : [otherWords!, words!];
	const numbers = [fewer, more].map((each) => [...each].filter((word) => /^(?:\d+|[ivx]+)$/.test(word)).join());
	if (numbers[0] !== numbers[1]) return false;
	const common = [...fewer].filter((word) => more.has(word)).length;
	return common >= 2 && common / fewer.size >= mostlyTheSame;
}

/** So large a part of the words of the shorter of two titles is in both. */
const mostlyTheSame = 0.7;

/** A title with so many letters and digits is hardly that of two works. */
const longTitle = 25;

/** Whether two titles are the same but for punctuation, “and” for “&”, and letters beyond ASCII that a copy has garbled. */
function isSameTitle(one: string, other: string): boolean {
	const [title, otherTitle] = [one, other].map((each) => comparable(each.slice(0, comparedLength).replace(/\band\b/gi, '')));
	if (title === otherTitle) return true;
	const [plain, otherPlain] = [one, other].map((each) =>
		each
			.slice(0, comparedLength)
			.toLowerCase()
			.replace(/[^a-z0-9]+/g, ''),
	);
	return plain === otherPlain && plain!.length >= longTitle;
}

/** So much of a title is compared (UTF-16 units): a library may have titles of many megabytes. */
const comparedLength = 2000;

const comparable = (text: string): string => fold(text.slice(0, comparedLength)).replace(/[^\p{L}\p{N}]+/gu, '');

const familyOf = ({ authors, editors }: Paper): string | undefined => {
	const [first] = authors.length > 0 ? authors : editors;
	return first && comparable(first.family);
};
