import assert from 'node:assert/strict';
import { neverCancelled } from '../../../../server/engine/base/cancellation.js';
import { type FileSystem, SkippedFiles } from '../../../../server/engine/base/files.js';
import { pathBelow, walk, walkFinds } from '../../../../server/engine/workspace/walk.js';

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

	test('gives a file as often as links lead to it, up to 300 times and 16 MB', async () => {
		const linksTo = (identity: string, size: number, count: number) =>
			Array.from({ length: count }, (_, index) => ({
				name: `${identity}${index}.md`,
				isFolder: false,
				isLink: true,
				target: { identity, size },
			}));
		const entries = [
			{ name: 'own.md', isFolder: false },
			...linksTo('small', 10, 3000),
			...linksTo('large', 4 << 20, 20),
			...linksTo('huge', 1 << 30, 3),
		];
		const skipped = new SkippedFiles();
		const files: FileSystem = { ...filesOf({}), readFolder: async () => entries, skipped };
		const counts = new Map<string, number>();
		for await (const uri of walk(files, 'file:///w', ['.md'], [], neverCancelled)) {
			const name = /\/([a-z]+)\d*\.md$/.exec(uri)![1]!;
			counts.set(name, (counts.get(name) ?? 0) + 1);
		}
		assert.deepEqual(Object.fromEntries(counts), { own: 1, small: 300, large: 4, huge: 1 });
		assert.equal([...skipped.all][0]?.[0], 'file:///w/small300.md');
	});

	test('never enters what tools make of notes', async () => {
		const made = ['_book/a.md', '_build/html/_sources/b.md', '_freeze/c.md', '_site/d.md', '_bookdown_files/e.md'];
		assert.deepEqual(await walked({ ...Object.fromEntries(made.map((path) => [path, ''])), '_drafts/f.md': '' }), ['_drafts/f.md']);
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

/** The same files, with links to folders by their paths: each leads to another path of the tree, or above it. */
function linking(texts: Readonly<Record<string, string>>, links: Readonly<Record<string, string>>): FileSystem {
	const files = filesOf(texts);
	const pathOf = (uri: string) => uri.replace(/^file:\/\/\/w\/?/, '');
	const followed = (path: string): string => {
		const link = Object.keys(links).find((each) => path === each || path.startsWith(`${each}/`));
		return link === undefined ? path : followed(links[link] + path.slice(link.length)).replace(/^\//, '');
	};
	const uriOf = (path: string) => (path === '' ? 'file:///w' : path === '..' ? 'file:///' : `file:///w/${path}`);
	return {
		...files,
		skipped: new SkippedFiles(),
		realFolder: async (uri) => uriOf(followed(pathOf(uri))),
		readFolder: async (uri) => {
			const folder = followed(pathOf(uri));
			const below = Object.keys(links).filter((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))) === folder);
			const linked = below.map((path) => ({ name: path.slice(path.lastIndexOf('/') + 1), isFolder: true, isLink: true }));
			return [...linked, ...(await files.readFolder(uriOf(folder)))];
		},
	};
}

suite('links to folders', () => {
	const walkedWith = async (files: FileSystem) => {
		const found: string[] = [];
		for await (const uri of walk(files, 'file:///w', ['.md'], [], neverCancelled)) found.push(uri.replace('file:///w/', ''));
		return found.sort();
	};
	const skippedIn = ({ skipped }: FileSystem) => Array.from(skipped!.all, ([uri]) => uri.replace('file:///w/', '')).sort();

	test('that lead in circles or above the folder give each file once, and are named', async () => {
		const files = linking({ 'a.md': '', 'sub/b.md': '' }, { l1: '', l2: '', 'sub/up': '', out: '..', again: 'sub' });
		assert.deepEqual(await walkedWith(files), ['a.md', 'sub/b.md']);
		assert.deepEqual(skippedIn(files), ['again', 'l1', 'l2', 'out', 'sub/up']);
	});

	test('to what has no other name are followed once', async () => {
		const files = linking({ 'a.md': '', '.git/hidden/b.md': '' }, { one: '.git/hidden', two: '.git/hidden' });
		const found = await walkedWith(files);
		assert.equal(found.length, 2);
		assert.match(found.join(' '), /^a\.md (?:one|two)\/b\.md$/);
	});

	test('that cannot be distinguished are not followed within links', async () => {
		const { realFolder, ...files } = linking({ 'a.md': '' }, { l1: '', l2: '' });
		assert.deepEqual(await walkedWith(files), ['a.md', 'l1/a.md', 'l2/a.md']);
		assert.deepEqual(skippedIn(files), ['l1/l1', 'l1/l2', 'l2/l1', 'l2/l2']);
	});

	test('back into the folder lead to no file that a walk would come by', async () => {
		const finds = walkFinds(linking({ 'a.md': '', 'sub/b.md': '' }, { l1: '', again: 'sub' }), 'file:///w', []);
		const paths = ['a.md', 'sub/b.md', 'l1/a.md', 'again/b.md'];
		assert.deepEqual(await Promise.all(paths.map((path) => finds(`file:///w/${path}`))), [true, true, false, false]);
	});

	test('leave out a pattern whose stars would take too long, and keep the others', async () => {
		const files = {
			...filesOf({ '.gitignore': `${'*a'.repeat(20)}b\nx*.md\n`, [`${'a'.repeat(200)}.md`]: '', 'xy.md': '' }),
			skipped: new SkippedFiles(),
		};
		assert.deepEqual(await walkedWith(files), [`${'a'.repeat(200)}.md`]);
		assert.deepEqual(skippedIn(files), ['.gitignore']);
	});
});

suite('what a walk would come by', () => {
	const tree = {
		'.gitignore': 'build/\n*.draft.md\n!keep.draft.md\n',
		'sub/.gitignore': '/a.md\n',
		'sub/a.md': '',
		'sub/deep/a.md': '',
		'build/a.md': '',
		'build/deep/b.md': '',
		'x/node_modules/c.md': '',
		'_site/a.md': '',
		'b.draft.md': '',
		'keep.draft.md': '',
		'über uns.md': '',
	};

	test('is said of each file of a tree as the walk itself has it', async () => {
		const exclude = ['**/_site/**'];
		const finds = walkFinds(filesOf(tree), 'file:///w', exclude);
		const found: string[] = [];
		for (const path of Object.keys(tree).filter((each) => each.endsWith('.md'))) {
			const uri = `file:///w/${encodeURI(path)}`;
			if (await finds(uri)) found.push(encodeURI(path));
		}
		assert.deepEqual(found.sort(), await walked(tree, exclude));
	});

	test('is no file elsewhere, and none whose folder has only a name that begins alike', async () => {
		const finds = walkFinds(filesOf(tree), 'file:///w', []);
		assert.deepEqual(await Promise.all(['file:///v/a.md', 'file:///w2/a.md', 'git:/w/a.md'].map(finds)), [false, false, false]);
	});

	test('is asked of many files with one look at each .gitignore', async () => {
		const files = filesOf(tree);
		const read: string[] = [];
		const reading = (uri: string) => {
			read.push(uri);
			return files.read(uri);
		};
		const finds = walkFinds({ ...files, read: reading }, 'file:///w', []);
		await Promise.all(['sub/a.md', 'sub/b.md', 'c.md'].map((path) => finds(`file:///w/${path}`)));
		assert.deepEqual(read.sort(), ['file:///w/.gitignore', 'file:///w/sub/.gitignore']);
	});

	test('is below a folder however its URI is written', () => {
		assert.equal(pathBelow('file:///c%3A/w/', 'file:///c:/w/%C3%BCber.md'), 'über.md');
		assert.equal(pathBelow('file:///C:/w', 'file:///c%3A/w/a.bib'), 'a.bib');
		assert.equal(pathBelow('file:///c:/w', 'file:///C:/w/a.bib'), 'a.bib');
		assert.equal(pathBelow('file:///c:/w', 'file:///d:/w/a.bib'), undefined);
	});
});
