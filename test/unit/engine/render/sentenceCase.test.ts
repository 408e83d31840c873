import assert from 'node:assert/strict';
import { sentenceCase } from '../../../../server/engine/render/sentenceCase.js';

suite('sentence case', () => {
	for (const [title, sentence] of [
		['The Art of Lamps', 'The art of lamps'],
		['the art of lamps', 'The art of lamps'],
		['McDonald and the iPhone in NASA', 'McDonald and the iPhone in NASA'],
		['Lamps: A Review. The End? Yes: It Is', 'Lamps: A review. The end? Yes: It is'],
		['X-Ray and Self-Organizing Maps', 'X-ray and self-organizing maps'],
		['Lamps: “The Quoted” One', 'Lamps: “The quoted” one'],
		['Lamps: (The Bracketed) One', 'Lamps: (The bracketed) one'],
		['Version 2.The Thing 3:The Thing', 'Version 2.the thing 3:the thing'],
		[
			'On <span class="nocase">Markov</span> Chains in <i>Pinus Sylvestris</i>',
			'On <span class="nocase">Markov</span> chains in <i>pinus sylvestris</i>',
		],
		['Über Étude', 'Über étude'],
		['ß and Lamps', 'ß and lamps'],
		['', ''],
	] as const)
		test(`of “${title}”`, () => {
			assert.equal(sentenceCase(title), sentence);
		});
});
