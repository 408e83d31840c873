import assert from 'node:assert/strict';
import { foundBibliographies } from '../../../../server/engine/documents/bibliography.js';
import { Document } from '../../../../server/engine/documents/document.js';
import { labelsOf } from '../../../../server/engine/documents/labels.js';
import { languageOfFile } from '../../../../server/engine/documents/languages.js';
import { NoteIndex } from '../../../../server/engine/documents/noteIndex.js';
import { ProjectFiles } from '../../../../server/engine/documents/project/projectFiles.js';
import { completion } from '../../../../server/engine/features/completion.js';
import { definition } from '../../../../server/engine/features/definition.js';
import { problemsOfDocument } from '../../../../server/engine/features/diagnostics.js';
import { hover } from '../../../../server/engine/features/hover.js';
import { readBibtex } from '../../../../server/engine/library/formats/bibtex/read.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';
import { contextOf, lanternNet, libraryOf } from '../../note.js';

const root = 'file:///w';
const library = libraryOf(lanternNet);

/** A workspace of texts by their paths, as features see it; `cites` is whether documents have a bibliography. */
function workspace(files: Readonly<Record<string, string>>) {
	const project = new ProjectFiles();
	project.folders = [root];
	const notes = new NoteIndex();
	const documents = new Map<string, Document>();
	for (const [path, text] of Object.entries(files)) {
		project.add(`${root}/${path}`);
		project.update(`${root}/${path}`, text);
	}
	for (const [path, text] of Object.entries(files)) {
		const uri = `${root}/${path}`;
		const languageId = languageOfFile(uri) ?? '';
		const document = new Document(uri, languageId, 1, text, undefined, project.markupOf(uri, languageId));
		documents.set(path, document);
		if (document.markup) notes.update(document, library);
	}
	const context = {
		...contextOf(library, notes),
		bibliographiesOf: () => [`${root}/refs.bib`],
		labelsOf: (document: Document) => labelsOf(document, notes, project),
	};
	return { context, notes, project, documentAt: (path: string) => documents.get(path)! };
}

/** The keys of the first file that are called unknown. */
function unknown(files: Readonly<Record<string, string>>): readonly string[] {
	const { context, documentAt } = workspace(files);
	const document = documentAt(Object.keys(files)[0]!);
	return problemsOfDocument(context, document).map(({ span }) => document.textOf(span));
}

