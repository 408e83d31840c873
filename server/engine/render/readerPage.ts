import * as l10n from '@vscode/l10n';
import { append } from '../base/append.js';
import type { SourceRecord } from '../library/formats/record.js';
import type { Library } from '../library/library.js';
import { authorYear, type Paper, printedYear } from '../library/paper.js';
import { clipped, escapeHtml, escapeInlineHtml } from './escape.js';
import { inertDiagram, limits } from './guards.js';
import { linkedMarkdown } from './linkedMarkdown.js';
import { arxivPage, arxivPdf, doiPage, webAddress } from './links.js';
import { type LiteratureMatter, literatureSection } from './literatureSection.js';
import { type MarkdownEnvironment, tooLarge } from './markdown.js';
import type { LinkEnvironment } from './paperLinks.js';
import { fullName } from './reference.js';
import { type ZoteroMatter, zoteroSection } from './zoteroSection.js';

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
	/** The SVG of a diagram that is bundled with the summary. A user's own texts have none. */
	readonly diagram?: string;
	/** Further fields of an entry without a summary, such as its abstract. */
	readonly abstract?: string;
	/** Where its bibliography entries are. */
	readonly entries?: readonly Place[];
	readonly related: readonly {
		readonly paper: Paper;
		readonly isLinked: boolean;
		/** The names of the topics that both are on. */
		readonly topics: readonly string[];
		readonly isAlike: boolean;
	}[];
	/** What the literature around it is; left out where no service is on, or none could know it. */
	readonly literature?: LiteratureMatter;
	/** What Zotero has of it; left out where it is not there. */
	readonly zotero?: ZoteroMatter;
	readonly mentions: readonly (Place & { readonly sentence: string })[];
}

/** A line of a file. */
interface Place {
	readonly uri: string;
	/** The file's name. */
	readonly name: string;
	readonly line: number;
}

/**
 * The reader's page for a paper as HTML without script: header, table of contents, text, related papers, mentions. Links
 * to papers carry `data-paper` with the key, links to places in notes `data-uri` and `data-line`, actions `data-command`.
 */
export function readerPage(paper: Paper, matter: ReaderMatter): string {
	const text = matter.body === undefined ? withoutSummary(paper, matter.abstract) : renderBody(matter.body, paper.key, matter);
	const { html, contents } = withContents(
		text +
			(matter.zotero ? zoteroSection(matter.zotero) : '') +
			related(matter) +
			(matter.literature ? literatureSection(matter.literature) : '') +
			mentioned(matter, paper.key),
	);
	return `${header(paper, matter)}\n${contents}\n<main>${html}</main>`;
}

/** A work of the literature that is not in the library, as the reader shows it. */
export interface ElsewhereMatter {
	readonly literature: LiteratureMatter;
	readonly abstract?: string;
	/** Where it can be read without paying. */
	readonly openAddress?: string;
	readonly citedBy?: number;
	/** The address of what a service says about it, where that says that it was retracted. */
	readonly retractedAt?: string;
}

/** The reader's page for a work that is not in the library: header, abstract, what it cites and what cites it. */
export function elsewherePage(record: SourceRecord, matter: ElsewhereMatter): string {
	const { abstract, literature, retractedAt } = matter;
	const warning =
		retractedAt === undefined
			? ''
			: `<p class="failure">${l10n.t('{0} says that this work was retracted. The page of its publisher has the last word.', literature.source)} ${link(retractedAt, inline(literature.source))}</p>`;
	const text = abstract === undefined ? '' : `<h2>${l10n.t('Abstract')}</h2><p>${long(abstract)}</p>`;
	const { html, contents } = withContents(warning + text + literatureSection(literature));
	return `${elsewhereHeader(record, matter)}\n${contents}\n<main>${html}</main>`;
}

/** So many authors are named in full. */
const mostNamed = 30;

