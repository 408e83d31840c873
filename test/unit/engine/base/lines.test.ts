import assert from 'node:assert/strict';
import { LineStarts } from '../../../../server/engine/base/lines.js';

suite('the beginnings of lines', () => {
	const text = 'one\n\nthree\r\nfour';

	test('are found for offsets in ascending order', () => {
		const lines = new LineStarts(text);
		assert.deepEqual(
			Array.from({ length: text.length + 1 }, (_, offset) => lines.of(offset)),
			Array.from({ length: text.length + 1 }, (_, offset) => (offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1)),
		);
	});

	test('are found for an offset before the last one', () => {
		const lines = new LineStarts(text);
		assert.deepEqual([lines.of(14), lines.of(2), lines.of(7)], [12, 0, 5]);
	});
});
