import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CacheFolder } from '../../../../server/engine/base/files.js';
import { cacheFolder } from '../../../../server/platform/node/cache.js';

/** Parts that together are too many for one call of the system. */
const partsOf = (value: number, count: number): Uint8Array[] => Array.from({ length: count }, () => new Uint8Array(300).fill(value));

suite('the folder of caches', () => {
	let path: string;
	let cache: CacheFolder;
	setup(() => {
		path = mkdtempSync(join(tmpdir(), 'lectern-caches-'));
		cache = cacheFolder(path);
	});
	teardown(() => rmSync(path, { recursive: true }));

	test('gives back what was written, and nothing under a name that nobody used', async () => {
		const parts = partsOf(7, 2500);
		await cache.write('library', parts);
		assert.deepEqual(new Uint8Array((await cache.read('library'))!), new Uint8Array(300 * 2500).fill(7));
		assert.equal(await cache.read('notes'), undefined);
	});

	test('writes a part before the next one overwrites it', async () => {
		const part = new Uint8Array(300);
		const parts = async function* () {
			for (let value = 1; value <= 3; value++) yield part.fill(value);
		};
		await cache.write('library', parts());
		const written = [1, 2, 3].flatMap((value) => Array.from({ length: 300 }, () => value));
		assert.deepEqual(Array.from((await cache.read('library'))!), written);
	});

	test('keeps the later of two that are written at the same time, whole', async () => {
		await Promise.all([
			cache.write('library', partsOf(1, 3000)),
			cache.write('library', partsOf(2, 2000)),
			cache.write('notes', partsOf(3, 1)),
		]);
		assert.deepEqual(new Uint8Array((await cache.read('library'))!), new Uint8Array(300 * 2000).fill(2));
		assert.deepEqual(readdirSync(path).sort(), ['library', 'notes']);
	});

	test('loses what a killed process left unfinished, but not what another is still writing', async () => {
		const { pid: ended } = spawnSync(process.execPath, ['--version']);
		for (const writer of [ended, process.ppid]) writeFileSync(join(path, `library.${writer}.lectern.tmp`), 'half');
		await cache.write('notes', partsOf(3, 1));
		assert.deepEqual(readdirSync(path).sort(), [`library.${process.ppid}.lectern.tmp`, 'notes']);
	});

	test('writes again after a part that could not be written', async () => {
		await assert.rejects(cache.write('library', ['no bytes' as unknown as Uint8Array, 1 as unknown as Uint8Array]));
		await cache.write('library', partsOf(4, 1));
		assert.equal((await cache.read('library'))?.length, 300);
	});
});
