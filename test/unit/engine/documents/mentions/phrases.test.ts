import { checkMentions } from './checkMentions.js';

const bibliography = `
@book{geometry, title={Quorlian Geometry}, author={Car, M.}, year={1992}}
@article{bias, title={Selection Lanterns in surveys}, author={Bet, J.}, year={2010}}
@article{protocol, title={Lantern Annotation Protocol}, author={Pro, T. and Col, B.}, year={2017}}
@article{head, title={The Theory of the Lantern Identity: a critical synthesis of its claims}, author={Sca, B. and Lopez, J.}, year={2008}}
@article{whole, title={Learning Lantern Theory of Distributed Baskets}, author={Who, L. and Ole, B.}, year={2009}}
@article{named, title={Folding lanterns}, author={Nam, E. and Ed, B.}, year={2012}, names={Lantern Folding}}
@online{wor2020, title={Ghauna}, author={Wor, L. and Dba, N.}, url={https://data.example.org/country/ghauna}}
@online{zens2020, title={Zensiq}, author={Zen, S. and Ical, B.}, url={https://www.zensiq.org}}
@online{quo2020, title={Quorlbase}, author={Quo, S. and Rl, B.}, url={https://github.com/quorl/quorlbase}}
@misc{dataType, title={Type}, author={Dat, A. and Ty, P.}, url={https://example.org/type}}
@misc{quilEditor, title={Quiet Lantern Editor}, author={Box, L. and Fox, I.}, url={https://example.org/editor}}
${[1, 2, 3, 4, 5, 6].map((number) => `@article{fever${number}, title={Lanterns and GLIMM-19 fever ${number}}, author={Fev, E.}, year={2021}}`).join('\n')}
@article{baskets1, title={Notes on basket weaving}, author={Bas, K.}, year={1990}}
@article{baskets2, title={Basket weaving and its lanterns}, author={Ket, B.}, year={1995}}
@article{weaving, title={Basket Weaving}, author={Wea, V.}, year={2015}}
@article{trade, title={The Rush Basket Trade Problem: Old and New Ways}, author={Tra, D.}, year={2015}}
@article{trade1, title={On the rush basket trade problem}, author={Rus, H.}, year={1990}}
@article{trade2, title={Rules for the rush basket trade problem}, author={Rul, E.}, year={1995}}
@book{orlan, title={Orlan: A Soldier's Passion for Order}, author={Mar, S.}, year={1992}}
@report{steering, title={STEERING OF RUSH BASKETS - THE RUSH BASKET AND ITS LENGTH}, author={Ste, E. and Rin, G.}, year={1990}}
@report{quorland, title={Republic of Quorland: A Plan for Baskets}, author={Rep, U.}, year={2009}}
@article{glimm, title={GLIMM-19: Lanterns go up}, author={Gli, M.}, year={2020}}
`;

const check = (source: string, languageId?: string): void => checkMentions(bibliography, source, languageId);

suite('a short title', () => {
	test('is a phrase like any other in a sentence', () => {
		check('We review concepts from Quorlian Geometry and others.');
		check('The use of Selection Lanterns in surveys is old.');
	});

	test('is one with a capital on each of three words', () => {
		check('The ⟦Lantern Annotation Protocol⟧{protocol} defines it.');
	});

	test('is a phrase also where its capitals are those of a heading, in the title or in the text', () => {
		check('A whole system for steering of rush baskets, of which more is needed, is here.');
		check('In *⟦Steering of Rush Baskets⟧{steering}* they say so.');
		check('\\textbf{REPUBLIC OF QUORLAND}\n\nA thesis.', 'latex');
		check('| ⟦REPUBLIC OF QUORLAND⟧{quorland} | 2 |\n| --- | --- |\n| a | b |');
		check('“⟦REPUBLIC OF QUORLAND⟧{quorland}”, a plan, and *⟦Republic of Quorland⟧{quorland}*.');
	});

	test('counts in quotes, emphasis, brackets and links', () => {
		check('In “⟦Quorlian Geometry⟧{geometry}” and *⟦Selection Lanterns in surveys⟧{bias}* they say so.');
		check('It is said elsewhere (⟦Quorlian Geometry⟧{geometry}) and in [⟦Quorlian Geometry⟧{geometry}](https://example.org/x) for all.');
		check('It is \\href{https://example.org/x}{⟦Quorlian Geometry⟧{geometry}} for all.', 'latex');
	});

	test('counts between signs, a year, and the ends of a line', () => {
		check('⟦Bet, J. (2010)⟧{bias}. ⟦Selection Lanterns in Surveys⟧{bias}. A journal.');
		check('1. ⟦Car, M., 1992⟧{geometry}, ⟦Quorlian Geometry⟧{geometry}\n2. Others');
	});

	test('counts behind “see” and before its author', () => {
		check('For all of it, see ⟦Quorlian Geometry⟧{geometry}.');
		check('Later: ⟦Quorlian Geometry⟧{geometry} by Manfredo Car is old.');
	});

	test('counts near its citation', () => {
		check('Concepts from ⟦Quorlian Geometry⟧{geometry} are of use here [@geometry].');
	});

	test('may be a name that was given', () => {
		check('We like Lantern Folding and others.'.replace('Lantern Folding', '⟦Lantern Folding⟧{named}'));
	});

	test('is a phrase up to six words before a colon, and none of five as a whole', () => {
		check('They say that the Theory of the Lantern Identity offers a frame.');
		check('They say in ⟦Learning Lantern Theory of Distributed Baskets⟧{whole} what they mean.');
	});
});

suite('a plain word', () => {
	test('is no web page on what it names, but near its citation', () => {
		check('We looked at the size of Ghauna in millions [@wor2020].');
		check('We looked at ⟦Ghauna⟧{wor2020} [@wor2020].');
	});

	test('is a web page where its site or home is called so', () => {
		check('We decided for ⟦Zensiq⟧{zens2020} as a tool [@zens2020].');
		check('We decided for ⟦Quorlbase⟧{quo2020} as a tool [@quo2020].');
	});
});

suite('whom a book is about', () => {
	test('is no name of the book, however often the text has it, but right beside its citation', () => {
		check('They say that Orlan left. So Orlan came, and Orlan wrote to Orlan of it [@orlan].');
		check('They say so in ⟦Orlan⟧{orlan} [@orlan].');
	});
});

suite('a key', () => {
	test('is no name without evidence where its letters are not in the title', () => {
		check('The field dataType is set; the quilEditor shows it.'.replace('quilEditor', '⟦quilEditor⟧{quilEditor}'));
	});
});

suite('what many titles have', () => {
	test('is their topic near the citation of one of them, unless it is right beside it', () => {
		check('In many towns Basket Weaving is an old craft, they say [@weaving].');
		check('In many towns ⟦Basket Weaving⟧{weaving} [@weaving] is an old craft.');
		check('In many towns the ⟦Basket Weaving⟧{weaving} method [@weaving] is old.');
	});

	test('is a topic of four words and an article, too', () => {
		check('# The Rush Basket Trade Problem\n\nIt is hard.');
		check('See “⟦The Rush Basket Trade Problem⟧{trade}”.');
	});

	test('is their topic, whatever its capitals', () => {
		check('In the year of GLIMM-19 all was closed.');
	});
});
