import assert from 'node:assert/strict';
import { type AskWeb, neverSignalled } from '../../../../server/engine/base/web.js';
import { crossrefSearchPath, readCrossrefList } from '../../../../server/engine/literature/crossref.js';
import { failureOf } from '../../../../server/engine/literature/failures.js';
import { mergeWorks } from '../../../../server/engine/literature/mergeWorks.js';
import {
	byDoisPath,
	citedPath,
	citingPath,
	completePath,
	readCompleted,
	readOpenAlexList,
	readOpenAlexWork,
	searchPath,
	workPath,
} from '../../../../server/engine/literature/openAlex.js';
import { abstractText, type Work, workText } from '../../../../server/engine/literature/work.js';
import { webFor } from '../../../../server/platform/node/web.js';
import { fillLiterature, LiteratureStandIn } from '../../../literature/standIn.mjs';

suite('works of the services', () => {
	let standIn: LiteratureStandIn;
	const web: AskWeb = webFor({});
	suiteSetup(async () => {
		standIn = await fillLiterature(new LiteratureStandIn()).start();
	});
	suiteTeardown(() => standIn.stop());
	const textAt = async (service: 'openalex' | 'crossref', path: string) => {
		const answer = await web({ address: standIn.addresses()[service] + path, accept: 'application/json' }, neverSignalled);
		return 'text' in answer ? answer.text : assert.fail(answer.reason);
	};
	const listAt = async (path: string) => readOpenAlexList(await textAt('openalex', path)) ?? assert.fail('no list');

	test('reads a work of OpenAlex: plain title, names as printed, place, abstract, counts', async () => {
		const work = readOpenAlexWork(await textAt('openalex', workPath({ doi: '10.1234/lamp.5' })));
		assert.equal(work?.record.title, 'Lanterns and fog: a study of dim light & H2O');
		assert.deepEqual(work?.record.authors, [
			{ family: 'Roe', given: 'Ann B.' },
			{ family: 'Beek', given: 'Ludwig', particle: 'van' },
		]);
		assert.equal(work?.record.venue?.full, 'Journal of Dim Light');
		assert.equal(work?.abstract, 'Lanterns are seen through fog at less than 200 m. We show why.');
		assert.deepEqual([work?.openAlex, work?.citedBy, work?.cites, work?.isOpen], ['W1', 420, 2, true]);
	});

	test('finds a preprint by its arXiv identifier, and the identifier in a work', async () => {
		const work = readOpenAlexWork(await textAt('openalex', workPath({ arxiv: '2001.00010' })));
		assert.deepEqual([work?.record.arxiv, work?.record.type], ['2001.00010', 'online']);
	});

	test('knows that a list cuts authors at a hundred, and has all of a work by itself', async () => {
		const { works } = await listAt(searchPath('fold fog'));
		assert.deepEqual([works[0]?.record.authors.length, works[0]?.isCut], [100, true]);
		const whole = readOpenAlexWork(await textAt('openalex', workPath({ openAlex: 'W4' })));
		assert.deepEqual([whole?.record.authors.length, whole?.isCut], [130, false]);
	});

	test('lists what a work cites and what cites it, the most cited or the newest first', async () => {
		const idsOf = async (path: string) => (await listAt(path)).works.map(({ openAlex }) => openAlex);
		assert.deepEqual(await idsOf(citedPath('W1', 50)), ['W4', 'W2']);
		assert.deepEqual(await idsOf(citingPath('W1', 'cited', 50)), ['W3', 'W5']);
		assert.deepEqual(await idsOf(citingPath('W1', 'new', 50)), ['W5', 'W3']);
	});

	test('asks for works by their DOIs in one request, without those that a filter cannot hold', async () => {
		const path = byDoisPath(['10.1234/lamp.5', '10.1234/a,b', '10.1234/c|d', '10.1234/fog.1']);
		assert.match(path, /filter=doi:10\.1234%2Flamp\.5\|10\.1234%2Ffog\.1&/);
		assert.deepEqual(
			(await listAt(path)).works.map(({ openAlex }) => openAlex),
			['W1', 'W4'],
		);
	});

	test('completes titles from what is typed', async () => {
		const completed = readCompleted(await textAt('openalex', completePath('lanterns in')));
		assert.deepEqual(completed, [
			{ openAlex: 'W2', title: 'Lanterns in the harbour', authors: 'Mira Lang', doi: '10.1234/lights', citedBy: 88 },
		]);
	});

	test('finds works by author and year at Crossref, with its abstract as text', async () => {
		const works = readCrossrefList(await textAt('crossref', crossrefSearchPath('roe 2019')));
		assert.deepEqual(
			works?.map(({ record }) => [record.doi, record.title]),
			[['10.1234/lamp.5', 'Lanterns and fog: a study of dim light & H2O']],
		);
		assert.equal(works?.[0]?.abstract, 'Lanterns are seen through fog at less than 200 m. We show why.');
	});

	for (const text of [
		'',
		'<html>Log in</html>',
		'{"results": [{"id": "https://openalex.org/W1"',
		'[]',
		'{"message": {}}',
		'{"results": {}}',
	])
		test(`takes ${JSON.stringify(text)} for no answer`, () => {
			assert.deepEqual(
				[readOpenAlexList(text), readOpenAlexWork(text), readCompleted(text), readCrossrefList(text)],
				[undefined, undefined, undefined, undefined],
			);
		});

	test('leaves out what is not as documented, and keeps the rest', () => {
		const list = {
			meta: { count: 'many' },
			results: [
				null,
				{ id: 'https://openalex.org/A1', display_name: 'An author' },
				{ id: 'https://openalex.org/W9', display_name: 7 },
				{
					id: 'https://openalex.org/W8',
					display_name: 'Kept',
					authorships: [{ raw_author_name: 7 }, {}],
					abstract_inverted_index: { a: [0, -1, 1e9, 'x'], b: 3 },
					cited_by_count: -2,
					best_oa_location: { pdf_url: 'javascript:alert(1)', landing_page_url: 'https://user@example.org/' },
				},
			],
		};
		const read = readOpenAlexList(JSON.stringify(list));
		assert.deepEqual(
			read?.works.map(({ record, abstract, citedBy, openAddress }) => [record.title, record.authors, abstract, citedBy, openAddress]),
			[['Kept', [], 'a', undefined, undefined]],
		);
	});
});

