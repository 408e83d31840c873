import assert from 'node:assert/strict';
import { markupNames, positionsOf } from './positions.js';
import { namedIn, promises, textWith, written } from './promises.js';

/** What is none against the rule, by its position and words, with the reason; asserted as such. */
const exceptions: readonly (readonly [markups: string, positions: RegExp, words: RegExp, reason: string])[] = [
	[
		'markdown org',
		/^in (?:an environment|an item|a caption|a cell) of LaTeX$/,
		/^⟦Lantern⟧/,
		'nothing is cited in raw LaTeX, so that the name has no evidence',
	],
	['typst', /^in (?:bold )?emphasis$|^behind dashes of Typst$/, /^⟦Lantern⟧/, 'the sign behind the key is a part of it'],
	[
		'restructuredtext',
		/^as the text of|^in interpreted text$|^in quotes of LaTeX$|by a role$/,
		/^⟦Lantern⟧/,
		'no role is within interpreted text',
	],
	['latex typst', /^behind dashes of/, /^⟦https/, 'hyphens may belong to an address'],
	['typst', /^before a (?:footnote|superscript)$/, /^⟦https/, 'the hash belongs to the address'],
	['markdown', /^in a bare address$/, /^⟦10/, 'an address that holds a DOI is a mention'],
	['markdown', /^in the name of a file$/, /^⟦(?:arXiv|https)/, 'an identifier is one whatever is behind it'],
	['markdown', /^in the name of a file$/, /–/, 'no file has a dash in its name'],
	['typst', /^in a label$/, /[‑–/]/, 'no label has such signs'],
	['org', /^in emphasis$/, /^⟦https/, 'the slash may belong to the address'],
];

const isExcepted = (markup: string, name: string, words: string): boolean =>
	exceptions.some(([markups, positions, excepted]) => markups.split(' ').includes(markup) && positions.test(name) && excepted.test(words));

suite('a name in every position', () => {
	for (const markup of markupNames)
		test(`of ${markup}`, () => {
			const failures: string[] = [];
			for (const [name, position] of positionsOf(markup))
				for (const promise of promises) {
					if (position.isOneWord && (promise.isBeside || promise.words.includes(' '))) continue;
					const { found, wanted } = namedIn(markup, textWith(markup, position.source, written(markup, promise.words), promise));
					const isException = isExcepted(markup, name, promise.words);
					const expected = position.none === undefined ? wanted : '';
					if ((found !== expected) !== isException) failures.push(`${name} / ${promise.words}: ${found || '-'}`);
				}
			assert.equal(failures.length, 0, failures.join('\n'));
		});

	test('of a notebook', () => {
		const failures: string[] = [];
		for (const [name, { source, none, isOneWord }] of positionsOf('markdown'))
			for (const promise of promises) {
				// The file writes a backslash as two signs.
				if (isOneWord || isExcepted('markdown', name, promise.words) || (promise.words.includes('https') && / of LaTeX$/.test(name)))
					continue;
				const { found, wanted } = namedIn('ipynb', notebookOf(textWith('markdown', source, promise.words, promise)));
				if (found !== (none === undefined ? wanted : '')) failures.push(`${name} / ${promise.words}: ${found || '-'}`);
			}
		assert.equal(failures.length, 0, failures.join('\n'));
	});
});

/** The file of a notebook with one cell, whose lines are strings of their own. */
function notebookOf(text: string): string {
	const lines = (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => JSON.stringify(line));
	return `{"cells": [{"cell_type": "markdown", "metadata": {}, "source": [${lines.join(',\n  ')}]}], "metadata": {}, "nbformat": 4}`;
}
