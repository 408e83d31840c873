import assert from 'node:assert/strict';
import { type FileSystem, noting, SkippedFiles } from '../../../../server/engine/base/files.js';
import { silentLog } from '../../../../server/engine/base/log.js';
import { spansNaming } from '../../../../server/engine/documents/notedMentions.js';
import { createNoteFiles } from '../../../../server/engine/documents/noteFiles.js';
import { NoteIndex } from '../../../../server/engine/documents/noteIndex.js';
import { ProjectFiles } from '../../../../server/engine/documents/project/projectFiles.js';
import { createLibraryFiles } from '../../../../server/engine/library/libraryFiles.js';
import { NameFiles } from '../../../../server/engine/library/nameFiles.js';
import { ReadingFiles } from '../../../../server/engine/library/readingFiles.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';
import { WorkspaceFiles, type WorkspaceRules } from '../../../../server/engine/workspace/workspaceFiles.js';
import { corpusStore } from '../../corpusLibrary.js';

const root = 'file:///w';
const uriOf = (path: string) => `${root}/${path}`;
const entry = (key: string) => `@book{${key}, title = {About ${key}}, year = {2001}}\n`;
const everything: WorkspaceRules = { include: ['**'], exclude: [], libraryFiles: [] };

/** A workspace over files in memory, by their paths; a file that is `unreadable` can neither be read nor asked about. */
function workspaceOf(texts: Record<string, string>, store = createLibraryStore()) {
	const unreadable = new Set<string>();
	const open = new Set<string>();
	const openTexts: Record<string, string> = {};
	const cited: string[] = [];
	const reported: string[] = [];
	const reads: string[] = [];
	let waiting: Promise<void> = Promise.resolve();
	let held = /^$/;
	let version = 1;
	const pathOf = (uri: string) => uri.replace(`${root}/`, '').replace(root, '');
	const refuse = (path: string) => {
		if (unreadable.has(path)) throw Object.assign(new Error('permission denied'), { code: 'EACCES' });
	};
	const files: FileSystem = {
		read: async (uri) => {
			const path = pathOf(uri);
			reads.push(path);
			if (held.test(path)) await waiting;
			refuse(path);
			if (texts[path] === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
			return new TextEncoder().encode(texts[path]);
		},
		stat: async (uri) => {
			const path = pathOf(uri);
			refuse(path);
			if (texts[path] === undefined) return undefined;
			const identity = /^links\/(?<file>[a-z]+)/.exec(path)?.groups?.file;
			return { size: texts[path].length, modified: version, ...(identity !== undefined && { identity }) };
		},
		readFolder: async (uri) => {
			const folder = pathOf(uri);
			const inside = Object.keys(texts).filter((path) => folder === '' || path.startsWith(`${folder}/`));
			const names = inside.map((path) => path.slice(folder === '' ? 0 : folder.length + 1));
			return [...new Set(names.map((name) => name.split('/')[0]!))].map((name) => ({ name, isFolder: !names.includes(name) }));
		},
	};
	const skipped = new SkippedFiles();
	const noted = noting(files, skipped);
	const notes = new NoteIndex();
	const project = new ProjectFiles();
	const readings = new ReadingFiles();
	let changes = 0;
	const workspace = new WorkspaceFiles(
		{
			store,
			notes,
			project,
			readings,
			names: new NameFiles(),
			files: noted,
			log: silentLog,
			libraryFiles: createLibraryFiles(store, noted, undefined),
			noteFiles: createNoteFiles(notes, noted, undefined, ''),
		},
		{
			isOpen: (uri) => open.has(pathOf(uri)),
			textOf: (uri) => openTexts[pathOf(uri)],
			citedByOpen: () => cited.map(uriOf),
			beginIndexing: async () => ({
				token: { isCancellationRequested: false },
				report: (_, message) => reported.push(message),
				done: () => undefined,
			}),
			changed: () => {
				changes++;
			},
		},
	);
	return {
		workspace,
		texts,
		unreadable,
		open,
		/** Opens a file in an editor, or changes it there; resolves when all is read that this concerns. */
		edit: async (path: string, text: string) => {
			const isFirst = !open.has(path);
			open.add(path);
			openTexts[path] = text;
			workspace.takeText(uriOf(path), text, isFirst);
			await workspace.readNamed();
		},
		/** Journal or book and year of the entry with a key. */
		printed: (key: string) => {
			const [paper] = store.current.byKey(key);
			return `${paper?.venue?.full ?? paper?.venue?.short ?? '–'} ${paper?.year ?? '–'}`;
		},
		cited,
		reported,
		reads,
		skipped,
		notes,
		readings,
		changes: () => changes,
		/** Reads of files with such paths wait until the answer is called. */
		hold: (paths: RegExp) => {
			held = paths;
			let release: () => void = () => undefined;
			waiting = new Promise((resolve) => {
				release = resolve;
			});
			return release;
		},
		start: async (rules = everything, folders: readonly string[] = [root]) => {
			workspace.useFolders(folders);
			await workspace.useRules(rules);
			await workspace.index();
		},
		saved: (...paths: readonly string[]) => {
			version++;
			return workspace.filesChanged(paths.map(uriOf));
		},
		papers: () => [...store.current.sources].flatMap(({ uri, records }) => (records > 0 ? [pathOf(uri)] : [])).sort(),
		keys: () => Array.from({ length: store.current.size }, (_, index) => store.current.record(store.current.numberAt(index))!.key).sort(),
		failures: () => store.current.sources.flatMap(({ uri, failure }) => (failure ? [`${pathOf(uri)}: ${failure}`] : [])),
		noted: () => [...notes.uris].map(pathOf).sort(),
		bibliographies: () => [...project.bibFiles].map(pathOf).sort(),
	};
}

suite('the files of a workspace', () => {
	test('are read where the rules let them in: libraries, and notes wherever they are', async () => {
		const { start, keys, noted } = workspaceOf({
			'refs.bib': entry('a'),
			'old/x.bib': entry('x'),
			'old/n.md': 'See [@a].',
			'.gitignore': 'out/',
			'out/o.bib': entry('o'),
		});
		await start({ ...everything, include: ['*.bib'] });
		assert.deepEqual(keys(), ['a']);
		assert.deepEqual(noted(), ['old/n.md']);
	});

	test('are counted for who waits, fifty at a time', async () => {
		const notes = Array.from({ length: 120 }, (_, index) => [`n${index}.md`, 'See [@a].'] as const);
		const { start, reported } = workspaceOf({ 'refs.bib': entry('a'), ...Object.fromEntries(notes) });
		await start();
		const counts = reported.filter((message) => /^\d+ \/ \d+$/.test(message));
		assert.deepEqual(counts, ['50 / 121', '100 / 121', '0 / 120', '50 / 120', '100 / 120']);
	});

	test('are read again when they were saved, and dropped when they are gone', async () => {
		const { start, saved, keys, noted, texts } = workspaceOf({ 'refs.bib': entry('a'), 'n.md': 'See [@a].' });
		await start();
		texts['refs.bib'] = entry('b');
		delete texts['n.md'];
		await saved('refs.bib', 'n.md');
		assert.deepEqual(keys(), ['b']);
		assert.deepEqual(noted(), []);
	});

	test('keep their last good records while they cannot be read, and the reason is known', async () => {
		const { start, saved, keys, noted, unreadable, failures, skipped } = workspaceOf({
			'refs.bib': entry('a'),
			'n.md': 'See [@a].',
			'p.ris': 'TY  - BOOK\nTI  - Kites\nID  - kites\nER  - \n',
		});
		await start();
		for (const path of ['refs.bib', 'n.md', 'p.ris']) unreadable.add(path);
		await saved('refs.bib', 'n.md', 'p.ris');
		assert.deepEqual(keys(), ['a', 'kites']);
		assert.deepEqual(noted(), ['n.md']);
		assert.ok(failures().includes('refs.bib: permission denied'));
		assert.deepEqual(Array.from(skipped.all, ([uri]) => uri).sort(), ['n.md', 'p.ris', 'refs.bib'].map(uriOf));
		unreadable.clear();
		await saved('refs.bib', 'n.md', 'p.ris');
		assert.deepEqual(failures(), []);
		assert.deepEqual([...skipped.all], []);
	});

	test('that cannot be asked about are not reported as missing', async () => {
		const { start, workspace, unreadable } = workspaceOf({ 'refs.bib': '' });
		await start();
		unreadable.add('locked.bib');
		assert.deepEqual([...(await workspace.existing(['locked.bib', 'none.bib'].map(uriOf)))], [uriOf('locked.bib')]);
	});

	test('that are notes are read once, whether they may be summaries or are parts of a LaTeX project', async () => {
		const { start, reads, noted } = workspaceOf({ 'n.md': 'See [@a].', 'main.tex': '\\cite{a}', 'refs.bib': entry('a') });
		await start();
		assert.deepEqual(noted(), ['main.tex', 'n.md']);
		assert.deepEqual(reads.filter((path) => /md$|tex$/.test(path)).sort(), ['main.tex', 'n.md']);
	});

	test('that are saved while others are still read have what they hold by then', async () => {
		const { start, saved, hold, texts, notes } = workspaceOf({ 'a.md': 'See [@a].', 'b.md': 'See [@b].' });
		const release = hold(/b\.md$/);
		const started = start();
		await new Promise((resolve) => setTimeout(resolve, 5));
		texts['a.md'] = 'See [@c].';
		await saved('a.md');
		release();
		await started;
		assert.deepEqual(
			notes.note(uriOf('a.md'))?.citations.map(({ key }) => key),
			['c'],
		);
	});

	test('that come before those which show what all are about name bundled papers, too', async () => {
		const first = 'The GCN is named before anything is known.';
		const others = { 'b.md': 'InfoGAN and FractalNet, then', 'c.md': 'RoBERTa at last.' };
		const { start, notes } = workspaceOf({ 'a.md': first, ...others }, corpusStore(false));
		await start();
		assert.deepEqual(
			spansNaming(notes.note(uriOf('a.md'))!.mentions, () => true).map(({ start, end }) => first.slice(start, end)),
			['GCN'],
		);
	});

	test('are dropped that are named while they are read, and no longer when all that are named are looked for', async () => {
		const { start, saved, hold, cited, papers, texts } = workspaceOf({ '.gitignore': '', 'refs.bib': entry('a') });
		await start();
		cited.push('refs.bib');
		texts['.gitignore'] = '*.bib\n';
		const release = hold(/refs\.bib$/);
		const saving = saved('.gitignore');
		await new Promise((resolve) => setTimeout(resolve, 20));
		cited.length = 0;
		release();
		await saving;
		assert.deepEqual(papers(), []);
	});

	test('are never read twice at once, however often they are reported', async () => {
		const { start, saved, reads, hold, texts, keys } = workspaceOf({ 'refs.bib': entry('a') });
		await start();
		reads.length = 0;
		const release = hold(/bib$/);
		const all = Array.from({ length: 10 }, () => saved('refs.bib'));
		texts['refs.bib'] = entry('last');
		await new Promise((resolve) => setTimeout(resolve, 5));
		assert.deepEqual(
			reads.filter((path) => path === 'refs.bib'),
			['refs.bib'],
		);
		release();
		await Promise.all(all);
		// Once for the first, once more for all that came meanwhile; a file that changes while it is read is read again.
		assert.ok(reads.filter((path) => path === 'refs.bib').length <= 3, reads.join());
		assert.deepEqual(keys(), ['last']);
	});

	test('are left to an editor that has them open, and count again once it has closed them', async () => {
		const { start, saved, workspace, open, keys, texts } = workspaceOf({ 'refs.bib': entry('a') });
		await start();
		open.add('refs.bib');
		workspace.takeText(uriOf('refs.bib'), entry('typed'), true);
		texts['refs.bib'] = entry('saved');
		await saved('refs.bib');
		assert.deepEqual(keys(), ['typed']);
		open.delete('refs.bib');
		await saved('refs.bib');
		assert.deepEqual(keys(), ['saved']);
	});

	for (const [where, before, after] of [
		['is on no disk', {}, {}],
		['was on the disk when it was opened', { 'refs.bib': entry('a') }, {}],
		['was made on the disk after it was opened', {}, { 'refs.bib': entry('a') }],
		['is hidden by Git', { '.gitignore': '*.bib', 'refs.bib': entry('a') }, { '.gitignore': '*.bib', 'refs.bib': entry('a') }],
	] as const)
		test(`are among those that a pattern finds as long as an editor has one open that ${where}`, async () => {
			const { start, saved, workspace, open, bibliographies, texts } = workspaceOf({ ...before });
			await start();
			open.add('refs.bib');
			workspace.takeText(uriOf('refs.bib'), entry('typed'), true);
			delete texts['refs.bib'];
			Object.assign(texts, after);
			await saved('refs.bib');
			assert.deepEqual(bibliographies(), ['refs.bib']);
			delete texts['refs.bib'];
			open.delete('refs.bib');
			await saved('refs.bib');
			assert.deepEqual(bibliographies(), []);
		});

	for (const [when, held] of [
		['they are read', /bib$|md$/],
		['it is found out whether they are read', /gitignore$/],
	] as const)
		test(`do not overwrite what an editor opens while ${when}`, async () => {
			const { start, saved, workspace, open, keys, hold, notes } = workspaceOf({
				'.gitignore': '',
				'refs.bib': entry('a'),
				'n.md': 'See [@a].',
			});
			await start();
			const { version } = notes;
			const release = hold(held);
			const reading = Promise.all([saved('refs.bib'), saved('n.md')]);
			await new Promise((resolve) => setTimeout(resolve, 5));
			for (const path of ['refs.bib', 'n.md']) open.add(path);
			workspace.takeText(uriOf('refs.bib'), entry('typed'), true);
			release();
			await reading;
			assert.deepEqual(keys(), ['typed']);
			assert.equal(notes.version, version);
		});

	test('are read outside of the rules where a setting or an open document names them', async () => {
		const { start, saved, cited, keys } = workspaceOf({
			'.gitignore': 'out/',
			'out/own.bib': entry('own'),
			'out/cited.bib': entry('cited'),
			'out/other.bib': entry('other'),
		});
		cited.push('out/cited.bib');
		await start({ ...everything, libraryFiles: ['out/own.bib'] });
		assert.deepEqual(keys(), ['cited', 'own']);
		await saved('out/own.bib', 'out/cited.bib', 'out/other.bib');
		assert.deepEqual(keys(), ['cited', 'own']);
	});

	test('are read by so many names of one file that an open document names as have 16 MB with it together', async () => {
		const large = entry('a') + ' '.repeat(5 << 20);
		const names = Array.from({ length: 10 }, (_, index) => `links/large${index}/refs.bib`);
		const { workspace, start, cited, reads, skipped, saved } = workspaceOf({
			'.gitignore': 'links',
			...Object.fromEntries(names.map((name) => [name, large])),
			'links/other/refs.bib': entry('b'),
		});
		const readLibraries = () => new Set(reads.filter((path) => path.endsWith('.bib')));
		await start();
		cited.push(...names, 'links/other/refs.bib');
		await workspace.readNamed();
		assert.deepEqual(readLibraries(), new Set([...names.slice(0, 4), 'links/other/refs.bib']));
		assert.deepEqual(
			Array.from(skipped.all, ([uri]) => uri),
			names.slice(4).map(uriOf),
		);
		reads.length = 0;
		for (const name of names) await saved(name);
		assert.deepEqual(readLibraries(), new Set(names.slice(0, 4)));
		cited.splice(0, 4);
		await workspace.readNamed();
		assert.deepEqual(readLibraries(), new Set(names.slice(0, 8)));
	});

	test('come and go with what Git ignores', async () => {
		const { start, saved, texts, keys, noted } = workspaceOf({
			'.gitignore': 'old/\n',
			'refs.bib': entry('a'),
			'old/x.bib': entry('x'),
			'old/n.md': 'See [@a].',
		});
		await start();
		assert.deepEqual([keys(), noted()], [['a'], []]);
		texts['.gitignore'] = '*.md\nrefs.bib\n';
		await saved('.gitignore');
		assert.deepEqual([keys(), noted()], [['x'], []]);
		delete texts['.gitignore'];
		await saved('.gitignore');
		assert.deepEqual([keys(), noted()], [['a', 'x'], ['old/n.md']]);
	});

	test('come and go with the settings', async () => {
		const { start, workspace, keys, changes } = workspaceOf({ 'refs.bib': entry('a'), 'old/x.bib': entry('x') });
		await start();
		assert.deepEqual(keys(), ['a', 'x']);
		await workspace.useRules({ ...everything, exclude: ['old/**'] });
		assert.deepEqual(keys(), ['a']);
		const before = changes();
		await workspace.useRules({ ...everything, exclude: ['old/**'] });
		assert.equal(changes(), before);
		await workspace.useRules(everything);
		assert.deepEqual(keys(), ['a', 'x']);
	});

	test('come and go with their folders, but for those that another folder has', async () => {
		const { start, workspace, keys } = workspaceOf({ 'a/a.bib': entry('a'), 'a/sub/s.bib': entry('s'), 'b/b.bib': entry('b') });
		await start(everything, [uriOf('a')]);
		await workspace.changeFolders([uriOf('b'), uriOf('a/sub')], []);
		assert.deepEqual(keys(), ['a', 'b', 's']);
		await workspace.changeFolders([], [uriOf('a')]);
		assert.deepEqual(keys(), ['b', 's']);
	});

	test('with reading states say what they said last while they cannot be read', async () => {
		const { start, saved, readings, unreadable, texts } = workspaceOf({ '.lectern/reading.yaml': 'a: read\n' });
		await start();
		unreadable.add('.lectern/reading.yaml');
		await saved('.lectern/reading.yaml');
		assert.equal(readings.all.get('a')?.state, 'read');
		unreadable.clear();
		delete texts['.lectern/reading.yaml'];
		await saved('.lectern/reading.yaml');
		assert.equal(readings.all.size, 0);
	});

	test('with reading states that cannot be read are not written to', async () => {
		const { readings } = workspaceOf({});
		const refusing: FileSystem = {
			read: () => Promise.reject(new Error('permission denied')),
			stat: () => Promise.reject(new Error('permission denied')),
			readFolder: async () => [],
		};
		const marking = readings.mark(uriOf('.lectern/reading.yaml'), [{ keys: ['b'] }], { state: 'read', date: '2026-01-01' }, refusing);
		await assert.rejects(marking, /permission denied/);
	});
});

suite('the bibliographies of one LaTeX document', () => {
	const main = '\\bibliography{strings,refs,more}\\cite{a}';
	const strings = '@string{jhs = "Journal of Hot Springs"}\n';
	const article = '@article{a, author = {Moor, A.}, title = {Fog}, journal = jhs, year = 1999}\n';
	const child = '@inproceedings{c, author = {Lang, B.}, title = {Rain}, crossref = {Fleet}}\n';
	const parent = '@proceedings{fleet, title = {Fleet Days}, year = 1987}\n';

	test('define macros for those behind them', async () => {
		const { start, printed } = workspaceOf({ 'main.tex': main, 'strings.bib': strings, 'refs.bib': article });
		await start();
		assert.equal(printed('a'), 'Journal of Hot Springs 1999');
	});

	test('define none for those before them', async () => {
		const { start, printed } = workspaceOf({ 'main.tex': main, 'refs.bib': article, 'more.bib': strings });
		await start();
		assert.equal(printed('a'), 'jhs 1999');
	});

	test('define macros with what those before them define, also where no entry is between', async () => {
		const { start, printed } = workspaceOf({
			'main.tex': main,
			'strings.bib': '@string{hot = "Hot Springs"}',
			'refs.bib': '@string{jhs = "Journal of " # hot}',
			'more.bib': article,
		});
		await start();
		assert.equal(printed('a'), 'Journal of Hot Springs 1999');
	});

	test('keep what a file defines itself', async () => {
		const { start, printed } = workspaceOf({ 'main.tex': main, 'strings.bib': strings, 'refs.bib': `@string{jhs = "Own"}\n${article}` });
		await start();
		assert.equal(printed('a'), 'Own 1999');
	});

	for (const [where, files] of Object.entries({
		behind: { 'refs.bib': child, 'more.bib': parent },
		before: { 'refs.bib': parent, 'more.bib': child },
	}))
		test(`have parents for the entries of those ${where} them`, async () => {
			const { start, printed } = workspaceOf({ 'main.tex': main, ...files });
			await start();
			assert.equal(printed('c'), 'Fleet Days 1987');
		});

	test('have parents whose macros are those of their own file', async () => {
		const { start, printed } = workspaceOf({
			'main.tex': main,
			'refs.bib': child,
			'more.bib': '@string{days = "Days"}\n@proceedings{fleet, title = "Fleet " # days, year = 1987, month = jan}\n',
		});
		await start();
		assert.equal(printed('c'), 'Fleet Days 1987');
	});

	test('have the parents of parents in a third file', async () => {
		const { start, printed } = workspaceOf({
			'main.tex': main,
			'strings.bib': '@xdata{when, year = 1987}\n',
			'refs.bib': child,
			'more.bib': '@proceedings{fleet, title = {Fleet Days}, xdata = {when}}\n',
		});
		await start();
		assert.equal(printed('c'), 'Fleet Days 1987');
	});

	test('are read again when another one of them changes', async () => {
		const { start, printed, saved, texts } = workspaceOf({
			'main.tex': main,
			'strings.bib': strings,
			'refs.bib': article + child,
			'more.bib': parent,
		});
		await start();
		texts['strings.bib'] = '@string{jhs = "Harbour Studies"}';
		texts['more.bib'] = parent.replace('1987', '1988');
		await saved('strings.bib', 'more.bib');
		assert.equal(printed('a'), 'Harbour Studies 1999');
		assert.equal(printed('c'), 'Fleet Days 1988');
	});

	test('count as editors have them', async () => {
		const { start, printed, edit } = workspaceOf({ 'main.tex': main, 'strings.bib': strings, 'refs.bib': child, 'more.bib': parent });
		await start();
		await edit('refs.bib', `${article}${child}`);
		assert.equal(printed('a'), 'Journal of Hot Springs 1999');
		await edit('strings.bib', '@string{jhs = "Harbour Studies"}');
		assert.equal(printed('a'), 'Harbour Studies 1999');
		assert.equal(printed('c'), 'Fleet Days 1987');
	});

	test('are read by themselves once no document names them together', async () => {
		const { start, printed, saved, texts } = workspaceOf({ 'main.tex': main, 'strings.bib': strings, 'refs.bib': article });
		await start();
		texts['main.tex'] = '\\bibliography{refs}\\cite{a}';
		await saved('main.tex');
		assert.equal(printed('a'), 'jhs 1999');
	});

	test('are read by themselves where only Pandoc reads them', async () => {
		const note = '---\nbibliography: [strings.bib, refs.bib]\n---\n[@a]\n';
		const { start, printed } = workspaceOf({ 'main.md': note, 'strings.bib': strings, 'refs.bib': article });
		await start();
		assert.equal(printed('a'), 'jhs 1999');
	});
});
