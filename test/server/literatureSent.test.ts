import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeTransport } from '../../client/node/transport.js';
import { askBy } from '../../server/engine/base/askBy.js';
import { neverSignalled, type WebRequest } from '../../server/engine/base/web.js';
import type { LiteratureAnswer, WorkEntry } from '../../server/protocol/index.js';
import { fillLiterature, LiteratureStandIn } from '../literature/standIn.mjs';
import { LspClient } from './lspClient.js';

/** Words that are in the notes, the library and the names of files, and nowhere else: none of them may leave. */
const secrets = ['zebrafinch', 'quagmire', 'hollyhock', 'marzipan', 'periwinkle'];

const bibliography = `@article{hollyhock2011,
	title = {Lanterns in the Harbour},
	author = {Lang, Mira},
	note = {quagmire},
	year = {2011},
	doi = {10.1234/lights},
}
@book{marzipan1999, title = {Marzipan}, author = {Quagmire, Ida}, year = {1999}, doi = {10.9999/zebrafinch}}
`;

const note = '---\nbibliography: periwinkle.bib\n---\n\nThe zebrafinch [@hollyhock2011] and quagmire [@unknown].\n';

suite('what leaves the machine in a session of forty actions', () => {
	let folder: string;
	let standIn: LiteratureStandIn;
	let wire: Server;
	/** Every byte that was sent but those of the address's host: request line, headers, body. */
	let sent: string[];
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-sent-'));
		await writeFile(join(folder, 'periwinkle.bib'), bibliography);
		await writeFile(join(folder, 'marzipan.md'), note);
		standIn = await fillLiterature(new LiteratureStandIn()).start();
		sent = [];
		// What a listener on the wire would see, before the services do.
		wire = createServer((request, response) => {
			const parts: Buffer[] = [];
			request.on('data', (part) => parts.push(part));
			request.on('end', async () => {
				const headers = request.rawHeaders.flatMap((name, index) => (index % 2 ? [] : [`${name}: ${request.rawHeaders[index + 1]}`]));
				sent.push(
					[`${request.method} ${request.url}`, ...headers.filter((line) => !/^host:/i.test(line)), Buffer.concat(parts).toString()].join(
						'\n',
					),
				);
				const answer = await fetch(`http://127.0.0.1:${standIn.port}${request.url}`, { redirect: 'manual' });
				response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
			});
		});
		await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
	});
	teardown(async () => {
		wire.closeAllConnections();
		wire.close();
		await standIn.stop();
		await rm(folder, { recursive: true });
	});

	/** The forty actions, with what `literature` has on; answers how many there were. */
	async function session(literature: object, lectern: object = {}): Promise<number> {
		const uri = pathToFileURL(join(folder, 'marzipan.md')).href;
		const client = await LspClient.start(pathToFileURL(folder).href, {
			settings: { addPaper: { services: standIn.addresses(`127.0.0.1:${(wire.address() as AddressInfo).port}`) }, literature },
			lectern: { fetches: true, addPaper: true, commands: true, ...lectern },
		});
		const ask = askBy(nodeTransport);
		client.connection.onRequest('lectern/fetch', (request: WebRequest): Promise<object> => ask(request, neverSignalled));
		const send = <T>(method: string, parameters: object): Promise<T> => client.connection.sendRequest<T>(method, parameters);
		const at = (line: number, character: number) => ({ textDocument: { uri }, position: { line, character } });
		const context = { diagnostics: [] };
		const actions: readonly (() => Promise<unknown>)[] = [
			() => client.open(uri, note),
			() => client.hover(uri, { line: 4, character: 20 }),
			() => client.completion(uri, { line: 4, character: 20 }),
			() => client.edit(uri, { start: { line: 4, character: 0 }, end: { line: 4, character: 0 } }, 'See [@zebrafinch quagmire] now. '),
			() => client.completion(uri, { line: 4, character: 25 }),
			() => send('textDocument/definition', at(4, 50)),
			() => send('textDocument/references', { ...at(4, 50), context: { includeDeclaration: true } }),
			() => send('textDocument/documentLink', { textDocument: { uri } }),
			() =>
				send('textDocument/codeAction', {
					textDocument: { uri },
					range: { start: { line: 4, character: 8 }, end: { line: 4, character: 8 } },
					context,
				}),
			() => send('lectern/search', { query: 'marzipan', limit: 10 }),
			() => send('lectern/groups', { by: 'year', filter: '' }),
			() => send('lectern/status', { uri, languageId: 'markdown' }),
			() => send('lectern/readerPage', { key: 'hollyhock2011' }),
			() => send('lectern/readerPage', { key: 'marzipan1999' }),
			() => send('lectern/addPaper/question', { text: '10.1234/lamp.5', uri }),
			() => send('lectern/paste', { uri, text: 'https://doi.org/10.1234/lamp.5' }),
			() => send('lectern/literature/services', {}),
			...Array.from('lanterns', (_, index) => () => send('lectern/literature/complete', { query: 'lanterns'.slice(0, index + 1) })),
			() => send<LiteratureAnswer>('lectern/literature/search', { query: 'lanterns and fog' }),
			() => send<LiteratureAnswer>('lectern/literature/search', { query: 'lanterns and fog' }),
			() => send<LiteratureAnswer>('lectern/literature/search', { query: '10.1234/fog.1' }),
			() => send<WorkEntry>('lectern/literature/entry', { work: 'openalex:W1', uri }),
			() => send<WorkEntry>('lectern/literature/entry', { work: 'openalex:W1', uri }),
			() => send<WorkEntry>('lectern/literature/entry', { work: 'openalex:W3', uri }),
			() => send('lectern/literature/open', { work: 'openalex:W6' }),
			() => send('lectern/literature/follow', { key: 'hollyhock2011' }),
			() => send('lectern/readerPage', { key: 'hollyhock2011' }),
			() => send('lectern/readerPage', { key: 'openalex:W3' }),
			() => send('lectern/literature/follow', { key: 'openalex:W5' }),
			() => send('lectern/readerPage', { key: 'openalex:W5' }),
			() => send('lectern/cite', { uri, keys: ['hollyhock2011'] }),
			() => send('lectern/export', { uri, format: 'bibtex' }).catch(() => undefined),
			() => client.change(uri, `${note}\nMarzipan and periwinkle.\n`),
		];
		for (const action of actions) await action();
		await client.stop();
		return actions.length;
	}

	/** A request as it is seen on the wire. */
	const request = (path: string, accept = 'application/json') =>
		[`GET ${path}`, 'user-agent: Lectern (citation editor)', `accept: ${accept}`, 'Connection: keep-alive', ''].join('\n');
	const select =
		'id,doi,display_name,publication_year,publication_date,type,authorships,primary_location,best_oa_location,locations,open_access,biblio,cited_by_count,referenced_works_count,is_retracted,abstract_inverted_index';
	const crossref =
		'DOI,title,subtitle,author,editor,issued,published-print,published-online,posted,container-title,short-container-title,type,volume,issue,page,publisher,abstract,references-count,is-referenced-by-count';

	test('is what was typed into the search box, and identifiers of works that were cited or followed: every byte is listed here', async () => {
		assert.equal(await session({ openalex: true, crossref: true, datacite: true }), 40);
		assert.deepEqual(
			[...sent].sort(),
			[
				request('/crossref/works/10.1234%2Flamp.5'),
				request(`/crossref/works?query.bibliographic=lanterns%20and%20fog&rows=20&select=${crossref}`),
				request('/datacite/dois/10.48550%2Farxiv.2001.00010', 'application/vnd.api+json'),
				...['lant', 'lante', 'lanter', 'lantern', 'lanterns'].map((typed) => request(`/openalex/autocomplete/works?q=${typed}`)),
				request(`/openalex/works/W3?select=${select}`),
				request(`/openalex/works/W5?select=${select}`),
				request(`/openalex/works/W6?select=${select}`),
				request(`/openalex/works/doi:10.1234%2Ffog.1?select=${select}`),
				request(`/openalex/works/doi:10.1234%2Flights?select=${select}`),
				request(`/openalex/works?filter=cited_by:W2&sort=cited_by_count:desc&per_page=100&select=${select}`),
				request(`/openalex/works?filter=cited_by:W5&sort=cited_by_count:desc&per_page=100&select=${select}`),
				request(`/openalex/works?filter=cites:W2&sort=cited_by_count:desc&per_page=100&select=${select}`),
				request(`/openalex/works?filter=cites:W5&sort=cited_by_count:desc&per_page=100&select=${select}`),
				request(`/openalex/works?search=lanterns%20and%20fog&per_page=25&select=${select}`),
			].sort(),
		);
		const all = sent.join('\n').toLowerCase();
		assert.deepEqual(
			secrets.filter((word) => all.includes(word)),
			[],
		);
	});

	for (const [name, literature, lectern] of [
		['while it is off', {}, {}],
		['in folders that are not trusted', { openalex: true, crossref: true, datacite: true, semanticscholar: true }, { isUntrusted: true }],
	] as const)
		test(`is nothing ${name}`, async () => {
			assert.equal(await session(literature, lectern), 40);
			assert.deepEqual(sent, []);
		});
});
