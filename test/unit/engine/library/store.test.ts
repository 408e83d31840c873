import assert from 'node:assert/strict';
import { localize } from '../../../../server/engine/base/localizableMessage.js';
import { sharedKeys } from '../../../../server/engine/features/diagnostics.js';
import { duplicateOf } from '../../../../server/engine/library/duplicates.js';
import { HashTable } from '../../../../server/engine/library/index/hashes.js';
import type { Segment } from '../../../../server/engine/library/index/segment.js';
import { OwnedSources } from '../../../../server/engine/library/ownedSources.js';
import { createLibraryStore, packReading } from '../../../../server/engine/library/store.js';
import { keysFound, libraryOf, record, source } from './fixtures.js';

const harbour = record('lang2021harbour', {
	title: 'Harbour Lights as a Learning Signal',
	authors: [{ family: 'Lang', given: 'Mira' }],
	year: 2021,
	doi: '10.1234/harbour.7',
});

suite('the library', () => {
	test('gives back a record as it came, with what it lacks left out', () => {
		const given = record('müller2020', {
			title: 'Straßen und Brücken – a survey 🌉',
			authors: [
				{ family: 'Müller', given: 'Jörg', particle: 'von der', suffix: 'Jr.' },
				{ family: 'Tide Institute', literal: true },
			],
			andOthers: true,
			year: 2020,
			published: 2021,
			venue: { full: 'Annals of Quiet Machines', short: 'AQM' },
			fields: { volume: '7', pages: '1–9' },
			span: { start: 10, end: 90 },
			keySpan: { start: 15, end: 25 },
		});
		const { keys, places, ...paper } = libraryOf(record('other'), given).byKey('müller2020')[0]!;
		const { span, keySpan, ...expected } = given;
		assert.deepEqual(paper, expected);
		assert.deepEqual(keys, ['müller2020']);
		assert.deepEqual([places[0]!.span, places[0]!.keySpan], [span, keySpan]);
	});

	test('gives the same object for a paper that somebody has, however many others were asked for', () => {
		const library = libraryOf(
			...Array.from({ length: 6000 }, (_, index) => record(`key${index}`, { title: `Lights of Harbour ${index}` })),
		);
		const held = Array.from({ length: 1500 }, (_, index) => library.byKey(`key${index}`)[0]!);
		for (let index = 1500; index < 6000; index++) library.byKey(`key${index}`);
		assert.ok(held.every((paper, index) => library.byKey(`key${index}`)[0] === paper));
	});

	test('finds the same paper by a key of two files, whichever of them was read last', () => {
		const store = createLibraryStore();
		const [here, there] = [source('file:///a.bib'), source('file:///b.bib')];
		const read = (file: typeof here, title: string) => store.replace(file, { records: [record('same', { title })], problems: [] });
		const titles = () => store.current.byKey('same').map(({ title }) => title);
		read(here, 'Harbour lights');
		read(there, 'Kites over tides');
		assert.deepEqual(titles(), ['Harbour lights', 'Kites over tides']);
		read(here, 'Harbour lights at night');
		assert.deepEqual(titles(), ['Harbour lights at night', 'Kites over tides']);
	});

	test('looks at as many records for the keys that many files share as there are files', () => {
		const count = 300;
		const store = createLibraryStore();
		const uris = Array.from({ length: count }, (_, index) => `file:///n${index}.bib`);
		for (const [index, uri] of uris.entries())
			store.replace(source(uri), { records: [record('same', { title: `Harbour lights of year ${index}` })], problems: [] });
		const { some, each } = HashTable.prototype;
		let looked = 0;
		HashTable.prototype.some = function (hash, isEnough) {
			return some.call(this, hash, (number) => {
				looked++;
				return isEnough(number);
			});
		};
		HashTable.prototype.each = function (hash, visit) {
			each.call(this, hash, (number) => {
				looked++;
				visit(number);
			});
		};
		try {
			const library = store.current;
			assert.deepEqual(new Set(uris.map((uri) => library.sharedKeys(uri)[0]?.count)), new Set([count - 1]));
		} finally {
			Object.assign(HashTable.prototype, { some, each });
		}
		assert.ok(looked < 5 * count, `${looked} records looked at`);
	});

	test('looks at the sources that it has once, however many others come', () => {
		let looked = 0;
		const owned = new OwnedSources();
		for (let index = 0; index < 100; index++) {
			const segments: readonly Segment[] = [];
			const own = {
				source: source(`file:///n${index}.bib`),
				get segments() {
					looked++;
					return segments;
				},
			};
			owned.put(own);
			owned.segments();
		}
		assert.ok(looked < 300, `${looked} looks`);
	});

	test('finds a paper by the words of its title, of a title without end by the first 20,000 characters', () => {
		const library = libraryOf(record('long', { title: `lanterns ${'of '.repeat(6000)}harbours ${'of '.repeat(6000)}kites` }));
		const found = ['lanterns', 'harbours', 'kites'].map((word) => library.find(word).length);
		assert.deepEqual(found, [1, 1, 0]);
	});

	test('numbers its records from zero once most of those that it had are gone, and answers the same', () => {
		const store = createLibraryStore();
		const [kept, changing] = [source('file:///kept.bib'), source('file:///changing.bib')];
		store.replace(kept, { records: [harbour, record('tide1999', { title: 'Tides' })], problems: [] });
		const highest: number[] = [];
		const generations = 40;
		for (let generation = 0; generation < generations; generation++) {
			const before = store.current;
			const records = Array.from({ length: 500 }, (_, index) =>
				record(`g${generation}n${index}`, { title: `Buoy ${generation} ${index}` }),
			);
			store.replace(changing, { records: [...records, record('copy', { ...harbour, key: 'copy' })], problems: [] });
			// A snapshot keeps its own numbers and papers.
			if (generation > 0) assert.equal(before.byKey(`g${generation - 1}n7`)[0]?.title, `Buoy ${generation - 1} 7`);
			highest.push(Math.max(...store.current.blocks.map(({ base, count }) => base + count)));
		}
		const { current } = store;
		assert.deepEqual(current.byKey('lang2021harbour')[0]?.keys, ['copy', 'lang2021harbour']);
		assert.deepEqual(keysFound(current, 'tides'), ['tide1999']);
		assert.equal(current.byKey(`g${generations - 1}n499`)[0]?.title, `Buoy ${generations - 1} 499`);
		assert.deepEqual(current.byKey('g0n0'), []);
		for (let index = 0; index < current.size; index++) assert.equal(current.at(index), current.paperOf(current.numberAt(index)));
		assert.ok(Math.max(...highest) < 10 * 503, String(highest));
	});

	test('takes what a paper of two files is called from the same file, whichever of them was read last', () => {
		const store = createLibraryStore();
		const [here, there] = [source('file:///a.bib'), source('file:///b.bib')];
		const read = (file: typeof here, title: string) =>
			store.replace(file, { records: [record('same', { title, doi: '10.1000/1' })], problems: [] });
		read(here, 'Harbour lights');
		read(there, 'Lights of a harbour');
		read(here, 'Harbour lights at night');
		assert.deepEqual(
			store.current.byKey('same').map(({ title }) => title),
			['Harbour lights at night'],
		);
	});

	for (const length of [70_000, 500_000])
		test(`reads a title that is one word of ${length} letters`, () => {
			const title = 'x'.repeat(length);
			assert.equal(libraryOf(record('long', { title }), record('other')).byKey('long')[0]?.title.length, length);
		});

	test('a source with problems and no record hides no other source’s record', () => {
		const store = createLibraryStore();
		store.replace(source('file:///a.bib'), { records: [record('first')], problems: [] });
		store.replace(source('file:///broken.bib'), {
			records: [],
			problems: [{ code: 'broken-entry', severity: 'error', message: { text: 'Broken.' }, span: { start: 0, end: 1 } }],
		});
		store.replace(source('file:///a.bib'), { records: [record('second')], problems: [] });
		assert.deepEqual(
			store.current.byKey('second').map(({ key }) => key),
			['second'],
		);
	});

	test('merges records with one DOI, whatever its case, the user’s fields first', () => {
		const store = createLibraryStore();
		store.replace(source('lectern:/corpus/a.md', { origin: 'bundled', format: 'summary' }), {
			records: [{ ...harbour, key: 'bundled', names: ['HarbourNet'], claim: 'Lights teach.' }],
			problems: [],
		});
		store.replace(source('file:///refs.bib'), {
			records: [{ ...harbour, key: 'mine', title: 'Harbour lights', doi: '10.1234/HARBOUR.7' }],
			problems: [],
		});
		const { current } = store;
		assert.equal(current.size, 1);
		const [paper] = current.byKey('bundled');
		assert.equal(paper, current.byKey('mine')[0]);
		assert.deepEqual([paper!.key, paper!.title, paper!.names, paper!.claim], ['mine', 'Harbour lights', ['HarbourNet'], 'Lights teach.']);
		assert.equal(paper!.summary?.source, 'lectern:/corpus/a.md');
		assert.deepEqual(paper!.keys, ['mine', 'bundled']);
	});

	test('merges by folded title, first author and either year, and by nothing less', () => {
		const preprint = record('a', { title: 'Learning to Sail – by Night', authors: [{ family: 'Östberg' }], year: 2019 });
		const published = record('b', { title: 'Learning to sail by night', authors: [{ family: 'Ostberg' }], year: 2018, published: 2019 });
		assert.equal(libraryOf(preprint, published).size, 1);
		assert.equal(libraryOf(preprint, { ...published, published: 2021 }).size, 2);
		assert.equal(libraryOf(preprint, { ...published, authors: [{ family: 'Berg' }] }).size, 2);
		assert.equal(
			libraryOf(
				record('c', { title: 'Preface', authors: [{ family: 'Lang' }], year: 2020 }),
				record('d', { title: 'Preface', authors: [{ family: 'Lang' }], year: 2020 }),
			).size,
			2,
		);
	});

	test('keeps the user’s venue and adds the short name that another record knows', () => {
		const store = createLibraryStore();
		store.replace(source('file:///a.bib'), { records: [{ ...harbour, venue: { full: 'Harbour Days 7' } }], problems: [] });
		store.replace(source('b', { origin: 'bundled', format: 'summary' }), {
			records: [{ ...harbour, venue: { full: 'HD', short: 'HDays' } }],
			problems: [],
		});
		assert.deepEqual(store.current.at(0).venue, { full: 'Harbour Days 7', short: 'HDays' });
	});

	test('splits a merged paper when one of its files goes', () => {
		const store = createLibraryStore();
		store.replace(source('file:///a.bib'), { records: [{ ...harbour, key: 'one' }], problems: [] });
		store.replace(source('file:///b.bib'), { records: [{ ...harbour, key: 'two' }], problems: [] });
		assert.equal(store.current.size, 1);
		store.remove('file:///a.bib');
		assert.equal(store.current.byKey('one').length, 0);
		assert.deepEqual(store.current.byKey('two')[0]!.keys, ['two']);
	});

	test('keeps two different papers under one key findable, the bibliography’s first', () => {
		const store = createLibraryStore();
		store.replace(source('file:///a.bib'), { records: [record('lang2021', { title: 'One work of many words' })], problems: [] });
		store.replace(source('file:///b.bib'), { records: [record('lang2021', { title: 'Another work altogether' })], problems: [] });
		const titles = (bibliographies: string[]) => store.current.byKey('lang2021', bibliographies).map(({ title }) => title);
		assert.deepEqual(titles(['file:///b.bib']), ['Another work altogether', 'One work of many words']);
		assert.deepEqual(titles(['file:///a.bib']), ['One work of many words', 'Another work altogether']);
	});

	test('lets a reader keep its snapshot while the library goes on', () => {
		const store = createLibraryStore();
		store.replace(source('file:///a.bib'), { records: [harbour], problems: [] });
		const before = store.current;
		store.replace(source('file:///a.bib'), { records: [record('new2024', { title: 'Fog' })], problems: [] });
		assert.deepEqual(keysFound(before, 'harbour'), ['lang2021harbour']);
		assert.deepEqual(keysFound(store.current, 'harbour'), []);
		assert.deepEqual(keysFound(store.current, 'fog'), ['new2024']);
		assert.ok(store.current.generation > before.generation);
	});

	test('keeps the last good records of a file that cannot be read, and says so', () => {
		const store = createLibraryStore();
		store.replace(source('file:///a.bib'), { records: [harbour], problems: [] });
		store.fail(source('file:///a.bib'), 'EACCES');
		assert.equal(store.current.byKey('lang2021harbour').length, 1);
		assert.equal(store.current.sources[0]!.failure, 'EACCES');
	});

	test('goes on answering after thousands of changes', () => {
		const store = createLibraryStore();
		store.replace(source('file:///a.bib'), { records: [harbour], problems: [] });
		for (let index = 0; index < 6000; index++)
			store.replace(source('file:///b.bib'), {
				records: [record(`key${index}`, { title: `Work number ${index}`, doi: harbour.doi })],
				problems: [],
			});
		assert.deepEqual(store.current.byKey('key5999')[0]!.keys, ['lang2021harbour', 'key5999']);
		assert.equal(store.current.byKey('key5998').length, 0);
		assert.equal(store.current.size, 1);
	});

	test('finds by identifier, case ignored', () => {
		const library = libraryOf(harbour, record('b', { arxiv: '1606.03657' }));
		assert.equal(library.byIdentifier('10.1234/HARBOUR.7')?.key, 'lang2021harbour');
		assert.equal(library.byIdentifier('1606.03657')?.key, 'b');
		assert.equal(library.byIdentifier('1606.03658'), undefined);
	});

	test('has many records as one paper, also when some are read again', () => {
		const store = createLibraryStore();
		const copies = Array.from({ length: 600 }, (_, index) => ({
			...harbour,
			key: index === 599 ? 'other' : 'copy',
			span: { start: index * 10, end: index * 10 + 9 },
		}));
		const [first, second] = [
			packReading({ records: copies.slice(0, 300), problems: [] }, store.words),
			packReading({ records: copies.slice(300), problems: [] }, store.words),
		];
		store.put(source('file:///a.bib'), [...first, ...second]);
		const again = packReading({ records: copies.slice(0, 300), problems: [] }, store.words);
		store.put(source('file:///a.bib'), [...again, ...second]);
		const { current } = store;
		assert.deepEqual([current.size, current.byKey('copy').length, current.at(0).places.length], [1, 1, 600]);
		assert.deepEqual(
			current.find('harbour lights').map(({ paper }) => paper.keys),
			[['copy', 'other']],
		);
		const entries = [...current.entriesOf('file:///a.bib')];
		assert.equal(entries.length, 600);
		assert.ok(entries.every(({ others }) => others.length <= 100));
		// What an entry is compared with holds the one of the other key.
		assert.ok(entries.every((entry) => duplicateOf(entry)?.record.key === (entry.record.key === 'copy' ? 'other' : 'copy')));
	});

	test('looks once for the records of a key that hundreds of files have', () => {
		const store = createLibraryStore();
		let reads = 0;
		for (let index = 0; index < 300; index++) {
			const file = source(`file:///f${index}/a.bib`);
			const counted = {
				...file,
				get uri() {
					reads++;
					return file.uri;
				},
			};
			store.put(counted, packReading({ records: [record('copy', { title: 'Harbour lights', doi: '10.1/x' })], problems: [] }, store.words));
		}
		const { current } = store;
		assert.equal(current.byKey('copy').length, 1);
		reads = 0;
		for (let index = 0; index < 100; index++) assert.equal(current.byKey('copy', [`file:///f${index}/a.bib`]).length, 1);
		assert.ok(reads < 100, `${reads} files looked at`);
	});

	test('looks at the records of a paper once, however many files have a copy of its entry', () => {
		const store = createLibraryStore();
		let reads = 0;
		const files = Array.from({ length: 300 }, (_, index) => `file:///f${index}/a.bib`);
		for (const file of files) {
			const [pack] = packReading({ records: [record('copy', { title: 'Harbour lights', doi: '10.1/x' })], problems: [] }, store.words);
			const { json } = pack!;
			const counted = {
				...pack!,
				get json() {
					reads++;
					return json;
				},
			};
			store.put(source(file), [counted]);
		}
		const { current } = store;
		reads = 0;
		for (const file of files)
			assert.deepEqual(
				Array.from(current.entriesOf(file), ({ others }) => others.length),
				[99],
			);
		assert.ok(reads < 10 * files.length, `${reads} records read`);
	});

	test('gives a key of two papers once for each entry, however many aliases the entry has', () => {
		const titled = (title: string, start: number) =>
			record('same', { title, aliases: ['other', 'other', 'third', 'third'], keySpan: { start, end: start + 4 } });
		const library = libraryOf(titled('Tides', 1), titled('Moors and kites', 90));
		assert.deepEqual(
			library.sharedKeys('file:///a.bib').map(({ key, span }) => [key, span.start]),
			[
				['same', 1],
				['same', 90],
			],
		);
	});

	test('names three of many papers of one key, and counts the others', () => {
		const papers = Array.from({ length: 1500 }, (_, index) => record('same', { title: `Work ${index}`, keySpan: { start: 1, end: 5 } }));
		const library = libraryOf(...papers);
		const shared = library.sharedKeys('file:///a.bib');
		assert.equal(shared.length, 1500);
		assert.ok(shared.every(({ others, count }) => others.length === 3 && count === 1499));
		assert.equal(library.byKey('same').length, 100);
		assert.match(localize(sharedKeys(library, 'file:///a.bib')[0]!.message), /“Work 3” \(a\.bib\) and of 1496 more\.$/);
	});

	test('compares the copies of a record with others of its key once', () => {
		const store = createLibraryStore();
		const uris = Array.from({ length: 120 }, (_, index) => `file:///${index}.bib`);
		for (const uri of uris) store.replace(source(uri), { records: [record('same', { title: 'Fog 1', year: 2001 })], problems: [] });
		const library = store.current;
		assert.ok(library.byKey('same').length > 1, 'so short a title does not make them one paper');
		const { toLowerCase } = String.prototype;
		let lowered = 0;
		String.prototype.toLowerCase = function (this: string) {
			lowered++;
			return toLowerCase.call(this);
		};
		try {
			assert.deepEqual(new Set(uris.map((uri) => library.sharedKeys(uri).length)), new Set([0]));
		} finally {
			String.prototype.toLowerCase = toLowerCase;
		}
		assert.ok(lowered < 10 * uris.length, `${lowered} texts in small letters`);
	});

	test('finds the papers of one key first that the bibliographies have', () => {
		const store = createLibraryStore();
		store.replace(source('file:///a.bib'), {
			records: Array.from({ length: 300 }, (_, index) => record('same', { title: `Work ${index}` })),
			problems: [],
		});
		store.replace(source('file:///b.bib'), { records: [record('same', { title: 'Mine' })], problems: [] });
		assert.equal(store.current.byKey('same', ['file:///b.bib'])[0]!.title, 'Mine');
	});
});
