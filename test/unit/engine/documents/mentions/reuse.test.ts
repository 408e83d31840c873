import assert from 'node:assert/strict';
import { Document } from '../../../../../server/engine/documents/document.js';
import { readBibtex } from '../../../../../server/engine/library/formats/bibtex/read.js';
import type { Library } from '../../../../../server/engine/library/library.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import { corpusStore } from '../../../corpusLibrary.js';

const paragraphs = [
	'We compare InfoGAN with R-FCN.',
	'# Wide Residual Networks',
	'- Kipf & Welling (2017)\n- EWC',
	'```\nInfoGAN\n```',
	'A line of Aggregated Residual\nTransformations for Deep Neural Networks here.',
	'`V-Net` and V-Net, $x$',
];
const strokes = ['x', ' ', '\n', '\n\n', '`', '```\n', '$', ' InfoGAN ', '@', '- ', '<!-- ', ' -->', 'GRU-D'];

/** Papers of which the whole text says whether it names them: by what it has in small letters, cites or defines elsewhere, and by its language. */
const bibliography = `
@article{quilted, title={Quilted Inference}, author={Qui, L. and Ted, B.}, year={2019}}
@article{marbled, title={Marbled Inference of Crowds}, author={Mar, L. and Bled, B.}, year={2019}}
@article{qnb, title={{QNB}: Large quilts}, author={Liu, S. and Ssd, B.}, year={2016}}
@manual{tworules, title={{TwoR}: Two Rule Machine Learning}, author={One, R. and Ner, B.}, year={2017}}
@article{holt, title={Very simple rules do well}, author={Hol, T. and Olt, B.}, year={1993}}
@article{quaico, title={Practical evaluation of models}, author={Veh, A. and Gel, B.}, year={2017}, abstract={We introduce QUAICO for models.}}
@article{senzai, title={Senzaio: Writing safe code in editors}, author={Cre, D. and Mer, N.}, year={2020}}
`;
const farApart = `${'Some words of a text that is long enough to have things far from each other. '.repeat(8)}\n\n`;
const saidOnce = [
	'“Quilted Inference” is read',
	'*Quilted Inference* is read',
	'They read Marbled Inference of Crowds',
	'QNB is fast',
	'QNB [@holt] is fast',
	'TwoR is fast',
	'The QUAICO of models of evaluation is low',
	'They use Senzaio, we like Senzaio, and Senzaio is used',
];
/** What changes which papers these name. */
const saidElsewhere = [
	'All of it is quilted inference.',
	'All of it is marbled inference of crowds.',
	'They buy quiet nice boxes (QNB).',
	'TwoR [@holt] is small.',
	'It is low [@quaico].',
	'A senzaio is small.',
	`${'der die das und ist nicht von mit ein eine '.repeat(80)}.`,
	'(@holt) An example.',
];

const shownIn = (document: Document, library: Library): readonly string[] =>
	document.mentions(library).map(({ span, papers }) => `${span.start} ${document.textOf(span)} ${papers.map(({ key }) => key)}`);

/** The same of its text read for the first time. */
const wholeOf = ({ text }: Document, library: Library): readonly string[] =>
	shownIn(new Document('file:///n', 'markdown', 0, text), library);

/** A library of the entries above. */
function smallLibrary(): Library {
	const store = createLibraryStore();
	store.replace({ uri: 'file:///refs.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(bibliography));
	return store.current;
}

suite('mentions after an edit', () => {
	for (const said of saidElsewhere)
		test(`are those of the whole text once it says far away “${said.slice(0, 40)}”, and once it no longer does`, () => {
			const library = smallLibrary();
			const text = `${farApart}${saidOnce.join(`.\n\n${farApart}`)}.\n\n${farApart}`;
			const before = new Document('file:///n', 'markdown', 1, text);
			const first = shownIn(before, library);
			const behind = new Document('file:///n', 'markdown', 2, `${text}${said}\n`, before);
			assert.deepEqual(shownIn(behind, library), wholeOf(behind, library));
			assert.notDeepEqual(shownIn(behind, library).slice(0, first.length), first, 'it changes what is named');
			const ahead = new Document('file:///n', 'markdown', 3, `${said}\n\n${behind.text}`, behind);
			assert.deepEqual(shownIn(ahead, library), wholeOf(ahead, library));
			assert.deepEqual(shownIn(new Document('file:///n', 'markdown', 4, text, ahead), library), first);
		});

	test('are the same objects far from the edit where the words name a paper by themselves', () => {
		const library = smallLibrary();
		const text = `TwoR is fast.\n\nThey read Marbled Inference of Crowds.\n\n${farApart}The end.`;
		const before = new Document('file:///n', 'markdown', 1, text);
		const known = [...before.mentions(library)];
		const after = new Document('file:///n', 'markdown', 2, `${text} It is.`, before).mentions(library);
		assert.equal(known.length, 2);
		assert.ok(after.every((mention, index) => mention === known[index]));
	});

	test('are the same as in the whole text read again, whatever is typed or deleted', () => {
		let state = 1;
		const next = (below: number): number => {
			state = (Math.imul(state, 1103515245) + 12345) >>> 0;
			return (state >>> 8) % below;
		};
		const library = corpusStore().current;
		let text = Array.from({ length: 30 }, (_, index) => paragraphs[index % paragraphs.length]).join('\n\n');
		let document = new Document('file:///n', 'markdown', 0, text);
		let reused = 0;
		for (let version = 1; version <= 400; version++) {
			const at = next(text.length + 1);
			const cut = next(3) === 0 ? next(12) : 0;
			text = text.slice(0, at) + (next(4) === 0 ? '' : strokes[next(strokes.length)]) + text.slice(at + cut);
			const before = document.mentions(library);
			document = new Document('file:///n', 'markdown', version, text, document);
			const shown = (each: Document) =>
				each.mentions(library).map(({ span, papers }) => `${span.start} ${each.textOf(span)} ${papers.map(({ key }) => key)}`);
			assert.deepEqual(shown(document), shown(new Document('file:///n', 'markdown', version, text)), `after edit ${version}`);
			if (before.length > 0 && document.mentions(library)[0] === before[0]) reused++;
		}
		assert.ok(reused > 100, `${reused} of 400 edits kept what they did not touch`);
	});
});
