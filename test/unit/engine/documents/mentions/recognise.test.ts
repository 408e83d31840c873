import assert from 'node:assert/strict';
import { Document } from '../../../../../server/engine/documents/document.js';
import type { Library } from '../../../../../server/engine/library/library.js';
import { corpusStore } from '../../../corpusLibrary.js';
import { marked } from '../../../marked.js';

let library: Library;

/** The mentions of a marked Markdown text as the text itself says them. */
function check(source: string, languageId = 'markdown'): void {
	const { text, mentions } = marked(source);
	const document = new Document('file:///n', languageId, 1, text);
	const shown = (all: readonly { readonly start: number; readonly end: number; readonly keys: readonly string[] }[]) =>
		all.map(({ start, end, keys }) => `${start} ${text.slice(start, end)} ${[...keys].sort().join()}`);
	const found = document.mentions(library).map(({ span, papers }) => ({ ...span, keys: papers.map(({ key }) => key) }));
	assert.deepEqual(shown(found), shown(mentions));
}

const cases: Readonly<Record<string, readonly string[]>> = {
	'finds a nickname as it is written': ['We compare ⟦InfoGAN⟧{chen2016infogan} with ⟦R-FCN⟧{dai2016rfcn}.'],
	'takes hyphen, blank, dash and nothing for the same': [
		'⟦VNet⟧{milletari2016vnet}, ⟦V-Net⟧{milletari2016vnet}, ⟦V‑Net⟧{milletari2016vnet}, ⟦V–Net⟧{milletari2016vnet}, ⟦V Net⟧{milletari2016vnet}',
		'⟦RFCN⟧{dai2016rfcn} and ⟦R-FCN⟧{dai2016rfcn}',
	],
	'includes the plural’s s and leaves out the possessive’s': [
		"⟦InfoGANs⟧{chen2016infogan} and ⟦InfoGAN⟧{chen2016infogan}'s code",
		'⟦InfoGAN⟧{chen2016infogan}’s',
	],
	'finds a title, also over the end of a line': [
		'*⟦Wide Residual Networks⟧{zagoruyko2016wide}* is short.',
		'as in ⟦Aggregated Residual Transformations\nfor Deep Neural Networks⟧{xie2016aggregated}, where',
	],
	'finds the title before its colon': [
		'⟦PlaNet⟧{weyand2016planet} and “⟦V-Net: Fully Convolutional Neural Networks for Volumetric Medical Image Segmentation⟧{milletari2016vnet}”',
	],
	'is silent where a name is an ordinary word': ['every planet, a wide network, to pass, Ali said, the gran, a face'],
	'finds authors with a year': [
		'⟦Kipf & Welling (2016)⟧{kipf2016semisupervised}, ⟦Kipf and Welling, 2017⟧{kipf2016semisupervised}; ⟦Xie et al. (2016)⟧{xie2016aggregated,xie2016disturblabel}; ⟦Chen et al., 2016⟧{chen2016infogan,chen2016thorough}',
		'(⟦Milletari et al., 2016⟧{milletari2016vnet})',
	],
	'takes two authors without a year for their papers with an ampersand, and for people with “and”': [
		'⟦Carlini & Wagner⟧{carlini2016defensive,carlini2016towards} is what Carlini and Wagner wrote',
	],
	'finds addresses that are shown, and not those that a link leads to': [
		'<⟦https://arxiv.org/pdf/1606.03657v2.pdf⟧{chen2016infogan}> [code](https://arxiv.org/abs/1606.03657)',
	],
	'takes no surname alone for a mention': ['Chen told Xie that Kipf was out'],
	'finds identifiers, with version and in addresses': [
		'see ⟦arXiv:1606.03657⟧{chen2016infogan}, ⟦1606.03657v2⟧{chen2016infogan} or ⟦https://arxiv.org/abs/1606.03657⟧{chen2016infogan}.',
		'not 11606.03657 nor 1606.036571',
	],
	'finds no name in code, maths or targets of links': ['`InfoGAN` $InfoGAN$ [x](InfoGAN.md) ⟦InfoGAN⟧{chen2016infogan}'],
	'finds names in headings, tables, lists and emphasis': [
		'# ⟦InfoGAN⟧{chen2016infogan}\n\n- ⟦R-FCN⟧{dai2016rfcn}\n- **⟦EWC⟧{kirkpatrick2016overcoming}**\n\n| a | ⟦ResNeXt⟧{xie2016aggregated} |\n| --- | --- |\n| b | ⟦GRU-D⟧{che2016recurrent} |',
	],
	'takes no part of a longer name for it': ['InfoGANomics, DC-InfoGAN, infogan.py, InfoGAN-X, my/infogan/path/x, #InfoGAN'],
	'never takes a citation key for a mention': ['[@chen2016infogan] and @kipf2016semisupervised'],
};

suite('names in prose', () => {
	setup(() => {
		library = corpusStore().current;
	});

	for (const [title, sources] of Object.entries(cases))
		test(title, () => {
			for (const source of sources) check(source);
		});

	for (const [language, source] of [
		['typst', '#link("⟦https://arxiv.org/abs/1606.03657⟧{chen2016infogan}") and #link("https://arxiv.org/abs/1606.03657")[this]'],
		['latex', '\\nolinkurl{⟦https://arxiv.org/abs/1606.03657⟧{chen2016infogan}} \\href{https://arxiv.org/abs/1606.03657}{this}'],
		['org', '[[⟦https://arxiv.org/abs/1606.03657⟧{chen2016infogan}]] [[https://arxiv.org/abs/1606.03657][this]]'],
		[
			'org',
			'[[⟦doi:10.1109/CVPR.2017.179⟧{ilg2016flownet}]], ⟦doi:10.1109/CVPR.2017.179⟧{ilg2016flownet}, [[doi:10.1109/CVPR.2017.179][this]]',
		],
	] as const)
		test(`finds addresses that are shown in ${source}`, () => check(source, language));

	test('finds names with accents that LaTeX writes as commands', () => {
		check(
			'⟦G\\"ul\\c{c}ehre et al., 2016⟧{gulcehre2016noisy} and ⟦Mrk\\v{s}i\\\'c et al. (2016)⟧{mrksic2016counterfitting}, \\label{c}Kipf',
			'latex',
		);
	});

	test('finds names in the other markups', () => {
		check(
			'\\section{⟦InfoGAN⟧{chen2016infogan}} % InfoGAN\n\\emph{⟦R-FCN⟧{dai2016rfcn}} $InfoGAN$ \\cite{InfoGAN} ⟦Kipf \\& Welling~(2017)⟧{kipf2016semisupervised}',
			'latex',
		);
		check('= ⟦InfoGAN⟧{chen2016infogan}\n_⟦R-FCN⟧{dai2016rfcn}_ `InfoGAN` // InfoGAN\n', 'typst');
		check('* ⟦InfoGAN⟧{chen2016infogan}\n/⟦R-FCN⟧{dai2016rfcn}/ ~InfoGAN~ =InfoGAN=\n# InfoGAN\n', 'org');
		check('⟦InfoGAN⟧{chen2016infogan}\n=======\n\n*⟦R-FCN⟧{dai2016rfcn}* ``InfoGAN``\n\n.. InfoGAN\n', 'restructuredtext');
	});
});
