import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { localize } from '../../server/engine/base/localizableMessage.js';
import { foundBibliographies } from '../../server/engine/documents/bibliography.js';
import { Document } from '../../server/engine/documents/document.js';
import { ignoresIn } from '../../server/engine/documents/ignores.js';
import { languageOfDocument, languageOfFile } from '../../server/engine/documents/languages.js';
import { closedNote, NoteIndex } from '../../server/engine/documents/noteIndex.js';
import { ProjectFiles } from '../../server/engine/documents/project/projectFiles.js';
import { fixEntry } from '../../server/engine/features/fixEntry.js';
import { formatOf } from '../../server/engine/library/formats/formats.js';
import type { Fault } from '../../server/engine/library/formats/record.js';
import { createLibraryStore } from '../../server/engine/library/store.js';

const page = readFileSync('docs/diagnostics.md', 'utf8');

/** The rows of the page's table whose first headings are given, as their cells. A backslash before a bar belongs to the cell. */
function rowsOf(...headings: readonly string[]): readonly (readonly string[])[] {
	const lines = page.split('\n');
	const start = lines.findIndex((line) => headings.every((heading, index) => line.split('|')[index + 1]?.trim() === heading));
	assert.ok(start >= 0, `docs/diagnostics.md has a table with “${headings.join('”, “')}”`);
	const table = lines.slice(start + 2);
	const end = table.findIndex((line) => !line.startsWith('|'));
	return table.slice(0, end).map((line) =>
		line
			.split(/(?<!\\)\|/)
			.slice(1, -1)
			.map((part) => part.trim()),
	);
}

