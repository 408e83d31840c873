import { checkMentions } from './checkMentions.js';

const bibliography = `
@article{oxide, title={Oxidia: The tool for safe ovens}, author={Oxi, D. and Ide, B.}, year={2020}}
@article{vald, title={{QALD}: The Quiet Atomic Line Database}, author={Val, D. and Ald, B.}, year={2020}}
@article{latent, title={Latent Crowd Analysis: A guide to good practice}, author={Lat, E. and Ent, B.}, year={2020}}
@article{value, title={Q-Value: What It Is and How to Find It}, author={Val, U. and Lue, B.}, year={2020}}
@article{moog, title={{ARGO+MOOG}: a practical overview of widths}, author={Moo, G. and Oog, B.}, year={2014}}
@article{bridgeford, title={Bridgeford}, author={Bri, D. and Ford, B.}, year={2007}}
@article{devsecs, title={{DevSecs}}, author={Dev, S. and Secs, B.}, year={2016}}
@software{reth, title={Rethon}, author={Ret, H. and Hon, B.}, year={2023}}
@book{split, title={Spatial Quorlish Science}, subtitle={With Applications in Q}, author={Spa, T. and Ial, B.}, year={2023}}
@article{pdq, title={pdq: Partial Dependence Quilts}, author={Pdq, G. and Pod, B.}, year={2017}}
@article{dropback, title={Dropback: a method}, author={Doe, A. and Roe, B.}, year={2015}}
@article{array, title={Perpendicular grids}, author={Per, P. and Gri, B.}, year={2009}}
@article{maps, title={Closeness Lanterns: a strategy for molecules}, author={Clo, S. and Lan, B.}, year={2013}}
@article{cbam, title={{CQAM}: Convolutional Quilt Attention Module}, author={Cba, M. and Bam, B.}, year={2018}}
@article{ssq, title={{SSQ}: Single shot quilt detector}, author={Liu, S. and Ssd, B.}, year={2016}}
@manual{oner, title={{TwoR}: Two Rule Machine Learning}, author={One, R. and Ner, B.}, year={2017}}
@article{holt, title={Very simple rules do well}, author={Hol, T. and Olt, B.}, year={1993}}
@article{field, title={Inhomogeneous Electron Gas}, author={Hohenberg, P. and Kohn, W.}, year={1964}}
@article{koch, title={A Chemist's Guide to Functionals}, author={Koch, W. and Holthausen, M.}, year={2001}}
@article{temptation, title={Temptation at Home}, author={Tem, P. and Pta, B.}, year={2013}}
@article{question, title={Fragebögenkunde: ein Versuch}, author={Por, S. and Rst, B.}, year={2014}}
@article{tarski, title={On taking quilts apart}, author={Quist, A. and Zorn, B.}, year={1924}}
@article{petersen2012, title={An autonomous robotic system}, author={Petersen, K. and Nagpal, R.}, year={2012}}
@article{petersen2019, title={A review of robotic construction}, author={Petersen, K. and Napp, N.}, year={2019}}
@article{klinger, title={Modelling as a handle on reality}, author={Floyd, C. and Klischewski, R.}, year={1998}}
@article{music, title={Initial conditions for simulations}, author={Hah, O. and Abe, T.}, year={2011}}
@dataset{dataset, title={Fingerprints for benchmarks}, author={Fin, G. and Ger, B.}, year={2022}}
@article{senzai, title={Senzaio: Writing safe code in editors}, author={Cre, D. and Mer, N.}, year={2020}}
@article{shao, title={DeepSeekMath: Pushing the Limits of Mathematical Reasoning in Open Language Models}, author={Shao, Zhihong and Wang, Peiyi}, year={2024}}
@article{nqclc, title={Footprints of progression}, author={Yok, J. and Koh, T.}, year={2004}}
@article{vqe, title={Various quilts explained}, author={Var, J. and Qui, T.}, year={2005}}
@article{leaving, title={Practical evaluation of models}, author={Veh, A. and Gel, B.}, year={2017}, abstract={We introduce QUAICO for models.}}
@article{kilns, title={Safe ovens in practice}, author={Kil, N. and Ovn, B.}, year={2018}, abstract={We introduce KilnQuor for ovens.}}
@article{jones2008kilquo, title={Baskets of the north}, author={Jones, P. and Bas, B.}, year={2008}}
@article{MUSIC, title={Starting points for simulations}, author={Hah, O. and Abe, T.}, year={2013}}
`;

const check = (source: string, languageId?: string): void => checkMentions(bibliography, source, languageId);

type Sources = readonly (string | readonly [languageId: string, source: string])[];

