import assert from 'node:assert/strict';
import { NoteIndex } from '../../../../server/engine/documents/noteIndex.js';
import { queryHelp } from '../../../../server/engine/features/queryHelp.js';
import { emptyRecord } from '../../../../server/engine/library/formats/record.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';
import { contextOf } from '../../note.js';
import { record, source } from '../library/fixtures.js';

const store = createLibraryStore();
store.replace(source('file:///shelf/old%20notes.bib'), {
	records: [
		record('a', { title: 'Anchors', authors: [{ family: 'Chen' }, { family: 'de Vries' }], year: 2014, topics: ['sea'] }),
		record('b', { title: 'Beacons', authors: [{ family: 'Chen' }], year: 2016, topics: ['sea', 'style-transfer'], hasAbstract: true }),
		record('c', {
			title: 'Currents',
			authors: [{ family: 'Zorn' }],
			year: 2016,
			venue: { ...emptyRecord.venue, short: 'NIPS', full: 'NIPS' },
		}),
	],
	problems: [],
});
const context = {
	...contextOf(store.current, new NoteIndex(), new Map([['a', { state: 'read' as const }]])),
	topics: { 'style-transfer': 'Painting like others' },
};

const offered = (text: string) =>
	queryHelp(context, text).offers.map((offer) => ('qualifier' in offer ? `${offer.qualifier}:` : `${offer.value} ${offer.count}`));
const queries = (text: string) => queryHelp(context, text).offers.map(({ query }) => query);
const problems = (text: string) => queryHelp(context, text).problems.map(({ code }) => code);
const all = ['author:', 'collection:', 'has:', 'is:', 'source:', 'topic:', 'venue:', 'year:'];

suite('help with a query', () => {
	test('offers the qualifiers at the beginning, behind a blank and behind a minus', () => {
		assert.deepEqual(offered(''), all);
		assert.deepEqual(offered('gan '), all);
		assert.deepEqual(offered('gan -'), all);
		assert.equal(queries('gan -')[5], 'gan -topic:');
	});

	test('offers the qualifiers that begin as typed, and none for other words', () => {
		assert.deepEqual(offered('gan To'), ['topic:']);
		assert.deepEqual(queries('gan To'), ['gan topic:']);
		assert.deepEqual(offered('gan'), []);
	});

	test('offers the values that the library has, those of most papers first', () => {
		assert.deepEqual(offered('author:'), ['Chen 2', 'Zorn 1', 'de Vries 1']);
		assert.deepEqual(offered('topic:'), ['sea 2', 'style-transfer 1']);
		assert.deepEqual(offered('venue:'), ['NIPS 1']);
		assert.deepEqual(offered('is:'), ['entry 3', 'unread 2', 'read 1']);
		assert.deepEqual(offered('has:'), ['abstract 1']);
		assert.deepEqual(offered('source:'), ['old notes.bib 3']);
	});

	test('counts only papers that the rest of the query fits', () => {
		assert.deepEqual(offered('topic:style-transfer author:'), ['Chen 1']);
		assert.deepEqual(offered('anchors year:'), ['2014 1']);
	});

	test('narrows the values by what is typed of any of their words, accents and case aside', () => {
		assert.deepEqual(offered('author:VRI'), ['de Vries 1']);
		assert.deepEqual(offered('author:"de v'), ['de Vries 1']);
		assert.deepEqual(offered('author:nobody'), []);
	});

	test('finds a topic by its title', () => {
		const [offer] = queryHelp(context, 'topic:paint').offers;
		assert.deepEqual(offer, { value: 'style-transfer', title: 'Painting like others', count: 1, query: 'topic:style-transfer ' });
	});

	test('completes what is typed and leaves the rest, with quotes where there are blanks', () => {
		assert.deepEqual(queries('anchors -author:ch'), ['anchors -author:Chen ']);
		assert.deepEqual(queries('author:vri'), ['author:"de Vries" ']);
		assert.deepEqual(queries('author:"de v'), ['author:"de Vries" ']);
		assert.deepEqual(queries('source:'), ['source:"old notes.bib" ']);
	});

	test('offers years, and with them what lies before and after', () => {
		assert.deepEqual(offered('year:'), ['2016 2', '2014 1']);
		assert.deepEqual(offered('year:2014'), ['2014 1', '>=2014 3', '<=2014 1']);
		assert.deepEqual(offered('year:2014..20'), ['2014..2016 3', '2014..2014 1']);
		assert.deepEqual(offered('year:>'), ['>2014 2']);
	});

	test('offers the nearest qualifier for one that there is not', () => {
		assert.deepEqual(queries('gan yeer:2016'), ['gan year:2016']);
		assert.deepEqual(queries('auhtor:"van d'), ['author:"van d"']);
		assert.deepEqual(queries('DBLP:fog'), []);
	});

	test('offers nothing within a quotation and right behind one', () => {
		assert.deepEqual(offered('"exact auth'), []);
		assert.deepEqual(offered('"exact words"'), []);
		assert.deepEqual(offered('"exact words" '), all);
	});

	test('reports what is wrong, but not in a value that is still being typed', () => {
		assert.deepEqual(problems('is:un'), []);
		assert.deepEqual(problems('is:un '), ['unknown-state']);
		assert.deepEqual(problems('year:2014.'), []);
		assert.deepEqual(problems('year:soon'), ['bad-year']);
		assert.deepEqual(problems('yeer:2016'), ['unknown-qualifier']);
		assert.deepEqual(problems('author:"de v'), []);
		assert.deepEqual(problems('"no end'), ['open-quote']);
	});
});