function elsewhereHeader(
	{ title, authors, venue, year, arxiv, doi }: SourceRecord,
	{ literature, openAddress, citedBy }: ElsewhereMatter,
): string {
	const named = authors
		.slice(0, mostNamed)
		.map((name) => inline(fullName(name)))
		.join(', ');
	const people = authors.length > mostNamed ? l10n.t('{0} and {1} more', named, authors.length - mostNamed) : named;
	const place = [venue?.full ?? venue?.short, year].filter((part) => part !== undefined).join(', ');
	const open = webAddress(openAddress);
	const links = [
		...(arxiv ? [link(arxivPage(arxiv), 'arXiv'), link(arxivPdf(arxiv), 'PDF')] : []),
		...(doi ? [link(doiPage(doi), 'DOI')] : []),
		...(open && open !== (arxiv && arxivPage(arxiv)) ? [link(open, l10n.t('Open access'))] : []),
	];
	const facts = [
		...(citedBy ? [citedBy === 1 ? l10n.t('cited once') : l10n.t('cited {0} times', citedBy)] : []),
		l10n.t('not in your library; described by {0}', literature.source),
	];
	return `<header>
<h1>${inline(title)}</h1>
${people === '' ? '' : `<p class="authors">${people}</p>`}
<p class="venue">${[place, ...facts]
		.filter((part) => part !== '')
		.map(inline)
		.join(' · ')}</p>
${links.length > 0 ? `<p class="links">${links.map((each) => `<span>${each}</span>`).join(' ')}</p>` : ''}
</header>`;
}

function header(paper: Paper, { topics: titles, entries = [] }: ReaderMatter): string {
	const authors = (paper.authors.length > 0 ? paper.authors : paper.editors).map((name) => inline(fullName(name))).join(', ');
	const venue = [paper.venue?.full ?? paper.venue?.short, printedYear(paper)].filter((part) => part !== undefined).join(', ');
	const links: string[] = [];
	if (paper.arxiv) links.push(link(arxivPage(paper.arxiv), 'arXiv'), link(arxivPdf(paper.arxiv), 'PDF'));
	if (paper.doi) links.push(link(doiPage(paper.doi), 'DOI'));
	const address = webAddress(paper.url);
	if (address && address !== (paper.arxiv && arxivPage(paper.arxiv))) links.push(link(address, l10n.t('Web page')));
	if (paper.fields.file !== undefined || paper.zotero?.hasPdf) links.push(commandButton('openPdf', l10n.t('Open PDF')));
	if (paper.zotero) links.push(commandButton('openInZotero', 'Zotero'));
	append(links, entries.map(placeLink));
	const topics = paper.topics.map((topic) => `<li>${inline(titles[topic] ?? topic)}</li>`).join('');
	const people = paper.andOthers ? l10n.t('{0} and others', authors) : authors;
	return `<header>
<h1>${inline(paper.title)}</h1>
${people === '' ? '' : `<p class="authors">${people}</p>`}
<p class="venue">${inline(venue)}${venue === '' ? '' : ' · '}<code>${inline(paper.key)}</code></p>
${links.length > 0 ? `<p class="links">${links.map((each) => `<span>${each}</span>`).join(' ')}</p>` : ''}
${topics === '' ? '' : `<ul class="topics" aria-label="${l10n.t('Topics')}">${topics}</ul>`}
</header>`;
}

const inline = (text: string): string => escapeInlineHtml(clipped(text, limits.line));
const long = (text: string): string => escapeHtml(clipped(text, limits.field));
const link = (address: string, label: string): string => `<a href="${escapeHtml(address)}">${label}</a>`;
const commandButton = (command: string, label: string): string => `<a href="#" data-command="${command}">${label}</a>`;
const placeLink = ({ uri, name, line }: Place): string =>
	`<a href="#" data-uri="${escapeHtml(uri)}" data-line="${line}">${inline(name)}:${line + 1}</a>`;

