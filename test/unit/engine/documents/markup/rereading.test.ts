import assert from 'node:assert/strict';
import { latexWith } from '../../../../../server/engine/documents/markup/latex.js';
import { commandLinesIn } from '../../../../../server/engine/documents/markup/latexFiles.js';
import { readMarkdown, readMarkdownAgain } from '../../../../../server/engine/documents/markup/markdown.js';
import { laterMetadataAgain, readLaterMetadata } from '../../../../../server/engine/documents/markup/markdownFrontMatter.js';
import { readOrg, readOrgAgain } from '../../../../../server/engine/documents/markup/orgScan.js';
import { memoizeByLine } from '../../../../../server/engine/documents/markup/rereading.js';
import { readRestructuredText, readRestructuredTextAgain } from '../../../../../server/engine/documents/markup/restructuredText.js';
import type { ReadText } from '../../../../../server/engine/documents/markup/scan.js';
import { readTypst, readTypstAgain } from '../../../../../server/engine/documents/markup/typstScan.js';
import { seeded } from '../../../../bench/generate.js';
import { withPlainCitations } from './plainCitations.js';

/** A markup's two readers, blocks that its texts are made of, and what is typed, pasted and deleted in them. */
interface Case<S> {
	readonly name: string;
	readonly read: (text: string) => S;
	readonly readAgain: (before: ReadText<S>, text: string) => S | undefined;
	readonly heads: readonly string[];
	readonly blocks: readonly string[];
	readonly strokes: readonly string[];
}

const plain = 'Plain words only, of which a thesis has many.\nThey go on for a second line.';

const markdown: Case<ReturnType<typeof readMarkdown>> = {
	name: 'Markdown',
	read: readMarkdown,
	readAgain: readMarkdownAgain,
	heads: ['', '---\ntitle: As [@head2000] says\nbibliography: a.bib\n---\n\n', '---\n'],
	blocks: [
		plain,
		'As @knuth1997 [p. 3] says, and [see @turing1950, p. 2; -@shannon1948] too.',
		'# On sums {#sec-sums}',
		'- one [@one2001]\n- two\n\n  and @two2002 behind it\n\n    code @hidden',
		'1. first @a2000\n   second',
		'> quoted @q1999\n> and on',
		'```python\nx = "@hidden"\n\ny = 1\n```',
		':::{note}\nInside [@note2001].\n\nAnd on.\n:::',
		'Code `@no` and $x < @y$ and <https://example.org/@a> and a [link @l](https://x.org).',
		'<!-- a comment with @nobody\n\nthat goes on -->',
		'(@good) An example\n\nas (@good) shows and @good',
		'[^1]: A note on @note1\n\n    that goes on @note2',
		'| a | b |\n|---|---|\n| [@t2000] | x |',
		'\\begin{align}\n@no\n\n@no\n\\end{align}',
		'![Cap @c2000](a.png){fig-cap="As @f2000 shows"}',
		'    indented @code',
		'<script>\n@no\n\n</script>',
		'See [[wiki2000]] and {cite:p}`role2001,role2002`.',
		'---\nnocite: |\n  @later2000\n---',
	],
	strokes: [
		...[
			'x',
			' ',
			'\n',
			'\n\n',
			'@',
			'@new2020',
			'[@new2020]',
			'[',
			']',
			'`',
			'```',
			'$',
			'$$',
			'<!--',
			'-->',
			'#',
			'- ',
			'> ',
			'    ',
			':::',
		],
		...['(@good)', '---\n', '...', '\\', '{', '}', '|', '"', '\r\n', '<script>', '</script>', ':', 'title: x', '\n---\n'],
	],
};

const noFunctions = new Map<string, 'keys'>();

const typst: Case<ReturnType<typeof readTypst>> = {
	name: 'Typst',
	read: (text) => readTypst(text, noFunctions),
	readAgain: (before, text) => readTypstAgain(before, text, noFunctions),
	heads: ['', '#set page(paper: "a4")\n#bibliography("refs.bib")\n\n', '#let term(x) = [\n\n#x @in2000\n\n]\n\n'],
	blocks: [
		plain,
		'As @knuth1997[p. 3] says, and #cite(<turing1950>, form: "prose") too.',
		'= On sums <sums>',
		'See @sums and @fig-one and @plain2000.',
		'#figure([A @b2000], caption: [As @c2000]) <fig-one>',
		'#block[\n  One @d2000.\n\n  Two @e2000.\n]',
		'Maths $a @b c$ and `@raw` text.',
		'```py\n@hidden <inside>\n\n```',
		'/* a comment @nobody\n\nthat goes on */',
		'// a line @nobody',
		'#include "part.typ"',
		'#let terms = (\n  html: (short: "HTML"),\n\n  css: (short: "CSS"),\n)',
		'https://example.org/@a and "quoted @q2000".',
		'#if true {\n  [x @f2000]\n} else [y]',
	],
	strokes: [
		...[
			'x',
			' ',
			'\n',
			'\n\n',
			'@',
			'@new2020',
			'#',
			'#cite(<n>)',
			'[',
			']',
			'(',
			')',
			'{',
			'}',
			'$',
			'`',
			'```',
			'/*',
			'*/',
			'//',
			'<',
			'>',
			'<lab>',
		],
		...['"', ';', '\\', '#let x = ', 'html: (short: 1)', '\r\n', '#include "b.typ"'],
	],
};

