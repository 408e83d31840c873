import { wordsOf } from '../index/letters.js';
import { Postings } from '../index/postings.js';
import type { Segment } from '../index/segment.js';
import { stopWords } from '../index/words.js';
import { nearness } from '../keyFor.js';
import type { FindOptions, Hit } from '../library.js';
import { familyName, originRank, type Paper } from '../paper.js';
import { rank } from '../ranking.js';
import { type PlacedSegment, placedSegments, type Searched } from '../search/scan.js';
import { type PreviousSearch, queryWords, type SearchResult, search } from '../search/search.js';
import type { SnapshotKeys } from './keys.js';
import type { SnapshotPapers } from './papers.js';
import type { SnapshotParts } from './parts.js';

/** From this many records on, postings are worth making; fewer are scanned as fast. */
const worthPostings = 4096;

/** How many of the best candidates are ranked. */
const shortlist = 64;

type Where = FindOptions['where'];

/** Search in a snapshot. */
export class SnapshotSearch {
	readonly #parts: SnapshotParts;
	readonly #papers: SnapshotPapers;
	readonly #keys: SnapshotKeys;
	/** What the last search found: the next letter narrows it. */
	#last: PreviousSearch | undefined;
	#placed: readonly PlacedSegment[] | undefined;
	#living: Uint8Array | undefined;

	constructor(parts: SnapshotParts, papers: SnapshotPapers, keys: SnapshotKeys) {
		this.#parts = parts;
		this.#papers = papers;
		this.#keys = keys;
	}

	/** As `Library.preparingSearch`. */
	*preparing(): Generator<undefined, void> {
		const { segments, vocabulary, prepared } = this.#parts;
		yield* vocabulary.sorting();
		const { postings } = prepared;
		let known = 0;
		let count = 0;
		for (const segment of segments) {
			count += segment.pack.count;
			if (postings?.holds(segment)) known += segment.pack.count;
		}
		if (count < worthPostings) return;
		const isStale = !postings || count - known > worthPostings + known / 8 || postings.records - known > known;
		if (isStale) prepared.postings = yield* Postings.of(segments, vocabulary.size);
	}

