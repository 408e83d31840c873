import assert from 'node:assert/strict';
import { parseQuery, searchLibrary } from '../../../../server/engine/library/query.js';
import { libraryOf, record } from './fixtures.js';

const library = libraryOf(
	record('anchors', {
		title: 'Deep Anchors',
		authors: [{ family: 'Chen', given: 'Ada' }],
		year: 2014,
		topics: ['style-transfer'],
		venue: { short: 'NIPS' },
	}),
	record('tides', { title: 'Anchors Run Deep', authors: [{ family: 'Müller' }], year: 2016, topics: ['vision'] }),
	record('DBLP:fog', { title: 'Fog', year: 2018 }),
);

const found = (text: string) => searchLibrary(library, parseQuery(text), 10).map(({ key }) => key);
const problems = (text: string) => parseQuery(text).problems.map(({ code, span }) => [code, text.slice(span.start, span.end)]);

suite('the search language', () => {
	test('separates words and qualifiers, each with its place', () => {
		const { words, qualifiers } = parseQuery('gan -year:2016 "deep net"');
		assert.deepEqual(words, [
			{ text: 'gan', isExact: false, isOpen: false, span: { start: 0, end: 3 } },
			{ text: 'deep net', isExact: true, isOpen: false, span: { start: 15, end: 25 } },
		]);
		assert.deepEqual(qualifiers, [{ name: 'year', value: '2016', isNegated: true, span: { start: 4, end: 14 } }]);
	});

	test('takes plain letters for those that Unicode does not take apart, in names, venues and phrases', () => {
		const papers = libraryOf(
			record('smør', { title: 'Größe und Maß', authors: [{ family: 'Bjørn-Łukasz' }], venue: { short: 'ÆQ' } }),
			record('other', { title: 'Grosser Rest', authors: [{ family: 'Lang' }] }),
		);
		const keys = (text: string) => searchLibrary(papers, parseQuery(text), 10).map(({ key }) => key);
		for (const query of ['author:bjorn', 'author:Bjørn', 'venue:aeq', '"grosse und mass"', '"größe und maß"'])
			assert.deepEqual(keys(query), ['smør'], query);
	});

	test('narrows by what the user has read and noted', () => {
		const beside = {
			state: ({ keys: [key] }: { readonly keys: readonly string[] }) => (key === 'anchors' ? ('read' as const) : ('unread' as const)),
			isStarred: ({ keys: [key] }: { readonly keys: readonly string[] }) => key === 'tides',
			hasNote: ({ keys: [key] }: { readonly keys: readonly string[] }) => key === 'tides',
		};
		const keys = (text: string) => searchLibrary(library, parseQuery(text), 10, beside).map(({ key }) => key);
		assert.deepEqual(keys('is:read'), ['anchors']);
		assert.deepEqual(keys('-is:read deep'), ['tides']);
		assert.deepEqual(keys('has:note'), ['tides']);
		assert.deepEqual(keys('is:starred'), ['tides']);
		assert.deepEqual(keys('-is:starred deep'), ['anchors']);
		assert.deepEqual(problems('has:wings is:lost'), [
			['unknown-possession', 'has:wings'],
			['unknown-state', 'is:lost'],
		]);
	});

	test('narrows by collection: by its name or its beginning, with what is within it', () => {
		const shelves = libraryOf(
			record('seals', { title: 'Seals', collections: ['Thesis / Chapter 2 / Séals', 'To read'] }),
			record('moths', { title: 'Moths', collections: ['Thesis / Chapter 20'] }),
			record('fog', { title: 'Fog', collections: ['My thesis'] }),
			record('tide', { title: 'Tide' }),
		);
		const keys = (text: string) => searchLibrary(shelves, parseQuery(text), 10).map(({ key }) => key);
		for (const [query, expected] of [
			['collection:thesis', ['seals', 'moths']],
			['collection:seals', ['seals']],
			['collection:"chapter 2"', ['seals', 'moths']],
			['collection:"thesis/chapter 2/s"', ['seals']],
			['collection:"Thesis / Chapter 20"', ['moths']],
			['collection:"chapter 2/thesis"', []],
			['collection:hesis', []],
			['-collection:thesis', ['fog', 'tide']],
		] as const)
			assert.deepEqual(keys(query).sort(), [...expected].sort(), query);
	});

	test('narrows by author, topic, venue and source, accents and case aside', () => {
		assert.deepEqual(found('author:muller'), ['tides']);
		assert.deepEqual(found('author:"ada chen"'), ['anchors']);
		assert.deepEqual(found('topic:Style-Transfer'), ['anchors']);
		assert.deepEqual(found('venue:nips'), ['anchors']);
		assert.deepEqual(found('source:b.bib'), []);
		assert.deepEqual(found('anchors topic:vision'), ['tides']);
	});

	test('knows years, ranges with open ends, and bounds', () => {
		assert.deepEqual(found('year:2016'), ['tides']);
		assert.deepEqual(found('year:2014..2016'), ['anchors', 'tides']);
		assert.deepEqual(found('year:..2014'), ['anchors']);
		assert.deepEqual(found('year:>=2016'), ['tides', 'DBLP:fog']);
		assert.deepEqual(found('year:>2016'), ['DBLP:fog']);
		assert.deepEqual(found('year:<2016'), ['anchors']);
	});

	test('finds while a year or a phrase is still being typed', () => {
		assert.deepEqual(found('year:201'), ['anchors', 'tides', 'DBLP:fog']);
		assert.deepEqual(found('year:2'), ['anchors', 'tides', 'DBLP:fog']);
		assert.deepEqual(found('year:19'), []);
		assert.deepEqual(found('"deep anch'), ['anchors']);
		assert.deepEqual(found('"deep anch"'), []);
	});

	test('finds what fits behind any number of papers that do not', () => {
		const many = Array.from({ length: 30_000 }, (_, index) => record(`deep${index}`, { title: `Deep Fields ${index}`, year: 1990 }));
		const large = libraryOf(...many, record('last', { title: 'Deep Water', year: 2016 }));
		for (const text of ['year:2016 d', 'year:2016 deep', '-year:1990 deep', 'deep "deep water"'])
			assert.deepEqual(
				searchLibrary(large, parseQuery(text), 10).map(({ key }) => key),
				['last'],
				text,
			);
	});

	test('asks again what the user has read, between two queries', () => {
		let state: 'read' | 'unread' = 'unread';
		let isStarred = false;
		const beside = { state: () => state, isStarred: () => isStarred, hasNote: () => false };
		const keys = (text: string) => searchLibrary(library, parseQuery(text), 10, beside).map(({ key }) => key);
		assert.deepEqual(keys('is:read deep'), []);
		assert.deepEqual(keys('is:starred deep'), []);
		state = 'read';
		isStarred = true;
		assert.deepEqual(keys('is:read deep').sort(), ['anchors', 'tides']);
		assert.deepEqual(keys('is:starred deep').sort(), ['anchors', 'tides']);
	});

	test('turns a qualifier round', () => {
		assert.deepEqual(found('-topic:vision'), ['anchors', 'DBLP:fog']);
		assert.deepEqual(found('-is:entry'), []);
	});

	test('takes quoted words in their order only', () => {
		assert.deepEqual(found('"deep anchors"'), ['anchors']);
		assert.equal(found('deep anchors').length, 2);
	});

	test('names what is wrong and where', () => {
		assert.deepEqual(problems('colour:red fog'), [['unknown-qualifier', 'colour:red']]);
		assert.deepEqual(problems('fog year:soon'), [['bad-year', 'year:soon']]);
		assert.deepEqual(problems('year:..'), [['bad-year', 'year:..']]);
		assert.deepEqual(problems('is:constructor'), [['unknown-state', 'is:constructor']]);
		assert.deepEqual(problems('fog "deep'), [['open-quote', '"deep']]);
	});

	test('lets identifiers, addresses, titles and qualifiers being typed be', () => {
		for (const text of ['arXiv:1606.03657', 'doi:10.1/x', 'https://a.example/b', 'Fog: a tale', 'year:', 'author:"', '-'])
			assert.deepEqual(
				parseQuery(text).problems.filter(({ code }) => code !== 'open-quote'),
				[],
				text,
			);
		assert.deepEqual(found('topic:'), ['anchors', 'tides', 'DBLP:fog']);
	});

	test('finds a key that has a colon', () => {
		assert.deepEqual(found('DBLP:fog'), ['DBLP:fog']);
	});
});
