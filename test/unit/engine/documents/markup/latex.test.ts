import assert from 'node:assert/strict';
import { latex, latexWith } from '../../../../../server/engine/documents/markup/latex.js';
import { citingCommandsOf } from '../../../../../server/engine/documents/markup/latexDefinitions.js';
import {
	acceptanceTable,
	bibliographyTable,
	citationTable,
	cited,
	citedInFixture,
	completionTable,
	enduranceTable,
	groups,
	includeTable,
	million,
	proseTable,
	silentTable,
} from './cases.js';

suite('citations in LaTeX', () => {
	test('a document with all forms gives each citation with its prefix and locator', () => {
		assert.deepEqual(citedInFixture(latex, 'citations.tex'), [
			'7 |title2000|',
			'10 |heading2001|',
			'11 |lang2002|',
			'11 |moor2003|',
			'12 see|moor2003|',
			'12 |birk2004|pp.~33--35',
			'12 |fly2005|p.~8',
			'13 e.g.,|wick:2006a|',
			'13 |wick_2006b|',
			'13 |wick/2006.c|',
			'13 |star2007|',
			'13 |bare2008|',
			'13 |bare2009|ch.~2',
			'14 |auth2010|',
			'14 |year2011|',
			'14 |year2012|',
			'14 |cap2013|',
			'14 |num2014|',
			'16 |par2015|12',
			'16 |text2016|',
			'16 cf.|auto2017|§~7',
			'16 |foot2018|',
			'17 |smart2019|',
			'17 |super2020|',
			'17 |full2021|',
			'17 |title2022|',
			'17 |cap2023|',
			'17 |foot2024|',
			'18 |multi2025|12',
			'18 see|multi2026|p.~3',
			'18 |multi2027|',
			'18 |multi2028|',
			'18 |multi2029|',
			'19 |multi2030|',
			'19 see|vol2031|p.~12',
			'19 |vol2032|',
			'19 |vol2033|4',
			'22 see, \\emph{inter alia}, {[x]}|line2034|',
			'23 |line2035|',
			'24 |line2036|fig.~3',
			'24 |note2037|',
			'24 in|note2038|p.~2',
			'25 |quote2039|p.~4',
			'25 |quote2040|5',
			'27 |item2041|',
			'27 see|apa2042|p.~9',
			'29 |cell2043|',
			'29 |cell2044|',
			'30 |math2045|',
			'31 |un2046|',
			'31 |un2047|',
			'33 |yes2048|',
		]);
	});

	citationTable(latex, [
		['\\cite{a}', '|a|'],
		['\\cite[p.~3]{a}', '|a|p.~3'],
		['\\citep[see][]{a}', 'see|a|'],
		['\\citep[][p.~3]{a,b}', '|a|', '|b|p.~3'],
		['\\citep[see][p.~3]{a, b}', 'see|a|', '|b|p.~3'],
		['\\textcite*[a [nested] note]{a}', '|a|a [nested] note'],
		['\\cites(pre)(post)[see][1]{a}{b}[2]{c}', 'see|a|1', '|b|', '|c|2'],
		['\\cites{a}\n\n{b}', '|a|'],
		['\\volcite[see]{2}[3]{a}', 'see|a|3'],
		['\\volcites{1}[3]{a}{2}{b}', '|a|3', '|b|'],
		['\\addtocategory{main}{a,b}', '|a|', '|b|'],
		['\\defbibentryset{pair}{a,b}', '|a|', '|b|'],
		['\\cite{[{see, e.g., }]a,*[{also }][{, p. 3}]b, c} {x}', '|a|', '|b|', '|c|'],
		['\\cite{[{see }a} \\cite{b}', '|b|'],
		['\\cite<see>[p. 3]{a} \\cite<2->{b}', 'see|a|p. 3', '|b|'],
		['\\cite% why\n  {a,% \\cite{no}\n  b}', '|a|', '|b|'],
		['\\footcite[see \\cite{b}]{a}', '|b|', '|a|see \\cite{b}'],
		['\\cite{a b}', '|a b|'],
		['\\cite{[See, first, ]a,*[The ][ is a classic]b, *c, [d]}', '|a|', '|b|', '|c|'],
		['\\cite{}, \\cite{,a,}', '|a|'],
		['\\cite{a\n\n\\cite{b}', '|b|'],
		['$x$ \\cite{a} $\\text{\\cite{b}}$', '|a|', '|b|'],
		['\\%\\cite{a} \\\\%\\cite{no}', '|a|'],
		['\\newcommand{\\x}[1]{\\cite{#1}} \\x{a} \\cite{b}', '|a|', '|b|'],
		['\\nocite{a,*} \\cite{b}', '|a|', '|b|'],
		['\\verb|%| \\cite{a}', '|a|'],
		['\\begin{verbatim} unclosed \\cite{a}', '|a|'],
		['\\citealias{a}\\citetalias{b}\\defcitealias{c}{Paper C}', '|b|', '|c|'],
		['\\cite{a}\r\n\\cite{b}\r\n', '|a|', '|b|'],
		['😀 \\cite{ä}', '|ä|'],
	]);

	citationTable(
		latex,
		[
			'% \\cite{a}',
			'\\verb|\\cite{a}| \\verb*+\\cite{b}+',
			'\\begin{lstlisting}\n\\cite{a}\n\\end{lstlisting}',
			'\\begin{Highlighting}[]\n\\NormalTok{\\cite{a}}\n\\end{Highlighting}',
			'\\VERB|\\cite{a}|',
			'\\lstinline{x\\cite{a}}',
			'\\mintinline{tex}{\\cite{a}}',
			'\\iffalse\n\\cite{a}\n\\fi',
			'\\url{x\\cite{a}}',
			'\\\\cite{a}',
			'\\citestyle{a} \\citation{b} \\ref{c} \\excite{d}',
			'\\end{document} \\cite{a}',
			'\\begin{comment}\n\\cite{a}\n\\end{comment}',
		].map((text) => [text] as const),
	);

	for (const [name, definition, use, keys] of [
		['newcommand', '\\newcommand{\\mycite}[1]{see~\\cite{#1}}', '\\mycite{a,b}', ['a', 'b']],
		['newcommand without braces', '\\newcommand*\\mycite[1]{\\cite{#1}}', '\\mycite{a}', ['a']],
		['a note as first argument', '\\renewcommand{\\mycite}[2][]{\\parencite[#1]{#2}}', '\\mycite[p. 3]{a}', ['a']],
		['keys as second argument', '\\newcommand{\\mycite}[2]{#1 \\citep[see][]{#2}}', '\\mycite{Lamps}{a}', ['a']],
		['a body over lines', '\\newcommand{\\mycite}[1]{%\n  \\emph{as in} \\textcite{#1}%\n}', '\\mycite{a}', ['a']],
		['another name', '\\newcommand{\\mycite}{\\autocites}', '\\mycite{a}{b}', ['a', 'b']],
		['let', '\\let\\mycite=\\parencite', '\\mycite{a}', ['a']],
		['def', '\\def\\mycite#1{\\cite{#1}}', '\\mycite{a}', ['a']],
		['xparse', '\\NewDocumentCommand{\\mycite}{s O{} m}{\\cite[#2]{#3}}', '\\mycite*[p. 3]{a}', ['a']],
		['xparse without braces', '\\NewDocumentCommand\\mycite{+m m}{\\volcite{#1}{#2}}', '\\mycite{2}{a}', ['a']],
		['biblatex', '\\DeclareCiteCommand{\\mycite}[\\mkbibparens]{\\usebibmacro{prenote}}{x}{\\multicitedelim}{y}', '\\mycite[3]{a}', ['a']],
		['several of biblatex', '\\DeclareMultiCiteCommand{\\mycite}{\\parencite}{; }', '\\mycite{a}{b}', ['a', 'b']],
		['a command made of another', '\\newcommand{\\one}[1]{\\cite{#1}}\n\\newcommand{\\mycite}[1]{\\one{#1}}', '\\mycite{a}', ['a']],
		['nothing in a comment', '% \\newcommand{\\mycite}[1]{\\cite{#1}}', '\\mycite{a}', []],
		['nothing that cites a fixed key', '\\newcommand{\\mycite}[1]{#1 \\cite{x}}', '\\mycite{a}', ['x']],
		['nothing whose keys are an option', '\\newcommand{\\mycite}[1][x]{\\cite{#1}}', '\\mycite{a}', []],
		['nothing that ends nowhere', '\\newcommand{\\mycite}[1]{\\cite{#1}', '\\mycite{a}', []],
	] as const)
		test(`commands that the document makes cite in it: ${name}`, () => {
			const found = latex.citations(`${definition}\n\n${use}\n`).map(({ key }) => key);
			assert.deepEqual(found, keys);
		});

	test('environments of csquotes cite', () => {
		const text =
			'\\begin{displaycquote}[cf.][3]{a}Q\\end{displaycquote}\n\\begin{foreigndisplaycquote}{german}[4]{b, c}Q\\end{foreigndisplaycquote}\n\\begin{quote}{d}\\end{quote}';
		assert.deepEqual(cited(latex, text), ['cf.|a|3', '|b|', '|c|4']);
	});

	test('a command goes uncited once its definition is gone, however little was edited', () => {
		const body = 'Some words.\n\n'.repeat(200);
		const text = `\\newcommand{\\mycite}[1]{\\cite{#1}}\n\n${body}\\mycite{a}\n\n${body}`;
		assert.equal(latex.citations(text).length, 1);
		assert.equal(latex.citations(text.replace('cite{#1}', 'emph{#1}')).length, 0);
		assert.equal(latex.citations(text.replace('mycite{a}', 'mycite{a,b}')).length, 2);
	});

	test('a key is completed in a command that the document makes', () => {
		const text = '\\newcommand{\\mycite}[2]{#1 \\cite{#2}}\n\n\\mycite{Lamps}{lan}';
		assert.equal(latex.completing(text, text.length - 1)?.query, 'lan');
		assert.equal(latex.completing(text, text.length - 6), undefined);
	});

	test('the group is the whole construct', () => {
		assert.deepEqual(groups(latex, 'x \\citep*[see][p.~3]{a,b} y \\cites(x)[1]{c} {d} z'), [
			'\\citep*[see][p.~3]{a,b}',
			'\\citep*[see][p.~3]{a,b}',
			'\\cites(x)[1]{c} {d}',
			'\\cites(x)[1]{c} {d}',
		]);
	});

	test('commands of the user cite too', () => {
		const own = latexWith(citingCommandsOf(['mycite', '\\seecite:2', 'no command', 7]));
		assert.deepEqual(cited(own, '\\mycite[p. 3]{a} \\cite{b} \\seecite{see}[p. 4]{c, d}'), ['|a|p. 3', '|b|', '|c|', '|d|p. 4']);
		assert.deepEqual(groups(own, 'x \\seecite{see}{c}'), ['\\seecite{see}{c}']);
		assert.deepEqual(cited(latex, '\\mycite{a}'), []);
	});
});

