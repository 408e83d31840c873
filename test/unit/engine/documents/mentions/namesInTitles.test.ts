import { checkMentions } from './checkMentions.js';

const bibliography = `
@article{corridors, title={Measuring Corridors with GlassLantern in Small Museums}, author={Mus, E. and Um, B.}, year={2018}}
@article{bracket, title={Seeing in the Dark by a Quiet Lantern (QuietLamp)}, author={Qui, E. and Et, B.}, year={2018}}
@article{first, title={AmberTrace Toolkit for Large Halls}, author={Amb, E. and Ber, B.}, year={2018}}
@article{verb, title={QuartzHub by Night}, author={Amb, E. and Ber, B.}, year={2019}}
@article{abstract, title={Sorting Pebbles with PebbleMill}, author={Peb, L. and Les, B.}, year={2018}, abstract={We introduce PebbleMill, which sorts pebbles.}}
@article{longer, title={Learning on Trees with OakTorch Leafage}, author={Oak, L. and Elm, B.}, year={2018}, abstract={We introduce OakTorch Leafage, which learns.}}
@misc{page1, title={RabbitKeep Streams Overview}, author={Rab, B. and It, K.}}
@misc{page2, title={RabbitKeep Protocols}, author={Rab, B. and It, K.}}
@misc{page3, title={RabbitKeep Exchange Types}, author={Rab, B. and It, K.}}
@article{brain1, title={Rhythms of BrainRes Signals}, author={Bra, L. and In, B.}, year={2018}}
@article{brain2, title={BrainRes in Children}, author={Bra, L. and En, B.}, year={2015}}
@article{brain3, title={Ageing and BrainRes}, author={Bra, L. and Un, B.}, year={2012}}
@article{survey, title={AutoQML: A survey of the state-of-the-art}, author={He, X. and Zhao, K.}, year={2021}}
@article{harmful, title={StackForge considered harmful}, author={Sta, X. and Ck, K.}, year={2021}}
@article{judged, title={Zelphi: A Remedy with Problems}, author={Zel, X. and Phi, K.}, year={2021}}
@article{introduced, title={CoreLex: A Lexicon for Surveys}, author={Cor, X. and Lex, K.}, year={2021}}
@article{door1, title={Looking through lattices causes wonder: Younger adults}, author={Rad, G. and Van, S.}, year={2010}}
@article{door2, title={Looking through lattices causes wonder: Further explorations}, author={Rad, G. and Van, S.}, year={2011}}
@article{qumen, title={QuMen: Open Models}, author={Qum, E. and Nn, B.}, year={2023}}
@article{qumen2, title={QuMen 2: More Open Models}, author={Qum, E. and Nn, B.}, year={2024}}
@article{qumen3, title={QuMen 3 Ultra: Most Open Models}, author={Qum, E. and Nn, B.}, year={2025}}
@article{qunta, title={Qunta Q2: Open Agentic Models}, author={Qun, T. and Ta, B.}, year={2025}}
@article{vitamin, title={Vitaquin K2: Open Bones}, author={Vit, T. and Am, B.}, year={2025}}
@article{mailing, title={Quorl-Library: Distributing Test Problems by Electronic Mail}, author={Mai, L. and In, G.}, year={1990}}
@article{unsolved, title={Quirl-Lattice: Emerging Hard Problems}, author={Uns, L. and Ol, G.}, year={1990}}
@article{broberta, title={BroBERTa: A Robust Pebble Approach}, author={Bro, L. and Ta, B.}, year={2019}}
@misc{twits, title={broberta-base-pebbletwits-finetuned}, author={Twi, T.}, year={2021}}
@article{zauk, title={ZAUK: a misleading measure of models}, author={Zau, K. and Auk, B.}, year={2008}}
@article{zeuk, title={ZEUK: a robust measure of models}, author={Zeu, K. and Euk, B.}, year={2008}}
@article{section, title={Section 8}, author={Sec, S. and Ti, B.}, year={2025}}
@book{packages, title={R Packages}, author={Wic, H. and Kha, M.}, year={2015}}
@book{skript, title={Digitale Laternen und Fenster: Grundlagen}, author={Dig, H. and Tal, M.}, year={2015}}
@article{few, title={Folding Lanterns}, author={Zukermann, M. and others}, year={1989}}
@article{tools, title={QuorlTools: A modern toolkit}, author={Quo, R. and Rl, M.}, year={2015}}
@article{sutherbach, title={Seeing more: An Overview}, author={See, I. and Moe, E.}, year={2020}}
@misc{quax2018codeforge, title={QUAX: composable transformations}, author={Qua, R. and Ax, M.}, year={2018}, url={https://codeforge.example.org/quax}}
@article{list, title={Composable mechanisms}, author={Syrga, V. and Tardosh, E.}, year={2013}}
@article{phase, title={Phase 2: The Second}, author={Pha, S. and Se, B.}, year={2024}}
@article{supervised, title={Supervised lantern learning}, author={Sup, E. and Vis, B.}, year={2019}}
@article{clean, title={100% Clean Lanterns: A Conundrum}, author={Cle, A. and An, B.}, year={2019}}
@article{mess, title={The Quorl Mess}, author={Mes, S. and Ess, B.}, year={2019}}
@article{head, title={Looking Twice at Old Lanterns (LOOKai): using mirrors instead of glass}, author={Hea, D. and Ed, B.}, year={2023}}
@misc{page, title={quillpipe: Parting and Tagging with the 'QuillPipe' Toolkit}, author={Qui, J. and Ll, B.}, url={https://example.org/quillpipe}}
@article{nets, title={The Quorl Baskets}, author={Net, S. and Ets, B.}, year={2019}}
`;

