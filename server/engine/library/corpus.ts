import { bundledUri } from './bundled.js';
import type { SourceRecord } from './formats/record.js';
import type { LibraryStore } from './library.js';

/** Puts the bundled summaries into the library. */
export function indexCorpus(store: LibraryStore, records: Readonly<Record<string, SourceRecord>>): void {
	for (const [key, record] of Object.entries(records))
		store.replace({ uri: bundledUri(key), origin: 'bundled', format: 'summary' }, { records: [record], problems: [] });
}

/** Takes the bundled summaries out of the library. */
export function forgetCorpus(store: LibraryStore): void {
	for (const { uri, origin } of store.current.sources) if (origin === 'bundled') store.remove(uri);
}

/** What every server needs of what the build bundles: `dist/corpus.json`. */
export interface CorpusIndex {
	/** Titles of the topics by their names. */
	readonly topics: Readonly<Record<string, string>>;
	/** The records in the summaries, by citation key. */
	readonly records: Readonly<Record<string, SourceRecord>>;
	/** `corpus/names.tsv`, for `wellKnownNames`. */
	readonly names: string;
}

/** What is needed when a bundled paper is read: `dist/corpusTexts.json`. */
export interface CorpusTexts {
	/** The summaries by citation key. */
	readonly summaries: Readonly<Record<string, string>>;
	/** The SVG of the diagrams that some of them have, by the same keys. */
	readonly diagrams: Readonly<Record<string, string>>;
}

/** What the build bundles. */
export interface Corpus extends CorpusIndex {
	/** The texts, which are most of it: read when they are asked for, and again when memory was needed for something else. Rejects where they cannot be read. */
	readonly texts: () => Promise<CorpusTexts>;
}

/** Reads the build's corpus; `read` returns what is in one of its files. Rejects where `read` does. */
export async function readCorpus(read: (file: 'corpus.json' | 'corpusTexts.json') => Promise<unknown>): Promise<Corpus> {
	const index = (await read('corpus.json')) as CorpusIndex;
	let kept: WeakRef<CorpusTexts> | undefined;
	return {
		...index,
		texts: async () => {
			const known = kept?.deref();
			if (known) return known;
			const texts = (await read('corpusTexts.json')) as CorpusTexts;
			kept = new WeakRef(texts);
			return texts;
		},
	};
}

/** A corpus without papers. */
export const emptyCorpus: Corpus = { topics: {}, records: {}, names: '', texts: async () => ({ summaries: {}, diagrams: {} }) };

/** The text of a bundled summary; empty where there is none by that key. */
export const corpusText = async ({ texts }: Corpus, key: string): Promise<string> => (await texts()).summaries[key] ?? '';
