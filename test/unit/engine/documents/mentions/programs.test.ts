import { checkMentions } from './checkMentions.js';

const bibliography = `
@manual{crowdb, author={CrowDB}, title={{CrowDB} Documentation (Release 2.4)}, year={2014}}
@manual{nestdb, author={{NestDB}}, title={Feather NestDB 1.6 Documentation}, year={2014}}
@article{versus, author={Ver, S. and Us, B.}, title={CrowDB vs Owlbase}, year={2012}}
@online{never, author={Nev, E.}, title={Why You Should Never Use CrowDB}, year={2013}, url={https://example.org/never}}
@manual{fjord, author={Fjord, A.}, title={FjordHub Documentation}, year={2014}}
@online{QUORLIAWeb, title={QUORLIA - Integrating the Quiet World}, url={https://www.project-quorlia.example/index}}
@article{inner, author={Inn, E.}, title={The QUORLIA quiet architecture}, year={2010}}
@misc{report, author={Rep, O.}, title={QUORLIA Internal Report: Security}, year={2010}}
@online{owls, title={OwlHost by Year}, url={https://owlhost.example/years}}
@article{owl1, author={Owl, A.}, title={Feeding OwlHost at Night}, year={2011}}
@article{owl2, author={Owl, B.}, title={OwlHost and Mice}, year={2010}}
@article{ml, author={Mik, R.}, title={mikroquorl: User-Friendly R Package for Supervised Lanterns}, year={2021}}
@article{road, author={Roa, D.}, title={road19: A package for working with open crash data}, year={2019}}
@misc{fass, author={Fas, S.}, title={FASSIQ: A Library for Efficient Search of Pebbles}, url={https://git.example/fassiq}}
@online{quietpond, author={Qui, E.}, title={Quiet Pond}, url={https://example.org/reeds}}
@online{pond-2020, author={Pon, D.}, title={Loud Pond}, url={https://example.org/loud}}
@article{stillpond, author={Sti, L.}, title={Still Pond}, year={2011}}
@online{quorn, author={Quo, R.}, title={Quornix: typed baskets and their lids}, url={https://wiki.quornix.example/notes/baskets}}
@online{rushta, author={Rus, H.}, title={Rushtal: typed baskets and their lids}, url={https://rushtal.example/start}}
@online{glent, author={Gle, N.}, title={Glentor: baskets at rest}, url={https://github.com/baskets/glentor}}
@misc{wilke_cowquorl_2020, author={Wil, K.}, title={Cowquorl: Streamlined Themes of Plots}, year={2020}}
@misc{vegquorl, author={Veg, A.}, title={Vegquorl: Community Ecology}, year={2020}}
@misc{tap-learner, author={Tap, L.}, title={tap-learner}, year={2020}}
@misc{R-quodra, author={Lan, D.}, title={The quodra R package: a pipeline}, year={2018}}
@article{lanterns2011, author={Lan, T.}, title={On lanterns of old}, year={2011}}
@misc{haysack2023docs, title={Haysack Documentation}, year={2023}, url={https://docs.example/haysack}}
@misc{impequet, title={GitHub - fortra/impequet: Impequet is a collection of classes}, url={https://github.com/fortra/impequet}}
@misc{tk, title={Dokumentation: TkQuorl}, year={2020}}
@misc{tcpip, title={TCP/IP}, year={2020}}
@online{quornisk_web, title={Quornisk. A language for fast baskets}, url={https://example.org/q}}
@online{plainquorl:homepage, title={Plainquorl}, url={https://example.org/pages}}
@online{basketry, title={Plainbasket}, url={https://example.org/pages/2}}
@manual{R-quoec, author={Eff, M.}, title={quoec: Quietly explicit baskets}, note={R package version 4}, year={2025}}
@article{quopoint, author={Kil, R.}, title={quopoint: An R Package for Quopoint Analysis}, year={2014}}
@article{quoscore, author={Kil, R.}, title={quoscore: An R Package for Basket Analysis}, year={2014}}
@misc{essay, author={Ess, A.}, title={ESSAYQ: An Opinion on Pebbles}, url={https://git.example/opinion}}
`;

const check = (source: string, languageId?: string): void => checkMentions(bibliography, source, languageId);

