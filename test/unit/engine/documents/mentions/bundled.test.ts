import assert from 'node:assert/strict';
import { Document } from '../../../../../server/engine/documents/document.js';
import { isBundledRelevant } from '../../../../../server/engine/documents/mentions/bundled.js';
import { NoteIndex } from '../../../../../server/engine/documents/noteIndex.js';
import { readBibtex } from '../../../../../server/engine/library/formats/bibtex/read.js';
import type { Library, LibraryStore } from '../../../../../server/engine/library/library.js';
import { corpusStore } from '../../../corpusLibrary.js';
import { unmarked } from '../../../fixture.js';

/** Bundled summaries in a workspace of which nothing else is known. */
let bundled: Library;
const readBundled = (): void => {
	bundled = corpusStore(false).current;
};

const ownStore = (...texts: readonly string[]): LibraryStore => {
	const store = corpusStore(false);
	for (const [index, text] of texts.entries())
		store.replace({ uri: `file:///w/${index}.bib`, origin: 'workspace', format: 'bibtex' }, readBibtex(text));
	return store;
};

const documentOf = (text: string): Document => new Document('file:///w/note.md', 'markdown', 1, text);

/** The words of a text that name papers, and the words that are marked as such with `«…»`. */
function named(marked: string, library: Library = bundled): readonly [found: readonly string[], expected: readonly string[]] {
	const { text, spans } = unmarked(marked);
	const document = documentOf(text);
	return [document.mentions(library).map(({ span }) => document.textOf(span)), spans.map((span) => document.textOf(span))];
}

const isNamed = (marked: string, library?: Library): void => {
	const [found, expected] = named(marked, library);
	assert.deepEqual(found, expected);
};

const gcn = `@article{kipf2017semi,
  title = {Semi-Supervised Classification with Graph Convolutional Networks},
  author = {Kipf, Thomas N. and Welling, Max}, year = {2017}
}`;

suite('bundled papers in running text', () => {
	setup(readBundled);

	test('are not what abbreviations, authors and short titles of other fields mean', () => {
		isNamed(`The EWC (European Works Council) asked the GCN general staff for the files of ALI.
Wang et al. 2016 describe it, and Kipf & Welling (2017) doubt it. The RAG, the LDM and the VAE had no Transformer,
no Adam, and little Dropout in their schools. “Layer Normalization” was a work on bricks.`);
	});

	test('are named by a title of five words wherever it is', () => {
		isNamed('See «Semi-Supervised Classification with Graph Convolutional Networks».');
		isNamed('See «Learning to learn by gradient descent by gradient descent».');
	});

	test('are named by a nickname with capitals among six letters or more wherever it is', () => {
		isNamed('In the archive I heard of «InfoGAN» and of the GAN.');
	});

	test('are named by identifiers and addresses wherever they are', () => {
		isNamed('See «arXiv:1606.03657» or «https://arxiv.org/abs/1609.02907».');
	});

	test('are named by any name in a text that cites them, and no others are', () => {
		isNamed('The «GCN» [@kipf2016semisupervised] follows; so do «Kipf & Welling (2017)». EWC stays the council.');
	});

	test('are named by any name in a text that has their identifier or title, and no others are', () => {
		isNamed('«EWC» (see «https://arxiv.org/abs/1612.00796»), not the GCN.');
		isNamed('«EWC»: «Overcoming catastrophic forgetting in neural networks». Not the GCN.');
	});

	test('are all named by any name in a text that cites or surely names three of them', () => {
		isNamed('«InfoGAN», «FractalNet» and «HyperFace» beside a «GCN» and «EWC».');
		isNamed('«InfoGAN» and «FractalNet» beside a GCN and EWC.');
	});

	test('are all named by any name where the workspace is about their subjects', () => {
		const store = corpusStore(false);
		store.setBundledRelevance(true);
		isNamed('A «GCN» and «EWC»; «Kipf & Welling (2017)».', store.current);
	});

	test('are named as the examples in docs/mentions.md say', () => {
		isNamed('The EWC (European Works Council) met the GCN general staff; see Wang et al. 2016.');
		isNamed('Kipf & Welling (2017) use a GCN.');
		isNamed('The «GCN» [@kipf2016semisupervised] follows; so do «Kipf & Welling (2017)». EWC stays the council.');
		isNamed('«EWC» (see «https://arxiv.org/abs/1612.00796»), not the GCN.');
		isNamed('«InfoGAN» and «FractalNet» beside a GCN and EWC.');
		isNamed('«InfoGAN», «FractalNet» and «HyperFace» beside a «GCN» and «EWC».');
	});

	test('that the user has, too, are the user’s', () => {
		isNamed('A «GCN» by «Kipf & Welling (2017)», not EWC.', ownStore(gcn).current);
	});

	test('do not hide the user’s own paper of the same name', () => {
		const own =
			'@book{lee1999, title = {The European Works Council at Work: A History}, author = {Lee, Ann}, year = {1999}, names = {EWC}}';
		const document = documentOf('The EWC met in Rome.');
		assert.deepEqual(
			document.mentions(ownStore(own).current).map(({ papers }) => papers.map(({ key }) => key)),
			[['lee1999']],
		);
	});

	test('are looked for again once an edit adds the citation that speaks for them, or takes it away', () => {
		const library = bundled;
		const names = (document: Document) => document.mentions(library).map(({ span }) => document.textOf(span));
		const before = documentOf('A GCN.\n\nAnd more.');
		assert.deepEqual(names(before), []);
		const cited = new Document(before.uri, 'markdown', 2, 'A GCN.\n\nAnd more [@kipf2016semisupervised].', before);
		assert.deepEqual(names(cited), ['GCN']);
		const again = new Document(before.uri, 'markdown', 3, 'A GCN.\n\nAnd more [@kipf2016semi].', cited);
		assert.deepEqual(names(again), []);
	});

	test('do not hinder authors and year of a work that one of two files no longer has', () => {
		const work = `@article{lang2021, title = {Kites over Tides}, author = {Lang, Mira and Abel, Ann}, year = {2021}}`;
		const store = ownStore(work, work);
		const named = () => documentOf('As Lang and Abel (2021) say.').mentions(store.current).length;
		assert.equal(named(), 1);
		store.remove('file:///w/0.bib');
		assert.equal(named(), 1);
	});

	test('may all be named in a bundled summary', () => {
		const summary = new Document('lectern:/corpus/any.md', 'markdown', 1, 'A GCN and EWC.');
		assert.equal(summary.mentions(bundled).length, 2);
	});
});

