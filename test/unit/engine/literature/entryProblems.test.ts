import assert from 'node:assert/strict';
import { localize } from '../../../../server/engine/base/localizableMessage.js';
import { onlineFixes } from '../../../../server/engine/features/onlineFixes.js';
import { readBibtex } from '../../../../server/engine/library/formats/bibtex/read.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';
import { entryProblems } from '../../../../server/engine/literature/entryProblems.js';
import { readRegistry } from '../../../../server/engine/literature/registry.js';
import type { Checked, Verdict } from '../../../../server/engine/literature/registryCheck.js';

const uri = 'file:///notes/refs.bib';

/** What Crossref says: of a work with this title, by Mira Lang in 2021, unless otherwise said. */
const facts = (message: object): Verdict =>
	readRegistry(
		'crossref',
		JSON.stringify({
			message: {
				type: 'journal-article',
				title: ['Harbour seals at night'],
				author: [{ family: 'Lang', given: 'Mira' }],
				issued: { 'date-parts': [[2021, 5]] },
				'container-title': ['Journal of Dim Light'],
				volume: '7',
				page: '10-19',
				...message,
			},
		}),
	)!;

function look(text: string, verdicts: Readonly<Record<string, Verdict>>) {
	const store = createLibraryStore();
	store.replace({ uri, origin: 'workspace', format: 'bibtex' }, readBibtex(text));
	const checked: Checked = { dois: Object.keys(verdicts), verdictOf: (doi) => verdicts[doi.toLowerCase()] };
	const problems = entryProblems(store.current, { uri, text }, checked);
	const fixed = problems.map(({ span }) => {
		const fixes = onlineFixes(store.current, { uri, text }, span.start, checked);
		return fixes.map(({ title, edits }) => ({
			title,
			text: [...edits].reverse().reduce((all, edit) => all.slice(0, edit.span.start) + edit.text + all.slice(edit.span.end), text),
		}));
	});
	return {
		problems: problems.map(({ code, span, message }) => `${code} at ${text.slice(span.start, span.end)}: ${localize(message)}`),
		fixes: fixed.flat(),
	};
}

const entry = (fields: string) => `@article{lang2021,\n  title = {Harbour seals at night},\n  author = {Lang, Mira},\n${fields}}\n`;
const plain = entry('  year = {2021},\n  doi = {10.1234/seal}\n');

