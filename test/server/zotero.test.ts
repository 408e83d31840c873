import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Requests, ZoteroReport } from '../../server/protocol/index.js';
import { ZoteroStandIn } from '../zotero/standIn.mjs';
import { type ClientOptions, eventually, LspClient } from './lspClient.js';

const seals = {
	title: 'Harbour seals at night',
	creators: [{ creatorType: 'author', firstName: 'Mira', lastName: 'Lang' }],
	date: '2021-05-03',
	publicationTitle: 'Journal of Dim Light',
	DOI: '10.1234/seal.1',
	citationKey: 'lang2021',
	extra: 'Citation Key: lang2021',
	abstractNote: 'Seals sleep afloat.',
	tags: [{ tag: 'marine life' }],
};

suite('Zotero over stdio', () => {
	let folder: string;
	let zotero: ZoteroStandIn;
	let client: LspClient;
	let started: LspClient | undefined;
	let settings: { zotero?: object; pdf?: object };
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-zotero-'));
	});
	teardown(async () => {
		await started?.stop();
		started = undefined;
		await zotero?.stop();
		await rm(folder, { recursive: true });
	});
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	const ask = <M extends keyof Requests>(method: M, parameters: Requests[M][0]) =>
		client.connection.sendRequest<Requests[M][1]>(method, parameters);

	const start = async (version: 7 | 8 | 9 | 10 = 10, fill: () => void = () => zotero.add(seals)) => {
		zotero = await new ZoteroStandIn({ version }).start();
		fill();
	};
	/** A server whose settings turn Zotero on. */
	const connect = async (options: ClientOptions = {}, more: object = {}) => {
		settings = { zotero: { enabled: true, port: zotero.port, ...more } };
		client = started = await LspClient.start(pathToFileURL(folder).href, { settings, ...options });
		return ask('lectern/zotero/look', {});
	};

	for (const version of [7, 9, 10] as const) {
		test(`completes, hovers, names and finds the papers of Zotero ${version}`, async () => {
			await start(version);
			const report = await connect();
			assert.equal(report.phase, 'connected', report.summary);
			await client.open(uriOf('n.md'), 'See [@harb] and [@lang2021] and “Harbour seals at night”.');
			const { items } = await client.completion(uriOf('n.md'), { line: 0, character: 10 });
			assert.ok(
				items.some(({ label, filterText, insertText, textEdit }) =>
					JSON.stringify([label, filterText, insertText, textEdit]).includes('lang2021'),
				),
				JSON.stringify(items.slice(0, 3)),
			);
			const hover = await client.hover(uriOf('n.md'), { line: 0, character: 20 });
			assert.match(JSON.stringify(hover), /Harbour seals at night/);
			const mention = await client.hover(uriOf('n.md'), { line: 0, character: 40 });
			assert.match(JSON.stringify(mention), /lang2021/);
			assert.deepEqual((await client.search('dim light seals'))[0], 'lang2021');
			assert.deepEqual((await client.search('marine life'))[0], 'lang2021');
		});

		test(`brings an entry of Zotero ${version} along into the bibliography, in its style`, async () => {
			await start(version);
			const refs = '@article{abc2000,\n  title = "Lanterns",\n  author = "Abel, Ann",\n  journal = "Lamps",\n  year = 2000\n}\n';
			await writeFile(join(folder, 'refs.bib'), refs);
			await connect();
			const text = '---\nbibliography: refs.bib\n---\n\nSee [@lang2021].\n';
			await client.open(uriOf('n.md'), text);
			const answer = await ask('lectern/cite', { uri: uriOf('n.md'), keys: ['lang2021'] });
			const [change] = answer!.edit!.documentChanges;
			assert.ok(change && 'edits' in change);
			const after = TextDocument.applyEdits(TextDocument.create('', '', 0, refs), change.edits);
			assert.ok(after.startsWith(refs.trimEnd()), after);
			assert.match(after, /@article\{lang2021,\n {2}title = "Harbour seals at night",\n {2}author = "Lang, Mira",/);
			assert.match(after, /journal = "Journal of Dim Light"/);
			assert.match(after, /abstract = "Seals sleep afloat\."/);
			assert.doesNotMatch(after, /file|\/home\/ada/);
			assert.equal(answer!.text, '[@lang2021]');
		});
	}

	test('writes the entry itself when Zotero has ended', async () => {
		await start();
		await writeFile(join(folder, 'refs.bib'), '@book{abc2000,\n\ttitle = {Lanterns},\n}\n');
		await connect();
		await client.open(uriOf('n.md'), '---\nbibliography: refs.bib\n---\n');
		await zotero.stop();
		const answer = await ask('lectern/cite', { uri: uriOf('n.md'), keys: ['lang2021'] });
		assert.match(JSON.stringify(answer), /@article\{lang2021,.*Harbour seals at night/);
	});

	test('cites by the key that the document’s own bibliography has for the same work', async () => {
		await start();
		await writeFile(join(folder, 'refs.bib'), '@article{seals21,\n\ttitle = {Harbour seals at night},\n\tdoi = {10.1234/seal.1},\n}\n');
		await connect();
		await client.open(uriOf('n.md'), '---\nbibliography: refs.bib\n---\n');
		const answer = await ask('lectern/cite', { uri: uriOf('n.md'), keys: ['lang2021'] });
		assert.deepEqual([answer!.text, answer!.edit], ['[@seals21]', undefined]);
	});

	suite('an item that changes after its entry was added', () => {
		const refs =
			'@article{lang2021,\n  author  = {Lang, Mira},\n  title   = {Harbour seals at {Night}},\n  journal = {My own name of it},\n  year    = {2021},\n  doi     = {10.1234/seal.1},\n  keywords = {mine},\n}\n';
		const changedTo = async (version: 9 | 10, changes: object, text = refs) => {
			let item = '';
			await start(version, () => {
				item = zotero.add({ ...seals, volume: '4' });
			});
			await writeFile(join(folder, 'refs.bib'), text);
			await connect();
			await client.open(uriOf('refs.bib'), text, 'bibtex');
			zotero.change(item, changes as typeof seals);
			await ask('lectern/zotero/look', { whole: true });
		};
		const reported = async () => {
			const isGood = (all: readonly { readonly code?: unknown }[]) => all.some(({ code }) => code === 'zotero-changed');
			const found = (await client.diagnosticsOf(uriOf('refs.bib'), isGood)).find(({ code }) => code === 'zotero-changed')!;
			return found;
		};
		const actions = async () => {
			const diagnostic = await reported();
			const params = { textDocument: { uri: uriOf('refs.bib') }, range: diagnostic.range, context: { diagnostics: [diagnostic] } };
			const all = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', params);
			return all.filter(({ title }) => title.startsWith('Update'));
		};
		const after = ({ edit }: CodeAction) => {
			return TextDocument.applyEdits(TextDocument.create('', '', 0, refs), edit?.changes?.[uriOf('refs.bib')] ?? []);
		};

		for (const version of [9, 10] as const)
			test(`is reported, and updated field by field while own edits stay (Zotero ${version})`, async () => {
				await changedTo(version, { title: 'Harbour seals by day', publicationTitle: 'Journal of Bright Light', date: '2022', volume: '5' });
				const { message, severity } = await reported();
				assert.equal(message, '“lang2021” has changed in Zotero since: title, date.');
				assert.equal(severity, 3);
				const [all, title, date, ...more] = await actions();
				assert.equal(more.length, 0);
				assert.equal(
					after(all!),
					refs.replace('Harbour seals at {Night}', 'Harbour seals by day').replace('{2021}', '{2022}'),
					'the journal and the keywords are the user’s own, and the volume was never here',
				);
				assert.equal(after(title!), refs.replace('Harbour seals at {Night}', 'Harbour seals by day'));
				assert.equal(after(date!), refs.replace('{2021}', '{2022}'));
			});

		test('is known at the next start, and by its key where the title alone said which item it is', async () => {
			const text = refs.replace('  doi     = {10.1234/seal.1},\n', '');
			await changedTo(10, { title: 'Harbour seals by day' }, text);
			assert.match(String((await reported()).message), /: title\.$/);
			await client.stop();
			await zotero.stop();
			client = started = await LspClient.start(pathToFileURL(folder).href, { settings });
			await client.open(uriOf('refs.bib'), text, 'bibtex');
			assert.match(String((await reported()).message), /: title\.$/);
		});

		test('is not reported where only keywords, notes and collections have changed', async () => {
			await changedTo(10, { tags: [{ tag: 'sleep' }], extra: 'Citation Key: lang2021\nA note of mine.' });
			await client.open(uriOf('other.bib'), '@article{x', 'bibtex');
			await client.diagnosticsOf(uriOf('other.bib'), (all) => all.length > 0);
			const found = client.diagnostics.get(uriOf('refs.bib')) ?? [];
			assert.deepEqual(
				found.filter(({ code }) => code === 'zotero-changed'),
				[],
			);
		});
	});

	test('groups the library by collection and saved search', async () => {
		await start(10, () => {
			const thesis = zotero.collection('Thesis');
			zotero.add({ ...seals, collections: [zotero.collection('Chapter 2', thesis)] });
			zotero.add({ title: 'Moths', citationKey: 'moths' });
			zotero.search('Night', ({ title }) => String(title).includes('night'));
		});
		await connect({}, {});
		await writeFile(join(folder, 'x.bib'), '');
		const groups = await ask('lectern/groups', { by: 'collection', filter: 'seals' });
		assert.deepEqual(
			groups.map(({ label, count }) => [label, count]),
			[
				['Night', 1],
				['Thesis / Chapter 2', 1],
			],
		);
		const none = await ask('lectern/groups', { by: 'collection', filter: 'moths' });
		assert.deepEqual(
			none.map(({ label }) => label),
			['No collection'],
		);
		const sources = await ask('lectern/groups', { by: 'source', filter: 'moths' });
		assert.deepEqual(
			sources.map(({ label }) => label),
			['Zotero'],
		);
	});

	suite('annotations', () => {
		let annotation: string;
		const annotated = () => {
			const item = zotero.add(seals);
			const pdf = zotero.add({ itemType: 'attachment', parentItem: item, contentType: 'application/pdf', linkMode: 'imported_file' });
			const key = zotero.add({
				itemType: 'annotation',
				parentItem: pdf,
				annotationType: 'highlight',
				annotationText: 'Seals sleep.',
				annotationComment: 'Check.',
				annotationColor: '#ffd400',
				annotationPageLabel: '12',
				annotationPosition: '{"pageIndex":3}',
			});
			annotation = `library/items/${key}`;
			return pdf;
		};

		test('are shown in the reader, read when the paper is shown', async () => {
			await start(10, annotated);
			await connect({ lectern: { commands: true } });
			zotero.requests = [];
			const page = await eventually(
				() => ask('lectern/readerPage', { key: 'lang2021' }),
				(answer) => answer!.html.includes('<q>'),
			);
			assert.match(page!.html, /Annotations in Zotero.*<q>Seals sleep\.<\/q>.*Check\./s);
			assert.match(page!.html, /Seals sleep afloat\./, 'the abstract');
			assert.ok(zotero.requests.length > 0 && zotero.requests.length < 8, `${zotero.requests.length} requests`);
		});

		test('become quotations with citation and page, and bring the entry along', async () => {
			await start(10, annotated);
			await writeFile(join(folder, 'refs.bib'), '');
			await connect();
			await client.open(uriOf('n.md'), '---\nbibliography: refs.bib\n---\n\n');
			const { annotations } = (await ask('lectern/zotero/annotations', { key: 'lang2021' }))!;
			assert.deepEqual(
				annotations.map(({ item, text, page }) => [item, text, page]),
				[[annotation, 'Seals sleep.', '12']],
			);
			const quoted = await ask('lectern/zotero/quotation', { key: 'lang2021', annotation, uri: uriOf('n.md') });
			assert.equal(quoted!.text, '> Seals sleep. [@lang2021, p. 12]\n\nCheck.\n');
			assert.match(JSON.stringify(quoted!.edit), /@article\{lang2021/);
			assert.equal(
				await ask('lectern/zotero/quotation', { key: 'lang2021', annotation: 'library/items/XXXXXXXX', uri: uriOf('n.md') }),
				null,
			);
		});

		test('open in Zotero at their page', async () => {
			let pdf = '';
			await start(10, () => {
				pdf = annotated();
			});
			await connect();
			const address = await ask('lectern/zotero/annotationAddress', { key: 'lang2021', annotation });
			assert.equal(address, `zotero://open-pdf/library/items/${pdf}?page=4&annotation=${annotation.slice(-8)}`);
			assert.match((await ask('lectern/zotero/address', { key: 'lang2021' }))!, /^zotero:\/\/select\/library\/items\/[A-Z0-9]{8}$/);
			assert.equal(await ask('lectern/zotero/address', { key: 'chen2016infogan' }), null);
		});

		test('open still, once they were read, when Zotero has ended', async () => {
			await start(10, annotated);
			await connect();
			await ask('lectern/zotero/annotations', { key: 'lang2021' });
			await zotero.stop();
			assert.equal((await ask('lectern/zotero/look', { whole: true })).phase, 'failed');
			assert.match((await ask('lectern/zotero/annotationAddress', { key: 'lang2021', annotation }))!, /^zotero:\/\/open-pdf\//);
		});

		test('say why they cannot be had when Zotero has ended', async () => {
			await start(10, annotated);
			await connect();
			await zotero.stop();
			const answer = await ask('lectern/zotero/annotations', { key: 'lang2021' });
			assert.deepEqual(answer?.annotations, []);
			assert.match(answer!.failure!, /Zotero/);
		});
	});

	suite('the PDF of a paper', () => {
		test('is found by the entry’s field, by its name, in Zotero, and on the web', async () => {
			await mkdir(join(folder, 'files'));
			for (const name of ['files/a.pdf', 'byname.pdf', 'zotero.pdf']) await writeFile(join(folder, name), '%PDF-1.4');
			await writeFile(
				join(folder, 'refs.bib'),
				'@book{named,\n title={Named},\n file={:files/a.pdf:PDF}}\n@book{byname,\n title={By name}}\n@misc{onweb,\n title={On the web}, eprint={1606.03657}, eprinttype={arxiv}}\n@book{none,\n title={None}}\n',
			);
			await start(10, () => {
				const item = zotero.add(seals);
				zotero.add({
					itemType: 'attachment',
					parentItem: item,
					contentType: 'application/pdf',
					linkMode: 'imported_file',
					localFile: uriOf('zotero.pdf'),
				});
			});
			await connect();
			assert.deepEqual(await ask('lectern/pdf', { key: 'named' }), { file: uriOf('files/a.pdf') });
			assert.deepEqual(await ask('lectern/pdf', { key: 'byname' }), { file: uriOf('byname.pdf') });
			assert.equal((await ask('lectern/pdf', { key: 'onweb' }))!.web, 'https://arxiv.org/pdf/1606.03657');
			assert.deepEqual(await ask('lectern/pdf', { key: 'none' }), {});
			const inZotero = await ask('lectern/pdf', { key: 'lang2021' });
			assert.equal(inZotero!.file, uriOf('zotero.pdf'));
			assert.match(inZotero!.zotero!, /^zotero:\/\/open-pdf\/library\/items\//);
			assert.equal(await ask('lectern/pdf', { key: 'nobody' }), null);
		});
	});

	suite('that fails', () => {
		const failing = async (prepare: () => void | Promise<void>, options: ClientOptions = {}) => {
			await start();
			await prepare();
			return connect(options);
		};
		const words = ({ failure, summary, advice }: ZoteroReport) => [failure, summary, advice];

		test('says that it is not running', async () => {
			const report = await failing(() => zotero.stop());
			assert.deepEqual(words(report), [
				'not-running',
				`Zotero is not running, or does not listen at port ${zotero.port}.`,
				'Start Zotero. If it uses another port, enter that one in the setting lectern.zotero.',
			]);
		});

		test('says which box to tick', async () => {
			const report = await failing(() => {
				zotero.isOff = true;
			});
			assert.equal(report.failure, 'switched-off');
			assert.match(report.advice!, /tick “Allow other applications/);
		});

		test('says that the connection was closed', async () => {
			const report = await failing(() => {
				zotero.drops = 5;
			});
			assert.equal(report.failure, 'closed');
		});

		test('says in a remote window what is where', async () => {
			const report = await failing(() => zotero.stop(), { lectern: { remote: 'build.example.org' } });
			assert.equal(report.failure, 'remote');
			assert.match(report.summary, /this window runs on build\.example\.org/);
		});

		test('says in German what is wrong', async () => {
			const report = await failing(() => zotero.stop(), { locale: 'de' });
			assert.match(report.summary, /^Zotero läuft nicht/);
		});

		test('reports that it waits while Zotero loads its library', async () => {
			await start();
			zotero.startLoading();
			settings = { zotero: { enabled: true, port: zotero.port } };
			client = started = await LspClient.start(pathToFileURL(folder).href, { settings });
			const report = await eventually(
				() => ask('lectern/zotero/report', {}),
				({ phase }) => phase === 'connecting',
			);
			assert.match(report.summary, /^Waiting for Zotero’s answer/);
			zotero.finishLoading();
			assert.equal((await ask('lectern/zotero/look', {})).phase, 'connected');
		});

		test('says that keys are ours, and why', async () => {
			await start(10, () => zotero.add({ ...seals, citationKey: '', extra: '' }));
			const report = await connect();
			assert.match(report.remarks[0]!, /: 1\. Better BibTeX.*not installed/);
			assert.deepEqual((await client.search('harbour seals'))[0], 'lang2021harbour');
		});

		test('marks keys on cards that are ours, and no others', async () => {
			await start(10, () => {
				zotero.add({ ...seals, citationKey: '', extra: '' });
				zotero.add({ title: 'Eels', citationKey: 'eels' });
			});
			await connect();
			await client.open(uriOf('n.md'), 'See [@lang2021harbour; @eels].');
			const card = async (character: number) => JSON.stringify(await client.hover(uriOf('n.md'), { line: 0, character }));
			assert.match(await card(8), /`lang2021harbour` \(made by Lectern\)/);
			assert.doesNotMatch(await card(26), /made by Lectern/);
		});

		test('says that Zotero is still loading its library once the timeout of the setting has passed, and reads it later', async () => {
			await start();
			zotero.startLoading();
			const report = await connect({}, { timeout: 1 });
			assert.deepEqual([report.failure, report.advice], ['loading', 'Wait until Zotero’s window shows your library, then try again.']);
			assert.match(report.summary, /has not answered within 1 seconds/);
			zotero.finishLoading();
			settings.zotero = { enabled: true, port: zotero.port };
			assert.equal((await ask('lectern/zotero/look', {})).phase, 'connected');
		});

		test('says that a bridge changes the name that Zotero is asked by', async () => {
			const report = await failing(() => {
				zotero.arrivesAs = 'mypc.local';
			});
			assert.equal(report.failure, 'wrong-host');
			assert.match(report.advice!, /changes the Host header\. Forward port \d+ with SSH/);
		});

		test('keeps the last good state when Zotero ends in the middle of an answer, and says so in the status', async () => {
			await start();
			await connect();
			zotero.add({ title: 'Eels', citationKey: 'eels' });
			zotero.diesAt = 'format=csljson';
			const report = await ask('lectern/zotero/look', {});
			assert.deepEqual([report.phase, report.failure], ['failed', 'closed']);
			assert.deepEqual((await client.search('harbour seals'))[0], 'lang2021');
			assert.match(await client.status(), /# Zotero\n- .*\n- .*\n- Zotero: 1 paper, read just now\./);
		});
	});

	test('is never asked before it is turned on, nor where the setting names another host', async () => {
		await start();
		client = started = await LspClient.start(pathToFileURL(folder).href, {
			settings: { zotero: { port: zotero.port, host: 'evil.test', url: 'http://evil.test', enabled: 'yes' } },
		});
		assert.equal((await ask('lectern/zotero/report', {})).phase, 'off');
		assert.equal((await ask('lectern/zotero/look', {})).phase, 'off');
		await client.open(uriOf('n.md'), 'See [@lang2021].');
		await client.connection.sendNotification('lectern/windowFocused', {});
		assert.deepEqual(zotero.requests, []);
	});

	test('is turned off, and its papers are gone', async () => {
		await start();
		await connect();
		assert.deepEqual((await client.search('harbour seals'))[0], 'lang2021');
		settings.zotero = { enabled: false };
		await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
		assert.ok(
			await eventually(
				async () => !(await client.search('harbour seals')).includes('lang2021'),
				(isGone) => isGone,
			),
		);
	});

	test('is read where the server is started with --zotero', async () => {
		await start();
		client = started = await LspClient.start(pathToFileURL(folder).href, { args: [`--zotero=${zotero.port}`] });
		const found = await eventually(
			() => client.search('harbour seals'),
			([first]) => first === 'lang2021',
		);
		assert.equal(found[0], 'lang2021');
	});

	suite('for lectern check', () => {
		const check = async (...args: readonly string[]) => {
			const child = spawn(process.execPath, [resolve('dist/cli.js'), 'check', ...args], { cwd: folder });
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

		test('knows the keys of Zotero and its groups', async () => {
			await writeFile(join(folder, 'n.md'), 'See [@lang2021] and [@eels] and [@nobody].\n');
			await start(10, () => {
				zotero.add(seals);
				zotero.add({ title: 'Eels', citationKey: 'eels' }, zotero.group(12, 'Lab'));
			});
			const { status, stdout } = await check(`--zotero=${zotero.port}`);
			assert.equal(stdout.split('\n').length, 2, stdout);
			assert.match(stdout, /“nobody”/);
			assert.equal(status, 1);
		});

		test('reports nothing where Zotero cannot be read, but why', async () => {
			await writeFile(join(folder, 'n.md'), 'See [@lang2021].\n');
			await start();
			zotero.isOff = true;
			const { status, stdout, stderr } = await check(`--zotero=${zotero.port}`);
			assert.deepEqual([status, stdout], [2, '']);
			assert.match(stderr, /Zotero does not let other programs read its library\. In Zotero, open Settings/);
			assert.match((await check('--zotero=x')).stderr, /“x” is no port/);
		});
	});

	test('costs one request when the window gets the focus and nothing has changed', async () => {
		for (const version of [9, 10] as const) {
			await start(version, () => zotero.fill(600));
			await connect();
			zotero.requests = [];
			const report = await ask('lectern/zotero/look', {});
			assert.equal(report.phase, 'connected');
			assert.deepEqual(
				zotero.requests.map(({ method }) => method),
				['GET'],
			);
			if (version === 9) {
				await client.stop();
				await zotero.stop();
			}
		}
	});

	test('asks no other address than 127.0.0.1, whatever proxies the environment names', async () => {
		await start();
		let asked = 0;
		const proxy = createServer((socket) => {
			asked++;
			socket.destroy();
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
		const address = `http://127.0.0.1:${(proxy.address() as { port: number }).port}`;
		const report = await connect({
			env: { HTTP_PROXY: address, http_proxy: address, ALL_PROXY: address, NODE_USE_ENV_PROXY: '1', NO_PROXY: '' },
		});
		assert.equal(report.phase, 'connected');
		assert.equal(asked, 0);
		assert.ok(zotero.requests.every(({ headers }) => headers.host === `127.0.0.1:${zotero.port}`));
		await new Promise((resolve) => proxy.close(resolve));
	});
});
