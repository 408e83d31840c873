import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Document } from '../../../../../server/engine/documents/document.js';
import { browse, group } from '../../../../../server/engine/features/browse.js';
import { completion, searchFor } from '../../../../../server/engine/features/completion.js';
import { readBibtex } from '../../../../../server/engine/library/formats/bibtex/read.js';
import { NameChoices } from '../../../../../server/engine/library/nameChoices.js';
import { parseNameChoices } from '../../../../../server/engine/library/namesYaml.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import { wellKnownNames } from '../../../../../server/engine/library/wellKnownNames.js';
import { contextOf, note } from '../../../note.js';

const bibliography = `
@article{he2016deep, title={Deep residual learning for image recognition}, author={He, K. and Zhang, X.}, year={2016}}
@article{named, title={In search of an understandable algorithm}, author={Ongaro, D. and Ousterhout, J.}, year={2014}, names={RaftKV, Raft algorithm}}
@article{short, title={Learning dynamics from pixels}, author={Hafner, D. and Lillicrap, T.}, year={2019}, shorttitle={PlaNet}}
@article{headed, title={Autorec: Autoencoders meet filtering}, author={Sedhain, S. and Menon, A.}, year={2015}}
@article{called, title={Mirrors in the attic}, author={Poe, E. and Doe, J.}, year={2021}}
@article{noted, title={Rivers of light}, author={Roe, R. and Moe, M.}, year={2020}}
@misc{findsecbugs, title={A plugin for audits}, author={Arteau, P.}, year={2012}}
@article{slim, title={ZEB-SLIM2: Striped maps of rooms}, author={Zeb, A.}, year={2017}}
@article{lee2019zebranet, title={Striped pictures}, author={Lee, A. and Kim, B.}, year={2019}}
`;

/** Names as the text has them, with the key of their paper. */
const names: readonly (readonly [name: string, key: string, how: string])[] = [
	['ResNet', 'he2016deep', 'that is well known'],
	['RaftKV', 'named', 'that its entry gives it'],
	['Raft algorithm', 'named', 'of two words'],
	['PlaNet', 'short', 'that is its short title'],
	['AutoRec', 'headed', 'before the colon'],
	['AtticMirror', 'called', 'that the user gives it'],
	['RiverLight', 'noted', 'that notes give it'],
	['FindSecBugs', 'findsecbugs', 'that is its key'],
	['ZebraNet', 'lee2019zebranet', 'within its key'],
	['ZEB-SLIMv2', 'slim', 'with another number of its release'],
	['Mirrors in the attic', 'called', 'that is its title'],
];

suite('a paper is recognised and found by a name', () => {
	const wellKnown = wellKnownNames(readFileSync('corpus/names.tsv', 'utf8'));
	const said = new Map([['file:///', parseNameChoices('names: {called: AtticMirror}')]]);
	const choices = new NameChoices(said, new Map([['noted', [{ name: 'RiverLight', asks: 'capitals' as const }]]]));

	for (const [name, key, how] of names)
		test(`${how}: ${name}`, () => {
			const store = createLibraryStore(wellKnown);
			store.replace({ uri: 'file:///refs.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(bibliography));
			store.useChoices(choices);
			const context = contextOf(store.current);
			const text = `We read of “${name}” today.`;
			const found = new Document('file:///n.md', 'markdown', 1, text).mentions(store.current);
			assert.deepEqual(
				found.map(({ span, papers }) => [text.slice(span.start, span.end), ...papers.map((paper) => paper.key)]),
				[[name, key]],
				'recognised',
			);
			const { document, offset } = note(`[@${name.toLowerCase()}|]`);
			assert.equal(completion(context, document, offset)?.papers[0]?.key, key, 'completed');
			assert.equal(searchFor(context, name, 5)[0]?.key, key, 'offered by Insert Citation');
			assert.ok(
				group(context, { by: 'flat', filter: name }, browse(context, { by: 'flat', filter: name })[0]?.id ?? '').some(
					(row) => row.key === key,
				),
				'filtered',
			);
		});
});
