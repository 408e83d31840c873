import { withoutEnd } from '../../base/ends.js';
import type { Span } from '../../base/span.js';
import { withoutEscapes } from '../../base/uri.js';
import { arxivIdentifier } from '../../library/formats/identifiers.js';
import type { Library } from '../../library/library.js';
import type { Paper } from '../../library/paper.js';

/** An identifier or address in a text, with its paper if the library has it. */
interface Identified {
	readonly span: Span;
	readonly paper?: Paper;
}

/** `1606.03657`, `1606.03657v2`, `0706.0001` (https://info.arxiv.org/help/arxiv_identifier.html). */
const modern = /\d{4}\.\d{4,5}(?:v\d+)?(?![\d\p{L}]|\.\d)/uy;
/** `math.GT/0309136v1`; asked from the word before the slash. */
const old = /[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]{2})?\/\d{7}(?:v\d+)?(?![\d\p{L}])/uy;
const doi = /10\.\d{4,9}(?:\.\d+)*\/[^\s"<>|]+/y;
const address = /(?:https?:\/\/|www\.)[^\s"<>|\\^`{}]+/iy;
const bareAddress =
	/(?:(?:www|export|dx)\.)?(?:arxiv\.org|alphaxiv\.org|semanticscholar\.org|openreview\.net|doi\.org|aclanthology\.org|aclweb\.org)\/[^\s"<>|\\^`{}]+/iy;
/** The prefix right before an identifier that belongs to it. */
const prefix = /(?:arxiv|doi)(?:\s?preprint)?\s?:\s?$/i;

/** Steps of an address that may follow a DOI, and one. */
const mostSteps = 4;

/** The paper that an address leads to, on arXiv, alphaXiv, Semantic Scholar, OpenReview, doi.org and the ACL Anthology. */
export function paperOfAddress(written: string, library: Library, byAddress: (address: string) => Paper | undefined): Paper | undefined {
	const host = /^(?:https?:\/\/)?([^/]+)\/(.*)$/is.exec(written);
	if (!host) return undefined;
	const name = host[1]!.toLowerCase();
	const path = host[2]!;
	const found = /(?<!\d\.?)10\.\d{4,9}(?:\.\d+)*\/[^?#]+/.exec(path.includes('%') ? withoutEscapes(path) : path);
	// Publishers append steps to a DOI: "/suppinfo", "/full", "/suppl_file/si.pdf".
	for (let doi = found?.[0] ?? '', tries = 0; doi !== '' && tries < mostSteps; tries++) {
		const paper = byDoi(doi, library)?.paper;
		if (paper) return paper;
		doi = /^(10\.[^/]+\/.+)\/[^/]*$/.exec(doi)?.[1] ?? '';
	}
	if (/(?:^|\.)(?:arxiv|alphaxiv)\.org$|(?:^|\.)doi\.org$|(?:^|\.)semanticscholar\.org$|(?:^|\.)huggingface\.co$/.test(name)) {
		const id = arxivIdentifier(path);
		const paper = id === undefined ? undefined : library.byIdentifier(id);
		if (paper) return paper;
	}
	if (/(?:^|\.)acl(?:anthology|web)\.org$/.test(name)) {
		const id = /(?:anthology\/)?([A-Z]\d\d-\d{4}|\d{4}\.[\w-]+\.\d+)/.exec(path)?.[1];
		const paper = id === undefined ? undefined : library.byIdentifier(`10.18653/v1/${id}`);
		if (paper) return paper;
	}
	return byAddress(written);
}

/** An address as it is compared: without scheme, `www.`, a last slash or format, and with OpenReview's id alone. */
export function comparableAddress(written: string): string {
	const query = /openreview\.net\/(?:forum|pdf|attachment)(?=\?)/.exec(written);
	const id = query ? /[?&]id=([\w-]+)/.exec(written.slice(query.index + query[0].length))?.[1] : undefined;
	if (id !== undefined) return `openreview ${id}`;
	return written
		.replace(/^https?:\/\/(?:www\.)?|^www\./i, '')
		.replace(/(?:\.pdf|\/)$/, '')
		.toLowerCase();
}

/** Returns the address that begins at `at`, `undefined` if none does. */
export function addressAt(text: string, at: number, end: number): Span | undefined {
	address.lastIndex = at;
	const found = address.exec(text) ?? (text.charCodeAt(at) < 128 ? bareAt(text, at) : null);
	return found ? withoutTail(text, { start: at, end: Math.min(end, at + found[0].length) }) : undefined;
}

function bareAt(text: string, at: number): RegExpExecArray | null {
	bareAddress.lastIndex = at;
	return bareAddress.exec(text);
}

/** The identifier that the number at `at` belongs to, if the library has its paper. `from` is where the prose began. */
export function identifierAt(text: string, at: number, from: number, end: number, library: Library): Identified | undefined {
	if (/[\d.]/.test(text.charAt(at - 1)) && at > from) return undefined;
	const found = doiAt(text, at, end, library) ?? modernAt(text, at, end, library) ?? oldAt(text, at, from, end, library);
	if (!found) return undefined;
	const before = prefix.exec(text.slice(Math.max(from, found.span.start - 20), found.span.start));
	return before ? { ...found, span: { start: found.span.start - before[0].length, end: found.span.end } } : found;
}

function doiAt(text: string, at: number, end: number, library: Library): Identified | undefined {
	doi.lastIndex = at;
	const found = doi.exec(text);
	const known = found && byDoi(found[0].slice(0, end - at), library);
	return known ? { span: { start: at, end: at + known.length }, paper: known.paper } : undefined;
}

/** arXiv's own DOIs. */
function arxivByDoi(doi: string, library: Library): Paper | undefined {
	const id = /^10\.48550\/arxiv\.(.+)$/i.exec(doi)?.[1];
	return id === undefined ? undefined : library.byIdentifier(arxivIdentifier(id) ?? id);
}

/** A DOI may hold nearly anything, so what the library does not have is tried without its last sign, and so on. */
function byDoi(written: string, library: Library): { readonly paper: Paper; readonly length: number } | undefined {
	let rest = written;
	for (let tries = 0; tries < 8; tries++) {
		const plain = rest.replaceAll('\u00ad', '');
		const paper = library.byIdentifier(plain) ?? arxivByDoi(plain, library);
		if (paper) return { paper, length: rest.length };
		const [shorter] = [
			withoutEnd(rest, /[.,;:!?'"”’*_\]}>`=+]/),
			rest.replace(/\/$|\.pdf$|v\d+$/, ''),
			rest.replace(/\)[^()]*$/, ''),
			rest.slice(0, Math.max(rest.lastIndexOf('---'), rest.search(foreignSign), 0)),
		].filter((each) => each !== rest && each !== '');
		if (shorter === undefined) return undefined;
		rest = shorter;
	}
	return undefined;
}

function modernAt(text: string, at: number, end: number, library: Library): Identified | undefined {
	modern.lastIndex = at;
	const found = modern.exec(text)?.[0];
	if (found === undefined || at + found.length > end || !isSaidToBe(text, at, found)) return undefined;
	const paper = library.byIdentifier(found.replace(/v\d+$/, ''));
	return paper && { span: { start: at, end: at + found.length }, paper };
}

/** Whether a number that could be an arXiv identifier is one: it follows "arXiv", or a version or subject class follows it. */
const isSaidToBe = (text: string, at: number, number: string): boolean =>
	/v\d+$/.test(number) ||
	/arxiv[^\n]{0,24}$/i.test(text.slice(Math.max(0, at - 40), at)) ||
	/^\s?\[[a-z-]+(?:\.[A-Z]{2})?\]/.test(text.slice(at + number.length, at + number.length + 16));

function oldAt(text: string, at: number, from: number, end: number, library: Library): Identified | undefined {
	if (text.charAt(at - 1) !== '/') return undefined;
	let start = at - 1;
	while (start > from && /[A-Za-z.-]/.test(text.charAt(start - 1)) && at - start < 20) start--;
	old.lastIndex = start;
	const found = old.exec(text)?.[0];
	if (found === undefined || start + found.length > end) return undefined;
	const paper = library.byIdentifier(arxivIdentifier(found) ?? found);
	return paper && { span: { start, end: start + found.length }, paper };
}

/** Signs that belong to the sentence or the markup around an address or DOI: quotes, a dash, a hard blank, a superscript, an escape. */
const foreignSign = /[“”„«»‹›‘…—^{}]|(?<!\/)~|\\(?![_%#&])/;

/** How many of the same sign a text ends with, two at most. */
const endOf = (text: string, sign: string): number => (text.endsWith(sign + sign) ? 2 : text.endsWith(sign) ? 1 : 0);

/** An address without the sentence's punctuation after it. */
export function withoutTail(text: string, { start, end }: Span): Span {
	const all = text.slice(start, end);
	const foreign = all.search(foreignSign);
	const whole = foreign < 0 ? all : all.slice(0, foreign);
	// What encloses it: `+…+`, `==…==`.
	const enclosing = /[+=]/.exec(text.charAt(start - 1))?.[0];
	let last = withoutEnd(enclosing ? whole.slice(0, whole.length - endOf(whole, enclosing)) : whole, /[.,;:!?'"*_”’]/).length;
	let unopened = 0;
	for (const sign of whole.slice(0, last)) unopened += sign === ')' || sign === ']' ? 1 : sign === '(' || sign === '[' ? -1 : 0;
	for (; unopened > 0 && (whole[last - 1] === ')' || whole[last - 1] === ']'); unopened--) {
		last--;
		while (last > 0 && /[.,;:!?'"*_]/.test(whole[last - 1]!)) last--;
	}
	return { start, end: start + last };
}

/** An identifier that a text itself says to be one. */
interface NamedIdentifier {
	/** With the name before it: `arXiv:1606.03657`. */
	readonly span: Span;
	readonly kind: 'arxiv' | 'doi';
	/** As its registry writes it, without version. */
	readonly value: string;
}

const named =
	/(?<![\p{L}\p{N}])(?:arxiv(?:\s?preprint)?\s?:\s?(?<arxiv>\d{4}\.\d{4,5}(?:v\d+)?|[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]{2})?\/\d{7}(?:v\d+)?)(?![\p{L}\p{N}]|\.\d)|(?:doi\s?:\s?)?(?<doi>10\.\d{4,9}(?:\.\d+)*\/[^\s"<>|{}\\]+))/giu;

/**
 * The arXiv identifiers and DOIs that some prose names as such, whether or not anybody knows their papers; none within an address or the
 * text of a link.
 */
export function namedIdentifiers(text: string, prose: readonly Span[]): readonly NamedIdentifier[] {
	return prose.flatMap(({ start: from, end: to }) =>
		Array.from(text.slice(from, to).matchAll(named)).flatMap(({ 0: all, index, groups }): NamedIdentifier[] => {
			const { arxiv, doi: written } = groups!;
			const start = from + index;
			const { end } = arxiv === undefined ? withoutTail(text, { start, end: start + all.length }) : { end: start + all.length };
			if (isInAddress(text, start) || /^\](?:\(|\[)/.test(text.slice(end, end + 2))) return [];
			if (arxiv !== undefined) return [{ span: { start, end }, kind: 'arxiv', value: arxivIdentifier(arxiv) ?? arxiv }];
			const value = written!.slice(0, end - (start + all.length - written!.length));
			return [{ span: { start, end }, kind: 'doi', value: value.replaceAll('\u00ad', '') }];
		}),
	);
}

/** Whether the characters that run up to an offset begin with a scheme or `www.`. */
const isInAddress = (text: string, at: number): boolean =>
	/(?:[a-z][a-z+.-]*:\/\/|www\.)[^\s"<>]*$/i.test(text.slice(Math.max(0, at - 300), at));