suite('labels that are no unknown keys', () => {
	const own: readonly (readonly [path: string, text: string, ...unknown: string[]])[] = [
		['a.md', '(my-section)=\n# Lakes\n\nSee @my-section, [@other].', 'other'],
		['a.md', '```{figure} lake.png\n:name: lake-map\n```\n\nSee @lake-map and [@lake-pic].', 'lake-pic'],
		['a.md', '$$\na=b\n$$ (my-eq)\n\nSee @my-eq, [@your-eq].', 'your-eq'],
		[
			'a.md',
			'---\nreferences:\n- id: watt53\n  title: Lakes\n  author: [{family: Watt}]\n  issued: {date-parts: [[1953]]}\n- {id: "roe", title: Ponds}\n---\nSee @watt53, @roe, [@other].',
			'other',
		],
		['a.md', 'See @watt53, [@roe], [@other].\n\n---\nreferences:\n- id: watt53\n  title: Lakes\n- {id: roe}\n...\n', 'other'],
		['a.md', '---\nreferences:\n- id: watt53\n  title: *Pinus* in the wild\n- id: roe\n---\nSee @watt53, @roe, [@other].', 'other'],
		['a.md', '# Lakes {#lakes}\n\nSee [@lakes].', 'lakes'],
		['a.qmd', '---\ncrossref:\n  custom:\n    - kind: float\n      key: proto\n---\n\nSee @proto-one, [@draft-one].', 'draft-one'],
		['a.typ', '#label("results")\n@results @nothing', 'nothing'],
		['a.typ', '#subpar.grid(figure([a]), <left>, label: <whole>)\n@left @whole @right', 'right'],
		['a.typ', '#lst(label: "listing.x")\n@listing.x @listing.y', 'listing.y'],
		['a.typ', '#let terms = ((key: "html", short: "HTML"), (key: "css", long: "…"))\n@html @css:pl @svg', 'svg'],
		['a.typ', '#init-glossary((html: (short: "HTML"), "web-app": (long: "…")))\n@html @web-app @svg', 'svg'],
		['a.typ', '```py\nx = 1 // <start>\n```\n@start @code:x:11 <code:x> @stop', 'stop'],
		['a.typ', '#cite(label("nobody")) #ref(<nothing>) @nothing', 'nobody', 'nothing', 'nothing'],
		['a.md', '[@pmc:PMC1; @pubmed:2; @own; @other]\n\n[@own]: doi:10.1093/x\n', 'other'],
		['a.md', '[@tag:a; @tag:b; @tag:c]\n\n[@tag:a]: doi:10.1093/x\n[@c]: doi:10.1093/y\n', 'tag:b'],
		['a.md', ':::{figure} x.png\n:label: lake\n:::\n\n[@lake-a; @lake; @pond-a]\n', 'pond-a'],
		['a.md', '+++\ntitle = "On [@toml]"\n+++\n\n[@yaml]\n', 'yaml'],
		['a.md', '[@clinicaltrials:NCT04280705; @RRID:SCR_014262; @pubchem.compound:2519; @database:1; @go:]', 'database:1', 'go'],
		[
			'a.md',
			'@pmid:123, [@doi:10.1/x; @pmcid:PMC1; @arxiv:1; @isbn:9; @url:https://x.org/y; @tag:z; @raw:w] @10.1093/a [@other:x]',
			'other:x',
		],
	];
	for (const [path, text, ...keys] of own)
		test(`are none but ${keys.join(', ')} in ${JSON.stringify(text)}`, () => {
			assert.deepEqual(unknown({ [path]: text }), keys);
		});

	test('of other files of a Typst document that a chapter is not yet a part of', () => {
		const chapter = { 'new.typ': '@lakes @ponds' };
		assert.deepEqual(unknown({ ...chapter, 'main.typ': '#bibliography("refs.bib")', 'b.typ': '= Lakes <lakes>' }), ['ponds']);
		assert.deepEqual(unknown({ 'new.typ': '@lakes\n#bibliography("refs.bib")', 'main.typ': '= Lakes <lakes>' }), ['lakes']);
	});

	test('of another manuscript say nothing about the tags of this one', () => {
		assert.deepEqual(unknown({ 'a/a.md': '[@tag:b]', 'b/b.md': '[@tag:a]: doi:10.1093/x\n' }), []);
		assert.deepEqual(unknown({ 'a/a.md': '[@tag:b]', 'a/b.md': '[@tag:a]: doi:10.1093/x\n' }), ['tag:b']);
	});

	test('of hundreds of manuscripts are gone through once for the tags of all', () => {
		let looks = 0;
		const all = Array.from({ length: 300 }, (_, index) => ({
			uri: `${root}/m${index}/b.md`,
			span: { start: 0, end: 4 },
			get name() {
				looks++;
				return `tag:b${index}`;
			},
		}));
		const notes = Object.defineProperty(new NoteIndex(), 'labels', { value: all });
		for (let index = 0; index < 300; index++) {
			const labels = labelsOf(new Document(`${root}/m${index}/a.md`, 'markdown', 1, '[@tag:x]'), notes);
			assert.ok(!labels.has('x') && labels.hasTags());
		}
		assert.ok(!labelsOf(new Document(`${root}/none/a.md`, 'markdown', 1, '[@tag:x]'), notes).hasTags());
		assert.ok(looks < 10 * all.length, `${looks} looks`);
	});

	test('of other pages of a MyST project', () => {
		assert.deepEqual(unknown({ 'a.md': 'See @lakes, [@ponds].', 'b/c.md': '(lakes)=\n# Lakes' }), ['ponds']);
	});

	test('of a Quarto project’s own types of cross-references', () => {
		const project = 'crossref:\n  custom:\n    - kind: float\n      key: proto\n';
		assert.deepEqual(unknown({ 'c/a.qmd': '@proto-one [@draft-one]', '_quarto.yml': project }), ['draft-one']);
	});

	test('of entries that a Quarto project has for all of its documents', () => {
		const project = 'project:\n  type: book\nreferences:\n- id: watt53\n  title: Lakes\n';
		assert.deepEqual(unknown({ 'c/a.qmd': '[@watt53; @other]', '_quarto.yml': project }), ['other']);
		assert.deepEqual(unknown({ 'c/a.qmd': '[@watt53]', 'c/_metadata.yml': 'references: [{id: watt53, title: Lakes}]\n' }), []);
		assert.deepEqual(unknown({ 'c/a.qmd': '[@watt53]', 'd/_quarto.yml': project }), ['watt53']);
	});

	for (const [files, keys] of [
		[{ 'a.typ': '@results @x', 'main.typ': '#include "a.typ"\n#include "b.typ"', 'b.typ': '= R <results>' }, ['x']],
		[{ 'ch/a.typ': '@start @x', 'main.typ': '= S <start>\n#include "ch/a.typ"' }, ['x']],
		[{ 'main.typ': '@end @html @x', 'a.typ': '= E <end>', 'g.typ': '#let t = ((key: "html", short: "H"),)' }, ['end', 'html', 'x']],
		[
			{
				'main.typ': '#import "g.typ": t\n#include "a.typ"\n@end @html @x',
				'a.typ': '= E <end>',
				'g.typ': '#let t = ((key: "html", short: "H"),)',
			},
			['x'],
		],
		[{ 'ch/a.typ': '@b', 'ch/b.typ': '= B <b>', 'main.typ': '#include "/ch/a.typ"\n#include "/ch/b.typ"' }, []],
		[{ 'a.typ': '#include "b.typ"\n@b @x', 'b.typ': '#include "a.typ"\n= B <b>' }, ['x']],
		[
			{
				'ch/a.typ': '@cpu @x',
				'main.typ': '#include "ch/a.typ"\n#import "lib/g.typ": *',
				'lib/g.typ': '#let terms = yaml("/words.yml")',
				'words.yml': 'cpu:\n  short: CPU\n  long: Processor\n',
			},
			['x'],
		],
		[{ 'main.typ': '@gpu @x #show: init.with(yaml("words.yaml"))', 'words.yaml': '- key: gpu\n  short: GPU\n' }, ['x']],
		[{ 'main.typ': '@hard-one @easy-one @x #table(label_str: "hard-one", label-name: "easy-one", title: "x")' }, ['x']],
		[{ 'main.typ': '@cpu', 'words.yml': 'cpu:\n  short: CPU\n' }, ['cpu']],
		[{ 'main.typ': '@date #let x = yaml("data.yml")', 'data.yml': 'date:\n  year: 1999\n' }, ['date']],
		[{ 'main.typ': '#import "f.typ": pc\n#pc(<x>) #fig(<y>) @y', 'f.typ': '#let pc(k) = cite(k)' }, ['x']],
		[{ 'main.typ': '#import "f.typ": pc\n#include "a.typ"\n#pc(<x>)', 'a.typ': '@x', 'f.typ': '#let pc(k) = cite(k)' }, ['x']],
		[{ 'a.typ': '@x', 'main.typ': '#import "f.typ": pc\n#include "a.typ"\n#pc(<x>)', 'f.typ': '#let pc(k) = cite(k)' }, ['x']],
		[{ 'one.typ': '@b', 'two.typ': '#include "b.typ"', 'b.typ': '= B <b>' }, ['b']],
	] as const)
		test(`of the Typst document in ${JSON.stringify(files)}`, () => {
			assert.deepEqual(unknown(files), keys);
		});
});

