import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction } from 'vscode-languageserver';
import { eventually, LspClient } from './lspClient.js';

suite('bibliographies of a document over stdio', () => {
	let folder: string;
	let client: LspClient;
	const uriOf = (path: string) => pathToFileURL(join(folder, path)).href;
	const write = async (files: Readonly<Record<string, string>>) => {
		for (const [path, text] of Object.entries(files)) {
			await mkdir(dirname(join(folder, path)), { recursive: true });
			await writeFile(join(folder, path), text);
		}
	};
	/** What a card says of a key that a paper in each of two files goes by. */
	const card = async (path: string) => JSON.stringify((await client.hover(uriOf(path), { line: 0, character: 8 }))?.contents);
	const status = (path: string) => client.status(uriOf(path), 'markdown');

	/** Two papers of one key: that of the workspace's first file, and that of the project. */
	const bibs = {
		'a.bib': '@book{lang2021, title = {Harbour lights at night}}\n',
		'book/z.bib': '@book{lang2021, title = {Fog over quiet water}}\n',
	};

	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-bibliographies-'));
	});
	teardown(async () => {
		await client.stop();
		await rm(folder, { recursive: true });
	});

	const families: readonly (readonly [rule: string, files: Readonly<Record<string, string>>, path: string, languageId: string])[] = [
		['Quarto project', { 'book/_quarto.yml': 'bibliography: z.bib\n' }, 'book/n.qmd', 'quarto'],
		['Quarto folder metadata', { '_quarto.yml': '', 'book/_metadata.yml': 'bibliography: z.bib\n' }, 'book/n.md', 'markdown'],
		['Quarto profile', { '_quarto.yml': '', '_quarto-draft.yml': 'bibliography: book/z.bib\n' }, 'book/n.qmd', 'quarto'],
		['metadata file', { '_quarto.yml': 'metadata-files: [meta.yml]\n', 'meta.yml': 'bibliography: book/z.bib\n' }, 'book/n.qmd', 'quarto'],
		['including document', { 'book/m.qmd': '---\nbibliography: z.bib\n---\n{{< include n.qmd >}}\n' }, 'book/n.qmd', 'quarto'],
		['bookdown book', { 'book/index.Rmd': '---\nsite: bookdown::bookdown_site\nbibliography: z.bib\n---\n' }, 'book/n.Rmd', 'rmd'],
		['MyST project', { 'book/myst.yml': 'project:\n  bibliography: [z.bib]\n' }, 'book/n.md', 'markdown'],
		['MyST project without a list', { 'book/myst.yml': 'version: 1\n' }, 'book/n.md', 'markdown'],
		['Sphinx project', { 'book/conf.py': 'bibtex_bibfiles = ["z.bib"]\n' }, 'book/deep/n.md', 'markdown'],
		['Jupyter Book', { 'book/_config.yml': 'bibtex_bibfiles: [z.bib]\n' }, 'book/deep/n.md', 'markdown'],
		['Pandoc defaults', { 'book/defaults.yaml': 'bibliography: z.bib\n' }, 'book/n.md', 'markdown'],
		['LaTeX root', { 'book/main.tex': '\\addbibresource{z.bib}\\input{parts/n}' }, 'book/parts/n.tex', 'latex'],
	];
	for (const [rule, files, path, languageId] of families)
		test(`by the rule “${rule}”`, async () => {
			const text = languageId === 'latex' ? '\\cite{ lang2021}' : 'See [ @lang2021].';
			await write({ ...bibs, ...files, [path]: text });
			client = await LspClient.start(pathToFileURL(folder).href);
			await client.open(uriOf(path), text, languageId);
			assert.match(await card(path), /Fog over quiet water.*Harbour lights|^(?!.*Harbour lights).*Fog over quiet water/);
			const said = await status(path);
			assert.ok(
				said.includes(
					`- ${uriOf('book/z.bib')} It cites from this file, found by the rule “${rule}” in ${uriOf(Object.keys(files).at(-1)!)}\n`,
				),
				said,
			);
		});

	test('are where an accepted paper’s entry goes, also by a project’s rule', async () => {
		await write({ ...bibs, 'book/_quarto.yml': 'bibliography: z.bib\n' });
		client = await LspClient.start(pathToFileURL(folder).href);
		await client.open(uriOf('book/n.qmd'), '[@kipf', 'quarto');
		const answer = await client.connection.sendRequest<{ bibliography?: string } | null>('lectern/bringAlong', {
			uri: uriOf('book/n.qmd'),
			key: 'kipf2016semisupervised',
			range: { start: { line: 0, character: 2 }, end: { line: 0, character: 6 } },
			typed: 'kipf',
		});
		assert.equal(answer?.bibliography, uriOf('book/z.bib'));
	});

	test('follow a project file that is made, changed and deleted', async () => {
		await write({ ...bibs, 'book/n.md': '' });
		client = await LspClient.start(pathToFileURL(folder).href);
		await client.open(uriOf('book/n.md'), 'See [ @lang2021].');
		assert.doesNotMatch(await status('book/n.md'), /Quarto/);
		await write({ 'book/_quarto.yml': 'bibliography: z.bib\n' });
		await client.fileChanged(uriOf('book/_quarto.yml'), 1);
		assert.match(
			await eventually(
				() => status('book/n.md'),
				(text) => text.includes('Quarto'),
			),
			/z\.bib It cites from this file, found by the rule “Quarto project”/,
		);
		await rm(join(folder, 'book/_quarto.yml'));
		await client.fileChanged(uriOf('book/_quarto.yml'), 3);
		assert.doesNotMatch(
			await eventually(
				() => status('book/n.md'),
				(text) => !text.includes('Quarto'),
			),
			/Quarto/,
		);
	});

	/** Code and place of each problem that is shown for a file, once there are as many as wished. */
	const problemsIn = async (path: string, count: number): Promise<string[]> => {
		const all = await eventually(
			() => client.diagnostics.get(uriOf(path)) ?? [],
			(found) => found.length === count,
		);
		return all.map(({ code, range }) => `${code} ${range.start.line}:${range.start.character}-${range.end.character}`);
	};

	test('that are missing are reported where they are named, and created by the quick fix', async () => {
		await write({ '_quarto.yml': '' });
		client = await LspClient.start(pathToFileURL(folder).href, {
			capabilities: { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } } },
		});
		await client.open(uriOf('n.md'), '---\nbibliography: refs.bib\n---\n');
		await client.open(uriOf('_quarto.yml'), 'bibliography: [refs.bib, more.bib]\n', 'yaml');
		assert.deepEqual(await problemsIn('n.md', 1), ['missing-bibliography 1:14-22']);
		assert.deepEqual(await problemsIn('_quarto.yml', 2), ['missing-bibliography 0:15-23', 'missing-bibliography 0:25-33']);
		assert.match(await status('n.md'), /refs\.bib Not found\. It cites from this file, which the document itself names\./);
		const position = { line: 1, character: 16 };
		const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
			textDocument: { uri: uriOf('n.md') },
			range: { start: position, end: position },
			context: { diagnostics: client.diagnostics.get(uriOf('n.md')) },
		});
		assert.deepEqual(
			actions.map(({ title }) => title),
			['Create refs.bib'],
		);
		assert.deepEqual(actions[0]?.edit?.documentChanges, [{ kind: 'create', uri: uriOf('refs.bib'), options: { ignoreIfExists: true } }]);
		await write({ 'refs.bib': '' });
		await client.fileChanged(uriOf('refs.bib'), 1);
		assert.deepEqual(await problemsIn('n.md', 0), []);
		assert.deepEqual(await problemsIn('_quarto.yml', 1), ['missing-bibliography 0:25-33']);
	});
});