function renderBody(body: string, self: string, { library, pictures = [], beside, diagram }: ReaderMatter): string {
	const environment = { library, self, pictures, ...(beside && { beside }) } satisfies LinkEnvironment & MarkdownEnvironment;
	const html = withDiagram(linkedMarkdown().render(body.slice(0, limits.body), environment), diagram);
	return body.length > limits.body ? `${html}<p>${tooLarge('text', body.slice(limits.body))}</p>` : html;
}

/** The text with the diagram below its first paragraph, the claim; the text alone where there is no diagram that may be shown. */
function withDiagram(html: string, diagram: string | undefined): string {
	const inert = diagram === undefined ? undefined : inertDiagram(diagram);
	const afterClaim = html.indexOf('</p>') + '</p>'.length;
	if (inert === undefined || !html.startsWith('<p>')) return html;
	const title = inert.slice(inert.indexOf('>', inert.indexOf('<title')) + 1, inert.indexOf('</title>'));
	const figure = `<figure class="diagram">${inert}<figcaption>${title}</figcaption></figure>`;
	return html.slice(0, afterClaim) + figure + html.slice(afterClaim);
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
${fields === '' ? '' : `<h2>${l10n.t('Entry')}</h2><table class="fields">${fields}</table>`}
<p class="empty">${empty}</p>`;
}

function related({ related, topics: titles }: ReaderMatter): string {
	if (related.length === 0) return '';
	const items = related.map(({ paper, isLinked, topics, isAlike }) => {
		const shared = topics.map((topic) => lowerFirst(titles[topic] ?? topic));
		const reasons = [
			...(isLinked ? [l10n.t('linked by the summary')] : []),
			...(shared.length > 0 ? [l10n.t('also on {0}', listed(shared))] : []),
			...(isAlike ? [l10n.t('similar text')] : []),
		];
		const facts = [authorYear(paper), ...reasons].filter((part) => part !== '').map(inline);
		return `<li><a href="#" class="paper" data-paper="${escapeHtml(paper.key)}">${inline(paper.title)}</a> <span class="why">${facts.join(' · ')}</span></li>`;
	});
	return `<section class="related"><h2>${l10n.t('Related papers')}</h2><ul>${items.join('')}</ul></section>`;
}

/** A title within a sentence; an abbreviation stays as it is. */
const lowerFirst = (title: string): string => (/^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title);

/** "one, two and three" */
const listed = (names: readonly string[]): string =>
	names.length < 2 ? names.join('') : l10n.t('{0} and {1}', names.slice(0, -1).join(', '), names.at(-1)!);

function mentioned({ mentions, library }: ReaderMatter, self: string): string {
	if (mentions.length === 0) return '';
	// The sentence of a note, its maths typeset as in the text above.
	const environment = { library, self } satisfies LinkEnvironment & MarkdownEnvironment;
	const render = (sentence: string) => linkedMarkdown().renderInline(clipped(sentence, limits.field), environment);
	const items = mentions.map((place) => `<li>${placeLink(place)} <q>${render(place.sentence)}</q></li>`);
	return `<section class="mentions"><h2>${l10n.t('Mentioned in')}</h2><ul>${items.join('')}</ul></section>`;
}

/** Gives each heading an id and lists them. */
function withContents(html: string): { readonly html: string; readonly contents: string } {
	const items: string[] = [];
	const marked = html.replace(/<h([23])>((?:(?!<\/?h[23]>)[\s\S])*)<\/h\1>/g, (_, level: string, inner: string) => {
		const id = `section-${items.length + 1}`;
		items.push(`<li class="level-${level}"><a href="#${id}">${inner.replace(/<\/?a\b[^<>]*>/g, '')}</a></li>`);
		return `<h${level} id="${id}">${inner}</h${level}>`;
	});
	const contents = items.length < 2 ? '' : `<nav class="contents" aria-label="${l10n.t('Contents')}"><ul>${items.join('')}</ul></nav>`;
	return { html: marked, contents };
}
