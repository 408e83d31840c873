import type { Library } from '../library/library.js';
import type { Paper } from '../library/paper.js';
import { escapeHtml } from './escape.js';
import { arxivPage, arxivPdf, doiPage, webAddress } from './links.js';
import { createMarkdown } from './markdown.js';
import { fullName } from './reference.js';

/** What the reader shows of a paper. HTML without script; links to papers carry `data-paper` with the key. */
export interface ReaderPage {
	readonly key: string;
	readonly title: string;
	readonly html: string;
}

/** The reader's page for a paper; `body` is its summary's Markdown, if it has one; `topics` are the topics' titles. */
export function readerPage(paper: Paper, body: string | undefined, library: Library, topics: Readonly<Record<string, string>>): ReaderPage {
	const parts = [
		header(paper, topics),
		`<main>${body === undefined ? withoutSummary(paper) : renderBody(body)}</main>`,
		related(paper, library),
	];
	return { key: paper.key, title: paper.title, html: parts.join('\n') };
}

function header(paper: Paper, titles: Readonly<Record<string, string>>): string {
	const authors = (paper.authors.length > 0 ? paper.authors : paper.editors).map((name) => escapeHtml(fullName(name))).join(', ');
	const venue = [paper.venue?.full ?? paper.venue?.short, paper.published ?? paper.year].filter((part) => part !== undefined);
	const links: string[] = [];
	if (paper.arxiv) links.push(link(arxivPage(paper.arxiv), 'arXiv'), link(arxivPdf(paper.arxiv), 'PDF'));
	if (paper.doi) links.push(link(doiPage(paper.doi), 'DOI'));
	const address = webAddress(paper.url);
	if (address && address !== (paper.arxiv && arxivPage(paper.arxiv))) links.push(link(address, 'Web page'));
	const topics = paper.topics.map((topic) => `<li>${escapeHtml(titles[topic] ?? topic)}</li>`).join('');
	return `<header>
<h1>${escapeHtml(paper.title)}</h1>
<p class="authors">${authors}${paper.andOthers ? ' and others' : ''}</p>
<p class="venue">${escapeHtml(venue.join(', '))} · <code>${escapeHtml(paper.key)}</code></p>
${links.length > 0 ? `<p class="links">${links.join(' · ')}</p>` : ''}
${topics === '' ? '' : `<ul class="topics" aria-label="Topics">${topics}</ul>`}
</header>`;
}

const link = (address: string, label: string): string => `<a href="${escapeHtml(address)}">${label}</a>`;

let markdown: ReturnType<typeof createMarkdown> | undefined;

function renderBody(body: string): string {
	markdown ??= createMarkdown();
	return markdown.render(body);
}

function withoutSummary(paper: Paper): string {
	return `<p class="empty">There is no summary of this paper yet. <a href="#" data-command="newSummary">Write one</a>: Lectern shows it here and wherever <code>${escapeHtml(paper.key)}</code> is cited.</p>`;
}

function related(paper: Paper, library: Library): string {
	const items = paper.related.flatMap((key) => {
		const [other] = library.byKey(key);
		return other ? [`<li><a href="#" data-paper="${escapeHtml(other.key)}">${escapeHtml(other.title)}</a></li>`] : [];
	});
	return items.length === 0 ? '' : `<nav aria-label="Related papers"><h2>Related papers</h2><ul>${items.join('')}</ul></nav>`;
}