suite('a workspace', () => {
	setup(readBundled);

	const isRelevant = (library: Library, ...texts: readonly string[]): boolean => {
		const notes = new NoteIndex();
		for (const [index, text] of texts.entries()) notes.update(new Document(`file:///w/${index}.md`, 'markdown', 1, text), library);
		return isBundledRelevant(library, notes.bundledKeys);
	};

	test('is about the subjects of bundled papers where its notes cite or surely name three of them', () => {
		assert.equal(isRelevant(bundled, 'See [@chen2016infogan] and [@kipf2016semisupervised].', 'See FractalNet.'), true);
		assert.equal(
			isRelevant(bundled, 'See [@chen2016infogan] and [@kipf2016semisupervised].', 'See InfoGAN and https://arxiv.org/abs/1606.03657.'),
			false,
		);
	});

	test('is about them where the user’s library has three of them', () => {
		const three = [
			gcn,
			'@article{a, title = {InfoGAN: Interpretable Representation Learning by Information Maximizing Generative Adversarial Nets}, author = {Chen, Xi}, year = {2016}, eprint = {1606.03657}, archiveprefix = {arXiv}}',
			'@article{b, title = {Overcoming catastrophic forgetting in neural networks}, author = {Kirkpatrick, James}, year = {2017}, eprint = {1612.00796}, archiveprefix = {arXiv}}',
		];
		assert.equal(isRelevant(ownStore(...three).current), true);
		assert.equal(isRelevant(ownStore(...three.slice(1)).current), false);
	});

	test('is about something else where its notes only have the same abbreviations', () => {
		assert.equal(isRelevant(bundled, 'The EWC, the GCN and ALI; Wang et al. 2016.'), false);
	});

	test('is about something else once the notes that cited them are gone', () => {
		const notes = new NoteIndex();
		for (const [name, key] of Object.entries({ a: 'chen2016infogan', b: 'kipf2016semisupervised', c: 'kirkpatrick2016overcoming' }))
			notes.update(new Document(`file:///w/${name}.md`, 'markdown', 1, `See [@${key}].`), bundled);
		assert.equal(isBundledRelevant(bundled, notes.bundledKeys), true);
		notes.remove('file:///w/b.md');
		assert.equal(isBundledRelevant(bundled, notes.bundledKeys), false);
	});
});
