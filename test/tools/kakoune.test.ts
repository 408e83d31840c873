import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { blocksOf, removeFolders, withServer } from './editors.js';
import { Kakoune } from './kakoune.js';
import { cited, expected, filesIn, lacking, makeNotes, misspelt, newKey, until } from './writing.js';

const kakLsp = resolve('.test-host/kak-lsp/bin');

suite('Kakoune with kak-lsp', function () {
	this.timeout(120_000);
	let folders: readonly string[] = [];
	let files: ReturnType<typeof filesIn>;
	let kakoune: Kakoune;

	suiteSetup(async function () {
		if (spawnSync('kak', ['-version']).status !== 0 || spawnSync(join(kakLsp, 'kak-lsp'), ['--version']).status !== 0) this.skip();
		const notes = makeNotes();
		// Sockets have short paths.
		const home = mkdtempSync(join(tmpdir(), 'kak-'));
		folders = [notes, home];
		mkdirSync(join(home, 'kak'));
		mkdirSync(join(home, 'run'), { mode: 0o700 });
		writeFileSync(join(home, 'kak', 'kakrc'), withServer(blocksOf('Kakoune', 'kak').join('\n')));
		kakoune = new Kakoune(['note.md'], notes, {
			...process.env,
			HOME: home,
			XDG_CONFIG_HOME: home,
			XDG_CACHE_HOME: home,
			XDG_RUNTIME_DIR: join(home, 'run'),
			TMPDIR: join(home, 'run'),
			PATH: kakLsp + delimiter + process.env.PATH,
		});
		const waitFor = <T>(ask: () => T | undefined | false) => until(ask, () => [kakoune.lines, kakoune.menu, kakoune.status]);
		const shows = (text: string) => waitFor(() => kakoune.lines.some((line) => line.includes(text)));
		const isGone = (text: string) => waitFor(() => kakoune.lines.length > 0 && !kakoune.lines.some((line) => line.includes(text)));
		/** Chooses the action with a title from the menu. */
		const act = async (title: string) => {
			kakoune.command('lsp-code-actions');
			await waitFor(() => kakoune.menu.some((row) => row.includes(title)));
			kakoune.keys(...title);
			await waitFor(() => kakoune.menu.length > 0 && kakoune.menu.every((row) => row.includes(title)));
			kakoune.keys('<tab>', '<ret>');
		};

		// A sign before the line shows the problem.
		await waitFor(() => /^!/.test(kakoune.lines[0] ?? ''));
		kakoune.keys('/', ...misspelt, '<ret>');
		await act('Change to “fog1999”');
		await isGone(misspelt);

		kakoune.keys('g', 'e', 'o');
		let typed: string = cited.before.slice(0, 1);
		for (const letter of (cited.before + cited.words).slice(1)) {
			kakoune.keys(...(typed.length === 1 ? [typed, letter] : [letter]));
			typed += letter;
			await shows(typed);
		}
		await waitFor(() => kakoune.menu.length === 1 && /^Fog over quiet water · Moor 1999 /.test(kakoune.menu[0]!));
		kakoune.keys('<c-n>', ...cited.after);
		await shows(`[@fog1999${cited.after}`);
		kakoune.keys('<esc>');

		kakoune.command('edit lacking.md');
		await shows(lacking);
		kakoune.keys('/', ...lacking, '<ret>');
		await act(`Add “${lacking}” to refs.bib`);
		// What no buffer holds is written into the file.
		await waitFor(() => filesIn(notes)['refs.bib']!.includes(`@inproceedings{${lacking}`));

		kakoune.command('buffer note.md');
		await shows('Grüße');
		kakoune.keys('g', 'g', '/', ...'fog1999', '<ret>');
		kakoune.command(`lsp-rename ${newKey}`);
		await shows(newKey);
		await isGone('fog1999');
		kakoune.command('write-all');
		await waitFor(() => Object.values(filesIn(notes)).every((text) => !text.includes('fog1999')));
		files = filesIn(notes);
	});
	suiteTeardown(async () => {
		await kakoune?.end();
		await removeFolders(folders);
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
