import type { Span } from '../base/span.js';
import type { Problem, Reading, SourceRecord } from './formats/record.js';
import type { Pack } from './index/pack.js';
import type { WordCollector } from './index/words.js';
import type { NameChoices } from './nameChoices.js';
import type { Origin, Paper, RecordPlace } from './paper.js';

/** A file that gives records. */
export interface Source {
	readonly uri: string;
	readonly origin: Origin;
	/** Format by the name of its module: `bibtex`, `cslJson`, `ris`, `hayagriva`, `summary`. */
	readonly format: string;
}

/** A found paper and how well it fits. Higher is better; comparable within one answer only. */
export interface Hit {
	readonly paper: Paper;
	readonly score: number;
}

export interface FindOptions {
	/** At most so many hits; 100 where left out. */
	readonly limit?: number;
	/** Which papers count, by the number of a record of theirs; all where left out. */
	readonly where?: ((number: number) => boolean) | undefined;
	/** Keys to be lifted, such as those already cited in the document, best first. */
	readonly favoured?: readonly string[];
	/** Sources whose papers come before others of about the same fit: the document's bibliographies. */
	readonly bibliographies?: readonly string[];
	/** URI of the document that asks: for an empty query, the sources of the nearest folder come first. */
	readonly near?: string;
}

/** All papers from all sources at one moment. A reader keeps its snapshot: later changes make another. */
export interface Library {
	/** Grows with every change. */
	readonly generation: number;
	readonly size: number;
	/** The number of the record that represents the paper at `index`: the same for as long as the record is there. */
	numberAt(index: number): number;
	/** The number of the record that represents a paper of this snapshot. */
	numberOf(paper: Paper): number;
	/** Whether a paper has no other record than this one. */
	isSingle(number: number): boolean;
	/** The numbers of all records of the paper that a record is part of, in order. */
	recordsOf(number: number): readonly number[];
	/**
	 * Compares records by the URIs of their sources and their places there. Their numbers depend on when which file was read: whatever is shown or
	 * cut off goes by this order.
	 */
	inOrder(number: number, other: number): number;
	/** The paper at `index`, from zero up to `size`, in order. */
	at(index: number): Paper;
	/**
	 * The papers that go by `key`, best first: those with a record in `bibliographies`, then by origin. More than
	 * one where different papers share a key; none where nobody has it. A key that is a DOI or arXiv identifier (`10.1093/…`, `doi:…`,
	 * `arxiv:…`) is the paper's that has it.
	 */
	byKey(key: string, bibliographies?: readonly string[]): readonly Paper[];
	/** Whether every word of a text is one that records are found by: where it is not, no paper has the text as its key, whatever its capitals. */
	hasWords(text: string): boolean;
	/** The paper with this DOI or arXiv id (as in `SourceRecord`, case ignored). */
	byIdentifier(identifier: string): Paper | undefined;
	/** The papers whose record in the source `uri` spans `offset`. */
	recordsIn(uri: string, offset: number): readonly Paper[];
	/** The keys of a source's records that are also keys of other papers, in the order of the source. */
	sharedKeys(uri: string): readonly SharedKey[];
	/**
	 * A source's records, each with the other records of its paper; only those whose entries `offset` touches where it is given.
	 * In the order of the source. Each is made when it is asked for, so that a long source may be gone through in slices.
	 */
	entriesOf(uri: string, offset?: number): Iterable<LibraryEntry>;
	/**
	 * Records with the title and first author of this one, of the same year or up to `years` later: a publication comes some time
	 * after its preprint. The record itself is among them if it is the library's.
	 */
	sameTitle(record: SourceRecord, years: number): readonly PlacedRecord[];
	/**
	 * The best papers for `query`: any words in any order, over key, title, authors, year, nicknames, venue and arXiv
	 * id; an exact key or key prefix is settled first, words one or two typos away come last. An empty query answers
	 * the favoured papers, then those of the bibliographies, of the workspace, of the user's other libraries, and what is bundled.
	 */
	find(query: string, options?: FindOptions): readonly Hit[];
	/**
	 * The numbers of the records that represent the best papers for a query, as `find` finds them, in no order: for callers that count papers
	 * or orders them otherwise, since no paper is made for it. None for an empty query.
	 */
	fitting(query: string, options?: Pick<FindOptions, 'limit' | 'where'>): readonly number[];
	/** Prepares a large library for being searched, in steps of some milliseconds; a search that comes before finds the same, later. */
	preparingSearch(): Generator<undefined, void>;
	/** The same for all snapshots of one store in which the records have the same numbers. */
	readonly lineage: object;
	/** What the user says about names, and what notes call papers. A paper's names are among its own. */
	readonly choices: NameChoices;
	/** Its records, in blocks that come and go as a whole. No record's number is used twice in a lineage. */
	readonly blocks: readonly Block[];
	/** Whether the library still has the record of a number. */
	has(number: number): boolean;
	/** The record of a number; nothing where the library no longer has it. */
	record(number: number): SourceRecord | undefined;
	/** The paper that a record is part of; nothing where the library no longer has it. */
	paperOf(number: number): Paper | undefined;
	/** Whether all that the library has of a record's paper is bundled: the user has no entry and no summary of it. */
	isBundled(number: number): boolean;
	/** The numbers of the bundled records; those of papers that the user has, too, are among them. */
	readonly bundledNumbers: readonly number[];
	/** Whether the workspace is about what the bundled papers are about: then their names count in every text. See docs/mentions.md. */
	readonly bundledIsRelevant: boolean;
	/** Whether the library has a source of this URI. */
	hasSource(uri: string): boolean;
	/** The source of this URI; nothing where there is none. */
	sourceOf(uri: string): SourceState | undefined;
	/** Sources with the number of their records and what is wrong in them. */
	readonly sources: readonly SourceState[];
}

