import assert from 'node:assert/strict';
import { Document } from '../../../../server/engine/documents/document.js';
import { readBibtex } from '../../../../server/engine/library/formats/bibtex/read.js';
import type { Library, LibraryStore } from '../../../../server/engine/library/library.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';
import { Dice } from '../../../chaos/dice.js';
import { source } from './fixtures.js';

const files = ['file:///w/a.bib', 'file:///w/b.bib', 'file:///w/sub/c.bib', 'file:///home/d.bib'];
const keys = ['lang2001', 'abel2002', 'zorn2003', 'okafor2004', ''];
const words = 'harbour lights kites tides networks attention graph model InfoGAN U-Net survey of the deep'.split(' ');
const titles = ['Harbour lights at night', 'Kites over the tides', 'Deep networks, a survey'];
const people = ['Lang, Mira', 'Abel, Ann', 'Zorn, Ida and Lang, Mira', 'Okafor, Ben and Abel, Ann and Lang, Mira'];

const someWords = (dice: Dice, most: number): string => Array.from({ length: 1 + dice.below(most) }, () => dice.of(words)).join(' ');

function entry(dice: Dice): string {
	const fields = [
		dice.chance(90) && `title = {${dice.chance(30) ? dice.of(titles) : someWords(dice, 5)}}`,
		dice.chance(70) && `author = {${dice.of(people)}}`,
		dice.chance(70) && `year = {${2001 + dice.below(3)}}`,
		dice.chance(20) && `doi = {10.1000/${dice.below(4)}}`,
		dice.chance(20) && `url = {https://openreview.net/forum?id=p${dice.below(4)}}`,
		dice.chance(20) && `shorttitle = {${dice.of(words)}}`,
	].filter((field) => field !== false);
	return `@${dice.of(['article', 'book', 'misc'])}{${dice.of(keys)},\n  ${fields.join(',\n  ')},\n}\n\n`;
}

const textOf = (dice: Dice, entries: number): string => Array.from({ length: 1 + dice.below(entries) }, () => entry(dice)).join('');

const read = (store: LibraryStore, uri: string, text: string): void =>
	store.replace(source(uri, { origin: uri.includes('/home/') ? 'user' : 'workspace' }), readBibtex(text));

const note = `Lang (2001), Abel et al. (2002) and Lang & Abel; InfoGAN, the U-Net, "harbour lights", kites tides networks attention graph.
See https://openreview.net/forum?id=p1, https://openreview.net/forum?id=p2 and doi:10.1000/1, and @lang2001 or @zorn2003.`;

/** What a library answers, without numbers, which are its own. */
function answersOf(library: Library): Readonly<Record<string, unknown>> {
	const found = (query: string) => library.find(query, { limit: 5, near: 'file:///w/sub/note.md' }).map(({ paper }) => paper);
	return {
		papers: Array.from({ length: library.size }, (_, index) => library.at(index)),
		sources: library.sources.map(({ uri }) => uri),
		byKey: keys.map((key) => library.byKey(key)),
		byIdentifier: [0, 1, 2, 3].map((number) => library.byIdentifier(`10.1000/${number}`)),
		shared: files.map((uri) => library.sharedKeys(uri)),
		entries: files.map((uri) => [...library.entriesOf(uri)]),
		titles: files.flatMap((uri) => [...library.entriesOf(uri)].map(({ record }) => library.sameTitle(record, 1))),
		found: ['', 'h', 'lang', 'kites', 'harbuor', 'hraborlihgts', 'netwroks atention', 'attentoin grahp modle', '2001', 'zorn2003'].map(
			found,
		),
		mentions: new Document('file:///w/note.md', 'markdown', 1, note).mentions(library).map(({ span, papers }) => ({ span, papers })),
	};
}

suite('what a library answers', () => {
	for (const [seed, entries] of [
		[1, 3],
		[2, 3],
		[3, 12],
		[4, 12],
		[5, 40],
	] as const)
		test(`does not depend on when which file was read, or on what it held before (${seed})`, () => {
			const dice = new Dice(seed);
			const store = createLibraryStore();
			const texts = new Map<string, string>();
			for (let round = 0; round < 12; round++) {
				for (let change = 0; change < 3; change++) {
					const uri = dice.of(files);
					if (dice.chance(20)) {
						texts.delete(uri);
						store.remove(uri);
					} else {
						const text = textOf(dice, entries);
						texts.set(uri, text);
						read(store, uri, text);
					}
				}
				const fresh = createLibraryStore();
				for (const uri of [...texts.keys()].sort().reverse()) read(fresh, uri, texts.get(uri)!);
				const [now, expected] = [answersOf(store.current), answersOf(fresh.current)];
				for (const question of Object.keys(expected)) assert.deepEqual(now[question], expected[question], `${question}, round ${round}`);
			}
		});
});
