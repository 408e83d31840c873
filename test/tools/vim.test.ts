import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { removeFolders } from './editors.js';
import { cited, expected, filesIn, lacking, makeNotes, misspelt, newKey, until } from './writing.js';

/** What Vim writes down again and again of what a user sees. */
interface Shown {
	readonly mode: string;
	readonly file: string;
	readonly line: string;
	readonly rows: readonly string[];
	readonly problems: readonly string[];
	readonly encoding: string;
	readonly message: string;
}

suite('Vim with a plain client', function () {
	this.timeout(120_000);
	let folders: readonly string[] = [];
	let files: ReturnType<typeof filesIn>;
	let vim: ChildProcess;
	const seen: Shown[] = [];

	suiteSetup(async function () {
		if (spawnSync('vim', ['--version']).status !== 0) this.skip();
		const notes = makeNotes();
		const home = mkdtempSync(join(tmpdir(), 'lectern-vim-'));
		folders = [notes, home];
		const state = join(home, 'shown.json');
		writeFileSync(
			join(home, 'vimrc'),
			`set nocompatible encoding=utf-8 hidden noswapfile
filetype plugin on
source ${resolve('test/fixtures/vim/client.vim')}
call LspStart(['${process.execPath}', '${resolve('dist/server.js')}', '--stdio'])
function Show(timer) abort
  let l:shown = {'mode': mode(), 'file': expand('%:t'), 'line': getline('.'), 'encoding': g:lsp_encoding, 'message': v:errmsg,
        \\ 'rows': complete_info(['items']).items->mapnew({_, item -> item.abbr}), 'problems': LspProblems()->mapnew({_, each -> each.code})}
  call writefile([json_encode(l:shown)], '${state}.new')
  call rename('${state}.new', '${state}')
endfunction
call timer_start(20, 'Show', {'repeat': -1})
`,
		);
		vim = spawn('vim', ['--not-a-term', '-T', 'dumb', '-i', 'NONE', '-u', join(home, 'vimrc'), 'note.md'], {
			cwd: notes,
			env: { ...process.env, HOME: home, XDG_CACHE_HOME: home, LC_ALL: 'C.UTF-8' },
			stdio: ['pipe', 'ignore', 'ignore'],
		});
		const type = (keys: string) => vim.stdin!.write(keys);
		const shown = (): Shown | undefined => {
			try {
				return JSON.parse(readFileSync(state, 'utf8')) as Shown;
			} catch {
				// Not written yet.
				return undefined;
			}
		};
		const waitFor = async (isGood: (now: Shown) => boolean) => {
			seen.push(
				await until(
					() => {
						const now = shown();
						return now && isGood(now) && now;
					},
					() => [String(isGood), shown()],
				),
			);
		};

		await waitFor(({ problems }) => problems.length > 0);
		type(`/${misspelt}\r:LspFix Change to\r`);
		await waitFor(({ line }) => line.includes('fog1999') && !line.includes(misspelt));

		type('Go');
		let typed = '';
		for (const letter of cited.before + cited.words) {
			type(letter);
			typed += letter;
			await waitFor(({ line }) => line === typed);
		}
		// Ctrl+X Ctrl+O asks; a row that is alone is taken at once.
		type('\x18\x0f');
		await waitFor(({ line }) => line !== typed);
		type(`${cited.after}\x1b`);
		await waitFor(({ mode }) => mode === 'n');

		type(':edit lacking.md\r');
		await waitFor(({ file }) => file === 'lacking.md');
		type(`/${lacking}\r:LspFix Add “${lacking}” to refs.bib\r`);
		type(':buffer note.md\r');
		await waitFor(({ file }) => file === 'note.md');
		type(`gg/fog1999\r:LspRename ${newKey}\r`);
		await waitFor(({ line }) => line.includes(newKey));
		type(':wall\r');
		await until(
			() => Object.values(filesIn(notes)).every((text) => !text.includes('fog1999')),
			() => [shown(), filesIn(notes)],
		);
		files = filesIn(notes);
	});
	suiteTeardown(() => {
		vim?.kill();
		return removeFolders(folders);
	});

	test('agrees to count code points', () => {
		assert.equal(seen[0]!.encoding, 'utf-32');
	});

	test('fixes a misspelt key, and completes words of the title and the author, typed letter by letter', () => {
		expected.fixedAndCited(files);
	});

	test('adds an entry that is lacking', () => {
		expected.added(files);
	});

	test('renames in all files, open or not', () => {
		expected.renamed(files);
	});
});
