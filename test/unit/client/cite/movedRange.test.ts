import assert from 'node:assert/strict';
import { type Change, movedBy } from '../../../../client/cite/movedRange.js';

/** A position or range as "line:character", as short as it can be. */
const at = (text: string) => {
	const [line, character] = text.split(':').map(Number);
	return { line: line!, character: character! };
};
const between = (start: string, end = start) => ({ start: at(start), end: at(end) });
const change = (start: string, end: string, text: string): Change => ({ range: between(start, end), text });

suite('A place that is written around', () => {
	const moves: readonly [string, Change[], ReturnType<typeof between> | undefined][] = [
		['stays where the text behind it changes', [change('2:9', '2:9', 'x\ny')], between('2:3', '2:7')],
		['moves along its line', [change('2:0', '2:1', 'abc')], between('2:5', '2:9')],
		['moves down with lines that come above it', [change('0:0', '0:0', 'a\nb\n')], between('4:3', '4:7')],
		['moves up with lines that go above it', [change('0:4', '1:0', '')], between('1:3', '1:7')],
		['moves to where a break in its own line puts it', [change('2:1', '2:1', 'a\nbc')], between('3:4', '3:8')],
		['moves to the end of a line that is joined with its own', [change('1:5', '2:0', '')], between('1:8', '1:12')],
		['counts the line ends of every system', [change('0:0', '0:0', 'a\r\nb\rc\n')], between('5:3', '5:7')],
		['knows several changes, from the last to the first', [change('2:8', '2:9', ''), change('2:0', '2:0', '- ')], between('2:5', '2:9')],
		['is gone where its own text is changed', [change('2:4', '2:5', 'x')], undefined],
		['is gone where it is within what was deleted', [change('1:0', '3:0', '')], undefined],
	];
	for (const [name, changes, expected] of moves)
		test(name, () => {
			assert.deepEqual(movedBy(between('2:3', '2:7'), changes), expected);
		});

	test('goes behind what is typed right at it, as a cursor does', () => {
		assert.deepEqual(movedBy(between('2:3'), [change('2:3', '2:3', 'so ')]), between('2:6'));
	});
});
