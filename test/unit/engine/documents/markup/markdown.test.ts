import assert from 'node:assert/strict';
import { markdown } from '../../../../../server/engine/documents/markup/markdown.js';
import {
	acceptanceTable,
	bibliographyTable,
	citationTable,
	cited,
	citedInFixture,
	completionTable,
	enduranceTable,
	groups,
	million,
	proseTable,
	silentTable,
} from './cases.js';

suite('citations in Markdown', () => {
	test('a document with all forms gives each citation with its prefix and locator', () => {
		assert.deepEqual(citedInFixture(markdown, 'citations.md'), [
			'2 |title2000|',
			'6 |uncited2001|',
			'6 |uncited2002|',
			'9 |heading2003|',
			'11 |lang2004|',
			'11 |moor2005|',
			'12 see|moor2005|pp. 33-35',
			'12 also|birk2006|chap. 2, and *passim*',
			'12 |lang2004|p. 8',
			'13 |wick:2007a|',
			'13 |wick_2007b|',
			'13 |wick/2007.c|',
			'14 |cotton,2008|',
			'14 |stone2009|',
			'14 see also|fly2010|fig. 3',
			'16 |quote2011|',
			'17 see|wrap2012|p. 4',
			'20 |list2013|§ 7',
			'21 e.g.,|list2014|*Lamps* [2nd ed.], p. 9',
			'23 |list2015|',
			'27 |cell2016|',
			'28 |cell2017|',
			'30 |inline2018|',
			'30 |inline2019|p. 2',
			'30 |link2020|',
			'31 |caption2021|',
			'31 |emph2022|',
			'31 |quoted2023|',
			'31 |paren2024|',
			'31 |dash2025|',
			'31 |dash2026|',
			'33 |note2027|',
			'35 |note2028|',
			'38 |div2029|',
			'42 |myst2030|',
			'42 |myst2031|',
			'42 see|myst2032|p. 3',
			'42 |myst2033|',
			'45 wikilink:|wiki2034|',
			'45 wikilink:|wiki2035|',
			'47 |colon2036|',
			'47 |stop2037|',
			'47 |own2038|',
			'47 |a.b:c-d_e+f2039|',
			'47 |suffix2040|and others',
			'47 |suffix2041|for the rest',
		]);
	});

	citationTable(markdown, [
		['[@a]', '|a|'],
		['@a//b and @https://lakes.org/a/b. And @url:https://x.org/y?z=1#w!', '|a//b|', '|https://lakes.org/a/b|', '|url:https://x.org/y?z|'],
		['“@a” ‘@b’ 、@c（@d）=@e %@f ]@g }@h', '|a|', '|b|', '|c|', '|d|', '|e|', '|f|', '|g|', '|h|'],
		['(@one) First.\n(@two) Second.\n   More.\n(@three) Third.\n\nAs (@two), @three and @four say.', '|four|'],
		['Text.\n(@one) says so.', '|one|'],
		['{cite:p}`a; b`{cite:t}`{see}c{p. 3};d,e`', '|a|', '|b|', 'see|c|p. 3', '|d|', '|e|'],
		['Layers :cite:`a,b` and :citet:`c`, not :numref:`d`.', '|a|', '|b|', '|c|'],
		[
			'@10.1093/nar/22.22.4673, {cite}`10.5281/zenodo.1` and [@doi:10.1000/x.y]',
			'|10.1093/nar/22.22.4673|',
			'|10.5281/zenodo.1|',
			'|doi:10.1000/x.y|',
		],
		['See <doi:10.1000/x.y> and [this](doi:10.1000/z).', 'link:|10.1000/x.y|', 'link:|10.1000/z|'],
		['| a | [[@b\\|B]] | [[c#d\\|C]] |', 'wikilink:|b|', 'wikilink:|c|'],
		['@a says', '|a|'],
		['```{r}\n#| fig-cap: "From @a"\n#| fig-alt: "@no"\nplot("@no")\n```', '|a|'],
		['```{python}\n#| tbl-subcap:\n#|   - "See @a"\n#|   - see [@b, p. 3]\n#| echo: "@no"\n```', '|a|', '|b|p. 3'],
		['```{r lakes, fig.cap="Lakes [@a; @b]"}\n"@no"\n```', '|a|', '|b|'],
		["![](x){fig-cap='From @a'} and ![](y){alt='@no'}", '|a|'],
		['::: {.callout-note title="On @a"}\n\nText @b.\n:::', '|a|', '|b|'],
		['```{code-block} python\n:caption: From @a\n"@no"\n```', '|a|'],
		['```\n#| fig-cap: "@no"\n:caption: @no\n![](x){fig-cap="@no"}\n```\n\n<!-- {title="@no"} -->\n\n@a', '|a|'],
		[
			'---\nthanks: "To @a"\nkeypoints:\n  - See @b\nrelated: "[[@c]]"\nnote: "[@d; @e]"\nauthor: "@no"\nup: [[no.md]]\nauthors: ["@no", me]\nhandles:\n  - ["@no"]\n---\n',
			'|a|',
			'|b|',
			'wikilink:|c|',
			'|d|',
			'|e|',
		],
		['Text @a\n\n---\nthanks: "@b"\n...\n\n@c\n\n---\n\n@d\n\n---\n', '|a|', '|b|', '|c|', '|d|'],
		['[-@a]', '|a|'],
		['[see @a, pp. 33-35; also @b, chap. 2]', 'see|a|pp. 33-35', 'also|b|chap. 2'],
		['@{a.}, @{https://example.org/x(y)}', '|a.|', '|https://example.org/x(y)|'],
		['@a [p. 3] and @b [p. 4; see @c, p. 5]', '|a|p. 3', '|b|p. 4', 'see|c|p. 5'],
		['@a [@b]', '|a|', '|b|'],
		['@a, @b. @c: @d? (@e) “@f”', '|a|', '|b|', '|c|', '|d|', '|e|', '|f|'],
		['@Müller2001 @_a @1a @a:b.c#d$e%f&g-h+i?j<k>l~m/n', '|Müller2001|', '|_a|', '|1a|', '|a:b.c#d$e%f&g-h+i?j<k>l~m/n|'],
		['@a--b and @a..b', '|a|', '|a|'],
		['[a [nested] word @a, p. [3]]', 'a [nested] word|a|p. [3]'],
		['[@a](https://example.org)', '|a|'],
		['[see @a;\n@b, p. 3]', 'see|a|', '|b|p. 3'],
		['# Heading [@a]\ntext', '|a|'],
		['- @a\n- [@b]\n\n  @c', '|a|', '|b|', '|c|'],
		['1. @a\n\n       @code\n\n   @b', '|a|', '|b|'],
		['> @a\n> > [@b]', '|a|', '|b|'],
		['{cite}`a, b` {cite:p}`{see}a{p. 3},c`', '|a|', '|b|', 'see|a|p. 3', '|c|'],
		['```{note}\n@a\n```\n\n@b', '|a|', '|b|'],
		['````{admonition} Title @a\n:class: @no\n```r\nx@no\n```\n@b\n````', '|a|', '|b|'],
		['[[a]] [[@b|label]] [[c#part]]', 'wikilink:|a|', 'wikilink:|b|', 'wikilink:|c|'],
		['text <!-- one\n\n@no --> @a', '|a|'],
		['```\n@no\n```\n@a', '|a|'],
		['costs $5 and @a and $6', '|a|'],
		['is $a b$c$ [@d with $N = 3$]', '|d|with $N = 3$'],
		['is $a [@b] c $d$ [@e]', '|b|', '|e|'],
		['is $x$3 [@b] $y$', '|b|'],
		['```{r zones, fig.cap="By `zones.R`."}\nx@no\n```\n@a', '|a|'],
		['``` {r, label="`x`"} \r\nx@no\r\n```\r\n@a', '|a|'],
		['```{only} html\n@a\n```\n\n@b', '|a|', '|b|'],
		['```{versionadded} 1.2\n@a\n```\n\n@b', '|a|', '|b|'],
		['an unclosed ` tick @a', '|a|'],
		['@a\r\n\r\n[@b]\r\n', '|a|', '|b|'],
		['😀 [@a]', '|a|'],
		['(@good) Example\n\nas (@good) shows, @a', '|a|'],
		['@a/@b', '|a|', '|b|'],
		['---\nnocite: "@a, [@b]"\nabstract: |\n  Lamps [see @c,\n\n  p. 3].\nauthor: "@d"\n---\n@e', '|a|', '|b|', 'see|c|p. 3', '|e|'],
		['a line\n(@a) more', '|a|'],
	]);

	citationTable(
		markdown,
		[
			'me@example.org, first.last+tag@example.org',
			'\\@a',
			'`@a` and `` x`@a ``',
			'$@a$ and $$\n@a\n$$',
			'\\begin{align}\n@a\n\\end{align}',
			'<!-- @a -->',
			'<span class="@a">',
			'<pre>@a</pre>',
			'[x](@a) ![x](img/@a.png "title")',
			'https://example.org/@a, www.example.org/@a',
			'<https://example.org/@a>',
			'[ref]: https://example.org/@a',
			'@fig-a, @tbl-a, @sec-a, @eq-a, @lst-a, @thm-a, @Fig-a, @fig:a',
			'---\nauthor: "@a"\n---\n',
			'    @a\n',
			'~~~ r\nx@a\n\n@b\n~~~',
			'@ a, @, @-a, @@a',
			'![[embedded]]',
			'[x]{.@a} # T {#@a}',
			'{cite}`*` {ref}`a`',
			'{{< meta @a >}}',
			'- list\n\n  ```\n  @a\n  ```',
			'example.org/@a',
		].map((text) => [text] as const),
	);

	test('the group is the whole construct', () => {
		assert.deepEqual(groups(markdown, 'x [see @a; @b] -@c @d [p. 3] {cite:p}`e` [[f|g]] [@h](u)'), [
			'[see @a; @b]',
			'[see @a; @b]',
			'-@c',
			'@d [p. 3]',
			'{cite:p}`e`',
			'[[f|g]]',
			'@h',
		]);
	});
});