suite('prose in LaTeX', () => {
	proseTable(latex, [
		['a \\cite[p. 3]{b} c', 'a · c'],
		['a $x$ b $$y$$ c \\(z\\) d \\[w\\] e', 'a · b · c · d · e'],
		['\\emph{V-Net} and \\textbf{U-Net}', '{V-Net} and ·{U-Net}'],
		['costs \\$5 and \\% more', 'costs \\$5 and \\% more'],
		['a % V-Net\nb', 'a · b'],
		['\\section{Wide ResNets}\\label{sec:wide}', '{Wide ResNets}'],
		['\\begin{equation*}\nx\n\\end{equation*} text', '\\end{equation*} text'.replace('\\end{equation*} ', '')],
		['\\begin{tabular}[t]{ll} V-Net \\end{tabular}', 'V-Net'],
		['\\usepackage{x}\n\\begin{document}\nV-Net\n\\end{document}\nU-Net', 'V-Net'],
		['\\href{https://x.org/V-Net}{U-Net}', '{U-Net}'],
		['an odd $ sign\n\nand V-Net $x$', 'an odd $ sign and V-Net'],
		['\\includegraphics[width=1cm]{V-Net} \\gls{unet} \\item[U-Net]', '· ·[U-Net]'],
		['V-Net\\index{V-Net} \\sindex[x]{V-Net} and U-Net', 'V-Net· · and U-Net'],
		['\\textcolor{red}{V-Net}', '{V-Net}'],
	]);
});

