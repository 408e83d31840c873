import assert from 'node:assert/strict';
import createMarkdown from 'markdown-it';
import { showCitations, showReferences } from '../../../../client/preview/citations.js';

const papers = new Map([
	['chen2016', { authors: 'Chen et al.', year: '2016', title: 'A "Quoted" <Title>' }],
	['roe_2:b', { authors: 'Roe', year: '2002', title: 'Two' }],
]);

const shown = (text: string): string => {
	const markdown = createMarkdown();
	showCitations(markdown, (key) => papers.get(key) ?? null);
	return markdown.renderInline(text);
};
const chen = (text: string) => `<span class="lectern-citation" title="A &quot;Quoted&quot; &lt;Title&gt;">${text}</span>`;
const roe = (text: string) => `<span class="lectern-citation" title="Two">${text}</span>`;

suite('citations in the preview', () => {
	for (const [title, text, expected] of [
		['shows a citation in brackets', 'as in [@chen2016].', `as in (${chen('Chen et al., 2016')}).`],
		[
			'keeps prefixes and locators, in a citation of several',
			'[see @chen2016, pp. 3-5; also @roe_2:b]',
			`(see ${chen('Chen et al., 2016')}, pp. 3-5; also ${roe('Roe, 2002')})`,
		],
		['shows a citation in the sentence', 'Says @chen2016: no.', `Says ${chen('Chen et al. (2016)')}: no.`],
		['shows the year alone', 'Chen [-@chen2016] and -@roe_2:b.', `Chen (${chen('2016')}) and ${roe('2002')}.`],
		['reads a key in braces', '@{chen2016}s', `${chen('Chen et al. (2016)')}s`],
		['leaves code, addresses and escapes alone', '`@chen2016` a@chen2016 \\@chen2016', '<code>@chen2016</code> a@chen2016 @chen2016'],
		['leaves Quarto’s cross-references alone', '@fig-chen and [@sec-one]', '@fig-chen and [@sec-one]'],
		['leaves keys that nobody has as they are written', '[@nobody] [see @nobody, p. 3] @nobody', '[@nobody] [see @nobody, p. 3] @nobody'],
		[
			'marks only the unknown key beside known ones',
			'[@chen2016; see @nobody, p. 3]',
			`(${chen('Chen et al., 2016')}; see <span class="lectern-unknown">@nobody</span>, p. 3)`,
		],
		[
			'leaves code, addresses and escapes in brackets alone',
			'[see `@chen2016`] [mail me@example.org]',
			'[see <code>@chen2016</code>] [mail me@example.org]',
		],
		['keeps emphasis in prefixes', '[*see* @chen2016]', `(<em>see</em> ${chen('Chen et al., 2016')})`],
		['leaves links alone', '[@chen2016](x.md)', `<a href="x.md">${chen('Chen et al. (2016)')}</a>`],
	] as const)
		test(title, () => assert.equal(shown(text), expected));
});

suite('the references in the preview', () => {
	/** The rendered text, and the keys that its references were asked for with. */
	const rendered = (text: string, list: string | null = '*Light*, 2016.') => {
		const markdown = createMarkdown({ html: true });
		const asked: (readonly string[])[] = [];
		showCitations(markdown, (key) => papers.get(key) ?? null);
		showReferences(markdown, (_, keys) => {
			asked.push(keys);
			return list === null ? undefined : { title: 'A & B', list };
		});
		return { html: markdown.render(text, {}), asked };
	};
	const section = (heading: string) => `<section class="lectern-references">\n${heading}<p><em>Light</em>, 2016.</p>\n</section>\n`;

	test('are at the end, asked for with each key once', () => {
		const { html, asked } = rendered('One [@roe_2:b; @chen2016].\n\nTwo @chen2016, [@nobody].\n');
		assert.ok(html.endsWith(`</p>\n${section('<h2>A &amp; B</h2>\n')}`), html);
		assert.deepEqual(asked, [['roe_2:b', 'chen2016']]);
	});

	test('have no second heading under one at the end of the text', () => {
		assert.ok(rendered('As [@chen2016].\n\n# Literature\n').html.endsWith(`<h1>Literature</h1>\n${section('')}`));
	});

	test('are not there in a text that cites nothing, or while they are not known', () => {
		assert.deepEqual(rendered('Nothing, `[@chen2016]`.'), { html: '<p>Nothing, <code>[@chen2016]</code>.</p>\n', asked: [] });
		assert.doesNotMatch(rendered('As [*see* @chen2016].', null).html, /section/);
	});

	test('cannot bring HTML in', () => {
		const { html } = rendered('As [@chen2016] <i>is</i>.', '<img src=x onerror=y> <b>');
		assert.match(html, /<i>is<\/i>[\s\S]*<p>&lt;img src=x onerror=y&gt; &lt;b&gt;<\/p>/);
	});
});