suite('prose in Markdown', () => {
	proseTable(markdown, [
		// Slides, and metadata.
		['a\n\n---\nclass: b\n\n# c\n\n---\nd', 'a --- class: b # c --- d'],
		['a\n\n---\nb: c\n\nd: e\n---\nf', 'a ·f'],
		['a [@b] c', 'a [·] c'],
		['a `code` b', 'a · b'],
		['a $x$ b $$y$$ c', 'a · b · c'],
		['# Wide ResNets {#wide}', '# Wide ResNets'],
		['a [label](target "title") b', 'a [label]· b'],
		['a [label][ref] b', 'a [label]· b'],
		['a ![caption](x.png){width=3} b', 'a ![caption]· b'],
		['*V-Net* and **U-Net**', '*V-Net* and **U-Net**'],
		['<b title="x">V-Net</b>', 'V-Net'],
		['[[key|V-Net]] here', 'V-Net]] here'],
		['---\ntitle: V-Net\n---\nU-Net', 'U-Net'],
		['a <!-- V-Net --> b', 'a · b'],
		['x[^1]\n\n[^1]: V-Net', 'x· · V-Net'],
		['| V-Net | `x` |', '| V-Net | · |'],
		['costs $5 or $6', 'costs $5 or $6'],
		['write to a@b.org now', 'write to · now'],
		['Kipf \\& Welling', 'Kipf \\& Welling'],
		['{ref}`V-Net` and {cite}`a`.', 'and ·.'],
		['[ref]: x V-Net\n\nU-Net', 'U-Net'],
		['::: {.note}\nV-Net\n:::', 'V-Net'],
	]);
});