suite('texts of the services', () => {
	for (const [name, given, plain] of [
		['HTML', 'On <i>Homo</i> &amp; <sub>2</sub>', 'On Homo & 2'],
		['HTML that was escaped twice', 'On &lt;i&gt;Homo&lt;/i&gt; &amp;amp; us', 'On Homo & us'],
		[
			'MathML with its source',
			'<mml:math><mml:mi>x</mml:mi><mml:annotation encoding="t">x_{1}</mml:annotation></mml:math> grows',
			'x grows',
		],
		['JATS', '<jats:title>Abstract</jats:title><jats:p>One &lt; two</jats:p>', 'Abstract One < two'],
		['comparisons', 'a < b and c > d', 'a < b and c > d'],
		['scripts', 'A<script>alert(1)</script> title', 'A title'],
		['characters that reorder or hide', 'a\u202eb\u200bc\u0000d\ne', 'a b c d e'],
	] as const)
		test(`are plain: ${name}`, () => {
			assert.equal(workText(given), plain);
		});

	test('have an end', () => {
		assert.equal(workText('x'.repeat(10_000))?.length, 2000);
	});

	test('leave out the word "Abstract" before an abstract', () => {
		assert.equal(abstractText('Abstract: We show it.'), 'We show it.');
		assert.equal(abstractText('Abstract art is shown.'), 'Abstract art is shown.');
	});
});

