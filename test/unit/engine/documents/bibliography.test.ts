import assert from 'node:assert/strict';
import { kindsByCode } from '../../../../server/engine/documents/bibliographiesByCode.js';
import { bibliographiesOf, foundBibliographies } from '../../../../server/engine/documents/bibliography.js';
import { Document } from '../../../../server/engine/documents/document.js';
import { languageOfFile } from '../../../../server/engine/documents/languages.js';
import { closedNote, NoteIndex } from '../../../../server/engine/documents/noteIndex.js';
import { ProjectFiles } from '../../../../server/engine/documents/project/projectFiles.js';
import type { IncludingDocument, ProjectView } from '../../../../server/engine/documents/project/projectView.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';
import { fixture } from '../../fixture.js';

const root = 'file:///w';

/** A workspace of files by their paths; the text of `.bib` files is ignored. */
function workspace(files: Readonly<Record<string, string>>): ProjectFiles {
	const project = new ProjectFiles();
	project.folders = [root];
	for (const [path, text] of Object.entries(files)) {
		project.add(`${root}/${path}`);
		project.update(`${root}/${path}`, text);
	}
	const notes = new NoteIndex();
	for (const [path, text] of Object.entries(files)) {
		const languageId = languageOfFile(path);
		if (languageId) notes.update(closedNote(`${root}/${path}`, languageId, text), createLibraryStore().current);
	}
	project.including = (name) => notes.including(name);
	return project;
}

/** What a document at `path` cites from, as paths from the workspace's folder. */
function bibliographies(files: Readonly<Record<string, string>>, path: string, text = '', languageId = 'markdown'): readonly string[] {
	const document = new Document(`${root}/${path}`, languageId, 1, text);
	return bibliographiesOf(document, workspace(files)).map((uri) => uri.slice(root.length + 1));
}

/** The rule and the naming file of each. */
function rules(files: Readonly<Record<string, string>>, path: string, text = '', languageId = 'markdown'): readonly string[] {
	const document = new Document(`${root}/${path}`, languageId, 1, text);
	return foundBibliographies(document, workspace(files)).map(({ rule, by }) => `${rule}: ${by.slice(root.length + 1)}`);
}

const yaml = (text: string): string => `---\n${text}\n---\n`;

suite('the bibliographies that a document names', () => {
	test('count from its own folder', () => {
		assert.deepEqual(bibliographies({}, 'a/n.md', yaml('bibliography: ../refs.bib')), ['refs.bib']);
		assert.deepEqual(bibliographies({}, 'a/n.md', yaml('bibliography: [x.bib, b/y.bib]')), ['a/x.bib', 'a/b/y.bib']);
	});

	test('are files, not addresses on the web', () => {
		assert.deepEqual(bibliographies({}, 'n.md', yaml('bibliography: https://example.org/refs.bib')), []);
	});

	for (const path of ['https://example.org/refs.bib', '"`r here::here(\'refs.bib\')`"', '!expr file', 'C:/lit/refs.bib'])
		test(`are not known from ${path}`, () => {
			const document = new Document(`${root}/n.md`, 'markdown', 1, yaml(`bibliography: ${path}`));
			assert.deepEqual(
				foundBibliographies(document).map(({ kind }) => kind),
				['unknown'],
			);
		});

	test('are none where neither it nor anything around it names one', () => {
		assert.deepEqual(bibliographies({ 'refs.bib': '' }, 'n.md'), []);
	});
});

suite('the bibliographies of a Typst document', () => {
	const text = '#bibliography("/refs.bib")';

	test('count from the workspace’s folder where their path begins with a slash', () => {
		assert.deepEqual(bibliographies({}, 'chapters/a.typ', text, 'typst'), ['refs.bib']);
		assert.deepEqual(bibliographies({}, 'chapters/a.typ', '#bibliography(("/b/x.yml", "y.bib"))', 'typst'), ['b/x.yml', 'chapters/y.bib']);
	});

	test('count from the folder of a main file in between where only that has the file', () => {
		const files = { 'thesis/refs.bib': '' };
		assert.deepEqual(bibliographies(files, 'thesis/chapters/a.typ', text, 'typst'), ['thesis/refs.bib']);
		assert.deepEqual(bibliographies({ ...files, 'refs.bib': '' }, 'thesis/chapters/a.typ', text, 'typst'), ['refs.bib']);
	});

	const template = '#let thesis(title: none, sources: none, body) = {\n  body\n  bibliography(sources, style: "ieee")\n}\n';
	for (const [what, files] of Object.entries<Readonly<Record<string, string>>>({
		'the argument of a template': {
			'template.typ': template,
			'main.typ': '#import "template.typ": *\n#show: thesis.with(sources: "refs.bib")',
		},
		'an argument whose path counts from the template': {
			'lib/template.typ': template,
			'main.typ': '#import "lib/template.typ": thesis\n#show: thesis.with(title: [A "x.bib"], sources: "../refs.bib")',
		},
		'an argument without a name': { 'template.typ': template, 'main.typ': '#import "template.typ": *\n#thesis("A", "refs.bib")[Text]' },
		'one of a list of files': {
			'template.typ': template,
			'main.typ': '#import "template.typ": *\n#thesis(sources: ("none.bib", "refs.bib"))[Text]',
		},
		'what a parameter is where it is left out': {
			'lib/a.typ': '#let sources(file: "../refs.bib") = { bibliography(file) }',
			'main.typ': '#import "lib/a.typ": *\n#sources()',
		},
		'a variable of another file': { 'vars.typ': '#let refs = "refs.bib"', 'main.typ': '#import "vars.typ": refs\n#bibliography(refs)' },
		'an argument that a template takes further': {
			'lib/b.typ': '#let list(file) = [#bibliography(file)]',
			'lib/a.typ': '#import "b.typ": *\n#let thesis(citations: none) = list("../" + citations)',
			'main.typ': '#import "lib/a.typ": *\n#thesis(citations: "refs.bib")',
		},
		'a call for later': {
			'lib.typ': '#let thesis(list, body) = list(title: none)',
			'main.typ': '#import "lib.typ": *\n#show: thesis.with(list: bibliography.with("refs.bib"))',
		},
	}))
		test(`are ${what}`, () => {
			assert.deepEqual(bibliographies({ ...files, 'refs.bib': '' }, 'main.typ', files['main.typ'], 'typst'), ['refs.bib']);
			for (const path of Object.keys(files).filter((each) => each !== 'main.typ'))
				assert.deepEqual(bibliographies({ ...files, 'refs.bib': '' }, path, files[path], 'typst'), ['refs.bib']);
		});

	for (const [what, text] of [
		['only the command line', '#let x = "refs.bib"\n#bibliography(sys.inputs.at("bib"))'],
		['a name that no file is given to', '#let thesis(sources) = bibliography(sources)'],
		['a name that a file is given to which is not there', '#let sources = "gone.bib"\n#bibliography(sources)'],
	] as const)
		test(`are not known where they are ${what}`, () => {
			const document = new Document(`${root}/main.typ`, 'typst', 1, text);
			assert.deepEqual(
				foundBibliographies(document, workspace({ 'refs.bib': '', 'main.typ': text })).map(({ kind }) => kind),
				['unknown'],
			);
		});

	for (const [text, ...parts] of [
		['#bibliography("lit/" + name + ".bib", title: "T" + x)', 'lit/" + name + ".bib'],
		['#bibliography((folder + "a.bib", folder\n+ "b.bib", "c.bib"))', 'folder + "a.bib', 'folder\n+ "b.bib', 'c.bib'],
	] as const)
		test(`are one for each expression: ${text}`, () => {
			const document = new Document(`${root}/main.typ`, 'typst', 1, text);
			const named = foundBibliographies(document, workspace({ 'refs.bib': '', 'main.typ': text }));
			assert.deepEqual(
				named.map(({ span }) => document.textOf(span!)),
				parts,
			);
		});

	test('count from the document’s own folder outside the workspace', () => {
		assert.deepEqual(bibliographiesOf(new Document('file:///other/a.typ', 'typst', 1, text), workspace({})), ['file:///other/refs.bib']);
	});

	test('count from the first of two workspace folders around it', () => {
		const project = workspace({});
		project.folders = ['file:///v/', 'file:///w/thesis/', root];
		assert.deepEqual(bibliographiesOf(new Document(`${root}/thesis/a.typ`, 'typst', 1, text), project), [`${root}/thesis/refs.bib`]);
	});
});

