import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eventually, LspClient } from './lspClient.js';

const entry =
	'@article{moor2019,\n  author = {Moor, Ada},\n  title = {Harbour lights at night},\n  journal = {Shores},\n  year = {2019},\n  doi = {10.1000/harbour},\n}\n';

// What is odd here is so on Unix alone: Windows has no such files in folders.
(process.platform === 'win32' ? suite.skip : suite)('a folder with files that are none', () => {
	let folder: string;
	let client: LspClient | undefined;
	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'lectern-odd-'));
	});
	teardown(() => {
		client?.process.kill();
		client = undefined;
		rmSync(folder, { recursive: true });
	});

	const write = (files: Readonly<Record<string, string>>) => {
		for (const [name, text] of Object.entries(files)) {
			mkdirSync(dirname(join(folder, name)), { recursive: true });
			writeFileSync(join(folder, name), text);
		}
	};
	const pipe = (...names: readonly string[]) => {
		for (const name of names) mkdirSync(dirname(join(folder, name)), { recursive: true });
		execFileSync(
			'mkfifo',
			names.map((name) => join(folder, name)),
		);
	};
	const link = (links: Readonly<Record<string, string>>) => {
		for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, name));
	};
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).toString();
	const check = () => spawnSync(process.execPath, [resolve('dist/cli.js'), 'check'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
	const start = async () => {
		client = await LspClient.start(pathToFileURL(folder).toString());
		await client.open(uriOf('new.md'), 'See [@moor2019].\n');
		return client;
	};
	const hover = async (server: LspClient) => JSON.stringify((await server.hover(uriOf('new.md'), { line: 0, character: 8 }))?.contents);
	const status = (server: LspClient) => server.status(uriOf('new.md'), 'markdown');

	test('is served without a note that is larger than notes are read, be it a file or open, until it is shorter', async () => {
		const large = `[@moor2019]\n${'x'.repeat(9_000_000)}`;
		write({ 'a.bib': entry, 'large.md': large });
		const server = await start();
		const saysSo = (name: string) => new RegExp(`${name}.*It has 9 MB; files like it are read up to 8 MB`);
		assert.match(await status(server), saysSo('large.md'));
		const uri = uriOf('open.md');
		await server.open(uri, large);
		assert.match(await status(server), saysSo('open.md'));
		assert.equal(await server.hover(uri, { line: 0, character: 4 }), null);
		await server.change(uri, '[@moor2019]');
		assert.doesNotMatch(await status(server), saysSo('open.md'));
		assert.match(JSON.stringify(await server.hover(uri, { line: 0, character: 4 })), /Harbour lights/);
	});

	test('is checked and served without its pipes, devices and folders of the system, which are named', async () => {
		write({ 'a.bib': entry, 'n.md': 'See [@moor2019].\n' });
		pipe('x.bib', 'x.md', 'sub/.gitignore', 'main.tex', '_quarto.yml', '.lectern/reading.yaml');
		link({ 'zero.bib': '/dev/zero', 'zero.md': '/dev/zero', 'in.md': '/dev/stdin', 'self.md': '/proc/self/environ', system: '/proc' });
		const { status: exit, stdout, stderr } = check();
		assert.deepEqual([exit, stdout], [0, '']);
		const skipped = ['x.bib', 'x.md', 'sub/.gitignore', 'main.tex', '_quarto.yml', 'zero.bib', 'zero.md', 'self.md'];
		for (const name of skipped) assert.ok(stderr.includes(`${name} is not read: It is no regular file.\n`), `${name}: ${stderr}`);
		const server = await start();
		assert.match(await hover(server), /Harbour lights at night/);
		const text = await status(server);
		for (const name of [...skipped, '.lectern/reading.yaml']) assert.ok(text.includes(`- ${uriOf(name)} `), `${name}: ${text}`);
	});

	test('has each file once, however many links lead back into it', async () => {
		write({ 'a.bib': entry, 'deep/b.md': 'See [@nobody].\n', 'deep/c.md': 'See [@moor2019].\n' });
		link({ l1: '.', l2: '.', 'deep/up': '..', root: '/' });
		const { status: exit, stdout, stderr } = check();
		assert.match(stdout, /^deep\/b\.md:1:7: warning: [^\n]*\n$/);
		assert.equal(exit, 1);
		assert.match(stderr, /3 files checked/);
		for (const name of ['l1', 'l2', 'deep/up']) assert.match(stderr, new RegExp(`^${name} is not read: The link leads`, 'm'));
		assert.match(stderr, /^root is not read: It holds far more than one project/m);
	});

	test('keeps the papers and citations of files that cannot be asked about for a while, and names them', async () => {
		write({ 'a.bib': entry, 'n.md': 'See [@moor2019].\n' });
		const server = await start();
		for (const name of ['a.bib', 'n.md']) {
			rmSync(join(folder, name));
			symlinkSync(name, join(folder, name));
			await server.fileChanged(uriOf(name));
		}
		const text = await eventually(
			() => status(server),
			(found) => ['a.bib', 'n.md'].every((name) => found.includes(`- ${uriOf(name)} `)),
		);
		for (const name of ['a.bib', 'n.md']) assert.ok(text.includes(`- ${uriOf(name)} `), `${name}: ${text}`);
		assert.match(await hover(server), /Harbour lights at night/);
		const cited = await server.connection.sendRequest<{ uri: string }[]>('textDocument/references', {
			textDocument: { uri: uriOf('new.md') },
			position: { line: 0, character: 8 },
			context: { includeDeclaration: false },
		});
		assert.deepEqual(cited.map(({ uri }) => uri).sort(), ['n.md', 'new.md'].map(uriOf));
	});

	test('is read where notes and libraries are in UTF-16', async () => {
		const wide = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
		write({ 'a.bib': entry, 'a.md': 'See [@wide1], [@wide2] and [@nobody1].\n' });
		writeFileSync(join(folder, 'wide.md'), wide('See [@nobody2].\n'));
		writeFileSync(join(folder, 'list.json'), wide('[{"id": "wide1", "type": "book", "title": "Wide"}]'));
		writeFileSync(join(folder, 'list.ris'), wide('TY  - BOOK\nID  - wide2\nTI  - Wide\nER  - \n'));
		const { stdout } = check();
		assert.deepEqual(stdout.match(/“\w+”/g), ['“nobody1”', '“nobody2”']);
	});

	test('is followed to a library outside that a link in it leads to, also when the link leads elsewhere', async () => {
		const outside = mkdtempSync(join(tmpdir(), 'lectern-outside-'));
		try {
			const library = (name: string, title: string) => writeFileSync(join(outside, name), entry.replace('Harbour lights at night', title));
			library('one.bib', 'First lights');
			library('two.bib', 'Second lights');
			link({ 'a.bib': join(outside, 'one.bib') });
			const server = await start();
			const shows = async (title: string) =>
				assert.ok(
					(
						await eventually(
							() => hover(server),
							(shown) => shown.includes(title),
						)
					).includes(title),
					title,
				);
			await shows('First lights');
			rmSync(join(folder, 'a.bib'));
			link({ 'a.bib': join(outside, 'two.bib') });
			await server.fileChanged(uriOf('a.bib'));
			await shows('Second lights');
			// No editor reports what happens outside its folders.
			library('new.bib', 'Third lights');
			renameSync(join(outside, 'new.bib'), join(outside, 'two.bib'));
			await shows('Third lights');
		} finally {
			rmSync(outside, { recursive: true });
		}
	});

	for (const [what, text] of Object.entries({
		'an alias without an anchor': 'a: *b\n',
		'aliases that stand for a million things': `a0: &a0 [x]\n${Array.from({ length: 20 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}]\n`).join('')}`,
		'a value that hides a method': 'k: {toString: x}\n',
		'brackets without end': '['.repeat(50_000),
		'more than is read': '# x\n'.repeat(1_000_000),
	}))
		test(`is served where a reading state has ${what}`, async () => {
			write({ 'a.bib': entry, '.lectern/reading.yaml': text });
			assert.match(await hover(await start()), /Harbour lights at night/);
		});

	test('is served where a project file and a note are nested deeper than can be read', async () => {
		const deep = '['.repeat(50_000);
		write({ 'a.bib': entry, '_quarto.yml': `bibliography: ${deep}`, 'n.md': `---\nbibliography: ${deep}\n---\n`, 'myst.yml': deep });
		const server = await start();
		assert.match(await hover(server), /Harbour lights at night/);
		assert.equal(check().signal, null);
	});

	test('is served where one entry is in a file three hundred times, or has no end', async () => {
		write({
			'a.bib': entry.repeat(300),
			'open.bib': '@article{k,\n title={x\n'.repeat(2000),
			'at.bib': '@a{'.repeat(2000),
			'own.bib': entry.replace('10.1000/harbour', '10.1000/other').replace('Harbour lights', 'Other lights'),
		});
		const server = await start();
		assert.match(await hover(server), /Harbour lights at night/);
		const { status: exit, stdout } = check();
		assert.equal(exit, 1);
		assert.match(stdout, /own\.bib:1:10: warning: “moor2019” is also the key of “Harbour lights at night” \(a\.bib\)\. \[duplicate-key\]/);
	});

	test('is checked and served where thousands of entries inherit from one another, in a chain and in a cycle', async function () {
		this.timeout(120_000);
		const child = (key: string, parent: string) => `@book{${key}, title = {Tale ${key}}, crossref = {${parent}}}\n`;
		const family = (letter: string, count: number, last: string) =>
			Array.from({ length: count }, (_, index) => child(`${letter}${index}`, index + 1 < count ? `${letter}${index + 1}` : last)).join('');
		write({
			'cycle.bib': family('c', 2000, 'c0'),
			'chain.bib': `${family('k', 6000, 'end')}@book{end, title = {End}, year = {2000}, author = {Moor, Ada}}\n`,
			'a.bib': entry,
			'n.md': 'See [@k0], [@c0], [@end] and [@nobody].\n',
		});
		const { status: exit, stdout } = check();
		assert.equal(exit, 1);
		assert.match(stdout, /^chain\.bib:1:\d+: warning: More than 16 entries inherit from one another here/m);
		assert.match(stdout, /^cycle\.bib:1:\d+: warning: More than 16 entries inherit from one another here/m);
		assert.deepEqual(stdout.match(/^n\.md:.*$/gm), ['n.md:1:32: warning: No paper of the library has the key “nobody”. [unknown-key]']);
		const server = await start();
		await server.open(uriOf('n.md'), 'See [@k0], [@c0], [@end] and [@nobody].\n');
		assert.match(await hover(server), /Harbour lights at night/);
		for (const [character, title] of [
			[6, 'Tale k0'],
			[13, 'Tale c0'],
			[20, 'End'],
		] as const)
			assert.match(JSON.stringify(await server.hover(uriOf('n.md'), { line: 0, character })), new RegExp(title));
	});
});
