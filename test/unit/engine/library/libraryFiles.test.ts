import assert from 'node:assert/strict';
import type { CacheFolder, FileSystem } from '../../../../server/engine/base/files.js';
import { silentLog } from '../../../../server/engine/base/log.js';
import { createLibraryFiles } from '../../../../server/engine/library/libraryFiles.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';
import { generateBibtex } from '../../../bench/generate.js';
import { allOf } from '../../bytes.js';

const uriOf = (name: string) => `file:///${name}`;
const ris = (title: string) => `TY  - JOUR\nTI  - ${title}\nAU  - Lang, Mira\nID  - ${title}\nER  - \n`;
const bib = (key: string) => `@misc{${key}, title = {Some ${key}}}\n`;

function withResolvers() {
	let resolve: () => void = () => undefined;
	const promise = new Promise<void>((each) => {
		resolve = each;
	});
	return { promise, resolve };
}

/** Files of one text each, which are read when `release` is called. */
function waitingFiles(text: string) {
	const { promise: released, resolve: release } = withResolvers();
	const bytes = new TextEncoder().encode(text);
	const files: FileSystem = {
		read: async () => {
			await released;
			return bytes;
		},
		stat: async () => ({ size: bytes.length, modified: 1 }),
		readFolder: async () => [],
	};
	return { files, release };
}

/** A cache in memory. */
function cacheOf(kept = new Map<string, Uint8Array>()): CacheFolder & { readonly kept: typeof kept } {
	return {
		kept,
		read: async (name) => kept.get(name),
		write: async (name, parts) => void kept.set(name, await allOf(parts)),
	};
}

const keysOf = (store: ReturnType<typeof createLibraryStore>) =>
	Array.from({ length: store.current.size }, (_, index) => store.current.record(store.current.numberAt(index))!.key);

suite('library files', () => {
	for (const [name, onDisk, inEditor] of [
		['refs.bib', bib('saved'), bib('typed')],
		['refs.ris', ris('saved'), ris('typed')],
	] as const)
		test(`keep the text of an editor that comes while ${name} is being read`, async () => {
			const { files, release } = waitingFiles(onDisk);
			const store = createLibraryStore();
			const library = createLibraryFiles(store, files, undefined);
			const reading = library.read(uriOf(name), 'workspace');
			library.readText(uriOf(name), 'workspace', inEditor);
			release();
			await reading;
			assert.deepEqual(keysOf(store), ['typed']);
		});

	test('keep it when it comes while a large file is read bit by bit', async () => {
		const { files, release } = waitingFiles(generateBibtex(5000));
		release();
		const store = createLibraryStore();
		const library = createLibraryFiles(store, files, undefined);
		const reading = library.read(uriOf('refs.bib'), 'workspace');
		while (store.current.size === 0) await new Promise((resolve) => setTimeout(resolve));
		library.readText(uriOf('refs.bib'), 'workspace', bib('typed'));
		await reading;
		assert.deepEqual(keysOf(store), ['typed']);
	});

	test('do not come back when they are forgotten while they are read', async () => {
		const { files, release } = waitingFiles(bib('saved'));
		const store = createLibraryStore();
		const library = createLibraryFiles(store, files, undefined);
		const reading = library.read(uriOf('refs.bib'), 'workspace');
		library.forget(uriOf('refs.bib'));
		release();
		await reading;
		assert.deepEqual(keysOf(store), []);
	});

	test('are read again once the editor has closed them', async () => {
		const { files, release } = waitingFiles(bib('saved'));
		release();
		const store = createLibraryStore();
		const library = createLibraryFiles(store, files, undefined);
		library.readText(uriOf('refs.bib'), 'workspace', bib('typed'));
		await library.read(uriOf('refs.bib'), 'workspace');
		assert.deepEqual(keysOf(store), ['saved']);
	});

	test('never put unsaved text of an editor into the cache', async () => {
		const { files, release } = waitingFiles(generateBibtex(2000));
		release();
		const cache = cacheOf();
		const library = createLibraryFiles(createLibraryStore(), files, cache);
		await library.read(uriOf('refs.bib'), 'workspace');
		library.readText(uriOf('refs.bib'), 'workspace', bib('typed'));
		await library.save();
		const store = createLibraryStore();
		await createLibraryFiles(store, files, cache).read(uriOf('refs.bib'), 'workspace');
		assert.ok(!keysOf(store).includes('typed'));
	});

	test('are kept where an editor opened them and changed nothing', async () => {
		const text = generateBibtex(2000);
		const { files, release } = waitingFiles(text);
		release();
		const cache = cacheOf();
		const library = createLibraryFiles(createLibraryStore(), files, cache);
		await library.read(uriOf('refs.bib'), 'workspace');
		library.readText(uriOf('refs.bib'), 'workspace', text);
		await library.save();
		assert.equal(cache.kept.size, 1);
	});

	test('are read, and say so in the log, where the cache can be neither read nor written', async () => {
		const { files, release } = waitingFiles(generateBibtex(2000));
		release();
		const warnings: string[] = [];
		const cache: CacheFolder = { read: () => Promise.reject(new Error('EIO')), write: () => Promise.reject(new Error('ENOSPC')) };
		const store = createLibraryStore();
		const log = { ...silentLog, warn: (message: string, error?: unknown) => void warnings.push(`${message}: ${String(error)}`) };
		const library = createLibraryFiles(store, files, cache, log);
		await library.read(uriOf('refs.bib'), 'workspace');
		assert.equal(await library.save(), true);
		assert.equal(store.current.size, 2000);
		assert.deepEqual(warnings, [
			'The cache of file:///refs.bib cannot be read: Error: EIO',
			'The cache of file:///refs.bib cannot be written: Error: ENOSPC',
		]);
	});
});
