import assert from 'node:assert/strict';
import { org } from '../../../../../server/engine/documents/markup/org.js';
import {
	acceptanceTable,
	bibliographyTable,
	citationTable,
	cited,
	citedInFixture,
	completionTable,
	enduranceTable,
	groups,
	includeTable,
	million,
	proseTable,
	silentTable,
} from './cases.js';

suite('citations in Org', () => {
	citationTable(org, [
		[':PROPERTIES:\n:ID: 1\n:ROAM_REFS: @a\n:END:\n[cite:@b]', 'about:|a|', '|b|'],
		[
			':PROPERTIES:\n:ROAM_REFS: https://x.org/@no cite:a [cite:@b;@c] "@d" citet:&e\n:END:',
			'about:|a|',
			'about:|b|',
			'about:|c|',
			'about:|d|',
			'about:|e|',
		],
		['* Head\n  :PROPERTIES:\r\n  :roam_refs+: @a @b:2001\r\n  :END:\r\n', 'about:|a|', 'about:|b:2001|'],
		[':PROPERTIES:\n:ROAM_ALIASES: @no\n:END:\n:ROAM_REFS: @no'],
	]);

	test('a document with all forms gives each citation with its prefix and locator', () => {
		assert.deepEqual(citedInFixture(org, 'citations.org'), [
			'1 |title2000|',
			'7 |heading2002|',
			'12 |lang2004|',
			'12 |moor2005|',
			'12 |birk2006|',
			'13 see|moor2005|pp. 33--35',
			'13 also|birk2006|chap. 2, and /passim/',
			'13 |style2007|',
			'14 |style2008|p. 8',
			'14 |style2009|',
			'14 |style2010|',
			'15 e.g.|common2011|p. 3',
			'15 |common2012|',
			'15 |wick:2013a|',
			'15 |wick_2014|',
			'15 |wick-2015|',
			'15 |wick/2016.c|',
			'16 see|line2017|fig. 3',
			'18 also|line2018|note [x]',
			'20 |list2019|',
			'21 |list2020|§ 7',
			'22 |term2021|',
			'24 |cell2022|',
			'25 |cell2023|p. 2',
			'27 |caption2024|',
			'30 |inline2025|',
			'30 |strong2026|',
			'30 |emph2027|',
			'33 |quote2028|',
			'36 |note2029|p. 4',
			'38 |ref2030|',
			'38 |ref2031|',
			'38 |ref2032|',
			'38 |ref2033|',
			'38 |ref2034|',
			'38 |ref2035|',
			'39 see|ref2036|',
			'39 |ref2037|p. 3',
			'39 see|ref2038|p. 5',
			'39 also|ref2039|',
			'39 |ref2040|',
			'39 |ref2041|',
		]);
	});

	citationTable(org, [
		['[cite:@a]', '|a|'],
		['See \\cite{a,b} and \\citep[see][p. 3]{c}.', '|a|', '|b|', 'see|c|p. 3'],
		['\\sidecite{a} ~\\cite{code}~ \\textbf{x}\\nocite{*}', '|a|'],
		['#+begin_src latex\n\\cite{a}\n#+end_src'],
		['citet:lang2021--- and {citet:lang2021} says, cite:a-b_ and cite:c+', '|lang2021|', '|lang2021|', '|a-b|', '|c|'],
		['[cite/t:@a;@b]', '|a|', '|b|'],
		['[cite:see @a p. 3; also @b, chap. 2]', 'see|a|p. 3', 'also|b|chap. 2'],
		['[cite:see;@a;and others]', '|a|'],
		['[cite:@a [x] y]', '|a|[x] y'],
		['[cite:@a\np. 3]', '|a|p. 3'],
		['[cite:@a\n\n[cite:@b]', '|b|'],
		['cite:a,b citep:c.', '|a|', '|b|', '|c|'],
		['cite:&a;&b', '|a|', '|b|'],
		['[[cite:a]] [[citep:b][see::p. 3]]', '|a|', 'see|b|p. 3'],
		['[[citet:see &a p. 3;&b]]', 'see|a|p. 3', '|b|'],
		['(cite:a)', '|a|'],
		['* TODO [cite:@a] :tag:', '|a|'],
		['#+CAPTION: after [cite:@a]', '|a|'],
		['#+begin_quote\n[cite:@a]\n#+end_quote', '|a|'],
		['#+begin_src x\n[cite:@no]\n#+end_src\n[cite:@a]', '|a|'],
		['#+begin_src x\n\n[cite:@a]', '|a|'],
		['5 = 6 [cite:@a] = 7, $5 and ~ [cite:@b]', '|a|', '|b|'],
		['[cite:@a]\r\n# [cite:@no]\r\n[cite:@b]', '|a|', '|b|'],
		['😀 [cite:@ä]', '|ä|'],
	]);

	citationTable(
		org,
		[
			'@a me@example.org',
			'# [cite:@a]',
			'=[cite:@a]= ~[cite:@b]~',
			'$[cite:@a]$ \\[ [cite:@a] \\]',
			'\\begin{align}\n[cite:@a]\n\\end{align}',
			': [cite:@a]',
			':PROPERTIES:\n:X: [cite:@a]\n:END:',
			'#+author: [cite:@a]',
			'#+BEGIN_EXAMPLE\n[cite:@a]\n#+END_EXAMPLE',
			'[[cite.org][x]] recite:a https://x.org/cite:a',
			'[cite:nothing] [cite] cite: a',
			'@@html:[cite:@a]@@',
		].map((text) => [text] as const),
	);

	test('the group is the whole construct', () => {
		assert.deepEqual(groups(org, 'x [cite/t:see @a [y]; @b] cite:c, [[citep:d][e::f]]'), [
			'[cite/t:see @a [y]; @b]',
			'[cite/t:see @a [y]; @b]',
			'cite:c',
			'[[citep:d][e::f]]',
		]);
	});
});

