import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CompletionList, Diagnostic, Hover, Location } from 'vscode-languageserver';
import { eventually, LspClient } from './lspClient.js';

const entry = (key: string, title = 'Sampling Lakes') =>
	`@article{${key},\n\ttitle = {${title}},\n\tauthor = {Doe, Jane},\n\tyear = {1999},\n}\n`;

const files: Readonly<Record<string, string>> = {
	'work/.gitignore': '*.bib\n!kept.bib\n',
	'work/ignored.bib': entry('ignored99'),
	'work/once.bib': entry('once99', 'Lamps at Noon'),
	'zot/setup.org': '#+bibliography: set.bib\n',
	'zot/set.bib': entry('set99', 'Bells in Fog'),
	'zot/once.bib': entry('once98', 'Ropes in Rain'),
	'work/kept.bib': entry('kept99'),
	'work/thesis/list.bib': entry('below99'),
	'zot/lib.bib': entry('outside99'),
	'home/zot/own.bib': entry('home99'),
	'inputs/searched.bib': entry('searched99'),
	'inputs/a/b/deep.bib': entry('deep99'),
	'work/book/.latexmkrc': "ensure_path('BIBINPUTS', '../../lists//');\n",
	'lists/c/listed.bib': entry('listed99'),
	'work/parts/lit.tex':
		'\\begin{thebibliography}{9}\n\\bibitem[{[Doe20]}]{part20} J. Doe, \\emph{Lamps at Sea}, 2020.\n\\end{thebibliography}\n',
	'work/own.sty': '\\addbibresource{kept.bib}\n\\newcommand{\\mycite}[1]{\\cite{#1}}\n',
	'work/arxiv.bbl': '\\begin{thebibliography}{9}\n\\bibitem{bbl20} J. Doe.\n\\end{thebibliography}\n',
};