	/** As `Library.find`. */
	find(query: string, options: FindOptions): readonly Hit[] {
		const { limit = 100, bibliographies = [], where } = options;
		if (query.trim() === '') return this.#firstPapers(options, limit).map((paper, index) => ({ paper, score: 1 / (index + 1) }));
		const { leaderOf, paperOf } = this.#papers;
		const points = new Map<Paper, number>();
		for (const number of this.#keys.recordsOf(query.trim())) if (!where || where(leaderOf(number))) points.set(paperOf(number), 0);
		for (const number of this.#givenFitting(query)) if (!where || where(leaderOf(number))) points.set(paperOf(number), 0);
		const { candidates, isExact } = this.#withOwn(query, Math.max(limit, shortlist), where, bibliographies);
		for (const { number, points: each } of candidates) {
			const paper = paperOf(number);
			points.set(paper, Math.max(each, points.get(paper) ?? 0));
		}
		const ranked = rank(
			Array.from(points, ([paper, each]) => ({ paper, points: each })),
			query,
			options,
		);
		return this.#parts.rerank(ranked, query, isExact).slice(0, limit);
	}

	/** As `Library.fitting`. */
	fitting(query: string, { limit = 100, where }: Pick<FindOptions, 'limit' | 'where'>): readonly number[] {
		if (query.trim() === '') return [];
		const { leaderOf } = this.#papers;
		const found = new Set<number>();
		for (const number of this.#keys.recordsOf(query.trim())) {
			const leader = leaderOf(number);
			if (!where || where(leader)) found.add(leader);
		}
		for (const number of this.#givenFitting(query)) if (!where || where(number)) found.add(number);
		for (const { number } of this.#foundFor(query, Math.max(limit, shortlist), where).candidates) {
			if (found.size >= limit) break;
			found.add(leaderOf(number));
		}
		return [...found];
	}

	/** The leading records of papers to which the words of a query lead by a name that choices give them. */
	#givenFitting(query: string): readonly number[] {
		const words = queryWords(query);
		const { given } = this.#parts.choices;
		if (given.size === 0 || words.length === 0) return [];
		const found = new Set<number>();
		for (const [key, names] of given) {
			const called = names.flatMap(({ name }) => [...wordsOf(name), wordsOf(name).join('')]);
			const others = words.filter((word) => !called.some((each) => each.startsWith(word)));
			if (others.length === words.length) continue;
			for (const paper of this.#keys.papersOf(key)) {
				const own = [paper.title, paper.key, `${paper.year ?? ''}`, ...paper.authors.map(familyName)].flatMap(wordsOf);
				if (others.every((word) => own.some((each) => each.startsWith(word)))) found.add(this.#papers.leaderOfPaper(paper));
			}
		}
		return [...found];
	}

	/**
	 * What is offered before anything is typed, at most `limit` papers: the favoured, then those of the bibliographies in their order, of the
	 * workspace (nearest folder first), of the user's other libraries, and what is bundled where the workspace is about such papers. Stops once
	 * there are enough.
	 */
	#firstPapers({ favoured = [], bibliographies = [], near, where }: FindOptions, limit: number): readonly Paper[] {
		const { leaderOf, paperOf } = this.#papers;
		const found = new Set<number>();
		const add = (number: number, isAsked = false): void => {
			const leader = leaderOf(number);
			if (!isAsked && !this.#parts.bundledIsRelevant && this.#papers.isBundled(leader)) return;
			if (found.size < limit && (!where || where(leader))) found.add(leader);
		};
		for (const key of favoured) {
			const [paper] = this.#keys.papersOf(key, bibliographies);
			if (paper) add(this.#papers.leaderOfPaper(paper), true);
		}
		for (const { base, pack } of this.#nearestFirst(bibliographies, near)) {
			if (found.size >= limit) break;
			for (let number = base; number < base + pack.count && found.size < limit; number++) add(number);
		}
		return Array.from(found, paperOf);
	}

	/** All segments: those of the bibliographies in their order, then by origin, entries before summaries, and by how near they are to a document. */
	#nearestFirst(bibliographies: readonly string[], near: string | undefined): readonly Segment[] {
		const { sources, ordered } = this.#parts;
		const places = new Map(bibliographies.map((uri, index) => [uri, index - bibliographies.length]));
		const rankOf = new Map(sources.map(({ uri, origin }) => [uri, places.get(uri) ?? originRank[origin]]));
		const farness = new Map<string, number>();
		if (near !== undefined)
			for (const { uri, origin } of sources) if (origin === 'workspace' && !places.has(uri)) farness.set(uri, -nearness(near, uri));
		const rank = ({ source: { uri, origin } }: Segment): number => rankOf.get(uri) ?? originRank[origin];
		const far = ({ source: { uri } }: Segment): number => farness.get(uri) ?? 0;
		const isSummary = ({ source: { format } }: Segment): number => Number(format === 'summary');
		return [...ordered].sort((a, b) => rank(a) - rank(b) || isSummary(a) - isSummary(b) || far(a) - far(b));
	}

	/**
	 * The best records for a query by their words, at most `most` of all, and as many of the bibliographies and of the workspace: where a
	 * query fits very many, these must not be lost before they are ranked.
	 */
	#withOwn(query: string, most: number, where: Where, bibliographies: readonly string[]): SearchResult {
		const result = this.#foundFor(query, most, where);
		const { candidates, isExact } = result;
		if (!isExact || candidates.length < most) return result;
		const { segments } = this.#parts;
		const isNamed = ({ source }: Segment): boolean => bibliographies.includes(source.uri);
		const named = bibliographies.length > 0 ? segments.filter(isNamed) : [];
		const around = segments.filter((segment) => segment.source.origin === 'workspace' && !isNamed(segment));
		const countIn = (some: readonly Segment[]): number => some.reduce((count, { pack }) => count + pack.count, 0);
		// Where most records are among them, so are most of the best.
		const half = countIn(segments) / 2;
		const own = [named, around]
			.filter((some) => some.length > 0 && countIn(some) <= half)
			.map((some) => search({ ...this.#searchedIn(some), where: this.#onLeaders(where) }, query, most));
		// Words that only sound alike are no match as good as those that are found as they are.
		return { candidates: [...candidates, ...own.flatMap((found) => (found.isExact ? found.candidates : []))], isExact };
	}

	/** The best records for a query by their words, at most `most`; `where` is asked about leading records. */
	#foundFor(query: string, most: number, where: Where): SearchResult {
		const { segments, prepared } = this.#parts;
		const searched = { ...this.#searchedIn(segments), postings: prepared.postings, where: this.#onLeaders(where) };
		const found = search(searched, query, most, this.#last);
		this.#last = found.last;
		return found;
	}

	#searchedIn(segments: readonly Segment[]): Searched {
		const { segments: all, ordered, vocabulary } = this.#parts;
		this.#placed ??= placedSegments(ordered);
		return {
			segments,
			placed: segments === all ? this.#placed : placedAmong(this.#placed, new Set(segments)),
			vocabulary,
			duplicates: this.#papers,
			living: this.#livingWords,
		};
	}

	readonly #livingWords = (): Uint8Array => {
		const { segments, vocabulary } = this.#parts;
		if (this.#living?.length === vocabulary.size) return this.#living;
		const living = new Uint8Array(vocabulary.size);
		for (const { pack } of segments) for (const word of pack.words) living[word >>> 3] = 1;
		for (const word of stopWords) living[vocabulary.numberOf(word)] = 1;
		this.#living = living;
		return living;
	};

	#onLeaders(where: Where): Where {
		return where && ((number) => where(this.#papers.leaderOf(number)));
	}
}

const placedAmong = (placed: readonly PlacedSegment[], some: ReadonlySet<Segment>): readonly PlacedSegment[] =>
	placed.filter(({ segment }) => some.has(segment));
