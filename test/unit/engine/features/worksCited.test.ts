import assert from 'node:assert/strict';
import { worksCited } from '../../../../server/engine/features/worksCited.js';
import { contextOf, lanternNet, libraryOf, mirrors, note } from '../../note.js';

const context = contextOf(libraryOf(lanternNet, mirrors));

const cited = (text: string, languageId?: string) => {
	const { papers, unknown } = worksCited(context, note(`${text}|`, languageId).document);
	return { papers: papers.map(({ key }) => key), unknown };
};

suite('works cited', () => {
	test('are listed once each, in the order of citing', () => {
		assert.deepEqual(cited('See [@poe2021mirrors; @doe2020lantern, p. 3] and @poe2021mirrors.'), {
			papers: ['poe2021mirrors', 'doe2020lantern'],
			unknown: [],
		});
	});

	test('leave out what nobody has, and say so', () => {
		assert.deepEqual(cited('[@nobody; @doe2020lantern; @nobody]'), { papers: ['doe2020lantern'], unknown: ['nobody'] });
	});

	test('are not what is only named or linked to', () => {
		assert.deepEqual(cited('LanternNet, [[poe2021mirrors]], `@poe2021mirrors`'), { papers: [], unknown: [] });
	});

	test('are not what a note of Org-roam is on', () => {
		assert.deepEqual(cited(':PROPERTIES:\n:ROAM_REFS: @doe2020lantern\n:END:\n', 'org'), { papers: [], unknown: [] });
	});

	test('are found in LaTeX, of which an asterisk is none', () => {
		assert.deepEqual(cited('\\cite{doe2020lantern}\\nocite{*}', 'latex'), { papers: ['doe2020lantern'], unknown: [] });
	});
});
