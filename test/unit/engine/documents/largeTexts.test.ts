import assert from 'node:assert/strict';
import { largestNote, largestRead } from '../../../../server/engine/base/files.js';
import { plainText } from '../../../../server/engine/base/plainLetters.js';
import { Document } from '../../../../server/engine/documents/document.js';
import { latexPartExtensions, noteExtensions } from '../../../../server/engine/documents/languages.js';
import { documentLanguages, markupOf } from '../../../../server/engine/documents/markup/languages.js';
import { keyFrom } from '../../../../server/engine/library/formats/identifiers.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';
import { markupShapes } from '../../../chaos/growth/shapes.js';

suite('a text of more letters than notes are read up to', () => {
	const cited = { markdown: '[@a]', latex: '\\cite{a}', typst: '@a', org: '[cite:@a]', restructuredtext: ':cite:`a`' };
	/** A text of so many letters that begins with a citation. */
	const citing = (text: string, length: number) => `${text}\n${'x'.repeat(length - text.length - 1)}`;
	const read = (languageId: string, text: string) => {
		const document = new Document('file:///text', languageId, 1, text);
		return { keys: document.citations.map(({ key }) => key), prose: document.prose.length, document };
	};

	for (const [languageId, text] of Object.entries(cited))
		test(`is not read as ${languageId}, and is still cited in`, () => {
			assert.deepEqual(read(languageId, citing(text, largestNote)).keys, ['a']);
			const { keys, prose, document } = read(languageId, citing(text, largestNote + 1));
			assert.deepEqual([keys, prose], [[], 0]);
			assert.deepEqual(document.mentions(createLibraryStore().current), []);
			assert.equal(document.markup!.write({ keys: ['b'] }), markupOf(languageId)!.write({ keys: ['b'] }));
		});

	test('is read as a notebook as far as its cells are no larger together', () => {
		const bookOf = (...cells: readonly string[]) =>
			JSON.stringify({ nbformat: 4, metadata: {}, cells: cells.map((source) => ({ cell_type: 'markdown', metadata: {}, source })) });
		const half = largestNote / 2;
		assert.deepEqual(read('ipynb', bookOf(citing('[@a]', half), citing('[@b]', half), '[@c]')).keys, ['a', 'b']);
		assert.deepEqual(read('ipynb', bookOf(citing('[@a]', largestNote + 1), '[@c]')).keys, []);
		const output = { cell_type: 'code', source: '', outputs: [{ text: 'x'.repeat(largestNote) }] };
		assert.deepEqual(read('ipynb', `{"cells": [${JSON.stringify(output)}, {"cell_type": "markdown", "source": "[@a]"}]}`).keys, ['a']);
	});

	test('is not read as a file either, whatever language it is written in', () => {
		for (const ending of [...noteExtensions, ...latexPartExtensions].filter((each) => each !== '.ipynb'))
			assert.equal(largestRead(`file:///a${ending}`), largestNote, ending);
		assert.ok(largestRead('file:///a.ipynb') > largestNote);
	});
});

// A pattern that keeps each of so many blanks to go back to has more to keep than there is room for.
suite('the blanks of a text as large as notes are read', () => {
	for (const languageId of documentLanguages.filter((each) => each in markupShapes && each !== 'ipynb'))
		for (const shape of ['blanks', 'blank lines', 'blanks in lines', 'tabs'])
			test(`are read in ${languageId}: ${shape}`, () => {
				const blanks = markupShapes[languageId]![shape]!(largestNote - 40);
				const document = new Document('file:///text', languageId, 1, `x${blanks}words\n\n${blanks.slice(0, 1)}`);
				assert.deepEqual(document.citations, []);
				assert.ok(document.prose.length > 0);
			});
});

suite('a letter with millions of accents', () => {
	const letter = `e${'\u0301'.repeat(largestNote)}`;

	test('is that letter where accents do not count', () => assert.equal(plainText(letter), 'e'));

	test('is that letter in a key', () => assert.equal(keyFrom(`${letter}${'!'.repeat(largestNote)}`), 'e'));
});
