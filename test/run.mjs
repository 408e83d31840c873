// `npm test`: sets up what is missing, then runs every suite and prints their counts. Built-in modules only, until the
// dependencies are there.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
	installDocutils,
	installEmacs,
	installKakoune,
	installMyst,
	installNeovim,
	installNewNeovim,
	installPandoc,
	installPostgres,
	installTypst,
	installVim,
} from './host/install.mjs';
import { hostSuites, mostFlaky, summaryOf, withOneRetry } from './suites.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const only = process.argv.slice(2);

/** Installs the dependencies where they are missing or older than the lock file. */
function installDependencies() {
	const installed = 'node_modules/.package-lock.json';
	if (existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs) return;
	console.log('Installing dependencies …');
	run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

function run(command, args) {
	execFileSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
}

/** Runs mocha on files and answers its counts; a crash or a suite without a test counts as a failure. */
function mocha(name, args) {
	const report = path.join('test', 'out', `${name}.json`);
	mkdirSync('test/out', { recursive: true });
	rmSync(report, { force: true });
	console.log(`\n== ${name} ==`);
	const program = path.join('node_modules', 'mocha', 'bin', 'mocha.js');
	const { status } = spawnSync(
		process.execPath,
		[program, '--exit', '--ui', 'tdd', '--reporter', 'test/reporter.cjs', '--reporter-option', `file=${report}`, ...args],
		{ stdio: 'inherit' },
	);
	const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { passed: 0, failed: 0, skipped: 0, failures: [] };
	const isWrong = (status !== 0 && counts.failed === 0) || counts.passed + counts.failed === 0;
	return { name, ...counts, failed: counts.failed + (isWrong ? 1 : 0), failures: isWrong ? ['(the suite as a whole)'] : counts.failures };
}

/** A browser in front of a server may fail on a busy machine: a suite that does so is run again once, and what failed only the first time is named. */
function inHost(name) {
	const run = () => mocha(`host-${name}`, [`test/host/suites/${name}.test.mjs`]);
	return { ...withOneRetry(run, () => console.log(`host-${name} failed; running it once more, in a new VS Code`)), name: `host-${name}` };
}

/** What two servers do at the same time may come in another order on a busy machine: the same holds for it as for a browser. */
function inChaos() {
	const run = () => mocha('chaos', ['dist-test/chaos/chaos.test.mjs']);
	return { ...withOneRetry(run, () => console.log('chaos failed; running it once more')), name: 'chaos' };
}

/** Editors and browsers that are driven, and programs that are asked: the same holds for them as for VS Code. */
function inTools() {
	const left = withoutTools.flatMap((file) => ['--ignore', file]);
	const run = () => mocha('tools', ['--timeout', '60000', 'dist-test/tools/**/*.mjs', ...left]);
	return { ...withOneRetry(run, () => console.log('tools failed; running it once more')), name: 'tools' };
}

installDependencies();
console.log('\n== types and lint ==');
run('npm', ['run', '-s', 'check']);
run('npm', ['run', '-s', 'package']);
run(process.execPath, ['esbuild.mjs', '--tests']);

/** Test files of `tools`, with whether the tool that they need is there; without it they are left out. */
const toolTests = Object.entries({
	docutils: installDocutils(),
	emacs: installEmacs(),
	kakoune: installKakoune(),
	myst: installMyst(),
	neovim: installNeovim(),
	newNeovim: installNewNeovim(),
	pandoc: installPandoc(),
	typst: installTypst(),
	vim: installVim(),
});
installPostgres();
const withoutTools = toolTests.filter(([, isThere]) => !isThere).map(([tool]) => `dist-test/tools/${tool}*.test.mjs`);

const suites = {
	unit: () => mocha('unit', ['--timeout', '60000', 'dist-test/unit/**/*.mjs']),
	chaos: inChaos,
	server: () => mocha('server', ['--timeout', '60000', 'dist-test/server/**/*.mjs']),
	...(withoutTools.length < toolTests.length ? { tools: inTools } : {}),
	package: () => mocha('package', ['test/host/package.test.mjs', 'test/host/npmPackage.test.mjs']),
	...Object.fromEntries(hostSuites('test/host/suites').map((name) => [`host: ${name}`, () => inHost(name)])),
};

const results = Object.entries(suites)
	.filter(([name]) => only.length === 0 || only.some((wanted) => name.includes(wanted)))
	.map(([, suite]) => suite());

console.log('\nsuite                       passed  failed  skipped');
for (const { name, passed, failed, skipped } of results)
	console.log(`${name.padEnd(26)} ${String(passed).padStart(7)} ${String(failed).padStart(7)} ${String(skipped).padStart(8)}`);
const { passed, failed, flaky, hasFailed } = summaryOf(results);
if (flaky.length > 0) console.log(`\nflaky, passed only when run again (a run with more than ${mostFlaky} fails):`);
for (const name of flaky) console.log(`  ${name}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(hasFailed ? 1 : 0);
