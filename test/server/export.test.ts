import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { formatOf } from '../../server/engine/library/formats/formats.js';
import type { Requests } from '../../server/protocol/index.js';
import { eventually, LspClient } from './lspClient.js';

const program = resolve('dist/cli.js');

const library = `@string{jl = "Journal of Light"}
@string{unused = "Never"}
@article{b, title={On {Markov} Lamps}, author={Doe, Jane}, journal=jl, year=2001, month=may, abstract={Of light.}}
@inproceedings{child, title={Child}, author={Roe, Rob}, booktitle={Proc of Lamps}, crossref={proc}}
@proceedings{proc, title={Proc of Lamps}, year=2005, editor={Em, Fay}}
@book{new, ids={oldname}, title={Named}, author={Xu, Yi}, year=1999}
@book{uncited, title={Uncited}, author={Xu, Yi}, year=1999}
`;

suite('lectern export', () => {
	let folder: string;
	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'lectern-export-'));
		const files = {
			'main.tex':
				'\\documentclass{article}\\begin{document}\\cite{b}\\input{parts/one}\\bibliography{refs}\\end{document}\n% \\cite{uncited}\n',
			'parts/one.tex': 'See \\cite{child,oldname}.\n',
			'other.md': 'See [@b; @ghost] and [[uncited]].\n',
			'refs.bib': library,
			'more.ris': 'TY  - BOOK\nID  - lamp\nTI  - Lamps\nAU  - Berg, Anna\nPY  - 2016\nKW  - light\nKW  - sea\nAB  - Of lamps.\nER  - \n',
			'lamps.md': 'See [@lamp].\n',
		};
		for (const [name, text] of Object.entries(files)) {
			mkdirSync(dirname(join(folder, name)), { recursive: true });
			writeFileSync(join(folder, name), text);
		}
	});
	teardown(() => rmSync(folder, { recursive: true }));

	const run = (...args: readonly string[]) =>
		spawnSync(process.execPath, [program, 'export', ...args], { cwd: folder, encoding: 'utf8', timeout: 20_000 });

	test('writes the keywords of a paper of another format', () => {
		assert.match(run('lamps.md').stdout, /keywords = \{light, sea\}/);
	});

	test('writes what a document and its parts cite, with macros and parents, sorted, and nothing else', () => {
		const { status, stdout, stderr } = run('main.tex');
		assert.equal(
			stdout,
			`@string{jl = {Journal of Light}}

@article{b,
  author = {Doe, Jane},
  title = {On {Markov} Lamps},
  journal = jl,
  year = {2001},
  month = may,
  abstract = {Of light.},
}

@inproceedings{child,
  author = {Roe, Rob},
  title = {Child},
  booktitle = {Proc of Lamps},
  crossref = {proc},
}

@book{new,
  author = {Xu, Yi},
  title = {Named},
  year = {1999},
  ids = {oldname},
}

@proceedings{proc,
  title = {Proc of Lamps},
  editor = {Em, Fay},
  year = {2005},
}
`,
		);
		assert.deepEqual([status, stderr], [0, '3 entries cited in 2 documents.\n']);
	});

	for (const format of ['bib', 'json', 'ris', 'yaml'] as const)
		test(`writes what a folder cites as ${format}, and names the keys that nobody has`, () => {
			const { status, stderr } = run(`--output=all.${format}`);
			assert.equal(status, 1);
			assert.match(stderr, /No library has “ghost”\./);
			const text = readFileSync(join(folder, `all.${format}`), 'utf8');
			const { records, problems } = formatOf(`all.${format}`)!.read(text);
			assert.deepEqual(problems, []);
			const keys = format === 'bib' ? ['b', 'child', 'lamp', 'new', 'proc'] : ['b', 'child', 'lamp', 'oldname'];
			assert.deepEqual(records.map(({ key }) => key).sort(), keys);
			const child = records.find(({ key }) => key === 'child');
			assert.deepEqual([child?.title, child?.year, child?.editors[0]?.family], ['Child', 2005, 'Em']);
			for (const key of ['b', 'lamp']) assert.equal(records.find((record) => record.key === key)?.hasAbstract, true, key);
			assert.equal(records.find(({ key }) => key === 'b')?.venue?.full, 'Journal of Light');
		});

	test('is answered over LSP as well, for a document with its parts and for the workspace', async () => {
		const client = await LspClient.start(pathToFileURL(folder).href);
		try {
			const uri = pathToFileURL(join(folder, 'main.tex')).href;
			const ask = (parameters: object) =>
				client.connection.sendRequest('lectern/export', parameters) as Promise<Requests['lectern/export'][1]>;
			const all = await eventually(
				() => ask({ format: 'json' }),
				(answer) => answer?.count === 4,
			);
			assert.deepEqual([all?.text, all?.unknown], [run('--format=json').stdout, ['ghost']]);
			const document = await ask({ uri, format: 'bib' });
			assert.deepEqual([document?.text, document?.count, document?.unknown], [run('main.tex').stdout, 3, []]);
			assert.equal(await ask({ uri: pathToFileURL(join(folder, 'refs.bib')).href, format: 'bib' }), null);
		} finally {
			await client.stop();
		}
	});

	test('gives the same text each time', () => {
		assert.equal(run('main.tex', 'other.md').stdout, run('other.md', 'main.tex').stdout);
	});

	test('refuses what it does not know', () => {
		assert.equal(run('--format=docx').status, 2);
		assert.equal(run('nowhere.tex').status, 2);
		assert.equal(run('--fail-on=error').status, 2);
	});
});
