import assert from 'node:assert/strict';
import { codeSpan, escapeMarkdown, isolated } from '../../../../server/engine/render/escape.js';
import { hoverCard } from '../../../../server/engine/render/hoverCard.js';
import { commandLink, doiPage, pictureOrigin, webAddress } from '../../../../server/engine/render/links.js';
import { readerPage } from '../../../../server/engine/render/readerPage.js';
import { lanternNet, libraryOf } from '../../note.js';

const library = libraryOf(lanternNet);
const lantern = library.byKey('doe2020lantern')[0]!;
const page = (body: string, pictures?: readonly string[]) =>
	readerPage(lantern, { library, topics: {}, related: [], mentions: [], body, pictures });
const card = (paper: Partial<typeof lantern>) => hoverCard([{ ...lantern, ...paper }], { html: true, commands: true });

suite('pictures in a summary', () => {
	test('ask first, naming the host', () => {
		const html = page('![A lamp](https://example.org/lamp.png)');
		assert.match(html, /<button type="button" data-origin="https:\/\/example\.org">Load pictures from example\.org<\/button>/);
		assert.doesNotMatch(html, /<img/);
	});

	test('are shown from the origin that was allowed, and from no other', () => {
		const html = page('![A](https://example.org/a.png) ![B](https://spy.example/b.png)', ['https://example.org']);
		assert.match(html, /<img src="https:\/\/example\.org\/a\.png" alt="A" referrerpolicy="no-referrer"/);
		assert.equal(html.match(/<img/g)?.length, 1);
		assert.match(html, /data-origin="https:\/\/spy\.example"/);
	});

	test('are shown where they lie beside it in an open folder', () => {
		const beside = { uri: 'file:///notes/summaries/lantern%20net.md', folders: ['file:///notes'] };
		const html = (body: string) => readerPage(lantern, { library, topics: {}, related: [], mentions: [], body, beside });
		assert.match(html('![A lamp](figures/lamp.png)'), /<img data-file="file:\/\/\/notes\/summaries\/figures\/lamp\.png" alt="A lamp">/);
		assert.match(html('![A lamp](<../my lamp.SVG>)'), /<img data-file="file:\/\/\/notes\/my%20lamp\.SVG"/);
		for (const path of ['../../lamp.png', '/notes/lamp.png', 'lamp.txt', 'lamp.png?x', 'file:///notes/lamp.png'])
			assert.doesNotMatch(html(`![A lamp](${path})`), /<img/, path);
		assert.doesNotMatch(page('![A lamp](lamp.png)'), /<img/);
	});

	test('of links to files beside it only the text is left', () => {
		assert.match(page('See [the *other* note](other.md).'), /<p>See the <em>other<\/em> note\.<\/p>/);
	});

	test('come by HTTPS or not at all', () => {
		assert.equal(pictureOrigin('http://example.org/a.png'), undefined);
		assert.doesNotMatch(page('![A](http://example.org/a.png)', ['http://example.org']), /<img/);
	});
});

suite('what is too large', () => {
	test('a formula is shown by its beginning, as code, with a word of why', () => {
		const html = page(`$$\n${'x+'.repeat(2_500_000)}x\n$$`);
		assert.match(html, /too large to show \(\d+ characters\)/);
		assert.match(html, /<code>x\+x\+/);
		assert.ok(html.length < 10_000);
	});

	test('many small formulas are typeset up to a sum', () => {
		const html = page('$x^{2}+y$ '.repeat(45_000));
		assert.match(html, /<span class="katex">/);
		assert.match(html, /This formula is too large/);
	}).timeout(60_000);

	test('a card of an entry without title begins with who and when', () => {
		assert.match(card({ title: '' }), /^Doe, Roe · /);
	});

	test('a card shows the beginning of a formula as code', () => {
		const markdown = card({ equation: 'x+'.repeat(2_500_000) });
		assert.match(markdown, /`x\+x\+.*…` \(too large to show\)/);
		assert.ok(markdown.length < 3000);
	});

	test('a summary ends where it grows too large, and says so', () => {
		const html = page('A word.\n\n'.repeat(100_000));
		assert.match(html, /This text is too large to show/);
		assert.ok(html.length < 2_000_000);
	}).timeout(20_000);
});

suite('directions', () => {
	test('a title written from right to left ends its direction before the year', () => {
		assert.match(card({ title: 'שלום עולם' }), /\*\*\u2068שלום עולם\u2069\*\*/);
		assert.equal(isolated('שלום'), '\u2068שלום\u2069');
		assert.equal(isolated('plain'), 'plain');
	});

	test('in the page it is in an element of its own', () => {
		const html = readerPage({ ...lantern, title: 'שלום' }, { library, topics: {}, related: [], mentions: [] });
		assert.match(html, /<h1><bdi>שלום<\/bdi><\/h1>/);
	});

	test('joiners stay: scripts and emoji need them', () => {
		assert.equal(escapeMarkdown('می\u200cخواهم 👩\u200d🔬'), 'می\u200cخواهم 👩\u200d🔬');
	});
});

suite('links', () => {
	test('a host of look-alike letters shows as what it is', () => {
		assert.match(webAddress('https://\u0430rxiv.org/abs/1') ?? '', /^https:\/\/xn--/);
	});

	test('a host that could end a policy is none', () => {
		assert.equal(webAddress('https://a;script-src/x'), undefined);
		assert.equal(webAddress("https://a'b/x"), undefined);
	});

	test('half a letter does no harm to an identifier', () => {
		assert.equal(doiPage('10.1/\uD800x'), 'https://doi.org/10.1/%EF%BF%BDx');
	});

	test('a key can neither end its link nor change its command', () => {
		const link = commandLink('lectern.readPaper', 'a"])(b) [c](d)\n*e*');
		assert.match(link, /^command:lectern\.readPaper\?[\w%.-]+$/);
		assert.deepEqual(JSON.parse(decodeURIComponent(link.slice(link.indexOf('?') + 1))), ['a"])(b) [c](d)\n*e*']);
	});

	test('a link that reads like another host says where it leads', () => {
		assert.match(page('[arxiv.org](https://evil.example/)'), /arxiv\.org \(evil\.example\)<\/a>/);
		assert.doesNotMatch(page('[arxiv.org](https://arxiv.org/abs/1)'), /\(arxiv\.org\)/);
	});

	test('a bare address in a card stays text', () => {
		assert.equal(escapeMarkdown('see //evil.example'), 'see \\//evil.example');
		assert.equal(escapeMarkdown('see https://evil.example or www.evil.example'), 'see https\\://evil.example or www\\.evil.example');
	});
});

test('inline code of nothing is nothing', () => {
	assert.equal(codeSpan('\u202E'), '');
});
