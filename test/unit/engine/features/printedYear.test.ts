import assert from 'node:assert/strict';
import { Document } from '../../../../server/engine/documents/document.js';
import { compared } from '../../../../server/engine/features/compare.js';
import { citationText, factsOf } from '../../../../server/engine/features/facts.js';
import { mapCard } from '../../../../server/engine/features/map.js';
import { readBibtex } from '../../../../server/engine/library/formats/bibtex/read.js';
import { readSummary } from '../../../../server/engine/library/formats/summary.js';
import { indexedPapers } from '../../../../server/engine/library/indexedPaper.js';
import type { Library } from '../../../../server/engine/library/library.js';
import { authorYear } from '../../../../server/engine/library/paper.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';
import { cslItemOf } from '../../../../server/engine/render/cslItem.js';
import { paperRow } from '../../../../server/engine/render/paperRow.js';
import { source } from '../library/fixtures.js';

const title = 'Unrolled Generative Adversarial Networks';
const summaryOf = (years: string) =>
	`---\nkey: metz2016unrolled\ntitle: ${title}\nauthors: ["Metz, Luke", "Poole, Ben", "Pfau, David"]\narxiv: '1611.02163'\n${years}\n---\n\nGenerators look ahead.\n`;
const entryOf = (year: string) =>
	`@inproceedings{Metz, author = {Metz, Luke and Poole, Ben and Pfau, David}, title = {${title}}, eprint = {1611.02163}, archiveprefix = {arXiv}, ${year}}`;

function libraryWith(bib: string, summary?: string): Library {
	const store = createLibraryStore();
	if (summary !== undefined) store.replace({ uri: 'lectern:/metz.md', origin: 'bundled', format: 'summary' }, readSummary(summary));
	store.replace(source('file:///a.bib'), readBibtex(bib));
	return store.current;
}

/** The year in each view of the only paper. */
function yearsShown(library: Library): readonly unknown[] {
	const paper = library.at(0);
	const issued = cslItemOf(paper).issued as { 'date-parts': readonly (readonly number[])[] };
	return [
		paperRow(paper, { state: () => 'unread', isStarred: () => false, hasNote: () => false }).year,
		Number(authorYear(paper).split(' ').at(-1)),
		Number.parseInt(compared(paper, {}).texts.year?.lead ?? '', 10),
		Number(factsOf(paper).year),
		Number(citationText(paper).year),
		Number(mapCard(paper).venue),
		indexedPapers(library).of(library.numberAt(0)).year,
		issued['date-parts'][0]?.[0],
	];
}

const named = (library: Library, text: string): readonly string[] =>
	new Document('file:///n.md', 'markdown', 1, text).mentions(library).map(({ span }) => text.slice(span.start, span.end));

suite('the year of a paper', () => {
	test("is the entry's in every view, also where a summary knows an earlier one", () => {
		const shown = yearsShown(libraryWith(entryOf('year = {2017}'), summaryOf('year: 2016')));
		assert.deepEqual(shown, Array(8).fill(2017));
	});

	test("is the preprint's where that is the user's entry", () => {
		const shown = yearsShown(libraryWith(entryOf('year = {2016}'), summaryOf('year: 2016\npublished: 2017')));
		assert.deepEqual(shown, Array(8).fill(2016));
	});

	test('is that of the edition rather than of the original', () => {
		const shown = yearsShown(libraryWith(entryOf('date = {1998}, origdate = {1781}')));
		assert.deepEqual(shown, Array(8).fill(1998));
	});

	test('is found in a query and in running text by each of the years', () => {
		const library = libraryWith(entryOf('year = {2016}'), summaryOf('year: 2016\npublished: 2017'));
		assert.deepEqual(named(library, 'Metz et al. (2016), Metz et al. (2017), Metz et al. (2019)'), [
			'Metz et al. (2016)',
			'Metz et al. (2017)',
		]);
	});
});
