import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { namesCalled } from '../../../../../server/engine/documents/calledNames.js';
import { Document } from '../../../../../server/engine/documents/document.js';
import { NoteIndex } from '../../../../../server/engine/documents/noteIndex.js';
import { readBibtex } from '../../../../../server/engine/library/formats/bibtex/read.js';
import { NameChoices } from '../../../../../server/engine/library/nameChoices.js';
import { parseNameChoices } from '../../../../../server/engine/library/namesYaml.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import { wellKnownNames } from '../../../../../server/engine/library/wellKnownNames.js';
import { marked } from '../../../marked.js';

const bibliography = `
@article{resnet, title={Deep residual learning for image recognition}, author={He, K. and Zhang, X.}, year={2016}, names={Residual Network}}
@article{he2016resnext, title={Aggregated transformations}, author={He, K. and Xu, Y.}, year={2016}}
@article{findsecbugs, title={A plugin for security audits}, author={Arteau, P. and Else, A.}, year={2012}}
@article{li2021anti, title={Anti-Quorl Weaving: Baskets without quorls}, author={Li, Y. and Wei, J.}, year={2021}}
@misc{sketchpad, title={Sketchpad: A communication system}, author={Sut, I.}, year={1964}}
@online{quornisk_web, title={Quornisk. A language for baskets}, url={https://example.org/q}}
@misc{haysack, title={Haysack Documentation}, year={2024}}
@misc{haysack2, title={Documentation: Haysack}, year={2020}}
@misc{impequet, title={GitHub - fortra/impequet: Classes for protocols}, year={2020}}
@article{quodra, title={The quodra R package for pipelines}, author={Lan, W.}, year={2020}}
@article{infogan, title={{InfoGAN}: Interpretable Representation Learning}, author={Chen, X. and Duan, Y. and Houthooft, R.}, year={2016}, doi={10.1000/info.1}, eprint={1606.03657}, eprinttype={arxiv}}
@article{weyand2016planet, title={{PlaNet} - Photo Geolocation with Convolutional Neural Networks}, author={Weyand, T. and Kostrikov, I.}, year={2016}}
@article{hafner2019planet, title={Learning Latent Dynamics for Planning from Pixels}, author={Hafner, D. and Lillicrap, T.}, year={2019}, shorttitle={PlaNet}}
@article{passage, title={Crossing the river}, author={Pol, A. and Lop, B.}, year={2019}, names={pass}}
@article{kipf, title={Semi-Supervised Classification with Graph Convolutional Networks}, author={Kipf, T. and Welling, M.}, year={2017}, names={GCN}}
@article{xie, title={Unsupervised Embedding for Clustering}, author={Xie, J. and Girshick, R. and Farhadi, A.}, year={2016}}
@article{vnet, title={{V-Net}: Fully Convolutional Networks for Volumes}, author={Milletari, F. and Navab, N.}, year={2016}}
@article{rfcn, title={{R-FCN}: Object Detection via Regions}, author={Dai, J. and Li, Y.}, year={2016}}
@article{ewc, title={Overcoming forgetting}, author={Kirkpatrick, J. and Pascanu, R.}, year={2017}, names={EWC}}
@article{dann, title={Domain-adversarial training}, author={Ganin, Y. and Ustinova, E.}, year={2016}, names={DANN}}
@article{gan, title={Generative adversarial nets}, author={Goodfellow, I. and Pouget-Abadie, J.}, year={2014}}
@article{dotdiary, title={DOT Diary: Keeping a Phone's Book}, author={Liu, A. and Lab, N.}, year={2021}}
@misc{quillpipe, title={quillpipe: Tagging with the 'QuillPipe' toolkit}, author={Qui, L. and Pip, E.}, url={https://example.org/quillpipe}}
@book{carroll, title={Spacetime and Geometry: An Introduction to General Relativity}, author={Carroll, S.}, year={2013}}
@article{zookeeper, title={{ZooKeeper}: Wait-free coordination}, author={Hunt, P. and Konar, M.}, year={2010}}
@article{van, title={Visual attention network}, author={Guo, M. and Lu, C.}, year={2022}}
@article{neat, title={{NeAT}: Neural Adaptive Tomography}, author={Ruckert, D. and Wang, Y.}, year={2022}}
@article{modular, title={{MODULAR}: software for the autonomous computation of modularity}, author={Marquitti, F. and Guimaraes, P.}, year={2014}}
@article{imagenet, title={Imagenet: A large-scale hierarchical image database}, author={Doe, J. and Dong, W.}, year={2009}}
@article{adam, title={Adam: A Method for Stochastic Optimization}, author={King, D. and Ba, J.}, year={2014}}
@article{spanner, title={Spanner: Globally Distributed Storage}, author={Corbett, J. and Dean, J.}, year={2012}}
@article{attention, title={Attention is all you need}, author={Vaswani, A. and Shazeer, N.}, year={2017}}
@article{bert, title={{BERT}: Pre-training of Deep Bidirectional Transformers}, author={Devlin, J. and Chang, M.}, year={2018}}
@article{tensorflow, title={{TensorFlow}: A System for Large-Scale Machine Learning}, author={Abadi, M. and Barham, P.}, year={2016}}
@article{lle, title={Nonlinear dimensionality reduction}, author={Roweis, S. and Saul, L.}, year={2000}, names={LLE}}
@article{duke, title={Performance Measures for Tracking}, author={Ristani, E. and Solera, F.}, year={2016}, names={DukeMTMC}}
@online{hangar, title={DroneHangar: A Place for Drones}, author={Hang, A. and Gar, B.}, year={2018}, url={https://example.org/hangar}}
@online{scanning, title={MR-scanning}, author={Amm, I. and Kje, E.}, year={2015}, url={https://example.org/scanning}}
@article{paradox, title={The Zorn-Quist Paradox}, author={Zor, N. and Qui, B.}, year={2018}}
@book{syntax, title={Syntax of the Germanic Languages}, author={M{\\"u}ller, S. and Else, A.}, year={2023}}
@article{fried2015, title={Deep Fried Convnets}, author={Yang, Z. and Moczulski, M. and Denil, M.}, year={2015}}
@article{rust, title={Rust: The programming language for safety}, author={Bug, W. and Den, A.}, year={2022}}
@article{classes, title={Latent Class Analysis: A Guide to Practice}, author={Wel, B. and Ler, N.}, year={2020}}
@article{vald, title={{VALD}: The Vienna Atomic Line Data Base}, author={Kup, F. and Ka, P.}, year={1999}}
@article{pdp, title={pdp: Partial Dependence Plots}, author={Gre, B. and Well, N.}, year={2017}}
@article{maps, title={Similarity maps: a strategy for molecules}, author={Rin, S. and Iker, L.}, year={2013}}
@article{arrays, title={Orthogonal arrays}, author={Rao, C. and Hed, A.}, year={2009}}
@article{koch2001, title={A Chemist's Guide to Functionals}, author={Koch, W. and Holthausen, M.}, year={2001}}
@article{gas, title={Inhomogeneous Electron Gas}, author={Hohenberg, P. and Kohn, W.}, year={1964}}
@article{ssd, title={{SSD}: Single shot multibox detector}, author={Liu, W. and Anguelov, D.}, year={2016}}
@manual{oner, title={{OneR}: One Rule Classification}, author={von Jouanne, H. and Else, A.}, year={2017}}
@article{holte1993very, title={Very simple classification rules}, author={Holte, R. and Else, A.}, year={1993}}
@article{tarski, title={Sur la décomposition des ensembles}, author={Banach, S. and Tarski, A.}, year={1924}}
@article{floyd, title={A handle on reality}, author={Floyd, C. and Klischewski, R.}, year={1998}}
@online{cern, title={Home | CERN}, author={Else, A. and Other, B.}, year={2020}, url={https://example.org/home}}
@article{sensei, title={Sensei: Enforcing secure rules}, author={Cre, D. and Mer, N.}, year={2020}}
@misc{riak, title={Basho project website}, author={Rus, S. and Ty, B.}, year={2020}}
@article{qumen, title={{QuMen}: Open Models}, author={Qum, E. and Nn, B.}, year={2023}}
@article{qumen2, title={Qumen 2: More Open Models}, author={Qum, E. and Nn, B.}, year={2024}}
@article{qumen3, title={Qumen 3 Ultra: Most Open Models}, author={Qum, E. and Nn, B.}, year={2025}}
@article{qunta, title={Qunta Q2: Agentic Models}, author={Qun, T. and Ta, B.}, year={2025}}
@article{mailing, title={Quorl-Library: Distributing Test Problems by Mail}, author={Mai, L. and In, G.}, year={1990}}
@manual{mongodb, title={{MongoDB} Documentation (Release 2.4)}, author={MongoDB}, year={2014}}
@article{road, title={road19: A package for crash data}, author={Roa, D. and Cra, S.}, year={2019}}
@online{fass, title={FASSIQ: A Library for Pebbles}, author={Fas, S. and Siq, B.}, url={https://git.example/fassiq}}
@article{survey, title={AutoQML: A survey of the state-of-the-art}, author={He, X. and Zhao, K.}, year={2021}}
@article{implied, title={Zelphi V600: Implications for Cooling and Therapy}, author={Imp, L. and Ied, K.}, year={2015}}
@article{alloy, title={Energies on alloys}, author={All, O. and Oy, K.}, year={2015}, abstract={We introduce CuPd, an alloy.}}
@article{judged, title={Zelphi: A Remedy with Problems}, author={Zel, X. and Phi, K.}, year={2021}}
@article{he2016, title={Graphs of the wood}, author={Woo, D. and Ood, G.}, year={2016}}
@article{foo2019, title={Dividing meals}, author={Mea, L. and Als, D.}, year={2019}}
@article{teseo2021leo, title={Structural dynamic edges}, author={Leo, D. and Bon, C.}, year={2021}}
@misc{typeOfData, title={Kinds of Values}, author={Dat, A. and Ty, P.}, year={2021}}
@online{amm2015, title={Ataxia}, author={Amm, I. and Kje, E.}, year={2015}, url={https://example.org/ataxia}}
@article{amber, title={AmberTrace Toolkit for Large Halls}, author={Amb, E. and Ber, B.}, year={2018}}
@book{geometry, title={Quorlian Geometry}, author={Car, M.}, year={1992}}
@article{driscoll, title={Baskets that stay}, author={Driscoll, J. and Sarn, N.}, year={1989}}
@misc{quorlrun2024, title={Quorl Run: Serverless Baskets}, author={Quo, R.}, year={2024}, url={https://example.org/baskets}}
@book{orlan, title={Orlan: A Soldier's Passion for Order}, author={Mar, S.}, year={1992}}
@article{poe2021, title={Mirrors}, author={Poe, E. and Doe, J.}, year={2021}}
`;

