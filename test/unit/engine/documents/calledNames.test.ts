import assert from 'node:assert/strict';
import { callsIn, namesCalled, topicsOfNotes } from '../../../../server/engine/documents/calledNames.js';
import { Document } from '../../../../server/engine/documents/document.js';
import { NoteIndex } from '../../../../server/engine/documents/noteIndex.js';
import { readBibtex } from '../../../../server/engine/library/formats/bibtex/read.js';
import { NameChoices } from '../../../../server/engine/library/nameChoices.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';

const bibliography = `
@article{he, title={Deep residual learning for image recognition}, author={He, K. and Zhang, X.}, year={2016}}
@article{krizhevsky, title={Learning Multiple Layers of Features from Tiny Images}, author={Krizhevsky, A.}, year={2009}}
@article{senzai, title={Senzai: Writing safe code in editors}, author={Cre, D. and Mer, N.}, year={2020}}
@article{oxide, title={Oxidia: The tool for safe ovens}, author={Oxi, D. and Ide, B.}, year={2020}}
@misc{Riako, title={Basho project website}, author={Rus, S.}, year={2020}}
@misc{facebookia, title={Lessons learned at Facebookia}, author={Les, S.}, year={2020}}
@article{sutherbach, title={Seeing more: An Overview}, author={See, I.}, year={2020}}
@misc{homepage, title={Home | CERNA}, author={Cer, N.}, year={2020}}
@article{gue2020, title={New OSQ data for all}, author={Gue, G.}, year={2020}}
@article{osv2020, title={New OSV data for all}, author={Gue, G.}, year={2020}}
@article{gimsalto, title={Scalable solving with Gimsalto through proofs}, author={Fle, M.}, year={2024}}
@article{teseo2021leo, title={Structural dynamic graphs}, author={Leo, D.}, year={2021}}
@article{OVK2020, title={Only very keen}, author={Kee, N.}, year={2020}}
@article{bel, title={QEMO, a fast translator}, author={Bel, F.}, year={2005}}
@article{bellarda2021, title={Slow translators}, author={Bellarda, F.}, year={2021}}
@article{li2021anti, title={Anti-quorl weaving: Baskets without quorls}, author={Li, Y.}, year={2021}}
@misc{wikiqbm, title={Quorl Basket Model – Wikipedia}, year={2021}}
@article{osmquo, title={Modeling Networks With OSMquo}, author={Boe, G.}, year={2021}}
@article{vae, title={Auto-encoding variational Bayes}, author={Kingma, D. and Welling, M.}, year={2013}}
`;

/** The names that some notes give to papers: `key: name`, with a mark where the user says so. */
function namesIn(...notes: readonly (string | readonly [name: string, text: string])[]): readonly string[] {
	const { index, store } = indexOf(...notes);
	return [...namesCalled(index.all, store.current)].flatMap(([key, names]) =>
		names.map(({ name, isSaid }) => `${key}: ${name}${isSaid ? ' (said)' : ''}`),
	);
}