suite('the bibliographies of a Quarto project', () => {
	test('are those of the nearest project, from its folder', () => {
		const files = { '_quarto.yml': 'bibliography: out.bib', 'book/_quarto.yml': 'bibliography: refs.bib' };
		assert.deepEqual(bibliographies(files, 'book/part/n.qmd', '', 'quarto'), ['book/refs.bib']);
		assert.deepEqual(rules(files, 'book/part/n.qmd', '', 'quarto'), ['Quarto project: book/_quarto.yml']);
	});

	test('give way to a folder’s own and that to the document’s', () => {
		const files = { '_quarto.yml': 'bibliography: a.bib', 'part/_metadata.yml': 'bibliography: b.bib' };
		assert.deepEqual(bibliographies(files, 'n.qmd', '', 'quarto'), ['a.bib']);
		assert.deepEqual(bibliographies(files, 'part/n.qmd', '', 'quarto'), ['part/b.bib']);
		assert.deepEqual(bibliographies(files, 'part/n.qmd', yaml('bibliography: c.bib'), 'quarto'), ['part/c.bib']);
	});

	test('are joined where one of them is a list, the document’s own first', () => {
		const files = { '_quarto.yml': 'bibliography: [a.bib]', 'part/_metadata.yml': 'bibliography: b.bib' };
		assert.deepEqual(bibliographies(files, 'part/n.md', yaml('bibliography: c.bib')), ['part/c.bib', 'a.bib', 'part/b.bib']);
	});

	test('need no field in the project file itself', () => {
		const files = { '_quarto.yml': 'project:\n  type: book', 'part/_metadata.yml': 'bibliography: b.bib' };
		assert.deepEqual(rules(files, 'part/n.qmd', '', 'quarto'), ['Quarto folder metadata: part/_metadata.yml']);
	});

	test('may be in files of metadata that the project or a folder names', () => {
		const files = { '_quarto.yml': 'metadata-files:\n  - meta/lit.yml', 'meta/lit.yml': 'bibliography: a.bib' };
		assert.deepEqual(rules(files, 'part/n.qmd', '', 'quarto'), ['metadata file: meta/lit.yml']);
		assert.deepEqual(bibliographies(files, 'part/n.qmd', '', 'quarto'), ['meta/a.bib']);
	});

	test('are those of every profile, since any may be used', () => {
		const files = { '_quarto.yml': 'bibliography: a.bib', '_quarto-draft.yml': 'bibliography: b.bib' };
		assert.deepEqual(rules(files, 'n.qmd', '', 'quarto'), ['Quarto project: _quarto.yml', 'Quarto profile: _quarto-draft.yml']);
	});

	test('are those of every format', () => {
		const files = { '_quarto.yml': 'format:\n  html:\n    bibliography: a.bib\n  pdf:\n    bibliography: b.bib' };
		assert.deepEqual(bibliographies(files, 'n.qmd', '', 'quarto'), ['a.bib', 'b.bib']);
	});

	test('stop at the workspace', () => {
		const project = workspace({ '_quarto.yml': 'bibliography: a.bib' });
		project.folders = ['file:///w/book'];
		assert.deepEqual(bibliographiesOf(new Document('file:///w/book/n.qmd', 'quarto', 1, ''), project), []);
		assert.deepEqual(bibliographiesOf(new Document('file:///w/n.qmd', 'quarto', 1, ''), project), []);
	});

	test('are absolute where their path begins with a slash, as Quarto leaves it to Pandoc', () => {
		const document = new Document(`${root}/n.qmd`, 'quarto', 1, yaml('bibliography: /refs.bib'));
		assert.deepEqual(bibliographiesOf(document, workspace({ '_quarto.yml': 'project:\n  type: book', 'refs.bib': '' })), [
			'file:///refs.bib',
		]);
	});

	test('are read from a broken project file as far as they can be', () => {
		assert.deepEqual(bibliographies({ '_quarto.yml': 'bibliography: a.bib\nformat: [html' }, 'n.qmd', '', 'quarto'), ['a.bib']);
		assert.deepEqual(bibliographies({ '_quarto.yml': '- bibliography' }, 'n.qmd', '', 'quarto'), []);
	});
});

suite('the bibliographies of a bookdown book', () => {
	const index = yaml('site: bookdown::bookdown_site\nbibliography: [book.bib]');

	test('are those of its first chapter', () => {
		assert.deepEqual(rules({ 'book/index.Rmd': index }, 'book/02-lamps.Rmd', '# Lamps', 'rmd'), ['bookdown book: book/index.Rmd']);
		assert.deepEqual(bibliographies({ 'book/index.Rmd': index }, 'book/02-lamps.Rmd', '', 'rmd'), ['book/book.bib']);
	});

	test('hold for no files elsewhere, nor for a first page that makes no book', () => {
		assert.deepEqual(bibliographies({ 'book/index.Rmd': index }, 'notes/n.Rmd', '', 'rmd'), []);
		assert.deepEqual(bibliographies({ 'index.Rmd': yaml('bibliography: a.bib') }, 'n.Rmd', '', 'rmd'), []);
	});
});

