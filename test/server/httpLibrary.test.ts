import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CompletionGrew, Requests, StatusReport } from '../../server/protocol/index.js';
import { HttpLibraryStandIn } from '../httpLibrary/standIn.mjs';
import { type ClientOptions, eventually, keyOf, LspClient } from './lspClient.js';

const seals = {
	id: 'lang2021',
	type: 'article-journal',
	title: 'Harbour seals at night',
	author: [{ family: 'Lang', given: 'Mira' }],
	issued: { 'date-parts': [[2021]] },
	DOI: '10.1234/seal.1',
	'container-title': 'Journal of Dim Light',
};
const fog = { ...seals, id: 'fog1999', title: 'Fog signals of the north', issued: { 'date-parts': [[1999]] }, DOI: '10.1234/fog.1' };
const refs = '@article{abc2000,\n  title = {Harbour lanterns},\n  author = {Abel, Ann},\n  journal = {Lamps},\n  year = {2000}\n}\n';

suite('a library over HTTP, over stdio', () => {
	let folder: string;
	let lab: HttpLibraryStandIn;
	let client: LspClient;
	let grown: CompletionGrew[];
	let isGuestThere: boolean;
	setup(async () => {
		isGuestThere = false;
		folder = await mkdtemp(join(tmpdir(), 'lectern-http-'));
		lab = await new HttpLibraryStandIn({ papers: [seals, fog] }).start();
	});
	teardown(async () => {
		await client.stop();
		await lab.stop();
		await rm(folder, { recursive: true });
	});
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	const ask = <M extends keyof Requests>(method: M, parameters: Requests[M][0]) =>
		client.connection.sendRequest<Requests[M][1]>(method, parameters);
	const connect = async (options: ClientOptions = {}, setting: object = lab.setting) => {
		const lectern = { singleEdit: true };
		client = await LspClient.start(pathToFileURL(folder).href, {
			settings: { httpLibrary: setting, library: { bundled: isGuestThere } },
			lectern,
			...options,
		});
		grown = [];
		client.connection.onNotification('lectern/httpLibrary/completionGrew', (place: CompletionGrew) => {
			grown.push(place);
		});
	};
	const keysAt = async (name: string, character: number) =>
		(await client.completion(uriOf(name), { line: 0, character })).items.flatMap((item) => keyOf(item) ?? []);
	const codesOf = async (name: string, isGood: (codes: readonly unknown[]) => boolean) =>
		(await client.diagnosticsOf(uriOf(name), (all) => isGood(all.map(({ code }) => code)))).map(({ code }) => code);

	test('offers what it finds before the papers that come with Lectern', async () => {
		isGuestThere = true;
		await connect();
		await client.open(uriOf('n.md'), 'See [@harb]');
		assert.deepEqual(
			(
				await eventually(
					() => keysAt('n.md', 10),
					(keys) => keys[0] === 'lang2021',
				)
			)[0],
			'lang2021',
		);
	});

	test('offers own papers at once, however slow the library is, and its papers behind them once they are there', async () => {
		await writeFile(join(folder, 'refs.bib'), refs);
		lab.delay = 300;
		await connect();
		await client.open(uriOf('n.md'), 'See [@harb]');
		assert.deepEqual(await keysAt('n.md', 10), ['abc2000']);
		assert.deepEqual(grown, []);
		await eventually(
			() => grown,
			(all) => all.length > 0,
		);
		assert.deepEqual(grown, [{ uri: uriOf('n.md'), version: 1, position: { line: 0, character: 10 } }]);
		assert.deepEqual(await keysAt('n.md', 10), ['abc2000', 'lang2021']);
	});

	test('offers no paper twice that the user has under another key', async () => {
		await writeFile(join(folder, 'refs.bib'), refs.replace('title =', 'doi = {10.1234/SEAL.1},\n  title ='));
		await connect();
		await client.open(uriOf('n.md'), 'See [@harb]');
		await keysAt('n.md', 10);
		await eventually(
			() => lab.requests,
			(all) => all.length > 0,
		);
		await eventually(
			async () => ask('lectern/httpLibrary/report', {}),
			() => lab.requests.length > 0,
		);
		// What a search has found is remembered: the same list is made of it without asking again.
		const keys = await eventually(
			async () => [await keysAt('n.md', 10), lab.requests.filter(({ url }) => url.startsWith('/search')).length] as const,
			([, count]) => count === 1,
		);
		assert.deepEqual(keys, [['abc2000'], 1]);
	});

	test('brings the entry of a paper along when it is accepted, and counts it as known from then on', async () => {
		await writeFile(join(folder, 'refs.bib'), refs);
		await connect();
		await client.open(uriOf('n.md'), 'See [@seals]');
		const row = await eventually(
			async () => (await client.completion(uriOf('n.md'), { line: 0, character: 11 })).items[0],
			(item) => keyOf(item) === 'lang2021',
		);
		assert.match(row?.detail ?? '', /Lab/);
		const [argument] = row?.command?.arguments ?? [];
		assert.equal(row?.command?.command, 'lectern.bringAlong');
		const answer = await ask('lectern/bringAlong', argument);
		const text = JSON.stringify(answer?.edit);
		assert.match(text, /@article\{lang2021/);
		assert.match(text, /Journal of Dim Light/);
		assert.equal(answer?.bibliography, uriOf('refs.bib'));
		const hover = await (async () => {
			await client.open(uriOf('o.md'), 'See [@lang2021] and “Harbour seals at night”.');
			return client.hover(uriOf('o.md'), { line: 0, character: 25 });
		})();
		assert.match(JSON.stringify(hover), /Harbour seals at night/);
	});

	test('brings along the paper that was chosen where another of one’s own has its key', async () => {
		await writeFile(join(folder, 'refs.bib'), refs.replace('abc2000', 'lang2021'));
		await connect();
		await client.open(uriOf('n.md'), 'See [@seals at night]');
		const row = await eventually(
			async () => (await client.completion(uriOf('n.md'), { line: 0, character: 20 })).items[0],
			(item) => keyOf(item) === 'lang2021',
		);
		const card = await client.connection.sendRequest<{ documentation?: unknown }>('completionItem/resolve', row);
		assert.match(JSON.stringify(card.documentation), /Harbour seals/);
		const answer = await ask('lectern/bringAlong', row?.command?.arguments?.[0]);
		assert.match(JSON.stringify(answer?.edit), /Harbour seals at night/);
	});

	test('reports no key that it has, and each that it lacks', async () => {
		await connect();
		await client.open(uriOf('n.md'), 'See [@fog1999] and [@nobody2000].');
		assert.deepEqual(await codesOf('n.md', (codes) => codes.length > 0), ['unknown-key']);
		const [problem] = client.diagnostics.get(uriOf('n.md')) ?? [];
		assert.match(String(problem?.message), /nobody2000/);
		const hover = await client.hover(uriOf('n.md'), { line: 0, character: 8 });
		assert.match(JSON.stringify(hover), /Fog signals of the north/);
		const asked = lab.requests.filter(({ url }) => url.startsWith('/items'));
		assert.deepEqual(
			asked.map(({ url }) => url),
			['/items?id=fog1999&id=nobody2000'],
		);
	});

	test('reports no key as unknown while it does not answer, and says so in the status', async () => {
		lab.odd = (_, end) => end(503, 'down');
		await connect();
		await client.open(uriOf('n.md'), 'See [@fog1999] and [@].\n\n@unclosed{');
		const aboutIt = ({ sections }: StatusReport) => sections.find(({ heading }) => heading === 'Library over HTTP')?.rows[0]?.text ?? '';
		const report = await eventually(
			async () => ask('lectern/status', { languageId: 'markdown', uri: uriOf('n.md') }),
			(each) => /out of order/.test(aboutIt(each)),
		);
		assert.match(aboutIt(report), /^Lab is out of order \(HTTP 503\)/);
		assert.deepEqual(client.diagnostics.get(uriOf('n.md')) ?? [], []);
	});

	test('is not asked for keys that files have, nor for words of the text', async () => {
		await writeFile(join(folder, 'refs.bib'), refs);
		await connect();
		await client.open(uriOf('n.md'), 'Harbour seals at night (Lang 2021), see [@abc2000] and [[lang2021]].');
		await client.hover(uriOf('n.md'), { line: 0, character: 5 });
		await client.completion(uriOf('n.md'), { line: 0, character: 5 });
		await client.connection.sendRequest('textDocument/codeAction', {
			textDocument: { uri: uriOf('n.md') },
			range: { start: { line: 0, character: 3 }, end: { line: 0, character: 3 } },
			context: { diagnostics: [] },
		});
		await ask('lectern/search', { query: 'seals', limit: 5 });
		await ask('lectern/httpLibrary/report', {});
		assert.deepEqual(lab.requests, []);
	});

	test('is off without an address, and where the client’s folders could set it', async () => {
		await connect({ isForeign: true });
		await client.open(uriOf('n.md'), 'See [@harb] [@fog1999]');
		await client.completion(uriOf('n.md'), { line: 0, character: 10 });
		assert.deepEqual(await codesOf('n.md', (codes) => codes.length > 1), ['unknown-key', 'unknown-key']);
		assert.deepEqual(lab.requests, []);
	});

	test('is named by an argument for editors without a setting for the machine', async () => {
		await writeFile(join(folder, 'lab.json'), JSON.stringify(lab.setting));
		lab.token = 'secret';
		await connect({ isForeign: true, args: [`--http-library=${join(folder, 'lab.json')}`], env: { LECTERN_HTTP_TOKEN: 'secret' } });
		await client.open(uriOf('n.md'), 'See [@fog1999]');
		const hover = await eventually(
			() => client.hover(uriOf('n.md'), { line: 0, character: 8 }),
			(found) => /Fog signals/.test(JSON.stringify(found)),
		);
		assert.match(JSON.stringify(hover), /Fog signals of the north/);
		assert.equal(await readFile(join(folder, 'lab.json'), 'utf8'), JSON.stringify(lab.setting));
	});

	test('says what is wrong with its address when it is looked at', async () => {
		await connect({}, { url: 'ftp://lab' });
		const { phase, summary } = await ask('lectern/httpLibrary/look', {});
		assert.equal(phase, 'wrong');
		assert.match(summary, /“ftp:\/\/lab” is no address/);
	});
});

suite('lectern check with a library over HTTP', () => {
	let folder: string;
	let lab: HttpLibraryStandIn;
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-http-'));
		lab = await new HttpLibraryStandIn({ papers: [seals, fog], token: 'secret' }).start();
	});
	teardown(async () => {
		await lab.stop();
		await rm(folder, { recursive: true });
	});
	const check = async (...args: readonly string[]) => {
		const env = { ...process.env, LECTERN_HTTP_TOKEN: 'secret' };
		const child = spawn(process.execPath, [resolve('dist/cli.js'), 'check', ...args], { cwd: folder, env });
		let [stdout, stderr] = ['', ''];
		child.stdout.on('data', (part) => {
			stdout += part;
		});
		child.stderr.on('data', (part) => {
			stderr += part;
		});
		const status = await new Promise<number | null>((end) => child.once('close', end));
		return { status, stdout, stderr };
	};

	test('knows the keys that the library has, and asks for no others than those that are cited', async () => {
		await writeFile(join(folder, 'refs.bib'), refs);
		await writeFile(join(folder, 'n.md'), 'See [@lang2021; @abc2000] and [@nobody].\n');
		const { status, stdout } = await check(`--http-library=${lab.url}`);
		assert.equal(stdout, 'n.md:1:33: warning: No paper of the library has the key “nobody”. [unknown-key]\n');
		assert.equal(status, 1);
		assert.deepEqual(
			lab.requests.map(({ url }) => url),
			['/items?id=lang2021&id=nobody'],
		);
	});

	test('reports nothing where the library does not answer, but why, and fails', async () => {
		await writeFile(join(folder, 'n.md'), 'See [@lang2021].\n');
		lab.odd = (_, end) => end(503, '');
		const { status, stdout, stderr } = await check(`--http-library=${lab.url}`);
		assert.deepEqual([status, stdout], [2, '']);
		assert.match(stderr, /is out of order \(HTTP 503\)/);
		assert.match((await check('--http-library=nowhere.json')).stderr, /--http-library: .*nowhere\.json/);
		assert.match((await check('--http-library=https://a:b@lab')).stderr, /is no address of a library/);
	});
});