suite('prose in Org', () => {
	proseTable(org, [
		['a [cite:@b] c', 'a · c'],
		['a =x= b ~y~ c $z$ d', 'a · b · c · d'],
		['* Wide ResNets', '* Wide ResNets'],
		['a [[x.org][V-Net]] b', 'a ·V-Net]] b'],
		['#+title: V-Net\n#+author: U-Net\nx', 'V-Net · x'],
		['# V-Net\nU-Net', 'U-Net'],
		['#+begin_quote\nV-Net\n#+end_quote', 'V-Net'],
	]);
});

suite('completing in Org', () => {
	completionTable(org, [
		['See \\citep[p. 3]{a, la|}', 'la', 'la', 'closed', 'a'],
		['[cite:@|]', '', '', 'closed'],
		['[cite:@wide resid|]', 'wide resid', 'wide resid', 'closed'],
		['[cite/t:see @do|e2020 p. 3; @b]', 'do', 'doe2020', 'closed', 'b'],
		['[cite:@a;@do|', 'do', 'do', 'closed', 'a'],
		['cite:do|', 'do', 'do', 'open'],
		['see citep:a,do|e2020, and', 'do', 'doe2020', 'open'],
		['[[cite:wide re|]]', 'wide re', 'wide re', 'closed'],
		['[[cite:&a;&do|]]', 'do', 'do', 'closed', 'a'],
	]);
	silentTable(org, [
		'plain|',
		'@do|',
		'[cite:|',
		'# [cite:@do|]',
		'=[cite:@do|]=',
		'#+begin_src\n[cite:@do|]\n#+end_src',
		'[cite:@a] do|',
		'recite:do|',
		'https://x.org/cite:do|',
	]);
});

suite('citing in Org', () => {
	for (const [request, text] of [
		[{ keys: ['a'] }, '[cite:@a]'],
		[{ keys: ['a', 'b'], locator: 'p. 3' }, '[cite:@a;@b p. 3]'],
		[{ keys: ['a'], style: 'narrative' }, '[cite/t:@a]'],
	] as const)
		test(`writes ${text}`, () => {
			assert.equal(org.write(request), text);
			assert.deepEqual(
				org.citations(text).map(({ key }) => key),
				request.keys,
			);
		});
});

suite('files in Org', () => {
	bibliographyTable(org, [
		['#+bibliography: a.bib\n#+BIBLIOGRAPHY: "my b.bib"', 'a.bib', 'my b.bib'],
		['#+BIBLIOGRAPHY: refs plain limit:t option:-nokeywords\n#+bibliography: my refs.bib', 'refs.bib', 'my refs.bib'],
		['bibliography:a.bib,b/c.bib', 'a.bib', 'b/c.bib'],
		['[[bibliography:a.bib,b.bib]]', 'a.bib', 'b.bib'],
		['# #+bibliography: a.bib\n#+print_bibliography:\n#+bibliography:\n'],
	]);
	includeTable(org, [['#+INCLUDE: "a b.org" :lines "1-2"\n#+include: c.org', 'part a b.org', 'part c.org']]);
});

suite('endurance of Org', () => {
	enduranceTable(org, '[cite:@doe2020]', [
		'[',
		']',
		'[cite:',
		'[cite:@a;',
		'[[',
		'[[cite:a',
		'=a ',
		'~',
		'$a ',
		'\\(',
		'cite:',
		'cite:a',
		'a:',
		'#+begin_src\n',
		':PROPERTIES:\n',
		'@@a:',
		'\\begin{a}',
		'#+a: b\n',
		'a',
		'\n',
	]);

	test('reads a million characters of citations', () => {
		assert.equal(cited(org, million('[cite:@a p. 3] ')).length, 66_667);
	});
});

suite('accepted keys in Org', () => {
	acceptanceTable(org, [
		['[cite:@do|]', 'a//b', '[cite:@a//b]'],
		['[cite:see @do| p. 3]', 'x(y)', '[cite:see @x(y) p. 3]'],
		['cite:do| here', 'a//b', 'cite:a//b here'],
		['cite:do| here', 'dot.', '[[cite:dot.]] here'],
		['(citep:a,do|,c)', 'x(y)', '([[citep:a,x(y),c]])'],
		['[[cite:&do|]]', 'x(y)', '[[cite:&x(y)]]'],
	]);
});