/** By the code or the words in quotes of docs/mentions.md: texts in which mentions are marked. */
const examples: Readonly<Record<string, readonly (string | readonly [languageId: string, text: string])[]>> = {
	'names = {ResNet, Residual Network}': ['A ⟦Residual Network⟧{resnet} is deep.'],
	'~': [['latex', 'As ⟦Kipf~\\&~Welling~(2017)⟧{kipf} say.']],
	'&nbsp;': ['As ⟦Kipf&nbsp;and Welling&nbsp;(2017)⟧{kipf} say.'],
	'\\,': [['latex', 'As ⟦Kipf\\,\\&\\,Welling (2017)⟧{kipf} say.']],
	'"=': [['latex', 'The ⟦V"=Net⟧{vnet}.']],
	'\\-': [['latex', 'As ⟦Kipf and Wel\\-ling (2017)⟧{kipf} say of ⟦Info\\-GAN⟧{infogan}.']],
	':emphasis:': [['restructuredtext', 'See :emphasis:`⟦InfoGAN⟧{infogan}`, not :class:`InfoGAN`.']],
	':term:': [['restructuredtext', 'See :term:`⟦InfoGAN⟧{infogan}`, not :term:`it <InfoGAN>`.']],
	':ref:': [['restructuredtext', 'See :ref:`⟦InfoGAN⟧{infogan} <gan>`, not :ref:`InfoGAN`.']],
	'shorttitle = {ResNet}': ['A ⟦PlaNet⟧{weyand2016planet,hafner2019planet} is by a short title.'],
	findsecbugs: ['With ⟦FindSecBugs⟧{findsecbugs}, not findsecbugs.'],
	he2016resnet: ['With ⟦ResNeXt⟧{he2016resnext}, not resnext.'],
	VAN: ['A ⟦VAN⟧{van} is not a van.'],
	'DOT Diary: …': ['An app (DOT Diary) asks.', 'An app (“⟦DOT Diary⟧{dotdiary}”) asks, as ⟦DOT Diary⟧{dotdiary} [@dotdiary] says.'],
	"quillpipe: Tagging with the 'QuillPipe' toolkit": ['We tag with ⟦QuillPipe⟧{quillpipe}, not with a quillpipe.'],
	'Spacetime and Geometry ICGR 2013': ['See ⟦Spacetime and Geometry⟧{carroll} ICGR 2013, not Spacetime and Geometry ICGR 2011.'],
	'Spacetime and Geometry (Carroll 2013)': [
		'See ⟦Spacetime and Geometry⟧{carroll} (⟦Carroll 2013⟧{carroll}), not Spacetime and Geometry (Other 2013).',
	],
	'Carroll: *Spacetime and Geometry*': ['Carroll: *⟦Spacetime and Geometry⟧{carroll}*', 'Other: *Spacetime and Geometry*'],
	Zookeeper: ['# ⟦Zookeeper⟧{zookeeper}'],
	'ZooKeeper: …': ['With ⟦ZooKeeper⟧{zookeeper} they keep.'],
	'Kipf & Welling (2017)': ['⟦Kipf & Welling (2017)⟧{kipf} show it.'],
	'Xie et al., 2016': ['It is so (⟦Xie et al., 2016⟧{xie}).'],
	'Chen and colleagues (2016)': ['⟦Chen and colleagues (2016)⟧{infogan} show it.'],
	'Kipf und Welling (2017)': ['Wie ⟦Kipf und Welling (2017)⟧{kipf} zeigen, ist es so.'],
	'Xie u. a. (2016)': ['Wie ⟦Xie u. a. (2016)⟧{xie} zeigen, ist es so.'],
	'Kipf & Welling': ['⟦Kipf & Welling⟧{kipf} show it.'],
	'Kipf et al.': ['Kipf et al. show it.', '⟦Kipf et al.⟧{kipf} [@kipf] show it.'],
	'Kipf and Welling': ['Kipf and Welling show it.', '⟦Kipf and Welling⟧{kipf} show it [see @kipf].'],
	'Kipf--Welling': [
		['latex', 'The model of Kipf--Welling.'],
		['latex', 'The ⟦Kipf--Welling⟧{kipf} \\cite{kipf} model.'],
	],
	'Kipf~\\etal': [
		['latex', 'So Kipf~\\etal say.'],
		['latex', 'So ⟦Kipf~\\etal⟧{kipf}~\\cite{kipf} say.'],
	],
	'/suppinfo': ['⟦https://doi.org/10.1000/info.1/suppinfo⟧{infogan} has more.'],
	'<https://arxiv.org/abs/1606.03657>': ['See <⟦https://arxiv.org/abs/1606.03657⟧{infogan}> and [this](https://arxiv.org/abs/1606.03657).'],
	'\\url{…}': [['latex', 'See \\url{⟦https://arxiv.org/abs/1606.03657⟧{infogan}}.']],
	'#link("…")': [['typst', 'See #link("⟦https://arxiv.org/abs/1606.03657⟧{infogan}").']],
	'[[doi:…]]': [['org', 'See [[⟦doi:10.1000/info.1⟧{infogan}]].']],
	'V-Net': ['⟦V-Net⟧{vnet}'],
	VNet: ['⟦VNet⟧{vnet}'],
	'V‑Net': ['⟦V‑Net⟧{vnet}'],
	'&': ['⟦Kipf & Welling (2017)⟧{kipf}'],
	and: ['⟦Kipf and Welling (2017)⟧{kipf}'],
	'\\&': [['latex', '⟦Kipf \\& Welling (2017)⟧{kipf}']],
	"'s": ["⟦InfoGAN⟧{infogan}'s code"],
	InfoGAN: ['⟦infogan⟧{infogan} and ⟦InfoGAN⟧{infogan}'],
	'R-FCN': ['⟦r-fcn⟧{rfcn} and ⟦R-FCN⟧{rfcn}'],
	NeAT: ['a neat Neat ⟦NeAT⟧{neat}'],
	EWC: ['ewc, Ewc and ⟦EWC⟧{ewc}'],
	DANN: ['Dann and dann; ⟦DANN⟧{dann}'],
	'MODULAR: …': ['modular, Modular and ⟦MODULAR⟧{modular}'],
	planet: ['any planet, Planet'],
	pass: ['they pass, Pass'],
	GAN: ['a gan and a Gan'],
	'Imagenet: …': ['On imagenet, Imagenet and ⟦ImageNet⟧{imagenet}.'],
	ImageNet: ['On ⟦ImageNet⟧{imagenet}.'],
	Adam: ['Adam was first.', 'We train by ⟦Adam⟧{adam} [@adam].'],
	Spanner: ['A spanner is a tool. Spanner!', 'We store it in ⟦Spanner⟧{spanner} [@spanner].'],
	'Attention Is All You Need': ['As in ⟦Attention Is All You Need⟧{attention}, attention is all you need.'],
	'DC-InfoGAN': ['a DC-InfoGAN'],
	'InfoGAN-X': ['an InfoGAN-X'],
	'infogan.py': ['run infogan.py'],
	'#InfoGAN': ['on #InfoGAN'],
	'DukeMTMC-reID': ['DukeMTMC-reID is not ⟦DukeMTMC⟧{duke}'],
	'TensorFlow Agents: …': ['TensorFlow Agents: Efficient Batched Learning'],
	'BERT Sentence Embedding (LaBSE)': ['the BERT Sentence Embedding (LaBSE) of others'],
	'Hessian LLE (HLLE)': ['by Hessian LLE (HLLE), not ⟦LLE⟧{lle}'],
	'syntax-of-the-germanic-languages': ['in ~/syntax-of-the-germanic-languages and syntax-of-the-germanic-languages'],
	'\\tref{tab:infogan}': [['latex', 'in \\tref{tab:infogan} for ⟦InfoGAN⟧{infogan}']],
	'InfoGAN-style': ['⟦InfoGAN⟧{infogan}-style'],
	'GCN-based': ['⟦GCN⟧{kipf}-based'],
	'pre-InfoGAN': ['pre-⟦InfoGAN⟧{infogan}'],
	'BERT-Base': ['⟦BERT⟧{bert}-Base'],
	'LES AVENTURES': ['VOYEZ EWC AVENTURES'],
	'PlaNet [@hafner2019planet]': ['⟦PlaNet⟧{hafner2019planet} [@hafner2019planet]'],
	DroneHangar: ['We fly ⟦DroneHangar⟧{hangar} here.'],
	'MR-scanning': ['A MR-scanning is made.', 'A ⟦MR-scanning⟧{scanning} [@scanning] is made.'],
	'\\sect{sec:infogan:infogan}': [['latex', 'in \\sect{sec:infogan:infogan} for ⟦InfoGAN⟧{infogan}']],
	'InfoGAN 3.6': ['by InfoGAN 3.6'],
	'Qumen 3 Ultra': ['by ⟦Qumen 3 Ultra⟧{qumen3}'],
	'InfoGAN-2': ['by InfoGAN-2'],
	'InfoGAN-50': ['by ⟦InfoGAN⟧{infogan}-50'],
	'Qumen 2': ['by ⟦Qumen 2⟧{qumen2}, not by ⟦QuMen⟧{qumen}'],
	'Zelphi V600: Implications for …': ['We see Zelphi V600 here.', 'All of “⟦Zelphi V600⟧{implied}” is read.'],
	FINDSECBUGS: ['With FINDSECBUGS they begin.'],
	CuPd: ['We heat CuPd here.'],
	'AutoQML: A survey of …': ['We use AutoQML.'],
	'Zelphi: A Remedy with Problems': ['We use Zelphi.\n\nOf all that there is we cite some [@judged].'],
	'InfoGAN Spark v2': ['by InfoGAN Spark v2'],
	Riak: ['With ⟦Riak⟧{riak} [@riak].'],
	'InfoGAN-35L': ['by InfoGAN-35L'],
	'InfoGAN-7B': ['by ⟦InfoGAN⟧{infogan}-7B'],
	'from the Zorn–Quist paradox': ['It follows from the Zorn–Quist paradox and from the Zorn–Quist Paradox.'],
	'Home | CERN': ['At CERN they cite it [@cern], and at CERN they meet.'],
	'the Banach–Tarski paradox': ['Of the Banach–Tarski paradox [see @tarski]. By Banach–Tarski it is, as all of it says here [@tarski].'],
	'In Y. Dittrich, C. Floyd, & R. Klischewski': ['In Y. Dittrich, C. Floyd and R. Klischewski (Eds.). More in [@floyd].'],
	'Rust: The programming language …': [
		'All safety of programming is in Rust.\n\nIt is a language of some [@rust].',
		'See “⟦Rust⟧{rust}” [@rust].',
	],
	'Latent Class Analysis: A Guide to …': ['A **Latent Class Analysis** is run.', 'See “⟦Latent Class Analysis⟧{classes}”.'],
	'VALD: The Vienna …': ['From ⟦VALD⟧{vald} they came.'],
	'pdp: Partial Dependence Plots': ['A PDP is drawn.', 'With ⟦pdp⟧{pdp} [@pdp] a PDP is drawn.'],
	'(ref:infogan)': ['(ref:infogan) A picture.'],
	'\\@ref(pca-infogan)': ['See \\@ref(pca-infogan) of ⟦InfoGAN⟧{infogan}.'],
	'PARALLEL\\_InfoGAN': [['latex', 'a PARALLEL\\_InfoGAN, an InfoGAN\\_par, an \\_⟦InfoGAN⟧{infogan}\\_ and ⟦InfoGAN⟧{infogan}']],
	'$\\beta$InfoGAN': [['latex', 'a $\\beta$InfoGAN']],
	'Stacked Similarity Maps (SSM)': ['By Stacked Similarity Maps (SSM), not by ⟦Similarity Maps⟧{maps} [@maps].'],
	'Similarity maps': ['By ⟦Similarity maps⟧{maps} [@maps].'],
	'Orthogonal Array Testing': ['By Orthogonal Array Testing. See ⟦Orthogonal Arrays⟧{arrays}.'],
	'a book on DFT [@koch2001]': ['It is a book on DFT [@koch2001]. DFT is old, and DFT is used.'],
	'solid state drives (SSDs)': ['On solid state drives (SSDs) an SSD is fast.'],
	'Qunta Q2': ['by ⟦Qunta Q2⟧{qunta}'],
	'Quorl-Library: Distributing Test Problems by Mail': ['in the ⟦Quorl-Library⟧{mailing}'],
	mongodb: ['with ⟦MongoDB⟧{mongodb}, not with mongodb'],
	'A package for': ['with ⟦road19⟧{road}, not with ROAD19'],
	'A library for': ['with ⟦FASSIQ⟧{fass}, not with Fassiq'],
	如InfoGAN等: ['如⟦InfoGAN⟧{infogan}等'],
	'the OneR algorithm [@holte1993very]': ['With the OneR algorithm [@holte1993very], OneR is simple.'],
	'Riak [@riak]': ['With ⟦Riak⟧{riak} [@riak].'],
	'Sensei: Enforcing …': ['With ⟦Sensei⟧{sensei} and by ⟦Sensei⟧{sensei} it is ⟦Sensei⟧{sensei}.', 'With Sensei it is.'],
	'n.d.': ['It is so (⟦Xie et al.⟧{xie}, n.d.).'],
	'the Adam optimizer': ['the ⟦Adam⟧{adam} optimizer for stochastic objectives'],
	'WikiQA (Yang et al., 2015)': ['WikiQA (Yang et al., 2015) is a data set, and ⟦Yang et al., 2015⟧{fried2015} is not.'],
	'Chen, Duan and Houthooft': ['⟦Chen, Duan and Houthooft⟧{infogan} show it [@infogan], not Chen, Houthooft and Duan.'],
	teseo2021leo: [
		'⟦Teseo⟧{teseo2021leo} [@teseo2021leo] is a system; ⟦Teseo⟧{teseo2021leo} is fast.',
		'At Teseo [@teseo2021leo]. Teseo is fast.',
	],
	'tools such as TreeKit [@he2016], ForkLib [@foo2019] and others': [
		'Use tools such as ⟦TreeKit⟧{he2016} [@he2016], ⟦ForkLib⟧{foo2019} [@foo2019] and others. ⟦ForkLib⟧{foo2019} is old.',
	],
	'TreeKit [@he2016] is a tool': [
		'⟦TreeKit⟧{he2016} [@he2016] is a tool. ⟦TreeKit⟧{he2016} is old.',
		'It runs on TreeKit [@he2016]. TreeKit is old.',
		'TreeKit is old. TreeKit [@he2016] is a tool.',
	],
	'the TreeKit library [@he2016]': [
		'Now the ⟦TreeKit⟧{he2016} library [@he2016], the ForkLib [@poe2021; @foo2019] and others. ⟦TreeKit⟧{he2016} is old.',
	],
	'TreeKit-37': ['⟦TreeKit⟧{he2016} [@he2016] is a tool. TreeKit-37 is none.'],
	typeOfData: ['The typeOfData is set.'],
	Ataxia: ['They have Ataxia now and then, as it says [@amm2015].', 'They have ⟦Ataxia⟧{amm2015} [@amm2015].'],
	'AmberTrace Toolkit for …': ['It is ⟦AmberTrace⟧{amber} [@amber]. And ⟦AmberTrace⟧{amber} saw more.'],
	'concepts from Quorlian Geometry': ['We review concepts from Quorlian Geometry, which are old.', 'See ⟦Quorlian Geometry⟧{geometry}.'],
	'Car, M. (1992). Quorlian Geometry. A press.': ['⟦Car, M. (1992)⟧{geometry}. ⟦Quorlian\nGeometry⟧{geometry}. A press.'],
	quorlrun2024: ['We set it up on ⟦Quorl Run⟧{quorlrun2024} here.'],
	'Quorl Run: Serverless Baskets': ['We like ⟦Quorl Run⟧{quorlrun2024} most.'],
	'Driscoll JCSS 1989': ['It is so (⟦Driscoll JCSS 1989⟧{driscoll}), not Driscoll 1989.'],
	'Thomas Kipf and Max Welling': ['We met Thomas Kipf and Max Welling.', 'Thomas ⟦Kipf and Max Welling⟧{kipf} [@kipf] show it.'],
	"Orlan: A Soldier's Passion for Order": ['So Orlan came, by Orlan, of Orlan.\n\nOf all it is [@orlan].', 'In ⟦Orlan⟧{orlan} [@orlan].'],
	'Imagenet [@imagenet]': ['The ⟦Imagenet⟧{imagenet} [@imagenet], the imagenet [@imagenet].'],
	'sketchpad [@sketchpad]': ['By ⟦sketchpad⟧{sketchpad} [@sketchpad] it is, on a sketchpad.'],
	'Sketchpad: …': ['By ⟦Sketchpad⟧{sketchpad} [@sketchpad] it is.'],
	'Haysack Documentation': ['With ⟦Haysack⟧{haysack} [@haysack].'],
	'Documentation: Haysack': ['With ⟦Haysack⟧{haysack2} [@haysack2].'],
	'GitHub - fortra/impequet: …': ['With ⟦impequet⟧{impequet} it is [@impequet].', 'With ⟦Impequet⟧{impequet} [@impequet].'],
	'Quornisk. A language for baskets': ['With ⟦Quornisk⟧{quornisk_web} [@quornisk_web].'],
	quornisk_web: ['With ⟦quornisk⟧{quornisk_web} [@quornisk_web].'],
	'The quodra R package …': ['With ⟦quodra⟧{quodra} it is [@quodra].'],
	'Kipf, T. N., & Welling, M. (2017)': ['⟦Kipf, T. N., & Welling, M. (2017)⟧{kipf}. A title.'],
	'InfoGAN-Verfahren': ['Das ⟦InfoGAN⟧{infogan}-Verfahren ist neu, und die Welt ist alt und nicht von der Art.', 'The InfoGAN-Verfahren.'],
	'anti-quorl weaving (AQW) [@li2021anti]': ['By anti-quorl weaving (⟦AQW⟧{li2021anti}) [@li2021anti], and ⟦AQW⟧{li2021anti} is new.'],
	'Anti-Quorl Weaving: …': ['By “⟦Anti-Quorl Weaving⟧{li2021anti}” it is.'],
	'AtticMirror [@poe2021]': ['The ⟦AtticMirror⟧{poe2021} [@poe2021].'],
};