const check = (source: string, languageId?: string): void => checkMentions(bibliography, source, languageId);

suite('a word within a title', () => {
	test('is no name of the paper except right beside its citation', () => {
		check('The halls were seen by ⟦GlassLantern⟧{corridors} [@corridors]. And GlassLantern saw more corridors of museums.');
		check('With the ⟦GlassLantern⟧{corridors} tool [@corridors] they see.');
	});

	test('is one elsewhere in the text, too, where the title introduces it or begins with it', () => {
		check('It is dark to ⟦QuietLamp⟧{bracket} [@bracket]. And ⟦QuietLamp⟧{bracket} saw more.');
		check('They have ⟦AmberTrace⟧{first} [@first]. And ⟦AmberTrace⟧{first} saw more.');
	});

	test('is none elsewhere where the title begins with it and does not say what it is', () => {
		check('They have ⟦QuartzHub⟧{verb} [@verb]. And QuartzHub saw more.');
	});

	test('is one in the part before the colon, too', () => {
		check('They look with ⟦LOOKai⟧{head} [@head], which is old.');
	});

	test('says how the part before the colon is written, also that of a web page', () => {
		check('We tagged all with ⟦QuillPipe⟧{page}, and not with quillpipe.');
	});

	test('is one by itself where the abstract introduces it, unless it begins a longer name there', () => {
		check('With ⟦PebbleMill⟧{abstract} they sort.');
		check('With OakTorch they learn.');
	});

	test('is none elsewhere where other titles of the library have it', () => {
		check('They read ⟦BrainRes⟧{brain2} [@brain2]. And BrainRes is old.');
		check('They have ⟦RabbitKeep⟧{page1} [@page1]. And RabbitKeep keeps.');
	});
});

suite('the part of a title before its colon', () => {
	test('is what the work is about where the rest says that it is a survey or judges', () => {
		check('They use AutoQML here, and Zelphi.\n\nAll of it is said elsewhere, and it is said well there [@survey; @judged].');
		check('See “⟦AutoQML⟧{survey}” [@survey].');
		check('With ⟦CoreLex⟧{introduced} they ask.');
	});

	test('is no more than a name where the rest says what the work does with problems', () => {
		check('In the ⟦Quorl-Library⟧{mailing} they are, in the *⟦Quorl&#8209;Library⟧{mailing}*, and not in the Quirl-Lattice.');
	});

	test('is what the work is about where the rest disparages it', () => {
		check('By ZAUK and by ⟦ZEUK⟧{zeuk} they count.');
	});

	test('is what several works are about that have it', () => {
		check('They say that looking through lattices causes wonder in adults.');
		check('They say that ⟦looking through lattices causes wonder⟧{door1} [@door1].');
	});
});

