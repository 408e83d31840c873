import assert from 'node:assert/strict';
import { localizable, localize } from '../../../../server/engine/base/localizableMessage.js';
import { defaultSettings } from '../../../../server/engine/base/settings.js';
import { problemsOfDocument, problemsOfSource, shownProblems, withSeverity } from '../../../../server/engine/features/diagnostics.js';
import type { Problem, Severity } from '../../../../server/engine/library/formats/record.js';
import type { FindOptions, Library } from '../../../../server/engine/library/library.js';
import { fixture } from '../../fixture.js';

const refs = `
--- refs.bib
@book{gray2019, title = {Fog over quiet water}, author = {Gray, Ann}, year = 2019}`;

/** Asserts that a document's problems are exactly at the marked places. */
function assertProblems(source: string): void {
	const { context, document, spans } = fixture(source);
	assert.deepEqual(
		problemsOfDocument(context, document).map(({ span }) => document.textOf(span)),
		spans.map((span) => document.textOf(span)),
	);
}

/** A library that counts how often something is searched in it. */
function searchesOf(library: Library): { readonly library: Library; readonly searches: () => number } {
	let searches = 0;
	const counting: Library = Object.create(library, {
		find: {
			value: (query: string, options: FindOptions) => {
				searches++;
				return library.find(query, options);
			},
		},
	});
	return { library: counting, searches: () => searches };
}

