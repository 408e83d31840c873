import assert from 'node:assert/strict';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { UnchangingText } from '../../../server/lsp/unchangingText.js';

/** Everything that can be asked of a text, outside of it, too. */
function facts(text: TextDocument) {
	const { length } = text.getText();
	const offsets = Array.from({ length: length + 3 }, (_, index) => text.positionAt(index - 1));
	const places = Array.from({ length: text.lineCount + 2 }, (_, line) =>
		[-1, 0, 1, 2, 7, 99].map((character) => text.offsetAt({ line: line - 1, character })),
	);
	const lines = Array.from({ length: text.lineCount + 2 }, (_, line) => [text.getLineRange(line - 1), text.getEOLCharacters(line - 1)]);
	return { text: text.getText(), version: text.version, lines, offsets, places };
}

/** A number below a limit, the same in every run (Park and Miller's generator). */
let state = 1997;
const below = (limit: number): number => {
	state = (state * 48271) % 2147483647;
	return state % limit;
};
const randomText = (most: number): string =>
	Array.from({ length: below(most) }, () => ['a', 'b', '🌫', '\n', '\r\n', '\r', '\n\r'][below(7)]).join('');

suite('unchanging texts', () => {
	test('after any edits answer as a text that is read afresh', () => {
		for (let round = 0; round < 300; round++) {
			let text = new UnchangingText('file:///a.md', 'markdown', 1, randomText(12));
			for (let version = 2; version < 8; version++) {
				const changes = Array.from({ length: below(3) }, (): TextDocumentContentChangeEvent => {
					const position = () => ({ line: below(8), character: below(5) });
					return below(9) === 0 ? { text: randomText(12) } : { range: { start: position(), end: position() }, text: randomText(5) };
				});
				const expected = changes.reduce((before, change) => {
					const whole = TextDocument.create('', '', 0, before);
					return 'range' in change ? TextDocument.applyEdits(whole, [{ range: change.range, newText: change.text }]) : change.text;
				}, text.getText());
				text = text.after(changes, version);
				assert.deepEqual(facts(text), facts(TextDocument.create('', '', version, expected)));
			}
		}
	});

	test('keep their text, version and lines whatever is made of them', () => {
		const text = new UnchangingText('file:///a.md', 'markdown', 1, 'one\ntwo\n');
		const before = facts(text);
		text.after([{ range: { start: { line: 0, character: 0 }, end: { line: 1, character: 1 } }, text: 'a\nb\nc' }], 2);
		assert.deepEqual(facts(text), before);
	});

	test('answer a range of the text', () => {
		const text = new UnchangingText('file:///a.md', 'markdown', 1, 'one\r\ntwo\n');
		assert.equal(text.getText({ start: { line: 0, character: 2 }, end: { line: 1, character: 2 } }), 'e\r\ntw');
	});

	const sizes = { 'utf-8': (letters: string) => Buffer.byteLength(letters), 'utf-32': (letters: string) => [...letters].length };
	for (const [encoding, sizeOf] of Object.entries(sizes) as [keyof typeof sizes, (letters: string) => number][]) {
		const textOf = (text: string) => new UnchangingText('file:///a.md', 'markdown', 1, text, encoding);

		test(`count in ${encoding}, in lines of any length`, () => {
			for (const most of [12, 3000]) {
				const lines = Array.from({ length: 4 }, () =>
					Array.from({ length: below(most) }, () => ['a', 'ö', '水', '🌫', '\ud83c'][below(5)]!).join(''),
				);
				const text = textOf(lines.join('\r\n'));
				let start = 0;
				for (const [line, letters] of lines.entries()) {
					let [offset, character] = [start, 0];
					for (const letter of [...letters, '']) {
						assert.deepEqual(text.positionAt(offset), { line, character });
						assert.equal(text.offsetAt({ line, character }), offset);
						offset += letter.length;
						character += sizeOf(letter);
					}
					assert.equal(text.offsetAt({ line, character: character + 9 }), start + letters.length);
					start += letters.length + 2;
				}
			}
		});

		test(`change where a client says so in ${encoding}`, () => {
			const before = 'Grüße 🌫, ';
			const at = { line: 1, character: sizeOf(before) };
			const end = { line: 1, character: sizeOf(`${before}📄ß`) };
			const text = textOf(`é\n${before}📄ßx\n`).after([{ range: { start: at, end }, text: '水\n' }], 2);
			assert.equal(text.getText(), `é\n${before}水\nx\n`);
			assert.deepEqual(text.positionAt(text.getText().indexOf('x')), { line: 2, character: 0 });
			assert.equal(text.getText({ start: at, end: { line: 2, character: 1 } }), '水\nx');
		});
	}

	test('take a place within a letter for its beginning', () => {
		const text = new UnchangingText('file:///a.md', 'markdown', 1, 'ö🌫x', 'utf-8');
		assert.deepEqual(
			[0, 1, 2, 3, 4, 5, 6, 7].map((character) => text.offsetAt({ line: 0, character })),
			[0, 0, 1, 1, 1, 1, 3, 4],
		);
		assert.equal(text.positionAt(2).character, 2);
	});
});
