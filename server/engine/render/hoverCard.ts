import * as l10n from '@vscode/l10n';
import { familyName, hasMadeKey, type Paper, printedYear } from '../library/paper.js';
import { clipped, codeSpan, escapeInline } from './escape.js';
import { limits } from './guards.js';
import { arxivPage, arxivPdf, commandLink, doiPage, webAddress } from './links.js';
import { safeParagraph } from './markdown.js';
import { displayMath, type Picture } from './math.js';

/** What the editor that shows the card can do. */
export interface CardTraits {
	/** `<sub>`, `<sup>` and `<i>` are shown (VS Code's MarkdownString with `supportHtml`). */
	readonly html: boolean;
	/** Links to Lectern's own commands work. */
	readonly commands: boolean;
	/** Draws a formula where Unicode would lose meaning; left out where pictures are not shown. */
	readonly picture?: Picture;
}

/**
 * The commands a card may link to. Each takes a citation key and changes nothing the user does not see; `changeName` takes the name, the
 * document and the decision in addition, `useKey` a place in a document.
 */
export const cardCommands = {
	read: 'lectern.readPaper',
	copyKey: 'lectern.copyKey',
	copyBibtex: 'lectern.copyBibtex',
	findReferences: 'lectern.findReferences',
	openNote: 'lectern.openNote',
	openPdf: 'lectern.openPdf',
	openInZotero: 'lectern.openInZotero',
	changeName: 'lectern.changeName',
	useKey: 'lectern.useKey',
} as const;

/** What else a card says. */
export interface CardExtras {
	/** In how many notes a paper is cited or named. */
	readonly notesWith?: (paper: Paper) => number;
	/** The paper as a style prints it, in Markdown. */
	readonly reference?: string;
	/** The name that the card is shown for, where it is only a guess that the paper goes by it. */
	readonly guessed?: string | undefined;
	/** The name that the card is shown for and its document, where the user may say that it means something else. */
	readonly named?: { readonly name: string; readonly uri: string } | undefined;
}

/** The card for a citation or mention: one paper in full, several (an ambiguous author–year) briefly. Markdown. */
export function hoverCard(papers: readonly Paper[], traits: CardTraits, extras: CardExtras = {}): string {
	const [paper] = papers;
	const { reference } = extras;
	if (!paper) return '';
	if (papers.length > 1) return papers.map((each) => `${heading(each)}\\\n${links(each, traits, extras)}`).join('\n\n');
	const parts = [heading(paper)];
	if (reference) parts.push(reference);
	if (paper.claim) parts.push(safeParagraph(paper.claim, traits.html, traits.picture));
	if (paper.equation) parts.push(displayMath(paper.equation, traits.html, traits.picture));
	if (extras.guessed !== undefined) parts.push(`_${l10n.t('A guess: “{0}” may be this paper.', escapeInline(line(extras.guessed)))}_`);
	parts.push(links(paper, traits, extras));
	return parts.filter((part) => part !== '').join('\n\n');
}

/** Where an unknown key is: the document's URI and LSP's position. */
export interface UnknownKeyPlace {
	readonly uri: string;
	readonly position: { readonly line: number; readonly character: number };
}

/**
 * The card for a citation key that no paper goes by, with the nearest papers; with links that put their keys in its place, where the client
 * has commands and `place` is given.
 */
export function unknownKeyCard(key: string, nearest: readonly Paper[], place?: UnknownKeyPlace): string {
	const message = l10n.t('No paper has the key {0}.', codeSpan(line(key)));
	if (nearest.length === 0) return message;
	const rows = nearest.map((paper) => {
		const facts = [codeSpan(line(paper.key)), escapeInline(line(paper.title))];
		if (place) {
			const { uri, position } = place;
			const link = commandLink(cardCommands.useKey, paper.key, uri, String(position.line), String(position.character));
			facts.push(`[${l10n.t('Use this key')}](${link})`);
		}
		return `- ${facts.join(' · ')}`;
	});
	return `${message} ${l10n.t('The nearest:')}\n\n${rows.join('\n')}`;
}

/** The card of a key that the document makes itself, such as by `\\bibitem`: its entry in plain words. */
export const ownEntryCard = (key: string, about: string): string => `${escapeInline(line(about))}\\\n${codeSpan(line(key))}`;

function heading(paper: Paper): string {
	const key = codeSpan(line(paper.key));
	const facts = [authorLine(paper), whereAndWhen(paper), hasMadeKey(paper) ? l10n.t('{0} (made by Lectern)', key) : key];
	const title = line(paper.title);
	// An entry may have no title, such as a set or a letter in an archive.
	return `${title === '' ? '' : `**${escapeInline(title)}**\\\n`}${facts.filter((fact) => fact !== '').join(' · ')}`;
}

/** "Chen, Duan, Houthooft et al.": up to three families. */
function authorLine(paper: Paper): string {
	const people = paper.authors.length > 0 ? paper.authors : paper.editors;
	const families = people.slice(0, 3).map((name) => escapeInline(line(familyName(name))));
	return families.join(', ') + (people.length > 3 || (paper.andOthers && people.length > 0) ? ' et al.' : '');
}

/** "NIPS 2016": the venue's short name and year, as far as known. */
function whereAndWhen(paper: Pick<Paper, 'venue' | 'published' | 'year' | 'entryYear'>): string {
	const parts = [paper.venue?.short ?? paper.venue?.full, printedYear(paper)];
	return parts
		.filter((part) => part !== undefined)
		.map((part) => escapeInline(line(String(part))))
		.join(' ');
}

function links(paper: Paper, { commands }: CardTraits, { notesWith = () => 0, named }: CardExtras): string {
	const notes = notesWith(paper);
	const command = (label: string, name: string) => `[${label}](${commandLink(name, paper.key)})`;
	const all: string[] = [];
	if (commands) all.push(command(l10n.t('Read'), cardCommands.read));
	const hasFile = commands && (paper.fields.file !== undefined || paper.zotero?.hasPdf === true);
	if (hasFile) all.push(command('PDF', cardCommands.openPdf));
	if (paper.arxiv) all.push(`[arXiv](${arxivPage(paper.arxiv)})`, ...(hasFile ? [] : [`[PDF](${arxivPdf(paper.arxiv)})`]));
	if (commands && paper.zotero) all.push(command('Zotero', cardCommands.openInZotero));
	if (paper.doi) all.push(`[DOI](${doiPage(paper.doi)})`);
	const address = webAddress(paper.url);
	if (address && !paper.arxiv && !paper.doi) all.push(`[${l10n.t('Web')}](${address})`);
	if (commands)
		all.push(
			command(l10n.t('Copy key'), cardCommands.copyKey),
			command(l10n.t('Copy BibTeX'), cardCommands.copyBibtex),
			command(l10n.t('Note'), cardCommands.openNote),
		);
	if (notes > 0) {
		const mentioned = notes === 1 ? l10n.t('Mentioned in 1 note') : l10n.t('Mentioned in {0} notes', notes);
		all.push(commands ? command(mentioned, cardCommands.findReferences) : mentioned);
	}
	if (commands && named) {
		const decision = (label: string, kind: string) =>
			`[${label}](${commandLink(cardCommands.changeName, paper.key, named.name, named.uri, kind)})`;
		all.push(decision(l10n.t('Not this paper here'), 'notHere'), decision(l10n.t('Never for this name'), 'never'));
	}
	return all.join(' · ');
}

/** A card is glanced at: what would fill it is cut. */
const line = (text: string): string => clipped(text, limits.line);
