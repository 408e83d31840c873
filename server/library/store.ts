import Fuse from 'fuse.js';
import { fold, foldedWords } from '../base/fold.js';
import type { Reading, SourceRecord } from './formats/record.js';
import type { FindOptions, Hit, Library, LibraryStore, Source, SourceState } from './library.js';
import type { Paper } from './paper.js';

// Replaced by the columnar engine.
export function createLibraryStore(): LibraryStore {
	const states = new Map<string, { state: SourceState; records: readonly SourceRecord[] }>();
	let current = build(0, states);
	const refresh = () => {
		current = build(current.generation + 1, states);
	};
	return {
		get current() {
			return current;
		},
		replace(source: Source, reading: Reading) {
			states.set(source.uri, {
				state: { ...source, records: reading.records.length, problems: reading.problems },
				records: reading.records,
			});
			refresh();
		},
		fail(source, failure) {
			const old = states.get(source.uri);
			states.set(source.uri, { state: { records: 0, problems: [], ...old?.state, ...source, failure }, records: old?.records ?? [] });
			refresh();
		},
		remove(uri) {
			if (states.delete(uri)) refresh();
		},
	};
}

function build(generation: number, states: ReadonlyMap<string, { state: SourceState; records: readonly SourceRecord[] }>): Library {
	const papers: Paper[] = [];
	for (const { state, records } of states.values())
		for (const record of records) {
			const place = {
				source: state.uri,
				origin: state.origin,
				key: record.key,
				span: record.span,
				keySpan: record.keySpan,
				isSummary: state.format === 'summary',
			};
			papers.push({ ...record, keys: [record.key, ...record.aliases], places: [place], summary: place.isSummary ? place : undefined });
		}
	const texts = papers.map((paper) =>
		fold(
			[
				paper.key.replace(/(\d+)/g, ' $1 '),
				paper.title,
				paper.authors.map((name) => name.family).join(' '),
				paper.year,
				paper.names.join(' '),
				paper.names.join(' ').replace(/-/g, ''),
				paper.venue?.short,
				paper.arxiv,
				paper.claim,
			].join(' '),
		).split(' '),
	);
	return {
		generation,
		size: papers.length,
		at: (index) => papers[index]!,
		byKey: (key) => papers.filter((paper) => paper.keys.includes(key)),
		byIdentifier: (identifier) =>
			papers.find((paper) => [paper.doi, paper.arxiv].some((each) => each?.toLowerCase() === identifier.toLowerCase())),
		recordsIn: (uri, offset) =>
			papers.filter((paper) =>
				paper.places.some((place) => place.source === uri && place.span.start <= offset && offset <= place.span.end),
			),
		find(query: string, options: FindOptions = {}): readonly Hit[] {
			const words = foldedWords(query);
			const scored = papers.map((paper, index) => {
				let score = paper.key === query ? 100 : query !== '' && paper.key.startsWith(query) ? 50 : 0;
				for (const word of words) {
					if (paper.names.some((name) => fold(name).replace(/ /g, '').startsWith(word))) score += 8;
					const found = texts[index]!.some((text) => text.startsWith(word));
					if (!found) return { paper, score: score >= 50 ? score : 0 };
					score += 2;
				}
				return { paper, score: words.length === 0 ? 1 : score };
			});
			let hits = scored.filter(({ score }) => score > 0);
			if (hits.length === 0 && words.length > 0)
				hits = new Fuse(papers as Paper[], { keys: ['key', 'title', 'names'], includeScore: true, threshold: 0.4, ignoreLocation: true })
					.search(query)
					.map(({ item, score }) => ({ paper: item, score: 1 - (score ?? 1) }));
			return hits.sort((a, b) => b.score - a.score).slice(0, options.limit ?? 100);
		},
		sources: [...states.values()].map(({ state }) => state),
	};
}
