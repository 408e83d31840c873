import assert from 'node:assert/strict';
import { latexWith } from '../../../../../server/engine/documents/markup/latex.js';
import { citingDefinitions, citingDefinitionsAgain } from '../../../../../server/engine/documents/markup/latexDefinitions.js';
import { containing } from '../../../../../server/engine/documents/markup/scan.js';
import { seeded } from '../../../../bench/generate.js';

/** Changes a text at random places, each time by one of the pieces; yields it after each change. */
function* edited(text: string, pieces: readonly string[], edits: number, seed: number): Generator<string> {
	const next = seeded(seed);
	for (let edit = 0; edit < edits; edit++) {
		const at = next(text.length + 1);
		const cut = next(3) === 0 ? next(12) : 0;
		text = text.slice(0, at) + pieces[next(pieces.length)] + text.slice(at + cut);
		yield text;
	}
}

const filler = 'Words that a text is made of, one after another, line by line.\n'.repeat(4);

suite('what is kept of a text over an edit', () => {
	test('whether a text contains something is what a search in all of it says', () => {
		const contains = containing(/needle/g, 6);
		const found = new Set<boolean>();
		for (let seed = 1; seed < 60; seed++)
			for (const text of edited(filler, ['nee', 'dle', 'needle', 'x', '', 'ne'], 60, seed)) {
				assert.equal(contains(text), text.includes('needle'), text);
				found.add(contains(text));
			}
		assert.deepEqual([...found].sort(), [false, true]);
	});

	test('whether a text contains a word on its own is, too', () => {
		const contains = containing(/\W(?:cite|ref)\W/g, 6);
		const found = new Set<boolean>();
		for (let seed = 1; seed < 60; seed++)
			for (const text of edited(filler, ['ci', 'te', ' cite ', 'x', ' ', 'ref', '', 'r'], 60, seed)) {
				assert.equal(contains(text), /\W(?:cite|ref)\W/.test(text), text);
				found.add(contains(text));
			}
		assert.deepEqual([...found].sort(), [false, true]);
	});

	test('the citing commands that a LaTeX text makes are those of a fresh reading', () => {
		const known = new Map([['cite', 'keys' as const]]);
		const pieces = [
			'\\newcommand',
			'{\\mine}',
			'[1]',
			'{\\cite{#1}}',
			'\\let\\other\\mine ',
			'%',
			'\n',
			'x',
			'\\newcites{sup}',
			'\\def\\new#1{\\cite{#1}}',
		];
		let kept = 0;
		for (let seed = 1; seed < 12; seed++) {
			let before = `\\newcommand{\\see}[1]{\\cite{#1}}\n${filler.repeat(150)}`;
			let definitions = citingDefinitions(before, known);
			for (const text of edited(before, pieces, 80, seed)) {
				const again = citingDefinitionsAgain(before, definitions, text);
				const whole = citingDefinitions(text, known);
				if (again) {
					kept++;
					assert.deepEqual(again, whole, text);
				}
				before = text;
				definitions = whole;
			}
		}
		assert.ok(kept > 100, `kept ${kept} times`);
	});

	test('a command that is made or unmade while typing counts at once', () => {
		const { citations } = latexWith([]);
		const text = (name: string) => `\\newcommand{\\${name}}[1]{\\cite{#1}}\n\n${filler}\n\nas \\mine{a2000} says`;
		const keys = (name: string) => citations(text(name)).map(({ key }) => key);
		assert.deepEqual([keys('min'), keys('mine'), keys('miner'), keys('mine')], [[], ['a2000'], [], ['a2000']]);
	});
});
