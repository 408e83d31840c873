import assert from 'node:assert/strict';
import { packMentions, spansNaming } from '../../../../server/engine/documents/notedMentions.js';

suite('The mentions of a note', () => {
	const span = (start: number) => ({ start, end: start + 3 });
	const mentions = packMentions([
		{ keys: ['resnet', 'he2016'], span: span(0) },
		{ keys: ['unet'], span: span(10) },
		{ keys: ['resnet', 'he2016'], span: span(20) },
		{ keys: ['smith2020a', 'smith2020b'], span: span(30) },
	]);

	test('have the keys of a paper that is named twice only once', () => {
		assert.deepEqual(mentions.keys, ['resnet', 'he2016', 'unet', 'smith2020a', 'smith2020b']);
	});

	test('are found by any key of a paper, in the order of the text', () => {
		assert.deepEqual(
			spansNaming(mentions, (key) => key === 'he2016'),
			[span(0), span(20)],
		);
	});

	test('of several papers are found by each of them', () => {
		assert.deepEqual(
			spansNaming(mentions, (key) => key === 'smith2020b'),
			[span(30)],
		);
	});

	test('are not found by a key that no named paper has', () => {
		assert.deepEqual(
			spansNaming(mentions, (key) => key === 'alexnet'),
			[],
		);
	});
});
