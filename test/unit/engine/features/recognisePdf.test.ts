import assert from 'node:assert/strict';
import { isPaperOf, type RecognisedPdf, recognisingPdf } from '../../../../server/engine/features/recognisePdf.js';
import type { PdfLine, PdfReading } from '../../../../server/engine/index.js';
import { readBibtex } from '../../../../server/engine/library/formats/bibtex/read.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';

const library = (() => {
	const store = createLibraryStore();
	const text = `
@article{lang2021, title = {Harbour seals at night: sleep and drift in tidal water}, author = {Lang, Mira and Okafor, Nneka}, year = {2021}, doi = {10.5555/seal.1}}
@article{berg2018, title = {Grey seals and their pups}, author = {Berg, Ida}, year = {2018}, eprint = {1801.00001}, eprinttype = {arxiv}}
@article{series1, title = {Tidal mills of the north, part 1}, author = {Holm, Per}, year = {1998}}
@article{series2, title = {Tidal mills of the north, part 2}, author = {Holm, Per}, year = {1999}}
@article{water, title = {Sleeping in H$_2$O: a survey of floating}, author = {Sand, Lea}, year = {2005}}
@book{mills, title = {Tidal mills}, author = {Holm, Per}, year = {1990}}
@misc{nobody, title = {Lanterns}, year = {2001}}
@misc{society, title = {The Lantern Society of the Northern Harbours}, author = {{The Lantern Society of the Northern Harbours}}, year = {2001}}
@article{heading, title = {Putting lanterns into the bibliography}, author = {Fogg, Tom}, year = {2011}}
@article{pre, title = {What the tide takes back}, author = {Roe, Ann}, year = {2010}, journal = {Tides}}
`;
	store.replace({ uri: 'file:///home/lang/refs.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(text));
	return store.current;
})();

/** A first page: lines with their sizes, from the top, as `17 Harbour seals`; `R` before the size is written upwards at the margin. */
function page(text: string): readonly PdfLine[] {
	const lines = text.trim().split('\n');
	return lines.map((line, index) => {
		const [, rotated, size, shown] = /^\s*(R?)(\d+) (.*)$/.exec(line)!;
		return {
			text: shown!,
			size: Number(size),
			left: rotated ? 0.05 : 0.15,
			top: 0.1 + (0.8 * index) / Math.max(lines.length, 20),
			isUpright: rotated === '',
		};
	});
}

const body = '\n10 Seals sleep afloat, and drift with the tide through the whole of the night.'.repeat(12);

function recognised(text: string, { notes = [] as readonly string[], name = 'download.pdf' } = {}): RecognisedPdf {
	const steps = recognisingPdf(library, { pages: text.split('----').map(page), notes }, name);
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}
const keyOf = (text: string, more = {}) => recognised(text, more).paper?.key;
const identifiersOf = (text: string, more = {}) => recognised(text, more).identifiers.map(({ value }) => value);

suite('the paper that a PDF is', () => {
	for (const [what, text, key] of [
		['its title and an author', '17 Grey seals and their pups\n10 Ida Berg', 'berg2018'],
		['a title in capitals', '17 GREY SEALS AND THEIR PUPS\n10 IDA BERG', 'berg2018'],
		['a title over several lines', '17 Harbour seals at night: sleep and\n17 drift in tidal water\n10 M. Lang', 'lang2021'],
		['a title that is hyphenated', '17 Harbour seals at night: sleep and drift in ti-\n17 dal water\n10 M. Lang', 'lang2021'],
		['a subtitle in smaller letters', '20 Harbour seals at night\n14 Sleep and drift in tidal water\n10 M. Lang', 'lang2021'],
		['a title below the name of a journal', '24 NATURE OF TIDES\n17 Grey seals and their pups\n10 Ida Berg', 'berg2018'],
		['a title in letters of the text’s size', '10 Grey seals and their pups\n10 Ida Berg', 'berg2018'],
		[
			'a title behind a cover page',
			`12 Downloaded from a library\n10 Terms of use apply.----17 Grey seals and their pups\n10 Ida Berg`,
			'berg2018',
		],
		['a small sign that got lost', '17 Sleeping in H O: a survey of floating\n9 2\n10 Lea Sand', 'water'],
		['a letter that the font does not name', '17 Grey \ufffdeals and their pups\n10 Ida Berg', 'berg2018'],
		['a mark behind the title', '17 Grey seals and their pups\n9 1\n10 Ida Berg', 'berg2018'],
		['a title whose last line reads like a heading', '17 Putting lanterns into the\n17 bibliography\n10 Tom Fogg', 'heading'],
		['which part it is', '17 Tidal mills of the north, part 2\n10 Per Holm', 'series2'],
		['a subtitle that the library lacks', '17 What the tide takes back: a study\n17 of sand\n10 Ann Roe', 'pre'],
	] as const)
		test(`is found by ${what}`, () => {
			assert.equal(keyOf(text + body), key);
		});

	for (const [what, text] of [
		['without an author of it', '17 Grey seals and their pups\n10 Tom Fogg'],
		['with a title that begins like one', '17 Grey seals and their pups in winter\n10 Ida Berg'],
		['with a title that ends like one', '17 On grey seals and their pups\n10 Ida Berg'],
		['with one letter more', '17 Grey seals and their puppies\n10 Ida Berg'],
		[
			'without an author of it but in the references',
			`17 Grey seals and their pups\n10 Tom Fogg${body.replaceAll('Seals', 'They')}\n12 References\n9 Berg, I.: Grey seals`,
		],
		['of another part', '17 Tidal mills of the north, part 3\n10 Per Holm'],
		['whose part got lost', '17 Tidal mills of the north, part\n10 Per Holm'],
		['that comments on one', '17 Comment on\n17 Grey seals and their pups\n10 Ida Berg'],
		['that supplements one', '17 Supplementary material for\n17 Grey seals and their pups\n10 Ida Berg'],
		['that corrects one', '12 Erratum\n17 Grey seals and their pups\n10 Ida Berg'],
		[
			'that names one in its text',
			`17 Lanterns of the sea\n10 Tom Fogg\n10 as is known from\n10 Grey seals and their pups\n10 by Ida Berg`,
		],
		['with a title too short to say much', '17 Lanterns\n10 Tom Fogg'],
		['of a society that is in the title only', '17 The Lantern Society of the Northern Harbours\n10 Tom Fogg'],
		['without letters', 'R20 something'],
		['with all letters unknown', '17 \ufffd\ufffd\ufffd\ufffd \ufffd\ufffd\ufffd'],
	] as const)
		test(`is none for a page ${what}`, () => {
			assert.equal(keyOf(text + body.replaceAll('Seals', 'They')), undefined);
		});

	test('is not one of the references, whatever their size', () => {
		const references = '\n12 References\n10 Berg, Ida (2018).\n10 Grey seals and their pups\n10 Journal of the Sea';
		assert.equal(keyOf(`17 Lanterns of the sea\n10 Tom Fogg${body}${references}`), undefined);
	});

	test('is found by arXiv’s stamp, if the title is on the page', () => {
		assert.equal(keyOf(`R20 arXiv:1801.00001v3 [q-bio] 2 Jan 2018\n17 Grey seals and their pups\n10 Ida Berg${body}`), 'berg2018');
		assert.equal(keyOf(`R20 arXiv:1801.00001v3 [q-bio] 2 Jan 2018\n17 Something else of the sea\n10 Ida Berg${body}`), undefined);
	});

	test('is found by arXiv’s stamp on a scan', () => {
		assert.equal(keyOf('R20 arXiv:1801.00001v3 [q-bio] 2 Jan 2018'), 'berg2018');
	});
});

suite('what may identify a PDF that the library lacks', () => {
	const other = '17 Lanterns of the sea\n10 Tom Fogg';
	test('is arXiv’s stamp first, then what the file and the page say', () => {
		const notes = ['Fogg', '<rdf><prism:doi>10.5555/lantern.1</prism:doi><x/></rdf>'];
		const found = identifiersOf(`R20 arXiv:2101.00001v2 [cs.LG]\n${other}\n8 DOI: 10.5555/page.2${body}`, { notes });
		assert.deepEqual(found, ['2101.00001', '10.5555/lantern.1', '10.5555/page.2']);
	});

	test('is no number of the references, nor one that is written as they are', () => {
		assert.deepEqual(identifiersOf(`${other}${body}\n12 References\n9 doi: 10.5555/ref.1\n9 arXiv:2001.00002`), []);
	});

	test('is no upright number of arXiv at another place than the stamp’s, but one that is named so', () => {
		assert.deepEqual(identifiersOf(`${other}\n9 arXiv:2001.00002v1${body}`), ['2001.00002']);
		assert.deepEqual(identifiersOf(`${other}\n9 2001.00002${body}`), []);
	});

	test('is the number that the file is called by', () => {
		for (const name of ['2101.00001v3.pdf', 'arXiv-2101.00001.pdf', '2101.00001.PDF'])
			assert.deepEqual(identifiersOf(other + body, { name }), ['2101.00001']);
		assert.deepEqual(identifiersOf(other + body, { name: 'report-2101.pdf' }), []);
	});

	test('is nothing where the paper was found, or the number is another paper’s of the library', () => {
		assert.deepEqual(identifiersOf(`17 Grey seals and their pups\n10 Ida Berg\n8 DOI: 10.5555/page.2${body}`), []);
		assert.deepEqual(identifiersOf(`${other}\n8 DOI: 10.5555/seal.1${body}`), []);
	});
});

test('a service’s answer is the paper of a PDF only where title and author are on it', () => {
	const reading: PdfReading = { pages: [page(`17 Lanterns of the sea\n10 Tom Fogg${body}`)], notes: [] };
	const answer = (title: string, family: string) => isPaperOf(reading, { title, authors: [{ family }], editors: [] });
	assert.equal(answer('Lanterns of the Sea', 'Fogg'), true);
	assert.equal(answer('Lanterns of the Sea', 'Berg'), false);
	assert.equal(answer('Grey seals and their pups', 'Fogg'), false);
});
