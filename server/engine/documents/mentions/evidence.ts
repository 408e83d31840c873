import { append } from '../../base/append.js';
import { withoutEnd } from '../../base/ends.js';
import { isAmong } from '../../base/inOrder.js';
import type { Span } from '../../base/span.js';
import { namesOf } from '../../library/formats/record.js';
import type { Library } from '../../library/library.js';
import { familyName, type Paper, yearsOf } from '../../library/paper.js';
import type { Citation } from '../markup/markup.js';
import { hashOfLetters } from './codes.js';
import { comparableAddress } from './identifiers.js';

/** What is cited in a text. */
export interface Cited {
	/** In the order of the text. */
	readonly citations: readonly Citation[];
	/** The papers that a citation means; none if the library does not have them. */
	papersOf(citation: Citation): readonly Paper[];
	/** All papers that the text cites. */
	readonly papers: ReadonlySet<Paper>;
}

/** What a citation, link or author–year right beside a name says of the paper that is meant. */
export interface Pointer {
	/** The papers that it points to; empty if the library does not have them. */
	readonly papers: readonly Paper[];
	/** Whether it is an address or identifier. */
	readonly isAddress?: boolean;
	/** For authors and a year: whether they are those of a paper. */
	fits?(paper: Paper): boolean;
}

/** The citations of a document, looked at when a name needs them. */
export function citedIn(citations: () => readonly Citation[], library: Library): Cited {
	let papers: Set<Paper> | undefined;
	const byKey = new Map<string, readonly Paper[]>();
	const cited: Cited = {
		get citations() {
			return citations();
		},
		papersOf({ key }) {
			let found = byKey.get(key);
			if (!found) {
				found = library.byKey(key);
				byKey.set(key, found);
			}
			return found;
		},
		get papers() {
			papers ??= new Set(citations().flatMap((citation) => cited.papersOf(citation)));
			return papers;
		},
	};
	return cited;
}

const longestTarget = 300;
/** How far from a name its link's signs may be. */
const afterName = 80;

