// The attacks: a text each, where it enters, and the guard that stops it first. In a text, {harm} is a script's call, {canary} an address on this machine, {spy} one that there is not, {command}
// a command's link, and {id} the attack's number; what there is to click says "click {id}". One that would take its page away has a page alone.

/**
 * @typedef {object} Attack
 * @property {number} id
 * @property {string} page the page it attacks
 * @property {string} kind
 * @property {string} name
 * @property {string} place where its text enters
 * @property {string} text
 * @property {string} guard what stops it first
 * @property {boolean} [alone]
 */

const escaping = 'escaping';
const markdown = 'Markdown without HTML';
const addresses = 'addresses of the web alone';
const katex = 'KaTeX without trust';
const sizes = 'limits of size';
const letters = 'characters left out';
const files = 'pictures within the folders';
const asText = 'text set as text';

/** Ways to run a script, to load something or to put up something of one's own, in HTML. None takes the page away. */
const html = {
	'a script element': '<script>{harm}</script>',
	'a picture whose failure runs a script': '<img src=x onerror={harm}>',
	'a drawing that runs a script when it is loaded': '<svg onload={harm}></svg>',
	'a section that opens': '<details open ontoggle={harm}>x</details>',
	'an animation that starts': '<style>@keyframes a{to{opacity:1}}</style><b style="animation:a 1ms" onanimationstart={harm}>x</b>',
	'a field that takes the focus': '<input autofocus onfocus={harm}>',
	'a frame with a document of its own': '<iframe srcdoc="<script>parent.{harm}</script>"></iframe>',
	'a frame with a script for an address': '<iframe src=javascript:parent.{harm}></iframe>',
	'an element of its own making':
		'<script>customElements.define("x-{id}", class extends HTMLElement { connectedCallback() { {harm} } })</script><x-{id}></x-{id}>',
	'a button that runs a script': '<form><button formaction=javascript:{harm}>click {id}</button></form>',
	'an object from elsewhere': '<object data={canary}></object>',
	'a film from elsewhere': '<video src={canary}></video>',
	'a style sheet from elsewhere': '<link rel=stylesheet href={canary}>',
	'a style that imports another': '<style>@import url({canary});</style>',
	'a background from elsewhere': '<b style="background:url({canary})">x</b>',
	'a picture from elsewhere, as HTML': '<img src={canary}>',
	'a picture from elsewhere by its set of sources': '<img srcset="{canary} 1x">',
	'an element over the page': '<div id=harm-{id} style="position:fixed;inset:auto 0 0;height:9px;background:red">Sign in</div>',
	'a script in a drawing': '<svg><script>{harm}</script></svg>',
	'HTML in a drawing': '<svg><foreignObject><img src=x onerror={harm}></foreignObject></svg>',
	'an animation of a drawing that begins': '<svg><rect><animate onbegin={harm} attributeName=x dur=1s /></rect></svg>',
	'a picture in a drawing': '<svg><image href={canary} width=9 height=9 /></svg>',
	'a style in a drawing': '<svg><style>@import url({canary});</style></svg>',
	'HTML that formulas hide': '<math><mtext><table><mglyph><style><img src=x onerror={harm}></style></mglyph></table></mtext></math>',
	'a comment that ends early': '<!--><img src=x onerror={harm}>-->',
	'an attribute that ends early': '"><img src=x onerror={harm}><a title="',
};

/** Four times four times four times two roots in each other, of a few braces. */
const macros = String.raw`\def\a#1{\sqrt{\sqrt{\sqrt{\sqrt{#1}}}}}\def\b#1{\a{\a{\a{\a{#1}}}}}\def\c#1{\b{\b{\b{\b{#1}}}}}\c{\c{x}}`;

