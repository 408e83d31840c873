import { readdirSync, readFileSync } from 'node:fs';
import type { Reading } from '../../server/engine/library/formats/record.js';
import { readSummary } from '../../server/engine/library/formats/summary.js';
import type { Library, LibraryStore } from '../../server/engine/library/library.js';
import { createLibraryStore } from '../../server/engine/library/store.js';

let known: Library | undefined;

/** The bundled summaries as a library, in a workspace that is about what they are about. */
export function corpusLibrary(): Library {
	known ??= corpusStore().current;
	return known;
}

/** A store with the bundled summaries, as `createLibraryStore` makes it for a workspace of which nothing is known, or one about their subjects. */
export function corpusStore(isBundledRelevant = true): LibraryStore {
	const store = createLibraryStore(undefined, isBundledRelevant);
	for (const [name, reading] of summaries())
		store.replace({ uri: `lectern:/corpus/${name}`, origin: 'bundled', format: 'summary' }, reading);
	return store;
}

let readings: readonly (readonly [name: string, reading: Reading])[] | undefined;

function summaries(): readonly (readonly [name: string, reading: Reading])[] {
	readings ??= readdirSync('corpus')
		.sort()
		.filter((name) => name.endsWith('.md') && name !== 'README.md')
		.map((name) => [name, readSummary(readFileSync(`corpus/${name}`, 'utf8'))]);
	return readings;
}
