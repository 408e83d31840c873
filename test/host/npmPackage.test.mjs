// The npm package as users get it: packed, installed into an empty folder, and run there as programs, as an Action and as a hook.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { parse } from 'yaml';

const allowed = [
	/^(LICENSE|README\.md|package\.json)$/,
	/^dist\/(cli|engine|languageServer|mathjax|references|server|citeproc)\.js$/,
	/^dist\/(corpus|corpusTexts|package)\.json$/,
	/^dist\/(citeproc\.LICENSE|mathjax\.LICENSE|ThirdPartyNotices)\.txt$/,
	/^docs\/(check|editors|models)\.md$/,
	/^l10n\/bundle\.l10n\.[a-z-]+\.json$/,
	/^media\/csl\/([a-z-]+\.csl|locales-[a-z]{2}-[A-Z]{2}\.xml|LICENSE\.md)$/,
];
const isWindows = process.platform === 'win32';

suite('the npm package', function () {
	this.timeout(180_000);
	let folder;
	let packed;
	let environment;
	const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
	suiteSetup(() => {
		folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'lectern-npm-')));
		const npm = (...args) => execFileSync('npm', args, { encoding: 'utf8', shell: isWindows, stdio: ['ignore', 'pipe', 'ignore'] });
		const output = npm('pack', '--json', '--pack-destination', folder);
		[packed] = JSON.parse(output.slice(output.search(/^\[/m)));
		npm(
			'install',
			'--global',
			'--offline',
			'--no-audit',
			'--no-fund',
			'--prefix',
			path.join(folder, 'prefix'),
			path.join(folder, packed.filename),
		);
		const bin = path.join(folder, 'prefix', isWindows ? '' : 'bin');
		environment = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, XDG_CACHE_HOME: path.join(folder, 'cache') };
	});
	suiteTeardown(() => rmSync(folder, { recursive: true }));

	/** A repository with one wrong citation. */
	const repository = (name) => {
		const at = path.join(folder, name);
		mkdirSync(path.join(at, '.git'), { recursive: true });
		mkdirSync(path.join(at, 'notes'));
		writeFileSync(
			path.join(at, 'refs.bib'),
			'@book{fog1999,\n  author = {Moor, Ada},\n  title = {Fog},\n  publisher = {Harbour},\n  date = {1999},\n}\n',
		);
		writeFileSync(path.join(at, 'notes', 'a.md'), 'See [@fog1999] and [@fogg1999].\n');
		writeFileSync(path.join(at, 'x.txt'), '');
		return at;
	};
	const run = (command, args, cwd) => spawnSync(command, args, { cwd, env: environment, encoding: 'utf8', shell: isWindows });

	test('holds what its programs load, and nothing else', () => {
		const files = packed.files.map((file) => file.path);
		assert.deepEqual(
			files.filter((file) => !allowed.some((pattern) => pattern.test(file))),
			[],
		);
		for (const pattern of allowed)
			assert.ok(
				files.some((file) => pattern.test(file)),
				String(pattern),
			);
		assert.ok(packed.size <= 4_000_000, `${packed.size} bytes`);
		assert.equal(statSync(path.join(folder, packed.filename)).size, packed.size);
	});

	test('needs no other package', () => {
		const { dependencies, bin, private: isPrivate } = JSON.parse(readFileSync('package.json', 'utf8'));
		assert.deepEqual([dependencies ?? {}, isPrivate ?? false], [{}, false]);
		assert.deepEqual(Object.keys(bin), ['lectern', 'lectern-language-server']);
	});

	test('checks, and says its version and its help', () => {
		const at = repository('checked');
		const { status, stdout } = run('lectern', ['check'], at);
		assert.equal(status, 1);
		assert.match(stdout, /^notes\/a\.md:1:22: warning: .*“fogg1999”\. \[unknown-key\]\n$/);
		assert.equal(run('lectern', ['--version'], at).stdout, `lectern ${version}\n`);
		assert.equal(run('lectern-language-server', ['--version'], at).stdout, `lectern-language-server ${version}\n`);
		assert.match(run('lectern', ['server', '--help'], at).stdout, /^Usage: lectern-language-server --stdio/);
		assert.match(run('lectern', ['--help'], at).stdout, /^Usage: lectern check/);
	});

	for (const [command, ...args] of [
		['lectern-language-server', '--stdio'],
		['lectern', 'server', '--stdio'],
		['lectern', 'server'],
	])
		test(`serves editors as ${[command, ...args].join(' ')}`, async () => {
			const child = spawn(command, args, { env: environment, shell: isWindows });
			const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
			connection.listen();
			const answer = await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
			assert.equal(answer.serverInfo.name, 'lectern');
			assert.equal(answer.serverInfo.version, version);
			await connection.sendRequest('shutdown');
			const gone = new Promise((resolve) => child.once('exit', resolve));
			connection.sendNotification('exit');
			assert.equal(await gone, 0);
			connection.dispose();
		});

	test('runs as a GitHub Action, with annotations and the inputs of its workflow', function () {
		if (spawnSync('bash', ['--version']).status !== 0) this.skip();
		const at = repository('action');
		const { inputs, runs } = parse(readFileSync('action.yml', 'utf8'));
		/** Runs the steps as a runner does: inputs only come in by variables. */
		const act = (given, steps = ['Check']) => {
			const values = { 'github.action_path': path.resolve('.') };
			for (const [name, { default: usual }] of Object.entries(inputs)) values[`inputs.${name}`] = given[name] ?? usual;
			const filled = (text) => String(text).replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name) => values[name]);
			let last;
			for (const { run: script, env, 'working-directory': cwd = '.' } of runs.steps.filter(({ name }) => steps.includes(name))) {
				assert.ok(!script.includes('${{'), 'no expression is pasted into a script');
				const own = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value)]));
				const variables = {
					...environment,
					...own,
					GITHUB_WORKSPACE: at,
					npm_config_prefix: path.join(folder, 'prefix'),
					npm_config_offline: 'true',
				};
				last = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script], {
					cwd: path.join(at, filled(cwd)),
					env: variables,
					encoding: 'utf8',
				});
				if (last.status !== 0) break;
			}
			return last;
		};
		const tarball = { package: path.join(folder, packed.filename) };
		const annotation = '::warning file=notes/a.md,line=1,endLine=1,col=22,endColumn=30,title=unknown-key::';
		assert.equal(act(tarball, ['Install']).status, 0);
		for (const given of [{}, { paths: 'notes refs.bib' }, { 'working-directory': 'notes' }]) {
			const { status, stdout, stderr } = act({ ...tarball, ...given });
			assert.equal(status, 1, stderr);
			assert.ok(stdout.startsWith(annotation), stdout);
		}
		assert.equal(act({ ...tarball, 'fail-on': 'error' }).status, 0);
		assert.equal(act({ ...tarball, severity: 'unknown-key=off\nmissing-field=off\n' }).stdout, '');
		assert.equal(act({ ...tarball, paths: 'nowhere' }).status, 2);
		run('lectern', ['check', '--write-baseline=old.json'], at);
		assert.equal(act({ ...tarball, baseline: 'old.json' }).status, 0);
	});

	test('runs as a pre-commit hook on the staged files that it handles', () => {
		const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8'));
		assert.deepEqual(
			hooks.map(({ id }) => id),
			['lectern-check', 'lectern-fix'],
		);
		/** Runs a hook as pre-commit does: on the staged files whose names fit. */
		const hook = (id, at, staged) => {
			const { entry, files, language } = hooks.find((each) => each.id === id);
			assert.equal(language, 'node');
			const [command, ...args] = entry.split(' ');
			return run(command, [...args, ...staged.filter((name) => new RegExp(files).test(name))], at);
		};
		const at = repository('hook');
		assert.equal(hook('lectern-check', at, ['refs.bib', 'x.txt']).status, 0);
		assert.equal(hook('lectern-check', at, ['notes/a.md', 'refs.bib', 'x.txt']).status, 1);
		assert.equal(hook('lectern-fix', at, ['notes/a.md']).status, 0);
		assert.equal(readFileSync(path.join(at, 'notes', 'a.md'), 'utf8'), 'See [@fog1999] and [@fog1999].\n');
		for (const name of [
			'a.md',
			'a.markdown',
			'a.qmd',
			'a.Rmd',
			'a.rmd',
			'a.ipynb',
			'a.tex',
			'a.ltx',
			'a.Rnw',
			'a.snw',
			'a.typ',
			'a.org',
			'a.rst',
			'a.bib',
			'a.ris',
			'a.json',
			'a.yaml',
			'a.yml',
		])
			for (const { files } of hooks) assert.match(name, new RegExp(files));
	});
});
