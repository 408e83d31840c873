import type { Reading } from './formats/record.js';
import { Numbering } from './index/numbering.js';
import { type Pack, packRecords, packSize } from './index/pack.js';
import { RecordTables } from './index/recordTables.js';
import type { Segment } from './index/segment.js';
import { Vocabulary } from './index/vocabulary.js';
import { WordCollector } from './index/words.js';
import type { Library, LibraryStore, Source } from './library.js';
import { NameChoices } from './nameChoices.js';
import { bySource, OwnedSources, stateOf, withRecords } from './ownedSources.js';
import { type Reranking, rerankByLetters } from './rerank.js';
import { snapshotOf } from './snapshot.js';
import type { WellKnownNames } from './wellKnownNames.js';

/**
 * An empty library. `otherNames` are what records go by in addition to what they state. `isBundledRelevant` says whether the workspace is about
 * what the bundled papers are about, for callers that do not find out. Measurements give another `rerank`.
 */
export function createLibraryStore(
	otherNames?: WellKnownNames,
	isBundledRelevant = true,
	rerank: Reranking = rerankByLetters,
): LibraryStore {
	let bundledIsRelevant = isBundledRelevant;
	const words = new WordCollector(new Vocabulary(), otherNames);
	const numbering = new Numbering(words);
	const owned = new OwnedSources();
	const tables = new RecordTables();
	let generation = 0;
	let current: Library | undefined;
	let lineage = {};
	let prepared = {};
	let choices = new NameChoices();

	const snapshot = (): Library => {
		const { keys, identities, duplicates } = tables;
		const all = owned.inOrder();
		const arranged = { segments: [...owned.segments()], ordered: all.flatMap(withRecords), sources: all.map(stateOf) };
		const tabled = { vocabulary: words.vocabulary, keys, identities, duplicates, prepared, rerank };
		return snapshotOf({ lineage, generation, ...arranged, segmentsOf: bySource(all), ...tabled, bundledIsRelevant, choices });
	};

	/** Forgets the words of records that are gone, once that is worth it. */
	const renumber = () => {
		const all = owned.inOrder();
		const successors = numbering.renumber(all.flatMap((each) => each.segments.map(({ pack }) => pack)));
		let next = 0;
		for (const each of all) owned.put({ ...each, segments: each.segments.map((segment) => ({ ...segment, pack: successors[next++]! })) });
		// What is prepared for searching goes by the numbers.
		prepared = {};
	};

	const release = (pack: Pack) => {
		tables.release(pack);
		numbering.release(pack);
	};

	const changed = () => {
		const bases = tables.compact(() => owned.segments());
		if (bases) {
			owned.rebase(bases);
			// What was kept by the numbers that the records had is another lineage's.
			lineage = {};
			prepared = {};
		}
		if (numbering.isWorthwhile) renumber();
		generation++;
		current = undefined;
	};

	const put = (source: Source, packs: readonly Pack[]) => {
		const before = owned.get(source.uri);
		const isSameSource = before?.source.origin === source.origin && before.source.format === source.format;
		/** Segments that the source no longer has, unless one of its packs is still the same. */
		const left = new Map((before?.segments ?? []).map((segment) => [segment.pack, segment]));
		const now: Segment[] = [];
		const fresh: Segment[] = [];
		let start = 0;
		let line: number | undefined = 0;
		for (const pack of packs.map(numbering.present, numbering)) {
			const old = isSameSource ? left.get(pack) : undefined;
			if (old) {
				left.delete(pack);
				now.push(old.start === start && old.line === line ? old : placedAt(old, start, line));
			} else {
				const segment = placedAt({ source, pack, base: tables.baseOf(pack) }, start, line);
				numbering.mount(pack);
				now.push(segment);
				fresh.push(segment);
			}
			start += pack.length;
			const lines = pack.lines.at(-1);
			line = line === undefined || lines === undefined ? undefined : line + lines;
		}
		for (const pack of left.keys()) release(pack);
		owned.put({ source, segments: now });
		if (fresh.length > 0) {
			const all = owned.segments();
			for (const segment of fresh) tables.enter(segment, all);
		}
		changed();
	};

	return {
		words,
		present: (pack) => numbering.present(pack),
		get current() {
			current ??= snapshot();
			return current;
		},
		put,
		replace(source, reading) {
			put(source, packReading(reading, words));
		},
		fail(source, failure) {
			owned.put({ source, segments: owned.get(source.uri)?.segments ?? [], failure });
			changed();
		},
		useChoices(now) {
			if (now.version === choices.version) return;
			choices = now;
			changed();
		},
		remove(uri) {
			const gone = owned.get(uri);
			if (!gone) return;
			for (const { pack } of gone.segments) release(pack);
			owned.delete(uri);
			changed();
		},
		setBundledRelevance(isRelevant) {
			if (isRelevant === bundledIsRelevant) return false;
			bundledIsRelevant = isRelevant;
			generation++;
			current = undefined;
			return true;
		},
	};
}

const placedAt = ({ source, pack, base }: Omit<Segment, 'start' | 'line'>, start: number, line: number | undefined): Segment => ({
	source,
	pack,
	base,
	start,
	...(line !== undefined && { line }),
});

/** The packs of a source that was read as a whole. */
export function packReading({ records, problems }: Reading, words: WordCollector): readonly Pack[] {
	const packs: Pack[] = [];
	for (let first = 0; first < records.length || (first === 0 && problems.length > 0); first += packSize) {
		// Positions stay counted from the source's start: a stretch of no length moves nothing behind it.
		packs.push(packRecords(records.slice(first, first + packSize), first === 0 ? problems : [], words, 0, 0));
	}
	return packs;
}
