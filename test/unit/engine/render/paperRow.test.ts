import assert from 'node:assert/strict';
import { citationText } from '../../../../server/engine/features/facts.js';
import { mapCard } from '../../../../server/engine/features/map.js';
import { paperRow, shownTitle } from '../../../../server/engine/render/paperRow.js';
import { lanternNet, libraryOf } from '../../note.js';

suite('titles in lists', () => {
	const lantern = libraryOf(lanternNet).byKey('doe2020lantern')[0]!;
	const shown = (title: string) => {
		const paper = { ...lantern, title };
		const row = paperRow(paper, { state: () => 'unread', isStarred: () => false, hasNote: () => false });
		return [row.title, shownTitle(paper), mapCard(paper).title, citationText(paper).title];
	};

	test('are those of the papers', () => {
		assert.deepEqual(new Set(shown('Lanterns at Sea')), new Set(['Lanterns at Sea']));
	});

	test('of a hundred thousand letters are cut to a line', () => {
		assert.deepEqual(new Set(shown('x'.repeat(100_000))), new Set([`${'x'.repeat(500)}…`]));
	});
});
