import assert from 'node:assert/strict';
import { areKeys, readMessage, readState } from '../../../client/compare/messages.js';
import { moved, placeAt } from '../../../client/compare/order.js';
import { readMessage as readFromMap } from '../../../client/map/messages.js';

suite('messages from the page of a comparison', () => {
	for (const bad of [
		null,
		'ready',
		{ type: 'open', key: '<b>' },
		{ type: 'order', keys: ['a'] },
		{ type: 'order', keys: ['a', 'a'] },
		{ type: 'order', keys: ['a', 'b', 'c', 'd', 'e', 'f'] },
		{ type: 'order', keys: ['a', '<b>'] },
		{ type: 'order', keys: 'ab' },
		{ type: 'copy', text: 1 },
		{ type: 'command', command: 'workbench.action.quit' },
		{ type: 'command', command: 'toString' },
	])
		test(`${JSON.stringify(bad)} is refused`, () => {
			assert.equal(readMessage(bad), undefined);
		});

	test('what the page does send is read, and nothing more of it', () => {
		assert.deepEqual(readMessage({ type: 'order', keys: ['a', 'b'], more: 1 }), { type: 'order', keys: ['a', 'b'] });
		assert.deepEqual(readMessage({ type: 'open', key: 'a', beside: 1 }), { type: 'open', key: 'a', beside: false });
		assert.deepEqual(readMessage({ type: 'command', command: 'insert' }), { type: 'command', command: 'insert' });
	});

	test('a state of odd values is none, or has no open rows', () => {
		assert.equal(readState({ keys: ['a'] }), undefined);
		assert.deepEqual(readState({ keys: ['a', 'b'], open: ['method', 'x', 1] }), { keys: ['a', 'b'], open: ['method'] });
		assert.deepEqual(readState({ keys: ['a', 'b'], open: 7 }), { keys: ['a', 'b'], open: [] });
	});

	test('two to five different keys can be compared, from the map, too', () => {
		assert.ok(areKeys(['a', 'b']) && !areKeys(['a']) && !areKeys([]));
		assert.equal(readFromMap({ type: 'compare', keys: ['a'] }), undefined);
		assert.equal(readFromMap({ type: 'compare', keys: ['a', '<b>'] }), undefined);
		assert.deepEqual(readFromMap({ type: 'compare', keys: ['a', 'b'] }), { type: 'compare', keys: ['a', 'b'] });
	});
});

suite('the order of columns', () => {
	test('changes by moving one', () => {
		assert.deepEqual(moved(['a', 'b', 'c'], 0, 2), ['b', 'c', 'a']);
		assert.deepEqual(moved(['a', 'b', 'c'], 2, 1), ['a', 'c', 'b']);
	});

	test('stays where there is no such place', () => {
		const items = ['a', 'b'];
		assert.equal(moved(items, 0, -1), items);
		assert.equal(moved(items, 1, 2), items);
	});

	test('follows where a column is dropped', () => {
		const edges = [0, 100, 200].map((left) => ({ left, right: left + 100 }));
		assert.equal(placeAt(edges, 0, 10), 0);
		assert.equal(placeAt(edges, 0, 160), 1);
		assert.equal(placeAt(edges, 0, 290), 2);
		assert.equal(placeAt(edges, 2, 40), 0);
	});
});
