import assert from 'node:assert/strict';
import { fixture } from '../../../fixture.js';

const papers = `
--- papers.bib
@article{kipf, title = {Graphs}, author = {Kipf, Thomas and Welling, Max}, year = 2016}
@article{zaremba, title = {Programs}, author = {Zaremba, Wojciech}, year = 2014}
@article{ruder, title = {Words}, author = {Ruder, Sebastian and Dosovitskiy, Alexey and Brox, Thomas}, year = 2017}
@article{gogh, title = {Sunflowers}, author = {van Gogh, Vincent and Gauguin, Paul}, year = 1888}
@article{gulcehre, title = {Noise}, author = {G{\\"u}l{\\c c}ehre, Caglar and others}, year = 2015, origdate = {2013}}
@article{costa, title = {Accents}, author = {Costa-juss{\\\`a}, Marta}, year = 1999}
@article{bos, title = {Modal lamps}, author = {Bos, Laura and van der Dit, Hans and Pinch, Sophie}, year = 2014}
@article{zeiler, title = {Deconvolution}, author = {Zeiler, Matthew and Fergus, Rob}, year = 2013}
@article{silva, title = {Tides}, author = {Costa e Silva, Rui}, year = 2010}
@misc{lee, title = {Late versions}, author = {Lee, Ann and Wu, Bo and Roe, Cy}, year = 2023, eprint = {1706.01234}, eprinttype = {arxiv}}
@book{edited, title = {Handbook}, editor = {Hutter, Frank and Vanschoren, Joaquin}, year = 2019}`;

/** Asserts which words of a text are mentions by authors and year; everything else in it is none. */
function assertMentions(text: string): void {
	const { document, library, spans } = fixture(`--- n.md\n${text}${papers}`);
	assert.deepEqual(
		document.mentions(library).map(({ span }) => document.textOf(span)),
		spans.map((span) => document.textOf(span)),
	);
}

