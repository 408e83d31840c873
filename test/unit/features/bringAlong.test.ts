import assert from 'node:assert/strict';
import { Document } from '../../../server/documents/document.js';
import { bibliographyFor, firstEntryOf, missingEntryOf } from '../../../server/features/bringAlong.js';
import { readBibtex } from '../../../server/library/formats/bibtex/read.js';
import { readCslJson } from '../../../server/library/formats/cslJson.js';
import { createLibraryStore } from '../../../server/library/store.js';
import { contextOf } from '../note.js';

const csl = JSON.stringify([{ id: 'lang2021', type: 'book', title: 'Harbour lights', author: [{ family: 'Lang' }] }]);
const bib = '@book{gray2019, title = {Fog over quiet water}, author = {Gray, Ann}, year = {2019}}\n';

/** A document that names some bibliographies, in a workspace of refs.json and, if so asked, thesis/other.bib. */
function citing(named: readonly string[], hasBib = true) {
	const store = createLibraryStore();
	store.replace({ uri: 'file:///w/refs.json', origin: 'workspace', format: 'csl-json' }, readCslJson(csl));
	if (hasBib) store.replace({ uri: 'file:///w/thesis/other.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(bib));
	const document = new Document('file:///w/n.md', 'markdown', 1, '');
	const context = { ...contextOf(store.current), bibliographiesOf: () => named.map((path) => `file:///w/${path}`) };
	const paper = (key: string) => store.current.byKey(key)[0]!;
	return {
		destination: bibliographyFor(context, document),
		missing: (key: string) => missingEntryOf(context, document, paper(key), key)?.bibliography,
		first: (key: string) => firstEntryOf(context, document, paper(key), key)?.bibliography,
	};
}

suite('the entry that a bibliography lacks', () => {
	test('is not one that stands in a file of another format that the document names', () => {
		assert.equal(citing(['refs.json', 'refs.bib']).missing('lang2021'), undefined);
		assert.equal(citing(['refs.json'], false).first('lang2021'), undefined);
		assert.equal(citing(['refs.bib']).missing('lang2021'), 'file:///w/refs.bib');
	});

	test('goes into the first .bib file that the document names, whatever is named before', () => {
		assert.equal(citing(['refs.json', 'a.bib', 'b.bib']).missing('gray2019'), 'file:///w/a.bib');
	});

	test('never goes into a file that a document with bibliographies of its own does not name', () => {
		assert.equal(citing(['refs.json']).missing('gray2019'), undefined);
		assert.equal(citing(['refs.json']).first('gray2019'), 'file:///w/references.bib');
		assert.equal(citing([]).missing('lang2021'), 'file:///w/thesis/other.bib');
	});

	test('has only .bib files to be written to', () => {
		assert.deepEqual(citing(['refs.json', 'a.bib']).destination.present, ['file:///w/a.bib']);
	});
});
