import type { Library } from '../library/library.js';
import type { Paper } from '../library/paper.js';
import { escapeHtml } from './escape.js';
import { arxivPage, arxivPdf, doiPage, webAddress } from './links.js';
import { createMarkdown } from './markdown.js';
import { linkPapers } from './paperLinks.js';
import { fullName } from './reference.js';

/** What the reader shows beside a paper and its summary. */
export interface ReaderMatter {
	readonly library: Library;
	/** The topics' titles. */
	readonly topics: Readonly<Record<string, string>>;
	/** The summary's Markdown, if the paper has one. */
	readonly body?: string;
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
	const text = matter.body === undefined ? withoutSummary(paper, matter.abstract) : renderBody(matter.body, paper.key, matter.library);
	const { html, contents } = withContents(text + related(matter) + mentioned(matter, paper.key));
	return `${header(paper, matter.topics)}\n${contents}\n<main>${html}</main>`;
}

function header(paper: Paper, titles: Readonly<Record<string, string>>): string {
	const authors = (paper.authors.length > 0 ? paper.authors : paper.editors).map((name) => escapeHtml(fullName(name))).join(', ');
	const venue = [paper.venue?.full ?? paper.venue?.short, paper.published ?? paper.year].filter((part) => part !== undefined).join(', ');
	const links: string[] = [];
	if (paper.arxiv) links.push(link(arxivPage(paper.arxiv), 'arXiv'), link(arxivPdf(paper.arxiv), 'PDF'));
	if (paper.doi) links.push(link(doiPage(paper.doi), 'DOI'));
	const address = webAddress(paper.url);
	if (address && address !== (paper.arxiv && arxivPage(paper.arxiv))) links.push(link(address, 'Web page'));
	const topics = paper.topics.map((topic) => `<li>${escapeHtml(titles[topic] ?? topic)}</li>`).join('');
	return `<header>
<h1>${escapeHtml(paper.title)}</h1>
<p class="authors">${authors}${paper.andOthers ? ' and others' : ''}</p>
<p class="venue">${escapeHtml(venue)}${venue === '' ? '' : ' · '}<code>${escapeHtml(paper.key)}</code></p>
${links.length > 0 ? `<p class="links">${links.join(' · ')}</p>` : ''}
${topics === '' ? '' : `<ul class="topics" aria-label="Topics">${topics}</ul>`}
</header>`;
}

const link = (address: string, label: string): string => `<a href="${escapeHtml(address)}">${label}</a>`;

let markdown: ReturnType<typeof createMarkdown> | undefined;

function pageMarkdown(): ReturnType<typeof createMarkdown> {
	if (!markdown) {
		markdown = createMarkdown();
		linkPapers(markdown);
	}
	return markdown;
}

const renderBody = (body: string, self: string, library: Library): string => pageMarkdown().render(body, { library, self });

function withoutSummary(paper: Paper, abstract: string | undefined): string {
	const fields = Object.entries(paper.fields)
		.map(([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`)
		.join('');
	return `${abstract === undefined ? '' : `<h2>Abstract</h2><p>${escapeHtml(abstract)}</p>`}
${fields === '' ? '' : `<h2>Entry</h2><table>${fields}</table>`}
<p class="empty">There is no summary of this paper yet. <a href="#" data-command="newSummary">Write one</a>: Lectern shows it here, and wherever <code>${escapeHtml(paper.key)}</code> is cited.</p>`;
}

function related({ related }: ReaderMatter): string {
	if (related.length === 0) return '';
	const items = related.map(
		({ paper, reasons }) =>
			`<li><a href="#" class="paper" data-paper="${escapeHtml(paper.key)}">${escapeHtml(paper.title)}</a> <span class="why">${escapeHtml(reasons.join('; '))}</span></li>`,
	);
	return `<section class="related"><h2>Related papers</h2><ul>${items.join('')}</ul></section>`;
}

function mentioned({ mentions, library }: ReaderMatter, self: string): string {
	if (mentions.length === 0) return '';
	// The sentence of a note, its maths typeset as in the text above.
	const render = (sentence: string) => pageMarkdown().renderInline(sentence, { library, self });
	const items = mentions.map(
		({ uri, name, line, sentence }) =>
			`<li><a href="#" data-uri="${escapeHtml(uri)}" data-line="${line}">${escapeHtml(name)}:${line + 1}</a> <q>${render(sentence)}</q></li>`,
	);
	return `<section class="mentions"><h2>Mentioned in</h2><ul>${items.join('')}</ul></section>`;
}

/** Gives each heading an id and lists them. */
function withContents(html: string): { readonly html: string; readonly contents: string } {
	const items: string[] = [];
	const marked = html.replace(/<h([23])>([\s\S]*?)<\/h\1>/g, (_, level: string, inner: string) => {
		const id = `section-${items.length + 1}`;
		items.push(`<li class="level-${level}"><a href="#${id}">${inner.replace(/<\/?a\b[^>]*>/g, '')}</a></li>`);
		return `<h${level} id="${id}">${inner}</h${level}>`;
	});
	const contents = items.length < 2 ? '' : `<nav class="contents" aria-label="Contents"><ul>${items.join('')}</ul></nav>`;
	return { html: marked, contents };
}
