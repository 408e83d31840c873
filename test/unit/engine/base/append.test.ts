import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { append, textOfUnits } from '../../../../server/engine/base/append.js';

suite('appending', () => {
	test('adds more items than fit on the stack, in order', () => {
		const list = [-1];
		append(
			list,
			Array.from({ length: 1_000_000 }, (_, index) => index),
		);
		assert.deepEqual([list.length, list[0], list[1], list.at(-1)], [1_000_001, -1, 0, 999_999]);
	});

	test('makes a text of more code units than fit on the stack', () => {
		const units = Uint16Array.from({ length: 1_000_000 }, (_, index) => 97 + (index % 26));
		const text = textOfUnits(units, 1, units.length);
		assert.equal(text.length, 999_999);
		assert.equal(text.slice(0, 3) + text.slice(4094, 4098), 'bcdnopq');
	});

	test('is how the server adds lists to lists: none of them is put on the stack', () => {
		const files = readdirSync('server', { recursive: true, encoding: 'utf8' }).filter(
			(name) => name.endsWith('.ts') && !name.endsWith('append.ts'),
		);
		const lines = files.flatMap((name) =>
			readFileSync(join('server', name), 'utf8')
				.split('\n')
				.filter((line) => /\.(?:push|unshift|fromCharCode|fromCodePoint)\(\.\.\./.test(line))
				.map((line) => `${name}: ${line.trim()}`),
		);
		assert.ok(files.length > 200);
		assert.deepEqual(lines, []);
	});
});
