import assert from 'node:assert/strict';
import { typst, typstWith } from '../../../../../server/engine/documents/markup/typst.js';
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

suite('citations in Typst', () => {
	test('a document with all forms gives each citation with its locator', () => {
		assert.deepEqual(citedInFixture(typst, 'citations.typ'), [
			'3 |shown2000|',
			'4 |let2001|',
			'6 |heading2002|',
			'8 |lang2003|',
			'8 |moor2004|',
			'8 |birk2005|',
			'9 |moor2004|pp. 33--35',
			'9 |fly2006|see _chap._ 2, [sic]',
			'9 |wick:2007a|',
			'9 |wick_2008|',
			'10 |wick-2009|',
			'10 |wick.2010|',
			'10 |stop2011|',
			'10 |paren2012|',
			'10 |quote2013|',
			'10 |strong2014|',
			'10 |emph2015|',
			'10 |dash2016|',
			'10 |dash2017|',
			'12 |func2018|',
			'12 |func2019|p. 3',
			'12 |func2020|',
			'13 |func2021|',
			'14 |func2022|fig. 3, #emph[new]',
			'18 |DBLP:books/func2023|',
			'18 |old2024|',
			'18 |old2025|',
			'20 |list2026|',
			'21 |list2027|§ 7',
			'22 |term2028|',
			'26 |caption2029|',
			'26 |caption2030|',
			'29 |cell2031|',
			'29 |cell2032|',
			'30 |note2033|',
			'30 |note2034|p. 2',
			'30 |attr2035|',
			'30 |body2036|',
			'31 |yes2037|',
			'31 |no2038|',
			'31 |after2039|',
			'32 |code2040|',
			'32 |context2041|',
			'33 |block2042|',
			'33 |code2043|',
			'33 |ümlaut2044|',
			'33 |own2045|',
			'33 |tight2046|',
		]);
	});

	citationTable(typst, [
		['@a', '|a|'],
		['@a. @b: @c, (@d)', '|a|', '|b|', '|c|', '|d|'],
		['@a[p. 3] @b', '|a|p. 3', '|b|'],
		['@a[see @b[x]]', '|a|see @b[x]', '|b|x'],
		['@a [no supplement]', '|a|'],
		['@a.b:c-d_e', '|a.b:c-d_e|'],
		['#cite(<a>, supplement: [p. 3], form: "prose")', '|a|p. 3'],
		['#cite(label("a/b"))', '|a/b|'],
		['#{ cite(<a>) }', '|a|'],
		['#bib_cite(<a>, <b>) #citet(<c>) #parencite(<d>)[p. 3] #{ my-cite(<e>) }', '|a|', '|b|', '|c|', '|d|', '|e|'],
		['#citation-box(<a>) #quote-cite("a")'],
		['#ref(<a>)', '|a|'],
		['#quote(attribution: <a>, block: true)[So it is.]', '|a|'],
		['#let x = [@a]\n@b', '|a|', '|b|'],
		['#if a [@a] and @b', '|a|', '|b|'],
		['#f(x)[@a][@b] @c', '|a|', '|b|', '|c|'],
		['#f(x: [@a @b])', '|a|', '|b|'],
		['#cite(<a'],
		['@a[[x]](y) @b (@c)', '|a|[x]', '|b|', '|c|'],
		['#f([x] + [@a])[@b](y) @c', '|a|', '|b|', '|c|'],
		['#cite(<a>', '|a|'],
		['@a[p. 3', '|a|p.'],
		['unclosed ` tick and $ sign @a', '|a|'],
		['// @no\n@a', '|a|'],
		['@a\r\n#set x(y)\r\n@b', '|a|', '|b|'],
		['😀 @ä', '|ä|'],
		['a) ] } @a', '|a|'],
	]);

	citationTable(typst, [
		['#let f(k) = cite(k)\n#f(<a>) #f("b")', '|a|', '|b|'],
		['#let f(k, ..more) = { cite(label(k), ..more) }\n#f("a", supplement: [p. 3])', '|a|'],
		['#let c = cite.with(form: "prose")\n#c(<a>, supplement: [x]) #{ c(<b>) }', '|a|', '|b|'],
		['#let c = cite\n#c(<a>)', '|a|'],
		['#let quoted(key, body) = block(body + ref(label(key)))\n#quoted("a")[x]', '|a|'],
		['#let section(x) = ref(label("sec:" + x))\n#section("a")'],
		['#let c = k => cite(k)\n#let d(k) = [see #c(k)]\n#d(<a>)', '|a|'],
		['#let many(..keys) = keys.pos().map(k => cite(k)).join[; ]\n#many(<a>, <b>)', '|a|', '|b|'],
		['#let many(keys) = keys.map(cite).join()\n#many((<a>, <b>))', '|a|', '|b|'],
		['#let many(keys) = for key in keys [#cite(label(key))]\n#many(("a", "b"))', '|a|', '|b|'],
		['#let at(page, k) = cite(k, supplement: [p. #page])\n#at("not", <a>) #at(<sec>, <b>) @sec', '|a|', '|b|'],
		['#let box(body, source: none) = [#body #cite(source)]\n#box([x], source: none)'],
		['#let box(label, k) = [#figure(cite(k)) #label]\n#box(<fig-a>, <a>) @fig-a', '|a|'],
		['#let f(k) = [no #k]\n#f(<a>) @a'],
		['#let f(k) = cite(k)\r\n#f(<a>)\r\n', '|a|'],
	]);

	test('functions of other files cite, with the labels that only are keys', () => {
		const markup = typstWith(typst.definitions!('#let pc(k, page: none) = cite(k, supplement: page)'));
		const text = '#pc(<a>, page: [3]) #lib.pc(<b>) @c @a #other(<d>)';
		assert.deepEqual(
			markup.citations(text).map(({ key }) => key),
			['a', 'b', 'c', 'a'],
		);
		assert.deepEqual(
			markup.labels!(text).map(({ name, givenTo }) => [name, givenTo]),
			[['d', 'other']],
		);
	});

	test('a function that is changed is one that cites from then on', () => {
		const keys = (text: string) => typst.citations(text).map(({ key }) => key);
		const rest = `\n\n${'Plain text.\n\n'.repeat(20)}And #f(<a>) here.\n\nEnd.\n`;
		assert.deepEqual(keys(`#let f(k) = site(k)${rest}`), []);
		assert.deepEqual(keys(`#let f(k) = cite(k)${rest}`), ['a']);
		assert.deepEqual(keys(`#let f(k) = site(k)${rest}`), []);
	});

	citationTable(
		typst,
		[
			'= Title <a>\n@a',
			'me\\@example.org',
			'\\@a',
			'`@a` ```typ @a```',
			'$@a$',
			'/* @a\n@b */',
			'https://example.org/@a',
			'#link("https://example.org/@a")',
			'#import "@preview/a:0.1.0"',
			'#link(<a>)[x]',
			'@fig:a @tbl-a @tab:a',
			'@ a @. @',
		].map((text) => [text] as const),
	);

	test('the group is the whole construct', () => {
		assert.deepEqual(groups(typst, 'x @a[p. 3] y #cite(<b>, form: "prose") z @c'), ['@a[p. 3]', '#cite(<b>, form: "prose")', '@c']);
	});
});