suite('a name with a number', () => {
	test('is that of a release, and hides the name without the number', () => {
		check('With ⟦QuMen 2⟧{qumen2} they write, with ⟦QuMen⟧{qumen} they wrote. We have ⟦QuMen⟧{qumen} 3 times.');
	});

	test('may have a word behind the number', () => {
		check('With ⟦QuMen 3 Ultra⟧{qumen3} they write.');
	});

	test('may have its own first letter before the number, which says which release it is', () => {
		check('Then ⟦Qunta Q2⟧{qunta} is new. And Vitaquin K2 is old.');
	});

	test('is not the name of the work without the number, unless the number is a size', () => {
		check('With QuMen-3 they write, with ⟦QuMen⟧{qumen}-50 and ⟦QuMen⟧{qumen}-3B they count.');
	});

	test('is not the name of the work without a further word and the version behind the name', () => {
		check('With QuMen Spark v2 they write.');
	});

	test('is none where its word is an ordinary one', () => {
		check('In Phase 2 they write, and in Section 8.');
	});
});

suite('a phrase without capitals of its own', () => {
	test('names a paper right beside the citation only, also at the beginning of a sentence', () => {
		check('It is known [@supervised]. Supervised lantern learning is old.');
		check('It is known [@clean]: it is 100% clean lanterns.');
		check('By ⟦supervised lantern learning⟧{supervised} [@supervised].');
		check('It is known [@supervised]. In *⟦supervised lantern learning⟧{supervised}* they say.');
	});

	test('is one with a letter alone in capitals', () => {
		check('They write R packages, all of them.');
		check('They read *⟦R Packages⟧{packages}*.');
	});
});

suite('a title in quotation marks', () => {
	test('has its own capitals or those of English', () => {
		check('Im Buch „⟦Digitale Laternen und Fenster⟧{skript}“ steht es.');
		check('*Digitale Laternen und Fenster* leuchten.');
	});
});

suite('a name with capitals among small letters', () => {
	test('is one also where the text has the same word in small letters', () => {
		check('All packages that extend ⟦QuorlTools⟧{tools} are folders such as quorltools, quorltools and quorltools.');
	});
});

suite('a name that another work of the library continues', () => {
	test('is none where the next word of that work is behind it', () => {
		check('With ⟦BroBERTa⟧{broberta} they read, with BroBERTa PebbleTwits they write, with ⟦BroBERTa⟧{broberta} QuillTwits they do not.');
	});
});

suite('a name in a text without blanks between words', () => {
	test('is one among Chinese, Japanese and Korean letters', () => {
		check('可以使用更复杂的网络结构，如⟦QuorlTools⟧{tools}[21]等。⟦QuorlTools⟧{tools}を使う。⟦QuorlTools⟧{tools}은 크다.');
	});
});

suite('words of an index', () => {
	test('are no names, as they are not printed where they are', () => {
		check('With ⟦QuorlTools⟧{tools}\\index{QuorlTools} they read. \\index{QuorlTools!in English}');
	});
});

suite('a name behind the end of a line', () => {
	test('is one in LaTeX, where two backslashes end the line', () => {
		check('\\begin{tabular}{c}Flakes \\\\⟦QuorlTools⟧{tools}\\end{tabular} and \\QuorlTools', 'latex');
	});
});

suite('a key in small letters', () => {
	test('is a name that the title lacks with capitals within only', () => {
		check('Seen by Ivan Sutherbach [@sutherbach]. And Sutherbach saw more, as ⟦SutherBach⟧{sutherbach} did.');
	});
});

suite('the word at the end of a key', () => {
	test('is no name where it says which site the work is on', () => {
		check('See CodeForge.');
	});
});

suite('authors', () => {
	test('may be one with a year where the entry has one "and others"', () => {
		check('They fold (⟦Zukermann 1989⟧{few}; ⟦Zukermann et al. 1989⟧{few}).');
	});

	test('are none at the end of a list of persons', () => {
		check('⟦Syrga and Tardosh⟧{list} [@list] say so. By Tim Rough, Vasil Syrga, and Eva Tardosh.');
	});
});

suite('the singular of a title', () => {
	test('lacks no "s" behind another one', () => {
		check('See “The Quorl Mes” and “⟦The Quorl Basket⟧{nets}”.');
	});
});

suite('keys of acronyms in LaTeX', () => {
	test('are no names', () => {
		check('\\newacronym{qumen}{QN}{Quiet} \\glsreset{qumen} \\glspl{qumen} \\acp{qumen}: ⟦QuMen⟧{qumen}', 'latex');
	});
});