const codesIn = (text: string): readonly string[] => Array.from(text.matchAll(/`([^`]+)`/g), ([, code]) => code!);

const chain = Array.from({ length: 20 }, (_, index) => `@book{b${index}, title = {T}, crossref = {b${index + 1}}}\n`).join('');
const wide = `@book{a, title = {T}, xdata = {${Array.from({ length: 70 }, (_, index) => `x${index}`).join(', ')}}}\n${Array.from({ length: 70 }, (_, index) => `@xdata{x${index}, year = 1999}\n`).join('')}`;
const summary = (yaml: string): string => `---\n${yaml}\n---\n\nText.\n`;
const whole = 'key: doe2020fog\ntitle: Fog\nauthors: ["Doe, Jane"]\nyear: 2020\nvenue: Fog Letters\n';

/** A text with each mistake, in a file of the given name. */
const mistakes: Readonly<Record<Fault, readonly [file: string, text: string]>> = {
	'missing-comma': ['a.bib', '@book{a,\n  author = {A}\n  title = {T},\n}\n'],
	'missing-equals': ['a.bib', '@book{a,\n  author {A},\n  title = {T},\n}\n'],
	'extra-delimiter': ['a.bib', '@book{a,\n  author = {A}},\n  title = {T},\n}\n'],
	'unclosed-brace': ['a.bib', '@book{a,\n  author = {A,\n  title = {T},\n}\n\n@book{b,\n  title = {T},\n}\n'],
	'unclosed-quote': ['a.bib', '@book{a,\n  author = "A,\n  title = {T},\n}\n\n@book{b,\n  title = {T},\n}\n'],
	'unclosed-entry': ['a.bib', '@book{a,\n  author = {A},\n  title = {T}\n\n@book{b,\n  title = {T},\n}\n'],
	'missing-brace': ['a.bib', '@book a,\n  title = {T},\n}\n'],
	'missing-key': ['a.bib', '@book{title = {T}}\n'],
	'missing-field-name': ['a.bib', '@book{a,\n  = {A},\n  title = {T},\n}\n'],
	'missing-value': ['a.bib', '@book{a,\n  author = ,\n  title = {T},\n}\n'],
	'stray-text': ['a.bib', '@book{a,\n  title = {T},\n  #,\n}\n'],
	'mismatched-delimiter': ['a.bib', '@book{a,\n  title = {T}\n)\n'],
	'undelimited-value': ['a.bib', '@book{a,\n  title = Fog over water,\n}\n'],
	'unprotected-quote': ['a.bib', '@book{a,\n  title = "The "Fog" over water",\n}\n'],
	'unclosed-comment': ['a.bib', '@comment{a\n@book{b, title = {T}}\n'],
	'circular-inheritance': ['a.bib', '@book{a, title = {T}, crossref = {b}}\n@book{b, title = {T}, crossref = {a}}\n'],
	'deep-inheritance': ['a.bib', chain],
	'wide-inheritance': ['a.bib', wide],
	'unread-rest': ['a.bib', '@a{\n'.repeat(100_001)],
	'long-macro': ['a.bib', `@string{fog = {${'Fog over water. '.repeat(200)}}}\n`],
	'unclosed-record': ['a.ris', 'TY  - BOOK\nTI  - Fog\n'],
	'invalid-json': ['a.json', '[{"id": "a", "type": "book", "title": "Dew"}, {"id": "b", "title": }]'],
	'invalid-yaml': ['a.yml', 'fog:\n  type: book\n  title: [Fog\n'],
	'missing-fields': ['a.yml', 'fog:\n  type: book\n  title: Fog\nrain:\n'],
	'missing-title': ['a.md', summary(whole.replace('title: Fog\n', ''))],
	'invalid-key': ['a.bib', '@book{a b,\n  title = {T},\n}\n'],
	'duplicate-field': ['a.md', summary(`${whole}title: Rain`)],
	'invalid-text': ['a.md', summary(whole.replace('title: Fog', 'title: [Fog]'))],
	'invalid-list': ['a.md', summary(whole.replace('["Doe, Jane"]', '{a: b}'))],
	'invalid-year': ['a.md', summary(whole.replace('2020\n', 'soon\n'))],
	'invalid-venue': ['a.md', summary(whole.replace('Fog Letters', '[Fog, Letters]'))],
	'ambiguous-escape': ['a.md', summary(`${whole}equation: "\\beta = 1"`)],
};
/** Mistakes that two formats have, with a text of the second. */
const secondMistakes: Readonly<Partial<Record<Fault, readonly [file: string, text: string]>>> = {
	'invalid-json': ['b.json', '{"config": {}, "items": [{"itemType": "book", "title": "Dew"}, {"itemType": "book", "title": }]}'],
	'missing-key': ['a.md', summary(whole.replace('doe2020fog', ''))],
	'invalid-key': ['a.md', summary(whole.replace('doe2020fog', 'doe 2020'))],
	'invalid-yaml': ['a.md', summary(`${whole}names: [Fog`)],
};

/** The name of a file of each format other than `.bib` and summaries. */
const filesOf: Readonly<Record<string, string>> = {
	RIS: 'a.ris',
	'CSL-JSON': 'a.json',
	'Better BibTeX JSON': 'b.json',
	Hayagriva: 'a.yml',
};

const problemsIn = ([file, text]: readonly [file: string, text: string]) => formatOf(`file:///w/${file}`)!.read(text).problems;

suite('the mistakes of docs/diagnostics.md', () => {
	let code = '';
	const listed = rowsOf('code', 'in');
	for (const [named = '', where = '', list = ''] of listed) {
		code = codesIn(named)[0] ?? code;
		const of = code;
		const file = /\.bib/.test(where) ? 'a.bib' : (filesOf[where] ?? 'a.md');
		for (const fault of codesIn(list.replace(/\(.*?\)/g, '')) as readonly Fault[])
			test(`${fault} is a ${of} in ${where}`, () => {
				const example = [mistakes[fault], secondMistakes[fault]].find((each) => each?.[0] === file);
				assert.ok(example, 'there is a text with the mistake');
				const problem = problemsIn(example).find((each) => each.fault === fault);
				assert.ok(problem, `it is found: ${problemsIn(example).map((each) => `${each.fault}: ${localize(each.message)}`)}`);
				assert.equal(problem.code, of);
				if (file !== 'a.bib') return;
				const fixes = fixEntry(new Document('file:///w/a.bib', 'bibtex', 1, example[1]), problem.span.start);
				assert.equal(fixes.length > 0, where.includes('with a quick fix'));
			});
	}

	test('are all that there are', () => {
		const named = listed.flatMap(([, , list = '']) => codesIn(list.replace(/\(.*?\)/g, '')));
		assert.deepEqual([...new Set(named)].sort(), Object.keys(mistakes).sort());
	});
});

/** Language ids for the languages of the table of comments. */
const languageIds: Readonly<Record<string, readonly string[]>> = {
	'Markdown, Quarto, R Markdown': ['markdown', 'quarto', 'rmd'],
	MyST: ['markdown'],
	LaTeX: ['latex'],
	Typst: ['typst'],
	Org: ['org'],
	reStructuredText: ['restructuredtext'],
	'`.bib`': ['bibtex'],
	'YAML, front matter, `conf.py`': ['yaml', 'python', 'markdown'],
};

suite('the comments of docs/diagnostics.md', () => {
	const rows = rowsOf('language');
	for (const [language = '', cell = ''] of rows) {
		const comments = codesIn(cell).map((comment) =>
			comment.includes('lectern-ignore') ? comment : comment.replace('…', 'lectern-ignore-line missing-field'),
		);
		for (const comment of language === 'MyST' ? [...comments, ...codesIn(rows[0]![1]!)] : comments)
			for (const languageId of languageIds[language] ?? [])
				test(`${comment} switches a problem off in ${languageId}`, () => {
					const code = /unknown-key|missing-\w+/.exec(comment)![0];
					const [before, after] = languageId === 'markdown' && comment.startsWith('#') ? ['---\n', '\n---\n'] : ['', '\n'];
					const text = `${before}${comment}\nbibliography: x${after}`;
					const ignores = ignoresIn(text, 'file:///w/n', languageId);
					assert.equal(ignores.has(code, text.indexOf('bibliography')), true);
					assert.equal(ignores.has('duplicate-key', text.indexOf('bibliography')), false);
				});
	}

	test('are for the languages that are tested here, and no other', () => {
		assert.deepEqual(
			rows.map(([language]) => language),
			Object.keys(languageIds),
		);
	});
});

/** What a document cites from in a workspace of files, `{}` where nothing is named for it. */
interface NamingExample {
	readonly files: Readonly<Record<string, string>>;
	/** By the path of a document, the bibliographies that are found for it. */
	readonly found: Readonly<Record<string, readonly string[]>>;
}

const head = (yaml: string): string => `---\n${yaml}\n---\n`;
const bookdown = head('site: bookdown::bookdown_site\nbibliography: b.bib');

/** For each row of the table of bibliographies, by the beginning of its first cell. */
const namings: Readonly<Record<string, NamingExample>> = {
	'the document: YAML': {
		files: {
			'a/n.md': head('bibliography: b.bib'),
			'a/t.typ': '#bibliography("b.bib")',
			'a/o.org': '#+bibliography: b.bib\n',
			'a/r.rst': '.. bibliography:: b.bib\n',
			'a/up.md': head('bibliography: top.bib'),
			'a/other.md': '',
			'top.bib': '',
		},
		found: {
			'a/n.md': ['a/b.bib'],
			'a/t.typ': ['a/b.bib'],
			'a/o.org': ['a/b.bib'],
			'a/r.rst': ['a/b.bib'],
			'a/up.md': ['top.bib'],
			'a/other.md': [],
		},
	},
	'LaTeX: `\\bibliography`': {
		files: {
			'a/main.tex':
				'\\documentclass{article}\\input{parts/one}\\bibliography{b}\\addbibresource{c.bib}\\bibliographysup{s}\\newcites{sup}{S}',
			'a/parts/one.tex':
				'\\begin{refsection}[d.bib]\\putbib[e]\\defaultbibliography{f}\\begin{btSect}{g}\\addbibresource{near.bib}\\addbibresource{top.bib}',
			'a/lone.tex': '',
			'a/parts/near.bib': '',
			'top.bib': '',
		},
		found: {
			'a/parts/one.tex': ['b', 'c', 's', 'd', 'e', 'f', 'g', 'parts/near'].map((name) => `a/${name}.bib`).concat('top.bib'),
			'a/lone.tex': [],
		},
	},
	'Org: `#+bibliography:`': {
		files: {
			'a/main.org': '#+SETUPFILE: setup.org\n#+INCLUDE: "parts/one.org"\n',
			'a/setup.org': '#+bibliography: b.bib\n',
			'a/parts/one.org': '#+bibliography: c.bib\n',
			'a/lone.org': '',
			'a/parts/c.bib': '',
		},
		found: { 'a/main.org': ['a/b.bib', 'a/parts/c.bib'], 'a/parts/one.org': ['a/b.bib', 'a/parts/c.bib'], 'a/lone.org': [] },
	},
	'`_quarto.yml`': {
		files: { 'a/_quarto.yml': 'bibliography: b.bib\n' },
		found: { 'a/n.qmd': ['a/b.bib'], 'a/deep/n.md': ['a/b.bib'], 'n.qmd': [] },
	},
	'`_metadata.yml`': {
		files: {
			'_quarto.yml': 'project:\n  type: book\n',
			'a/_metadata.yml': 'bibliography: b.bib\n',
			'x/_metadata.yml': 'bibliography: b.bib\n',
		},
		found: { 'a/deep/n.qmd': ['a/b.bib'], 'n.qmd': [] },
	},
	'`_quarto-NAME.yml`': {
		files: { 'a/_quarto.yml': 'project:\n  type: book\n', 'a/_quarto-draft.yml': 'bibliography: b.bib\n' },
		found: { 'a/deep/n.qmd': ['a/b.bib'], 'n.qmd': [] },
	},
	'the files in `metadata-files:`': {
		files: {
			'a/_quarto.yml': 'metadata-files: [meta/m.yml]\n',
			'a/meta/m.yml': 'bibliography: b.bib\n',
			'n.qmd': head('metadata-files: [a/meta/m.yml]'),
			'p/defaults.yaml': 'metadata-files: [m.yml]\n',
			'p/m.yml': 'bibliography: c.bib\n',
		},
		found: { 'a/n.qmd': ['a/meta/b.bib'], 'n.qmd': ['a/meta/b.bib'], 'p/n.md': ['p/c.bib'], 'o.qmd': [] },
	},
	'a document that includes others': {
		files: {
			'a/n.qmd': `${head('bibliography: b.bib')}{{< include parts/one.qmd >}}\n`,
			'a/parts/one.qmd': '{{< include two.qmd >}}\n',
			'a/parts/two.qmd': '',
			'a/m.Rmd': `${head('bibliography: c.bib')}\`\`\`{r child="parts/three.Rmd"}\n\`\`\`\n\`r knitr::knit_child("four.Rmd")\`\n`,
		},
		found: {
			'a/parts/one.qmd': ['a/b.bib'],
			'a/parts/two.qmd': ['a/b.bib'],
			'a/parts/three.Rmd': ['a/c.bib'],
			'a/four.Rmd': ['a/c.bib'],
			'a/parts/four.Rmd': [],
		},
	},
	'`index.Rmd` of a bookdown book': {
		files: { 'a/index.Rmd': bookdown },
		found: { 'a/01.Rmd': ['a/b.bib'], 'a/deep/n.md': ['a/b.bib'], '01.Rmd': [], 'a/n.org': [] },
	},
	'`myst.yml`': {
		files: { 'a/myst.yml': 'project:\n  bibliography: [b.bib]\n', 'c/myst.yml': 'version: 1\n', 'c/deep/x.bib': '', 'y.bib': '' },
		found: { 'a/deep/n.md': ['a/b.bib'], 'c/n.md': ['c/deep/x.bib'], 'n.md': [] },
	},
	'`conf.py`': {
		files: { 'a/conf.py': 'bibtex_bibfiles = ["b.bib"]\n', 'a/n.rst': '.. bibliography:: own.bib\n' },
		found: { 'a/deep/n.md': ['a/b.bib'], 'a/n.rst': ['a/own.bib', 'a/b.bib'], 'n.rst': [] },
	},
	'`_config.yml` of a Jupyter Book': {
		files: {
			'a/_config.yml': 'bibtex_bibfiles: [b.bib]\n',
			'c/_config.yml': 'bibtex_bibfiles: [b.bib]\n',
			'c/conf.py': 'bibtex_bibfiles = ["c.bib"]\n',
		},
		found: { 'a/deep/n.md': ['a/b.bib'], 'c/n.md': ['c/c.bib'], 'n.md': [] },
	},
	'`defaults.yaml`': {
		files: {
			'a/defaults.yaml': 'bibliography: b.bib\n',
			'c/defaults.yml': 'metadata:\n  bibliography: c.bib\n',
			'd/pandoc.yaml': 'bibliography: d.bib\n',
		},
		found: { 'a/deep/n.md': ['a/b.bib'], 'c/n.Rmd': ['c/c.bib'], 'd/n.org': ['d/d.bib'], 'd/n.rst': ['d/d.bib'], 'n.md': [] },
	},
};

const root = 'file:///w';

function foundIn(files: Readonly<Record<string, string>>, path: string): readonly string[] {
	const project = new ProjectFiles();
	const notes = new NoteIndex();
	project.folders = [root];
	project.including = (name) => notes.including(name);
	for (const [name, text] of Object.entries(files)) {
		const uri = `${root}/${name}`;
		project.add(uri);
		project.update(uri, text);
		const languageId = languageOfFile(uri);
		if (languageId) notes.update(closedNote(uri, languageId, text), createLibraryStore().current);
	}
	const uri = `${root}/${path}`;
	const languageId = languageOfDocument('', uri);
	const document = new Document(uri, languageId, 1, files[path] ?? '', undefined, project.markupOf(uri, languageId));
	return [...new Set(foundBibliographies(document, project).map((each) => each.uri.slice(root.length + 1)))];
}

suite('the bibliographies of docs/diagnostics.md', () => {
	const rows = rowsOf('named in').map(([cell = '']) => cell);
	for (const [row, { files, found }] of Object.entries(namings))
		for (const [path, expected] of Object.entries(found))
			test(`${row} …: those of ${path} are ${expected.join(', ') || 'none'}`, () => {
				assert.deepEqual([...foundIn(files, path)].sort(), [...expected].sort());
			});

	test('are named in the ways that are tested here, and no other', () => {
		assert.deepEqual(
			rows.map((cell) => Object.keys(namings).find((row) => cell.startsWith(row)) ?? cell),
			Object.keys(namings),
		);
	});
});
