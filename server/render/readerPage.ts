import * as l10n from '@vscode/l10n';
import type { Library } from '../library/library.js';
import type { Paper } from '../library/paper.js';
import { clipped, escapeHtml, escapeInlineHtml } from './escape.js';
import { limits } from './guards.js';
import { linkedMarkdown } from './linkedMarkdown.js';
import { arxivPage, arxivPdf, doiPage, webAddress } from './links.js';
import { type MarkdownEnvironment, tooLarge } from './markdown.js';
import type { LinkEnvironment } from './paperLinks.js';
import { fullName } from './reference.js';

/** What the reader shows beside a paper and its summary. */
export interface ReaderMatter {
	readonly library: Library;
	/** The topics' titles. */
	readonly topics: Readonly<Record<string, string>>;
	/** The summary's Markdown, if the paper has one. */
	readonly body?: string;
	/** The origins (`https://example.org`) from which the user has let this summary load pictures. */
	readonly pictures?: readonly string[];
	/** Where the summary lies, and the folders that are open: pictures beside it are shown. */
	readonly beside?: MarkdownEnvironment['beside'];
	/** Further fields of an entry without a summary, such as its abstract. */
	readonly abstract?: string;
	readonly related: readonly { readonly paper: Paper; readonly reasons: readonly string[] }[];
	readonly mentions: readonly { readonly uri: string; readonly name: string; readonly line: number; readonly sentence: string }[];
}

/**
 * The reader's page for a paper as HTML without script: header, table of contents, text, related papers, mentions. Links
 * to papers carry `data-paper` with the key, links to places in notes `data-uri` and `data-line`, actions `data-command`.
 */
export function readerPage(paper: Paper, matter: ReaderMatter): string {
	const text = matter.body === undefined ? withoutSummary(paper, matter.abstract) : renderBody(matter.body, paper.key, matter);
	const { html, contents } = withContents(text + related(matter) + mentioned(matter, paper.key));
	return `${header(paper, matter.topics)}\n${contents}\n<main>${html}</main>`;
}

function header(paper: Paper, titles: Readonly<Record<string, string>>): string {
	const authors = (paper.authors.length > 0 ? paper.authors : paper.editors).map((name) => inline(fullName(name))).join(', ');
	const venue = [paper.venue?.full ?? paper.venue?.short, paper.published ?? paper.year].filter((part) => part !== undefined).join(', ');
	const links: string[] = [];
	if (paper.arxiv) links.push(link(arxivPage(paper.arxiv), 'arXiv'), link(arxivPdf(paper.arxiv), 'PDF'));
	if (paper.doi) links.push(link(doiPage(paper.doi), 'DOI'));
	const address = webAddress(paper.url);
	if (address && address !== (paper.arxiv && arxivPage(paper.arxiv))) links.push(link(address, l10n.t('Web page')));
	const topics = paper.topics.map((topic) => `<li>${inline(titles[topic] ?? topic)}</li>`).join('');
	return `<header>
<h1>${inline(paper.title)}</h1>
<p class="authors">${paper.andOthers ? l10n.t('{0} and others', authors) : authors}</p>
<p class="venue">${inline(venue)}${venue === '' ? '' : ' · '}<code>${inline(paper.key)}</code></p>
${links.length > 0 ? `<p class="links">${links.join(' · ')}</p>` : ''}
${topics === '' ? '' : `<ul class="topics" aria-label="${l10n.t('Topics')}">${topics}</ul>`}
</header>`;
}

const inline = (text: string): string => escapeInlineHtml(clipped(text, limits.line));
const long = (text: string): string => escapeHtml(clipped(text, limits.field));
const link = (address: string, label: string): string => `<a href="${escapeHtml(address)}">${label}</a>`;

function renderBody(body: string, self: string, { library, pictures = [], beside }: ReaderMatter): string {
	const environment = { library, self, pictures, ...(beside && { beside }) } satisfies LinkEnvironment & MarkdownEnvironment;
	const html = linkedMarkdown().render(body.slice(0, limits.body), environment);
	return body.length > limits.body ? `${html}<p>${tooLarge('text', body.slice(limits.body))}</p>` : html;
}

function withoutSummary(paper: Paper, abstract: string | undefined): string {
	const fields = Object.entries(paper.fields)
		.map(([name, value]) => `<tr><th scope="row">${inline(name)}</th><td>${long(value)}</td></tr>`)
		.join('');
	const empty = l10n.t(
		'There is no summary of this paper yet. {0}Write one{1}: Lectern shows it here, and wherever {2} is cited.',
		'<a href="#" data-command="newSummary">',
		'</a>',
		`<code>${inline(paper.key)}</code>`,
	);
	return `${abstract === undefined ? '' : `<h2>${l10n.t('Abstract')}</h2><p>${long(abstract)}</p>`}
${fields === '' ? '' : `<h2>${l10n.t('Entry')}</h2><table>${fields}</table>`}
<p class="empty">${empty}</p>`;
}

function related({ related }: ReaderMatter): string {
	if (related.length === 0) return '';
	const items = related.map(
		({ paper, reasons }) =>
			`<li><a href="#" class="paper" data-paper="${escapeHtml(paper.key)}">${inline(paper.title)}</a> <span class="why">${inline(reasons.join('; '))}</span></li>`,
	);
	return `<section class="related"><h2>${l10n.t('Related papers')}</h2><ul>${items.join('')}</ul></section>`;
}

function mentioned({ mentions, library }: ReaderMatter, self: string): string {
	if (mentions.length === 0) return '';
	// The sentence of a note, its maths typeset as in the text above.
	const environment = { library, self } satisfies LinkEnvironment & MarkdownEnvironment;
	const render = (sentence: string) => linkedMarkdown().renderInline(clipped(sentence, limits.field), environment);
	const items = mentions.map(
		({ uri, name, line, sentence }) =>
			`<li><a href="#" data-uri="${escapeHtml(uri)}" data-line="${line}">${inline(name)}:${line + 1}</a> <q>${render(sentence)}</q></li>`,
	);
	return `<section class="mentions"><h2>${l10n.t('Mentioned in')}</h2><ul>${items.join('')}</ul></section>`;
}

/** Gives each heading an id and lists them. */
function withContents(html: string): { readonly html: string; readonly contents: string } {
	const items: string[] = [];
	const marked = html.replace(/<h([23])>([\s\S]*?)<\/h\1>/g, (_, level: string, inner: string) => {
		const id = `section-${items.length + 1}`;
		items.push(`<li class="level-${level}"><a href="#${id}">${inner.replace(/<\/?a\b[^>]*>/g, '')}</a></li>`);
		return `<h${level} id="${id}">${inner}</h${level}>`;
	});
	const contents = items.length < 2 ? '' : `<nav class="contents" aria-label="${l10n.t('Contents')}"><ul>${items.join('')}</ul></nav>`;
	return { html: marked, contents };
}