const org: Case<ReturnType<typeof readOrg>> = {
	name: 'Org',
	read: readOrg,
	readAgain: readOrgAgain,
	heads: ['', '#+title: A @t\n#+bibliography: a.bib\n\n'],
	blocks: [
		plain,
		'As [cite:see @knuth1997 p. 3;@turing1950] says.',
		'* On sums',
		':PROPERTIES:\n:ID: 1\n\n:END:',
		'#+begin_src python\n[cite:@hidden]\n\nx\n#+end_src',
		'- one [cite:@one2001]\n\n  two [cite/t:@two2002]',
		'Code =[cite:@no]= and ~x~ and $a$ and \\(b\\).',
		'cite:bare2000 and [[citep:boxed2000][p. 3]].',
		'# a comment [cite:@no]',
		'As [[https://example.org][a link]] and [fn:1] say.',
		'#+include: "part.org"',
		'\\begin{align}\nx\n\n\\end{align}',
		'Over\n[cite:@long2000\nmore] lines.',
	],
	strokes: [
		...[
			'x',
			' ',
			'\n',
			'\n\n',
			'@',
			'[',
			']',
			'[cite:@new2020]',
			';',
			'=',
			'~',
			'$',
			'#',
			'#+begin_src',
			'#+end_src\n',
			':END:',
			'* ',
			'\\(',
			'\\)',
		],
		...['\\cite{a', '}', '{', '[[', ']]', '@@', ':', '\r\n', '\\end{align}'],
	],
};

const restructuredText: Case<ReturnType<typeof readRestructuredText>> = {
	name: 'reStructuredText',
	read: readRestructuredText,
	readAgain: readRestructuredTextAgain,
	heads: ['', '.. bibliography:: a.bib\n\n'],
	blocks: [
		plain,
		'As :cite:p:`knuth1997,turing1950` says, and `a`:cite: too.',
		'Sums\n====',
		'.. code-block:: python\n\n   :cite:`hidden`\n\n   x',
		'.. note:: As :cite:`note2000`\n\n   goes on :cite:`note2001`',
		'.. a comment\n   :cite:`nobody`',
		'An example::\n\n   :cite:`literal`',
		'>>> doctest :cite:`no`\n1',
		'- one :cite:`one2001`\n\n  two',
		'``:cite:`no```` and https://example.org and `link <x>`_.',
		'.. include:: part.rst',
	],
	strokes: [
		...[
			'x',
			' ',
			'\n',
			'\n\n',
			'`',
			'``',
			':',
			'::',
			':cite:`new2020`',
			'.. ',
			'   ',
			'>>> ',
			'\\',
			'.. note::\n',
			'\r\n',
			'.. bibliography:: b.bib',
		],
	],
};

/** Types and deletes in a text and compares both readers after each edit. Returns how often the text was read again only in part. */
function compare<S>({ read, readAgain, heads, blocks, strokes }: Case<S>): number {
	const next = seeded(11);
	let reused = 0;
	for (let round = 0; round < 80; round++) {
		const gap = round % 10 === 9 ? '\r\n\r\n' : '\n\n';
		let text = heads[next(heads.length)]! + Array.from({ length: 30 }, () => blocks[next(blocks.length)]).join(gap);
		if (round % 10 === 9) text = text.replace(/\r?\n/g, '\r\n');
		let reading = read(text);
		for (let edit = 0; edit < 25; edit++) {
			const at = next(text.length + 1);
			const cut = next(3) === 0 ? next(next(4) === 0 ? 200 : 12) : 0;
			const before = text;
			text = text.slice(0, at) + (next(4) === 0 ? '' : strokes[next(strokes.length)]) + text.slice(at + cut);
			const whole = read(text);
			const part = readAgain({ text: before, reading }, text);
			if (part) {
				reused++;
				assert.deepEqual(
					withPlainCitations(part),
					withPlainCitations(whole),
					`round ${round}, edit ${edit}:\n${before}\n—— becomes ——\n${text}`,
				);
			}
			reading = part ?? whole;
		}
	}
	return reused;
}

