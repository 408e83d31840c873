import assert from 'node:assert/strict';
import { mystMarkdown } from '../../../../../server/engine/documents/markup/mystMarkdown.js';
import { ProjectFiles } from '../../../../../server/engine/documents/project/projectFiles.js';

const text = 'Fog @fog1999.\n\n% hidden @rain2001 and Lamps\n\nSee @dew2003, 5 % of it.\n';

suite('Markdown in a MyST project', () => {
	test('cites nothing in comments', () => {
		assert.deepEqual(
			mystMarkdown.citations(text).map(({ key }) => key),
			['fog1999', 'dew2003'],
		);
	});

	test('has no prose in comments, and offers nothing there', () => {
		const prose = mystMarkdown
			.prose(text)
			.map(({ start, end }) => text.slice(start, end))
			.join('');
		assert.ok(prose.includes('5 % of it') && !prose.includes('Lamps'), prose);
		assert.equal(mystMarkdown.completing('% see @fo', 9), undefined);
		assert.equal(mystMarkdown.completing('see @fo', 7)?.query, 'fo');
	});

	test('cites without what a bibliography directive puts before keys', () => {
		const prefixed = 'See {cite:p}`s-doe,roe` and {cite}`s-d`.\n\n```{bibliography}\n:keyprefix: s-\n```\n';
		assert.deepEqual(
			mystMarkdown.citations(prefixed).map(({ key, span }) => [key, prefixed.slice(span.start, span.end)]),
			[
				['doe', 'doe'],
				['roe', 'roe'],
				['d', 'd'],
			],
		);
		assert.equal(mystMarkdown.completing(prefixed, prefixed.indexOf('d`.') + 1)?.query, 'd');
	});

	test('is what Markdown is read as below myst.yml or conf.py, and nowhere else', () => {
		const project = new ProjectFiles();
		project.folders = ['file:///w'];
		project.update('file:///w/book/myst.yml', '');
		project.update('file:///w/docs/conf.py', '');
		const isMyst = (uri: string) => project.markupOf(uri, 'markdown') === mystMarkdown;
		assert.deepEqual(
			['book/n.md', 'docs/deep/n.md', 'n.md'].map((path) => isMyst(`file:///w/${path}`)),
			[true, true, false],
		);
	});
});