suite('completing in Markdown', () => {
	completionTable(markdown, [
		['[@|]', '', '', 'closed'],
		...[...'“‘«„…、。（，：>|^~:!?+&=#%)]}'].map((sign) => [`a ${sign === '|' ? '¦' : sign}@do|e b`, 'do', 'doe', 'open'] as const),
		['{cite:p}`doe99`{cite:t}`sm|`', 'sm', 'sm', 'closed'],
		['---\ntitle: x\n---\n{cite:p}`doe99; sm|`', 'sm', 'sm', 'closed', 'doe99'],
		['see @fig-l|', 'fig-l', 'fig-l', 'open'],
		['```{code-block} r\n:caption: From @do|\n1\n```', 'do', 'do', 'open'],
		['::: {.callout-note title="On @do|e"}\nx\n:::', 'do', 'doe', 'open'],
		['```{r lakes, fig.cap="Lakes [@a; @do|]"}\n1\n```', 'do', 'do', 'closed', 'a'],
		['Layers :citep:`a,sm|`', 'sm', 'sm', 'closed', 'a'],
		['[@wide resid|]', 'wide resid', 'wide resid', 'closed'],
		['[@wide resid|', 'wide resid', 'wide resid', 'closed'],
		['[@do|e2020; @b]', 'do', 'doe2020', 'closed', 'b'],
		['[see @do|e2020, p. 3]', 'do', 'doe2020', 'closed'],
		['[@a; @b; @do|]', 'do', 'do', 'closed', 'a', 'b'],
		['[@a; see\n@do|]', 'do', 'do', 'closed', 'a'],
		['[-@do|]', 'do', 'do', 'closed'],
		['[@{do|e}]', 'do', 'doe', 'closed'],
		['as @do|e2020 says', 'do', 'doe2020', 'open'],
		['as @|', '', '', 'open'],
		['---\nnocite:\n  @do|\n---\n', 'do', 'do', 'open'],
		['(@do|)', 'do', 'do', 'open'],
		['a line\n(@do|e2020) more', 'do', 'doe2020', 'open'],
		['[x @do|](u)', 'do', 'do', 'open'],
		['a note ^[by @do|]', 'do', 'do', 'open'],
		['[[wi|]]', 'wi', 'wi', 'closed'],
		['[[wide res|net 2|x]]'.replace('net 2|x', 'net'), 'wide res', 'wide resnet', 'closed'],
		['{cite:p}`a,wide re|s,b`', 'wide re', 'wide res', 'closed', 'a', 'b'],
		['{cite}`|', '', '', 'closed'],
		['{cite:t}`{see}do|`', 'do', 'do', 'closed'],
	]);

	silentTable(markdown, [
		'plain|',
		'as @doe lan|',
		'[@doe2020, p. 3|]',
		'[me @ lake|]',
		'<!-- a --><!-- @doe|',
		'me@doe|',
		'`@doe|`',
		'$@doe|$',
		'<!-- @doe| -->',
		'---\nauthor: @doe|\n---\n',
		'```\n[@doe|\n```',
		'[@a] doe|',
		'\\@doe|',
		'{cite:p}`a{p. 3|}`',
		'[x](@doe|)',
	]);
});