/** No citation is asked for unless one of these signs is this near. */
const farthest = 60;
const citationSigns = /[@\\[:#<({]/;

/** Between a name and the citation beside it: what closes quotes or emphasis, the possessive, a blank, an opening bracket. */
const besideGap = /^(?:['’]s)?[”"»’*_`}\])]{0,4}(?!\n\n|\r\n\r)[\s~\u00a0]{0,2}\\?[([]?$/;

/** What points to a paper right beside the name at `span`; `undefined` if nothing does. `paperAt` is the paper that an address leads to. */
export function pointerBeside(
	text: string,
	span: Span,
	cited: Cited,
	paperAt: (address: string) => Paper | undefined,
): Pointer | undefined {
	return (
		linkAround(text, span, paperAt) ??
		citationBehind(text, span, cited) ??
		identifierBehind(text, span, paperAt) ??
		authorsBehind(text, span)
	);
}

function citationBehind(text: string, { end }: Span, cited: Cited): Pointer | undefined {
	if (!citationSigns.test(text.slice(end, end + 10))) return undefined;
	const { citations } = cited;
	const index = firstFrom(citations, end);
	const group = citations[index]?.group;
	if (!group || group.start - end > 10 || !besideGap.test(text.slice(end, group.start))) return undefined;
	return citedBy(cited, index);
}

/** What a work introduces is one of these: "the PlaNet model [@hafner2019planet]". */
const kindsOfWorks = new Set(
	(
		'algorithm,approach,architecture,benchmark,classifier,code,corpus,data set,dataset,estimator,format,framework,language,library,method,model,network,' +
		'optimiser,optimizer,package,pipeline,program,project,software,system,task,test,tool,toolbox,toolkit,' +
		'algorithmus,ansatz,datensatz,methode,modell,netz,paket,programm,verfahren,werkzeug,algorithme,méthode,modèle,outil,paquet,programme,réseau,' +
		'algoritmo,método,modelo,paquete,programa,red,herramienta,conjunto de datos'
	).split(','),
);
const kindGap = /^(?:['’]s)?[”"»’*_`}\])]{0,4}[\s~\u00a0-](\p{L}+(?: \p{L}+){0,2})[”"»’*_`}]{0,4}[\s~\u00a0]{0,2}\\?[([]?$/u;
const longestKind = 36;

/** The words between which and the citation at `offset` is one word for what they name: "the PlaNet model [@hafner2019planet]"; `undefined` where there is none. */
export function textBeforeKind(text: string, offset: number): string | undefined {
	const before = text.slice(Math.max(0, offset - longestKind - afterName), offset);
	const gap = kindBeforeCitation.exec(before);
	return gap && kindsOfWorks.has(gap[1]!.toLowerCase().replace(/s$/, '')) ? before.slice(0, gap.index) : undefined;
}

const kindBeforeCitation = /[\s~\u00a0](\p{L}{3,14})[”"»’*_`}]{0,4}[\s~\u00a0]{0,2}\\?[([]?$/u;

/** What a citation says that is behind a name and one word for what it is: "the PlaNet model [@hafner2019planet]". It need not be about the name. */
export function citationBehindKind(text: string, { end }: Span, cited: Cited): Pointer | undefined {
	if (!/^[^.!?\n]{1,30}[@\\[:#<({]/.test(text.slice(end, end + longestKind))) return undefined;
	const { citations } = cited;
	const index = firstFrom(citations, end);
	const group = citations[index]?.group;
	if (!group || group.start - end > longestKind) return undefined;
	const kind = kindGap.exec(text.slice(end, group.start))?.[1];
	if (kind === undefined || !kindsOfWorks.has(kind.toLowerCase().replace(/s$/, ''))) return undefined;
	return citedBy(cited, index);
}

/** What a group of citations, from the one at `index` on, says. */
function citedBy(cited: Cited, from: number): Pointer | undefined {
	const { citations } = cited;
	const { group } = citations[from]!;
	let index = from;
	const papers: Paper[] = [];
	let isUnknownNote = true;
	for (; citations[index]?.group.start === group.start; index++) {
		const citation = citations[index]!;
		append(papers, cited.papersOf(citation));
		if (citation.kind !== 'wikilink') isUnknownNote = false;
	}
	return papers.length === 0 && isUnknownNote ? undefined : { papers };
}

/** Returns the index of the first citation whose group begins at `offset` or later. */
function firstFrom(citations: readonly Citation[], offset: number): number {
	let low = 0;
	let high = citations.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (citations[middle]!.group.start < offset) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Whether one of the papers is cited near the name, in its paragraph. */
function citedNear(text: string, { start, end }: Span, cited: Cited, papers: readonly Paper[]): boolean {
	if (!citationSigns.test(text.slice(Math.max(0, start - farthest), end + farthest))) return false;
	const { citations } = cited;
	for (let index = firstFrom(citations, start - farthest * 4); index < citations.length; index++) {
		const citation = citations[index]!;
		if (citation.group.start > end + farthest) return false;
		if (citation.group.end < start - farthest) continue;
		if (!cited.papersOf(citation).some((paper) => papers.includes(paper))) continue;
		const between = citation.group.start >= end ? text.slice(end, citation.group.start) : text.slice(citation.group.end, start);
		if (!/\n[ \t]*\n/.test(between)) return true;
	}
	return false;
}

/** How far from a name its paper's year or author may be. */
const farthestSign = 48;
const closingSigns = /^[”"»’*_`}]{0,3}/;
/** A venue with at least two capitals and a year behind a name: "PlaNet ICML 2019", "PlaNet (ICML 2019)". */
const venueBehind = /^,?[ ~][([]?(?=\p{L}*\p{Lu}\p{L}*\p{Lu})[\p{L}-]{2,20}[ ~'’]{1,2}((?:19|20)\d\d)(?!\d)/u;
/** An author, perhaps with a venue, and a year in brackets: "PlaNet (Hafner ICML 2019)". */
const authorBehind = /^[ ~]\((\p{Lu}[\p{L}'’-]+),?[ ~](?:\p{Lu}[\p{L}-]{1,20}[ ~])?((?:19|20)\d\d)\)/u;
/** An author before a title that is in quotes or emphasis: "Hafner: *Learning dynamics*", "Hafner's *Learning dynamics*". */
const authorBefore = /(?<![\p{L}-])(\p{Lu}[\p{L}'’-]{1,24})(?:['’]s[ ~]|[,:][ ~]|[ ~](?:-|–|—)[ ~])["“„«‘'`*_]{1,3}$/u;

/** Whether the venue and the year of a paper, or its author, are right beside a name, or the name is in a link to the address that its entry states. */
function isSignedBeside(text: string, span: Span, paper: Paper): boolean {
	const signs = closingSigns.exec(text.slice(span.end, span.end + 3))![0].length;
	const behind = text.slice(span.end + signs, span.end + signs + farthestSign);
	const venue = venueBehind.exec(behind);
	if (venue && yearsOf(paper).includes(Number(venue[1]))) return true;
	const [, author, year] = authorBehind.exec(behind) ?? [];
	if (author !== undefined && isBy(paper, author) && yearsOf(paper).includes(Number(year))) return true;
	const before = authorBefore.exec(text.slice(Math.max(0, span.start - farthestSign), span.start))?.[1];
	if (before !== undefined && isBy(paper, before)) return true;
	if (paper.url === undefined) return false;
	const target = linkTarget(text, span);
	return target !== undefined && comparableAddress(target) === comparableAddress(paper.url);
}

/** Whether something beside or near a name speaks for its paper: a citation near it, or the paper's author, venue and year, or address right beside it. */
export const isSpokenFor = (text: string, span: Span, cited: Cited, paper: Paper): boolean =>
	citedNear(text, span, cited, [paper]) || isSignedBeside(text, span, paper);

/** No citation that follows authors is farther from them. */
const longestSentence = 400;

/** The one of some papers that is cited first behind words in their paragraph. */
export function citedNext(text: string, { end }: Span, cited: Cited, papers: readonly Paper[]): Paper | undefined {
	const { citations } = cited;
	for (let index = firstFrom(citations, end); index < citations.length; index++) {
		const citation = citations[index]!;
		if (citation.group.start > end + longestSentence || /\n[ \t]*\n/.test(text.slice(end, citation.group.start))) return undefined;
		const found = cited.papersOf(citation).find((paper) => papers.includes(paper));
		if (found) return found;
	}
	return undefined;
}

/** Whether a sign behind which a link has its target is near, in the same line. Most names have none, and are done with here. */
function isBeforeClosing(text: string, end: number): boolean {
	for (let at = end; at <= end + afterName && at < text.length; at++) {
		const sign = text[at];
		if (sign === ']' || sign === '<') return true;
		if (sign === '\n') return false;
	}
	return false;
}

/** Whether the last bracket, brace or angle bracket before a name, in the same line and near, opens what the name is in. */
function isBehindOpening(text: string, start: number): boolean {
	for (let at = start - 1; at >= start - 1 - afterName && at >= 0; at--) {
		const sign = text[at];
		if (sign === '[' || sign === '{' || sign === '>') return true;
		if (sign === '\n' || sign === ']' || sign === '}' || sign === '<') return false;
	}
	return false;
}

/** The target of the link whose text the name is in, by the markup's signs around it. */
function linkTarget(text: string, { start, end }: Span): string | undefined {
	if (isBeforeClosing(text, end)) {
		const after = text.slice(end, end + afterName + longestTarget);
		// Markdown, then reStructuredText.
		const behind =
			/^[^\n[\]<]{0,80}\]\(<?((?:[^\s()<>]|\([^\s()<>]*\))+)/.exec(after)?.[1] ?? /^[^\n`<]{0,80}<([^<>\s]+)>`__?/.exec(after)?.[1];
		if (behind !== undefined) return behind;
	}
	if (!isBehindOpening(text, start)) return undefined;
	const line = text.slice(Math.max(text.lastIndexOf('\n', start - 1) + 1, start - longestTarget), start);
	// LaTeX, Org, Typst, HTML.
	return (
		/\\href\s?\{([^{}]+)\}\s?\{[^{}]*$/.exec(line)?.[1] ??
		/\[\[([^[\]]+)\]\[[^[\]]*$/.exec(line)?.[1] ??
		/#link\("([^"]+)"\)\[[^[\]]*$/.exec(line)?.[1] ??
		/^href="([^"]+)"[^<>]*>[^<>]*$/.exec(line.slice(line.lastIndexOf('href="')))?.[1]
	);
}

/** An arXiv identifier or a DOI, or an address that holds one or is that of a paper's page. */
const paperAddress =
	/(?:arxiv|alphaxiv)\.org\/(?:abs|pdf|html)\/|doi\.org\/10\.|[/=]10\.\d{4,9}\/|openreview\.net\/(?:forum|pdf)|acl(?:anthology|web)\.org\/\S{0,40}\d|semanticscholar\.org\/(?:paper|arxiv)|^arxiv:\s?\S{0,40}\d|^doi:\s?10\./i;

function pointerOf(target: string, paperAt: (address: string) => Paper | undefined): Pointer | undefined {
	if (!paperAddress.test(target)) return undefined;
	const address = target.replace(/^arxiv:\s?/i, 'https://arxiv.org/abs/').replace(/^doi:\s?/i, 'https://doi.org/');
	const paper = paperAt(address);
	return { papers: paper ? [paper] : [], isAddress: true };
}

function linkAround(text: string, span: Span, paperAt: (address: string) => Paper | undefined): Pointer | undefined {
	const target = linkTarget(text, span);
	return target === undefined ? undefined : pointerOf(target, paperAt);
}

/** An identifier or address right behind a name: "PlaNet (arXiv:1811.04551)", "PlaNet <https://arxiv.org/abs/1811.04551>". */
function identifierBehind(text: string, { end }: Span, paperAt: (address: string) => Paper | undefined): Pointer | undefined {
	const found = /^[”"»’*_`}]{0,3},?(?!\n\n)[\s~]{0,2}[(<[]{0,2}(?:\\url\{)?((?:https?:\/\/|arxiv:\s?|doi:\s?)[^\s<>{}()[\]"]+)/i.exec(
		text.slice(end, end + longestTarget),
	)?.[1];
	return found === undefined ? undefined : pointerOf(withoutEnd(found, /[.,;:]/), paperAt);
}

const isConjoined = /(?:[\s~]et[\s~]al\b|[\s~](?:and|\\?&)[\s~])/;

/** Authors and a year in brackets right behind a name: "PlaNet (Hafner et al., 2019)". */
function authorsBehind(text: string, { end }: Span): Pointer | undefined {
	const opened = /^[”"»’*_`}]{0,3}[\s~]{1,2}[([]/.exec(text.slice(end, end + 8));
	if (!opened) return undefined;
	const inner = /^[^()[\]\n;]{4,100}/.exec(text.slice(end + opened[0].length, end + 110))?.[0] ?? '';
	const family = /^(?:see |by |from )?(\p{Lu}[\p{L}'’]+(?:-\p{L}+)*)/u.exec(inner)?.[1];
	const year = /(?:^|\D)((?:19|20)\d\d)[a-z]?$/.exec(inner)?.[1];
	if (family === undefined || year === undefined || !isConjoined.test(inner)) return undefined;
	return { papers: [], fits: (paper) => isBy(paper, family) && isAround(paper, Number(year)) };
}

/** Whether a paper's first author has this family name, with or without the particle. */
function isBy({ authors, editors }: Paper, family: string): boolean {
	const [first] = authors.length > 0 ? authors : editors;
	const wanted = hashOfLetters(family);
	return (
		first !== undefined && [first.family, familyName(first), first.family.split(' ').at(-1)!].some((each) => hashOfLetters(each) === wanted)
	);
}

const isAround = ({ year, published }: Paper, wanted: number): boolean =>
	[year, published].some((each) => each === undefined || Math.abs(each - wanted) <= 2);

/** The name right before authors and a year in brackets: the "WikiQA" of "WikiQA (Yang et al., 2015)". */
export function nameBefore(text: string, start: number): string | undefined {
	return /(?:^|[\s("“*_~{])([\p{L}\d][\p{L}\d-]{2,30})[”"»’*_}]{0,2}[\s~]{1,2}[([](?:see )?$/u.exec(
		text.slice(Math.max(0, start - 48), start),
	)?.[1];
}

/** Whether a paper may go by a name of the shape of a nickname: its title or names hold it, or its letters come in the title in this order. */
export function mayBeNamed(paper: Paper, name: string): boolean {
	if (!/\d/.test(name) && !/\p{Lu}/u.test(name.replace(/^\P{L}*\p{L}/u, ''))) return true;
	const letters = lettersOf(name.replace(/s$/, '')).replace(/\d+/g, '');
	const known = [withoutSite(paper.title), ...paper.alsoTitles, ...namesOf(paper)].map(lettersOf);
	if (letters.length < 2 || known.some((each) => each.includes(letters))) return true;
	return known.some((each) => isAmong(letters, each));
}

/** Whether a name begins as a word of a paper's title does, and has letters of it in their order: `ResNet` of "Deep Residual Networks". */
export function isMadeOfTitle(paper: Paper, name: string): boolean {
	const [first] = lettersOf(name);
	return (
		first !== undefined &&
		mayBeNamed(paper, name) &&
		[paper.title, ...paper.alsoTitles].some((each) =>
			withoutSite(each)
				.split(/[^\p{L}\p{N}]+/u)
				.some((word) => lettersOf(word)[0] === first),
		)
	);
}

/** The title of a web page without the name of its site: "Home | CERN". */
const withoutSite = (title: string): string => title.split(' | ', 1)[0]!;

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\d]/gu, '');

/** Words of titles that say nothing about which paper it is. */
const general = new Set(
	'approach analysis method methods model models system systems learning network networks problem theory application applications general generation framework efficient towards through between without improved'.split(
		' ',
	),
);
const stemLength = 6;

/** How many words of the paper's title, or of the same stem, are among the `near` ones and not part of the name. */
export function sharedTitleWords(name: string, near: ReadonlySet<string>, paper: Paper): number {
	if (near.size === 0) return 0;
	const folded = name.toLowerCase();
	const stems = new Set(
		longWords(paper.title)
			.filter((word) => !general.has(word) && !folded.includes(stemOf(word)))
			.map(stemOf),
	);
	return [...stems].filter((stem) => near.has(stem)).length;
}

/** The stems of the longer words near a name, in its paragraph. */
export function stemsNear(text: string, { start, end }: Span): ReadonlySet<string> {
	const before = text
		.slice(Math.max(0, start - farthest), start)
		.split(/\n[ \t]*\n/)
		.at(-1)!;
	const after = text.slice(end, end + farthest).split(/\n[ \t]*\n/, 1)[0]!;
	return new Set(longWords(`${before} ${after}`).map(stemOf));
}

const stemOf = (word: string): string => word.slice(0, stemLength);

const longWords = (text: string): readonly string[] => Array.from(text.toLowerCase().matchAll(/\p{L}{6,}/gu), ([word]) => word);