suite('labels in a document', () => {
	const files = { 'a.md': 'See @lak and @lakes.', 'b.md': '# Top\n\n(lakes)=\n# Lakes\n\n{#plain} ![](x){#fig-lake}' };

	test('of LaTeX files that include each other are found once for all of them', () => {
		const count = 60;
		const texts = Array.from({ length: count }, (_, index) => [
			`p${index}.tex`,
			`\\input{p${(index + 1) % count}}\n\\bibitem{own${index}} Ours\n`,
		]);
		const { context, project, documentAt } = workspace(Object.fromEntries(texts));
		const read = new Map<string, number>();
		const latexOf = project.latexOf.bind(project);
		project.latexOf = (uri) => {
			const file = latexOf(uri);
			return (
				file && {
					...file,
					get labels() {
						read.set(uri, (read.get(uri) ?? 0) + 1);
						return file.labels;
					},
				}
			);
		};
		for (const [path] of texts) assert.ok(context.labelsOf(documentAt(path!)).has('own7'));
		assert.ok(Math.max(...read.values()) < 10, String(Math.max(...read.values())));
		assert.equal(context.labelsOf(documentAt('p1.tex')).placesOf('own7')[0]?.uri, `${root}/p7.tex`);
	});

	test('of a project are read once for all of its documents', () => {
		const { context, documentAt } = workspace({ 'a.qmd': '', 'c/b.qmd': '', '_quarto.yml': 'references:\n- id: watt53\n  title: Steam\n' });
		const [one, other] = ['a.qmd', 'c/b.qmd'].map((path) => context.labelsOf(documentAt(path)).placesOf('watt53')[0]);
		assert.ok(one);
		assert.equal(one, other);
	});

	test('are offered after an @, those of pages and of what is numbered', () => {
		const { context, documentAt } = workspace(files);
		assert.deepEqual(completion(context, documentAt('a.md'), 8)?.labels, ['lakes', 'fig-lake']);
	});

	test('are the entries in the front matter, which have a card', () => {
		const text =
			'---\nreferences:\n- id: watt53\n  title: Lakes\n  author:\n  - family: Watt\n    given: A.\n  issued: 1953\n---\nSee @watt53.';
		const { context, documentAt } = workspace({ 'a.md': text });
		const offset = text.length - 4;
		assert.equal(hover(context, documentAt('a.md'), offset)?.own, 'Watt · 1953 · Lakes');
		assert.deepEqual(completion(context, documentAt('a.md'), text.indexOf('tt53.'))?.labels, ['watt53']);
		const [place] = definition(context, documentAt('a.md'), offset)?.places ?? [];
		assert.equal(text.slice(place?.keySpan.start, place?.keySpan.end), 'watt53');
	});

	test('have a card without the marks of Markdown, in which Pandoc reads the texts of its metadata', () => {
		const text = '---\nreferences:\n- id: watt53\n  title: "On *Pinus* and [DNA]{.nocase}"\n---\nSee @watt53.';
		const { context, documentAt } = workspace({ 'a.md': text });
		assert.equal(hover(context, documentAt('a.md'), text.length - 4)?.own, 'On Pinus and DNA');
	});

	test('lead to a term of a glossary in YAML', () => {
		const words = 'cpu:\n  short: CPU\n"two-x":\n  long: Twice\n- key: "gpu"\n  short: GPU\n';
		const { context, documentAt } = workspace({ 'a.typ': '#let w = yaml("w.yml")\n@cpu @two-x @gpu', 'w.yml': words });
		for (const name of ['cpu', 'two-x', 'gpu']) {
			const document = documentAt('a.typ');
			const [place] = definition(context, document, document.text.indexOf(`@${name}`) + 1)?.places ?? [];
			assert.deepEqual([place?.source, words.slice(place?.keySpan.start, place?.keySpan.end)], [`${root}/w.yml`, name]);
		}
	});

	test('are offered in Typst', () => {
		const { context, documentAt } = workspace({ 'a.typ': '@re', 'main.typ': '#include "a.typ"\n= R <results>' });
		assert.deepEqual(completion(context, documentAt('a.typ'), 3)?.labels, ['results']);
	});

	test('lead to where they are defined and have no card', () => {
		const { context, documentAt } = workspace(files);
		const [place] = definition(context, documentAt('a.md'), 15)?.places ?? [];
		assert.deepEqual([place?.source, files['b.md'].slice(place?.keySpan.start, place?.keySpan.end)], [`${root}/b.md`, 'lakes']);
		assert.equal(hover(context, documentAt('a.md'), 15), undefined);
	});
});

