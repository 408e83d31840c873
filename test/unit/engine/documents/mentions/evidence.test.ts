import { readFileSync } from 'node:fs';
import { wellKnownNames } from '../../../../../server/engine/library/wellKnownNames.js';
import { checkMentions } from './checkMentions.js';

const bibliography = `
@article{weyand, title={{PlaNet} - Photo Geolocation with Convolutional Neural Networks}, author={Weyand, T. and Kostrikov, I. and Philbin, J.}, year={2016}, eprint={1602.05314}, eprinttype={arxiv}}
@article{hafner, title={Learning Latent Dynamics for Planning from Pixels}, author={Hafner, D. and Lillicrap, T.}, year={2019}, shorttitle={PlaNet}}
@article{infogan, title={{InfoGAN}: Interpretable Representation Learning}, author={Chen, X. and Duan, Y. and Houthooft, R.}, year={2016}, eprint={1606.03657}, eprinttype={arxiv}}
@article{thorough, title={A Thorough Examination of the CNN/Daily Mail Reading Comprehension Task}, author={Chen, D. and Bolton, J. and Manning, C.}, year={2016}}
@article{fried, title={Deep Fried Convnets}, author={Yang, Z. and Moczulski, M.}, year={2015}}
@article{adam, title={Adam: A Method for Stochastic Optimization}, author={Kingma, D. and Ba, J.}, year={2014}, journal={arXiv preprint}}
@article{gcn, title={Semi-Supervised Classification with Graph Convolutional Networks}, author={Kipf, T. and Welling, M.}, year={2017}}
@article{attention, title={Attention is all you need}, author={Vaswani, A. and Shazeer, N.}, year={2017}}
@article{imagenet, title={Imagenet: A large-scale hierarchical image database}, author={Deng, J. and Dong, W.}, year={2009}}
@article{modular, title={{MODULAR}: software for the autonomous computation of modularity}, author={Marquitti, F. and Guimaraes, P.}, year={2014}}
@book{hott, title={Homotopy type theory: Univalent foundations of mathematics}, author={{The Univalent Foundations Program}}, year={2013}}
@article{mobilenets, title={{MobileNets}: Efficient Convolutional Neural Networks}, author={Howard, A. and Zhu, M.}, year={2017}, doi={10.1000/mobile.1}}
@article{elsevier, title={Lanterns and Mirrors in a Small Harbour at Night}, author={Els, E. and Vier, B.}, year={1996}, doi={10.1016/S0925-7721(96)00005-3}}
@article{ali, title={Adversarially learned inference}, author={Dumoulin, V. and Belghazi, I.}, year={2016}}
@article{bahdanau, title={Neural Machine Translation by Jointly Learning to Align and Translate}, author={Bahdanau, D. and Cho, K. and Bengio, Y.}, year={2014}, eprint={1409.0473}, eprinttype={arxiv}}
@article{bert, title={{BERT}: Pre-training of Deep Bidirectional Transformers}, author={Devlin, J. and Chang, M.}, year={2018}}
@article{tensorflow, title={{TensorFlow}: A System for Large-Scale Machine Learning}, author={Abadi, M. and Barham, P.}, year={2016}}
@article{gan, title={Generative Adversarial Nets}, author={Goodfellow, I. and Pouget-Abadie, J.}, year={2014}}
@article{resnet, title={Deep residual learning for image recognition}, author={He, K. and Zhang, X.}, year={2016}, shorttitle={ResNet}}
@article{raft, title={In search of an understandable consensus algorithm}, author={Ongaro, D. and Ousterhout, J.}, year={2014}, names={Raft algorithm, RaftKV}}
@article{nested, title={{UNet++}: A Nested Architecture}, author={Zhou, Z. and Siddiquee, M.}, year={2018}}
@article{anew, title={Attention and memory}, author={Cowan, N. and Else, M.}, year={1995}, shorttitle={Attention}}
@article{dropback, title={Dropback: a method}, author={Doe, A. and Roe, B.}, year={2015}}
@misc{style, title={Style guide}, author={Sty, L. and Lee, B.}, year={2019}}
@online{hangar, title={DroneHangar: A Place for Drones}, author={Hang, A. and Gar, B.}, year={2018}, url={https://example.org/hangar}}
@online{museum, title={Maritime Museum Fjordby}, author={Lof, A. and Quay, B.}, year={2018}, url={https://example.org/museum}}
@online{templates, title={Loft Templates}, author={Lof, T. and Ert, B.}, year={2018}, url={https://example.org/loft}}
@online{senate, title={Zenturo: the senate's page}, author={Sen, A. and Ate, B.}, year={2018}, url={https://example.org/zenturo}}
@book{primer, title={Telenautics: A Primer}, author={Pri, M. and Mer, B.}, year={2018}}
@book{life, title={Orla Quist: A Life}, author={Lif, E. and Lof, B.}, year={2018}}
@manual{quux, title={qualTube: An R package for tubes}, author={Qual, T. and Ube, B.}, year={2018}}
@article{loops, title={Recurrent Zylinder Loops: A Review}, author={Loo, P. and Ps, B.}, year={2018}}
@article{paradox, title={The Zorn-Quist Paradox}, author={Zor, N. and Qui, B.}, year={2018}}
@article{vision, title={Measuring Corridors with GlassLantern in Small Museums}, author={Mus, E. and Um, B.}, year={2018}}
@article{field, title={Inhomogeneous Electron Gas}, author={Hohenberg, P. and Kohn, W.}, year={1964}}
@article{said, title={Electrons in Uneven Jars}, author={Jar, A. and Else, B.}, year={2018}, names={QFT}}
@article{sizes, title={{Qumen} Technical Report}, author={Qum, E. and Nn, B.}, year={2018}, names={Qumen}}
@article{locks, title={Zorn Keeping: A New Way for Canals}, author={Locke, A. and Kay, B.}, year={2013}}
@book{spans, title={Bridges and Spans: An Introduction to Crossings}, author={Sparre, C.}, year={2013}}
@misc{decree, title={Harbour Decree}, author={{Harbour Office}}, year={1942}, url={https://www.example.org/decrees/harbour}}
@article{keeper, title={CrowKeeper: Birds at Scale}, author={Cro, A. and Kee, B.}, year={2010}}
@online{boxed, title={LatticeJar}, author={Lat, A. and Box, B.}, year={2010}, url={https://example.org/jars}}
@article{three, title={Counting Sheep in Parallel}, author={Iverby, A. and Bolt, B. and Sin, C.}, year={2019}}
@article{two, title={Sheep as a Data Set}, author={Iverby, A. and Jab, B.}, year={2020}}
@article{pair, title={Univalent Categories}, author={Ahrens, B. and Kapulkin, K.}, year={2015}}
`;