suite('the bibliographies of a MyST project', () => {
	test('are those of its list', () => {
		const files = { 'myst.yml': 'project:\n  bibliography:\n    - refs/a.bib\n    - https://example.org/b.bib', 'other.bib': '' };
		assert.deepEqual(bibliographies(files, 'chapter/n.md'), ['refs/a.bib']);
		// The second is on the web, and not read.
		assert.deepEqual(rules(files, 'chapter/n.md'), ['MyST project: myst.yml', 'MyST project: myst.yml']);
	});

	test('are all beside and below it where it has none', () => {
		const files = { 'b/myst.yml': 'project:\n  title: A book', 'b/z.bib': '', 'b/sub/a.bib': '', 'out.bib': '' };
		assert.deepEqual(bibliographies(files, 'b/n.md'), ['b/sub/a.bib', 'b/z.bib']);
		assert.deepEqual(rules(files, 'b/n.md')[0], 'MyST project without a list: b/myst.yml');
	});
});

suite('the bibliographies of a Sphinx project', () => {
	test('are the string literals of bibtex_bibfiles', () => {
		const python = [
			'# bibtex_bibfiles = ["no.bib"]',
			'extensions = ["sphinxcontrib.bibtex"]',
			'bibtex_bibfiles = [  # ours',
			"    'a.bib',  # 'not.bib'",
			'    r"refs/b.bib",',
			'    os.path.join("more", "d.bib"), os.path.join(here, "not.bib"), str("not.bib"),',
			'    """c.bib""",',
			']',
			'html_theme_options = ["d.bib"]',
		].join('\n');
		assert.deepEqual(bibliographies({ 'docs/conf.py': python }, 'docs/user/n.rst', '', 'restructuredtext'), [
			'docs/a.bib',
			'docs/refs/b.bib',
			'docs/more/d.bib',
			'docs/c.bib',
		]);
	});

	test('are read from a list that is not closed, a tuple and an addition', () => {
		const python = 'bibtex_bibfiles: list[str] = ("a.bib",)\nbibtex_bibfiles += ["b.bib", ';
		assert.deepEqual(bibliographies({ 'conf.py': python }, 'n.rst', '', 'restructuredtext'), ['a.bib', 'b.bib']);
		const added =
			'bibtex_bibfiles = []\nbibtex_bibfiles.append("a.bib")\nbibtex_bibfiles.extend(["b.bib", "c.bib"])\nother.append("d.bib")\n';
		assert.deepEqual(bibliographies({ 'conf.py': added }, 'n.rst', '', 'restructuredtext'), ['a.bib', 'b.bib', 'c.bib']);
	});

	test('are cited from beside what a directive lists', () => {
		const files = { 'conf.py': 'bibtex_bibfiles = ["a.bib", "b.bib"]' };
		assert.deepEqual(bibliographies(files, 'n.rst', '.. bibliography:: b.bib', 'restructuredtext'), ['b.bib', 'a.bib']);
		assert.deepEqual(bibliographies(files, 'n.md', '```{bibliography} b.bib\n```\n'), ['b.bib', 'a.bib']);
	});

	test('are those of a Jupyter Book’s own file where there is no conf.py', () => {
		const files = { 'b/_config.yml': 'title: Lakes\nbibtex_bibfiles:\n  - a.bib\n', 'b/c/_config.yml': 'theme: minima' };
		assert.deepEqual(bibliographies(files, 'b/n.md'), ['b/a.bib']);
		assert.deepEqual(rules(files, 'b/n.md'), ['Jupyter Book: b/_config.yml']);
		const nested = { '_config.yml': 'sphinx:\n  config:\n    bibtex_bibfiles: [a.bib]' };
		assert.deepEqual(bibliographies(nested, 'n.md'), ['a.bib']);
	});

	test('hold for Markdown, too, and give way to what the document names', () => {
		const files = { 'conf.py': 'bibtex_bibfiles = ["a.bib"]' };
		assert.deepEqual(rules(files, 'n.md'), ['Sphinx project: conf.py']);
		assert.deepEqual(bibliographies(files, 'n.md', yaml('bibliography: own.bib')), ['own.bib']);
	});
});

suite('the bibliographies of a Pandoc defaults file', () => {
	test('are its own field or its metadata’s', () => {
		assert.deepEqual(bibliographies({ 'defaults.yaml': 'bibliography: a.bib' }, 'sub/n.md'), ['a.bib']);
		assert.deepEqual(bibliographies({ 'pandoc.yaml': 'metadata:\n  bibliography: [a.bib, "\u0024{.}/b.bib"]' }, 'n.org', '', 'org'), [
			'a.bib',
			'b.bib',
		]);
	});

	test('are none where the file is about other things', () => {
		assert.deepEqual(bibliographies({ 'defaults.yaml': 'colour: blue' }, 'n.md'), []);
	});
});