suite('the name of a program', () => {
	test('may be that of the organisation that wrote its manual, whatever others write about it', () => {
		check('With ⟦CrowDB⟧{crowdb} they count, and in ⟦NestDB⟧{nestdb} they nest. No crowdb, no Feather.');
	});

	test('may be a title of several words that its key is made of, if the text does not have it in small letters', () => {
		check('With ⟦Quiet Pond⟧{quietpond} they count, and with Loud Pond, as with Still Pond.');
		check('With Quiet Pond they count, and a quiet pond is near.');
		check('# Quiet Pond\n\nIt is near.');
	});

	test('is not that of a person', () => {
		check('They were at the Fjord.');
	});

	test('is one in a text that has its citation behind a word for what it is, where its site is called so', () => {
		check('The ⟦QUORLIA⟧{QUORLIAWeb} project [@QUORLIAWeb] is old.\n\nIt is said that ⟦QUORLIA⟧{QUORLIAWeb} is new.');
		check('It is said that QUORLIA is new.');
	});

	test('is none where the title says something else of its site', () => {
		check('The ⟦OwlHost⟧{owls} project [@owls] is old.\n\nIt is said that OwlHost is new.');
	});

	test('is that of its site, and not of one of the many pages there, whose address has words of what the title has behind the colon', () => {
		check('We build on Quornix here, and cite [@quorn] for lids. By Quornix it is so.');
		check('As in Quornix [@foo] it is. For ⟦Quornix⟧{quorn} [@quorn] it is.');
		check('We build on ⟦Rushtal⟧{rushta} here, and cite [@rushta] for lids.');
		check('We build on ⟦Glentor⟧{glent} here, and cite [@glent] for lids.');
	});

	test('is what is before “R Package”, with a capital where a sentence or a reference manager has one', () => {
		check('With the ⟦mikroquorl⟧{ml} R package [@ml] they count. ⟦Mikroquorl⟧{ml} [@ml] is near, not MikroQuorl.');
	});

	test('is its title or key right beside its citation, also in small letters', () => {
		check('With ⟦cowquorl⟧{wilke_cowquorl_2020} [@wilke_cowquorl_2020], a cowquorl, and ⟦vegquorl⟧{vegquorl} [@vegquorl; @ml].');
		check('The ⟦tap-learner⟧{tap-learner} tool [@tap-learner], and no tap-learner. A ⟦quodra⟧{R-quodra} [@R-quodra].');
		check('The lanterns [@lanterns2011] are old.');
	});

	test('is what its documentation, its site and its repository are called after', () => {
		check('⟦Haysack⟧{haysack2023docs} [@haysack2023docs] is new.\n\nBy ⟦Haysack⟧{haysack2023docs} it is so.');
		check('With Impequet it is so.\n\nWith ⟦Impequet⟧{impequet}, Pcaquet [@impequet; @ml] and others.');
		check('A ⟦TkQuorl⟧{tk}, and the TCP/IP.');
	});

	test('is what its key has before what says which of its pages it is, and its title before what praises it', () => {
		check('With ⟦quornisk⟧{quornisk_web} [@quornisk_web] it is fast.');
		check('⟦Plainquorl⟧{plainquorl:homepage} is old. So it is by ⟦Plainquorl⟧{plainquorl:homepage} [@plainquorl:homepage].');
		check('A Plainbasket is old. So it is by ⟦Plainbasket⟧{basketry} [@basketry].');
	});

	test('in small letters before “A package for” has its own capitals', () => {
		check('With ⟦road19⟧{road} they read ROAD19, and Road19 is what they read.');
	});

	test('in small letters is a package by emphasis or code', () => {
		check('They explain **⟦quoec⟧{R-quoec}** here. All that is read by quoec, as it is.');
	});

	test('in small letters is a term where the rest of its title has it, too, unless it is set off or cited', () => {
		check('Each quopoint is found by the package for quopoint analysis.\n\nSo is all of it with a ⟦quopoint⟧{quopoint} [@quopoint].');
		check('Each *⟦quopoint⟧{quopoint}* is found by the package for analysis.');
		check('Each ⟦quoscore⟧{quoscore} is found by the package for basket analysis.');
	});

	test('in capitals is one on a web page whose title says that it is a library', () => {
		check('With ⟦FASSIQ⟧{fass} they search, with ESSAYQ they do not.');
	});
});
