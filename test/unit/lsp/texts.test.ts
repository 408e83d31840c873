import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { closedNote } from '../../../server/engine/documents/noteIndex.js';
import { editOf, RequestTexts, textsIn, unchangingTexts, versioned } from '../../../server/lsp/texts.js';
import type { UnchangingText } from '../../../server/lsp/unchangingText.js';

const makeText = textsIn('utf-16');
const configuration = unchangingTexts(makeText);
const opened = configuration.create('file:///note.md', 'markdown', 1, 'first\nsecond\n');
const typed = (before: UnchangingText, version: number) =>
	configuration.update(before, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: 'new\n' }], version);

suite('texts', () => {
	test('an edit makes another document and leaves the one before as it was', () => {
		opened.positionAt(7);
		const after = typed(opened, 2);
		assert.deepEqual([opened.version, opened.getText()], [1, 'first\nsecond\n']);
		assert.deepEqual([after.version, after.getText()], [2, 'new\nfirst\nsecond\n']);
		assert.deepEqual(opened.positionAt(6), { line: 1, character: 0 });
		assert.deepEqual(after.positionAt(10), { line: 2, character: 0 });
	});

	test('edits come in the order of typing, also several in one message', () => {
		const at = (character: number, text: string) => ({
			range: { start: { line: 0, character }, end: { line: 0, character } },
			text,
		});
		assert.equal(configuration.update(opened, [at(0, 'ab'), at(2, 'c'), { text: 'whole' }, at(5, '!')], 5).getText(), 'whole!');
	});

	test('an edit names the version of the text that its spans are of', () => {
		const { textDocument, edits } = editOf(versioned(opened), [{ span: { start: 6, end: 12 }, text: 'next' }]);
		assert.deepEqual(textDocument, { uri: 'file:///note.md', version: 1 });
		assert.equal(TextDocument.applyEdits(opened, edits), 'first\nnext\n');
	});

	/** Texts of a request, with files whose text is another at each reading, and a document that may be opened or edited meanwhile. */
	const requestOf = (open: readonly TextDocument[]) => {
		let readings = 0;
		const texts = new RequestTexts({
			opened: open,
			makeText,
			readFile: async (uri) => {
				if (uri.endsWith('gone.md')) throw new Error('no such file');
				return `reading ${++readings}`;
			},
			documentOf: ({ uri }) => closedNote(uri, 'markdown', 'open'),
			closedDocument: (uri, text) => closedNote(uri, 'markdown', text),
		});
		return texts;
	};

	test('a request reads a file once, and an open document as it was at first', async () => {
		const open: UnchangingText[] = [opened];
		const texts = requestOf(open);
		open[0] = typed(opened, 2);
		open.push(configuration.create('file:///other.md', 'markdown', 1, 'opened later'));
		assert.deepEqual(await texts.read('file:///note.md'), { text: opened, version: 1 });
		const [first, second] = await Promise.all([texts.read('file:///other.md'), texts.read('file:///other.md')]);
		assert.equal(first?.text.getText(), 'reading 1');
		assert.equal(first.version, null);
		assert.equal(second, first);
	});

	test('a document is the same one each time, and nothing where its file cannot be read', async () => {
		const texts = requestOf([opened]);
		assert.equal(await texts.documentAt('file:///other.md'), await texts.documentAt('file:///other.md'));
		assert.equal((await texts.documentAt('file:///other.md'))?.version, null);
		assert.equal((await texts.documentAt('file:///note.md'))?.text, 'open');
		assert.equal(await texts.documentAt('file:///gone.md'), undefined);
	});

	test('are made in one place, which knows what the client counts', () => {
		const makers = readdirSync('server/lsp').filter((name) =>
			/^import (?!type ).*\bTextDocument\b.*'vscode-languageserver-textdocument'/m.test(readFileSync(join('server/lsp', name), 'utf8')),
		);
		assert.deepEqual(makers, []);
	});
});
