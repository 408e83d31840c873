import assert from 'node:assert/strict';
import { plainText, verbatimText } from '../../../../../../server/engine/library/formats/bibtex/latex.js';

suite('LaTeX to plain text', () => {
	const same = (name: string, pairs: Readonly<Record<string, string>>): void => {
		test(name, () => {
			for (const [latex, text] of Object.entries(pairs)) assert.equal(plainText(latex), text, latex);
		});
	};

	// Lamport, LaTeX, § 3.2.1, table 3.1; utf8ienc.dtx for the letters.
	same('resolves accents in every form', {
		"\\'e": 'é',
		"\\'{e}": 'é',
		"{\\'e}": 'é',
		"{\\'{e}}": 'é',
		"\\' e": 'é',
		'G{\\"o}del': 'Gödel',
		'\\`a \\^o \\~n \\=u \\.z': 'à ô ñ ū ż',
		'\\v{c}\\v s{\\v{Z}}': 'čšŽ',
		'\\c{c} \\k{a} \\u{g} \\H{o} \\r{u} \\d{h} \\b{d}': 'ç ą ğ ő ů ḥ ḏ',
		'\\c cedilla': 'çedilla',
		'\\t{oo}': 'o͡o',
	});
	same('knows the signs of pifont', { 'Context\\ding{73} | \\ding{72}': 'Context✩ | ★', '\\ding{172}, \\ding {202} \\ding{5}x': '①, ➊ x' });
	same('knows names of accents that databases use', { 'Franc{\\ocirc{u}}': 'Franců' });
	same('has no blank behind a hyphen in a word', { 'methodology\\hyphen independent': 'methodology-independent' });
	same('puts accents onto dotless letters', {
		"\\'\\i": 'í',
		"\\'{\\i}": 'í',
		"{\\'{\\i}}": 'í',
		"{\\'\\i}": 'í',
		'\\"{\\i}': 'ï',
		'\\v{\\j}': 'ǰ',
	});
	same('stacks accents', { "\\'{\\^e}": 'ế', '\\={\\"u}': 'ǖ', "{\\'{\\u{a}}}": 'ắ', '\\d{\\^o}': 'ộ', '\\.{\\v{x}}': 'x̌̇' });
	same('writes an accent alone where nothing is under it', { '\\~{}': '~', 'a\\^{}b': 'a^b', "\\'{}": '´' });
	same('knows letters, and the blanks they swallow', {
		'Stra\\ss e': 'Straße',
		'{\\ss}': 'ß',
		'\\O{}stergaard': 'Østergaard',
		'{\\o}re {\\AA}sa \\L ukasz': 'øre Åsa Łukasz',
		'\\ae\\oe\\AE': 'æœÆ',
		'\\dh \\th \\DJ': 'ðþĐ',
		'\\i \\j': 'ıȷ',
	});
	same('drops fonts and braces, keeps what is in them', {
		'\\textsc{Magma} algebra': 'Magma algebra',
		'{\\em On} {\\bf this}': 'On this',
		'The {NASA} {{GPS}}': 'The NASA GPS',
		'\\emph{a \\textbf{b}} c': 'a b c',
		'\\mkbibquote{x} \\enquote*{y}': '“x” “y”',
	});
	same('knows dashes, ties and quotes', {
		'1--2': '1–2',
		'a---b': 'a—b',
		'a-b': 'a-b',
		'A.~B': 'A. B',
		"``a'' b": '“a” b',
		"Bayes' rule": "Bayes' rule",
		'?`que': '¿que',
	});
	same('knows escaped characters', {
		'\\& \\% \\# \\_ \\$5': '& % # _ $5',
		'\\{a\\}': '{a}',
		'a\\ b\\\\c': 'a b c',
		'J.\\,K.': 'J. K.',
		'a\\-b': 'ab',
	});
	same('leaves maths as it is', {
		'$\\alpha^{2}$-fair': '$\\alpha^{2}$-fair',
		'{$O(n)$}': '$O(n)$',
		'\\(x_1\\)': '$x_1$',
		'\\ensuremath{x}': '$x$',
		'costs $5': 'costs $5',
		'a \\$1 $x\\$y$ b': 'a $1 $x\\$y$ b',
	});
	same('knows symbols', {
		'a\\textendash{}b \\ldots': 'a–b …',
		'\\textregistered': '®',
		'\\LaTeX{} and \\TeX': 'LaTeX and TeX',
		'H\\textsubscript{2}O\\textsuperscript{th}': 'H₂Oth',
	});
	same('drops arguments that are not text', {
		'{\\noopsort{1973b}}1973': '1973',
		'\\href{https://a.org}{here}': 'here',
		'\\foreignlanguage{french}{oui}': 'oui',
		'\\{\\vphantom{\\}}X\\}': '{X}',
	});
	same('keeps what it does not know readable', { '\\foo{bar}': 'bar', '\\foo bar': 'foo bar' });
	// url.sty: the argument of \url is printed as it is.
	same('takes the argument of \\url as it is', {
		'see \\url{http://a.org/~b/c_1--2.pdf}, p. 3': 'see http://a.org/~b/c_1--2.pdf, p. 3',
		'\\nolinkurl{a.org/\\~{}b\\_c}': 'a.org/~b_c',
		'\\href{https://a.org/~b\\%20c}{here} \\url{': 'here',
	});
	same('collapses white space', { ' a\n\t b  c ': 'a b c' });
	same('ends whatever is open', { "\\'": '´', '\\': '', '{a': 'a', "\\'{": '´', '\\textsuperscript{2': '²', $x: '$x' });

	test('is not deceived by deep nesting', () => {
		assert.doesNotThrow(() => plainText("\\'{".repeat(50_000)));
		assert.doesNotThrow(() => plainText('{'.repeat(50_000)));
	});

	// biblatex manual § 2.2.1: verbatim and URI fields may hold characters that are special to TeX.
	test('takes addresses as they are, but for escapes', () => {
		assert.equal(verbatimText('https://a.org/x_y%20z~b'), 'https://a.org/x_y%20z~b');
		assert.equal(verbatimText('\\url{https://a.org/x\\_y\\%20\\~{}b}'), 'https://a.org/x_y%20~b');
		assert.equal(verbatimText('{10.1/a{\\_}b}'), '10.1/a_b');
		assert.equal(verbatimText('16{\\textless}1661::AID\\textgreater{}3$<$4\\textless 5'), '16<1661::AID>3<4<5');
	});

	test('takes what \\ifmmode prints outside of formulas', () => {
		assert.equal(plainText("Dvo{\\ifmmode \\check{r}\\else \\v{r}\\fi{}}\\ifmmode \\acute{a}\\else \\'{a}\\fi{}k"), 'Dvořák');
		assert.equal(plainText('{Lamp{\\ifmmode\\circledR\\else\\textregistered\\fi} X}'), 'Lamp® X');
		assert.equal(plainText('\\ifmmode x\\fi y'), 'y');
	});

	test('leaves out commands that are not known and begin a group, as those of fonts do', () => {
		assert.equal(plainText('{\\sltt DVI} and {\\CJKfont 依存} {\\fontfamily{cmtt}\\selectfont x}'), 'DVI and 依存 x');
		assert.equal(plainText('{\\o re} {\\MF} {\\l ukasz} {\\MF book}'), 'øre MF łukasz MF book');
	});

	test('leaves out the blanks behind the command of a sign', () => {
		assert.equal(plainText('\\guillemotleft a\\guillemotright, 5\\textdegree C, \\LaTeX is'), '«a», 5°C, LaTeX is');
	});
});