/** What is shown in its paper's page, by where it is in the paper's file. */
const inReader = [
	...Object.entries(html).map(([name, text]) => ['HTML', name, 'body', text, markdown]),
	['HTML', 'another page at once', 'body', '<meta http-equiv=refresh content="0;url=about:blank">', markdown, true],
	['HTML', 'another address for all that is relative', 'body', '<base href="{canary}/"><img src=p.png>', markdown, true],
	['HTML', 'a style that hides the page', 'body', '<style>main{display:none}</style>', markdown, true],
	['HTML', 'a comment without an end', 'body', '<!-- x', markdown, true],
	['HTML', 'a field of text without an end', 'body', '<textarea>', markdown, true],
	['HTML', 'text without an end', 'body', '<plaintext>', markdown, true],
	['HTML', 'a heading', 'heading', '<img src=x onerror={harm}>', markdown],
	['HTML', 'a cell of a table', 'body', '| a |\n| --- |\n| <img src=x onerror={harm}> |', markdown],

	['links', 'a command', 'body', '[click {id}]({command})', addresses],
	['links', 'a command, defined elsewhere', 'body', '[click {id}][{id}]\n\n[{id}]: {command}', addresses],
	['links', 'a command behind an entity', 'body', '[click {id}](c&#111;mmand:attacks.harm?{id})', addresses],
	['links', 'a command in capitals', 'body', '[click {id}](COMMAND:attacks.harm?{id})', addresses],
	['links', 'a command as HTML', 'body', '<a href="{command}">click {id}</a>', markdown],
	['links', 'a command as the paper’s address', 'url', '{command}', addresses],
	['links', 'another host than the text says', 'body', '[https://arxiv.org/abs/{id}](https://evil.example/{id})', addresses],
	['links', 'a host of look-alike letters', 'body', '[https://arxiv.org/abs/{id}](https://\u0430rxiv.org/abs/{id})', addresses],
	['links', 'a name before the host', 'body', '[arxiv {id}](https://arxiv.org@evil.example/{id})', addresses],
	['links', 'a picture from elsewhere', 'body', '![x]({canary})', addresses],

	['files', 'a picture outside of the folder', 'body', '![x](../../{outside}/secret-{id}.svg)', files],
	['files', 'a picture outside, behind escaped dots', 'body', '![x](%2e%2e/%2E%2E/{outside}/secret-{id}.svg)', files],
	['files', 'a picture by its address on the disk', 'body', '![x](file:///tmp/{outside}/secret-{id}.svg)', files],

	['deception', 'text that is written backwards', 'body', 'Lantern&#x202E;{id}', letters],
	['deception', 'a title that is written backwards', 'title', 'Lantern\u202E{id}', letters],
	['deception', 'an isolate that ends what is around it', 'venue', 'Lantern\u2069 {id}', letters],

	['formulas', 'a link', 'body', '$\\href{{command}}{\\text{click {id}}}$', katex],
	['formulas', 'an address', 'body', '$\\url{{command}}$', katex],
	['formulas', 'a picture', 'body', '$\\includegraphics[height=1em]{{canary}}$', katex],
	['formulas', 'a name of the page’s own', 'body', '$\\htmlId{harm-{id}}{x}$', katex],
	['formulas', 'a style', 'body', '$\\htmlStyle{background:url({canary})}{x}$', katex],
	['formulas', 'a rule that fills the screen', 'body', '$\\rule{9999em}{9999em}$', 'KaTeX’s largest size', true],
	['formulas', 'braces in braces', 'body', `$${'{'.repeat(900)}x${'}'.repeat(900)}$`, sizes, true],
	['formulas', 'roots in roots, by macros', 'body', `$${macros}$`, sizes, true],
	['formulas', 'letters without end', 'body', `$\\text{${'x'.repeat(25_000)}}$`, sizes, true],

	['sizes', 'quotes in quotes', 'body', `${'>'.repeat(700)} x`, sizes, true],
	['sizes', 'a title of a hundred thousand letters', 'title', 'x '.repeat(60_000), sizes, true],

	['fields', 'a title', 'title', '<img src=x onerror={harm}>', escaping],
	['fields', 'an author', 'author', '<img src=x onerror={harm}>', escaping],
	['fields', 'a venue', 'venue', '<svg onload={harm}></svg>', escaping],
	['fields', 'a topic', 'topic', '<img src=x onerror={harm}>', escaping],
	['fields', 'a tag', 'keywords', '<img src=x onerror={harm}>', escaping],
	['fields', 'a DOI', 'doi', '10.1/"><img src=x onerror={harm}>', escaping],
	['fields', 'a key', 'missing', '<img src=x onerror={harm}>', 'keys without brackets'],
	['fields', 'an abstract', 'abstract', '<img src=x onerror={harm}>', escaping],
	['fields', 'a note of an entry', 'note', '<img src=x onerror={harm}>', escaping],
	['fields', 'a note of an entry that has no end', 'note', '<textarea>', escaping, true],
	['fields', 'the path of a PDF', 'file', '<img src=x onerror={harm}>.pdf', escaping],
	['files', 'the name of a file that mentions the paper', 'file name', '<img src=x onerror={harm}>', escaping],
	['fields', 'the sentence that mentions the paper', 'sentence', '<img src=x onerror={harm}>', escaping],
	['fields', 'a title, in the card of another paper', 'card', '<img src=x onerror={harm}>', escaping],
];