/** A work with these facts. */
const work = (facts: Partial<Work['record']>, other: Partial<Work> = {}): Work => ({
	record: {
		key: '',
		aliases: [],
		type: 'article',
		title: 'Lanterns and Fog',
		alsoTitles: [],
		authors: [{ family: 'Roe', given: 'Ann' }],
		editors: [],
		andOthers: false,
		year: 2019,
		names: [],
		topics: [],
		related: [],
		hasAbstract: false,
		fields: {},
		span: { start: 0, end: 0 },
		keySpan: { start: 0, end: 0 },
		...facts,
	},
	isCut: false,
	isSaidRetracted: false,
	from: ['openalex'],
	...other,
});

suite('merging works of several services', () => {
	const from = (name: 'openalex' | 'crossref') => ({ from: [name] as const });
	for (const [name, one, other, count] of [
		['a DOI, whatever its capitals', { doi: '10.1/A', title: 'One' }, { doi: '10.1/a', title: 'Other' }, 1],
		['an arXiv identifier', { arxiv: '2001.00010', title: 'One' }, { arxiv: '2001.00010', title: 'Other' }, 1],
		['title, year and first author', {}, { title: 'Lanterns and fog.', doi: '10.1/a' }, 1],
		['the same of a preprint and its publication', { doi: '10.48550/arXiv.2001.00010' }, { doi: '10.1/a' }, 1],
		['not by title, year and author where two DOIs contradict', { doi: '10.1/b' }, { doi: '10.1/a' }, 2],
		['not by title alone', { year: 2018 }, {}, 2],
	] as const)
		test(`are one by ${name}`, () => {
			assert.equal(mergeWorks([[work(one)], [work(other, from('crossref'))]]).length, count);
		});

	test('keep the greater count, the missing facts of each, and the DOI of the publication', () => {
		const preprint = work({ doi: '10.48550/arxiv.2001.00010', arxiv: '2001.00010' }, { citedBy: 4, openAlex: 'W1', isOpen: true });
		const published = work({ doi: '10.1/a', venue: { full: 'Lamps' } }, { citedBy: 2, abstract: 'Text.', ...from('crossref') });
		const [merged, ...others] = mergeWorks([[preprint], [published]]);
		assert.deepEqual(others, []);
		assert.deepEqual(
			[
				merged?.record.doi,
				merged?.record.arxiv,
				merged?.record.venue?.full,
				merged?.citedBy,
				merged?.abstract,
				merged?.openAlex,
				merged?.isOpen,
			],
			['10.1/a', '2001.00010', 'Lamps', 4, 'Text.', 'W1', true],
		);
		assert.deepEqual(merged?.from, ['openalex', 'crossref']);
	});

	test('puts first what both have, or what one has first', () => {
		const [a, b, c] = ['a', 'b', 'c'].map((title) => work({ title }));
		const merged = mergeWorks([
			[a!, b!],
			[c!, b!],
		]);
		assert.deepEqual(
			merged.map(({ record }) => record.title),
			['b', 'a', 'c'],
		);
	});
});

suite('what a service answers instead', () => {
	const codeOf = (answer: Parameters<typeof failureOf>[2]) => failureOf('OpenAlex', 'https://api.openalex.org/works', answer, 0);
	for (const [name, answer, code, message] of [
		['a refusal', { status: 429, text: '', headers: { 'retry-after': '9' } }, 'rate-limit', /in 9 s/],
		['a spent budget', { status: 429, text: '', headers: { 'x-ratelimit-remaining-usd': '0' } }, 'spent', /tomorrow/],
		['a service out of order', { status: 503, text: '', headers: {} }, 'service-error', /503/],
		['an answer that a browser hides', { failure: 'hidden', reason: 'Failed to fetch' }, 'unreachable', /browser/],
		['an answer that broke off', { failure: 'cut-off', reason: 'the connection broke' }, 'unreachable', /broke off/],
		['no answer in time', { failure: 'timeout', reason: '20 s' }, 'timeout', /in time/],
	] as const)
		test(`says so of ${name}`, () => {
			const failure = codeOf(answer);
			assert.equal(failure?.code, code);
			assert.match(failure.message, message);
		});

	test('never says that the computer is offline because a browser hides an answer', () => {
		assert.doesNotMatch(codeOf({ failure: 'hidden', reason: 'Failed to fetch' })!.message, /online/);
	});
});