suite('files that LaTeX documents name', () => {
	let folder: string;
	let client: LspClient;
	const options = () => ({ env: { HOME: join(folder, 'home'), BIBINPUTS: `.:${join(folder, 'inputs')}//:` } });
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	suiteSetup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-named-'));
		for (const [name, text] of Object.entries(files)) {
			await mkdir(dirname(join(folder, name)), { recursive: true });
			await writeFile(join(folder, name), text);
		}
		await symlink(join(folder, 'zot/lib.bib'), join(folder, 'work/kept-link.bib'));
		client = await LspClient.start(uriOf('work'), options());
	});
	suiteTeardown(async () => {
		await client.stop();
		await rm(folder, { recursive: true });
	});

	/** The problems of a text, each as its code and the text that it is on, once there are those wanted. */
	const problemsOf = async (name: string, text: string, wanted: readonly string[], of: LspClient = client, language = 'latex') => {
		const uri = uriOf(`work/${name}`);
		const written = (all: readonly Diagnostic[]) =>
			all.map(({ code, range: { start, end } }) => `${code} ${text.split('\n')[start.line]!.slice(start.character, end.character)}`);
		await of.open(uri, text, language);
		const found = await of.diagnosticsOf(uri, (all) => written(all).join() === wanted.join(), 50);
		return written(found);
	};

	for (const [what, naming, key] of [
		['that Git ignores', '\\addbibresource{ignored.bib}', 'ignored99'],
		['outside the folder', '\\bibliography{../zot/lib}', 'outside99'],
		['in the home folder', '\\addbibresource{~/zot/own.bib}', 'home99'],
		['in a folder of BIBINPUTS', '\\bibliography{searched}', 'searched99'],
		['below a folder of BIBINPUTS that ends with two slashes', '\\bibliography{deep}', 'deep99'],
		['below a folder that latexmk adds to BIBINPUTS', '\\bibliography{listed}', 'listed99'],
		['below the folder that LaTeX is run in', '\\bibliography{thesis/list}', 'below99'],
	] as const)
		test(`are read ${what}`, async () => {
			const name = key === 'below99' ? 'thesis/main.tex' : key === 'listed99' ? 'book/main.tex' : `${key}.tex`;
			const text = `${naming}\n\\cite{${key}}\n\\cite{nobody00}\n`;
			assert.deepEqual(await problemsOf(name, text, ['unknown-key nobody00']), ['unknown-key nobody00']);
		});

	test('are read at an absolute path', async () => {
		const text = `\\bibliography{${join(folder, 'zot/lib')}}\n\\cite{outside99}\n\\cite{nobody00}\n`;
		assert.deepEqual(await problemsOf('absolute.tex', text, ['unknown-key nobody00']), ['unknown-key nobody00']);
	});

	test('outside the folder are not read where the user does not trust it, which is reported once', async () => {
		const careful = await LspClient.start(uriOf('work'), { ...options(), lectern: { isUntrusted: true } });
		try {
			const text = '\\addbibresource{../zot/lib.bib}\n\\cite{outside99}\n\\cite{nobody00}\n';
			const wanted = ['unread-bibliography ../zot/lib.bib'];
			assert.deepEqual(await problemsOf('careful.tex', text, wanted, careful), wanted);
			careful.connection.sendNotification('lectern/workspaceTrusted');
			assert.deepEqual(await problemsOf('careful2.tex', text, ['unknown-key nobody00'], careful), ['unknown-key nobody00']);
		} finally {
			await careful.stop();
		}
	});

	for (const [text, ...problems] of [
		['\\bibliography{gone}\n\\cite{a}\\cite{b}\n', 'missing-bibliography gone'],
		['\\addbibresource{\\unknown/x.bib}\n\\cite{a}\\cite{b}\n', 'unread-bibliography \\unknown/x.bib'],
		['\\addbibresource[location=remote]{ftp://example.org/x.bib}\\cite{a}\n', 'unread-bibliography ftp://example.org/x.bib'],
		['\\bibliography{kept}\\cite{KEPT99}\\cite{kept9}\n', 'unknown-key kept9'],
		['\\addbibresource{kept.bib}\\cite{KEPT99}\n', 'unknown-key KEPT99'],
		['\\input{parts/lit}\\cite{part20}\\cite{part21}\n', 'unknown-key part21'],
		['\\usepackage{own}\\mycite{kept99}\\mycite{kept9}\n', 'unknown-key kept9'],
		['\\bibliography{kept}\\defbibentryset{pair}{kept99}\\cite{pair}\\cite{pear}\n', 'unknown-key pear'],
		['\\bibliography{kept}\\defbibentryset{pair}{kept99,lost99}\\cite{pair}\n', 'unknown-key lost99'],
		[
			'\\bibliography{made}\\begin{filecontents}{made.bib}\n@misc{m1, title={X}}\n\\end{filecontents}\n\\cite{m1}\\cite{m2}\n',
			'unknown-key m2',
		],
		['%\\bibitem{c}\n\\begin{thebibliography}{9}\\bibitem%\n{d} x\\end{thebibliography}\\cite{c}\\cite{d}\n', 'unknown-key c'],
		['\\bibliography{kept}\\cite{kept99,*other}\n', 'unknown-key other'],
	] as const)
		test(`give ${problems.join(', ')} in ${JSON.stringify(text)}`, async () => {
			const name = `p${[...text].reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) >>> 0, 7)}.tex`;
			assert.deepEqual(await problemsOf(name, text, problems), problems);
		});

	test('of a paper’s source have the keys that BibTeX wrote', async () => {
		const text = '\\bibliography{lost}\n\\cite{bbl20}\n';
		assert.deepEqual(await problemsOf('arxiv.tex', text, ['missing-bibliography lost']), ['missing-bibliography lost']);
		const position = { textDocument: { uri: uriOf('work/arxiv.tex') }, position: { line: 1, character: 8 } };
		const places = await client.connection.sendRequest<Location[]>('textDocument/definition', position);
		assert.deepEqual(
			places.map(({ uri, range }) => `${uri.split('/').at(-1)} ${range.start.line}`),
			['arxiv.bbl 1'],
		);
	});

	test('have a card, a definition and a row for a key that one of them makes', async () => {
		const uri = uriOf('work/keys.tex');
		await client.open(uri, '\\input{parts/lit}\n\\cite{part20}\n\\cite{pa}\n', 'latex');
		const at = (line: number, character: number) => ({ textDocument: { uri }, position: { line, character } });
		const card = await client.connection.sendRequest<Hover>('textDocument/hover', at(1, 8));
		assert.match((card.contents as { value: string }).value, /J\. Doe, Lamps at Sea, 2020/);
		const places = await client.connection.sendRequest<Location[]>('textDocument/definition', at(1, 8));
		assert.deepEqual(
			places.map((place) => [place.uri, place.range.start.line]),
			[[uriOf('work/parts/lit.tex'), 1]],
		);
		const list = await client.connection.sendRequest<CompletionList>('textDocument/completion', at(2, 8));
		assert.equal(list.items.at(-1)?.label, 'part20');
	});

	test('are read again once the target of a link outside the folder has changed', async () => {
		const text = '\\bibliography{kept-link}\n\\cite{outside99}\n\\cite{later99}\n';
		assert.deepEqual(await problemsOf('link.tex', text, ['unknown-key later99']), ['unknown-key later99']);
		await writeFile(join(folder, 'zot/lib.bib'), entry('outside99') + entry('later99', 'Later Lakes'));
		const found = await client.diagnosticsOf(uriOf('work/link.tex'), (all) => all.length === 0, 50);
		assert.deepEqual(found, []);
	});

	for (const [what, naming, key] of [
		['that Git ignores', 'once.bib', 'once99'],
		['outside the folder', '../zot/once.bib', 'once98'],
	] as const)
		test(`${what} are dropped once no open document names them, and read again once one does`, async () => {
			const [uri, other] = [uriOf(`work/once-${key}.tex`), uriOf(`work/other-${key}.tex`)];
			const isThere = (wanted: boolean) =>
				eventually(
					async () => (await client.search(key)).includes(key),
					(is) => is === wanted,
				);
			const text = `\\addbibresource{${naming}}\n\\cite{${key}}\n`;
			const close = (closed: string) => client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: closed } });
			await client.open(uri, text, 'latex');
			assert.ok(await isThere(true));
			await client.change(uri, '\\addbibresource{none.bib}\n');
			assert.ok(!(await isThere(false)));
			await client.change(uri, text);
			assert.ok(await isThere(true));
			await client.open(other, text, 'latex');
			await close(uri);
			assert.ok(await isThere(true));
			await close(other);
			assert.ok(!(await isThere(false)));
		});

	test('by other files are read once those are named while somebody types, and dropped with the last document that names them', async () => {
		const uri = uriOf('work/typed.org');
		const isThere = (wanted: boolean) =>
			eventually(
				async () => (await client.search('set99')).includes('set99'),
				(is) => is === wanted,
			);
		await client.open(uri, '[cite:@set99]\n', 'org');
		assert.ok(!(await isThere(false)));
		await client.change(uri, '#+SETUPFILE: ../zot/setup.org\n[cite:@set99]\n');
		assert.ok(await isThere(true));
		await client.change(uri, '[cite:@set99]\n');
		assert.ok(!(await isThere(false)));
		await client.change(uri, '#+SETUPFILE: ../zot/setup.org\n[cite:@set99]\n');
		assert.ok(await isThere(true));
		await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
		assert.ok(!(await isThere(false)));
	});
});
