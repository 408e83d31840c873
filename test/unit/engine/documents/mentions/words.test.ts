import assert from 'node:assert/strict';
import type { Span } from '../../../../../server/engine/base/span.js';
import { checkOfText, hashOfLetters } from '../../../../../server/engine/documents/mentions/codes.js';
import {
	breaks,
	capital,
	checkOfWords,
	digit,
	overMarkup,
	readWords,
	sign,
} from '../../../../../server/engine/documents/mentions/words.js';

/** Text with the parts that are no prose between ⟦ and ⟧. */
function proseOf(source: string): { readonly text: string; readonly prose: readonly Span[] } {
	const prose: Span[] = [];
	let text = '';
	for (const part of source.split('⟧')) {
		const [inProse, markup = ''] = part.split('⟦');
		if (inProse !== '') prose.push({ start: text.length, end: text.length + inProse!.length });
		text += inProse + markup;
	}
	return { text, prose };
}

const flagNames = { breaks, capital, digit, overMarkup, sign };

/** The words of a text, each with the names of its flags. */
function wordsOf(source: string): readonly string[] {
	const { text, prose } = proseOf(source);
	const { count, starts, ends, flags } = readWords(text, prose);
	return Array.from({ length: count }, (_, word) => {
		const names = Object.entries(flagNames).flatMap(([name, flag]) => (flags[word]! & flag ? [` ${name}`] : []));
		return `${text.slice(starts[word], ends[word])}${names.join('')}`;
	});
}

/** Whether a break is before the last word. */
const isBroken = (source: string): boolean => wordsOf(source).at(-1)!.includes(' breaks');

const cases: Readonly<Record<string, readonly (readonly [source: string, ...words: string[]])[]>> = {
	'are runs of letters and digits': [
		[''],
		[' -- '],
		['Deep nets, 2nd', 'Deep capital', 'nets', '2nd digit'],
		['007 9a :x', '007 digit', '9a digit', 'x'],
		['Ärger énergie', 'Ärger capital', 'énergie capital'],
	],
	'keep soft hyphens and accents written apart': [
		['Qum\u00adNet e\u0301tude', 'Qum\u00adNet capital', 'e\u0301tude'],
		['\u00ad Net', 'Net capital'],
	],
	'are ampersands too, and none of their names but that': [
		['Q&D', 'Q capital', '& sign', 'D capital'],
		['a & b', 'a', '& sign', 'b'],
		['a &amp; b', 'a', '&amp; sign', 'b'],
		['a&nbsp;b', 'a', 'b'],
		['a|& b', 'a', '& breaks sign', 'b'],
		['a\n& b\nc', 'a', '& sign', 'b', 'c'],
		['a\n&\nb', 'a', '& sign', 'b'],
	],
	'end where their prose ends': [
		['Qum⟦⟧Net', 'Qum capital', 'Net capital'],
		['Qum⟦Net⟧', 'Qum capital'],
	],
	'have a break before them behind a blank line or a bar': [
		['a\nb', 'a', 'b'],
		['a\n\nb', 'a', 'b breaks'],
		['a\n \nb c', 'a', 'b breaks', 'c'],
		['a\nb\nc', 'a', 'b', 'c'],
		['a | b', 'a', 'b breaks'],
		['a\fb', 'a', 'b breaks'],
		['a\ue000b', 'a', 'b breaks'],
		['a - b', 'a', 'b'],
	],
	'have no break before the first': [
		['⟦```⟧Net', 'Net capital'],
		['⟦x⟧a ⟦*⟧b', 'a', 'b overMarkup'],
	],
	'know the markup before them, if a name may go on over it': [
		['a ⟦**⟧b c', 'a', 'b overMarkup', 'c'],
		['a⟦](x.md)⟧ b', 'a', 'b overMarkup'],
		['a ⟦<b id="x">⟧b', 'a', 'b overMarkup'],
		['a ⟦\\emph{⟧b', 'a', 'b overMarkup'],
		['a ⟦`x`⟧b', 'a', 'b breaks'],
		['a ⟦$x$⟧b', 'a', 'b breaks'],
		['a ⟦*\n*⟧b', 'a', 'b overMarkup'],
		['a ⟦*\n\n*⟧b', 'a', 'b breaks'],
		['a ⟦*\n \t\n*⟧b', 'a', 'b breaks'],
		['a ⟦*\n*\n*⟧b', 'a', 'b overMarkup'],
	],
};

