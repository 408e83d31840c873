import assert from 'node:assert/strict';
import { citationStyleOf, placesOfStyle } from '../../../../server/engine/documents/citationStyle.js';
import { Document } from '../../../../server/engine/documents/document.js';
import { ProjectFiles } from '../../../../server/engine/documents/project/projectFiles.js';
import { fixture } from '../../fixture.js';

const styleOf = (text: string) => citationStyleOf(new Document('file:///note.md', 'markdown', 1, text));

/** The style of the first file, and the file that names it. */
function styleIn(text: string): string | undefined {
	const { document, project } = fixture(text);
	const { style } = citationStyleOf(document, project);
	return style && `${style.path} by ${style.by.split('/').at(-1)}`;
}

suite('the citation style of a document', () => {
	test('is its csl, and its language its lang', () => {
		assert.deepEqual(styleOf('---\ntitle: T\ncsl: styles/ieee.csl\nlang: de-DE\n---\n'), {
			style: { path: 'styles/ieee.csl', by: 'file:///note.md' },
			language: 'de-DE',
		});
	});

	test('may be named citation-style, as pandoc’s older manuals do', () => {
		assert.equal(styleOf('---\ncitation-style: "nature.csl"\n---\n').style?.path, 'nature.csl');
	});

	test('may be that of a format', () => {
		assert.equal(styleOf('---\nformat:\n  html:\n    toc: true\n  pdf:\n    csl: ieee.csl\n---\n').style?.path, 'ieee.csl');
	});

	test('is none where the front matter says nothing, or is none', () => {
		assert.deepEqual(styleOf('---\ncsl:\nlang: []\n---\n'), {});
		assert.deepEqual(styleOf('csl: ieee.csl\n'), {});
	});

	test('is that of the Quarto project, unless a folder or the document has its own', () => {
		const project = '\n--- _quarto.yml\nproject: book\ncsl: project.csl\nlang: fr\n';
		assert.equal(styleIn(`--- part/a.qmd\nText.${project}`), 'project.csl by _quarto.yml');
		assert.equal(styleIn(`--- part/a.qmd\nText.${project}--- part/_metadata.yml\ncsl: part.csl\n`), 'part.csl by _metadata.yml');
		assert.equal(styleIn(`--- part/a.qmd\n---\ncsl: own.csl\n---\n${project}`), 'own.csl by a.qmd');
	});

	test('is that of a file with metadata that the project includes', () => {
		assert.equal(
			styleIn('--- a.qmd\nText.\n--- _quarto.yml\nmetadata-files: [shared/style.yml]\n--- shared/style.yml\ncsl: shared.csl\n'),
			'shared.csl by style.yml',
		);
	});

	test('is that of the nearest defaults file of pandoc’s, also in its metadata', () => {
		assert.equal(styleIn('--- a.md\nText.\n--- defaults.yaml\ncsl: top.csl\n'), 'top.csl by defaults.yaml');
		assert.equal(styleIn('--- a.md\nText.\n--- defaults.yaml\nmetadata:\n  csl: inner.csl\n'), 'inner.csl by defaults.yaml');
		assert.equal(styleIn('--- a.tex\nText.\n--- defaults.yaml\ncsl: top.csl\n'), undefined);
	});

	test('is that of a bookdown book’s first chapter', () => {
		assert.equal(
			styleIn('--- two.Rmd\nText.\n--- index.Rmd\n---\nsite: bookdown::bookdown_site\ncsl: book.csl\n---\n'),
			'book.csl by index.Rmd',
		);
	});

	test('has a language of its own where only the project has a style', () => {
		const { document, project } = fixture('--- a.qmd\n---\nlang: de\n---\n--- _quarto.yml\ncsl: x.csl\nlang: fr\n');
		assert.equal(citationStyleOf(document, project).language, 'de');
	});
});

suite('the places of a style', () => {
	const project = new ProjectFiles();
	project.folders = ['file:///w'];
	project.home = 'file:///home/me';
	project.update('file:///w/book/_quarto.yml', 'project: book\n');
	const places = (path: string, by = 'file:///w/book/part/a.qmd') =>
		placesOfStyle({ path, by }, { uri: 'file:///w/book/part/a.qmd' }, project, ['file:///home/me/.pandoc/csl']).map((uri) =>
			uri.replace('file://', ''),
		);

	test('are beside the file that names it, beside the document, above it, and with pandoc’s', () => {
		assert.deepEqual(places('x.csl', 'file:///w/book/_quarto.yml'), [
			'/w/book/x.csl',
			'/w/book/part/x.csl',
			'/w/x.csl',
			'/home/me/.pandoc/csl/x.csl',
		]);
	});

	test('may lack the ending', () => {
		assert.deepEqual(places('x').slice(0, 2), ['/w/book/part/x', '/w/book/part/x.csl']);
	});

	test('begin in the project’s folder with a slash, in the home folder with a tilde, and in the defaults file’s own folder', () => {
		assert.deepEqual(places('/styles/x.csl'), ['/w/book/styles/x.csl', '/styles/x.csl']);
		assert.deepEqual(places('~/x.csl'), ['/home/me/x.csl']);
		assert.equal(places(`\${.}/x.csl`, 'file:///w/defaults.yaml')[0], '/w/x.csl');
	});

	test('are nowhere but in the workspace for a path that leads upwards', () => {
		assert.deepEqual(
			places('../x.csl').filter((place) => place.includes('pandoc')),
			[],
		);
	});
});
