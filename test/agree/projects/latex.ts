import { bib, type Project } from '../project.js';

const article = (preamble: string, body: string): string =>
	`--- main.tex\n\\documentclass{article}\n${preamble}\n\\begin{document}\n${body}\n\\end{document}\n`;
const refs = (...keys: readonly string[]): string => `--- refs.bib\n${bib(...keys)}`;

/** Projects that LaTeX sets, with BibTeX or Biber. */
export const latexProjects: readonly Project[] = [
	{
		name: 'plain BibTeX',
		text: `${article('', 'A \\cite{fog1999} and \\cite[p.~3]{rain2001, lost1990}. \\nocite{dew2003} % \\cite{comment1990}\n\\verb|\\cite{verb1990}|\n\\bibliographystyle{plain}\\bibliography{refs}')}${refs('fog1999', 'rain2001', 'dew2003')}`,
	},
	{
		name: 'natbib',
		text: `${article('\\usepackage{natbib}', '\\citet{fog1999} \\citep[see][p. 3]{rain2001} \\citealp*{lost1990} \\Citet{dew2003} \\citeauthor{fog1999} \\citeyearpar{lost1991} \\citetext{see \\citealp{rain2001}}\n\\bibliographystyle{plainnat}\\bibliography{refs}')}${refs('fog1999', 'rain2001', 'dew2003')}`,
	},
	{
		name: 'biblatex',
		text: `${article('\\usepackage{biblatex}\\addbibresource{refs.bib}', '\\parencite{fog1999} \\textcite[3]{rain2001} \\autocites[1]{fog1999}[2]{lost1990} \\footcite{dew2003} \\fullcite{lost1991} \\cites(see)()[3]{rain2001}{lost1992} \\citetitle*{fog1999}\n\\printbibliography')}${refs('fog1999', 'rain2001', 'dew2003')}`,
	},
	{
		name: 'case of keys with BibTeX',
		text: `${article('', '\\cite{FOG1999} \\cite{lost1990}\n\\bibliographystyle{plain}\\bibliography{refs}')}${refs('fog1999')}`,
	},
	{
		name: 'case of keys with Biber',
		text: `${article('\\usepackage{biblatex}\\addbibresource{refs.bib}', '\\cite{Fog1999} \\cite{fog1999}\n\\printbibliography')}${refs('fog1999')}`,
	},
	{
		name: 'parts with \\input and \\include',
		text: `${article('', '\\input{parts/one}\\include{two}\n\\bibliographystyle{plain}\\bibliography{refs}')}--- parts/one.tex\n\\cite{fog1999} \\cite{lost1990}\n--- two.tex\n\\cite{rain2001} \\cite{lost1991}\n${refs('fog1999', 'rain2001')}`,
	},
	{
		name: 'lists that come with macros only',
		text: `${article('', '\\cite{fog1999} \\cite{lost1990}\n\\bibliographystyle{plain}\\bibliography{strings,refs}')}--- strings.bib\n@string{hp = "Harbour Press"}\n--- refs.bib\n@book{fog1999, author = {Moor, Ada}, title = {Fog}, publisher = hp, year = 1999}\n`,
	},
	{
		name: 'a parent in another list',
		text: `${article('', '\\cite{part1999} \\cite{whole1999} \\cite{lost1990}\n\\bibliographystyle{plain}\\bibliography{refs,books}')}--- refs.bib\n@incollection{part1999, author = {Moor, Ada}, title = {Fog}, crossref = {whole1999}}\n--- books.bib\n@book{whole1999, editor = {Birk, Eva}, title = {Weather}, booktitle = {Weather}, publisher = {H}, year = 1999}\n`,
	},
	{
		name: 'a pattern for lists',
		text: `${article('\\usepackage{biblatex}\\addbibresource[glob]{lit/*.bib}', '\\cite{fog1999} \\cite{rain2001} \\cite{lost1990}\n\\printbibliography')}--- lit/a.bib\n${bib('fog1999')}--- lit/b.bib\n${bib('rain2001')}`,
	},
	{
		name: 'a list named by a macro',
		text: `${article('\\usepackage{biblatex}\\newcommand*{\\bibdir}{lit}\\addbibresource{\\bibdir/refs.bib}', '\\cite{fog1999} \\cite{lost1990}\n\\printbibliography')}--- lit/refs.bib\n${bib('fog1999')}`,
	},
	{
		name: 'a list named after the job',
		text: `${article('', '\\cite{fog1999} \\cite{lost1990}\n\\bibliographystyle{plain}\\bibliography{\\jobname}')}--- main.bib\n${bib('fog1999')}`,
	},
	{
		name: 'bibitems',
		text: `${article('', '\\cite{r1} \\cite{r2} \\cite{lost1990}\n\\begin{thebibliography}{9}\n\\bibitem{r1} Moor. Fog.\n\\bibitem[{[Doe20]}]{r2} Doe. Rain.\n% \\bibitem{r3}\n\\end{thebibliography}')}`,
	},
	{
		name: 'bibitems in a part',
		text: `${article('', '\\cite{r1} \\cite{lost1990}\n\\input{lit}')}--- lit.tex\n\\begin{thebibliography}{9}\n\\bibitem%\n{r1} Moor. Fog.\n\\end{thebibliography}\n`,
	},
	{
		name: 'entry sets',
		text: `${article('\\usepackage{biblatex}\\addbibresource{refs.bib}\\defbibentryset{pair}{fog1999,rain2001}', '\\cite{pair} \\cite{fog1999} \\cite{lost1990}\n\\printbibliography')}${refs('fog1999', 'rain2001')}`,
	},
	{
		name: 'a list in the document',
		text: `--- main.tex\n\\begin{filecontents}[force]{own.bib}\n${bib('fog1999')}\\end{filecontents}\n\\documentclass{article}\n\\usepackage{biblatex}\\addbibresource{own.bib}\n\\begin{document}\n\\cite{fog1999} \\cite{lost1990}\n\\printbibliography\n\\end{document}\n--- other.txt\nNothing.\n`,
	},
	{
		name: 'multibib',
		text: `${article('\\usepackage{multibib}\\newcites{sup}{Supplement}', '\\cite{fog1999} \\citesup{rain2001} \\citesup{lost1990} \\nocitesup{dew2003}\n\\bibliographystyle{plain}\\bibliography{refs}\n\\bibliographystylesup{plain}\\bibliographysup{more}')}${refs('fog1999')}--- more.bib\n${bib('rain2001', 'dew2003')}`,
	},
	{
		name: 'bibunits',
		text: `${article('\\usepackage{bibunits}\\defaultbibliographystyle{plain}', '\\begin{bibunit}\n\\cite{fog1999} \\cite{lost1990}\n\\putbib[refs]\n\\end{bibunit}\n\\begin{bibunit}\n\\cite{rain2001}\n\\putbib[refs]\n\\end{bibunit}')}${refs('fog1999', 'rain2001')}`,
	},
	{
		name: 'chapterbib',
		text: `--- main.tex\n\\documentclass{report}\n\\usepackage{chapterbib}\n\\begin{document}\n\\include{one}\n\\include{two}\n\\end{document}\n--- one.tex\n\\chapter{One}\n\\cite{fog1999} \\cite{lost1990}\n\\bibliographystyle{plain}\\bibliography{refs}\n--- two.tex\n\\chapter{Two}\n\\cite{rain2001}\n\\bibliographystyle{plain}\\bibliography{refs}\n${refs('fog1999', 'rain2001')}`,
	},
	{
		name: 'commands of one’s own',
		text: `${article('\\usepackage{natbib}\\newcommand{\\seecite}[2][]{\\citep[see][#1]{#2}}\\let\\mycite\\citet', '\\seecite[3]{fog1999} \\mycite{rain2001} \\seecite{lost1990}\n\\bibliographystyle{plainnat}\\bibliography{refs}')}${refs('fog1999', 'rain2001')}`,
	},
	{
		name: 'commands of a package beside the document',
		text: `${article('\\usepackage{own}', '\\mycite{fog1999} \\mycite{lost1990}\n\\chapterlike{one}\n\\mylist{refs}')}--- own.sty\n\\ProvidesPackage{own}\n\\newcommand{\\mycite}[1]{\\cite{#1}}\n\\newcommand{\\mylist}[1]{\\bibliographystyle{plain}\\bibliography{#1}}\n\\newcommand{\\chapterlike}[1]{\\input{parts/#1}}\n--- parts/one.tex\n\\cite{rain2001} \\cite{else1999}\n${refs('fog1999', 'rain2001')}--- other.bib\n${bib('else1999')}`,
	},
	{
		name: 'commands of one’s own in a part, around inclusions and lists',
		text: `${article('\\input{macros}\n\\usepackage{biblatex}\n\\lists{refs}', '\\mycite{fog1999}\n\\piece{one}\n\\printbibliography')}--- macros.tex\n\\newcommand{\\mycite}[1]{\\textcite{#1}}\n\\newcommand{\\piece}[1]{\\input{parts/#1}}\n\\newcommand{\\lists}[1]{\\addbibresource{#1.bib}}\n--- parts/one.tex\n\\mycite{rain2001} \\mycite{lost1991} \\mycite{else1999}\n${refs('fog1999', 'rain2001')}--- other.bib\n${bib('else1999')}`,
	},
	{
		name: 'a list in a preamble file',
		text: `--- main.tex\n\\documentclass{article}\n\\input{preamble}\n\\begin{document}\n\\input{one}\n\\printbibliography\n\\end{document}\n--- preamble.tex\n\\usepackage{biblatex}\n\\addbibresource{lit/refs.bib}\n--- one.tex\n\\cite{fog1999} \\cite{lost1990}\n--- lit/refs.bib\n${bib('fog1999')}`,
	},
	{
		name: 'subfiles',
		text: `--- main.tex\n\\documentclass{article}\n\\usepackage{subfiles}\n\\begin{document}\n\\subfile{parts/one}\n\\bibliographystyle{plain}\\bibliography{\\subfix{refs}}\n\\end{document}\n--- parts/one.tex\n\\documentclass[../main.tex]{subfiles}\n\\begin{document}\n\\cite{fog1999} \\cite{lost1990}\n\\end{document}\n${refs('fog1999')}`,
	},
	{
		name: 'import',
		text: `${article('\\usepackage{import}', '\\import{parts/}{one}\n\\bibliographystyle{plain}\\bibliography{refs}')}--- parts/one.tex\n\\cite{fog1999} \\input{two}\n--- parts/two.tex\n\\cite{rain2001} \\cite{lost1990}\n${refs('fog1999', 'rain2001')}`,
	},
	{
		name: 'text that is left out',
		text: `${article('\\usepackage{comment}', '\\cite{fog1999}\n\\iffalse \\cite{no1990} \\fi\n\\begin{comment}\n\\cite{no1991}\n\\end{comment}\n\\begin{verbatim}\n\\cite{no1992}\n\\end{verbatim}\n\\cite{lost1990}\n\\bibliographystyle{plain}\\bibliography{refs}')}--- refs.bib\n${bib('fog1999')}`,
	},
	{
		name: 'sections with lists of their own',
		text: `${article('\\usepackage{biblatex}\\addbibresource{refs.bib}\\addbibresource{more.bib}', '\\begin{refsection}[more.bib]\n\\cite{rain2001} \\cite{lost1991}\n\\printbibliography\n\\end{refsection}\n\\cite{fog1999} \\cite{lost1990}\n\\printbibliography')}${refs('fog1999')}--- more.bib\n${bib('rain2001')}`,
	},
	{
		name: 'ids of entries',
		text: `${article('\\usepackage{biblatex}\\addbibresource{refs.bib}', '\\cite{fog1999} \\cite{fogold} \\cite{lost1990}\n\\printbibliography')}--- refs.bib\n@book{fog1999, ids = {fogold, fogolder}, author = {Moor, Ada}, title = {Fog}, publisher = {H}, date = {1999}}\n`,
	},
	{
		name: 'captions, footnotes, titles and maths',
		text: `${article('', '\\section{On \\cite{fog1999}}\nText\\footnote{After \\cite{rain2001} and \\cite{lost1990}.}\n\\begin{figure}x\\caption[Short]{From \\cite{dew2003}}\\end{figure}\n$x \\mbox{\\cite{lost1991}}$\n\\bibliographystyle{plain}\\bibliography{refs}')}${refs('fog1999', 'rain2001', 'dew2003')}`,
	},
	{
		name: 'the whole list',
		text: `${article('\\usepackage{biblatex}\\addbibresource{refs.bib}', '\\nocite{*}\\cite{lost1990}\n\\printbibliography')}${refs('fog1999')}`,
	},
	{
		name: 'several lists with blanks between',
		text: `${article('', '\\cite{fog1999,rain2001} \\cite{lost1990}\n\\bibliographystyle{plain}\n\\bibliography{refs, lit/more}')}${refs('fog1999')}--- lit/more.bib\n${bib('rain2001')}`,
	},
	{
		name: 'REVTeX’s starred keys',
		text: `--- main.tex\n\\documentclass{revtex4-2}\n\\begin{document}\n\\cite{fog1999,*rain2001} \\cite{lost1990}\n\\bibliography{refs}\n\\end{document}\n${refs('fog1999', 'rain2001')}`,
	},
	{
		name: 'file names with blanks and a conditional input',
		text: `${article('', '\\input{"part one"}\\InputIfFileExists{two}{}{}\n\\bibliographystyle{plain}\\bibliography{refs}')}--- part one.tex\n\\cite{fog1999} \\cite{lost1990}\n--- two.tex\n\\cite{rain2001} \\cite{lost1991}\n${refs('fog1999', 'rain2001')}`,
	},
	...['\\bibliographystyle{plain}\\bibliography{names,refs,whole}', '\\printbibliography'].map((list) => ({
		name: `a list whose files need each other, by ${list.includes('plain') ? 'BibTeX' : 'Biber'}`,
		text: `${article(list.includes('plain') ? '' : '\\usepackage{biblatex}\\addbibresource{names.bib}\\addbibresource{refs.bib}\\addbibresource{whole.bib}', `\\cite{fog1999} \\cite{rain2001} \\cite{fleet1987} \\cite{lost1990}\n${list}`)}--- names.bib\n@string{jhs = "Journal of Hot Springs"}\n--- refs.bib\n@article{fog1999, author = {Moor, Ada}, title = {Fog}, journal = jhs, year = 1999}\n@inproceedings{rain2001, author = {Lang, Bo}, title = {Rain}, crossref = {Fleet1987}}\n--- whole.bib\n@proceedings{fleet1987, title = {Fleet Days}, editor = {Doe, Jo}, year = 1987}\n`,
	})),
];