const inComparison = [
	['fields', 'a title', 'title', '<img src=x onerror={harm}>', asText],
	['fields', 'an author', 'author', '<img src=x onerror={harm}>', asText],
	['HTML', 'a script element', 'body', '<script>{harm}</script>', markdown],
	['HTML', 'a picture whose failure runs a script', 'body', '<img src=x onerror={harm}>', markdown],
	['HTML', 'a frame with a document of its own', 'body', '<iframe srcdoc="<script>parent.{harm}</script>"></iframe>', markdown],
	['HTML', 'a style sheet from elsewhere', 'body', '<link rel=stylesheet href={canary}>', markdown],
	['HTML', 'an element over the page', 'body', '<div id=harm-{id} style="position:fixed;inset:0">x</div>', markdown],
	['SVG', 'an animation of a drawing that begins', 'body', html['an animation of a drawing that begins'], markdown],
	['links', 'a command', 'body', '[click {id}]({command})', addresses],
	['links', 'another host than the text says', 'body', '[https://arxiv.org/abs/{id}](https://evil.example/{id})', addresses],
	['formulas', 'a link', 'body', '$\\href{{command}}{\\text{click {id}}}$', katex],
	['formulas', 'a picture', 'body', '$\\includegraphics[height=1em]{{canary}}$', katex],
];

/** Well-formed as XML, too: what is on the map is in the picture that it exports. */
const failing = '<img src="x" onerror="{harm}"/>';

const onMap = [
	['fields', 'a title in the list', 'title', failing, asText],
	['fields', 'a topic in the legend', 'topic', failing, asText],
	['fields', 'an author in the card', 'author', failing, asText],
	['SVG', 'a topic in the exported picture', 'svg', '</text><image href="{canary}" width="9" height="9"/><text>', escaping],
];

const inPrint = [
	['HTML', 'a script element', 'body', '<script>{harm}</script>', markdown],
	['HTML', 'a picture whose failure runs a script', 'body', '<img src=x onerror={harm}>', markdown],
	['HTML', 'a frame with a document of its own', 'body', '<iframe srcdoc="<script>parent.{harm}</script>"></iframe>', markdown],
	['SVG', 'a drawing that runs a script when it is loaded', 'body', '<svg onload={harm}></svg>', markdown],
	['HTML', 'a style that imports another', 'body', '<style>@import url({canary});</style>', markdown],
	['links', 'a script', 'body', '[click {id}](javascript:{harm})', addresses],
	['links', 'a script, as HTML', 'body', '<a href=javascript:{harm}>click {id}</a>', markdown],
	['links', 'a picture from elsewhere', 'body', '![x]({canary})', addresses],
	['formulas', 'a link to a script', 'body', '$\\href{javascript:{harm}}{\\text{click {id}}}$', katex],
	['fields', 'a title that ends the page’s own', 'title', '</title><script>{harm}</script>', escaping],
	['fields', 'an author', 'author', '<img src=x onerror={harm}>', escaping],
];

const inCard = [
	['links', 'a command in a title', 'title', '[click {id}]({command})', escaping],
	['links', 'a command in an author', 'author', '[click {id}]({command})', escaping],
	['links', 'a command as HTML', 'title', '<a href="{command}">click {id}</a>', escaping],
	['links', 'a command in a venue', 'venue', '[click {id}]({command})', escaping],
	['links', 'a picture from elsewhere', 'title', '![x]({spy})', escaping],
	['formulas', 'a rule higher than the screen, drawn', 'equation', '\\begin{matrix}\\rule{1em}{9999em}\\end{matrix}', sizes],
	['HTML', 'a picture from elsewhere', 'title', '<img src="{spy}">', escaping],
];

const inPreview = [
	['fields', 'a title that ends its tooltip', 'title', '"><b id="harm-{id}">x</b><i title="', escaping],
	['fields', 'an author', 'author', '<b id="harm-{id}">x</b>', escaping],
	['HTML', 'an element over the page', 'author', '<b id="harm-{id}" style="position:fixed;inset:0">x</b>', escaping],
	['HTML', 'a picture from elsewhere', 'author', '<img src="{spy}">', escaping],
	['HTML', 'a venue in the references', 'venue', '<b id="harm-{id}">x</b>', markdown],
];

