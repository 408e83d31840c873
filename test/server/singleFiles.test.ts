import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location, WorkspaceEdit } from 'vscode-languageserver';
import { LspClient } from './lspClient.js';

const entry = (key: string) =>
	`@article{${key},\n  title = {Fog over quiet water},\n  author = {Moor, Ada},\n  journal = {Shores},\n  year = {1999},\n}\n`;

/** How a client says which folder is open; each value is a path below the test's folder. */
interface Root {
	readonly rootUri?: string;
	readonly rootPath?: string;
	readonly workspaceFolders?: readonly string[];
}

suite('a file whose project is not the open folder', () => {
	let folder: string;
	let client: LspClient | undefined;
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-single-'));
	});
	teardown(async () => {
		await client?.stop();
		client = undefined;
		await rm(folder, { recursive: true });
	});
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;

	/** Writes the files, starts the server as the client says and opens one of them. */
	const start = async (files: Readonly<Record<string, string>>, name: string, languageId: string, root: Root = {}) => {
		for (const [path, text] of Object.entries(files)) {
			await mkdir(dirname(join(folder, path)), { recursive: true });
			await writeFile(join(folder, path), text);
		}
		client = await LspClient.start(undefined, {
			env: { HOME: join(folder, 'home') },
			roots: {
				rootUri: root.rootUri === undefined ? null : uriOf(root.rootUri),
				rootPath: root.rootPath === undefined ? null : join(folder, root.rootPath),
				workspaceFolders: root.workspaceFolders?.map((each) => ({ uri: uriOf(each), name: each })) ?? null,
			},
		});
		await client.open(uriOf(name), files[name]!, languageId);
		return client;
	};
	/** The unknown keys of a file, once there are some. Whatever was published before for it counts, too. */
	const unknownIn = async (of: LspClient, name: string): Promise<readonly string[]> => {
		await of.diagnosticsOf(uriOf(name), (all) => all.length > 0);
		const seen = of.published.filter(({ uri }) => uri === uriOf(name)).flatMap(({ diagnostics }) => diagnostics);
		return [...new Set(seen.map(({ message }) => /“(.*?)”/.exec(String(message))?.[1] ?? ''))];
	};
	const ask = <T>(of: LspClient, method: string, name: string, text: string, more: object = {}): Promise<T> => {
		const before = text.slice(0, text.indexOf('fog1999') + 2).split('\n');
		const position = { line: before.length - 1, character: before.at(-1)!.length };
		return of.connection.sendRequest(method, { textDocument: { uri: uriOf(name) }, position, ...more });
	};

	const paper = '\\documentclass{article}\n\\begin{document}\n\\cite{fog1999,nobody1}\n\\bibliography{refs}\n\\end{document}\n';
	for (const [what, root] of [
		['no root at all', {}],
		['only the old rootPath', { rootPath: 'work' }],
		['a root URI', { rootUri: 'work' }],
		['an empty list of folders', { workspaceFolders: [] }],
		['a root beside it', { rootUri: 'other' }],
		['a root below it', { rootUri: 'work/notes' }],
		['a root above it', { rootUri: '.' }],
	] as const)
		test(`has its own bibliography with ${what}`, async () => {
			const files = { 'work/paper.tex': paper, 'work/refs.bib': entry('fog1999'), 'other/x.md': '', 'work/notes/x.md': '' };
			const of = await start(files, 'work/paper.tex', 'latex', root);
			const places = await ask<Location[] | Location>(of, 'textDocument/definition', 'work/paper.tex', paper);
			assert.deepEqual(
				[places].flat().map(({ uri }) => uri),
				[uriOf('work/refs.bib')],
			);
			assert.deepEqual(await unknownIn(of, 'work/paper.tex'), ['nobody1']);
			// What is outside the open folder is not the user's alone.
			if ('rootUri' in root && root.rootUri !== 'work' && root.rootUri !== '.') return;
			const edit = await ask<WorkspaceEdit>(of, 'textDocument/rename', 'work/paper.tex', paper, { newName: 'mist' });
			assert.deepEqual(Object.keys(edit.changes ?? {}).sort(), [uriOf('work/paper.tex'), uriOf('work/refs.bib')]);
		});

	for (const [what, name, languageId, files] of [
		[
			'the root that a chapter names',
			'p/parts/one.tex',
			'latex',
			{
				'p/parts/one.tex': '% !TEX root = ../main.tex\n\\cite{fog1999,nobody1}\n',
				'p/main.tex': '\\documentclass{article}\n\\addbibresource{lib/refs.bib}\n\\begin{document}\\input{parts/one}\\end{document}\n',
				'p/lib/refs.bib': entry('fog1999'),
			},
		],
		[
			'a root above it that includes what includes it, which neither names',
			'p/parts/deep/two words.tex',
			'latex',
			{
				'p/parts/deep/two words.tex': '\\cite{fog1999,nobody1}\n',
				'p/parts/one.tex': '\\input{parts/deep/two words}\n',
				'p/parts/other.tex': '\\cite{two words}\n',
				'p/main.tex': '\\documentclass{article}\n\\addbibresource{lib/refs.bib}\n\\begin{document}\\include{parts/one}\\end{document}\n',
				'p/lib/refs.bib': entry('fog1999'),
			},
		],
		[
			'a Typst file above it',
			'p/parts/one.typ',
			'typst',
			{
				'p/parts/one.typ': '@fog1999 #cite(<nobody1>)\n',
				'p/main.typ': '#include "parts/one.typ"\n#bibliography("refs.bib")\n',
				'p/refs.bib': entry('fog1999'),
			},
		],
		[
			'conf.py above it',
			'p/pages/deep/a.rst',
			'restructuredtext',
			{
				'p/pages/deep/a.rst': ':cite:t:`fog1999` :cite:p:`nobody1`\n',
				'p/conf.py': "bibtex_bibfiles = ['refs.bib']\n",
				'p/refs.bib': entry('fog1999'),
			},
		],
		[
			'a file that includes it, in Org',
			'p/parts/a.org',
			'org',
			{
				'p/parts/a.org': '[cite:@fog1999] [cite:@nobody1]\n',
				'p/main.org': '#+bibliography: refs.bib\n#+include: parts/a.org\n',
				'p/refs.bib': entry('fog1999'),
			},
		],
		[
			'a Jupyter Book’s _config.yml above it',
			'p/pages/deep/a.md',
			'markdown',
			{
				'p/pages/deep/a.md': '{cite}`fog1999` {cite}`nobody1`\n',
				'p/_config.yml': 'title: Fog\nbibtex_bibfiles:\n  - refs.bib\n',
				'p/refs.bib': entry('fog1999'),
			},
		],
		[
			'a bookdown book above it',
			'p/parts/a.Rmd',
			'rmd',
			{
				'p/parts/a.Rmd': '[@fog1999; @nobody1]\n',
				'p/_bookdown.yml': 'book_filename: fog\n',
				'p/index.Rmd': '---\nsite: bookdown::bookdown_site\nbibliography: refs.bib\n---\n',
				'p/refs.bib': entry('fog1999'),
			},
		],
		[
			'the parts of a document',
			'p/main.tex',
			'latex',
			{
				'p/main.tex': '\\documentclass{article}\n\\input{../common/preamble}\n\\begin{document}\\cite{fog1999,nobody1}\\end{document}\n',
				'common/preamble.tex': '\\addbibresource{../common/refs.bib}\n',
				'common/refs.bib': entry('fog1999'),
			},
		],
		[
			'_quarto.yml above it',
			'p/chapters/a.qmd',
			'quarto',
			{
				'p/_quarto.yml': 'project:\n  type: book\nbibliography: refs.bib\n',
				'p/chapters/a.qmd': '# A\n\n[@fog1999; @nobody1]\n',
				'p/refs.bib': entry('fog1999'),
			},
		],
		[
			'myst.yml above it',
			'p/chapters/a.md',
			'markdown',
			{
				'p/myst.yml': 'version: 1\nproject:\n  bibliography:\n    - lib.bib\n',
				'p/chapters/a.md': '# A\n\n{cite:p}`fog1999,nobody1`\n',
				'p/lib.bib': entry('fog1999'),
			},
		],
		[
			'the libraries of its repository',
			'p/deep/er/a.md',
			'markdown',
			{
				'p/.git/HEAD': 'ref: refs/heads/main\n',
				'p/deep/er/a.md': '[@fog1999; @nobody1]\n',
				'p/library/refs.bib': entry('fog1999'),
			},
		],
		[
			'the libraries beside it, without any project',
			'p/a.md',
			'markdown',
			{
				'p/a.md': '[@fog1999; @nobody1]\n',
				'p/refs.bib': entry('fog1999'),
			},
		],
	] as const)
		test(`cites from ${what}, with no root`, async () => {
			const of = await start(files, name, languageId);
			assert.deepEqual(await unknownIn(of, name), ['nobody1']);
		});

	for (const root of [{}, { rootUri: 'home' }] as const)
		test(`in the home folder has what it names, and nothing else there is read, with ${JSON.stringify(root)}`, async () => {
			const files = {
				'home/.git/HEAD': 'ref: refs/heads/main\n',
				'home/a.md': '---\nbibliography: refs.bib\n---\n\n[@fog1999; @nobody1]\n',
				'home/refs.bib': entry('fog1999'),
				'home/deep/other.bib': entry('rain2001'),
			};
			const of = await start(files, 'home/a.md', 'markdown', root);
			assert.deepEqual(await unknownIn(of, 'home/a.md'), ['nobody1']);
			assert.deepEqual(await of.search('rain2001'), []);
		});
});