suite('the labels of many documents', () => {
	test('are looked through once for all of them', () => {
		const count = 100;
		const notes = new NoteIndex();
		let reads = 0;
		const labels = Array.from({ length: count }, (_, index) => ({
			span: { start: 0, end: 1 },
			uri: `${root}/n${index}.md`,
			get name() {
				reads++;
				return `fig-${index}`;
			},
		}));
		Object.defineProperty(notes, 'labels', { value: labels });
		for (let index = 0; index < count; index++) {
			const found = labelsOf(new Document(`${root}/n${index}.md`, 'markdown', 1, '@fig-1'), notes);
			assert.equal(found.has('fig-2'), true);
		}
		assert.ok(reads < 10 * count, `${reads} reads`);
	});

	test('are looked for in those of their files that make some', () => {
		const count = 40;
		const files: Record<string, string> = {};
		for (let index = 0; index < count; index++) {
			files[`r${index}.tex`] = '\\input{c0}';
			files[`c${index}.tex`] = `\\input{c${index + 1}}`;
		}
		files[`c${count}.tex`] = '\\bibitem{made}';
		const { project, notes } = workspace(files);
		const latexOf = project.latexOf.bind(project);
		let reads = 0;
		project.latexOf = (uri) => {
			reads++;
			return latexOf(uri);
		};
		for (const [path, text] of Object.entries(files)) {
			const found = labelsOf(
				new Document(`${root}/${path}`, 'latex', 1, text, undefined, project.markupOf(`${root}/${path}`, 'latex')),
				notes,
				project,
			);
			assert.equal(found.has('made'), true, path);
		}
		assert.ok(reads < 300 * count, `${reads} reads`);
	});
});

