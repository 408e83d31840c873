import assert from 'node:assert/strict';
import type { SourceRecord } from '../../../../../server/engine/library/formats/record.js';
import type { LibraryStore } from '../../../../../server/engine/library/library.js';
import { parseQuery, searchLibrary } from '../../../../../server/engine/library/query.js';
import { createLibraryStore } from '../../../../../server/engine/library/store.js';
import { record, source } from '../fixtures.js';

const adjectives = ['deep', 'sparse', 'robust', 'latent', 'causal', 'neural', 'visual'];
const nouns = ['anchor', 'beacon', 'current', 'harbour', 'lantern', 'signal', 'tide', 'zephyr', 'quay', 'mast', 'sail'];
const families = ['Adler', 'Ferro', 'Lang', 'Moreau', 'Zorn'];

/** Records that differ in what they share: enough of them that a library lists which hold a word. */
const many = (count: number, prefix = 'p'): SourceRecord[] =>
	Array.from({ length: count }, (_, index) =>
		record(`${prefix}${index}`, {
			title: `${adjectives[index % 7]} ${nouns[index % 11]} of the ${nouns[(index * 5 + 3) % 11]} ${prefix} ${index % 613 === 0 ? 'rarity' : ''}`,
			authors: [{ family: families[index % 5]! }, ...(index % 3 === 0 ? [{ family: families[(index + 2) % 5]! }] : [])],
			year: 1990 + (index % 31),
			...(index % 97 === 0 ? { names: ['SailNet'] } : undefined),
		}),
	);

const queries = [
	'rarity',
	'sailnet',
	'deep anchor',
	'anchor deep zorn',
	'latent tid 2001',
	'rarity lan',
	'rarety',
	'harbuor rarity',
	'neural zeppelin sailnet quay',
	'p4242',
	'q17',
	'aquanet deep',
	'rarity -author:zorn',
	'author:zorn rarity',
	'year:1990..1995 sailnet',
	'"anchor of the" rarity',
];

const found = ({ current }: LibraryStore): string[][] =>
	queries.map((query) => searchLibrary(current, parseQuery(query), 40).map(({ key }) => key));

/** What queries find before and after the library lists which records hold a word. */
function bothWays(store: LibraryStore): { readonly before: string[][]; readonly after: string[][] } {
	const before = found(store);
	for (const _ of store.current.preparingSearch());
	return { before, after: found(store) };
}

suite('looking up which records hold a word', () => {
	const large = source('file:///large.bib');
	const small = source('file:///small.bib');
	const twin = (key: string, name: string) => record(key, { title: 'Twofold harbours of the north', doi: '10.1/two', names: [name] });

	test('finds what a pass over all records finds', () => {
		const store = createLibraryStore();
		store.replace(large, { records: many(6000), problems: [] });
		const { before, after } = bothWays(store);
		assert.deepEqual(after, before);
		for (const [index, keys] of after.entries())
			if (!/^(q17|aquanet)/.test(queries[index]!)) assert.ok(keys.length > 0, `nothing for ${queries[index]}`);
	});

	test('goes as far as a pass does where one letter fits very many records', () => {
		const store = createLibraryStore();
		const records = many(6000).map((each, index): SourceRecord => {
			if (index === 900) return { ...each, title: 'Beside it', names: ['Xenon'] };
			if (index === 1020) return { ...each, title: 'Behind it', names: ['Xen'] };
			return index < 1010 ? { ...each, title: `Xylem ${index}` } : each;
		});
		store.replace(large, { records, problems: [] });
		const first = () => searchLibrary(store.current, parseQuery('x'), 40)[0]?.key;
		assert.equal(first(), 'p900');
		for (const _ of store.current.preparingSearch());
		assert.equal(first(), 'p900');
	});

	test('finds papers by words from different records of them', () => {
		const store = createLibraryStore();
		store.replace(large, { records: [twin('mine', 'AquaNet'), ...many(6000), twin('theirs', 'deep')], problems: [] });
		const { before, after } = bothWays(store);
		assert.deepEqual(after, before);
		assert.deepEqual(after[queries.indexOf('aquanet deep')], ['mine']);
	});

	test('finds what came later, too, and nothing that is gone', () => {
		const store = createLibraryStore();
		const records = many(6000);
		store.replace(large, { records, problems: [] });
		store.replace(small, { records: [record('p4242x', { title: 'rarity that goes' })], problems: [] });
		for (const _ of store.current.preparingSearch());
		store.replace(small, { records: many(300, 'q'), problems: [] });
		const fresh = createLibraryStore();
		fresh.replace(large, { records, problems: [] });
		fresh.replace(small, { records: many(300, 'q'), problems: [] });
		assert.deepEqual(found(store), found(fresh));
		assert.ok(found(store)[queries.indexOf('q17')]!.includes('q17'));
		assert.ok(!found(store).flat().includes('p4242x'));
	});

	test('goes as far as a pass does where some of what fits came later', () => {
		const titled = (prefix: string, from: number): SourceRecord[] =>
			many(3000, prefix).map((each, index): SourceRecord => {
				if (index === from) return { ...each, title: 'Behind it', names: ['Xen'] };
				return index < from + 300 ? { ...each, title: `Xylem ${index}` } : each;
			});
		const [early, late] = [source('file:///a.bib'), source('file:///z.bib')];
		const store = createLibraryStore();
		store.replace(late, { records: titled('z', 900), problems: [] });
		store.replace(large, { records: many(6000), problems: [] });
		for (const _ of store.current.preparingSearch());
		store.replace(early, { records: titled('a', 500), problems: [] });
		const fresh = createLibraryStore();
		fresh.replace(early, { records: titled('a', 500), problems: [] });
		fresh.replace(large, { records: many(6000), problems: [] });
		fresh.replace(late, { records: titled('z', 900), problems: [] });
		const listed = ({ current }: LibraryStore) => current.find('x').map(({ paper }) => paper.key);
		assert.deepEqual(listed(store), listed(fresh));
		assert.equal(listed(store)[0], 'a500');
	});

	test('finds letter by letter what a pass over all records finds', () => {
		const store = createLibraryStore();
		store.replace(large, { records: many(6000), problems: [] });
		const listed = (query: string) => store.current.find(query, { limit: 40 }).map(({ paper }) => paper.key);
		const typed = queries.flatMap((query) => Array.from(query, (_, index) => query.slice(0, index + 1)));
		const before = typed.map((query) => {
			// Between two letters something else, so that nothing goes on from the last one.
			listed('zephyr');
			return listed(query);
		});
		for (const _ of store.current.preparingSearch());
		assert.deepEqual(typed.map(listed), before);
		store.replace(small, { records: many(300, 'q'), problems: [] });
		const fresh = createLibraryStore();
		fresh.replace(large, { records: many(6000), problems: [] });
		fresh.replace(small, { records: many(300, 'q'), problems: [] });
		assert.deepEqual(
			typed.map(listed),
			typed.map((query) => fresh.current.find(query, { limit: 40 }).map(({ paper }) => paper.key)),
		);
	});
});