suite('completing in LaTeX', () => {
	completionTable(latex, [
		['\\cite{|}', '', '', 'closed'],
		['\\cite{|', '', '', 'closed'],
		['\\citep[see][p.~3]{wide resid|}', 'wide resid', 'wide resid', 'closed'],
		['\\cite{do|e2020}', 'do', 'doe2020', 'closed'],
		['\\cite{a, do|e2020 ,b}', 'do', 'doe2020', 'closed', 'a', 'b'],
		['\\cite{a,% note, {x}\n  do|}', 'do', 'do', 'closed', 'a'],
		['\\cite{do| and more text\n', 'do', 'do', 'closed'],
		['\\cite{do|\n\nMore {text}, here', 'do', 'do', 'closed'],
		['\\cites{a}[see]{do|}', 'do', 'do', 'closed'],
		['\\volcite[see]{2}[3]{do|}', 'do', 'do', 'closed'],
		['\\textcite*{do|}', 'do', 'do', 'closed'],
		['\\cite[see {\\em x}, [y]]{do|}', 'do', 'do', 'closed'],
		['\\emph{as \\cite{do|}}', 'do', 'do', 'closed'],
		['\\nocite{do|}', 'do', 'do', 'closed'],
		['\\cite\n  {do|}', 'do', 'do', 'closed'],
	]);

	silentTable(latex, [
		'plain|',
		'\\cite|',
		'\\cite[p. 3|]{a}',
		'\\cite{a}|',
		'\\emph{do|}',
		'\\cite{a}{do|}',
		'\\volcite{2|}',
		'% \\cite{do|',
		'\\cite{a, % do|\n}',
		'\\verb|\\cite{do|}|'.replace('|\\cite{do|}|', '+\\cite{do|}+'),
		'\\ref{do|}',
		'\\cite{a\n\ndo|}',
	]);
});

