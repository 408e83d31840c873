import assert from 'node:assert/strict';
import { bibliographiesOf, placesOfBibliographies } from '../../../../server/engine/documents/bibliography.js';
import { Document } from '../../../../server/engine/documents/document.js';
import { languageOfFile } from '../../../../server/engine/documents/languages.js';
import { deepFoldersOf } from '../../../../server/engine/documents/project/latexmk.js';
import { ProjectFiles } from '../../../../server/engine/documents/project/projectFiles.js';

/** What the first of some files cites from, of those that there are; paths are from the workspace's folder. */
function cites(files: Readonly<Record<string, string>>, ...bibs: readonly string[]): readonly string[] {
	const project = new ProjectFiles();
	project.folders = ['file:///w'];
	project.home = 'file:///home/doe';
	project.searchedFolders = ['file:///lit'];
	for (const bib of bibs) project.add(bib.startsWith('/') ? `file://${bib}` : `file:///w/${bib}`);
	for (const [name, text] of Object.entries(files)) project.update(`file:///w/${encodeURI(name)}`, text);
	const [name, text] = Object.entries(files)[0]!;
	const uri = `file:///w/${name}`;
	const languageId = languageOfFile(uri)!;
	const document = new Document(uri, languageId, 1, text, undefined, project.markupOf(uri, languageId));
	return bibliographiesOf(document, project).map((each) => each.replace(/^file:\/\/(?:\/w\/)?/, ''));
}

suite('the files of one document', () => {
	test('in Org have the bibliographies of their setup files', () => {
		const setup = '#+bibliography: lit.bib\n';
		assert.deepEqual(cites({ 'a.org': '#+SETUPFILE: conf/setup.org\n', 'conf/setup.org': setup }, 'conf/lit.bib'), ['conf/lit.bib']);
		assert.deepEqual(cites({ 'a.org': '#+setupfile: "conf/my setup.org"\n', 'conf/my setup.org': setup }, 'lit.bib'), ['lit.bib']);
	});

	test('in Org are those that others include, by paths from the including file', () => {
		const files = { 'parts/one.org': '[cite:@a]\n', 'main.org': '#+include: "parts/one.org" :lines "5-"\n#+bibliography: lit/r.bib\n' };
		assert.deepEqual(cites(files, 'lit/r.bib'), ['lit/r.bib']);
		const nested = {
			'p/q/two.org': 'x\n',
			'main.org': '#+include: p/one.org\n#+bibliography: r.bib\n',
			'p/one.org': '#+include: q/two.org::*Part\n',
		};
		assert.deepEqual(cites(nested, 'r.bib'), ['r.bib']);
	});

	test('in Org have bibliographies named for LaTeX', () => {
		const text = '#+LATEX_HEADER: \\addbibresource{r.bib}\n\nText.\n\n\\bibliography{s,t}\n';
		assert.deepEqual(cites({ 'a.org': text }), ['r.bib', 's.bib', 't.bib']);
	});

	test('in LaTeX have the bibliographies and commands of their own packages and classes', () => {
		const files = {
			'main.tex': '\\documentclass{own}\n',
			'own.cls': '\\RequirePackage{lit/refs}\n',
			'lit/refs.sty': '\\addbibresource{a.bib}\n',
		};
		assert.deepEqual(cites(files, 'a.bib'), ['a.bib']);
	});

	test('in LaTeX include bibliographies whose command another file makes by \\newcites', () => {
		const part = '\\bibliographysup{s}\n';
		assert.deepEqual(cites({ 'part.tex': part, 'main.tex': '\\newcites{sup}{More}\\input{part}\\bibliography{r}\n' }), ['r.bib', 's.bib']);
		assert.deepEqual(cites({ 'part.tex': part, 'main.tex': '\\input{part}\\bibliography{r}\n' }), ['r.bib']);
	});

	for (const [naming, there, ...found] of [
		['\\addbibresource{thesis/r.bib}', 'thesis/r.bib', 'thesis/r.bib'],
		['\\bibliography{r}', 'r.bib', 'r.bib'],
		['\\bibliography{r}', '', 'thesis/r.bib'],
		['\\bibliography{r}', '/lit/r.bib', '/lit/r.bib'],
		['\\addbibresource{~/zot/r.bib}', '', '/home/doe/zot/r.bib'],
		['\\addbibresource{/abs/r.bib}', '', '/abs/r.bib'],
		['\\addbibresource{$X/r.bib}', ''],
	] as const)
		test(`in LaTeX are found as ${found} where ${there || 'nothing'} is there for ${naming}`, () =>
			assert.deepEqual(cites({ 'thesis/main.tex': naming }, ...(there ? [there] : [])), found));

	test('in LaTeX are found where latexmk looks for them', () => {
		const main = '\\bibliography{r}\n';
		assert.deepEqual(cites({ 'main.tex': main, '.latexmkrc': "ensure_path('BIBINPUTS', './bib')\n" }, 'bib/r.bib'), ['bib/r.bib']);
		assert.deepEqual(cites({ 'a/main.tex': main, latexmkrc: "$ENV{'BIBINPUTS'} = 'x:lit:'\n" }, 'lit/r.bib'), ['lit/r.bib']);
		assert.deepEqual(cites({ 'main.tex': main, '.latexmkrc': "ensure_path('TEXINPUTS', './bib')\n" }, 'bib/r.bib'), ['r.bib']);
	});

	test('in LaTeX are found below folders that mean those below, too', () => {
		const project = new ProjectFiles();
		project.folders = ['file:///w'];
		project.searchedFolders = ['file:///lit/'];
		project.update('file:///w/.latexmkrc', "ensure_path('BIBINPUTS', '../all//')");
		assert.deepEqual(deepFoldersOf(project), ['file:///all/', 'file:///lit/']);
		project.useFoldersBelow(new Map([['file:///lit/', ['file:///lit/a']]]));
		const document = new Document('file:///w/m.tex', 'latex', 1, '\\bibliography{r}');
		const places = ['file:///w/r.bib', 'file:///all/r.bib', 'file:///lit/r.bib', 'file:///lit/a/r.bib'];
		assert.deepEqual(placesOfBibliographies(document, project), places);
	});

	test('that are to be looked for are all that a naming may mean', () => {
		const project = new ProjectFiles();
		project.folders = ['file:///w'];
		project.searchedFolders = ['file:///lit'];
		const document = new Document('file:///w/a/m.tex', 'latex', 1, '\\bibliography{r}');
		assert.deepEqual(placesOfBibliographies(document, project), ['file:///w/a/r.bib', 'file:///w/r.bib', 'file:///lit/r.bib']);
	});
});
