import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Range } from 'vscode-languageserver';
import { blocksOf, removeFolders, withServer } from './editors.js';

/** What the script wrote down of one note. */
interface NoteAnswers {
	readonly file: string;
	readonly filetype: string;
	readonly card?: string;
	readonly range?: Range;
	readonly definition: string;
	readonly problems: readonly string[];
	readonly offered: readonly string[];
	readonly fixed: string;
	readonly completed: string;
	/** What the list offered by itself. */
	readonly words?: readonly string[];
}

interface Answers {
	readonly failure?: string;
	readonly notes: readonly NoteAnswers[];
	readonly encoding: string;
	readonly refusal: string;
	/** Every buffer's text by its name, after renaming. */
	readonly renamed: Readonly<Record<string, string>>;
}

/** A Neovim, with how it is set up, what is typed in a citation, and what it counts in positions. */
export interface Edition {
	readonly name: string;
	readonly program: string;
	readonly section: string;
	/** Whether the list has to be asked for. */
	readonly asks: boolean;
	readonly words: string;
	readonly encoding: 'utf-8' | 'utf-16';
	readonly sizeOf: (text: string) => number;
}

const bib = '@book{fog1999,\n  author = {Moor, Ada},\n  title = {Fog over quiet water},\n  publisher = {Harbour},\n  date = {1999},\n}\n';
const rain = '@book{rain2001,\n  author = {Birk, Eva},\n  title = {Rain on a tin roof},\n  publisher = {Harbour},\n  date = {2001},\n}\n';

/** A note a markup: its file type in Neovim, its text with a misspelt key, and what is before and behind the words of a citation. */
const notes = [
	['a.md', 'markdown', 'Grüße 🌫 [see @fog1999; @fogg1999].', 'Ü 🌫 [@', ']'],
	['b.tex', 'tex', '\\documentclass{article}\n\\citep[see][3]{fog1999,fogg1999}', '\\cite{', '}'],
	['c.typ', 'typst', 'In @fog1999 and @fogg1999.', '#cite(<', '>)'],
	['d.org', 'org', '[cite/t:@fog1999;@fogg1999]', '[cite:@', ']'],
	['e.rst', 'rst', 'In :cite:t:`fog1999,fogg1999`.', ':cite:`', '`'],
] as const;

const lacking = '---\nbibliography: refs.bib\n---\n\nAs [@chen2016infogan].';

/** Tests a Neovim with the server: what a writer does in each markup, and what comes of it. */
export function neovimSuite({ name: what, program, section, asks, words, encoding, sizeOf }: Edition): void {
	suite(what, function () {
		this.timeout(120_000);
		const folders: string[] = [];
		let answers: Answers;
		suiteSetup(function () {
			if (spawnSync(program, ['--version']).status !== 0) this.skip();
			const notesFolder = mkdtempSync(join(tmpdir(), 'lectern-neovim-'));
			const home = mkdtempSync(join(tmpdir(), 'lectern-neovim-home-'));
			folders.push(notesFolder, home);
			writeFileSync(join(notesFolder, 'refs.bib'), bib + rain);
			for (const [name, , text] of notes) writeFileSync(join(notesFolder, name), `${text}\n`);
			writeFileSync(join(notesFolder, 'closed.md'), 'Never opened: @fog1999.\n');
			writeFileSync(join(notesFolder, 'lacking.md'), `${lacking}\n`);
			writeFileSync(join(home, 'init.lua'), withServer(blocksOf(section, 'lua').join('\n')));
			const job = {
				notes: notes.map(([file, , , before, after]) => ({ file, before, after })),
				words,
				asks,
				key: 'fog1999',
				misspelt: 'fogg1999',
				lacking: { file: 'lacking.md', key: 'chen2016infogan' },
				newKey: 'mist_1',
				taken: 'rain2001',
			};
			writeFileSync(join(home, 'job.json'), JSON.stringify(job));
			const script = resolve('test/fixtures/neovim/drive.lua');
			const { status, stdout, stderr } = spawnSync(
				program,
				['--headless', '-n', '-i', 'NONE', '-u', join(home, 'init.lua'), '-c', `luafile ${script}`],
				{
					cwd: notesFolder,
					encoding: 'utf8',
					timeout: 110_000,
					env: {
						...process.env,
						HOME: home,
						XDG_CONFIG_HOME: home,
						XDG_DATA_HOME: home,
						XDG_CACHE_HOME: home,
						XDG_STATE_HOME: home,
						LECTERN_JOB: join(home, 'job.json'),
						LECTERN_ANSWERS: join(home, 'answers.json'),
					},
				},
			);
			assert.ok(existsSync(join(home, 'answers.json')), `${status} ${stdout} ${stderr}`);
			answers = JSON.parse(readFileSync(join(home, 'answers.json'), 'utf8'));
			assert.equal(answers.failure, undefined);
		});
		suiteTeardown(() => removeFolders(folders));

		for (const [index, [name, filetype, text, before, after]] of notes.entries())
			suite(name, () => {
				const lines = text.split('\n');
				const line = lines.findIndex((each) => each.includes('fog1999'));
				const answer = () => answers.notes[index]!;

				test(`is ${filetype}, and hovers the key alone`, () => {
					assert.equal(answer().filetype, filetype);
					assert.match(answer().card ?? '', /\*\*Fog over quiet water\*\*/);
					const character = sizeOf(lines[line]!.slice(0, lines[line]!.indexOf('fog1999')));
					assert.deepEqual(answer().range, { start: { line, character }, end: { line, character: character + 7 } });
				});

				test('goes to the entry', () => {
					assert.equal(answer().definition, 'refs.bib:1:7');
				});

				test('shows the unknown key and fixes it', () => {
					// Neovim counts in bytes.
					const column = Buffer.byteLength(lines[line]!.slice(0, lines[line]!.indexOf('fogg1999')));
					assert.deepEqual(answer().problems, [`unknown-key ${line + 1}:${column}-${column + 8}`]);
					assert.match(answer().offered[0]!, /fog1999/);
					assert.equal(answer().fixed, text.replace('fogg1999', 'fog1999'));
				});

				test(`completes “${words}”, typed letter by letter`, () => {
					if (!asks) assert.deepEqual(answer().words, ['fog1999']);
					assert.equal(answer().completed, `${before}fog1999${after}`);
				});

				test('has the new key everywhere after renaming', () => {
					const written = `${text.replace('fogg1999', 'fog1999')}\n${before}fog1999${after}`;
					assert.equal(answers.renamed[name], written.replaceAll('fog1999', 'mist_1'));
				});
			});

		test(`counts in ${encoding}`, () => {
			assert.equal(answers.encoding, encoding);
		});

		test('adds an entry that is lacking', () => {
			const [entries, added] = answers.renamed['refs.bib']!.split('\n@inproceedings{chen2016infogan,');
			assert.equal(entries!.trimEnd(), (bib + rain).trimEnd().replace('fog1999', 'mist_1'));
			assert.match(added!, /title *= *\{+InfoGAN/);
		});

		test('renames in a note that was not open', () => {
			assert.equal(answers.renamed['closed.md'], 'Never opened: @mist_1.');
		});

		test('says why a key cannot be renamed', () => {
			assert.match(answers.refusal, /“rain2001” is already the key of “Rain on a tin roof” \(refs\.bib\)/);
		});
	});
}
