// Measures how well the tests notice faults: StrykerJS puts one small fault (a mutant) at a time into a module and runs the tests near it.
// `npm run mutants` measures every module below, `npm run mutants -- MODULE…` some of them; `-- --table` prints the last results again.
// Results are kept in test/out/mutants/, one file per module.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Stryker } from '@stryker-mutator/core';

/**
 * What is measured. `files` are the files below server/engine/ that get the faults. `tests` are the tests below test/unit/engine/ that have to
 * notice, by the beginnings of their paths, the nearest first: a mutant is done with the first test that fails. Tests farther away would
 * notice some more, but not for a reason that helps to find the fault. `without` names a test that only measures how long something takes.
 */
const modules = {
	'bibtex-scan': {
		files: ['library/formats/bibtex/scan.ts'],
		tests: ['scan.', 'read.', 'decode.'].map((name) => `library/formats/bibtex/${name}`),
		without: 'does not read nonsense over and over',
	},
	'bibtex-decode': {
		files: ['library/formats/bibtex/decode.ts'],
		tests: ['decode.', 'read.', 'inherit.'].map((name) => `library/formats/bibtex/${name}`),
	},
	'names-table': {
		files: ['automaton', 'entered', 'forms', 'words'].map((name) => `documents/mentions/${name}.ts`),
		tests: [
			'automaton.',
			'longest.',
			'forms.',
			'spelled.',
			'authorYear.',
			'evidence.',
			'docsExamples.',
			'findable.',
			'entered.',
			'words.',
		].map((name) => `documents/mentions/${name}`),
	},
	'names-judged': {
		files: ['fitting', 'recognise', 'strictness'].map((name) => `documents/mentions/${name}.ts`),
		tests: ['spelled.', 'longest.', 'capitals.', 'forms.', 'authorYear.', 'evidence.', 'docsExamples.', 'findable.', 'bundled.'].map(
			(name) => `documents/mentions/${name}`,
		),
	},
	'author-year': {
		files: ['documents/mentions/authorYear.ts', 'documents/mentions/years.ts'],
		tests: ['authorYear.', 'recognise.'].map((name) => `documents/mentions/${name}`),
	},
	ranking: {
		files: ['library/search/best.ts', 'library/ranking.ts', 'library/keyFor.ts'],
		tests: ['library/search/best.', 'library/ranking.', 'library/keyFor.', 'library/search/search.', 'features/completion.'],
	},
	merge: {
		files: ['library/merge.ts', 'library/index/identity.ts', 'library/index/duplicateGroups.ts'],
		tests: ['library/merge.', 'library/index/identity.', 'library/index/duplicateGroups.', 'library/inheritedIdentity.'],
	},
	citeWithEntry: { files: ['features/citeWithEntry.ts'], tests: ['features/citeWithEntry.'] },
	bibliography: {
		files: ['documents/bibliography.ts'],
		tests: ['documents/bibliography.', 'features/missingBibliographies.', 'features/documentLinks.'],
	},
	diagnostics: { files: ['features/diagnostics.ts'], tests: ['features/diagnostics.'] },
	guards: { files: ['render/guards.ts'], tests: ['render/guards.'] },
	escape: { files: ['render/escape.ts'], tests: ['render/escape.', 'render/bibtex.'] },
};

/** A module's tests below test/, without their endings, in its order. */
function testsOf({ tests }) {
	const all = readdirSync('test/unit/engine', { recursive: true })
		.map((name) => String(name).replaceAll(path.sep, '/'))
		.filter((name) => name.endsWith('.test.ts'));
	const rank = (name) => tests.findIndex((beginning) => name.startsWith(beginning));
	const near = all.filter((name) => rank(name) >= 0).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
	return near.map((name) => `unit/engine/${name.replace(/\.ts$/, '')}`);
}

const results = path.join('test', 'out', 'mutants');

/** How the tests are bundled, as esbuild.mjs does it. */
const bundling = '--bundle --platform=node --format=esm --packages=external --outdir=dist-test --outbase=test --out-extension:.js=.mjs';

