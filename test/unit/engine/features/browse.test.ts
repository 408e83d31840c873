import assert from 'node:assert/strict';
import { neverCancelled } from '../../../../server/engine/base/cancellation.js';
import { inSteps } from '../../../../server/engine/base/inSlices.js';
import type { Grouping, Listing } from '../../../../server/engine/features/browse.js';
import { browse, group, neighbours, preparingLists } from '../../../../server/engine/features/browse.js';
import { searchFor } from '../../../../server/engine/features/completion.js';
import type { Context } from '../../../../server/engine/features/context.js';
import { titleOfTopic } from '../../../../server/engine/features/context.js';
import { workspaceSymbols } from '../../../../server/engine/features/symbols.js';
import { parseReadings } from '../../../../server/engine/library/readingState.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';
import { contextOf } from '../../note.js';
import { libraryOf, record } from '../library/fixtures.js';

const context = contextOf(
	libraryOf(
		record('b', { title: 'Beacons', authors: [{ family: 'Adler' }], year: 2014, topics: ['light'] }),
		record('a', { title: 'Anchors', authors: [{ family: 'Zorn' }], year: 2016, topics: ['light', 'sea'] }),
		record('c', { title: 'Currents', year: 2018 }),
	),
);

const groups = (listing: Listing) => browse(context, listing).map(({ label, count }) => [label, count]);
const keys = (listing: Listing, id: string, start?: number, limit?: number) =>
	group(context, listing, id, start, limit).map(({ key }) => key);

suite('browsing the library', () => {
	test('counts the papers of each group, the nameless last', () => {
		assert.deepEqual(groups({ by: 'topic', filter: '' }), [
			['Light', 2],
			['Sea', 1],
			['No topic', 1],
		]);
	});

	test('counts only what fits the filter, which may change between two questions', () => {
		assert.deepEqual(groups({ by: 'year', filter: 'topic:light' }), [
			['2016', 1],
			['2014', 1],
		]);
		assert.deepEqual(groups({ by: 'year', filter: 'topic:sea' }), [['2016', 1]]);
	});

	test('groups by topics that were made of the papers, and by each keyword as it is', () => {
		const made = { ...context, paperTopics: { of: ({ key }: { readonly key: string }) => (key === 'c' ? ['tidal currents'] : ['lamps']) } };
		const labels = (listing: Listing) => browse(made, listing).map(({ label, count }) => [label, count]);
		assert.deepEqual(labels({ by: 'topic', filter: '' }), [
			['Lamps', 2],
			['Tidal currents', 1],
		]);
		assert.deepEqual(labels({ by: 'keyword', filter: '' }), [
			['Light', 2],
			['Sea', 1],
			['No keyword', 1],
		]);
		assert.deepEqual(groups({ by: 'topic', filter: '' }).at(-1), ['No topic', 1]);
	});

	test('lists that were prepared are prepared again where topics were made since', async () => {
		const { library, topics } = context;
		await inSteps(preparingLists({ library, topics }), neverCancelled);
		assert.deepEqual(groups({ by: 'topic', filter: '' })[0], ['Light', 2]);
		const made = { ...context, paperTopics: { of: () => ['lamps'] } };
		const labels = () => browse(made, { by: 'topic', filter: '' }).map(({ label }) => label);
		assert.deepEqual(labels(), ['Lamps']);
		await inSteps(preparingLists(made), neverCancelled);
		assert.deepEqual(labels(), ['Lamps']);
	});

	test('shows names in kebab-case and snake_case as words, and other names as they are', () => {
		const label = (topic: string) => titleOfTopic(topic, { 'object-detection': 'Object Detection' });
		assert.deepEqual(['object-detection', 'few-shot', 'to_read', '__later', 't-SNE', 'COVID-19', '__proto__'].map(label), [
			'Object Detection',
			'Few shot',
			'To read',
			'Later',
			'T-SNE',
			'COVID-19',
			'__proto__',
		]);
	});

	test('groups by file and not at all', () => {
		assert.deepEqual(groups({ by: 'source', filter: '' }), [['a.bib', 3]]);
		assert.deepEqual(groups({ by: 'flat', filter: '' }), [['All papers', 3]]);
	});

	test('sorts a group by title, by year with the newest first, and by author with the nameless last', () => {
		assert.deepEqual(keys({ by: 'flat', filter: '' }, ''), ['a', 'b', 'c']);
		assert.deepEqual(keys({ by: 'flat', sort: 'year', filter: '' }, ''), ['c', 'a', 'b']);
		assert.deepEqual(keys({ by: 'flat', sort: 'author', filter: '' }, ''), ['b', 'a', 'c']);
	});

	test('gives a group in pages', () => {
		assert.deepEqual(keys({ by: 'flat', filter: '' }, '', 0, 2), ['a', 'b']);
		assert.deepEqual(keys({ by: 'flat', filter: '' }, '', 2, 2), ['c']);
	});

	test('knows what comes before and after a paper in the listing', () => {
		assert.deepEqual(neighbours(context, { by: 'flat', filter: '' }, 'b'), { previous: 'a', next: 'c' });
		assert.deepEqual(neighbours(context, { by: 'flat', sort: 'author', filter: '' }, 'b'), { previous: undefined, next: 'a' });
	});
});

