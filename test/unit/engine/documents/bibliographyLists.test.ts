import assert from 'node:assert/strict';
import { areListedTogether } from '../../../../server/engine/documents/bibliographyLists.js';
import { ProjectFiles } from '../../../../server/engine/documents/project/projectFiles.js';

suite('files that a document lists together', () => {
	test('are others once one of them has another name', () => {
		const project = new ProjectFiles();
		project.folders = ['file:///w'];
		project.add('file:///w/main.tex');
		project.update('file:///w/main.tex', '\\addbibresource[glob]{*.bib}');
		const [a, b, c] = ['file:///w/a.bib', 'file:///w/b.bib', 'file:///w/c.bib'] as const;
		project.add(a);
		project.add(b);
		assert.ok(areListedTogether(a, b, project));
		project.remove(b);
		project.add(c);
		assert.deepEqual([areListedTogether(a, b, project), areListedTogether(a, c, project)], [false, true]);
	});
});
