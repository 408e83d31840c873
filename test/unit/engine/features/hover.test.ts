import assert from 'node:assert/strict';
import { hover } from '../../../../server/engine/features/hover.js';
import { type Fixture, fixture } from '../../fixture.js';

/** The answer at the cursor of a document in a workspace with two papers. */
const hoverIn = ({ context, document, offset }: Fixture) => hover(context, document, offset);

const papers = `
--- papers.bib
@article{doe2020lantern, title = {LanternNet: Seeing by Candlelight}, author = {Doe, Jane and Roe, Richard}, year = 2020}
@article{poe2021mirrors, title = {Mirrors in the Attic of Learning}, author = {Poe, Edgar}, year = 2021}`;

const inNote = (note: string): Fixture => fixture(`--- note.md\n${note}${papers}`);

suite('hover', () => {
	test('covers only the key under the cursor in a citation of several', () => {
		const note = inNote('see [@doe2020lantern, p. 3; @«poe2021|mirrors»]');
		assert.deepEqual([hoverIn(note)?.span], note.spans);
	});

	test('names the paper of the key under the cursor', () => {
		assert.deepEqual(
			hoverIn(inNote('see [@doe2020lantern, p. 3; @poe2021|mirrors]'))?.papers.map(({ key }) => key),
			['poe2021mirrors'],
		);
	});

	test('covers a nickname and nothing around it', () => {
		const note = inNote('We use «Lan|ternNet», too.');
		assert.deepEqual([hoverIn(note)?.span], note.spans);
	});

	test('says that a name from an abstract is a guess, and that one of the title is none', () => {
		const abstract =
			'\n@article{roe2022roads, title = {Following Roads at Night}, author = {Roe, Rita}, year = 2022, abstract = {We introduce RoadTracer.}}';
		const at = (note: string) => hoverIn(fixture(`--- note.md\n${note}${papers}${abstract}`));
		assert.deepEqual([at('With Road|Tracer we go.')?.isGuess, at('With Road|Tracer we go.')?.papers[0]?.key], [true, 'roe2022roads']);
		assert.deepEqual(
			[at('With Lantern|Net we go.')?.isGuess, at('With Lantern|Net we go.')?.papers[0]?.key],
			[undefined, 'doe2020lantern'],
		);
	});

	test('finds a title that goes over a line break', () => {
		const note = inNote('Read *«Mirrors in the\nAttic of Lear|ning»* tonight.');
		assert.deepEqual([hoverIn(note)?.span], note.spans);
	});

	test('answers nothing on ordinary words', () => {
		assert.equal(hoverIn(inNote('We com|pare LanternNet.')), undefined);
	});

	for (const [place, note] of [
		['code', '`Lantern|Net`'],
		['a code block', '```\nLantern|Net\n```\n'],
		['maths', '$Lantern|Net$'],
		['a comment', '<!-- Lantern|Net -->'],
		['a link target', '[x](https://example.org/Lantern|Net)'],
		['front matter', '---\ntitle: Lantern|Net\n---\n'],
	] as const)
		test(`answers nothing in ${place}`, () => {
			assert.equal(hoverIn(inNote(note)), undefined);
		});

	test('offers the nearest papers for a key that no paper has', () => {
		assert.equal(hoverIn(inNote('[@doe2020lanter|]'))?.nearest[0]?.key, 'doe2020lantern');
	});

	test('names no paper for a key that no paper has', () => {
		assert.deepEqual(hoverIn(inNote('[@doe2020lanter|]'))?.papers, []);
	});

	test('answers nothing on a mention where cards on mentions are turned off', () => {
		const { context, document, offset } = inNote('We use Lan|ternNet.');
		assert.equal(hover({ ...context, settings: { ...context.settings, 'hover.mentions': false } }, document, offset), undefined);
	});

	test('covers the key of an entry in a .bib file', () => {
		const file = fixture(`
			--- refs.bib
			@book{«gray|2019», title = {Fog over quiet water}, author = {Gray, Ann}, year = 2019}`);
		assert.deepEqual([hoverIn(file)?.span], file.spans);
	});

	test('answers nothing in an entry of a .bib file beside its key', () => {
		assert.equal(hoverIn(fixture('--- refs.bib\n@book{gray2019, title = {Fog over| quiet water}}')), undefined);
	});

	test('shows the paper of the document’s own bibliography where two papers have one key', () => {
		const main = fixture(`
			--- main.tex
			\\bibliography{refs}
			\\cite{kn|uth}
			--- other.bib
			@book{knuth, title = {Another book}, author = {Someone, Else}, year = 1999}
			--- refs.bib
			@book{knuth, title = {The art of programming}, author = {Knuth, Donald}, year = 1968}`);
		assert.equal(hoverIn(main)?.papers[0]?.title, 'The art of programming');
	});

	test('names the paper by the key that the document’s bibliography has of it', () => {
		const main = fixture(`
			--- main.tex
			\\bibliography{refs}
			We read Fog over quiet wa|ter.
			--- other.bib
			@book{gray, title = {Fog over quiet water}, author = {Gray, Ann}, year = 2019}
			--- refs.bib
			@book{gray:fog, title = {Fog over quiet water}, author = {Gray, Ann}, year = 2019}`);
		assert.deepEqual(
			hoverIn(main)?.papers.map(({ key }) => key),
			['gray:fog'],
		);
	});
});