suite('bundled summaries in the library’s list', () => {
	const lamps = (key: string, topic: string) => record(key, { title: `Lamps ${key}`, year: 2014, topics: [topic], doi: `10.1000/${key}` });
	const store = (isRelevant: boolean, ...own: readonly ReturnType<typeof record>[]) => {
		const store = createLibraryStore(undefined, isRelevant);
		for (const each of [lamps('x', 'sea'), lamps('y', 'light')])
			store.replace({ uri: `lectern:/corpus/${each.key}.md`, origin: 'bundled', format: 'summary' }, { records: [each], problems: [] });
		store.replace({ uri: 'file:///own.bib', origin: 'workspace', format: 'bibtex' }, { records: own, problems: [] });
		return contextOf(store.current);
	};
	const listed = (context: Context, by: Grouping, filter = '') =>
		browse(context, { by, filter }).map(({ label, count, isBundled }) => [label, count, ...(isBundled ? ['bundled'] : [])]);
	const apart = ['Bundled summaries', 2, 'bundled'];

	test('are one group at the end once the user has papers, however they are grouped', () => {
		const context = store(true, lamps('own', 'wind'), record('other', { title: 'Other' }));
		assert.deepEqual(listed(context, 'topic'), [['Wind', 1], ['No topic', 1], apart]);
		assert.deepEqual(listed(context, 'year'), [['2014', 1], ['No year', 1], apart]);
		assert.deepEqual(listed(context, 'flat'), [['All papers', 2], apart]);
		assert.deepEqual(listed(context, 'state'), [['Unread', 2], apart]);
		const readings = parseReadings('own: starred\nother: read 2026-01-01 starred\n');
		assert.deepEqual(listed({ ...context, readings }, 'state'), [['Starred', 2], ['Unread', 1], ['Read', 1], apart]);
		assert.deepEqual(listed(context, 'source'), [['own.bib', 2], apart]);
		assert.deepEqual(listed(context, 'topic', 'lamps'), [['Wind', 1], apart]);
		assert.deepEqual(
			group(context, { by: 'topic', filter: '' }, 'lectern:/corpus').map(({ key }) => key),
			['x', 'y'],
		);
	});

	test('are grouped by topic where the user has no papers and writes about such', () => {
		assert.deepEqual(listed(store(true), 'topic'), [
			['Light', 1],
			['Sea', 1],
		]);
	});

	test('are one group where the workspace is about something else', () => {
		assert.deepEqual(listed(store(false), 'topic'), [apart]);
	});

	test('add to the user’s paper of the same work, which is not listed with them', () => {
		const context = store(true, { ...lamps('x', 'wind'), key: 'mine' });
		assert.deepEqual(listed(context, 'topic'), [
			['Sea', 1],
			['Wind', 1],
			['Bundled summaries', 1, 'bundled'],
		]);
	});

	test('are the same group when the lists were prepared', () => {
		const context = store(true, lamps('own', 'wind'));
		for (const _ of preparingLists(context));
		assert.deepEqual(listed(context, 'topic'), [['Wind', 1], apart]);
	});

	test('come after the user’s papers in a search without words, and not at all among symbols nobody asked for', () => {
		const context = store(false, lamps('own', 'wind'));
		assert.deepEqual(
			searchFor(context, '', 10).map(({ key }) => key),
			['own', 'x', 'y'],
		);
		assert.deepEqual(
			workspaceSymbols(context, '').map(({ key }) => key),
			['own'],
		);
		assert.deepEqual(
			workspaceSymbols(context, 'lamps').map(({ key }) => key),
			['own', 'x', 'y'],
		);
	});

	test('are offered before anything is typed only where the workspace is about such papers', () => {
		const offered = (isRelevant: boolean) =>
			store(isRelevant, lamps('own', 'wind'))
				.library.find('')
				.map(({ paper }) => paper.key);
		assert.deepEqual(offered(true), ['own', 'x', 'y']);
		assert.deepEqual(offered(false), ['own']);
	});
});
