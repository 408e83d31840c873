import { bib, type Project } from '../project.js';

/** Projects that Typst's compiler sets. */
export const typstProjects: readonly Project[] = [
	{
		name: 'references, supplements and calls',
		text: `--- main.typ
@fog1999 and @rain2001[p. 3], #cite(<dew2003>, form: "prose"), #cite(label("lost/1990")), @lost1991.
#bibliography("refs.bib")
--- refs.bib
${bib('fog1999', 'rain2001', 'dew2003')}`,
	},
	{
		name: 'labels of headings, figures and equations',
		text: `--- main.typ
#set heading(numbering: "1")
#set math.equation(numbering: "1")
= Start <start>
@start, @fig, @eq, @fog1999, @lost1990
#figure([x], caption: [y]) <fig>
$ x $ <eq>
#bibliography("refs.bib")
--- refs.bib
${bib('fog1999')}`,
	},
	{
		name: 'a chapter that cites from the main file’s list',
		text: `--- main.typ
#include "chapter.typ"
#bibliography("refs.bib")
--- chapter.typ
@fog1999 and @lost1990
--- refs.bib
${bib('fog1999')}`,
	},
	{
		name: 'labels across included files',
		text: `--- main.typ
#set heading(numbering: "1")
#include "one.typ"
#include "two.typ"
#bibliography("refs.bib")
--- one.typ
= One <one>
See @two and @fog1999.
--- two.typ
= Two <two>
See @one and @three1990.
--- refs.bib
${bib('fog1999')}`,
	},
	{
		name: 'a list of lists',
		text: `--- main.typ
@fog1999 @rain2001 @lost1990
#bibliography(("a.bib", "lit/b.bib"))
--- a.bib
${bib('fog1999')}
--- lit/b.bib
${bib('rain2001')}`,
	},
	{
		name: 'Hayagriva beside BibTeX',
		text: `--- main.typ
@fog1999 @rain2001 @lost1990
#bibliography(("a.yml", "b.bib"))
--- a.yml
fog1999:
  type: book
  title: Fog
  author: Moor, Ada
  date: 1999
--- b.bib
${bib('rain2001')}`,
	},
	{
		name: 'code, comments, raw text and addresses',
		text: `--- main.typ
// @comment1990
/* @comment1991 */
\`@raw1990\` and \\@escaped1990, ada@harbour.example, https://x.example/@name, #let mail = "@string1990"
#[@fog1999] #text(red)[@rain2001] #if true [@lost1990]
#bibliography("refs.bib")
--- refs.bib
${bib('fog1999', 'rain2001')}`,
	},
	{
		name: 'labels made by calls',
		text: `--- main.typ
#set heading(numbering: "1")
#[
  = Results
  #label("results")
]
@results, @fog1999, #ref(<results>), #ref(<lost1990>)
#bibliography("refs.bib")
--- refs.bib
${bib('fog1999')}`,
	},
	{
		name: 'punctuation behind a key',
		text: `--- main.typ
@fog1999. @rain2001, (@dew2003); @a:b-1999: *@lost1990* _@lost1991 _ @fog1999's
#bibliography("refs.bib")
--- refs.bib
${bib('fog1999', 'rain2001', 'dew2003', 'a:b-1999')}`,
	},
	{
		name: 'a key with a slash',
		text: `--- main.typ
#cite(label("DBLP:conf/x/Doe20")) and @DBLP:conf and #cite(<fog1999>)
#bibliography("refs.bib")
--- refs.bib
${bib('DBLP:conf/x/Doe20', 'fog1999')}`,
	},
	{
		name: 'a list that begins at the root',
		text: `--- main.typ
#include "parts/one.typ"
--- parts/one.typ
@fog1999 @lost1990
#bibliography("/lit/refs.bib")
--- lit/refs.bib
${bib('fog1999')}`,
	},
	{
		name: 'footnotes, figures and tables',
		text: `--- main.typ
Text#footnote[After @fog1999 and @lost1990.]
#figure(table(columns: 2, [@rain2001], [@lost1991]), caption: [From @dew2003]) <tab>
#bibliography("refs.bib")
--- refs.bib
${bib('fog1999', 'rain2001', 'dew2003')}`,
	},
	{
		name: 'case of keys',
		text: `--- main.typ
@Fog1999 @fog1999
#bibliography("refs.bib")
--- refs.bib
${bib('fog1999')}`,
	},
	{
		name: 'a template that is imported',
		text: `--- main.typ
#import "template.typ": paper
#show: paper.with(title: [After @fog1999])
@rain2001 @lost1990
#bibliography("refs.bib")
--- template.typ
#let paper(title: none, body) = {
  align(center, title)
  body
}
--- refs.bib
${bib('fog1999', 'rain2001')}`,
	},
	{
		name: 'several keys in a row, and quotations',
		text: `--- main.typ
@fog1999 @rain2001 @lost1990
#quote(attribution: <dew2003>, block: true)[So it is.]
#bibliography("refs.bib")
--- refs.bib
${bib('fog1999', 'rain2001', 'dew2003')}`,
	},
	{
		name: 'the whole list, and a citation in a list and a heading',
		text: `--- main.typ
= On @fog1999
- one @rain2001
+ two @lost1990
/ Term: three @lost1991
#bibliography("refs.bib", full: true, title: "Works")
--- refs.bib
${bib('fog1999', 'rain2001', 'dew2003')}`,
	},
	{
		name: 'an entry that is commented out in the list',
		text: `--- main.typ
@fog1999 @gone1990
#bibliography("refs.bib")
--- refs.bib
${bib('fog1999')}
@comment{book{gone1990, title = {No}}}
`,
	},
	{
		name: 'a template that takes the path as an argument',
		text: `--- main.typ
#import "lib/template.typ": paper
#show: paper.with(sources: "../refs.bib")
@fog1999 @lost1990
--- lib/template.typ
#let paper(title: none, sources: none, body) = {
  body
  bibliography(sources, style: "ieee")
}
--- refs.bib
${bib('fog1999')}`,
	},
	{
		name: 'a template that calls what it is given',
		text: `--- main.typ
#import "lib/template.typ": paper
#show: paper.with(list: bibliography.with("refs.bib"))
@fog1999 @lost1990
--- lib/template.typ
#let paper(list: none, body) = {
  body
  list(title: none)
}
--- refs.bib
${bib('fog1999')}`,
	},
	{
		name: 'a parameter that is left out, and a variable',
		text: `--- main.typ
#import "lib/list.typ": sources
@fog1999 @rain2001 @lost1990
#sources()
--- lib/list.typ
#let more = "../lit/more.bib"
#let sources(file: "../refs.bib") = bibliography((file, more))
--- refs.bib
${bib('fog1999')}--- lit/more.bib
${bib('rain2001')}`,
	},
];