suite('citing in Markdown', () => {
	for (const [request, text] of [
		[{ keys: ['a'] }, '[@a]'],
		[{ keys: ['a', 'b'] }, '[@a; @b]'],
		[{ keys: ['a'], locator: 'p. 3' }, '[@a, p. 3]'],
		[{ keys: ['a'], style: 'narrative' }, '@a'],
		[{ keys: ['a'], style: 'narrative', locator: 'p. 3' }, '@a [p. 3]'],
		[{ keys: ['a.', 'https://x.org/(b)'] }, '[@{a.}; @{https://x.org/(b)}]'],
	] as const)
		test(`writes ${text}`, () => {
			assert.equal(markdown.write(request), text);
			assert.deepEqual(
				markdown.citations(text).map(({ key }) => key),
				request.keys,
			);
		});
});

suite('bibliographies in Markdown', () => {
	bibliographyTable(markdown, [
		['---\nbibliography: refs.bib\n---\n', 'refs.bib'],
		['---\nbibliography: refs.bib\n---\n\nText\n\n---\nbibliography: later.bib\n---\n', 'later.bib'],
		['Text\n\n---\nbibliography: [a.bib, b.bib]\n...\n', 'a.bib', 'b.bib'],
		['---\nformat:\n  html:\n    bibliography: web.bib\n  pdf: default\n---\n', 'web.bib'],
		['---\nbibliography: "my refs.bib"\n---\n', 'my refs.bib'],
		["---\r\ntitle: x\r\nbibliography: ['a.bib', b/c.json] # both\r\n---\r\n", 'a.bib', 'b/c.json'],
		['---\nbibliography:\n  - a.bib\n  - ../b.yaml\n---\n', 'a.bib', '../b.yaml'],
		['---\nbibliography:\n  main: a.bib\n  more: [b.bib]\n---\n', 'a.bib', 'b.bib'],
		['```{bibliography} refs.bib\n:style: plain\n```', 'refs.bib'],
	]);
	bibliographyTable(
		markdown,
		[
			'',
			'bibliography: a.bib',
			'---\nbibliography:\n---\n',
			'---\nbibliography: [\n---\n',
			'---\nbibliography: [*a]\n---\n',
			'---\nformat:\n  bibliography: a.bib\n---\n',
			'```{bibliography}\n```',
		].map((text) => [text] as const),
	);
});