function indexOf(...notes: readonly (string | readonly [name: string, text: string])[]) {
	const store = createLibraryStore();
	store.replace({ uri: 'file:///refs.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(bibliography));
	const index = new NoteIndex();
	for (const [number, note] of notes.entries()) {
		const [name, text] = typeof note === 'string' ? [`${number}.md`, note] : note;
		index.update(new Document(`file:///${name}`, name.endsWith('.tex') ? 'latex' : 'markdown', null, text), store.current);
	}
	return { index, store };
}

suite('what notes call papers', () => {
	test('are found among hundreds of thousands of the same citations, side by side', () => {
		const calls = Array.from({ length: 400_000 }, () => ({ key: 'he', name: 'Reslin', how: 'beside' as const }));
		assert.equal(namesCalled([{ calls }], createLibraryStore().current).size, 0);
	});

	const callsOf = (text: string, languageId = 'markdown') => {
		const { citations } = new Document('file:///n', languageId, null, text);
		return callsIn(text, citations).map(({ key, name }) => `${key}: ${name}`);
	};

	test('are abbreviations in brackets before a citation, of the initials of what the title has before its colon', () => {
		assert.deepEqual(namesIn('By *anti-quorl weaving* (AQW) [@li2021anti] it is.'), ['li2021anti: AQW']);
		assert.deepEqual(namesIn('By *weaving* (AQV) [@li2021anti] it is.'), []);
		assert.deepEqual(namesIn('By a quorl basket model (QBM) [@wikiqbm] it is.'), []);
	});

	test('are words that the title has behind “with”, if the key has them, too', () => {
		assert.deepEqual(namesIn('By OSMquo [@osmquo] it is. By OSMquo [@osmquo] it was.'), ['osmquo: OSMquo']);
	});

	test('is a name right before a citation of one key', () => {
		assert.deepEqual(callsOf('A ResNet [@he], a **ResNet-50** [@he, p. 3] and “ResNeXt” @xie'), [
			'he: ResNet',
			'he: ResNet-50',
			'xie: ResNeXt',
		]);
		assert.deepEqual(callsOf('With \\textsc{ResNet}~\\cite{he} and VGG16 \\citep{vgg}.', 'latex'), ['he: ResNet', 'vgg: VGG16']);
	});

	test('is nothing that ends in a noun, in a language that writes nouns with capitals', () => {
		assert.deepEqual(callsOf('Das ist der ResNet-Thread [@he] und nicht die ResNeXt [@xie].'), ['xie: ResNeXt']);
		assert.deepEqual(callsOf('It is the ResNet-Thread [@he] and not the ResNeXt [@xie].'), ['he: ResNet-Thread', 'xie: ResNeXt']);
	});

	test('is no ordinary word, no year, and nothing before several keys', () => {
		assert.deepEqual(callsOf('networks [@he], Networks [@he], State-Of-The [@he], 2016 [@he], ResNet [@he; @xie], GAN; [@gan], [@he]'), []);
	});

	test('names a paper from two places on', () => {
		assert.deepEqual(namesIn('ResNet [@he]', 'Again ResNet [@he].'), ['he: ResNet']);
		assert.deepEqual(namesIn('ResNet [@he]', 'ResNet alone.'), []);
	});

	test('names a paper from one place on where its title begins with the name, or its key is it', () => {
		assert.deepEqual(namesIn('With Senzai [@senzai].'), ['senzai: Senzai']);
		assert.deepEqual(namesIn('With Riako [@Riako].'), ['Riako: Riako']);
		assert.deepEqual(namesIn('With Oxidia [@oxide].'), []);
		assert.deepEqual(namesIn('Unter Riako [@Riako] ist das nicht und mit der Zeit.'), []);
		assert.deepEqual(namesIn('With Riako [@Riako], a riako of old.'), []);
		assert.deepEqual(namesIn('With Riako [@Riako], with Riako [@he].'), []);
	});

	test('names none by a word that its title has behind a preposition', () => {
		assert.deepEqual(namesIn('Pages such as Facebookia [@facebookia] and Facebookia [@facebookia].'), []);
	});

	test('names none by a key in small letters, for a word that its title lacks', () => {
		assert.deepEqual(namesIn('By Ivan Sutherbach [@sutherbach].'), []);
	});

	test('names a paper from one place on where the text introduces the name among others that it cites', () => {
		assert.deepEqual(namesIn('Tools such as TreeKit [@he], ForkLib [@senzai] and SpoonDB [@vae] are old.'), [
			'he: TreeKit',
			'senzai: ForkLib',
			'vae: SpoonDB',
		]);
		assert.deepEqual(namesIn('TreeKit [@he] is a tool.'), ['he: TreeKit']);
		// The last of several ends its sentence.
		assert.deepEqual(namesIn('Old tools are TreeKit [@he], ForkLib [@senzai], and SpoonDB [@vae]. They are old.'), [
			'he: TreeKit',
			'senzai: ForkLib',
			'vae: SpoonDB',
		]);
		// What more is said of it elsewhere need not be what it is from.
		assert.deepEqual(namesIn('Tools such as TreeKit [see @he], ForkLib [@senzai] and SpoonDB [cf. @vae] are old.'), ['senzai: ForkLib']);
		assert.deepEqual(namesIn('With the TreeKit library [@he], the ForkLib [@vae] and others.'), ['he: TreeKit', 'vae: ForkLib']);
		assert.deepEqual(namesIn(['a.tex', '\\paragraph{TREE-KIT} \\cite{he} proposes it.']), ['he: TREE-KIT']);
	});

	test('names none by what the text has before, by what a sentence ends in, and by short abbreviations', () => {
		assert.deepEqual(namesIn('All runs on TreeKit. TreeKit [@he] is a tool.'), []);
		assert.deepEqual(namesIn('It is true of TreeKit [@he]. It runs on ForkLib [@vae].'), []);
		assert.deepEqual(namesIn('It runs on TreeKit [@he] in most cases.'), []);
		assert.deepEqual(namesIn('KIT [@he] is a tool, so is TOMORROW [@vae], or not.'), []);
		assert.deepEqual(namesIn('With sensors such as KQT-D [@he], ForkLib [@vae] and others.'), ['vae: ForkLib']);
		assert.deepEqual(namesIn('TreeKit [@he] is a tool.', 'TreeKit [@vae] is a tool.'), []);
	});

	test('names a paper from one place on where the title begins with it, or the key does, and the text introduces it', () => {
		assert.deepEqual(namesIn('The solver called Gimsalto [@gimsalto] is fast.'), ['gimsalto: Gimsalto']);
		assert.deepEqual(namesIn('It runs at Gimsalto [@gimsalto] is fast.'), []);
		assert.deepEqual(namesIn('The system Teseo [@teseo2021leo] is fast.'), ['teseo2021leo: Teseo']);
		assert.deepEqual(namesIn('The system called QEMO [@bel] is fast.'), ['bel: QEMO']);
		assert.deepEqual(namesIn('The system Great Teseo [@teseo2021leo] is fast.'), []);
		assert.deepEqual(namesIn('So writes Bellarda [@bellarda2021], too.'), []);
	});

	test('does not take what is numbered behind such a name', () => {
		const { index, store } = indexOf('Surveys such as TreeKit [@he] or ForkLib [@vae] are old.');
		store.useChoices(new NameChoices(undefined, namesCalled(index.all, store.current)));
		const document = new Document('file:///a.md', 'markdown', null, 'See TreeKit, and [@he].');
		assert.deepEqual(
			document.mentions(store.current).map(({ span }) => document.textOf(span)),
			['TreeKit'],
		);
		assert.deepEqual(new Document('file:///b.md', 'markdown', null, 'See TreeKit-37, and [@he].').mentions(store.current), []);
	});

	test('names none by a chemical formula', () => {
		assert.deepEqual(namesIn('An AuVB [@vae].', 'The AuVB [@vae].'), []);
		assert.deepEqual(namesIn('An AutoVB [@vae].', 'The AutoVB [@vae].'), ['vae: AutoVB']);
	});

	test('names no page by the name of its site', () => {
		assert.deepEqual(namesIn('At CERNA [@homepage] and CERNA [@homepage].'), []);
	});

	test('counts a plural among capitals as the same name', () => {
		assert.deepEqual(namesIn('An OSQ [@gue2020] and OSQ [@gue2020], then OSQs [@he].'), []);
		assert.deepEqual(namesIn('An OVK [@OVK2020] and OVKs [@OVK2020].'), ['OVK2020: OVK']);
	});

	test('names none by a short abbreviation that no text introduces, unless the key begins with it', () => {
		assert.deepEqual(namesIn('It ends in DRL [@he]. It uses DRL [@he].'), []);
		assert.deepEqual(namesIn('It ends in DRL [@he]. It uses the DRL of DRL [@he].', 'The DRL [@he] is old.'), ['he: DRL']);
		assert.deepEqual(namesIn('It ends in OVK [@OVK2020]. It uses OVK [@OVK2020].'), ['OVK2020: OVK']);
		assert.deepEqual(namesIn('It ends in DeepRL [@he]. It uses DeepRL [@he].'), ['he: DeepRL']);
	});

	test('takes no short abbreviation of other letters than the title, although a text introduces it, and no word that a hyphen ends', () => {
		assert.deepEqual(namesIn('Tools such as XKCD [@he], TreeKit [@vae] and others are old.'), ['vae: TreeKit']);
		assert.deepEqual(namesIn('Tools such as DRLI [@he], TreeKit [@vae] and others are old.'), ['he: DRLI', 'vae: TreeKit']);
		assert.deepEqual(namesIn('Tools such as DRLIX- [@he], TreeKit [@vae] and others are old.'), ['vae: TreeKit']);
	});

	test('asks for evidence where the title has the name within it, and takes none that the key has not, too', () => {
		const { index, store } = indexOf('An OSV [@osv2020] and OSV [@osv2020], an OSQ [@gue2020] and OSQ [@gue2020].');
		assert.deepEqual(
			[...namesCalled(index.all, store.current)].flatMap(([key, names]) => names.map(({ asks }) => `${key}: ${asks}`)),
			['osv2020: evidence'],
		);
	});

	test('names none that others are called as often, and none whose title it does not fit', () => {
		assert.deepEqual(namesIn('ResNet [@he], ResNet [@he]', 'ResNet [@krizhevsky]'), []);
		assert.deepEqual(namesIn('It ends in XKCD [@he]. It runs on XKCD [@he].'), []);
	});

	test('is what the front matter of a note on one paper says', () => {
		assert.deepEqual(namesIn(['@he.md', '---\naliases: [ResNet, "@he", "residual network"]\n---\n']), [
			'he: ResNet (said)',
			'he: residual network (said)',
		]);
		assert.deepEqual(namesIn(['n.md', '---\ncitekey: he\nnames: ResNet\n---\n']), ['he: ResNet (said)']);
		assert.deepEqual(namesIn(['n.md', '---\naliases: [ResNet]\n---\n']), []);
	});

	test('makes a paper recognised and found by that name, with its own capitals', () => {
		const { index, store } = indexOf('AEVB [@vae] and AEVB [@vae]', ['@he.md', '---\naliases: [ResNet]\n---\n']);
		store.useChoices(new NameChoices(undefined, namesCalled(index.all, store.current)));
		const text = 'An AEVB, aevb and Aevb, and a ResNet.';
		const found = new Document('file:///n.md', 'markdown', 1, text).mentions(store.current);
		assert.deepEqual(
			found.map(({ span, papers }) => `${text.slice(span.start, span.end)} ${papers.map(({ key }) => key).join()}`),
			['AEVB vae', 'ResNet he'],
		);
		assert.equal(store.current.find('aevb')[0]?.paper.key, 'vae');
		assert.equal(store.current.find('resnet')[0]?.paper.key, 'he');
	});
});

suite('the topics of notes', () => {
	const book = '@article{hott, title={Homotopy type theory}, author={Many, A. and More, B.}, year={2013}}';
	const library = (notes: readonly string[]) => {
		const store = createLibraryStore();
		store.replace({ uri: 'file:///refs.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(book));
		const index = new NoteIndex();
		for (const [number, text] of notes.entries()) index.update(new Document(`file:///${number}.md`, 'markdown', null, text), store.current);
		store.useChoices(new NameChoices(undefined, undefined, topicsOfNotes(index.all)));
		return store.current;
	};
	const text = 'We follow Homotopy Type Theory in this.';
	const found = (notes: readonly string[]) => new Document('file:///n.md', 'markdown', 1, text).mentions(library(notes)).length;

	test('are titles that several notes have in small letters without a citation', () => {
		assert.equal(found([]), 1);
		assert.equal(found(['Models of homotopy type theory.', 'In homotopy type theory.']), 0);
	});

	test('are none that one note has so, or that are cited there', () => {
		assert.equal(found(['Models of homotopy type theory.']), 1);
		assert.equal(found(['As homotopy type theory [@hott] says.', 'As homotopy type theory [@hott] says.']), 1);
	});
});
