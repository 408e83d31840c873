import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eventually, LspClient } from './lspClient.js';

const uriOf = (path: string) => pathToFileURL(path).href;

suite('the bundled papers', () => {
	let folder: string;
	let client: LspClient;
	const settings = { library: { bundled: false } };
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-bundled-'));
		settings.library.bundled = false;
	});
	teardown(async () => {
		await client.stop();
		await rm(folder, { recursive: true });
	});

	const start = async (): Promise<void> => {
		client = await LspClient.start(uriOf(folder), { settings });
		await client.open(uriOf(join(folder, 'note.md')), 'InfoGAN: [@chen2016infogan]\n');
	};
	const papers = async (): Promise<number> => (await client.connection.sendRequest<{ total: number }>('lectern/map', { filter: '' })).total;
	const turn = async (isOn: boolean): Promise<void> => {
		settings.library.bundled = isOn;
		await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
	};
	const hover = (character: number) =>
		client.connection.sendRequest('textDocument/hover', {
			textDocument: { uri: uriOf(join(folder, 'note.md')) },
			position: { line: 0, character },
		});

	test('are left out where the setting says so: from the library, from names in notes and from completions', async () => {
		await writeFile(join(folder, 'own.bib'), '@book{lang2021, title = {Harbour Lights}, author = {Lang, Mira}, year = {2021}}\n');
		await start();
		assert.equal(await eventually(papers, (count) => count === 1), 1);
		assert.equal(await hover(3), null);
		assert.deepEqual(await client.search('infogan'), []);
		assert.deepEqual(await client.search('harbour'), ['lang2021']);
	});

	test('leave an empty library where there is nothing else, which every question bears', async () => {
		await start();
		assert.equal(await eventually(papers, (count) => count === 0), 0);
		assert.deepEqual(await client.connection.sendRequest('lectern/groups', { by: 'topic', sort: 'title', filter: '' }), []);
		assert.match(
			await client.status(),
			/# Library\n- 0 papers\.[\s\S]+# Hidden by settings\n- The summaries that come with Lectern are hidden\./,
		);
	});

	test('come and go at once with the setting', async () => {
		await start();
		await eventually(papers, (count) => count === 0);
		await turn(true);
		assert.equal(await eventually(papers, (count) => count === 120), 120);
		assert.ok(await hover(3));
		await turn(false);
		assert.equal(await eventually(papers, (count) => count === 0), 0);
		assert.equal(await hover(3), null);
	});
});
