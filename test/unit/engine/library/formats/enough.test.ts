import assert from 'node:assert/strict';
import { resultOf } from '../../../../../server/engine/base/inSlices.js';
import { type Piece, readBibtexFile } from '../../../../../server/engine/library/bibtexFile.js';
import { isEnough, mostMistakes, mostRecords } from '../../../../../server/engine/library/formats/enough.js';
import { formatOf } from '../../../../../server/engine/library/formats/formats.js';
import type { Problem } from '../../../../../server/engine/library/formats/record.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';

const item = '{"id": "a", "type": "book", "title": "A"}';
const zoteroItem = '{"itemType": "book", "citationKey": "a", "title": "A"}';

/** Files of nothing but mistakes behind an entry, by their names: before, the mistake, and where the first one begins. */
const files: Readonly<Record<string, readonly [before: string, mistake: string]>> = {
	'a.bib': ['@book{a, title = {A}}\n', '@a{\n'],
	'b.bib': ['@book{a, title = {A}}', '@a{'],
	'a.json': [`[${item},`, '{a},'],
	'b.json': [`{"config": {}, "items": [${zoteroItem},`, '{a},'],
	'a.ris': ['TY  - BOOK\nTI  - A\nER  - \n', 'TY  - \n'],
	'c.ris': ['FN Clarivate Analytics Web of Science\nVR 1.0\nPT B\nTI A\nER\n\n', 'PT J\n'],
	'a.yaml': ['a:\n  type: book\n  title: A\n', 'b:\n'],
};

suite('a file of more mistakes than anybody makes', () => {
	for (const [name, [before, mistake]] of Object.entries(files))
		test(`is read up to the one that is too many: ${name}`, () => {
			const count = Math.max(400_000, Math.ceil((1 << 21) / mistake.length));
			const text = before + mistake.repeat(count);
			const { records, problems } = formatOf(`file:///${name}`)!.read(text);
			assert.equal(records[0]?.title, 'A');
			const last = problems.at(-1)!;
			assert.deepEqual([last.code, last.fault, last.severity], ['broken-entry', 'unread-rest', 'error']);
			// Some formats are read in pieces.
			assert.ok(problems.length > mostMistakes && problems.length < 2 * mostMistakes, String(problems.length));
			assert.ok(last.span.start > before.length + 90_000 * mistake.length && last.span.start < text.length, String(last.span.start));
		});

	test('is read up to there piece by piece, and to its end once they are corrected', () => {
		const { words } = createLibraryStore();
		const read = (text: string, before: readonly Piece[] = []) => resultOf(readBibtexFile(new TextEncoder().encode(text), words, before));
		const mistakes = `${'x'.repeat(70_000)}\n${'@a{\n'.repeat(mostMistakes)}`;
		const end = `${'\n'.repeat(70_000)}@book{z, title = {Z}}\n`;
		const pieces = read(`${mistakes}${end}`);
		const problems = pieces.flatMap(({ pack }) => pack.problems);
		assert.equal(problems.at(-1)?.fault, 'unread-rest');
		assert.equal(problems.filter(({ fault }) => fault === 'unread-rest').length, 1);
		const corrected = read(`${mistakes.replaceAll('@a{', '@a{a}')}${end}`, pieces);
		assert.deepEqual(
			corrected.flatMap(({ pack }) => pack.problems),
			[],
		);
		assert.equal(
			corrected.reduce((sum, { pack }) => sum + pack.count, 0),
			mostMistakes + 1,
		);
	});

	test('may have as many records as are searched for names, and no more', () => {
		const problems: Problem[] = [];
		assert.equal(isEnough({ length: mostRecords - 1 } as unknown[], problems, 5), false);
		assert.deepEqual(problems, []);
		assert.equal(isEnough({ length: mostRecords } as unknown[], problems, 5), true);
		assert.deepEqual(
			problems.map(({ fault, span }) => [fault, span]),
			[['unread-rest', { start: 5, end: 5 }]],
		);
	});
});
