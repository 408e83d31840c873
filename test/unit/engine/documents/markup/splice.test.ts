import assert from 'node:assert/strict';
import type { Citation } from '../../../../../server/engine/documents/markup/markup.js';
import { withoutKeyPrefixes } from '../../../../../server/engine/documents/markup/role.js';
import { movedCitation, placedCitation } from '../../../../../server/engine/documents/markup/splice.js';

const whole: Citation = {
	key: 'pep-roe',
	span: { start: 10, end: 17 },
	group: { start: 2, end: 30 },
	prefix: { start: 3, end: 8 },
	locator: { start: 19, end: 29 },
	kind: 'link',
};

const plain = (citation: Citation): Citation => placedCitation(citation, (span) => span);

suite('a citation that an edit moved', () => {
	test('has all its parts further on, also after two edits', () => {
		assert.deepEqual(plain(movedCitation(movedCitation(whole, 5), -2)), {
			key: 'pep-roe',
			span: { start: 13, end: 20 },
			group: { start: 5, end: 33 },
			prefix: { start: 6, end: 11 },
			locator: { start: 22, end: 32 },
			kind: 'link',
		});
	});

	test('has no part that it had not before', () => {
		const { key, span, group } = whole;
		assert.deepEqual(Object.keys(plain(movedCitation({ key, span, group }, 5))), ['key', 'span', 'group']);
	});

	test('keeps its parts where a key prefix is taken from its key', () => {
		const [citation] = withoutKeyPrefixes('.. bibliography:: a.bib\n   :keyprefix: pep-\n', [movedCitation(whole, 1)]);
		assert.deepEqual(citation && plain(citation), {
			key: 'roe',
			span: { start: 15, end: 18 },
			group: { start: 3, end: 31 },
			prefix: { start: 4, end: 9 },
			locator: { start: 20, end: 30 },
			kind: 'link',
		});
	});
});