suite('the bibliographies of a part of a Typst document', () => {
	test('are those of the whole document, by paths from the file that names them', () => {
		const { project, documentAt } = workspace({
			'ch/a.typ': '@doe',
			'main.typ': '#include "ch/a.typ"\n#include "back/b.typ"',
			'back/b.typ': '#bibliography("refs.yml")',
		});
		assert.deepEqual(
			foundBibliographies(documentAt('ch/a.typ'), project).map(({ uri, rule, by }) => [uri, rule, by]),
			[[`${root}/back/refs.yml`, 'Typst document', `${root}/back/b.typ`]],
		);
	});
});

suite('keys that are identifiers', () => {
	const store = createLibraryStore();
	store.replace(
		{ uri: 'file:///w/refs.bib', origin: 'workspace', format: 'bibtex' },
		readBibtex('@article{doe, title={Lakes}, doi={10.1093/Nar/1.2}}\n@misc{roe, title={Ponds}, eprint={2101.00001}, eprinttype={arxiv}}'),
	);
	for (const [key, found] of [
		['10.1093/nar/1.2', 'doe'],
		['doi:10.1093/nar/1.2', 'doe'],
		['https://doi.org/10.1093/nar/1.2', 'doe'],
		['arxiv:2101.00001', 'roe'],
		['10.1093/nar/9.9', undefined],
		['x10.1093/nar/1.2', undefined],
	] as const)
		test(`${key} is ${found === undefined ? 'nobody’s' : `that of ${found}`}`, () => {
			assert.equal(store.current.byKey(key)[0]?.key, found);
		});

	test('count among the references of the paper', () => {
		const notes = new NoteIndex();
		notes.update(
			new Document('file:///w/a.md', 'markdown', 1, 'See @10.1093/nar/1.2, [](doi:10.1093/nar/1.2), @doi:10.1093/nar/1.2.'),
			store.current,
		);
		assert.equal(notes.references(store.current.byKey('doe')[0]!).length, 3);
	});
});

suite('notes on a paper', () => {
	for (const [path, text] of [
		['n.md', '---\npaper: doe2020lantern\n---\n'],
		['n.md', '---\ncitekey: doe2020lantern\n---\n'],
		['n.md', '---\ncitekey: [other, doe2020lantern]\n---\n'],
		['n.md', '---\ncitation-key: "@doe2020lantern"\n---\n'],
		['n.md', '---\naliases: ["Lanterns", "@doe2020lantern"]\n---\n'],
		['n.md', '---\naliases:\n  - "@doe2020lantern"\n---\n'],
		['lit/@doe2020lantern.md', 'Notes.'],
		['lit/doe2020lantern.org', 'Notes.'],
		['n.org', ':PROPERTIES:\n:ID: 1\n:ROAM_REFS: https://example.org @doe2020lantern\n:END:\n#+title: Lanterns\n'],
		['n.org', 'Text.\n* Lanterns\n:PROPERTIES:\n:ROAM_REFS: cite:doe2020lantern\n:END:\n'],
		['lit/doe2020lantern.md', 'Notes.'],
	] as const)
		test(`are found by ${JSON.stringify(text)} in ${path}, and a link to the paper leads there`, () => {
			const { context, documentAt } = workspace({ 'a.md': 'See [[@doe2020lantern]] and [@doe2020lantern].', [path]: text });
			const places = (offset: number) => definition(context, documentAt('a.md'), offset)?.places.map(({ source }) => source);
			assert.deepEqual(places(8), [`${root}/${path}`]);
			assert.deepEqual(places(30), ['lectern:/0.md']);
		});

	test('are not those whose name is a word, a date or a key without a year', () => {
		const names = ['inbox', '2024-01-02', 'lantern', 'x99'];
		const { context } = workspace(Object.fromEntries(names.map((name) => [`${name}.md`, 'Notes.'])));
		assert.deepEqual(context.notes.notesOn({ keys: names }), []);
	});

	test('are not those with such a word elsewhere', () => {
		const { context } = workspace({
			'doe2020lantern.txt.md': '---\naliases: [doe2020lantern]\ntitle: "citekey: doe2020lantern"\n---\npaper: doe2020lantern',
		});
		assert.deepEqual(context.notes.notesOn({ keys: ['doe2020lantern'] }), []);
	});

	test('that are not written yet have no card where they are linked to, but a key has', () => {
		const { context, documentAt } = workspace({ 'a.md': '[[inbox]] [[2024-01-02]] [[@nobody]]' });
		const hasCard = (offset: number) => hover(context, documentAt('a.md'), offset) !== undefined;
		assert.deepEqual([hasCard(4), hasCard(14), hasCard(30)], [false, false, true]);
	});
});
