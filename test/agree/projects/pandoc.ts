import { bib, type Project } from '../project.js';

const bareWord =
	'A bare `@word` that may be somebody’s name is no problem where the document has no bibliography or it looks unlike the keys in there';
const identifiers = 'Keys that are identifiers or addresses are never unknown, since Manubot and MyST look them up';

/** Projects that pandoc reads. Each cites known and unknown keys, and has texts that only look like citations. */
export const pandocProjects: readonly Project[] = [
	{
		name: 'brackets, narrative and suppressed authors',
		text: `--- main.md
---
bibliography: refs.bib
---
See [@fog1999; see also @rain2001, p. 3], @dew2003 [p. 4], [-@fog1999] and -@hail2005.
--- refs.bib
${bib('fog1999', 'rain2001')}`,
	},
	{
		name: 'keys in braces and with punctuation inside',
		text: `--- main.md
---
bibliography: refs.bib
---
@{fog,1999} and [@{rain 2001}], [@a:b-c_d.e1999], @fog1999. Then [@fog1999?] @mist/2001, [@snow+1990]. A key ends: @fog1999: so.
--- refs.bib
${bib('fog1999', 'a:b-c_d.e1999')}`,
		differs: { 'mist/2001': bareWord },
	},
	{
		name: 'code, maths, escapes and addresses',
		text: `--- main.md
---
bibliography: refs.bib
---
\`[@code1999]\` and \\@escaped1999, mail ada@harbour.example, <ada@harbour.example>, $x@y1999$, [text](https://x.example/@name1999).

    [@indented1999]

~~~
[@fenced1999]
~~~

<!-- [@comment1999] --> [@fog1999] [@unread2001]
--- refs.bib
${bib('fog1999')}`,
	},
	{
		name: 'footnotes, headings, lists, tables and quotations',
		text: `--- main.md
---
bibliography: refs.bib
---
# On [@fog1999]

Text[^1] and an inline note^[See @rain2001 and @gone1990.].

[^1]: In [@dew2003; @lost1991].

- one [@fog1999]
- two

  > quoted [@quoted1992]

| a | b |
|---|---|
| [@cell1993] | @dew2003 |

Term
:   Definition [@term1994]
--- refs.bib
${bib('fog1999', 'rain2001', 'dew2003')}`,
	},
	{
		name: 'several lists, of which one is JSON',
		text: `--- main.md
---
bibliography: [refs.bib, more.json]
---
[@fog1999; @rain2001; @nowhere1999]
--- refs.bib
${bib('fog1999')}
--- more.json
[{"id": "rain2001", "type": "book", "title": "Rain", "issued": {"date-parts": [[2001]]}}]
`,
	},
	{
		name: 'a list in a folder, and another list that the document does not name',
		text: `--- main.md
---
bibliography: lit/refs.bib
---
[@fog1999; @rain2001]
--- lit/refs.bib
${bib('fog1999')}
--- lit/other.bib
${bib('rain2001')}`,
	},
	{
		name: 'references in the front matter',
		text: `--- main.md
---
references:
- id: watt1953
  type: book
  title: On lamps
  author:
  - family: Watt
    given: Ada
  issued: 1953
- type: book
  id: "wick1960"
  title: On wicks
---
[@watt1953; @wick1960, p. 2; @wax1970]
`,
	},
	{
		name: 'references in the front matter beside a list',
		text: `--- main.md
---
bibliography: refs.bib
references:
- {id: watt1953, type: book, title: On lamps}
---
[@watt1953; @fog1999; @wax1970]
--- refs.bib
${bib('fog1999')}`,
	},
	{
		name: 'numbered examples without blank lines between',
		text: `--- main.md
---
bibliography: refs.bib
---
(@good) The first.
(@better) The second, by @fog1999.

As (@good) and (@better) show, and [@rain2001] does not.

(@) An example without a label.
--- refs.bib
${bib('fog1999')}`,
	},
	{
		name: 'a later block of metadata',
		text: `--- main.md
Text [@fog1999; @rain2001].

---
bibliography: refs.bib
---

More [@dew2003].
--- refs.bib
${bib('fog1999', 'dew2003')}`,
	},
	{
		name: 'a later block that names another list',
		text: `--- main.md
---
bibliography: old.bib
---

Text [@fog1999; @rain2001].

---
bibliography: new.bib
...

More.
--- old.bib
${bib('rain2001')}
--- new.bib
${bib('fog1999')}`,
	},
	{
		name: 'texts in metadata',
		text: `--- main.md
---
title: On [@fog1999]
abstract: |
  After [@rain2001] nothing.

  - and [@lost1990]
thanks: Thanks to [@dew2003].
nocite: |
  @hail2005, @gone1991
bibliography: refs.bib
---
Nothing else.
--- refs.bib
${bib('fog1999', 'rain2001', 'dew2003', 'hail2005')}`,
		differs: { gone1991: 'Unknown keys in `nocite` are reported, which pandoc passes over' },
	},
	{
		name: 'everything of the list goes uncited',
		text: `--- main.md
---
nocite: '[@*]'
bibliography: refs.bib
---
Only [@fog1999] and [@lost1990].
--- refs.bib
${bib('fog1999', 'rain2001')}`,
	},
	{
		name: 'a defaults file',
		text: `--- main.md
[@fog1999] and [@lost1990].
--- defaults.yaml
bibliography: refs.bib
--- refs.bib
${bib('fog1999')}`,
	},
	{
		name: 'metadata in a defaults file',
		text: `--- main.md
[@fog1999] and [@lost1990].
--- defaults.yaml
metadata:
  bibliography: [refs.bib, more.bib]
--- refs.bib
${bib('fog1999')}
--- more.bib
${bib('rain2001')}`,
	},
	{
		name: 'metadata-files of a defaults file',
		text: `--- main.md
[@fog1999] and [@lost1990].
--- defaults.yaml
metadata-files: [meta.yaml]
--- meta.yaml
bibliography: refs.bib
--- refs.bib
${bib('fog1999')}
--- other.bib
${bib('lost1990')}`,
	},
	{
		name: 'no list at all',
		text: `--- main.md
Text [@fog1999] and @rain2001.
--- notes.txt
Nothing.
`,
		differs: { rain2001: bareWord },
	},
	{
		name: 'addresses and identifiers as keys',
		text: `--- main.md
---
bibliography: refs.bib
---
[@https://lakes.example/a/b] and @a//b, [@fog1999].
--- refs.bib
${bib('fog1999')}`,
		differs: { 'https://lakes.example/a/b': identifiers, 'a//b': bareWord },
	},
	{
		name: 'attributes and divs',
		text: `--- main.md
---
bibliography: refs.bib
---
::: {.note #fog}
Inside [@fog1999].

:::: inner
[@lost1990]
::::
:::

[a span with @rain2001]{.mark} and ![A picture, from @lost1991](x.png){width=50%}
--- refs.bib
${bib('fog1999', 'rain2001')}`,
	},
	{
		name: 'quotation marks, dashes and brackets right before the sign',
		text: `--- main.md
---
bibliography: refs.bib
---
“@fog1999” ‘@rain2001’ (@dew2003) —@hail2005 "@lost1990" *@fog1999* **@lost1991** ~~@rain2001~~ x@no1999 1@no2000
--- refs.bib
${bib('fog1999', 'rain2001', 'dew2003', 'hail2005')}`,
	},
	{
		name: 'crossref and strings within one file',
		text: `--- main.md
---
bibliography: refs.bib
---
[@part1999; @whole1999; @lost1990]
--- refs.bib
@string{hp = "Harbour Press"}
@incollection{part1999, author = {Moor, Ada}, title = {Fog}, crossref = {whole1999}}
@collection{whole1999, editor = {Birk, Eva}, title = {Weather}, publisher = hp, year = 1999}
`,
	},
	{
		name: 'comments, preambles and entries without a blank line',
		text: `--- main.md
---
bibliography: refs.bib
---
[@fog1999; @rain2001; @commented1990; @dew2003]
--- refs.bib
@comment{@book{commented1990, title = {No}}}
@preamble{"\\newcommand{\\x}{y}"}
@book{fog1999, title = "Fog", author = "Moor, Ada", year = 1999}@book{rain2001, title = {Rain}, year = 2001}
@Book { dew2003 , title = {Dew} }
`,
	},
	{
		name: 'case of keys',
		text: `--- main.md
---
bibliography: refs.bib
---
[@Fog1999; @fog1999]
--- refs.bib
${bib('fog1999')}`,
	},
	{
		name: 'letters of other scripts',
		text: `--- main.md
---
bibliography: refs.bib
---
[@größe1999; @北京2001; @lost1990] und @größe1999.
--- refs.bib
${bib('größe1999', '北京2001')}`,
	},
	{
		name: 'Hayagriva-like YAML of CSL',
		text: `--- main.md
---
bibliography: refs.yaml
---
[@fog1999; @lost1990]
--- refs.yaml
---
references:
- id: fog1999
  type: book
  title: Fog
...
`,
	},
	{
		name: 'a list in a subfolder with a space, quoted',
		text: `--- main.md
---
bibliography: "my lit/all refs.bib"
---
[@fog1999; @lost1990]
--- my lit/all refs.bib
${bib('fog1999')}`,
	},
	{
		name: 'locators, prefixes and nested brackets',
		text: `--- main.md
---
bibliography: refs.bib
---
[see @fog1999, chap. 3 [sic]; cf. @rain2001 {p. 4}, and others; @lost1990 *passim*] [*e.g.* @dew2003] [@fog1999]: [@lost1991](x)
--- refs.bib
${bib('fog1999', 'rain2001', 'dew2003')}`,
	},
	{
		name: 'lists whose files do not need each other, and an identifier that is cited',
		text: `--- main.md
---
bibliography: [names.bib, refs.bib]
---
[@fog1999; @rain2001; @lost1990] and @tab-lakes.

::: {#tab-lakes}
| a |
:::
--- names.bib
@string{jhs = "Journal of Hot Springs"}
${bib('fleet1987')}--- refs.bib
@article{fog1999, author = {Moor, Ada}, title = {Fog}, journal = jhs, year = 1999}
@inproceedings{rain2001, author = {Lang, Bo}, title = {Rain}, crossref = {fleet1987}}
`,
	},
];
