import assert from 'node:assert/strict';
import { completion, searchFor } from '../../../../server/engine/features/completion.js';
import { type Fixture, fixture } from '../../fixture.js';

const answerIn = ({ context, document, offset }: Fixture) => completion(context, document, offset);

const papers = `
--- papers.bib
@article{doe2020lantern, title = {LanternNet: Seeing by Candlelight}, author = {Doe, Jane and Roe, Richard}, year = 2020}
@article{poe2021mirrors, title = {Mirrors in the Attic of Learning}, author = {Poe, Edgar}, year = 2021}`;

const inNote = (note: string): Fixture => fixture(`--- note.md\n${note}${papers}`);

/** The keys offered at the cursor; nothing where no list opens. */
const keysIn = (note: string | Fixture) => answerIn(typeof note === 'string' ? inNote(note) : note)?.papers.map(({ key }) => key);

suite('completion', () => {
	test('finds a paper by any words of title, author and year', () => {
		assert.deepEqual(keysIn('[@candle doe 2020|]'), ['doe2020lantern']);
	});

	test('searches for all that is typed since the @', () => {
		const note = inNote('[@«candle doe 2020»|]');
		assert.deepEqual([answerIn(note)?.typed], note.spans);
	});

	for (const note of ['[@«doe|2020old»; @poe2021mirrors]', '[@«doe|2020old», p. 3]'])
		test(`replaces what is right of the cursor up to the next separator: ${note}`, () => {
			const read = inNote(note);
			assert.deepEqual([answerIn(read)?.replaced], read.spans);
		});

	test('offers no entry without a key', () => {
		assert.deepEqual(keysIn(fixture(`--- note.md\n[@candle|]${papers}\n@article{, title = {Candles without a Key}, year = 2022}`)), [
			'doe2020lantern',
		]);
	});

	test('ends a bare key at a blank', () => {
		assert.equal(keysIn('as @doe lan|'), undefined);
	});

	test('completes a bare key', () => {
		assert.deepEqual(keysIn('as @doe|'), ['doe2020lantern']);
	});

	test('offers nothing after a whole key and a blank', () => {
		assert.equal(keysIn('[@doe2020lantern |]'), undefined);
	});

	test('leaves out keys already in the same citation', () => {
		assert.deepEqual(keysIn('[@doe2020lantern; @|]'), ['poe2021mirrors']);
	});

	test('offers the key that is typed in full even where the same citation has it', () => {
		assert.deepEqual(keysIn('[@doe2020lantern; @doe2020lantern|]'), ['doe2020lantern']);
	});

	test('answers inside brackets even when nothing fits, so that the list stays open', () => {
		assert.deepEqual(keysIn('[@zzzzqqqq|]'), []);
	});

	for (const [place, note] of [
		['plain text', 'nothing|'],
		['an e-mail address', 'me@doe|'],
		['code', '`@doe|`'],
		['a locator', '[@doe2020lantern, p. 3|]'],
	] as const)
		test(`answers nothing in ${place}`, () => {
			assert.equal(keysIn(note), undefined);
		});

	test('offers the key that the document’s bibliography has of a paper', () => {
		const main = fixture(`
			--- main.tex
			\\bibliography{refs}
			\\cite{fog|}
			--- other.bib
			@book{gray2019, title = {Fog over quiet water}, author = {Gray, Ann}, year = 2019}
			--- refs.bib
			@book{gray:fog, title = {Fog over quiet water}, author = {Gray, Ann}, year = 2019}`);
		assert.deepEqual(keysIn(main), ['gray:fog']);
	});

	const tides = `
--- tides.bib
@book{aa1, title = {Tides of the north}, author = {Lang, Mira}, year = 2021}
@book{bb1, title = {Tides of the south}, author = {Lang, Mira}, year = 2021}
@book{cc1, title = {Tides of the west}, author = {Lang, Mira}, year = 2021}`;

	test('puts what is cited before the cursor first, the nearest before those farther away', () => {
		assert.deepEqual(keysIn(fixture(`--- n.md\n[@bb1] and [@cc1] and [@tides|]${tides}`)), ['cc1', 'bb1', 'aa1']);
	});

	test('puts what is cited behind the cursor after what is cited before it', () => {
		assert.deepEqual(keysIn(fixture(`--- n.md\n[@bb1] and [@tides|] and [@cc1]${tides}`)), ['bb1', 'cc1', 'aa1']);
	});

	/** The keys offered where some papers were cited lately in other notes. */
	const keysAfter = (recentlyCited: readonly string[], note: string) => {
		const { context, document, offset } = fixture(`--- n.md\n${note}${tides}`);
		return completion({ ...context, recentlyCited }, document, offset)?.papers.map(({ key }) => key);
	};

	test('puts all papers cited lately in other notes before the others, the last one first', () => {
		assert.deepEqual(keysAfter(['cc1', 'bb1'], '[@tides|]'), ['cc1', 'bb1', 'aa1']);
	});

	test('puts what the document cites before what was cited lately elsewhere', () => {
		assert.deepEqual(keysAfter(['cc1'], '[@bb1] and [@tides|]'), ['bb1', 'cc1', 'aa1']);
	});

	test('does not prefer papers cited in other notes before anything is typed', () => {
		assert.deepEqual(keysAfter(['cc1'], '[@|]'), ['aa1', 'bb1', 'cc1']);
	});

	test('prefers in a search for a document what that document cites', () => {
		const { context, document } = fixture(`--- n.md\n[@bb1] and [@cc1]|${tides}`);
		assert.deepEqual(
			searchFor(context, 'tides', 10, document).map(({ key }) => key),
			['cc1', 'bb1', 'aa1'],
		);
	});

	test('orders a search for no document by the library alone', () => {
		const { context } = fixture(`--- n.md\n[@bb1] and [@cc1]|${tides}`);
		assert.deepEqual(
			searchFor(context, 'tides', 2).map(({ key }) => key),
			['aa1', 'bb1'],
		);
	});
});
