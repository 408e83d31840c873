import assert from 'node:assert/strict';
import { latex, latexWith } from '../../../../../server/engine/documents/markup/latex.js';
import { cited, completed } from './cases.js';

/** What a text names: its bibliographies' paths, with the command they depend on, then its parts and roots. */
function named(text: string): readonly string[] {
	const bibliographies = latex.bibliographies(text).map(({ path, onlyWith }) => (onlyWith ? `${path} with ${onlyWith}` : path));
	return [...bibliographies, ...latex.includes!(text).map(({ role, path }) => `${role} ${path}`)];
}

suite('files that LaTeX texts name', () => {
	for (const [text, ...files] of [
		['\\putbib[lit/a, b]\n\\defaultbibliography{lit/c}', 'lit/a.bib', 'b.bib', 'lit/c.bib'],
		['\\putbib\n[x]', 'x.bib'],
		['\\begin{btSect}{lit/a,b}\\end{btSect}\\begin{btSect}[plain]{c}', 'lit/a.bib', 'b.bib', 'c.bib'],
		['\\bibliographysup{a}', 'a.bib with citesup'],
		['\\bibliographystylesup{plain}\\bibliographyunit[\\chapter]\\bibliographystyle{alpha}'],
		['\\InputIfFileExists{local}{}{}', 'part local.tex'],
		['\\input{"part one"}\\input{"c d.tex"}', 'part part one.tex', 'part c d.tex'],
		['\\input{\\subfix{a}}', 'part a.tex'],
		['\\input "part one.tex"\n\\input"two" \\input three', 'part part one.tex', 'part two.tex', 'part three.tex'],
		['\\addbibresource{\\detokenize{my_refs.bib}}', 'my_refs.bib'],
		['\\def\\chapters{ch}\\include{\\chapters/one}', 'part ch/one.tex'],
		['\\include{\\unknown/one}'],
		['\\usepackage[x]{mystyle, amsmath}\\RequirePackage{own}', 'part mystyle.sty', 'part amsmath.sty', 'part own.sty'],
		['\\documentclass{thesis}\\LoadClass[a4]{report}', 'part thesis.cls', 'part report.cls'],
		['\\newcommand{\\inc}[1]{\\include{chapters/#1}}\n\\inc{a} \\inc{b}', 'part chapters/a.tex', 'part chapters/b.tex'],
		['\\newcommand{\\inc}[2][x]{\\section{#1}\\input{#2}}\n\\inc{a}\\inc[t]{b}', 'part a.tex', 'part b.tex'],
		['\\newcommand\\both[2]{\\section{#1}\\input{#2/text}}\\both{One}{a}', 'part a/text.tex'],
		['\\NewDocumentCommand{\\lit}{O{x} m}{\\bibliography{lit/#2}}\\lit{a,b}', 'lit/a.bib', 'b.bib'],
		['\\def\\lit#1{\\bibliographystyle{plain}\\bibliography{#1}}\\lit{refs}', 'refs.bib'],
		['\\newcommand{\\res}[1]{\\addbibresource{#1.bib}}% \\res{no}\n\\res{yes}', 'yes.bib'],
		['\\newcommand{\\lit}[1]{\\textbf{#1}}\\lit{a}'],
		['\\includefrom{ch/}{one}\\subinputfrom{ch}{two}', 'part ch/one.tex', 'part ch/two.tex'],
	] as const)
		test(`are ${files.join(', ') || 'none'} in ${JSON.stringify(text)}`, () => assert.deepEqual(named(text), files));

	for (const opening of [
		'filecontents}',
		'filecontents*}[overwrite]',
		'filecontentsgdef}',
		'filecontentshere}',
		'VerbatimOut}',
		'tcbverbatimwrite}',
	])
		test(`are written by \\begin{${opening}, with the keys of their entries`, () => {
			const [name] = opening.split('}');
			const written = `@misc{a1, title={X}}\\n\\cite{hidden}\\n`.replaceAll('\\n', '\n');
			const text = `\\begin{${opening}{own.bib}\n${written}\\end{${name}}\n\\addbibresource{own.bib}\\cite{a1}\n`;
			assert.deepEqual(
				latex.labels!(text).map((label) => label.name),
				['a1'],
			);
			assert.deepEqual(
				latex.bibliographies(text).map(({ kind }) => kind),
				['made'],
			);
			assert.deepEqual(cited(latex, text), ['|a1|']);
		});

	test('are found again after an edit that changes the macros in their paths', () => {
		const before = 'x\n\n\\newcommand{\\lit}{a}\n\ny\n\n\\addbibresource{\\lit/r.bib}\n\n'.concat('Text.\n\n'.repeat(100));
		const markup = latexWith([]);
		assert.deepEqual(
			markup.bibliographies(before).map(({ path }) => path),
			['a/r.bib'],
		);
		for (const text of [before.replace('{a}', '{b}'), before.replace('r.bib', 's.bib'), before.replace('y\n', 'y \\input{\\lit/t}\n')])
			assert.deepEqual(
				[...markup.bibliographies(text), ...markup.includes!(text)].map(({ path }) => path),
				[...latexWith([]).bibliographies(text), ...latexWith([]).includes!(text)].map(({ path }) => path),
			);
	});
});

suite('citing commands of classes and packages', () => {
	for (const [text, ...keys] of [
		['\\sidecite{a}\\sidetextcite[2][-1cm]{b}\\sidecite[][2cm]{c}', '|a|', '|b|-1cm', '|c|2cm'],
		['\\cite{a,*b}\\cite{*c, * d}', '|a|', '|b|', '|c|', '|d|'],
		['\\nocite{*}\\cite{*}'],
		['\\mcite{set,a,*b}\\Mautocite{c}', '|set|', '|a|', '|b|', '|c|'],
		['\\apud[p.~2]{a}{b}', '|a|p.~2', '|b|'],
		['\\newcites{sup,web}{Supplement,Web}\\citesup{a}\\citepweb[2]{b}\\nocitesup{c}\\citetother{d}', '|a|', '|b|2', '|c|'],
		['<<fig, cache=TRUE>>=\nx <- "\\\\cite{code}"\n\n# 50%\n@\n\\cite{a}', '|a|'],
		['% \\newcites{sup}{Supplement}\n\\citesup{a}'],
	] as const)
		test(`cite ${keys.join(', ') || 'nothing'} in ${JSON.stringify(text)}`, () =>
			assert.deepEqual(
				cited(latex, text).map((each) => each.replace(/^[^|]+/, '')),
				keys,
			));

	test('are completed without the star before a key', () => {
		assert.deepEqual(completed(latex, '\\cite{a,*b|}'), { query: 'b', replaced: 'b', bracketed: true, keys: ['a'] });
	});
});
