import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { eventually, LspClient } from './lspClient.js';

/** What surrounds entries in the files under test, and is to stay as it is. */
const head = '% kept by hand\n@string{pier = "Pier Press"}\n@comment{left, alone = {yes}}\n\n';
const tail =
	'\n@book{ odd1990 ,\n\t   author={Odd, Al},title = "Odd {indentation}" ,\n  publisher = pier # { Ltd},\nyear=1990,% a remark\n   date = {1990} }\n';

suite('quick fixes over stdio', () => {
	let folder: string;
	let client: LspClient;
	let texts: Map<string, string>;
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	setup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'lectern-fixes-'));
		texts = new Map();
	});
	teardown(async () => {
		await client.stop();
		await rm(folder, { recursive: true });
	});

	/** Writes the files of a workspace and starts the server on it; those named in `open` are open. */
	const start = async (
		files: Readonly<Record<string, string>>,
		open: readonly string[],
		capabilities: object = {},
		lectern: object = {},
	) => {
		for (const [name, text] of Object.entries(files)) {
			texts.set(uriOf(name), text);
			await writeFile(join(folder, name), text);
		}
		client = await LspClient.start(pathToFileURL(folder).href, {
			capabilities: { workspace: { workspaceEdit: { documentChanges: true } }, ...capabilities },
			lectern,
		});
		for (const name of open) await client.open(uriOf(name), files[name]!, name.endsWith('.bib') ? 'bibtex' : undefined);
	};

	/** The actions at the first `mark` of a file, once the problem named is reported there. */
	const actionsAt = async (name: string, mark: string, code: string): Promise<CodeAction[]> => {
		const uri = uriOf(name);
		const text = TextDocument.create(uri, '', 0, texts.get(uri)!);
		const position = text.positionAt(texts.get(uri)!.indexOf(mark));
		const found = await eventually(
			() => (client.diagnostics.get(uri) ?? []).filter((each) => each.code === code),
			(all) => all.length > 0,
		);
		assert.notEqual(found.length, 0, `${code} is reported`);
		const range = { start: position, end: position };
		return client.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: found } });
	};

	/** All texts after an action: those that stay the same are left out. */
	const after = (action: CodeAction | undefined): Readonly<Record<string, string>> => {
		const changed: Record<string, string> = {};
		for (const change of (action?.edit?.documentChanges ?? []) as readonly TextDocumentEdit[]) {
			const { uri } = change.textDocument;
			const text = TextDocument.create(uri, '', 0, texts.get(uri)!);
			changed[uri.slice(uri.lastIndexOf('/') + 1)] = TextDocument.applyEdits(text, change.edits as TextEdit[]);
		}
		return changed;
	};
	const named = (actions: readonly CodeAction[], title: string | RegExp): CodeAction | undefined =>
		actions.find((each) => (typeof title === 'string' ? each.title.startsWith(title) : title.test(each.title)));

	const one =
		'@article{one,\n  author  = {Lang, Ada},\n  title   = {Harbour lights at night},\n  year    = 2019,\n  journal = pier,\n  doi     = {10.1234/x}\n}\n';
	const two =
		'@article{two,\n  author = {Lang, Ada},\n  title = {{Harbour} lights at night},\n  year = {2019},\n  pages = "1--" # 9,\n  doi = {10.1234/x},\n}\n';

	test('merges two entries of a paper: fields, citations, and what names the dropped key', async () => {
		const child = '@inbook{part,\n  crossref = {two},\n}\n';
		await start(
			{
				'a.bib': `${head}${one}\n% between\n${two}\n${child}${tail}`,
				'n.md': 'See [@two, p. 3; @one] and @one; `@two`.\n',
				'closed.tex': '\\cite{odd1990,two} % two\n',
				'other.md': 'See [@odd1990].\n',
			},
			['a.bib', 'n.md'],
		);
		const action = named(await actionsAt('a.bib', 'two,', 'duplicate-paper'), 'Merge “two” into “one”');
		assert.ok(action?.diagnostics?.every(({ code }) => code === 'duplicate-paper'));
		const taken = one.replace('{10.1234/x}\n', '{10.1234/x},\n  pages   = "1--" # 9\n');
		assert.deepEqual(after(action), {
			'a.bib': `${head}${taken}\n% between\n${child.replace('two', 'one')}${tail}`,
			'n.md': 'See [@one, p. 3; @one] and @one; `@two`.\n',
			'closed.tex': '\\cite{odd1990,one} % two\n',
		});
		const versions = (action!.edit!.documentChanges as TextDocumentEdit[]).map(({ textDocument }) => textDocument.version);
		assert.deepEqual(versions, [1, null, 1]);
	});

	test('keeps the entry that is cited more, and finds the edit only when the action is chosen, where the client can ask for it', async () => {
		await start({ 'a.bib': `${one}${two}`, 'n.md': '@two and [@two].\n' }, ['a.bib'], {
			textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } },
			workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
		});
		const action = named(await actionsAt('a.bib', 'one,', 'duplicate-paper'), 'Merge “one” into “two”');
		assert.equal(action?.edit, undefined);
		const resolved = await client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
		assert.deepEqual(after(resolved), { 'a.bib': two.replace('{10.1234/x},\n', '{10.1234/x},\n  journal = pier,\n') });
		assert.deepEqual(resolved.edit?.changeAnnotations, { merge: { label: action?.title, needsConfirmation: true } });
	});

	test('keeps the dropped key among the ids of a biblatex file', async () => {
		const modern = (text: string) => text.replace('year ', 'date ').replace('journal', 'journaltitle');
		await start({ 'a.bib': `${modern(one)}\n${modern(two)}${tail}`, 'n.md': '@one [@two]\n' }, ['a.bib']);
		const action = named(await actionsAt('a.bib', 'two,', 'duplicate-paper'), /keep it as another key/);
		const changed = after(action);
		assert.deepEqual(Object.keys(changed), ['a.bib']);
		assert.match(changed['a.bib']!, /ids\s+= \{two\}/);
		assert.ok(changed['a.bib']!.endsWith(tail) && !changed['a.bib']!.includes('@article{two'));
	});

	test('gives one of two papers with the same key another one', async () => {
		const other = '@book{one,\n  author = {Moor, Bo},\n  title = {Something else},\n  publisher = pier,\n  date = {2001},\n}\n';
		await start({ 'a.bib': `${head}${one}${other}${tail}` }, ['a.bib']);
		const actions = await actionsAt('a.bib', '@book{one', 'duplicate-key');
		assert.equal(named(actions, 'Merge'), undefined);
		const fix = named(actions, 'Give this entry the key “onea”');
		assert.deepEqual(after(fix), { 'a.bib': `${head}${one}${other.replace('one', 'onea')}${tail}` });
	});

	test('writes an empty field where no other record has it', async () => {
		const lacking = '@article{lone,\n    author = {Lang, Ada},\n    title = {Alone},\n    year = {2019}\n}\n';
		await start({ 'a.bib': `${head}${lacking}${tail}` }, ['a.bib']);
		const fix = named(await actionsAt('a.bib', 'lone,\n', 'missing-field'), 'Add an empty journal');
		const filled = lacking.replace('{2019}\n', '{2019},\n    journal = {}\n');
		assert.deepEqual(after(fix), { 'a.bib': `${head}${filled}${tail}` });
	});

	test('puts the publication in the place of a preprint, under the same key', async () => {
		const preprint =
			'@misc{pre,\n  author = {Lang, Ada},\n  title = {Harbour {Lights} at night},\n  howpublished = {arXiv preprint}, % soon\n  keywords = {mine},\n  eprint = {1801.00001},\n  archiveprefix = {arXiv},\n  year = 2018\n}\n';
		await start({ 'a.bib': `${head}${preprint}${tail}`, 'b.bib': one.replace('pier', '{Shores \\& Tides}') }, ['a.bib']);
		const fix = named(await actionsAt('a.bib', 'pre,', 'preprint-published'), 'Change to the publication: Shores & Tides 2019');
		const text = after(fix)['a.bib']!;
		assert.ok(text.startsWith(head) && text.endsWith(tail));
		assert.equal(
			text.slice(head.length, -tail.length),
			'@article{pre,\n  author = {Lang, Ada},\n  title = {Harbour {Lights} at night},\n  % soon\n  keywords = {mine},\n  eprint = {1801.00001},\n  archiveprefix = {arXiv},\n  year = 2019,\n  journal = {Shores \\& Tides},\n  doi = {10.1234/x}\n}\n',
		);
	});

	for (const [what, broken, mark, fixed] of [
		['comma', '@book{b,\n  author = {A}\n  title = {T},\n}\n', '}\n  title', '@book{b,\n  author = {A},\n  title = {T},\n}\n'],
		['closing brace of a value', '@book{b,\n  author = {A,\n  title = {T},\n}\n', '{A', '@book{b,\n  author = {A},\n  title = {T},\n}\n'],
		['closing brace of an entry', '@book{b,\n  author = {A},\n  title = {T}\n', '@book', '@book{b,\n  author = {A},\n  title = {T}\n}\n'],
		['equals sign', '@book{b,\n  author {A},\n  title = {T},\n}\n', 'author', '@book{b,\n  author = {A},\n  title = {T},\n}\n'],
	] as const)
		test(`writes a missing ${what}`, async () => {
			await start({ 'a.bib': `${head}${broken}${tail}` }, ['a.bib']);
			const actions = await actionsAt('a.bib', mark, 'broken-entry');
			const fix = actions.find(({ diagnostics }) => diagnostics?.some(({ code }) => code === 'broken-entry'));
			assert.equal(fix?.isPreferred, true);
			assert.deepEqual(after(fix), { 'a.bib': `${head}${fixed}${tail}` });
		});

	test('are links on the card of an unknown key where the client has commands, and work without any diagnostics', async () => {
		const files = {
			'n.md': '---\nbibliography: refs.bib\n---\n\nSee [@lang2021harbor].\n',
			'refs.bib': '@book{lang2021harbour,\n  title = {Harbour lights},\n  year = 2021\n}\n',
		};
		for (const commands of [true, false]) {
			if (!commands) await client.stop();
			await start(files, ['n.md'], {}, { commands });
			const position = { line: 4, character: 10 };
			const card = JSON.stringify(await client.hover(uriOf('n.md'), position));
			assert.match(card, /`lang2021harbour` · Harbour lights/);
			const [, given = '[]'] = /\(command:lectern\.useKey\?([^)]*)\)/.exec(card) ?? [];
			assert.deepEqual(JSON.parse(decodeURIComponent(given)), commands ? ['lang2021harbour', uriOf('n.md'), '4', '10'] : []);
			const parameters = { textDocument: { uri: uriOf('n.md') }, range: { start: position, end: position }, context: { diagnostics: [] } };
			const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', parameters);
			assert.ok(actions.some((action) => after(action)['n.md'] === files['n.md'].replace('harbor', 'harbour')));
		}
	});

	test('are those of each problem in a line or a selection', async () => {
		const fog = '@book{fog1999,\n  title = {Fog over quiet water},\n  author = {Moor, Ada},\n  year = {1999},\n}\n';
		const pier = '@book{pier2001,\n  title = {Piers and jetties},\n  author = {Kay, Lou},\n  year = {2001},\n}\n';
		const note = '---\nbibliography: refs.bib\n---\n\nSee [@pier2001, p. 3] and [@fog1999; @pier2001].\n';
		await start({ 'refs.bib': '', 'other.bib': fog + pier, 'a.md': note }, ['a.md']);
		const uri = uriOf('a.md');
		const diagnostics = await eventually(
			() => client.diagnostics.get(uri) ?? [],
			(all) => all.length === 3,
		);
		const titlesIn = async (from: number, to: number) => {
			const range = { start: { line: 4, character: from }, end: { line: 4, character: to } };
			const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
				textDocument: { uri },
				range,
				context: { diagnostics },
			});
			return actions.map(({ title }) => title);
		};
		const [addsPier, addsFog] = ['Add “pier2001” to refs.bib', 'Add “fog1999” to refs.bib'];
		assert.deepEqual(await titlesIn(0, 50), [addsPier, addsFog]);
		assert.deepEqual(await titlesIn(22, 36), [addsFog]);
		assert.deepEqual(await titlesIn(8, 8), [addsPier]);
		assert.deepEqual(await titlesIn(0, 0), []);
	});

	test('finds what an unknown key means in the words of the sentence', async () => {
		const text =
			'First [@lovelace1843]. The InfoGAN model of [@chen] learns codes.\n\nWide networks go wide [@zagoruyko, p. 2], others [@xie2016aggregatd].\n';
		await start({ 'n.md': `---\nbibliography: r.bib\n---\n\n${text}`, 'r.bib': '' }, ['n.md']);
		const keysAt = async (mark: string) =>
			(await actionsAt('n.md', mark, 'unknown-key'))
				.filter(({ title }) => title.startsWith('Change to'))
				.map(({ title, isPreferred }) => `${/“(.*?)”/.exec(title)![1]}${isPreferred ? '!' : ''}`);
		const infogan = await keysAt('chen]');
		assert.equal(infogan[0], 'chen2016infogan!');
		assert.ok(infogan.length <= 5);
		assert.equal((await keysAt('zagoruyko,'))[0], 'zagoruyko2016wide!');
		assert.equal((await keysAt('xie2016agg'))[0], 'xie2016aggregated!');
		assert.ok(!(await keysAt('lovelace')).some((key) => key.endsWith('!')));
	});
});