suite('endurance of Markdown', () => {
	enduranceTable(markdown, '[@doe2020]', [
		'[',
		']',
		'$',
		'a`',
		'{',
		'[@',
		'@',
		'@a [',
		'[[a',
		'](',
		'<a',
		'\\a[',
		';',
		'- ',
		'> ',
		'[\n',
		'$a ',
		'`a``',
		'<pre',
		'@{',
		'a@',
		'{a}`',
		'^[',
		'((',
		'*\n\n',
		'<pre\n\n',
	]);

	test('reads a million characters of citations', () => {
		assert.equal(cited(markdown, million('[@a, p. 3; ')).length, 90_910);
	});
});

suite('accepted keys in Markdown', () => {
	acceptanceTable(markdown, [
		['[@double|]', 'smith2020', '[@smith2020]'],
		['[@double|]', 'smith--jones', '[@{smith--jones}]'],
		['[@double|]', 'DBLP:conf/nips/Doe20', '[@DBLP:conf/nips/Doe20]'],
		['[see @a//|b, p. 3; @c]', 'a//b', '[see @a//b, p. 3; @c]'],
		['[see @a/|b, p. 3; @c]', 'a/,b', '[see @{a/,b}, p. 3; @c]'],
		['as @fin| says', 'dot.', 'as @{dot.} says'],
		['-@x|', 'x(y)', '-@{x(y)}'],
		['[@{do|}]', 'smith--jones', '[@{smith--jones}]'],
		['as @{a//|b} says', 'c//d', 'as @{c//d} says'],
		['as @{do| says', 'smith--jones', 'as @{smith--jones} says'],
		['as @{do| says', 'smith2020', 'as @{smith2020} says'],
		['{cite:p}`a,x|`', 'x(y)', '{cite:p}`a,x(y)`'],
		['[[do|]]', 'a//b', '[[a//b]]'],
		['[[@do|]]', 'a//b', '[[@a//b]]'],
	]);
});