const _wellKnown = wellKnownNames(readFileSync('corpus/names.tsv', 'utf8'));

const check = (source: string, languageId?: string): void => checkMentions(bibliography, source, languageId);

type Sources = readonly (string | readonly [languageId: string, source: string])[];

const cases: Readonly<Record<string, Sources>> = {
	'is the paper that is cited beside it': [
		'⟦PlaNet⟧{hafner} [@hafner] plans.',
		'The “⟦PlaNet⟧{weyand}” [see @weyand, p. 3] and ⟦PlaNet⟧{hafner} @hafner',
		['latex', 'Here \\emph{⟦PlaNet⟧{weyand}}~\\citep{weyand} locates.'],
		['typst', 'With ⟦PlaNet⟧{hafner} @hafner it plans.'],
	],
	'is no paper where one that the library lacks is cited beside it': [
		'PlaNet [@someone2020] and InfoGAN [@other2016infogan].',
		['latex', 'InfoGAN~\\cite{other}'],
	],
	'is a long title also where the library has the work under another key than the citation': [
		'- ⟦Lanterns and Mirrors in a Small Harbour at Night⟧{elsevier} [@els:1996:lm]. Much is said.',
		'- Lanterns and Mirrors in a Small Harbour at Night [@ali]. Adversarially learned inference [@other].',
	],
	'is the paper whose authors and year are in brackets behind it': [
		'⟦PlaNet⟧{weyand} (⟦Weyand et al., 2016⟧{weyand})',
		'InfoGAN (Smith et al., 2021) is another.',
	],
	'is the paper that its link leads to': [
		'“[⟦Lanterns and Mirrors in a Small Harbour at Night⟧{elsevier}](https://doi.org/10.1016/s0925-7721(96)00005-3)”, they say.',
		'[⟦Chen et al. 2016⟧{infogan}](https://arxiv.org/abs/1606.03657)',
		'[Chen et al. 2016](https://arxiv.org/abs/1609.06038)',
		'[PlaNet](https://arxiv.org/abs/1811.04551) and [⟦PlaNet⟧{hafner,weyand}](planet.md)',
		['latex', '\\href{https://arxiv.org/abs/1602.05314}{⟦PlaNet⟧{weyand}}'],
		['org', '[[https://arxiv.org/abs/1811.04551][PlaNet]]'],
	],
	'of a few plain words has the venue and year, or author and year, of the paper right behind it': [
		'The Zorn Keeping of 2013 is old.',
		'See ⟦Zorn Keeping⟧{locks} CANALS 2013, not Zorn Keeping CANALS 2011.',
		'See ⟦Zorn Keeping⟧{locks} (Locke 2013), not Zorn Keeping (Other CANALS 2011).',
	],
	'is a title in emphasis with its author before it': [
		'Other - _Bridges and Spans_ are wide.',
		'Sparre - _⟦Bridges and Spans⟧{spans}_ is wide. So is Sparre’s *⟦Bridges and Spans⟧{spans}*.',
	],
	'is a title in a link to the address that its entry states': [
		['latex', '\\href{https://example.org/decrees/harbour}{⟦Harbour Decree⟧{decree}} was signed.'],
		'The [Harbour Decree](https://example.org/decrees/other) was not.',
	],
	'may be authors and a year in a link to an address that their entry does not state': [
		'See [⟦Kipf and Welling (2017)⟧{gcn}](https://example.org/10.1000/gcn.7).',
		'See [Chen et al. (2016)](https://example.org/10.1000/gcn.7).',
	],
	'is one in a heading, too, where the title has capitals within': ['# ⟦Crowkeeper⟧{keeper}', '# Zorn keeping'],
	'is no plural of two words where the title joins them': ['With Lattice Jars we pack, and with ⟦Lattice Jar⟧{boxed}.'],
	'may be authors of the one paper of three or more people that the text cites': [
		'They count [@three; @two].\n\nAs ⟦Iverby et al.⟧{three} said.',
	],
	'is the paper whose identifier follows it': ['⟦PlaNet⟧{weyand} (⟦arXiv:1602.05314⟧{weyand})', 'PlaNet (arXiv:1811.04551)'],
	'does not lend authors and a year to a paper that cannot go by it': [
		'WIKIQA (Yang et al 2015) is a data set.',
		'Later ⟦Yang et al. (2015)⟧{fried} fried it.',
	],
	'means a plain word where its paper is cited, there and in the same text': [
		'⟦Adam⟧{adam} [@adam] is fast. With ⟦Adam⟧{adam} it converges. No adam, no Eve.',
		'Adam said nothing, and Eve agreed.',
		'We train with the ⟦Adam optimizer⟧{adam}, and ⟦Adam⟧{adam} does stochastic steps.',
	],
	'may have capitals that the bibliography lacks': ['On ⟦ImageNet⟧{imagenet} it works.'],
	'must have capitals where a title has an ordinary word in capitals': ['A modular design, Modular design, and ⟦MODULAR⟧{modular} itself.'],
	'is a topic in small letters, unless its paper is cited nearby': [
		'In homotopy type theory, paths are equalities.',
		'In ⟦homotopy type theory⟧{hott} [@hott], paths are equalities.',
		'# Homotopy Type Theory\n\nWe use homotopy type theory here.',
		'The book “⟦Homotopy Type Theory⟧{hott}” and then homotopy type theory.',
	],
	'may be two authors without a year': ['⟦Kipf & Welling⟧{gcn} smooth.', 'Kipf and Welling met.'],
	'may be authors without a year where the text cites one paper of theirs': [
		'⟦Bahdanau et al.⟧{bahdanau} [@bahdanau] align.',
		'[⟦Bahdanau et al.⟧{bahdanau}](https://arxiv.org/abs/1409.0473)',
		'⟦Bahdanau et al.⟧{bahdanau} align. More in [@bahdanau].',
		'Bahdanau et al. align.',
		['latex', '⟦Ahrens and Kapulkin⟧{pair}~\\cite{pair} show it.'],
	],
	'may have the year of the publication after a preprint': ['(⟦Kingma & Ba, 2015⟧{adam}) but not Kipf & Welling (2018)'],
	'is a title of few words that mean something, with its capitals': [
		'Then ⟦Attention Is All You Need⟧{attention} came. Some say attention is all you need.',
	],
	'may be singular where the title is plural': ['A ⟦MobileNet⟧{mobilenets} is small; ⟦MobileNets⟧{mobilenets} are.'],
	'may be followed by a size': ['⟦BERT⟧{bert}-Base, ⟦BERT⟧{bert}-large, not BERT-CRF'],
	'may be the label of a list item': ['- ⟦Adversarially learned inference⟧{ali}: an encoder\n- adversarially learned inference'],
	'is not in quotes because it is in a link': ['[Homotopy type theory](hott.md) is homotopy type theory.'],
	'may be given in the entry': [
		'A ⟦ResNet⟧{resnet} and the ⟦Raft algorithm⟧{raft} of ⟦RaftKV⟧{raft}.',
		'Attention, as a short title, is the word.',
	],
	'has the signs at its end': ['⟦UNet++⟧{nested} is no UNet.'],
	'is no part of a longer title': [
		'By Information Maximizing Generative Adversarial Nets it learns, unlike ⟦Generative Adversarial Nets⟧{gan}.',
		'TensorFlow Agents: Efficient Batched Learning, made with ⟦TensorFlow⟧{tensorflow}',
	],
	'may be an address with steps after the DOI': ['<⟦https://pubs.example.org/doi/10.1000/mobile.1/suppinfo⟧{mobilenets}>'],
	'is none where its capitals are those of a heading': [
		'# Homotopy type theory\n\nText.',
		'## The homotopy Type Theory {#id}\n\nText.',
		['latex', '\\section{Homotopy Type Theory}\nText.'],
		['latex', '\\chapter*{Homotopy type theory}\n\\label{x}'],
		'# The ⟦Generative Adversarial Nets⟧{gan} of 2014',
		'# ⟦InfoGAN⟧{infogan}',
	],
	'is none where German capitalises nouns': [
		'Die Frage ist, was mit der Homotopy Type Theory und nicht mit den Mengen von Cantor geschieht.',
		'Die Frage ist, was mit der „⟦Homotopy Type Theory⟧{hott}“ und nicht mit den Mengen von Cantor geschieht.',
		'Die Frage ist, was mit der ⟦Homotopy Type Theory⟧{hott} [@hott] und nicht mit den Mengen von Cantor geschieht.',
		'Die Frage ist, was mit dem ⟦InfoGAN⟧{infogan} und nicht mit den Mengen von Cantor geschieht.',
	],
	'is none in emphasis where the text has the words as a term': [
		'*Homotopy Type Theory* is new. In homotopy type theory, types are spaces.',
		'“⟦Homotopy Type Theory⟧{hott}” is new. In homotopy type theory, types are spaces.',
	],
	'is none as part of a longer name with its abbreviation behind it': [
		'a BERT Sentence Embedding (LaBSE), a BERT Sentence Embedding (LaBSE; see there)',
		'a Deep InfoGAN (DeepInfoGAN), an ⟦InfoGAN⟧{infogan} (IG)',
	],
	'is a word with a capital within a sentence where the text cites its paper somewhere': [
		'We train with ⟦Dropback⟧{dropback} here.\n\nLater it is said again that all of it is kept somewhere [@dropback].',
		'Dropback is first, and dropback is in small letters.\n\nLater it is said again that all of it is kept somewhere [@dropback].',
	],
	'of a page is a name if it has the shape of one': [
		'We fly ⟦DroneHangar⟧{hangar} here.',
		'In Zenturo they sat. The Loft Templates are long.',
		'In ⟦Zenturo⟧{senate} [@senate] they sat. The ⟦Loft Templates⟧{templates} [@templates] are long.',
	],
	'is no key that is a word of the title': ['The Maritime Museum Fjordby is old. A Museum, in all.'],
	'is none of a book whose title begins with its topic': [
		'We learn Telenautics here. A talk by Orla Quist, of all.',
		'“⟦Orla Quist⟧{life}” is read, ⟦Telenautics⟧{primer} [@primer] is not.',
	],
	'of a program has its own capitals': ['With ⟦qualTube⟧{quux}, not with QualTube or QUALTUBE.'],
	'is none of a few plain words before a colon': [
		'We use Recurrent Zylinder Loops a lot.',
		'We use ⟦Recurrent Zylinder Loops⟧{loops} [@loops] a lot, and “⟦Recurrent Zylinder Loops⟧{loops}” is read.',
	],
	'is none with an article before it in a sentence': [
		'It follows from the Zorn–Quist Paradox that it does.',
		'Their paper “⟦The Zorn–Quist Paradox⟧{paradox}” is short.',
	],
	'is a word within a title beside the citation': [
		'The halls were seen by GlassLantern.',
		'The halls were seen by ⟦GlassLantern⟧{vision} [@vision]. And GlassLantern saw more.',
	],
	'is none where a short abbreviation is a term of the text': [
		'We know ⟦DFT⟧{field}.',
		'DFT is old. So is the DFT of others, and DFT itself.',
		'⟦DFT⟧{field} [@field] is old. So is the ⟦DFT⟧{field} of others, and ⟦DFT⟧{field} itself.',
		'⟦QFT⟧{said} is old. So is the ⟦QFT⟧{said} of others, and ⟦QFT⟧{said} itself.',
	],
	'is none with the number of a release behind it': [
		'By Qumen 3.6 and Qumen-2.5-9B, not by ⟦Qumen⟧{sizes} or ⟦Qumen⟧{sizes}-7B; Qumen-35L is another.',
	],
	'may be authors with no date behind them': ['So ⟦Mus and Um⟧{vision}, n.d. say. So Mus and Um say.', '(⟦Hafner et al.⟧{hafner}, o. J.)'],
	'is two words in small letters only right beside the citation': [
		'The style guide of ours [@style]',
		'By its ⟦style guide⟧{style} [@style]',
	],
};

suite('a name', () => {
	for (const [title, sources] of Object.entries(cases))
		test(title, () => {
			for (const source of sources)
				if (typeof source === 'string') check(source);
				else check(source[1], source[0]);
		});
});