suite('an entry and its registry', () => {
	test('agree in silence', () => {
		assert.deepEqual(look(plain, { '10.1234/seal': facts({}) }).problems, []);
		assert.deepEqual(look(plain, { '10.1234/seal': 'elsewhere' }).problems, []);
		assert.deepEqual(look(plain, {}).problems, []);
	});

	test('a retraction is reported with source, date and notice, and noted in the entry', () => {
		const notice = { type: 'retraction', DOI: '10.1234/r', source: 'retraction-watch', updated: { 'date-parts': [[2023, 5, 2]] } };
		const { problems, fixes } = look(plain, { '10.1234/seal': facts({ 'updated-by': [notice, { type: 'erratum' }] }) });
		assert.deepEqual(problems, [
			'retracted-work at lang2021: “Harbour seals at night” has been retracted (Retraction Watch, through Crossref; 2023-05-02, doi:10.1234/r).',
		]);
		assert.deepEqual(
			fixes.map(({ title }) => title),
			['Note in the entry “lang2021”: Retracted 2023-05-02, see doi:10.1234/r…'],
		);
		assert.equal(
			fixes[0]?.text,
			plain.replace('{10.1234/seal}\n', '{10.1234/seal},\n  note = {Retracted 2023-05-02, see doi:10.1234/r}\n'),
		);
	});

	test('a note that is there is kept, and a retraction is noted once', () => {
		const noted = plain.replace('  doi', '  note = {In German},\n  doi');
		const verdicts = { '10.1234/seal': facts({ 'updated-by': [{ type: 'retraction' }] }) };
		assert.match(look(noted, verdicts).fixes[0]!.text, /note = \{In German\. Retracted\},/);
		assert.deepEqual(look(noted.replace('In German', 'Retracted 2023'), verdicts).fixes, []);
	});

	test('a correction and a concern are reported as what they are', () => {
		const updates = [{ type: 'correction', source: 'publisher' }, { type: 'expression_of_concern' }];
		assert.deepEqual(look(plain, { '10.1234/seal': facts({ 'updated-by': updates }) }).problems, [
			'corrected-work at lang2021: Its publisher has expressed concern about “Harbour seals at night” (Crossref, which does not say who reported it).',
			'corrected-work at lang2021: “Harbour seals at night” has been corrected (the publisher, through Crossref).',
		]);
	});

	test('a DOI that nobody has registered can be taken out', () => {
		const { problems, fixes } = look(plain, { '10.1234/seal': 'unregistered' });
		assert.deepEqual(problems, ['unknown-doi at {10.1234/seal}: There is no DOI 10.1234/seal: no registry has it.']);
		assert.doesNotMatch(fixes[0]!.text, /doi/);
	});

	test('a DOI of another work is reported, and nothing else of that work', () => {
		const { problems } = look(plain, { '10.1234/seal': facts({ title: ['Fog signals of the north'], volume: '99' }) });
		assert.deepEqual(problems, ['wrong-doi at {10.1234/seal}: 10.1234/seal belongs to another work: “Fog signals of the north”.']);
	});

	const alike: readonly (readonly [string, object])[] = [
		['a subtitle', { title: ['Harbour seals at night: a study of five bays'] }],
		['a subtitle apart', { title: ['Harbour seals at night'], subtitle: ['A study'] }],
		['capitals and hyphens', { title: ['HARBOUR-SEALS AT NIGHT'] }],
		['markup', { title: ['Harbour <i>seals</i> at night'] }],
		['one word more and one less', { title: ['The harbour seals by night'] }],
		['its original title', { title: ['Seehunde bei Nacht'], 'original-title': ['Harbour seals at night'] }],
		['letters of another script', { title: ['夜の港のアザラシ'] }],
	];
	for (const [what, message] of alike)
		test(`a title with ${what} is that of the same work`, () => {
			assert.deepEqual(look(plain, { '10.1234/seal': facts(message) }).problems, []);
		});

	test('fields that differ are reported at their values, each with the change that it takes', () => {
		const text = entry('  year = 2019,\n  volume = {8},\n  pages = {1--9},\n  doi = {10.1234/seal}\n');
		const { problems, fixes } = look(text, { '10.1234/seal': facts({}) });
		assert.deepEqual(problems, [
			'registry-difference at 2019: Crossref has another year: 2021.',
			'registry-difference at {8}: Crossref has another volume: 7.',
			'registry-difference at {1--9}: Crossref has another first page: 10–19.',
		]);
		assert.deepEqual(
			[...new Set(fixes.map(({ title }) => title))],
			[
				'Change year from 2019 to 2021, as Crossref has it…',
				'Change volume from {8} to {7}, as Crossref has it…',
				'Change pages from {1--9} to {10--19}, as Crossref has it…',
			],
		);
		assert.ok(fixes.some((fix) => fix.text === text.replace('{8}', '{7}')));
	});

	test('a date keeps month and day when its year changes', () => {
		const text = entry('  date = {2019-05-31},\n  doi = {10.1234/seal}\n');
		assert.match(look(text, { '10.1234/seal': facts({}) }).fixes[0]!.text, /date = \{2021-05-31\}/);
	});

	const same: readonly (readonly [string, string, object])[] = [
		['a year of online publication', '  year = {2020},\n', { 'published-online': { 'date-parts': [[2020]] } }],
		['another range from the same page on', '  year = {2021},\n  pages = {10--18},\n', {}],
		['a leading zero', '  year = {2021},\n  volume = {07},\n', {}],
		['fields that the registry lacks', '  year = {2021},\n  number = {3},\n', {}],
	];
	for (const [what, fields, message] of same)
		test(`${what} is no difference`, () => {
			assert.deepEqual(look(entry(`${fields}  doi = {10.1234/seal}\n`), { '10.1234/seal': facts(message) }).problems, []);
		});

	const names: readonly (readonly [string, string])[] = [
		['Lang', 'Läng'],
		['Müller', 'Mueller'],
		['van Beek', 'Beek'],
		['García Márquez', 'García'],
	];
	for (const [mine, theirs] of names)
		test(`“${mine}” and “${theirs}” may be one author`, () => {
			const text = plain.replace('Lang, Mira', `${mine}, Mira`);
			assert.deepEqual(look(text, { '10.1234/seal': facts({ author: [{ family: theirs }] }) }).problems, []);
		});

	test('another first author is reported', () => {
		assert.deepEqual(look(plain, { '10.1234/seal': facts({ author: [{ family: 'Abel', given: 'Ann' }] }) }).problems, [
			'registry-difference at {Lang, Mira}: Crossref has another first author: Abel.',
		]);
	});

	test('a preprint that has been published takes the publication’s fields', () => {
		const text =
			'@misc{lang2021,\n  title = {Harbour seals at night},\n  author = {Lang, Mira},\n  year = {2020},\n  eprint = {2001.00010},\n  archiveprefix = {arXiv}\n}\n';
		const { problems, fixes } = look(text, {
			'10.48550/arxiv.2001.00010': facts({ relation: { 'is-preprint-of': [{ 'id-type': 'doi', id: '10.1234/seal' }] } }),
			'10.1234/seal': facts({ DOI: '10.1234/seal' }),
		});
		assert.deepEqual(problems, ['preprint-published at lang2021: This preprint has been published: Journal of Dim Light 2021.']);
		assert.match(fixes[0]!.title, /Change “lang2021” to the publication: Journal of Dim Light 2021…/);
		assert.match(fixes[0]!.text, /@article\{lang2021,[\s\S]*2021[\s\S]*eprint = \{2001\.00010\}/);
	});
});