suite('unknown keys', () => {
	test('are reported where no paper has them', () => {
		assertProblems(`--- n.md\n[@gray2019; @«nobody»]${refs}`);
	});

	test('are looked for in any case once, however often BibTeX documents cite them', () => {
		const { context, document } = fixture(
			`--- main.tex\n\\bibliographystyle{plain}\\bibliography{refs}\\cite{Quiet}${'\\cite{Quiet}'.repeat(20)}${refs}`,
		);
		const { library, searches } = searchesOf(context.library);
		assert.equal(problemsOfDocument({ ...context, library }, document).length, 21);
		assert.equal(searches(), 1);
	});

	test('are not searched for in any case where no paper has their words', () => {
		const { context, document } = fixture(
			`--- main.tex\n\\bibliographystyle{plain}\\bibliography{refs}\\cite{GRAY2019}\\cite{Nobody2019}\\cite{gray-nobody}${refs}`,
		);
		const { library, searches } = searchesOf(context.library);
		assert.deepEqual(
			problemsOfDocument({ ...context, library }, document).map(({ span }) => document.textOf(span)),
			['Nobody2019', 'gray-nobody'],
		);
		assert.equal(searches(), 1);
	});

	test('are not compared with those of a library where a document has more than a thousand words with an @', () => {
		const letter = (place: number) => String.fromCharCode(97 + (place % 26));
		const words = Array.from({ length: 1100 }, (_, index) => `@k${letter(index)}${letter(index / 26)}${letter(index / 676)}`);
		const { context, document } = fixture(`--- n.md\nSee [@gray2019].\n\n${words.join(' and ')} and @gray2018.${refs}`);
		const { library, searches } = searchesOf(context.library);
		assert.deepEqual(
			problemsOfDocument({ ...context, library }, document).map(({ span }) => document.textOf(span)),
			['gray2018'],
		);
		assert.equal(searches(), 1000);
	});

	test('are asked about once, however many documents cite from copies of one library', () => {
		const files = Array.from(
			{ length: 30 },
			(_, index) =>
				`--- f${index}/refs.bib\n@book{fog, title={Fog}, author={Lang, Mira}}\n--- f${index}/n.md\n---\nbibliography: refs.bib\n---\n[@fog]\n`,
		);
		const { context, document } = fixture(`--- main.md\n---\nbibliography: f0/refs.bib\n---\n[@fog|]\n${files.join('')}`);
		let questions = 0;
		const library: Library = Object.create(context.library, {
			byKey: {
				value: (key: string, bibliographies?: readonly string[]) => {
					questions++;
					return context.library.byKey(key, bibliographies);
				},
			},
		});
		for (let index = 0; index < 30; index++) {
			const own = new URL(`f${index}/refs.bib`, document.uri).toString();
			const asked = {
				...context,
				library,
				bibliographiesOf: () => [own],
				foundBibliographies: () => [{ uri: own, rule: 'the document itself' as const, by: document.uri }],
			};
			assert.deepEqual(problemsOfDocument(asked, document), []);
		}
		assert.ok(questions < 10, `${questions} questions`);
	});

	test('say which key no paper has', () => {
		const { context, document } = fixture(`--- n.md\n[@nobody]${refs}`);
		const [problem] = problemsOfDocument(context, document);
		assert.equal(problem && localize(problem.message), 'No paper of the library has the key “nobody”.');
	});

	test('are warnings with a code of their own', () => {
		const { context, document } = fixture(`--- n.md\n[@nobody]${refs}`);
		assert.deepEqual(
			problemsOfDocument(context, document).map(({ code, severity }) => [code, severity]),
			[['unknown-key', 'warning']],
		);
	});

	test('are reported each time they are cited', () => {
		assertProblems(`--- n.md\n[@«nobody»] and [@«nobody»]${refs}`);
	});

	for (const source of ['\\nocite{*}', '\\cite{gray2019}\\nocite{*}', '\\bibliography{refs}\\nocite{*, gray2019}'])
		test(`do not include the asterisk for all entries: ${source}`, () => {
			assertProblems(`--- main.tex\n${source}${refs}`);
		});

	test('do not include links to notes that nobody has written', () => {
		assertProblems(`--- n.md\n[[some note]] [@gray2019]${refs}`);
	});

	test('do not include a bare @name in a document that cites nothing', () => {
		assertProblems(`--- n.md\nThanks to @somebody.${refs}`);
	});

	test('include a bare @key like those of the file that a document cites from', () => {
		assertProblems(`--- n.md\n[@gray2019] and @«grey2021», not @somebody${refs}`);
	});

	test('include a bare @key like those of a bibliography that a document names', () => {
		assertProblems(`--- n.md\n---\nbibliography: refs.bib\n---\n@«grey2021» says to @somebody${refs}`);
	});

	test('include a key in brackets in a document that cites nothing else', () => {
		assertProblems(`--- n.md\n[@«somebody»]${refs}`);
	});

	for (const item of ['\\bibitem{own}', '\\bibitem[Own 99]{own}', '\\bibitem {own}', '\\bibitem{ own }', '\\bibitem[a]{x}\\bibitem{own}'])
		test(`do not include keys that the document defines: ${item}`, () => {
			assertProblems(`--- main.tex\n\\cite{own,«nobody»}\n${item} A book.${refs}`);
		});

	test('do not include the asterisk for all entries in Org', () => {
		assertProblems(`--- n.org\n[cite:@gray2019] [cite/nocite:@*]${refs}`);
	});

	test('include a key with a locator in a document that cites nothing else', () => {
		assertProblems(`--- n.md\nAs @«somebody» [p. 3] says.${refs}`);
	});

	test('do not include a bare name in braces in a document that cites nothing', () => {
		assertProblems(`--- n.md\nThanks to @{some.body}.${refs}`);
	});

	test('are none in a library file', () => {
		assertProblems('--- refs.bib\n@book{gray2019, title = {With \\cite{nobody} inside|}}');
	});
});