suite('the bibliographies of a LaTeX document', () => {
	test('are found by commands that other files of the document make', () => {
		const files = {
			'main.tex': '\\input{macros}\n\\lists{refs}\n\\begin{document}\n\\piece{one}\n\\end{document}\n',
			'macros.tex': '\\newcommand{\\piece}[1]{\\input{parts/#1}}\n\\newcommand{\\lists}[1]{\\addbibresource{lit/#1.bib}}\n',
			'parts/one.tex': '\\cite{a}',
		};
		assert.deepEqual(bibliographies(files, 'main.tex', files['main.tex'], 'latex'), ['lit/refs.bib']);
		assert.deepEqual(rules(files, 'parts/one.tex', files['parts/one.tex'], 'latex'), ['LaTeX root: main.tex']);
	});

	const main = '\\documentclass{book}\n\\addbibresource{refs.bib}\n\\include{parts/one}\\subfile{parts/two}';

	test('are those of the root, from the root’s folder, for each of its parts', () => {
		const files = { 'main.tex': main, 'parts/one.tex': '\\input{parts/deep}', 'parts/two.tex': '', 'parts/deep.tex': '' };
		for (const part of ['parts/one.tex', 'parts/deep.tex']) {
			assert.deepEqual(bibliographies(files, part, files[part as 'parts/one.tex'], 'latex'), ['refs.bib']);
			assert.deepEqual(rules(files, part, files[part as 'parts/one.tex'], 'latex'), ['LaTeX root: main.tex']);
		}
	});

	test('are those of its parts for the root', () => {
		const files = { 'main.tex': '\\input{pre}', 'pre.tex': '\\bibliography{a,b}' };
		assert.deepEqual(bibliographies(files, 'main.tex', files['main.tex'], 'latex'), ['a.bib', 'b.bib']);
		assert.deepEqual(rules(files, 'main.tex', files['main.tex'], 'latex')[0], 'LaTeX part: pre.tex');
	});

	test('are those of the root that a file names', () => {
		const files = { 'main.tex': '\\addbibresource{refs.bib}', 'parts/x.tex': '' };
		assert.deepEqual(bibliographies(files, 'parts/x.tex', '% !TeX root = ../main.tex\n', 'latex'), ['refs.bib']);
		assert.deepEqual(bibliographies(files, 'parts/x.tex', '\\documentclass[../main]{subfiles}', 'latex'), ['refs.bib']);
	});

	test('are those of \\import’s files, which count from the file that imports them', () => {
		const files = { 'main.tex': '\\addbibresource{r.bib}\\import{a/}{x}', 'a/x.tex': '\\subimport{b/}{y}', 'a/b/y.tex': '' };
		assert.deepEqual(bibliographies(files, 'a/b/y.tex', '', 'latex'), ['r.bib']);
	});

	test('are those that l3build copies beside its tests', () => {
		const files = { 'testfiles/support/r.bib': '', 'testfiles/a/x.tex': '\\bibliography{r}', 'x.tex': '\\bibliography{r}' };
		assert.deepEqual(bibliographies(files, 'testfiles/a/x.tex', files['x.tex'], 'latex'), ['testfiles/support/r.bib']);
		assert.deepEqual(bibliographies(files, 'x.tex', files['x.tex'], 'latex'), ['r.bib']);
	});

	test('are found beside the part that names them where the root’s folder has none', () => {
		const files = { 'main.tex': '\\input{a/x}', 'a/x.tex': '\\addbibresource{r.bib}', 'a/r.bib': '' };
		assert.deepEqual(bibliographies(files, 'main.tex', files['main.tex'], 'latex'), ['a/r.bib']);
	});

	test('are those in the root’s folder, even where the part that names them has one of the same name', () => {
		const files = { 'main.tex': '\\input{a/x}', 'a/x.tex': '\\addbibresource{r.bib}', 'r.bib': '', 'a/r.bib': '' };
		assert.deepEqual(bibliographies(files, 'main.tex', files['main.tex'], 'latex'), ['r.bib']);
		assert.deepEqual(bibliographies(files, 'a/x.tex', files['a/x.tex'], 'latex'), ['r.bib']);
	});

	test('count from the root’s folder where they exist in neither', () => {
		const files = { 'main.tex': '\\input{a/x}', 'a/x.tex': '\\addbibresource{r.bib}' };
		assert.deepEqual(bibliographies(files, 'main.tex', files['main.tex'], 'latex'), ['r.bib']);
	});

	test('are those of the part in the root’s folder, even where the file that includes it has one of the same name', () => {
		const files = {
			'main.tex': '\\input{a/x}',
			'a/x.tex': '\\input{y}',
			'y.tex': '\\addbibresource{root.bib}',
			'a/y.tex': '\\addbibresource{beside.bib}',
		};
		assert.deepEqual(bibliographies(files, 'main.tex', files['main.tex'], 'latex'), ['root.bib']);
	});

	test('are those of every document that a part belongs to', () => {
		const files = {
			'a.tex': '\\addbibresource{a.bib}\\input{x}',
			'b.tex': '\\addbibresource{b.bib}\\input{x}',
			'x.tex': '',
		};
		assert.deepEqual(bibliographies(files, 'x.tex', '', 'latex'), ['a.bib', 'b.bib']);
	});

	test('are found in files that include each other, and themselves', () => {
		const files = { 'a.tex': '\\input{b}\\bibliography{r}', 'b.tex': '\\input{a}\\input{b}' };
		assert.deepEqual(bibliographies(files, 'b.tex', files['b.tex'], 'latex'), ['r.bib']);
		assert.deepEqual(bibliographies({ 'a.tex': '% !TeX root = a.tex' }, 'a.tex', '% !TeX root = b.tex', 'latex'), []);
		const circle = { 'a.tex': '% !TeX root = b.tex', 'b.tex': '% !TeX root = a.tex\n\\bibliography{r}' };
		assert.deepEqual(bibliographies(circle, 'a.tex', circle['a.tex'], 'latex'), ['r.bib']);
	});

	test('follow a root that changes', () => {
		const project = workspace({ 'main.tex': '\\input{x}', 'x.tex': '' });
		const document = new Document(`${root}/x.tex`, 'latex', 1, '');
		assert.deepEqual(bibliographiesOf(document, project), []);
		project.update(`${root}/main.tex`, '\\input{x}\\bibliography{r}');
		assert.deepEqual(bibliographiesOf(document, project), [`${root}/r.bib`]);
		project.update(`${root}/main.tex`, '\\bibliography{r}');
		assert.deepEqual(bibliographiesOf(document, project), []);
	});
});

/** What the document of a workspace cites from, as names of files. */
const citedFrom = (source: string): readonly string[] => {
	const { document, project } = fixture(source);
	return bibliographiesOf(document, project).map((uri) => decodeURIComponent(uri.replace('file:///w/', '')));
};

/** Each bibliography with its rule and what kind of name it is found by. */
const foundIn = (source: string): readonly string[] => {
	const { document, project } = fixture(source);
	return foundBibliographies(document, project).map(({ uri, rule, kind }) =>
		[uri.replace('file:///w/', ''), rule, kind ?? 'path'].join(', '),
	);
};

/** Asserts that the marked places are where a document names its bibliographies. */
function assertNamed(source: string): void {
	const { document, project, spans } = fixture(source);
	assert.deepEqual(
		foundBibliographies(document, project).map(({ span }) => span),
		spans,
	);
}

