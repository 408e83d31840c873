import assert from 'node:assert/strict';
import type { FileContent, FileSystem } from '../../../../server/engine/base/files.js';
import { readingOnce } from '../../../../server/engine/workspace/readingOnce.js';

/** Files that count how often they are asked for; those whose names begin with `large` are not small, those with `closed` cannot be read. */
function countingFiles(): { readonly files: FileSystem; readonly together: string[][]; readonly alone: string[] } {
	const together: string[][] = [];
	const alone: string[] = [];
	const contentOf = (uri: string): FileContent => ({ stat: { size: uri.length, modified: 1 }, bytes: new TextEncoder().encode(uri) });
	const files: FileSystem = {
		readFolder: async () => [],
		stat: async (uri) => {
			alone.push(`stat ${uri}`);
			return contentOf(uri).stat;
		},
		read: async (uri) => {
			alone.push(`read ${uri}`);
			if (uri.startsWith('closed')) throw new Error('permission denied');
			return contentOf(uri).bytes;
		},
		readSmall: async (uris) => {
			together.push([...uris]);
			return uris.map((uri) => (/^(?:large|closed)/.test(uri) ? undefined : contentOf(uri)));
		},
	};
	return { files, together, alone };
}

const textOf = async (files: FileSystem, uri: string): Promise<string> => new TextDecoder().decode(await files.read(uri));

suite('reading files once', () => {
	const names = Array.from({ length: 1000 }, (_, index) => `n${index}.md`);

	test('reads small files together, each once, however often they are asked for', async () => {
		const { files, together, alone } = countingFiles();
		const once = readingOnce(files);
		for (let time = 0; time < 2; time++) {
			once.ahead?.(names);
			for (const name of names) {
				assert.equal((await once.stat(name))?.size, name.length);
				assert.equal(await textOf(once, name), name);
			}
		}
		assert.deepEqual(alone, []);
		assert.deepEqual(together.flat(), names);
		assert.ok(together.length < 10, `${together.length} times`);
	});

	test('reads the next ones before they are asked for, and not all at once', async () => {
		const { files, together } = countingFiles();
		const once = readingOnce(files);
		once.ahead?.(names);
		await once.read('n0.md');
		assert.ok(together.flat().includes('n100.md'));
		assert.ok(!together.flat().includes('n999.md'));
	});

	test('reads a large file alone, and says what is wrong with one that cannot be read', async () => {
		const { files, alone } = countingFiles();
		const once = readingOnce(files);
		once.ahead?.(['a.md', 'large.md', 'closed.md']);
		assert.equal(await textOf(once, 'large.md'), 'large.md');
		await assert.rejects(once.read('closed.md'), /permission denied/);
		assert.deepEqual(alone, ['read large.md', 'read closed.md']);
	});

	test('reads what nobody announced as it always was', async () => {
		const { files, alone, together } = countingFiles();
		assert.equal(await textOf(readingOnce(files), 'b.md'), 'b.md');
		assert.deepEqual([alone, together], [['read b.md'], []]);
	});
});
