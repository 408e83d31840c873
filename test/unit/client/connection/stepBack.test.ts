import assert from 'node:assert/strict';
import { isSamePlace, withoutDoubles } from '../../../../client/connection/stepBack.js';

/** A location as VS Code has it, as far as it is looked at. */
const at = (uri: string, line: number) =>
	({ uri, range: { start: { line, character: 3 }, end: { line: line + 5, character: 0 } } }) as unknown as Parameters<
		typeof isSamePlace
	>[0];
const link = (targetUri: string, line: number) =>
	({ targetUri, targetRange: { start: { line, character: 0 } } }) as unknown as Parameters<typeof isSamePlace>[0];

suite('beside other extensions', () => {
	test('a key that another row writes has no second row, whatever either shows', () => {
		const own = [
			{ label: 'InfoGAN', insertText: 'chen2016infogan' },
			{ label: 'LSGAN', insertText: 'mao2016least', filterText: 'gan' },
		];
		const left = withoutDoubles(own, [{ label: 'chen2016infogan' }, { label: { label: 'other' }, insertText: 'x' }]);
		assert.deepEqual(left, [{ label: 'LSGAN', insertText: 'mao2016least', filterText: '_gan' }]);
	});

	test('rows stay as they are where no other has any', () => {
		const own = [{ label: 'LSGAN', insertText: 'mao2016least', filterText: 'gan' }];
		assert.deepEqual(withoutDoubles(own, []), [{ label: 'LSGAN', insertText: 'mao2016least', filterText: 'gan' }]);
	});

	test('the line of an entry and the key in it are one place', () => {
		assert.ok(isSamePlace(at('file:///a.bib', 4), at('file:///a.bib', 4)));
		assert.ok(isSamePlace(at('file:///a.bib', 4), link('file:///a.bib', 5)));
		assert.ok(!isSamePlace(at('file:///a.bib', 4), at('file:///a.bib', 6)));
		assert.ok(!isSamePlace(at('file:///a.bib', 4), at('file:///b.bib', 4)));
	});
});