suite('how a bibliography is found', () => {
	for (const [what, source, ...expected] of [
		['in Markdown', '--- n.md\n---\nbibliography: a.bib\n---\n', 'a.bib, the document itself, path'],
		['in LaTeX', '--- n.tex\n\\bibliography{a}', 'a.bib, the document itself, path'],
		['in plain TeX', '--- n (tex)\n\\bibliography{a}', 'a.bib, the document itself, path'],
		['in Typst', '--- n.typ\n#bibliography("a.bib")', 'a.bib, the document itself, path'],
		['in Typst, from the root', '--- b/n.typ\n#bibliography("/a.bib")', 'a.bib, the document itself, path'],
		['in Org', '--- n.org\n#+bibliography: a.bib\n', 'a.bib, the document itself, path'],
		['in the root of LaTeX', '--- b.tex\n|\n--- main.tex\n\\begin{document}\\bibliography{a}\\input{b}', 'a.bib, LaTeX root, path'],
		[
			'in another part of LaTeX',
			'--- b.tex\n|\n--- main.tex\n\\begin{document}\\input{b}\\input{c}\n--- c.tex\n\\bibliography{a}',
			'a.bib, LaTeX part, path',
		],
		[
			'in a template',
			'--- n.tex\n\\bibliography{$for(bibliography)$$bibliography$$sep$,$endfor$}',
			'$for(bibliography)$$bibliography$$sep$,$endfor$, the document itself, unknown',
		],
		[
			'that knitr writes',
			'--- n.Rmd\n---\nbibliography: p.bib\n---\n```{r}\nwrite_bib(c("knitr", .packages()), file = "p.bib")\n```\n',
			'p.bib, the document itself, made',
		],
		[
			'that code writes',
			'--- n.qmd\n---\nbibliography: "g.bib"\n---\n```{python}\nopen("g.bib", "w").write(x)\n```\n',
			'g.bib, the document itself, written',
		],
		[
			'that code saves',
			'--- n.Rmd\n---\nbibliography: out/g.bib\n---\n```{r}\nRefManageR::WriteBib(b,\n  file = "out/g.bib")\n```\n',
			'out/g.bib, the document itself, written',
		],
		[
			'that grateful writes',
			'--- n.Rmd\n---\nbibliography: grateful-refs.bib\n---\n```{r}\ngrateful::cite_packages(out.dir = ".")\n```\n',
			'grateful-refs.bib, the document itself, written',
		],
		[
			'that code only reads',
			'--- n.qmd\n---\nbibliography: g.bib\n---\n```{r}\nReadBib("g.bib")\nopen("g.bib")\n```\n',
			'g.bib, the document itself, path',
		],
		[
			'that only the text names',
			'--- n.qmd\n---\nbibliography: g.bib\n---\nIt can write(to) "g.bib" now.\n',
			'g.bib, the document itself, path',
		],
		['that papaja writes', '--- n.Rmd\n---\nbibliography: r.bib\n---\n```{r}\nr_refs("r.bib")\n```\n', 'r.bib, the document itself, made'],
		[
			'that knitr’s own output names',
			'--- book.knit.md\n---\nbibliography: packages.bib\n---\n',
			'packages.bib, the document itself, made',
		],
		['from a folder above', '--- b/c/n.md\n---\nbibliography: lit/a.bib\n---\n--- lit/a.bib\n', 'lit/a.bib, the document itself, path'],
		['without its ending in R Markdown', '--- n.Rmd\n---\nbibliography: a\n---\n--- a.bib\n', 'a.bib, the document itself, path'],
		['in Org’s link, without its ending', '--- n.org\nbibliography:a\n', 'a.bib, the document itself, path'],
		['by a pattern', '--- n.tex\n\\addbibresource[glob]{b/*.bib}\n--- b/a.bib\n--- a.bib\n', 'b/a.bib, the document itself, glob'],
		['by a pattern that no file fits', '--- n.tex\n\\addbibresource[glob]{b/*.bib}\n--- a.bib\n', 'b/*.bib, the document itself, unknown'],
		['under an unknown name', '--- n.tex\n\\addbibresource{\\folder/a.bib}', 'folder/a.bib, the document itself, unknown'],
		['in the user’s own folder', '--- n.tex\n\\addbibresource{~/a.bib}', '~/a.bib, the document itself, unknown'],
	] as const)
		test(what, () => {
			assert.deepEqual(
				foundIn(source).map((each) => decodeURIComponent(each)),
				expected,
			);
		});

	for (const source of [
		'--- n.md\n---\nbibliography: [«a.bib», "«b c.bib»"]\n---\n',
		'--- n.tex\n\\bibliography{«a»,«b»}',
		'--- n.tex\n\\addbibresource[glob]{«b/*.bib»}\n--- b/a.bib\n',
		'--- n.typ\n#bibliography(("«/a.bib»", "«b.bib»"))',
	])
		test(`at the place that names it: ${JSON.stringify(source)}`, () => {
			assertNamed(source);
		});
});

suite('a name that only the tool knows the file of', () => {
	for (const path of [
		'~/a.bib',
		'!expr a.bib',
		'C:/a.bib',
		'c:\\\\a.bib',
		'$BIBS/a.bib',
		'`r a`',
		'{{ bib }}',
		'<%= bib %>',
		'[-a-].bib',
		'<<bib>>.bib',
		'@@BIB@@.bib',
		'a*.bib',
		'a?.bib',
	])
		test(`is no bibliography: ${path}`, () => {
			assert.deepEqual(citedFrom(`--- n.md\n---\nbibliography: "${path}"\n---\n`), []);
		});

	for (const path of ['a~b.bib', 'a!b.bib', 'a [b].bib', 'a-b.bib', 'ab:c.bib', 'a<b.bib', 'a{b}.bib'])
		test(`is not one with such a sign elsewhere: ${path}`, () => {
			assert.deepEqual(citedFrom(`--- n.md\n---\nbibliography: "${path}"\n---\n`), [path]);
		});

	test('is none that is the address of a file', () => {
		assert.match(foundIn('--- n.md\n---\nbibliography: file:///lit/a.bib\n---\n').join(), /^.*lit\/a\.bib, the document itself, path$/);
	});

	test('is one on the web, which is never loaded', () => {
		assert.match(foundIn('--- n.md\n---\nbibliography: HTTPS://example.org/a.bib\n---\n').join(), /unknown$/);
	});
});

suite('a pattern for bibliographies', () => {
	const files = ['lit/a.bib', 'lit/b c.bib', 'lit/deep/d.bib', 'other/e.bib', 'f.bib']
		.map((name) => `--- ${name.replace(' ', '%20')}\n`)
		.join('\n');
	for (const [pattern, ...expected] of [
		['lit/*.bib', 'lit/a.bib', 'lit/b c.bib'],
		['*.bib', 'f.bib'],
		['lit/**/*.bib', 'lit/a.bib', 'lit/b c.bib', 'lit/deep/d.bib'],
		['**/*.bib', 'f.bib', 'lit/a.bib', 'lit/b c.bib', 'lit/deep/d.bib', 'other/e.bib'],
		['lit/[ab]*.bib', 'lit/a.bib', 'lit/b c.bib'],
		['{lit,other}/?.bib', 'lit/a.bib', 'other/e.bib'],
		['./lit/*.bib', 'lit/a.bib', 'lit/b c.bib'],
		['none/*.bib'],
		['*a*a*a*a*.bib'],
	] as const)
		test(`means the files that it fits, by name: ${pattern}`, () => {
			assert.deepEqual(citedFrom(`--- main.tex\n\\addbibresource[glob]{${pattern}}\n${files}`), expected);
		});

	test('may have many stars in many folders', () => {
		assert.deepEqual(citedFrom('--- main.tex\n\\addbibresource[glob]{**/**/**/**/l*.bib}\n--- a/b/c/lit.bib\n'), ['a/b/c/lit.bib']);
	});

	test('counts from the folder of the root before that of the file that has it', () => {
		const source = (...names: readonly string[]) =>
			`--- main.tex\n\\begin{document}\\input{b/c}|\n--- b/c.tex\n\\addbibresource[glob]{lit/*.bib}\n${names.map((name) => `--- ${name}\n`).join('\n')}`;
		assert.deepEqual([citedFrom(source('lit/a.bib', 'b/lit/a.bib')), citedFrom(source('b/lit/a.bib'))], [['lit/a.bib'], ['b/lit/a.bib']]);
	});
});

