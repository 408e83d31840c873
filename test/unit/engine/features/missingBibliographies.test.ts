import assert from 'node:assert/strict';
import { Document } from '../../../../server/engine/documents/document.js';
import { ProjectFiles } from '../../../../server/engine/documents/project/projectFiles.js';
import { creatableBibliography, missingBibliographies, namings } from '../../../../server/engine/features/missingBibliographies.js';

const project = new ProjectFiles();
project.folders = ['file:///w'];
for (const name of ['a', 'b']) project.update(`file:///w/${name}/main.tex`, '\\input{../x}');
project.update('file:///w/x.tex', '\\bibliography{refs}');

/** The places of a file that name what is not there. */
function missing(uri: string, text: string, languageId: string, ...there: readonly string[]): readonly string[] {
	const named = namings(new Document(uri, languageId, 1, text), project);
	return missingBibliographies(named, (each) => there.includes(each)).map(({ span }) => text.slice(span.start, span.end));
}

suite('missing bibliographies', () => {
	test('are reported at the place that names them', () => {
		const text = '---\nbibliography: [a.bib, "b c.bib"]\n---\n';
		assert.deepEqual(missing('file:///w/n.md', text, 'markdown'), ['a.bib', 'b c.bib']);
		assert.deepEqual(missing('file:///w/n.md', text, 'markdown', 'file:///w/b%20c.bib'), ['a.bib']);
	});

	test('are reported in the project file that names them', () => {
		assert.deepEqual(missing('file:///w/_quarto.yml', 'bibliography: a.bib', 'yaml'), ['a.bib']);
		assert.deepEqual(missing('file:///w/conf.py', "bibtex_bibfiles = ['a.bib', 'b.bib']", 'python', 'file:///w/a.bib'), ['b.bib']);
		assert.deepEqual(missing('file:///w/other.yml', 'bibliography: a.bib', 'yaml'), []);
	});

	test('are reported for the first 1,000 that are named; then it is said that there are more', () => {
		const names = Array.from({ length: 1500 }, (_, index) => `b${index}.bib`);
		const text = `bibliography: [${names.join()}]`;
		assert.deepEqual(missing('file:///w/_quarto.yml', text, 'yaml'), names.slice(0, 1001));
		const named = namings(new Document('file:///w/n.md', 'markdown', 1, `---\n${text}\n---\n`), project);
		const problems = missingBibliographies(named, () => true);
		assert.deepEqual(
			problems.map(({ code, span }) => [code, span.start]),
			[['unread-bibliography', 4 + text.indexOf('b1000.bib')]],
		);
	});

	test('are said to be more at the beginning of a document that does not name them itself', () => {
		const around = new ProjectFiles();
		around.folders = ['file:///w'];
		around.update('file:///w/_quarto.yml', `bibliography: [${Array.from({ length: 1500 }, (_, index) => `b${index}.bib`).join()}]`);
		const named = namings(new Document('file:///w/a/n.qmd', 'quarto', 1, 'text'), around);
		assert.deepEqual(
			missingBibliographies(named, () => false).map(({ code, span }) => [code, span]),
			[['unread-bibliography', { start: 0, end: 0 }]],
		);
	});

	test('are not reported for places that the tool’s environment gives', () => {
		assert.deepEqual(missing('file:///w/n.org', '#+bibliography: ~/refs.bib\n', 'org'), []);
	});

	test('are not reported for lists that come with TeX, but for other files of that name elsewhere', () => {
		assert.deepEqual(missing('file:///w/p.tex', '\\bibliography{IEEEabrv,IEEEfull,refs}\\addbibresource{biblatex-examples.bib}', 'latex'), [
			'refs',
		]);
		assert.deepEqual(missing('file:///w/n.md', '---\nbibliography: IEEEabrv.bib\n---\n', 'markdown'), ['IEEEabrv.bib']);
	});

	for (const [languageId, text] of [
		['latex', '\\addbibresource[glob]{lit/*.bib}'],
		['latex', '\\addbibresource[datatype=bibtex, glob=true]{lit/*.bib}'],
		['latex', '\\addbibresource[location=remote]{ftp://example.org/x.bib}'],
		['latex', '\\addbibresource[location = remote]{group:12}'],
		['latex', '\\addbibresource{\\unknown/x.bib}'],
		['typst', '#bibliography("lit/" + name + ".bib")'],
		['typst', '#bibliography(bytes("@misc{k}"))'],
		['typst', '#bibliography(sys.inputs.at("bib"), title: none)'],
		['markdown', '---\nbibliography: "`r here::here(\'refs.bib\')`"\n---\n'],
	] as const)
		test(`are not reported where the file is unknown: ${text}`, () => assert.deepEqual(missing('file:///w/p', text, languageId), []));

	for (const [text, ...names] of [
		['\\addbibresource{\\subfix{bib/refs.bib}}', 'bib/refs.bib'],
		['\\addbibresource{{my.refs}.bib}', 'my.refs.bib'],
		['\\newcommand*{\\bibdir}{lit}\n\\addbibresource{\\bibdir/refs.bib}', 'lit/refs.bib'],
		['\\def\\lit{l}\\newcommand\\all{\\lit/b,c}\\bibliography{a, \\all}', 'a.bib', 'l/b.bib', 'c.bib'],
		['\\addbibresource{\\jobname.bib}', 'paper.bib'],
		['\\addbibresource[label={a, b}]{plain.bib}', 'plain.bib'],
	] as const)
		test(`are looked for where the text says they are: ${text.replaceAll('\n', ' ')}`, () => {
			const named = namings(new Document('file:///w/paper.tex', 'latex', 1, text), project);
			assert.deepEqual(
				named.flatMap(({ uris }) => uris.map((uri) => decodeURIComponent(uri).replace('file:///w/', ''))),
				names,
			);
		});

	test('are reported in a part only where none of its roots has the file', () => {
		assert.deepEqual(missing('file:///w/x.tex', '\\bibliography{refs}', 'latex', 'file:///w/b/refs.bib'), []);
		assert.deepEqual(missing('file:///w/x.tex', '\\bibliography{refs}', 'latex'), ['refs']);
	});

	test('can be made where they are named and are .bib files', () => {
		const named = namings(new Document('file:///w/n.md', 'markdown', 1, '---\nbibliography: [a.bib, b.json]\n---\n'), project);
		assert.deepEqual(
			creatableBibliography(named, 22, () => false),
			{ uri: 'file:///w/a.bib', name: 'a.bib' },
		);
		assert.equal(
			creatableBibliography(named, 22, () => true),
			undefined,
		);
		assert.equal(
			creatableBibliography(named, 28, () => false),
			undefined,
		);
		assert.equal(
			creatableBibliography(named, 5, () => false),
			undefined,
		);
	});
});
