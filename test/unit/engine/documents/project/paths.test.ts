import assert from 'node:assert/strict';
import { URI, Utils } from 'vscode-uri';
import { resolve } from '../../../../../server/engine/documents/project/paths.js';

suite('resolving paths', () => {
	const folders = [
		...[
			'file:///w',
			'file:///w/',
			'file:///w/a b/c',
			'file:///C:/w',
			'file:///c%3A/w',
			'file:///',
			'file:///w/../v/x',
			'file:///w//x',
			'file:///w/%C3%A9/.x',
		],
		...['vscode-vfs://github/o/r', 'vscode-vfs://github/', 'vscode-vfs://github', 'file://server/share', 'untitled:Untitled-1'],
	];
	const paths = [
		'a.bib',
		'./a.bib',
		'../a.bib',
		'../../a.bib',
		'../../../../a.bib',
		'x/y.z/a-b_c.bib',
		'.././a.bib',
		'.hidden.bib',
		'a..b/c',
		'x/',
		'x/../y',
		'..',
	];

	for (const folder of folders)
		test(`says the same from ${folder} as taking the URI apart does`, () => {
			for (const path of paths) {
				let expected: string | undefined;
				try {
					expected = Utils.joinPath(URI.parse(folder), path).toString();
				} catch {
					// A URI without a path has nothing below it.
				}
				if (expected === undefined) assert.throws(() => resolve(folder, path));
				else assert.equal(resolve(folder, path), expected, path);
			}
		});
});