suite('the bibliographies of a notebook’s cell', () => {
	/** What the cells of a notebook name, as names of files. */
	const citedInCell = (...texts: readonly string[]): readonly string[] => {
		const { project } = fixture('--- none.md\n');
		const cells = texts.map((text, index) => ({ uri: `vscode-notebook-cell:/w/a/n.ipynb#W${index}`, text }));
		project.notebookOf = () => ({ uri: 'file:///w/a/n.ipynb', cells });
		const document = new Document(cells.at(-1)!.uri, 'markdown', 1, texts.at(-1)!);
		return bibliographiesOf(document, project).map((uri) => uri.replace('file:///w/', ''));
	};

	test('are those that the front matter of the first names, from the notebook’s folder', () => {
		assert.deepEqual(citedInCell('---\nbibliography: refs.bib\n---\n', 'Text'), ['a/refs.bib']);
	});

	test('are those that a directive in any of them names', () => {
		assert.deepEqual(citedInCell('Text', '```{bibliography} refs.bib\n```\n', 'Text'), ['a/refs.bib']);
	});

	test('are none of a later one’s front matter', () => {
		assert.deepEqual(citedInCell('Text', '---\nbibliography: refs.bib\n---\n'), []);
	});

	test('are found by the rule of notebooks', () => {
		const { project } = fixture('--- none.md\n');
		const cells = [{ uri: 'vscode-notebook-cell:/w/n.ipynb#W0', text: '---\nbibliography: refs.bib\n---\n' }];
		project.notebookOf = () => ({ uri: 'file:///w/n.ipynb', cells });
		const document = new Document(cells[0]!.uri, 'markdown', 1, cells[0]!.text);
		assert.deepEqual(
			foundBibliographies(document, project).map(({ rule }) => rule),
			['the notebook'],
		);
	});
});

suite('the bibliographies of a part of a Markdown document', () => {
	const forms: readonly (readonly [form: string, path: string, languageId: string, by: string, text: string])[] = [
		['an include', 'parts/_a.qmd', 'quarto', 'n.qmd', '{{< include parts/_a.qmd >}}'],
		['an include of a path in quotation marks', 'parts/a%20b.qmd', 'quarto', 'n.qmd', '{{< include "parts/a b.qmd" >}}'],
		['an include from the project’s folder', 'parts/_a.qmd', 'quarto', 'book/n.qmd', '{{< include /parts/_a.qmd >}}'],
		['an include of Markdown', 'parts/_a.md', 'markdown', 'book/n.qmd', 'Before\n\n{{< include ../parts/_a.md >}}\n'],
		['a child in the head of a chunk', 'parts/a.Rmd', 'rmd', 'n.Rmd', "```{r, child='parts/a.Rmd'}\n```"],
		['one of several children', 'parts/a.Rmd', 'rmd', 'n.Rmd', '```{r child = c("x.Rmd", "parts/a.Rmd"), eval=TRUE}\n```'],
		['a child on a line of its own', 'parts/a.qmd', 'quarto', 'n.qmd', '```{r}\n#| child: parts/a.qmd\n```'],
		['a list of children', 'parts/a.qmd', 'quarto', 'n.qmd', '```{r}\n#| child: [b.qmd, parts/a.qmd]\n```'],
		['a call of knitr’s', 'parts/a.Rmd', 'rmd', 'n.Rmd', '`r knitr::knit_child("parts/a.Rmd")`'],
	];
	for (const [form, path, languageId, by, text] of forms)
		test(`are those of the document that takes it in by ${form}`, () => {
			const files = { [by]: `${yaml('bibliography: refs.bib')}${text}`, [path]: '' };
			const refs = by.startsWith('book/') ? 'book/refs.bib' : 'refs.bib';
			assert.deepEqual(bibliographies(files, path, '', languageId), [refs]);
			assert.deepEqual(rules(files, path, '', languageId), [`including document: ${by}`]);
		});

	test('are those of the document that takes it in through another part', () => {
		const files = {
			'n.qmd': `${yaml('bibliography: refs.bib')}{{< include a/_b.qmd >}}`,
			'a/_b.qmd': '{{< include _c.qmd >}}',
			'a/_c.qmd': '',
		};
		assert.deepEqual(bibliographies(files, 'a/_c.qmd', '', 'quarto'), ['refs.bib']);
	});

	test('come after its own and those of its project', () => {
		const files = {
			'_quarto.yml': 'bibliography: [all.bib]',
			'n.qmd': `${yaml('bibliography: [all.bib, refs.bib]')}{{< include _a.qmd >}}`,
			'_a.qmd': '',
		};
		assert.deepEqual(bibliographies(files, '_a.qmd', '', 'quarto'), ['all.bib', 'refs.bib']);
	});

	test('are those of both documents that take in each other', () => {
		const files = {
			'a.qmd': `${yaml('bibliography: a.bib')}{{< include b.qmd >}}`,
			'b.qmd': `${yaml('bibliography: b.bib')}{{< include a.qmd >}}`,
		};
		assert.deepEqual(bibliographies(files, 'b.qmd', files['b.qmd'], 'quarto'), ['b.bib', 'a.bib']);
	});

	for (const [what, text] of [
		['another file of the same name', '{{< include other/_a.qmd >}}'],
		['an include that is only shown', '{{{< include _a.qmd >}}}'],
		['another shortcode', '{{< video _a.qmd >}}'],
	] as const)
		test(`are not those of a document with ${what}`, () => {
			const files = { 'n.qmd': `${yaml('bibliography: refs.bib')}${text}`, '_a.qmd': '' };
			assert.deepEqual(bibliographies(files, '_a.qmd', '', 'quarto'), []);
		});
});

