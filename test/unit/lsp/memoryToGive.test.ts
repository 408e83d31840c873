import assert from 'node:assert/strict';
import { MemoryToGive } from '../../../server/lsp/memoryToGive.js';

suite('memory that is given back', () => {
	const given = (work: (memory: MemoryToGive) => void): readonly boolean[] => {
		const asked: boolean[] = [];
		work(new MemoryToGive((isDone) => asked.push(isDone)));
		return asked;
	};

	test('is that of reading, and of the first work that follows', () => {
		const work = (memory: MemoryToGive): void => {
			memory.wasRead();
			memory.wasSaved(false);
		};
		assert.deepEqual(given(work), [false, true]);
	});

	test('is that of later work only where there was much to save', () => {
		const work = (memory: MemoryToGive): void => {
			for (const isMuch of [false, false, true, false]) {
				memory.wasRead();
				memory.wasSaved(isMuch);
			}
		};
		assert.deepEqual(given(work), [false, true, true]);
	});

	test('is given back, too, where libraries change so often that the work never ends', () => {
		const work = (memory: MemoryToGive): void => {
			for (let change = 0; change < 13; change++) memory.wasRead();
		};
		assert.deepEqual(given(work), [false, true, true, true]);
	});
});
