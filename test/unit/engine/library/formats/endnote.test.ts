import assert from 'node:assert/strict';
import { readEndNote } from '../../../../../server/engine/library/formats/endnote.js';

suite('EndNote', () => {
	test('goes on with a record behind an empty line in an abstract, and takes each further line for a keyword or an address', () => {
		const { records } = readEndNote(
			'%0 Journal Article\n%T Lamps\n%X Of light.\n\nOf shade.\n%K light\nsea\n%U https://a.example\nhttps://b.example\n%F lamp\n\n%0 Book\n%T Wicks\n',
		);
		assert.deepEqual(
			records.map(({ key, title, topics, url, fields }) => [key, title, topics, url, fields.abstract]),
			[
				['lamp', 'Lamps', ['light', 'sea'], 'https://a.example', 'Of light. Of shade.'],
				['wicks', 'Wicks', [], undefined, undefined],
			],
		);
	});

	test('reads an article with all its parts, and a line that goes on', () => {
		const text = [
			'%0 Journal Article',
			'%A Berg, Anna',
			'%A Lamp Society,',
			'%D 2016',
			'%T Lamps of',
			'the harbour',
			'%J Journal of Light',
			'%V 3',
			'%N 2',
			'%P 33-35',
			'%@ 1234-5679',
			'%R 10.1000/lamp',
			'%K light; harbours',
			'%X Of light.',
			'%G Swedish',
			'%U https://example.org/lamp',
			'%F berg2016',
			'',
		].join('\n');
		const { records, problems } = readEndNote(text);
		const [record] = records;
		assert.deepEqual([records.length, problems], [1, []]);
		assert.deepEqual(
			[record?.key, record?.type, record?.title, record?.year, record?.venue?.full, record?.doi, record?.url, record?.topics],
			[
				'berg2016',
				'article',
				'Lamps of the harbour',
				2016,
				'Journal of Light',
				'10.1000/lamp',
				'https://example.org/lamp',
				['light', 'harbours'],
			],
		);
		assert.deepEqual(
			record?.authors.map(({ family, literal }) => [family, literal ?? false]),
			[
				['Berg', false],
				['Lamp Society', true],
			],
		);
		assert.deepEqual(record?.fields, {
			langid: 'Swedish',
			number: '2',
			volume: '3',
			abstract: 'Of light.',
			issn: '1234-5679',
			pages: '33–35',
		});
		assert.equal(text.slice(record?.keySpan.start, record?.keySpan.end), 'berg2016');
	});

	test('separates records by empty lines and by types, with and without a type', () => {
		const { records } = readEndNote('%0 Book\n%T One\n%0 Thesis\n%T Two\n%I Uni\n\n%A Jane Doe\n%T Three\n%J Journal\n');
		assert.deepEqual(
			records.map(({ type, title, fields, authors }) => [type, title, fields.institution, authors[0]?.family]),
			[
				['book', 'One', undefined, undefined],
				['thesis', 'Two', 'Uni', undefined],
				['article', 'Three', undefined, 'Doe'],
			],
		);
	});

	test('takes a text without tags for no library', () => {
		assert.deepEqual(readEndNote('Nothing here\n\n% a comment\n'), { records: [], problems: [] });
	});

	test('takes no longer for each line the more there are of one tag', () => {
		const text = `%0 Book\n${'%K lamps\n'.repeat(200_000)}`;
		assert.equal(readEndNote(text).records.length, 1);
	});

	test('reads the day beside the year', () => {
		const dateOf = (day: string) => readEndNote(`%0 Journal Article\n%T Lamps\n%D 2014\n%8 ${day}\n`).records[0]?.fields.date;
		assert.deepEqual(
			[dateOf('May 12'), dateOf('2014/05/12'), dateOf('2020/01/02'), dateOf('12')],
			['2014-05-12', '2014-05-12', undefined, undefined],
		);
	});

	test('reads emphasis and references to characters', () => {
		const [found] = readEndNote('%0 Journal Article\n%T Of <i>Lampas</i>\n%J Light &amp; Dark\n').records;
		assert.deepEqual([found?.title, found?.venue?.full, found?.marked], ['Of Lampas', 'Light & Dark', { title: 'Of \\emph{Lampas}' }]);
	});
});