suite('citing in LaTeX', () => {
	for (const [request, text] of [
		[{ keys: ['a'] }, '\\cite{a}'],
		[{ keys: ['a', 'b'], locator: 'p. 3' }, '\\cite[p. 3]{a,b}'],
		[{ keys: ['a'], locator: '[3]' }, '\\cite[{[3]}]{a}'],
		[{ keys: ['a'], style: 'narrative' }, '\\cite{a}'],
		[{ keys: ['a'], style: 'narrative', text: '\\usepackage{biblatex}' }, '\\textcite{a}'],
		[{ keys: ['a'], text: '\\usepackage[x]{biblatex}' }, '\\parencite{a}'],
		[{ keys: ['a'], text: 'as \\autocite{b}' }, '\\autocite{a}'],
		[{ keys: ['a'], text: '\\usepackage[round]{natbib}' }, '\\citep{a}'],
		[{ keys: ['a'], style: 'narrative', text: 'as \\citep{b}' }, '\\citet{a}'],
	] as const)
		test(`writes ${text} for ${JSON.stringify(request)}`, () => {
			assert.equal(latex.write(request), text);
			assert.deepEqual(
				latex.citations(text).map(({ key }) => key),
				request.keys,
			);
		});
});

suite('files in LaTeX', () => {
	bibliographyTable(latex, [
		['\\bibliography{a, b.bib,more/c}', 'a.bib', 'b.bib', 'more/c.bib'],
		['\\addbibresource{a.bib}\\addbibresource[label=x]{b/c.bib}', 'a.bib', 'b/c.bib'],
		['% \\addbibresource{a.bib}\n\\bibliographystyle{plain}\n\\addbibresource{}'],
		['\\begin{refsection}[a.bib, b/c.bib]\\newrefsection [d.bib]', 'a.bib', 'b/c.bib', 'd.bib'],
		['\\begin{refsection}[label]\\begin{refsection}x[a.bib]\\newrefsection'],
		['\\addbibresource[location=remote]{https://example.org/a.bib}', 'https://example.org/a.bib'],
		['\\nobibliography*\n\\bibliography{#1}'],
	]);

	includeTable(latex, [
		['\\input{a} \\include{b/c} \\subfile{d.tex} \\input e\n', 'part a.tex', 'part b/c.tex', 'part d.tex', 'part e.tex'],
		['\\import{parts/}{a}\\subimport{more}{b}', 'part parts/a.tex', 'part more/b.tex'],
		['% !TeX root = ../main.tex\n', 'root ../main.tex'],
		['%!TEX root=main\r\n', 'root main.tex'],
		['\\documentclass[../main.tex]{subfiles}', 'root ../main.tex'],
		['\\documentclass[11pt]{article} \\includegraphics{x} \\includeonly{y} % \\input{z}', 'part article.cls'],
	]);
});

suite('endurance of LaTeX', () => {
	enduranceTable(latex, '\\cite{doe2020}', [
		'[',
		']',
		'{',
		'}',
		'$',
		'\\cite[',
		'\\cite{',
		'\\cite{a',
		'\\cites(',
		'\\cites[',
		'\\cite<',
		'\\verb|',
		'\\verb',
		'\\begin{equation}',
		'\\begin{verbatim}',
		'\\(',
		'\\iffalse',
		'\\url{',
		'\\emph{',
		'\\cite ',
		'\\cite\n',
		'\\textcolor[',
		'\\textcolor{',
		'%\n',
		'a,',
		'\n',
	]);

	test('reads a million characters of citations', () => {
		assert.equal(cited(latex, million('\\citep[p. 3]{a,b} ')).length, 111_112);
	});

	test('reads a list of a hundred thousand keys', () => {
		assert.equal(cited(latex, `\\cite{${'a,'.repeat(100_000)}}`).length, 100_000);
	});
});

suite('accepted keys in LaTeX', () => {
	acceptanceTable(latex, [
		['\\cite{a,do|}', 'a//b', '\\cite{a,a//b}'],
		['\\citep[p.~3]{do|}', 'x(y)', '\\citep[p.~3]{x(y)}'],
	]);
});
