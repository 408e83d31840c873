import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Document } from '../../server/engine/documents/document.js';
import { languageOfFile } from '../../server/engine/documents/languages.js';

const program = resolve('dist/cli.js');
const book = (key: string, title: string) =>
	`@book{${key},\n  author = {Moor, Ada},\n  title = {${title}},\n  publisher = {Harbour},\n  date = {1999},\n}\n`;

suite('lectern check', () => {
	let folder: string;
	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'lectern-check-'));
	});
	teardown(() => rmSync(folder, { recursive: true }));

	const write = (files: Readonly<Record<string, string>>) => {
		for (const [name, text] of Object.entries(files)) {
			mkdirSync(dirname(join(folder, name)), { recursive: true });
			writeFileSync(join(folder, name), text);
		}
	};
	/** Runs the built program in a folder, by its path from the test's own. */
	const runIn = (cwd: string, ...args: readonly string[]) => {
		const options = { cwd: resolve(folder, cwd), encoding: 'utf8', timeout: 20_000 } as const;
		const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], options);
		return { status, stdout, stderr, lines: stdout.split('\n').slice(0, -1) };
	};
	const run = (...args: readonly string[]) => runIn('.', ...args);
	/** Severity, code and place of each reported problem. */
	const found = (lines: readonly string[]) => lines.map((line) => line.replace(/^(.*?:\d+:\d+: \w+): .* (\[[\w-]+\])$/, '$1 $2'));

	test('finds each planted fault with its code and place, and nothing else', () => {
		write({
			'refs.bib': `${book('fog1999', 'Fog over quiet water')}${book('rain1999', 'Rain on a tin roof')}`,
			'more/other.bib': `% A key that refs.bib has, too.\n${book('fog1999', 'A history of harbours')}`,
			'broken.bib': '@book{hail1999,\n  author = {Moor, Ada}\n  title = {Hail},\n  publisher = {Harbour},\n  date = {1999},\n}\n',
			'items.json': '[{"id": "dew1999", "type": "book", "title": "Dew"}, {"id": "b", "title": }]',
			'own.md': '---\nkey: snow1999\ntitle: Snow on the pier\ntitle: Twice\n---\n\nSnow.\n',
			'a.md': 'Good [@rain1999] and `[@code]`.\n\n> Bad [see @rain1999; @fogg1999, p. 3].\n',
			'b.tex': '% \\cite{comment}\n\\citep[see][]{rain1999,rayn1999}\n',
			'c.typ': '#let x = "@string"\n@rain1999 and @drain1999\n',
			'd.org': '#+begin_src\n[cite:@code]\n#+end_src\n[cite/t:@rain1999;@rein1999]\n',
			'e.rst': '::\n\n   :cite:`code`\n\nSee :cite:t:`rain1999,ruin1999`.\n',
			'deep/er/f.qmd': 'See [@rain1998].\n',
		});
		const { status, lines, stderr } = run('check');
		assert.deepEqual(found(lines), [
			'a.md:3:24: warning [unknown-key]',
			'b.tex:2:24: warning [unknown-key]',
			'broken.bib:2:22: error [broken-entry]',
			'c.typ:2:16: warning [unknown-key]',
			'd.org:4:20: warning [unknown-key]',
			'deep/er/f.qmd:1:7: warning [unknown-key]',
			'e.rst:5:23: warning [unknown-key]',
			'items.json:1:53: error [broken-entry]',
			'more/other.bib:2:7: warning [duplicate-key]',
			'own.md:4:1: error [broken-summary]',
			'refs.bib:1:7: warning [duplicate-key]',
		]);
		assert.equal(status, 1);
		assert.equal(stderr, '11 problems in 11 files; 11 files checked.\n');
	});

	test('reads a file that a note names by many links as often as it has 16 MB with them, and says so of the others', () => {
		write({ '.gitignore': 'lib\n', 'lib/.real': `${book('fog1999', 'Fog')}${' '.repeat(6 << 20)}` });
		const names = Array.from({ length: 6 }, (_, index) => `lib/l${index}.bib`);
		for (const name of names) symlinkSync('.real', join(folder, name));
		write({ 'n.md': `---\nbibliography: [${names.join(', ')}]\n---\n[@fog1999]\n` });
		const { lines, stderr } = run('check');
		assert.equal(stderr.split('\n').filter((line) => line.includes('So many links lead to the same file')).length, 3);
		assert.equal(lines.filter((line) => line.startsWith('n.md:2:') && line.includes('[unread-bibliography]')).length, 3);
	});

	test('finds what entries lack and have twice, and bibliographies that are not there', () => {
		const article = (key: string, rest: string) =>
			`@article{${key},\n  author = {Lang, Ada},\n  title = {Harbour lights at night},\n  date = {2019},\n${rest}}\n`;
		write({
			'twice.bib': `${article('one', '  journaltitle = {Shores},\n')}${article('two', '  journaltitle = {Shores},\n')}`,
			'lacks.bib': '@book{dim2001,\n  author = {Moor, Ada},\n  date = {2001},\n}\n',
			'early.bib':
				'@online{pre2018,\n  author = {Birk, Bo},\n  title = {Moths at sea},\n  date = {2018},\n  eprint = {1801.00001},\n  eprinttype = {arxiv},\n}\n',
			'late.bib': '@article{pub2019,\n  author = {Birk, Bo},\n  title = {Moths at sea},\n  date = {2019},\n  journaltitle = {Shores},\n}\n',
			'a.md': '---\nbibliography: gone.bib\n---\n\nFine [@one].\n',
			'b.tex': '\\documentclass{article}\n\\addbibresource{lost.bib}\n\\cite{one}\n',
			'c.org': '#+bibliography: none.bib\n[cite:@one]\n',
		});
		const { lines } = run('check');
		assert.deepEqual(found(lines), [
			'a.md:2:15: warning [missing-bibliography]',
			'b.tex:2:17: warning [missing-bibliography]',
			'c.org:1:17: warning [missing-bibliography]',
			'early.bib:1:9: information [preprint-published]',
			'lacks.bib:1:7: information [missing-field]',
			'twice.bib:1:10: information [duplicate-paper]',
			'twice.bib:7:10: information [duplicate-paper]',
		]);
	});

	test('reports a bibliography that a project file names and that is not there', () => {
		write({ '_quarto.yml': 'project:\n  type: book\nbibliography: gone.bib\n', 'index.qmd': 'See [@ghost2001].\n' });
		const { stdout, status } = run('check');
		assert.match(stdout, /^_quarto\.yml:3:15: warning: There is no bibliography .*gone\.bib/);
		assert.equal(status, 1);
	});

	test('finds nothing in clean Quarto and MyST projects', () => {
		write({
			'q/_quarto.yml': 'project:\n  type: book\nbibliography: refs.bib\n',
			'q/refs.bib': book('fog1999', 'Fog over quiet water'),
			'q/a.qmd':
				'---\ntitle: A\n---\n\n# Lamps {#sec-lamps}\n\nSee @fog1999, [-@fog1999; see @sec-lamps] and @fig-one.\n\n![Fog](a.png){#fig-one}\n\n```{python}\n@decorated\ndef f(): pass\n```\n',
			'm/myst.yml': 'version: 1\nproject:\n  bibliography:\n    - lib.bib\n',
			'm/lib.bib': book('rain1999', 'Rain on a tin roof'),
			'm/b.md':
				'# Rain\n\n{cite:p}`rain1999`, {cite:t}`rain1999` and [@rain1999]; {ref}`nobody2001`.\n\n```{code} python\n@nobody2002\n```\n\nme@nobody2003.org\n',
		});
		const { stdout, status } = run('check');
		assert.equal(stdout, '');
		assert.equal(status, 0);
	});

	test('finds the one fault of the sample notes', () => {
		const { lines } = run('check', resolve('test/fixtures/notes'));
		assert.equal(lines.length, 1);
		assert.match(lines[0]!, /welcome\.md:35:42: warning: No paper of the library has the key “chen2016infogam”\. \[unknown-key\]$/);
	});

	for (const name of ['citations.md', 'citations.tex', 'citations.typ', 'citations.org', 'citations.rst'])
		test(`finds nothing in ${name}, every form of citation in it, once all it cites is there`, () => {
			const text = readFileSync(`test/fixtures/markups/${name}`, 'utf8');
			const document = new Document('', languageOfFile(name)!, 0, text);
			const keys = new Set(document.citations.map(({ key }) => key).filter((key) => key !== '*'));
			assert.ok(keys.size >= 30);
			// Hayagriva, since BibTeX forbids some of the keys that the markups allow; and whatever bibliography the text itself names.
			const entries = Array.from(keys, (key, index) => `"${key}":\n  type: book\n  title: Volume ${index}\n  author: Moor${index}, Ada\n`);
			for (const { path } of document.markup!.bibliographies(text)) if (!path.includes('..')) write({ [path]: '' });
			write({ [name]: text, 'library.yaml': entries.join('') });
			// The text cites from the bibliographies that it names; what it cites is in another.
			const { status, stdout, stderr } = run('check', '--severity=key-elsewhere=off', name, 'library.yaml');
			assert.equal(stdout, '');
			assert.equal(stderr, 'No problems; 2 files checked.\n');
			assert.equal(status, 0);
		});

	test('reports the problems of the named files and folders only, checked against the libraries of the whole folder', () => {
		write({ 'refs.bib': book('fog1999', 'Fog'), 'a.md': '[@fog1999] [@nobody1]', 'in/b.md': '[@nobody2]', 'in/c.md': '[@nobody3]' });
		assert.deepEqual(found(run('check', 'a.md').lines), ['a.md:1:14: warning [unknown-key]']);
		assert.deepEqual(found(run('check', 'in').lines), ['in/b.md:1:3: warning [unknown-key]', 'in/c.md:1:3: warning [unknown-key]']);
		assert.deepEqual(found(run('check', 'in/c.md', 'a.md').lines), [
			'a.md:1:14: warning [unknown-key]',
			'in/c.md:1:3: warning [unknown-key]',
		]);
	});

	test('reads a file by name that .gitignore leaves out, and libraries elsewhere', () => {
		write({ '.gitignore': 'a.md\nlib\n', 'a.md': '[@fog1999] [@nobody1]', 'lib/refs.bib': book('fog1999', 'Fog') });
		assert.deepEqual(run('check').lines, []);
		assert.equal(run('check', 'a.md').lines.length, 2);
		assert.deepEqual(found(run('check', '--library=lib/refs.bib', 'a.md').lines), ['a.md:1:14: warning [unknown-key]']);
	});

	test('fails from the wished severity on', () => {
		write({ 'a.md': 'See [@nobody1].' });
		assert.equal(run('check', '--fail-on=warning').status, 1);
		assert.equal(run('check', '--fail-on', 'error').status, 0);
		assert.equal(run('check', '--fail-on=error', '--severity=unknown-key=error').status, 1);
		assert.equal(run('check', '--severity=unknown-key=hint').status, 0);
		assert.equal(run('check', '--severity=unknown-key=hint', '--fail-on=hint').status, 1);
		const { status, stdout } = run('check', '--severity=unknown-key=off', '--fail-on=hint');
		assert.deepEqual([status, stdout], [0, '']);
	});

	test('writes JSON for programs', () => {
		write({ 'a, b.md': '\n🌫 [@nobody1].' });
		assert.deepEqual(JSON.parse(run('check', '--format=json').stdout), {
			problems: [
				{
					file: 'a, b.md',
					line: 2,
					column: 6,
					endLine: 2,
					endColumn: 13,
					severity: 'warning',
					code: 'unknown-key',
					message: 'No paper of the library has the key “nobody1”.',
				},
			],
		});
		rmSync(join(folder, 'a, b.md'));
		assert.deepEqual(JSON.parse(run('check', '--format=json').stdout), { problems: [] });
	});

	test('writes annotations for GitHub', () => {
		write({ 'a, b.md': 'See [@50%x].\n', 'c.bib': '@book{x,\n  title = {never closed\n' });
		const { lines } = run('check', '--format=github');
		assert.equal(
			lines[0],
			'::warning file=a%2C b.md,line=1,endLine=1,col=7,endColumn=11,title=unknown-key::No paper of the library has the key “50%25x”.',
		);
		assert.match(lines.slice(1).join('\n'), /^::error file=c\.bib,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=broken-entry::/m);
	});

	test('answers wrong use with 2, on the error stream', () => {
		write({ 'x.txt': '' });
		for (const [args, message] of [
			[[], /Say what to do/],
			[['chekc'], /There is no command “chekc”/],
			[['check', 'nowhere.md'], /There is no file or folder “nowhere\.md”/],
			[['check', '--format=xml'], /--format is one of text, json, github, not “xml”/],
			[['check', '--fail-on=never'], /--fail-on is one of hint, information, warning, error/],
			[['check', '--severity=unknown-key'], /--severity=unknown-key is one of/],
			[['check', '--severity=foo=off'], /“foo” is none of broken-entry, /],
			[['check', '--color=red'], /--color is one of auto, always, never/],
			[['check', '--no-folder'], /--no-folder is an option of lectern mcp/],
			[['mcp', '-q'], /--quiet is an option of lectern check/],
			[['check', '--dry-run'], /--dry-run goes with --fix/],
			[['check', '--baseline=none.json'], /There is no baseline “none\.json”\. --write-baseline=none\.json makes one/],
			[['check', '--baseline=x.txt'], /“x\.txt” is no baseline/],
			[['check', '/'], /“\/” holds far more than one project/],
			[['check', tmpdir()], /holds far more than one project/],
			[['check', '--library=none.bib'], /There is no library file “none\.bib”/],
			[['check', '--frobnicate'], /--frobnicate/],
		] as const) {
			const { status, stdout, stderr } = run(...args);
			assert.deepEqual([status, stdout], [2, ''], args.join(' '));
			assert.match(stderr, message);
			assert.doesNotMatch(stderr, /\n {4}at /);
		}
	});

	test('skips files that it does not handle with a note, and checks the others', () => {
		write({ 'x.txt': '', Makefile: '', 'paper.tex': '\\cite{nobody1}\n' });
		const { status, lines, stderr } = run('check', 'x.txt', 'paper.tex', 'Makefile');
		assert.deepEqual([status, found(lines)], [1, ['paper.tex:1:7: warning [unknown-key]']]);
		assert.match(stderr, /^x\.txt is skipped: .*\nMakefile is skipped: .*\n1 problem in 1 file; 1 file checked\.\n$/);
		assert.deepEqual(run('check', 'x.txt').status, 0);
	});

	test('writes problems and nothing else when asked to be quiet', () => {
		write({ 'x.txt': '', 'paper.tex': '\\cite{nobody1}\n' });
		for (const option of ['--quiet', '-q']) {
			const { status, lines, stderr } = run('check', option, 'x.txt', 'paper.tex');
			assert.deepEqual([status, lines.length, stderr], [1, 1, '']);
		}
		assert.deepEqual(run('check', '--quiet', 'nowhere.md').status, 2);
	});

	test('colours severities where asked to, and never what programs read', () => {
		write({ 'a.md': '[@nobody1]' });
		const red = '\u001B[';
		assert.ok(run('check', '--color=always').stdout.includes(red));
		assert.ok(!run('check').stdout.includes(red));
		assert.ok(!run('check', '--color=always', '--format=json').stdout.includes(red));
		assert.ok(!run('check', '--color=always', '--format=github').stdout.includes(red));
	});

	test('gives the same answers in a subfolder of a project as from its root', () => {
		write({
			'.git/HEAD': 'ref: refs/heads/main\n',
			'refs.bib': book('fog1999', 'Fog'),
			'notes/a.md': '[@fog1999] [@nobody1]',
			'notes/deep/b.md': '[@fog1999] [@nobody2]',
		});
		const notes = run('check').lines;
		assert.deepEqual(found(notes), ['notes/a.md:1:14: warning [unknown-key]', 'notes/deep/b.md:1:14: warning [unknown-key]']);
		assert.deepEqual(run('check', 'notes').lines, notes);
		assert.deepEqual(
			runIn('notes', 'check').lines.map((line) => `notes/${line}`),
			notes,
		);
		assert.deepEqual(found(runIn('notes/deep', 'check', 'b.md').lines), ['b.md:1:14: warning [unknown-key]']);
	});

	test('checks a file from anywhere against its own project', () => {
		write({
			'p/paper.tex': '\\documentclass{article}\n\\input{parts/one}\n\\bibliography{../lib/refs}\n',
			'p/parts/one.tex': '% !TEX root = ../paper.tex\n\\cite{fog1999,nobody1}\n',
			'lib/refs.bib': book('fog1999', 'Fog'),
			'elsewhere/x.bib': book('nobody1', 'Somebody after all'),
		});
		const { status, lines } = runIn('/', 'check', join(folder, 'p/parts/one.tex'));
		assert.deepEqual(
			[status, lines.map((line) => line.slice(line.lastIndexOf('/')))],
			[1, ['/one.tex:2:15: warning: No paper of the library has the key “nobody1”. [unknown-key]']],
		);
	});

	test('reads no home folder as a whole', () => {
		write({ 'a.md': '---\nbibliography: refs.bib\n---\n\n[@fog1999] [@rain1999]\n', 'refs.bib': book('fog1999', 'Fog') });
		write({ 'deep/other.bib': book('rain1999', 'Rain') });
		const atHome = (...args: readonly string[]) =>
			spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, HOME: folder } });
		const { status, stderr } = atHome('check');
		assert.equal(status, 2);
		assert.match(stderr, /holds far more than one project: name the folders or files/);
		assert.deepEqual(found(atHome('check', 'a.md').stdout.split('\n').slice(0, -1)), ['a.md:5:14: warning [unknown-key]']);
	});

	const faulty = {
		'refs.bib':
			'@book{fog1999,\n  author = {Moor, Ada}\n  title = {Fog over quiet water},\n  publisher = {Harbour},\n  date = {1999},\n}\n',
		'a.md': 'See [@fogg1999, p. 3], [@fog1998] and [@nobody1].\n',
	};
	const fixed = { 'refs.bib': faulty['refs.bib'].replace('Ada}', 'Ada},'), 'a.md': faulty['a.md'].replace('fogg', 'fog') };

	test('fixes slips in keys and in the syntax of entries, and no key of another year', () => {
		write(faulty);
		const { status, lines, stderr } = run('check', '--fix');
		assert.equal(readFileSync(join(folder, 'refs.bib'), 'utf8'), fixed['refs.bib']);
		assert.equal(readFileSync(join(folder, 'a.md'), 'utf8'), fixed['a.md']);
		assert.deepEqual([status, found(lines)], [1, ['a.md:1:25: warning [unknown-key]', 'a.md:1:40: warning [unknown-key]']]);
		assert.equal(stderr, '2 problems fixed.\n2 problems in 1 file; 2 files checked.\n');
	});

	test('shows what it would fix as a diff that patch takes, and changes nothing', function () {
		write(faulty);
		const { status, stdout } = run('check', '--fix', '--dry-run');
		assert.equal(status, 1);
		assert.equal(readFileSync(join(folder, 'a.md'), 'utf8'), faulty['a.md']);
		assert.match(stdout, /^--- a\/a\.md\n\+\+\+ b\/a\.md\n@@ -1,1 \+1,1 @@\n-See \[@fogg1999/);
		if (spawnSync('git', ['--version']).status !== 0) this.skip();
		assert.equal(spawnSync('git', ['apply'], { cwd: folder, input: stdout }).status, 0);
		assert.equal(readFileSync(join(folder, 'refs.bib'), 'utf8'), fixed['refs.bib']);
		assert.equal(readFileSync(join(folder, 'a.md'), 'utf8'), fixed['a.md']);
	});

	test('leaves a file as it was where the disk has no room for what it would be', function () {
		if (process.platform === 'win32') this.skip();
		const large = `${faulty['refs.bib']}\n@comment{${'x'.repeat(60_000)}}\n`;
		write({ 'refs.bib': large });
		// A process that may write no file of more than 16 kB or so fails where it would on a full disk.
		const command = `ulimit -f 32; exec "${process.execPath}" "${program}" check --fix refs.bib`;
		const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
		assert.equal(status, 2, stderr);
		assert.match(stderr, /EFBIG/);
		assert.equal(readFileSync(join(folder, 'refs.bib'), 'utf8'), large);
		assert.deepEqual(readdirSync(folder), ['refs.bib']);
	});

	test('fixes the file that a link leads to, and keeps the link and what the file may be used for', function () {
		if (process.platform === 'win32') this.skip();
		write({ 'shared/refs.bib': faulty['refs.bib'] });
		chmodSync(join(folder, 'shared/refs.bib'), 0o640);
		symlinkSync('shared/refs.bib', join(folder, 'refs.bib'));
		run('check', '--fix', 'refs.bib');
		assert.equal(readFileSync(join(folder, 'shared/refs.bib'), 'utf8'), fixed['refs.bib']);
		assert.ok(lstatSync(join(folder, 'refs.bib')).isSymbolicLink());
		assert.equal(statSync(join(folder, 'shared/refs.bib')).mode & 0o777, 0o640);
	});

	test('leaves files alone that are not in UTF-8', () => {
		const latin1 = Buffer.from(faulty['refs.bib'].replace('Fog', 'F\xf6g'), 'latin1');
		writeFileSync(join(folder, 'refs.bib'), latin1);
		assert.match(run('check', '--fix').stderr, /^refs\.bib is not fixed: it is not in UTF-8, or has changed\.\n0 problems fixed\.\n/);
		assert.deepEqual(readFileSync(join(folder, 'refs.bib')), latin1);
	});

	test('reports what is not in a baseline, wherever the lines have moved and wherever it is started', () => {
		write({ 'sub/a.md': '[@nobody1] [@nobody1]\n', 'old.json': '' });
		assert.equal(run('check', '--write-baseline=old.json').status, 0);
		const { status, stdout, stderr } = run('check', '--baseline=old.json');
		assert.deepEqual([status, stdout, stderr], [0, '', 'No problems, besides 2 of the baseline; 1 file checked.\n']);
		write({ 'sub/a.md': '\n\n[@nobody2] [@nobody1] [@nobody1] [@nobody1]\n' });
		const again = runIn('sub', 'check', '--baseline', '../old.json');
		assert.deepEqual([again.status, found(again.lines)], [1, ['a.md:3:3: warning [unknown-key]', 'a.md:3:36: warning [unknown-key]']]);
	});

	test('prints its help and its version, and runs as a program', () => {
		assert.match(run('--help').stdout, /^Usage: lectern check/);
		assert.match(run('check', '-h').stdout, /--fail-on=SEVERITY/);
		assert.match(run('--version').stdout, /^lectern \d+\.\d+\.\d+\n$/);
		if (process.platform !== 'win32') assert.equal(spawnSync(program, ['--help']).status, 0);
		assert.equal(JSON.parse(readFileSync('package.json', 'utf8')).bin.lectern, 'dist/cli.js');
	});
});
