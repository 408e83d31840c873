import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Diagnostic } from 'vscode-languageserver';
import { type ClientOptions, eventually, LspClient } from './lspClient.js';

const note = 'Like InfoGAN, and unlike [@chen2016infogam].\n';

const card = /^\*\*InfoGAN: Interpretable [\s\S]*\[Schlüssel kopieren\]\(/;
const unknownKey = 'Kein Artikel der Bibliothek hat den Schlüssel „chen2016infogam“.';

suite('the user’s language over stdio', () => {
	let folder: string;
	let client: LspClient;
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-language-'));
	});
	teardown(async () => {
		await client.stop();
		await rm(folder, { recursive: true });
	});

	const start = async (options: ClientOptions): Promise<void> => {
		client = await LspClient.start(pathToFileURL(folder).href, {
			capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
			...options,
		});
	};

	const problemsOf = (uri: string): Promise<readonly Diagnostic[]> => client.diagnosticsOf(uri, (all) => all.length > 0);

	const messagesOf = async (uri: string): Promise<unknown[]> => (await problemsOf(uri)).map(({ message }) => message);

	test('is that of the cards', async () => {
		await start({ locale: 'de', lectern: { commands: true } });
		await client.open(uriOf('note.md'), note);
		const hover = await client.hover(uriOf('note.md'), { line: 0, character: 8 });
		assert.ok(hover);
		assert.match((hover.contents as { value: string }).value, card);
	});

	test('is that of the diagnostics and their quick fixes', async () => {
		await start({ locale: 'de' });
		const uri = uriOf('note.md');
		await client.open(uri, note);
		const diagnostics = await problemsOf(uri);
		assert.deepEqual(
			diagnostics.map(({ message, code }) => [message, code]),
			[[unknownKey, 'unknown-key']],
		);
		const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
			textDocument: { uri },
			range: diagnostics[0]!.range,
			context: { diagnostics },
		});
		assert.match(actions[0]!.title, /^In „chen2016infogan“ ändern: InfoGAN/);
	});

	test('is that of the groups, the topics and the status', async () => {
		await start({ locale: 'de' });
		const labels = async () => {
			const groups = await client.connection.sendRequest<{ label: string }[]>('lectern/groups', { by: 'topic', filter: 'infogan' });
			return groups.map(({ label }) => label);
		};
		assert.deepEqual(await labels(), ['Mitgelieferte Zusammenfassungen']);
		// A workspace about such papers has them in their topics.
		await client.open(uriOf('about.md'), 'See [@chen2016infogan], [@kipf2016semisupervised], [@mao2016least] and [@metz2016unrolled].\n');
		assert.deepEqual(await eventually(labels, ([first]) => first === 'Generative Adversarial Networks'), [
			'Generative Adversarial Networks',
			'Generative Modelle',
			'Repräsentationslernen',
		]);
		assert.match(await client.status(), /^# Bibliothek\n- \d+ Artikel; /);
	});

	test('is the nearest that there is, such as Spanish for a reader in Mexico', async () => {
		await start({ locale: 'es-MX' });
		assert.match(await client.status(), /^# Biblioteca\n- \d+ artículos; /);
	});

	test('is that of the reader', async () => {
		await start({ locale: 'de' });
		const page = await client.connection.sendRequest<{ html: string }>('lectern/readerPage', { key: 'chen2016infogan' });
		assert.match(page.html, /<ul class="topics" aria-label="Themen">/);
		assert.match(page.html, /<h2 id="[^"]+">Verwandte Artikel<\/h2>/);
	});

	for (const [how, options, message] of [
		['as the system writes it', { locale: 'de_AT.UTF-8' }, unknownKey],
		['by the initialization options, which come first', { locale: 'en', lectern: { locale: 'de' } }, unknownKey],
		['that there is no translation into', { locale: 'tlh' }, 'No paper of the library has the key “chen2016infogam”.'],
		['that is no language', { locale: '../../l10n/de' }, 'No paper of the library has the key “chen2016infogam”.'],
	] as const)
		test(`is announced ${how}`, async () => {
			await start(options);
			await client.open(uriOf('note.md'), note);
			assert.deepEqual(await messagesOf(uriOf('note.md')), [message]);
		});

	test('is also that of problems kept from a start in another language', async () => {
		const cacheFolder = pathToFileURL(join(folder, '.cache')).href;
		const entries = Array.from({ length: 3000 }, (_, index) => `@misc{k${index},\n  title = {Harbour ${index}},\n  year = 2001\n}\n`);
		await writeFile(join(folder, 'a.bib'), `${entries.join('')}@misc{last\n  title = {Quay}\n}\n`);
		await start({ lectern: { cacheFolder } });
		assert.deepEqual(await messagesOf(uriOf('a.bib')), ['A comma is missing after the key.']);
		const kept = await eventually(
			() => readdir(join(folder, '.cache')).catch(() => []),
			(names) => names.some((name) => name.endsWith('.pieces')),
		);
		assert.notEqual(kept.length, 0);
		await client.stop();
		await start({ locale: 'de', lectern: { cacheFolder } });
		assert.deepEqual(await messagesOf(uriOf('a.bib')), ['Nach dem Schlüssel fehlt ein Komma.']);
	});
});