suite('the metadata files that a Quarto document names', () => {
	test('name bibliographies for it', () => {
		const files = { 'meta/m.yml': 'bibliography: ../refs.bib' };
		assert.deepEqual(bibliographies(files, 'n.qmd', yaml('metadata-files: [meta/m.yml]'), 'quarto'), ['refs.bib']);
		assert.deepEqual(rules(files, 'n.qmd', yaml('metadata-files:\n  - meta/m.yml'), 'quarto'), ['metadata file: meta/m.yml']);
	});

	test('yield to a path of its own, and add to a list', () => {
		const files = { 'm.yml': 'bibliography: refs.bib' };
		assert.deepEqual(bibliographies(files, 'n.qmd', yaml('metadata-files: [m.yml]\nbibliography: own.bib'), 'quarto'), ['own.bib']);
		assert.deepEqual(bibliographies(files, 'n.qmd', yaml('metadata-files: [m.yml]\nbibliography: [own.bib]'), 'quarto'), [
			'own.bib',
			'refs.bib',
		]);
	});

	test('are of no use to Pandoc', () => {
		assert.deepEqual(bibliographies({ 'm.yml': 'bibliography: refs.bib' }, 'n.md', yaml('metadata-files: [m.yml]'), 'markdown'), []);
	});
});

suite('more than 1,000 bibliographies', () => {
	const names = Array.from({ length: 3000 }, (_, index) => `b${index}.bib`);
	const parts = Object.fromEntries(names.map((name, index) => [`p${index}.tex`, `\\input{p${index + 1}}\\bibliography{${name}}`]));

	for (const [what, path, text, languageId, files] of [
		['a document’s metadata', 'n.md', yaml(`bibliography: [${names.join()}]`), 'markdown', {}],
		['a LaTeX document', 'n.tex', `\\bibliography{${names.join()}}`, 'latex', {}],
		['the files of a LaTeX document', 'n.tex', '\\input{p0}', 'latex', { ...parts, 'n.tex': '\\input{p0}' }],
		[
			'the files that a pattern fits',
			'n.tex',
			'\\addbibresource[glob]{*.bib}',
			'latex',
			Object.fromEntries(names.map((name) => [name, ''])),
		],
		['a Typst document', 'n.typ', `#bibliography((${names.map((name) => `"${name}"`).join()}))`, 'typst', {}],
		['an Org document', 'n.org', names.map((name) => `#+bibliography: ${name}\n`).join(''), 'org', {}],
		['a project', 'a/n.qmd', '', 'quarto', { '_quarto.yml': `bibliography: [${names.join()}]` }],
		[
			'the files of a project',
			'a/n.qmd',
			'',
			'quarto',
			{
				'_quarto.yml': `metadata-files: [x.yml, y.yml]\nbibliography: [z.bib]`,
				'x.yml': `bibliography: [${names.slice(0, 800).join()}]`,
				'y.yml': `bibliography: [${names.slice(1000, 1800).join()}]`,
			},
		],
	] as const)
		test(`of ${what} do not count, and are said to be more`, () => {
			const document = new Document(`${root}/${path}`, languageId, 1, text);
			const found = foundBibliographies(document, workspace(files));
			assert.deepEqual([found.length, found.filter(({ isMore }) => isMore).length, found.at(-1)?.kind], [1001, 1, 'unknown']);
			assert.equal(bibliographiesOf(document, workspace(files)).length, 1000);
		});
});

/** A workspace that counts what the rules ask it. */
function counting(project: ProjectFiles): { readonly view: ProjectView; readonly asked: () => number } {
	let count = 0;
	const { folders, bibVersion, latexVersion, textVersion } = project;
	const bibFiles = new Set(project.bibFiles);
	const has = bibFiles.has.bind(bibFiles);
	bibFiles.has = (uri) => {
		count++;
		return has(uri);
	};
	const view: ProjectView = {
		...{ folders, bibVersion, latexVersion, textVersion, bibFiles },
		textOf(uri) {
			count++;
			return project.textOf(uri);
		},
		latexOf(uri) {
			count++;
			return project.latexOf(uri);
		},
		latexFiles: [...project.latexFiles],
		including: (name) => project.including(name),
	};
	return { view, asked: () => count };
}

