import { type SourceRecord, stated } from './formats/record.js';
import { citedIdentifier } from './identifierKeys.js';
import { identifierHash, identifierOf } from './index/identity.js';
import { wordsOf } from './index/letters.js';
import { recordIn, segmentOf } from './index/segment.js';
import type { Block, Library, SourceState } from './library.js';
import type { Paper } from './paper.js';
import { SnapshotEntries } from './snapshot/entries.js';
import { SnapshotSearch } from './snapshot/finding.js';
import { SnapshotKeys } from './snapshot/keys.js';
import { SnapshotPapers } from './snapshot/papers.js';
import type { SnapshotParts } from './snapshot/parts.js';

/** The most records that are kept once they are asked for. */
const mostRecent = 1024;

/** The library at one moment. What it computes, it computes when it is first asked for it. */
export function snapshotOf(parts: SnapshotParts): Library {
	const { lineage, generation, segments, ordered, identities, duplicates, sources, choices, bundledIsRelevant } = parts;
	const papers = new SnapshotPapers(parts);
	const keys = new SnapshotKeys(parts, papers);
	const entries = new SnapshotEntries(parts, papers);
	const finding = new SnapshotSearch(parts, papers, keys);
	const { isMounted, paperOf } = papers;
	/** Records that were asked for: what many notes name is not read again for each. */
	const recent = new Map<number, SourceRecord>();
	let states: ReadonlyMap<string, SourceState> | undefined;
	const sourceOf = (uri: string): SourceState | undefined => {
		states ??= new Map(sources.map((source) => [source.uri, source]));
		return states.get(uri);
	};
	let bundled: readonly number[] | undefined;
	const blocks: readonly Block[] = segments.map(({ base, pack }) => ({ base, count: pack.count }));
	const byIdentifier = (identifier: string): Paper | undefined => {
		const wanted = identifierOf(identifier);
		const isIt = (paper: Paper): boolean =>
			[stated(paper, 'doi'), stated(paper, 'arxiv')].some((each) => each !== undefined && identifierOf(each) === wanted);
		let first: number | undefined;
		identities.each(identifierHash(identifier), (number) => {
			if (!isMounted(number) || (first !== undefined && papers.inOrder(first, number) < 0)) return;
			if (isIt(paperOf(number))) first = number;
		});
		return first === undefined ? undefined : paperOf(first);
	};
	return {
		lineage,
		choices,
		blocks,
		generation,
		sources,
		hasSource: (uri) => sourceOf(uri) !== undefined,
		sourceOf,
		has: isMounted,
		record(number) {
			const known = recent.get(number);
			if (known) return known;
			const segment = segmentOf(segments, number);
			if (!segment) return undefined;
			if (recent.size >= mostRecent) recent.clear();
			const record = recordIn(segment, number);
			recent.set(number, record);
			return record;
		},
		paperOf: (number) => (isMounted(number) ? paperOf(number) : undefined),
		get size() {
			return papers.leaders().length;
		},
		at: (index) => paperOf(papers.leaders()[index]!),
		numberAt: (index) => papers.leaders()[index]!,
		numberOf: (paper) => papers.leaderOfPaper(paper),
		isSingle: (number) => !duplicates.has(number),
		recordsOf: papers.groupOf,
		inOrder: papers.inOrder,
		isBundled: papers.isBundled,
		get bundledNumbers() {
			bundled ??= ordered
				.filter(({ source }) => source.origin === 'bundled')
				.flatMap(({ base, pack }) => Array.from({ length: pack.count }, (_, index) => base + index));
			return bundled;
		},
		bundledIsRelevant,
		byKey(key, bibliographies) {
			const found = keys.papersOf(key, bibliographies);
			const identifier = found.length === 0 ? citedIdentifier(key) : undefined;
			const paper = identifier === undefined ? undefined : byIdentifier(identifier);
			return paper ? [paper] : found;
		},
		hasWords: (text) => wordsOf(text).every((word) => parts.vocabulary.has(word)),
		byIdentifier,
		recordsIn: (uri, offset) => papers.papersOf(entries.at(uri, offset)),
		sharedKeys: (uri) => keys.shared(uri),
		entriesOf: (uri, offset) => entries.of(uri, offset),
		sameTitle: (record, years) => entries.sameTitle(record, years),
		preparingSearch: () => finding.preparing(),
		find: (query, options = {}) => finding.find(query, options),
		fitting: (query, options = {}) => finding.fitting(query, options),
	};
}
