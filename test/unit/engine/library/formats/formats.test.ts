import assert from 'node:assert/strict';
import { formatOf } from '../../../../../server/engine/library/formats/formats.js';

suite('formats of library files', () => {
	for (const [name, format] of [
		['refs.bib', 'bibtex'],
		['Refs.BIB', 'bibtex'],
		['refs.bibtex', 'bibtex'],
		['refs.biblatex', 'bibtex'],
		['refs.json', 'cslJson'],
		['refs.yaml', 'hayagriva'],
		['refs.xml', undefined],
	] as const)
		test(`${format ?? 'nothing'} is that of ${name}`, () => assert.equal(formatOf(`file:///w/${name}`)?.name, format));
});