suite('authors and a year', () => {
	for (const text of [
		'as «Zaremba (2014)» shows',
		'as «Zaremba, 2014» shows',
		'as «Zaremba [2014]» shows',
		'«Lee et al. (2017)» and «Lee et al. (2023)», not Lee et al. (2020)',
		'«Kipf, T., & Welling, M. (2016)». Graphs',
		'«Kipf, T. N. and Welling, M. (2016)». Graphs',
		'«Zaremba, W. (2014)». Programs',
		'«Ruder, S., Dosovitskiy, A., & Brox, T. (2017)». Words',
		'«Ruder, S., Dosovitskiy, A., et al. (2017)». Words',
		'«Ruder, S., et al. (2017)». Words',
		'«Ruder, Dosovitskiy et al., 2017»',
		'as in Ruder, A (2017) and Zaremba, W 1. (2014)',
		'(«Zaremba 2014»)',
		'(«Zaremba, 2014a»)',
		'in «Zaremba (ICLR 2014)»',
		'in «Zaremba, NIPS 2014»',
		"in «Zaremba '14»",
		'in «Zaremba ’14»',
		"«Zaremba's (2014)» work",
		'«Zaremba’s (2014)» work',
		'**«Zaremba** (2014)» shows',
		'*«Zaremba*, 2014» shows',
		'«Zaremba (2012, 2014)»',
		'(«Zaremba ICLR 2014»)',
		'in «Ruder DaMoN 2017», not in Ruder DaMoN 2011 nor by Ruder 2017',
		'kuten «Kipf ja kumppanit (2016)» näyttävät',
		'ahogy «Kipf és munkatársai (2016)» mutatják',
		'«Zaremba (2012; 2014)»',
		'«Bos, van der Dit and Pinch (2014)» show',
		'«Bos, van der Dit and Pinch» [@bos] show',
		'«Kipf & Welling (2016)»',
		'«Kipf and Welling (2016)»',
		'«Kipf and Welling, 2016»',
		'como «Kipf e Welling (2016)» mostram',
		'wie «Kipf und Welling (2016)» zeigen',
		'zoals «Kipf en Welling (2016)» laten zien',
		'som «Kipf og Welling (2016)» viser',
		'como «Costa e Silva (2010)» mostra',
		'wie «Kipf u. a. (2016)» zeigen',
		'som «Kipf m.fl. (2016)» visar',
		'jak «Kipf i in. (2016)» pokazują',
		'som «Kipf och Welling, 2016» visar',
		'«Kipf i Welling (2016)» pokazują',
		'wie «Kipf u.a. (2016)» zeigen',
		'wie «Kipf und andere (2016)» zeigen',
		'comme «Kipf et coll. (2016)» le montrent',
		'comme «Kipf et Welling (2016)» le montrent',
		'zoals «Kipf e.a. (2016)» laten zien',
		'«Ruder, Dosovitskiy und Brox (2017)»',
		'«Ruder, Dosovitskiy e Brox (2017)»',
		"«Kipf and Welling's (2016)» model",
		'«Zeiler & Fergus»',
		'«Kipf & Welling»',
		'«Zeiler & Fergus» show',
		'«Kipf and Max Welling (2016)»',
		'«Kipf and M. Welling (2016)»',
		'«Kipf et al. (2016)»',
		'«Kipf et al., 2016»',
		'«Kipf et alii (2016)»',
		'«Kipf and colleagues (2016)»',
		'«Kipf and others (2016)»',
		'«Kipf and coworkers (2016)»',
		'«Kipf and co-workers (2016)»',
		'«Kipf and co-authors (2016)»',
		"«Kipf et al.'s (2016)» model",
		'«Ruder et al. (2017)»',
		'«Ruder, Dosovitskiy and Brox (2017)»',
		'«Ruder, Dosovitskiy, and Brox (2017)»',
		'«Ruder, A. Dosovitskiy & T. Brox, 2017»',
		'«van Gogh and Gauguin (1888)»',
		'«Gogh and Gauguin (1888)»',
		'«Gülçehre et al. (2015)»',
		'«Gülçehre et al. (2013)»',
		'«Gulcehre et al., 2015»',
		'«Costa-jussà (1999)»',
		'«Hutter and Vanschoren (2019)»',
		"«Zeiler & Fergus»'s work",
		"«Costa-jussà '99» shows",
		'«Costa-jussà (’99)» shows',
		'«Zeiler & R. Fergus» show',
		'«Zeiler & Fergus (2012, 2013)»',
		'«Ruder, Dosovitskiy and Brox’s (2017)» work',
		'«Zaremba (2014)» and «Kipf & Welling (2016)»',
		'«Zaremba (2014)»; «Zaremba, 2014»',
	])
		test(`are a mention: ${text}`, () => {
			assertMentions(text);
		});

	for (const text of [
		'Zaremba',
		'Zaremba (2015)',
		'Zaremba in 2014',
		'Zaremba et al. (2014)',
		'Zaremba and colleagues (2014)',
		'zaremba (2014)',
		'Kipf (2016)',
		'Kipf and Welling',
		'Kipf and Welling (2012)',
		'Kipf & Welling (2012)',
		'Zeiler and Fergus',
		'Kipf et al.',
		'Kipf et al. show in 2016',
		'Kipf and Ruder (2016)',
		'Welling and Kipf (2016)',
		'Welling (2016)',
		'Ruder and Brox (2017)',
		'Ruder, Dosovitskiy (2017)',
		'Ruder and Dosovitskiy',
		'Ruder, Smith and Brox (2017)',
		'Kipf.\n\nWelling (2016)',
		'Zaremba\n\n(2014)',
		'@Zaremba (2014)',
		'path/Zaremba (2014)',
		'#Zaremba (2014)',
		'Smith, Zaremba (2014)',
		'Smith and Zaremba (2014)',
		'Zaremba (20145)',
		'Zaremba (1214)',
		'Zaremba (2014ab)',
		'Zaremba 14',
		'`Zaremba (2014)`',
		'Zaremba s 2014',
		'Zaremba and 2014',
		'Kipf with Welling (2016)',
		'Kipf et Max (2016)',
		'Kipf et al',
		'Kipf and',
		'Kipf and co',
		'Kipf and co (2016)',
		'Kipf and co-pilots (2016)',
		'Kipf and friends (2016)',
		'Zeiler & Fergus (2012)',
		'Zeiler &\n\nFergus',
		'Zeiler, who knows that, & Fergus',
		'Zeiler & the late Rob Fergus',
		'Zeiler & Rob John James Peter Fergus',
		'Ruder, Dosovitskiy and Brox',
		'Ruder, Dosovitskiy and Brox (2011)',
		"Zaremba ('99)",
		'Zaremba ’9',
	])
		test(`are no mention: ${text.replaceAll('\n', '↵')}`, () => {
			assertMentions(text);
		});

	test('mean all papers that they fit', () => {
		const more = '\n@article{zaremba2, title = {More programs}, author = {Zaremba, Wojciech}, year = 2014}';
		const { document, library } = fixture(`--- n.md\nZaremba (2014)${papers}${more}`);
		assert.deepEqual(
			document.mentions(library).flatMap((mention) => mention.papers.map(({ key }) => key).sort()),
			['zaremba', 'zaremba2'],
		);
	});

	test('without a year are no mention where they fit more than three papers', () => {
		const more = [1, 2, 3].map((n) => `\n@article{k${n}, title = {T${n}}, author = {Zeiler, Matthew and Fergus, Rob}, year = 200${n}}`);
		const mentionsWith = (count: number) => {
			const { document, library } = fixture(`--- n.md\nZeiler & Fergus${papers}${more.slice(0, count).join('')}`);
			return document.mentions(library).length;
		};
		assert.deepEqual([mentionsWith(2), mentionsWith(3)], [1, 0]);
	});

	test('are no longer a mention once the paper is gone', () => {
		const { document, library } = fixture(
			'--- n.md\nZaremba (2014)\n--- a.bib\n@article{x, title = {T}, author = {Other, A}, year = 2014}',
		);
		assert.deepEqual(document.mentions(library), []);
	});
});

