import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type {
	LiteratureAnswer,
	LiteratureServiceState,
	MapAnswer,
	ReaderAnswer,
	StatusReport,
	WorkEntry,
} from '../../server/protocol/index.js';
import { fillLiterature, LiteratureStandIn } from '../literature/standIn.mjs';
import { eventually, LspClient } from './lspClient.js';

const bibliography =
	'@article{lang2011lanterns,\n\ttitle = {Lanterns in the Harbour},\n\tauthor = {Lang, Mira},\n\tyear = {2011},\n\tdoi = {10.1234/LIGHTS},\n}\n';

const allOn = { openalex: true, crossref: true, datacite: true, semanticscholar: true };

suite('the literature over stdio', () => {
	let folder: string;
	let standIn: LiteratureStandIn;
	let client: LspClient;
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	const start = async (literature: object, lectern: object = {}, env: Readonly<Record<string, string>> = {}) => {
		client = await LspClient.start(pathToFileURL(folder).href, {
			settings: { addPaper: { services: standIn.addresses() }, literature },
			lectern,
			env,
		});
	};
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-literature-'));
		await writeFile(join(folder, 'refs.bib'), bibliography);
		await writeFile(join(folder, 'n.md'), '---\nbibliography: refs.bib\n---\n\nText.\n');
		standIn = await fillLiterature(new LiteratureStandIn()).start();
	});
	teardown(async () => {
		await client.stop();
		await standIn.stop();
		await rm(folder, { recursive: true });
	});
	const ask = <T>(method: string, parameters: object, token?: CancellationTokenSource['token']): Promise<T> =>
		client.connection.sendRequest<T>(`lectern/literature/${method}`, parameters, token);
	const complete = (query: string) => ask<LiteratureAnswer>('complete', { query });
	const search = (query: string) => ask<LiteratureAnswer>('search', { query });
	const entry = (work: string) => ask<WorkEntry>('entry', { work, uri: uriOf('n.md') });
	const page = (key: string) => client.connection.sendRequest<ReaderAnswer | null>('lectern/readerPage', { key });
	const follow = (key: string) => ask<string | null>('follow', { key });

	test('completes titles from four letters on, and marks what the library has', async () => {
		await start(allOn);
		assert.deepEqual((await complete('lan')).rows, []);
		assert.deepEqual(standIn.requests, []);
		const { rows, left } = await complete('lanterns');
		assert.deepEqual(
			rows.map(({ id, key, isOwn, citedBy }) => [id, key, isOwn, citedBy]),
			[
				['openalex:W1', undefined, undefined, 420],
				['openalex:W2', 'lang2011lanterns', true, 88],
				['openalex:W5', undefined, undefined, 3],
			],
		);
		assert.equal(left, 'OpenAlex: $0.0999 of $0.1 left today');
	});

	test('merges what OpenAlex and Crossref find, each work once, with the facts of both', async () => {
		await start(allOn);
		const { rows, failures } = await search('lanterns fog');
		assert.deepEqual(failures, []);
		assert.deepEqual(
			rows.map(({ id, title, authors, year, venue, isOpen }) => [id, title, authors, year, venue, isOpen]),
			[['openalex:W1', 'Lanterns and fog: a study of dim light & H2O', 'Roe and van Beek', 2019, 'Journal of Dim Light', true]],
		);
		assert.deepEqual(
			standIn.requests.map(({ path }) => path.split('?')[0]),
			['/openalex/works', '/crossref/works'],
		);
	});

	test('finds by author and year what only the registry can', async () => {
		await start(allOn);
		const { rows } = await search('van beek 2019');
		assert.deepEqual(
			rows.map(({ id }) => id),
			['doi:10.1234/lamp.5'],
		);
	});

	test('finds a work by its DOI or arXiv identifier, with one request', async () => {
		await start(allOn);
		assert.equal((await search('https://doi.org/10.1234/fog.1')).rows[0]?.id, 'openalex:W4');
		assert.equal((await search('arXiv:2001.00010')).rows[0]?.id, 'openalex:W3');
		assert.equal(standIn.requests.length, 2);
	});

	for (const [name, query, source, text] of [
		['Crossref', 'lanterns fog', 'Crossref', /^@article\{roe2019lanterns,[\s\S]*\tauthor = \{Roe, Ann B\. and \{van Beek\}, \{Ludwig\}\},/],
		['DataCite, by arXiv’s own DOI', 'mirrors attic', 'DataCite', /^@misc\{vandenoord2020mirrors,[\s\S]*\teprint = \{2001\.00010\},/],
		['DataCite, where that registers the DOI', 'table tides', 'DataCite', /^@misc\{ebb2018table,[\s\S]*\tdoi = \{10\.5281\/zenodo\.77\},/],
	] as const)
		test(`takes the entry of a work from ${name}`, async () => {
			await start(allOn);
			const [row] = (await search(query)).rows;
			const found = await entry(row!.id);
			assert.ok('entry' in found, JSON.stringify(found));
			assert.match(found.entry, text);
			assert.deepEqual([found.source, found.isRegistered, found.bibliographies], [source, true, [uriOf('refs.bib')]]);
		});

	test('says who described a work that no registry has', async () => {
		await start(allOn);
		const [row] = (await search('lighthouse almanac')).rows;
		const found = await entry(row!.id);
		assert.ok('entry' in found);
		assert.deepEqual([found.source, found.isRegistered], ['OpenAlex', false]);
		assert.match(found.entry, /author = \{Stone, Ida\}/);
	});

	test('has all authors in the entry, where lists cut them', async () => {
		await start({ openalex: true });
		const [row] = (await search('fold fog')).rows;
		const found = await entry(row!.id);
		assert.ok('entry' in found);
		assert.match(found.entry, /Number129, Author129\}/);
	});

	test('knows a work that was just completed, and one that the library has', async () => {
		await start(allOn);
		await complete('lanterns and');
		const found = await entry('openalex:W1');
		assert.match('entry' in found ? found.entry : '', /roe2019lanterns/);
		assert.deepEqual(await entry('openalex:W2'), { known: 'lang2011lanterns' });
	});

	test('lists in the reader what a paper cites and what cites it once that was asked for', async () => {
		await start(allOn);
		const before = await page('lang2011lanterns');
		assert.match(before!.html, /data-command="follow"/);
		assert.deepEqual(standIn.requests, []);
		assert.equal(await follow('lang2011lanterns'), null);
		const after = (await page('lang2011lanterns'))!.html;
		assert.match(after, /Cited by \(2\)/);
		assert.match(after, /data-paper="openalex:W1"[\s\S]*data-paper="openalex:W3"/);
		assert.deepEqual(standIn.asked('openalex', true), ['/works/doi:10.1234%2FLIGHTS', '/works', '/works']);
	});

	test('shows a work that is not in the library with its abstract, and marks own papers among those it cites, which come first', async () => {
		await start(allOn);
		await follow('lang2011lanterns');
		const first = await page('openalex:W1');
		assert.match(first!.html, /<h1>Lanterns and fog: a study of dim light &amp; H2O<\/h1>/);
		assert.match(first!.html, /Lanterns are seen through fog at less than 200 m\./);
		assert.equal(await follow('openalex:W1'), null);
		const html = (await page('openalex:W1'))!.html;
		assert.match(html, /in your library<\/span> <a href="#" class="paper" data-paper="lang2011lanterns">[\s\S]*data-paper="openalex:W4"/);
		assert.match(html, /data-cite="openalex:W5"/);
	});

	test('opens in the reader what only the registry found', async () => {
		await start(allOn);
		const [row] = (await search('van beek 2019')).rows;
		assert.deepEqual(await ask('open', { work: row!.id }), { key: 'openalex:W1' });
		assert.match((await page('openalex:W1'))!.html, /<h1>Lanterns and fog/);
	});

	test('shows in the status what may be asked, and what is left of the day', async () => {
		await start({ openalex: true });
		await complete('lanterns');
		const { sections } = await client.connection.sendRequest<StatusReport>('lectern/status', {});
		const rows = sections.find(({ heading }) => heading === 'Literature search')?.rows.map(({ text }) => text) ?? [];
		assert.equal(rows.length, 1);
		assert.match(rows[0]!, /^OpenAlex may be asked at http:\/\/127\S*\/openalex\. OpenAlex: \$0\.0999 of \$0\.1 left today$/);
	});

	test('lets the map grow by what was followed, and shows a card for each work', async () => {
		await start(allOn, { commands: true });
		const keysOf = async () => {
			const map = await client.connection.sendRequest<MapAnswer>('lectern/map', { filter: '' });
			return map.points.filter(({ isElsewhere }) => isElsewhere).map(({ key }) => key);
		};
		assert.deepEqual(await keysOf(), []);
		await follow('lang2011lanterns');
		assert.deepEqual(await keysOf(), ['openalex:W1', 'openalex:W3']);
		await follow('openalex:W1');
		assert.deepEqual(await keysOf(), ['openalex:W1', 'openalex:W3', 'openalex:W4', 'openalex:W5']);
		const card = await client.connection.sendRequest<{ readonly authors: string } | null>('lectern/mapCard', { key: 'openalex:W1' });
		assert.equal(card?.authors, 'Roe, van Beek');
	});

	test('names the source where it says that a work was retracted', async () => {
		await start(allOn);
		await search('lanterns reconsidered');
		assert.match((await page('openalex:W5'))!.html, /OpenAlex says that this work was retracted\.[\s\S]*https:\/\/openalex\.org\/W5/);
	});

	test('takes an abstract that OpenAlex lacks from Semantic Scholar, where that is on', async () => {
		await start(allOn);
		await follow('openalex:W4');
		assert.match((await page('openalex:W4'))!.html, /Fog has folds\./);
		await client.stop();
		standIn.requests = [];
		await start({ openalex: true });
		await follow('openalex:W4');
		assert.doesNotMatch((await page('openalex:W4'))!.html, /Fog has folds/);
		assert.deepEqual(standIn.asked('semanticscholar'), []);
	});

	test('shows what one service found while the other is late, and what that finds once it is waited for', async () => {
		let release: () => void = () => undefined;
		standIn.intercept = ({ url }, response) => {
			if (!url?.startsWith('/openalex/')) return false;
			release = () => {
				standIn.intercept = () => false;
				response.end(JSON.stringify({ meta: { count: 1 }, results: [{ id: 'https://openalex.org/W77', display_name: 'Late fog' }] }));
			};
			return true;
		};
		await start(allOn);
		const part = await search('lanterns fog');
		assert.deepEqual([part.isPartial, part.rows.map(({ id }) => id)], [true, ['doi:10.1234/lamp.5']]);
		const waiting = ask<LiteratureAnswer>('search', { query: 'lanterns fog', waits: true });
		release();
		const whole = await waiting;
		assert.deepEqual([whole.isPartial, whole.rows.map(({ id }) => id).sort()], [undefined, ['doi:10.1234/lamp.5', 'openalex:W77']]);
		assert.equal(standIn.requests.length, 2);
	});

	test('finds a work that only its registry has by its DOI', async () => {
		await start({ crossref: true });
		assert.deepEqual(
			(await search('10.1234/fog.1')).rows.map(({ id, title }) => [id, title]),
			[['doi:10.1234/fog.1', 'On n-fold fog']],
		);
	});

	test('shows an abstract that the paper’s own entry lacks, and who has it', async () => {
		standIn.add({ id: 'W30', title: 'Fog at sea', year: 2004, doi: '10.1234/sea', abstract: 'Fog is thick at sea.' });
		await writeFile(join(folder, 'refs.bib'), '@article{sea2004, title = {Fog at sea}, doi = {10.1234/sea}, year = {2004}}');
		await start({ openalex: true });
		await follow('sea2004');
		assert.match((await page('sea2004'))!.html, /Fog is thick at sea\.<\/p><p class="why">from OpenAlex/);
	});

	test('asks again for a work of an earlier session only when told to', async () => {
		await start(allOn);
		assert.match((await page('openalex:W1'))!.html, /data-command="follow"/);
		assert.deepEqual(standIn.requests, []);
		await follow('openalex:W1');
		assert.match((await page('openalex:W1'))!.html, /Lanterns and fog/);
	});

	test('finds a work that was merged into another', async () => {
		standIn.add({ id: 'W20', title: 'Merged at last', year: 2001, mergedFrom: 'W19' });
		await start(allOn);
		const found = await entry('openalex:W19');
		assert.match('entry' in found ? found.entry : JSON.stringify(found), /Merged at last/);
	});

	for (const [name, literature, lectern] of [
		['nothing is turned on', {}, {}],
		['the setting is no table of switches', { openalex: 'yes', crossref: 1 }, {}],
		['the open folders are not trusted', allOn, { isUntrusted: true }],
	] as const)
		test(`sends nothing where ${name}`, async () => {
			await start(literature, lectern);
			for (const query of ['lanterns', '10.1234/lamp.5', 'roe 2019']) {
				assert.deepEqual((await complete(query)).rows, []);
				assert.deepEqual((await search(query)).rows, []);
			}
			await entry('openalex:W1');
			await follow('lang2011lanterns');
			await follow('openalex:W1');
			assert.doesNotMatch((await page('lang2011lanterns'))!.html, /data-command="follow"/);
			assert.equal(await page('openalex:W1'), null);
			assert.deepEqual(standIn.requests, []);
			assert.deepEqual(
				(await ask<readonly LiteratureServiceState[]>('services', {})).filter(({ isOn }) => isOn),
				[],
			);
		});

	test('asks only the services that are on', async () => {
		await start({ crossref: true });
		await complete('lanterns');
		assert.deepEqual(
			(await search('lanterns fog')).rows.map(({ id }) => id),
			['doi:10.1234/lamp.5'],
		);
		assert.deepEqual(standIn.asked('openalex'), []);
	});

	test('says that the day’s allowance is used up, shows what Crossref found all the same, and asks OpenAlex no more', async () => {
		standIn.budget = 0.00015;
		await start(allOn);
		assert.match((await complete('lanterns in')).left ?? '', /\$0\.0001 of/);
		const { rows, failures } = await search('lanterns fog');
		assert.deepEqual(
			rows.map(({ id }) => id),
			['doi:10.1234/lamp.5'],
		);
		assert.match(failures.join(), /used up/);
		const before = standIn.asked('openalex').length;
		await complete('lanterns and');
		assert.equal(standIn.asked('openalex').length, before);
	});

	for (const [name, reply, message] of [
		[
			'asked too often',
			(response: import('node:http').ServerResponse) => response.writeHead(429, { 'retry-after': '17' }).end(),
			/in 17 s/,
		],
		['out of order', (response: import('node:http').ServerResponse) => response.writeHead(503).end('<html>'), /HTTP 503/],
		[
			'cut off',
			(response: import('node:http').ServerResponse) => {
				response.writeHead(200, { 'content-length': '500' }).write('{"results": [');
				setImmediate(() => response.destroy());
			},
			/broke off/,
		],
		['a page', (response: import('node:http').ServerResponse) => response.end('<html>Log in</html>'), /not with works/],
		[
			'a redirection elsewhere',
			(response: import('node:http').ServerResponse) => response.writeHead(302, { location: 'http://127.0.0.1:9/works' }).end(),
			/302/,
		],
	] as const)
		test(`shows what one service found where the other is ${name}`, async () => {
			standIn.intercept = ({ url }, response) => {
				if (!url?.startsWith('/openalex/')) return false;
				reply(response);
				return true;
			};
			await start(allOn);
			const { rows, failures } = await search('lanterns fog');
			assert.deepEqual(
				rows.map(({ id }) => id),
				['doi:10.1234/lamp.5'],
			);
			assert.match(failures.join(), message);
		});

	test('never has two requests of a service under way, whatever is typed, and leaves out what was typed over', async () => {
		standIn.delay = 50;
		await start(allOn);
		const typed = Array.from('lanterns and fog', (_, index) => 'lanterns and fog'.slice(0, index + 1));
		const sources = typed.map(() => new CancellationTokenSource());
		const answers = typed.map((query, index) => {
			sources[index - 1]?.cancel();
			return ask<LiteratureAnswer>('complete', { query }, sources[index]!.token).catch(() => undefined);
		});
		const last = await answers.at(-1);
		assert.deepEqual(
			last?.rows.map(({ id }) => id),
			['openalex:W1'],
		);
		assert.equal(standIn.mostAtOnce, 1);
		assert.ok(standIn.requests.length < 4, standIn.requests.map(({ path }) => path).join('\n'));
	});

	test('lets a request go that is cancelled', async () => {
		let isClosed = false;
		standIn.intercept = (request) => {
			request.socket.once('close', () => {
				isClosed = true;
			});
			return true;
		};
		await start(allOn);
		const source = new CancellationTokenSource();
		const asking = ask('complete', { query: 'lanterns' }, source.token).catch(() => 'cancelled');
		await eventually(
			() => standIn.requests.length,
			(count) => count === 1,
		);
		source.cancel();
		await asking;
		assert.equal(
			await eventually(
				() => isClosed,
				(is) => is,
			),
			true,
		);
	});

	test('sends a key that the environment has to its own service alone', async () => {
		await start(allOn, {}, { LECTERN_OPENALEX_KEY: 'secret-key' });
		await search('lanterns fog');
		const [first, second] = standIn.requests;
		assert.match(first!.path, /^\/openalex\/.*&api_key=secret-key$/);
		assert.doesNotMatch(JSON.stringify(second), /secret-key/);
	});
});