const cases: Readonly<Record<string, Sources>> = {
	'is the subject of a title that speaks of it as of something known': [
		'All is made with Oxidia.\n\nOven tools that are safe are made with Oxidia, and it is fast [@oxide].',
		'All of “*⟦Oxidia⟧{oxide}*” [@oxide] is read.',
		'We use ⟦QALD⟧{vald} here.',
	],
	'is a key in small letters': [
		'Of all NQCLC, few are large. Most NQCLCs are small.\n\nThey grow, as is known [@nqclc].',
		'⟦NQCLC⟧{nqclc} [@nqclc] is large.',
	],
	'is only in the abstract of a paper that the text does not cite': [
		'The QUAICO of models of evaluation is low.',
		'The ⟦QUAICO⟧{leaving} of models of evaluation is low [@leaving].\n\nA low ⟦QUAICO⟧{leaving} of models is good for evaluation.',
	],
	'is only in the abstract of a paper, and the text has it over and over, but never beside its citation': [
		'The ⟦KilnQuor⟧{kilns} is warm, and a ⟦KilnQuor⟧{kilns} is dry.',
		'The KilnQuor is warm, a KilnQuor is dry, and no KilnQuor is wet.\n\nThat much was said elsewhere, and it was said well there [@kilns].',
		'The ⟦KilnQuor⟧{kilns} is warm, a ⟦KilnQuor⟧{kilns} [@kilns] is dry, and no ⟦KilnQuor⟧{kilns} is wet.',
	],
	'is the word behind the year of a key, and the text has it over and over, but never beside its citation': [
		'The ⟦KilQuo⟧{jones2008kilquo} is warm, and a ⟦KilQuo⟧{jones2008kilquo} is dry.',
		'The KilQuo is warm, a KilQuo is dry, and no KilQuo is wet.',
		'The ⟦KilQuo⟧{jones2008kilquo} is warm, a ⟦KilQuo⟧{jones2008kilquo} [@jones2008kilquo] is dry, and no ⟦KilQuo⟧{jones2008kilquo} is wet.',
	],
	'is in capitals that only the word behind the year of a key has, unless its paper is cited beside it': [
		'With KILQUO they measure baskets.\n\nThat much was said elsewhere, and it was said well there [@jones2008kilquo].',
		'With ⟦KILQUO⟧{jones2008kilquo} [@jones2008kilquo] they measure baskets, with ⟦KILQUO⟧{jones2008kilquo} they sell them.',
	],
	'is joined to other words by an underscore': [
		'See §1.2 for spatial_quorlish_science_with_applications_in_q and Very_simple_rules_do_well.',
		'See §1.2 for _⟦Very simple rules do well⟧{holt}_.',
	],
	'is the subject of a title that says what kind of text it is': [
		'They run a **Latent Crowd Analysis** here. The Q-Value is low.',
		'“⟦Latent Crowd Analysis⟧{latent}” is read.',
		'With ⟦ARGO+MOOG⟧{moog} they are small.',
	],
	'is all of a title, and no program, unless its paper is cited near': [
		'In the city of Bridgeford they cycle, and DevSecs is liked.\n\nAll of it is said elsewhere, and it is said well there [@bridgeford; @devsecs].',
		'In ⟦Bridgeford⟧{bridgeford} [@bridgeford] they cycle, and ⟦DevSecs⟧{devsecs} [@devsecs] is liked.',
		'With ⟦Rethon⟧{reth} they do.\n\nAll of it is said elsewhere, and it is said well there too [@reth].',
	],
	'is what a book is about where the subtitle has a field of its own': [
		'They study Spatial Quorlish Science here.',
		'They read *⟦Spatial Quorlish Science⟧{split}* here.',
	],
	'is an abbreviation of the words behind the colon': ['We draw a PDQ, and pdq is loaded.', 'With ⟦pdq⟧{pdq} [@pdq] we draw a PDQ.'],
	'is a word that the text also has in small letters': [
		'We train with ⟦Dropback⟧{dropback} here.\n\nLater it is said again that all of it is kept somewhere [@dropback].',
		'We train with Dropback here, which is a dropback.\n\nLater it is said again that all of it is kept somewhere [@dropback].',
	],
	'is a word of German, which capitalises nouns, unless its paper is cited beside it': [
		'Die Frage ist, was mit der Fragebögenkunde und nicht mit den anderen geschieht [@question].',
		'Die Frage ist, was mit der ⟦Fragebögenkunde⟧{question} [@question] und nicht mit den anderen geschieht.',
	],
	'begins a longer name': ['_Perpendicular Grids Testing_ is done. Then: ⟦Perpendicular Grids⟧{array}.'],
	'ends a longer name, as the abbreviation behind it says': [
		'They draw Stacked Closeness Lanterns (SCL) of it [@maps].',
		'They draw ⟦Closeness Lanterns⟧{maps} (CL) of it [@maps].',
	],
	'is joined to maths before it': [['latex', 'The $\\beta$CQAM is smaller than ⟦CQAM⟧{cbam}.']],
	'is a label that is referred to': ['(ref:CQAM) A picture. See \\@ref(fig:CQAM), made with ⟦CQAM⟧{cbam}.'],
	'is defined as something else in the text': [
		'Solid state quarries (SSQs) are fast. An SSQ wears out.',
		'The single shot quilt detector (⟦SSQ⟧{ssq}) is fast. An ⟦SSQ⟧{ssq} sees.',
	],
	'has another paper cited beside it, and is a program': [
		'The TwoR algorithm [@holt] is simple. So TwoR selects.',
		'The ⟦TwoR⟧{oner} package [@oner] is simple. So ⟦TwoR⟧{oner} selects.',
	],
	'is a term that has another paper cited beside it': [
		'A book on DFT [@koch]. All of DFT is old, and the DFT of others, where we know the gas [@field].',
		'A book on ⟦DFT⟧{field} [@field]. All of ⟦DFT⟧{field} is old, and the ⟦DFT⟧{field} of others.',
	],
	'is in a link to a paper that the library lacks': [
		'[DFT in the kitchen](https://journals.example.org/article?id=10.1371/journal.pone.0000039)',
		'[⟦Temptation at Home⟧{temptation}](https://journals.example.org/article?id=10.1371/journal.pone.0053713)',
	],
	'is that of a result, as the text says': [
		['latex', "The Quist--Zorn paradox is old~\\cite{tarski}. Say ``Quist--Zorn''."],
		['latex', 'The method of ⟦Quist--Zorn⟧{tarski} is old, and in their text it is said that it is~\\cite{tarski}.'],
	],
	'is within a list of authors that began before': [
		'⟦Floyd & Klischewski⟧{klinger} say so. In Y. Dittrich, C. Floyd and R. Klischewski (Eds.), *Social Thinking* [@klinger].',
	],
	'is a key that is an ordinary word, unless it is in capitals': [
		'The Dataset of ours is small [@dataset]. Music is played.',
		'They are made with ⟦MUSIC⟧{MUSIC} [@MUSIC].',
	],
};

