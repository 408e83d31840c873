import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver';
import { webFor } from '../../server/platform/node/web.js';
import type { Citing, DocumentEdit, FetchedPaper, PaperQuestion } from '../../server/protocol/index.js';
import { arxivFeed, crossrefWork, dataciteWork } from '../services.js';
import { eventually, LspClient } from './lspClient.js';

const bibliography =
	'@book{lang2021,\n\ttitle = {Harbour lights},\n\tauthor = {Lang, Mira},\n\tyear = {2021},\n\tdoi = {10.1234/lights},\n}\n';

/** The services on loopback: every request is noted, and answered as `reply` says. */
class Services {
	readonly asked: string[] = [];
	closed = 0;
	reply: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.writeHead(404).end('Resource not found.');
	readonly #server: Server = createServer((request, response) => {
		this.asked.push(request.url ?? '');
		request.socket.once('close', () => this.closed++);
		this.reply(request, response);
	});

	async start(): Promise<string> {
		await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
	}
}

suite('adding a paper over stdio', () => {
	let folder: string;
	let base: string;
	let services: Services;
	let client: LspClient;
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-add-'));
		await writeFile(join(folder, 'refs.bib'), bibliography);
		services = new Services();
		base = await services.start();
		const addresses = { arxiv: `${base}/arxiv`, crossref: `${base}/crossref/`, datacite: `${base}/datacite` };
		client = await LspClient.start(pathToFileURL(folder).href, {
			capabilities: { workspace: { configuration: true, workspaceEdit: { documentChanges: true } } },
			settings: { addPaper: { services: addresses } },
			lectern: { addPaper: true },
		});
	});
	teardown(async () => {
		await client.stop();
		await services.stop();
		await rm(folder, { recursive: true });
	});

	const question = (text: string, uri?: string) =>
		client.connection.sendRequest<PaperQuestion | null>('lectern/addPaper/question', { text, uri });
	const ask = (text: string, service: string) =>
		client.connection.sendRequest<FetchedPaper>('lectern/addPaper/ask', { text, service, bibliography: uriOf('refs.bib') });
	const failureOf = (paper: FetchedPaper) => ('failure' in paper ? paper.failure : undefined);
	const actionsAt = (uri: string, character: number) =>
		client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
			textDocument: { uri },
			range: { start: { line: 0, character }, end: { line: 0, character } },
			context: { diagnostics: client.diagnostics.get(uri) ?? [] },
		});

	test('names the one address, and sends no request before the user agrees', async () => {
		assert.equal((await question('https://doi.org/10.1234/lamp.5'))?.address, `${base}/crossref/works/10.1234%2Flamp.5`);
		assert.equal((await question('10.48550/arXiv.2001.00001'))?.address, `${base}/datacite/dois/10.48550%2FarXiv.2001.00001`);
		assert.equal((await question('arXiv:2001.00010v2'))?.address, `${base}/arxiv/query?id_list=2001.00010&max_results=1`);
		assert.equal(await question('lang2021'), null);
		assert.deepEqual(services.asked, []);
	});

	test('knows a paper of the library by its DOI, and the files that an entry may go into', async () => {
		const told = await question('doi:10.1234/lights');
		assert.equal(told?.known?.key, 'lang2021');
		assert.deepEqual(told?.bibliographies, [uriOf('refs.bib')]);
	});

	for (const [service, text, reply, entry] of [
		[
			'crossref',
			'10.1234/lamp.5',
			crossrefWork(),
			/^@article\{roe2019lanterns,\n\ttitle = \{Lanterns \\& fog: A study of \{H2O\}\},\n[\s\S]*\tauthor = \{Roe, Ann B\. and \{Harbour Group\}\},\n[\s\S]*\tdoi = \{10\.1234\/lamp\.5\},\n\}$/,
		],
		['datacite', '10.48550/arXiv.2001.00001', dataciteWork(), /^@misc\{oord2020mirrors,\n\ttitle = \{Mirrors in the Attic\},/],
		[
			'arxiv',
			'2001.00010',
			arxivFeed(),
			/^@misc\{oord2020mirrors,\n\ttitle = \{.*\n\tauthor = \{van den Oord, Aaron and Poe, Jr\., Edgar A\. and Plato\},/,
		],
	] as const)
		test(`makes an entry in the bibliography's style from what ${service} answers, with one request`, async () => {
			services.reply = (_, response) => response.end(reply);
			const paper = await ask(text, service);
			assert.match('entry' in paper ? paper.entry : JSON.stringify(paper), entry);
			assert.equal(services.asked.length, 1);
		});

	test('says where else a DOI that Crossref does not know may be registered, and asks there only when the user agrees', async () => {
		const failure = failureOf(await ask('10.1234/none', 'crossref'));
		assert.deepEqual([failure?.code, failure?.elsewhere], ['not-found', 'datacite']);
		assert.match(failure!.message, /Crossref does not know the DOI 10\.1234\/none/);
		assert.deepEqual(services.asked, ['/crossref/works/10.1234%2Fnone']);
		services.reply = (_, response) => response.end(dataciteWork({ doi: '10.1234/none', identifiers: [] }));
		assert.equal(failureOf(await ask('10.1234/none', 'datacite')), undefined);
		assert.equal(services.asked[1], '/datacite/dois/10.1234%2Fnone');
	});

	for (const [name, code, message, reply] of [
		['a rate limit', 'rate-limit', /Try again in 7 s/, (response: ServerResponse) => response.writeHead(429, { 'retry-after': '7' }).end()],
		['a service out of order', 'service-error', /HTTP 503/, (response: ServerResponse) => response.writeHead(503).end('no')],
		['a page in place of an answer', 'odd-answer', /not with a paper/, (response: ServerResponse) => response.end('<html>Log in</html>')],
		['a connection that breaks', 'unreachable', /cannot be reached/, (response: ServerResponse) => response.destroy()],
		[
			'a redirection, which would be a second request',
			'odd-answer',
			/302/,
			(response: ServerResponse) => response.writeHead(302, { location: '/elsewhere' }).end(),
		],
	] as const)
		test(`says so of ${name}`, async () => {
			services.reply = (_, response) => reply(response);
			const failure = failureOf(await ask('10.1234/lamp.5', 'crossref'));
			assert.equal(failure?.code, code);
			assert.match(failure!.message, message);
			assert.equal(services.asked.length, 1);
		});

	test("shows arXiv's own message on a wrong identifier, and an empty feed as not found", async () => {
		services.reply = (_, response) => response.end(arxivFeed(''));
		assert.equal(failureOf(await ask('2001.99999', 'arxiv'))?.code, 'not-found');
		services.reply = (_, response) =>
			response
				.writeHead(400)
				.end(arxivFeed('<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id format</summary></entry>'));
		assert.equal(failureOf(await ask('2001.99999', 'arxiv'))?.message, 'arXiv says: incorrect id format');
	});

	test('gives up when cancelled, and lets the connection go', async () => {
		services.reply = () => undefined;
		const source = new CancellationTokenSource();
		const asking = client.connection.sendRequest<FetchedPaper>(
			'lectern/addPaper/ask',
			{ text: '10.1234/lamp.5', service: 'crossref' },
			source.token,
		);
		await eventually(
			() => services.asked.length,
			(count) => count === 1,
		);
		source.cancel();
		const answer = await asking.catch((error: { code: number }) => error);
		assert.equal('code' in answer ? 'cancelled' : failureOf(answer as FetchedPaper)?.code, 'cancelled');
		assert.equal(
			await eventually(
				() => services.closed,
				(count) => count === 1,
			),
			1,
		);
	});

	test('gives up on a service that does not answer in time', async () => {
		services.reply = () => undefined;
		const answer = await webFor({})({ address: `${base}/slow`, accept: '*/*', milliseconds: 50 }, new CancellationTokenSource().token);
		assert.equal('failure' in answer && answer.failure, 'timeout');
	});

	test('writes the entry into the bibliography under a key that is free there, and cites it in the document', async () => {
		await client.open(uriOf('n.tex'), '\\addbibresource{refs.bib}\n', 'latex');
		const citing = await client.connection.sendRequest<Citing>('lectern/addPaper/citing', {
			entry: '@misc{lang2021,\r\n\ttitle = {Other lights},\r\n\tabstract = {Kept.},\r\n}',
			bibliography: uriOf('refs.bib'),
			place: {
				uri: uriOf('n.tex'),
				range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
				typed: '',
				as: 'citation',
			},
		});
		assert.equal(citing.key, 'lang2021a');
		assert.match(citing.text ?? '', /^\\\w*cite\w*\{lang2021a\}$/);
		const [edit] = citing.edit!.documentChanges as DocumentEdit[];
		assert.equal(edit?.textDocument.uri, uriOf('refs.bib'));
		assert.match(edit!.edits[0]!.newText, /^\n\n?@misc\{lang2021a,\n\ttitle = \{Other lights\},\n\tabstract = \{Kept\.\},\n\}\n?$/);
	});

	test('offers Add this paper on an unknown key that is an identifier, in the place of the key', async () => {
		const uri = uriOf('n.md');
		await client.open(uri, 'See [@doi:10.1234/lamp.5] and [@lang2021].');
		const action = (await actionsAt(uri, 10)).find(({ title }) => title === 'Add this paper…');
		const [argument] = action?.command?.arguments ?? [];
		assert.deepEqual(argument, {
			text: 'doi:10.1234/lamp.5',
			place: { uri, range: { start: { line: 0, character: 6 }, end: { line: 0, character: 24 } }, typed: 'doi:10.1234/lamp.5', as: 'key' },
		});
		assert.deepEqual(services.asked, []);
	});

	for (const [name, languageId, text, span, as] of [
		['bare', 'markdown', 'See https://arxiv.org/abs/2001.00010, too.', [4, 36], 'citation'],
		['in angle brackets', 'markdown', 'See <https://doi.org/10.1234/lamp.5>.', [4, 36], 'citation'],
		['with a text', 'markdown', 'See [it](https://doi.org/10.1234/lamp.5).', [40, 40], 'citation-behind'],
		['named', 'markdown', 'See arXiv:2001.00010.', [4, 20], 'citation'],
		['of LaTeX', 'latex', 'See \\url{https://arxiv.org/abs/2001.00010}.', [4, 42], 'citation'],
		['of LaTeX with a text', 'latex', 'See \\href{https://arxiv.org/abs/2001.00010}{it}.', [47, 47], 'citation-behind'],
		['of Typst', 'typst', 'See #link("https://arxiv.org/abs/2001.00010")[it].', [49, 49], 'citation-behind'],
		['of Org', 'org', 'See [[https://arxiv.org/abs/2001.00010][it]].', [44, 44], 'citation-behind'],
		['of reStructuredText', 'restructuredtext', 'See `it <https://arxiv.org/abs/2001.00010>`_.', [44, 44], 'citation-behind'],
	] as const)
		test(`offers it on a link in running text, ${name}`, async () => {
			await client.open(uriOf('n'), text, languageId);
			const action = (await actionsAt(uriOf('n'), text.indexOf('http') < 0 ? 8 : text.indexOf('http') + 3)).find(
				({ title }) => title === 'Add this paper…',
			);
			const place = action?.command?.arguments?.[0]?.place;
			assert.deepEqual([place?.range.start.character, place?.range.end.character, place?.as], [...span, as]);
		});

	test('offers nothing on a link in code, nor on one to no paper', async () => {
		await client.open(uriOf('n.md'), 'Run\n\n```\ncurl https://arxiv.org/abs/2001.00010\n```\n\nSee https://example.org/a.');
		const titles = async (line: number) =>
			(
				await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
					textDocument: { uri: uriOf('n.md') },
					range: { start: { line, character: 9 }, end: { line, character: 9 } },
					context: { diagnostics: [] },
				})
			).map(({ title }) => title);
		assert.deepEqual(await titles(3), []);
		assert.deepEqual(await titles(6), []);
	});

	test('cites a link to a paper of the library without asking anybody', async () => {
		const uri = uriOf('n.md');
		await client.open(uri, 'See https://doi.org/10.1234/lights here.');
		const action = (await actionsAt(uri, 12)).find(({ title }) => title === 'Cite this paper as lang2021');
		const changes = action!.edit!.documentChanges as TextDocumentEdit[];
		assert.deepEqual((changes[0]!.edits[0] as TextEdit).newText, '[@lang2021]');
		assert.equal(changes.length, 1);
		assert.deepEqual(services.asked, []);
	});

	test('pastes a link as a citation, with the entry where the bibliography lacks it', async () => {
		const uri = uriOf('n.md');
		await client.open(uri, 'See ');
		const paste = (text: string) =>
			client.connection.sendRequest<{ title: string; citing: Citing; unknown?: string } | null>('lectern/paste', { uri, text });
		assert.equal((await paste('https://doi.org/10.1234/lights'))?.citing.text, '[@lang2021]');
		const bundled = await paste('https://arxiv.org/abs/1606.03657');
		assert.equal(bundled?.citing.text, '[@chen2016infogan]');
		assert.match((bundled!.citing.edit!.documentChanges[0] as DocumentEdit).edits[0]!.newText, /@inproceedings\{chen2016infogan,/);
		assert.equal((await paste('https://arxiv.org/abs/2001.00010'))?.unknown, 'https://arxiv.org/abs/2001.00010');
		assert.equal(await paste('some words'), null);
	});

	test('pastes a BibTeX entry into the bibliography and its citation into the note, an entry that is there only as a citation', async () => {
		const uri = uriOf('n.md');
		await client.open(uri, 'See ');
		const paste = (text: string) => client.connection.sendRequest<{ title: string; citing: Citing } | null>('lectern/paste', { uri, text });
		const fresh = await paste('@article{poe2020, title={Attic}, journal = jdl}');
		assert.equal(fresh?.title, 'Cite as poe2020, with its entry in refs.bib');
		assert.equal(fresh?.citing.text, '[@poe2020]');
		assert.match(
			(fresh!.citing.edit!.documentChanges[0] as DocumentEdit).edits[0]!.newText,
			/@article\{poe2020, title=\{Attic\}, journal = jdl\}/,
		);
		const there = await paste('@book{other, title = {Lights}, doi = {10.1234/LIGHTS}}');
		assert.deepEqual(there?.citing, { key: 'lang2021', text: '[@lang2021]' });
		assert.equal(await paste('@a{b, title={x}}\n@a{c, title={y}}'), null);
	});

	test('pastes only the citation of an entry that the document’s CSL-JSON has', async () => {
		const item = { id: 'poe2020attic', type: 'book', title: 'Attic', author: [{ family: 'Poe' }], DOI: '10.1234/attic' };
		await writeFile(join(folder, 'refs.json'), JSON.stringify([item]));
		await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('refs.json'), type: 1 }] });
		const uri = uriOf('n.md');
		await client.open(uri, '---\nbibliography: refs.json\n---\n\nSee ');
		const text = '@book{poe, title = {Attic}, doi = {10.1234/attic}}';
		const pasted = await eventually(
			() => client.connection.sendRequest<{ citing: Citing } | null>('lectern/paste', { uri, text }),
			(answer) => answer !== null,
		);
		assert.deepEqual(pasted?.citing, { key: 'poe2020attic', text: '[@poe2020attic]' });
	});
});

suite('the addresses that Add Paper asks', () => {
	test('are the services’ own where none are set', async () => {
		const client = await LspClient.start(undefined, { settings: {} });
		const address = async (text: string) =>
			(await client.connection.sendRequest<PaperQuestion | null>('lectern/addPaper/question', { text }))?.address;
		assert.equal(await address('10.1234/lamp'), 'https://api.crossref.org/works/10.1234%2Flamp');
		assert.equal(await address('10.5281/zenodo.1'), 'https://api.datacite.org/dois/10.5281%2Fzenodo.1');
		assert.equal(await address('cs/9901002'), 'https://export.arxiv.org/api/query?id_list=cs%2F9901002&max_results=1');
		await client.stop();
	});
});
