import assert from 'node:assert/strict';
import { Document } from '../../../../../server/engine/documents/document.js';
import { corpusStore } from '../../../corpusLibrary.js';

const paragraphs = [
	'We compare InfoGAN with R-FCN.',
	'# Wide Residual Networks',
	'- Kipf & Welling (2017)\n- EWC',
	'```\nInfoGAN\n```',
	'A line of Aggregated Residual\nTransformations for Deep Neural Networks here.',
	'`V-Net` and V-Net, $x$',
];
const strokes = ['x', ' ', '\n', '\n\n', '`', '```\n', '$', ' InfoGAN ', '@', '- ', '<!-- ', ' -->', 'GRU-D'];

suite('mentions after an edit', () => {
	test('are the same as in the whole text read again, whatever is typed or deleted', () => {
		let state = 1;
		const next = (below: number): number => {
			state = (Math.imul(state, 1103515245) + 12345) >>> 0;
			return (state >>> 8) % below;
		};
		const library = corpusStore().current;
		let text = Array.from({ length: 30 }, (_, index) => paragraphs[index % paragraphs.length]).join('\n\n');
		let document = new Document('file:///n', 'markdown', 0, text);
		let reused = 0;
		for (let version = 1; version <= 400; version++) {
			const at = next(text.length + 1);
			const cut = next(3) === 0 ? next(12) : 0;
			text = text.slice(0, at) + (next(4) === 0 ? '' : strokes[next(strokes.length)]) + text.slice(at + cut);
			const before = document.mentions(library);
			document = new Document('file:///n', 'markdown', version, text, document);
			const shown = (each: Document) =>
				each.mentions(library).map(({ span, papers }) => `${span.start} ${each.textOf(span)} ${papers.map(({ key }) => key)}`);
			assert.deepEqual(shown(document), shown(new Document('file:///n', 'markdown', version, text)), `after edit ${version}`);
			if (before.length > 0 && document.mentions(library)[0] === before[0]) reused++;
		}
		assert.ok(reused > 100, `${reused} of 400 edits kept what they did not touch`);
	});
});
