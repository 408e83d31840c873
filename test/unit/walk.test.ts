import assert from 'node:assert/strict';
import { neverCancelled } from '../../server/base/cancellation.js';
import type { FileSystem } from '../../server/files.js';
import { walk } from '../../server/walk.js';

/** Files in memory below `file:///w`, by their paths. */
function filesOf(texts: Readonly<Record<string, string>>): FileSystem {
	const pathOf = (uri: string) => decodeURIComponent(uri.replace(/^file:\/\/\/w\/?/, ''));
	return {
		read: async (uri) => new TextEncoder().encode(texts[pathOf(uri)]),
		stat: async () => undefined,
		readFolder: async (uri) => {
			const folder = pathOf(uri);
			const inside = Object.keys(texts).filter((path) => folder === '' || path.startsWith(`${folder}/`));
			const names = inside.map((path) => path.slice(folder === '' ? 0 : folder.length + 1));
			return [...new Set(names.map((name) => name.split('/')[0]!))].map((name) => ({ name, isFolder: !names.includes(name) }));
		},
	};
}

async function walked(texts: Readonly<Record<string, string>>, exclude: readonly string[] = []): Promise<string[]> {
	const found: string[] = [];
	for await (const uri of walk(filesOf(texts), 'file:///w', ['.md'], exclude, neverCancelled)) found.push(uri.replace('file:///w/', ''));
	return found.sort();
}

suite('walk', () => {
	test('finds files by their ending, at any depth, whatever its case', async () => {
		assert.deepEqual(await walked({ 'a.md': '', 'b/c/D.MD': '', 'e.txt': '' }), ['a.md', 'b/c/D.MD']);
	});

	test('never enters node_modules or .git', async () => {
		assert.deepEqual(await walked({ 'node_modules/a.md': '', '.git/b.md': '', 'x/node_modules/c.md': '' }), []);
	});

	test('leaves out what .gitignore names, and takes back what it takes back', async () => {
		assert.deepEqual(
			await walked({ '.gitignore': 'build/\n*.draft.md\n!keep.draft.md\n', 'build/a.md': '', 'b.draft.md': '', 'keep.draft.md': '' }),
			['keep.draft.md'],
		);
	});

	test('lets an inner .gitignore speak of its own folder', async () => {
		assert.deepEqual(await walked({ 'sub/.gitignore': '/a.md\n', 'sub/a.md': '', 'sub/deep/a.md': '', 'a.md': '' }), [
			'a.md',
			'sub/deep/a.md',
		]);
	});

	test('leaves out what the excludes match', async () => {
		assert.deepEqual(await walked({ '_site/a.md': '', 'x/_site/b.md': '', 'c.md': '' }, ['**/_site/**']), ['c.md']);
	});

	test('writes names with blanks and letters beyond ASCII as URIs', async () => {
		assert.deepEqual(await walked({ 'über uns.md': '' }), ['%C3%BCber%20uns.md']);
	});
});