suite('the words of a text', () => {
	for (const [rule, all] of Object.entries(cases))
		for (const [source, ...words] of all) test(`${rule}: ${JSON.stringify(source)}`, () => assert.deepEqual(wordsOf(source), words));

	for (const mark of ['#', '##', '=', '===', '- ', '-\t', '* ', '+ ', '+\t', '---', '***', '-- -\n--- ', '  - ', '\t* ', ' \t + ', '   # '])
		test(`have a break behind a line that begins with ${JSON.stringify(mark)}`, () => assert.equal(isBroken(`a\n${mark}b`), true));

	for (const mark of ['-', '--', '-*-', '-**', '*', '**', '*-*', '+', '++', '/', '.', '> ', '~ ', '~~~', '  -', '\t', '"', ', '])
		test(`have none behind a line that begins with ${JSON.stringify(mark)}`, () => assert.equal(isBroken(`a\n${mark}b`), false));

	test('have a break behind more than 300 letters of markup, wherever it is', () => {
		const link = (letters: number) => `⟦](${'x'.repeat(letters - 3)})⟧`;
		for (const before of ['a', 'word '.repeat(200)])
			assert.deepEqual([isBroken(`${before}${link(300)} b`), isBroken(`${before}${link(301)} b`)], [false, true]);
	});

	test('are all read, however many there are and however close together', () => {
		for (const [unit, words] of [
			['a ', 1],
			['a&', 2],
			['a⟦*⟧', 1],
		] as const) {
			const { text, prose } = proseOf(`${unit.repeat(9000)}Net`);
			const read = readWords(text, prose);
			assert.equal(read.count, 9000 * words + 1);
			const last = read.count - 1;
			const columns = [read.starts, read.ends, read.hashes, read.lengths, read.lasts].map((column) => column[last]);
			assert.deepEqual(columns, [text.length - 3, text.length, hashOfLetters('Net'), 3, 'net'.charCodeAt(2)]);
			assert.equal(read.flags[last]! & capital, capital);
			assert.deepEqual([read.starts[0], read.ends[0], read.lengths[0], read.starts[words]], [0, 1, 1, 2]);
		}
	});

	test('take the place of those read before', () => {
		const words = readWords('one two three', [{ start: 0, end: 13 }]);
		assert.equal(readWords('four', [{ start: 0, end: 4 }], words), words);
		assert.deepEqual([words.count, words.ends[0]], [1, 4]);
	});

	test('have the letters that are read in them', () => {
		for (const [written, length, last] of [
			['Straße', 7, 'e'],
			['Qum\u00adNets', 7, 's'],
			['Łódź', 4, 'z'],
			['&', 3, 'd'],
			['&amp;', 3, 'd'],
		] as const) {
			const { hashes, lengths, lasts } = readWords(written, [{ start: 0, end: written.length }]);
			assert.deepEqual([hashes[0], lengths[0], lasts[0]], [hashOfLetters(written.replace('amp;', '')), length, last.charCodeAt(0)]);
		}
	});

	test('have the check of their letters, with and without the last', () => {
		const text = 'On Qum\u00adNets & Straßen';
		const end = text.length - 1;
		const words = readWords(text, [{ start: 0, end }]);
		for (const withoutLast of [false, true]) {
			assert.equal(checkOfWords(text, words, 0, 3, withoutLast), checkOfText('On QumNets and Straße', withoutLast));
			assert.equal(checkOfWords(text, words, 1, 1, withoutLast), checkOfText('QumNets', withoutLast));
			assert.equal(checkOfWords(text, words, 1, 3, withoutLast), checkOfText('QumNets & Straße', withoutLast));
		}
	});
});