suite('authors without a year', () => {
	const bibliographies = `
--- own.bib
@article{kipf, title = {Graphs}, author = {Kipf, Thomas and Welling, Max}, year = 2016}
@article{ruder, title = {Words}, author = {Ruder, Sebastian and Dosovitskiy, Alexey and Brox, Thomas}, year = 2017}
@article{one, title = {One}, author = {Smith, Ann and Doe, Bo and Roe, Cy}, year = 2001}
@article{two, title = {Two}, author = {Smith, Ann and Doe, Bo}, year = 2002}
@article{dated, title = {Dated}, journal = {Tides}, author = {Rill, Ann and Brook, Bo and Pond, Cy}, year = 2016}
@article{paired, title = {Paired}, journal = {Tides}, author = {Pall, Ann and Perry, Bo}, year = 1988}
@article{alone, title = {Alone}, author = {Mill, Dee}, year = 2003}
--- user:other.bib
@article{far, title = {Far}, author = {Hill, Eve and Dale, Flo}, year = 2010}
@article{kipf2, title = {More Graphs}, author = {Kipf, Thomas and Else, Eva}, year = 2019}`;
	const mentionsIn = (text: string): readonly string[] => {
		const { document, library } = fixture(`--- n.md\n${text}${bibliographies}`);
		return document.mentions(library).map(({ span, papers }) => `${document.textOf(span)} ${papers.map(({ key }) => key).join()}`);
	};
	const naming = '---\nbibliography: own.bib\n---\n\n';

	test('mean the only paper of theirs in the bibliography of the text, whatever else the library has', () => {
		const text = 'Kipf et al. show it, as Kipf and Welling do; Ruder and colleagues, too. Kipf et al. (2017) is a year off.';
		assert.deepEqual(mentionsIn(naming + text), [
			'Kipf et al. kipf',
			'Kipf and Welling kipf',
			'Ruder and colleagues ruder',
			'Kipf et al. (2017) kipf',
		]);
	});

	test('mean nothing where the bibliography has two of theirs, or none, or somebody wrote alone', () => {
		assert.deepEqual(
			mentionsIn(`${naming}Smith et al., Hill et al., Hill and Dale, and Mill et al. differ. Kipf et al. (2012) is another.`),
			[],
		);
	});

	test('mean the one that the text cites where the bibliography has two', () => {
		assert.deepEqual(mentionsIn(`${naming}Smith et al. are first.\n\nLater it is said again [@two].`), ['Smith et al. two']);
	});

	test('mean the paper that has all of three or more authors in this order', () => {
		assert.deepEqual(mentionsIn(`${naming}So do Ruder, Dosovitskiy and Brox. Also by Smith, Doe e Roe it is.`), [
			'Ruder, Dosovitskiy and Brox ruder',
			'Smith, Doe e Roe one',
		]);
		assert.deepEqual(
			mentionsIn(`${naming}By Ruder, Brox and Dosovitskiy, by Ruder, Alexey Dosovitskiy and T. Brox, or by Ruder, Dosovitskiy and Else.`),
			[],
		);
		assert.deepEqual(mentionsIn(`${naming}By Ruder, Dosovitskiy, and Brox 2018; Ruder, Dosovitskiy, and Brox 2012 is another.`), [
			'Ruder, Dosovitskiy, and Brox 2018 ruder',
		]);
		assert.deepEqual(mentionsIn('Ruder, Dosovitskiy and Brox show it.'), []);
	});

	test('and with another year than the one of a journal’s article mean it only where the text cites it', () => {
		const text = 'Rill et al. (2015) is another. Others are by Pall & Perry (1987).';
		assert.deepEqual(mentionsIn(`${naming}${text}`), []);
		assert.deepEqual(mentionsIn(`${naming}${text}\n\nIt is said again [@dated; @paired].`), [
			'Rill et al. (2015) dated',
			'Pall & Perry (1987) paired',
		]);
	});

	test('with their given names are the persons, but beside a citation or the title', () => {
		assert.deepEqual(mentionsIn(`${naming}We met Thomas Kipf and Max Welling, too, and at last Thomas N. Kipf and Max Welling.`), []);
		assert.deepEqual(
			mentionsIn(`${naming}Thomas Kipf and Max Welling [@kipf] show it. The paper “Graphs” is by Thomas Kipf and Max Welling.`),
			['Kipf and Max Welling kipf', 'Graphs kipf', 'Kipf and Max Welling kipf'],
		);
		assert.deepEqual(mentionsIn(`${naming}As T. Kipf and M. Welling show, and Kipf and Max Welling.`), [
			'Kipf and M. Welling kipf',
			'Kipf and Max Welling kipf',
		]);
	});

	test('are meant right before a citation of a work of which the library has the first author alone', () => {
		assert.deepEqual(mentionsIn(`${naming}Mill et al. [@alone] show it, and so do Mill et al. elsewhere.`), ['Mill et al. alone']);
	});

	test('mean nothing in a text that names no bibliography', () => {
		assert.deepEqual(mentionsIn('Kipf et al. and Kipf and Welling show it.'), []);
	});

	test('are the same in LaTeX', () => {
		const { document, library } = fixture(
			`--- main.tex\n\\bibliography{own}\nAs Kipf et~al.\\ show, and Kipf and Welling.${bibliographies}`,
		);
		assert.deepEqual(
			document.mentions(library).map(({ span }) => document.textOf(span)),
			['Kipf et~al.', 'Kipf and Welling'],
		);
	});
});

suite('authors in LaTeX', () => {
	for (const letter of ['{\\AA}ngstr\\"om', '\\AA{}ngstr{\\"o}m', '\\r{A}ngstr\\"om', 'Ångström'])
		test(`have the letters that commands print: ${letter}`, () => {
			const { document, library, spans } = fixture(
				`--- n.tex\n«${letter} and {\\TH}orn (2001)» show it.\n--- papers.bib\n@article{a, title={Rays}, author={{\\AA}ngstr{\\"o}m, Anders and {\\TH}orn, Bo}, year=2001}`,
			);
			assert.deepEqual(
				document.mentions(library).map(({ span }) => document.textOf(span)),
				spans.map((span) => document.textOf(span)),
			);
		});
});
