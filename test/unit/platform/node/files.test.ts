import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { largestRead, noting, SkippedFiles, Unreadable } from '../../../../server/engine/base/files.js';
import { localize } from '../../../../server/engine/base/localizableMessage.js';
import { files } from '../../../../server/platform/node/files.js';

suite('the files of this machine', () => {
	let folder: string;
	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'lectern-files-'));
	});
	teardown(() => rmSync(folder, { recursive: true }));

	const uriOf = (name: string) => pathToFileURL(join(folder, name)).toString();
	const reasonOf = (uri: string) =>
		files.read(uri).then(
			() => 'read',
			(error) => (error instanceof Unreadable ? error.message : String(error.code)),
		);

	test('are read as they are, empty ones and links to files too', async () => {
		writeFileSync(join(folder, 'a.bib'), 'text');
		writeFileSync(join(folder, 'b.bib'), '');
		symlinkSync('a.bib', join(folder, 'c.bib'));
		const texts = await Promise.all(['a.bib', 'b.bib', 'c.bib'].map(async (name) => Buffer.from(await files.read(uriOf(name))).toString()));
		assert.deepEqual(texts, ['text', '', 'text']);
		assert.equal(await reasonOf(uriOf('d.bib')), 'ENOENT');
	});

	test('are read as they are where they are large, and can be given to a thread', async () => {
		const text = 'Some text of a megabyte and more. '.repeat(40_000);
		writeFileSync(join(folder, 'large.bib'), text);
		const bytes = await files.read(uriOf('large.bib'));
		assert.equal(new TextDecoder().decode(bytes), text);
		assert.equal(new TextDecoder().decode(structuredClone(bytes, { transfer: [bytes.buffer as ArrayBuffer] })), text);
	});

	test('are read together where they are small; others are left to be read alone', async () => {
		writeFileSync(join(folder, 'a.bib'), 'text');
		writeFileSync(join(folder, 'large.bib'), 'x'.repeat(100_000));
		symlinkSync('a.bib', join(folder, 'link.bib'));
		mkdirSync(join(folder, 'folder.bib'));
		const pipes = process.platform === 'win32' ? [] : ['pipe.bib', '/proc/self/environ', '/dev/zero'];
		if (pipes.length > 0) execFileSync('mkfifo', [join(folder, 'pipe.bib')]);
		const names = ['a.bib', 'large.bib', 'link.bib', 'folder.bib', 'none.bib', ...pipes];
		const uris = names.map((name) => (name.startsWith('/') ? pathToFileURL(name).toString() : uriOf(name)));
		const found = await files.readSmall!(uris);
		const texts = found.map((content) => content && new TextDecoder().decode(content.bytes));
		assert.deepEqual(texts, ['text', undefined, 'text', undefined, undefined, ...pipes.map(() => undefined)]);
		assert.deepEqual(found[0]?.stat, await files.stat(uriOf('a.bib')));
	});

	test('are not read as texts where they are large and hold zeros, at their beginnings or later, unless they are in UTF-16', async () => {
		for (const [name, size] of [
			['empty.bib', 2 ** 30],
			['begun.json', 40 << 20],
			['empty.pdf', 2 << 20],
			['small.bib', 1000],
		] as const) {
			writeFileSync(join(folder, name), name.startsWith('empty') ? '' : 'text');
			truncateSync(join(folder, name), size);
		}
		writeFileSync(join(folder, 'wide.bib'), Buffer.from(`\ufeff${'@book{a}'.repeat(100_000)}`, 'utf16le'));
		for (const name of ['empty.bib', 'begun.json'])
			assert.equal(await reasonOf(uriOf(name)), 'It holds zero bytes, so it is no text.', name);
		for (const name of ['empty.pdf', 'small.bib', 'wide.bib']) assert.equal(await reasonOf(uriOf(name)), 'read', name);
	});

	test('do not exist only where there is nothing of that name; whatever else keeps them from being asked about is an error', async () => {
		writeFileSync(join(folder, 'a.bib'), 'text');
		symlinkSync('gone.bib', join(folder, 'dangling.bib'));
		symlinkSync('circle.bib', join(folder, 'circle.bib'));
		for (const name of ['b.bib', 'a.bib/c.bib', 'dangling.bib']) assert.equal(await files.stat(uriOf(name)), undefined, name);
		for (const name of ['circle.bib', `${'x'.repeat(1000)}.bib`]) await assert.rejects(files.stat(uriOf(name)), name);
		assert.deepEqual(await files.readFolder(uriOf('none')), []);
		await assert.rejects(files.readFolder(uriOf('circle.bib')));
	});

	test('that could not be asked about are no longer noted once they can be', async () => {
		const skipped = new SkippedFiles();
		const noted = noting(files, skipped);
		symlinkSync('circle.bib', join(folder, 'circle.bib'));
		await assert.rejects(noted.stat(uriOf('circle.bib')));
		assert.equal(skipped.has(uriOf('circle.bib')), true);
		rmSync(join(folder, 'circle.bib'));
		writeFileSync(join(folder, 'circle.bib'), 'text');
		await noted.stat(uriOf('circle.bib'));
		assert.equal(skipped.has(uriOf('circle.bib')), false);
	});

	test('are read up to a size that their names say', async () => {
		for (const name of ['.gitignore', 'reading.yaml', 'a.md']) {
			writeFileSync(join(folder, name), '');
			truncateSync(join(folder, name), largestRead(uriOf(name)) + 1);
			assert.match(await reasonOf(uriOf(name)), /^It has \d+ MB; files like it are read up to [\d.]+ MB\.$/, name);
		}
		assert.ok(largestRead('file:///w/a.bib') > 10 ** 9);
		assert.ok(largestRead('file:///w/.lectern/reading.yaml') < largestRead('file:///w/items.yaml'));
		// From 25 MB on, twice as much YAML takes three times as long.
		assert.ok(largestRead('file:///w/items.yaml') <= 16 * 2 ** 20);
	});

	test('are regular files, and of others it is known in their folder', async function () {
		if (process.platform !== 'linux') this.skip();
		execFileSync('mkfifo', [join(folder, 'pipe.bib')]);
		for (const [name, target] of Object.entries({ 'zero.md': '/dev/zero', 'self.md': '/proc/self/environ', proc: '/proc' }))
			symlinkSync(target, join(folder, name));
		mkdirSync(join(folder, 'sub'));
		for (const name of ['pipe.bib', 'zero.md', 'self.md', 'sub']) assert.equal(await reasonOf(uriOf(name)), 'It is no regular file.', name);
		assert.equal(await files.stat(uriOf('pipe.bib')), undefined);
		const special = (await files.readFolder(uriOf('.'))).filter(({ isSpecial }) => isSpecial);
		assert.deepEqual(special.map(({ name }) => name).sort(), ['pipe.bib', 'proc', 'self.md', 'zero.md']);
	});

	test('are noted while they cannot be read, but not where they are missing', async () => {
		const logged: string[] = [];
		const skipped = new SkippedFiles((uri) => logged.push(uri));
		const noted = noting(files, skipped);
		mkdirSync(join(folder, 'a.md'));
		for (const name of ['a.md', 'a.md', 'missing.md']) await assert.rejects(noted.read(uriOf(name)));
		assert.deepEqual(
			Array.from(skipped.all, ([uri, reason]) => [uri, localize(reason)]),
			[[uriOf('a.md'), 'It is no regular file.']],
		);
		assert.deepEqual(logged, [uriOf('a.md')]);
		rmSync(join(folder, 'a.md'), { recursive: true });
		writeFileSync(join(folder, 'a.md'), '');
		await noted.read(uriOf('a.md'));
		assert.deepEqual([...skipped.all], []);
	});
});
