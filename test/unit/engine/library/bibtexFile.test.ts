import assert from 'node:assert/strict';
import { resultOf } from '../../../../server/engine/base/inSlices.js';
import { type Piece, readBibtexFile, textOfBytes } from '../../../../server/engine/library/bibtexFile.js';
import { decodePieces, encodePieces } from '../../../../server/engine/library/cache.js';
import { BibtexReader } from '../../../../server/engine/library/formats/bibtex/read.js';
import { unpackRecord } from '../../../../server/engine/library/index/pack.js';
import { Vocabulary } from '../../../../server/engine/library/index/vocabulary.js';
import { WordCollector } from '../../../../server/engine/library/index/words.js';

const words = new WordCollector(new Vocabulary());
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The pieces of a text, and how many of them had to be read. */
function read(text: string, before: readonly Piece[] = []): { pieces: readonly Piece[]; fresh: number } {
	const pieces = resultOf(readBibtexFile(bytesOf(text), words, before));
	const known = new Set(before.map(({ pack }) => pack));
	return { pieces, fresh: pieces.filter(({ pack }) => !known.has(pack)).length };
}

function recordsOf(pieces: readonly Piece[]) {
	let start = 0;
	return pieces.flatMap(({ pack }) => {
		const records = Array.from({ length: pack.count }, (_, index) => unpackRecord(pack, index, start));
		start += pack.length;
		return records;
	});
}

/** Enough entries for many pieces. */
const entries = Array.from(
	{ length: 3000 },
	(_, index) =>
		`@article{key${index},\n  title = {Work Ünumber ${index} of ${(index * 7919) % 1000}},\n  author = {Lang, M.},\n  year = {2020}\n}\n`,
);

suite('reading a .bib file in pieces', () => {
	test('finds every entry at its place, as a reading of the whole does', () => {
		const text = entries.join('\n');
		const { pieces } = read(text);
		assert.ok(pieces.length > 5, `${pieces.length} pieces`);
		const records = recordsOf(pieces);
		assert.equal(records.length, entries.length);
		for (const { key, span, keySpan } of records) {
			assert.equal(text.slice(keySpan.start, keySpan.end), key);
			assert.ok(text.slice(span.start).startsWith(`@article{${key},`));
		}
	});

	test('pauses between reading a piece and packing it', () => {
		const reading = readBibtexFile(bytesOf(entries.join('\n')), words);
		let before = 0;
		let pauses = 0;
		for (let step = reading.next(); !step.done; step = reading.next()) {
			if (step.value.length > 0 && step.value.length === before) pauses++;
			before = step.value.length;
		}
		assert.ok(before > 5, `${before} pieces`);
		assert.equal(pauses, before - 1);
	});

	test('reads again only what changed', () => {
		const { pieces } = read(entries.join('\n'));
		const changed = [...entries];
		changed[1500] = changed[1500]!.replace('Work', 'Wharf and quay');
		const again = read(changed.join('\n'), pieces);
		assert.equal(again.fresh, 1);
		assert.equal(recordsOf(again.pieces)[1500]!.title.slice(0, 14), 'Wharf and quay');
		assert.equal(read(changed.slice(1).join('\n'), again.pieces).fresh, 1);
	});

	test('reads a child again when its parent in another piece changes', () => {
		const parent = '@proceedings{fleet, title = {Fleet Days}, year = 1987}\n';
		const text = `@inproceedings{child, title = {Sails}, crossref = {fleet}}\n${entries.join('\n')}\n${parent}`;
		const { pieces } = read(text);
		assert.equal(recordsOf(pieces)[0]!.year, 1987);
		const again = read(text.replace('year = 1987', 'year = 2023'), pieces);
		assert.equal(recordsOf(again.pieces)[0]!.year, 2023);
		assert.equal(again.fresh, 2);
	});

	test('reads what follows again when a macro changes', () => {
		const text = `@string{aqm = {Annals of Quiet Machines}}\n${entries.join('\n')}\n@article{last, title = {T}, journal = aqm}\n`;
		const { pieces } = read(text);
		assert.equal(recordsOf(pieces).at(-1)!.venue?.full, 'Annals of Quiet Machines');
		const again = read(text.replace('Quiet', 'Loud'), pieces);
		assert.equal(recordsOf(again.pieces).at(-1)!.venue?.full, 'Annals of Loud Machines');
	});

	for (const [name, line] of [
		['that do not end', `@article{k,\n title = {${'x'.repeat(2000)}\n`],
		['of which nothing but the at sign is there', '@\n'],
	] as const)
		test(`reads a file of entries ${name} no more than three times`, () => {
			const text = line.repeat(2_500_000 / line.length);
			const readAtOnce = BibtexReader.prototype.read;
			let length = 0;
			BibtexReader.prototype.read = function (this: BibtexReader, piece, last) {
				length += piece.length;
				return readAtOnce.call(this, piece, last);
			};
			try {
				read(text);
			} finally {
				BibtexReader.prototype.read = readAtOnce;
			}
			assert.ok(length >= text.length && length <= 3 * text.length, `${length} of ${text.length} characters`);
		});

	test('is not misled by a line that begins with an at sign inside a value', () => {
		const lines = Array.from({ length: 4000 }, (_, index) => `@line ${index} of an abstract`).join('\n');
		const { pieces } = read(`@article{a, title = {A}, abstract = {\n${lines}\n}}\n@article{b, title = {B}}\n`);
		assert.deepEqual(
			recordsOf(pieces).map(({ key }) => key),
			['a', 'b'],
		);
		assert.deepEqual(
			pieces.flatMap(({ pack }) => pack.problems),
			[],
		);
	});

	for (const [name, mark, isLittle] of [
		['little', [0xff, 0xfe], true],
		['big', [0xfe, 0xff], false],
	] as const)
		test(`reads UTF-16 with its ${name} end first`, () => {
			const text = '@article{kä,\n title = {Über – “Seen”},\n}\n@misc{b, title = {B}}\n';
			const codes = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
			const bytes = Uint8Array.from([...mark, ...codes.flatMap((code) => (isLittle ? [code & 255, code >> 8] : [code >> 8, code & 255]))]);
			const records = recordsOf(resultOf(readBibtexFile(bytes, words)));
			assert.deepEqual(
				records.map(({ key, title, span }) => [key, title, text[span.start]]),
				[
					['kä', 'Über – “Seen”', '@'],
					['b', 'B', '@'],
				],
			);
			assert.equal(textOfBytes(bytes), text);
		});

	test('reads dashes, quotation marks and the euro sign of Windows’ Latin-1', () => {
		assert.equal(textOfBytes(Uint8Array.from([0x97, 0x93, 0x80, 0x94, 0x96, 0xe9, 0x9f])), '—“€”–éŸ');
	});

	test('reads Windows’ Latin-1 where UTF-8 fails', () => {
		const latin1 = Uint8Array.from('@book{a, title = {Caf\xe9}}', (letter) => letter.charCodeAt(0));
		assert.equal(recordsOf(resultOf(readBibtexFile(latin1, words)))[0]!.title, 'Café');
	});
});

