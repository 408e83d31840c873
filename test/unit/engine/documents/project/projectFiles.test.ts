import assert from 'node:assert/strict';
import { ProjectFiles } from '../../../../../server/engine/documents/project/projectFiles.js';

const root = 'file:///w';

/** A workspace of LaTeX files by their paths, none of which an editor has open; `asked` counts how often it looks at what is kept of one. */
function workspaceOf(files: Readonly<Record<string, string>>) {
	const project = new ProjectFiles();
	project.folders = [root];
	let count = 0;
	const latexOf = project.latexOf.bind(project);
	project.latexOf = (uri) => {
		count++;
		return latexOf(uri);
	};
	for (const [path, text] of Object.entries(files)) project.update(`${root}/${path}`, text, true);
	return {
		asked: () => count,
		commands: (path: string) => project.latexOf(`${root}/${path}`)?.commands?.map(({ name }) => name),
		cited: (path: string, text: string) =>
			project
				.markupOf(`${root}/${path}`, 'latex')
				?.citations(text)
				.map(({ key }) => key),
	};
}

suite('the citing commands of LaTeX files', () => {
	const mine = '\\newcommand{\\mine}[1]{\\cite{#1}}\n';

	test('are made of those of other files of the document, too', () => {
		const { commands, cited } = workspaceOf({
			'main.tex': '\\input{a}\\input{b}\n',
			'a.tex': mine,
			'b.tex': '\\newcommand{\\ours}[1]{\\mine{#1}}\\newcommand{\\other}[1]{#1}\n',
		});
		assert.deepEqual(commands('b.tex'), ['ours']);
		assert.deepEqual(cited('main.tex', '\\ours{x}\\mine{y}\\other{z}'), ['x', 'y']);
		assert.deepEqual(cited('alone.tex', '\\ours{x}\\mine{y}\\other{z}'), []);
	});

	test('are known of other files where the text makes the same', () => {
		const { cited } = workspaceOf({ 'main.tex': '\\input{a}\\input{b}\n', 'a.tex': mine, 'b.tex': mine, 'c.tex': mine });
		for (const path of ['a.tex', 'b.tex', 'main.tex']) assert.deepEqual(cited(path, '\\mine{x}'), ['x'], path);
		assert.deepEqual(cited('c.tex', '\\mine{x}'), []);
	});

	test('are found in linear time where each of many files makes one', () => {
		const nameOf = (index: number): string => `my${String.fromCharCode(97 + (index % 26)).repeat(1 + (index % 20))}`;
		const questions = (count: number): number => {
			const textOf = (index: number): string =>
				`\\newcommand{\\${nameOf(index)}}[1]{\\cite{#1}}\\input{p${(index + 1) % count}}\\${nameOf((index + 1) % count)}{k}\n`;
			const files = Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}.tex`, textOf(index)]));
			const { asked, cited } = workspaceOf(files);
			for (const [path, text] of Object.entries(files)) assert.deepEqual(cited(path, text), ['k']);
			return asked();
		};
		const [few, many] = [questions(100), questions(200)];
		assert.ok(many < 2.5 * few, `${few} questions for 100 files, ${many} for 200`);
	});
});