suite('problems of a library file', () => {
	const problemsIn = (source: string) => {
		const { context, files, uriOf } = fixture(source);
		const text = files.find(({ name }) => name === 'a.bib')!.text;
		return problemsOfSource(context, uriOf('a.bib')).map(({ code, span, message }) => ({
			code,
			at: text.slice(span.start, span.end),
			message: localize(message),
		}));
	};

	const shared = `
		--- a.bib
		@book{gray, title = {Fog over quiet water}, author = {Gray, Ann}, year = 2019}
		--- b%20c.bib
		@book{gray, title = {Mist on the hills}, author = {Grey, Bob}, year = 1999}`;

	test('include a key that a paper of another file has, too', () => {
		assert.deepEqual(
			problemsIn(shared).map(({ code, at }) => [code, at]),
			[['duplicate-key', 'gray']],
		);
	});

	test('name the other paper of a key and its file', () => {
		assert.equal(problemsIn(shared)[0]?.message, '“gray” is also the key of “Mist on the hills” (b c.bib).');
	});

	test('name each other paper of a key', () => {
		const third = '\n\t\t--- c.bib\n\t\t@book{gray, title = {Rain in May}, author = {Grau, Cara}, year = 1989}';
		assert.match(problemsIn(shared + third)[0]!.message, /“Mist on the hills” \(b c\.bib\) and of “Rain in May” \(c\.bib\)\.$/);
	});

	for (const [what, one, other] of [
		[
			'of another year',
			'title = {Histograms of Fog over Quiet Water}, author = {Gray, Ann}, year = 2005',
			'title = {Histograms of fog over quiet water}, author = {Gray, A.}, year = 2004',
		],
		[
			'with a misspelt author',
			'title = {Lanterns on the Quay: A Comparison}, author = {Zhang, H.}, year = 2006',
			'title = {Lanterns on the quay: A comparison}, author = {Zhan, H.}, year = 2006',
		],
		['with a sign in one of the titles', 'title = {Understanding Fog\\ding{73}}, year = 2004', 'title = {Understanding Fog☆}, year = 2004'],
		[
			'of one web page',
			'title = {Fog, Mist and Rain}, url = {https://example.org/fog/12?a=1}',
			'title = {Fog, mist and rain: the journal’s page}, url = {https://example.org/fog/12?a=1}',
		],
		[
			'without its subtitle',
			'title = {Tide(x) networks}, author = {Tann, B. and Lang, R.}, year = 2005',
			'title = {Tide(x) Networks: Fog Networks with Traces}, author = {Tann, Bo}, year = 2005',
		],
		[
			'with a slip in its title',
			'title = {Unbiased Fog and Mist Recurrence}, author = {Tann, B.}, year = 2018',
			'title = {Unbiased Fog and Mist Recurence}, author = {Tann, B.}, year = 2018',
		],
		['with an ampersand', 'title = {Wide \\& Deep Fog}', 'title = {Wide and Deep Fog}'],
		['with garbled letters', 'title = {Feature-based decomposition of façades}', 'title = {Feature-based decomposition of faÃ§ades}'],
	] as const)
		test(`do not include a key of a copy ${what}`, () => {
			assert.deepEqual(problemsIn(`--- a.bib\n@book{gray, ${one}}\n--- b.bib\n@book{gray, ${other}}`), []);
		});

	for (const [what, one, other] of [
		['a short title', 'title = {Editorial}, author = {Gray, Ann}, year = 2004', 'title = {Editorial}, author = {Gray, Ann}, year = 2005'],
		[
			'author and year',
			'title = {Introduction to Computer Graphics}, author = {Gray, Ann}, year = 2004',
			'title = {Introduction to Computer Graphics}, author = {Lang, Bo}, year = 1999',
		],
		[
			'most of the words of their titles',
			'title = {Reinforcing fog with hidden states}, author = {Lin, L.}, year = 1993',
			'title = {Reinforcing Fog for Lamps Using Mirrors}, author = {Lin, L.}, year = 1993',
		],
		[
			'the part of a work',
			'title = {Fog studies: part 1}, author = {Lin, L.}, year = 1993',
			'title = {Fog studies: part 2}, author = {Lin, L.}, year = 1993',
		],
		[
			'identifier',
			'title = {Fog over water at night}, author = {Lin, L.}, year = 1993, doi = {10.1000/night}',
			'title = {Fog over water by day}, author = {Lin, L.}, year = 1993, doi = {10.1000/day}',
		],
		[
			'author',
			'title = {Fog over water}, author = {Lin, L.}, year = 1993',
			'title = {Fog over water: notes}, author = {Poe, E.}, year = 1993',
		],
		[
			'title on one web site',
			'title = {Fog over Quiet Water}, url = {https://example.org/}',
			'title = {Rain on the Hills}, url = {https://example.org/}',
		],
	] as const)
		test(`include a key of works that differ by ${what}`, () => {
			assert.equal(problemsIn(`--- a.bib\n@book{gray, ${one}}\n--- b.bib\n@book{gray, ${other}}`).length, 1);
		});

	test('count the papers of a key that are not named', () => {
		const others = Array.from({ length: 6 }, (_, index) => `\n--- f${index}.bib\n@book{gray, title = {Book ${index}}}`).join('');
		const message = problemsIn(`--- a.bib\n@book{gray, title = {Fog}}${others}`)[0]!.message;
		assert.equal((message.match(/“Book \d”/g)?.length ?? 0) + Number(/ and of (\d) more\.$/.exec(message)?.[1]), 6);
	});

	test('warn of a key that a paper of another file has, too', () => {
		const { context, uriOf } = fixture(shared);
		assert.deepEqual(
			problemsOfSource(context, uriOf('a.bib')).map(({ severity }) => severity),
			['warning'],
		);
	});

	test('do not include a key that was made for a record without one', () => {
		const ris = 'TY  - BOOK\nAU  - Lang, Mira\nTI  - Harbour lights\nPY  - 2021\nER  -\n';
		const { context, library, uriOf } = fixture(`--- a.ris\n${ris}`);
		const key = library.at(0).key;
		const both = fixture(`--- a.ris\n${ris}\n--- b.bib\n@book{${key}, title = {Another book}}`);
		assert.deepEqual([problemsOfSource(both.context, both.uriOf('a.ris')), problemsOfSource(context, uriOf('a.ris'))], [[], []]);
	});

	test('include what its reader met', () => {
		assert.deepEqual(
			problemsIn('--- a.bib\n@book{gray, title = {Fog} year = 2019}').map(({ code }) => code),
			['broken-entry'],
		);
	});

	test('are none for a file that the library does not know', () => {
		const { context } = fixture('--- a.bib\n@book{gray, title = {Fog}}');
		assert.deepEqual(problemsOfSource(context, 'file:///w/none.bib'), []);
	});

	test('are those of that file alone', () => {
		const { context, uriOf } = fixture('--- a.bib\n@book{gray, title = {Fog} year = 2019}\n--- b.bib\n@book{grey, title = {Mist}}');
		assert.deepEqual(problemsOfSource(context, uriOf('b.bib')), []);
	});
});