suite('the cache', () => {
	const state = { uri: 'file:///a.bib', size: 12, modified: 34 };
	const { pieces } = read(entries.slice(0, 500).join('\n'));
	/** Copies: each chunk is overwritten by the next. */
	const chunksOf = (all: readonly Piece[]) =>
		Array.from(encodePieces(state, all, words.vocabulary), (chunk) => chunk && Buffer.from(chunk));
	const bytes = new Uint8Array(Buffer.concat(chunksOf(pieces).filter((chunk) => chunk !== undefined)));

	test('gives back what was put in, for a vocabulary that numbers words otherwise', () => {
		const other = new WordCollector(new Vocabulary());
		other.vocabulary.numberOf('elsewhere');
		const again = decodePieces(bytes.slice(), state, other)!;
		assert.deepEqual(recordsOf(again), recordsOf(pieces));
		const texts = (from: readonly Piece[], vocabulary: Vocabulary) =>
			from.flatMap(({ pack }) => Array.from(pack.words, (word) => `${vocabulary.word(word >>> 3)}/${word & 7}`));
		assert.deepEqual(texts(again, other.vocabulary), texts(pieces, words.vocabulary));
	});

	test('is made in the same memory over and over, however much it is', () => {
		const many = Array.from({ length: 40 }, () => pieces).flat();
		const buffers = new Set<unknown>();
		let total = 0;
		for (const chunk of encodePieces(state, many, words.vocabulary)) {
			if (!chunk) continue;
			buffers.add(chunk.buffer);
			total += chunk.length;
		}
		assert.ok(total > 2 ** 20, `${total} bytes`);
		// The last few bytes say whether all is there.
		assert.equal(buffers.size, 2);
	});

	test('gives back what takes several chunks', () => {
		const many = Array.from({ length: 40 }, () => pieces).flat();
		const written = new Uint8Array(Buffer.concat(chunksOf(many).filter((chunk) => chunk !== undefined)));
		const again = decodePieces(written, state, new WordCollector(new Vocabulary()))!;
		assert.deepEqual(recordsOf(again).slice(-3), recordsOf(many).slice(-3));
		assert.equal(again.length, many.length);
	});

	test('is of no use for another state of the file', () => {
		assert.equal(decodePieces(bytes.slice(), { ...state, modified: 35 }, new WordCollector(new Vocabulary())), undefined);
		assert.equal(decodePieces(bytes.slice(), { ...state, size: 13 }, new WordCollector(new Vocabulary())), undefined);
	});

	test('is passed over when cut short or damaged anywhere', () => {
		for (const length of [0, 3, 15, 16, 100, bytes.length - 1])
			assert.equal(decodePieces(bytes.slice(0, length), state, new WordCollector(new Vocabulary())), undefined);
		for (let at = 0; at < bytes.length; at += 997) {
			const damaged = bytes.slice();
			damaged[at]! ^= 0x55;
			assert.equal(decodePieces(damaged, state, new WordCollector(new Vocabulary())), undefined, `byte ${at}`);
		}
	});
});
