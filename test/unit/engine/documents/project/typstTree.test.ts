import assert from 'node:assert/strict';
import { foundBibliographies } from '../../../../../server/engine/documents/bibliography.js';
import { Document } from '../../../../../server/engine/documents/document.js';
import { labelsOf } from '../../../../../server/engine/documents/labels.js';
import { NoteIndex } from '../../../../../server/engine/documents/noteIndex.js';
import { ProjectFiles } from '../../../../../server/engine/documents/project/projectFiles.js';
import type { TypstFile } from '../../../../../server/engine/documents/project/projectView.js';
import { typstDocument, typstFilesTogether } from '../../../../../server/engine/documents/project/typstTree.js';

const root = 'file:///w';

function workspaceOf(files: Readonly<Record<string, string>>): ProjectFiles {
	const project = new ProjectFiles();
	project.folders = [root];
	for (const [path, text] of Object.entries(files)) project.update(`${root}/${path}`, text);
	return project;
}

/** Counts how often a project is asked about a Typst file. */
function readsOf(project: ProjectFiles): () => number {
	let reads = 0;
	const typstOf = project.typstOf.bind(project);
	project.typstOf = (uri): TypstFile | undefined => {
		reads++;
		return typstOf(uri);
	};
	return () => reads;
}

const named = (project: ProjectFiles, path: string, text: string): readonly string[] =>
	foundBibliographies(new Document(`${root}/${path}`, 'typst', 1, text), project).map(({ uri }) => uri.slice(root.length + 1));

suite('the files of Typst documents', () => {
	test('are found out once for those that include each other, and for those of one main file', () => {
		const project = workspaceOf({
			'a.typ': '#include "b.typ"',
			'b.typ': '#include "c.typ"',
			'c.typ': '#include "a.typ"\n#include "d.typ"',
			'd.typ': '',
			'main.typ': '#include "x.typ"\n#include "y.typ"',
			'x.typ': '',
			'y.typ': '',
			'other.typ': '#include "y.typ"',
		});
		const of = (path: string): readonly string[] => typstFilesTogether(project, `${root}/${path}`);
		assert.equal(of('a.typ'), of('c.typ'));
		assert.equal(of('main.typ'), of('x.typ'));
		assert.notEqual(of('x.typ'), of('y.typ'));
		const names = (path: string) =>
			typstDocument(project, `${root}/${path}`)
				.map((uri) => uri.slice(root.length + 1, -4))
				.join('');
		assert.deepEqual(
			['b', 'd', 'x', 'y', 'other'].map((path) => names(`${path}.typ`)),
			['bacd', 'dcab', 'xmainy', 'ymainxother', 'othery'],
		);
	});

	test('say what they name once for all of them', () => {
		const count = 60;
		const textOf = (index: number): string => `#include "p${(index + 1) % count}.typ"\n#bibliography("b${index % 30}.bib")`;
		const project = workspaceOf(Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}.typ`, textOf(index)])));
		const reads = readsOf(project);
		for (let index = 0; index < count; index++) assert.equal(new Set(named(project, `p${index}.typ`, textOf(index))).size, 30);
		assert.ok(reads() < 10 * count, `${reads()} reads`);
	});

	test('say what they give to variables once for all of them', () => {
		const count = 60;
		const textOf = (index: number): string => `#import "p${(index + 1) % count}.typ": *\n#let b = "b${index % 30}.bib"\n#bibliography(b)`;
		const texts = Array.from({ length: count }, (_, index) => [`p${index}.typ`, textOf(index)] as const);
		const project = workspaceOf(Object.fromEntries(texts));
		for (let index = 0; index < 30; index++) project.add(`${root}/b${index}.bib`);
		const reads = readsOf(project);
		for (let index = 0; index < count; index++) assert.equal(new Set(named(project, `p${index}.typ`, textOf(index))).size, 30);
		assert.ok(reads() < 20 * count, `${reads()} reads`);
	});

	test('have their labels and citing functions found once for all of them', () => {
		const count = 60;
		const textOf = (index: number): string =>
			`#include "p${(index + 1) % count}.typ"\n#let see${index}(key) = cite(key)\n= Fog <fog${index}>`;
		const project = workspaceOf(Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}.typ`, textOf(index)])));
		const reads = readsOf(project);
		const notes = new NoteIndex();
		const markups = new Set<unknown>();
		for (let index = 0; index < count; index++) {
			const uri = `${root}/p${index}.typ`;
			const markup = project.markupOf(uri, 'typst');
			markups.add(markup);
			const labels = labelsOf(new Document(uri, 'typst', 1, textOf(index), undefined, markup), notes, project);
			assert.ok(labels.has(`fog${index}`) && labels.has(`fog${(index + 7) % count}`) && !labels.has('fog99'));
		}
		assert.equal(markups.size, 1);
		assert.ok(reads() < 10 * count, `${reads()} reads`);
	});

	test('have a label no longer where the text of the file that had it lacks it', () => {
		const project = workspaceOf({ 'a.typ': '#include "b.typ"\n= Fog <fog>', 'b.typ': '= Tide <tide>' });
		const of = (path: string, text: string) => labelsOf(new Document(`${root}/${path}`, 'typst', 1, text), new NoteIndex(), project);
		assert.deepEqual(of('a.typ', '#include "b.typ"\n= Moor <moor>').names, ['moor', 'tide']);
		assert.ok(!of('a.typ', '#include "b.typ"').has('fog'));
		assert.ok(of('b.typ', '').has('fog'));
		assert.deepEqual(
			of('b.typ', '')
				.placesOf('fog')
				.map(({ uri }) => uri),
			[`${root}/a.typ`],
		);
	});

	test('name what others name where the text of one no longer does', () => {
		const project = workspaceOf({ 'a.typ': '#include "b.typ"\n#bibliography("x.bib")', 'b.typ': '#bibliography("x.bib")' });
		assert.deepEqual(named(project, 'a.typ', '#include "b.typ"'), ['x.bib']);
		assert.deepEqual(named(project, 'b.typ', ''), ['x.bib']);
	});

	test('do not count a bibliography again for each file that names it', () => {
		const files = Array.from({ length: 1200 }, (_, index): [string, string] => [
			`p${index}.typ`,
			`#include "p${(index + 1) % 1200}.typ"\n#bibliography("b.bib")`,
		]);
		assert.deepEqual(new Set(named(workspaceOf(Object.fromEntries(files)), 'p0.typ', files[0]![1])), new Set(['b.bib']));
	});
});