suite('reading blocks again after an edit', () => {
	for (const each of [markdown, typst, org, restructuredText])
		test(`finds in ${each.name} what reading the whole text finds, whatever is typed, pasted or deleted`, () => {
			const reused = compare(each as Case<unknown>);
			assert.ok(reused > 150, `${reused} of 2,000 edits were read in part`);
		});

	test('finds in Markdown the metadata that reading the whole text finds', () => {
		const blocks = [
			plain,
			'---\nnocite: a\n---',
			'---\na: b\n\nc: d\n...',
			'---\na: b\n\n# C\n---',
			'```\n\n---\na: b\n---\n```',
			'a: b',
			'---',
		];
		const head = `---\ntitle: A\n---\n\n${plain}\n\n${plain}\n${plain}\n\n`;
		const read = (text: string) => ({ citations: [], opaque: [], prose: [], blocks: readLaterMetadata(text) });
		const reused = compare({
			name: 'metadata',
			read,
			readAgain: ({ text: before, reading }, text) => {
				const again = laterMetadataAgain({ text: before, reading: reading.blocks }, text);
				return again && { ...reading, blocks: again };
			},
			heads: [head],
			blocks,
			strokes: ['x', ' ', '\n', '\n\n', '-', '---\n', '...\n', 'a: b', ':', '```', '\r\n'],
		});
		assert.ok(reused > 150, `${reused} of 2,000 edits were read in part`);
	});

	test('finds line by line what a search in the whole text finds', () => {
		const find = (text: string) =>
			Array.from(text.matchAll(/^\((\w+)\)=[ \t]*\r?$/gm), ({ 1: name = '', index }) => ({
				name,
				span: { start: index + 1, end: index + 1 + name.length },
			}));
		const kept = memoizeByLine(find);
		const next = seeded(5);
		let text = `(first)=\n${`${plain}\n(name)=\n`.repeat(20)}`;
		for (let edit = 0; edit < 2000; edit++) {
			const at = next(text.length + 1);
			const stroke = ['x', '\n', '(a)=', '(', ')=', '\n(b)=\n', ' ', '\r\n', ''][next(9)]!;
			text = text.slice(0, at) + stroke + text.slice(at + (next(2) === 0 ? next(9) : 0));
			assert.deepEqual(kept(text), find(text), text);
		}
		assert.ok(find(text).length > 3);
	});

	test('keeps the commands on lines of their own, with their places', () => {
		const { commandLines } = latexWith([]);
		const next = seeded(9);
		let text = `\\mybib{refs}{other}\n${`${plain}\n  \\part[short]{name} % words\n\\mine{a}\n`.repeat(20)}`;
		for (let edit = 0; edit < 1000; edit++) {
			const at = next(text.length + 1);
			const stroke = ['x', '\n', '\\mine{b}', '{', '}', '\n\\our{c}{d}\n', ' ', '\r\n', '%', ''][next(10)]!;
			text = text.slice(0, at) + stroke + text.slice(at + (next(2) === 0 ? next(9) : 0));
			assert.deepEqual(commandLines!(text), commandLinesIn(text), text);
		}
		assert.ok(commandLinesIn(text).length > 3);
	});

	test('keeps metadata over an edit far from it without looking for what may open some', () => {
		const text = (word: string) => `${`${plain}\n`.repeat(50)}As @${word} says.\n${`${plain}\n`.repeat(50)}`;
		const looked: number[] = [];
		const find = String.prototype.lastIndexOf;
		String.prototype.lastIndexOf = function (this: string, ...given: Parameters<string['lastIndexOf']>) {
			if (given[0].startsWith('\n---')) looked.push(given[1]!);
			return find.apply(this, given);
		};
		try {
			assert.deepEqual(laterMetadataAgain({ text: text('a'), reading: [] }, text('ab')), []);
		} finally {
			String.prototype.lastIndexOf = find;
		}
		assert.deepEqual(looked, []);
	});

	test('reads one paragraph of a long text', () => {
		const text = (word: string) => `${`${plain}\n\n`.repeat(50)}As @${word} says.\n\n${`${plain}\n\n`.repeat(50)}`;
		const found = readMarkdownAgain({ text: text('a'), reading: readMarkdown(text('a')) }, text('ab'));
		assert.deepEqual(
			found?.citations.map(({ key }) => key),
			['ab'],
		);
	});
});