suite('a name means something else where it', () => {
	for (const [title, sources] of Object.entries(cases))
		test(title, () => {
			for (const source of sources)
				if (typeof source === 'string') check(source);
				else check(source[1], source[0]);
		});
});

suite('a rare word before the colon of a title', () => {
	test('is a proper name where it has a capital within sentences over and over', () => {
		check('With ⟦Senzaio⟧{senzai} they write. Then ⟦Senzaio⟧{senzai} asks, as ⟦Senzaio⟧{senzai} does. ⟦Senzaio⟧{senzai} is fast.');
		check('With Senzaio they write. Then Senzaio asks.');
		check('With Senzaio they write. Then Senzaio asks, as Senzaio does, and a senzaio sings.');
	});
});

suite('a well-known name that its paper’s title does not explain', () => {
	test('is still its name where the text explains it', () => {
		check('Group Relative Policy Optimization (⟦GRPO⟧{shao}) is popular. We train with ⟦GRPO⟧{shao}.');
	});
});

suite('a name with its citation in Typst', () => {
	test('may have no blank before it', () => {
		check('The ⟦CQAM⟧{cbam}@cbam is fast, and so is ⟦CQAM⟧{cbam}@cbam.', 'typst');
		check('Write to CQAM@example.org for it.');
	});
});

suite('authors without a year', () => {
	test('may be behind the word and comma that begin a sentence, and not behind another author', () => {
		check('It is so. Furthermore, ⟦Petersen et al.⟧{petersen2012} [@petersen2012] say it.');
		check('Cependant, ⟦Petersen et al.⟧{petersen2012} [@petersen2012] le disent.');
		check('So say Smithson, Petersen et al. [@petersen2012].');
		check('It is so. Floyd, Petersen et al. [@petersen2012] say it. So do J. Smithson, Petersen et al. [@petersen2012].');
	});

	test('are those of the paper that is cited next in the paragraph, where several fit', () => {
		check(
			'So ⟦Petersen et al.⟧{petersen2012} say, and it is known [@petersen2012]. Then ⟦Petersen et al.⟧{petersen2019} ask [@petersen2019].',
		);
		check('So Petersen et al. say.\n\nIt is known [@petersen2012; @petersen2019].');
	});
});