suite('what many documents name together', () => {
	/** How often a workspace of so many documents is asked while all of them are looked at, for each of the names in them. */
	function askedForEachName(
		count: number,
		textOf: (index: number, names: readonly string[]) => string,
		pathOf: (index: number) => string,
	): number {
		const names = Array.from({ length: count }, (_, index) => `b${index}`);
		const files: Record<string, string> = Object.fromEntries(names.map((name) => [`${name}.bib`, '']));
		for (let index = 0; index < count; index++) files[pathOf(index)] = textOf(index, names);
		const { view, asked } = counting(workspace(files));
		for (const [path, text] of Object.entries(files)) {
			const languageId = languageOfFile(path);
			if (languageId === undefined) continue;
			assert.equal(bibliographiesOf(new Document(`${root}/${path}`, languageId, 1, text), view).length, count);
		}
		return asked() / count ** 2;
	}

	const latex = (index: number, names: readonly string[]): string =>
		`\\input{p${(index + 1) % names.length}}\\input{p${(index * 7) % names.length}}\\bibliography{${names.join()}}\n`;
	const quarto = (index: number, names: readonly string[]): string =>
		`---\nbibliography: [${names.map((name) => `../${name}.bib`).join()}]\n---\n{{< include ../c${(index + 1) % names.length}/n.qmd >}}\n`;

	test('takes as long as their text is, for LaTeX files that include each other', () => {
		const each = askedForEachName(60, latex, (index) => `p${index}.tex`);
		assert.ok(each < 6, `${each} questions for each name`);
	});

	test('takes as long as their text is, for Quarto documents that include each other', () => {
		const each = askedForEachName(60, quarto, (index) => `c${index}/n.qmd`);
		assert.ok(each < 6, `${each} questions for each name`);
	});

	test('asks for the project files around a folder once, however many documents are in it', () => {
		const files: Record<string, string> = { '_quarto.yml': 'bibliography: refs.bib\nmetadata-files: [more.yml]\n', 'a/b/conf.py': '' };
		const paths = Array.from({ length: 100 }, (_, index) => `a/b/c/n${index}.md`);
		const { view, asked } = counting(workspace(files));
		for (const path of paths) assert.equal(bibliographiesOf(new Document(`${root}/${path}`, 'markdown', 1, '[@k]'), view).length, 1);
		assert.ok(asked() < 10 * paths.length, `${asked()} questions`);
	});

	test('reads the files of a project once, however many folders are below them', () => {
		const lists = Array.from({ length: 200 }, (_, index) => `m${index}.yml`);
		const files: Record<string, string> = { '_quarto.yml': `bibliography: [refs.bib]\nmetadata-files: [${lists.join()}]\n` };
		files['m7.yml'] = 'bibliography: [more.bib]\n';
		const paths = Array.from({ length: 50 }, (_, index) => `f${index}/n.md`);
		const { view, asked } = counting(workspace(files));
		for (const path of paths) assert.equal(bibliographiesOf(new Document(`${root}/${path}`, 'markdown', 1, '[@k]'), view).length, 2);
		assert.ok(asked() < 20 * (paths.length + lists.length), `${asked()} questions`);
	});

	test('looks in hundreds of folders once for what many documents name', () => {
		const names = Array.from({ length: 50 }, (_, index) => `z${index}`);
		const text = `\\bibliography{${names.join()}}`;
		const paths = Array.from({ length: 50 }, (_, index) => `n${index}.tex`);
		const { view, asked } = counting(workspace(Object.fromEntries(paths.map((path) => [path, text]))));
		const deep = { ...view, searchedFolders: Array.from({ length: 100 }, (_, index) => `${root}/deep/f${index}`) };
		for (const path of paths) {
			const found = foundBibliographies(new Document(`${root}/${path}`, 'latex', 1, text), deep);
			assert.deepEqual([found.length, found[0]?.elsewhere?.length], [50, 100]);
		}
		assert.ok(asked() < 3 * names.length * 100, `${asked()} questions`);
	});

	test('looks once at what each document includes that hundreds of others include', () => {
		const count = 60;
		const paths = Array.from({ length: count }, (_, index) => `c${index}.qmd`);
		const text = paths.map((path) => `{{< include ${path} >}}\n`).join('');
		const project = workspace(Object.fromEntries(paths.map((path) => [path, text])));
		const documents = new Map<string, IncludingDocument>();
		let reads = 0;
		const including = project.including;
		project.including = (name) => including(name).map((each) => counted(each));
		const lists = new Map<string, readonly IncludingDocument[]>();
		const counted = (each: IncludingDocument): IncludingDocument => {
			const known = documents.get(each.uri) ?? {
				...each,
				get files() {
					reads++;
					return each.files;
				},
			};
			documents.set(each.uri, known);
			return known;
		};
		const once = project.including;
		project.including = (name) => {
			const list = lists.get(name) ?? once(name);
			lists.set(name, list);
			return list;
		};
		for (const path of paths) foundBibliographies(new Document(`${root}/${path}`, 'quarto', 1, text), project);
		assert.ok(reads <= count, `${reads} reads`);
	});

	test('reads the profiles of a project once, however many folders are below it', () => {
		const files: Record<string, string> = { '_quarto.yml': 'project:\n  type: book\n' };
		for (let index = 0; index < 200; index++) files[`_quarto-p${index}.yml`] = `bibliography: [p.bib]\n`;
		const { view, asked } = counting(workspace(files));
		const all = { ...view, textUris: Object.keys(files).map((path) => `${root}/${path}`) };
		const found = Array.from({ length: 50 }, (_, index) =>
			foundBibliographies(new Document(`${root}/f${index}/n.qmd`, 'quarto', 1, ''), all),
		);
		assert.ok(found.every(({ length }) => length === 200));
		assert.ok(asked() < 50 * 300, `${asked()} questions`);
	});

	test('reads no more files of metadata than name what counts', () => {
		const lists = Array.from({ length: 500 }, (_, index) => `m${index}.yml`);
		const names = Array.from({ length: 100 }, (_, index) => `b${index}.bib`);
		const files: Record<string, string> = { '_quarto.yml': 'project:\n  type: book\n' };
		for (const name of lists) files[name] = `bibliography: [${names.map((each) => `${name}/${each}`).join()}]\n`;
		const { view, asked } = counting(workspace(files));
		const head = `---\nmetadata-files: [${lists.join()}]\n---\n`;
		assert.equal(bibliographiesOf(new Document(`${root}/n.qmd`, 'quarto', 1, head), view).length, 1000);
		const before = asked();
		for (let index = 0; index < 10; index++) bibliographiesOf(new Document(`${root}/n${index}.qmd`, 'quarto', 1, head), view);
		assert.ok(asked() - before < 10 * 1200, `${asked() - before} questions`);
	});

	test('looks at the folders around a root only for files that name something', () => {
		const roots = Array.from({ length: 50 }, (_, index) => `f${index}/main.tex`);
		const files = { ...Object.fromEntries(roots.map((path) => [path, '\\input{../c}\\bibliography{refs}'])), 'c.tex': 'text' };
		const { view, asked } = counting(workspace(files));
		const part = new Document(`${root}/c.tex`, 'latex', 1, 'text');
		assert.equal(bibliographiesOf(part, view).length, 50);
		const before = asked();
		assert.equal(bibliographiesOf(part, view).length, 50);
		assert.ok(asked() - before < 100, `${asked() - before} questions`);
	});

	test('looks for the names that code may write in its quotation marks once', () => {
		let reads = 0;
		const names = Array.from({ length: 500 }, (_, index) => `b${index}.bib`);
		const text = `Of ${names.join()}:\n\n\`\`\`{r}\nwrite_csv(x, "own.csv")\n\`\`\`\n`;
		const document = new Document(`${root}/n.Rmd`, 'rmd', 1, text);
		const counted = Object.create(document, {
			prose: { value: document.prose },
			text: {
				get() {
					reads++;
					return text;
				},
			},
		}) as Document;
		const kindOf = kindsByCode(counted)!;
		for (const name of names) assert.equal(kindOf(name, false), undefined);
		assert.equal(kindOf('own.csv', false), 'written');
		assert.ok(reads < 50, `${reads} reads`);
	});

	test('goes through the files of a workspace once for a pattern that many documents name', () => {
		const files: Record<string, string> = { 'x/a.bib': '', 'x/b.bib': '' };
		const paths = Array.from({ length: 50 }, (_, index) => `n${index}.tex`);
		const text = '\\addbibresource[glob]{x/*.bib}';
		for (const path of paths) files[path] = text;
		const { view } = counting(workspace(files));
		let walks = 0;
		const all = view.bibFiles[Symbol.iterator].bind(view.bibFiles);
		Object.defineProperty(view.bibFiles, Symbol.iterator, {
			value: () => {
				walks++;
				return all();
			},
		});
		for (const path of paths) assert.equal(bibliographiesOf(new Document(`${root}/${path}`, 'latex', 1, text), view).length, 2);
		assert.equal(walks, 1);
	});

	test('follows a chain of commands that each include the next file', () => {
		const count = 30;
		const parts = Array.from({ length: count }, (_, index): [string, string] => [
			`p${index}.tex`,
			`\\newcommand{\\part${'i'.repeat(index + 1)}}[1]{\\input{#1}}\n\\part${'i'.repeat(index + 1)}{p${index + 1}}\n`,
		]);
		const files = { 'main.tex': '\\input{p0}\n', ...Object.fromEntries(parts), [`p${count}.tex`]: '\\bibliography{last}\n' };
		assert.deepEqual(bibliographies(files, 'main.tex', files['main.tex'], 'latex'), ['last.bib']);
	});
});