suite('prose in Typst', () => {
	proseTable(typst, [
		['a @b c', 'a · c'],
		['a `x` b $y$ c', 'a · b · c'],
		['#set text(lang: "en")\nV-Net', 'V-Net'],
		['#emph[V-Net] and #text(red)[U-Net]', 'V-Net· and ·U-Net'],
		['= Wide ResNets <wide>', '= Wide ResNets'],
		['a // V-Net\nb', 'a · b'],
		['#let x = [V-Net]\nU-Net', 'V-Net·U-Net'],
		['#f(x, [V-Net], "U-Net")', 'V-Net'],
		['#if x [V-Net] and U-Net', 'V-Net· and U-Net'],
	]);
});

suite('completing in Typst', () => {
	completionTable(typst, [
		['#let f(k) = cite(k)\n#f(<ab|c>)', 'ab', 'abc', 'closed'],
		['#let f(k) = cite(k)\n#f("ab|")', 'ab', 'ab', 'closed'],
		['#let f(..k) = k.pos().map(cite).join()\n#f(<a>, <b|)', 'b', 'b', 'closed'],
		['@|', '', '', 'open'],
		['as @do|', 'do', 'do', 'open'],
		['as @do|e2020. More', 'do', 'doe2020', 'open'],
		['(@do|)', 'do', 'do', 'open'],
		['@do|[p. 3]', 'do', 'do', 'open'],
		['#cite(<do|e2020>)', 'do', 'doe2020', 'closed'],
		['#cite(<wide re|>)', 'wide re', 'wide re', 'closed'],
		['#cite(<|', '', '', 'closed'],
		['#f([as @do|])', 'do', 'do', 'open'],
	]);

	silentTable(typst, [
		'plain|',
		'me@do|',
		'\\@do|',
		'`@do|`',
		'$@do|$',
		'// @do|',
		'@doe more|',
		'#link(<do|>)',
		'#import "@pre|view/x"',
		'#cite(<a>, <do|',
	]);
});

