import assert from 'node:assert/strict';
import { findPdf } from '../../../../server/engine/workspace/paperFiles.js';

/** Files by their paths; what was asked for is noted. */
function disk(...paths: readonly string[]) {
	const asked: string[] = [];
	const pathOf = (uri: string) => decodeURIComponent(uri.replace(/^file:\/\//, ''));
	return {
		asked,
		home: 'file:///home/ada',
		stat: async (uri: string) => {
			asked.push(uri);
			return paths.includes(pathOf(uri)) ? { size: 1, modified: 1 } : undefined;
		},
		readFolder: async (uri: string) =>
			paths
				.filter((path) => path.startsWith(`${pathOf(uri)}/`))
				.map((path) => path.slice(pathOf(uri).length + 1))
				.filter((name) => !name.includes('/'))
				.map((name) => ({ name, isFolder: false })),
	};
}

const source = 'file:///home/lang/thesis/refs.bib';
const found = async (
	files: ReturnType<typeof disk>,
	file: string,
	{ folders = [] as readonly string[], keys = ['lang2021'], arxiv = '' } = {},
) => {
	const uri = await findPdf(files, [{ source, keys, file, ...(arxiv && { arxiv }) }], folders);
	return uri && decodeURIComponent(uri.replace('file://', ''));
};

/** A path as each program writes it into `file`. */
const forms: Readonly<Record<string, (path: string) => string>> = {
	JabRef: (path) => `:${path.replace(/[:;\\]/g, '\\$&')}:PDF`,
	Zotero: (path) => `Full Text PDF:${path.replace(/[:;\\]/g, '\\$&')}:application/pdf`,
	'Better BibTeX': (path) => path.replace(/[:;\\]/g, '\\$&'),
	Mendeley: (path) => `:${path.replaceAll('\\', '$\\backslash$').replace(/[_&%#]/g, '{\\$&}')}:pdf`,
};

/** Names that files have. */
const names = [
	'paper.pdf',
	'Lang 2021 - Harbour seals at night.pdf',
	'Müller & Söhne (2020).pdf',
	'a_b_c.pdf',
	'50% of it.pdf',
	'C# in practice.pdf',
	'论文.pdf',
	'Ærø – a study.pdf',
	"O'Neill.pdf",
	'v1.2.final.pdf',
	'LANG2021.PDF',
	'1606.03657v2.pdf',
	'[draft] seals.pdf',
	'a=b+c.pdf',
	'seals, otters.pdf',
];

suite('the PDF of a paper', () => {
	for (const [program, write] of Object.entries(forms))
		for (const name of names) {
			test(`is found where ${program} writes an absolute path to “${name}”`, async () => {
				const path = `/home/ada/Zotero/storage/ABCD2345/${name}`;
				assert.equal(await found(disk(path), write(path)), path);
			});

			test(`is found below the library’s folder where ${program} writes a path from there to “${name}”`, async () => {
				assert.equal(await found(disk(`/home/lang/thesis/files/${name}`), write(`files/${name}`)), `/home/lang/thesis/files/${name}`);
			});
		}

	for (const [program, write] of Object.entries(forms))
		test(`is found by the end of a path of another machine that ${program} wrote`, async () => {
			const path = 'C:\\Users\\ada\\Zotero\\storage\\ABCD2345\\seals.pdf';
			const files = disk('/data/papers/storage/ABCD2345/seals.pdf', '/data/papers/seals.pdf');
			assert.equal(await found(files, write(path), { folders: ['file:///data/papers'] }), '/data/papers/storage/ABCD2345/seals.pdf');
		});

	test('is the one that is there, of several that are named', async () => {
		assert.equal(await found(disk('/b/two.pdf'), ':/a/one.pdf:PDF;:/b/two.pdf:PDF'), '/b/two.pdf');
	});

	test('is no snapshot or other file', async () => {
		assert.equal(await found(disk('/a/page.html', '/a/x.sh'), 'Snapshot:/a/page.html:text/html;:/a/x.sh:PDF'), undefined);
	});

	for (const path of [
		'\\\\\\\\evil\\\\share\\\\x.pdf',
		'//evil/share/x.pdf',
		'https://evil.test/x.pdf',
		'smb://evil/x.pdf',
		'file://evil/share/x.pdf',
	])
		test(`is never looked for on another machine: ${path}`, async () => {
			const files = disk();
			await found(files, `:${path.replaceAll(':', '\\:')}:PDF`, { folders: ['file:///data'] });
			assert.deepEqual(
				files.asked.filter((uri) => !uri.startsWith('file:///')),
				[],
			);
		});

	test('is a file that is called after the key or the arXiv number, near the library or in a folder of the setting', async () => {
		for (const [path, folders] of [
			['/home/lang/thesis/lang2021.pdf', []],
			['/home/lang/thesis/papers/Lang2021.PDF', []],
			['/home/lang/thesis/pdfs/1606.03657v2.pdf', []],
			['/home/lang/thesis/arxiv-1606.03657.pdf', []],
			['/data/lang2021.pdf', ['file:///data']],
		] as const)
			assert.equal(await found(disk(path), '', { folders, arxiv: '1606.03657' }), path);
	});

	test('is found by a key with signs that no file’s name has', async () => {
		assert.equal(await found(disk('/home/lang/thesis/lang-seals.pdf'), '', { keys: ['lang:seals'] }), '/home/lang/thesis/lang-seals.pdf');
	});

	test('is no file of a similar name', async () => {
		const files = disk('/home/lang/thesis/lang2021b.pdf', '/home/lang/thesis/11606.03657.pdf', '/home/lang/thesis/lang2021.pdf.txt');
		assert.equal(await found(files, '', { arxiv: '1606.03657' }), undefined);
	});

	test('is not looked for beside what is no file', async () => {
		const files = disk('/users/0/lang2021.pdf');
		assert.equal(await findPdf(files, [{ source: 'zotero:/users/0/Zotero', keys: ['lang2021'] }], []), undefined);
	});
});
