import type { DuplicateGroups } from '../index/duplicateGroups.js';
import type { HashTable } from '../index/hashes.js';
import type { Postings } from '../index/postings.js';
import type { Segment } from '../index/segment.js';
import type { Vocabulary } from '../index/vocabulary.js';
import type { SourceState } from '../library.js';
import type { NameChoices } from '../nameChoices.js';
import type { Reranking } from '../rerank.js';

/** What a snapshot is made of. The segments are its own; the tables may grow, and what they hold beyond the segments is ignored. */
export interface SnapshotParts {
	readonly lineage: object;
	readonly generation: number;
	/** In the order of their bases. */
	readonly segments: readonly Segment[];
	/**
	 * The same by their sources' URIs and by their places there. Numbers depend on which files were read when; on that no answer may depend, so
	 * whatever is listed or cut off goes by this order.
	 */
	readonly ordered: readonly Segment[];
	/** Those of one source, in the order of its text. */
	segmentsOf(uri: string): readonly Segment[];
	readonly vocabulary: Vocabulary;
	readonly keys: HashTable;
	readonly identities: HashTable;
	readonly duplicates: DuplicateGroups;
	/** Which records hold a word, once a snapshot was prepared for searching; the same for all snapshots of one store. */
	readonly prepared: { postings?: Postings };
	readonly sources: readonly SourceState[];
	readonly choices: NameChoices;
	readonly bundledIsRelevant: boolean;
	/** What ranks the best of a search again. */
	readonly rerank: Reranking;
}