const inStatus = [
	['files', 'the name of a library', 'library', '<img src=x onerror={harm}>', asText],
	['files', 'a bibliography that is not there', 'bibliography', '<img src=x onerror={harm}>.bib', asText],
	['files', 'a pattern of files', 'exclude', '<img src=x onerror={harm}>', asText],
];

const inForm = [
	['fields', 'a title that was typed', 'typed', '<img src=x onerror={harm}>', asText],
	['fields', 'a name that was pasted', 'pasted', '<img src=x onerror={harm}>', asText],
];

const schema = 'schemas of messages';
const sender = 'messages of the frame around alone';

/** Messages that a page sends to its panel, as if a script of another had got into it. */
const toPanel = [
	[
		'reader',
		'a file that the page does not list',
		'{"type":"place","uri":"file:///tmp/{outside}/secret-{id}.svg","line":0}',
		'files that the page lists',
	],
	['reader', 'a command that no button has', '{"type":"command","command":"harm{id}"}', schema],
	['reader', 'a command as what is to be done with an annotation', '{"type":"annotation","action":"harm{id}","annotation":"x"}', schema],
	['reader', 'pictures from wherever a policy may name', '{"type":"pictures","origin":"https://spy.example/{id} *"}', schema],
	['reader', 'a text without end to copy', '{"type":"copy","text":"{long}"}', schema],
	['reader', 'letters of any size', '{"type":"zoom","zoom":1000000}', schema],
	['comparison', 'a text without end to copy', '{"type":"copy","text":"{long}"}', schema],
	['comparison', 'a command that no button has', '{"type":"command","command":"harm{id}"}', schema],
	['map', 'a picture that is none', '{"type":"svg","text":"<script>{id}</script>"}', schema],
	['map', 'keys of several lines to copy', '{"type":"copyKeys","keys":["{id}\\nrm -rf ~\\n"]}', 'keys on one line'],
	['status', 'a button of an earlier report', '{"type":"use","revision":-1,"target":0}', 'the report’s number'],
].map(([page, name, text, guard]) => [page, 'messages', name, 'to the panel', text, guard]);

/** Messages to a page, from another window of the workbench. */
const toPage = [
	['reader', 'another paper', '{"type":"paper","key":"plain","title":"forged {id}","html":"<p>forged {id}</p>","past":[],"future":[]}'],
	['comparison', 'other papers', '{"type":"papers","revision":9,"comparison":{"unknown":["forged {id}"],"papers":[]}}'],
	['map', 'a filter', '{"type":"filter","filter":"forged {id}","keys":[]}'],
	['status', 'another report', '{"type":"report","revision":9,"sections":[{"heading":"forged {id}","rows":[],"buttons":[]}]}'],
	['form', 'another entry', '{"type":"entry","entry":"forged {id}","missing":[]}'],
].map(([page, name, text]) => [page, 'messages', name, 'to the page', text, sender]);

/** What a page finds as the state that it kept, when the window is loaded again. */
const kept = [
	[
		'reader',
		'a key',
		'{"version":1,"key":"<img src=x onerror={harm}>","scroll":0,"zoom":1,"past":[],"future":[],"places":{}}',
		'keys without brackets',
	],
	['comparison', 'keys', '{"version":1,"keys":["<img src=x onerror={harm}>","plain"],"open":[]}', 'keys without brackets'],
].map(([page, name, text, guard]) => [page, 'state', name, 'state', text, guard]);

const all = [
	...inReader.map((row) => ['reader', ...row]),
	...inComparison.map((row) => ['comparison', ...row]),
	...onMap.map((row) => ['map', ...row]),
	...inPrint.map((row) => ['printed page', ...row]),
	...inCard.map((row) => ['card', ...row]),
	...inPreview.map((row) => ['preview', ...row]),
	...inStatus.map((row) => ['status', ...row]),
	...inForm.map((row) => ['form', ...row]),
	...toPanel,
	...toPage,
	...kept,
	[
		'library tree',
		'drops',
		'the address of a file that is no PDF',
		'drop',
		'file:///tmp/{outside}/secret-{id}.svg',
		'addresses of PDFs alone',
	],
];

/** All attacks, numbered. @type {readonly Attack[]} */
export const attacks = all.map(([page, kind, name, place, text, guard, alone = false], index) => ({
	id: 101 + index,
	page,
	kind,
	name,
	place,
	text,
	guard,
	alone,
}));
