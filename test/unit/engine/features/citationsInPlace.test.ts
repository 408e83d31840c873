import assert from 'node:assert/strict';
import { citationsInPlace } from '../../../../server/engine/features/citationsInPlace.js';
import { contextOf, lanternNet, libraryOf, mirrors, note } from '../../note.js';

const context = contextOf(libraryOf(lanternNet, mirrors));

/** The text with what is shown in the place of its citations. */
function shown(marked: string, languageId?: string): string {
	const { document } = note(`${marked}|`, languageId);
	let text = '';
	let end = 0;
	for (const { span, text: instead } of citationsInPlace(context, document)) {
		text += `${document.text.slice(end, span.start)}<${instead}>`;
		end = span.end;
	}
	return text + document.text.slice(end);
}

suite('citations in their place', () => {
	for (const [languageId, text, expected] of [
		['markdown', 'As [@doe2020lantern] and @poe2021mirrors.', 'As <Doe and Roe 2020> and <Poe 2021>.'],
		['markdown', '[see @doe2020lantern, p. 3; @poe2021mirrors]', '[see <Doe and Roe 2020>, p. 3; <Poe 2021>]'],
		['markdown', '@{doe2020lantern}s and [-@doe2020lantern]', '<Doe and Roe 2020>s and [-<Doe and Roe 2020>]'],
		['markdown', '[@nobody2020], [[doe2020lantern]], `[@doe2020lantern]`', '[@nobody2020], [[doe2020lantern]], `[@doe2020lantern]`'],
		[
			'latex',
			String.raw`\citep{doe2020lantern} \citep[p.~3]{doe2020lantern,poe2021mirrors}`,
			String.raw`<Doe and Roe 2020> \citep[p.~3]{<Doe and Roe 2020>,<Poe 2021>}`,
		],
		['typst', '@doe2020lantern and #cite(<doe2020lantern>)', '<Doe and Roe 2020> and <Doe and Roe 2020>'],
		['org', '[cite:@doe2020lantern] [cite:see @doe2020lantern]', '<Doe and Roe 2020> [cite:see <Doe and Roe 2020>]'],
		['restructuredtext', ':cite:p:`doe2020lantern`', '<Doe and Roe 2020>'],
	] as const)
		test(`are authors and year in ${languageId}: ${text}`, () => assert.equal(shown(text, languageId), expected));
});
