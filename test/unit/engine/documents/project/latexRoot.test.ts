import assert from 'node:assert/strict';
import { latexTrees } from '../../../../../server/engine/documents/project/latexRoot.js';
import { ProjectFiles } from '../../../../../server/engine/documents/project/projectFiles.js';

const root = 'file:///w';

function workspaceOf(texts: readonly string[]): ProjectFiles {
	const project = new ProjectFiles();
	project.folders = [root];
	for (const [index, text] of texts.entries()) project.update(`${root}/p${index}.tex`, text);
	return project;
}

suite('the documents of files that name their root', () => {
	test('are found once for all files of one root', () => {
		const count = 60;
		const project = workspaceOf([
			Array.from({ length: count }, (_, index) => `\\subfile{p${index + 1}}`).join('\n'),
			...Array.from({ length: count }, () => '\\documentclass[p0]{subfiles}'),
		]);
		const treesOf = (index: number) => latexTrees(project, `${root}/p${index}.tex`, project.latexOf(`${root}/p${index}.tex`)!);
		const first = treesOf(1);
		assert.deepEqual([first.length, first[0]!.files.length], [1, count + 1]);
		for (let index = 2; index <= count; index++) assert.equal(treesOf(index), first);
		project.update(`${root}/p0.tex`, '\\subfile{p1}');
		assert.equal(treesOf(1)[0]!.files.length, 2);
	});

	test('are looked for in a limited number of files that name each other', () => {
		const count = 400;
		const project = workspaceOf(Array.from({ length: count }, (_, index) => `% !TeX root = p${index + 1}.tex`));
		let reads = 0;
		const latexOf = project.latexOf.bind(project);
		project.latexOf = (uri) => {
			reads++;
			return latexOf(uri);
		};
		for (let index = 0; index < count; index++) latexTrees(project, `${root}/p${index}.tex`, latexOf(`${root}/p${index}.tex`)!);
		assert.ok(reads < 100 * count, `${reads} reads`);
	});
});
