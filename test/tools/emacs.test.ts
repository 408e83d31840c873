import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { blocksOf, removeFolders, withServer } from './editors.js';

interface Answers {
	readonly problems: readonly string[];
	readonly oneWord: string;
	readonly twoWords: string;
	readonly keyLast: string;
	readonly otherOrder: string;
	readonly fixed: string;
	readonly renamed: Readonly<Record<string, string>>;
}

const bib = '@book{fog1999,\n  author = {Moor, Ada},\n  title = {Fog over quiet water},\n  publisher = {Harbour},\n  date = {1999},\n}\n';
const initialise = ['-q', '--batch', '--eval', '(require (quote package))', '-f', 'package-initialize'];

suite('Emacs with eglot', function () {
	this.timeout(90_000);
	const folders: string[] = [];
	let answers: Answers;
	suiteSetup(function () {
		if (spawnSync('emacs', [...initialise, '--eval', '(require (quote eglot))']).status !== 0) this.skip();
		const [notes, home] = ['notes', 'home'].map((name) => mkdtempSync(join(tmpdir(), `lectern-emacs-${name}-`))) as [string, string];
		folders.push(notes, home);
		writeFileSync(join(notes, 'refs.bib'), bib);
		writeFileSync(join(notes, 'paper.tex'), '\\documentclass{article}\n\\bibliography{refs}\n\\cite{fog1999,fogg1999}\n');
		writeFileSync(join(notes, 'closed.md'), 'As @fog1999.\n');
		writeFileSync(join(notes, 'lacking.tex'), '\\documentclass{article}\n\\bibliography{refs}\n\\cite{chen2016infogan}\n');
		// The configuration is the one that docs/editors.md gives, with the program of this checkout.
		writeFileSync(join(home, 'init.el'), withServer(blocksOf('Emacs (eglot)', 'elisp').join('\n')));
		const args = [...initialise, '-l', join(home, 'init.el'), '-l', resolve('test/fixtures/emacs/drive.el')];
		const { status, stderr } = spawnSync('emacs', args, {
			cwd: notes,
			encoding: 'utf8',
			timeout: 80_000,
			env: { ...process.env, HOME: home, XDG_CACHE_HOME: home, LECTERN_ANSWERS: join(home, 'answers.json') },
		});
		assert.ok(existsSync(join(home, 'answers.json')), `${status} ${stderr}`);
		answers = JSON.parse(readFileSync(join(home, 'answers.json'), 'utf8'));
	});
	suiteTeardown(() => removeFolders(folders));

	test('shows the unknown key and fixes it', () => {
		assert.equal(answers.problems.length, 1);
		assert.match(answers.problems[0]!, /“fogg1999”/);
		assert.equal(answers.fixed, '\\cite{fog1999,fog1999}');
	});

	for (const [what, typed] of [
		['oneWord', 'quiet'],
		['twoWords', 'quiet fog'],
		['keyLast', 'moor fog'],
		['otherOrder', 'fog qui'],
	] as const)
		test(`completes “${typed}”, which is not how the key begins`, () => {
			assert.equal(answers[what], '\\cite{fog1999}');
		});

	test('adds an entry that is lacking', () => {
		assert.match(answers.renamed['refs.bib']!, /\n@inproceedings\{chen2016infogan,[\s\S]*title *= *\{+InfoGAN/);
	});

	test('renames in all files, open or not', () => {
		const { 'paper.tex': paper, 'refs.bib': entries, 'closed.md': closed } = answers.renamed;
		assert.match(paper!, /\\cite\{mist,mist\}/);
		assert.doesNotMatch(paper!, /fog1999/);
		assert.equal(entries!.split('\n@inproceedings')[0]!.trimEnd(), bib.trimEnd().replace('fog1999', 'mist'));
		assert.equal(closed, 'As @mist.\n');
	});
});