suite('the severity of a problem', () => {
	const problem = { code: 'unknown-key', severity: 'warning', span: { start: 0, end: 1 }, message: { text: 'x', values: [] } } as const;
	const severityWith = (wished: Readonly<Record<string, unknown>>) =>
		withSeverity({ ...defaultSettings, 'diagnostics.severity': wished as never }, problem as never)?.severity;

	test('is that of its kind where the user says nothing', () => {
		assert.equal(severityWith({}), 'warning');
	});

	for (const wished of ['error', 'warning', 'information', 'hint'])
		test(`is ${wished} where the user says so`, () => {
			assert.equal(severityWith({ 'unknown-key': wished }), wished);
		});

	test('does not follow what the user says of another kind', () => {
		assert.equal(severityWith({ 'broken-entry': 'error' }), 'warning');
	});

	test('is that of its kind where the setting holds something else', () => {
		assert.equal(severityWith({ 'unknown-key': 'loud' }), 'warning');
	});

	test('leaves a problem out that the user has turned off', () => {
		assert.equal(severityWith({ 'unknown-key': 'off' }), undefined);
	});
});

suite('of the problems of a file', () => {
	const message = localizable('something is wrong');
	const many = (count: number, severity: Severity, from: number): Problem[] =>
		Array.from({ length: count }, (_, at) => ({
			code: `c${from + at}`,
			severity,
			span: { start: from + at, end: from + at + 1 },
			message,
		}));

	test('a thousand are all shown', () => {
		const problems = many(1000, 'hint', 0);
		assert.deepEqual(shownProblems(problems), problems);
	});

	test('more are counted, and the first shown', () => {
		const [first, ...others] = shownProblems(many(12_408, 'warning', 0));
		assert.match(localize(first!.message), /^The first 999 of 12408 problems of this file are shown/);
		assert.deepEqual([first!.code, first!.severity, first!.span], ['more-problems', 'warning', { start: 0, end: 0 }]);
		assert.deepEqual(others, many(999, 'warning', 0));
	});

	test('errors are shown before hints that come earlier in the text, each at its place', () => {
		const [, ...shown] = shownProblems([...many(990, 'hint', 0), ...many(20, 'error', 990), ...many(20, 'hint', 1010)]);
		assert.deepEqual(
			shown.map(({ span }) => span.start),
			[...Array.from({ length: 979 }, (_, at) => at), ...Array.from({ length: 20 }, (_, at) => 990 + at)],
		);
	});
});
