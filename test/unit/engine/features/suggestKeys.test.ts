import assert from 'node:assert/strict';
import { hover } from '../../../../server/engine/features/hover.js';
import { suggestKeys } from '../../../../server/engine/features/suggestKeys.js';
import { fixture } from '../../fixture.js';

const entries = (...keys: readonly string[]): string =>
	keys.map((key, index) => `@book{${key}, title = {Fog of kind ${index}}, author = {Doe, Jane}, year = ${1990 + index}}\n`).join('');

suite('keys in the place of an unknown one', () => {
	for (const [what, text] of [
		['in a citation', 'See [@doe19|95].'],
		['in a link to the note on a paper', 'See [[@doe19|95]].'],
		[
			'in a sentence that speaks of many other papers',
			'Doe (1990), Doe (1991), Doe (1992), Doe (1993), Doe (1994), Doe (1996) and Doe (1997) are about fog of kind 0 [@doe19|95].',
		],
	] as const)
		test(`include all that its card lists ${what}`, () => {
			const keys = ['doe1990', 'doe1991', 'doe1992', 'doe1993', 'doe1994', 'doe1996fog', 'doe1995a', 'doe1995b', 'doe1998'];
			const { context, document, offset } = fixture(`--- n.md\n${text}\n--- refs.bib\n${entries(...keys)}`);
			const listed = hover(context, document, offset)?.nearest.map(({ key }) => key) ?? [];
			const offered = suggestKeys(context, document, offset).flatMap(({ edits }) => edits.map((edit) => edit.text));
			assert.notEqual(listed.length, 0);
			assert.deepEqual(
				listed.filter((key) => !offered.includes(key)),
				[],
				`${offered}`,
			);
			assert.ok(offered.length <= 5);
		});

	test('are none for a link to a note that nobody has written', () => {
		const { context, document, offset } = fixture(`--- n.md\nSee [[doe19|95]].\n--- refs.bib\n${entries('doe1995a')}`);
		assert.deepEqual(suggestKeys(context, document, offset), []);
	});
});
