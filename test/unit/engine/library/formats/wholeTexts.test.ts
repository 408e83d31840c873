import assert from 'node:assert/strict';
import { styleOf } from '../../../../../server/engine/library/formats/bibtex/style.js';
import { writeEntry } from '../../../../../server/engine/library/formats/bibtex/write.js';
import { formatOf } from '../../../../../server/engine/library/formats/formats.js';
import { writeCslJson } from '../../../../../server/engine/render/cslJsonText.js';

const texts: Readonly<Record<string, string>> = {
	'refs.json': '[{"id":"a1","type":"book","title":"Xylem","publisher":"Lofts and Fog","publisher-place":"Bergen"}]',
	'refs.ris': 'TY  - BOOK\nID  - a1\nTI  - Xylem\nPB  - Lofts and Fog\nCY  - Bergen\nER  - \n',
	'refs.enw': '%0 Book\n%F a1\n%T Xylem\n%I Lofts and Fog\n%C Bergen\n',
};

suite('a publisher with an “and” in its name', () => {
	for (const [name, text] of Object.entries(texts))
		test(`stays one where the format has no lists: ${name}`, () => {
			const [record] = formatOf(`file:///${name}`)?.read(text).records ?? [];
			assert.ok(record);
			assert.match(writeEntry(record, styleOf('')), /publisher = \{\{Lofts and Fog\}\}/);
			assert.match(writeCslJson([record]), /"publisher": "Lofts and Fog"/);
		});
});