/** Puts the faults into a module and runs its tests; writes what came of it to the folder of results. */
async function measure(name) {
	const { files, without } = modules[name];
	const near = testsOf(modules[name]);
	const stryker = new Stryker({
		mutate: files.map((file) => `server/engine/${file}`),
		// One build serves all mutants of a module: which of them is active is decided at run time.
		buildCommand: `esbuild ${near.map((name) => `test/${name}.ts`).join(' ')} ${bundling}`,
		testRunner: 'mocha',
		mochaOptions: {
			config: '',
			ui: 'tdd',
			spec: near.map((each) => `dist-test/${each}.mjs`),
			...(without && { grep: `^(?!.*${without})` }),
		},
		plugins: ['@stryker-mutator/mocha-runner'],
		coverageAnalysis: 'perTest',
		// A fault in what runs once when a module is loaded, such as a table, would need a process of its own.
		ignoreStatic: true,
		concurrency: 1,
		// For mutants that loop for ever; most are stopped earlier, by counting.
		timeoutMS: 10_000,
		ignorePatterns: ['.test-host', '.tsbuild', 'dist', 'dist-test', 'test/out', '*.vsix'],
		tsconfigFile: 'none',
		checkers: [],
		reporters: process.stdout.isTTY ? ['progress'] : [],
		logLevel: 'error',
		fileLogLevel: 'off',
		cleanTempDir: 'always',
		tempDirName: path.join('.tsbuild', 'stryker'),
		allowConsoleColors: false,
	});
	const mutants = await stryker.runMutationTest();
	mkdirSync(results, { recursive: true });
	writeFileSync(path.join(results, `${name}.json`), JSON.stringify(mutants.map(described), undefined, '\t'));
}

/** What a result keeps of a mutant: where it is (lines and columns from one), what it put there, and what came of it. */
const described = ({ fileName, location, replacement, mutatorName, status, killedBy }) => ({
	file: path.relative('.', fileName),
	line: location.start.line,
	column: location.start.column,
	endLine: location.end.line,
	endColumn: location.end.column,
	replacement,
	mutatorName,
	status,
	killedBy,
});

/** A result's figures. What no test reaches counts as survived; what runs only at loading, or does not compile, is left out. */
function figuresOf(mutants) {
	const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
	const killed = count('Killed', 'Timeout');
	const survived = count('Survived', 'NoCoverage');
	return { killed, survived, untested: count('NoCoverage'), leftOut: mutants.length - killed - survived };
}

/** The part of a file that a mutant replaces, in one line. */
function original({ file, line, column, endLine, endColumn }) {
	const lines = readFileSync(file, 'utf8')
		.split('\n')
		.slice(line - 1, endLine);
	lines[lines.length - 1] = lines.at(-1).slice(0, endColumn - 1);
	lines[0] = lines[0].slice(column - 1);
	return oneLine(lines.join('\n'));
}

const oneLine = (text) => {
	const short = text.replaceAll(/\s+/g, ' ');
	return short.length > 70 ? `${short.slice(0, 69)}…` : short;
};

const read = (name) => JSON.parse(readFileSync(path.join(results, `${name}.json`), 'utf8'));

function printSurvivors(name) {
	for (const mutant of read(name)) {
		if (mutant.status !== 'Survived' && mutant.status !== 'NoCoverage') continue;
		const place = `${mutant.file}:${mutant.line}:${mutant.column}`;
		console.log(`${place} ${mutant.status === 'NoCoverage' ? '(no test) ' : ''}${original(mutant)} → ${oneLine(mutant.replacement)}`);
	}
}

/** Prints the figures of every module that has been measured. */
function printTable() {
	const measured = Object.keys(modules).filter((name) => readdirSync(results).includes(`${name}.json`));
	const all = measured.flatMap(read);
	console.log(['module', 'killed', 'survived', 'no test', 'left out', 'score'].map(column).join(''));
	for (const [name, mutants] of [...measured.map((each) => [each, read(each)]), ['all', all]]) {
		const { killed, survived, untested, leftOut } = figuresOf(mutants);
		const score = `${((100 * killed) / Math.max(1, killed + survived)).toFixed(1)} %`;
		console.log([name, killed, survived, untested, leftOut, score].map(column).join(''));
	}
}

const column = (cell, index) => (index === 0 ? String(cell).padEnd(16) : String(cell).padStart(10));

const asked = process.argv.slice(2).filter((argument) => argument !== '--table');
const unknown = asked.filter((name) => !(name in modules));
if (unknown.length > 0) {
	console.error(`No such module: ${unknown.join(', ')}. There are: ${Object.keys(modules).join(', ')}.`);
	process.exit(1);
}
if (!process.argv.includes('--table'))
	for (const name of asked.length > 0 ? asked : Object.keys(modules)) {
		await measure(name);
		printSurvivors(name);
	}
printTable();