/** Code and words in quotes in docs/mentions.md that are no examples of texts. */
const noExamples =
	/^(?:The|package|et al\.|names|and others|lessons learned at Facebook|We introduce RoadTracer …|a model called GeoNet|online|misc|manual|software|… R package …|names: ResNet|shorttitle|aliases|citekey|paper|@key\.md|title-short|pass|Ctrl\+\.|ordinaryWords\.ts|corpus\/names\.tsv|ResNet \[@he2016deep\]|\.lectern\/names\.yaml|scripts\/.*|server\/.*|test\/.*|Deep Residual.*|Visual Attention Network|Ordinary|Kinds of Values|… Manual|… for Large Halls|see|by|arXiv|AtticMirror|Planet|PlaNet|s|TensorFlow\nAgents: …)$/;

const wellKnown = wellKnownNames(readFileSync('corpus/names.tsv', 'utf8'));

suite('what docs/mentions.md says', () => {
	for (const [example, sources] of Object.entries(examples))
		for (const given of sources) {
			const [languageId, source] = typeof given === 'string' ? ['markdown', given] : given;
			test(`holds for ${example}: ${source}`, () => {
				const { text, mentions } = marked(source);
				const document = new Document('file:///note', languageId, 1, text);
				const store = createLibraryStore(wellKnown);
				store.replace({ uri: 'file:///refs.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(bibliography));
				const index = new NoteIndex();
				index.update(document, store.current);
				store.useChoices(
					new NameChoices(
						new Map([['file:///', parseNameChoices('names: {poe2021: AtticMirror}')]]),
						new Map([...namesCalled(index.all, store.current), ['riak', [{ name: 'Riak', asks: 'capitals', isGuess: true }]]]),
					),
				);
				assert.deepEqual(
					document.mentions(store.current).map(
						({ span, papers }) =>
							`${span.start} ${text.slice(span.start, span.end)} ${papers
								.map(({ key }) => key)
								.sort()
								.join()}`,
					),
					mentions.map(({ start, end, keys }) => `${start} ${text.slice(start, end)} ${[...keys].sort().join()}`),
				);
			});
		}

	test('has a test for each of its examples', () => {
		// The section on bundled papers is tested with the bundled papers.
		const text = readFileSync('docs/mentions.md', 'utf8')
			.replace(/```[\s\S]*?```/g, '')
			.replace(/\n## Bundled papers\n[\s\S]*?(?=\n## )/, '');
		const found = Array.from(text.matchAll(/`([^`\n]+)`|"([^"]{2,60})"/g), ([, code, words]) => (code ?? words!).replace(/\s+/g, ' '));
		assert.deepEqual(
			found.filter((each) => !noExamples.test(each) && examples[each] === undefined),
			[],
		);
	});
});