/** Records that are numbered in turn. */
export interface Block {
	readonly base: number;
	readonly count: number;
}

/** A record with its place. */
export interface PlacedRecord {
	readonly record: SourceRecord;
	readonly place: RecordPlace;
}

/** A record and the others of the same paper. */
export interface LibraryEntry extends PlacedRecord {
	/** Of a paper of very many records only some, among them those of the same file that have other keys. */
	readonly others: readonly PlacedRecord[];
}

/** A citation key that more than one paper goes by. */
export interface SharedKey {
	readonly key: string;
	/** Where the record in question has it. */
	readonly span: Span;
	/** The first few of the other papers with the key. */
	readonly others: readonly Paper[];
	/** How many other papers have the key. */
	readonly count: number;
}

export interface SourceState extends Source {
	readonly records: number;
	/** UTF-16 length of what was read in pieces; zero for other formats. */
	readonly length: number;
	readonly problems: readonly Problem[];
	/** Why the source could not be read; its last good records stay. */
	readonly failure?: string;
}

/** The library as it grows: each source owns its records, and replacing one touches nothing else. */
export interface LibraryStore {
	readonly current: Library;
	/** Where those who pack records enter their words. */
	readonly words: WordCollector;
	/** A pack with its words as they are numbered now: they are numbered again once most words are those of records that are gone. */
	present(pack: Pack): Pack;
	/** Takes in what a whole source gives. */
	replace(source: Source, reading: Reading): void;
	/**
	 * Takes in a source as packs, in the order of its text. Packs that the source had before stay as they are, even where
	 * text before them came or went.
	 */
	put(source: Source, packs: readonly Pack[]): void;
	/** Keeps the source's last good records and notes why it could not be read again. */
	fail(source: Source, failure: string): void;
	remove(uri: string): void;
	/** Takes what is said about names. */
	useChoices(choices: NameChoices): void;
	/** Says whether the workspace is about what the bundled papers are about; a snapshot says so until it is said otherwise. Whether that is new. */
	setBundledRelevance(isRelevant: boolean): boolean;
}
