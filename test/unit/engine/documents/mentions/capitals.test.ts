import assert from 'node:assert/strict';
import { Document } from '../../../../../server/engine/documents/document.js';
import { readBibtex } from '../../../../../server/engine/library/formats/bibtex/read.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import { marked } from '../../../marked.js';

const bibliography = `
@article{neat, title={{NeAT}: Neural Adaptive Tomography}, author={Ruckert, D. and Wang, Y.}, year={2022}}
@article{moda, title={{MoDA}: Map Style Transfer for Embodied Agents}, author={Lee, E. and Kim, J.}, year={2022}}
@article{les, title={{LES}: Locally Exploitative Sampling for Robot Path Planning}, author={Joshi, S. and Hutchinson, S.}, year={2023}}
@article{replica, title={{REPLica}: {REPL} instrumentation for {Coq} analysis}, author={Ringer, T. and Sanchez-Stern, A.}, year={2020}}
@article{infogan, title={{InfoGAN}: Interpretable Representation Learning}, author={Chen, X. and Duan, Y.}, year={2016}}
@article{yolo9, title={{YOLOv9}: Learning What You Want to Learn}, author={Wang, C. and Yeh, I.}, year={2024}}
@article{naive, title={Na{\\"i}veNet: Simple Networks}, author={Smith, A. and Jones, B.}, year={2020}}
`;

/** The mentions of a marked text are those that its marks say. */
function check(source: string): void {
	const { text, mentions } = marked(source);
	const store = createLibraryStore();
	store.replace({ uri: 'file:///refs.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(bibliography));
	const found = new Document('file:///note.md', 'markdown', 1, text).mentions(store.current);
	assert.deepEqual(
		found.map(({ span, papers }) => `${span.start} ${text.slice(span.start, span.end)} ${papers.map(({ key }) => key).join()}`),
		mentions.map(({ start, end, keys }) => `${start} ${text.slice(start, end)} ${keys.join()}`),
	);
}

const cases: Readonly<Record<string, readonly string[]>> = {
	'a short name that can be spoken has a capital within': [
		'The desk is neat. Neat! ⟦NeAT⟧{neat} is not, and ⟦NEAT⟧{neat} neither.',
		'Con una moda nueva, ⟦MoDA⟧{moda}.',
	],
	'a longer name, and one with a digit, is met in any case': ['⟦infogan⟧{infogan} is not ⟦yolov9⟧{yolo9}'],
	'a name among words in capitals needs evidence': [
		'LES AVENTURES DE PARIS',
		'# VOYEZ LES PARIGOTS',
		'⟦LES⟧{les} samples, ⟦LES⟧{les}, BERT and ⟦LES⟧{les}.',
		'| ⟦LES⟧{les} | BERT |',
		'USE ⟦LES⟧{les} [@les] FOR PLANNING',
	],
	'a name of one word has no accents that are not its own': ['Une réplica, ⟦REPLica⟧{replica}.', '⟦NaïveNet⟧{naive} and ⟦NaiveNet⟧{naive}'],
};

suite('the capitals and accents of names', () => {
	for (const [name, sources] of Object.entries(cases)) for (const source of sources) test(`${name}: ${source}`, () => check(source));
});
