import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MarkupContent } from 'vscode-languageserver';
import type { Requests } from '../../server/protocol/index.js';
import { eventually, LspClient } from './lspClient.js';

const bib =
	'@book{lang2021,\n\ttitle = {Harbour lights},\n\tauthor = {Lang, Mira},\n\tyear = {2021},\n\tpublisher = {Harbour Press},\n}\n' +
	'@article{berg2019,\n\ttitle = {Wicks & oil},\n\tauthor = {Berg, Tom},\n\tyear = {2019},\n\tjournal = {Journal of Light},\n}\n';

/** A style that prints titles between guillemets. */
const ownStyle =
	'<?xml version="1.0"?>\n<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>Titles</title></info>' +
	'<citation><layout><text variable="title"/></layout></citation>' +
	'<bibliography><layout><text variable="title" prefix="«" suffix="»"/></layout></bibliography></style>\n';

suite('formatted references over stdio', () => {
	let folder: string;
	let client: LspClient;
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-csl-'));
		await writeFile(join(folder, 'refs.bib'), bib);
		await writeFile(join(folder, 'own.csl'), ownStyle);
	});
	teardown(async () => {
		await client.stop();
		await rm(folder, { recursive: true });
	});

	const start = async (settings: object = {}) => {
		client = await LspClient.start(pathToFileURL(folder).href, { settings });
	};
	const ask = <M extends keyof Requests>(method: M, parameters: Requests[M][0]): Promise<Requests[M][1]> =>
		client.connection.sendRequest(method, parameters);
	const bibliographyOf = async (name: string, languageId: string, text: string) => {
		await client.open(uriOf(name), text, languageId);
		return ask('lectern/formattedBibliography', { uri: uriOf(name) });
	};

	test('a paper is printed in the style that is set', async () => {
		await start();
		assert.deepEqual(await ask('lectern/formattedReference', { key: 'lang2021' }), {
			text: 'Lang, M. (2021). Harbour lights. Harbour Press.',
			markdown: 'Lang, M. (2021). *Harbour lights*. Harbour Press.',
		});
		assert.equal(await ask('lectern/formattedReference', { key: 'nobody' }), null);
	});

	test('the server goes on answering while the first reference is made', async () => {
		await start();
		await client.open(uriOf('h.md'), 'See @lang2021.');
		const hover = () => client.hover(uriOf('h.md'), { line: 0, character: 8 });
		await hover();
		let isMade = false;
		const reference = ask('lectern/formattedReference', { key: 'lang2021' }).then(() => {
			isMade = true;
		});
		let hovers = 0;
		for (; !isMade && hovers < 100; hovers++) await hover();
		assert.equal(isMade, false, `after ${hovers} hovers`);
		await reference;
	});

	test('a reference on its own has no number', async () => {
		await start({ reference: { style: 'ieee' } });
		const answer = await ask('lectern/formattedReference', { key: 'lang2021' });
		assert.deepEqual(answer && 'text' in answer && answer.text, 'M. Lang, Harbour lights. Harbour Press, 2021.');
	});

	test('a document’s list holds all it cites, in its markup, and names the keys that no paper has', async () => {
		await start();
		const list = 'Berg, T. (2019). Wicks \\& oil. \\emph{Journal of Light}.\n\nLang, M. (2021). \\emph{Harbour lights}. Harbour Press.';
		assert.deepEqual(await bibliographyOf('n.tex', 'latex', '\\cite{lang2021,berg2019,nobody}'), {
			text: `\\section*{References}\n\n% lectern-references\n\n${list}\n\n% lectern-references-end`,
			count: 2,
			unknown: ['nobody'],
			version: 1,
		});
		const nothing = await bibliographyOf('n.md', 'markdown', 'Nothing.');
		assert.deepEqual(nothing && 'count' in nothing && [nothing.count, nothing.unknown], [0, []]);
		assert.equal(await bibliographyOf('n.txt', 'plaintext', '@lang2021'), null);
	});

	test('a list that is there is brought up to date, and its heading stays the user’s own', async () => {
		await start();
		const before = '@lang2021\n\n# My sources\n\n<!-- lectern-references -->\n\nOld.\n\n<!-- lectern-references-end -->\n\nEnd.\n';
		assert.deepEqual(await bibliographyOf('again.md', 'markdown', before), {
			text: '<!-- lectern-references -->\n\nLang, M. (2021). *Harbour lights*. Harbour Press.\n\n<!-- lectern-references-end -->',
			count: 1,
			unknown: [],
			version: 1,
			replaces: { start: { line: 4, character: 0 }, end: { line: 8, character: 31 } },
		});
	});

	test('a document’s own csl comes before the setting: a file beside it, or one that is shipped', async () => {
		await start();
		const own = await bibliographyOf('own.md', 'markdown', '---\ncsl: own.csl\n---\n@lang2021');
		assert.match(own && 'text' in own ? own.text : '', /\n«Harbour lights»\n/);
		const shipped = await bibliographyOf('shipped.md', 'markdown', '---\ncsl: vancouver.csl\n---\n@lang2021');
		assert.match(shipped && 'text' in shipped ? shipped.text : '', /\n1\. Lang M\. Harbour lights\. Harbour Press; 2021\.\n/);
	});

	test('the csl of a Quarto project prints what its documents cite', async () => {
		await mkdir(join(folder, 'styles'));
		await writeFile(join(folder, 'styles', 'own.csl'), ownStyle);
		await writeFile(join(folder, '_quarto.yml'), 'project:\n  type: book\ncsl: styles/own.csl\nbibliography: refs.bib\n');
		await start();
		const list = await bibliographyOf('chapter.qmd', 'quarto', '@lang2021');
		assert.match(list && 'text' in list ? list.text : '', /\n«Harbour lights»\n/);
		await writeFile(join(folder, '_quarto.yml'), 'csl: styles/gone.csl\n');
		await client.fileChanged(uriOf('_quarto.yml'));
		const missing = await eventually(
			() => ask('lectern/formattedBibliography', { uri: uriOf('chapter.qmd') }),
			(answer) => answer !== null && 'problem' in answer,
		);
		assert.match(
			missing && 'problem' in missing ? missing.problem : '',
			/“styles\/gone\.csl” that _quarto\.yml names .*gone\.csl cannot be read/,
		);
	});

	test('a style in pandoc’s data folder is found by its name', async () => {
		const data = join(folder, 'data');
		await mkdir(join(data, 'pandoc', 'csl'), { recursive: true });
		await writeFile(join(data, 'pandoc', 'csl', 'mine.csl'), ownStyle);
		client = await LspClient.start(pathToFileURL(folder).href, { settings: {}, env: { XDG_DATA_HOME: data } });
		const list = await bibliographyOf('n.md', 'markdown', '---\ncsl: mine\n---\n@lang2021');
		assert.match(list && 'text' in list ? list.text : '', /\n«Harbour lights»\n/);
	});

	test('a style that is edited is read again', async () => {
		await start({ reference: { style: 'own.csl' } });
		const printed = async () => {
			const answer = await ask('lectern/formattedReference', { key: 'lang2021' });
			return answer && 'text' in answer && answer.text;
		};
		assert.equal(await printed(), '«Harbour lights»');
		await writeFile(join(folder, 'own.csl'), ownStyle.replace('«', '‹').replace('»', '›'));
		assert.equal(await printed(), '‹Harbour lights›');
	});

	test('a dependent style is printed as the one it depends on', async () => {
		await start();
		const dependent = (parent: string) =>
			`<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>D</title><link rel="independent-parent" href="http://www.zotero.org/styles/${parent}"/></info></style>`;
		await writeFile(join(folder, 'dependent.csl'), dependent('nature'));
		await writeFile(join(folder, 'orphan.csl'), dependent('lamps'));
		const found = await bibliographyOf('d.md', 'markdown', '---\ncsl: dependent.csl\n---\n@lang2021');
		assert.match(found && 'text' in found ? found.text : '', /\n1\. Lang, M\. \*Harbour Lights\*\. \(Harbour Press, 2021\)\.\n/);
		const orphan = await bibliographyOf('o.md', 'markdown', '---\ncsl: orphan.csl\n---\n@lang2021');
		assert.match(orphan && 'problem' in orphan ? orphan.problem : '', /“orphan\.csl” only points to the style “lamps”/);
	});

	for (const [what, csl, reason] of [
		['is not there', 'none.csl', /“none\.csl” that the document names with “csl:” is not there/],
		['is no style', 'refs.bib', /“refs\.bib” cannot be used: it has no <style>/],
		['is on the network', 'https://example.org/a.csl', /on the network/],
	] as const)
		test(`a document’s style that ${what} is a problem with its reason`, async () => {
			await start();
			const answer = await bibliographyOf('p.md', 'markdown', `---\ncsl: ${csl}\n---\n@lang2021`);
			assert.match(answer && 'problem' in answer ? answer.problem : '', reason);
		});

	test('so is one of the setting, with the places that were tried', async () => {
		await start({ reference: { style: 'styles/none.csl' } });
		const answer = await ask('lectern/formattedReference', { key: 'lang2021' });
		const problem = answer && 'problem' in answer ? answer.problem : '';
		assert.match(problem, /setting “lectern\.reference\.style” is neither one of apa, .* nor a \.csl file that can be read/);
		assert.ok(problem.includes(join('styles', 'none.csl')), problem);
	});

	for (const [isOn, shown] of [
		[true, true],
		[false, false],
	] as const)
		test(`the card ${shown ? 'has' : 'has not'} the reference with the setting ${isOn ? 'on' : 'off'}`, async () => {
			await start({ hover: { reference: isOn } });
			await client.open(uriOf('h.md'), 'See @lang2021.');
			const card = await client.hover(uriOf('h.md'), { line: 0, character: 8 });
			assert.equal((card!.contents as MarkupContent).value.includes('Lang, M. (2021). *Harbour lights*. Harbour Press.'), shown);
		});
});
