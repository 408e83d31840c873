import assert from 'node:assert/strict';
import { createLibraryFiles } from '../../../server/engine/library/libraryFiles.js';
import { createLibraryStore } from '../../../server/engine/library/store.js';
import { keyRangeOf, rangesIn } from '../../../server/lsp/places.js';
import type { PositionEncoding } from '../../../server/lsp/positionEncoding.js';
import { RequestTexts, textsIn } from '../../../server/lsp/texts.js';
import { UnchangingText } from '../../../server/lsp/unchangingText.js';

const uri = 'file:///library.bib';

const entry = (key: string, title = 'Of Ships') => `@article{${key},\n  title = {${title}},\n  year = {2020}\n}\n`;

/** Enough entries for several pieces. */
const many = Array.from({ length: 2500 }, (_, index) => entry(`many${index}`, `Ünumber ${(index * 7919) % 1000}`)).join('\n');

/** A library with one `.bib` file, whose text is put in its place as by an editor. */
function libraryOf(text: string) {
	const store = createLibraryStore();
	const files = createLibraryFiles(store, { read: async () => new Uint8Array() } as never, undefined);
	const put = (now: string) => files.readText(uri, 'workspace', now);
	put(text);
	return { put, placeOf: (key: string) => store.current.byKey(key)[0]!.places[0]! };
}

const textsWith = (
	readFile: (uri: string) => Promise<string>,
	opened: readonly UnchangingText[] = [],
	encoding: PositionEncoding = 'utf-16',
) =>
	new RequestTexts({ opened, makeText: textsIn(encoding), readFile, documentOf: () => assert.fail(), closedDocument: () => assert.fail() });

const unread = textsWith(() => assert.fail('The file is read.'));

/** Asserts that the range of each key is that in the text, and is known without the text. */
async function assertKnown(text: string, placeOf: ReturnType<typeof libraryOf>['placeOf'], keys: readonly string[]): Promise<void> {
	const texts = textsWith(async () => text);
	for (const key of keys)
		assert.deepEqual(await keyRangeOf(unread, placeOf(key)), (await rangesIn(texts, uri, [placeOf(key).keySpan]))[0], key);
}

suite('the range of a key', () => {
	test('is known without reading the file, in whatever piece of it the entry is', async () => {
		const text = `% Ships\n\n${many}\n${entry('last')}`;
		await assertKnown(text, libraryOf(text).placeOf, ['many0', 'many1', 'many1700', 'many2499', 'last']);
	});

	test('is the new one where lines came or went before the entry, though its piece is not read again', async () => {
		const { put, placeOf } = libraryOf(many);
		const longer = `${entry('new')}\n${many}`;
		put(longer);
		await assertKnown(longer, placeOf, ['new', 'many0', 'many2400']);
		const shorter = many.slice(many.indexOf('@article{many3,'));
		put(shorter);
		await assertKnown(shorter, placeOf, ['many3', 'many2400']);
	});

	test('counts a carriage return and a line feed as one line end', async () => {
		const text = many.replaceAll('\n', '\r\n');
		await assertKnown(text, libraryOf(text).placeOf, ['many0', 'many2400']);
	});

	test('counts a carriage return alone as a line end, too', async () => {
		const text = many.replaceAll('}\n', '}\r').replaceAll('year', '\r\n\r\ryear');
		await assertKnown(text, libraryOf(text).placeOf, ['many0', 'many2400']);
	});

	test('is looked for in the file where the entry does not begin its line', async () => {
		for (const text of [`  ${entry('ship')}`, `${entry('other')} ${entry('ship')}`]) {
			const { placeOf } = libraryOf(text);
			const [range] = await rangesIn(
				textsWith(async () => text),
				uri,
				[placeOf('ship').keySpan],
			);
			assert.deepEqual(
				await keyRangeOf(
					textsWith(async () => text),
					placeOf('ship'),
				),
				range,
				JSON.stringify(text),
			);
		}
	});

	for (const [encoding, end] of [
		['utf-8', 21],
		['utf-16', 17],
		['utf-32', 16],
	] as const)
		test(`counts a key's letters beyond ASCII in ${encoding}`, async () => {
			const text = entry('größe🌫x');
			const range = await keyRangeOf(
				textsWith(async () => text, [], encoding),
				libraryOf(text).placeOf('größe🌫x'),
			);
			assert.deepEqual(range, { start: { line: 0, character: 9 }, end: { line: 0, character: end } });
		});

	test('is that in the text of the editor where the file is open', async () => {
		const text = `\n\n${entry('ship')}`;
		const opened = new UnchangingText(uri, 'bibtex', 1, ` ${text}`);
		const place = libraryOf(text).placeOf('ship');
		const { start } = await keyRangeOf(
			textsWith(() => assert.fail(), [opened]),
			place,
		);
		assert.equal(opened.offsetAt(start), place.keySpan.start);
	});
});