suite('citing in Typst', () => {
	for (const [request, text] of [
		[{ keys: ['a'] }, '@a'],
		[{ keys: ['a', 'b'], locator: 'p. 3' }, '@a @b[p. 3]'],
		[{ keys: ['a'], style: 'narrative' }, '#cite(<a>, form: "prose")'],
		[{ keys: ['a'], style: 'narrative', locator: 'p. 3' }, '#cite(<a>, form: "prose", supplement: [p. 3])'],
		[{ keys: ['a/b'] }, '#cite(label("a/b"))'],
	] as const)
		test(`writes ${text}`, () => {
			assert.equal(typst.write(request), text);
			assert.deepEqual(
				typst.citations(text).map(({ key }) => key),
				request.keys,
			);
		});
});

suite('files in Typst', () => {
	bibliographyTable(typst, [
		['#bibliography("a.bib")', 'a.bib'],
		['#bibliography(("a.bib", "b/c.yml"), title: "x", style: "ieee.csl")', 'a.bib', 'b/c.yml'],
		['#{ bibliography("a.bib") }', 'a.bib'],
		['#show: doc => [#bibliography("a.bib")]', 'a.bib'],
		['// #bibliography("a.bib")\n`#bibliography("b.bib")` #bibliography() "a.bib"'],
	]);
	includeTable(typst, [
		['#include "a.typ"\n#import "b.typ": x\n#import "@preview/cetz:0.3.0"', 'part a.typ', 'part b.typ'],
		[
			'#let project(body) = {\n  import "a.typ": x\n  if true { include "b.typ" }\n  import "@preview/cetz:0.3.0"\n}',
			'part a.typ',
			'part b.typ',
		],
		['#show: thesis.with(abstract: include("a.typ"), other: include "b.typ")', 'part a.typ', 'part b.typ'],
		['#f("include", "a.typ") #my-include("b.typ")'],
	]);
});

suite('endurance of Typst', () => {
	enduranceTable(
		typst,
		'@doe2020',
		[
			'[',
			']',
			'@',
			'@a[',
			'#',
			'#cite(',
			'#cite(<',
			'#f[',
			'#f(',
			'#{',
			'`',
			'$',
			'<a',
			'"',
			'#let x = ',
			'#if x ',
			'/',
			'h',
			'\\',
			'#x.',
			'#x.y',
		],
		{
			'#cite(': ')'.repeat(200_000),
			'#cite(<': ')'.repeat(200_000),
			'#f(': ')'.repeat(400_000),
			'#{': '}'.repeat(600_000),
		},
	);

	test('reads a million characters of citations', () => {
		assert.equal(cited(typst, million('@a[p. 3] ')).length, 111_112);
	});
});

suite('accepted keys in Typst', () => {
	acceptanceTable(typst, [
		['See @do|.', 'doe2020', 'See @doe2020.'],
		['See @do|', 'DBLP:conf/nips/Doe20', 'See #cite(label("DBLP:conf/nips/Doe20"))'],
		['See @do|.', 'DBLP:conf/nips/Doe20', 'See #cite(label("DBLP:conf/nips/Doe20")).'],
		['See @do|[p. 3, [ours]] on', 'a//b', 'See #cite(label("a//b"), supplement: [p. 3, [ours]]) on'],
		['See @do|(here)', 'a//b', 'See #cite(label("a//b"));(here)'],
		['#cite(<do|>)', 'doe2020', '#cite(<doe2020>)'],
		['#cite(<do|>)', 'dot.', '#cite(<dot.>)'],
		['#cite(<do|>, form: "prose")', 'a//b', '#cite(label("a//b"), form: "prose")'],
		['#cite(label("a//|b"))', 'c//d', '#cite(label("c//d"))'],
	]);
});
