import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { neverCancelled } from '../../../../server/engine/base/cancellation.js';
import { Document } from '../../../../server/engine/documents/document.js';
import { enterNames, recogniserOf } from '../../../../server/engine/documents/mentions/mentions.js';
import { readBibtex } from '../../../../server/engine/library/formats/bibtex/read.js';
import type { Library } from '../../../../server/engine/library/library.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';
import { LatestTopics } from '../../../../server/engine/library/topics/latestTopics.js';

const source = { uri: 'file:///big.bib', origin: 'workspace', format: 'bibtex' } as const;

/** A bibliography of `count` entries, other ones in each generation. */
const bibliography = (generation: number, count: number): string =>
	Array.from(
		{ length: count },
		(_, index) =>
			`@article{k${generation}x${index}, title = {Harbours of Lake ${generation}x${index}}, author = {Lang${index}, Mira}, year = {2001}}`,
	).join('\n');

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** How many of the libraries that a store has had are still in memory after each was replaced and `use` had been called with it. */
async function keptOf(generations: number, count: number, use: (library: Library) => void | Promise<void>): Promise<number> {
	const store = createLibraryStore();
	const had: WeakRef<Library>[] = [];
	for (let generation = 0; generation < generations; generation++) {
		store.replace(source, readBibtex(bibliography(generation, count)));
		await use(store.current);
		had.push(new WeakRef(store.current));
	}
	// A WeakRef keeps what it refers to until the current task has ended.
	await new Promise((resolve) => setTimeout(resolve));
	collectGarbage();
	return had.filter((library) => library.deref() !== undefined).length;
}

suite('libraries that were replaced', () => {
	test('are not kept in memory by an earlier one, nor by its names', async () => {
		let first: Library | undefined;
		let previous: Library | undefined;
		const kept = await keptOf(12, 2500, (library) => {
			first ??= library;
			// What is still looked through for the library before asks for its names while the next one's are entered.
			for (const each of [library, previous, library]) if (each && enterNames(each, 3000)) void recogniserOf(each).version;
			previous = library;
		});
		assert.ok(first && previous);
		assert.ok(kept <= 3, `${kept} libraries`);
	});

	test('are not kept by documents whose mentions are given up', async () => {
		const documents = Array.from(
			{ length: 5 },
			(_, index) => new Document(`file:///${index}.md`, 'markdown', 1, 'Harbours of Lake 1x1, k1x1.'),
		);
		let next = 0;
		const kept = await keptOf(5, 10, (library) => {
			for (const document of documents) document.forgetMentions();
			documents[next++]!.mentions(library);
		});
		assert.equal(kept, 1);
	});

	test('are not kept by topics that fit them', async () => {
		const topics = new LatestTopics();
		const kept = await keptOf(3, 60, async (library) => {
			if (!topics.current) await topics.update({ library, titles: {}, textOf: () => '' }, neverCancelled);
		});
		assert.ok(topics.current);
		assert.equal(kept, 1);
	});
});
